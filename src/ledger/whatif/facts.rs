//! Events left out, and events brought in.

use super::alike::Alike;
use super::fault::WhatIfFault;
use super::scenario::{Added, Scenario};
use crate::event::{Catalogue, Event, Known, canonical_json};
use crate::ledger::amend::{spoken_of, target_of};
use crate::ledger::append::{AppendOptions, Appending, Ids};
use crate::ledger::error::LedgerError;
use crate::ledger::horizon::Horizon;
use crate::ledger::scope;
use crate::ledger::service::Ledger;
use crate::ledger::world::World;
use crate::position::FactRef;
use crate::value::{Bilingual, EventId, KnownAt, Position};
use crate::whatif::{Brought, Change, Supposed};
use std::collections::BTreeSet;
use std::sync::Arc;

/// A change of the facts: what is left out and what is brought in.
#[derive(Debug)]
pub(super) struct Facts {
    pub(super) change: Change,
    pub(super) less: BTreeSet<EventId>,
    pub(super) more: Vec<Event>,
    /// How a scenario file says it, with nothing left to look up.
    written: Said,
}

#[derive(Debug)]
enum Said {
    Drop(String),
    Brought(Brought),
    OnlyKnown(Position),
}

impl Facts {
    /// What the change concerns by itself.
    pub(super) fn events(&self) -> BTreeSet<EventId> {
        self.less.iter().copied().chain(self.more.iter().map(|event| event.id)).collect()
    }

    /// Whether it is the same change.
    pub(super) fn is(&self, other: &Facts) -> bool {
        let ids = |facts: &Facts| facts.more.iter().map(|event| event.id).collect::<Vec<_>>();
        self.less == other.less && ids(self) == ids(other)
    }

    /// What is left out first, each before another; then what is brought in, as it came.
    pub(super) fn order(&self) -> (u8, &str) {
        match &self.written {
            Said::Drop(event) => (0, event),
            Said::OnlyKnown(_) => (1, ""),
            Said::Brought(_) => (2, ""),
        }
    }

    /// Writes it into a scenario file.
    pub(super) fn write(&self, supposed: &mut Supposed) {
        match &self.written {
            Said::Drop(event) => supposed.drops.push(event.clone()),
            Said::Brought(brought) => supposed.events.push(brought.clone()),
            Said::OnlyKnown(known) => supposed.only_known = Some(KnownAt::Position(*known)),
        }
    }
}

/// The ledger that facts are looked up in.
#[derive(Clone, Copy)]
pub(super) struct Books<'l> {
    pub(super) ledger: &'l Ledger,
    pub(super) catalogue: &'l Catalogue,
    /// All of them up to what is known.
    pub(super) events: &'l [Event],
    pub(super) horizon: Horizon,
}

impl Ledger {
    /// All events of the ledger, as far as they are known.
    pub(super) fn all_events(&self, base: &World, horizon: Horizon) -> Result<Vec<Event>, LedgerError> {
        scope::everything(self.sight(), &base.catalogue, horizon.known)
    }
}

