//! From events to facts.

use crate::event::{Body, Catalogue, Event, Slot, TypeId};
use crate::timeline::by_subject::{BySubject, of_kind};
use crate::timeline::identity::Identity;
use crate::timeline::said::Said;
use crate::timeline::{Amendments, Fact, FactIx, Revision};
use crate::value::{Day, EventId, Uscc};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// The facts of some events at a knowledge horizon, ordered by day and content.
#[derive(Debug, Default, PartialEq)]
pub struct Timeline {
    pub(super) facts: Vec<Fact>,
    pub(super) by_kind: FxHashMap<TypeId, Vec<FactIx>>,
    pub(super) by_subject: BySubject,
    pub(super) by_id: FxHashMap<EventId, FactIx>,
    /// The fields that name subjects, by type; the fields of rows aside.
    pub(super) naming: FxHashMap<TypeId, Vec<usize>>,
    pub(super) identity: Identity,
    pub(super) said: Said,
}

impl Timeline {
    /// Builds the facts from the events up to the knowledge horizon, in order of position.
    ///
    /// Corrections and retractions take effect here and nowhere else; raw events of unknown types carry no facts.
    pub fn build(catalogue: &Catalogue, events: Vec<Event>) -> Self {
        let amendments = Amendments::of(catalogue, &events);
        let mut facts: Vec<Fact> =
            events.into_iter().filter_map(|event| standing_fact(catalogue, &amendments, event)).collect();
        let identity = Identity::of(catalogue, &facts);
        if !identity.is_plain() {
            facts = facts.into_iter().map(|fact| identity.renamed(fact)).collect();
        }
        let mut timeline = Self { facts: in_order(facts), identity, ..Self::default() };
        timeline.index(catalogue);
        timeline
    }

    fn index(&mut self, catalogue: &Catalogue) {
        self.naming = naming(catalogue);
        self.by_id.reserve(self.facts.len());
        let mut named = Vec::with_capacity(self.facts.len());
        for (number, fact) in (0..).zip(&self.facts) {
            let ix = FactIx(number);
            self.by_kind.entry(fact.kind).or_default().push(ix);
            self.by_id.insert(fact.id, ix);
            named.extend(subjects_of(catalogue, fact).map(|code| (self.identity.now(code), fact.kind, ix)));
        }
        self.by_subject = BySubject::of(named);
    }

    /// All facts, by day and content.
    pub fn facts(&self) -> &[Fact] {
        &self.facts
    }

    /// The fact behind a handle.
    ///
    /// A handle of this timeline always has one; a handle of a longer one may have none here.
    pub fn fact(&self, ix: FactIx) -> Option<&Fact> {
        self.facts.get(usize::try_from(ix.0).ok()?)
    }

    /// All facts of a type, by day and content.
    pub fn of_kind(&self, kind: TypeId) -> impl DoubleEndedIterator<Item = &Fact> + Clone {
        self.by_kind.get(&kind).into_iter().flatten().filter_map(|ix| self.fact(*ix))
    }

    /// The facts of a type that name a subject in any of their code fields, by day and content.
    pub fn of_subject(&self, subject: Uscc, kind: TypeId) -> impl DoubleEndedIterator<Item = &Fact> + Clone {
        self.about(subject).of_kind(kind)
    }

    /// The facts that name a subject, for whoever asks for one type of them after the other.
    pub fn about(&self, subject: Uscc) -> About<'_> {
        About { timeline: self, entries: self.by_subject.entries(subject) }
    }

    /// The standing fact that an event became.
    pub fn by_id(&self, id: EventId) -> Option<&Fact> {
        self.by_id.get(&id).and_then(|ix| self.fact(*ix))
    }

    /// Whether facts of a type name subjects at all, as its declaration says; no fact of it need be known.
    pub fn names_subjects(&self, kind: TypeId) -> bool {
        self.naming.contains_key(&kind)
    }

    /// Whether a fact of a type is among those about whomever a field of its own names.
    pub fn is_known_by(&self, kind: TypeId, field: usize) -> bool {
        self.naming.get(&kind).is_some_and(|fields| fields.contains(&field))
    }

    /// Whether a fact, which need not be among these, names a subject in any of its code fields.
    pub fn is_about(&self, catalogue: &Catalogue, fact: &Fact, subject: Uscc) -> bool {
        subjects_of(catalogue, fact).any(|code| self.code_now(code) == subject)
    }

    /// The code a subject is known by now; the same one where it never changed.
    pub fn code_now(&self, code: Uscc) -> Uscc {
        self.identity.now(code)
    }

    /// Every code named by any fact, in order; of a subject whose code changed the one it has now.
    pub fn subjects(&self) -> &[Uscc] {
        self.by_subject.subjects()
    }
}

