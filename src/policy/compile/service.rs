//! Duties and registers: services owed, and lists of what was given.

use super::Compiler;
use super::fields::Shape;
use crate::event::TypeId;
use crate::policy::table::{Parsed, Table, text};
use crate::policy::{Duty, DutyTrigger, KeyPart, PolicyFault, Register, RegisterEntry, Selected};

impl<'a> Compiler<'a> {
    pub(super) fn duty_declaration(&self, table: &Table<'a>) -> Parsed<Duty> {
        let on = table.table("trigger")?;
        let (trigger, shape) = match on.opt("enters")? {
            Some(node) => {
                let status = self.status(node)?;
                on.finish()?;
                (DutyTrigger::Enters(status), None)
            }
            None => {
                let shaped = self.trigger(&on)?;
                (DutyTrigger::Event(shaped.trigger), shaped.shape)
            }
        };
        let done = table.table("done_by")?;
        let done_by = self.fact_selection(&done)?;
        let counts = done.opt("counts")?.map(|node| self.amount_field(done_by.kind, node)).transpose()?;
        done.finish()?;
        let duty = Duty {
            document: self.base.document,
            name: table.text("name")?.into(),
            article: table.text("article")?.into(),
            title: table.bilingual("title")?,
            trigger,
            conditions: self.conditions(shape, &table.tables("when")?)?,
            within_days: table.opt("within_days")?.map(|_| table.whole_within("within_days", 1, 3660)).transpose()?,
            done_by,
            counts,
        };
        table.finish()?;
        Ok(duty)
    }

    pub(super) fn register_declaration(&self, table: &Table<'a>) -> Parsed<Register> {
        let adds = self.register_entry(&table.table("adds")?)?;
        let entry = |key: &'static str| table.opt_table(key)?.map(|own| self.register_move(&adds, &own)).transpose();
        let (takes, returns) = (entry("takes")?, entry("returns")?);
        let register = Register {
            document: self.base.document,
            name: table.text("name")?.into(),
            article: table.text("article")?.into(),
            title: table.bilingual("title")?,
            adds,
            takes,
            returns,
        };
        table.finish()?;
        Ok(register)
    }

    /// What is taken or comes back: its key names a row of what there is.
    fn register_move(&self, adds: &RegisterEntry, table: &Table<'a>) -> Parsed<RegisterEntry> {
        let entry = self.register_entry(table)?;
        let (given, needed) = (entry.key.len(), adds.key.len());
        if given == needed {
            return Ok(entry);
        }
        Err(PolicyFault::NotAsMany { key: "key", given, like: "adds.key", needed }.at(&table.get("key")?.span))
    }

    fn register_entry(&self, table: &Table<'a>) -> Parsed<RegisterEntry> {
        let kind = self.event(table.get("event")?)?;
        let entry = RegisterEntry {
            facts: Selected { kind, filter: self.field_tests(Shape { kind, rows: None }, &table.tables("where")?)? },
            key: self.register_key(kind, table)?,
            amount: table.opt("amount")?.map(|node| self.amount_field(kind, node)).transpose()?,
            subject: self.catalogue.field(kind, "uscc"),
        };
        table.finish()?;
        Ok(entry)
    }

    /// Fields, or `"@year"` for the calendar year of the event.
    fn register_key(&self, kind: TypeId, table: &Table<'a>) -> Parsed<Vec<KeyPart>> {
        let part = |node| match text(node)? {
            "@year" => Ok(KeyPart::Year),
            _ => self.field(kind, node).map(KeyPart::Field),
        };
        table.filled("key")?.into_iter().map(part).collect()
    }
}
