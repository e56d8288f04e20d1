//! Open terms: what was decided, by whom it is known, and whether the text allows it.

use crate::event::{Record, Slot};
use crate::policy::{FilledBy, OpenTerm, TermRange, TermValue};
use crate::position::candidate::Candidate;
use crate::position::{Engine, FactRef, Gap, Issue, IssueKind, Quantity};
use crate::timeline::Fact;
use std::cell::RefCell;
use std::sync::Arc;

/// What was decided about an open term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Decision {
    /// The term, by index.
    pub term: u32,
    /// What was decided.
    pub value: TermValue,
    /// The event that says so.
    pub fact: FactRef,
}

/// The terms that were asked for while an item was judged.
#[derive(Debug, Clone, Default)]
pub(super) struct Asked {
    decided: RefCell<Vec<Decision>>,
    /// Decisions that are none: of another kind, or outside the range.
    unfit: RefCell<Vec<(u32, FactRef)>>,
    /// Figures of reference that nobody checked at their source.
    weak: RefCell<Vec<FactRef>>,
}

impl Asked {
    /// Notes a figure of reference that needs a second look.
    pub(super) fn weak(&self, fact: FactRef) {
        self.weak.borrow_mut().push(fact);
    }

    /// The decisions an item rests on, each once.
    pub(super) fn take(&self) -> Vec<Decision> {
        let mut decided = self.decided.take();
        decided.sort();
        decided.dedup();
        decided
    }
}

impl Engine<'_> {
    /// What was decided about a term. A decision the text does not allow leaves it open.
    pub(super) fn decided(&self, term: u32, candidate: &Candidate<'_>) -> Result<TermValue, Vec<Gap>> {
        let Some(declared) = self.term(term) else { return Err(vec![Gap::Uncomputable]) };
        let Some(fact) = self.last_decision(declared, candidate) else { return Err(vec![Gap::Term(term)]) };
        match value_of(declared, &fact.record) {
            Some(value) => {
                let fact = FactRef::of(fact);
                candidate.asked.decided.borrow_mut().push(Decision { term, value, fact });
                Ok(value)
            }
            None => {
                candidate.asked.unfit.borrow_mut().push((term, FactRef::of(fact)));
                Err(vec![Gap::Term(term)])
            }
        }
    }

    /// Decisions that contradict the text are worth a look, and figures that nobody checked.
    pub(super) fn doubts(&self, article: &Arc<str>, candidate: &Candidate<'_>, issues: &mut Vec<Issue>) {
        let weak = candidate.asked.weak.take().into_iter();
        issues.extend(weak.map(|fact| Issue {
            kind: IssueKind::WeakReference,
            article: Some(Arc::clone(article)),
            facts: vec![fact],
        }));
        for (term, fact) in candidate.asked.unfit.take() {
            let article = self.term(term).map(|term| term.article.clone());
            issues.push(Issue { kind: IssueKind::Conflict, article, facts: vec![fact] });
        }
    }

    fn term(&self, term: u32) -> Option<&OpenTerm> {
        self.program.open_terms.get(usize::try_from(term).ok()?)
    }

    /// The last decision up to the business horizon, for this subject and year where the term has one for each.
    fn last_decision(&self, term: &OpenTerm, candidate: &Candidate<'_>) -> Option<&Fact> {
        let FilledBy { kind, subject, named, year, .. } = term.filled_by;
        let speaks = |fact: &Fact| {
            let name = named.is_none_or(|field| fact.record.get(field).text() == Some(&term.name));
            name && year.is_none_or(|(field, of, plus)| {
                fact.record.get(field).whole() == Some(i64::from(candidate.year_of(of).saturating_add(plus)))
            })
        };
        match subject {
            Some(code) => self.facts_of(candidate.subject, kind, code).filter(|fact| speaks(fact)).last(),
            None => self.timeline.of_kind(kind).rev().find(|fact| fact.day <= self.on && speaks(fact)),
        }
    }
}

/// The value of a decision, when it is of the term's kind and inside its range.
fn value_of(term: &OpenTerm, record: &Record) -> Option<TermValue> {
    let given = term.filled_by.unit.and_then(|field| record.get(field).text());
    if given.is_some_and(|unit| !same_unit(term.range, unit)) {
        return None;
    }
    let slot = record.get(term.filled_by.value);
    let value = match slot.text() {
        Some(text) => term.range.read(text),
        None => typed(slot),
    };
    value.filter(|value| term.range.admits(*value))
}

/// Every whole number is a count, whatever is counted.
fn same_unit(range: TermRange, unit: &str) -> bool {
    match range {
        TermRange::Flag => false,
        TermRange::Amount { .. } | TermRange::Percent { .. } => unit == range.unit(),
        TermRange::Whole { .. } => !matches!(unit, "yuan" | "percent"),
    }
}

fn typed(slot: &Slot) -> Option<TermValue> {
    let money = slot.money().map(TermValue::Amount);
    let share = || slot.percent().map(TermValue::Percent);
    let number = || slot.whole().map(TermValue::Whole);
    money.or_else(share).or_else(number).or_else(|| slot.flag().map(TermValue::Flag))
}

impl From<TermValue> for Quantity {
    fn from(value: TermValue) -> Self {
        match value {
            TermValue::Flag(flag) => Quantity::Flag(flag),
            TermValue::Amount(amount) => Quantity::Money(amount),
            TermValue::Percent(share) => Quantity::Percent(share),
            TermValue::Whole(number) => Quantity::Whole(number),
        }
    }
}
