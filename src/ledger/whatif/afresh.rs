//! As if nobody had decided anything yet: what everybody would be due by the rules and the facts alone.
//!
//! What was approved keeps its place before caps and rivals, and money that was asked back is lost, in both arms alike. Whoever asks what
//! a policy costs, and not what would change now, leaves all of that out of both.

use super::base::AsItIs;
use super::changes::Changes;
use crate::event::{Catalogue, Event};
use crate::ledger::amend::spoken_of;
use crate::ledger::error::LedgerError;
use crate::ledger::horizon::Horizon;
use crate::ledger::scope;
use crate::ledger::service::Ledger;
use crate::ledger::world::{Question, Scope, World};
use crate::value::EventId;
use std::collections::BTreeSet;

/// The events by which money is approved, paid, sent back and asked back.
const DECISIONS: [&str; 6] =
    ["grant.approved", "payment.made", "payment.bounced", "clawback.ordered", "clawback.recovered", "clawback.waived"];

impl Ledger {
    /// The ledger at a horizon without its decisions.
    pub fn afresh(&self, horizon: Horizon) -> Result<AsItIs, LedgerError> {
        let Some(catalogue) = self.catalogue_at(horizon.known)? else {
            return Err(LedgerError::NothingKnown { known: horizon.known });
        };
        let mut events = scope::everything(self.sight(), &catalogue, horizon.known)?;
        let decisions = decisions(&catalogue, &events);
        events.retain(|event| !decisions.contains(&event.id));
        let question = Question { horizon, scope: Scope::All, reads: Vec::new() };
        let root = self.store.root(horizon.known)?;
        let world = World::of(&self.compiled, catalogue, events, &question, root)?;
        let unset = world.program.clone();
        let base = AsItIs::of(world, unset, (horizon, root), (Changes::default(), None));
        Ok(AsItIs { afresh: Some(decisions.len()), looks_back: horizon.known != self.head(), ..base })
    }
}

impl AsItIs {
    /// All events that the arms are made of.
    pub(super) fn events(&self, ledger: &Ledger) -> Result<Vec<Event>, LedgerError> {
        let mut events = ledger.all_events(&self.world, self.horizon)?;
        if self.afresh.is_some() {
            let decisions = decisions(&self.world.catalogue, &events);
            events.retain(|event| !decisions.contains(&event.id));
        }
        Ok(events)
    }
}

/// Whether money is decided by an event.
pub(super) fn is_decision(event: &Event) -> bool {
    DECISIONS.contains(&event.kind.as_str())
}

/// Everything that was decided, and what corrects it or takes it back.
fn decisions(catalogue: &Catalogue, events: &[Event]) -> BTreeSet<EventId> {
    let own: BTreeSet<EventId> = events.iter().filter(|event| is_decision(event)).map(|event| event.id).collect();
    let spoken = spoken_of(catalogue, events, own.iter().copied());
    own.into_iter().chain(spoken.into_iter().map(|event| event.id)).collect()
}
