//! What a grant looks at: the types of facts, the statuses, measures and parameters its answer may rest on.

use crate::event::TypeId;
use crate::policy::{
    Accounted, CountForm, DaySource, FactSelection, Grant, MeasureForm, MeasureId, Operand, ParamId, Program, Rate,
    ReferenceDay, StatusId, StatusUntil, Test, TriggerForm,
};
use std::collections::BTreeSet;

/// Everything a grant looks at, gates included.
#[derive(Debug, Default)]
pub struct Touched {
    /// The types of facts.
    pub kinds: BTreeSet<TypeId>,
    /// The parameters, in the order in which they are met.
    pub parameters: Vec<ParamId>,
    seen_statuses: BTreeSet<StatusId>,
    seen_measures: BTreeSet<MeasureId>,
    /// Values that amounts are reckoned with are passed over.
    without_values: bool,
}

impl Touched {
    /// Walks a grant: its amount first, then its conditions, the caps above it, and the gates.
    pub fn by(program: &Program, grant: &Grant) -> Self {
        let mut touched = Self::default();
        touched.amount(program, grant);
        touched.triggers(program, grant);
        touched.conditions(program, grant);
        let reached = program.limits.iter().filter(|limit| {
            limit.grants.iter().any(|index| program.grants.get(*index).is_some_and(|reached| reached.id == grant.id))
        });
        touched.parameters(reached.map(|limit| limit.amount));
        touched.gates(program, grant);
        touched
    }

    /// What is known of an item before its amount is reckoned: whether there is one, what it is asked, and what its amount rests on.
    /// The values that the amount is then reckoned with are left aside.
    pub fn judging(program: &Program, grant: &Grant) -> Self {
        let mut touched = Self { without_values: true, ..Self::finding(program, grant) };
        touched.amount(program, grant);
        touched.conditions(program, grant);
        touched.gates(program, grant);
        touched
    }

    /// What decides whether there is an item at all, and which document answers for it; its amount and conditions left aside.
    pub fn finding(program: &Program, grant: &Grant) -> Self {
        let mut touched = Self::default();
        touched.triggers(program, grant);
        touched.statuses(program, program.document(grant.document).speaks_of);
        touched
    }

    fn conditions(&mut self, program: &Program, grant: &Grant) {
        self.tests(program, grant.conditions.iter().map(|condition| &condition.test));
    }

    fn gates(&mut self, program: &Program, grant: &Grant) {
        for gate in program.gates.iter().filter(|gate| gate.document == grant.document) {
            self.kinds.extend(gate.needs.iter().map(|needs| needs.kind));
            self.tests(program, std::iter::once(&gate.test));
        }
    }

    fn triggers(&mut self, program: &Program, grant: &Grant) {
        for trigger in &grant.triggers {
            self.trigger(program, &trigger.form);
            self.day(&trigger.day);
            self.tests(program, trigger.filter.iter());
            if let Some(status) = trigger.source {
                self.status(program, status);
            }
        }
    }

    fn amount(&mut self, program: &Program, grant: &Grant) {
        match &grant.amount.form {
            Accounted::Fixed(amount) => self.values([*amount]),
            Accounted::Table(table) => {
                self.values(table.rows.iter().filter_map(|row| row.amount));
                self.kinds.extend(table.renamed.iter().map(|renamed| renamed.kind));
            }
            Accounted::Share { rate, base, at_most, times } => {
                match rate {
                    Rate::Parameter(rate) => self.values([*rate]),
                    Rate::Evaluated { measure, at_most } => {
                        self.values([*at_most]);
                        self.measure(program, *measure);
                    }
                    // What was decided stands with the item.
                    Rate::Term(_) => {}
                }
                self.measure(program, *base);
                if let Some(limit) = at_most {
                    self.values([limit.share]);
                    self.measure(program, limit.rate);
                    self.measure(program, limit.of);
                }
                self.measures(program, *times);
            }
            Accounted::Steps { count, threshold, base, per_extra } => {
                self.values([*threshold, *base, *per_extra]);
                self.measure(program, *count);
            }
            Accounted::Decided(_) => {}
        }
        self.values(grant.amount.floor.map(|floor| floor.amount));
        self.values(grant.amount.ceiling);
        self.measures(program, grant.amount.divided_by);
    }

    /// Values that an amount is reckoned with.
    fn values(&mut self, ids: impl IntoIterator<Item = ParamId>) {
        if !self.without_values {
            self.parameters(ids);
        }
    }

    fn parameter(&mut self, id: ParamId) {
        if !self.parameters.contains(&id) {
            self.parameters.push(id);
        }
    }

    fn parameters(&mut self, ids: impl IntoIterator<Item = ParamId>) {
        for id in ids {
            self.parameter(id);
        }
    }

    fn measures(&mut self, program: &Program, ids: impl IntoIterator<Item = MeasureId>) {
        for id in ids {
            self.measure(program, id);
        }
    }

