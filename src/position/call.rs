//! Calls: when a fact can be applied for, which document governs it, and the day its conditions are tested.

use crate::policy::{GovernedOn, MissedCall, TestDay};
use crate::position::{Engine, FactRef};
use crate::value::{Day, Uscc};

/// The application for an item, and the day its conditions are tested.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Application {
    /// The application day.
    pub day: Day,
    /// What made it that day.
    pub basis: ApplicationBasis,
    /// The day conditions are tested.
    pub test_day: Day,
    /// The day that decides the governing document.
    pub governed_on: Day,
    /// Whether the opening of the call is recorded, or assumed to be 1 January of the year after the fact.
    pub call_recorded: bool,
}

/// What an application day rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ApplicationBasis {
    /// A recorded application; one from before the opening of its call counts on the opening day.
    Submitted(FactRef),
    /// An approval without an application that counts is one on its day.
    Approved(FactRef),
    /// The call is open, not opened yet or not recorded: the day asked about.
    Horizon,
    /// The call closed without one in its window; tested on its last day only to show what was missed.
    Missed,
}

/// A recorded call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Call {
    opens: Day,
    closes: Day,
}

/// An application, and the day it counts on.
pub(super) type Submitted = Option<(Day, FactRef)>;

impl Engine<'_> {
    /// The application for a fact of a year, given the first approval when it belongs to the item.
    pub(super) fn application(
        &self,
        (subject, document): (Uscc, usize),
        fact_day: Day,
        fact_year: i32,
        approved: Option<FactRef>,
    ) -> Application {
        let options = self.document(document).options;
        let call = self.call(fact_year);
        let (day, basis) = self.application_day(subject, fact_year, (options.missed_call, approved));
        let opens = call.map_or_else(|| Day::year_start(fact_year.saturating_add(1)), |call| call.opens);
        Application {
            day,
            basis,
            test_day: match options.test_day {
                TestDay::Application => day,
                TestDay::Fact => fact_day,
            },
            governed_on: match self.governed_on(document) {
                GovernedOn::CallOpens => opens,
                GovernedOn::FactDay => fact_day,
                GovernedOn::DecisionDay => approved.map_or(self.on, |approval| approval.day),
            },
            call_recorded: call.is_some(),
        }
    }

    fn application_day(
        &self,
        subject: Uscc,
        fact_year: i32,
        (missed, approved): (MissedCall, Option<FactRef>),
    ) -> (Day, ApplicationBasis) {
        if let Some((day, found)) = self.submitted(subject, fact_year) {
            return (day, ApplicationBasis::Submitted(found));
        }
        if let Some(approval) = approved {
            return (approval.day, ApplicationBasis::Approved(approval));
        }
        let Some(closed) = self.call(fact_year).filter(|call| call.closes < self.on) else {
            return (self.on, ApplicationBasis::Horizon);
        };
        match missed {
            MissedCall::Lost => (closed.closes, ApplicationBasis::Missed),
            MissedCall::NextCall => self.next_call(subject, fact_year.saturating_add(1), closed),
        }
    }

    /// The next call repairs a missed one, in the same way.
    fn next_call(&self, subject: Uscc, fact_year: i32, missed: Call) -> (Day, ApplicationBasis) {
        if let Some((day, found)) = self.submitted(subject, fact_year) {
            return (day, ApplicationBasis::Submitted(found));
        }
        match self.call(fact_year) {
            Some(call) if call.closes < self.on => (missed.closes, ApplicationBasis::Missed),
            Some(_) | None => (self.on, ApplicationBasis::Horizon),
        }
    }

    /// The recorded call for facts of a year: the last one recorded.
    pub(super) fn recorded_call(&self, fact_year: i32) -> Option<Call> {
        let [year, opens, closes] = self.words.call.fields;
        let calls = self.timeline.of_kind(self.words.call.kind);
        let found = calls.filter(|fact| fact.record.get(year).whole() == Some(i64::from(fact_year)));
        let last = found.max_by_key(|fact| fact.position)?;
        Some(Call { opens: last.record.get(opens).day()?, closes: last.record.get(closes).day()? })
    }

    /// The first application for facts of a year that counts, and the day it counts on. Without a recorded call each one
    /// counts on its day. One that came before the opening waits for it, and one after the close is none.
    pub(super) fn first_that_counts(&self, subject: Uscc, fact_year: i32) -> Submitted {
        let call = self.call(fact_year);
        let counted = |fact: FactRef| {
            let Some(call) = call else { return Some((fact.day, fact)) };
            let day = fact.day.max(call.opens);
            (fact.day <= call.closes && day <= self.on).then_some((day, fact))
        };
        self.stands(subject, fact_year).find_map(counted)
    }

    /// The applications that came after the close of every call a fact of a year could be applied for in.
    pub(super) fn too_late(&self, subject: Uscc, document: usize, fact_year: i32) -> Vec<FactRef> {
        let years = match self.document(document).options.missed_call {
            MissedCall::Lost => fact_year..=fact_year,
            MissedCall::NextCall => fact_year..=fact_year.saturating_add(1),
        };
        let late = |year: i32| {
            let closes = self.call(year).map(|call| call.closes);
            self.stands(subject, year).filter(move |fact| closes.is_some_and(|closes| fact.day > closes))
        };
        years.flat_map(late).collect()
    }

    /// The applications of a subject for facts of a year that were not withdrawn, by day.
    fn stands(&self, subject: Uscc, fact_year: i32) -> impl Iterator<Item = FactRef> + '_ {
        let [code, number, year] = self.words.submitted.fields;
        let call_year = i64::from(fact_year.saturating_add(1));
        let all = self.facts_of(subject, self.words.submitted.kind, code);
        let standing = all.filter(move |fact| {
            fact.record.get(year).whole() == Some(call_year)
                && !self.withdrawn(subject, fact.record.get(number).text().unwrap_or_default())
        });
        standing.map(FactRef::of)
    }

    fn withdrawn(&self, subject: Uscc, application: &str) -> bool {
        let [code, number] = self.words.withdrawn.fields;
        let mut found = self.facts_of(subject, self.words.withdrawn.kind, code);
        found.any(|fact| fact.record.get(number).text() == Some(application))
    }
}
