//! A group of appends laid out in frames, before any byte is written.

use super::bytes::{len32, len64};
use super::fault::Fault;
use super::frame::{self, Kind};
use super::head::Head;
use super::record;
use super::segment::{self, Segment};
use super::tail::Labels;
use super::term::Use;
use crate::store::admission::Label;
use crate::value::{Digest, Position};
use std::sync::Arc;
use uuid::Uuid;

/// The rest of an event ready to be placed, beside its label.
#[derive(Debug)]
pub(super) struct Body {
    pub(super) bytes: Vec<u8>,
    pub(super) uses: Vec<Use>,
}

/// What goes into one segment.
#[derive(Debug)]
pub(super) struct Chunk {
    pub(super) segment: Arc<Segment>,
    pub(super) offset: u64,
    pub(super) bytes: Vec<u8>,
    pub(super) labels: Vec<Labels>,
}

/// The group so far.
#[derive(Debug)]
pub(super) struct Draft {
    ledger: Uuid,
    group: u64,
    head: Position,
    full: Vec<Chunk>,
    last: Chunk,
    frame: Option<Frame>,
}

/// A frame that still grows, at the end of the last chunk.
#[derive(Debug, Clone, Copy)]
struct Frame {
    start: usize,
    first: Position,
    count: u32,
}

/// How far a draft was, to return there when an append does not fit the disk.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    chunks: usize,
    bytes: usize,
    labels: usize,
    head: Position,
}

impl Draft {
    /// Starts the next group where the log ends.
    pub(super) fn new(ledger: Uuid, head: Head, segment: Arc<Segment>) -> Self {
        Self::going_on(ledger, Head { group: head.group + 1, ..head }, segment)
    }

    /// Goes on with a group that has reached so far.
    pub(super) fn going_on(ledger: Uuid, reached: Head, segment: Arc<Segment>) -> Self {
        let last = Chunk { segment, offset: reached.offset, bytes: Vec::new(), labels: Vec::new() };
        Self { ledger, group: reached.group, head: reached.position, full: Vec::new(), last, frame: None }
    }

    /// Makes room for so many bytes, as far as they go into this segment.
    pub(super) fn reserve(&mut self, bytes: usize) {
        let left = super::bytes::size(self.last.segment.size.saturating_sub(self.last.end()));
        self.last.bytes.reserve(bytes.saturating_add(bytes / 64).min(left));
    }

    /// Whether nothing was placed.
    pub(super) fn is_empty(&self) -> bool {
        self.full.is_empty() && self.last.bytes.is_empty()
    }

    pub(super) fn mark(&self) -> Mark {
        let Chunk { bytes, labels, .. } = &self.last;
        Mark { chunks: self.full.len(), bytes: bytes.len(), labels: labels.len(), head: self.head }
    }

    /// Forgets what was placed since a mark; returns the segments that are not needed after all.
    pub(super) fn return_to(&mut self, mark: Mark) -> Vec<Arc<Segment>> {
        let mut given_back = Vec::new();
        while self.full.len() > mark.chunks {
            let Some(before) = self.full.pop() else { break };
            given_back.push(std::mem::replace(&mut self.last, before).segment);
        }
        self.last.bytes.truncate(mark.bytes);
        self.last.labels.truncate(mark.labels);
        self.head = mark.head;
        self.frame = None;
        given_back
    }

    /// Places the events of one append; `more` makes a segment of this number with at least so many bytes.
    ///
    /// Frames never mix appends, and never cross segments. Wherever an event is placed, the end of the group still fits
    /// behind it.
    pub(super) fn place<'e>(
        &mut self,
        events: impl IntoIterator<Item = (&'e Label, Body)>,
        mut more: impl FnMut(u64, u64) -> Result<Segment, Fault>,
    ) -> Result<(), Fault> {
        for (label, body) in events {
            if self.frame.is_some_and(|frame| self.last.bytes.len() - frame.start > frame::PAYLOAD_BYTES_ENOUGH) {
                self.close_frame();
            }
            let record = record::size_of(label, &body.bytes);
            let needed = len64(frame::HEADER_BYTES + record + frame::END_BYTES);
            if self.last.end() + needed > self.last.segment.size {
                self.close_frame();
                let segment = Arc::new(more(self.last.segment.number + 1, segment::HEADER_BYTES + needed)?);
                let next = Chunk { segment, offset: segment::HEADER_BYTES, bytes: Vec::new(), labels: Vec::new() };
                self.full.push(std::mem::replace(&mut self.last, next));
            }
            self.put(label, body);
        }
        self.close_frame();
        Ok(())
    }

    /// Ends the group: its chunks in order, and the head once they are written.
    pub(super) fn finish(mut self, root: &Digest) -> (Vec<Chunk>, Head) {
        self.last.bytes.extend(frame::end(self.ledger, self.group, self.head, root));
        self.unfinished()
    }

    /// The chunks of a group that goes on, in order, and how far it is.
    pub(super) fn unfinished(mut self) -> (Vec<Chunk>, Head) {
        let (segment, offset) = (self.last.segment.number, self.last.end());
        let head = Head { position: self.head, group: self.group, segment, offset };
        self.full.push(self.last);
        (self.full, head)
    }

    /// The leaves placed, in order.
    pub(super) fn leaves(&self) -> impl Iterator<Item = Digest> {
        self.full.iter().chain([&self.last]).flat_map(|chunk| &chunk.labels).map(|labels| labels.leaf)
    }

    fn put(&mut self, label: &Label, body: Body) {
        let position = self.head.next();
        let Chunk { bytes, labels, offset, .. } = &mut self.last;
        let frame = self.frame.get_or_insert_with(|| {
            let start = bytes.len();
            frame::open(bytes);
            Frame { start, first: position, count: 0 }
        });
        frame.count += 1;
        // No segment is as large as 4 GiB, see `LocalOptions`.
        let at = u32::try_from(*offset).unwrap_or(u32::MAX).saturating_add(len32(bytes.len()));
        labels.push(Labels { offset: at, leaf: label.leaf, uses: body.uses });
        record::encode(bytes, label, &body.bytes, position);
        self.head = position;
    }

    fn close_frame(&mut self) {
        let Some(Frame { start, first, count }) = self.frame.take() else { return };
        if let Some(bytes) = self.last.bytes.get_mut(start..) {
            frame::close(bytes, self.ledger, Kind::Events, self.group, first, count);
        }
    }
}

impl Chunk {
    /// The byte after what is placed.
    pub(super) fn end(&self) -> u64 {
        self.offset + len64(self.bytes.len())
    }
}
