//! Events left out, and events brought in.

use super::afresh::is_decision;
use super::alike::Alike;
use super::base::AsItIs;
use super::fault::WhatIfFault;
use super::scenario::{Added, Scenario};
use crate::event::{Catalogue, Event, Known, canonical_json};
use crate::ledger::amend::{spoken_of, target_of};
use crate::ledger::append::{AppendOptions, Appending, Ids};
use crate::ledger::error::LedgerError;
use crate::ledger::fault::Fault;
use crate::ledger::horizon::Horizon;
use crate::ledger::scope;
use crate::ledger::service::Ledger;
use crate::ledger::world::World;
use crate::position::FactRef;
use crate::store::NaturalKey;
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
    written: AsWritten,
    /// The names of documents that are brought in.
    keys: BTreeSet<String>,
}

#[derive(Debug)]
enum AsWritten {
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

    /// Whether it leaves out all that another change leaves out.
    fn covers(&self, other: &Facts) -> bool {
        let leaves_out = |facts: &Facts| matches!(facts.written, AsWritten::Drop(_));
        leaves_out(self) && leaves_out(other) && other.less.is_subset(&self.less)
    }

    /// Whether both bring in a text of one policy.
    fn issues_what(&self, other: &Facts) -> bool {
        let policy = |facts: &Facts| match &facts.change {
            Change::Policy { policy, .. } => Some(Arc::clone(policy)),
            _ => None,
        };
        policy(self).is_some_and(|own| policy(other) == Some(own))
    }

    /// Whether it says how much is known.
    pub(super) fn is_knowledge(&self) -> bool {
        matches!(self.written, AsWritten::OnlyKnown(_))
    }

    /// The file of events brought in; nothing for what leaves events out.
    fn name(&self) -> String {
        if let AsWritten::Brought(brought) = &self.written { brought.name.clone() } else { String::new() }
    }

    /// What is left out first, then what is known, then what is brought in; by what it is, and not by the order in which it was said.
    pub(super) fn order(&self) -> (u8, String) {
        match &self.written {
            AsWritten::Drop(event) => (0, event.clone()),
            AsWritten::OnlyKnown(_) => (1, String::new()),
            AsWritten::Brought(brought) => (2, brought.lines.join("\n")),
        }
    }

    /// Writes it into a scenario file.
    pub(super) fn write(&self, supposed: &mut Supposed) {
        match &self.written {
            AsWritten::Drop(event) => supposed.drops.push(event.clone()),
            AsWritten::Brought(brought) => supposed.events.push(brought.clone()),
            AsWritten::OnlyKnown(known) => supposed.only_known = Some(KnownAt::Position(*known)),
        }
    }
}

/// The ledger that facts are looked up in.
#[derive(Clone, Copy)]
pub(super) struct Books<'l> {
    pub(super) ledger: &'l Ledger,
    /// What the scenario is held against.
    pub(super) base: &'l AsItIs,
    /// All events that the arms are made of.
    pub(super) events: &'l [Event],
}

impl Ledger {
    /// All events of the ledger, as far as they are known.
    pub(super) fn all_events(&self, base: &World, horizon: Horizon) -> Result<Vec<Event>, LedgerError> {
        scope::everything(self.sight(), &base.catalogue, horizon.known)
    }
}

