//! A scenario run, and what it came to.

use super::base::AsItIs;
use super::changes::{Part, Step};
use super::cite::Cited;
use super::fault::WhatIfFault;
use super::run::{Changed, Ran, Running};
use super::scenario::Scenario;
use super::understood::Understood;
use crate::explain::{Case, Document, Moving, Supposition, Under, Who, Whose, whatif, why};
use crate::ledger::error::LedgerError;
use crate::ledger::service::Ledger;
use crate::ledger::world::World;
use crate::policy::Program;
use crate::position::{Item, Position};
use crate::value::{Pseudonyms, Uscc};
use crate::whatif::{Bounds, Bridge, Change, Effect, Reach, Setting, Sums, Table, ToPay};
use std::collections::BTreeMap;
use std::sync::Arc;

/// How much of an answer is told.
#[derive(Debug, Clone, Copy)]
pub struct Extent<'t> {
    /// So many of the lines that differ.
    pub lines: usize,
    /// How both arms come to the first of those, as [`WhatIf::trees`] has them.
    pub trees: &'t [[Document; 2]],
    /// The difference under other readings, where that was asked for.
    pub under: Option<&'t [Under]>,
    /// What stands in the place of subjects, where whoever asks is not to know whose a line is.
    pub veil: Option<&'t Pseudonyms>,
}

impl Extent<'_> {
    /// So many of the lines that differ, and nothing else that must be asked for.
    pub fn lines(lines: usize) -> Self {
        Self { lines, trees: &[], under: None, veil: None }
    }
}

/// A scenario held against the ledger as it is, or against another scenario.
#[derive(Debug)]
pub struct WhatIf<'b> {
    /// What it is held against.
    pub base: &'b AsItIs,
    /// How it is cited.
    pub cited: Cited,
    /// The same with every change.
    pub supposed: World,
    /// The changes, each with what it did by itself.
    pub changes: Vec<(Change, Effect)>,
    /// What lines come to, by clause and year.
    pub table: Table,
    /// What the difference is made of.
    pub bridge: Bridge,
    /// What floors, ceilings and caps did to the lines that a change can touch.
    pub bounds: Bounds,
    /// The lines that differ, the largest difference first; then those that are made up otherwise and due the same.
    pub changed: Vec<Changed>,
    /// How many subjects get more, and how many less.
    pub subjects: [usize; 2],
    /// How many subjects were asked again, and how many there are.
    pub asked: (usize, usize),
    /// What all lines come to.
    pub sums: Sums,
    /// What may still be paid to those who were asked again, by year of facts.
    pub(super) asked_to_pay: BTreeMap<i32, ToPay>,
    /// The command that asks the same again.
    pub command: String,
    pub(super) understood: Understood,
}

impl AsItIs {
    /// Runs a scenario over the whole ledger that this is of.
    pub fn what_if(&self, ledger: &Ledger, scenario: Scenario) -> Result<WhatIf<'_>, LedgerError> {
        let command = scenario.command(self, &[]);
        let understood = self.understood(ledger, scenario)?;
        let steps = self.steps(&understood)?;
        self.compared(understood, &steps, command)
    }

    /// Holds the arm of a scenario against the base, and the arm of each step alone.
    pub(super) fn compared(
        &self,
        understood: Understood,
        steps: &[Step],
        command: String,
    ) -> Result<WhatIf<'_>, LedgerError> {
        let supposed = self.arm(&understood.changes, &understood.events)?;
        Self::is_sound(&supposed, &understood.changes)?;
        let mut changes = Vec::new();
        for step in steps {
            if let Part::Set(setting) = &step.part {
                differs([understood.program(self), &supposed.program], setting)?;
            }
            changes.push(step.change(self)?);
        }
        let ran = self.ran(&supposed, steps, &understood)?;
        let everybody = self.world.timeline.subjects().len();
        let Ran { table, sums, bridge, bounds, changed, effects, subjects, asked, to_pay, .. } = ran;
        let changes = changes.into_iter().zip(effects).collect();
        let (asked, cited) = ((asked, everybody), understood.cited(self, None));
        let base = self;
        Ok(WhatIf {
            base,
            cited,
            supposed,
            changes,
            table,
            bridge,
            bounds,
            changed,
            subjects,
            asked,
            sums,
            asked_to_pay: to_pay,
            command,
            understood,
        })
    }

    /// Runs the arm with all steps, and one for each step alone. Where there is one step, that is the same arm.
    fn ran(&self, supposed: &World, steps: &[Step], understood: &Understood) -> Result<Ran, LedgerError> {
        let mut worlds: Vec<World> = Vec::new();
        if steps.len() > 1 {
            for step in steps {
                worlds.push(self.arm(&self.held.after(step), &understood.events)?);
            }
        }
        let arm = |number: usize| worlds.get(number).unwrap_or(supposed);
        let reaches: Vec<Reach> =
            steps.iter().enumerate().map(|(number, step)| step.reach(self, arm(number))).collect();
        let alone = reaches.iter().enumerate().map(|(number, reach)| (arm(number), reach)).collect();
        Ok(Running { base: self, all: supposed, alone }.run())
    }
}

