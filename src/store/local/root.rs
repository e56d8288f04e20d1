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

use super::disk::{self, Disk, DiskEntry, DiskLock};
use super::fault::{At, Fault};
use super::head;
use super::making;
use super::segment::Segment;
use crate::store::refusal::OpenError;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use uuid::Uuid;

/// Where the parts of a ledger are.
#[derive(Debug, Clone)]
pub(super) struct Root {
    disk: Arc<dyn Disk>,
    path: PathBuf,
}

impl Root {
    /// A directory that looks like a ledger. What one may not look at is not missing.
    pub(super) fn find(disk: Arc<dyn Disk>, path: &Path) -> Result<Self, OpenError> {
        let root = Self { disk, path: path.to_owned() };
        match root.disk.entry(&root.log()) {
            Ok(Some(DiskEntry::Directory)) => Ok(root),
            Ok(_) => Err(OpenError::Missing(path.to_owned())),
            Err(cause) => Err(OpenError::Io { path: root.log(), cause }),
        }
    }

    /// The disk it lies on.
    pub(super) fn disk(&self) -> &dyn Disk {
        &*self.disk
    }

    pub(super) fn shared_disk(&self) -> Arc<dyn Disk> {
        Arc::clone(&self.disk)
    }

    /// A directory, whatever is there.
    pub(super) fn at(disk: Arc<dyn Disk>, path: PathBuf) -> Self {
        Self { disk, path }
    }

    /// Makes the ledger's own name survive a loss of power, and the names in it. Whoever made it may have been killed
    /// before that.
    pub(super) fn sync_names(&self) -> Result<(), Fault> {
        let above = self.path.parent().filter(|above| !above.as_os_str().is_empty()).unwrap_or(Path::new("."));
        [self.path.as_path(), above].into_iter().try_for_each(|path| self.disk.sync_directory(path).at(path))
    }

    /// Puts a ledger without events into the directory.
    pub(super) fn fill(&self, segment_bytes: u64) -> Result<(), Fault> {
        let log = self.log();
        self.disk.make_directory(&log).at(&log)?;
        let ledger = new_ledger_id();
        Segment::create(self, ledger, 1, segment_bytes)?;
        head::create(self, ledger)?;
        self.disk.create(&self.lock_file()).and_then(|file| file.sync_all()).at(&self.lock_file())
    }

    /// The directory itself.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Takes the right to write, until the answer is dropped or the process ends.
    pub(super) fn lock(&self) -> Result<Box<dyn DiskLock>, OpenError> {
        let path = self.lock_file();
        let lock = self.disk.lock(&path).at(&path)?;
        lock.ok_or_else(|| OpenError::Locked(self.path.clone()))
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

    /// Where sled keeps the index; none on a disk it cannot reach.
    pub(super) fn index(&self) -> Option<PathBuf> {
        self.disk.machine_path(&self.path.join("index"))
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
        while disk::exists(self.disk(), &self.segment(last + 1)) {
            last += 1;
        }
        last
    }

    /// Deletes all that follows from the log: the index and the postings.
    pub(super) fn forget_what_follows(&self) -> Result<(), Fault> {
        if let Some(index) = self.index() {
            let gone = match self.disk.entry(&index).at(&index)? {
                Some(DiskEntry::Directory) => self.disk.remove_all(&index),
                Some(DiskEntry::File) => self.disk.remove(&index),
                None => Ok(()),
            };
            gone.at(&index)?;
        }
        self.remove_postings_from(1)
    }

    /// Deletes the postings of a segment that grows again and of all after it: they are of another history.
    pub(super) fn remove_postings_from(&self, number: u64) -> Result<(), Fault> {
        let first = self.postings(number);
        self.remove_from_log(|path| path.extension() == first.extension() && *path >= *first)
    }

    /// Removes what a crash left half-made.
    pub(super) fn sweep(&self) -> Result<(), Fault> {
        making::forget_mark(self);
        self.remove_from_log(|path| path.extension().is_some_and(|extension| extension == "new"))
    }

    fn remove_from_log(&self, chosen: impl Fn(&Path) -> bool) -> Result<(), Fault> {
        let log = self.log();
        let paths = self.disk.list(&log).at(&log)?;
        paths.iter().filter(|path| chosen(path)).try_for_each(|path| self.disk.remove(path).at(path))
    }
}

/// The ledger's own name goes into every checksum, so that the bytes of one ledger are never taken for another's, and
/// nobody can hide something that looks like a frame inside an event.
#[expect(clippy::disallowed_methods, reason = "made once, with the directory; no event and no position depends on it")]
fn new_ledger_id() -> Uuid {
    Uuid::now_v7()
}
