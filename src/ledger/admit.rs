//! From drafts to entries: every check that needs the ledger's history or the lines before in the same batch.

use crate::event::{Catalogue, Draft, Event, Known, Refusal, Slot, Stamp, admit};
use crate::ledger::amend::Family;
use crate::ledger::clock::{derived_id, new_id};
use crate::ledger::error::LedgerError;
use crate::ledger::fault::Fault;
use crate::ledger::govern;
use crate::ledger::label::{Labelled, labels};
use crate::ledger::recorded::Recorded;
use crate::ledger::{AppendOptions, Ids};
use crate::store::{EVENT_BYTES_MAX, Entry, NaturalKey, Store, Stored};
use crate::value::{EventId, Instant};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// Who holds a natural key or an id within the batch: the line, unless the key was given back.
type Holder = Option<u64>;

/// A batch while it is checked line by line.
pub(super) struct Admission<'a> {
    recorded: Recorded<'a>,
    options: &'a AppendOptions,
    now: Instant,
    last: Instant,
    keys: FxHashMap<String, Holder>,
    lines: Vec<u64>,
    way: Way,
    repeated: u64,
}

/// How a batch is checked.
#[derive(Debug, Clone, Copy)]
pub(super) struct Way {
    /// Each id is looked up before the store is asked, because one was found to be taken.
    pub(super) looks_up_ids: bool,
    /// Types and policies are those the program brings along and need no check.
    pub(super) trusted: bool,
}

impl<'a> Admission<'a> {
    /// Starts at the head of the ledger.
    pub(super) fn new(
        store: &'a dyn Store,
        catalogue: &'a Catalogue,
        options: &'a AppendOptions,
        (now, last): (Instant, Instant),
        way: Way,
    ) -> Self {
        let recorded = Recorded::new(store, catalogue);
        Self { recorded, options, now, last, keys: FxHashMap::default(), lines: Vec::new(), way, repeated: 0 }
    }

    /// Checks a line and keeps its entry.
    pub(super) fn take_line(&mut self, line: u64, text: &str) -> Result<Result<(), Fault>, LedgerError> {
        if text.len() > EVENT_BYTES_MAX {
            return Ok(Err(Fault::LineTooLong { bytes: text.len(), most: EVENT_BYTES_MAX }));
        }
        match Draft::parse(text) {
            Ok(draft) => self.take(line, draft),
            Err(refusal) => Ok(Err(Fault::Refused(Refusal::Envelope(refusal)))),
        }
    }

    /// Checks a draft and keeps its entry.
    pub(super) fn take(&mut self, line: u64, draft: Draft) -> Result<Result<(), Fault>, LedgerError> {
        let stamp = match self.stamp(line, &draft)? {
            Ok(stamp) => stamp,
            Err(fault) => return Ok(Err(fault)),
        };
        let recorded_at = stamp.recorded_at;
        let (event, text) = match admit(self.recorded.catalogue, draft, stamp) {
            Ok(admitted) => admitted,
            Err(refusal) => return Ok(Err(Fault::Refused(refusal))),
        };
        if self.way.looks_up_ids
            && let Some(stored) = self.recorded.stored(event.id)?
        {
            return Ok(self.repeat(line, &event, stored, text.as_bytes()));
        }
        match self.check(line, &event)? {
            Ok((tags, keys)) => {
                let entry = Entry { id: event.id, kind: event.kind.clone(), tags, keys, bytes: text.into_bytes() };
                self.keep(line, &event, entry);
                self.last = self.last.max(recorded_at);
                Ok(Ok(()))
            }
            Err(fault) => Ok(Err(fault)),
        }
    }

    /// A line whose event is in the ledger already: the same content gets the first answer again.
    fn repeat(&mut self, line: u64, event: &Event, stored: Stored, text: &[u8]) -> Result<(), Fault> {
        if stored.bytes != text {
            return Err(Fault::IdTaken { id: event.id, by: Some(stored.position), line: None });
        }
        self.repeated = self.repeated.saturating_add(1);
        let Stored { id, kind, tags, bytes, .. } = stored;
        self.keep(line, event, Entry { id, kind, tags, keys: Vec::new(), bytes });
        Ok(())
    }

    /// Id, moment and author: what the draft brings where that is allowed, what the ledger sets elsewhere.
    ///
    /// An id that is in the ledger already gets the stamp it was recorded with, so that the same content is
    /// recognised.
    fn stamp(&self, line: u64, draft: &Draft) -> Result<Result<Stamp, Fault>, LedgerError> {
        let id = match (draft.id, &self.options.ids) {
            (Some(id), _) => id,
            (None, Ids::Of(digest)) => derived_id(digest, line),
            (None, Ids::Fresh) => new_id(self.now),
        };
        let keep_unknown = self.options.preserve;
        if self.way.looks_up_ids
            && let Some(known) = self.recorded.event(id)?
        {
            // Moments and authors that are to be kept count as content; otherwise the ledger set them the first time.
            let keeps = self.options.preserve;
            let recorded_at = draft.recorded_at.filter(|_| keeps).unwrap_or(known.recorded_at);
            let recorded_by = draft.recorded_by.clone().filter(|_| keeps).unwrap_or(known.recorded_by);
            return Ok(Ok(Stamp { id, recorded_at, recorded_by, keep_unknown }));
        }
        if !self.options.preserve {
            let given = draft.recorded_at.map(|_| "recorded_at").or(draft.recorded_by.as_ref().map(|_| "recorded_by"));
            if let Some(field) = given {
                return Ok(Err(Fault::RecordedNotKept { field }));
            }
            let recorded_by = Arc::clone(&self.options.by);
            return Ok(Ok(Stamp { id, recorded_at: self.now, recorded_by, keep_unknown }));
        }
        let (Some(recorded_at), Some(recorded_by)) = (draft.recorded_at, draft.recorded_by.clone()) else {
            let field = if draft.recorded_at.is_none() { "recorded_at" } else { "recorded_by" };
            return Ok(Err(Fault::RecordedMissing { field }));
        };
        if recorded_at < self.last {
            return Ok(Err(Fault::RecordedBackwards { given: recorded_at, last: self.last }));
        }
        if recorded_at > self.now {
            return Ok(Err(Fault::RecordedInFuture { given: recorded_at, now: self.now }));
        }
        Ok(Ok(Stamp { id, recorded_at, recorded_by, keep_unknown }))
    }

