//! Sealed segments: full, never written again, and searched through their postings.

use super::bytes::len64;
use super::disk::{self, Disk, DiskEntry, DiskFile};
use super::fault::Fault;
use super::known::Files;
use super::pages::{Filed, Pages};
use super::postings::{self, Front, Postings};
use super::root::Root;
use super::segment::Segment;
use super::tail::{Tail, Volume as _};
use super::walk::{Step, Walk};
use crate::proof::TreeHead;
use crate::store::cause::Cause;
use crate::value::{Digest, Position};
use std::io::Write;
use std::path::Path;
use std::sync::{Arc, Mutex};
use uuid::Uuid;

/// A sealed segment and the part of its postings that stays in memory.
#[derive(Debug)]
pub(super) struct Sealed {
    pub(super) segment: Arc<Segment>,
    pub(super) front: Front,
}

impl Sealed {
    /// Opens the segment that follows what is known; its postings are rebuilt when they are missing or damaged, and the
    /// rebuilt ones are kept when `keep` says so.
    pub(super) fn open(root: &Root, ledger: Uuid, number: u64, tree: &TreeHead, keep: bool) -> Result<Self, Fault> {
        let before = Position(tree.size());
        let opened = Segment::open(root, ledger, number, false);
        let segment = Arc::new(opened.map_err(|fault| fault.concerning(|| before.next()))?);
        let fits =
            |front: &Front| front.first == before.next() && front.tree.size() == before.0 + u64::from(front.count);
        if let Some(front) = load_front(root.disk(), &root.postings(number), ledger, number).filter(fits) {
            return Ok(Self { segment, front });
        }
        let mut tree = tree.clone();
        let tail = read_through(&segment, ledger, &mut tree)?;
        Ok(Self { front: seal(root, ledger, number, &tail, &tree, keep).0, segment })
    }

    /// The last position of the segment.
    pub(super) fn last(&self) -> Position {
        Position(self.front.tree.size())
    }

    /// The postings, to be read from their file as far as they are asked; from the segment itself when there is none.
    pub(super) fn load_for(&self, files: &Files) -> Result<Postings, Fault> {
        let (root, _) = files.of_postings(self.segment.number);
        let path = root.postings(self.segment.number);
        if !matches!(root.disk().entry(&path), Ok(Some(DiskEntry::File))) {
            return self.load_again(files);
        }
        let pages = Filed {
            root: root.clone(),
            path,
            start: self.front.bytes(),
            length: self.front.body_bytes(),
            sums: Arc::clone(self.front.sums()),
            read: Mutex::default(),
        };
        Ok(self.front.with_body(Pages::Filed(pages)))
    }

    /// The same made again from the segment.
    pub(super) fn load_again(&self, files: &Files) -> Result<Postings, Fault> {
        let file = self.made_again(files)?;
        let body = file.get(self.front.bytes()..).unwrap_or_default();
        Ok(self.front.with_body(Pages::Kept(body.to_vec())))
    }

    /// Makes the postings again from the segment, and keeps them.
    pub(super) fn rebuild(&self, files: &Files) -> Result<(), Fault> {
        self.made_again(files).map(|_| ())
    }

    fn made_again(&self, files: &Files) -> Result<Vec<u8>, Fault> {
        let (root, keep) = files.of_postings(self.segment.number);
        let mut tree = TreeHead::default();
        let tail = read_places(&self.segment, files.ledger, self.front.first, &mut tree)?;
        let (front, file) = seal(root, files.ledger, self.segment.number, &tail, &self.front.tree, keep);
        if front == self.front { Ok(file) } else { Err(self.disagrees()) }
    }

    pub(super) fn disagrees(&self) -> Fault {
        let what = Cause::SegmentChanged;
        Fault::damaged(&self.segment.path, super::segment::HEADER_BYTES, self.front.first, what)
    }
}

/// Makes the postings of a full segment, and keeps them beside it when `keep` says so. Failing to keep them is no harm:
/// they are made again when the ledger is opened.
pub(super) fn seal(
    root: &Root,
    ledger: Uuid,
    number: u64,
    tail: &Tail,
    tree: &TreeHead,
    keep: bool,
) -> (Front, Vec<u8>) {
    let (front, file) = postings::encode(tail, tree, ledger, number);
    if keep {
        let _ = disk::place(root.disk(), &root.postings(number), |pen| pen.write_all(&file));
    }
    (front, file)
}

/// All of a sealed segment, growing the tree with it.
fn read_through(segment: &Segment, ledger: Uuid, tree: &mut TreeHead) -> Result<Tail, Fault> {
    read_places(segment, ledger, Position(tree.size()).next(), tree)
}

fn read_places(segment: &Segment, ledger: Uuid, first: Position, tree: &mut TreeHead) -> Result<Tail, Fault> {
    let mut tail = Tail::new(first);
    extend(&mut tail, tree, segment, ledger, None)?;
    Ok(tail)
}

/// The end of the last group passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ended {
    pub(super) group: u64,
    pub(super) root: Digest,
}

/// Reads on in a segment, from where its volume ends to a byte or to the last frame.
pub(super) fn extend(
    tail: &mut Tail,
    tree: &mut TreeHead,
    segment: &Segment,
    ledger: Uuid,
    until: Option<u64>,
) -> Result<Option<Ended>, Fault> {
    let mut walk = Walk::new(segment, ledger, tail.end, tail.last());
    let mut ended = None;
    while until.is_none_or(|until| walk.offset < until) {
        match walk.step()? {
            Step::Events(_, labels) => {
                for one in labels {
                    tree.push(one.leaf);
                    tail.push(one);
                }
            }
            Step::End(header, root) => ended = Some(Ended { group: header.group, root }),
            Step::Nothing => break,
            Step::Broken { byte, position, what } => return Err(walk.fault(byte, position, what)),
        }
        tail.end = walk.offset;
    }
    Ok(ended)
}

fn load_front(disk: &dyn Disk, path: &Path, ledger: Uuid, number: u64) -> Option<Front> {
    let file = disk.open(path, false).ok()?;
    let mut bytes = read_exactly(&*file, postings::HEADER_BYTES, 0)?;
    let rest = Front::length(&bytes).checked_sub(bytes.len())?;
    bytes.extend(read_exactly(&*file, rest, len64(postings::HEADER_BYTES))?);
    Front::decode(&bytes, ledger, number)
}

/// So many bytes, if the file has them. Its length is looked at first: a damaged one must not take all memory.
fn read_exactly(file: &dyn DiskFile, count: usize, offset: u64) -> Option<Vec<u8>> {
    if file.length().ok()? < offset + len64(count) {
        return None;
    }
    let mut bytes = vec![0; count];
    (disk::read_at(file, &mut bytes, offset).ok()? == count).then_some(bytes)
}
