//! One event as it stands in a frame.

use super::bytes::{Fields, len32, put_u32_at, u32_at};
use crate::store::admission::Label;
use crate::store::cause::Cause;
use crate::store::contract::NaturalKey;
use crate::store::texts::Texts;
use crate::value::{Digest, EventId, Position};
use uuid::Uuid;

/// The bytes before the id: length and checksum.
pub(super) const PREFIX_BYTES: usize = 8;
/// Id, leaf, flags, and the lengths of type, tags, keys and envelope.
const FIXED_BYTES: usize = 16 + 32 + 1 + 1 + 2 + 2 + 4;
/// No record is longer: prefix, id, leaf, flags, type, labels, envelope and the lengths among them.
pub(super) const RECORD_BYTES_MAX: usize =
    crate::store::EVENT_BYTES_MAX + crate::store::LABEL_BYTES_MAX + PREFIX_BYTES + 16 + 32 + 2 + 255 + 8;

const TAKE: u8 = 1;
const FREE: u8 = 2;

/// A record, its parts still where they were read.
#[derive(Debug, Clone)]
pub(super) struct Record<'b> {
    pub(super) id: EventId,
    pub(super) leaf: Digest,
    pub(super) kind: &'b str,
    pub(super) tags: Texts<'b>,
    pub(super) keys: Keys<'b>,
    pub(super) bytes: &'b [u8],
}

/// Natural keys, and whether each is given back.
#[derive(Debug, Clone)]
pub(super) struct Keys<'b> {
    count: u16,
    /// They stand at the start of these.
    fields: Fields<'b>,
}

impl<'b> Iterator for Keys<'b> {
    type Item = (&'b str, bool);

    fn next(&mut self) -> Option<(&'b str, bool)> {
        self.count = self.count.checked_sub(1)?;
        key(&mut self.fields)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let count = usize::from(self.count);
        (count, Some(count))
    }
}

impl ExactSizeIterator for Keys<'_> {}

/// How many bytes the record of an event has.
pub(super) fn size_of(label: &Label, bytes: &[u8]) -> usize {
    let tags: usize = label.tags.iter().map(|tag| 1 + tag.as_str().len()).sum();
    let keys: usize = label.keys.iter().map(|key| 3 + key.as_str().len()).sum();
    PREFIX_BYTES + FIXED_BYTES + label.kind.as_str().len() + tags + keys + bytes.len()
}

/// Writes the record of the event at a position.
pub(super) fn encode(out: &mut Vec<u8>, label: &Label, bytes: &[u8], position: Position) {
    let start = out.len();
    out.extend([0; PREFIX_BYTES]);
    out.extend(label.id.0.as_bytes());
    out.extend(label.leaf.0);
    // Flags: none are known yet; the first bit is kept for envelopes with sealed fields.
    out.push(0);
    put_short_text(out, label.kind.as_str());
    out.extend(len16(label.tags.len()));
    label.tags.iter().for_each(|tag| put_short_text(out, tag.as_str()));
    out.extend(len16(label.keys.len()));
    for key in &label.keys {
        out.push(match key {
            NaturalKey::Take(_) => TAKE,
            NaturalKey::Free(_) => FREE,
        });
        out.extend(len16(key.as_str().len()));
        out.extend(key.as_str().as_bytes());
    }
    out.extend(len32(bytes.len()).to_le_bytes());
    out.extend(bytes);
    let record = out.get_mut(start..).unwrap_or_default();
    put_u32_at(record, 0, len32(record.len()));
    let crc = checksum(record, position);
    put_u32_at(record, 4, crc);
}

/// How long the record is that starts with these bytes.
pub(super) fn length(start: &[u8]) -> usize {
    super::bytes::size(u32_at(start, 0).into())
}

/// Reads the record at the start of some bytes, when it is whole and belongs at this position.
pub(super) fn decode(bytes: &[u8], position: Position) -> Result<Record<'_>, Cause> {
    let record = bytes.get(..length(bytes)).filter(|record| record.len() >= PREFIX_BYTES);
    let record = record.ok_or(Cause::EventLength)?;
    if checksum(record, position) != u32_at(record, 4) {
        return Err(Cause::EventChecksum);
    }
    view(record).ok_or(Cause::EventFields)
}

/// The parts of a whole record, its checksum not looked at.
pub(super) fn view(record: &[u8]) -> Option<Record<'_>> {
    let mut fields = Fields::of(record.get(PREFIX_BYTES..)?);
    let id = EventId(Uuid::from_bytes(fields.array()?));
    let leaf = Digest(fields.array()?);
    let flags = fields.u8()?;
    let kind = fields.short_text()?;
    let (tags, rest) = Texts::read(fields.u16()?, fields.rest())?;
    let mut fields = Fields::of(rest);
    let keys = Keys { count: fields.u16()?, fields };
    (0..keys.count).try_for_each(|_| key(&mut fields).map(|_| ()))?;
    let length = fields.u32()?;
    let bytes = fields.bytes(super::bytes::size(length.into()))?;
    (flags == 0 && fields.is_empty()).then_some(Record { id, leaf, kind, tags, keys, bytes })
}

fn key<'b>(fields: &mut Fields<'b>) -> Option<(&'b str, bool)> {
    let freed = match fields.u8()? {
        TAKE => false,
        FREE => true,
        _ => return None,
    };
    let length = fields.u16()?;
    Some((std::str::from_utf8(fields.bytes(length.into())?).ok()?, freed))
}

/// Over the position, the length and all that follows the checksum.
fn checksum(record: &[u8], position: Position) -> u32 {
    let (length, rest) = (record.get(..4).unwrap_or_default(), record.get(PREFIX_BYTES..).unwrap_or_default());
    let start = crc32c::crc32c_append(crc32c::crc32c(&position.0.to_le_bytes()), length);
    crc32c::crc32c_append(start, rest)
}

fn put_short_text(out: &mut Vec<u8>, text: &str) {
    out.push(u8::try_from(text.len()).unwrap_or(u8::MAX));
    out.extend(text.as_bytes());
}

fn len16(of: usize) -> [u8; 2] {
    u16::try_from(of).unwrap_or(u16::MAX).to_le_bytes()
}