    /// Everything that needs the ledger: events spoken of, policies and readings, natural keys.
    fn check(&self, line: u64, event: &Event) -> Result<Result<Labelled, Fault>, LedgerError> {
        if let Some(fault) = self.judge(event)?.or_else(|| self.after_types(event)) {
            return Ok(Err(fault));
        }
        let catalogue = self.recorded.catalogue;
        let family = match Family::amended_by(&self.recorded, event)? {
            Ok(family) => family,
            Err(fault) => return Ok(Err(fault)),
        };
        if let Some(family) = &family {
            if let Err(fault) = family.allows(catalogue, event) {
                return Ok(Err(fault));
            }
            match family.corrected(catalogue, event) {
                Ok(None) => {}
                // What a fact becomes passes the same door as a new one.
                Ok(Some(corrected)) => {
                    if let Some(fault) = self.judge(&corrected)? {
                        return Ok(Err(fault));
                    }
                }
                Err(fault) => return Ok(Err(fault)),
            }
        }
        let labelled = labels(catalogue, event, family);
        match self.taken(line, event.id, &labelled.1)? {
            Some(fault) => Ok(Err(fault)),
            None => Ok(Ok(labelled)),
        }
    }

    /// A line after one that registers a type would be read by the types before it here, and by the new ones by whoever
    /// reads line after line.
    fn after_types(&self, event: &Event) -> Option<Fault> {
        if self.way.trusted || Known::of(&event.kind) == Some(Known::EventTypeRegistered) {
            return None;
        }
        let (first, _) = self.recorded.first_own(Known::EventTypeRegistered)?;
        Some(Fault::AfterTypes { line: self.lines.get(first).copied().unwrap_or_default() })
    }

    /// What the ledger's history holds against an event, keys aside.
    fn judge(&self, event: &Event) -> Result<Option<Fault>, LedgerError> {
        match self.spoken_of(event)? {
            Some(fault) => Ok(Some(fault)),
            None if self.way.trusted => Ok(None),
            None => Ok(govern::check(&self.recorded, event)?),
        }
    }

    /// A field that names an event the ledger does not have.
    fn spoken_of(&self, event: &Event) -> Result<Option<Fault>, LedgerError> {
        let crate::event::Body::Typed(kind, record) = &event.body else { return Ok(None) };
        for (index, field) in self.recorded.catalogue.declaration(*kind).fields.iter().enumerate() {
            if let Slot::Id(id) = record.get(index)
                && self.recorded.event(*id)?.is_none()
            {
                return Ok(Some(Fault::UnknownEvent { field: format!("data.{}", field.name), id: *id }));
            }
        }
        Ok(None)
    }

    /// The fault of a key, or of the id, that belongs to another event.
    fn taken(&self, line: u64, id: EventId, keys: &[NaturalKey]) -> Result<Option<Fault>, LedgerError> {
        if let Some(index) = self.recorded.own_index(id) {
            let earlier = self.lines.get(index).copied().filter(|earlier| *earlier != line);
            return Ok(Some(Fault::IdTaken { id, by: None, line: earlier }));
        }
        for key in keys {
            let NaturalKey::Take(key) = key else { continue };
            match self.keys.get(key) {
                Some(None) => {}
                Some(Some(earlier)) => {
                    return Ok(Some(Fault::KeyTaken { key: key.clone(), by: None, line: Some(*earlier) }));
                }
                None => {
                    if let Some(by) = self.recorded.store.holder(key)? {
                        return Ok(Some(Fault::KeyTaken { key: key.clone(), by: Some(by), line: None }));
                    }
                }
            }
        }
        Ok(None)
    }

    fn keep(&mut self, line: u64, event: &Event, entry: Entry) {
        for key in &entry.keys {
            let holder = match key {
                NaturalKey::Take(_) => Some(line),
                NaturalKey::Free(_) => None,
            };
            self.keys.insert(key.as_str().to_owned(), holder);
        }
        self.recorded.push(event, entry);
        self.lines.push(line);
    }

    /// The entries kept, the line of each, and how many were recorded before.
    pub(super) fn finish(self) -> (Vec<Entry>, Vec<u64>, u64) {
        (self.recorded.into_entries(), self.lines, self.repeated)
    }
}
