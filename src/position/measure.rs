//! Measures: one number, day or answer about a subject.

use crate::event::Slot;
use crate::policy::{
    CountForm, LatestForm, MeasureForm, MeasureId, Missing, ReferenceDay, ReferenceForm, Since, Successors, SumForm,
    TermValue,
};
use crate::position::amount::both;
use crate::position::candidate::Candidate;
use crate::position::{Answer, Engine, FactRef, Gap, Interval, Quantity};
use crate::timeline::Fact;
use crate::value::{Day, Exact, Fen, Ratio, Uscc};
use std::cmp::Ordering;
use std::sync::Arc;

/// A measure's answer, or why there is none.
pub(super) type Measured = Result<Answer, Vec<Gap>>;

/// A subject, or somebody it continues.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Kin {
    pub(super) code: Uscc,
    /// What it did until this day counts: the day it was joined.
    pub(super) until: Day,
    /// From this day on it counts for the subject.
    pub(super) since: Day,
}

impl<'a> Engine<'a> {
    /// The value of a measure for a candidate.
    pub(super) fn measure(&self, id: MeasureId, candidate: &Candidate<'_>) -> Measured {
        let Some(measure) = self.program.measure(id) else { return Err(vec![Gap::Uncomputable]) };
        match &measure.form {
            MeasureForm::Entries { what, since, inherits } => Ok(self.entries(what, *since, *inherits, candidate)),
            MeasureForm::Latest(form) => self.latest(id, form, candidate),
            MeasureForm::Sum(form) => self.sum(id, form, candidate),
            MeasureForm::Excess { of, over, target } => self.excess(*of, *over, *target, candidate),
            MeasureForm::Ratio { of, to } => self.share_of(*of, *to, candidate),
            MeasureForm::Rank(form) => self.rank(form, candidate),
            MeasureForm::Ranked { by, within, holding } => self.ranked(*by, *within, holding, candidate),
            MeasureForm::Newcomers(form) => Ok(self.newcomers(form, candidate)),
            MeasureForm::Reference(form) => self.reference(id, form, candidate),
        }
    }

    /// How often something happened before the fact, to the subject or to those it follows. Of one day the content
    /// decides what came before.
    fn entries(&self, what: &CountForm, since: Since, inherits: bool, candidate: &Candidate<'_>) -> Answer {
        let after = match since {
            Since::Ever => Day::MIN,
            Since::Policy => self.document(candidate.document).force.first,
        };
        let inherited = self.document(candidate.document).options.successors == Successors::Inherit;
        let mut facts = Vec::new();
        for Kin { code: subject, until, .. } in self.lineage(candidate.subject, candidate.day, inherited) {
            let inside = |day: Day, fact: Option<&Fact>| {
                let own = candidate.facts.first();
                let same_day = || fact.zip(own).is_some_and(|(fact, own)| fact.content_order(own) == Ordering::Less);
                after <= day && day <= until && (day < candidate.day || (day == candidate.day && same_day()))
            };
            match what {
                CountForm::Status(status) => {
                    let counted = inherits || self.program.status(*status).is_some_and(|status| status.inherits);
                    if subject == candidate.subject || counted {
                        let all = self.intervals(subject, *status);
                        let opening = |interval: &Interval| self.timeline.by_id(interval.opened_by.id);
                        let before = all.iter().filter(|interval| {
                            !interval.is_void() && !interval.inherited && inside(interval.first, opening(interval))
                        });
                        facts.extend(before.map(|interval| interval.opened_by));
                    }
                }
                CountForm::Facts(selection) => {
                    if subject == candidate.subject || inherits {
                        let before =
                            self.selected(subject, selection, false).filter(|fact| inside(fact.day, Some(fact)));
                        facts.extend(before.map(FactRef::of));
                    }
                }
            }
        }
        Answer { value: Quantity::Whole(i64::try_from(facts.len()).unwrap_or(i64::MAX)), facts }
    }

