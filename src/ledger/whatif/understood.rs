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
        for layer in layers {
            let later = settings(&self.world.program, self.horizon.on, &layer.sets)?;
            // What takes the place of an earlier value may take it back.
            let replaces = |setting: &Setting| changes.settings.iter().any(|earlier| earlier.is(setting));
            let taken_back: Vec<bool> = later.iter().map(|own| replaces(own) && has(&self.unset, own)).collect();
            changes.settings.retain(|earlier| !later.iter().any(|setting| setting.is(earlier)));
            let kept = later.into_iter().zip(taken_back).filter(|(_, taken_back)| !taken_back);
            changes.settings.extend(kept.map(|(setting, _)| setting));
            changes.reads.retain(|(earlier, _)| !layer.reads.iter().any(|(reading, _)| reading == earlier));
            changes.reads.extend(layer.reads.iter().cloned());
            books.take_up(&mut changes.facts, layer)?;
        }
        changes.tidy(&self.world.program);
        Ok(Understood { title, changes, events })
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
    /// The scenario as it is cited, with nothing left to look up.
    pub(super) fn cited(&self, base: &AsItIs, sweep: Option<String>) -> Cited {
        let beside = base.beside.as_ref().map(|beside| {
            let supposed = written(&base.held);
            Beside::Here { title: beside.written.title.clone(), supposed }
        });
        let written = Written {
            title: self.title.clone(),
            afresh: base.afresh.is_some(),
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
