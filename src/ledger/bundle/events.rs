//! The events of a bundle, held against the signed root.

use super::record::{EventRecord, Record};
use super::told::Difference;
use crate::proof::leaf_digest;
use crate::store::Stored;
use crate::value::{Digest, EventId, Position, Tag, TypeName};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// What of an envelope its proof names too.
#[derive(Deserialize)]
struct Named {
    id: String,
    #[serde(rename = "type")]
    kind: String,
}

/// So many lines too many are looked at.
const MORE: usize = 100;

/// The lines of `events.jsonl`.
struct Lines<'l> {
    bytes: Vec<&'l [u8]>,
    named: Vec<Option<Named>>,
}

/// The events that hold, and what is wrong with the others.
pub(super) fn events(record: &Record, text: &[u8], root: &Digest) -> (BTreeMap<Position, Stored>, Vec<Difference>) {
    let lines = Lines::of(text, record.events.len());
    let places = lines.places(&record.events);
    let in_order = in_order(&places);
    let (mut held, mut wrong) = (BTreeMap::new(), Vec::new());
    for (number, (event, place)) in record.events.iter().zip(&places).enumerate() {
        let position = Position(event.position);
        let Some((line, bytes)) = place.and_then(|line| Some((line, *lines.bytes.get(line)?))) else {
            wrong.push(Difference::EventMissing { position });
            continue;
        };
        if !in_order.contains(&number) {
            wrong.push(Difference::EventMoved { position, line: counted(line) });
        }
        match proved(record, event, bytes, root) {
            None => wrong.push(Difference::EventUnproved { position }),
            Some(_) if !lines.names(line, event) => wrong.push(Difference::EventMisnamed { position }),
            Some(stored) => drop(held.insert(position, stored)),
        }
    }
    let taken: BTreeSet<usize> = places.into_iter().flatten().collect();
    let extra = (0..lines.bytes.len()).filter(|line| !taken.contains(line));
    wrong.extend(extra.map(|line| Difference::EventExtra { line: counted(line) }));
    (held, wrong)
}

impl<'l> Lines<'l> {
    /// The lines of a text that should have so many. Of more, a few tell enough.
    fn of(text: &'l [u8], wanted: usize) -> Self {
        let split = text.split(|byte| *byte == b'\n');
        let mut bytes: Vec<&[u8]> = split.take(wanted.saturating_add(MORE)).collect();
        if bytes.last().is_some_and(|last| last.is_empty()) {
            bytes.pop();
        }
        let named = bytes.iter().map(|line| serde_json::from_slice(line).ok()).collect();
        Self { bytes, named }
    }

    /// On which line each event stands: the first that has its id. A changed line may have another id, or none; where there
    /// are as many lines as events it is the one that stands in the place of the event.
    fn places(&self, events: &[EventRecord]) -> Vec<Option<usize>> {
        let mut by_id: BTreeMap<&str, usize> = BTreeMap::new();
        for (line, named) in self.named.iter().enumerate() {
            if let Some(named) = named {
                by_id.entry(&named.id).or_insert(line);
            }
        }
        let ids: BTreeSet<&str> = events.iter().map(|event| event.id.as_str()).collect();
        let nobodys = |line: &usize| {
            let named = self.named.get(*line).and_then(Option::as_ref);
            self.bytes.len() == events.len() && named.is_none_or(|named| !ids.contains(named.id.as_str()))
        };
        let place = |(number, event): (usize, &EventRecord)| {
            by_id.get(event.id.as_str()).copied().or_else(|| Some(number).filter(nobodys))
        };
        events.iter().enumerate().map(place).collect()
    }

    fn names(&self, line: usize, event: &EventRecord) -> bool {
        let named = self.named.get(line).and_then(Option::as_ref);
        named.is_some_and(|named| named.id == event.id && named.kind == event.kind)
    }
}

/// As many events as can be whose lines stand in their order: the others were moved.
fn in_order(places: &[Option<usize>]) -> BTreeSet<usize> {
    // The last event of the best run of each length so far, by its line; and for each event the one before it.
    let (mut ends, mut before): (Vec<(usize, usize)>, Vec<Option<usize>>) = (Vec::new(), Vec::new());
    for (number, place) in places.iter().enumerate() {
        let Some(line) = place else {
            before.push(None);
            continue;
        };
        let length = ends.partition_point(|(last, _)| last < line);
        before.push(length.checked_sub(1).and_then(|shorter| ends.get(shorter)).map(|(_, last)| *last));
        match ends.get_mut(length) {
            Some(end) => *end = (*line, number),
            None => ends.push((*line, number)),
        }
    }
    let mut kept = BTreeSet::new();
    let mut next = ends.last().map(|(_, last)| *last);
    while let Some(number) = next {
        kept.insert(number);
        next = before.get(number).copied().flatten();
    }
    kept
}

/// From 1, as people count lines.
fn counted(line: usize) -> u64 {
    u64::try_from(line).unwrap_or(u64::MAX).saturating_add(1)
}

/// An event that leads to the root.
fn proved(record: &Record, event: &EventRecord, bytes: &[u8], root: &Digest) -> Option<Stored> {
    let kind = TypeName::parse(&event.kind)?;
    let tags = event.tags.iter().map(|tag| Tag::parse(tag)).collect::<Option<Vec<_>>>()?;
    let leaf = leaf_digest(&kind, &tags, bytes);
    let holds = Digest::parse(&event.leaf) == Some(leaf) && record.inclusion(event)?.proves(&leaf, root);
    let id = EventId::parse(&event.id)?;
    holds.then(|| Stored { position: Position(event.position), id, kind, tags, bytes: bytes.to_vec() })
}
