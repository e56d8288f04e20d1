//! A scenario run, and what it came to.

use super::arm::Making;
use super::base::AsItIs;
use super::facts::Facts;
use super::fault::WhatIfFault;
use super::run::{Changed, Ran, Running};
use super::scenario::Scenario;
use super::setting::settings;
use crate::explain::{Case, Document, Moving, Supposition, whatif};
use crate::ledger::error::LedgerError;
use crate::ledger::service::Ledger;
use crate::ledger::world::World;
use crate::policy::{Policy, Reading, ReadingId, Unsound};
use crate::position::Position;
use crate::value::{Bilingual, Uscc};
use crate::whatif::{Bounds, Bridge, Change, Effect, Reach, Setting, Sums, Table};
use std::sync::Arc;

/// A scenario held against the ledger as it is.
#[derive(Debug)]
pub struct WhatIf<'b> {
    /// The ledger as it is.
    pub base: &'b World,
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
    /// The command that asks the same again.
    pub command: String,
}

/// A change, and what makes an arm of it alone.
struct Asked {
    change: Change,
    making: Alone,
}

enum Alone {
    Setting(Setting),
    Read((String, String)),
    /// By its place among the changes of facts.
    Facts(usize),
}

impl AsItIs {
    /// Runs a scenario over the whole ledger that this is of.
    pub fn what_if(&self, ledger: &Ledger, scenario: Scenario) -> Result<WhatIf<'_>, LedgerError> {
        if scenario.is_empty() {
            return Err(LedgerError::WhatIf(WhatIfFault::Empty));
        }
        let base = &self.world;
        let command = scenario.command(base.horizon);
        let Scenario { sets, reads, drops, adds } = scenario;
        let settings = settings(&base.program, base.horizon.on, &sets)?;
        let (facts, events) = ledger.other_facts(base, &drops, adds)?;
        let making = Making { settings: &settings, reads: &reads, facts: &facts, events: &events };
        let supposed = making.arm(base)?;
        if let Some(unsound) = supposed.program.unsound().filter(|_| !settings.is_empty()) {
            return Err(LedgerError::WhatIf(unsound_fault(unsound)));
        }
        let asked = asked(base, &supposed, (&settings, &reads, &facts))?;
        let ran = ran((self, &supposed), &asked, (&facts, &events))?;
        let everybody = base.timeline.subjects().len();
        let Ran { table, sums, bridge, bounds, changed, effects, subjects, asked: again, .. } = ran;
        let changes = asked.into_iter().map(|asked| asked.change).zip(effects).collect();
        let asked = (again, everybody);
        Ok(WhatIf { base, supposed, changes, table, bridge, bounds, changed, subjects, asked, sums, command })
    }
}

/// What no document may say is no supposition either.
fn unsound_fault(unsound: Unsound<'_>) -> WhatIfFault {
    match unsound {
        Unsound::AboveWhole(parameter) => WhatIfFault::AboveWhole { path: Arc::clone(&parameter.path) },
        Unsound::EmptyRange { floor, ceiling } => {
            WhatIfFault::EmptyRange { floor: Arc::clone(&floor.path), ceiling: Arc::clone(&ceiling.path) }
        }
    }
}

/// Every change of a scenario, in the order readings, values, facts; what is so already is refused.
fn asked(
    base: &World,
    supposed: &World,
    (settings, reads, facts): (&[Setting], &[(String, String)], &[Facts]),
) -> Result<Vec<Asked>, LedgerError> {
    let mut found = Vec::new();
    for (reading, option) in reads {
        let change = read(base, reading, option)?;
        found.push(Asked { change, making: Alone::Read((reading.clone(), option.clone())) });
    }
    for setting in settings {
        let at = |world: &World| {
            let found = world.program.parameters_at(Some(&setting.policy), &setting.path).into_iter().next();
            found.and_then(|id| world.program.parameter(id).cloned())
        };
        if at(base).zip(at(supposed)).is_some_and(|(base, supposed)| base.is_alike(&supposed)) {
            let (what, value) = (setting.path.to_string(), setting.written.to_string());
            return Err(LedgerError::WhatIf(WhatIfFault::IsLaw { what, value }));
        }
        found.push(Asked { change: Change::Set(setting.clone()), making: Alone::Setting(setting.clone()) });
    }
    for (number, facts) in facts.iter().enumerate() {
        found.push(Asked { change: facts.change.clone(), making: Alone::Facts(number) });
    }
    Ok(found)
}

