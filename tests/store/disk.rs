//! A disk that will not make a name last.

use super::make::{Place, add_each, everything, tiny};
use qizhang::store::{Disk, DiskEntry, DiskFile, DiskLock, IndexState, LocalStore, MachineDisk, OpenError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

/// This machine's disk, but the names in one directory cannot be synced so many times; and it remembers what was.
#[derive(Debug)]
struct Forgetful {
    directory: PathBuf,
    failures: AtomicUsize,
    synced: Mutex<Vec<PathBuf>>,
    /// Whether sled may keep files there.
    reachable: bool,
}

impl Forgetful {
    fn new(place: &Place, failures: usize) -> Arc<Self> {
        let directory = place.directory.path().to_owned();
        Arc::new(Self {
            directory,
            failures: AtomicUsize::new(failures),
            synced: Mutex::default(),
            reachable: failures == 0,
        })
    }
}

impl Disk for Forgetful {
    fn open(&self, path: &Path, write: bool) -> io::Result<Arc<dyn DiskFile>> {
        MachineDisk.open(path, write)
    }

    fn create(&self, path: &Path) -> io::Result<Arc<dyn DiskFile>> {
        MachineDisk.create(path)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        MachineDisk.rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        MachineDisk.remove(path)
    }

    fn remove_all(&self, path: &Path) -> io::Result<()> {
        MachineDisk.remove_all(path)
    }

    fn remove_directory(&self, path: &Path) -> io::Result<()> {
        MachineDisk.remove_directory(path)
    }

    fn make_directory(&self, path: &Path) -> io::Result<()> {
        MachineDisk.make_directory(path)
    }

    fn is_link(&self, path: &Path) -> bool {
        MachineDisk.is_link(path)
    }

    fn list(&self, path: &Path) -> io::Result<Vec<PathBuf>> {
        MachineDisk.list(path)
    }

    fn entry(&self, path: &Path) -> io::Result<Option<DiskEntry>> {
        MachineDisk.entry(path)
    }

    fn sync_directory(&self, path: &Path) -> io::Result<()> {
        let fails = |left: usize| left.checked_sub(1);
        if path == self.directory && self.failures.fetch_update(Ordering::SeqCst, Ordering::SeqCst, fails).is_ok() {
            return Err(io::Error::other("input or output error"));
        }
        self.synced.lock().unwrap().push(path.to_owned());
        MachineDisk.sync_directory(path)
    }

    fn lock(&self, path: &Path) -> io::Result<Option<Box<dyn DiskLock>>> {
        MachineDisk.lock(path)
    }

    fn machine_path(&self, path: &Path) -> Option<PathBuf> {
        MachineDisk.machine_path(path).filter(|_| self.reachable)
    }
}

/// Otherwise somebody would append to it, be told that it is durable, and find after a loss of power that there is no such
/// ledger.
#[test]
fn a_ledger_whose_name_may_not_last_is_not_there() {
    let place = Place::new();
    let disk = Forgetful::new(&place, 1);
    let made = LocalStore::create_on(disk.clone(), &place.ledger(), tiny());
    assert!(matches!(made, Err(OpenError::Io { ref path, .. }) if *path == disk.directory), "{made:?}");
    assert!(!place.ledger().exists());
    // Nor can sled reach this disk; the store does without an index.
    let store = LocalStore::create_on(disk, &place.ledger(), tiny()).unwrap();
    add_each(&store, 1..=40);
    assert_eq!(store.index_state(), IndexState::Absent);
    assert_eq!(store.rebuild_index().unwrap(), IndexState::Absent);
    assert!(!place.ledger().join("index").exists());
    let told = everything(&store);
    drop(store);
    assert_eq!(everything(&place.open()), told);
}

/// Whoever made the ledger may have been killed before its name was synced.
#[test]
fn opening_for_writing_syncs_the_names() {
    let place = Place::new();
    add_each(&place.create(tiny()), 1..=3);
    let disk = Forgetful::new(&place, 0);
    drop(LocalStore::open_on(disk.clone(), &place.ledger(), tiny()).unwrap());
    let synced = disk.synced.lock().unwrap();
    for directory in [place.directory.path(), &place.ledger(), &place.ledger().join("log")] {
        assert!(synced.iter().any(|path| path == directory), "{} is not among {synced:?}", directory.display());
    }
}
