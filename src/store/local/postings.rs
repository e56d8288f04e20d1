//! The postings of a sealed segment: written once, checked page by page, searched by halves. Format in `docs/format.md`.

use super::bytes::{Fields, len32, put_short, size, u32_at, u64_at};
use super::filter::Filter;
use super::pages::{Pages, Spoiled};
use super::tail::{Span, Tail, Volume};
use super::term::Term;
use crate::proof::TreeHead;
use crate::value::{Digest, Position};
use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;
use uuid::Uuid;

/// The bytes of the fixed part.
pub(super) const HEADER_BYTES: usize = 80;

const MAGIC: [u8; 8] = *b"QZPOST\r\n";
/// What stands in the file is a cache, and has versions of its own: another one is made again.
const VERSION: u32 = 3;
const TERM_BYTES: usize = 12;
/// One row in so many is known beforehand, so that a term is looked for in one stretch of rows.
const STRETCH: usize = 256;
/// The uses of a term are read in pieces, the first of so many bytes; most terms have few.
const USES_BYTES: usize = 64;
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
    /// The checksum of each page of the body.
    sums: Arc<[u32]>,
    /// The first term of each stretch of rows.
    fences: Arc<[Term]>,
}

/// The part of the file that is read when the segment is searched, as far as it is.
#[derive(Debug)]
pub(super) struct Postings {
    first: Position,
    count: u32,
    end: u64,
    terms: Range<usize>,
    uses: Range<usize>,
    fences: Arc<[Term]>,
    body: Pages,
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
        sums: Pages::sums(&body),
        fences: terms.iter().step_by(STRETCH).map(|(term, _)| *term).collect(),
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
    front.tree.peaks().iter().for_each(|peak| out.extend(peak.0));
    out.extend(front.filter.as_bytes());
    front.sums.iter().for_each(|sum| out.extend(sum.to_le_bytes()));
    front.fences.iter().for_each(|fence| out.extend(fence.0.to_le_bytes()));
    out.extend(crc32c::crc32c(&out).to_le_bytes());
    out
}

/// Whether a file is of an earlier version.
pub(super) fn is_earlier(file: &[u8]) -> bool {
    file.starts_with(&MAGIC) && (1..VERSION).contains(&u32_at(file, MAGIC.len()))
}

/// How many bytes the body has.
fn body_bytes(count: u32, terms: u32, uses: u32) -> usize {
    size(count.into()) * 4 + size(terms.into()) * TERM_BYTES + size(uses.into())
}

impl Front {
    /// How many bytes to read for the whole front, by its fixed part.
    pub(super) fn length(header: &[u8]) -> usize {
        let [count, terms, uses, peaks, filter] = [60, 64, 68, 72, 76].map(|at| u32_at(header, at));
        let sums = Pages::count(body_bytes(count, terms, uses)) * 4;
        let fences = size(terms.into()).div_ceil(STRETCH) * 8;
        HEADER_BYTES + size(peaks.into()) * 32 + size(filter.into()) + sums + fences + 4
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
        let peaks = (0..peaks).map(|_| fields.array().map(Digest)).collect::<Option<_>>()?;
        let filter = Filter::from_bytes(fields.bytes(size(filter.into()))?)?;
        let pages = Pages::count(body_bytes(count, terms, uses));
        let sums = (0..pages).map(|_| fields.u32()).collect::<Option<_>>()?;
        let fences = size(terms.into()).div_ceil(STRETCH);
        let fences = (0..fences).map(|_| fields.u64().map(Term)).collect::<Option<_>>()?;
        let tree = TreeHead::from_peaks(tree_size, peaks)?;
        Some(Self { first, count, end, tree, filter, terms, uses, sums, fences })
    }

    /// The bytes before the body.
    pub(super) fn bytes(&self) -> usize {
        let lists = self.tree.peaks().len() * 32 + self.sums.len() * 4 + self.fences.len() * 8;
        HEADER_BYTES + self.filter.as_bytes().len() + lists + 4
    }

    /// The bytes after the front.
    pub(super) fn body_bytes(&self) -> usize {
        body_bytes(self.count, self.terms, self.uses)
    }

    /// The checksum of each page of the body.
    pub(super) fn sums(&self) -> &Arc<[u32]> {
        &self.sums
    }

    /// Takes the rest of the file.
    pub(super) fn with_body(&self, body: Pages) -> Postings {
        let terms_start = size(self.count.into()) * 4;
        let uses_start = terms_start + size(self.terms.into()) * TERM_BYTES;
        Postings {
            first: self.first,
            count: self.count,
            end: self.end,
            terms: terms_start..uses_start,
            uses: uses_start..self.body_bytes(),
            fences: Arc::clone(&self.fences),
            body,
        }
    }
}

