//! One fact as it stands at the horizon.

use crate::event::{Attachment, Record, TypeId};
use crate::value::{Day, EventId, Instant, Position};
use std::cmp::Ordering;
use std::sync::Arc;

/// A handle on a fact of one timeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FactIx(pub(super) u32);

/// A fact: an event with the corrections applied that were known.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// Where the original event stands in the ledger.
    pub position: Position,
    /// The original event's identity.
    pub id: EventId,
    /// Its type.
    pub kind: TypeId,
    /// The business day, after corrections.
    pub day: Day,
    /// When the ledger learnt the original.
    pub recorded_at: Instant,
    /// Who recorded the original.
    pub recorded_by: Arc<str>,
    /// The body, after corrections.
    pub record: Record,
    /// Documents of the original.
    pub evidence: Arc<[Attachment]>,
    /// The corrections that stand, oldest first.
    pub revisions: Vec<Revision>,
}

/// A correction that stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision {
    /// Where the correction stands in the ledger.
    pub position: Position,
    /// When the ledger learnt it.
    pub recorded_at: Instant,
    /// Why it was made.
    pub reason: Arc<str>,
    /// The business day before it.
    pub day: Day,
    /// The body before it.
    pub record: Record,
}

impl Fact {
    /// The day and the body as each correction found them, with the correction and the day and the body that it made, oldest first.
    pub fn steps(&self) -> impl Iterator<Item = (&Revision, (Day, &Record))> {
        let after = self.revisions.iter().skip(1).map(|next| (next.day, &next.record));
        self.revisions.iter().zip(after.chain([(self.day, &self.record)]))
    }

    /// The order of two facts of one day: by content, never by id or position.
    pub fn content_order(&self, other: &Self) -> Ordering {
        (self.kind, &self.record).cmp(&(other.kind, &other.record))
    }
}
