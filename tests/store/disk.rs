//! A disk that will not make a name last.

use super::make::{Place, add, add_each, batch, everything, plain, tiny};
use qizhang::store::{
    AppendRefusal, Disk, DiskEntry, DiskFile, DiskLock, IndexState, LocalStore, MachineDisk, OpenError, Store,
};
use qizhang::value::Position;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

/// This machine's disk, but the names in one directory cannot be synced so many times, nor the bytes of its files while they
/// will not settle; and it remembers what was.
#[derive(Debug)]
struct Forgetful {
    directory: PathBuf,
    failures: AtomicUsize,
    synced: Mutex<Vec<PathBuf>>,
    /// Whether sled may keep files there.
    reachable: bool,
    /// Files cannot be synced now.
    unsettled: Arc<AtomicBool>,
}

/// A file of it.
#[derive(Debug)]
struct ForgetfulFile {
    file: Arc<dyn DiskFile>,
    unsettled: Arc<AtomicBool>,
}

impl DiskFile for ForgetfulFile {
    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
        self.file.read_at(buffer, offset)
    }

    fn write_all_at(&self, bytes: &[u8], offset: u64) -> io::Result<()> {
        self.file.write_all_at(bytes, offset)
    }

    fn sync_data(&self) -> io::Result<()> {
        if self.unsettled.load(Ordering::SeqCst) {
            Err(io::Error::other("input or output error"))
        } else {
            self.file.sync_data()
        }
    }

    fn sync_all(&self) -> io::Result<()> {
        self.sync_data()
    }

    fn length(&self) -> io::Result<u64> {
        self.file.length()
    }
}

impl Forgetful {
    fn new(place: &Place, failures: usize) -> Arc<Self> {
        let directory = place.directory.path().to_owned();
        Arc::new(Self {
            directory,
            failures: AtomicUsize::new(failures),
            synced: Mutex::default(),
            reachable: failures == 0,
            unsettled: Arc::default(),
        })
    }
}

impl Disk for Forgetful {
    fn open(&self, path: &Path, write: bool) -> io::Result<Arc<dyn DiskFile>> {
        let file = MachineDisk.open(path, write)?;
        Ok(Arc::new(ForgetfulFile { file, unsettled: Arc::clone(&self.unsettled) }))
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

/// Where the name cannot be taken back for certain, the ledger is whole under either: emptied, it would be in the way of
/// whoever makes it again.
#[test]
fn a_ledger_is_not_emptied_while_it_may_still_have_its_name() {
    let place = Place::new();
    let disk = Forgetful::new(&place, 2);
    assert!(LocalStore::create_on(disk.clone(), &place.ledger(), tiny()).is_err());
    let beside = place.directory.path().join("ledger.creating");
    assert_eq!(LocalStore::open_read(&beside, &tiny()).unwrap().head(), Position(0));
    add_each(&LocalStore::create_on(disk, &place.ledger(), tiny()).unwrap(), 1..=3);
    assert!(!beside.exists());
    assert_eq!(place.open().head(), Position(3));
}

/// After a failed sync zeros are what one reads and not what is on the disk. Whoever comes next must write them again.
#[test]
fn zeros_that_did_not_reach_the_disk_are_written_again() {
    let place = Place::new();
    let disk = Forgetful::new(&place, 0);
    let store = LocalStore::create_on(disk.clone(), &place.ledger(), tiny()).unwrap();
    add_each(&store, 1..=3);
    let bytes = || std::fs::read(place.segment(1)).unwrap();
    let before = bytes();
    let staged = store.stage().unwrap();
    add(&*staged, vec![plain(4), plain(5)]);
    disk.unsettled.store(true, Ordering::SeqCst);
    assert!(store.may_write().is_ok(), "nothing has failed yet");
    drop(staged);
    disk.unsettled.store(false, Ordering::SeqCst);
    assert!(matches!(store.append(&batch(vec![plain(6)])), Err(AppendRefusal::Broken(_))));
    assert!(matches!(store.may_write(), Err(AppendRefusal::Broken(_))), "and whoever asks is told");
    let reader = LocalStore::open_read(&place.ledger(), &tiny()).unwrap();
    assert!(matches!(reader.may_write(), Err(AppendRefusal::ReadOnly)));
    drop(store);
    let (left, end) = (bytes(), before.iter().rposition(|byte| *byte != 0).unwrap());
    assert_eq!(left[..=end], before[..=end]);
    assert!(left[end + 1..].iter().any(|byte| *byte != 0), "what is only seen is not taken for settled");
    drop(place.open());
    assert_eq!(bytes(), before);
    add_each(&place.open(), [7]);
    assert_eq!(everything(&place.open()).len(), 4);
}
