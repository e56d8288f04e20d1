//! Grants: what makes an item, its conditions, its amount, its keys.

use super::Compiler;
use super::fields::Shape;
use super::trigger::{Shaped, source_shapes};
use crate::event::FieldKind;
use crate::policy::error::nearest;
use crate::policy::node::{Node, Value};
use crate::policy::table::{Parsed, Table, text};
use crate::policy::{
    Accounted, Amount, AmountRow, AmountTable, AtMost, FieldRef, Floor, Grant, ParamId, PolicyFault, Rate, Status,
};

const FORMS: &[&str] = &["fixed", "table", "share", "steps", "decided"];

impl<'a> Compiler<'a> {
    pub(super) fn grant_declaration(&self, statuses: &[Status], table: &Table<'a>) -> Parsed<Grant> {
        let shaped: Parsed<Vec<Shaped>> =
            table.filled_tables("trigger")?.iter().map(|trigger| self.trigger(trigger)).collect();
        let shaped = shaped?;
        let shape = shaped.first().and_then(|first| first.shape);
        let sources = source_shapes(&shaped, statuses);
        let matter = table.get("matter")?;
        let sentence = table.whole_within("sentence", 1, 99)?;
        let grant = Grant {
            document: self.base.document,
            id: table.text("id")?.into(),
            article: table.text("article")?.into(),
            sentence: u16::try_from(sentence).unwrap_or(0),
            title: table.bilingual("title")?,
            restates: table.bilingual("restates")?,
            conditions: self.conditions(shape, &table.tables("when")?)?,
            amount: self.amount(shape, &table.table("amount")?)?,
            once: self.template(&sources, table.opt("once")?.unwrap_or(matter))?,
            matter: self.template(&sources, matter)?,
            tops_up: table.word_or("again", false, &[("difference", true)])?,
            triggers: shaped.into_iter().map(|one| one.trigger).collect(),
            readings: std::collections::BTreeSet::new(),
        };
        table.finish()?;
        Ok(grant)
    }

    fn amount(&self, shape: Option<Shape>, table: &Table<'a>) -> Parsed<Amount> {
        let form = if let Some(node) = table.opt("fixed")? {
            Accounted::Fixed(self.parameter(node, "yuan")?)
        } else if let Some(form) = table.opt_table("table")? {
            Accounted::Table(self.amount_table(shape, &form)?)
        } else if let Some(form) = table.opt_table("share")? {
            self.share(&form)?
        } else if let Some(form) = table.opt_table("steps")? {
            self.steps(&form)?
        } else if let Some(node) = table.opt("decided")? {
            Accounted::Decided(self.term(node, "yuan")?)
        } else {
            return Err(PolicyFault::OneFormOf(FORMS).at(&table.span));
        };
        let (floor, ceiling) = self.bounds(table)?;
        let needs_positive = table.word_or("floor_needs", false, &[("recorded", false), ("positive", true)])?;
        let amount = Amount {
            form,
            floor: floor.map(|amount| Floor { amount, needs_positive }),
            ceiling,
            divided_by: table.opt("divided_by")?.map(|node| self.measure(node)).transpose()?,
        };
        table.finish()?;
        Ok(amount)
    }

    /// The least and the most of an item.
    fn bounds(&self, table: &Table<'a>) -> Parsed<(Option<ParamId>, Option<ParamId>)> {
        let written = table.opt("floor")?;
        let floor = written.map(|node| self.parameter(node, "yuan")).transpose()?;
        let ceiling = table.opt("ceiling")?.map(|node| self.parameter(node, "yuan")).transpose()?;
        if let (Some(node), Some(floor), Some(ceiling)) = (written, floor, ceiling) {
            self.never_above(floor, ceiling, &node.span)?;
        }
        Ok((floor, ceiling))
    }

    /// An amount per word of a field, or per row of words of several fields.
    fn amount_table(&self, shape: Option<Shape>, form: &Table<'a>) -> Parsed<AmountTable> {
        let Some(shape) = shape else { return Err(PolicyFault::NoFact.at(&form.span)) };
        let Some(list) = form.opt("fields")? else { return self.table_by_word(shape, form) };
        let fields: Parsed<Vec<FieldRef>> =
            self.selector.filled("fields", list)?.into_iter().map(|node| self.field_at(shape, node)).collect();
        let fields = fields?;
        let rows = self.amount_rows(shape, &fields, form)?;
        let renamed = self.renamed(form)?;
        form.finish()?;
        Ok(AmountTable { fields, rows, renamed })
    }

