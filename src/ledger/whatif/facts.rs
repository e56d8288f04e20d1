//! Events left out, and events brought in.

use super::fault::WhatIfFault;
use super::scenario::Added;
use crate::event::{Catalogue, Event, Known};
use crate::ledger::amend::{spoken_of, target_of};
use crate::ledger::append::{AppendOptions, Appending};
use crate::ledger::error::LedgerError;
use crate::ledger::horizon::Horizon;
use crate::ledger::scope;
use crate::ledger::service::Ledger;
use crate::ledger::world::World;
use crate::position::FactRef;
use crate::value::{Bilingual, EventId};
use crate::whatif::Change;
use std::collections::BTreeSet;

/// A change of the facts: what is left out and what is brought in.
#[derive(Debug)]
pub(super) struct Facts {
    pub(super) change: Change,
    pub(super) less: BTreeSet<EventId>,
    pub(super) more: Vec<Event>,
}

impl Facts {
    /// What the change concerns by itself.
    pub(super) fn events(&self) -> BTreeSet<EventId> {
        self.less.iter().copied().chain(self.more.iter().map(|event| event.id)).collect()
    }
}

impl Ledger {
    /// The changes of the facts, and all events of the base, which are read again only where there are such changes.
    pub(super) fn other_facts(
        &self,
        base: &World,
        drops: &[String],
        adds: Vec<Added>,
    ) -> Result<(Vec<Facts>, Vec<Event>), LedgerError> {
        if drops.is_empty() && adds.is_empty() {
            return Ok((Vec::new(), Vec::new()));
        }
        let (catalogue, horizon) = (&base.catalogue, base.horizon);
        let events = scope::everything(self.sight(), catalogue, horizon.known)?;
        let mut facts: Vec<Facts> = Vec::new();
        for name in drops {
            let dropped = self.dropped((catalogue, &events), name, horizon)?;
            if facts.iter().any(|known| !known.less.is_disjoint(&dropped.less)) {
                return Err(LedgerError::WhatIf(WhatIfFault::Twice { what: name.clone() }));
            }
            facts.push(dropped);
        }
        for added in adds {
            let named = |known: &Facts| matches!(&known.change, Change::Add { file, .. } if **file == *added.name);
            if facts.iter().any(named) {
                return Err(LedgerError::WhatIf(WhatIfFault::Twice { what: added.name }));
            }
            facts.push(self.brought_in(catalogue, added)?);
        }
        // What speaks of an event that is left out goes with it.
        let gone = |event: &Event| {
            let target = target_of(catalogue, event);
            target.is_some_and(|target| facts.iter().any(|known| known.less.contains(&target)))
        };
        if let Some(event) = facts.iter().flat_map(|known| &known.more).find(|event| gone(event)) {
            return Err(LedgerError::WhatIf(WhatIfFault::Twice { what: event.kind.to_string() }));
        }
        Ok((facts, events))
    }

    /// An event that was never recorded. What corrects it or takes it back was not recorded either.
    fn dropped(
        &self,
        (catalogue, events): (&Catalogue, &[Event]),
        name: &str,
        horizon: Horizon,
    ) -> Result<Facts, LedgerError> {
        let place = self.position_of(name)?;
        if place > self.head() {
            return Err(LedgerError::NoSuchEvent { name: name.to_owned() });
        }
        if place > horizon.known {
            return Err(LedgerError::WhatIf(WhatIfFault::NotKnown { position: place, known: horizon.known }));
        }
        let own = events.binary_search_by_key(&place, |event| event.position).ok().and_then(|at| events.get(at));
        let Some(own) = own else { return Err(LedgerError::NoSuchEvent { name: name.to_owned() }) };
        if Known::of(&own.kind) == Some(Known::EventTypeRegistered) {
            let kind = own.kind.as_str().into();
            return Err(LedgerError::WhatIf(WhatIfFault::Needed { position: place, kind }));
        }
        let spoken = spoken_of(catalogue, events, [own.id]);
        let mut less: BTreeSet<EventId> = spoken.iter().map(|event| event.id).collect();
        less.insert(own.id);
        let change = Change::Drop { event: reference(own), kind: title(catalogue, own), with: spoken.len() };
        Ok(Facts { change, less, more: Vec::new() })
    }

    /// The events of a file as they would stand behind the ledger: every line is checked as an append checks it, and nothing is recorded.
    fn brought_in(&self, catalogue: &Catalogue, added: Added) -> Result<Facts, LedgerError> {
        let Added { name, lines } = added;
        let options = AppendOptions { clock_is_right: true, ..AppendOptions::default() };
        let (entries, rejected) = Appending::of_file(self, lines, options).foreseen()?;
        if let Some(first) = rejected.into_iter().next() {
            let (line, fault) = (first.line, Box::new(first.fault));
            return Err(LedgerError::WhatIf(WhatIfFault::Line { file: name, line, fault }));
        }
        let (mut more, mut position) = (Vec::new(), self.head());
        for entry in entries {
            // What is on record already is no supposition.
            if self.store.find(entry.id())?.is_none() {
                position = position.next();
                let event = Event::decode(catalogue, position, entry.bytes());
                more.push(event.map_err(|refusal| LedgerError::Unreadable { position, refusal: Box::new(refusal) })?);
            }
        }
        if more.is_empty() {
            return Err(LedgerError::WhatIf(WhatIfFault::NothingAdded { file: name }));
        }
        let change = Change::Add { file: name.into(), events: more.iter().map(reference).collect() };
        Ok(Facts { change, less: BTreeSet::new(), more })
    }
}

fn reference(event: &Event) -> FactRef {
    FactRef { position: event.position, id: event.id, day: event.occurred_on }
}

/// The type of an event as people call it.
fn title(catalogue: &Catalogue, event: &Event) -> Bilingual {
    let name = event.kind.as_str();
    let kind = catalogue.type_id(&event.kind);
    kind.map_or_else(|| Bilingual::new(name, name), |kind| catalogue.declaration(kind).title.clone())
}
