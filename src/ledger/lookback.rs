//! Looking back: what could be known of the matters of each approval and payment when it was decided.
//!
//! Money events of one moment were recorded together and share one look back, in which all of them stand; where one of them
//! cannot tell what came with it from what came after, its subject is looked at by itself at the very position.

use crate::audit::{Approvals, Knowledge, Then};
use crate::event::{Catalogue, Event, Said};
use crate::ledger::error::LedgerError;
use crate::ledger::hands::hands;
use crate::ledger::horizon::Horizon;
use crate::ledger::known_then::known_then;
use crate::ledger::past::Families;
use crate::ledger::scope;
use crate::ledger::sight::Sight;
use crate::ledger::world::{Question, Scope, World};
use crate::policy::Compiled;
use crate::position::Position;
use crate::timeline::{Fact, Timeline};
use crate::value::{Day, Digest, Instant, Position as Place, Uscc};
use std::collections::{BTreeMap, BTreeSet};
use std::panic::resume_unwind;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// The types whose events give money away.
pub(super) const MONEY: [&str; 2] = ["grant.approved", "payment.made"];
/// So many looks at single subjects cost as much as one at everybody.
pub(super) const FEW: usize = 40;
/// A look back shows nobody a root, and what is about to follow has none.
pub(super) const NO_ROOT: Digest = Digest([0; 32]);

/// A money event, and whose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Decided {
    place: Place,
    day: Day,
    subject: Uscc,
    knowledge: Knowledge,
}

impl Decided {
    fn then(&self, position: Position, past: &World) -> Then {
        Then::of(position, self.place, self.knowledge, &past.program)
    }
}

/// Where a fact was recorded, or corrected last.
pub(super) fn last_touched(fact: &Fact) -> Place {
    fact.revisions.last().map_or(fact.position, |revision| revision.position)
}

/// The money events up to the business day that were recorded or corrected after a position, by the moment they were recorded.
fn moments(world: &World, after: Place) -> BTreeMap<Instant, Vec<Decided>> {
    let approvals = Approvals::of(&world.catalogue, &world.timeline);
    let mut found: BTreeMap<Instant, Vec<Decided>> = BTreeMap::new();
    for fact in money(world).filter(|fact| last_touched(fact) > after) {
        let said = Said { catalogue: &world.catalogue, kind: fact.kind, record: &fact.record };
        let Some(subject) = said.slot("uscc").code() else { continue };
        let knowledge = approvals.known_at(fact);
        let decided = Decided { place: fact.position, day: fact.day, subject, knowledge };
        found.entry(fact.recorded_at).or_default().push(decided);
    }
    found
}

pub(super) fn money(world: &World) -> impl Iterator<Item = &Fact> {
    let kinds = MONEY.iter().filter_map(|name| world.catalogue.type_id_of(name));
    let all = kinds.flat_map(|kind| world.timeline.of_kind(kind));
    all.filter(|fact| fact.day <= world.horizon.on)
}

/// Looks back at what was known. Every event is read by the types of the horizon: what was written under an earlier version says the
/// same under a later one.
pub(super) struct LookBack<'b> {
    pub(super) sight: Sight<'b>,
    pub(super) compiled: &'b Arc<Compiled>,
    pub(super) catalogue: Arc<Catalogue>,
    /// Every event up to the horizon, read by the catalogue.
    pub(super) events: &'b [&'b Event],
    /// What was corrected or taken back among them.
    pub(super) families: Families,
    /// Those of them that correct money events or take them back.
    pub(super) mended: &'b [Event],
    pub(super) reads: &'b [(String, String)],
}

