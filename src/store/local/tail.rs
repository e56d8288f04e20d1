//! Where to find things in the last segment, in memory.

use super::bytes::size;
use super::term::{Term, Use};
use crate::value::{Digest, Position};
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::convert::Infallible;
use std::ops::Range;
use std::slice::from_ref;

/// What is kept of an event so that it can be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Labels {
    /// Where its record begins in the segment.
    pub(super) offset: u32,
    pub(super) leaf: Digest,
    pub(super) uses: Vec<Use>,
}

/// Where a record lies in its segment: the first byte, and a byte it certainly does not reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) start: u64,
    pub(super) end: u64,
}

/// Positions within one segment, to be looked up by term. They count from 0 at the segment's first event.
pub(super) trait Volume {
    /// The position of the first event.
    fn first(&self) -> Position;

    /// How many events there are.
    fn count(&self) -> u32;

    /// Why it cannot be told where something is.
    type Unread;

    /// For each use of a term, in order: twice the event's place, plus one when it gives a natural key back.
    fn uses(&self, term: Term) -> Result<Cow<'_, [u32]>, Self::Unread>;

    /// Where the events at some places lie, one behind the other; there is none behind the last.
    fn spans(&self, places: Range<u32>) -> Result<Vec<Span>, Self::Unread>;

    /// The last position; the one before the first when there are no events.
    fn last(&self) -> Position {
        Position(self.first().0 + u64::from(self.count()) - 1)
    }

    /// The place of a position that lies on this volume.
    fn place(&self, position: Position) -> Option<u32> {
        let place = u32::try_from(position.0.checked_sub(self.first().0)?).ok()?;
        (place < self.count()).then_some(place)
    }
}

/// The volume of the last segment, which still grows.
#[derive(Debug, Clone)]
pub(super) struct Tail {
    first: Position,
    /// The byte after the last frame.
    pub(super) end: u64,
    labels: Vec<Labels>,
    uses: FxHashMap<Term, Uses>,
}

/// The uses of a term. Most terms have one only, and it takes no room elsewhere.
#[derive(Debug, Clone)]
enum Uses {
    Alone(u32),
    Many(Vec<u32>),
}

impl Uses {
    fn add(&mut self, own: u32) {
        match self {
            Uses::Alone(first) => *self = Uses::Many(vec![*first, own]),
            Uses::Many(all) => all.push(own),
        }
    }

    fn as_slice(&self) -> &[u32] {
        match self {
            Uses::Alone(only) => from_ref(only),
            Uses::Many(all) => all,
        }
    }
}

impl Tail {
    /// An empty volume for the segment that begins with this position.
    pub(super) fn new(first: Position) -> Self {
        Self { first, end: super::segment::HEADER_BYTES, labels: Vec::new(), uses: FxHashMap::default() }
    }

    /// Adds the next event.
    pub(super) fn push(&mut self, labels: Labels) {
        let place = self.count();
        for one in &labels.uses {
            let own = place << 1 | u32::from(one.freed);
            self.uses.entry(one.term).and_modify(|uses| uses.add(own)).or_insert(Uses::Alone(own));
        }
        self.labels.push(labels);
    }

    /// What is kept of the events from a place on.
    pub(super) fn labels_from(&self, place: u32) -> &[Labels] {
        self.labels.get(size(place.into())..).unwrap_or_default()
    }

    /// Every term with its uses, in no particular order.
    pub(super) fn terms(&self) -> impl Iterator<Item = (Term, &[u32])> {
        self.uses.iter().map(|(term, uses)| (*term, uses.as_slice()))
    }
}

impl Volume for Tail {
    type Unread = Infallible;

    fn first(&self) -> Position {
        self.first
    }

    fn count(&self) -> u32 {
        super::bytes::len32(self.labels.len())
    }

    fn uses(&self, term: Term) -> Result<Cow<'_, [u32]>, Infallible> {
        Ok(Cow::Borrowed(self.uses.get(&term).map_or(&[], Uses::as_slice)))
    }

    fn spans(&self, places: Range<u32>) -> Result<Vec<Span>, Infallible> {
        let offset = |place: u32| Some(u64::from(self.labels.get(size(place.into()))?.offset));
        let span = |place| Some(Span { start: offset(place)?, end: offset(place + 1).unwrap_or(self.end) });
        Ok(places.map_while(span).collect())
    }
}
