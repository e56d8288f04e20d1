//! The arms held against the base, subject by subject, on as many hands as there are. What comes out does not depend on their number.
//!
//! A subject whom no change can concern is not asked again: its items are those of the base, and so are its sums.

use super::base::AsItIs;
use super::families::{Family, families};
use super::hand::Hand;
use crate::ledger::hands::hands;
use crate::ledger::world::World;
use crate::position::Item;
use crate::value::{Fen, Uscc};
use crate::whatif::{Bounds, Bridge, Delta, Effect, Part, Reach, Row, Sums, Table, ToPay};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::panic::resume_unwind;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// So many subjects are taken at once: few, because some have many items and most have none.
const TAKEN: usize = 32;

/// A line that differs.
#[derive(Debug, Clone)]
pub struct Changed {
    /// Whose it is.
    pub subject: Uscc,
    /// Where it is added up.
    pub row: Row,
    /// How it differs.
    pub delta: Delta,
    /// What is due in each arm, where it is known.
    pub due: (Option<Fen>, Option<Fen>),
    /// What the difference is made of.
    pub parts: Vec<Part>,
    /// The items as they are.
    pub base: Vec<Item>,
    /// The items as supposed.
    pub supposed: Vec<Item>,
    /// The codes the subject has in the base and in the supposed arm.
    pub(super) codes: [Option<Uscc>; 2],
}

/// What the arms came to.
#[derive(Debug, Clone, Default)]
pub(super) struct Ran {
    pub(super) table: Table,
    /// What all lines come to.
    pub(super) sums: Sums,
    pub(super) bridge: Bridge,
    pub(super) bounds: Bounds,
    pub(super) changed: Vec<Changed>,
    /// What each change did by itself.
    pub(super) effects: Vec<Effect>,
    /// How many subjects get more, and how many less.
    pub(super) subjects: [usize; 2],
    /// How many subjects were asked again.
    pub(super) asked: usize,
    /// What the base has of those.
    pub(super) asked_again: Table,
    /// What may still be paid to them in both arms, by year of facts.
    pub(super) to_pay: BTreeMap<i32, ToPay>,
}

/// What is run: the base, the arm with all changes, and for each change the arm with it alone and what it can touch.
pub(super) struct Running<'r> {
    pub(super) base: &'r AsItIs,
    pub(super) all: &'r World,
    pub(super) alone: Vec<(&'r World, &'r Reach)>,
}

/// Somebody to be asked again, and the items as they are where they are at hand.
pub(super) struct Asked<'r> {
    pub(super) family: Family,
    pub(super) known: Option<&'r [Item]>,
    /// Whether the items of some grants alone can be others.
    pub(super) partly: bool,
}

impl<'r> Running<'r> {
    /// Runs everybody whom a change can concern.
    pub(super) fn run(&self) -> Ran {
        let asked = self.asked();
        let next = AtomicUsize::new(0);
        let work = || {
            let mut hand = Hand::of(self);
            while let Some(taken) = taken(&asked, next.fetch_add(TAKEN, Ordering::Relaxed)) {
                for one in taken {
                    hand.ask(one);
                }
            }
            hand.ran
        };
        let mut all = self.nothing();
        std::thread::scope(|scope| {
            let hands: Vec<_> =
                (0..hands().min(asked.len().div_ceil(TAKEN)).max(1)).map(|_| scope.spawn(work)).collect();
            for hand in hands {
                all.join(hand.join().unwrap_or_else(|panic| resume_unwind(panic)));
            }
        });
        let everything = self.base.sums();
        for (effect, (_, reach)) in all.effects.iter_mut().zip(&self.alone) {
            effect.grants = reach.grants();
            effect.sums = effect.sums.of_all(&everything);
        }
        all.asked = asked.len();
        all.changed.sort_by(|one, other| one.order().cmp(&other.order()));
        self.with_the_others(all)
    }

