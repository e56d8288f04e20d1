//! The key as it lies there, looked at without using it.

use super::fault::KeyFault;
use super::files::{self, Files};
use super::keys::{read_key, retired, unfit};
use crate::ledger::error::LedgerError;
use std::io;
use std::path::{Path, PathBuf};

/// How the key beside a ledger is.
#[derive(Debug)]
pub(in crate::ledger) enum KeyHealth {
    /// It signs, and its owner alone may read it.
    Signs(PathBuf),
    /// The ledger never had one.
    NotYet,
    /// It is not beside the ledger. It may be kept in another place, as that of a copy is.
    Elsewhere(PathBuf),
    /// A crash came before it got its place; the next signature puts it there.
    Unfinished(PathBuf),
    /// Whoever asks may not look at it.
    Hidden(PathBuf),
    /// It cannot be used.
    Unfit(KeyFault),
    /// The list that should name it cannot be read: what is said of the checkpoint says so.
    Unlisted,
}

impl KeyHealth {
    /// Looks at the key beside a ledger.
    pub(in crate::ledger) fn of(ledger: &Path) -> Result<Self, LedgerError> {
        let files = Files::of(ledger)?;
        let listed = match files.listed() {
            Err(LedgerError::Key(_)) => return Ok(Self::Unlisted),
            other => other?,
        };
        let file = files.key();
        let found = match read_key(&file) {
            Ok(found) => found,
            Err(LedgerError::Key(fault)) => return Ok(Self::Unfit(fault)),
            Err(LedgerError::File { cause, .. }) if cause.kind() == io::ErrorKind::PermissionDenied => {
                return Ok(Self::Hidden(file));
            }
            Err(error) => return Err(error),
        };
        let Some(current) = listed.last() else {
            return Ok(match found {
                Some(key) if key.public().name() != files.origin => {
                    Self::Unfit(unfit(file, Some(key), &listed, &files.origin))
                }
                Some(_) => Self::Unlisted,
                None if files.checkpoint().exists() || files.has_signed() => Self::Unlisted,
                None => Self::NotYet,
            });
        };
        let next = read_key(&files::unfinished(&file)).ok().flatten();
        let [there, next] = [&found, &next].map(|key| key.as_ref().is_some_and(|key| key.public() == *current));
        if let Some(retired) = retired(&[&file], current).filter(|_| there || next) {
            return Ok(Self::Unfit(KeyFault::PutBack { file, retired }));
        }
        Ok(match found {
            _ if there => Self::Signs(file),
            _ if next => Self::Unfinished(file),
            None => Self::Elsewhere(file),
            Some(key) => Self::Unfit(unfit(file, Some(key), &listed, &files.origin)),
        })
    }
}
