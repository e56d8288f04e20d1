//! What an event changes about decided money: the ledger as it is known, and the same without that event and what speaks of it.

use crate::audit::{Changed, Worlds, changed};
use crate::event::{Event, Said};
use crate::explain::{Document, ImpactOf};
use crate::ledger::amend::spoken_of;
use crate::ledger::error::LedgerError;
use crate::ledger::horizon::Horizon;
use crate::ledger::lookback::NO_ROOT;
use crate::ledger::scope;
use crate::ledger::service::Ledger;
use crate::ledger::world::{Question, Scope, World};
use crate::position::{FactRef, Item, Position};
use crate::value::{Bilingual, EventId, Fen, Uscc};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// An event and what it changes.
#[derive(Debug)]
pub struct Impact {
    /// What is known, with the event.
    pub world: World,
    /// The event.
    pub event: FactRef,
    /// Its type, and what people call it.
    pub kind: (Arc<str>, Bilingual),
    /// What of the money decided is due differently.
    pub changed: Vec<Changed>,
    with: BTreeMap<Uscc, Position>,
}

impl Ledger {
    /// What an event, named by its position or its id, changes about the money decided, at a horizon.
    pub fn impact(&self, event: &str, horizon: Horizon, reads: &[(String, String)]) -> Result<Impact, LedgerError> {
        let place = self.position_of(event)?;
        if place > horizon.known {
            return Err(LedgerError::BeyondHead { asked: place, head: horizon.known });
        }
        let Some(catalogue) = self.catalogue_at(horizon.known)? else {
            return Err(LedgerError::NothingKnown { known: horizon.known });
        };
        let events = scope::everything(self.sight(), &catalogue, horizon.known)?;
        let own = events.iter().find(|own| own.position == place);
        let Some(own) = own else { return Err(LedgerError::NoSuchEvent { name: event.to_owned() }) };
        let kind = catalogue.type_id(&own.kind).map(|kind| catalogue.declaration(kind).title.clone());
        let name: Arc<str> = own.kind.as_str().into();
        let kind = (Arc::clone(&name), kind.unwrap_or_else(|| Bilingual::new(&name, &name)));
        let fact = FactRef { position: own.position, id: own.id, day: own.occurred_on };
        let question = Question { horizon, scope: Scope::All, reads: reads.to_vec() };
        let mut left_out: BTreeSet<EventId> = BTreeSet::from([own.id]);
        left_out.extend(spoken_of(&catalogue, &events, [own.id]).iter().map(|event| event.id));
        let less: Vec<Event> = events.iter().filter(|event| !left_out.contains(&event.id)).cloned().collect();
        let before = World::of(&self.compiled, Arc::clone(&catalogue), less, &question, NO_ROOT)?;
        let world = World::of(&self.compiled, catalogue, events, &question, self.store.root(horizon.known)?)?;
        let without = items(&before, &world);
        let with = positions(&world);
        let worlds = Worlds {
            catalogue: &world.catalogue,
            timeline: &world.timeline,
            on: horizon.on,
            orders: &orders_of(fact),
            without: &without,
            with: &with,
        };
        let changed = changed(&worlds);
        Ok(Impact { world, event: fact, kind, changed, with })
    }
}

/// What the numbers of the orders begin with that an event led to.
fn orders_of(event: FactRef) -> String {
    format!("ZH-{}-", event.position.0)
}

/// The positions of those money was decided for.
fn positions(world: &World) -> BTreeMap<Uscc, Position> {
    let engine = world.engine();
    let own = world.timeline.subjects().iter().filter(|subject| is_decided(world, **subject));
    own.map(|subject| (*subject, engine.position(*subject))).collect()
}

/// The items of those money was decided for, under the codes that another world knows them by.
fn items(world: &World, other: &World) -> BTreeMap<Uscc, Vec<Item>> {
    let mut found: BTreeMap<Uscc, Vec<Item>> = BTreeMap::new();
    for (subject, position) in positions(world) {
        found.entry(other.timeline.code_now(subject)).or_default().extend(position.items);
    }
    found
}

fn is_decided(world: &World, subject: Uscc) -> bool {
    let kinds = crate::ledger::lookback::MONEY.iter().filter_map(|name| world.catalogue.type_id_of(name));
    kinds.into_iter().any(|kind| world.timeline.of_subject(subject, kind).next().is_some())
}

impl Impact {
    /// The orders that would bring back what is not due any more, each as the line of a file. Nothing is recorded by itself.
    pub fn orders(&self) -> Vec<Value> {
        let prefix = orders_of(self.event);
        let mut number = self.ordered_before(&prefix);
        let on = self.world.horizon.on.to_string();
        let mut lines = Vec::new();
        for one in &self.changed {
            for recovery in &one.recoveries {
                number = number.saturating_add(1);
                let (before, with) = (one.before.unwrap_or_default(), one.with.unwrap_or_default());
                let becomes = if with < before { "减为" } else { "改为" };
                let basis = format!(
                    "{}　事件 #{}（{}）使应付由 ¥{before} {becomes} ¥{with}；已付 ¥{}",
                    one.item.article, self.event.position, self.kind.1.zh, one.item.paid
                );
                let data = json!({
                    "uscc": one.subject.as_str(), "clawback_no": format!("{prefix}{number}"),
                    "payment_no": &*recovery.payment, "amount": recovery.amount.to_yuan(), "basis": basis,
                });
                lines.push(json!({"type": "clawback.ordered", "occurred_on": on, "data": data}));
            }
        }
        lines
    }

    /// How many orders an earlier look at the event led to.
    fn ordered_before(&self, prefix: &str) -> usize {
        let kind = self.world.catalogue.type_id_of("clawback.ordered");
        let all = kind.into_iter().flat_map(|kind| self.world.timeline.of_kind(kind));
        let own = all.filter(|fact| {
            let said = Said { catalogue: &self.world.catalogue, kind: fact.kind, record: &fact.record };
            said.text("clawback_no").is_some_and(|number| number.starts_with(prefix))
        });
        own.count()
    }

    /// What changes, in words, with the orders as lines.
    pub fn page(&self, lines: &[String]) -> Document {
        let horizon = self.world.horizon;
        let of = ImpactOf {
            event: self.event,
            kind: self.kind.1.clone(),
            known: horizon.known,
            on: horizon.on,
            changed: &self.changed,
            lines,
        };
        let empty = |subject| Position {
            subject,
            on: horizon.on,
            statuses: Vec::new(),
            duties: Vec::new(),
            items: Vec::new(),
            caps: Vec::new(),
            issues: Vec::new(),
        };
        let others: BTreeMap<Uscc, Position> = self
            .changed
            .iter()
            .filter(|one| !self.with.contains_key(&one.subject))
            .map(|one| (one.subject, empty(one.subject)))
            .collect();
        let case = |subject: Uscc| {
            let position = self.with.get(&subject).or_else(|| others.get(&subject));
            position.map(|position| self.world.case(position))
        };
        crate::explain::impact(&of, &case, &|code| self.world.named(code))
    }

    /// The sums of what is known both ways: without, with, paid; then what would be recovered and paid besides.
    pub fn sums(&self) -> [Fen; 5] {
        crate::explain::impact_sums(&self.changed)
    }
}
