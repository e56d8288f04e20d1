//! A world of some changes: the same facts or others, under other values and readings.

use crate::event::Event;
use crate::explain::Supposed;
use crate::ledger::error::LedgerError;
use crate::ledger::horizon::Horizon;
use crate::ledger::lookback::NO_ROOT;
use crate::ledger::rules::choose;
use crate::ledger::whatif::facts::Facts;
use crate::ledger::world::{Question, Scope, World};
use crate::policy::{ParameterValue, Policy, Program};
use crate::value::Day;
use crate::whatif::Setting;
use std::sync::Arc;

/// What makes an arm.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Making<'m> {
    pub(super) settings: &'m [Setting],
    pub(super) reads: &'m [(String, String)],
    /// The changes of the facts, and all events of the base.
    pub(super) facts: &'m [Facts],
    pub(super) events: &'m [Event],
}

impl Making<'_> {
    /// The world of an arm beside its base.
    pub(super) fn arm(&self, base: &World) -> Result<World, LedgerError> {
        let mut world = if self.facts.is_empty() { self.same_facts(base)? } else { self.other_facts(base)? };
        for setting in self.settings {
            suppose(&mut world, setting);
        }
        Ok(world)
    }

    /// The facts of the base, under other readings; they are shared and not gathered again.
    fn same_facts(&self, base: &World) -> Result<World, LedgerError> {
        let program = if self.reads.is_empty() { base.program.clone() } else { self.read_otherwise(base)? };
        Ok(World {
            horizon: base.horizon,
            catalogue: Arc::clone(&base.catalogue),
            policies: Arc::clone(&base.policies),
            issued: base.issued.clone(),
            program,
            words: base.words.clone(),
            timeline: Arc::clone(&base.timeline),
            decided: base.decided.clone(),
            texts: base.texts.clone(),
            supposed: Supposed::default(),
            root: base.root,
        })
    }

    fn read_otherwise(&self, base: &World) -> Result<Program, LedgerError> {
        let choices = choose(&base.policies, &base.decided, self.reads)?;
        let mut program = Policy::joined(&base.policies, &base.catalogue, &choices).map_err(|(index, error)| {
            let text = base.policies.get(index).map_or("", Policy::text);
            LedgerError::Policy { error: Box::new(error), text: Arc::from(text) }
        })?;
        program.follow(&base.program);
        Ok(program)
    }

    fn other_facts(&self, base: &World) -> Result<World, LedgerError> {
        let left_out = |event: &Event| self.facts.iter().any(|facts| facts.less.contains(&event.id));
        let kept = self.events.iter().filter(|event| !left_out(event));
        let more = self.facts.iter().flat_map(|facts| &facts.more);
        // What is brought in stands behind the ledger, also where only a part of that is known; files follow each other.
        let mut events: Vec<Event> = kept.chain(more).cloned().collect();
        let mut last = base.horizon.known;
        for event in &mut events {
            event.position = if event.position <= base.horizon.known { event.position } else { last.next() };
            last = last.max(event.position);
        }
        let horizon = Horizon { on: base.horizon.on, known: last };
        let question = Question { horizon, scope: Scope::All, reads: self.reads.to_vec() };
        World::of(Arc::clone(&base.catalogue), events, &question, NO_ROOT)
    }
}

/// Gives a parameter another value. A policy that is left out has none.
fn suppose(world: &mut World, setting: &Setting) {
    for id in world.program.parameters_at(Some(&setting.policy), &setting.path) {
        let written = Arc::clone(&setting.written);
        let value = ParameterValue { from: setting.from.unwrap_or(Day::MIN), value: setting.value, written };
        world.program.suppose(id, value);
    }
}