impl Postings {
    /// How much memory it takes.
    pub(super) fn bytes(&self) -> u64 {
        self.body.bytes_read()
    }

    /// What stands in the row of a term.
    fn place_of(&self, term: Term) -> Result<Option<u32>, Spoiled> {
        // Behind the fences that are not beyond the term, and before the next one.
        let Some(stretch) = self.fences.partition_point(|fence| *fence <= term).checked_sub(1) else { return Ok(None) };
        let start = self.terms.start + stretch * STRETCH * TERM_BYTES;
        let stretch = self.body.read(start..self.terms.end.min(start + STRETCH * TERM_BYTES))?;
        let (rows, _) = stretch.as_chunks::<TERM_BYTES>();
        let row = rows.binary_search_by_key(&term.0, |row| u64_at(row, 0)).ok().and_then(|row| rows.get(row));
        Ok(row.map(|row| u32_at(row, 8)))
    }

    /// The uses that begin at a place among all.
    fn uses_from(&self, place: u32) -> Result<Vec<u32>, Spoiled> {
        let (start, mut length) = (self.uses.start + size(place.into()), USES_BYTES);
        loop {
            let end = self.uses.end.min(start.saturating_add(length));
            if let Some(uses) = short_uses(&self.body.read(start..end)?) {
                return Ok(uses);
            }
            if end == self.uses.end {
                return Err(Spoiled);
            }
            length = length.saturating_mul(8);
        }
    }
}

/// Uses as [`put_uses`] writes them; none when they go on behind these bytes.
fn short_uses(bytes: &[u8]) -> Option<Vec<u32>> {
    let mut fields = Fields::of(bytes);
    let count = fields.short()?;
    let mut before: u32 = 0;
    let next = |_| {
        before = before.wrapping_add(fields.short()?);
        Some(before)
    };
    (0..count).map(next).collect()
}

impl Volume for Postings {
    type Unread = Spoiled;

    fn first(&self) -> Position {
        self.first
    }

    fn count(&self) -> u32 {
        self.count
    }

