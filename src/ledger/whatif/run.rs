//! The arms held against the base, subject by subject, on as many hands as there are. What comes out does not depend on their number.
//!
//! A subject whom no change can concern is not asked again: its items are those of the base, and so are its sums.

use super::base::{AsItIs, hands};
use super::clauses::Clauses;
use super::families::{Family, families};
use crate::ledger::world::World;
use crate::policy::Program;
use crate::position::{Again, Engine, Item};
use crate::value::{Fen, Uscc};
use crate::whatif::{Bounds, Bridge, Delta, Effect, Line, Part, Reach, Row, Sums, Table, lines, parts};
use std::cmp::Reverse;
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
    asked_again: Table,
}

/// What is run: the base, the arm with all changes, and for each change the arm with it alone and what it can touch.
pub(super) struct Running<'r> {
    pub(super) base: &'r AsItIs,
    pub(super) all: &'r World,
    pub(super) alone: Vec<(&'r World, &'r Reach)>,
}

/// What a hand works with.
struct Hand<'h> {
    running: &'h Running<'h>,
    base: Engine<'h>,
    all: Engine<'h>,
    clauses: Clauses,
    alone: Vec<Engine<'h>>,
    ran: Ran,
}

/// Somebody to be asked again, and the items as they are where they are at hand.
struct Asked<'r> {
    family: Family,
    known: Option<&'r [Item]>,
    /// Whether the items of some grants alone can be others.
    partly: bool,
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

    fn nothing(&self) -> Ran {
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

/// The next of those to be asked.
fn taken<'a, 'r>(asked: &'a [Asked<'r>], from: usize) -> Option<&'a [Asked<'r>]> {
    let rest = asked.get(from..).filter(|rest| !rest.is_empty())?;
    rest.get(..TAKEN.min(rest.len()))
}

impl<'h> Hand<'h> {
    fn of(running: &'h Running<'h>) -> Self {
        Self {
            running,
            base: running.base.world.engine(),
            all: running.all.engine(),
            clauses: Clauses::of(&running.all.program),
            alone: running.alone.iter().map(|(world, _)| world.engine()).collect(),
            ran: running.nothing(),
        }
    }

