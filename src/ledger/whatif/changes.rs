//! A scenario understood: its changes, what leads from one set of them to another, and how each is told.

use super::base::AsItIs;
use super::facts::Facts;
use super::fault::WhatIfFault;
use crate::ledger::error::LedgerError;
use crate::policy::{Choices, Policy, Program, Reading, ReadingId};
use crate::value::{Bilingual, EventId};
use crate::whatif::{Change, Reach, Setting};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Changes of values, readings and facts, all of them against the law and the ledger.
#[derive(Debug, Clone, Default)]
pub(super) struct Changes {
    pub(super) settings: Vec<Setting>,
    pub(super) reads: Vec<(String, String)>,
    pub(super) facts: Vec<Arc<Facts>>,
}

/// One step from the changes of the base to those of the supposed arm.
#[derive(Debug, Clone)]
pub(super) struct Step {
    pub(super) part: Part,
    /// The base has it, and the supposed arm has not.
    pub(super) back: bool,
}

/// What a step is about.
#[derive(Debug, Clone)]
pub(super) enum Part {
    Set(Setting),
    Read((String, String)),
    Facts(Arc<Facts>),
}

impl Changes {
    /// Puts them into one order, so that one scenario has one answer however it is asked for. Values go by the day they begin, as a later
    /// one replaces what an earlier one says of its days, and then as the documents have their parameters; events that are brought in
    /// stay in their order, as they follow each other.
    pub(super) fn tidy(&mut self, program: &Program) {
        let place = |setting: &Setting| program.parameters_at(Some(&setting.policy), &setting.path).into_iter().next();
        self.settings.sort_by_key(|setting| (setting.from, place(setting)));
        self.reads.sort();
        self.facts.sort_by_key(|facts| facts.order());
    }

    /// Whether both change the facts in the same way.
    pub(super) fn has_facts_of(&self, other: &Changes) -> bool {
        let all = |own: &[Arc<Facts>], others: &[Arc<Facts>]| own.iter().all(|one| has(others, one));
        all(&self.facts, &other.facts) && all(&other.facts, &self.facts)
    }

    /// Whether both have the policies that others have.
    pub(super) fn has_text_of(&self, other: &Changes) -> bool {
        let texts = |own: &Changes| -> Vec<EventId> {
            let drafts = own.facts.iter().filter(|facts| matches!(facts.change, Change::Policy { .. }));
            drafts.flat_map(|facts| facts.events()).collect()
        };
        texts(self) == texts(other)
    }

    /// What leads to other changes, in the order readings, values, facts; first what comes, then what goes.
    pub(super) fn steps_to(&self, other: &Changes) -> Vec<Step> {
        let comes = |part| Step { part, back: false };
        let goes = |part| Step { part, back: true };
        let mut steps: Vec<Step> = Vec::new();
        let new_reads = other.reads.iter().filter(|read| !self.reads.contains(read));
        steps.extend(new_reads.cloned().map(|read| comes(Part::Read(read))));
        let new = |setting: &&Setting| !self.settings.iter().any(|own| own.is(setting) && own.value == setting.value);
        steps.extend(other.settings.iter().filter(new).cloned().map(|setting| comes(Part::Set(setting))));
        let new_facts = other.facts.iter().filter(|facts| !has(&self.facts, facts));
        steps.extend(new_facts.cloned().map(|facts| comes(Part::Facts(facts))));
        let old_reads = self.reads.iter().filter(|(id, _)| !other.reads.iter().any(|(other, _)| other == id));
        steps.extend(old_reads.cloned().map(|read| goes(Part::Read(read))));
        let old = self.settings.iter().filter(|setting| !other.settings.iter().any(|other| other.is(setting)));
        steps.extend(old.cloned().map(|setting| goes(Part::Set(setting))));
        // What is known goes from one place to another in one step, and what stays left out does not come back.
        let knows = other.facts.iter().any(|facts| facts.is_knowledge());
        let replaced = |facts: &Facts| facts.is_knowledge() && knows;
        let stays = |facts: &Facts| has(&other.facts, facts) || replaced(facts) || is_left_out(&other.facts, facts);
        let old_facts = self.facts.iter().filter(|facts| !stays(facts));
        steps.extend(old_facts.cloned().map(|facts| goes(Part::Facts(facts))));
        steps
    }

