//! One hand at work: a subject is asked in every arm, and each arm is held against the base.

use super::clauses::Clauses;
use super::families::Family;
use super::run::{Asked, Changed, Ran, Running};
use crate::policy::Program;
use crate::position::{Again, Engine, Item};
use crate::value::Fen;
use crate::whatif::{Delta, Line, Part, Reach, Row, lines, parts};

/// What a hand works with.
pub(super) struct Hand<'h> {
    running: &'h Running<'h>,
    base: Engine<'h>,
    all: Engine<'h>,
    clauses: Clauses,
    alone: Vec<Engine<'h>>,
    pub(super) ran: Ran,
}

impl<'h> Hand<'h> {
    pub(super) fn of(running: &'h Running<'h>) -> Self {
        Self {
            running,
            base: running.base.world.engine(),
            all: running.all.engine(),
            clauses: Clauses::of(&running.all.program),
            alone: running.alone.iter().map(|(world, _)| world.engine()).collect(),
            ran: running.nothing(),
        }
    }

    pub(super) fn ask(&mut self, asked: &Asked<'_>) {
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
                amounts_alone: reaches().all(Reach::is_of_amounts),
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
                let again = Again {
                    grant: &|name| reach.names(name),
                    caps: reach.is_of_caps(),
                    amounts_alone: reach.is_of_amounts(),
                };
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
        for (arm, items) in [base, all].into_iter().enumerate() {
            for item in items {
                self.ran.to_pay.entry(item.fact_year).or_default().add(arm, item);
            }
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
