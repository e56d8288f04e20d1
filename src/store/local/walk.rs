//! Frame after frame, from one segment to the next, each checked against what must come.

use super::bytes::{len64, size};
use super::fault::Fault;
use super::frame::{self, Found, Header, Kind};
use super::record;
use super::segment::Segment;
use super::tail::Labels;
use super::term::uses_of_record;
use crate::proof::leaf_digest;
use crate::store::cause::Cause;
use crate::value::{Digest, Position, Tag, TypeName};
use uuid::Uuid;

/// How closely each event is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Care {
    /// Checksums.
    Checksums,
    /// Checksums, and that every leaf is the digest of its event.
    Leaves,
}

/// A place between two frames.
#[derive(Debug)]
pub(super) struct Walk<'s> {
    pub(super) segment: &'s Segment,
    pub(super) ledger: Uuid,
    pub(super) offset: u64,
    /// The last position before this place.
    pub(super) before: Position,
    pub(super) care: Care,
    buffer: Vec<u8>,
}

/// One frame passed.
#[derive(Debug)]
pub(super) enum Step {
    /// Events, as they can be found.
    Events(Header, Vec<Labels>),
    /// The end of a group, and the root that stands there.
    End(Header, Digest),
    /// No frame was begun here.
    Nothing,
    /// Something that does not belong here; `byte` counts from the start of the file.
    Broken { byte: u64, position: Position, what: Cause },
}

impl<'s> Walk<'s> {
    pub(super) fn new(segment: &'s Segment, ledger: Uuid, offset: u64, before: Position) -> Self {
        Self { segment, ledger, offset, before, care: Care::Checksums, buffer: Vec::new() }
    }

    /// Goes on at the start of another segment.
    pub(super) fn enter(&mut self, segment: &'s Segment) {
        self.segment = segment;
        self.offset = super::segment::HEADER_BYTES;
    }

    /// Passes one frame; stays where it is when there is none, or a broken one.
    pub(super) fn step(&mut self) -> Result<Step, Fault> {
        let header = match frame::read(self.segment, self.ledger, self.offset, &mut self.buffer)? {
            Found::Nothing => return Ok(Step::Nothing),
            Found::Broken(what) => return Ok(broken(self.offset, self.before.next(), what)),
            Found::Whole(header) => header,
        };
        let step = match header.kind {
            Kind::Events => self.events(header),
            Kind::End => self.end(header),
        };
        if let Step::Events(..) | Step::End(..) = step {
            self.offset += header.bytes();
        }
        Ok(step)
    }

    /// The last position before the frame that may begin at an offset; `None` when none does.
    pub(super) fn position_before(&mut self, offset: u64) -> Result<Option<Position>, Fault> {
        Ok(match frame::read(self.segment, self.ledger, offset, &mut self.buffer)? {
            Found::Whole(header) if header.kind == Kind::End => Some(header.first),
            Found::Whole(header) => Some(Position(header.first.0.saturating_sub(1))),
            Found::Nothing | Found::Broken(_) => None,
        })
    }

    /// A broken step as an error.
    pub(super) fn fault(&self, byte: u64, position: Position, what: Cause) -> Fault {
        Fault::damaged(&self.segment.path, byte, position, what)
    }

    fn end(&self, header: Header) -> Step {
        match frame::root_of(frame::payload(&self.buffer)) {
            Some(root) if header.first == self.before => Step::End(header, root),
            _ => broken(self.offset, self.before.next(), Cause::EndOutOfPlace),
        }
    }

    fn events(&mut self, header: Header) -> Step {
        if header.first != self.before.next() {
            return broken(self.offset, self.before.next(), Cause::EventMissing);
        }
        let payload = frame::payload(&self.buffer);
        let start = self.offset + len64(frame::HEADER_BYTES);
        let mut labels = Vec::with_capacity(size(header.count.into()));
        let (mut at, mut position) = (0, self.before);
        for _ in 0..header.count {
            position = position.next();
            let rest = payload.get(at..).unwrap_or_default();
            let offset = start + len64(at);
            match labels_of(rest, position, offset, self.care) {
                Ok(found) => labels.push(found),
                Err(what) => return broken(offset, position, what),
            }
            at += record::length(rest);
        }
        if at != payload.len() {
            return broken(start + len64(at), position.next(), Cause::FrameOverfull);
        }
        self.before = position;
        Step::Events(header, labels)
    }
}

fn broken(byte: u64, position: Position, what: Cause) -> Step {
    Step::Broken { byte, position, what }
}

fn labels_of(bytes: &[u8], position: Position, offset: u64, care: Care) -> Result<Labels, Cause> {
    let record = record::decode(bytes, position)?;
    if care == Care::Leaves && leaf_of(&record) != Some(record.leaf) {
        return Err(Cause::EventLeaf);
    }
    // No segment is as large as 4 GiB, see `LocalOptions`.
    let offset = u32::try_from(offset).map_err(|_| Cause::SegmentTooLarge)?;
    Ok(Labels { offset, leaf: record.leaf, uses: uses_of_record(&record) })
}

fn leaf_of(record: &record::Record<'_>) -> Option<Digest> {
    let tags = record.tags.iter().map(Tag::parse).collect::<Option<Vec<_>>>()?;
    Some(leaf_digest(&TypeName::parse(record.kind)?, &tags, record.bytes))
}
