//! The directory of a ledger: its names, its lock and its beginning.
//!
//! ```text
//! ledger/
//!   lock                              held by the one writer
//!   head                              how far the log is certainly written
//!   log/000000000001.segment          the truth
//!   log/000000000001.postings         where to find things in it, when it is sealed
//!   index/                            the same for the last segment, kept by sled; may be deleted
//! ```

use super::fault::{At, Fault};
use super::segment::Segment;
use super::{disk, head};
use crate::store::contract::OpenError;
use std::fs::{self, File, TryLockError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use uuid::Uuid;

/// Where the parts of a ledger are.
#[derive(Debug, Clone)]
pub(super) struct Root {
    path: PathBuf,
}

impl Root {
    /// A directory that looks like a ledger.
    pub(super) fn find(path: &Path) -> Result<Self, OpenError> {
        let root = Self { path: path.to_owned() };
        match fs::metadata(root.log()) {
            Ok(log) if log.is_dir() => Ok(root),
            // What one may not look at is not missing.
            Err(cause) if cause.kind() == ErrorKind::PermissionDenied => Err(OpenError::Io { path: root.log(), cause }),
            Ok(_) | Err(_) => Err(OpenError::Missing(path.to_owned())),
        }
    }

    /// Makes a ledger without events. Everything is prepared beside its place and moved there when it is whole, so that a
    /// crash never leaves half a ledger under its name.
    pub(super) fn create(path: &Path, segment_bytes: u64) -> Result<Self, OpenError> {
        Self::place(path, |beside| beside.fill(segment_bytes).map_err(OpenError::from))?;
        Ok(Self { path: path.to_owned() })
    }

    /// Makes a directory of a ledger beside its place, and moves it there when it is whole.
    pub(super) fn place<T, E: From<OpenError>>(path: &Path, fill: impl FnOnce(&Self) -> Result<T, E>) -> Result<T, E> {
        let taken = match fs::read_dir(path) {
            Ok(mut entries) => entries.next().is_some(),
            Err(_) => fs::symlink_metadata(path).is_ok(),
        };
        if taken {
            return Err(OpenError::Exists(path.to_owned()).into());
        }
        let beside = Self { path: path.with_added_extension("creating") };
        if beside.path.exists() {
            fs::remove_dir_all(&beside.path).at(&beside.path).map_err(OpenError::from)?;
        }
        let filled = fill(&beside).and_then(|filled| Ok((filled, beside.move_to(path).map_err(OpenError::from)?)));
        match filled {
            Ok((filled, ())) => Ok(filled),
            Err(error) => {
                // The room is worth more than a second complaint: the first error is the one to report.
                let _ = fs::remove_dir_all(&beside.path);
                Err(error)
            }
        }
    }

    fn move_to(&self, path: &Path) -> Result<(), Fault> {
        disk::sync_directory(&self.path).at(&self.path)?;
        fs::rename(&self.path, path).at(path)?;
        let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        disk::sync_directory(parent).at(parent)
    }

    pub(super) fn fill(&self, segment_bytes: u64) -> Result<(), Fault> {
        let log = self.log();
        fs::create_dir_all(&log).at(&log)?;
        let ledger = new_ledger_id();
        Segment::create(self, ledger, 1, segment_bytes)?;
        head::create(&self.head(), ledger)?;
        File::create(self.lock_file()).and_then(|file| file.sync_all()).at(&self.lock_file())
    }

    /// The directory itself.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Takes the right to write, for as long as the file stays open: the operating system gives it back even when the
    /// process is killed.
    pub(super) fn lock(&self) -> Result<File, OpenError> {
        let path = self.lock_file();
        let file = File::options().create(true).truncate(false).write(true).open(&path).at(&path)?;
        match file.try_lock() {
            Ok(()) => Ok(file),
            Err(TryLockError::WouldBlock) => Err(OpenError::Locked(self.path.clone())),
            Err(TryLockError::Error(cause)) => Err(OpenError::Io { path, cause }),
        }
    }

    pub(super) fn lock_file(&self) -> PathBuf {
        self.path.join("lock")
    }

    pub(super) fn head(&self) -> PathBuf {
        self.path.join("head")
    }

    pub(super) fn log(&self) -> PathBuf {
        self.path.join("log")
    }

    pub(super) fn index(&self) -> PathBuf {
        self.path.join("index")
    }

    pub(super) fn segment(&self, number: u64) -> PathBuf {
        self.log().join(format!("{number:012}.segment"))
    }

    pub(super) fn postings(&self, number: u64) -> PathBuf {
        self.log().join(format!("{number:012}.postings"))
    }

    /// The number of the last segment; segments are numbered from 1 without gaps.
    pub(super) fn last_segment(&self) -> u64 {
        let mut last = 0;
        while self.segment(last + 1).exists() {
            last += 1;
        }
        last
    }

    /// Deletes all that follows from the log: the index and the postings.
    pub(super) fn forget_what_follows(&self) -> Result<(), Fault> {
        let index = self.index();
        let gone = if index.is_dir() { fs::remove_dir_all(&index) } else { fs::remove_file(&index) };
        match gone {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error).at(&index),
            _ => {}
        }
        self.remove_from_log("postings")
    }

    /// Removes what a crash left half-made.
    pub(super) fn sweep(&self) -> Result<(), Fault> {
        self.remove_from_log("new")
    }

    fn remove_from_log(&self, ending: &str) -> Result<(), Fault> {
        let log = self.log();
        for entry in fs::read_dir(&log).at(&log)? {
            let path = entry.at(&log)?.path();
            if path.extension().is_some_and(|extension| extension == ending) {
                fs::remove_file(&path).at(&path)?;
            }
        }
        Ok(())
    }
}

/// The ledger's own name goes into every checksum, so that the bytes of one ledger are never taken for another's, and
/// nobody can hide something that looks like a frame inside an event.
#[expect(clippy::disallowed_methods, reason = "made once, with the directory; no event and no position depends on it")]
fn new_ledger_id() -> Uuid {
    Uuid::now_v7()
}
