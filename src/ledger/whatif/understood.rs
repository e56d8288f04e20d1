//! From a scenario as it is asked for to its changes: what the paths, readings and events are, and what a later part of it replaces.

use super::arm::has;
use super::base::AsItIs;
use super::changes::{Changes, Step};
use super::cite::Cited;
use super::facts::Books;
use super::fault::WhatIfFault;
use super::scenario::Scenario;
use super::setting::settings;
use crate::event::Event;
use crate::ledger::error::LedgerError;
use crate::ledger::service::Ledger;
use crate::policy::Program;
use crate::value::{KnownAt, Position};
use crate::whatif::{Beside, Setting, Supposed, Written};
use std::sync::Arc;

/// A scenario understood.
#[derive(Debug, Clone)]
pub(super) struct Understood {
    pub(super) title: Option<String>,
    pub(super) changes: Changes,
    /// All events of the ledger, where facts are changed.
    pub(super) events: Arc<[Event]>,
    /// The program before values are supposed, where it is of another text of a policy.
    pub(super) draft: Option<Arc<Program>>,
}

impl AsItIs {
    /// Looks up everything that a scenario names.
    pub(super) fn understood(&self, ledger: &Ledger, scenario: Scenario) -> Result<Understood, LedgerError> {
        let title = scenario.called().cloned();
        let layers = scenario.layers();
        let of_facts =
            |layer: &Scenario| !layer.drops.is_empty() || !layer.adds.is_empty() || layer.only_known.is_some();
        let needed = layers.iter().any(of_facts) || !self.held.facts.is_empty();
        let events = if needed { self.events(ledger)? } else { Vec::new() };
        let events: Arc<[Event]> = events.into();
        let books = Books { ledger, base: self, events: &events };
        let mut changes = Changes::default();
        let mut sets = Vec::new();
        for mut layer in layers {
            sets.push(std::mem::take(&mut layer.sets));
            changes.reads.retain(|(earlier, _)| !layer.reads.iter().any(|(reading, _)| reading == earlier));
            changes.reads.extend(layer.reads.iter().cloned());
            books.take_up(&mut changes.facts, layer)?;
        }
        let same = changes.has_text_of(&self.held);
        let draft = if same { None } else { Some(Arc::new(self.unset_arm(&changes, &events)?.program)) };
        let program = draft.as_deref().unwrap_or(&self.world.program);
        for own in sets {
            let later = settings(program, self.horizon.on, &own)?;
            // What takes the place of an earlier value may take it back.
            let replaces = |setting: &Setting| changes.settings.iter().any(|earlier| earlier.is(setting));
            let taken_back: Vec<bool> = later.iter().map(|own| replaces(own) && has(&self.unset, own)).collect();
            changes.settings.retain(|earlier| !later.iter().any(|setting| setting.is(earlier)));
            let kept = later.into_iter().zip(taken_back).filter(|(_, taken_back)| !taken_back);
            changes.settings.extend(kept.map(|(setting, _)| setting));
        }
        changes.tidy(program);
        Ok(Understood { title, changes, events, draft })
    }

    /// What leads from the base to a scenario; refused where that is nothing.
    pub(super) fn steps(&self, understood: &Understood) -> Result<Vec<Step>, LedgerError> {
        let steps = self.held.steps_to(&understood.changes);
        match (steps.is_empty(), self.beside.is_some()) {
            (false, _) => Ok(steps),
            (true, false) => Err(LedgerError::WhatIf(WhatIfFault::Empty)),
            (true, true) => Err(LedgerError::WhatIf(WhatIfFault::Same)),
        }
    }
}

impl Understood {
    /// Where its parameters are looked up: in what it is held against, or in the text of a policy that it puts in its place.
    pub(super) fn program<'p>(&'p self, base: &'p AsItIs) -> &'p Program {
        self.draft.as_deref().unwrap_or(&base.world.program)
    }

    /// The scenario as it is cited, with nothing left to look up.
    pub(super) fn cited(&self, base: &AsItIs, sweep: Option<String>) -> Cited {
        let beside = base.beside.as_ref().map(|beside| {
            let supposed = written(&base.held);
            Beside::Here { title: beside.written.title.clone(), supposed }
        });
        let written = Written {
            title: self.title.clone(),
            afresh: base.afresh.map(|_| true),
            on: Some(base.horizon.on),
            known: Some(KnownAt::Position(base.horizon.known)),
            beside,
            sweep,
            supposed: written(&self.changes),
            ..Written::default()
        };
        Cited::of(written, (base.horizon.known, base.root))
    }
}

fn written(changes: &Changes) -> Supposed {
    let sets = changes.settings.iter().map(|setting| setting.with(setting.after())).collect();
    let mut supposed = Supposed { sets, reads: changes.reads.clone(), ..Supposed::default() };
    changes.facts.iter().for_each(|facts| facts.write(&mut supposed));
    supposed
}

/// The place up to which a scenario was run, in the form that files have it.
pub(super) fn place(position: Position) -> i64 {
    i64::try_from(position.0).unwrap_or(i64::MAX)
}
