//! What detectors look at: everybody's position as known now, and of each approval and payment its subject's position as it was
//! known when it was recorded.
//!
//! Money events of one moment were recorded together and share one look back, in which all of them stand; where one of them
//! cannot tell what came with it from what came after, its subject is looked at by itself at the very position.

use crate::audit::{Needs, Scene, Then};
use crate::event::{Catalogue, Event, Known};
use crate::ledger::amend::target_of;
use crate::ledger::error::LedgerError;
use crate::ledger::horizon::Horizon;
use crate::ledger::rules::Said;
use crate::ledger::scope;
use crate::ledger::service::Ledger;
use crate::ledger::sight::Sight;
use crate::ledger::world::{Question, Scope, World};
use crate::position::Position;
use crate::timeline::Fact;
use crate::value::{Day, Digest, EventId, Instant, Position as Place, Uscc};
use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZero;
use std::panic::resume_unwind;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// The types whose events give money away.
pub(super) const MONEY: [&str; 2] = ["grant.approved", "payment.made"];
/// So many looks at single subjects cost as much as one at everybody.
pub(super) const FEW: usize = 40;

/// A ledger at a horizon with everything computed that detectors ask.
#[derive(Debug)]
pub struct Audited {
    /// What was known.
    pub world: World,
    now: BTreeMap<Uscc, Position>,
    then: BTreeMap<Place, Then>,
}

/// A money event, and whose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Decided {
    place: Place,
    day: Day,
    subject: Uscc,
}

impl Audited {
    /// What detectors look at.
    pub fn scene(&self) -> Scene<'_> {
        Scene {
            catalogue: &self.world.catalogue,
            program: &self.world.program,
            timeline: &self.world.timeline,
            on: self.world.horizon.on,
            now: &self.now,
            then: &self.then,
        }
    }
}

impl Ledger {
    /// Computes what detectors that need so much look at, over the whole ledger.
    pub fn audited(&self, horizon: Horizon, reads: &[(String, String)], needs: Needs) -> Result<Audited, LedgerError> {
        self.audited_in(self.sight(), horizon, (reads, needs), Place::ZERO)
    }

    /// The same of a ledger with events that are about to follow; it looks back only at the money events after a position.
    pub(super) fn audited_in(
        &self,
        sight: Sight<'_>,
        horizon: Horizon,
        (reads, needs): (&[(String, String)], Needs),
        after: Place,
    ) -> Result<Audited, LedgerError> {
        let question = Question { horizon, scope: Scope::All, reads: reads.to_vec() };
        let Some(catalogue) = self.catalogue_at(horizon.known)? else {
            return Err(LedgerError::NothingKnown { known: horizon.known });
        };
        let events = scope::everything(sight, &catalogue, horizon.known)?;
        // What is about to follow has no root yet, and nobody is told one.
        let root = self.store.root(horizon.known.min(self.head()))?;
        let world = World::of(Arc::clone(&catalogue), events.clone(), &question, root)?;
        let registers = |event: &&Event| Known::of(&event.kind) == Some(Known::EventTypeRegistered);
        let typed = events.iter().rfind(registers).map_or(Place::ZERO, |event| event.position);
        let mended = mended(&catalogue, &events);
        let back = Back { ledger: self, sight, catalogue, events: &events, mended: &mended, typed, root, reads };
        let then = if needs >= Needs::Then { back.every_moment(&world, after)? } else { BTreeMap::new() };
        let engine = world.engine();
        let subjects = world.timeline.subjects().iter().filter(|_| needs >= Needs::Now);
        let now = subjects.map(|subject| (*subject, engine.position(*subject))).collect();
        Ok(Audited { world, now, then })
    }
}

