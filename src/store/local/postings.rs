//! The postings of a sealed segment: written once, checked whole, searched by halves. Format in `docs/format.md`.

use super::bytes::{Fields, len32, len64, put_short, size, u32_at, u64_at};
use super::filter::Filter;
use super::tail::{Span, Tail, Volume};
use super::term::Term;
use crate::proof::TreeHead;
use crate::value::{Digest, Position};
use std::borrow::Cow;
use std::ops::Range;
use uuid::Uuid;

/// The bytes of the fixed part.
pub(super) const HEADER_BYTES: usize = 100;

const MAGIC: [u8; 8] = *b"QZPOST\r\n";
/// What stands in the file is a cache, and has versions of its own: another one is made again.
const VERSION: u32 = 2;
const TERM_BYTES: usize = 12;
/// Most terms are of one event. Their use stands in the row itself, with this bit.
const ALONE: u32 = 1 << 31;

/// The part of the file that stays in memory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Front {
    /// The segment's first position.
    pub(super) first: Position,
    pub(super) count: u32,
    /// The byte after the segment's last frame.
    pub(super) end: u64,
    /// The tree with this segment's last event.
    pub(super) tree: TreeHead,
    pub(super) filter: Filter,
    terms: u32,
    /// The bytes of the uses that do not stand in a row.
    uses: u32,
    body_crc: u32,
}

/// The part of the file that is loaded when the segment is searched.
#[derive(Debug)]
pub(super) struct Postings {
    first: Position,
    count: u32,
    end: u64,
    body: Vec<u8>,
    terms: Range<usize>,
    uses: Range<usize>,
}

/// The file for a full tail.
pub(super) fn encode(tail: &Tail, tree: &TreeHead, ledger: Uuid, segment: u64) -> (Front, Vec<u8>) {
    let mut terms: Vec<(Term, &[u32])> = tail.terms().collect();
    terms.sort_unstable_by_key(|(term, _)| *term);
    let mut filter = Filter::for_terms(terms.len());
    let mut body = Vec::new();
    tail.labels_from(0).iter().for_each(|labels| body.extend(labels.offset.to_le_bytes()));
    let mut uses = Vec::new();
    for (term, own) in &terms {
        filter.add(*term);
        body.extend(term.0.to_le_bytes());
        let place = if let [only] = own { only | ALONE } else { put_uses(&mut uses, own) };
        body.extend(place.to_le_bytes());
    }
    body.extend(&uses);
    let front = Front {
        first: tail.first(),
        count: tail.count(),
        end: tail.end,
        tree: tree.clone(),
        filter,
        terms: len32(terms.len()),
        uses: len32(uses.len()),
        body_crc: crc32c::crc32c(&body),
    };
    let mut file = encode_front(&front, ledger, segment);
    file.extend(body);
    (front, file)
}

/// Adds the uses of a term, each as the distance from the one before it, and says where they begin.
fn put_uses(out: &mut Vec<u8>, uses: &[u32]) -> u32 {
    let start = len32(out.len());
    put_short(out, len32(uses.len()));
    let mut before: u32 = 0;
    for place in uses {
        put_short(out, place.wrapping_sub(before));
        before = *place;
    }
    start
}

fn encode_front(front: &Front, ledger: Uuid, segment: u64) -> Vec<u8> {
    let mut out = Vec::new();
    out.extend(MAGIC);
    out.extend(VERSION.to_le_bytes());
    out.extend(ledger.as_bytes());
    out.extend(segment.to_le_bytes());
    out.extend(front.first.0.to_le_bytes());
    out.extend(front.end.to_le_bytes());
    out.extend(front.tree.size().to_le_bytes());
    out.extend(front.count.to_le_bytes());
    out.extend(front.terms.to_le_bytes());
    out.extend(front.uses.to_le_bytes());
    out.extend(len32(front.tree.peaks().len()).to_le_bytes());
    out.extend(len32(front.filter.as_bytes().len()).to_le_bytes());
    out.extend([0; 16]);
    out.extend(front.body_crc.to_le_bytes());
    front.tree.peaks().iter().for_each(|peak| out.extend(peak.0));
    out.extend(front.filter.as_bytes());
    out.extend(crc32c::crc32c(&out).to_le_bytes());
    out
}

/// Whether a file is of an earlier version.
pub(super) fn is_earlier(file: &[u8]) -> bool {
    file.starts_with(&MAGIC) && (1..VERSION).contains(&u32_at(file, MAGIC.len()))
}

impl Front {
    /// How many bytes to read for the whole front, by its fixed part.
    pub(super) fn length(header: &[u8]) -> usize {
        let (peaks, filter) = (u32_at(header, 72), u32_at(header, 76));
        HEADER_BYTES + size(peaks.into()) * 32 + size(filter.into()) + 4
    }

