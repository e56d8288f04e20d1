//! A frame: the unit the log is written and checked in.

use super::bytes::{Fields, len32, put_u32_at, size};
use super::fault::Fault;
use super::segment::Segment;
use crate::store::cause::Cause;
use crate::value::{Digest, Position};
use uuid::Uuid;

/// The bytes before the payload.
pub(super) const HEADER_BYTES: usize = 40;
/// A whole end frame, as this version writes it: root, and no checkpoint.
pub(super) const END_BYTES: usize = HEADER_BYTES + 34;
/// A frame is closed when its payload has reached this many bytes.
pub(super) const PAYLOAD_BYTES_ENOUGH: usize = 1 << 20;

const MAGIC: [u8; 4] = *b"QZFR";
const CRC_AT: usize = 36;
/// No payload is longer: one that is not yet enough, and one more record.
const PAYLOAD_BYTES_MAX: usize = PAYLOAD_BYTES_ENOUGH + super::record::RECORD_BYTES_MAX;

/// What a frame carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Events.
    Events,
    /// The end of a group: what stands before it counts.
    End,
}

/// The fixed part of a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Header {
    pub(super) kind: Kind,
    pub(super) group: u64,
    /// The first event's position; in an end frame the last position of the ledger.
    pub(super) first: Position,
    /// How many events.
    pub(super) count: u32,
    /// How many bytes follow.
    pub(super) length: u32,
    crc: u32,
}

/// What was found where a frame may begin.
#[derive(Debug)]
pub(super) enum Found {
    /// Zeros, or the end of the segment: no frame was begun.
    Nothing,
    /// A whole frame, its payload in the buffer.
    Whole(Header),
    /// Bytes that are no whole frame.
    Broken(Cause),
}

/// Room for a header, to be filled when the payload is known.
pub(super) fn open(out: &mut Vec<u8>) {
    out.extend([0; HEADER_BYTES]);
}

/// Fills the header at the start of `frame`, whose payload is complete.
pub(super) fn close(frame: &mut [u8], ledger: Uuid, kind: Kind, group: u64, first: Position, count: u32) {
    let mut header = Vec::with_capacity(HEADER_BYTES);
    header.extend(MAGIC);
    header.extend([kind.code(), 0, 0, 0]);
    header.extend(group.to_le_bytes());
    header.extend(first.0.to_le_bytes());
    header.extend(count.to_le_bytes());
    header.extend(len32(frame.len().saturating_sub(HEADER_BYTES)).to_le_bytes());
    header.extend([0; 4]);
    if let Some(start) = frame.get_mut(..CRC_AT) {
        start.copy_from_slice(&header);
    }
    let crc = checksum(frame, ledger);
    put_u32_at(frame, CRC_AT, crc);
}

/// The frame that ends a group. Its last two bytes say how long a signed checkpoint follows: none, in this version.
pub(super) fn end(ledger: Uuid, group: u64, head: Position, root: &Digest) -> Vec<u8> {
    let mut frame = Vec::with_capacity(END_BYTES);
    open(&mut frame);
    frame.extend(root.0);
    frame.extend([0; 2]);
    close(&mut frame, ledger, Kind::End, group, head, 0);
    frame
}

/// The root in the payload of an end frame.
pub(super) fn root_of(payload: &[u8]) -> Option<Digest> {
    Fields::of(payload).array().map(Digest)
}

/// Reads the frame at an offset. The whole frame, header included, is left in `buffer`.
pub(super) fn read(segment: &Segment, ledger: Uuid, offset: u64, buffer: &mut Vec<u8>) -> Result<Found, Fault> {
    buffer.resize(HEADER_BYTES, 0);
    let there = segment.read_at(buffer, offset)?;
    buffer.truncate(there);
    if there < MAGIC.len() && offset + super::bytes::len64(there) < segment.size {
        // Only zeros say that no frame was begun; here nobody knows what stood.
        return Ok(Found::Broken(Cause::FileShort));
    }
    if buffer.get(..MAGIC.len()).is_none_or(|magic| magic.iter().all(|byte| *byte == 0)) {
        return Ok(Found::Nothing);
    }
    let Some(header) = decode(buffer) else { return Ok(Found::Broken(Cause::NoFrame)) };
    let length = size(header.length.into());
    if length > PAYLOAD_BYTES_MAX {
        return Ok(Found::Broken(Cause::FrameLength));
    }
    buffer.resize(HEADER_BYTES + length, 0);
    let rest = buffer.get_mut(HEADER_BYTES..).unwrap_or_default();
    if segment.read_at(rest, offset + super::bytes::len64(HEADER_BYTES))? < length {
        return Ok(Found::Broken(Cause::FrameCut));
    }
    if checksum(buffer, ledger) != header.crc {
        return Ok(Found::Broken(Cause::FrameChecksum));
    }
    Ok(Found::Whole(header))
}

/// The payload of the frame in a buffer.
pub(super) fn payload(buffer: &[u8]) -> &[u8] {
    buffer.get(HEADER_BYTES..).unwrap_or_default()
}

/// Where the next frame may begin in some bytes: the place of the next magic number.
pub(super) fn find_magic(bytes: &[u8]) -> Option<usize> {
    bytes.windows(MAGIC.len()).position(|window| window == MAGIC)
}

impl Header {
    /// The bytes of the whole frame.
    pub(super) fn bytes(&self) -> u64 {
        super::bytes::len64(HEADER_BYTES) + u64::from(self.length)
    }
}

impl Kind {
    fn code(self) -> u8 {
        match self {
            Kind::Events => 1,
            Kind::End => 2,
        }
    }
}

fn decode(bytes: &[u8]) -> Option<Header> {
    let mut fields = Fields::of(bytes);
    if fields.array()? != MAGIC {
        return None;
    }
    let kind = match fields.array()? {
        [1, 0, 0, 0] => Kind::Events,
        [2, 0, 0, 0] => Kind::End,
        _ => return None,
    };
    let (group, first) = (fields.u64()?, Position(fields.u64()?));
    let (count, length) = (fields.u32()?, fields.u32()?);
    let reserved = fields.u32()?;
    let crc = fields.u32()?;
    (reserved == 0).then_some(Header { kind, group, first, count, length, crc })
}

/// Over the ledger's name and the whole frame but the checksum itself.
fn checksum(frame: &[u8], ledger: Uuid) -> u32 {
    let (start, rest) = (frame.get(..CRC_AT).unwrap_or_default(), payload(frame));
    crc32c::crc32c_append(crc32c::crc32c_append(crc32c::crc32c(ledger.as_bytes()), start), rest)
}
