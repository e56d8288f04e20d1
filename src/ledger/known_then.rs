//! What was known when money was decided, without the wisdom of those who came later.

use crate::audit::{Approvals, Knowledge};
use crate::event::{Catalogue, Event};
use crate::ledger::amend::spoken_of;
use crate::ledger::error::LedgerError;
use crate::ledger::find::Paid;
use crate::ledger::horizon::Horizon;
use crate::ledger::lookback::{MONEY, NO_ROOT};
use crate::ledger::scope;
use crate::ledger::service::Ledger;
use crate::ledger::sight::Sight;
use crate::ledger::world::{Question, Scope, World};
use crate::timeline::Timeline;
use crate::value::Position as Place;
use std::sync::Arc;

/// Of some events those that correct money events or take them back, corrections of such corrections too. What was paid is what was
/// paid: a slip of the pen that was mended later was none then either.
pub(super) fn mended<'e>(catalogue: &Catalogue, events: impl IntoIterator<Item = &'e Event> + Clone) -> Vec<Event> {
    let money = events.clone().into_iter().filter(|event| MONEY.contains(&event.kind.as_str()));
    spoken_of(catalogue, events, money.map(|event| event.id)).into_iter().cloned().collect()
}

/// The events that were known, with what was mended of their money whenever that was.
pub(super) fn known_then<'e>(
    events: impl IntoIterator<Item = &'e Event>,
    mended: &[Event],
    knowledge: Knowledge,
) -> Vec<Event> {
    let known = |event: &&Event| is_known(event, mended, knowledge);
    events.into_iter().filter(known).cloned().collect()
}

/// Whether an event was known, or mends money.
pub(super) fn is_known(event: &Event, mended: &[Event], knowledge: Knowledge) -> bool {
    holds(knowledge, event) || mends(mended, event.position)
}

/// Whether what was recorded at a place mends money.
pub(super) fn mends(mended: &[Event], place: Place) -> bool {
    mended.binary_search_by_key(&place, |own| own.position).is_ok()
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
        let (events, known) = when_paid(&catalogue, events, paid);
        let question = Question { horizon, scope: Scope::Subject(paid.subject), reads: reads.to_vec() };
        let root = self.store.root(horizon.known)?;
        let now = World::of(&self.compiled, Arc::clone(&catalogue), events.now, &question, root)?;
        let root = self.store.root(known)?;
        let question = Question { horizon: Horizon { on: paid.day, known }, ..question };
        let then = World::of(&self.compiled, catalogue, events.then, &question, root)?;
        Ok((now, then))
    }

    /// What was known about whoever received a payment when it was made, for whoever tells nobody the root of the ledger then.
    pub(super) fn then(
        &self,
        sight: Sight<'_>,
        paid: &Paid,
        known: Place,
        reads: &[(String, String)],
    ) -> Result<World, LedgerError> {
        let Some(catalogue) = self.catalogue_at(known)? else {
            return Err(LedgerError::NothingKnown { known });
        };
        let events = scope::around(sight, &catalogue, known, Some(paid.subject))?;
        let (events, known) = when_paid(&catalogue, events, paid);
        let horizon = Horizon { on: paid.day, known };
        let question = Question { horizon, scope: Scope::Subject(paid.subject), reads: reads.to_vec() };
        World::of(&self.compiled, catalogue, events.then, &question, NO_ROOT)
    }
}

/// The events about whoever received a payment: those known now, and those known when it was made.
struct Both {
    now: Vec<Event>,
    then: Vec<Event>,
}

/// What was known when a payment was made, and the last event that was.
fn when_paid(catalogue: &Catalogue, now: Vec<Event>, paid: &Paid) -> (Both, Place) {
    let mended = mended(catalogue, &now);
    let knowledge = knowledge_at(catalogue, money_of(&now, &mended), paid.position);
    let known = last_known(&now, knowledge, paid.position);
    let then = known_then(&now, &mended, knowledge);
    (Both { now, then }, known)
}

/// Of some events the money events and what mended them.
fn money_of(events: &[Event], mended: &[Event]) -> Vec<Event> {
    let is_money = |event: &&Event| MONEY.contains(&event.kind.as_str());
    let mut money: Vec<Event> = events.iter().filter(is_money).chain(mended).cloned().collect();
    money.sort_by_key(|event| event.position);
    money
}

/// What could be known at a money event.
fn knowledge_at(catalogue: &Catalogue, money: Vec<Event>, place: Place) -> Knowledge {
    let timeline = Timeline::build(catalogue, money);
    let own = timeline.facts().iter().find(|fact| fact.position == place);
    own.map_or(Knowledge::at(place), |own| Approvals::of(catalogue, &timeline).known_at(own))
}

/// The last event that was known; where that is not all that was recorded before the money event, the last of those at hand.
fn last_known(events: &[Event], knowledge: Knowledge, place: Place) -> Place {
    let Some(until) = knowledge.until() else { return place };
    let known = events.iter().filter(|event| event.position < place && event.recorded_at.day() <= until);
    known.map(|event| event.position).max().unwrap_or_default()
}