impl Ledger {
    /// What detectors look at about one subject, perhaps with events that are about to follow; they look back at the money events after a
    /// position.
    pub(super) fn foreseen(&self, sight: Sight<'_>, subject: Uscc, before: Place) -> Result<Audited, LedgerError> {
        let (catalogue, head) = (self.catalogue(), sight.head());
        let events = scope::around(sight, &catalogue, head, Some(subject))?;
        let mended = mended(&catalogue, &events);
        let look = |on: Day, known: Place| {
            let question =
                Question { horizon: Horizon { on, known }, scope: Scope::Subject(subject), reads: Vec::new() };
            World::of(Arc::clone(&catalogue), known_at(&events, &mended, known), &question, Digest([0; 32]))
        };
        let days = events.iter().filter(|event| MONEY.contains(&event.kind.as_str())).map(|event| event.occurred_on);
        let world = look(days.max().unwrap_or_else(|| self.today()), head)?;
        let subject = world.timeline.code_now(subject);
        let mut then = BTreeMap::new();
        for fact in money(&world).filter(|fact| last_touched(fact) > before) {
            let past = look(fact.day, fact.position)?;
            then.insert(fact.position, Then::of(past.position(subject), fact.position, &past.program));
        }
        let now = [(subject, world.position(subject))].into();
        Ok(Audited { world, now, then })
    }
}

/// Where a fact was recorded, or corrected last.
pub(super) fn last_touched(fact: &Fact) -> Place {
    fact.revisions.last().map_or(fact.position, |revision| revision.position)
}

/// Of some events those that correct money events or take them back, corrections of such corrections too. What was paid is what was
/// paid: a slip of the pen that was mended later was none then either.
fn mended(catalogue: &Catalogue, events: &[Event]) -> Vec<Event> {
    let money = events.iter().filter(|event| MONEY.contains(&event.kind.as_str()));
    let mut spoken_of: BTreeSet<EventId> = money.map(|event| event.id).collect();
    let mut mended = Vec::new();
    for event in events {
        if target_of(catalogue, event).is_some_and(|target| spoken_of.contains(&target)) {
            spoken_of.insert(event.id);
            mended.push(event.clone());
        }
    }
    mended
}

/// The events up to a position, with what was mended later of their money.
fn known_at(events: &[Event], mended: &[Event], known: Place) -> Vec<Event> {
    let own = events.partition_point(|event| event.position <= known);
    let later = mended.iter().filter(|event| event.position > known);
    events.get(..own).unwrap_or_default().iter().chain(later).cloned().collect()
}

/// The money events up to the business day that were recorded or corrected after a position, by the moment they were recorded.
fn moments(world: &World, after: Place) -> BTreeMap<Instant, Vec<Decided>> {
    let mut found: BTreeMap<Instant, Vec<Decided>> = BTreeMap::new();
    for fact in money(world).filter(|fact| last_touched(fact) > after) {
        let said = Said { catalogue: &world.catalogue, kind: fact.kind, record: &fact.record };
        let Some(subject) = said.slot("uscc").code() else { continue };
        let decided = Decided { place: fact.position, day: fact.day, subject };
        found.entry(fact.recorded_at).or_default().push(decided);
    }
    found
}

fn money(world: &World) -> impl Iterator<Item = &Fact> {
    let kinds = MONEY.iter().filter_map(|name| world.catalogue.type_id_of(name));
    let all = kinds.flat_map(|kind| world.timeline.of_kind(kind));
    all.filter(|fact| fact.day <= world.horizon.on)
}

/// Looks back at what was known.
struct Back<'b> {
    ledger: &'b Ledger,
    sight: Sight<'b>,
    catalogue: Arc<Catalogue>,
    /// Every event up to the horizon, read by the catalogue.
    events: &'b [Event],
    /// Those of them that correct money events or take them back.
    mended: &'b [Event],
    /// From here on the catalogue is the one at the horizon.
    typed: Place,
    root: Digest,
    reads: &'b [(String, String)],
}

