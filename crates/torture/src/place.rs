//! Where the ledgers of a run lie, and how they are kept.

use crate::options::Options;
use crate::sum::{Sum, say};
use crate::trouble::{Trouble, While};
use qizhang::store::LocalOptions;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A directory that goes away with it, unless there is something to look at.
pub(crate) struct Place {
    directory: TempDir,
}

impl Place {
    pub(crate) fn new(options: &Options) -> Result<Self, Trouble> {
        let made = match &options.dir {
            Some(dir) => TempDir::new_in(dir),
            None => TempDir::new(),
        };
        Ok(Self { directory: made.while_doing("making a directory for the ledgers")? })
    }

    pub(crate) fn path(&self) -> &Path {
        self.directory.path()
    }

    pub(crate) fn ledger(&self) -> PathBuf {
        self.path().join("ledger")
    }

    /// Removes the ledger, so that the next one may be made.
    pub(crate) fn clear(&self) -> Result<(), Trouble> {
        match std::fs::remove_dir_all(self.ledger()) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        }
    }

    /// Leaves the files where they are when a fault was found in them.
    pub(crate) fn keep_if_faulty(self, sum: &Sum) {
        if !sum.is_clean() {
            say(&format!("the ledger is kept in {}", self.directory.keep().display()));
        }
    }
}

/// Segments of so many bytes, the rest as usual.
pub(crate) fn in_segments_of(segment_bytes: u64) -> LocalOptions {
    LocalOptions { segment_bytes, ..LocalOptions::default() }
}
