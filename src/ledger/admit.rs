//! From events to entries: every check that needs the ledger's history or the lines before in the same batch.

use crate::event::{Draft, Event, Known, Slot};
use crate::ledger::amend::{Family, target_of};
use crate::ledger::door::{Candidate, Door, Entered, prepare};
use crate::ledger::error::LedgerError;
use crate::ledger::fault::Fault;
use crate::ledger::govern;
use crate::ledger::label::labels;
use crate::ledger::recorded::Recorded;
use crate::ledger::unread::Counted;
use crate::store::{Entry, NaturalKey, Prepared, Stored};
use crate::value::{EventId, Instant, Position, TypeName};
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
    unread: Counted,
    /// The bytes of the entries.
    bytes: usize,
    /// The head of the ledger before the batch. A batch that is recorded in parts has events of its own beyond it.
    before: Position,
}

/// How a batch is checked.
#[derive(Debug, Clone, Copy)]
pub(super) struct Way {
    /// Each id is looked up before the store is asked, because one was found to be taken.
    pub(super) looks_up_ids: bool,
    /// Types and policies are those the program brings along and need no check.
    pub(super) trusted: bool,
    /// Nothing is recorded: a text of a policy may stand in the place of the one it is a draft of.
    pub(super) supposed: bool,
}

impl<'a> Admission<'a> {
    /// Starts behind what is on record.
    pub(super) fn new(recorded: Recorded<'a>, door: Door<'a>, last: Instant, way: Way) -> Self {
        let (keys, lines, before) = (FxHashMap::default(), Vec::new(), recorded.head());
        Self {
            recorded,
            door,
            last,
            keys,
            lines,
            registers: None,
            way,
            repeated: 0,
            unread: Counted::default(),
            bytes: 0,
            before,
        }
    }

    /// How many entries are kept.
    pub(super) fn entries(&self) -> usize {
        self.lines.len()
    }

    /// How many bytes they have.
    pub(super) fn bytes(&self) -> usize {
        self.bytes
    }

    /// The head of the ledger before the batch.
    pub(super) fn before(&self) -> Position {
        self.before
    }

    /// The entries kept so far and the line of each. They are to be appended before the next line is taken: from then on
    /// they are found in the store.
    pub(super) fn take_out(&mut self) -> (Vec<Prepared>, Vec<u64>) {
        self.keys.clear();
        self.bytes = 0;
        (self.recorded.take_entries(), std::mem::take(&mut self.lines))
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
            Ok(candidate) => self.take_candidate(line, candidate),
            Err(fault) => Ok(Err(fault)),
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
        // A line that does not say its version was read by the newest there was when it was recorded.
        if draft.version.is_none()
            && let Ok(candidate) =
                self.door.admit(Draft { version: Some(known.version), ..draft.clone() }, stamp.clone())
            && self.recorded.stored(candidate.entry.id())?.is_some_and(|stored| stored.bytes == candidate.entry.bytes())
        {
            return self.take_candidate(line, candidate);
        }
        match self.door.admit(draft, stamp) {
            Ok(candidate) => self.take_candidate(line, candidate),
            Err(fault) => Ok(Err(fault)),
        }
    }

    fn take_candidate(&mut self, line: u64, candidate: Candidate) -> Result<Result<(), Fault>, LedgerError> {
        let Candidate { recorded_at, entry, judged, unread } = candidate;
        if self.way.looks_up_ids
            && let Some(stored) = self.recorded.stored(entry.id())?
        {
            return Ok(self.repeat(line, entry, stored));
        }
        match self.check(line, entry, judged.as_deref())? {
            Ok(entry) => {
                self.unread.add(entry.kind(), unread);
                self.keep(line, entry, judged.as_deref());
            }
            Err(fault) => return Ok(Err(fault)),
        }
        self.last = self.last.max(recorded_at);
        Ok(Ok(()))
    }