impl Books<'_> {
    /// Takes up what a scenario says of facts, after others that come before it.
    pub(super) fn take_up(&self, facts: &mut Vec<Arc<Facts>>, scenario: Scenario) -> Result<(), LedgerError> {
        let earlier = facts.clone();
        let repeats = |one: &Facts| earlier.iter().any(|known| known.is(one));
        for name in &scenario.drops {
            let dropped = if name.contains('=') { self.several_dropped(name)? } else { self.dropped(name)? };
            let own = facts.get(earlier.len()..).unwrap_or_default();
            if own.iter().any(|known| !known.less.is_disjoint(&dropped.less)) {
                return Err(LedgerError::WhatIf(WhatIfFault::Twice { what: name.clone() }));
            }
            if !repeats(&dropped) {
                facts.push(Arc::new(dropped));
            }
        }
        for added in scenario.adds {
            let name = added.name.clone();
            let brought = self.brought_in(added)?;
            let named = |known: &Facts| matches!(&known.change, Change::Add { file, .. } if **file == *name);
            if repeats(&brought) {
                continue;
            }
            if facts.iter().any(|known| named(known)) {
                return Err(LedgerError::WhatIf(WhatIfFault::Twice { what: name }));
            }
            facts.push(Arc::new(brought));
        }
        if let Some(known) = scenario.only_known {
            let only = self.only_known(known)?;
            facts.retain(|facts| !matches!(facts.change, Change::OnlyKnown { .. }));
            facts.push(Arc::new(only));
        }
        self.holds_together(facts)
    }

    /// What speaks of an event that is left out goes with it.
    fn holds_together(&self, facts: &[Arc<Facts>]) -> Result<(), LedgerError> {
        let gone = |event: &Event| {
            let target = target_of(self.catalogue, event);
            target.is_some_and(|target| facts.iter().any(|known| known.less.contains(&target)))
        };
        match facts.iter().flat_map(|known| &known.more).find(|event| gone(event)) {
            Some(event) => Err(LedgerError::WhatIf(WhatIfFault::Twice { what: event.kind.to_string() })),
            None => Ok(()),
        }
    }

    /// An event that was never recorded. What corrects it or takes it back was not recorded either.
    fn dropped(&self, name: &str) -> Result<Facts, LedgerError> {
        let place = self.ledger.position_of(name)?;
        if place > self.ledger.head() {
            return Err(LedgerError::NoSuchEvent { name: name.to_owned() });
        }
        let known = self.horizon.known;
        if place > known {
            return Err(LedgerError::WhatIf(WhatIfFault::NotKnown { position: place, known }));
        }
        let own = self.events.binary_search_by_key(&place, |event| event.position).ok();
        let Some(own) = own.and_then(|at| self.events.get(at)) else {
            return Err(LedgerError::NoSuchEvent { name: name.to_owned() });
        };
        needed(own)?;
        let spoken = spoken_of(self.catalogue, self.events, [own.id]);
        let mut less: BTreeSet<EventId> = spoken.iter().map(|event| event.id).collect();
        less.insert(own.id);
        let change = Change::Drop { event: reference(own), kind: title(self.catalogue, own), with: spoken.len() };
        Ok(Facts { change, less, more: Vec::new(), written: Said::Drop(own.id.to_string()) })
    }

    /// Events of a type that have something in common.
    fn several_dropped(&self, text: &str) -> Result<Facts, LedgerError> {
        let alike = Alike::read(self, text)?;
        let found = alike.found(self)?;
        found.iter().try_for_each(|event| needed(event))?;
        let mut less: BTreeSet<EventId> = found.iter().map(|event| event.id).collect();
        let own = less.len();
        less.extend(spoken_of(self.catalogue, self.events, less.clone()).iter().map(|event| event.id));
        let change = Change::DropAlike {
            alike: alike.text.as_str().into(),
            kind: alike.title.clone(),
            events: found.iter().map(|event| reference(event)).collect(),
            with: less.len().saturating_sub(own),
        };
        Ok(Facts { change, less, more: Vec::new(), written: Said::Drop(alike.text) })
    }

    /// As if nothing recorded behind a position were known.
    fn only_known(&self, known: KnownAt) -> Result<Facts, LedgerError> {
        let until = self.ledger.horizon(Some(self.horizon.on), known)?.known;
        if until >= self.horizon.known {
            let (position, known) = (until, self.horizon.known);
            return Err(LedgerError::WhatIf(WhatIfFault::KnownAnyway { position, known }));
        }
        let behind = self.events.iter().filter(|event| event.position > until);
        let less: BTreeSet<EventId> = behind.map(|event| event.id).collect();
        let change = Change::OnlyKnown { until, events: less.len() };
        Ok(Facts { change, less, more: Vec::new(), written: Said::OnlyKnown(until) })
    }

    /// The events of a file as they would stand behind what is known: every line is checked as an append would have checked it then,
    /// and nothing is recorded. The same lines get the same ids.
    fn brought_in(&self, added: Added) -> Result<Facts, LedgerError> {
        let (Added { name, lines }, known) = (added, self.horizon.known);
        let options = AppendOptions { ids: Ids::Of(lines.digest()?), ..AppendOptions::default() };
        let (entries, rejected) = Appending::of_file(self.ledger, lines, options).foreseen(known)?;
        if let Some(first) = rejected.into_iter().next() {
            let (line, fault) = (first.line, Box::new(first.fault));
            return Err(LedgerError::WhatIf(WhatIfFault::Line { file: name, line, fault }));
        }
        let (mut more, mut lines, mut position) = (Vec::new(), Vec::new(), known);
        for entry in entries {
            // What is known already is no supposition.
            if self.ledger.store.find(entry.id())?.is_none_or(|own| own > known) {
                position = position.next();
                let event = Event::decode(self.catalogue, position, entry.bytes());
                more.push(event.map_err(|refusal| LedgerError::Unreadable { position, refusal: Box::new(refusal) })?);
                lines.push(draft_of(entry.bytes()));
            }
        }
        if more.is_empty() {
            return Err(LedgerError::WhatIf(WhatIfFault::NothingAdded { file: name }));
        }
        let change = Change::Add { file: name.as_str().into(), events: more.iter().map(reference).collect() };
        Ok(Facts { change, less: BTreeSet::new(), more, written: Said::Brought(Brought { name, lines }) })
    }
}

/// What says how others are read cannot be left out.
fn needed(event: &Event) -> Result<(), LedgerError> {
    if Known::of(&event.kind) != Some(Known::EventTypeRegistered) {
        return Ok(());
    }
    let (position, kind) = (event.position, event.kind.as_str().into());
    Err(LedgerError::WhatIf(WhatIfFault::Needed { position, kind }))
}

/// An envelope without what the ledger sets, as it is written for an append.
fn draft_of(envelope: &[u8]) -> String {
    let mut draft: serde_json::Value = serde_json::from_slice(envelope).unwrap_or_default();
    if let Some(fields) = draft.as_object_mut() {
        fields.retain(|field, _| field != "recorded_at" && field != "recorded_by");
    }
    canonical_json(&draft).unwrap_or_default()
}

pub(super) fn reference(event: &Event) -> FactRef {
    FactRef { position: event.position, id: event.id, day: event.occurred_on }
}

/// The type of an event as people call it.
fn title(catalogue: &Catalogue, event: &Event) -> Bilingual {
    let name = event.kind.as_str();
    let kind = catalogue.type_id(&event.kind);
    kind.map_or_else(|| Bilingual::new(name, name), |kind| catalogue.declaration(kind).title.clone())
}
