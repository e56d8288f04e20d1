//! From lines to events: everything that can be done with a line on its own, so that many can be done at once.

use crate::event::{Body, Catalogue, Draft, Event, Slot, Stamp, admit, admit_written};
use crate::ledger::clock::{derived_id, new_id};
use crate::ledger::fault::Fault;
use crate::ledger::govern;
use crate::ledger::label::labels;
use crate::ledger::{AppendOptions, Ids};
use crate::store::{Entry, Prepared, TooLarge};
use crate::value::{EventId, Instant};
use std::sync::Arc;

/// What lines are checked against.
#[derive(Clone, Copy)]
pub(super) struct Door<'a> {
    pub(super) catalogue: &'a Catalogue,
    pub(super) options: &'a AppendOptions,
    pub(super) now: Instant,
}

/// A line that can be an event. Whether its moment is in order must be asked before the fault of its body is told.
pub(super) struct Entered {
    pub(super) recorded_at: Instant,
    pub(super) admitted: Result<Candidate, Fault>,
}

/// An event that may become an entry.
pub(super) struct Candidate {
    pub(super) recorded_at: Instant,
    /// With the labels that follow from the event alone.
    pub(super) entry: Prepared,
    /// The event itself, where the ledger's history has a say in it.
    pub(super) judged: Option<Box<Event>>,
    /// The version of its type, where nobody here reads it.
    pub(super) unread: Option<u16>,
}

impl Candidate {
    /// An event and the text it is recorded as.
    fn of(catalogue: &Catalogue, event: Event, text: String) -> Result<Self, Fault> {
        let (tags, keys) = labels(catalogue, &event, None);
        let entry = Entry { id: event.id, kind: event.kind.clone(), tags, keys, bytes: text.into_bytes() };
        let recorded_at = event.recorded_at;
        let unread = matches!(event.body, Body::Raw(_)).then_some(event.version);
        let judged = is_judged(catalogue, &event).then(|| Box::new(event));
        Ok(Self { recorded_at, entry: prepare(entry)?, judged, unread })
    }
}

/// Makes an entry ready to be appended.
pub(super) fn prepare(entry: Entry) -> Result<Prepared, Fault> {
    Prepared::of(entry).map_err(|TooLarge { bytes, .. }| Fault::TooLarge { bytes })
}

/// Whether an event speaks of another one, or is about types, policies and readings.
fn is_judged(catalogue: &Catalogue, event: &Event) -> bool {
    let names_another = match &event.body {
        Body::Typed(kind, record) => {
            let fields = 0..catalogue.declaration(*kind).fields.len();
            fields.into_iter().any(|field| matches!(record.get(field), Slot::Id(_)))
        }
        Body::Corrected(_) => true,
        Body::Raw(_) => false,
    };
    names_another || govern::concerns(&event.kind)
}

impl Door<'_> {
    /// Checks a draft and makes the event of it.
    pub(super) fn enter(&self, line: u64, draft: Draft) -> Result<Entered, Fault> {
        let stamp = self.stamp(line, &draft)?;
        Ok(Entered { recorded_at: stamp.recorded_at, admitted: self.admit(draft, stamp) })
    }

    /// Checks a line that is written as it would be recorded, moment and author among it; none when it must be read with care.
    pub(super) fn enter_written(&self, line: &str) -> Option<Entered> {
        if !self.options.preserve {
            return None;
        }
        let event = admit_written(self.catalogue, line)?;
        let recorded_at = event.recorded_at;
        Some(Entered { recorded_at, admitted: Candidate::of(self.catalogue, event, line.to_owned()) })
    }

    /// Checks a draft that is to be recorded with a stamp.
    pub(super) fn admit(&self, draft: Draft, stamp: Stamp) -> Result<Candidate, Fault> {
        let (event, text) = admit(self.catalogue, draft, stamp).map_err(Fault::Refused)?;
        Candidate::of(self.catalogue, event, text)
    }

    /// The id a line has, or gets.
    pub(super) fn id(&self, line: u64, draft: &Draft) -> EventId {
        match (draft.id, &self.options.ids) {
            (Some(id), _) => id,
            (None, Ids::Of(digest)) => derived_id(digest, line),
            (None, Ids::Fresh) => new_id(self.now),
        }
    }

    /// The stamp an event was recorded with, for a draft of the same id, so that the same content is recognised. Moments
    /// and authors that are to be kept count as content; otherwise the ledger set them the first time.
    pub(super) fn stamp_as(&self, known: &Event, draft: &Draft) -> Stamp {
        let keeps = self.options.preserve;
        let recorded_by = draft.recorded_by.clone().filter(|_| keeps);
        Stamp {
            id: known.id,
            recorded_at: draft.recorded_at.filter(|_| keeps).unwrap_or(known.recorded_at),
            recorded_by: recorded_by.unwrap_or_else(|| Arc::clone(&known.recorded_by)),
            keep_unknown: keeps,
        }
    }

    /// Id, moment and author: what the draft brings where that is allowed, what the ledger sets elsewhere.
    fn stamp(&self, line: u64, draft: &Draft) -> Result<Stamp, Fault> {
        let id = self.id(line, draft);
        if !self.options.preserve {
            // Who says of himself what the ledger would say of him says nothing else.
            let other = draft.recorded_by.as_ref().filter(|by| **by != self.options.by);
            let given = draft.recorded_at.map(|_| "recorded_at").or(other.map(|_| "recorded_by"));
            if let Some(field) = given {
                return Err(Fault::RecordedNotKept { field });
            }
            let recorded_by = Arc::clone(&self.options.by);
            return Ok(Stamp { id, recorded_at: self.now, recorded_by, keep_unknown: false });
        }
        let (Some(recorded_at), Some(recorded_by)) = (draft.recorded_at, draft.recorded_by.clone()) else {
            let field = if draft.recorded_at.is_none() { "recorded_at" } else { "recorded_by" };
            return Err(Fault::RecordedMissing { field });
        };
        Ok(Stamp { id, recorded_at, recorded_by, keep_unknown: true })
    }
}
