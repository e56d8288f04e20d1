//! A ledger that is asked again and again: what was worked out at its head is kept until the head moves.
//!
//! The facts known at the head are gathered once and shared by every question about them, whatever its business day and its
//! readings. Several who ask for the same at once wait for one computation; whoever asks for something else does not.

use crate::explain::{Document, LapseRow, Superseded};
use crate::ledger::audited::Audited;
use crate::ledger::error::LedgerError;
use crate::ledger::find::Paid;
use crate::ledger::findings::{Finding, Needs, detectors, needs};
use crate::ledger::gathered::{Cell, Everybody, Gatherer, filled};
use crate::ledger::horizon::Horizon;
use crate::ledger::remembered::Remembered;
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
    kept: Mutex<Kept>,
    // Before the ledger, which it may still be reading.
    gatherer: Gatherer,
    ledger: Arc<Ledger>,
}

/// What detectors looked at, and what they found.
#[derive(Debug)]
pub struct Looked {
    /// What they looked at.
    pub audited: Audited,
    /// What all of them found.
    pub found: Vec<Finding>,
}

/// A payment, and why it was made.
#[derive(Debug)]
pub struct Traced {
    /// The payment.
    pub paid: Paid,
    /// Why, as it was then and as it is now.
    pub told: Document,
}

/// What was worked out.
#[derive(Default)]
struct Kept {
    /// The head it was worked out at.
    head: Position,
    /// Everybody's facts at the head.
    base: Arc<Everybody>,
    worlds: Shelf<Key, World>,
    /// Of earlier knowledge: each has facts of its own.
    earlier: Shelf<Key, World>,
    lapses: Shelf<(Key, i64), Vec<LapseRow>>,
    audits: Shelf<Key, Looked>,
    bases: Shelf<(Horizon, bool), AsItIs>,
    payments: Shelf<(Arc<str>, Key), Traced>,
    plans: Shelf<(Key, i32, Option<Uscc>), Document>,
}

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

impl Served {
    /// Keeps what is worked out of a ledger.
    pub fn new(ledger: Ledger) -> Self {
        Self { kept: Mutex::default(), gatherer: Gatherer::default(), ledger: Arc::new(ledger) }
    }

