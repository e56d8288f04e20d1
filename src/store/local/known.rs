//! What is known of the log: sealed segments, the last one, the tree and the head.

use super::bytes::len64;
use super::fault::Fault;
use super::frame;
use super::head::Head;
use super::index::{Index, Remembered};
use super::postings::Front;
use super::root::Root;
use super::sealed::{self, Ended, Sealed};
use super::segment::Segment;
use super::tail::{Labels, Tail, Volume};
use super::walk::{Step, Walk};
use crate::proof::TreeHead;
use crate::store::cause::Cause;
use crate::value::Position;
use std::sync::Arc;
use uuid::Uuid;

/// How to reach the files.
#[derive(Debug, Clone)]
pub(super) struct Files {
    pub(super) root: Root,
    pub(super) ledger: Uuid,
    /// Whether this process is the writer.
    pub(super) writes: bool,
    /// Where the postings of what is only tried are kept, from a segment on.
    pub(super) aside: Option<(u64, Root)>,
}

impl Files {
    /// Where the postings of a segment are, and whether they may be kept there.
    pub(super) fn of_postings(&self, number: u64) -> (&Root, bool) {
        match &self.aside {
            Some((from, aside)) if number >= *from => (aside, true),
            Some(_) | None => (&self.root, self.writes),
        }
    }
}

/// The log up to its head, as it can be searched.
#[derive(Debug, Clone)]
pub(super) struct Known {
    pub(super) sealed: Vec<Arc<Sealed>>,
    /// The last segment.
    pub(super) segment: Arc<Segment>,
    pub(super) tail: Tail,
    pub(super) tree: TreeHead,
    pub(super) head: Head,
}

impl Known {
    /// Reads what must be read to know the log up to its head; how far the index could be used instead is told too.
    pub(super) fn load(files: &Files, head: Head, index: Option<&Index>) -> Result<(Self, Option<Position>), Fault> {
        let Files { root, ledger, writes, aside: _ } = files;
        let mut sealed: Vec<Arc<Sealed>> = Vec::new();
        let mut tree = TreeHead::default();
        for number in 1..head.segment {
            let next = Sealed::open(root, *ledger, number, &tree, *writes)?;
            tree = next.front.tree.clone();
            sealed.push(Arc::new(next));
        }
        let first = Position(tree.size()).next();
        let opened = Segment::open(root, *ledger, head.segment, *writes);
        let segment = Arc::new(opened.map_err(|fault| fault.concerning(|| first))?);
        let tail = Tail::new(first);
        let start = Head { position: Position(tree.size()), group: 0, segment: head.segment, offset: tail.end };
        let mut known = Self { sealed, segment, tail, tree, head: start };
        let remembered = index.and_then(|index| index.remembered(head.segment, known.tail.first()));
        let used = remembered.and_then(|remembered| known.remember(remembered, head, *ledger));
        known.reach(files, head, used.map(|(_, ended)| ended))?;
        Ok((known, used.map(|(position, _)| position)))
    }

    /// Learns what was appended since, up to a later head.
    pub(super) fn advance(&mut self, files: &Files, head: Head) -> Result<(), Fault> {
        while self.segment.number < head.segment {
            sealed::extend(&mut self.tail, &mut self.tree, &self.segment, files.ledger, None)?;
            let next = Segment::open(&files.root, files.ledger, self.segment.number + 1, files.writes);
            let next = next.map_err(|fault| fault.concerning(|| Position(self.tree.size()).next()))?;
            let front = self.seal(files);
            self.turn(front, Arc::new(next));
        }
        self.reach(files, head, None)
    }

    /// Makes the postings of the last segment, which is full.
    pub(super) fn seal(&self, files: &Files) -> Front {
        let (root, keep) = files.of_postings(self.segment.number);
        sealed::seal(root, files.ledger, self.segment.number, &self.tail, &self.tree, keep).0
    }

    /// Goes on with the next segment.
    pub(super) fn turn(&mut self, front: Front, next: Arc<Segment>) {
        let segment = std::mem::replace(&mut self.segment, next);
        self.sealed.push(Arc::new(Sealed { segment, front }));
        self.tail = Tail::new(Position(self.tree.size()).next());
    }

    /// Adds one event of the last segment.
    pub(super) fn push(&mut self, labels: Labels) {
        self.tree.push(labels.leaf);
        self.tail.push(labels);
    }

    /// Where the log ends.
    pub(super) fn end(&self) -> (Head, Arc<Segment>) {
        (self.head, Arc::clone(&self.segment))
    }

    /// The bytes of all segments.
    pub(super) fn bytes(&self) -> u64 {
        self.sealed.iter().map(|sealed| sealed.segment.size).sum::<u64>() + self.segment.size
    }

    /// The number of volumes: the sealed segments, and the tail.
    pub(super) fn volumes(&self) -> usize {
        self.sealed.len() + 1
    }

    /// The volume that holds a position.
    pub(super) fn volume_of(&self, position: Position) -> usize {
        self.sealed.partition_point(|sealed| sealed.last() < position)
    }

    /// Reads the last segment up to the head, and makes sure that this is where the head says it is.
    fn reach(&mut self, files: &Files, head: Head, ended: Option<Ended>) -> Result<(), Fault> {
        let until = Some(head.offset);
        let later = sealed::extend(&mut self.tail, &mut self.tree, &self.segment, files.ledger, until)?;
        let ended = later.or(ended);
        let there = self.tail.end == head.offset && self.tree.size() == head.position.0;
        let fault = |what| Fault::damaged(&self.segment.path, self.tail.end, self.tail.last().next(), what);
        if !there {
            return Err(fault(Cause::EndsBeforeHead));
        }
        match ended {
            Some(Ended { group, .. }) if group != head.group => Err(fault(Cause::HeadNamesAnotherGroup)),
            Some(Ended { root, .. }) if root != self.tree.root() => Err(fault(Cause::Root)),
            None if head.position > self.head.position => Err(fault(Cause::EndMissing)),
            Some(_) | None => {
                self.head = head;
                Ok(())
            }
        }
    }

    /// Takes over what an index remembers, if it fits the log: it must not be ahead, and its leaves must give the root
    /// that stands in the log at the end of its last group. Otherwise the log is read instead.
    fn remember(&mut self, remembered: Remembered, head: Head, ledger: Uuid) -> Option<(Position, Ended)> {
        let Remembered { labels, head: reached } = remembered;
        let mut tree = self.tree.clone();
        for one in &labels {
            tree.push(one.leaf);
        }
        if reached.offset > head.offset || tree.size() != reached.position.0 {
            return None;
        }
        let ended = Ended { group: reached.group, root: tree.root() };
        let mut walk =
            Walk::new(&self.segment, ledger, reached.offset.checked_sub(len64(frame::END_BYTES))?, reached.position);
        let Ok(Step::End(header, root)) = walk.step() else { return None };
        if header.group != ended.group || root != ended.root {
            return None;
        }
        for one in labels {
            self.push(one);
        }
        self.tail.end = reached.offset;
        Some((reached.position, ended))
    }
}
