//! From a query to the places on one volume where its events may lie.

use super::bytes::size;
use super::filter::Filter;
use super::tail::{Span, Volume};
use super::term::{ItemTerms, Term};
use crate::event::Query;
use crate::value::Position;
use std::ops::Range;

/// Places no further apart than this are looked up together.
const NEAR: u32 = 256;

/// An event that may be selected: whoever reads it compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pick {
    pub(super) position: Position,
    pub(super) span: Span,
}

/// A query as terms.
#[derive(Debug)]
pub(super) struct Sought {
    items: Vec<ItemTerms>,
}

/// The range of positions looked at, both ends included, and from which end.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reach {
    pub(super) low: Position,
    pub(super) high: Position,
    pub(super) backwards: bool,
    /// No more than so many are wanted.
    pub(super) limit: u64,
}

impl Sought {
    pub(super) fn of(query: &Query) -> Self {
        Self { items: query.items.iter().map(ItemTerms::of).collect() }
    }

    /// Whether a segment with this filter may hold an event of the query.
    pub(super) fn may_be_in(&self, filter: &Filter) -> bool {
        self.items.iter().any(|item| {
            let any_type = item.types.is_empty() || item.types.iter().any(|term| filter.may_hold(*term));
            any_type && item.tags.iter().all(|term| filter.may_hold(*term))
        })
    }

    /// Where the query's events may lie on a volume, in the order of reading.
    pub(super) fn picks<V: Volume>(&self, volume: &V, reach: Reach) -> Result<Vec<Pick>, V::Unread> {
        let Some(range) = places_within(volume, reach) else { return Ok(Vec::new()) };
        let all = self.items.iter().any(ItemTerms::is_all);
        let places = if all { cut(range, reach).collect() } else { self.places(volume, &range)? };
        let mut picks = picks_at(volume, &places)?;
        if reach.backwards {
            picks.reverse();
        }
        Ok(picks)
    }

    fn places<V: Volume>(&self, volume: &V, range: &Range<u32>) -> Result<Vec<u32>, V::Unread> {
        let mut places = Vec::new();
        for item in &self.items {
            places.extend(item_places(item, volume, range)?);
        }
        if self.items.len() > 1 {
            places.sort_unstable();
            places.dedup();
        }
        Ok(places)
    }
}

/// Where the events at some places lie, which are in order.
pub(super) fn picks_at<V: Volume>(volume: &V, places: &[u32]) -> Result<Vec<Pick>, V::Unread> {
    let mut picks = Vec::with_capacity(places.len());
    for near in places.chunk_by(|one, other| other.saturating_sub(*one) <= NEAR) {
        let (Some(first), Some(last)) = (near.first(), near.last()) else { continue };
        let spans = volume.spans(*first..last.saturating_add(1))?;
        let pick = |place: &u32| {
            let span = *spans.get(size((place - first).into()))?;
            Some(Pick { position: Position(volume.first().0 + u64::from(*place)), span })
        };
        picks.extend(near.iter().filter_map(pick));
    }
    Ok(picks)
}

fn places_within(volume: &impl Volume, reach: Reach) -> Option<Range<u32>> {
    let (low, high) = (reach.low.max(volume.first()), reach.high.min(volume.last()));
    if low > high {
        return None;
    }
    Some(volume.place(low)?..volume.place(high)? + 1)
}

/// When every event is selected, no more of them need be looked at than are wanted.
fn cut(range: Range<u32>, reach: Reach) -> Range<u32> {
    let wanted = u32::try_from(reach.limit).unwrap_or(u32::MAX);
    if reach.backwards {
        range.start.max(range.end.saturating_sub(wanted))..range.end
    } else {
        range.start..range.end.min(range.start.saturating_add(wanted))
    }
}

fn item_places<V: Volume>(item: &ItemTerms, volume: &V, range: &Range<u32>) -> Result<Vec<u32>, V::Unread> {
    let places = |term: &Term| places_of(*term, volume, range);
    let mut lists = item.tags.iter().map(places).collect::<Result<Vec<_>, _>>()?;
    if !item.types.is_empty() {
        let mut any = item.types.iter().map(places).collect::<Result<Vec<_>, _>>()?.concat();
        any.sort_unstable();
        any.dedup();
        lists.push(any);
    }
    // From the shortest list on, each other list only takes away.
    lists.sort_unstable_by_key(Vec::len);
    let mut lists = lists.into_iter();
    let shortest = lists.next().unwrap_or_default();
    Ok(lists.fold(shortest, |kept, list| kept.into_iter().filter(|place| list.binary_search(place).is_ok()).collect()))
}

fn places_of<V: Volume>(term: Term, volume: &V, range: &Range<u32>) -> Result<Vec<u32>, V::Unread> {
    let uses = volume.uses(term)?;
    let start = uses.partition_point(|one| one >> 1 < range.start);
    let within = uses.get(start..).unwrap_or_default().iter().map(|one| one >> 1);
    let mut places: Vec<u32> = within.take_while(|place| *place < range.end).collect();
    // Two words of one event may share a term.
    places.dedup();
    Ok(places)
}