    fn uses(&self, term: Term) -> Result<Cow<'_, [u32]>, Spoiled> {
        Ok(Cow::Owned(match self.place_of(term)? {
            None => Vec::new(),
            Some(place) if place & ALONE == ALONE => vec![place & !ALONE],
            Some(place) => self.uses_from(place)?,
        }))
    }

    fn spans(&self, places: Range<u32>) -> Result<Vec<Span>, Spoiled> {
        let (from, to) = (places.start.min(self.count), places.end.min(self.count));
        // Each reaches to where the next one begins, the last one to where the segment ends.
        let bytes = self.body.read(size(from.into()) * 4..size(self.count.min(to + 1).into()) * 4)?;
        let (offsets, _) = bytes.as_chunks::<4>();
        let starts = offsets.iter().map(|offset| u64::from(u32::from_le_bytes(*offset)));
        let ends = starts.clone().skip(1).chain([self.end]);
        Ok(starts.zip(ends).take(size((to - from.min(to)).into())).map(|(start, end)| Span { start, end }).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::{Front, Pages, Postings, Spoiled, Volume, encode, is_earlier};
    use crate::proof::TreeHead;
    use crate::store::local::machine::MachineDisk;
    use crate::store::local::pages::Filed;
    use crate::store::local::root::Root;
    use crate::store::local::tail::{Labels, Tail};
    use crate::store::local::term::{Term, Use};
    use crate::value::{Digest, Position};
    use proptest::prelude::*;
    use std::sync::{Arc, Mutex};
    use uuid::Uuid;

    /// A body in a file of its own.
    fn filed(front: &Front, file: &[u8], folder: &tempfile::TempDir) -> Postings {
        let root = Root::at(Arc::new(MachineDisk), folder.path().to_owned());
        let path = folder.path().join("postings");
        std::fs::write(&path, file).unwrap();
        let (start, length, sums) = (front.bytes(), front.body_bytes(), Arc::clone(front.sums()));
        front.with_body(Pages::Filed(Filed { root, path, start, length, sums, read: Mutex::default() }))
    }

    fn tail_of(events: &[Vec<(u64, bool)>]) -> Tail {
        let mut tail = Tail::new(Position(1000));
        for (number, terms) in (0_u32..).zip(events) {
            // The terms of the first events are those of many, spread over all there can be.
            let term = |own: u64| Term(own.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (own % 3));
            let uses = terms.iter().map(|(own, freed)| Use { term: term(own * own), freed: *freed }).collect();
            tail.push(Labels { offset: 64 + number * 100, leaf: Digest::of(b""), uses });
        }
        tail.end = 64 + 100 * u64::try_from(events.len()).unwrap();
        tail
    }

    fn agree(tail: &Tail, postings: &Postings) -> Result<(), TestCaseError> {
        for (term, uses) in tail.terms() {
            prop_assert_eq!(&*postings.uses(term).unwrap(), uses);
        }
        prop_assert!(postings.uses(Term(u64::MAX)).unwrap().is_empty());
        let count = tail.count();
        for places in [0..count, 0..1, count / 3..count / 2, count - 1..count, count - 1..count + 9, count..count] {
            let Ok(expected) = tail.spans(places.clone());
            prop_assert_eq!(postings.spans(places.clone()), Ok(expected), "{:?}", places);
        }
        Ok(())
    }

    fn event(terms: u64, most: usize) -> impl Strategy<Value = Vec<(u64, bool)>> {
        proptest::collection::vec((0..terms, any::<bool>()), 0..most)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        /// A sealed segment answers as the last one does, for terms of one event, of many, and of none, from memory and from its file.
        #[test]
        fn what_is_found_in_the_file_is_what_was_found_in_memory(
            events in prop_oneof![
                proptest::collection::vec(event(3, 5), 1..400),
                proptest::collection::vec(event(60, 6), 1..300),
                proptest::collection::vec(event(9_000, 12), 1..900),
            ],
        ) {
            let tail = tail_of(&events);
            let (front, file) = encode(&tail, &TreeHead::default(), Uuid::nil(), 7);
            prop_assert!(!is_earlier(&file));
            prop_assert_eq!(file.len(), front.bytes() + front.body_bytes());
            prop_assert_eq!(Front::length(&file), front.bytes());
            let read = Front::decode(&file[..front.bytes()], Uuid::nil(), 7);
            prop_assert_eq!(read.as_ref(), Some(&front));
            agree(&tail, &front.with_body(Pages::Kept(file[front.bytes()..].to_vec())))?;
            let folder = tempfile::tempdir().unwrap();
            let postings = filed(&front, &file, &folder);
            prop_assert_eq!(postings.bytes(), 0);
            agree(&tail, &postings)?;
        }

        /// A byte that changed is found where it is read, or was not asked for: no answer is another one.
        #[test]
        fn a_changed_byte_is_no_answer(
            events in proptest::collection::vec(event(2_000, 9), 1..600),
            at in any::<proptest::sample::Index>(),
            flip in 1..=u8::MAX,
        ) {
            let tail = tail_of(&events);
            let (front, mut file) = encode(&tail, &TreeHead::default(), Uuid::nil(), 7);
            let body = &mut file[front.bytes()..];
            let at = at.index(body.len());
            body[at] ^= flip;
            let folder = tempfile::tempdir().unwrap();
            let postings = filed(&front, &file, &folder);
            let mut spoiled = 0;
            for (term, uses) in tail.terms() {
                match postings.uses(term) {
                    Ok(found) => prop_assert_eq!(&*found, uses),
                    Err(Spoiled) => spoiled += 1,
                }
            }
            match postings.spans(0..tail.count()) {
                Ok(found) => prop_assert_eq!(Ok(found), tail.spans(0..tail.count())),
                Err(Spoiled) => spoiled += 1,
            }
            prop_assert!(spoiled > 0);
        }
    }

    /// What was looked up is kept, what was read once through is not, and a file that is gone is no answer.
    #[test]
    fn pages_are_kept_as_far_as_they_were_asked_for() {
        let events: Vec<_> = (0..20_000).map(|number| vec![(number, false)]).collect();
        let tail = tail_of(&events);
        let (front, file) = encode(&tail, &TreeHead::default(), Uuid::nil(), 7);
        let folder = tempfile::tempdir().unwrap();
        let postings = filed(&front, &file, &folder);
        assert_eq!(postings.spans(0..tail.count()).unwrap().len(), 20_000);
        assert_eq!(postings.bytes(), 0, "all spans are a long run");
        let (term, uses) = tail.terms().next().unwrap();
        assert_eq!(&*postings.uses(term).unwrap(), uses);
        assert!((1..=3 * 4096).contains(&postings.bytes()), "{}", postings.bytes());
        std::fs::remove_file(folder.path().join("postings")).unwrap();
        assert_eq!(&*postings.uses(term).unwrap(), uses, "it was kept");
        assert_eq!(postings.spans(0..tail.count()), Err(Spoiled));
    }
}
