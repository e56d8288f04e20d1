//! The arms held against the base, subject by subject, on as many hands as there are. What comes out does not depend on their number.

use super::families::{Family, families};
use crate::ledger::world::World;
use crate::policy::Program;
use crate::position::{Engine, Item};
use crate::value::{Fen, Uscc};
use crate::whatif::{Bounds, Bridge, Delta, Effect, Line, Part, Reach, Row, Sums, Table, lines, parts};
use std::cmp::Reverse;
use std::num::NonZero;
use std::panic::resume_unwind;
use std::sync::Arc;

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
    pub(super) bridge: Bridge,
    pub(super) bounds: Bounds,
    pub(super) changed: Vec<Changed>,
    /// What each change did by itself.
    pub(super) effects: Vec<Effect>,
    /// How many subjects get more, and how many less.
    pub(super) subjects: [usize; 2],
}

/// What is run: the base, the arm with all changes, and for each change the arm with it alone and what it can touch.
pub(super) struct Running<'r> {
    pub(super) base: &'r World,
    pub(super) all: &'r World,
    pub(super) alone: Vec<(&'r World, &'r Reach)>,
}

impl Running<'_> {
    /// Runs everybody.
    pub(super) fn run(&self) -> Ran {
        let mut worlds = vec![self.base, self.all];
        worlds.extend(self.alone.iter().map(|(world, _)| *world));
        let families = families(&worlds);
        let hands = std::thread::available_parallelism().map_or(1, NonZero::get);
        let share = families.len().div_ceil(hands).max(1);
        let mut all = Ran { effects: vec![Effect::default(); self.alone.len()], ..Ran::default() };
        std::thread::scope(|scope| {
            let work = |part: &[Family]| self.part(&worlds, part);
            let parts: Vec<_> = families.chunks(share).map(|part| scope.spawn(move || work(part))).collect();
            for part in parts {
                all.join(part.join().unwrap_or_else(|panic| resume_unwind(panic)));
            }
        });
        for (effect, (_, reach)) in all.effects.iter_mut().zip(&self.alone) {
            effect.grants = reach.grants();
        }
        all.changed.sort_by(|one, other| one.order().cmp(&other.order()));
        all
    }

    fn part(&self, worlds: &[&World], families: &[Family]) -> Ran {
        let engines: Vec<Engine<'_>> = worlds.iter().map(|world| world.engine()).collect();
        let mut ran = Ran { effects: vec![Effect::default(); self.alone.len()], ..Ran::default() };
        for family in families {
            let items: Vec<Vec<Item>> = engines
                .iter()
                .zip(&family.members)
                .map(|(engine, members)| members.iter().flat_map(|code| engine.items_of(*code)).collect())
                .collect();
            self.family(family, &items, &mut ran);
        }
        ran
    }

    fn family(&self, family: &Family, items: &[Vec<Item>], ran: &mut Ran) {
        let [base, all, alone @ ..] = items else { return };
        let mut net = Fen::ZERO;
        for line in lines(base, all) {
            let Some(row) = self.row(&line) else { continue };
            let parts = parts(&line);
            ran.table.entry(row.clone()).or_default().add(&line);
            ran.bridge.add(&parts);
            if self.is_priced_by_a_change(&line) {
                ran.bounds.add(&line);
            }
            if let Delta::By(amount) = line.delta() {
                net = net.plus(amount);
            }
            if line.delta().is_some() {
                ran.changed.push(changed(family, &line, row, parts));
            }
        }
        let [more, less] = &mut ran.subjects;
        *more = more.saturating_add(usize::from(net.is_positive()));
        *less = less.saturating_add(usize::from(net < Fen::ZERO));
        for (((world, reach), items), effect) in self.alone.iter().zip(alone).zip(&mut ran.effects) {
            for line in lines(base, items) {
                let touched = touches(reach, &line, &self.base.program, &world.program);
                effect.add(&line, touched, reach);
            }
        }
    }

    /// Whether a grant of the line looks at a parameter that is changed: only there is a total expected to follow in proportion.
    fn is_priced_by_a_change(&self, line: &Line<'_>) -> bool {
        let priced = self.alone.iter().filter(|(_, reach)| reach.grants() > 0);
        priced.into_iter().any(|(_, reach)| touches(reach, line, &self.base.program, &self.all.program))
    }

    /// Where a line is added up; it is told by its item as supposed, and by the document that answers for that.
    fn row(&self, line: &Line<'_>) -> Option<Row> {
        let item = line.told_by()?;
        let program = if line.supposed.is_empty() { &self.base.program } else { &self.all.program };
        let own = program.documents.get(item.document);
        let first = program.grants.iter().position(|grant| {
            grant.document == item.document && grant.article == item.article && !item.article.is_empty()
        });
        let document = own.map_or_else(|| Arc::from(""), |document| Arc::clone(&document.document));
        let article = Arc::clone(&item.article);
        Some(Row { order: first.unwrap_or(usize::MAX), document, article, year: item.fact_year })
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
        for (row, sums) in &other.table {
            self.table.entry(row.clone()).or_default().join(sums);
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

    /// What all lines come to.
    pub(super) fn sums(&self) -> Sums {
        let mut all = Sums::default();
        self.table.values().for_each(|sums| all.join(sums));
        all
    }
}
