//! The disk of this machine.

use super::disk::{Disk, DiskEntry, DiskFile, DiskLock, Syncing};
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::os::unix::fs::{FileExt, MetadataExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

/// Files as the operating system keeps them.
#[derive(Debug, Clone, Copy, Default)]
pub struct MachineDisk;

/// An exclusive advisory lock: the operating system gives it back even when the process is killed.
#[derive(Debug)]
struct Held(#[expect(dead_code, reason = "the lock is held as long as its file is open")] File);

impl DiskLock for Held {}

impl Disk for MachineDisk {
    fn open(&self, path: &Path, write: bool) -> io::Result<Arc<dyn DiskFile>> {
        Ok(Arc::new(OpenOptions::new().read(true).write(write).open(path)?))
    }

    fn create(&self, path: &Path) -> io::Result<Arc<dyn DiskFile>> {
        Ok(Arc::new(File::create(path)?))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn remove_all(&self, path: &Path) -> io::Result<()> {
        fs::remove_dir_all(path)
    }

    fn remove_directory(&self, path: &Path) -> io::Result<()> {
        fs::remove_dir(path)
    }

    fn make_directory(&self, path: &Path) -> io::Result<()> {
        fs::create_dir(path)
    }

    fn list(&self, path: &Path) -> io::Result<Vec<PathBuf>> {
        fs::read_dir(path)?.map(|entry| entry.map(|entry| entry.path())).collect()
    }

    fn entry(&self, path: &Path) -> io::Result<Option<DiskEntry>> {
        match fs::metadata(path) {
            Ok(found) => Ok(Some(if found.is_dir() { DiskEntry::Directory } else { DiskEntry::File })),
            // Below a file there is nothing either.
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn is_link(&self, path: &Path) -> bool {
        fs::symlink_metadata(path).is_ok_and(|found| found.is_symlink())
    }

    fn sync_directory(&self, path: &Path) -> io::Result<()> {
        File::open(path)?.sync_all()
    }

    fn lock(&self, path: &Path) -> io::Result<Option<Box<dyn DiskLock>>> {
        let file = File::options().create(true).truncate(false).write(true).open(path)?;
        match file.try_lock() {
            // Whoever had it may have moved or removed the file before: then this lock stands for nothing.
            Ok(()) => Ok(is_at(&file, path)?.then(|| Box::new(Held(file)) as Box<dyn DiskLock>)),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }

    fn machine_path(&self, path: &Path) -> Option<PathBuf> {
        Some(path.to_owned())
    }
}

/// Whether a file is still the one of this name.
fn is_at(file: &File, path: &Path) -> io::Result<bool> {
    let open = file.metadata()?;
    match fs::metadata(path) {
        Ok(named) => Ok((open.dev(), open.ino()) == (named.dev(), named.ino())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

impl DiskFile for File {
    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
        FileExt::read_at(self, buffer, offset)
    }

    fn write_all_at(&self, bytes: &[u8], offset: u64) -> io::Result<()> {
        FileExt::write_all_at(self, bytes, offset)
    }

    fn sync_data(&self) -> io::Result<()> {
        File::sync_data(self)
    }

    fn sync_all(&self) -> io::Result<()> {
        File::sync_all(self)
    }

    fn begin_sync(self: Arc<Self>) -> Syncing {
        let theirs = Arc::clone(&self);
        match thread::Builder::new().name("sync".to_owned()).spawn(move || File::sync_all(&theirs)) {
            Ok(thread) => Syncing::waiting(|| thread.join().unwrap_or_else(|_| Err(io::ErrorKind::Other.into()))),
            Err(_) => Syncing::over(File::sync_all(&self)),
        }
    }

    fn length(&self) -> io::Result<u64> {
        Ok(self.metadata()?.len())
    }
}