/// The facts that name one subject.
#[derive(Debug, Clone, Copy)]
pub struct About<'t> {
    timeline: &'t Timeline,
    entries: &'t [(TypeId, FactIx)],
}

impl<'t> About<'t> {
    /// Those of a type, by day and content.
    pub fn of_kind(self, kind: TypeId) -> impl DoubleEndedIterator<Item = &'t Fact> + Clone {
        of_kind(self.entries, kind).iter().filter_map(move |(_, ix)| self.timeline.fact(*ix))
    }
}

/// Facts by day and content. Their order is found by what most of them differ in, and each is moved once.
fn in_order(facts: Vec<Fact>) -> Vec<Fact> {
    let mut facts: Vec<Option<Fact>> = facts.into_iter().map(Some).collect();
    let mut order: Vec<(Day, TypeId, usize)> = Vec::with_capacity(facts.len());
    order.extend(facts.iter().flatten().enumerate().map(|(number, fact)| (fact.day, fact.kind, number)));
    let record = |number: usize| facts.get(number).and_then(Option::as_ref).map(|fact| &fact.record);
    order.sort_by(|(day, kind, one), (other_day, other_kind, other)| {
        (day, kind).cmp(&(other_day, other_kind)).then_with(|| record(*one).cmp(&record(*other)))
    });
    let mut ordered = Vec::with_capacity(order.len());
    ordered.extend(order.into_iter().filter_map(|(_, _, number)| facts.get_mut(number).and_then(Option::take)));
    ordered
}

/// The fact that an event became, as far as it stands.
pub(super) fn standing_fact(catalogue: &Catalogue, amendments: &Amendments, event: Event) -> Option<Fact> {
    let Body::Typed(kind, mut record) = event.body else { return None };
    if amendments.is_retracted(event.id) {
        return None;
    }
    let mut day = event.occurred_on;
    let mut revisions = Vec::new();
    for (position, recorded_at, correction) in amendments.standing(event.id) {
        // What does not decode was refused at the door; a history of another make keeps what stood before.
        let version = catalogue.version_at(kind, position);
        let Ok(corrected) = catalogue.decode_version(kind, version, &correction.data) else { continue };
        let before = std::mem::replace(&mut record, corrected);
        let field_day = catalogue.declaration(kind).occurred_on.and_then(|field| record.get(field).day());
        let reason = Arc::clone(&correction.reason);
        revisions.push(Revision { position, recorded_at, reason, day, record: before });
        day = correction.occurred_on.or(field_day).unwrap_or(day);
    }
    Some(Fact {
        position: event.position,
        id: event.id,
        kind,
        day,
        recorded_at: event.recorded_at,
        recorded_by: event.recorded_by,
        record,
        evidence: event.evidence,
        revisions,
    })
}

/// The codes a fact names in fields tagged as enterprise, its own or those of its rows.
pub(super) fn subjects_of<'a>(catalogue: &'a Catalogue, fact: &'a Fact) -> impl Iterator<Item = Uscc> + 'a {
    subject_tags(catalogue, fact.kind).flat_map(|(field, inner)| {
        let slot = fact.record.get(field);
        let rows = inner.map(|inner| slot.rows().iter().filter_map(move |row| row.get(inner).code()));
        let own = if inner.is_none() { slot } else { &Slot::Absent };
        own.code().into_iter().chain(rows.into_iter().flatten())
    })
}

/// The fields by which types name subjects, those of rows aside; a type that names none has no place here.
fn naming(catalogue: &Catalogue) -> FxHashMap<TypeId, Vec<usize>> {
    let own = |kind: TypeId| {
        let mut tags = subject_tags(catalogue, kind).peekable();
        tags.peek()?;
        Some((kind, tags.filter(|(_, inner)| inner.is_none()).map(|(field, _)| field).collect()))
    };
    catalogue.ids().filter_map(own).collect()
}

/// The fields of a type that name subjects, with the field of a row where it is one.
fn subject_tags(catalogue: &Catalogue, kind: TypeId) -> impl Iterator<Item = (usize, Option<usize>)> + '_ {
    let tags = catalogue.declaration(kind).tags.iter().filter(|(_, _, namespace)| namespace == "enterprise");
    tags.map(|(field, inner, _)| (*field, *inner))
}
