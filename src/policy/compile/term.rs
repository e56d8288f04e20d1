//! Open terms: their kind and range, and the events that decide them.

use super::Compiler;
use super::fields::Shape;
use super::measure::year_of;
use crate::event::{FieldKind, Format, TypeId};
use crate::policy::node::Node;
use crate::policy::table::{Parsed, Table};
use crate::policy::{FieldPart, FieldRef, FilledBy, OpenTerm, Operand, ParamValue, PolicyFault, TermRange, Test};
use crate::value::Ratio;

/// The kinds of term, and the unit of each.
pub(super) const TYPES: &[(&str, &str)] =
    &[("flag", "flag"), ("amount", "yuan"), ("percent", "percent"), ("whole", "count")];

impl<'a> Compiler<'a> {
    pub(super) fn term_declaration(&self, table: &Table<'a>) -> Parsed<OpenTerm> {
        let range = range(table)?;
        self.within_whole(range, table)?;
        let filled_by = table.table("filled_by")?;
        let term = OpenTerm {
            document: self.base.document,
            name: table.text("name")?.into(),
            article: table.text("article")?.into(),
            title: table.bilingual("title")?,
            authority: table.bilingual("authority")?,
            range,
            filled_by: self.filled_by(range, &filled_by)?,
        };
        filled_by.finish()?;
        table.finish()?;
        Ok(term)
    }

    /// Where a share of a base is paid by a term, no more than the whole can be decided.
    fn within_whole(&self, range: TermRange, table: &Table<'a>) -> Parsed<()> {
        let name = table.text("name")?;
        match range {
            TermRange::Percent { most, .. } if most > Ratio::whole(1) && self.pays_share(name) => {
                let (name, percent) = (name.to_owned(), table.text("most")?.to_owned());
                Err(PolicyFault::ShareAboveWhole { name, percent }.at(&table.get("most")?.span))
            }
            TermRange::Flag | TermRange::Amount { .. } | TermRange::Percent { .. } | TermRange::Whole { .. } => Ok(()),
        }
    }

    fn filled_by(&self, range: TermRange, table: &Table<'a>) -> Parsed<FilledBy> {
        let kind = self.event(table.get("event")?)?;
        let field = |key: &'static str| table.opt(key)?.map(|node| self.field(kind, node)).transpose();
        let mut filled = FilledBy {
            kind,
            subject: field("subject")?,
            named: field("named")?,
            value: self.value_field(kind, range, table.get("value")?)?,
            unit: field("unit")?,
            year: None,
        };
        if let Some(pairs) = table.opt_table("where")? {
            for (key, span, node) in pairs.rest()? {
                let pair = Table::new(node, self.selector)?;
                filled.year = Some(year_of(self.field_named(kind, key, &span)?, &pair)?);
                pair.finish()?;
            }
        }
        Ok(filled)
    }

    /// The field a decision stands in: of the term's own kind, or text that is read as one.
    fn value_field(&self, kind: TypeId, range: TermRange, node: &Node) -> Parsed<usize> {
        let field = self.field(kind, node)?;
        let shape = Shape { kind, rows: None };
        let field_ref = FieldRef { of_row: false, index: field, part: FieldPart::Whole };
        let holds = match self.field_kind(shape, field_ref) {
            Some(FieldKind::Text { format: Format::Plain, .. }) => true,
            Some(FieldKind::Text { format: Format::Amount, .. }) => range.unit() == "yuan",
            Some(FieldKind::Text { format: Format::Percentage, .. }) => range.unit() == "percent",
            Some(FieldKind::Whole { .. }) => range.unit() == "count",
            Some(FieldKind::Flag) => range == TermRange::Flag,
            Some(FieldKind::Text { .. } | FieldKind::Choice(_) | FieldKind::Rows { .. } | FieldKind::Raw) | None => {
                false
            }
        };
        if holds {
            return Ok(field);
        }
        let fault = PolicyFault::WrongField { field: self.field_name(shape, field_ref), expected: range.unit() };
        Err(fault.at(&node.span))
    }
}

/// `type`, and for all but a judgement `least` and `most`.
fn range(table: &Table<'_>) -> Parsed<TermRange> {
    let unit = table.word("type", TYPES)?;
    if unit == "flag" {
        return Ok(TermRange::Flag);
    }
    let bound = |key: &'static str| {
        let (text, node) = (table.text(key)?, table.get(key)?);
        ParamValue::parse(text, unit)
            .ok_or_else(|| PolicyFault::BadValue { text: text.to_owned(), unit: unit.to_owned() }.at(&node.span))
    };
    let range = match (bound("least")?, bound("most")?) {
        (ParamValue::Yuan(least), ParamValue::Yuan(most)) if least <= most => TermRange::Amount { least, most },
        (ParamValue::Percent(least), ParamValue::Percent(most)) if least <= most => TermRange::Percent { least, most },
        (ParamValue::Whole(least), ParamValue::Whole(most)) if least <= most => TermRange::Whole { least, most },
        _ => {
            let (least, most) = (table.text("least")?.to_owned(), table.text("most")?.to_owned());
            return Err(PolicyFault::EmptyRange { least, most, from: None }.at(&table.get("least")?.span));
        }
    };
    Ok(range)
}

/// Whether a predicate asks for a term, and so may not be known.
pub(super) fn asks_for_term(test: &Test) -> bool {
    test.parts().into_iter().any(|part| matches!(part, Test::Decided(_)))
        || test.comparisons().any(|(_, _, with)| matches!(with, Operand::Term(_)))
}