    fn ask(&mut self, asked: &Asked<'_>) {
        let of = |engine: &Engine<'_>, arm: usize| -> Vec<Item> {
            let members = asked.family.members.get(arm).into_iter().flatten();
            members.flat_map(|code| engine.items_of(*code)).collect()
        };
        let computed: Vec<Item>;
        let base = match asked.known {
            Some(items) => items,
            None => {
                computed = of(&self.base, 0);
                &computed
            }
        };
        let running = self.running;
        let reaches = || running.alone.iter().map(|(_, reach)| *reach);
        let all = if asked.partly {
            let again = Again {
                grant: &|name| reaches().any(|reach| reach.names(name)),
                caps: reaches().any(Reach::is_of_caps),
            };
            self.all.items_again(asked.family.code, base, &again)
        } else {
            Some(of(&self.all, 1))
        };
        match &all {
            Some(items) => self.compare(&asked.family, base, items),
            None => self.bounds_of(base),
        }
        // One change by itself is all there is.
        if let [_] = running.alone.as_slice() {
            return self.compare_alone(0, base, all.as_deref());
        }
        for (number, reach) in reaches().enumerate() {
            let Some(engine) = self.alone.get(number) else { continue };
            let own = if asked.partly {
                let again = Again { grant: &|name| reach.names(name), caps: reach.is_of_caps() };
                engine.items_again(asked.family.code, base, &again)
            } else {
                Some(of(engine, number.saturating_add(2)))
            };
            self.compare_alone(number, base, own.as_deref());
        }
    }

    fn compare(&mut self, family: &Family, base: &[Item], all: &[Item]) {
        for item in base {
            self.ran.asked_again.entry(self.running.base.clauses.row(item)).or_default().add_same(item);
        }
        let mut net = Fen::ZERO;
        for line in lines(base, all) {
            let Some(row) = self.add_up(&line) else { continue };
            let parts = parts(&line);
            self.ran.sums.add(&line);
            self.ran.bridge.add(&parts);
            if self.running.is_priced_by_a_change(&line) {
                self.ran.bounds.add(&line);
            }
            if let Delta::By(amount) = line.delta() {
                net = net.plus(amount);
            }
            // Where parts cancel each other something differs, and not what is due.
            if line.delta().is_some() || !parts.is_empty() {
                self.ran.changed.push(changed(family, &line, row, parts));
            }
        }
        let [more, less] = &mut self.ran.subjects;
        *more = more.saturating_add(usize::from(net.is_positive()));
        *less = less.saturating_add(usize::from(net < Fen::ZERO));
    }

    /// Where floors and ceilings leave things as they are: the items that a change can touch and that come to the same.
    fn bounds_of(&mut self, base: &[Item]) {
        for item in base {
            let line = Line::same(item);
            if self.running.is_priced_by_a_change(&line) {
                self.ran.bounds.add(&line);
            }
        }
    }

    /// What a change does by itself; without items all are as before, and only those it can touch are of interest.
    fn compare_alone(&mut self, number: usize, base: &[Item], items: Option<&[Item]>) {
        let Some((world, reach)) = self.running.alone.get(number) else { return };
        let Some(effect) = self.ran.effects.get_mut(number) else { return };
        let Some(items) = items else {
            let touched = base.iter().filter(|item| reach.touches(&self.running.base.world.program, item));
            return touched.for_each(|item| effect.add(&Line::same(item), true, reach));
        };
        for line in lines(base, items) {
            let touched = touches(reach, &line, &self.running.base.world.program, &world.program);
            effect.add(&line, touched, reach);
        }
    }

    /// Adds a line up where it stands, and says where that is as supposed. What it gives as it is stays in the clause and year of that, where
    /// the supposed arm has others.
    fn add_up(&mut self, line: &Line<'_>) -> Option<Row> {
        let base = line.base.first().map(|item| self.running.base.clauses.row(item));
        let supposed = line.supposed.first().map(|item| self.clauses.row(item));
        let table = &mut self.ran.table;
        match (base, supposed) {
            (Some(base), Some(supposed)) if base != supposed => {
                table.entry(base).or_default().add_base(line);
                table.entry(supposed.clone()).or_default().add_supposed(line);
                Some(supposed)
            }
            (base, supposed) => {
                let row = supposed.or(base)?;
                table.entry(row.clone()).or_default().add(line);
                Some(row)
            }
        }
    }
}

impl Running<'_> {
    /// Whether a grant of the line looks at a parameter that is changed: only there is a total expected to follow in proportion.
    fn is_priced_by_a_change(&self, line: &Line<'_>) -> bool {
        let mut priced = self.alone.iter().filter(|(_, reach)| reach.grants() > 0);
        priced.any(|(_, reach)| touches(reach, line, &self.base.world.program, &self.all.program))
    }
}

fn touches(reach: &Reach, line: &Line<'_>, base: &Program, supposed: &Program) -> bool {
    let of = |items: &[&Item], program: &Program| items.iter().any(|item| reach.touches(program, item));
    of(&line.base, base) || of(&line.supposed, supposed)
}

fn changed(family: &Family, line: &Line<'_>, row: Row, parts: Vec<Part>) -> Changed {
    let own = |items: &[&Item]| items.iter().map(|item| (*item).clone()).collect();
    let code = |arm: usize| family.members.get(arm).and_then(|members| members.first()).copied();
    Changed {
        subject: family.code,
        row,
        delta: line.delta(),
        due: line.due(),
        parts,
        base: own(&line.base),
        supposed: own(&line.supposed),
        codes: [code(0), code(1)],
    }
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
