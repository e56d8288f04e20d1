//! A new ledger from the lines another one was written out as: the same events, positions and root.
//!
//! What was admitted once comes in again. Each line must have the form of a recorded event and its place among the others;
//! what the door asks of new facts is not asked a second time. A line is read by the types registered before it. One that
//! contradicts the text it carries was never admitted, and is refused.

use crate::event::Catalogue;
use crate::ledger::amend::Family;
use crate::ledger::append::{Appending, Receipt};
use crate::ledger::door::prepare;
use crate::ledger::error::LedgerError;
use crate::ledger::fault::Fault;
use crate::ledger::label::labels;
use crate::ledger::lines::Lines;
use crate::ledger::reader::{Came, Read};
use crate::ledger::recorded::Recorded;
use crate::ledger::service::{Ledger, bootstrap, registered};
use crate::ledger::stretch::Stretch;
use crate::ledger::unread::Counted;
use crate::store::{
    Admitted, AppendRefusal, Entry, LocalOptions, LocalStore, MemoryStore, Prepared, ReadError, Store, in_order,
};
use crate::value::{EventId, Instant, Position};
use rustc_hash::FxHashSet;
use std::io::BufRead;
use std::path::Path;

/// So many events, or bytes of them, are recorded together.
const EVENTS_TOGETHER: usize = 10_000;
const BYTES_TOGETHER: usize = 4 << 20;

impl Ledger {
    /// Makes a ledger of a history. It gets its name when all of it has come in; when a line is refused, nothing is left.
    pub fn import(path: &Path, lines: impl BufRead, name: &str) -> Result<Receipt, LedgerError> {
        LocalStore::build(path, LocalOptions::default(), |store| Self::bring_in(&store, lines, name))
            .map_err(|error: LedgerError| error.in_making(path))
    }

    /// Reads a history as [`Ledger::import`] does, and keeps nothing of it.
    pub fn check_history(lines: impl BufRead, name: &str) -> Result<Receipt, LedgerError> {
        Self::bring_in(&MemoryStore::new(), lines, name)
    }

    /// Brings a history into a store that has no events yet: all of it, or nothing.
    pub fn bring_in(store: &dyn Store, lines: impl BufRead, name: &str) -> Result<Receipt, LedgerError> {
        let staged = store.stage().map_err(LedgerError::Append)?;
        let receipt = History::new(&*staged).bring_in(Lines::new(lines, name))?;
        staged.keep().map_err(LedgerError::Append)?;
        Ok(receipt)
    }
}

/// A history on its way in.
struct History<'s> {
    store: &'s dyn Store,
    /// When the event before was recorded.
    last: Instant,
    /// The types a line is read by have been registered by the lines before it.
    explained: bool,
    /// Events that nobody reads here.
    unread: Counted,
}

/// What is to be recorded together.
struct Gathered<'a> {
    recorded: Recorded<'a>,
    /// The line of each entry.
    numbers: Vec<u64>,
    bytes: usize,
}

impl<'s> History<'s> {
    fn new(store: &'s dyn Store) -> Self {
        Self { store, last: Instant::from_millis(i64::MIN), explained: false, unread: Counted::default() }
    }

    fn bring_in(mut self, mut lines: Lines<impl BufRead>) -> Result<Receipt, LedgerError> {
        let mut catalogue = bootstrap()?;
        loop {
            let mut stretch = Stretch::new(&mut lines);
            self.stretch(&catalogue, &mut stretch)?;
            let last = stretch.is_last();
            let types = registered(self.store, None)?;
            catalogue = types.ok_or_else(|| refused(lines.number().max(1), Fault::NotAHistory))?;
            self.explained = true;
            if last {
                return self.receipt(&catalogue);
            }
        }
    }

    /// Records lines that are read by the same types. While some are recorded, those behind them are read.
    fn stretch(&mut self, catalogue: &Catalogue, runs: &mut Stretch<'_, impl BufRead>) -> Result<(), LedgerError> {
        let mut gathered = Gathered::new(self.store, catalogue);
        let taken = in_order(
            runs,
            |run| Read::of(catalogue, run),
            |Read { came, broken }| {
                for one in came {
                    self.take(&mut gathered, one)?;
                    if gathered.is_enough() {
                        let gathered = std::mem::replace(&mut gathered, Gathered::new(self.store, catalogue));
                        self.record(gathered).map_err(Stop::Recording)?;
                    }
                }
                broken.map_or(Ok(()), |error| Err(Stop::Line(error)))
            },
        );
        match taken {
            Err(Stop::Recording(error)) => Err(error),
            // The lines before a refused one are recorded first: what is wrong with one of them comes earlier.
            Ok(()) | Err(Stop::Line(_)) => self.record(gathered).and_then(|()| taken.map_err(Stop::into_error)),
        }
    }

    /// Takes the next line.
    fn take(&mut self, gathered: &mut Gathered<'_>, came: Came) -> Result<(), Stop> {
        let line = came.line;
        let stop = |fault| Stop::Line(refused(line, fault));
        if !came.registers && !self.explained {
            return Err(stop(Fault::NotAHistory));
        }
        if came.recorded_at < self.last {
            return Err(stop(Fault::RecordedBackwards { given: came.recorded_at, last: self.last }));
        }
        self.last = came.recorded_at;
        self.unread.add(came.entry.kind(), came.unread);
        gathered.add(came).map_err(|error| Stop::Line(LedgerError::Read(error)))?.map_err(stop)
    }

