//! A ledger that is asked again and again: what was worked out at its head is kept until the head moves.
//!
//! The facts known at the head are gathered once and shared by every question about them, whatever its business day and its
//! readings. Several who ask for the same at once wait for one computation; whoever asks for something else does not.

use crate::explain::{Document, LapseRow, Overview};
use crate::ledger::audited::Audited;
use crate::ledger::bundle::{About, Answered, Asking};
use crate::ledger::error::LedgerError;
use crate::ledger::findings::{Finding, detectors, needs};
use crate::ledger::horizon::Horizon;
use crate::ledger::service::Ledger;
use crate::ledger::whatif::AsItIs;
use crate::ledger::world::{Question, Scope, World};
use crate::position::Position as Standing;
use crate::value::{Position, Uscc};
use std::sync::{Arc, Mutex, PoisonError};

/// A horizon and the readings flipped: what an answer about everybody depends on besides the ledger.
type Key = (Horizon, Vec<(String, String)>);

/// So many worlds are kept. Those of the head share their facts.
const WORLDS: usize = 16;
/// So many whole audits, bases of what-ifs, and worlds of earlier knowledge.
const WHOLES: usize = 2;
/// So many explained payments.
const PAYMENTS: usize = 256;

/// A ledger that is asked again and again.
pub struct Served {
    ledger: Ledger,
    kept: Mutex<Kept>,
}

/// What detectors looked at, and what they found.
#[derive(Debug)]
pub struct Looked {
    /// What they looked at.
    pub audited: Audited,
    /// What all of them found.
    pub found: Vec<Finding>,
}

/// What was worked out.
#[derive(Default)]
struct Kept {
    /// The head it was worked out at.
    head: Position,
    /// Everybody's facts at the head.
    base: Cell<World>,
    worlds: Shelf<Key, World>,
    /// Of earlier knowledge: each has facts of its own.
    earlier: Shelf<Key, World>,
    lapses: Shelf<(Key, i64), Vec<LapseRow>>,
    audits: Shelf<Key, Looked>,
    bases: Shelf<(Horizon, bool), AsItIs>,
    payments: Shelf<(Arc<str>, Key), Document>,
    plans: Shelf<(Key, i32, Option<Uscc>), Document>,
}

/// A place for one answer, which the first who asks fills while the others wait.
type Cell<T> = Arc<Mutex<Option<Arc<T>>>>;

/// Some answers, the one used last at the end.
struct Shelf<K, T>(Vec<(K, Cell<T>)>);

impl<K, T> Default for Shelf<K, T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<K: PartialEq, T> Shelf<K, T> {
    /// The place of a key; the one that was not used for longest makes room.
    fn place(&mut self, key: K, most: usize) -> Cell<T> {
        let known = self.0.iter().position(|(own, _)| *own == key);
        let own = known.map_or_else(|| (key, Cell::default()), |at| self.0.remove(at));
        let cell = Arc::clone(&own.1);
        self.0.push(own);
        if self.0.len() > most {
            self.0.remove(0);
        }
        cell
    }
}

/// What stands at a place, worked out first when nothing does. An error is told and not kept.
fn filled<T>(cell: &Cell<T>, work: impl FnOnce() -> Result<T, LedgerError>) -> Result<Arc<T>, LedgerError> {
    let mut held = cell.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = &*held {
        return Ok(Arc::clone(known));
    }
    let made = Arc::new(work()?);
    *held = Some(Arc::clone(&made));
    Ok(made)
}

impl Served {
    /// Keeps what is worked out of a ledger.
    pub fn new(ledger: Ledger) -> Self {
        Self { ledger, kept: Mutex::new(Kept::default()) }
    }

    /// The ledger as it is now. When its head has moved since the last question, nothing that was kept counts any more and types
    /// registered since are taken into use.
    pub fn ledger(&self) -> Result<&Ledger, LedgerError> {
        let mut kept = self.kept();
        let head = self.ledger.head();
        if kept.head != head {
            self.ledger.reload()?;
            *kept = Kept { head, ..Kept::default() };
        }
        Ok(&self.ledger)
    }

    /// The ledger, for its clock alone: what is known is asked of [`Served::ledger`].
    pub fn clock(&self) -> &Ledger {
        &self.ledger
    }

    fn kept(&self) -> std::sync::MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn question(&self, (horizon, reads): &Key, scope: Scope) -> Result<World, LedgerError> {
        self.ledger.world(&Question { horizon: *horizon, scope, reads: reads.clone() })
    }