/// A value that is so before is refused.
fn differs(programs: [&Program; 2], setting: &Setting) -> Result<(), LedgerError> {
    let [before, supposed] = programs.map(|program| {
        let found = program.parameters_at(Some(&setting.policy), &setting.path).into_iter().next();
        found.and_then(|id| program.parameter(id))
    });
    if before.zip(supposed).is_some_and(|(before, supposed)| before.is_alike(supposed)) {
        let (what, value) = (setting.path.to_string(), setting.written.to_string());
        return Err(LedgerError::WhatIf(WhatIfFault::IsLaw { what, value }));
    }
    Ok(())
}

impl WhatIf<'_> {
    /// What came out, in words, as much of it as is asked for.
    pub fn page(&self, extent: &Extent<'_>) -> Document {
        let told = self.lines(extent.veil).iter();
        let differing = told.filter(|one| one.differs());
        let told: Vec<(&Changed, [Position; 2])> =
            differing.take(extent.lines).map(|one| (one, self.positions(one))).collect();
        let moving: Vec<Moving<'_>> =
            told.iter().map(|(one, [base, supposed])| self.moving(one, [base, supposed], extent.veil)).collect();
        whatif(&Supposition {
            horizon: (self.base.horizon.on, self.base.horizon.known),
            afresh: self.base.afresh,
            scenario: (self.cited.title(), self.cited.digest),
            beside: self.base.beside.as_ref().map(|beside| (beside.title(), beside.digest)),
            changes: &self.changes,
            sums: &self.sums,
            table: &self.table,
            bridge: &self.bridge,
            bounds: &self.bounds,
            subjects: self.subjects,
            asked: self.asked,
            changed: self.changed.iter().filter(|one| one.differs()).count(),
            cancelled: self.changed.iter().filter(|one| !one.differs()).count(),
            withholds_lines: self.withholds_lines(extent.veil),
            moving,
            trees: extent.trees,
            fields: &self.by_field(),
            scales: &self.by_scale(),
            to_pay: &self.to_pay(),
            under: extent.under,
            documents: self.base.world.policies.len(),
            command: &self.command,
        })
    }

    /// How both arms come to the largest differences, item by item.
    pub fn trees(&self, most: usize) -> Vec<[Document; 2]> {
        let told = |case: &Case<'_>, items: &[Item]| Document {
            parts: items.iter().flat_map(|item| why(case, item, None).parts).collect(),
        };
        let trees = |one: &Changed| {
            let [base, supposed] = self.positions(one);
            let [base, supposed] = [self.base.world.case(&base), self.supposed_case(&supposed)];
            [told(&base, &one.base), told(&supposed, &one.supposed)]
        };
        self.changed.iter().filter(|one| one.differs()).take(most).map(trees).collect()
    }

    /// The name of a subject, where one is on record.
    pub fn name(&self, code: Uscc) -> Option<Arc<str>> {
        self.base.world.named(code).or_else(|| self.supposed.named(code))
    }

    /// The lines that may be told: none to those who see pseudonyms, where the scenario names facts or looks back.
    pub fn lines(&self, veil: Option<&Pseudonyms>) -> &[Changed] {
        if self.withholds_lines(veil) { &[] } else { &self.changed }
    }

    /// Whoever names a fact, or a place between two, and sees what changes there knows whose the pseudonyms are that stand there.
    fn withholds_lines(&self, veil: Option<&Pseudonyms>) -> bool {
        veil.is_some() && (self.base.looks_back || self.changes.iter().any(|(change, _)| change.tells_whose()))
    }

    fn whose(&self, code: Uscc, veil: Option<&Pseudonyms>) -> Whose {
        match veil {
            Some(veil) => Whose::Veiled(veil.subject(code)),
            None => Whose::Known(Who { name: self.name(code), code }),
        }
    }

    /// What an explanation of the supposed arm is made from. It rests on the ledger as far as that is known, and on nothing behind it.
    fn supposed_case<'c>(&'c self, position: &'c Position) -> Case<'c> {
        Case { known: self.base.horizon.known, root: self.base.root, ..self.supposed.case(position) }
    }

    fn positions(&self, one: &Changed) -> [Position; 2] {
        let of = |world: &World, code: Option<Uscc>| world.position(code.unwrap_or(one.subject));
        let [base, supposed] = one.codes;
        [of(&self.base.world, base), of(&self.supposed, supposed)]
    }

    fn moving<'m>(
        &'m self,
        one: &'m Changed,
        [base, supposed]: [&'m Position; 2],
        veil: Option<&Pseudonyms>,
    ) -> Moving<'m> {
        let cases: [Case<'m>; 2] = [self.base.world.case(base), self.supposed_case(supposed)];
        Moving {
            whose: self.whose(one.subject, veil),
            year: one.row.year,
            due: one.due,
            parts: &one.parts,
            items: [&one.base, &one.supposed],
            cases,
        }
    }
}