    /// Reads the front, when it is whole and belongs to this segment of this ledger.
    pub(super) fn decode(bytes: &[u8], ledger: Uuid, segment: u64) -> Option<Self> {
        let (front, crc) = bytes.split_last_chunk()?;
        let mut fields = Fields::of(front);
        let whole = crc32c::crc32c(front) == u32::from_le_bytes(*crc)
            && fields.array()? == MAGIC
            && fields.u32()? == VERSION
            && fields.array()? == *ledger.as_bytes()
            && fields.u64()? == segment;
        if !whole {
            return None;
        }
        let (first, end, tree_size) = (Position(fields.u64()?), fields.u64()?, fields.u64()?);
        let (count, terms, uses) = (fields.u32()?, fields.u32()?, fields.u32()?);
        let (peaks, filter) = (fields.u32()?, fields.u32()?);
        fields.bytes(16)?;
        let body_crc = fields.u32()?;
        let peaks = (0..peaks).map(|_| fields.array().map(Digest)).collect::<Option<_>>()?;
        let filter = Filter::from_bytes(fields.bytes(size(filter.into()))?)?;
        let tree = TreeHead::from_peaks(tree_size, peaks)?;
        Some(Self { first, count, end, tree, filter, terms, uses, body_crc })
    }

    /// The bytes after the front.
    pub(super) fn body_bytes(&self) -> usize {
        size(self.count.into()) * 4 + size(self.terms.into()) * TERM_BYTES + size(self.uses.into())
    }

    /// Takes the rest of the file, when it is whole.
    pub(super) fn with_body(&self, body: Vec<u8>) -> Option<Postings> {
        if body.len() != self.body_bytes() || crc32c::crc32c(&body) != self.body_crc {
            return None;
        }
        let terms_start = size(self.count.into()) * 4;
        let uses_start = terms_start + size(self.terms.into()) * TERM_BYTES;
        Some(Postings {
            first: self.first,
            count: self.count,
            end: self.end,
            terms: terms_start..uses_start,
            uses: uses_start..body.len(),
            body,
        })
    }
}

impl Postings {
    /// How much memory it takes.
    pub(super) fn bytes(&self) -> u64 {
        len64(self.body.len())
    }

    /// The uses that begin at a place among all.
    fn uses_from(&self, place: u32) -> Option<Vec<u32>> {
        let mut fields = Fields::of(self.body.get(self.uses.start + size(place.into())..)?);
        let count = fields.short()?;
        let mut before: u32 = 0;
        let next = |_| {
            before = before.wrapping_add(fields.short()?);
            Some(before)
        };
        (0..count).map(next).collect()
    }

    fn offset(&self, place: u32) -> Option<u64> {
        (place < self.count).then(|| u32_at(&self.body, size(place.into()) * 4).into())
    }
}

impl Volume for Postings {
    fn first(&self) -> Position {
        self.first
    }

    fn count(&self) -> u32 {
        self.count
    }

    fn uses(&self, term: Term) -> Cow<'_, [u32]> {
        let terms = self.body.get(self.terms.clone()).unwrap_or_default();
        let (rows, _) = terms.as_chunks::<TERM_BYTES>();
        let Ok(row) = rows.binary_search_by_key(&term.0, |row| u64_at(row, 0)) else { return Cow::Borrowed(&[]) };
        let place = rows.get(row).map_or(0, |row| u32_at(row, 8));
        let uses = if place & ALONE == ALONE { Some(vec![place & !ALONE]) } else { self.uses_from(place) };
        // The checksum was right, so that nothing is missing.
        Cow::Owned(uses.unwrap_or_default())
    }

    fn span(&self, place: u32) -> Option<Span> {
        Some(Span { start: self.offset(place)?, end: self.offset(place + 1).unwrap_or(self.end) })
    }
}

#[cfg(test)]
mod tests {
    use super::{Volume, encode, is_earlier};
    use crate::proof::TreeHead;
    use crate::store::local::tail::{Labels, Tail};
    use crate::store::local::term::{Term, Use};
    use crate::value::{Digest, Position};
    use proptest::prelude::*;
    use uuid::Uuid;

    proptest! {
        /// A sealed segment answers as the last one does, for terms of one event, of many, and of none.
        #[test]
        fn what_is_found_in_the_file_is_what_was_found_in_memory(
            events in proptest::collection::vec(proptest::collection::vec((0_u64..60, any::<bool>()), 0..6), 1..300),
        ) {
            let mut tail = Tail::new(Position(1000));
            for (number, terms) in (0_u32..).zip(&events) {
                // The terms of the first events are those of many, spread over all there can be.
                let term = |own: u64| Term(own.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (own % 3));
                let uses = terms.iter().map(|(own, freed)| Use { term: term(own * own), freed: *freed }).collect();
                tail.push(Labels { offset: 64 + number * 100, leaf: Digest::of(b""), uses });
            }
            tail.end = 64 + 100 * u64::try_from(events.len()).unwrap();
            let (front, file) = encode(&tail, &TreeHead::default(), Uuid::nil(), 7);
            prop_assert!(!is_earlier(&file));
            let body = file[file.len() - front.body_bytes()..].to_vec();
            let postings = front.with_body(body).unwrap();
            for (term, uses) in tail.terms() {
                prop_assert_eq!(&*postings.uses(term), uses);
            }
            prop_assert!(postings.uses(Term(u64::MAX)).is_empty());
            let places = 0..tail.count();
            prop_assert!(places.clone().all(|place| postings.span(place) == tail.span(place)), "{:?}", places);
        }
    }
}