impl LookBack<'_> {
    /// What was known at every money event, on as many hands as there are.
    pub(super) fn every_moment(&self, world: &World, after: Place) -> Result<BTreeMap<Place, Then>, LedgerError> {
        let moments: Vec<(Instant, Vec<Decided>)> = moments(world, after).into_iter().collect();
        let large = moments.iter().filter(|(_, decided)| decided.len() > FEW).map(|(moment, _)| *moment);
        let touched = touched(world, large);
        let (next, moved) = (AtomicUsize::new(0), self.moved(world));
        let work = || {
            let mut then = BTreeMap::new();
            while let Some((moment, decided)) = moments.get(next.fetch_add(1, Ordering::Relaxed)) {
                let touched = touched.get(moment).map_or(&[][..], Vec::as_slice);
                self.look((world, &moved), touched, decided, &mut then)?;
            }
            Ok::<_, LedgerError>(then)
        };
        thread::scope(|scope| {
            let all: Vec<_> = (0..hands()).map(|_| scope.spawn(work)).collect();
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
        (world, moved): (&World, &BTreeSet<Uscc>),
        touched: &[(Instant, &Fact)],
        decided: &[Decided],
        then: &mut BTreeMap<Place, Then>,
    ) -> Result<(), LedgerError> {
        let crowded = crowded(world, touched);
        let (alone, together): (Vec<Decided>, Vec<Decided>) =
            decided.iter().partition(|one| decided.len() <= FEW || crowded.contains(&one.subject));
        for one in alone {
            then.insert(one.place, self.alone(one, Some(world).filter(|_| moved.contains(&one.subject)))?);
        }
        let last = together.iter().map(|one| one.place).max().unwrap_or_default();
        let shared: BTreeSet<(Day, Knowledge)> =
            together.iter().map(|one| (one.day, one.knowledge.from(last))).collect();
        for (day, knowledge) in shared {
            let past = self.everybody(world, Horizon { on: day, known: last }, knowledge)?;
            let engine = past.engine();
            let own = together.iter().filter(|one| (one.day, one.knowledge.from(last)) == (day, knowledge));
            then.extend(own.map(|one| (one.place, one.then(engine.position(one.subject), &past))));
        }
        Ok(())
    }

    /// Those whose money was recorded as that of another: it stands under the other, and so does what it rests on.
    fn moved(&self, world: &World) -> BTreeSet<Uscc> {
        let of = |kind, record| Said { catalogue: &self.catalogue, kind, record }.slot("uscc").code();
        let mended = money(world).filter(|fact| !fact.revisions.is_empty());
        let moved = mended.filter_map(|fact| {
            let now = of(fact.kind, &fact.record)?;
            let others = fact.revisions.iter().filter_map(|own| of(fact.kind, &own.record));
            let is_moved = others.map(|code| world.timeline.code_now(code)).any(|code| code != now);
            is_moved.then_some(now)
        });
        moved.collect()
    }

    /// One subject at the very position; among everybody where its money was recorded under somebody else, and is found nowhere else.
    fn alone(&self, one: Decided, among: Option<&World>) -> Result<Then, LedgerError> {
        let horizon = Horizon { on: one.day, known: one.place };
        if let Some(world) = among {
            let past = self.everybody(world, horizon, one.knowledge)?;
            return Ok(one.then(past.position(one.subject), &past));
        }
        let question = Question { horizon, scope: Scope::Subject(one.subject), reads: self.reads.to_vec() };
        let mut events = scope::around(self.sight, &self.catalogue, one.place, Some(one.subject))?;
        events.extend(self.mended.iter().filter(|event| event.position > one.place).cloned());
        let events = known_then(&events, self.mended, one.knowledge);
        let world = World::of(self.compiled, Arc::clone(&self.catalogue), events, &question, NO_ROOT)?;
        Ok(one.then(world.position(one.subject), &world))
    }

    /// Everybody, from what is known now or else from the events at hand.
    fn everybody(&self, now: &World, horizon: Horizon, knowledge: Knowledge) -> Result<World, LedgerError> {
        let question = Question { horizon, scope: Scope::All, reads: self.reads.to_vec() };
        let past = self.families.past((&self.catalogue, &now.timeline), self.mended, knowledge);
        let timeline = past.unwrap_or_else(|| {
            let events = known_then(self.events.iter().copied(), self.mended, knowledge);
            Timeline::build(&self.catalogue, events)
        });
        World::over(self.compiled, Arc::clone(&self.catalogue), timeline, &question, NO_ROOT)
    }
}

/// The facts about which something was recorded at some moments, by that.
fn touched(world: &World, moments: impl Iterator<Item = Instant>) -> BTreeMap<Instant, Vec<(Instant, &Fact)>> {
    let mut found: BTreeMap<Instant, Vec<(Instant, &Fact)>> = moments.map(|moment| (moment, Vec::new())).collect();
    for fact in world.timeline.facts() {
        let mut all: Vec<Instant> = fact.revisions.iter().map(|revision| revision.recorded_at).collect();
        all.push(fact.recorded_at);
        all.sort_unstable();
        all.dedup();
        for moment in all {
            if let Some(own) = found.get_mut(&moment) {
                own.push((moment, fact));
            }
        }
    }
    found
}

/// The subjects of which at one moment more was recorded than approvals of different matters or payments of different ones.
fn crowded(world: &World, touched: &[(Instant, &Fact)]) -> BTreeSet<Uscc> {
    let mut seen: BTreeSet<(Uscc, String)> = BTreeSet::new();
    let mut crowded = BTreeSet::new();
    for (moment, fact) in touched {
        let said = Said { catalogue: &world.catalogue, kind: fact.kind, record: &fact.record };
        let Some(subject) = said.slot("uscc").code() else { continue };
        let name = world.catalogue.declaration(fact.kind).name.as_str();
        let matter = said.text("grant").zip(said.text("matter")).map(|(grant, matter)| format!("{grant} {matter}"));
        let ours = MONEY.contains(&name) && fact.recorded_at == *moment && fact.revisions.is_empty();
        let what = format!("{name} {}", matter.unwrap_or_default());
        if !ours || !seen.insert((subject, what)) {
            crowded.insert(subject);
        }
    }
    crowded
}