    /// Every line is an event of its own: one that is there already would shift all that follow.
    fn record(&self, gathered: Gathered<'_>) -> Result<(), LedgerError> {
        let Gathered { recorded, numbers, .. } = gathered;
        let entries = recorded.into_entries();
        if entries.is_empty() {
            return Ok(());
        }
        let ids: Vec<EventId> = entries.iter().map(Prepared::id).collect();
        let taken = |at: usize, by: Option<Position>| match ids.get(at) {
            Some(id) => {
                let line = numbers.get(at).copied().unwrap_or_default();
                let earlier = if by.is_none() { earlier(&ids, *id, &numbers) } else { None };
                refused(line, Fault::IdTaken { id: *id, by, line: earlier })
            }
            None => LedgerError::Append(AppendRefusal::IdTaken { entry: at, by }),
        };
        match self.store.append_prepared(entries, None) {
            Ok(appended) => {
                let repeated = appended.entries.iter().enumerate().find_map(|(at, answer)| match answer {
                    Admitted::Repeated(by) => Some((at, *by)),
                    Admitted::New(_) => None,
                });
                repeated.map_or(Ok(()), |(at, by)| Err(taken(at, Some(by))))
            }
            Err(refusal) => {
                // The store does not refuse what is there already: it would be told only if the batch were recorded.
                if let Some((at, by)) = self.repeated(&ids, refused_entry(&refusal))? {
                    return Err(taken(at, by));
                }
                match refusal {
                    AppendRefusal::IdTaken { entry, by } => Err(taken(entry, by)),
                    refusal => Err(Appending::refusal(refusal, &numbers)),
                }
            }
        }
    }

    /// The first of some ids that is there already, in the ledger or before it in the batch.
    fn repeated(&self, ids: &[EventId], until: usize) -> Result<Option<(usize, Option<Position>)>, ReadError> {
        let mut seen = FxHashSet::default();
        for (at, id) in ids.iter().enumerate().take(until) {
            let by = self.store.find(*id)?;
            if by.is_some() || !seen.insert(*id) {
                return Ok(Some((at, by)));
            }
        }
        Ok(None)
    }

    fn receipt(self, catalogue: &Catalogue) -> Result<Receipt, LedgerError> {
        let head = self.store.head();
        let root = self.store.root(head)?;
        let positions = Some((Position(1), head));
        // Whoever moves a history does not choose its types.
        let (deprecated, unread) = (Vec::new(), self.unread.told(catalogue));
        Ok(Receipt { recorded: head.0, repeated: 0, held_back: 0, positions, head, root, deprecated, unread })
    }
}

impl<'a> Gathered<'a> {
    fn new(store: &'a dyn Store, catalogue: &'a Catalogue) -> Self {
        Self { recorded: Recorded::new(store, catalogue), numbers: Vec::new(), bytes: 0 }
    }

    fn is_enough(&self) -> bool {
        self.numbers.len() >= EVENTS_TOGETHER || self.bytes >= BYTES_TOGETHER
    }

    /// Adds an event, with the labels that follow from the events before it.
    fn add(&mut self, came: Came) -> Result<Result<(), Fault>, ReadError> {
        let Came { line, mut entry, amends, .. } = came;
        if let Some((_, event)) = &amends {
            let family = match Family::amended_by(&self.recorded, event)? {
                Ok(family) => family,
                Err(fault) => return Ok(Err(fault)),
            };
            if let Some(Err(fault)) = family.as_ref().map(Family::is_amendable) {
                return Ok(Err(fault));
            }
            let (tags, keys) = labels(self.recorded.catalogue, event, family);
            match prepare(Entry { tags, keys, ..entry.into_entry() }) {
                Ok(labelled) => entry = labelled,
                Err(fault) => return Ok(Err(fault)),
            }
        }
        self.bytes = self.bytes.saturating_add(entry.bytes().len());
        self.numbers.push(line);
        self.recorded.push(entry, amends.map(|(target, _)| target));
        Ok(Ok(()))
    }
}

/// Why a stretch ends early.
enum Stop {
    /// A line is refused before it is recorded.
    Line(LedgerError),
    /// Lines before it could not be recorded.
    Recording(LedgerError),
}

impl Stop {
    fn into_error(self) -> LedgerError {
        match self {
            Stop::Line(error) | Stop::Recording(error) => error,
        }
    }
}

/// The entry a refusal names; the first where it names none.
fn refused_entry(refusal: &AppendRefusal) -> usize {
    match refusal {
        AppendRefusal::IdTaken { entry, .. }
        | AppendRefusal::KeyTaken { entry, .. }
        | AppendRefusal::TooLarge { entry, .. } => *entry,
        AppendRefusal::Empty
        | AppendRefusal::Conflict { .. }
        | AppendRefusal::Busy
        | AppendRefusal::Broken(_)
        | AppendRefusal::Unreadable(_)
        | AppendRefusal::Full
        | AppendRefusal::ReadOnly => 0,
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