    /// A subject and, when successors inherit, those it absorbed or came from, and theirs before that.
    pub(super) fn lineage(&self, subject: Uscc, on: Day, inherited: bool) -> Vec<Kin> {
        let mut lineage = vec![Kin { code: subject, until: Day::MAX, since: Day::MIN }];
        let mut next = 0;
        while let Some(heir) = lineage.get(next).copied().filter(|_| inherited) {
            next = next.saturating_add(1);
            let limit = heir.until.min(on);
            let mut joined: Vec<(Uscc, Day)> = Vec::new();
            let [code, absorbed] = self.words.merged.fields;
            for fact in self.facts_of(heir.code, self.words.merged.kind, code) {
                let rows = fact.record.get(absorbed).rows();
                joined.extend(rows.iter().filter_map(|row| row.get(self.words.absorbed).code()).map(|c| (c, fact.day)));
            }
            let [origin, into] = self.words.split.fields;
            for fact in self.of_subject(heir.code, self.words.split.kind) {
                let rows = fact.record.get(into).rows();
                let named = rows.iter().any(|row| row.get(self.words.into).code() == Some(heir.code));
                joined.extend(fact.record.get(origin).code().filter(|_| named).map(|code| (code, fact.day)));
            }
            for (code, day) in joined.into_iter().filter(|(_, day)| *day <= limit) {
                let kin = Kin { code, until: day, since: heir.since.max(day) };
                if !lineage.contains(&kin) {
                    lineage.push(kin);
                }
            }
        }
        lineage
    }

    fn latest(&self, id: MeasureId, form: &LatestForm, candidate: &Candidate<'_>) -> Measured {
        match self.best_fact(form, candidate) {
            Some(fact) => {
                let value = quantity(fact.record.get(form.field)).ok_or_else(|| vec![Gap::Field { measure: id }])?;
                Ok(Answer { value, facts: vec![FactRef::of(fact)] })
            }
            None => match form.missing {
                Missing::Undetermined => {
                    let year = form.year.map(|(_, of, plus)| candidate.year_of(of).saturating_add(plus));
                    Err(vec![Gap::Fact { kind: form.kind, measure: Some(id), year }])
                }
                Missing::Zero => Ok(Answer { value: Quantity::Money(Fen::ZERO), facts: Vec::new() }),
            },
        }
    }

    /// The preferred event, and among equals the latest.
    pub(super) fn best_fact<'s>(&'s self, form: &'s LatestForm, candidate: &'s Candidate<'_>) -> Option<&'a Fact> {
        let rank = |fact: &Fact| {
            let prefer = form.prefer.as_ref()?;
            let word = fact.record.get(prefer.field).text()?;
            prefer.order.iter().position(|known| **known == *word)
        };
        // `max_by` keeps the last of equals, and facts come by day and content.
        self.speaking(form, candidate).max_by(|a, b| rank(b).cmp(&rank(a)))
    }

