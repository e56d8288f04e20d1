//! Facts as a clerk would keep them: one list, with what was corrected put right and what was withdrawn struck out.

use crate::story::CATALOGUE;
use qizhang::event::{Body, Event, FieldKind, Record, Slot, TypeId};
use qizhang::value::{Day, EventId, StandardNo, Uscc};
use std::cmp::Ordering;
use std::collections::BTreeSet;

/// A fact that stands.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Fact {
    pub(super) place: u64,
    pub(super) id: EventId,
    pub(super) kind: TypeId,
    pub(super) name: String,
    pub(super) day: Day,
    record: Record,
}

/// A row of a fact, with the fact's type for the names of its fields.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row<'f> {
    kind: TypeId,
    rows: &'static str,
    record: &'f Record,
}

impl Fact {
    /// The order in which facts of one day count is that of their content.
    pub(super) fn order(&self, other: &Self) -> Ordering {
        (self.day, self.kind, &self.record).cmp(&(other.day, other.kind, &other.record))
    }

    /// The same without the day.
    pub(super) fn content_order(&self, other: &Self) -> Ordering {
        (self.kind, &self.record).cmp(&(other.kind, &other.record))
    }

    fn slot(&self, field: &str) -> &Slot {
        let index = CATALOGUE.field(self.kind, field).unwrap_or_else(|| panic!("{}.{field}", self.name));
        self.record.get(index)
    }

    pub(super) fn text(&self, field: &str) -> &str {
        self.slot(field).text().unwrap_or_default()
    }

    pub(super) fn code(&self, field: &str) -> Option<Uscc> {
        self.slot(field).code()
    }

    pub(super) fn whole(&self, field: &str) -> i64 {
        self.slot(field).whole().unwrap_or_else(|| panic!("{}.{field} is missing", self.name))
    }

    pub(super) fn year(&self, field: &str) -> i32 {
        i32::try_from(self.whole(field)).unwrap_or_else(|_| panic!("{}.{field} is no year", self.name))
    }

    /// An amount in fen; nothing where it was not given.
    pub(super) fn fen(&self, field: &str) -> i128 {
        self.money(field).unwrap_or(0)
    }

    /// An amount in fen, if it was given.
    pub(super) fn money(&self, field: &str) -> Option<i128> {
        self.slot(field).money().map(qizhang::value::Fen::get)
    }

    /// A percentage as numerator and denominator.
    pub(super) fn percent(&self, field: &str) -> Option<(i128, i128)> {
        self.slot(field).percent().map(qizhang::value::Ratio::parts)
    }

    pub(super) fn flag(&self, field: &str) -> bool {
        self.slot(field).flag().unwrap_or(false)
    }

    pub(super) fn date(&self, field: &str) -> Day {
        self.slot(field).day().unwrap_or_else(|| panic!("{}.{field} is missing", self.name))
    }

    pub(super) fn event(&self, field: &str) -> Option<EventId> {
        self.slot(field).id()
    }

    /// The last day of a period such as `2026-01-01/2026-03-31`.
    pub(super) fn last_of_period(&self, field: &str) -> Day {
        if let Slot::Period(period) = self.slot(field) { period.last } else { self.day }
    }

    pub(super) fn standard(&self, field: &str) -> &StandardNo {
        if let Slot::Standard(number) = self.slot(field) { number } else { panic!("{}.{field}", self.name) }
    }

    pub(super) fn rows(&self, field: &'static str) -> Vec<Row<'_>> {
        let all = self.slot(field).rows().iter();
        all.map(|record| Row { kind: self.kind, rows: field, record }).collect()
    }
}

impl Row<'_> {
    fn slot(&self, field: &str) -> &Slot {
        let fields = &CATALOGUE.declaration(self.kind).fields;
        let rows = fields.iter().find(|known| known.name == self.rows).map(|known| &known.kind);
        let Some(FieldKind::Rows { fields, .. }) = rows else { panic!("no rows {}", self.rows) };
        let index = fields.iter().position(|known| known.name == field);
        self.record.get(index.unwrap_or_else(|| panic!("no field {field}")))
    }

    pub(super) fn text(&self, field: &str) -> &str {
        self.slot(field).text().unwrap_or_default()
    }

    pub(super) fn code(&self, field: &str) -> Option<Uscc> {
        self.slot(field).code()
    }

    pub(super) fn whole(&self, field: &str) -> i64 {
        self.slot(field).whole().unwrap_or(0)
    }

    pub(super) fn fen(&self, field: &str) -> i128 {
        self.slot(field).money().map_or(0, qizhang::value::Fen::get)
    }
}

/// What stands of some events, by day and content. A retraction is read before those it could have been retracted by.
pub(super) fn standing(events: &[Event]) -> Vec<Fact> {
    let gone = withdrawn(events);
    let corrections: Vec<&Event> = events.iter().filter(|event| matches!(event.body, Body::Corrected(_))).collect();
    let mut facts = Vec::new();
    for event in events {
        let Body::Typed(kind, record) = &event.body else { continue };
        if gone.contains(&event.id) {
            continue;
        }
        let mut fact = Fact {
            place: event.position.0,
            id: event.id,
            kind: *kind,
            name: event.kind.as_str().to_owned(),
            day: event.occurred_on,
            record: record.clone(),
        };
        for later in corrections.iter().filter(|later| !gone.contains(&later.id)) {
            correct(&mut fact, later, &corrections);
        }
        facts.push(fact);
    }
    facts.sort_by(Fact::order);
    facts
}

fn withdrawn(events: &[Event]) -> BTreeSet<EventId> {
    let mut gone = BTreeSet::new();
    for event in events.iter().rev() {
        if event.kind.as_str() != "fact.retracted" || gone.contains(&event.id) {
            continue;
        }
        if let Body::Typed(kind, record) = &event.body {
            gone.extend(CATALOGUE.field(*kind, "event").and_then(|field| record.get(field).id()));
        }
    }
    gone
}

/// Gives a fact its new body when an event corrects it, or corrects a correction of it.
fn correct(fact: &mut Fact, later: &Event, corrections: &[&Event]) {
    let Body::Corrected(correction) = &later.body else { return };
    let mut original = correction.event;
    while let Some(Body::Corrected(earlier)) =
        corrections.iter().find(|event| event.id == original).map(|event| &event.body)
    {
        original = earlier.event;
    }
    if original != fact.id {
        return;
    }
    let body = CATALOGUE.decode_body(fact.kind, &correction.data);
    fact.record = body.unwrap_or_else(|error| panic!("a correction that does not decode: {error:?}"));
    let named = CATALOGUE.declaration(fact.kind).occurred_on.and_then(|field| fact.record.get(field).day());
    fact.day = correction.occurred_on.or(named).unwrap_or(fact.day);
}
