//! A whole look at a ledger's files, changing nothing.

use super::beyond::{next_frame, seen};
use super::disk::{self, Disk};
use super::fault::{Damage, Fault};
use super::head::{Head, HeadFile, SlotState};
use super::indexer::IndexState;
use super::known::Files;
use super::machine::MachineDisk;
use super::options::LocalOptions;
use super::postings;
use super::root::Root;
use super::segment::{HEADER_BYTES, Segment};
use super::tail::{Tail, Volume};
use super::walk::{Care, Step, Walk};
use crate::proof::TreeHead;
use crate::store::cause::Cause;
use crate::store::refusal::OpenError;
use crate::value::{Digest, Position};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use uuid::Uuid;

/// What a whole look found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The ledger's own name.
    pub ledger: Uuid,
    /// The last event that certainly counts.
    pub head: Position,
    /// The two slots of the head. One may be torn after a loss of power; it is written again with the next append.
    pub slots: [SlotState; 2],
    /// The root over all events; absent when some cannot be read.
    pub root: Option<Digest>,
    /// The segments in order.
    pub segments: Vec<SegmentReport>,
    /// The index, when the ledger is open for writing.
    pub index: IndexState,
    /// Everything that is not as it was written, in order.
    pub damage: Vec<Damage>,
}

/// One segment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SegmentReport {
    /// The file.
    pub file: PathBuf,
    /// Its first position.
    pub first: Position,
    /// How many events were read.
    pub events: u64,
    /// The bytes used.
    pub used_bytes: u64,
    /// The bytes it takes on the disk.
    pub size_bytes: u64,
    /// Its postings.
    pub postings: PostingsState,
}

/// What a postings file is worth. A missing or damaged one is made again when the ledger is opened for writing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PostingsState {
    /// Exactly what the segment gives.
    Whole,
    /// Not there, or of an earlier version.
    Missing,
    /// There, and something else.
    Damaged,
    /// The segment is not full yet.
    NotYet,
    /// Nobody can say: the log is damaged here or before.
    Unknown,
}

/// Reads every event of a ledger up to its head, and checks every checksum, leaf and root on the way.
pub fn examine(path: &Path) -> Result<Report, OpenError> {
    examine_on(Arc::new(MachineDisk), path, &LocalOptions::default())
}

/// As [`examine`], on any disk.
pub fn examine_on(disk: Arc<dyn Disk>, path: &Path, options: &LocalOptions) -> Result<Report, OpenError> {
    let root = Root::find(disk, path)?;
    let (file, head) = HeadFile::open(&root, false)?;
    let files = Files { root: root.clone(), ledger: file.ledger(), writes: false, aside: None };
    let (head, later) = match seen(&files, &file, head, options.patience) {
        Ok(reached) => (reached, None),
        Err(Fault::Damaged(damage)) => (head, Some(damage)),
        Err(fault) => return Err(fault.into()),
    };
    let mut look = Look::new(root, file.ledger());
    let mut segments = Vec::new();
    for number in 1..=head.segment {
        segments.push(look.segment(number, head)?);
    }
    if !look.lost && (look.before != head.position || look.group != head.group) {
        let last = look.root.segment(head.segment);
        look.note(&last, head.offset, look.before.next(), Cause::EndsBeforeHead);
    }
    // A damaged header of the last segment is met from both sides.
    if let Some(damage) = later.filter(|damage| !look.damage.contains(damage)) {
        look.damage.push(damage);
    }
    let whole = look.damage.is_empty();
    let slots = file.slots()?;
    Ok(Report {
        ledger: file.ledger(),
        head: head.position,
        slots,
        root: whole.then(|| look.tree.root()),
        segments,
        index: IndexState::Absent,
        damage: look.damage,
    })
}

/// How far the look has come.
struct Look {
    root: Root,
    ledger: Uuid,
    before: Position,
    group: u64,
    tree: TreeHead,
    /// Damage was met, and no whole frame since then: what comes next need not follow what came before.
    lost: bool,
    damage: Vec<Damage>,
}

