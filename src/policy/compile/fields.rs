//! Fields as rules write them: `level`, `standard_no.series`, and the words a field can hold.

use super::Compiler;
use crate::event::{Field, FieldKind, Format, TypeId, Unit};
use crate::policy::error::nearest;
use crate::policy::node::{Node, Value};
use crate::policy::table::{Parsed, expected, text};
use crate::policy::{FieldPart, FieldRef, Operand, PolicyFault};
use std::ops::Range;

/// The fact a rule looks at, and the array of it when the rule looks at one row.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shape {
    pub(super) kind: TypeId,
    pub(super) rows: Option<usize>,
}

impl<'a> Compiler<'a> {
    /// A field of the row or of the fact, with the part that is meant.
    pub(super) fn field_ref(&self, shape: Shape, written: &str, span: &Range<usize>) -> Parsed<FieldRef> {
        let (name, part) = split_part(written);
        if let Some(index) = self.row_fields(shape).iter().position(|field| field.name == name) {
            return Ok(FieldRef { of_row: true, index, part });
        }
        let index = self.field_named(shape.kind, name, span)?;
        let field_ref = FieldRef { of_row: false, index, part };
        let standard =
            matches!(self.field_kind(shape, field_ref), Some(FieldKind::Text { format: Format::StandardNo, .. }));
        if part == FieldPart::Whole || standard { Ok(field_ref) } else { Err(self.no_such_part(shape, written, span)) }
    }

    fn no_such_part(&self, shape: Shape, written: &str, span: &Range<usize>) -> crate::policy::PolicyError {
        let event = self.catalogue.declaration(shape.kind).name.to_string();
        PolicyFault::UnknownField { event, name: written.to_owned(), nearest: None }.at(span)
    }

    pub(super) fn row_fields(&self, shape: Shape) -> &'a [Field] {
        let rows = shape.rows.and_then(|rows| self.catalogue.declaration(shape.kind).fields.get(rows));
        match rows.map(|field| &field.kind) {
            Some(FieldKind::Rows { fields, .. }) => fields,
            Some(_) | None => &[],
        }
    }

    /// What a field may hold.
    pub(super) fn field_kind(&self, shape: Shape, field: FieldRef) -> Option<&'a FieldKind> {
        let fields = if field.of_row {
            self.row_fields(shape)
        } else {
            self.catalogue.declaration(shape.kind).fields.as_slice()
        };
        fields.get(field.index).map(|field| &field.kind)
    }

    /// A value a field is compared with; a word the field can never hold is an error.
    pub(super) fn operand(&self, shape: Shape, field: FieldRef, node: &Node) -> Parsed<Operand> {
        let kind = self.field_kind(shape, field);
        match (&node.value, kind) {
            (Value::Text(word), Some(FieldKind::Choice(words))) => {
                if words.iter().any(|(known, _)| known == word) {
                    return Ok(Operand::Text(word.as_str().into()));
                }
                let near = nearest(word, words.iter().map(|(known, _)| known.as_str()));
                let field = self.field_name(shape, field);
                Err(PolicyFault::UnreachableKey { key: word.clone(), field, nearest: near }.at(&node.span))
            }
            (Value::Text(word), Some(FieldKind::Text { least, most, .. })) => {
                let length = u64::try_from(word.chars().count()).unwrap_or(u64::MAX);
                self.within((*least..=*most).contains(&length), word, shape, field, node)?;
                Ok(Operand::Text(word.as_str().into()))
            }
            (Value::Whole(number), Some(FieldKind::Whole { least, most })) => {
                self.within((*least..=*most).contains(number), &number.to_string(), shape, field, node)?;
                Ok(Operand::Whole(*number))
            }
            (Value::Flag(flag), Some(FieldKind::Flag)) => Ok(Operand::Flag(*flag)),
            (Value::Text(_) | Value::Whole(_) | Value::Flag(_), _) => {
                Err(PolicyFault::Incomparable { field: self.field_name(shape, field) }.at(&node.span))
            }
            (Value::Day(_) | Value::List(_) | Value::Table(_), _) => Err(expected("text", node)),
        }
    }

    /// What a field can never hold is compared with nothing.
    fn within(&self, inside: bool, value: &str, shape: Shape, field: FieldRef, node: &Node) -> Parsed<()> {
        if inside {
            return Ok(());
        }
        let (key, field) = (value.to_owned(), self.field_name(shape, field));
        Err(PolicyFault::UnreachableKey { key, field, nearest: None }.at(&node.span))
    }

    pub(super) fn field_name(&self, shape: Shape, field: FieldRef) -> String {
        let fields = if field.of_row {
            self.row_fields(shape)
        } else {
            self.catalogue.declaration(shape.kind).fields.as_slice()
        };
        fields.get(field.index).map(|field| field.name.clone()).unwrap_or_default()
    }

    /// A field that says how much.
    pub(super) fn amount_field(&self, kind: TypeId, node: &Node) -> Parsed<usize> {
        let index = self.field(kind, node)?;
        if self.catalogue.declaration(kind).fields.get(index).is_some_and(says_how_much) {
            return Ok(index);
        }
        Err(PolicyFault::WrongField { field: text(node)?.to_owned(), expected: "amount" }.at(&node.span))
    }

    /// The field a table's `field` key names.
    pub(super) fn field_at(&self, shape: Shape, node: &Node) -> Parsed<FieldRef> {
        self.field_ref(shape, text(node)?, &node.span)
    }
}

/// Whether values of a field can be added up: money, and whole numbers that are no year and no length of time.
fn says_how_much(field: &Field) -> bool {
    match field.kind {
        FieldKind::Text { format, .. } => format == Format::Amount,
        FieldKind::Whole { .. } => match field.unit {
            None | Some(Unit::Yuan | Unit::Count | Unit::SquareMetre) => true,
            Some(Unit::Percent | Unit::Year | Unit::Month | Unit::Day) => false,
        },
        FieldKind::Choice(_) | FieldKind::Flag | FieldKind::Rows { .. } | FieldKind::Raw => false,
    }
}

fn split_part(written: &str) -> (&str, FieldPart) {
    let parts = [
        (".prefix", FieldPart::Prefix),
        (".suffix", FieldPart::Suffix),
        (".province", FieldPart::Province),
        (".series", FieldPart::Series),
    ];
    let found = parts.iter().find_map(|(end, part)| written.strip_suffix(end).map(|name| (name, *part)));
    found.unwrap_or((written, FieldPart::Whole))
}
