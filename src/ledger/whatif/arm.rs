//! A world of some changes: the same facts or others, under other values and readings.

use super::base::AsItIs;
use super::changes::Changes;
use super::fault::WhatIfFault;
use crate::event::Event;
use crate::explain::Supposed;
use crate::ledger::error::LedgerError;
use crate::ledger::horizon::Horizon;
use crate::ledger::lookback::NO_ROOT;
use crate::ledger::rules::choose;
use crate::ledger::world::{Question, Scope, World};
use crate::policy::{ActsBy, ParameterValue, Policy, Program, Unsound};
use crate::value::Day;
use crate::whatif::Setting;
use std::sync::Arc;

impl AsItIs {
    /// The world of some changes against the law. `events` are all that the ledger has, where facts are changed.
    pub(super) fn arm(&self, changes: &Changes, events: &[Event]) -> Result<World, LedgerError> {
        let mut world = self.unset_arm(changes, events)?;
        set(&mut world, changes);
        Ok(world)
    }

    /// The same before values are supposed.
    pub(super) fn unset_arm(&self, changes: &Changes, events: &[Event]) -> Result<World, LedgerError> {
        if changes.has_facts_of(&self.held) { self.same_facts(changes) } else { self.other_facts(changes, events) }
    }

    /// The facts of the base, under other readings; they are shared and not gathered again.
    fn same_facts(&self, changes: &Changes) -> Result<World, LedgerError> {
        let base = &self.world;
        let program = if changes.reads == self.held.reads { self.unset.clone() } else { self.read_otherwise(changes)? };
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
            supposed: Supposed::new(Arc::clone(base.supposed.compiled()), Arc::clone(&base.catalogue)),
            root: base.root,
        })
    }

    fn read_otherwise(&self, changes: &Changes) -> Result<Program, LedgerError> {
        let base = &self.world;
        let choices = choose(&base.policies, &base.decided, &changes.reads)?;
        let compiled = base.supposed.compiled();
        let joined = compiled.joined(&base.policies, &base.catalogue, &choices).map_err(|(index, error)| {
            let text = base.policies.get(index).map_or("", Policy::text);
            LedgerError::Policy { error: Box::new(error), text: Arc::from(text) }
        })?;
        let mut program = Program::clone(&joined);
        program.follow(&self.unset);
        Ok(program)
    }

    fn other_facts(&self, changes: &Changes, events: &[Event]) -> Result<World, LedgerError> {
        let (facts, known) = (&changes.facts, self.horizon.known);
        let left_out = |event: &Event| facts.iter().any(|facts| facts.less.contains(&event.id));
        let kept = events.iter().filter(|event| !left_out(event));
        let more = facts.iter().flat_map(|facts| &facts.more);
        // What is brought in stands behind the ledger, also where only a part of that is known; files follow each other.
        let mut events: Vec<Event> = kept.chain(more).cloned().collect();
        let mut last = known;
        for event in &mut events {
            event.position = if event.position <= known { event.position } else { last.next() };
            last = last.max(event.position);
        }
        let horizon = Horizon { on: self.horizon.on, known: last };
        let question = Question { horizon, scope: Scope::All, reads: changes.reads.clone() };
        World::of(self.world.supposed.compiled(), Arc::clone(&self.world.catalogue), events, &question, NO_ROOT)
            .map_err(|error| match error {
                LedgerError::NothingKnown { .. } => LedgerError::WhatIf(WhatIfFault::NoPolicyLeft),
                other => other,
            })
    }

    /// What no document may say is no supposition either.
    pub(super) fn is_sound(world: &World, changes: &Changes) -> Result<(), LedgerError> {
        let unsound = world.program.unsound().filter(|_| !changes.settings.is_empty());
        unsound.map_or(Ok(()), |unsound| Err(LedgerError::WhatIf(unsound_fault(unsound))))
    }
}

fn unsound_fault(unsound: Unsound<'_>) -> WhatIfFault {
    match unsound {
        Unsound::AboveWhole(parameter) => WhatIfFault::AboveWhole { path: Arc::clone(&parameter.path) },
        Unsound::EmptyRange { floor, ceiling } => {
            WhatIfFault::EmptyRange { floor: Arc::clone(&floor.path), ceiling: Arc::clone(&ceiling.path) }
        }
    }
}

/// Gives parameters other values.
pub(super) fn set(world: &mut World, changes: &Changes) {
    changes.settings.iter().for_each(|setting| give(&mut world.program, setting));
}

/// Gives a parameter another value. A policy that is left out has none.
fn give(program: &mut Program, setting: &Setting) {
    for id in program.parameters_at(Some(&setting.policy), &setting.path) {
        let written = Arc::clone(&setting.written);
        // The first value holds before its day as well: one that begins with it holds always.
        let first = program.parameter(id).and_then(|own| own.values.first()).map(|value| value.from);
        let from = setting.from.or(first).unwrap_or(Day::MIN);
        program.suppose(id, ParameterValue { from, by: ActsBy::Governing, value: setting.value, written });
    }
}

/// Whether a program has a value already.
pub(super) fn has(program: &Program, setting: &Setting) -> bool {
    let mut supposed = program.clone();
    give(&mut supposed, setting);
    let at = |program: &Program| {
        let id = program.parameters_at(Some(&setting.policy), &setting.path).into_iter().next();
        id.and_then(|id| program.parameter(id).cloned())
    };
    at(program).zip(at(&supposed)).is_some_and(|(own, supposed)| own.is_alike(&supposed))
}
