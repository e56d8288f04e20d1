//! What can be wrong with the files of a ledger.

use crate::store::cause::Cause;
use crate::store::refusal::{OpenError, ReadError};
use crate::value::Position;
use std::io;
use std::path::{Path, PathBuf};

/// Damage found in a file of the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Damage {
    /// The file.
    pub file: PathBuf,
    /// The byte, counted from 0, at which the damaged piece begins.
    pub byte: u64,
    /// The first event concerned.
    pub position: Position,
    /// What is wrong.
    pub what: Cause,
}

/// Why a file of the ledger cannot be used.
#[derive(Debug)]
pub(super) enum Fault {
    /// The operating system refused.
    Io { path: PathBuf, cause: io::Error },
    /// The bytes are not what was written.
    Damaged(Damage),
    /// A format this program does not know.
    Format { file: PathBuf, found: u32 },
}

impl Fault {
    pub(super) fn damaged(file: &Path, byte: u64, position: Position, what: Cause) -> Self {
        Fault::Damaged(Damage { file: file.to_owned(), byte, position, what })
    }

    /// Names the first event concerned, where whoever found the damage could not know it.
    pub(super) fn concerning(self, first: impl FnOnce() -> Position) -> Self {
        match self {
            Fault::Damaged(damage) if damage.position == Position::ZERO => {
                Fault::Damaged(Damage { position: first(), ..damage })
            }
            Fault::Damaged(_) | Fault::Io { .. } | Fault::Format { .. } => self,
        }
    }
}

/// Names the file an operation failed on.
pub(super) trait At<T> {
    fn at(self, path: &Path) -> Result<T, Fault>;
}

impl<T> At<T> for io::Result<T> {
    fn at(self, path: &Path) -> Result<T, Fault> {
        self.map_err(|cause| Fault::Io { path: path.to_owned(), cause })
    }
}

impl From<Fault> for OpenError {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Io { path, cause } => OpenError::Io { path, cause },
            Fault::Damaged(Damage { file, byte, position, what }) => OpenError::Damaged { file, byte, position, what },
            Fault::Format { file, found } => OpenError::Format { file, found },
        }
    }
}

impl From<ReadError> for OpenError {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::Damaged { file, byte, position, what } => OpenError::Damaged { file, byte, position, what },
            ReadError::Format { file, found } => OpenError::Format { file, found },
            ReadError::Io { path, cause } => OpenError::Io { path, cause },
            // A store in a directory holds all of its ledger.
            ReadError::NotHeld { asked } => {
                let cause = io::Error::other(format!("a part of a ledger was asked for {asked:?}"));
                OpenError::Io { path: PathBuf::new(), cause }
            }
        }
    }
}

impl From<Fault> for ReadError {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Io { path, cause } => ReadError::Io { path, cause },
            Fault::Damaged(Damage { file, byte, position, what }) => ReadError::Damaged { file, byte, position, what },
            Fault::Format { file, found } => ReadError::Format { file, found },
        }
    }
}

impl From<Fault> for io::Error {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Io { cause, .. } => cause,
            Fault::Damaged(Damage { what, .. }) => io::Error::new(io::ErrorKind::InvalidData, what.name()),
            Fault::Format { found, .. } => io::Error::new(io::ErrorKind::Unsupported, format!("format {found}")),
        }
    }
}