impl Back<'_> {
    /// What was known at every money event, on as many hands as there are.
    fn every_moment(&self, world: &World, after: Place) -> Result<BTreeMap<Place, Then>, LedgerError> {
        let moments: Vec<(Instant, Vec<Decided>)> = moments(world, after).into_iter().collect();
        let next = AtomicUsize::new(0);
        let work = || {
            let mut then = BTreeMap::new();
            while let Some((moment, decided)) = moments.get(next.fetch_add(1, Ordering::Relaxed)) {
                self.look(world, *moment, decided, &mut then)?;
            }
            Ok::<_, LedgerError>(then)
        };
        let hands = thread::available_parallelism().map_or(1, NonZero::get);
        thread::scope(|scope| {
            let all: Vec<_> = (0..hands).map(|_| scope.spawn(work)).collect();
            let mut then = BTreeMap::new();
            for own in all {
                then.extend(own.join().unwrap_or_else(|panic| resume_unwind(panic))?);
            }
            Ok(then)
        })
    }

    /// What was known at each money event of one moment.
    fn look(
        &self,
        world: &World,
        moment: Instant,
        decided: &[Decided],
        then: &mut BTreeMap<Place, Then>,
    ) -> Result<(), LedgerError> {
        let crowded = crowded(world, moment);
        let (alone, together): (Vec<Decided>, Vec<Decided>) =
            decided.iter().partition(|one| decided.len() <= FEW || crowded.contains(&one.subject));
        for one in alone {
            then.insert(one.place, self.alone(one)?);
        }
        let days: BTreeSet<Day> = together.iter().map(|one| one.day).collect();
        let known = together.iter().map(|one| one.place).max().unwrap_or_default();
        for day in days {
            let past = self.everybody(Horizon { on: day, known })?;
            let engine = past.engine();
            let own = together.iter().filter(|one| one.day == day);
            then.extend(own.map(|one| (one.place, Then::of(engine.position(one.subject), one.place, &past.program))));
        }
        Ok(())
    }

    /// One subject at the very position.
    fn alone(&self, one: Decided) -> Result<Then, LedgerError> {
        let horizon = Horizon { on: one.day, known: one.place };
        let question = Question { horizon, scope: Scope::Subject(one.subject), reads: self.reads.to_vec() };
        if one.place < self.typed {
            let world = self.ledger.world(&question)?;
            return Ok(Then::of(world.position(one.subject), one.place, &world.program));
        }
        let mut events = scope::around(self.sight, &self.catalogue, one.place, Some(one.subject))?;
        events.extend(self.mended.iter().filter(|event| event.position > one.place).cloned());
        let world = World::of(Arc::clone(&self.catalogue), events, &question, self.root)?;
        Ok(Then::of(world.position(one.subject), one.place, &world.program))
    }

    /// Everybody, from the events at hand.
    fn everybody(&self, horizon: Horizon) -> Result<World, LedgerError> {
        let question = Question { horizon, scope: Scope::All, reads: self.reads.to_vec() };
        if horizon.known < self.typed {
            return self.ledger.world(&question);
        }
        let events = known_at(self.events, self.mended, horizon.known);
        World::of(Arc::clone(&self.catalogue), events, &question, self.root)
    }
}

/// The subjects of which at one moment more was recorded than approvals of different matters or payments of different ones.
fn crowded(world: &World, moment: Instant) -> BTreeSet<Uscc> {
    let mut seen: BTreeSet<(Uscc, String)> = BTreeSet::new();
    let mut crowded = BTreeSet::new();
    for fact in world.timeline.facts().iter().filter(|fact| touched(fact, moment)) {
        let said = Said { catalogue: &world.catalogue, kind: fact.kind, record: &fact.record };
        let Some(subject) = said.slot("uscc").code() else { continue };
        let name = world.catalogue.declaration(fact.kind).name.as_str();
        let matter = said.text("grant").zip(said.text("matter")).map(|(grant, matter)| format!("{grant} {matter}"));
        let ours = MONEY.contains(&name) && fact.recorded_at == moment && fact.revisions.is_empty();
        let what = format!("{name} {}", matter.unwrap_or_default());
        if !ours || !seen.insert((subject, what)) {
            crowded.insert(subject);
        }
    }
    crowded
}

/// Whether something about a fact was recorded at a moment.
fn touched(fact: &Fact, moment: Instant) -> bool {
    fact.recorded_at == moment || fact.revisions.iter().any(|revision| revision.recorded_at == moment)
}
