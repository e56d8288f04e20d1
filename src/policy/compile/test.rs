//! Predicates.

use super::Compiler;
use super::fields::Shape;
use crate::policy::node::{Node, Value};
use crate::policy::table::{Parsed, Table, expected};
use crate::policy::{At, Condition, MeasureId, Op, Operand, PolicyFault, Records, Test};
use std::ops::Range;

const FORMS: &[&str] =
    &["all", "any", "not", "field", "measure", "holds", "opens", "term", "recorded", "followed_by", "elapsed"];

impl<'a> Compiler<'a> {
    /// The conditions of a grant: predicates with a title.
    pub(super) fn conditions(&self, shape: Option<Shape>, tables: &[Table<'a>]) -> Parsed<Vec<Condition>> {
        let condition = |table: &Table<'a>| {
            let title = table.bilingual("title")?;
            Ok(Condition { title, test: self.test_of(shape, table)? })
        };
        let found: Vec<Condition> = tables.iter().map(condition).collect::<Parsed<_>>()?;
        for (number, (condition, table)) in found.iter().zip(tables).enumerate() {
            for earlier in found.iter().take(number) {
                self.hold_together(&earlier.test, &condition.test, &table.span)?;
            }
        }
        Ok(found)
    }

    /// Two conditions of one grant ask for one measure between two bounds: there must be something between them.
    fn hold_together(&self, one: &Test, other: &Test, place: &Range<usize>) -> Parsed<()> {
        for ((measure, bound, with), (same, against, limit)) in pairs(one, other) {
            if measure != same {
                continue;
            }
            let (least, most) = match (bound, against) {
                (Op::Above | Op::AtLeast, Op::Below | Op::AtMost) => (with, limit),
                (Op::Below | Op::AtMost, Op::Above | Op::AtLeast) => (limit, with),
                (Op::Equal | Op::Above | Op::AtLeast | Op::Below | Op::AtMost, _) => continue,
            };
            match (least, most) {
                (Operand::Parameter(least), Operand::Parameter(most)) => self.never_above(*least, *most, place)?,
                (Operand::Whole(least), Operand::Whole(most)) if least > most => {
                    let (least, most) = (least.to_string(), most.to_string());
                    return Err(PolicyFault::EmptyRange { least, most, from: None }.at(place));
                }
                (
                    Operand::Parameter(_) | Operand::Whole(_) | Operand::Term(_) | Operand::Text(_) | Operand::Flag(_),
                    _,
                ) => {}
            }
        }
        Ok(())
    }

    /// A predicate.
    pub(super) fn test(&self, shape: Option<Shape>, node: &'a Node) -> Parsed<Test> {
        self.test_of(shape, &Table::new(node, self.selector)?)
    }

    fn test_of(&self, shape: Option<Shape>, table: &Table<'a>) -> Parsed<Test> {
        let test = if let Some(node) = table.opt("all")? {
            Test::All(self.tests(shape, "all", node)?)
        } else if let Some(node) = table.opt("any")? {
            Test::Any(self.tests(shape, "any", node)?)
        } else if let Some(node) = table.opt("not")? {
            Test::Not(Box::new(self.test(shape, node)?))
        } else if table.has("field") {
            self.field_test(shape, table)?
        } else if let Some(node) = table.opt("measure")? {
            self.measure_test(node, table)?
        } else if let Some(node) = table.opt("holds")? {
            self.status_test(node, table)?
        } else if let Some(node) = table.opt("opens")? {
            Test::Opens(self.status(node)?)
        } else if let Some(node) = table.opt("term")? {
            Test::Decided(self.term(node, "flag")?)
        } else if let Some(records) = table.opt_table("recorded")? {
            self.recorded(shape, &records)?
        } else if let Some(facts) = table.opt_table("followed_by")? {
            let followed = Test::Followed {
                facts: self.fact_selection(&facts)?,
                years: self.parameter(table.get("years")?, "count")?,
            };
            facts.finish()?;
            followed
        } else if let Some(node) = table.opt("elapsed")? {
            let field = self.field(in_hand(shape, node)?.kind, node)?;
            Test::Elapsed { field, years: self.parameter(table.get("years")?, "count")? }
        } else {
            return Err(PolicyFault::OneFormOf(FORMS).at(&table.span));
        };
        table.finish()?;
        Ok(test)
    }

    /// An event that agrees with the fact in hand; one that need not agree in anything would be any event at all.
    fn recorded(&self, shape: Option<Shape>, table: &Table<'a>) -> Parsed<Test> {
        let node = table.get("event")?;
        let kind = self.event(node)?;
        let matching = self.matching(in_hand(shape, node)?.kind, kind, table)?;
        let pairs = table.get("match")?;
        if matching.is_empty() {
            return Err(PolicyFault::EmptyList("match".to_owned()).at(&pairs.span));
        }
        table.finish()?;
        Ok(Test::Recorded(Records { kind, matching }))
    }

