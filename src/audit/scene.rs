//! What detectors look at: the facts known, what everybody is owed now, and what was owed when money was decided.

use crate::audit::knowledge::Knowledge;
use crate::audit::row::Row;
use crate::event::Catalogue;
use crate::policy::{AboveCap, Program};
use crate::position::{CapUse, ExcludedBy, FactRef, Item, Position, StatusSpan};
use crate::timeline::Timeline;
use crate::value::{Day, Fen, Position as Place, Uscc};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A ledger at a horizon, with everything computed that a detector may ask. Detectors compute nothing about entitlements.
#[derive(Debug)]
pub struct Scene<'a> {
    /// The declared types.
    pub catalogue: &'a Catalogue,
    /// The rules, for caps and clauses.
    pub program: &'a Program,
    /// The facts known.
    pub timeline: &'a Timeline,
    /// The business day.
    pub on: Day,
    /// The position of everybody as known now, by code.
    pub now: &'a BTreeMap<Uscc, Position>,
    /// For each approval and payment what could be known of its matters when it was decided.
    pub then: &'a BTreeMap<Place, Then>,
}

/// What an approval or a payment was for, by what could be known of it, on its day.
#[derive(Debug, Clone)]
pub struct Then {
    /// What could be known.
    pub knowledge: Knowledge,
    /// The items it belongs to.
    pub items: Vec<Item>,
    /// What its subject was.
    pub statuses: Vec<StatusSpan>,
    /// The caps of its subject.
    caps: Vec<CapThen>,
    /// How much too much was approved with others together: under a cap that reaches one of them, or for the same matter under
    /// another grant. The choice may leave any of these short.
    pub together: Fen,
    /// The approvals of these others, and of those that took money from its items.
    pub others: Vec<FactRef>,
}

/// A cap as it was known, and what counted against it: by grant and matter.
#[derive(Debug, Clone, PartialEq, Eq)]
struct CapThen {
    own: CapUse,
    counted: Vec<(Arc<str>, Arc<str>)>,
}

/// An item and whose it is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Owned<'s> {
    pub(super) subject: Uscc,
    pub(super) item: &'s Item,
}

impl Then {
    /// Keeps of a position what belongs to the money event at a place.
    pub fn of(position: Position, place: Place, knowledge: Knowledge, program: &Program) -> Self {
        let own = |item: &&Item| item.payments.iter().any(|fact| fact.position == place);
        let (mut together, mut others) = rivals(&position, &own);
        let mut caps = Vec::new();
        for cap in &position.caps {
            let counted = counted(&position, cap, program);
            let named = counted.iter().map(|item| (Arc::clone(&item.grant_id), Arc::clone(&item.matter))).collect();
            caps.push(CapThen { own: cap.clone(), counted: named });
            let approved: Fen = counted.iter().map(|item| item.approved).sum();
            if counted.iter().any(own) && approved.less(cap.cap) > together {
                together = approved.less(cap.cap);
                others = counted.iter().flat_map(|item| item.approvals.iter().copied()).collect();
            }
        }
        for fact in beaten_by(&position, &own) {
            if !others.contains(&fact) {
                others.push(fact);
            }
        }
        let Position { mut items, statuses, .. } = position;
        items.retain(|item| own(&item));
        Self { knowledge, items, statuses, caps, together, others }
    }

    /// Whether a fact could be known.
    pub(super) fn knew(&self, row: Row<'_>) -> bool {
        self.knowledge.holds(row.kind(), row.fact.position, row.fact.recorded_at.day())
    }

    /// How much of what is paid now lies beyond a cap as it was known then: it may have been higher, and may have counted other things.
    pub(super) fn beyond(&self, cap: &CapUse, now: &Position) -> Fen {
        let Some(then) = self.caps.iter().find(|then| then.own.name == cap.name && then.own.year == cap.year) else {
            return Fen::ZERO;
        };
        let counts =
            |item: &&Item| then.counted.iter().any(|(grant, matter)| *grant == item.grant_id && *matter == item.matter);
        now.items.iter().filter(counts).map(|item| item.paid).sum::<Fen>().less(then.own.cap)
    }
}

