//! The rules of a document, each with the types of events and the readings it rests on.

use qizhang::event::TypeId;
use qizhang::policy::{
    Accounted, CountForm, DutyTrigger, Grant, MeasureForm, MeasureId, Program, Rate, ReadingId, StatusId, Test,
    TriggerForm,
};
use std::collections::BTreeSet;

/// A rule of the document as the page shows it.
pub(super) struct Rule {
    pub(super) article: String,
    pub(super) kind: &'static str,
    pub(super) name: String,
    pub(super) types: BTreeSet<TypeId>,
    pub(super) readings: BTreeSet<ReadingId>,
    pub(super) shown: &'static str,
}

/// The types of facts a rule looks at.
struct Looks<'p> {
    program: &'p Program,
    types: BTreeSet<TypeId>,
    measures: BTreeSet<MeasureId>,
}

impl Looks<'_> {
    fn status(&mut self, id: StatusId) {
        let status = &self.program.statuses[id.0 as usize];
        self.types.extend(status.from.iter().map(|from| from.facts.kind));
    }

    fn tests<'t>(&mut self, tests: impl IntoIterator<Item = &'t Test>) {
        for test in tests {
            match test {
                Test::All(tests) | Test::Any(tests) => self.tests(tests),
                Test::Not(test) => self.tests([&**test]),
                Test::Compare { measure, .. } => self.measure(*measure),
                Test::Holds { status, .. } | Test::Opens(status) => self.status(*status),
                Test::Recorded(records) => drop(self.types.insert(records.kind)),
                Test::Followed { facts, .. } => drop(self.types.insert(facts.kind)),
                Test::In { .. } | Test::Decided(_) | Test::Elapsed { .. } => {}
            }
        }
    }

    fn measure(&mut self, id: MeasureId) {
        if !self.measures.insert(id) {
            return;
        }
        match &self.program.measures[id.0 as usize].form {
            MeasureForm::Entries { what: CountForm::Status(status), .. } => self.status(*status),
            MeasureForm::Entries { what: CountForm::Facts(facts), .. } => drop(self.types.insert(facts.kind)),
            MeasureForm::Latest(form) => drop(self.types.insert(form.kind)),
            MeasureForm::Excess { of, over, target } => {
                self.types.insert(self.program.open_terms[*target as usize].filled_by.kind);
                self.measure(*of);
                self.measure(*over);
            }
            MeasureForm::Ratio { of, to } => {
                self.measure(*of);
                self.measure(*to);
            }
            MeasureForm::Newcomers(form) => {
                self.status(form.status);
                self.types.extend([form.link.from, form.link.until]);
            }
            MeasureForm::Reference(form) => drop(self.types.insert(form.kind)),
            MeasureForm::Sum(_) | MeasureForm::Rank(_) | MeasureForm::Ranked { .. } => {}
        }
    }

    fn grant(&mut self, grant: &Grant) {
        for trigger in &grant.triggers {
            match &trigger.form {
                TriggerForm::Event { kind, .. } | TriggerForm::Row { kind, .. } | TriggerForm::Group { kind, .. } => {
                    self.types.insert(*kind);
                }
                TriggerForm::Year { link, .. } => drop(self.types.insert(*link)),
                TriggerForm::While(status) => self.status(*status),
            }
        }
        self.tests(grant.conditions.iter().map(|condition| &condition.test));
        let term = |term: u32| self.program.open_terms[term as usize].filled_by.kind;
        match &grant.amount.form {
            Accounted::Share { rate, base, times, at_most } => {
                let decided = if let Rate::Term(decided) = rate { Some(term(*decided)) } else { None };
                self.types.extend(decided);
                self.measure(*base);
                let limit = at_most.iter().flat_map(|limit| [limit.rate, limit.of]);
                for further in times.iter().copied().chain(limit) {
                    self.measure(further);
                }
            }
            Accounted::Steps { count, .. } => self.measure(*count),
            Accounted::Decided(decided) => drop(self.types.insert(term(*decided))),
            Accounted::Table(table) => self.types.extend(table.renamed.iter().map(|renamed| renamed.kind)),
            Accounted::Fixed(_) => {}
        }
    }
}

