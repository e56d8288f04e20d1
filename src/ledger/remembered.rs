//! Every event up to a head, decoded and with its tags, for whoever asks about one subject after the other: what a question selects is
//! found here without being read, held against its leaf and decoded again.

use crate::event::{Catalogue, Event, Query, QueryItem};
use crate::store::Tags;
use crate::value::{Position, Tag, TypeName};
use rustc_hash::FxHashMap;
use std::ops::Range;
use std::sync::Arc;

/// An event with the tags it was recorded with.
pub(super) type Tagged = (Event, Box<[Tag]>);

/// So many runs are looked through; when there are more, those that came last become one.
const RUNS: usize = 24;

/// Every event up to a head.
#[derive(Debug)]
pub(super) struct Remembered {
    /// The types by which they were decoded.
    catalogue: Arc<Catalogue>,
    until: Position,
    /// One behind the other; what was recorded later is a run of its own.
    runs: Vec<Arc<Run>>,
}

/// Some events, each at the place behind the one before.
#[derive(Debug)]
struct Run {
    entries: Vec<Tagged>,
    /// Where the places of a tag are.
    by_tag: FxHashMap<Tag, Range<u32>>,
    places: Vec<u32>,
    by_kind: FxHashMap<TypeName, Vec<u32>>,
}

impl Remembered {
    /// Remembers the events up to a head, decoded by some types. Where early events are found by tags that came later as well, nothing
    /// is remembered: those tags are not theirs.
    pub(super) fn of(catalogue: &Arc<Catalogue>, until: Position, entries: Vec<Tagged>) -> Option<Self> {
        let catalogue = Some(Arc::clone(catalogue)).filter(|catalogue| catalogue.retagged().is_empty())?;
        Some(Self { catalogue, until, runs: vec![Arc::new(Run::of(entries))] })
    }

    /// The same with what was recorded since up to another head.
    pub(super) fn moved_on(&self, until: Position, since: Vec<Tagged>) -> Self {
        let mut runs = self.runs.clone();
        let mut since = since;
        if runs.len() >= RUNS {
            let last: Vec<Tagged> = runs.drain(1..).flat_map(|run| run.entries.clone()).collect();
            since.splice(0..0, last);
        }
        runs.push(Arc::new(Run::of(since)));
        Self { catalogue: Arc::clone(&self.catalogue), until, runs }
    }

    /// Whether what some types say of the events up to a place is remembered.
    pub(super) fn knows(&self, catalogue: &Catalogue, until: Position) -> bool {
        std::ptr::eq(Arc::as_ptr(&self.catalogue), catalogue) && until <= self.until
    }

    /// All of them up to a place, in order.
    pub(super) fn events(&self, until: Position) -> Vec<&Event> {
        let all = self.runs.iter().flat_map(|run| &run.entries).map(|(event, _)| event);
        all.take_while(|event| event.position <= until).collect()
    }

    /// What a query selects from a place up to another, in order.
    pub(super) fn read(
        &self,
        query: &Query,
        (from, until): (Position, Position),
        mut visit: impl FnMut(Event, Tags<'_>),
    ) {
        for run in &self.runs {
            for place in run.selected(query) {
                let Some((event, tags)) = run.entry(place) else { continue };
                if from <= event.position && event.position <= until {
                    visit(event.clone(), Tags::of(tags));
                }
            }
        }
    }
}

impl Run {
    fn of(entries: Vec<Tagged>) -> Self {
        let mut numbers: FxHashMap<Tag, u32> = FxHashMap::default();
        let mut by_kind: FxHashMap<TypeName, Vec<u32>> = FxHashMap::default();
        let mut named = Vec::new();
        let mut entries = entries;
        for (place, (event, tags)) in (0..).zip(&mut entries) {
            by_kind.entry(event.kind.clone()).or_default().push(place);
            for tag in tags {
                let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
                let number = match numbers.get_key_value(tag) {
                    Some((known, number)) => {
                        // One text stands for all that are the same.
                        *tag = known.clone();
                        *number
                    }
                    None => *numbers.entry(tag.clone()).or_insert(next),
                };
                named.push((number, place));
            }
        }
        named.sort_unstable();
        named.dedup();
        let mut ranges = vec![0..0; numbers.len()];
        for (at, (number, _)) in (0_u32..).zip(&named) {
            if let Some(range) = usize::try_from(*number).ok().and_then(|number| ranges.get_mut(number)) {
                *range = if range.end == 0 { at..at.saturating_add(1) } else { range.start..at.saturating_add(1) };
            }
        }
        let range = |number: u32| usize::try_from(number).ok().and_then(|number| ranges.get(number)).cloned();
        let by_tag = numbers.into_iter().filter_map(|(tag, number)| Some((tag, range(number)?))).collect();
        let places = named.into_iter().map(|(_, place)| place).collect();
        Self { entries, by_tag, places, by_kind }
    }

    fn entry(&self, place: u32) -> Option<&Tagged> {
        self.entries.get(usize::try_from(place).ok()?)
    }

    fn tagged(&self, tag: &Tag) -> &[u32] {
        let Some(Range { start, end }) = self.by_tag.get(tag) else { return &[] };
        let range = usize::try_from(*start).ok().zip(usize::try_from(*end).ok());
        range.and_then(|(start, end)| self.places.get(start..end)).unwrap_or_default()
    }

    /// The places of what a query selects, in order and each once.
    fn selected(&self, query: &Query) -> Vec<u32> {
        let mut found = Vec::new();
        for item in &query.items {
            let is_meant = |place: &u32| self.entry(*place).is_some_and(|entry| matches(item, entry));
            match (item.tags.first(), item.types.as_slice()) {
                (Some(tag), _) => found.extend(self.tagged(tag).iter().copied().filter(is_meant)),
                (None, []) => found.extend((0..).zip(&self.entries).map(|(place, _)| place)),
                (None, types) => found.extend(types.iter().filter_map(|kind| self.by_kind.get(kind)).flatten()),
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

fn matches(item: &QueryItem, (event, tags): &Tagged) -> bool {
    (item.types.is_empty() || item.types.contains(&event.kind)) && item.tags.iter().all(|tag| tags.contains(tag))
}