/// How much too much was approved for the matters of some items under other grants, and by which approvals.
fn rivals(position: &Position, own: &impl Fn(&&Item) -> bool) -> (Fen, Vec<FactRef>) {
    let mine: Vec<&Item> = position.items.iter().filter(own).collect();
    let rival = |item: &&Item| {
        let same = mine.iter().any(|mine| mine.matter == item.matter && mine.grant_id != item.grant_id);
        same && item.is_known() && item.approved > item.net
    };
    let rivals: Vec<&Item> = position.items.iter().filter(rival).collect();
    let together = rivals.iter().map(|item| item.approved.less(item.net)).sum();
    (together, rivals.iter().flat_map(|item| item.approvals.iter().copied()).collect())
}

/// The approvals of the items that some items gave way to.
fn beaten_by(position: &Position, own: &impl Fn(&&Item) -> bool) -> Vec<FactRef> {
    let excluded = position.items.iter().filter(own).flat_map(|item| &item.excluded);
    let by = excluded.filter_map(|excluded| match excluded.by {
        ExcludedBy::Item(index) | ExcludedBy::Linked { item: Some(index), .. } => position.items.get(index),
        ExcludedBy::Linked { item: None, .. } | ExcludedBy::Other(_) => None,
    });
    by.flat_map(|item| item.approvals.iter().copied()).collect()
}

/// The items that count against a cap in its year; none where what is above it goes on to the next year.
pub(super) fn counted<'p>(position: &'p Position, cap: &CapUse, program: &Program) -> Vec<&'p Item> {
    let Some(limit) = program.limits.get(cap.limit) else { return Vec::new() };
    let counts = |item: &&Item| {
        let document = program.document(item.document);
        let carried = document.options.above_cap == AboveCap::Carried;
        let reached = item.grant.is_some_and(|grant| limit.grants.contains(&grant));
        reached && !carried && item.cap_year(document) == cap.year
    };
    position.items.iter().filter(counts).collect()
}

impl<'a> Scene<'a> {
    /// The facts of a type up to the business day, by day and content.
    pub(super) fn rows(&self, kind: &str) -> impl Iterator<Item = Row<'a>> + use<'a> {
        let on = self.on;
        self.ever(kind).filter(move |row| row.day() <= on)
    }

    /// The facts of a type of whatever day: what people do about a finding counts as soon as it is known.
    pub(super) fn ever(&self, kind: &str) -> impl Iterator<Item = Row<'a>> + use<'a> {
        let (catalogue, timeline) = (self.catalogue, self.timeline);
        let facts = catalogue.type_id_of(kind).into_iter().flat_map(move |kind| timeline.of_kind(kind));
        facts.map(move |fact| Row::of(catalogue, fact))
    }

    /// The facts of a type about a subject up to the business day.
    pub(super) fn own(&self, subject: Uscc, kind: &str) -> impl Iterator<Item = Row<'a>> + use<'a> {
        let (catalogue, timeline, on) = (self.catalogue, self.timeline, self.on);
        let kind = catalogue.type_id_of(kind);
        let facts = kind.into_iter().flat_map(move |kind| timeline.of_subject(subject, kind));
        facts.filter(move |fact| fact.day <= on).map(move |fact| Row::of(catalogue, fact))
    }

    /// The facts of a type by the text in a field.
    pub(super) fn by(&self, kind: &str, field: &str) -> BTreeMap<&'a str, Vec<Row<'a>>> {
        let mut found: BTreeMap<&str, Vec<Row<'_>>> = BTreeMap::new();
        for row in self.rows(kind) {
            if let Some(text) = row.text(field) {
                found.entry(text).or_default().push(row);
            }
        }
        found
    }

    /// A fact as it stands.
    pub(super) fn row(&self, fact: FactRef) -> Option<Row<'a>> {
        self.timeline.by_id(fact.id).map(|fact| Row::of(self.catalogue, fact))
    }

    /// Every item of everybody as known now.
    pub(super) fn items(&self) -> impl Iterator<Item = Owned<'a>> + use<'a> {
        let now = self.now;
        now.iter().flat_map(|(subject, position)| position.items.iter().map(|item| Owned { subject: *subject, item }))
    }

    /// The item of a subject that an approval or a payment belongs to, as known now.
    pub(super) fn item_of(&self, subject: Uscc, money: FactRef) -> impl Iterator<Item = &Item> {
        let items = self.now.get(&subject).map_or(&[][..], |position| &position.items);
        items.iter().filter(move |item| item.payments.contains(&money))
    }
}