fn looks(program: &Program, walk: impl FnOnce(&mut Looks<'_>)) -> BTreeSet<TypeId> {
    let mut looks = Looks { program, types: BTreeSet::new(), measures: BTreeSet::new() };
    walk(&mut looks);
    looks.types
}

/// Every rule of the document, in the order of its kinds.
pub(super) fn rules(program: &Program) -> Vec<Rule> {
    let mut rules = conditions(program);
    rules.extend(money(program));
    rules.extend(services(program));
    rules
}

fn rule(article: &str, kind: &'static str, name: &str, types: BTreeSet<TypeId>, shown: &'static str) -> Rule {
    Rule { article: article.to_owned(), kind, name: name.to_owned(), types, readings: BTreeSet::new(), shown }
}

impl Rule {
    fn resting_on(self, readings: &BTreeSet<ReadingId>) -> Self {
        Self { readings: readings.clone(), ..self }
    }
}

fn conditions(program: &Program) -> Vec<Rule> {
    let statuses = (0..).zip(&program.statuses).map(|(number, status)| {
        let types = looks(program, |looks| looks.status(StatusId(number)));
        rule(&status.article, "状态 status", &status.name, types, "show, lapses").resting_on(&status.readings)
    });
    let gates = program.gates.iter().map(|gate| {
        let types = looks(program, |looks| {
            looks.types.extend(gate.needs.iter().map(|needs| needs.kind));
            looks.tests([&gate.test]);
        });
        rule(&gate.article, "通用条件 gate", &gate.name, types, "why").resting_on(&gate.readings)
    });
    statuses.chain(gates).collect()
}

fn money(program: &Program) -> Vec<Rule> {
    let of = |grant: &Grant| looks(program, |looks| looks.grant(grant));
    let grants = program.grants.iter().map(|grant| {
        rule(&grant.article, "支持 grant", &grant.id, of(grant), "why, show, statement").resting_on(&grant.readings)
    });
    let limits = program.limits.iter().map(|limit| {
        let types = limit.grants.iter().flat_map(|grant| of(&program.grants[*grant])).collect();
        rule(&limit.article, "限额 limit", &limit.name, types, "why, statement")
    });
    let exclusions = program.exclusions.iter().map(|exclusion| {
        rule(&exclusion.article, "不重复 exclusion", &exclusion.name, [exclusion.link].into(), "why")
            .resting_on(&program.grants[exclusion.grant].readings)
    });
    let best_of = program.documents[0].best_of.iter().map(|best_of| {
        let types = best_of.joined_by.iter().map(|joined| joined.facts.kind).chain([best_of.deducts.kind]);
        rule("第二十二条", "不重复 exclusion", "第二十二条/从优不重复", types.collect(), "why")
    });
    let terms = program
        .open_terms
        .iter()
        .map(|term| rule(&term.article, "待定 open term", &term.name, [term.filled_by.kind].into(), "why"));
    grants.chain(limits).chain(exclusions).chain(best_of).chain(terms).collect()
}

fn services(program: &Program) -> Vec<Rule> {
    let duties = program.duties.iter().map(|duty| {
        let types = looks(program, |looks| {
            looks.types.insert(duty.done_by.kind);
            match &duty.trigger {
                DutyTrigger::Enters(status) => looks.status(*status),
                DutyTrigger::Event(trigger) => looks.types.extend(trigger.kind()),
            }
            looks.tests(duty.conditions.iter().map(|condition| &condition.test));
        });
        rule(&duty.article, "服务 duty", &duty.name, types, "show")
    });
    let registers = program.registers.iter().map(|register| {
        let entries = [Some(&register.adds), register.takes.as_ref(), register.returns.as_ref()];
        let types = entries.into_iter().flatten().map(|entry| entry.facts.kind).collect();
        rule(&register.article, "台账 register", &register.name, types, "register, show")
    });
    duties.chain(registers).collect()
}
