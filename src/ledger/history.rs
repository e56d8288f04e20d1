//! A new ledger from the lines another one was written out as: the same events, positions and root.
//!
//! What was admitted once comes in again. Each line must have the form of a recorded event and its place among the others;
//! what the door asks of new facts is not asked a second time. A line is read by the types registered before it.

use crate::event::{Catalogue, Event, Known, canonical_json};
use crate::ledger::amend::Family;
use crate::ledger::append::{Appending, Receipt};
use crate::ledger::error::LedgerError;
use crate::ledger::fault::Fault;
use crate::ledger::label::labels;
use crate::ledger::lines::{Line, Lines};
use crate::ledger::recorded::Recorded;
use crate::ledger::service::{Ledger, bootstrap, registered};
use crate::store::{Admitted, AppendRefusal, Batch, Entry, LocalOptions, LocalStore, MemoryStore, Store};
use crate::value::{EventId, Instant, Position};
use std::io::BufRead;
use std::path::Path;

/// So many events, or bytes of them, are recorded together.
const EVENTS_TOGETHER: usize = 1000;
const BYTES_TOGETHER: usize = 8 << 20;

impl Ledger {
    /// Makes a ledger of a history. It gets its name when all of it has come in; when a line is refused, nothing is left.
    pub fn import(path: &Path, lines: impl BufRead, name: &str) -> Result<Receipt, LedgerError> {
        LocalStore::build(path, LocalOptions::default(), |store| Self::bring_in(&store, lines, name))
    }

    /// Reads a history as [`Ledger::import`] does, and keeps nothing of it.
    pub fn check_history(lines: impl BufRead, name: &str) -> Result<Receipt, LedgerError> {
        Self::bring_in(&MemoryStore::new(), lines, name)
    }

    /// Brings a history into a store that has no events yet. Where a line is refused, those before it stay.
    pub fn bring_in(store: &dyn Store, lines: impl BufRead, name: &str) -> Result<Receipt, LedgerError> {
        History::new(store).bring_in(Lines::new(lines, name))
    }
}

/// A history on its way in.
struct History<'s> {
    store: &'s dyn Store,
    /// When the event before was recorded.
    last: Instant,
    /// The types a line is read by have been registered by the lines before it.
    explained: bool,
    /// The line before registers a type.
    registering: bool,
}

/// Why no further line is taken into a batch.
enum End {
    /// It is large enough.
    Full,
    /// The types the next line is to be read by must be recorded first.
    Types,
    /// There is no further line.
    Over,
}

impl<'s> History<'s> {
    fn new(store: &'s dyn Store) -> Self {
        Self { store, last: Instant::from_millis(i64::MIN), explained: false, registering: false }
    }

    fn bring_in(mut self, mut lines: Lines<impl BufRead>) -> Result<Receipt, LedgerError> {
        let mut catalogue = bootstrap()?;
        loop {
            let end = self.batch(&catalogue, &mut lines)?;
            if matches!(end, End::Types | End::Over) {
                let types = registered(self.store, None)?;
                catalogue = types.ok_or_else(|| refused(lines.number().max(1), Fault::NotAHistory))?;
                (self.explained, self.registering) = (true, false);
            }
            if matches!(end, End::Over) {
                return self.receipt();
            }
        }
    }

    /// Records the next lines together.
    fn batch(&mut self, catalogue: &Catalogue, lines: &mut Lines<impl BufRead>) -> Result<End, LedgerError> {
        let mut recorded = Recorded::new(self.store, catalogue);
        let (mut numbers, mut bytes) = (Vec::new(), 0);
        let end = loop {
            if numbers.len() >= EVENTS_TOGETHER || bytes >= BYTES_TOGETHER {
                break End::Full;
            }
            let Some(line) = lines.next()? else { break End::Over };
            let refused = |fault| refused(line.number, fault);
            let event = read(catalogue, &line.bytes).map_err(refused)?;
            let registers = Known::of(&event.kind) == Some(Known::EventTypeRegistered);
            if self.registering && !registers {
                lines.hold(line);
                break End::Types;
            }
            if !registers && !self.explained {
                return Err(refused(Fault::NotAHistory));
            }
            self.registering = registers;
            self.in_order(&event).map_err(refused)?;
            let entry = entry(&recorded, &event, &line)?;
            bytes = bytes.saturating_add(entry.bytes.len());
            numbers.push(line.number);
            recorded.push(&event, entry);
        };
        self.record(recorded.into_entries(), &numbers)?;
        Ok(end)
    }

