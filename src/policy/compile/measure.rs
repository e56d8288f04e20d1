//! Measures: one number, day or answer about a subject.

use super::Compiler;
use super::fields::Shape;
use crate::event::TypeId;
use crate::policy::node::{Node, Value};
use crate::policy::table::{Parsed, Table, expected, text};
use crate::policy::{
    At, CountForm, LatestForm, Link, Measure, MeasureForm, Missing, Newcomers, PolicyFault, Prefer, RankForm,
    ReferenceDay, ReferenceForm, Since, SumForm, YearOf,
};
use std::sync::Arc;

const FORMS: &[&str] = &["entries", "latest", "sum", "rank", "ranked", "newcomers", "reference", "excess", "ratio"];

impl<'a> Compiler<'a> {
    pub(super) fn measure_declaration(&self, table: &Table<'a>) -> Parsed<Measure> {
        let in_hand = table.opt("fact")?.map(|node| self.event(node)).transpose()?;
        let measure = Measure {
            document: self.base.document,
            name: table.text("name")?.into(),
            title: table.bilingual("title")?,
            form: self.measure_form(in_hand, table)?,
            readings: std::collections::BTreeSet::new(),
        };
        table.finish()?;
        Ok(measure)
    }

    fn measure_form(&self, in_hand: Option<TypeId>, table: &Table<'a>) -> Parsed<MeasureForm> {
        if let Some(form) = table.opt_table("entries")? {
            self.entries(&form, table)
        } else if let Some(form) = table.opt_table("latest")? {
            self.latest(in_hand, &form, table).map(MeasureForm::Latest)
        } else if let Some(form) = table.opt_table("sum")? {
            self.sum(needs_fact(in_hand, table)?, &form)
        } else if let Some(form) = table.opt_table("rank")? {
            self.rank(needs_fact(in_hand, table)?, &form).map(MeasureForm::Rank)
        } else if let Some(form) = table.opt_table("ranked")? {
            self.ranked(&form)
        } else if let Some(form) = table.opt_table("newcomers")? {
            self.newcomers(&form).map(MeasureForm::Newcomers)
        } else if let Some(form) = table.opt_table("reference")? {
            self.reference(&form).map(MeasureForm::Reference)
        } else if let Some(form) = table.opt_table("excess")? {
            self.excess(&form)
        } else if let Some(form) = table.opt_table("ratio")? {
            let ratio = MeasureForm::Ratio { of: self.measure(form.get("of")?)?, to: self.measure(form.get("to")?)? };
            form.finish()?;
            Ok(ratio)
        } else {
            Err(PolicyFault::OneFormOf(FORMS).at(&table.span))
        }
    }

    fn entries(&self, form: &Table<'a>, table: &Table<'a>) -> Parsed<MeasureForm> {
        let since = form.word("since", &[("ever", Since::Ever), ("policy", Since::Policy)])?;
        let what = match form.opt("status")? {
            Some(node) => CountForm::Status(self.status(node)?),
            None => CountForm::Facts(self.fact_selection(form)?),
        };
        form.finish()?;
        Ok(MeasureForm::Entries { what, since, inherits: table.flag("inherits")? })
    }

    fn latest(&self, in_hand: Option<TypeId>, form: &Table<'a>, table: &Table<'a>) -> Parsed<LatestForm> {
        let kind = self.event(form.get("event")?)?;
        let mut latest = LatestForm {
            kind,
            subject: self.subject_field(kind, form)?,
            field: self.field(kind, form.get("field")?)?,
            matching: Vec::new(),
            year: None,
            prefer: self.prefer(kind, form)?,
            missing: table.word_or(
                "missing",
                Missing::Undetermined,
                &[("undetermined", Missing::Undetermined), ("zero", Missing::Zero)],
            )?,
            by: form.word_or("by", None, &[("fact_day", Some(At::FactDay)), ("test_day", Some(At::TestDay))])?,
        };
        form.finish()?;
        if let Some(pairs) = table.opt_table("where")? {
            for (key, span, node) in pairs.rest()? {
                let theirs = self.field_named(kind, key, &span)?;
                let pair = Table::new(node, self.selector)?;
                if pair.has("year") {
                    latest.year = Some(year_of(theirs, &pair)?);
                } else {
                    let in_hand = needs_fact(in_hand, table)?;
                    let mine = self.field_at(Shape { kind: in_hand, rows: None }, pair.get("field")?)?;
                    latest.matching.push((mine, theirs));
                }
                pair.finish()?;
            }
        }
        Ok(latest)
    }

    fn prefer(&self, kind: TypeId, form: &Table<'a>) -> Parsed<Option<Prefer>> {
        let Some(prefer) = form.opt_table("prefer")? else { return Ok(None) };
        let (field, order) = self.words_of(kind, &prefer, "order")?;
        Ok(Some(Prefer { field, order }))
    }

    /// A `field` and some of the words it can hold.
    fn words_of(&self, kind: TypeId, table: &Table<'a>, key: &'static str) -> Parsed<(usize, Vec<Arc<str>>)> {
        let shape = Shape { kind, rows: None };
        let field = self.field_at(shape, table.get("field")?)?;
        let mut words = Vec::new();
        for node in table.filled(key)? {
            self.operand(shape, field, node)?;
            words.push(text(node)?.into());
        }
        table.finish()?;
        Ok((field.index, words))
    }