    /// The rows of a table. The first that fits counts, so a second one for the same words would never be reached.
    fn amount_rows(&self, shape: Shape, fields: &[FieldRef], form: &Table<'a>) -> Parsed<Vec<AmountRow>> {
        let mut rows: Vec<AmountRow> = Vec::new();
        for table in form.filled_tables("rows")? {
            let row = self.amount_row(shape, fields, &table)?;
            let node = table.get("is")?;
            if rows.iter().any(|earlier| earlier.words == row.words) {
                return Err(PolicyFault::RepeatedWord(node.told()).at(&node.span));
            }
            rows.push(row);
        }
        Ok(rows)
    }

    /// `is`, a word for each field with `"*"` for any; `amount`, left out where the text names none; `tier`.
    fn amount_row(&self, shape: Shape, fields: &[FieldRef], row: &Table<'a>) -> Parsed<AmountRow> {
        let node = row.get("is")?;
        let listed = self.selector.in_order(node)?;
        if listed.len() != fields.len() {
            let (given, needed) = (listed.len(), fields.len());
            return Err(PolicyFault::NotAsMany { key: "is", given, like: "fields", needed }.at(&node.span));
        }
        let mut words = Vec::new();
        for (field, node) in fields.iter().zip(listed) {
            let any = text(node)? == "*";
            words.push(if any {
                None
            } else {
                self.operand(shape, *field, node).and(text(node)).map(|w| Some(w.into()))?
            });
        }
        let amount = row.opt("amount")?.map(|node| self.parameter(node, "yuan")).transpose()?;
        let tier = if row.has("tier") { Some(row.text("tier")?.into()) } else { None };
        row.finish()?;
        Ok(AmountRow { words, amount, tier })
    }

    /// A word the field can never hold is an error.
    fn table_by_word(&self, shape: Shape, form: &Table<'a>) -> Parsed<AmountTable> {
        let node = form.get("field")?;
        let field = self.field_at(shape, node)?;
        let words: Vec<&str> = match self.field_kind(shape, field) {
            Some(FieldKind::Choice(words)) => words.iter().map(|(word, _)| word.as_str()).collect(),
            Some(_) | None => {
                let field = self.field_name(shape, field);
                return Err(PolicyFault::WrongField { field, expected: "closed list" }.at(&node.span));
            }
        };
        let mut rows = Vec::new();
        for (key, span, value) in form.rest()? {
            if !words.contains(&key) {
                let (field, near) = (self.field_name(shape, field), nearest(key, words.iter().copied()));
                return Err(PolicyFault::UnreachableKey { key: key.to_owned(), field, nearest: near }.at(&span));
            }
            let amount = Some(self.parameter(value, "yuan")?);
            rows.push(AmountRow { words: vec![Some(key.into())], amount, tier: None });
        }
        if rows.is_empty() {
            return Err(PolicyFault::EmptyList("table".to_owned()).at(&form.span));
        }
        Ok(AmountTable { fields: vec![field], rows, renamed: None })
    }

    fn share(&self, form: &Table<'a>) -> Parsed<Accounted> {
        let at_most = match form.opt_table("at_most")? {
            None => None,
            Some(limit) => {
                let at_most = AtMost {
                    rate: self.measure(limit.get("rate")?)?,
                    of: self.measure(limit.get("of")?)?,
                    share: self.share_of_base(limit.get("share")?)?,
                };
                limit.finish()?;
                Some(at_most)
            }
        };
        let share = Accounted::Share {
            rate: self.rate(form.get("rate")?)?,
            base: self.measure(form.get("base")?)?,
            at_most,
            times: form.opt("times")?.map(|node| self.measure(node)).transpose()?,
        };
        form.finish()?;
        Ok(share)
    }

    fn rate(&self, node: &'a Node) -> Parsed<Rate> {
        if matches!(node.value, Value::Text(_)) {
            return self.share_of_base(node).map(Rate::Parameter);
        }
        let table = Table::new(node, self.selector)?;
        if let Some(term) = table.opt("term")? {
            let term = self.term_of_share(term)?;
            table.finish()?;
            return Ok(Rate::Term(term));
        }
        let measure = self.measure(table.get("measure")?)?;
        let at_most = self.share_of_base(table.get("at_most")?)?;
        table.finish()?;
        Ok(Rate::Evaluated { measure, at_most })
    }

    fn steps(&self, form: &Table<'a>) -> Parsed<Accounted> {
        let steps = Accounted::Steps {
            count: self.measure(form.get("count")?)?,
            threshold: self.parameter(form.get("threshold")?, "count")?,
            base: self.parameter(form.get("base")?, "yuan")?,
            per_extra: self.parameter(form.get("per_extra")?, "yuan")?,
        };
        form.finish()?;
        Ok(steps)
    }
}