    fn tests(&self, shape: Option<Shape>, key: &str, node: &'a Node) -> Parsed<Vec<Test>> {
        self.selector.filled(key, node)?.into_iter().map(|node| self.test(shape, node)).collect()
    }

    /// Tests on a fact's own fields, all of which must hold.
    pub(super) fn field_tests(&self, shape: Shape, tables: &[Table<'a>]) -> Parsed<Vec<Test>> {
        let test = |table: &Table<'a>| {
            let test = self.field_test(Some(shape), table)?;
            table.finish()?;
            Ok(test)
        };
        tables.iter().map(test).collect()
    }

    pub(super) fn field_test(&self, shape: Option<Shape>, table: &Table<'a>) -> Parsed<Test> {
        let node = table.get("field")?;
        let shape = in_hand(shape, node)?;
        let field = self.field_at(shape, node)?;
        let renamed = self.renamed(table)?;
        if let Some(value) = table.opt("is")? {
            return Ok(Test::In { field, values: vec![self.operand(shape, field, value)?], renamed });
        }
        if let Some(value) = table.opt("is_not")? {
            let values = vec![self.operand(shape, field, value)?];
            return Ok(Test::Not(Box::new(Test::In { field, values, renamed })));
        }
        let list = table.filled("in")?;
        let values: Parsed<Vec<Operand>> = list.into_iter().map(|value| self.operand(shape, field, value)).collect();
        Ok(Test::In { field, values: values?, renamed })
    }

    fn measure_test(&self, node: &'a Node, table: &Table<'a>) -> Parsed<Test> {
        let measure = self.measure(node)?;
        let words = [("=", Op::Equal), ("<", Op::Below), ("<=", Op::AtMost), (">", Op::Above), (">=", Op::AtLeast)];
        let op = table.word("op", &words)?;
        let with = if let Some(parameter) = table.opt("parameter")? {
            Operand::Parameter(self.any_parameter(parameter)?)
        } else if let Some(term) = table.opt("term")? {
            Operand::Term(self.any_term(term)?.0)
        } else {
            match table.get("value")? {
                Node { value: Value::Whole(number), .. } => Operand::Whole(*number),
                Node { value: Value::Flag(flag), .. } => Operand::Flag(*flag),
                Node { value: Value::Text(word), .. } => Operand::Text(word.as_str().into()),
                other => return Err(expected("whole number", other)),
            }
        };
        Ok(Test::Compare { measure, op, with })
    }

    fn status_test(&self, node: &'a Node, table: &Table<'a>) -> Parsed<Test> {
        let status = self.status(node)?;
        let days = [("test_day", At::TestDay), ("fact_day", At::FactDay), ("day_before_fact", At::DayBeforeFact)];
        let at = table.word("at", &days)?;
        let besides_fact = table.word_or("besides", false, &[("trigger", true)])?;
        Ok(Test::Holds { status, at, besides_fact })
    }
}

/// The fact a predicate looks at; a rule that has none in hand cannot ask for its fields.
fn in_hand(shape: Option<Shape>, node: &Node) -> Parsed<Shape> {
    shape.ok_or_else(|| PolicyFault::NoFact.at(&node.span))
}

/// A measure, how it is compared, and with what.
type Compared<'t> = (MeasureId, Op, &'t Operand);

/// What two conditions that must both hold ask of measures, each of the one beside each of the other.
fn pairs<'t>(one: &'t Test, other: &'t Test) -> Vec<(Compared<'t>, Compared<'t>)> {
    let (mut left, mut right) = (Vec::new(), Vec::new());
    asked(one, &mut left);
    asked(other, &mut right);
    left.iter().flat_map(|one| right.iter().map(move |other| (*one, *other))).collect()
}

/// What a condition asks in any case: of several of which one is enough, nothing.
fn asked<'t>(test: &'t Test, found: &mut Vec<Compared<'t>>) {
    match test {
        Test::Compare { measure, op, with } => found.push((*measure, *op, with)),
        Test::All(tests) => tests.iter().for_each(|test| asked(test, found)),
        Test::Any(_)
        | Test::Not(_)
        | Test::In { .. }
        | Test::Holds { .. }
        | Test::Opens(_)
        | Test::Decided(_)
        | Test::Recorded(_)
        | Test::Followed { .. }
        | Test::Elapsed { .. } => {}
    }
}
