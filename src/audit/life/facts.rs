//! The facts of the procedure, by the numbers that name them.

use crate::audit::row::Row;
use crate::event::Catalogue;
use crate::timeline::Timeline;
use crate::value::{Bilingual, Day, Position as Place, Uscc};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

/// Some facts by a number of theirs.
type Numbered<'a> = Rc<BTreeMap<&'a str, Vec<Row<'a>>>>;

/// The facts up to a day, and how their order is told.
pub(in crate::audit) struct Facts<'a> {
    pub(in crate::audit) catalogue: &'a Catalogue,
    pub(in crate::audit) timeline: &'a Timeline,
    pub(in crate::audit) on: Day,
    /// The facts of a batch stand behind this place, and a line rests on those above it. What is on record may have been learnt in any order.
    pub(in crate::audit) batch_after: Place,
    numbered: RefCell<BTreeMap<(&'static str, &'static str), Numbered<'a>>>,
    /// Who took over from whom: the older and the newer code.
    successions: Vec<(Uscc, Uscc)>,
}

impl<'a> Facts<'a> {
    pub(in crate::audit) fn of(catalogue: &'a Catalogue, timeline: &'a Timeline, on: Day, batch_after: Place) -> Self {
        let numbered = RefCell::default();
        let mut facts = Self { catalogue, timeline, on, batch_after, numbered, successions: Vec::new() };
        facts.successions = facts.taken_over();
        facts
    }

    /// The facts of a type up to the day, by day and content.
    pub(in crate::audit) fn rows(&self, kind: &str) -> impl Iterator<Item = Row<'a>> + use<'a> {
        let (catalogue, timeline, on) = (self.catalogue, self.timeline, self.on);
        let facts = catalogue.type_id_of(kind).into_iter().flat_map(move |kind| timeline.of_kind(kind));
        facts.filter(move |fact| fact.day <= on).map(move |fact| Row::of(catalogue, fact))
    }

    /// The facts of a type with a number in a field.
    pub(in crate::audit) fn numbered(&self, kind: &'static str, field: &'static str, number: &str) -> Vec<Row<'a>> {
        let mut all = self.numbered.borrow_mut();
        let own = all.entry((kind, field)).or_insert_with(|| {
            let mut found: BTreeMap<&str, Vec<Row<'_>>> = BTreeMap::new();
            for row in self.rows(kind) {
                if let Some(text) = row.text(field) {
                    found.entry(text).or_default().push(row);
                }
            }
            Rc::new(found)
        });
        own.get(number).cloned().unwrap_or_default()
    }

    /// What people call a type.
    pub(in crate::audit) fn title(&self, kind: &str) -> Bilingual {
        let id = self.catalogue.type_id_of(kind);
        id.map_or_else(|| Bilingual::new(kind, kind), |id| self.catalogue.declaration(id).title.clone())
    }

    /// Whether two facts are about one subject, or one that took over from the other; what names nobody is about everybody.
    pub(in crate::audit) fn are_of_one(&self, one: &Row<'_>, other: &Row<'_>) -> bool {
        let Some((one, other)) = one.subject().zip(other.subject()) else { return true };
        one == other || self.successions.iter().any(|own| *own == (one, other) || *own == (other, one))
    }

    fn taken_over(&self) -> Vec<(Uscc, Uscc)> {
        let pairs = |kind: &str, list: &'static str| {
            let rows = self.rows(kind).collect::<Vec<_>>();
            let named = rows.into_iter().flat_map(move |row| {
                let others: Vec<Uscc> = row.rows(list).filter_map(|inner| inner.code("uscc")).collect();
                row.subject().into_iter().flat_map(move |own| others.clone().into_iter().map(move |other| (own, other)))
            });
            named.collect::<Vec<_>>()
        };
        let mut found = pairs("enterprise.merged", "absorbed");
        found.extend(pairs("enterprise.split", "into"));
        found
    }
}