    /// The ledger as it is now. When its head has moved since the last question, nothing that was kept counts any more, but that
    /// everybody's facts are made from those of before; types registered since are taken into use.
    pub fn ledger(&self) -> Result<&Ledger, LedgerError> {
        let mut kept = self.kept();
        let head = self.ledger.head();
        if kept.head != head {
            if kept.head > head || self.ledger.registers(kept.head, head)? {
                self.ledger.reload()?;
            }
            *kept = Kept { head, base: Arc::new(kept.base.follower()), ..Kept::default() };
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
                let base = base.gathered(&self.ledger, horizon)?;
                base.world.asked_on(horizon.on, reads)
            }
            None => self.question(&key, Scope::All),
        })
    }

    /// What was known about a subject. At the head it is looked up among everybody; as long as they are not gathered, nobody waits for
    /// them, and what the subject can touch is read alone.
    pub fn about(
        &self,
        subject: Uscc,
        horizon: Horizon,
        reads: &[(String, String)],
    ) -> Result<(Arc<World>, Standing), LedgerError> {
        let world = if self.has_everybody(horizon) {
            self.everybody(horizon, reads)?
        } else {
            Arc::new(self.question(&(horizon, reads.to_vec()), Scope::Subject(subject))?)
        };
        let position = world.position(subject);
        Ok((world, position))
    }

    /// Whether everybody's facts are at hand at a horizon. At the head they soon will be.
    fn has_everybody(&self, horizon: Horizon) -> bool {
        let kept = self.kept();
        if kept.head != horizon.known {
            return false;
        }
        let there = kept.base.at_hand().is_some();
        if !there {
            self.gatherer.begin(&kept.base, &self.ledger, horizon);
        }
        there
    }

    /// Everything that detectors look at, and what they find.
    pub fn looked(&self, horizon: Horizon, reads: &[(String, String)]) -> Result<Arc<Looked>, LedgerError> {
        let cell = self.kept().audits.place((horizon, reads.to_vec()), WHOLES);
        let all = detectors(&[]).unwrap_or_default();
        filled(&cell, || {
            let audited = self.audited(horizon, (reads, needs(&all)))?;
            Ok(Looked { found: audited.found(&all), audited })
        })
    }

    /// What detectors look at. At the head they look at what everybody else does, and what they look back at is found among its events.
    fn audited(&self, horizon: Horizon, asked: (&[(String, String)], Needs)) -> Result<Audited, LedgerError> {
        let at_head = self.kept().head == horizon.known;
        let world = at_head.then(|| self.everybody(horizon, asked.0)).transpose()?;
        let remembered = self.remembered(horizon.known);
        let sight = self.ledger.sight().remembering(remembered.as_deref());
        match world.zip(remembered.as_ref()) {
            Some((world, remembered)) if remembered.knows(&world.catalogue, horizon.known) => {
                let events = remembered.events(horizon.known);
                self.ledger.audited_over(sight, (world, &events), asked, Position::ZERO)
            }
            Some(_) | None => self.ledger.audited_in(sight, horizon, asked, Position::ZERO),
        }
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
        self.ledger.overview(&world, &looked.found, (&self.lapsing(horizon, reads, within)?, within))
    }

    /// What scenarios are held against: the ledger as it is, or as if nobody had decided anything yet.
    pub fn held_against(&self, horizon: Horizon, afresh: bool) -> Result<Arc<AsItIs>, LedgerError> {
        let cell = self.kept().bases.place((horizon, afresh), WHOLES);
        filled(&cell, || if afresh { self.ledger.afresh(horizon) } else { self.ledger.as_it_is(horizon) })
    }

    /// A payment explained, as it was then and as it is now. What is known now is shared by all of them, where everybody's facts are at
    /// hand.
    pub fn payment(
        &self,
        number: &str,
        horizon: Horizon,
        reads: &[(String, String)],
    ) -> Result<Arc<Traced>, LedgerError> {
        let cell = self.kept().payments.place((number.into(), (horizon, reads.to_vec())), PAYMENTS);
        filled(&cell, || {
            let has_everybody = self.has_everybody(horizon);
            let remembered = self.remembered(horizon.known);
            let sight = self.ledger.sight().remembering(remembered.as_deref());
            let unknown = || LedgerError::UnknownPayment { number: number.to_owned(), nearest: None };
            let paid = self.ledger.payment_by_in(sight, number, horizon)?.ok_or_else(unknown)?;
            let told = if has_everybody {
                let now = self.everybody(horizon, reads)?;
                paid.explained(&now, &self.ledger.then(sight, &paid, horizon.known, reads)?)
            } else {
                let (now, then) = self.ledger.now_and_then(&paid, horizon, reads)?;
                paid.explained(&now, &then)
            };
            Ok(Traced { paid, told })
        })
    }

    /// The subject of a code or a name.
    pub fn subject(&self, name: &str, known: Position) -> Result<Uscc, LedgerError> {
        let remembered = self.remembered(known);
        self.ledger.subject_in(self.ledger.sight().remembering(remembered.as_deref()), name, known)
    }

    /// What was recorded about a subject and does not stand any more as it was recorded.
    pub fn superseded(&self, subject: Uscc, world: &World) -> Result<Vec<Superseded>, LedgerError> {
        let remembered = self.remembered(world.horizon.known);
        self.ledger.superseded_in(self.ledger.sight().remembering(remembered.as_deref()), subject, world)
    }

    /// The events up to a head that need not be read.
    fn remembered(&self, known: Position) -> Option<Arc<Remembered>> {
        let kept = self.kept();
        let base = Some(&kept.base).filter(|_| kept.head == known)?;
        base.at_hand()?.remembered.clone()
    }
}
