//! The store on this machine, as the rest of the program uses it.

use super::archive::Archive;
use super::beyond::seen;
use super::desk::Desk;
use super::disk::{Disk, DiskLock};
use super::fault::{At, Fault};
use super::head::{Head, HeadFile};
use super::index::{Index, Opened};
use super::indexer::{IndexState, Indexer};
use super::known::{Files, Known};
use super::machine::MachineDisk;
use super::making;
use super::options::LocalOptions;
use super::recovery::recover;
use super::report::{Report, examine_on};
use super::request::Request;
use super::root::Root;
use super::tail::Volume;
use super::writer::{Answer, Writer};
use crate::store::announced::Announced;
use crate::store::contract::Store;
use crate::store::refusal::{AppendRefusal, OpenError, ReadError};
use crate::value::Position;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};
use std::time::Duration;
use tokio::sync::watch;

/// How often a process that only reads looks whether another one has written while somebody waits.
pub(super) const LOOK_AGAIN: Duration = Duration::from_millis(5);

/// A ledger in a directory. One process at a time may have it open for writing, any number for reading.
#[derive(Debug)]
pub struct LocalStore {
    path: PathBuf,
    pub(super) archive: Arc<Archive>,
    pub(super) announced: Announced,
    pub(super) writing: Option<Writing>,
}

/// What only the writing process has. Fields are dropped in this order: the lock goes last.
#[derive(Debug)]
pub(super) struct Writing {
    pub(super) desk: Desk<Request, Answer>,
    indexer: Mutex<Indexer>,
    writer: Mutex<Writer>,
    _lock: Box<dyn DiskLock>,
}

impl LocalStore {
    /// Makes a new ledger, without events, and opens it for writing.
    pub fn create(path: &Path, options: LocalOptions) -> Result<Self, OpenError> {
        Self::create_on(Arc::new(MachineDisk), path, options)
    }

    /// As [`LocalStore::create`], on any disk.
    pub fn create_on(disk: Arc<dyn Disk>, path: &Path, options: LocalOptions) -> Result<Self, OpenError> {
        making::place(Arc::clone(&disk), path, |beside| {
            beside.fill(options.segment_bytes(0)).map_err(OpenError::from)
        })?;
        Self::open_on(disk, path, options)
    }

    /// Makes a new ledger that is filled before it gets its name: when filling it fails, nothing is left. Whoever fills it
    /// is given it for that time alone, because what it keeps open lies under another name afterwards.
    pub fn build<T, E: From<OpenError>>(
        path: &Path,
        options: LocalOptions,
        fill: impl FnOnce(Self) -> Result<T, E>,
    ) -> Result<T, E> {
        making::place(Arc::new(MachineDisk), path, |beside| {
            beside.fill(options.segment_bytes(0)).map_err(OpenError::from)?;
            fill(Self::open(beside.path(), options)?)
        })
    }

    /// Opens a ledger for writing.
    ///
    /// What a crash left behind is put in order: a group of appends that was never finished is removed, one that was
    /// finished counts. Damage anywhere else is refused, with the file, the byte and the position.
    pub fn open(path: &Path, options: LocalOptions) -> Result<Self, OpenError> {
        Self::open_on(Arc::new(MachineDisk), path, options)
    }

    /// As [`LocalStore::open`], on any disk.
    pub fn open_on(disk: Arc<dyn Disk>, path: &Path, options: LocalOptions) -> Result<Self, OpenError> {
        let root = Root::find(disk, path)?;
        let lock = root.lock()?;
        root.sweep()?;
        root.sync_names()?;
        let (mut head_file, head) = HeadFile::open(&root, true)?;
        let files = Files { root, ledger: head_file.ledger(), writes: true, aside: None };
        let head = recover(&files, &mut head_file, head)?;
        let (known, index, reaches) = load(&files, head)?;
        let archive = Arc::new(Archive::new(files, known, options.postings_bytes_max, None));
        let indexer = Indexer::start(Arc::clone(&archive), index, reaches).at(path)?;
        let writer = Writer::new(Arc::clone(&archive), head_file, options).at(path)?;
        let (indexer, writer) = (Mutex::new(indexer), Mutex::new(writer));
        let writing = Writing { desk: Desk::default(), indexer, writer, _lock: lock };
        Ok(Self::with(path, archive, Some(writing)))
    }

