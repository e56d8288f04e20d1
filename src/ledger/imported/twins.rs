//! What may be there already: two spellings of one number, or one thing under two numbers.

use super::batch::Batch;
use super::sift::Good;
use crate::event::{Body, Catalogue, Declaration, FieldKind, Format, Record, Slot, TypeId};
use crate::ledger::error::LedgerError;
use crate::ledger::log::LogFilter;
use crate::ledger::service::Ledger;
use crate::sheet::folded;
use crate::value::{Day, EventId, Position};
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A fact that may be there already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suspect {
    /// Its rows, by their numbers.
    pub rows: Vec<u32>,
    /// What it looks like.
    pub twin: Twin,
    /// How alike they are.
    pub likeness: Likeness,
}

/// How alike two facts are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Likeness {
    /// They say the same.
    Same,
    /// They say the same but for the number of the document.
    Number,
    /// They have the same number but for width, blanks or capitals.
    Spelling,
    /// They have the same number.
    Key,
}

/// What a fact looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Twin {
    /// An event of the ledger.
    Event(Position),
    /// A fact of a batch that waits: its first row, and the id it will have.
    Waiting {
        /// The number of the batch.
        batch: u64,
        /// The first row it was read from.
        row: u32,
        /// The id it will have when it is recorded.
        id: EventId,
    },
    /// A fact further up in the table, by its first row.
    Row(u32),
}

/// What the ledger and the rows so far have of one type.
pub(super) struct Twins {
    catalogue: Arc<Catalogue>,
    kind: TypeId,
    keys: BTreeMap<String, (String, Twin)>,
    contents: BTreeMap<(Day, Record), Twin>,
}

impl Twins {
    /// What the ledger has of a type behind a position, as it was recorded.
    pub(super) fn of(ledger: &Ledger, kind: TypeId, after: Position) -> Result<Self, LedgerError> {
        let catalogue = ledger.catalogue();
        let name = catalogue.declaration(kind).name.clone();
        let mut twins = Self { catalogue, kind, keys: BTreeMap::new(), contents: BTreeMap::new() };
        let from = Some(Position(after.0.saturating_add(1)));
        let filter = LogFilter { kind: Some(name), from, until: ledger.head(), ..LogFilter::default() };
        ledger.log(&filter, &mut |entry| {
            if let Body::Typed(own, record) = &entry.event.body
                && *own == kind
            {
                twins.add(entry.event.occurred_on, record, Twin::Event(entry.event.position));
            }
            true
        })?;
        Ok(twins)
    }

    /// Adds what waits in a batch of the same type.
    pub(super) fn wait(&mut self, batch: &Batch) {
        if batch.kind != self.declaration().name.as_str() {
            return;
        }
        for (at, one) in batch.events.iter().enumerate() {
            let Some((day, record)) = self.read(&one.event) else { continue };
            let row = one.rows.first().copied().unwrap_or_default();
            self.add(day, &record, Twin::Waiting { batch: batch.number, row, id: batch.id_of(at) });
        }
    }

    /// Finds what looks like something before it.
    pub(super) fn find(mut self, good: &[Good]) -> Vec<Suspect> {
        let mut suspects = Vec::new();
        for one in good {
            let Some((day, record)) = self.read(&one.line) else { continue };
            if let Some((twin, likeness)) = self.look(day, &record) {
                suspects.push(Suspect { rows: one.rows.clone(), twin, likeness });
            }
            self.add(day, &record, Twin::Row(one.rows.first().copied().unwrap_or_default()));
        }
        suspects
    }

    /// What a line of an append looks like.
    pub(super) fn of_line(&self, line: &Value) -> Option<(Twin, Likeness)> {
        let (day, record) = self.read(line)?;
        self.look(day, &record)
    }

    fn read(&self, line: &Value) -> Option<(Day, Record)> {
        let record = self.catalogue.decode_body(self.kind, &line.get("data")?.to_string()).ok()?;
        Some((self.day(&record, line)?, record))
    }

    fn look(&self, day: Day, record: &Record) -> Option<(Twin, Likeness)> {
        let alike = self.without_number(record).and_then(|rest| self.contents.get(&(day, rest)).copied());
        if let Some(key) = self.catalogue.natural_key(self.kind, record)
            && let Some((own, twin)) = self.keys.get(&plain(&key))
        {
            if *own != key {
                return Some((*twin, Likeness::Spelling));
            }
            // One number twice is for the ledger to refuse; of what waits it knows nothing.
            if matches!(twin, Twin::Waiting { .. }) {
                return Some((*twin, if alike == Some(*twin) { Likeness::Same } else { Likeness::Key }));
            }
        }
        let how = if self.declaration().natural_key.is_empty() { Likeness::Same } else { Likeness::Number };
        alike.map(|twin| (twin, how))
    }

    fn add(&mut self, day: Day, record: &Record, twin: Twin) {
        if let Some(key) = self.catalogue.natural_key(self.kind, record) {
            self.keys.entry(plain(&key)).or_insert((key, twin));
        }
        if let Some(rest) = self.without_number(record) {
            self.contents.entry((day, rest)).or_insert(twin);
        }
    }

    fn declaration(&self) -> &Declaration {
        self.catalogue.declaration(self.kind)
    }

    fn day(&self, record: &Record, line: &Value) -> Option<Day> {
        let own = self.declaration().occurred_on.and_then(|field| record.get(field).day());
        own.or_else(|| Day::parse(line.get("occurred_on")?.as_str()?))
    }

    /// A record without the number of its document; none of one that then names no subject. Where documents have no number all of
    /// it counts.
    fn without_number(&self, record: &Record) -> Option<Record> {
        let declaration = self.declaration();
        if declaration.natural_key.is_empty() {
            return Some(record.clone());
        }
        let is_number = |field: usize| {
            let kind = declaration.fields.get(field).map(|field| &field.kind);
            declaration.natural_key.contains(&field)
                && matches!(kind, Some(FieldKind::Text { format: Format::Plain, .. }))
        };
        let slot = |(field, slot): (usize, &Slot)| if is_number(field) { Slot::Absent } else { slot.clone() };
        let rest = Record::new(record.slots().iter().enumerate().map(slot).collect());
        rest.slots().iter().any(|slot| matches!(slot, Slot::Code(_))).then_some(rest)
    }
}

fn plain(key: &str) -> String {
    folded(key).to_lowercase()
}
