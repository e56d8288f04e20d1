//! Why files of declarations are not worked on.

use super::pins::PinsFault;
use crate::ledger::released::ReleaseFault;
use crate::value::TypeName;
use std::path::{Path, PathBuf};

/// What stands in the way before a declaration is looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the sentence on each variant names its fields")]
pub enum DeclaredFault {
    /// There is no folder of declarations here.
    NoFolder { folder: PathBuf },
    /// The folder has no declarations.
    Nothing { folder: PathBuf },
    /// The type is there already, up to this version.
    Exists { file: PathBuf, name: TypeName, version: u16 },
    /// There is no version of the type to go on from.
    NothingBefore { folder: PathBuf, name: TypeName },
    /// There is a newer version, and this one before it is missing.
    Gap { folder: PathBuf, name: TypeName, version: u16 },
    /// The newest version is no declaration that one could go on from.
    Unreadable { file: PathBuf },
    /// The newest version is still as it was made of the one before.
    NextUntouched { file: PathBuf, name: TypeName, version: u16 },
    /// This version has no file.
    NoVersion { file: PathBuf },
    /// The version before is not released yet.
    BeforeUnreleased { file: PathBuf, name: TypeName, version: u16 },
    /// The list of released digests cannot be read.
    BadPins { file: PathBuf, why: PinsFault },
    /// A text of a policy is not released.
    Policy(ReleaseFault),
}

impl DeclaredFault {
    /// The file or folder.
    pub fn file(&self) -> &Path {
        match self {
            DeclaredFault::NoFolder { folder }
            | DeclaredFault::Nothing { folder }
            | DeclaredFault::NothingBefore { folder, .. }
            | DeclaredFault::Gap { folder, .. } => folder,
            DeclaredFault::Exists { file, .. }
            | DeclaredFault::Unreadable { file }
            | DeclaredFault::NextUntouched { file, .. }
            | DeclaredFault::NoVersion { file }
            | DeclaredFault::BeforeUnreleased { file, .. }
            | DeclaredFault::BadPins { file, .. } => file,
            DeclaredFault::Policy(fault) => fault.file(),
        }
    }
}
