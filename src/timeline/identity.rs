//! One subject under several codes: a code that changed means the one that came after it.

use crate::event::{Catalogue, Event, Known, Record, TypeId};
use crate::timeline::{Fact, Revision};
use crate::value::Uscc;
use rustc_hash::FxHashMap;

/// The codes that gave way to others, each with the one that came next.
#[derive(Debug, Default, Clone, PartialEq)]
pub(super) struct Identity {
    kind: Option<TypeId>,
    next: FxHashMap<Uscc, Uscc>,
}

impl Identity {
    /// Reads the changes of code among facts. Like a correction a change acts as soon as it is known, whatever its day.
    pub(super) fn of(catalogue: &Catalogue, facts: &[Fact]) -> Self {
        let Some(kind) = catalogue.type_id_of(Known::SubjectRecoded.name()) else { return Self::default() };
        let fields = catalogue.field(kind, "old_uscc").zip(catalogue.field(kind, "uscc"));
        let changes = facts.iter().filter(|fact| fact.kind == kind);
        let next = changes.filter_map(|fact| {
            let (old, new) = fields?;
            fact.record.get(old).code().zip(fact.record.get(new).code())
        });
        Self { kind: Some(kind), next: next.filter(|(old, new)| old != new).collect() }
    }

    /// The changes of code among facts.
    pub(super) fn changes<'f>(&self, facts: &'f [Fact]) -> impl Iterator<Item = &'f Fact> {
        let kind = self.kind.filter(|_| !self.is_plain());
        facts.iter().filter(move |fact| Some(fact.kind) == kind)
    }

    /// Whether no code ever changed, as in most ledgers.
    pub(super) fn is_plain(&self) -> bool {
        self.next.is_empty()
    }

    /// Whether an event could change which code a subject is known by, by itself or where it is amended.
    pub(super) fn is_changed_by(event: &Event) -> bool {
        Known::of(&event.kind) == Some(Known::SubjectRecoded)
    }

    /// The code a subject is known by now. Codes that lead back to themselves end after one round, at the smallest.
    pub(super) fn now(&self, code: Uscc) -> Uscc {
        let mut met = vec![code];
        while let Some(next) = met.last().and_then(|last| self.next.get(last)) {
            if met.contains(next) {
                return met.into_iter().min().unwrap_or(code);
            }
            met.push(*next);
        }
        met.last().copied().unwrap_or(code)
    }

    /// A fact under the codes of now. The change itself keeps both codes, so that it can be read.
    pub(super) fn renamed(&self, fact: Fact) -> Fact {
        if self.is_plain() || Some(fact.kind) == self.kind {
            return fact;
        }
        let of_now = |record: Record| record.recoded(&|code| self.now(code));
        let revisions = fact.revisions.into_iter().map(|own| Revision { record: of_now(own.record), ..own });
        Fact { record: of_now(fact.record), revisions: revisions.collect(), ..fact }
    }
}
