//! Gates, limits and exclusions.

use super::Compiler;
use super::fields::Shape;
use crate::policy::table::{Parsed, Table};
use crate::policy::{
    BestOf, BlockRule, Exclusion, FirstCut, Gate, Grant, Joined, Limit, PolicyFault, Reversed, Selected, TriggerForm,
};

impl<'a> Compiler<'a> {
    pub(super) fn gate_declaration(&self, table: &Table<'a>) -> Parsed<Gate> {
        let needs = match table.opt_table("needs")? {
            None => None,
            Some(needs) => {
                let facts = self.fact_selection(&needs)?;
                needs.finish()?;
                Some(facts)
            }
        };
        let test = self.test(None, table.get("when")?)?;
        // Only of a gate that asks for nothing but not having a status is it plain when it stops holding: on the day the
        // status begins.
        let until_paid = if table.flag("until_paid")? { test.unwanted() } else { None };
        if table.flag("until_paid")? && until_paid.is_none() {
            return Err(PolicyFault::NotUntilPaid.at(&table.get("until_paid")?.span));
        }
        let gate = Gate {
            document: self.base.document,
            name: table.text("name")?.into(),
            article: table.text("article")?.into(),
            title: table.bilingual("title")?,
            payees: table.filled_texts("payees")?.into_iter().map(Into::into).collect(),
            needs,
            test,
            until_paid,
            readings: std::collections::BTreeSet::new(),
        };
        table.finish()?;
        Ok(gate)
    }

    pub(super) fn limit_declaration(&self, table: &Table<'a>) -> Parsed<Limit> {
        let name = table.text("name")?;
        let listed = table.get("grants")?;
        let nodes = self.selector.elements(listed)?;
        if nodes.is_empty() {
            return Err(PolicyFault::LimitReachesNothing(name.to_owned()).at(&listed.span));
        }
        table.word("period", &[("year", ())])?;
        let grants: Parsed<Vec<usize>> = nodes.into_iter().map(|node| self.grant(node)).collect();
        let limit = Limit {
            document: self.base.document,
            name: name.into(),
            article: table.text("article")?.into(),
            title: table.bilingual("title")?,
            grants: grants?,
            amount: self.parameter(table.get("amount")?, "yuan")?,
        };
        table.finish()?;
        Ok(limit)
    }

    /// The choice of the best within one matter.
    pub(super) fn best_of_declaration(&self, table: &Table<'a>) -> Parsed<BestOf> {
        let _ = (table.text("name")?, table.text("article")?, table.bilingual("title")?);
        table.word("best_of", &[("matter", ())])?;
        let best_of = BestOf {
            joined_by: table.tables("joined_by")?.iter().map(|one| self.joined(one)).collect::<Parsed<_>>()?,
            deducts: self.selected(&table.table("deducts")?)?,
        };
        table.finish()?;
        Ok(best_of)
    }

    fn joined(&self, table: &Table<'a>) -> Parsed<Joined> {
        let prefix = if table.has("as") { table.text("as")? } else { "" };
        Ok(Joined { prefix: prefix.into(), facts: self.selected(table)? })
    }

    /// The facts that say two names mean one thing, where a table has them under `renamed`.
    pub(super) fn renamed(&self, table: &Table<'a>) -> Parsed<Option<Selected>> {
        table.opt_table("renamed")?.map(|table| self.selected(&table)).transpose()
    }

    pub(super) fn selected(&self, table: &Table<'a>) -> Parsed<Selected> {
        let kind = self.event(table.get("event")?)?;
        let filter = self.field_tests(Shape { kind, rows: None }, &table.tables("where")?)?;
        table.finish()?;
        Ok(Selected { kind, filter })
    }

    /// An exclusion between linked matters.
    pub(super) fn exclusion_declaration(&self, grants: &[Grant], table: &Table<'a>) -> Parsed<Exclusion> {
        let (name, article, title) = (table.text("name")?, table.text("article")?, table.bilingual("title")?);
        let node = table.get("grant")?;
        let grant = self.grant(node)?;
        let shape = grants.get(grant).and_then(shape_of).ok_or_else(|| PolicyFault::NoFact.at(&node.span))?;
        let link = table.table("link")?;
        let kind = self.event(link.get("event")?)?;
        let exclusion = Exclusion {
            name: name.into(),
            article: article.into(),
            title,
            grant,
            link: kind,
            one: self.field(kind, link.get("one")?)?,
            other: self.field(kind, link.get("other")?)?,
            filter: self.field_tests(Shape { kind, rows: None }, &link.tables("where")?)?,
            key: self.field_at(shape, table.get("key")?)?,
            first: self.test(Some(shape), table.get("first")?)?,
            second: self.test(Some(shape), table.get("second")?)?,
            blocks: table.word(
                "blocks",
                &[
                    ("own_support", BlockRule::OwnSupport),
                    ("on_record", BlockRule::OnRecord),
                    ("own_eligible", BlockRule::OwnEligible),
                ],
            )?,
            first_cut: table.word(
                "first_cut",
                &[("still_blocked", FirstCut::StillBlocked), ("unpaid_part", FirstCut::UnpaidPart)],
            )?,
            reversed: table.word(
                "reversed",
                &[("difference", Reversed::Difference), ("full", Reversed::Full), ("nothing", Reversed::Nothing)],
            )?,
        };
        link.finish()?;
        table.finish()?;
        Ok(exclusion)
    }
}

fn shape_of(grant: &Grant) -> Option<Shape> {
    match grant.triggers.first()?.form {
        TriggerForm::Event { kind, .. } | TriggerForm::Group { kind, .. } => Some(Shape { kind, rows: None }),
        TriggerForm::Row { kind, rows, .. } => Some(Shape { kind, rows: Some(rows) }),
        TriggerForm::Year { .. } | TriggerForm::While(_) => None,
    }
}