    /// Adds what the base has of those who were not asked again.
    fn with_the_others(&self, ran: Ran) -> Ran {
        let mut table = self.base.table.clone();
        for (row, sums) in &ran.asked_again {
            if let Some(own) = table.get_mut(row) {
                own.leave(sums);
            }
        }
        for (row, sums) in &ran.table {
            table.entry(row.clone()).or_default().join(sums);
        }
        let mut sums = self.base.sums();
        ran.asked_again.values().for_each(|asked| sums.leave(asked));
        sums.join(&ran.sums);
        Ran { table, sums, ..ran }
    }

    /// What came out before anybody is asked.
    pub(super) fn nothing(&self) -> Ran {
        Ran { effects: vec![Effect::default(); self.alone.len()], ..Ran::default() }
    }

    /// Whom the changes can concern. Where the facts are the same and every change is of items that are there already, those who have
    /// such an item; otherwise everybody.
    fn asked(&self) -> Vec<Asked<'r>> {
        let (base, shared) = (self.base, Arc::ptr_eq(&self.base.world.timeline, &self.all.timeline));
        if !shared {
            let mut worlds = vec![&base.world, self.all];
            worlds.extend(self.alone.iter().map(|(world, _)| *world));
            let known = |family: &Family| family.members.first().and_then(|codes| base.items_of(codes));
            let asked = |family: Family| Asked { known: known(&family), family, partly: false };
            return families(&worlds).into_iter().map(asked).collect();
        }
        let few = self.alone.iter().all(|(_, reach)| reach.is_of_known_items());
        let program = &base.world.program;
        let concerned = |items: &[Item]| {
            let touched = |item: &Item| self.alone.iter().any(|(_, reach)| reach.touches(program, item));
            !few || items.iter().any(touched)
        };
        let everybody = base.world.timeline.subjects().iter().zip(&base.items);
        let asked = everybody.filter(|(_, items)| concerned(items));
        let arms = self.alone.len().saturating_add(2);
        asked
            .map(|(code, items)| Asked {
                family: Family { code: *code, members: vec![vec![*code]; arms] },
                known: Some(items),
                partly: few,
            })
            .collect()
    }
}

impl AsItIs {
    /// The lines that differ in another world of the same ledger, and nothing of why.
    pub(in crate::ledger) fn differing(&self, supposed: &World) -> Vec<Changed> {
        let ran = Running { base: self, all: supposed, alone: Vec::new() }.run();
        ran.changed.into_iter().filter(Changed::differs).collect()
    }
}

/// The next of those to be asked.
fn taken<'a, 'r>(asked: &'a [Asked<'r>], from: usize) -> Option<&'a [Asked<'r>]> {
    let rest = asked.get(from..).filter(|rest| !rest.is_empty())?;
    rest.get(..TAKEN.min(rest.len()))
}

impl Changed {
    /// Whether what is due differs; otherwise it is only made up otherwise.
    pub fn differs(&self) -> bool {
        self.delta.is_some()
    }

    /// The largest difference first, then by subject, clause, year and matter.
    fn order(&self) -> (Reverse<u128>, Uscc, &Row, Option<&str>) {
        let amount = match self.delta {
            Delta::By(amount) | Delta::Opened(amount) | Delta::Settled(amount) => amount,
            Delta::Open => Fen::ZERO,
        };
        let matter = self.supposed.first().or(self.base.first()).map(|item| &*item.matter);
        (Reverse(amount.get().unsigned_abs()), self.subject, &self.row, matter)
    }
}

impl Ran {
    fn join(&mut self, other: Ran) {
        let add = |own: &mut Table, table: &Table| {
            for (row, sums) in table {
                own.entry(row.clone()).or_default().join(sums);
            }
        };
        self.sums.join(&other.sums);
        add(&mut self.table, &other.table);
        add(&mut self.asked_again, &other.asked_again);
        for (year, to_pay) in &other.to_pay {
            self.to_pay.entry(*year).or_default().join(to_pay);
        }
        self.bridge.join(&other.bridge);
        self.bounds.join(&other.bounds);
        self.changed.extend(other.changed);
        for (own, effect) in self.effects.iter_mut().zip(&other.effects) {
            own.join(effect);
        }
        for (own, count) in self.subjects.iter_mut().zip(other.subjects) {
            *own = own.saturating_add(count);
        }
    }
}