impl Look {
    fn new(root: Root, ledger: Uuid) -> Self {
        let (before, tree) = (Position::ZERO, TreeHead::default());
        Self { root, ledger, before, group: 0, tree, lost: false, damage: Vec::new() }
    }

    fn note(&mut self, file: &Path, byte: u64, position: Position, what: Cause) {
        self.damage.push(Damage { file: file.to_owned(), byte, position, what });
    }

    fn segment(&mut self, number: u64, head: Head) -> Result<SegmentReport, Fault> {
        let file = self.root.segment(number);
        let first = self.before.next();
        let segment = match Segment::open(&self.root, self.ledger, number, false) {
            Ok(segment) => segment,
            Err(fault) => {
                self.note_fault(&file, fault)?;
                self.lost = true;
                let (used_bytes, size_bytes) = (0, 0);
                let postings = PostingsState::Unknown;
                return Ok(SegmentReport { file, first, events: 0, used_bytes, size_bytes, postings });
            }
        };
        let until = if number == head.segment { head.offset } else { segment.size };
        let tail = self.walk(&segment, until)?;
        let postings = if number == head.segment { PostingsState::NotYet } else { self.postings(number, &tail) };
        let first = tail.first();
        let (events, used_bytes) = (tail.count().into(), tail.end);
        Ok(SegmentReport { file, first, events, used_bytes, size_bytes: segment.size, postings })
    }

    /// A file that is missing or damaged is noted; a disk that cannot be read stops the look.
    fn note_fault(&mut self, file: &Path, fault: Fault) -> Result<(), Fault> {
        match fault {
            Fault::Damaged(Damage { byte, what, .. }) => self.note(file, byte, self.before.next(), what),
            Fault::Io { .. } | Fault::Format { .. } => return Err(fault),
        }
        Ok(())
    }

    fn walk(&mut self, segment: &Segment, until: u64) -> Result<Tail, Fault> {
        let mut walk = Walk::new(segment, self.ledger, HEADER_BYTES, self.before);
        walk.care = Care::Leaves;
        if self.lost {
            walk.before = walk.position_before(HEADER_BYTES)?.unwrap_or(self.before);
            self.lost = false;
        }
        let mut tail = Tail::new(walk.before.next());
        while walk.offset < until {
            let at = walk.offset;
            match walk.step()? {
                Step::Events(_, labels) => {
                    for one in labels {
                        self.tree.push(one.leaf);
                        tail.push(one);
                    }
                }
                Step::End(header, root) => {
                    // After damage the tree lacks leaves, and no root can be right.
                    if self.damage.is_empty() && (header.group != self.group + 1 || root != self.tree.root()) {
                        self.note(&segment.path, at, walk.before, Cause::Root);
                    }
                    self.group = header.group;
                }
                Step::Nothing => break,
                Step::Broken { byte, position, what } => {
                    self.note(&segment.path, byte, position, what);
                    self.lost = !skip(&mut walk)?;
                    if self.lost {
                        break;
                    }
                }
            }
            tail.end = walk.offset;
        }
        self.before = walk.before;
        Ok(tail)
    }

    fn postings(&self, number: u64, tail: &Tail) -> PostingsState {
        if !self.damage.is_empty() {
            return PostingsState::Unknown;
        }
        let path = self.root.postings(number);
        let (_, expected) = postings::encode(tail, &self.tree, self.ledger, number);
        match disk::read(self.root.disk(), &path) {
            Ok(found) if found == expected => PostingsState::Whole,
            Ok(found) if !postings::is_earlier(&found) => PostingsState::Damaged,
            Ok(_) | Err(_) => PostingsState::Missing,
        }
    }
}

/// Goes on with the next whole frame after a broken place, which may stand at that very place; `false` when there is none.
fn skip(walk: &mut Walk<'_>) -> Result<bool, Fault> {
    let here = (walk.offset, walk.before);
    let mut from = walk.offset;
    while let Some(start) = next_frame(walk.segment, from)? {
        match walk.position_before(start)? {
            Some(before) if (start, before) != here => {
                (walk.offset, walk.before) = (start, before);
                return Ok(true);
            }
            Some(_) | None => from = start + 1,
        }
    }
    Ok(false)
}
