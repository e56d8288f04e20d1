//! What may be there already: two spellings of one number, or one thing under two numbers.

use super::sift::Good;
use crate::event::{Body, Catalogue, Declaration, FieldKind, Format, Record, Slot, TypeId};
use crate::ledger::error::LedgerError;
use crate::ledger::log::LogFilter;
use crate::ledger::service::Ledger;
use crate::sheet::folded;
use crate::value::{Day, Position};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A fact that may be there already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suspect {
    /// Its rows, by their numbers.
    pub rows: Vec<u32>,
    /// What it looks like.
    pub twin: Twin,
    /// They have the same number but for width, blanks or capitals; otherwise they say the same but for the number.
    pub spelling: bool,
}

/// What a fact looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Twin {
    /// An event of the ledger.
    Event(Position),
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
    /// Everything the ledger has of a type, as it was recorded.
    pub(super) fn of(ledger: &Ledger, kind: TypeId) -> Result<Self, LedgerError> {
        let catalogue = ledger.catalogue();
        let name = catalogue.declaration(kind).name.clone();
        let mut twins = Self { catalogue, kind, keys: BTreeMap::new(), contents: BTreeMap::new() };
        let filter = LogFilter { kind: Some(name), until: ledger.head(), ..LogFilter::default() };
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

    /// Finds what looks like something before it.
    pub(super) fn find(mut self, good: Vec<Good>) -> (Vec<Good>, Vec<Suspect>) {
        let mut suspects = Vec::new();
        for one in &good {
            let data = one.line.get("data").map(ToString::to_string).unwrap_or_default();
            let Ok(record) = self.catalogue.decode_body(self.kind, &data) else { continue };
            let Some(day) = self.day(&record, one) else { continue };
            if let Some((twin, spelling)) = self.look(day, &record) {
                suspects.push(Suspect { rows: one.rows.clone(), twin, spelling });
            }
            self.add(day, &record, Twin::Row(one.rows.first().copied().unwrap_or_default()));
        }
        (good, suspects)
    }

    fn look(&self, day: Day, record: &Record) -> Option<(Twin, bool)> {
        if let Some(key) = self.catalogue.natural_key(self.kind, record)
            && let Some((_, twin)) = self.keys.get(&plain(&key)).filter(|(own, _)| *own != key)
        {
            return Some((*twin, true));
        }
        let twin = self.contents.get(&(day, self.without_number(record)?))?;
        Some((*twin, false))
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

    fn day(&self, record: &Record, good: &Good) -> Option<Day> {
        let own = self.declaration().occurred_on.and_then(|field| record.get(field).day());
        own.or_else(|| Day::parse(good.line.get("occurred_on")?.as_str()?))
    }

    /// A record without the number of its document; none of a record that names no subject.
    fn without_number(&self, record: &Record) -> Option<Record> {
        let declaration = self.declaration();
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