    /// What was known about everybody.
    pub fn everybody(&self, horizon: Horizon, reads: &[(String, String)]) -> Result<Arc<World>, LedgerError> {
        let key: Key = (horizon, reads.to_vec());
        let (cell, base) = {
            let mut kept = self.kept();
            if kept.head == horizon.known {
                (kept.worlds.place(key.clone(), WORLDS), Some(Arc::clone(&kept.base)))
            } else {
                (kept.earlier.place(key.clone(), WHOLES), None)
            }
        };
        filled(&cell, || match base {
            Some(base) => {
                let base = filled(&base, || self.question(&(horizon, Vec::new()), Scope::All))?;
                base.asked_on(horizon.on, reads)
            }
            None => self.question(&key, Scope::All),
        })
    }

    /// What was known about a subject; at the head it is looked up among everybody.
    pub fn about(
        &self,
        subject: Uscc,
        horizon: Horizon,
        reads: &[(String, String)],
    ) -> Result<(Arc<World>, Standing), LedgerError> {
        let world = if self.kept().head == horizon.known {
            self.everybody(horizon, reads)?
        } else {
            Arc::new(self.question(&(horizon, reads.to_vec()), Scope::Subject(subject))?)
        };
        let position = world.position(subject);
        Ok((world, position))
    }

    /// Everything that detectors look at, and what they find.
    pub fn looked(&self, horizon: Horizon, reads: &[(String, String)]) -> Result<Arc<Looked>, LedgerError> {
        let cell = self.kept().audits.place((horizon, reads.to_vec()), WHOLES);
        let all = detectors(&[]).unwrap_or_default();
        filled(&cell, || {
            let audited = self.ledger.audited(horizon, reads, needs(&all))?;
            Ok(Looked { found: audited.found(&all), audited })
        })
    }

    /// What ends within so many days, the nearest first.
    pub fn lapsing(
        &self,
        horizon: Horizon,
        reads: &[(String, String)],
        within: i64,
    ) -> Result<Arc<Vec<LapseRow>>, LedgerError> {
        let cell = self.kept().lapses.place(((horizon, reads.to_vec()), within), WORLDS);
        filled(&cell, || Ok(self.everybody(horizon, reads)?.lapsing(within)))
    }

    /// What may be approved in the call of a year, of everybody or of one subject.
    pub fn plan(
        &self,
        horizon: Horizon,
        reads: &[(String, String)],
        (year, of): (i32, Option<Uscc>),
    ) -> Result<Arc<Document>, LedgerError> {
        let cell = self.kept().plans.place(((horizon, reads.to_vec()), year, of), WORLDS);
        filled(&cell, || {
            let world = self.everybody(horizon, reads)?;
            Ok(world.plan_page(year, &world.planned(year, of)))
        })
    }

    /// What is in the ledger, and what needs attention within so many days.
    pub fn overview(&self, horizon: Horizon, reads: &[(String, String)], within: i64) -> Result<Document, LedgerError> {
        let world = self.everybody(horizon, reads)?;
        let looked = self.looked(horizon, reads)?;
        Ok(crate::explain::overview(&Overview {
            on: horizon.on,
            last: (horizon.known, self.ledger.recorded_at(horizon.known)?),
            subjects: world.timeline.subjects().len(),
            program: &world.program,
            findings: &looked.found,
            lapses: &self.lapsing(horizon, reads, within)?,
            within,
        }))
    }

    /// What scenarios are held against: the ledger as it is, or as if nobody had decided anything yet.
    pub fn held_against(&self, horizon: Horizon, afresh: bool) -> Result<Arc<AsItIs>, LedgerError> {
        let cell = self.kept().bases.place((horizon, afresh), WHOLES);
        filled(&cell, || if afresh { self.ledger.afresh(horizon) } else { self.ledger.as_it_is(horizon) })
    }

    /// A payment explained, as it was then and as it is now.
    pub fn payment(
        &self,
        number: &str,
        horizon: Horizon,
        reads: &[(String, String)],
    ) -> Result<Arc<Document>, LedgerError> {
        let number: Arc<str> = number.into();
        let cell = self.kept().payments.place((Arc::clone(&number), (horizon, reads.to_vec())), PAYMENTS);
        let Horizon { on, known } = horizon;
        let asking = Asking { about: About::Payment(number), on, known, reads: reads.to_vec() };
        filled(&cell, || self.ledger.answered(&asking).map(|answered: Answered| answered.explained()))
    }
}