    /// A line whose event is in the ledger already: the same content gets the first answer again. From an earlier line of the
    /// same batch it has no answer yet.
    fn repeat(&mut self, line: u64, entry: Prepared, stored: Stored) -> Result<(), Fault> {
        if stored.bytes != entry.bytes() || stored.position > self.before {
            return Err(Fault::IdTaken { id: entry.id(), by: Some(stored.position), line: None });
        }
        self.repeated = self.repeated.saturating_add(1);
        let Stored { tags, .. } = stored;
        self.keep(line, prepare(Entry { tags, keys: Vec::new(), ..entry.into_entry() })?, None);
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

    /// Everything that needs the ledger: events spoken of, policies and readings, natural keys. What an event corrects or
    /// takes back adds to its labels.
    fn check(
        &self,
        line: u64,
        mut entry: Prepared,
        judged: Option<&Event>,
    ) -> Result<Result<Prepared, Fault>, LedgerError> {
        let judgement = judged.map_or(Ok(None), |event| self.judge(event))?;
        if let Some(fault) = judgement.or_else(|| self.after_types(entry.kind())) {
            return Ok(Err(fault));
        }
        if let Some(event) = judged {
            match self.family(event)? {
                Ok(None) => {}
                Ok(Some(family)) => {
                    let (tags, keys) = labels(self.recorded.catalogue, event, Some(family));
                    match prepare(Entry { tags, keys, ..entry.into_entry() }) {
                        Ok(labelled) => entry = labelled,
                        Err(fault) => return Ok(Err(fault)),
                    }
                }
                Err(fault) => return Ok(Err(fault)),
            }
        }
        Ok(self.taken(line, entry.id(), entry.keys())?.map_or(Ok(entry), Err))
    }

    /// A line after one that registers a type would be read by the types before it here, and by the new ones by whoever
    /// reads line after line.
    fn after_types(&self, kind: &TypeName) -> Option<Fault> {
        if self.way.trusted || Known::of(kind) == Some(Known::EventTypeRegistered) {
            return None;
        }
        self.registers.map(|line| Fault::AfterTypes { line })
    }

    /// What an event corrects or takes back, if it may.
    fn family(&self, event: &Event) -> Result<Result<Option<Family>, Fault>, LedgerError> {
        let catalogue = self.recorded.catalogue;
        let family = match Family::amended_by(&self.recorded, event)? {
            Ok(Some(family)) => family,
            Ok(None) => return Ok(Ok(None)),
            Err(fault) => return Ok(Err(fault)),
        };
        if let Err(fault) = family.allows(catalogue, event) {
            return Ok(Err(fault));
        }
        match family.corrected(catalogue, event) {
            Ok(None) => Ok(Ok(Some(family))),
            // What a fact becomes passes the same door as a new one.
            Ok(Some(corrected)) => Ok(self.judge(&corrected)?.map_or(Ok(Some(family)), Err)),
            Err(fault) => Ok(Err(fault)),
        }
    }

    /// What the ledger's history holds against an event, keys aside.
    fn judge(&self, event: &Event) -> Result<Option<Fault>, LedgerError> {
        match self.spoken_of(event)? {
            Some(fault) => Ok(Some(fault)),
            None if self.way.trusted => Ok(None),
            None => Ok(govern::check(&self.recorded, event, self.way.supposed)?),
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
                    if let Some(by) = self.recorded.holder(key)? {
                        return Ok(Some(Fault::KeyTaken { key: key.clone(), by: Some(by), line: None }));
                    }
                }
            }
        }
        Ok(None)
    }

    fn keep(&mut self, line: u64, entry: Prepared, judged: Option<&Event>) {
        for key in entry.keys() {
            let holder = match key {
                NaturalKey::Take(_) => Some(line),
                NaturalKey::Free(_) => None,
            };
            self.keys.insert(key.as_str().to_owned(), holder);
        }
        if Known::of(entry.kind()) == Some(Known::EventTypeRegistered) {
            self.registers = self.registers.or(Some(line));
        }
        self.bytes = self.bytes.saturating_add(entry.bytes().len());
        let target = judged.and_then(|event| target_of(self.recorded.catalogue, event));
        self.recorded.push(entry, target);
        self.lines.push(line);
    }

    /// The entries kept, the line of each, how many were recorded before, and what nobody reads.
    pub(super) fn finish(self) -> (Vec<Prepared>, Vec<u64>, u64, Counted) {
        (self.recorded.into_entries(), self.lines, self.repeated, self.unread)
    }
}