    fn sum(&self, kind: TypeId, form: &Table<'a>) -> Parsed<MeasureForm> {
        let field = self.amount_field(kind, form.get("field")?)?;
        let less = form.opt("less")?.map(|node| self.amount_field(kind, node)).transpose()?;
        let once_by = form.opt("once_by")?.map(|node| self.field(kind, node)).transpose()?;
        let filter = self.field_tests(Shape { kind, rows: None }, &form.tables("where")?)?;
        form.finish()?;
        Ok(MeasureForm::Sum(SumForm { field, less, once_by, filter }))
    }

    /// What is above another measure by more than a target, which is a share of it or an amount.
    fn excess(&self, form: &Table<'a>) -> Parsed<MeasureForm> {
        let node = form.get("target")?;
        let (target, unit) = self.any_term(node)?;
        if !["percent", "yuan"].contains(&unit) {
            let path = text(node)?.to_owned();
            return Err(PolicyFault::WrongUnit { path, expected: "percent or yuan", found: unit }.at(&node.span));
        }
        let (of, over) = (self.measure(form.get("of")?)?, self.measure(form.get("over")?)?);
        form.finish()?;
        Ok(MeasureForm::Excess { of, over, target })
    }

    fn rank(&self, kind: TypeId, form: &Table<'a>) -> Parsed<RankForm> {
        let rows = self.field(kind, form.get("rows")?)?;
        let shape = Shape { kind, rows: Some(rows) };
        let among = match form.get("among")? {
            Node { value: Value::Text(word), .. } if word == "all" => Vec::new(),
            node @ Node { value: Value::List(_), .. } => self.status_list(&self.selector.filled("among", node)?)?,
            node => return Err(expected("list", node)),
        };
        let rank = RankForm {
            rows,
            field: self.field_at(shape, form.get("field")?)?.index,
            code: self.field_at(shape, form.get("code")?)?.index,
            dense: form.word("ties", &[("competition", false), ("dense", true)])?,
            among,
        };
        form.finish()?;
        Ok(rank)
    }

    fn ranked(&self, form: &Table<'a>) -> Parsed<MeasureForm> {
        let ranked = MeasureForm::Ranked {
            by: self.measure(form.get("by")?)?,
            within: self.parameter(form.get("within")?, "count")?,
            holding: self.status_list(&form.filled("holding")?)?,
        };
        form.finish()?;
        Ok(ranked)
    }

    fn newcomers(&self, form: &Table<'a>) -> Parsed<Newcomers> {
        let newcomers = Newcomers {
            status: self.status(form.get("status")?)?,
            link: self.link(&form.table("via")?)?,
            distinct: form.word("count", &[("distinct", true), ("sum", false)])?,
            once: form.word("shared", &[("once", true), ("both", false)])?,
        };
        form.finish()?;
        Ok(newcomers)
    }

    fn link(&self, via: &Table<'a>) -> Parsed<Link> {
        let (from, until) = (self.event(via.get("from")?)?, self.event(via.get("until")?)?);
        let (mine, theirs) = (via.get("mine")?, via.get("theirs")?);
        let link = Link {
            from,
            until,
            mine: self.field(from, mine)?,
            theirs: self.field(from, theirs)?,
            until_mine: self.field(until, mine)?,
            until_theirs: self.field(until, theirs)?,
        };
        via.finish()?;
        Ok(link)
    }

    fn reference(&self, form: &Table<'a>) -> Parsed<ReferenceForm> {
        let kind = self.event(form.get("event")?)?;
        let by = form.table("by")?;
        let reference = ReferenceForm {
            kind,
            on: self.reference_day(form.get("on")?)?,
            by: self.measure(by.get("measure")?)?,
            up_to: self.parameter(by.get("up_to")?, "count")?,
            columns: (self.field(kind, by.get("field")?)?, self.field(kind, by.get("beyond")?)?),
            grade: self.grade(kind, form)?,
        };
        by.finish()?;
        form.finish()?;
        Ok(reference)
    }

    /// The field that grades a row of reference, and the words that make it a firm one.
    fn grade(&self, kind: TypeId, form: &Table<'a>) -> Parsed<Option<(usize, Vec<Arc<str>>)>> {
        form.opt_table("grade")?.map(|grade| self.words_of(kind, &grade, "firm")).transpose()
    }

    fn reference_day(&self, node: &'a Node) -> Parsed<Option<ReferenceDay>> {
        if matches!(&node.value, Value::Text(word) if word == "undetermined") {
            return Ok(None);
        }
        let table = Table::new(node, self.selector)?;
        let day = match table.opt("measure")? {
            Some(measure) => ReferenceDay::Measure(self.measure(measure)?),
            None => ReferenceDay::YearEnd(small(&table, "year_end")?),
        };
        table.finish()?;
        Ok(Some(day))
    }
}

pub(super) fn year_of(theirs: usize, pair: &Table<'_>) -> Parsed<(usize, YearOf, i32)> {
    let words = [("fact", YearOf::Fact), ("source", YearOf::Source), ("application", YearOf::Application)];
    let year = pair.word("year", &words)?;
    let plus = if pair.has("plus") { small(pair, "plus")? } else { 0 };
    Ok((theirs, year, plus))
}

fn small(table: &Table<'_>, key: &'static str) -> Parsed<i32> {
    Ok(i32::try_from(table.whole_within(key, -100, 100)?).unwrap_or(0))
}

fn needs_fact(in_hand: Option<TypeId>, table: &Table<'_>) -> Parsed<TypeId> {
    in_hand.ok_or_else(|| PolicyFault::MissingKey("fact".to_owned()).at(&table.span))
}