    fn statuses(&mut self, program: &Program, ids: impl IntoIterator<Item = StatusId>) {
        for id in ids {
            self.status(program, id);
        }
    }

    fn trigger(&mut self, program: &Program, form: &TriggerForm) {
        match form {
            TriggerForm::Event { kind, .. } | TriggerForm::Row { kind, .. } | TriggerForm::Group { kind, .. } => {
                self.kinds.insert(*kind);
            }
            TriggerForm::Year { link, .. } => {
                self.kinds.insert(*link);
            }
            TriggerForm::While(status) => self.status(program, *status),
        }
        let links = program.exclusions.iter().filter(|exclusion| {
            let reached = program.grants.get(exclusion.grant);
            reached.is_some_and(|grant| grant.triggers.iter().any(|trigger| trigger.form == *form))
        });
        self.kinds.extend(links.map(|exclusion| exclusion.link));
    }

    fn day(&mut self, source: &DaySource) {
        match source {
            DaySource::Elsewhere { kind, .. } => {
                self.kinds.insert(*kind);
            }
            DaySource::Fact
            | DaySource::Field(_)
            | DaySource::PeriodEnd(_)
            | DaySource::YearOf(_)
            | DaySource::YearEnd(_) => {}
        }
    }

    fn tests<'t>(&mut self, program: &Program, tests: impl Iterator<Item = &'t Test>) {
        for test in tests {
            match test {
                Test::All(tests) | Test::Any(tests) => self.tests(program, tests.iter()),
                Test::Not(test) => self.tests(program, std::iter::once(&**test)),
                Test::In { values, renamed, .. } => {
                    self.parameters(values.iter().filter_map(parameter_of));
                    self.kinds.extend(renamed.iter().map(|renamed| renamed.kind));
                }
                Test::Compare { measure, with, .. } => {
                    self.parameters(parameter_of(with));
                    self.measure(program, *measure);
                }
                Test::Holds { status, .. } | Test::Opens(status) => self.status(program, *status),
                Test::Recorded(records) => {
                    self.kinds.insert(records.kind);
                    let renamed = records.matching.iter().filter_map(|pair| pair.renamed.as_ref());
                    self.kinds.extend(renamed.map(|renamed| renamed.by.kind));
                }
                Test::Followed { facts, years } => {
                    self.parameter(*years);
                    self.selection(facts);
                }
                Test::Elapsed { years, .. } => self.parameter(*years),
                Test::Decided(_) => {}
            }
        }
    }

    fn selection(&mut self, facts: &FactSelection) {
        self.kinds.insert(facts.kind);
    }

    fn status(&mut self, program: &Program, id: StatusId) {
        let Some(status) = program.status(id).filter(|_| self.seen_statuses.insert(id)) else { return };
        for from in &status.from {
            self.selection(&from.facts);
            self.day(&from.day);
        }
        self.parameters(status.years);
        self.statuses(program, status.unless.map(|unless| unless.enters));
        for until in &status.until {
            match until {
                StatusUntil::Event { facts, .. } => self.selection(facts),
                StatusUntil::Enters(other) => self.status(program, *other),
            }
        }
    }

    fn measure(&mut self, program: &Program, id: MeasureId) {
        let Some(measure) = program.measure(id).filter(|_| self.seen_measures.insert(id)) else { return };
        match &measure.form {
            MeasureForm::Entries { what: CountForm::Status(status), .. } => self.status(program, *status),
            MeasureForm::Entries { what: CountForm::Facts(facts), .. } => self.selection(facts),
            MeasureForm::Latest(form) => {
                self.kinds.insert(form.kind);
            }
            MeasureForm::Sum(_) => {}
            MeasureForm::Excess { of, over, .. } => self.measures(program, [*of, *over]),
            MeasureForm::Ratio { of, to } => self.measures(program, [*of, *to]),
            MeasureForm::Rank(form) => self.statuses(program, form.among.iter().copied()),
            MeasureForm::Ranked { by, within, holding } => {
                self.parameter(*within);
                self.measure(program, *by);
                self.statuses(program, holding.iter().copied());
            }
            MeasureForm::Newcomers(form) => {
                self.status(program, form.status);
                self.kinds.extend([form.link.from, form.link.until]);
            }
            MeasureForm::Reference(form) => {
                self.kinds.insert(form.kind);
                self.parameter(form.up_to);
                self.measure(program, form.by);
                match form.on {
                    Some(ReferenceDay::Measure(measure)) => self.measure(program, measure),
                    Some(ReferenceDay::YearEnd(_)) | None => {}
                }
            }
        }
    }
}

fn parameter_of(operand: &Operand) -> Option<ParamId> {
    match operand {
        Operand::Parameter(id) => Some(*id),
        Operand::Text(_) | Operand::Whole(_) | Operand::Flag(_) | Operand::Term(_) => None,
    }
}