    /// The events a latest form may choose from.
    pub(super) fn speaking<'s>(
        &'s self,
        form: &'s LatestForm,
        candidate: &'s Candidate<'_>,
    ) -> impl Iterator<Item = &'a Fact> + 's {
        self.facts_of(candidate.subject, form.kind, form.subject).filter(move |fact| {
            let agrees = form.matching.iter().all(|(mine, theirs)| candidate.slot(*mine) == fact.record.get(*theirs));
            let year = form.year.is_none_or(|(field, of, plus)| {
                fact.record.get(field).whole() == Some(i64::from(candidate.year_of(of).saturating_add(plus)))
            });
            agrees && year && form.by.is_none_or(|by| fact.day <= by.day(candidate.day, candidate.test_day))
        })
    }

    /// The column of a reference series that counts, as last published by the reference day.
    fn reference(&self, id: MeasureId, form: &ReferenceForm, candidate: &Candidate<'_>) -> Measured {
        let day = match form.on {
            None => return Err(vec![Gap::Reading(id)]),
            Some(ReferenceDay::YearEnd(plus)) => Day::year_end(candidate.fact_year.saturating_add(plus)),
            Some(ReferenceDay::Measure(measure)) => {
                self.measure(measure, candidate)?.value.day().ok_or_else(|| vec![Gap::Uncomputable])?
            }
        };
        let by = self.measure(form.by, candidate)?.value.whole().ok_or_else(|| vec![Gap::Uncomputable])?;
        let bound = self.whole(form.up_to, candidate.days()).ok_or_else(|| vec![Gap::Uncomputable])?;
        let column = if by <= bound { form.columns.0 } else { form.columns.1 };
        let published = self.timeline.of_kind(form.kind).rev().find(|fact| fact.day <= day);
        let published = published.ok_or_else(|| vec![Gap::Fact { kind: form.kind, measure: Some(id), year: None }])?;
        let value = quantity(published.record.get(column)).ok_or_else(|| vec![Gap::Field { measure: id }])?;
        let graded = |(field, firm): &(usize, Vec<Arc<str>>)| {
            published.record.get(*field).text().is_none_or(|grade| firm.iter().any(|known| **known == *grade))
        };
        if !form.grade.as_ref().is_none_or(graded) {
            candidate.asked.weak(FactRef::of(published));
        }
        Ok(Answer { value, facts: vec![FactRef::of(published)] })
    }

    /// The sum of a field over the item's own facts.
    fn sum(&self, id: MeasureId, form: &SumForm, candidate: &Candidate<'_>) -> Measured {
        let mut total = Fen::ZERO;
        let mut facts = Vec::new();
        for fact in candidate.facts.iter().filter(|fact| self.is_first(fact, form, candidate.subject)) {
            let amount = fact.record.get(form.field).money().ok_or_else(|| vec![Gap::Field { measure: id }])?;
            let less = form.less.and_then(|less| fact.record.get(less).money()).unwrap_or(Fen::ZERO);
            total = total.plus(amount.minus(less));
            facts.push(FactRef::of(fact));
        }
        Ok(Answer { value: Quantity::Money(total), facts })
    }

    /// Whether no earlier fact of the subject speaks of the same amount.
    fn is_first(&self, fact: &Fact, form: &SumForm, subject: Uscc) -> bool {
        let Some(field) = form.once_by else { return true };
        let counts = |fact: &&Fact| form.filter.iter().all(|test| self.field_test(test, &fact.record, None));
        let mut same = self.of_subject(subject, fact.kind).filter(counts);
        same.find(|other| other.record.get(field) == fact.record.get(field)).is_none_or(|first| first.id == fact.id)
    }

    /// What is above another measure and a target beyond it. No target is below nothing, so that what is not above the
    /// other measure is known to be above no target, whatever it will be.
    fn excess(&self, of: MeasureId, over: MeasureId, target: u32, candidate: &Candidate<'_>) -> Measured {
        let (of, over) = both(self.measure(of, candidate), self.measure(over, candidate))?;
        let unfit = || vec![Gap::Uncomputable];
        let (reached, before) = (of.value.exact().ok_or_else(unfit)?, over.value.exact().ok_or_else(unfit)?);
        let bar = match self.decided(target, candidate) {
            Err(_) if reached <= before => before,
            Err(gaps) => return Err(gaps),
            Ok(TermValue::Percent(share)) => {
                before.times(Ratio::ONE.plus(share).ok_or_else(unfit)?).ok_or_else(unfit)?
            }
            Ok(TermValue::Amount(amount)) => before.plus(Exact::from_fen(amount)).ok_or_else(unfit)?,
            Ok(TermValue::Flag(_) | TermValue::Whole(_)) => return Err(unfit()),
        };
        let value = Quantity::Exact(reached.minus(bar).ok_or_else(unfit)?);
        Ok(Answer { value, facts: of.facts.into_iter().chain(over.facts).collect() })
    }

    /// One measure as a share of another; of nothing it is none.
    fn share_of(&self, of: MeasureId, to: MeasureId, candidate: &Candidate<'_>) -> Measured {
        let (of, to) = (self.measure(of, candidate)?, self.measure(to, candidate)?);
        let unfit = || vec![Gap::Uncomputable];
        let (part, whole) = (of.value.exact().ok_or_else(unfit)?, to.value.exact().ok_or_else(unfit)?);
        let share = if whole == Exact::from_fen(Fen::ZERO) {
            Ratio::ZERO
        } else {
            part.ratio().over(whole.ratio()).ok_or_else(unfit)?
        };
        let mut facts = of.facts;
        facts.extend(to.facts);
        facts.dedup();
        Ok(Answer { value: Quantity::Percent(share), facts })
    }
}

/// The value of a slot that a rule can reckon with.
pub(super) fn quantity(slot: &Slot) -> Option<Quantity> {
    Some(match slot {
        Slot::Money(fen) => Quantity::Money(*fen),
        Slot::Percent(ratio) => Quantity::Percent(**ratio),
        Slot::Whole(number) => Quantity::Whole(*number),
        Slot::Day(day) => Quantity::Day(*day),
        Slot::Flag(flag) => Quantity::Flag(*flag),
        Slot::Text(text) => Quantity::Text(text.clone()),
        Slot::Absent
        | Slot::Period(_)
        | Slot::Code(_)
        | Slot::Standard(_)
        | Slot::Id(_)
        | Slot::Digest(_)
        | Slot::Rows(_) => return None,
    })
}
