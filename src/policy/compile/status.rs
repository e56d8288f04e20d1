//! Statuses: what opens them, how long they last, what ends them.

use super::Compiler;
use super::fields::Shape;
use crate::event::TypeId;
use crate::policy::node::{Node, Value};
use crate::policy::table::{Parsed, Table, text};
use crate::policy::{
    DaySource, FactSelection, Matching, ParamId, PolicyFault, Renamed, Status, StatusFrom, StatusUnless, StatusUntil,
};

impl<'a> Compiler<'a> {
    pub(super) fn status_declaration(&self, table: &Table<'a>) -> Parsed<Status> {
        let from: Parsed<Vec<StatusFrom>> = table.tables("from")?.iter().map(|from| self.status_from(from)).collect();
        let from = from?;
        let Some(opening) = from.first().map(|from| from.facts.kind) else {
            return Err(PolicyFault::EmptyList("from".to_owned()).at(&table.get("from")?.span));
        };
        let until: Parsed<Vec<StatusUntil>> =
            table.tables("until")?.iter().map(|until| self.status_until(opening, until)).collect();
        let status = Status {
            document: self.base.document,
            name: table.text("name")?.into(),
            title: table.bilingual("title")?,
            article: table.text("article")?.into(),
            from,
            years: self.status_years(table)?,
            unless: self.status_unless(table)?,
            until: until?,
            inherits: table.flag("inherits")?,
            readings: std::collections::BTreeSet::new(),
        };
        table.finish()?;
        Ok(status)
    }

    fn status_years(&self, table: &Table<'a>) -> Parsed<Option<ParamId>> {
        match table.opt("years")? {
            None => Ok(None),
            Some(node) if text(node)? == "ever" => Ok(None),
            Some(node) => self.parameter(node, "count").map(Some),
        }
    }

    fn status_unless(&self, table: &Table<'a>) -> Parsed<Option<StatusUnless>> {
        let Some(unless) = table.opt_table("unless")? else { return Ok(None) };
        let enters = self.status(unless.get("enters")?)?;
        unless.finish()?;
        Ok(Some(StatusUnless { enters }))
    }

    fn status_from(&self, table: &Table<'a>) -> Parsed<StatusFrom> {
        let facts = self.fact_selection(table)?;
        let day = self.day_source(facts.kind, table.opt("day")?)?;
        let last = table.opt("last")?.map(|node| self.field(facts.kind, node)).transpose()?;
        table.finish()?;
        Ok(StatusFrom { facts, day, last })
    }

    fn status_until(&self, opening: TypeId, table: &Table<'a>) -> Parsed<StatusUntil> {
        if let Some(node) = table.opt("enters")? {
            let status = self.status(node)?;
            table.finish()?;
            return Ok(StatusUntil::Enters(status));
        }
        let facts = self.fact_selection(table)?;
        let matching = self.matching(opening, facts.kind, table)?;
        let day = self.day_source(facts.kind, table.opt("day")?)?;
        let by_knowledge = table.word_or("acts", false, &[("by_knowledge", true), ("on_its_day", false)])?;
        table.finish()?;
        Ok(StatusUntil::Event { facts, matching, day, by_knowledge })
    }

    /// The events a table's `event`, `subject` and `where` speak of. The caller finishes the table.
    pub(super) fn fact_selection(&self, table: &Table<'a>) -> Parsed<FactSelection> {
        let kind = self.event(table.get("event")?)?;
        let subject = self.subject_field(kind, table)?;
        let filter = self.field_tests(Shape { kind, rows: None }, &table.tables("where")?)?;
        Ok(FactSelection { kind, subject, filter })
    }

    /// `match = { theirs = "mine" }`: the fields that must agree, names in them under `renamed`; `"@id"` is the id
    /// of the fact in hand.
    pub(super) fn matching(&self, mine: TypeId, theirs: TypeId, table: &Table<'a>) -> Parsed<Vec<Matching>> {
        let Some(pairs) = table.opt_table("match")? else { return Ok(Vec::new()) };
        // Read under every option, so that no key is left unread where nothing is renamed.
        let words = if table.has("words") { table.filled("words")? } else { Vec::new() };
        let words: Vec<usize> = words.into_iter().map(|node| self.field(mine, node)).collect::<Parsed<_>>()?;
        let renamed = self.renamed(table)?.map(|by| Renamed { by, words });
        let mut matching = Vec::new();
        for (key, span, node) in pairs.rest()? {
            let own = if text(node)? == "@id" { None } else { Some(self.field(mine, node)?) };
            let theirs = self.field_named(theirs, key, &span)?;
            matching.push(Matching { mine: own, theirs, renamed: renamed.clone() });
        }
        Ok(matching)
    }

    /// Where a day is taken from: the fact's own day, a field, the end of a period, an end of a year, or another event.
    pub(super) fn day_source(&self, kind: TypeId, node: Option<&'a Node>) -> Parsed<DaySource> {
        let Some(node) = node else { return Ok(DaySource::Fact) };
        if let Value::Text(_) = node.value {
            return Ok(DaySource::Field(self.field(kind, node)?));
        }
        let table = Table::new(node, self.selector)?;
        let source = if let Some(field) = table.opt("year_of")? {
            DaySource::YearOf(self.field(kind, field)?)
        } else if let Some(field) = table.opt("year_end_of")? {
            DaySource::YearEnd(self.field(kind, field)?)
        } else if let Some(field) = table.opt("period_end")? {
            DaySource::PeriodEnd(self.field(kind, field)?)
        } else {
            let other = self.event(table.get("event")?)?;
            let matching = self.matching(kind, other, &table)?;
            DaySource::Elsewhere { kind: other, matching, field: self.field(other, table.get("field")?)? }
        };
        table.finish()?;
        Ok(source)
    }
}