    /// The same after one step.
    pub(super) fn after(&self, step: &Step) -> Changes {
        let mut next = self.clone();
        match &step.part {
            Part::Set(setting) => {
                next.settings.retain(|own| !own.is(setting));
                next.settings.extend((!step.back).then(|| setting.clone()));
                next.settings.sort_by_key(|setting| setting.from);
            }
            Part::Read(read) => {
                next.reads.retain(|(id, _)| *id != read.0);
                next.reads.extend((!step.back).then(|| read.clone()));
            }
            Part::Facts(facts) => {
                let replaced = |own: &Facts| own.is(facts) || (own.is_knowledge() && facts.is_knowledge());
                next.facts.retain(|own| !replaced(own));
                next.facts.extend((!step.back).then(|| Arc::clone(facts)));
            }
        }
        next
    }
}

fn has(all: &[Arc<Facts>], one: &Facts) -> bool {
    all.iter().any(|known| known.is(one))
}

/// Whether others leave out all that this leaves out, and it does nothing else.
fn is_left_out(others: &[Arc<Facts>], facts: &Facts) -> bool {
    let gone = |id: &EventId| others.iter().any(|other| other.less.contains(id));
    facts.more.is_empty() && !facts.less.is_empty() && facts.less.iter().all(gone)
}

impl Step {
    /// How it is told. What is so in the base already is refused.
    pub(super) fn change(&self, base: &AsItIs) -> Result<Change, LedgerError> {
        let change = match &self.part {
            Part::Set(setting) if self.back => Change::Set(setting.clone()),
            Part::Set(setting) => Change::Set(Setting { was: values(base, setting), ..setting.clone() }),
            Part::Read((reading, option)) => read(base, reading, option, self.back)?,
            Part::Facts(facts) => known_before(base, &facts.change),
        };
        Ok(if self.back { Change::Back(Box::new(change)) } else { change })
    }

    /// What it can touch, between the base and the arm with this step alone.
    pub(super) fn reach(&self, base: &AsItIs, arm: &crate::ledger::world::World) -> Reach {
        match &self.part {
            Part::Set(setting) => {
                let programs = [&base.world.program, &arm.program];
                let id = base.world.program.parameters_at(Some(&setting.policy), &setting.path).into_iter().next();
                id.map_or_else(|| Reach::Events(BTreeSet::new()), |id| Reach::of_parameter(programs, id, setting.from))
            }
            Part::Read((reading, _)) => Reach::Reading(ReadingId(reading.as_str().into())),
            Part::Facts(facts) => Reach::Events(facts.events()),
        }
    }
}

/// What is known in the base may be less than what the ledger has.
fn known_before(base: &AsItIs, change: &Change) -> Change {
    let before = base.held.facts.iter().find_map(|facts| match facts.change {
        Change::OnlyKnown { until, .. } => Some(until),
        _ => None,
    });
    match (change, before) {
        (Change::OnlyKnown { until, events, .. }, Some(was)) => {
            Change::OnlyKnown { was, until: *until, events: *events }
        }
        _ => change.clone(),
    }
}

/// The values a parameter has in the base.
fn values(base: &AsItIs, setting: &Setting) -> Vec<crate::policy::ParameterValue> {
    let program = &base.world.program;
    let id = program.parameters_at(Some(&setting.policy), &setting.path).into_iter().next();
    id.and_then(|id| program.parameter(id)).map_or_else(|| setting.was.clone(), |parameter| parameter.values.clone())
}

/// What a reading asks, and the options; refused where every document that has it takes this option already. Of one that is not flipped
/// any more the option that was decided is told as the one it had before.
fn read(base: &AsItIs, reading: &str, token: &str, back: bool) -> Result<Change, LedgerError> {
    let chosen_in = |policy: &Policy| -> Choices {
        let (choices, decided) = base.world.read(policy);
        let decided = || decided.iter().map(|(id, (option, _))| (id.clone(), Arc::clone(option)));
        if back { Choices(decided().collect()) } else { choices }
    };
    let having = |policy: &Policy| policy.reading(reading).cloned().map(|reading| (chosen_in(policy), reading));
    let all: Vec<_> = base.world.policies.iter().filter_map(having).collect();
    let chosen = |(choices, reading): &(Choices, Reading)| reading.chosen(choices).cloned();
    let was: Vec<_> = all.iter().filter_map(chosen).collect();
    if !back && was.iter().all(|option| *option.token == *token) {
        let (what, value) = (reading.to_owned(), token.to_owned());
        return Err(LedgerError::WhatIf(WhatIfFault::IsLaw { what, value }));
    }
    let option = all.iter().find_map(|(_, reading)| reading.option(token));
    let nothing = || Bilingual::new(token, token);
    Ok(Change::Read {
        reading: ReadingId(reading.into()),
        question: all.first().map_or_else(nothing, |(_, reading)| reading.question.clone()),
        was: was.into_iter().find(|option| *option.token != *token).map_or_else(nothing, |option| option.title),
        option: option.map_or_else(nothing, |option| option.title.clone()),
        token: token.into(),
    })
}
