//! From events to entries: every check that needs the ledger's history or the lines before in the same batch.

use crate::event::{Draft, Event, Known, Slot, admit};
use crate::ledger::amend::{Family, target_of};
use crate::ledger::door::{Door, Entered};
use crate::ledger::error::LedgerError;
use crate::ledger::fault::Fault;
use crate::ledger::govern;
use crate::ledger::label::{Labelled, labels};
use crate::ledger::recorded::Recorded;
use crate::store::{Entry, NaturalKey, Store, Stored};
use crate::value::{EventId, Instant};
use rustc_hash::FxHashMap;

/// Who holds a natural key or an id within the batch: the line, unless the key was given back.
type Holder = Option<u64>;

/// A batch while it is checked line by line.
pub(super) struct Admission<'a> {
    recorded: Recorded<'a>,
    door: Door<'a>,
    last: Instant,
    keys: FxHashMap<String, Holder>,
    lines: Vec<u64>,
    /// The first line of the batch that registers a type.
    registers: Option<u64>,
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
    pub(super) fn new(store: &'a dyn Store, door: Door<'a>, last: Instant, way: Way) -> Self {
        let recorded = Recorded::new(store, door.catalogue);
        let (keys, lines) = (FxHashMap::default(), Vec::new());
        Self { recorded, door, last, keys, lines, registers: None, way, repeated: 0 }
    }

    /// Checks a line after all that needs no history, and keeps its entry.
    pub(super) fn take(
        &mut self,
        line: u64,
        entered: Result<Entered, Fault>,
    ) -> Result<Result<(), Fault>, LedgerError> {
        let Entered { recorded_at, admitted } = match entered {
            Ok(entered) => entered,
            Err(fault) => return Ok(Err(fault)),
        };
        if let Some(fault) = self.out_of_order(recorded_at) {
            return Ok(Err(fault));
        }
        match admitted {
            Ok((event, text)) => self.take_event(line, &event, text),
            Err(refusal) => Ok(Err(Fault::Refused(refusal))),
        }
    }

    /// Checks a draft that may be in the ledger already, and keeps its entry.
    pub(super) fn take_looking_up(
        &mut self,
        line: u64,
        draft: Result<Draft, Fault>,
    ) -> Result<Result<(), Fault>, LedgerError> {
        let draft = match draft {
            Ok(draft) => draft,
            Err(fault) => return Ok(Err(fault)),
        };
        let Some(known) = self.recorded.event(self.door.id(line, &draft))? else {
            let entered = self.door.enter(line, draft);
            return self.take(line, entered);
        };
        let stamp = self.door.stamp_as(&known, &draft);
        match admit(self.recorded.catalogue, draft, stamp) {
            Ok((event, text)) => self.take_event(line, &event, text),
            Err(refusal) => Ok(Err(Fault::Refused(refusal))),
        }
    }

    fn take_event(&mut self, line: u64, event: &Event, text: String) -> Result<Result<(), Fault>, LedgerError> {
        if self.way.looks_up_ids
            && let Some(stored) = self.recorded.stored(event.id)?
        {
            return Ok(self.repeat(line, event, stored, text.as_bytes()));
        }
        match self.check(line, event)? {
            Ok((tags, keys)) => {
                let entry = Entry { id: event.id, kind: event.kind.clone(), tags, keys, bytes: text.into_bytes() };
                self.keep(line, event, entry);
                self.last = self.last.max(event.recorded_at);
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

    /// The moments of a migrated history go forward, up to now.
    fn out_of_order(&self, given: Instant) -> Option<Fault> {
        let (last, now) = (self.last, self.door.now);
        if !self.door.options.preserve {
            None
        } else if given < last {
            Some(Fault::RecordedBackwards { given, last })
        } else if given > now {
            Some(Fault::RecordedInFuture { given, now })
        } else {
            None
        }
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
        self.registers.map(|line| Fault::AfterTypes { line })
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
        if Known::of(&event.kind) == Some(Known::EventTypeRegistered) {
            self.registers = self.registers.or(Some(line));
        }
        self.recorded.push(entry, target_of(self.recorded.catalogue, event));
        self.lines.push(line);
    }

    /// The entries kept, the line of each, and how many were recorded before.
    pub(super) fn finish(self) -> (Vec<Entry>, Vec<u64>, u64) {
        (self.recorded.into_entries(), self.lines, self.repeated)
    }
}
