//! Items near a change of the law: what changed, whose day decides, and on which side of the change that day lies.

use crate::policy::{Accounted, ActsBy, GovernedOn, Grant, ParamId, ParameterValue, Program, StatusId, Touched};
use crate::position::{ApplicationBasis, Formula, Item, Outcome, Position, Witness};
use crate::value::Day;
use std::collections::BTreeSet;

/// One change, as it concerns one item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crossing {
    /// What changed.
    pub change: Changing,
    /// The first day of what is new.
    pub from: Day,
    /// Whose day decides.
    pub by: Decider,
    /// That day.
    pub decides: Day,
}

/// What a change put in the place of what.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the sentence on each variant names its fields")]
pub enum Changing {
    /// One document ended and another took its place; none where there is none on that side.
    Document { before: Option<usize>, after: Option<usize> },
    /// A parameter got another value.
    Value { parameter: ParamId, before: ParameterValue, after: ParameterValue },
}

/// Whose day decides on which side of a change an item lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decider {
    /// The day that decides which document governs, as the document itself says.
    Governing,
    /// The day of the fact.
    Fact,
    /// The day of the application.
    Application,
    /// The day a status of the subject began.
    Began(StatusId),
}

impl Crossing {
    /// Whether what is new holds for the item.
    pub fn is_new(&self) -> bool {
        self.from <= self.decides
    }

    /// Whose day decides, as one word for programs.
    pub fn decided_by(&self, program: &Program, item: &Item) -> &'static str {
        match (self.by, program.governed_on(item.document)) {
            (Decider::Governing, GovernedOn::CallOpens) => "call_opens",
            (Decider::Governing, GovernedOn::DecisionDay) => "decision_day",
            (Decider::Governing, GovernedOn::FactDay) | (Decider::Fact, _) => "fact_day",
            (Decider::Application, _) => "application_day",
            (Decider::Began(_), _) => "status_day",
        }
    }

    /// The changes an item lies across, with days on both sides of them; and those whose deciding day is at most so many days off.
    pub fn of(program: &Program, position: &Position, item: &Item, near: Option<i64>) -> Vec<Crossing> {
        if item.outcome == Outcome::FactGone {
            return Vec::new();
        }
        let mut found = documents(program, item);
        if let Some(grant) = item.grant.and_then(|grant| program.grants.get(grant)) {
            found.extend(values(program, position, item, grant));
        }
        let is_near = |crossing: &Crossing| {
            near.is_some_and(|days| crossing.decides.days_since(crossing.from).unsigned_abs() <= days.unsigned_abs())
        };
        found.retain(|crossing| crossing.lies_across(item) || is_near(crossing));
        found.sort_by_key(|crossing| crossing.from);
        found
    }

    /// Whether days of the item lie on both sides.
    fn lies_across(&self, item: &Item) -> bool {
        let applied = match item.application.basis {
            ApplicationBasis::Submitted(_) | ApplicationBasis::Approved(_) => Some(item.application.day),
            ApplicationBasis::Horizon | ApplicationBasis::Missed => None,
        };
        let own = match self.by {
            // What began before a change goes on as it began: the day on which it is asked for lies behind.
            Decider::Began(_) => [Some(self.decides), Some(item.application.test_day), None, None],
            Decider::Governing | Decider::Fact | Decider::Application => {
                [Some(item.day), Some(item.application.governed_on), applied, Some(self.decides)]
            }
        };
        let new = |day: &Day| self.from <= *day;
        own.iter().flatten().any(new) && !own.iter().flatten().all(new)
    }
}

/// Where the document of an item begins and ends, and what stands before it and after.
fn documents(program: &Program, item: &Item) -> Vec<Crossing> {
    let own = item.document;
    let force = program.document(own).force;
    let [before, after] = program.neighbours(own);
    let decides = item.application.governed_on;
    let crossing = |before, after, from| Crossing {
        change: Changing::Document { before, after },
        from,
        by: Decider::Governing,
        decides,
    };
    let began = crossing(before, Some(own), force.first);
    let ended = (force.last < Day::MAX).then(|| {
        // Where the next one follows at once its first day is the change, otherwise the day on which nothing is in force any more.
        let next = after.filter(|after| program.document(*after).force.first == force.last.next());
        crossing(Some(own), next, force.last.next())
    });
    std::iter::once(began).chain(ended).collect()
}

/// The values of parameters the item rests on, each with what it was before.
fn values(program: &Program, position: &Position, item: &Item, grant: &Grant) -> Vec<Crossing> {
    let mut found = Vec::new();
    let lasting: BTreeSet<ParamId> = program.statuses.iter().filter_map(|status| status.years).collect();
    for id in Touched::by(program, grant).parameters {
        if !lasting.contains(&id) && uses(item, grant, id) {
            steps(program, id, &mut found, |value| match value.by {
                ActsBy::Governing => (Decider::Governing, item.application.governed_on),
                ActsBy::Fact => (Decider::Fact, item.day),
                ActsBy::Application => (Decider::Application, item.application.day),
            });
        }
    }
    for (status, began) in began(program, position, item) {
        if let Some(id) = program.status(status).and_then(|status| status.years) {
            steps(program, id, &mut found, |_| (Decider::Began(status), began));
        }
    }
    found
}

/// Whether an item rests on a parameter of its grant: of a table only the row of the fact's words counts.
pub fn uses(item: &Item, grant: &Grant, id: ParamId) -> bool {
    match (&grant.amount.form, &item.formula) {
        (Accounted::Table(table), Some(Formula::Table { words, .. })) => {
            let mut own = table.rows.iter().filter(|row| row.amount == Some(id)).peekable();
            own.peek().is_none() || own.any(|row| row.fits(words))
        }
        (
            Accounted::Fixed(_)
            | Accounted::Table(_)
            | Accounted::Share { .. }
            | Accounted::Steps { .. }
            | Accounted::Decided(_),
            _,
        ) => true,
    }
}

/// Each value of a parameter that is another than the one before it, and by whose day.
fn steps(program: &Program, id: ParamId, found: &mut Vec<Crossing>, whose: impl Fn(&ParameterValue) -> (Decider, Day)) {
    let Some(parameter) = program.parameter(id) else { return };
    for pair in parameter.values.windows(2) {
        let [before, after] = pair else { continue };
        if before.value != after.value {
            let (by, decides) = whose(after);
            let change = Changing::Value { parameter: id, before: before.clone(), after: after.clone() };
            found.push(Crossing { change, from: after.from, by, decides });
        }
    }
}

/// The statuses the item was asked for, and when each began: the interval that held, or the last one that began by then.
fn began(program: &Program, position: &Position, item: &Item) -> Vec<(StatusId, Day)> {
    let mut found: Vec<(StatusId, Day)> = Vec::new();
    for witness in item.checks.iter().flat_map(|check| &check.witnesses) {
        let began = match witness {
            Witness::Held(status, _, interval) => Some((*status, interval.began)),
            Witness::NotHeld(status, day, _) => {
                let name = program.status(*status).map(|status| &status.name);
                let own = position.statuses.iter().filter(|span| Some(&span.status) == name && span.first <= *day);
                own.map(|span| span.first).max().map(|began| (*status, began))
            }
            Witness::Measured(..) | Witness::Said(_) | Witness::Found(..) | Witness::Term(_) => None,
        };
        found.extend(began.filter(|began| !found.contains(began)));
    }
    found
}