/// What a reading asks, and the options; refused where every document that has it takes this option already.
fn read(base: &World, reading: &str, token: &str) -> Result<Change, LedgerError> {
    let having = |policy: &Policy| policy.reading(reading).cloned().map(|reading| (base.read(policy).0, reading));
    let all: Vec<_> = base.policies.iter().filter_map(having).collect();
    let chosen = |(choices, reading): &(crate::policy::Choices, Reading)| reading.chosen(choices).cloned();
    let was: Vec<_> = all.iter().filter_map(chosen).collect();
    if was.iter().all(|option| *option.token == *token) {
        let (what, value) = (reading.to_owned(), token.to_owned());
        return Err(LedgerError::WhatIf(WhatIfFault::IsLaw { what, value }));
    }
    let option = all.iter().find_map(|(_, reading)| reading.option(token));
    let nothing = || Bilingual::new(token, token);
    Ok(Change::Read {
        reading: ReadingId(reading.into()),
        question: all.first().map_or_else(nothing, |(_, reading)| reading.question.clone()),
        was: was.into_iter().find(|option| *option.token != *token).map_or_else(nothing, |option| option.title),
        option: option.map_or_else(nothing, |option| option.title.clone()),
        token: token.into(),
    })
}

/// Runs the arm with all changes, and one for each change alone. Where there is one change, that is the same arm.
fn ran(
    (as_it_is, supposed): (&AsItIs, &World),
    asked: &[Asked],
    (facts, events): (&[Facts], &[crate::event::Event]),
) -> Result<Ran, LedgerError> {
    let base = &as_it_is.world;
    let mut worlds: Vec<World> = Vec::new();
    if asked.len() > 1 {
        for asked in asked {
            let making = match &asked.making {
                Alone::Setting(setting) => Making { settings: std::slice::from_ref(setting), ..Making::default() },
                Alone::Read(read) => Making { reads: std::slice::from_ref(read), ..Making::default() },
                Alone::Facts(number) => {
                    let own = facts.get(*number).map(std::slice::from_ref).unwrap_or_default();
                    Making { facts: own, events, ..Making::default() }
                }
            };
            worlds.push(making.arm(base)?);
        }
    }
    let arm = |number: usize| worlds.get(number).unwrap_or(supposed);
    let reach = |(number, asked): (usize, &Asked)| match &asked.making {
        Alone::Setting(setting) => reach_of(base, arm(number), setting),
        Alone::Read((reading, _)) => Reach::Reading(ReadingId(reading.as_str().into())),
        Alone::Facts(own) => Reach::Events(facts.get(*own).map(Facts::events).unwrap_or_default()),
    };
    let reaches: Vec<Reach> = asked.iter().enumerate().map(reach).collect();
    let alone = reaches.iter().enumerate().map(|(number, reach)| (arm(number), reach)).collect();
    Ok(Running { base: as_it_is, all: supposed, alone }.run())
}

fn reach_of(base: &World, arm: &World, setting: &Setting) -> Reach {
    let id = base.program.parameters_at(Some(&setting.policy), &setting.path).into_iter().next();
    match id {
        Some(id) => Reach::of_parameter([&base.program, &arm.program], id, setting.from),
        None => Reach::Events(std::collections::BTreeSet::new()),
    }
}

impl WhatIf<'_> {
    /// What came out, in words, with so many of the lines that differ.
    pub fn page(&self, most: usize) -> Document {
        let told: Vec<(&Changed, [Position; 2])> =
            self.changed.iter().filter(|one| one.differs()).take(most).map(|one| (one, self.positions(one))).collect();
        let moving = told.iter().map(|(one, [base, supposed])| self.moving(one, base, supposed)).collect();
        whatif(&Supposition {
            horizon: (self.base.horizon.on, self.base.horizon.known),
            changes: &self.changes,
            sums: &self.sums,
            table: &self.table,
            bridge: &self.bridge,
            bounds: &self.bounds,
            subjects: self.subjects,
            asked: self.asked,
            changed: self.changed.iter().filter(|one| one.differs()).count(),
            cancelled: self.changed.iter().filter(|one| !one.differs()).count(),
            moving,
            documents: self.base.policies.len(),
            command: &self.command,
        })
    }

    /// The name of a subject, where one is on record.
    pub fn name(&self, code: Uscc) -> Option<Arc<str>> {
        self.base.named(code).or_else(|| self.supposed.named(code))
    }

    fn positions(&self, one: &Changed) -> [Position; 2] {
        let of = |world: &World, code: Option<Uscc>| world.position(code.unwrap_or(one.subject));
        let [base, supposed] = one.codes;
        [of(self.base, base), of(&self.supposed, supposed)]
    }

    fn moving<'m>(&'m self, one: &'m Changed, base: &'m Position, supposed: &'m Position) -> Moving<'m> {
        let cases: [Case<'m>; 2] = [self.base.case(base), self.supposed.case(supposed)];
        Moving {
            code: one.subject,
            name: self.name(one.subject),
            year: one.row.year,
            due: one.due,
            parts: &one.parts,
            items: [&one.base, &one.supposed],
            cases,
        }
    }
}
