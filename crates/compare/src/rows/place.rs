//! Where the stores and the events lie.

use crate::done::Done;
use crate::helper;
use crate::options::Options;
use crate::peer::Kind;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A directory that goes when the run ends.
pub(crate) struct Place {
    dir: TempDir,
    /// The events as lines, and as a store gets them.
    pub(crate) lines: PathBuf,
    pub(crate) facts: PathBuf,
}

impl Place {
    /// Draws the events.
    pub(crate) fn prepare(options: &Options) -> Done<Self> {
        let dir = options.dir.as_ref().map_or_else(TempDir::new, TempDir::new_in)?;
        let (lines, facts) = (dir.path().join("lines.jsonl"), dir.path().join("facts"));
        helper::ask(&["prepare", &options.events.to_string(), word(&lines)?, word(&facts)?])?;
        Ok(Self { dir, lines, facts })
    }

    /// The directory of a store.
    pub(crate) fn of(&self, kind: Kind) -> PathBuf {
        self.dir.path().join(kind.word())
    }

    /// The directory of the ledger that was brought in line by line.
    pub(crate) fn ledger(&self) -> PathBuf {
        self.dir.path().join("ledger")
    }
}

/// A path as a word for a helper.
pub(crate) fn word(path: &Path) -> Done<&str> {
    path.to_str().ok_or_else(|| "a path that is no text".into())
}

/// Removes a store, if there is one.
pub(crate) fn clear(path: &Path) -> Done<()> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

/// The bytes the files of a store take: their lengths, and the blocks they occupy.
pub(crate) fn size(folder: &Path) -> Done<(u64, u64)> {
    use std::os::unix::fs::MetadataExt as _;
    let mut total = (0, 0);
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let (length, blocks) = if entry.file_type()?.is_dir() {
            size(&entry.path())?
        } else {
            let metadata = entry.metadata()?;
            (metadata.len(), metadata.blocks() * 512)
        };
        total = (total.0 + length, total.1 + blocks);
    }
    Ok(total)
}
