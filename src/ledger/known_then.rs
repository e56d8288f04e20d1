//! What was known when money was decided, without the wisdom of those who came later.

use crate::audit::{Approvals, Knowledge};
use crate::event::{Catalogue, Event};
use crate::ledger::amend::spoken_of;
use crate::ledger::error::LedgerError;
use crate::ledger::find::Paid;
use crate::ledger::horizon::Horizon;
use crate::ledger::lookback::MONEY;
use crate::ledger::scope;
use crate::ledger::service::Ledger;
use crate::ledger::world::{Question, Scope, World};
use crate::value::Position as Place;
use std::sync::Arc;

/// Of some events those that correct money events or take them back, corrections of such corrections too. What was paid is what was
/// paid: a slip of the pen that was mended later was none then either.
pub(super) fn mended(catalogue: &Catalogue, events: &[Event]) -> Vec<Event> {
    let money = events.iter().filter(|event| MONEY.contains(&event.kind.as_str()));
    spoken_of(catalogue, events, money.map(|event| event.id)).into_iter().cloned().collect()
}

/// The events that were known, with what was mended of their money whenever that was.
pub(super) fn known_then(events: &[Event], mended: &[Event], knowledge: Knowledge) -> Vec<Event> {
    let mends = |event: &Event| mended.binary_search_by_key(&event.position, |own| own.position).is_ok();
    let known = |event: &&Event| holds(knowledge, event) || mends(event);
    events.iter().filter(known).cloned().collect()
}

fn holds(knowledge: Knowledge, event: &Event) -> bool {
    knowledge.holds(event.kind.as_str(), event.position, event.recorded_at.day())
}

impl Ledger {
    /// What is known at a horizon about whoever received a payment, and what was known when it was made.
    pub(super) fn now_and_then(
        &self,
        paid: &Paid,
        horizon: Horizon,
        reads: &[(String, String)],
    ) -> Result<(World, World), LedgerError> {
        let Some(catalogue) = self.catalogue_at(horizon.known)? else {
            return Err(LedgerError::NothingKnown { known: horizon.known });
        };
        let events = scope::around(self.sight(), &catalogue, horizon.known, Some(paid.subject))?;
        let question = |horizon| Question { horizon, scope: Scope::Subject(paid.subject), reads: reads.to_vec() };
        let root = self.store.root(horizon.known)?;
        let now = World::of(&self.compiled, Arc::clone(&catalogue), events.clone(), &question(horizon), root)?;
        let knowledge = now.knowledge_at(paid.position);
        let known = last_known(&events, knowledge, paid.position);
        let events = known_then(&events, &mended(&catalogue, &events), knowledge);
        let root = self.store.root(known)?;
        let then = World::of(&self.compiled, catalogue, events, &question(Horizon { on: paid.day, known }), root)?;
        Ok((now, then))
    }
}

impl World {
    /// What could be known at a money event.
    fn knowledge_at(&self, place: Place) -> Knowledge {
        let money = self.timeline.facts().iter().find(|fact| fact.position == place);
        let approvals = Approvals::of(&self.catalogue, &self.timeline);
        money.map_or(Knowledge::at(place), |money| approvals.known_at(money))
    }
}

/// The last event that was known; where that is not all that was recorded before the money event, the last of those at hand.
fn last_known(events: &[Event], knowledge: Knowledge, place: Place) -> Place {
    let Some(until) = knowledge.until() else { return place };
    let known = events.iter().filter(|event| event.position < place && event.recorded_at.day() <= until);
    known.map(|event| event.position).max().unwrap_or_default()
}
