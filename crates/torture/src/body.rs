//! Events that say themselves what they must be.
//!
//! Events come in batches, batches in lanes. A lane is a chain: its batches are numbered from 1, and each is appended
//! under the condition that nothing came to the lane after the one before. Every event names its lane, its batch, its
//! place in the batch and how many there are, and carries a digest over all of it.

use crate::chance::Chance;
use qizhang::event::{Condition, Guard, Query, QueryItem};
use qizhang::store::{Batch, Entry, NaturalKey};
use qizhang::value::{Digest, EventId, Position, Tag, TypeName};
use uuid::Uuid;

/// What an event says of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Said {
    pub(crate) lane: u64,
    pub(crate) batch: u64,
    /// From 0.
    pub(crate) at: u64,
    /// How many events the batch has.
    pub(crate) of: u64,
}

/// A batch of a lane, to be admitted only if nothing came to the lane after a position.
pub(crate) fn batch(lane: u64, number: u64, of: u64, after: Position, chance: &mut Chance) -> Option<Batch> {
    let said = |at| Said { lane, batch: number, at, of };
    let entries = (0..of).map(|at| entry(said(at), chance)).collect::<Option<_>>()?;
    let guard = Guard { query: of_lane(lane)?, after };
    Some(Batch { entries, condition: Some(Condition { guards: vec![guard] }) })
}

/// Everything in a lane.
pub(crate) fn of_lane(lane: u64) -> Option<Query> {
    let tags = vec![lane_tag(lane)?];
    Some(Query { items: vec![QueryItem { types: vec![], tags }] })
}

pub(crate) fn lane_tag(lane: u64) -> Option<Tag> {
    Tag::new("lane", &lane.to_string())
}

/// The natural key that goes from each batch of a lane to the next.
pub(crate) fn seat(lane: u64, at: u64) -> String {
    format!("seat:{lane}-{at}")
}

fn entry(said: Said, chance: &mut Chance) -> Option<Entry> {
    let Said { lane, batch, at, of: _ } = said;
    let fill = filler(chance);
    let seat = seat(lane, at);
    Some(Entry {
        id: id(said),
        kind: TypeName::parse(if batch.is_multiple_of(2) { "lane.even" } else { "lane.odd" })?,
        tags: vec![lane_tag(lane)?, Tag::new("batch", &format!("{lane}-{batch}"))?],
        keys: vec![NaturalKey::Free(seat.clone()), NaturalKey::Take(seat)],
        bytes: with_digest(&format!("{} {fill}", in_words(said))).into_bytes(),
    })
}

/// The id of the event at a place: the same whenever it is appended again.
pub(crate) fn id(said: Said) -> EventId {
    let digest = Digest::of(in_words(said).as_bytes());
    EventId(Uuid::new_v8(digest.0.first_chunk().copied().unwrap_or_default()))
}

fn in_words(said: Said) -> String {
    let Said { lane, batch, at, of } = said;
    format!("lane {lane} batch {batch} event {at} of {of}")
}

fn with_digest(text: &str) -> String {
    format!("{text} {}", Digest::of(text.as_bytes()))
}

/// Mostly short, now and then longer than a small segment.
fn filler(chance: &mut Chance) -> String {
    let length = if chance.once_in(60) { chance.below(12_000) } else { chance.below(300) };
    (0..length).map(|_| char::from(b"abcdefghijklmnopqrstuvwxyz"[chance.place(26)])).collect()
}

/// What the bytes of an event say; `None` when they are not what was written.
pub(crate) fn said(bytes: &[u8]) -> Option<Said> {
    let text = std::str::from_utf8(bytes).ok()?;
    let (content, digest) = text.rsplit_once(' ')?;
    if Digest::of(content.as_bytes()).to_string() != digest {
        return None;
    }
    let mut numbers = content.split(' ').skip(1).step_by(2).map_while(|word| word.parse().ok());
    Some(Said { lane: numbers.next()?, batch: numbers.next()?, at: numbers.next()?, of: numbers.next()? })
}