impl<'l> Books<'l> {
    pub(super) fn catalogue(&self) -> &'l Catalogue {
        &self.base.world.catalogue
    }

    /// The last event that is known.
    pub(super) fn known(&self) -> Position {
        self.base.horizon.known
    }

    /// Takes up what a scenario says of facts, after others that come before it. What leaves out no more than another one does is none
    /// of its own: in one scenario that is a slip, and a later one takes the place of what it covers.
    pub(super) fn take_up(&self, facts: &mut Vec<Arc<Facts>>, scenario: Scenario) -> Result<(), LedgerError> {
        let earlier = facts.len();
        for name in &scenario.drops {
            let dropped = if name.contains('=') { self.several_dropped(name)? } else { self.dropped(name)? };
            let own = facts.get(earlier..).unwrap_or_default();
            if own.iter().any(|known| known.covers(&dropped) || dropped.covers(known)) {
                return Err(LedgerError::WhatIf(WhatIfFault::Twice { what: name.clone() }));
            }
            leave_out(facts, dropped);
        }
        for added in scenario.adds {
            let brought = self.brought_in(added, facts)?;
            let own = facts.get(earlier..).unwrap_or_default();
            if own.iter().any(|known| known.is(&brought) || known.issues_what(&brought)) {
                return Err(LedgerError::WhatIf(WhatIfFault::Twice { what: brought.name() }));
            }
            // Of one policy the text said last counts, and is the only one.
            facts.retain(|known| !known.issues_what(&brought) || known.is(&brought));
            if !facts.iter().any(|known| known.is(&brought)) {
                only_once(facts, &brought)?;
                facts.push(Arc::new(brought));
            }
        }
        if let Some(known) = scenario.only_known {
            let only = self.only_known(known)?;
            facts.retain(|facts| !facts.is_knowledge());
            facts.push(Arc::new(only));
        }
        self.holds_together(facts)
    }

    /// What is brought in may not speak of an event that is left out: with that goes what speaks of it.
    fn holds_together(&self, facts: &[Arc<Facts>]) -> Result<(), LedgerError> {
        for brought in facts {
            for event in &brought.more {
                let target = target_of(self.catalogue(), event);
                let gone = target.filter(|target| facts.iter().any(|known| known.less.contains(target)));
                let own = gone.and_then(|gone| self.events.iter().find(|event| event.id == gone));
                if let Some(own) = own {
                    let (file, kind, position) = (brought.name(), event.kind.to_string(), own.position);
                    return Err(LedgerError::WhatIf(WhatIfFault::SpeaksOfGone { file, kind, position }));
                }
            }
        }
        Ok(())
    }

    /// An event that was never recorded. What corrects it or takes it back was not recorded either.
    fn dropped(&self, name: &str) -> Result<Facts, LedgerError> {
        let place = self.ledger.position_of(name)?;
        if place > self.ledger.head() {
            return Err(LedgerError::NoSuchEvent { name: name.to_owned() });
        }
        let known = self.known();
        if place > known {
            return Err(LedgerError::WhatIf(WhatIfFault::NotKnown { position: place, known }));
        }
        let own = self.events.binary_search_by_key(&place, |event| event.position).ok();
        let Some(own) = own.and_then(|at| self.events.get(at)) else {
            return Err(self.not_there(name));
        };
        needed(own)?;
        let spoken = spoken_of(self.catalogue(), self.events, [own.id]);
        let mut less: BTreeSet<EventId> = spoken.iter().map(|event| event.id).collect();
        less.insert(own.id);
        let change = Change::Drop { event: reference(own), kind: title(self.catalogue(), own), with: spoken.len() };
        Ok(Facts {
            change,
            less,
            more: Vec::new(),
            keys: BTreeSet::new(),
            written: AsWritten::Drop(own.id.to_string()),
        })
    }

    /// An event that neither arm has: a decision, where all of them are left out.
    pub(super) fn not_there(&self, what: &str) -> LedgerError {
        match self.base.afresh {
            Some(_) => LedgerError::WhatIf(WhatIfFault::LeftOutAnyway { what: what.to_owned() }),
            None => LedgerError::NoSuchEvent { name: what.to_owned() },
        }
    }

    /// Events of a type that have something in common.
    fn several_dropped(&self, text: &str) -> Result<Facts, LedgerError> {
        let alike = Alike::read(self, text)?;
        let found = alike.found(self)?;
        found.iter().try_for_each(|event| needed(event))?;
        let mut less: BTreeSet<EventId> = found.iter().map(|event| event.id).collect();
        let own = less.len();
        less.extend(spoken_of(self.catalogue(), self.events, less.clone()).iter().map(|event| event.id));
        let change = Change::DropAlike {
            alike: alike.text.as_str().into(),
            kind: alike.title.clone(),
            events: found.iter().map(|event| reference(event)).collect(),
            with: less.len().saturating_sub(own),
        };
        Ok(Facts { change, less, more: Vec::new(), keys: BTreeSet::new(), written: AsWritten::Drop(alike.text) })
    }

    /// As if nothing recorded behind a position were known.
    fn only_known(&self, known: KnownAt) -> Result<Facts, LedgerError> {
        let anyway = |position| LedgerError::WhatIf(WhatIfFault::KnownAnyway { position, known: self.known() });
        let until = match known {
            KnownAt::Position(position) if position >= self.known() => return Err(anyway(position)),
            known => self.ledger.horizon(Some(self.base.horizon.on), known)?.known,
        };
        if until >= self.known() {
            return Err(anyway(until));
        }
        let behind = self.events.iter().filter(|event| event.position > until);
        let less: BTreeSet<EventId> = behind.map(|event| event.id).collect();
        let change = Change::OnlyKnown { was: self.known(), until, events: less.len() };
        Ok(Facts { change, less, more: Vec::new(), keys: BTreeSet::new(), written: AsWritten::OnlyKnown(until) })
    }

    /// The events of a file as they would stand behind what is known: every line is checked as an append would have checked it then,
    /// and nothing is recorded. The same lines get the same ids.
    fn brought_in(&self, added: Added, facts: &[Arc<Facts>]) -> Result<Facts, LedgerError> {
        let (Added { name, lines, as_policy }, known) = (added, self.known());
        let options = AppendOptions { ids: Ids::Of(lines.digest()?), ..AppendOptions::default() };
        let (entries, rejected) = Appending::of_file(self.ledger, lines, options).foreseen(known)?;
        if let Some(first) = rejected.into_iter().next() {
            let (line, fault) = (first.line, Box::new(first.fault));
            return Err(LedgerError::WhatIf(match *fault {
                Fault::KeyTaken { .. } if as_policy => WhatIfFault::IsIssued { file: name },
                _ if as_policy => WhatIfFault::PolicyRefused { file: name, fault },
                _ => WhatIfFault::Line { file: name, line, fault },
            }));
        }
        let (mut more, mut lines, mut keys, mut position) = (Vec::new(), Vec::new(), BTreeSet::new(), known);
        for entry in entries {
            // What is known already is no supposition.
            if self.ledger.store.find(entry.id())?.is_none_or(|own| own > known) {
                position = position.next();
                let event = Event::decode(self.catalogue(), position, entry.bytes());
                more.push(event.map_err(|refusal| LedgerError::Unreadable { position, refusal: Box::new(refusal) })?);
                lines.push(draft_of(entry.bytes()));
                keys.extend(entry.keys().iter().filter_map(taken));
            }
        }
        if more.is_empty() {
            return Err(LedgerError::WhatIf(WhatIfFault::NothingAdded { file: name }));
        }
        if let Some(decision) = more.iter().find(|event| is_decision(event)).filter(|_| self.base.afresh.is_some()) {
            return Err(self.not_there(&format!("{name} {}", decision.kind)));
        }
        let gone = |id: EventId| facts.iter().any(|facts| facts.less.contains(&id));
        let change = self.brings(&name, &more, &gone)?;
        Ok(Facts { change, less: BTreeSet::new(), more, keys, written: AsWritten::Brought(Brought { name, lines }) })
    }
}

/// Events left out in a later scenario, beside what earlier ones leave out. Those of its own were looked at before.
fn leave_out(facts: &mut Vec<Arc<Facts>>, dropped: Facts) {
    if !facts.iter().any(|known| known.covers(&dropped)) {
        facts.retain(|known| !dropped.covers(known));
        facts.push(Arc::new(dropped));
    }
}

/// The name of a document that an event takes.
fn taken(key: &NaturalKey) -> Option<String> {
    match key {
        NaturalKey::Take(name) => Some(name.clone()),
        NaturalKey::Free(_) => None,
    }
}

/// A document stands once in all that is brought in, as it stands once in a ledger.
fn only_once(facts: &[Arc<Facts>], brought: &Facts) -> Result<(), LedgerError> {
    let both = facts.iter().find_map(|known| Some((known, known.keys.intersection(&brought.keys).next()?)));
    match both {
        None => Ok(()),
        Some((known, key)) => {
            let (key, files) = (key.clone(), [known.name(), brought.name()]);
            Err(LedgerError::WhatIf(WhatIfFault::SameDocument { key, files }))
        }
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