    /// Opens a ledger for reading, while another process may be writing to it. Each question is answered up to the head
    /// at that moment; nothing in the directory is changed.
    pub fn open_read(path: &Path, options: &LocalOptions) -> Result<Self, OpenError> {
        Self::open_read_on(Arc::new(MachineDisk), path, options)
    }

    /// As [`LocalStore::open_read`], on any disk.
    pub fn open_read_on(disk: Arc<dyn Disk>, path: &Path, options: &LocalOptions) -> Result<Self, OpenError> {
        let root = Root::find(disk, path)?;
        let (head_file, head) = HeadFile::open(&root, false)?;
        let files = Files { root, ledger: head_file.ledger(), writes: false, aside: None };
        let head = seen(&files, &head_file, head, options.patience)?;
        let (known, _) = Known::load(&files, head, None)?;
        let archive = Arc::new(Archive::new(files, known, options.postings_bytes_max, Some(head_file)));
        Ok(Self::with(path, archive, None))
    }

    fn with(path: &Path, archive: Arc<Archive>, writing: Option<Writing>) -> Self {
        let announced = Announced::default();
        announced.tell(archive.head());
        Self { path: path.to_owned(), archive, announced, writing }
    }

    /// The head, for those who wait until it moves. In a process that only reads it moves whenever this store is asked
    /// something, for instance by [`Store::head`].
    pub fn watch_head(&self) -> watch::Receiver<Position> {
        self.announced.watch()
    }

    /// How far the index is.
    pub fn index_state(&self) -> IndexState {
        self.writing.as_ref().map_or(IndexState::Absent, |writing| writing.indexer().state())
    }

    /// Opens a ledger for writing after deleting its index and every postings file, and waits until they are made again from
    /// the log.
    pub fn rebuilt(path: &Path, options: LocalOptions) -> Result<Self, OpenError> {
        let root = Root::find(Arc::new(MachineDisk), path)?;
        let lock = root.lock()?;
        root.forget_what_follows()?;
        drop(lock);
        let store = Self::open(path, options)?;
        let head = store.head();
        while matches!(store.index_state(), IndexState::Reaches(reached) if reached < head) {
            std::thread::sleep(LOOK_AGAIN);
        }
        Ok(store)
    }

    /// Makes the index and every sealed segment's postings again, from the log alone. In a process that only reads this
    /// does nothing.
    pub fn rebuild_index(&self) -> Result<IndexState, ReadError> {
        let Some(writing) = &self.writing else { return Ok(IndexState::Absent) };
        self.archive.rebuild_postings()?;
        let mut indexer = writing.indexer();
        indexer.stop();
        let files = &self.archive.files;
        let before = Position(self.archive.known().tail.first().0 - 1);
        let index = files.root.index().map(|path| Index::begin(&path, files.ledger));
        *indexer = Indexer::start(Arc::clone(&self.archive), index, before).at(&self.path)?;
        Ok(indexer.state())
    }

    /// Reads and checks everything up to the head, as [`examine`](crate::store::examine) does, and says how the index is.
    pub fn report(&self) -> Result<Report, OpenError> {
        let disk = self.archive.files.root.shared_disk();
        Ok(Report { index: self.index_state(), ..examine_on(disk, &self.path, &LocalOptions::default())? })
    }
}

/// What is known of the log, the index, and the position up to which the index has everything. An index of no use is
/// begun anew.
fn load(files: &Files, head: Head) -> Result<(Known, Opened, Position), Fault> {
    let path = files.root.index();
    let index = path.as_deref().map(|path| Index::open(path, files.ledger));
    let opened = index.as_ref().and_then(|index| index.as_ref().ok());
    let (known, used) = Known::load(files, head, opened)?;
    if let Some(reaches) = used {
        return Ok((known, index, reaches));
    }
    let before = Position(known.tail.first().0 - 1);
    drop(index);
    Ok((known, path.as_deref().map(|path| Index::begin(path, files.ledger)), before))
}

impl Writing {
    pub(super) fn indexer(&self) -> MutexGuard<'_, Indexer> {
        self.indexer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Why the writer writes no more. While it is at work nobody waits for it to find out.
    pub(super) fn failure(&self) -> Option<io::ErrorKind> {
        match self.writer.try_lock() {
            Ok(mut writer) => writer.failure(),
            Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner().failure(),
            Err(TryLockError::WouldBlock) => None,
        }
    }

    pub(super) fn writer(&self) -> MutexGuard<'_, Writer> {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What nobody answers any more.
pub(super) fn died() -> AppendRefusal {
    AppendRefusal::Broken(io::Error::other("the writing thread died"))
}
