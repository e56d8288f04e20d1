//! The frames of a segment, read after `docs/format.md` without the store's own code.

use qizhang::value::Position;
use std::ops::Range;

/// The bytes before the first frame; those from 48 on are reserved and not looked at.
pub(crate) const HEADER: usize = 64;
const FRAME_HEADER: usize = 40;

/// A frame, by the bytes of its file.
#[derive(Debug, Clone)]
pub(crate) struct Frame {
    pub(crate) bytes: Range<usize>,
    pub(crate) kind: Kind,
}

#[derive(Debug, Clone)]
pub(crate) enum Kind {
    /// The first position, and where each event lies.
    Events(Position, Vec<Range<usize>>),
    /// The end of a group, with the last position.
    End(Position),
}

impl Frame {
    pub(crate) fn payload(&self) -> Range<usize> {
        self.bytes.start + FRAME_HEADER..self.bytes.end
    }

    /// The positions that may be named when this frame is damaged: any of its events, or the one after it.
    pub(crate) fn positions(&self) -> Range<u64> {
        match &self.kind {
            Kind::Events(first, events) => first.0..first.0 + count(events.len()) + 1,
            Kind::End(last) => last.0..last.0 + 2,
        }
    }
}

/// The frames of a segment that is whole.
pub(crate) fn frames(segment: &[u8]) -> Vec<Frame> {
    let mut found = Vec::new();
    let mut start = HEADER;
    while segment.get(start..start + 4) == Some(b"QZFR") {
        let payload = start + FRAME_HEADER;
        let end = payload + u32_at(segment, start + 28);
        let position = Position(u64_at(segment, start + 16));
        let kind = match segment[start + 4] {
            1 => Kind::Events(position, events(segment, payload..end)),
            _ => Kind::End(position),
        };
        found.push(Frame { bytes: start..end, kind });
        start = end;
    }
    found
}

fn events(segment: &[u8], payload: Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = payload.start;
    while start < payload.end {
        let end = start + u32_at(segment, start);
        found.push(start..end);
        start = end;
    }
    found
}

pub(crate) fn u32_at(bytes: &[u8], at: usize) -> usize {
    let field: [u8; 4] = bytes[at..at + 4].try_into().unwrap_or_default();
    usize::try_from(u32::from_le_bytes(field)).unwrap_or(usize::MAX)
}

fn u64_at(bytes: &[u8], at: usize) -> u64 {
    u64::from_le_bytes(bytes[at..at + 8].try_into().unwrap_or_default())
}

fn count(of: usize) -> u64 {
    u64::try_from(of).unwrap_or(u64::MAX)
}
