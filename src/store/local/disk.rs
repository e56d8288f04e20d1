//! Where the files of a store lie, and every call that reads or changes one, so that durability can be read in one place.
//!
//! A store asks nothing of a disk but this trait, so the disk may be a made-up one that loses power or lies.

use std::fmt::Debug;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Zeros are written in pieces of this many bytes.
const PIECE: usize = 1 << 20;

/// Files under names, as an operating system keeps them: what was written may be lost with the power until it was synced,
/// and so may a name until its directory was.
pub trait Disk: Debug + Send + Sync {
    /// Opens a file that exists.
    fn open(&self, path: &Path, write: bool) -> io::Result<Arc<dyn DiskFile>>;

    /// Opens a file for writing that is empty afterwards, whether it existed or not.
    fn create(&self, path: &Path) -> io::Result<Arc<dyn DiskFile>>;

    /// Gives a file or directory another name, in place of the file that had it.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Removes a file.
    fn remove(&self, path: &Path) -> io::Result<()>;

    /// Removes a directory and everything in it.
    fn remove_all(&self, path: &Path) -> io::Result<()>;

    /// Removes a directory in which nothing is.
    fn remove_directory(&self, path: &Path) -> io::Result<()>;

    /// Makes a directory where nothing is.
    fn make_directory(&self, path: &Path) -> io::Result<()>;

    /// The paths of what lies in a directory.
    fn list(&self, path: &Path) -> io::Result<Vec<PathBuf>>;

    /// What stands at a path; an error when that cannot be told.
    fn entry(&self, path: &Path) -> io::Result<Option<DiskEntry>>;

    /// Whether a name only leads elsewhere.
    fn is_link(&self, path: &Path) -> bool;

    /// Makes the names in a directory survive a loss of power.
    fn sync_directory(&self, path: &Path) -> io::Result<()>;

    /// Takes the right to write, which a file stands for, until the answer is dropped or the process ends; none when
    /// another one has it, or the file lost its name meanwhile.
    fn lock(&self, path: &Path) -> io::Result<Option<Box<dyn DiskLock>>>;

    /// The path by which a library may keep files of its own there; none where only this trait reaches.
    fn machine_path(&self, path: &Path) -> Option<PathBuf>;
}

/// An open file. Handles to one file see each other's writes.
pub trait DiskFile: Debug + Send + Sync {
    /// Reads some bytes at an offset: at least one, unless the file ends there.
    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize>;

    /// Writes bytes at an offset, all of them or with an error after any number.
    fn write_all_at(&self, bytes: &[u8], offset: u64) -> io::Result<()>;

    /// Makes the bytes survive a loss of power.
    fn sync_data(&self) -> io::Result<()>;

    /// Makes the bytes and all that is known of the file survive.
    fn sync_all(&self) -> io::Result<()>;

    /// As [`DiskFile::sync_all`], but it may go on while other things are done: the answer says whether it was done, and
    /// waits for that.
    fn begin_sync(self: Arc<Self>) -> Syncing {
        Syncing::over(self.sync_all())
    }

    /// How many bytes it has.
    fn length(&self) -> io::Result<u64>;
}

/// A sync that may still be going on.
pub struct Syncing(Box<dyn FnOnce() -> io::Result<()> + Send>);

impl Syncing {
    /// One that is over.
    pub fn over(done: io::Result<()>) -> Self {
        Self(Box::new(|| done))
    }

    /// One whose end is waited for like this.
    pub fn waiting(wait: impl FnOnce() -> io::Result<()> + Send + 'static) -> Self {
        Self(Box::new(wait))
    }

    /// Waits until it is over.
    pub fn wait(self) -> io::Result<()> {
        (self.0)()
    }
}

impl Debug for Syncing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Syncing")
    }
}

/// The right to write, while it is held.
pub trait DiskLock: Debug + Send + Sync {}

/// What may stand at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DiskEntry {
    /// A file.
    File,
    /// A directory.
    Directory,
}

/// Writes a file from its start on.
#[derive(Debug)]
pub(super) struct Pen {
    file: Arc<dyn DiskFile>,
    offset: u64,
}

impl Write for Pen {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write_all_at(bytes, self.offset)?;
        self.offset += super::bytes::len64(bytes.len());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Pen {
    /// Writes so many zeros. Zeros that were written, unlike room that was only promised, can be overwritten later without
    /// touching what is known of the file, and never end in "disk full".
    pub(super) fn zeros(&mut self, count: u64) -> io::Result<()> {
        zeros(&*self.file, self.offset, count)?;
        self.offset += count;
        Ok(())
    }

    /// Makes the file so many bytes longer, at least one, without taking the room.
    pub(super) fn reach(&mut self, count: u64) -> io::Result<()> {
        self.offset += count.saturating_sub(1);
        self.write_all(&[0])
    }
}

/// Writes so many zeros at an offset.
pub(super) fn zeros(file: &dyn DiskFile, offset: u64, count: u64) -> io::Result<()> {
    let piece = vec![0; PIECE.min(super::bytes::size(count))];
    let (mut offset, end) = (offset, offset + count);
    while offset < end {
        let part = piece.get(..super::bytes::size(end - offset)).unwrap_or(&piece);
        file.write_all_at(part, offset)?;
        offset += super::bytes::len64(part.len());
    }
    Ok(())
}

/// Puts a whole new file in place: written beside, synced, renamed, and the name synced too. A crash leaves the old file
/// or the new one, and at worst a leftover ending in `.new`.
pub(super) fn place(disk: &dyn Disk, path: &Path, fill: impl FnOnce(&mut Pen) -> io::Result<()>) -> io::Result<()> {
    let beside = path.with_added_extension("new");
    let placed = disk.create(&beside).and_then(|file| {
        fill(&mut Pen { file: Arc::clone(&file), offset: 0 })?;
        file.sync_all()?;
        disk.rename(&beside, path)?;
        path.parent().map_or(Ok(()), |parent| disk.sync_directory(parent))
    });
    if placed.is_err() {
        // The room is worth more than a second complaint: the first error is the one to report.
        let _ = disk.remove(&beside);
    }
    placed
}

/// Fills a buffer from an offset on; how many bytes there were when the file ends early.
pub(super) fn read_at(file: &dyn DiskFile, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
    let mut filled = 0;
    while let Some(rest) = buffer.get_mut(filled..).filter(|rest| !rest.is_empty()) {
        match file.read_at(rest, offset + super::bytes::len64(filled)) {
            Ok(0) => break,
            Ok(count) => filled += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

/// All bytes of a file.
pub(super) fn read(disk: &dyn Disk, path: &Path) -> io::Result<Vec<u8>> {
    let file = disk.open(path, false)?;
    let mut bytes = vec![0; super::bytes::size(file.length()?)];
    let there = read_at(&*file, &mut bytes, 0)?;
    bytes.truncate(there);
    Ok(bytes)
}

/// Whether there is something at a path that can be looked at.
pub(super) fn exists(disk: &dyn Disk, path: &Path) -> bool {
    matches!(disk.entry(path), Ok(Some(_)))
}

/// Whether an error says that there is no room.
pub(super) fn is_full(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded)
}
