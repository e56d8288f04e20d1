//! An append that is only tried: a staged one that grows aside, in files that go away with it.
//!
//! What is tried may be as large as what is recorded, so it is written as that is, but to a directory for temporary files. It begins behind
//! the last event, so the last segment as far as it is used is copied there first. In the ledger nothing is touched: whoever opened it
//! for reading may try, and a writer may be at work meanwhile.

use super::archive::Archive;
use super::bytes::{len64, size};
use super::fault::{At, Fault};
use super::machine::MachineDisk;
use super::options::LocalOptions;
use super::request::Request;
use super::root::Root;
use super::segment::{HEADER_BYTES, Segment};
use super::staged::{Grows, Stage};
use super::writer::{Answer, Unlaid, count, lay_out, write};
use crate::store::refusal::{AppendRefusal, ReadError};
use crate::value::Position;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tempfile::TempDir;
use uuid::Uuid;

/// Bytes copied together.
const PIECE: u64 = 1 << 20;

/// Where it grows.
#[derive(Debug)]
pub(super) struct Aside {
    root: Root,
    /// The bytes of all segments, those of the ledger too; held while an append is written.
    log_bytes: Mutex<u64>,
    group: u64,
    /// It goes away when nothing is left to be read in it.
    _directory: TempDir,
}

impl Stage<Aside> {
    /// Begins one where the log ends now.
    pub(super) fn aside(store: &Archive) -> Result<Self, AppendRefusal> {
        let (archive, aside) = Aside::begin(store).map_err(unreadable)?;
        Ok(Self::of(archive, aside))
    }
}

impl Aside {
    fn begin(store: &Archive) -> Result<(Archive, Self), Fault> {
        let temporary = std::path::Path::new("a directory for temporary files");
        let directory = tempfile::tempdir().at(temporary)?;
        let root = Root::at(Arc::new(MachineDisk), directory.path().to_owned());
        root.disk().make_directory(&root.log()).at(&root.log())?;
        let archive = store.to_try_in(&root, LocalOptions::default().postings_bytes_max);
        let (head, last) = archive.known().end();
        let copy = copied(&last, &root, archive.files.ledger, head.offset)?;
        archive.known_mut().segment = Arc::new(copy);
        let log_bytes = Mutex::new(archive.known().bytes());
        Ok((archive, Self { root, log_bytes, group: head.group + 1, _directory: directory }))
    }

    fn log_bytes(&self) -> MutexGuard<'_, u64> {
        self.log_bytes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Grows for Aside {
    fn add(&self, request: Request, archive: &Archive) -> Answer {
        let mut log_bytes = self.log_bytes();
        let terms = request.terms();
        let laid = lay_out(request, archive, self.group, |number, room| {
            let size = LocalOptions::default().segment_bytes(*log_bytes).max(room);
            *log_bytes += size;
            Segment::begin(&self.root, archive.files.ledger, number, size)
        });
        let (appended, laid) = laid.map_err(|unlaid| match unlaid {
            Unlaid::Refused(refusal) => refusal,
            Unlaid::Fault(fault) => unreadable(fault),
        })?;
        if let Some((chunks, head)) = laid {
            write(&chunks).at(&self.root.log()).map_err(unreadable)?;
            count(archive, chunks, head);
            archive.remember(terms);
        }
        Ok(appended)
    }

    fn keep(&mut self, _: &Archive) -> Result<Position, AppendRefusal> {
        Err(AppendRefusal::ReadOnly)
    }
}

/// A segment as far as it is used.
fn copied(segment: &Segment, root: &Root, ledger: Uuid, end: u64) -> Result<Segment, Fault> {
    let copy = Segment::begin(root, ledger, segment.number, segment.size)?;
    let mut piece = vec![0; size(PIECE)];
    let mut offset = HEADER_BYTES;
    while offset < end {
        let wanted = piece.get_mut(..size(PIECE.min(end - offset))).unwrap_or_default();
        let there = segment.read_at(wanted, offset)?;
        copy.write_at(wanted, offset).at(&copy.path)?;
        // What the file lacks is told when it is read.
        offset += len64(there.max(1));
    }
    Ok(copy)
}

/// What is tried is read where it was written: without that nothing can be checked.
fn unreadable(fault: Fault) -> AppendRefusal {
    AppendRefusal::Unreadable(ReadError::from(fault))
}
