//! What is known of everybody, moved on to a later head by what was recorded in between.
//!
//! Whatever was recorded, it comes to what would be made anew: facts that stood and were not spoken of stay, and everything
//! else is read again. Where what was recorded could change what they say as well, all is made anew.

use crate::event::{Event, Known as KnownType, Query};
use crate::ledger::amend::{Family, target_of};
use crate::ledger::error::LedgerError;
use crate::ledger::horizon::Horizon;
use crate::ledger::recorded::Recorded;
use crate::ledger::remembered::{Remembered, Tagged};
use crate::ledger::scope::{self, Gathered};
use crate::ledger::service::Ledger;
use crate::ledger::world::{Question, Scope, World};
use crate::value::{Position, TypeName};
use std::collections::BTreeMap;
use std::panic::resume_unwind;
use std::sync::Arc;
use std::thread;

/// Where more than one in so many was recorded since, all are read.
const FEW: u64 = 8;

/// What is known of everybody at a head.
#[derive(Debug)]
pub(super) struct Known {
    /// The facts.
    pub(super) world: World,
    /// The events they come from, where those can be remembered.
    pub(super) remembered: Option<Arc<Remembered>>,
}

impl Ledger {
    /// Reads what is known of everybody.
    pub(super) fn known(&self, horizon: Horizon) -> Result<Known, LedgerError> {
        let Some(catalogue) = self.catalogue_at(horizon.known)? else {
            return Err(LedgerError::NothingKnown { known: horizon.known });
        };
        let entries = scope::everything_tagged(self.sight(), &catalogue, horizon.known)?;
        let events = entries.iter().map(|(event, _)| event.clone()).collect();
        let root = self.store.root(horizon.known)?;
        // The one sorts by day and content while the other sorts by tag.
        let (world, remembered) = thread::scope(|scope| {
            let remembered = scope.spawn(|| Remembered::of(&catalogue, horizon.known, entries).map(Arc::new));
            let world = World::of(&self.compiled, Arc::clone(&catalogue), events, &of_everybody(horizon), root);
            (world, remembered.join().unwrap_or_else(|panic| resume_unwind(panic)))
        });
        Ok(Known { world: world?, remembered })
    }

    /// The same from what was known of everybody before.
    pub(super) fn known_since(&self, before: &Known, horizon: Horizon) -> Result<Known, LedgerError> {
        let (catalogue, last) = (&before.world.catalogue, before.world.horizon.known);
        let few = horizon.known.0.checked_sub(last.0).is_some_and(|since| since <= last.0 / FEW);
        if !few || !Arc::ptr_eq(catalogue, &self.catalogue()) || self.registers(last, horizon.known)? {
            return self.known(horizon);
        }
        let mut since: Vec<Tagged> = Vec::new();
        let gathered = Gathered::new(self.sight(), catalogue, horizon.known);
        gathered.read_from(last.next(), &Query::all(), |event, tags| since.push((event, tags.to_vec().into())))?;
        let families = self.families(&before.world, horizon.known, &since)?;
        let Some(timeline) = before.world.timeline.moved_on(catalogue, families) else { return self.known(horizon) };
        let root = self.store.root(horizon.known)?;
        let question = of_everybody(horizon);
        let world = World::over(&self.compiled, Arc::clone(catalogue), timeline, &question, root)?;
        let moved = |known: &Arc<Remembered>| Arc::new(known.moved_on(horizon.known, since));
        Ok(Known { world, remembered: before.remembered.as_ref().map(moved) })
    }

    /// What was recorded since, with the whole family of each fact that was spoken of.
    fn families(&self, before: &World, known: Position, since: &[Tagged]) -> Result<Vec<Event>, LedgerError> {
        let recorded = Recorded::then(&*self.store, &before.catalogue, known);
        let mut events = BTreeMap::new();
        for target in since.iter().filter_map(|(event, _)| target_of(&before.catalogue, event)) {
            let family = Family::of(&recorded, target)?;
            let own = family.map(|family| family.events()).unwrap_or_default();
            events.extend(own.into_iter().map(|event| (event.position, event)));
        }
        events.extend(since.iter().map(|(event, _)| (event.position, event.clone())));
        Ok(events.into_values().collect())
    }

    /// Whether types were registered after a position up to another.
    pub(super) fn registers(&self, last: Position, known: Position) -> Result<bool, LedgerError> {
        let types = TypeName::parse(KnownType::EventTypeRegistered.name()).into_iter().collect();
        let mut registered = false;
        self.sight().read(&Query::of_types(types), (last.next(), known), &mut |_| {
            registered = true;
            false
        })?;
        Ok(registered)
    }
}

fn of_everybody(horizon: Horizon) -> Question {
    Question { horizon, scope: Scope::All, reads: Vec::new() }
}