    fn in_order(&mut self, event: &Event) -> Result<(), Fault> {
        if event.recorded_at < self.last {
            return Err(Fault::RecordedBackwards { given: event.recorded_at, last: self.last });
        }
        self.last = event.recorded_at;
        Ok(())
    }

    /// Every line is an event of its own: one that is there already would shift all that follow.
    fn record(&self, entries: Vec<Entry>, numbers: &[u64]) -> Result<(), LedgerError> {
        if entries.is_empty() {
            return Ok(());
        }
        let ids: Vec<EventId> = entries.iter().map(|entry| entry.id).collect();
        let taken = |at: usize, by: Option<Position>| match ids.get(at) {
            Some(id) => {
                let line = numbers.get(at).copied().unwrap_or_default();
                let earlier = if by.is_none() { earlier(&ids, *id, numbers) } else { None };
                refused(line, Fault::IdTaken { id: *id, by, line: earlier })
            }
            None => LedgerError::Append(AppendRefusal::IdTaken { entry: at, by }),
        };
        match self.store.append(&Batch { entries, condition: None }) {
            Ok(appended) => {
                let repeated = appended.entries.iter().enumerate().find_map(|(at, answer)| match answer {
                    Admitted::Repeated(by) => Some((at, *by)),
                    Admitted::New(_) => None,
                });
                repeated.map_or(Ok(()), |(at, by)| Err(taken(at, Some(by))))
            }
            Err(AppendRefusal::IdTaken { entry, by }) => Err(taken(entry, by)),
            Err(refusal) => Err(Appending::refusal(refusal, numbers)),
        }
    }

    fn receipt(&self) -> Result<Receipt, LedgerError> {
        let head = self.store.head();
        let root = self.store.root(head)?;
        Ok(Receipt { recorded: head.0, repeated: 0, positions: Some((Position(1), head)), head, root })
    }
}

/// The first line of a batch with an id.
fn earlier(ids: &[EventId], id: EventId, numbers: &[u64]) -> Option<u64> {
    let first = ids.iter().position(|known| *known == id)?;
    numbers.get(first).copied()
}

fn refused(line: u64, fault: Fault) -> LedgerError {
    LedgerError::Line { line, fault: Box::new(fault) }
}

/// An event as it was recorded, in the one spelling it was recorded in.
fn read(catalogue: &Catalogue, bytes: &[u8]) -> Result<Event, Fault> {
    let text = std::str::from_utf8(bytes).map_err(|_| Fault::NotText)?;
    let event = Event::decode(catalogue, Position::ZERO, bytes).map_err(Fault::Refused)?;
    let value: Option<serde_json::Value> = serde_json::from_str(text).ok();
    match value.as_ref().and_then(canonical_json) {
        Some(canonical) if canonical == text => Ok(event),
        Some(_) | None => Err(Fault::NotCanonical),
    }
}

/// The event with the labels that follow from it and the events before it.
fn entry(recorded: &Recorded<'_>, event: &Event, line: &Line) -> Result<Entry, LedgerError> {
    let family = Family::amended_by(recorded, event)?.map_err(|fault| refused(line.number, fault))?;
    let (tags, keys) = labels(recorded.catalogue, event, family);
    Ok(Entry { id: event.id, kind: event.kind.clone(), tags, keys, bytes: line.bytes.clone() })
}
