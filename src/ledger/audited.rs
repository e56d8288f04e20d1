//! What detectors look at: everybody's position as known now, and of each approval and payment its subject's position as it could be
//! known when it was decided.

use crate::audit::{Approvals, Knowledge, Needs, Scene, Then};
use crate::event::Event;
use crate::ledger::error::LedgerError;
use crate::ledger::hands::hands;
use crate::ledger::horizon::Horizon;
use crate::ledger::known_then::{known_then, mended};
use crate::ledger::lookback::{LookBack, MONEY, NO_ROOT, last_touched, money};
use crate::ledger::past::Families;
use crate::ledger::scope;
use crate::ledger::service::Ledger;
use crate::ledger::sight::Sight;
use crate::ledger::world::{Question, Scope, World};
use crate::position::Position;
use crate::value::{Day, Position as Place, Uscc};
use std::collections::BTreeMap;
use std::panic::resume_unwind;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// So many subjects are asked about before the next are taken in hand.
const PORTION: usize = 256;

/// A ledger at a horizon with everything computed that detectors ask.
#[derive(Debug)]
pub struct Audited {
    /// What was known.
    pub world: Arc<World>,
    now: BTreeMap<Uscc, Position>,
    then: BTreeMap<Place, Then>,
}

impl Audited {
    /// The position of a subject as known now.
    pub(super) fn position_of(&self, subject: Uscc) -> Option<&Position> {
        self.now.get(&subject)
    }

    /// The positions of all as known now, as far as they were asked for.
    pub(super) fn positions(&self) -> impl Iterator<Item = (&Uscc, &Position)> {
        self.now.iter()
    }

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

/// The positions of everybody, on as many hands as there are.
fn positions(world: &World) -> BTreeMap<Uscc, Position> {
    let next = AtomicUsize::new(0);
    let portions: Vec<&[Uscc]> = world.timeline.subjects().chunks(PORTION).collect();
    let work = || {
        let engine = world.engine();
        let mut own = Vec::new();
        while let Some(portion) = portions.get(next.fetch_add(1, Ordering::Relaxed)) {
            own.extend(portion.iter().map(|subject| (*subject, engine.position(*subject))));
        }
        own
    };
    let all = thread::scope(|scope| {
        let all: Vec<_> = (0..hands()).map(|_| scope.spawn(work)).collect();
        let each = all.into_iter().map(|own| own.join().unwrap_or_else(|panic| resume_unwind(panic)));
        each.collect::<Vec<_>>()
    });
    all.into_iter().flatten().collect()
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
        let world = World::of(&self.compiled, catalogue, events.clone(), &question, root)?;
        let events: Vec<&Event> = events.iter().collect();
        self.audited_over(sight, (Arc::new(world), &events), (reads, needs), after)
    }

    /// The same of what is known already, with the events it is known by.
    pub(super) fn audited_over(
        &self,
        sight: Sight<'_>,
        (world, events): (Arc<World>, &[&Event]),
        (reads, needs): (&[(String, String)], Needs),
        after: Place,
    ) -> Result<Audited, LedgerError> {
        let then = if needs >= Needs::Then {
            let catalogue = Arc::clone(&world.catalogue);
            let mended = mended(&catalogue, events.iter().copied());
            let families = Families::of(&catalogue, events.iter().copied());
            let mended = mended.as_slice();
            let back = LookBack { sight, compiled: &self.compiled, catalogue, events, families, mended, reads };
            back.every_moment(&world, after)?
        } else {
            BTreeMap::new()
        };
        let now = if needs >= Needs::Now { positions(&world) } else { BTreeMap::new() };
        Ok(Audited { world, now, then })
    }

    /// What detectors look at about one subject, perhaps with events that are about to follow; they look back at the money events after a
    /// position.
    pub(super) fn foreseen(&self, sight: Sight<'_>, subject: Uscc, before: Place) -> Result<Audited, LedgerError> {
        let (catalogue, head) = (self.catalogue(), sight.head());
        let events = scope::around(sight, &catalogue, head, Some(subject))?;
        let mended = mended(&catalogue, &events);
        let look = |on: Day, known: Place, knowledge: Knowledge| {
            let question =
                Question { horizon: Horizon { on, known }, scope: Scope::Subject(subject), reads: Vec::new() };
            World::of(
                &self.compiled,
                Arc::clone(&catalogue),
                known_then(&events, &mended, knowledge),
                &question,
                NO_ROOT,
            )
        };
        let days = events.iter().filter(|event| MONEY.contains(&event.kind.as_str())).map(|event| event.occurred_on);
        let world = look(days.max().unwrap_or_else(|| self.today()), head, Knowledge::at(head))?;
        let subject = world.timeline.code_now(subject);
        let approvals = Approvals::of(&world.catalogue, &world.timeline);
        let mut then = BTreeMap::new();
        for fact in money(&world).filter(|fact| last_touched(fact) > before) {
            let knowledge = approvals.known_at(fact);
            let past = look(fact.day, fact.position, knowledge)?;
            then.insert(fact.position, Then::of(past.position(subject), fact.position, knowledge, &past.program));
        }
        let now = [(subject, world.position(subject))].into();
        Ok(Audited { world: Arc::new(world), now, then })
    }
}
