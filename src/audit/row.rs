//! A fact of the procedure, read by the names of its fields.

use crate::event::{Catalogue, Record, Said, Slot, TypeId};
use crate::position::FactRef;
use crate::timeline::Fact;
use crate::value::{Day, DayPeriod, Fen, Ratio, Uscc};

/// A fact, or a row of one, and what its fields are called.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row<'a> {
    said: Said<'a>,
    pub(super) fact: &'a Fact,
}

/// A row of a list inside a fact.
#[derive(Debug, Clone, Copy)]
pub(super) struct Inner<'a> {
    catalogue: &'a Catalogue,
    kind: TypeId,
    rows: usize,
    record: &'a Record,
}

impl<'a> Row<'a> {
    pub(super) fn of(catalogue: &'a Catalogue, fact: &'a Fact) -> Self {
        Self { said: Said { catalogue, kind: fact.kind, record: &fact.record }, fact }
    }

    fn slot(&self, field: &str) -> &'a Slot {
        self.said.slot(field)
    }

    pub(super) fn text(&self, field: &str) -> Option<&'a str> {
        self.slot(field).text()
    }

    pub(super) fn money(&self, field: &str) -> Option<Fen> {
        self.slot(field).money()
    }

    pub(super) fn whole(&self, field: &str) -> Option<i64> {
        self.slot(field).whole()
    }

    pub(super) fn percent(&self, field: &str) -> Option<Ratio> {
        self.slot(field).percent()
    }

    pub(super) fn period(&self, field: &str) -> Option<DayPeriod> {
        if let Slot::Period(period) = self.slot(field) { Some(*period) } else { None }
    }

    /// The name of its type.
    pub(super) fn kind(&self) -> &'a str {
        self.said.catalogue.declaration(self.fact.kind).name.as_str()
    }

    /// The day on which it was last recorded: written down, or corrected.
    pub(super) fn recorded_on(&self) -> Day {
        let corrected = self.fact.revisions.iter().map(|revision| revision.recorded_at);
        corrected.fold(self.fact.recorded_at, std::cmp::Ord::max).day()
    }

    pub(super) fn date(&self, field: &str) -> Option<Day> {
        self.slot(field).day()
    }

    pub(super) fn flag(&self, field: &str) -> Option<bool> {
        self.slot(field).flag()
    }

    /// Whom the fact is about.
    pub(super) fn subject(&self) -> Option<Uscc> {
        self.slot("uscc").code()
    }

    pub(super) fn day(&self) -> Day {
        self.fact.day
    }

    pub(super) fn at(&self) -> FactRef {
        FactRef::of(self.fact)
    }

    /// The rows of a list.
    pub(super) fn rows(&self, field: &str) -> impl Iterator<Item = Inner<'a>> {
        let Said { catalogue, kind, .. } = self.said;
        let index = catalogue.field(kind, field);
        let rows = index.map_or(&[][..], |index| self.fact.record.get(index).rows());
        rows.iter().map(move |record| Inner { catalogue, kind, rows: index.unwrap_or_default(), record })
    }
}

impl<'a> Inner<'a> {
    fn slot(&self, field: &str) -> &'a Slot {
        let declared = self.catalogue.declaration(self.kind).fields.get(self.rows).map(|field| &field.kind);
        let Some(crate::event::FieldKind::Rows { fields, .. }) = declared else { return &Slot::Absent };
        let index = fields.iter().position(|known| known.name == field);
        index.map_or(&Slot::Absent, |index| self.record.get(index))
    }

    pub(super) fn text(&self, field: &str) -> Option<&'a str> {
        self.slot(field).text()
    }

    pub(super) fn money(&self, field: &str) -> Option<Fen> {
        self.slot(field).money()
    }

    pub(super) fn whole(&self, field: &str) -> Option<i64> {
        self.slot(field).whole()
    }

    pub(super) fn code(&self, field: &str) -> Option<Uscc> {
        self.slot(field).code()
    }
}
