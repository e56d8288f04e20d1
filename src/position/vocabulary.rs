//! The event types of the procedure, which every policy shares: calls, applications, approvals, payments, identity.

use crate::event::{Catalogue, TypeId};
use crate::value::TypeName;

/// A type or field of the procedure that the catalogue does not declare.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingWord(pub String);

/// Handles on the types and fields of the procedure.
#[derive(Debug, Clone)]
pub struct Vocabulary {
    pub(super) registered: Word<2>,
    pub(super) merged: Word<2>,
    pub(super) split: Word<2>,
    pub(super) call: Word<3>,
    pub(super) submitted: Word<3>,
    pub(super) withdrawn: Word<2>,
    pub(super) approved: Word<3>,
    pub(super) line: [usize; 3],
    pub(super) paid: Word<6>,
    pub(super) bounced: Word<1>,
    pub(super) clawback: Word<2>,
    pub(super) recovered: Word<2>,
    pub(super) mapped: Word<2>,
    pub(super) external: Word<4>,
    pub(super) absorbed: usize,
    pub(super) into: usize,
}

/// A type and some of its fields.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word<const N: usize> {
    pub(super) kind: TypeId,
    pub(super) fields: [usize; N],
}

impl Vocabulary {
    /// Looks the procedure up in a catalogue.
    pub fn new(catalogue: &Catalogue) -> Result<Self, MissingWord> {
        Ok(Self {
            registered: word(catalogue, "enterprise.registered", ["uscc", "kind"])?,
            merged: word(catalogue, "enterprise.merged", ["uscc", "absorbed"])?,
            split: word(catalogue, "enterprise.split", ["uscc", "into"])?,
            call: word(catalogue, "call.opened", ["fact_year", "opens_on", "closes_on"])?,
            submitted: word(catalogue, "application.submitted", ["uscc", "application_no", "call_year"])?,
            withdrawn: word(catalogue, "application.withdrawn", ["uscc", "application_no"])?,
            approved: word(catalogue, "grant.approved", ["uscc", "approval_no", "lines"])?,
            line: row(catalogue, "grant.approved", "lines", ["grant", "matter", "amount"])?,
            paid: word(catalogue, "payment.made", ["uscc", "payment_no", "approval_no", "amount", "grant", "matter"])?,
            bounced: word(catalogue, "payment.bounced", ["payment_no"])?,
            clawback: word(catalogue, "clawback.ordered", ["clawback_no", "payment_no"])?,
            recovered: word(catalogue, "clawback.recovered", ["clawback_no", "amount"])?,
            mapped: word(catalogue, "reference.mapped", ["old", "new"])?,
            external: word(catalogue, "external_support.recorded", ["uscc", "matter", "amount", "exclusive"])?,
            absorbed: row(catalogue, "enterprise.merged", "absorbed", ["uscc"])?[0],
            into: row(catalogue, "enterprise.split", "into", ["uscc"])?[0],
        })
    }
}

impl Vocabulary {
    /// Whether facts of a type say that money went out or came back.
    pub fn moves_money(&self, kind: TypeId) -> bool {
        [self.paid.kind, self.bounced.kind, self.recovered.kind].contains(&kind)
    }
}

fn kind(catalogue: &Catalogue, name: &str) -> Result<TypeId, MissingWord> {
    let found = TypeName::parse(name).and_then(|known| catalogue.type_id(&known));
    found.ok_or_else(|| MissingWord(name.to_owned()))
}

fn word<const N: usize>(catalogue: &Catalogue, name: &str, fields: [&str; N]) -> Result<Word<N>, MissingWord> {
    let kind = kind(catalogue, name)?;
    let mut found = [0; N];
    for (slot, field) in found.iter_mut().zip(fields) {
        *slot = catalogue.field(kind, field).ok_or_else(|| MissingWord(format!("{name}.{field}")))?;
    }
    Ok(Word { kind, fields: found })
}

fn row<const N: usize>(
    catalogue: &Catalogue,
    name: &str,
    rows: &str,
    fields: [&str; N],
) -> Result<[usize; N], MissingWord> {
    let declaration = catalogue.declaration(kind(catalogue, name)?);
    let inner = declaration.fields.iter().find(|field| field.name == rows).map(|field| &field.kind);
    let Some(crate::event::FieldKind::Rows { fields: inner, .. }) = inner else {
        return Err(MissingWord(format!("{name}.{rows}")));
    };
    let mut found = [0; N];
    for (slot, wanted) in found.iter_mut().zip(fields) {
        let at = inner.iter().position(|field| field.name == wanted);
        *slot = at.ok_or_else(|| MissingWord(format!("{name}.{rows}[].{wanted}")))?;
    }
    Ok(found)
}
