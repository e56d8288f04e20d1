//! Which corrections and retractions stand.

use crate::event::{Body, Catalogue, Correction, Event, Known};
use crate::timeline::Fact;
use crate::timeline::build::standing_fact;
use crate::value::{EventId, Instant, Position};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// A correction: where, when, its own id, what it says.
type Standing = (Position, Instant, EventId, Arc<Correction>);

/// What stands instead of an original, and by which event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LastWord {
    /// Nothing: this event took it back.
    TakenBack(EventId),
    /// What this event says, the last of its corrections that stand.
    Corrected(EventId),
}

/// The corrections and retractions among some events, read together.
#[derive(Debug, Default)]
pub struct Amendments {
    /// By which retraction that stands.
    retracted: FxHashMap<EventId, EventId>,
    corrections: FxHashMap<EventId, Vec<Standing>>,
}

impl Amendments {
    /// Reads the corrections and retractions among events in order of position.
    pub fn of(catalogue: &Catalogue, events: &[Event]) -> Self {
        let mut found = Self::default();
        let mut roots: FxHashMap<EventId, EventId> = FxHashMap::default();
        let mut retractions = Vec::new();
        for event in events {
            match &event.body {
                Body::Corrected(correction) => {
                    // A correction of a correction is one more correction of the same original.
                    let root = roots.get(&correction.event).copied().unwrap_or(correction.event);
                    roots.insert(event.id, root);
                    let entry = (event.position, event.recorded_at, event.id, Arc::clone(correction));
                    found.corrections.entry(root).or_default().push(entry);
                }
                Body::Typed(kind, record) if Known::of(&event.kind) == Some(Known::FactRetracted) => {
                    let target = catalogue.field(*kind, "event").and_then(|field| record.get(field).id());
                    retractions.extend(target.map(|target| (event.id, target)));
                }
                Body::Typed(..) | Body::Raw(_) => {}
            }
        }
        // A later retraction may itself have been retracted: the last word is read first.
        for (id, target) in retractions.into_iter().rev() {
            if !found.is_retracted(id) {
                found.retracted.entry(target).or_insert(id);
            }
        }
        found
    }

    /// Whether an event was taken back.
    pub fn is_retracted(&self, id: EventId) -> bool {
        self.retracted.contains_key(&id)
    }

    /// The corrections of an original that stand, oldest first.
    pub fn standing(&self, id: EventId) -> impl Iterator<Item = (Position, Instant, &Correction)> {
        let all = self.corrections.get(&id).into_iter().flatten();
        all.filter(|(_, _, id, _)| !self.is_retracted(*id)).map(|(position, at, _, body)| (*position, *at, &**body))
    }

    /// The fact that an event became, as far as it stands.
    pub fn fact(&self, catalogue: &Catalogue, event: Event) -> Option<Fact> {
        standing_fact(catalogue, self, event)
    }

    /// Why an original does not stand as it was recorded; none when it does.
    pub fn last_word(&self, id: EventId) -> Option<LastWord> {
        let corrected = || {
            let all = self.corrections.get(&id).into_iter().flatten();
            all.rev().find(|(_, _, id, _)| !self.is_retracted(*id)).map(|(_, _, id, _)| LastWord::Corrected(*id))
        };
        self.retracted.get(&id).copied().map(LastWord::TakenBack).or_else(corrected)
    }
}
