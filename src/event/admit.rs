//! From a draft to an event: everything that can be checked without the ledger's history.

use crate::event::canonical::canonical_json;
use crate::event::catalogue::{Catalogue, TypeId};
use crate::event::codec::{Parts, body_of, encode};
use crate::event::declaration::Declaration;
use crate::event::derive::{Untaggable, untaggable};
use crate::event::envelope::{Attachment, Body, Draft, Event};
use crate::event::refusal::{BodyFault, BodyRefusal, Refusal};
use crate::event::slot::Record;
use crate::event::strict::check_numbers;
use crate::event::tidy::untidy;
use crate::value::{Bilingual, Day, EventId, Instant, Position};
use std::sync::Arc;

/// What the ledger sets. What a draft brings itself (its id, and a migrated history's moment and author) is chosen by
/// the ledger before: these values are the ones written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// The id.
    pub id: EventId,
    /// When the ledger learns it.
    pub recorded_at: Instant,
    /// Who records it.
    pub recorded_by: Arc<str>,
    /// Keeps types and versions this catalogue does not know as they are (migration from a newer writer); otherwise
    /// they are refused.
    pub keep_unknown: bool,
}

/// Checks a draft and makes the event of it, with its canonical bytes. The store gives the position.
///
/// The type comes first, then the body, then the day, then the documents: the first fault is told.
pub fn admit(catalogue: &Catalogue, draft: Draft, stamp: Stamp) -> Result<(Event, String), Refusal> {
    let checked = match find(catalogue, &draft) {
        Some((id, version)) => check_typed(catalogue, id, version, &draft)?,
        None if stamp.keep_unknown => check_raw(&draft)?,
        None => return Err(unknown(catalogue, &draft)),
    };
    let text = encode(&Parts {
        data: &checked.data,
        evidence: &draft.evidence,
        id: stamp.id,
        note: draft.note.as_deref(),
        occurred_on: checked.occurred_on,
        recorded_at: stamp.recorded_at,
        recorded_by: &stamp.recorded_by,
        kind: &draft.kind,
        version: checked.version,
    });
    let event = Event {
        position: Position::ZERO,
        id: stamp.id,
        kind: draft.kind,
        version: checked.version,
        occurred_on: checked.occurred_on,
        recorded_at: stamp.recorded_at,
        recorded_by: stamp.recorded_by,
        body: checked.body,
        evidence: draft.evidence.into(),
        note: draft.note,
    };
    Ok((event, text))
}

/// What the checks settle.
struct Checked {
    version: u16,
    data: String,
    body: Body,
    occurred_on: Day,
}

/// The type and version of a draft, when this catalogue knows both.
fn find(catalogue: &Catalogue, draft: &Draft) -> Option<(TypeId, u16)> {
    let id = catalogue.type_id(&draft.kind)?;
    let newest = catalogue.declaration(id).version;
    let version = draft.version.unwrap_or(newest);
    (1..=newest).contains(&version).then_some((id, version))
}

fn unknown(catalogue: &Catalogue, draft: &Draft) -> Refusal {
    match catalogue.type_id(&draft.kind) {
        Some(id) => Refusal::UnknownVersion {
            name: draft.kind.clone(),
            given: draft.version.unwrap_or(0),
            newest: catalogue.declaration(id).version,
        },
        None => Refusal::UnknownType { name: draft.kind.to_string(), nearest: catalogue.nearest(draft.kind.as_str()) },
    }
}

fn check_typed(catalogue: &Catalogue, id: TypeId, version: u16, draft: &Draft) -> Result<Checked, Refusal> {
    let declaration = catalogue.declaration(id);
    let (data, record) = check_body(catalogue, id, version, draft).map_err(Refusal::Body)?;
    let occurred_on = check_read(declaration, &record, draft.occurred_on, &draft.evidence)?;
    Ok(Checked { version, data, body: body_of(catalogue, id, record), occurred_on })
}

/// What is asked of a body that was read and of what comes with it; the business day they agree on.
pub(super) fn check_read(
    declaration: &Declaration,
    record: &Record,
    given: Option<Day>,
    evidence: &[Attachment],
) -> Result<Day, Refusal> {
    if let Some(Untaggable { field, namespace }) = untaggable(declaration, record) {
        return Err(Refusal::Untaggable { field, namespace });
    }
    if let Some((field, letter)) = untidy(declaration, record) {
        return Err(Refusal::Untidy { field, letter });
    }
    let occurred_on = check_day(declaration, record, given)?;
    check_evidence(declaration, evidence)?;
    Ok(occurred_on)
}

/// The body as canonical text and as slots.
fn check_body(catalogue: &Catalogue, id: TypeId, version: u16, draft: &Draft) -> Result<(String, Record), BodyRefusal> {
    if let Err(number) = check_numbers(&draft.data) {
        // Canonical text would hide a fraction such as `1.0`: the body as it was given names the fault.
        return catalogue.decode_version(id, version, &draft.data.to_string()).and(Err(number));
    }
    let data = canonical(&draft.data)?;
    let record = catalogue.decode_version(id, version, &data)?;
    Ok((data, record))
}

fn canonical(data: &serde_json::Value) -> Result<String, BodyRefusal> {
    let wrong = || BodyRefusal { field: String::new(), fault: BodyFault::WrongType { expected: "object" } };
    canonical_json(data).filter(|_| data.is_object()).ok_or_else(wrong)
}

fn check_raw(draft: &Draft) -> Result<Checked, Refusal> {
    check_numbers(&draft.data).map_err(Refusal::Body)?;
    let data = canonical(&draft.data).map_err(Refusal::Body)?;
    let occurred_on = draft.occurred_on.ok_or(Refusal::DayMissing { field: None })?;
    let version = draft.version.ok_or_else(|| Refusal::VersionMissing { name: draft.kind.clone() })?;
    Ok(Checked { version, body: Body::Raw(data.as_str().into()), data, occurred_on })
}

/// The business day: the declared field and the envelope must agree, and one of them is enough.
fn check_day(declaration: &Declaration, record: &Record, given: Option<Day>) -> Result<Day, Refusal> {
    let field = declaration.occurred_on.and_then(|field| Some((field, declaration.fields.get(field)?)));
    let in_body = field.and_then(|(index, _)| record.get(index).day());
    let name = || field.map(|(_, field)| field.name.clone());
    match (in_body, given) {
        (Some(in_body), Some(in_envelope)) if in_body != in_envelope => {
            Err(Refusal::DayDisagrees { field: name().unwrap_or_default(), in_body, in_envelope })
        }
        (Some(day), _) | (None, Some(day)) => Ok(day),
        (None, None) => Err(Refusal::DayMissing { field: name() }),
    }
}

/// Every document that must come with the type is there, named in one of its languages.
fn check_evidence(declaration: &Declaration, given: &[Attachment]) -> Result<(), Refusal> {
    let is_there = |title: &Bilingual| given.iter().any(|one| one.title == title.zh || one.title == title.en);
    match declaration.evidence.iter().find(|wanted| wanted.required && !is_there(&wanted.title)) {
        Some(missing) => Err(Refusal::EvidenceMissing { title: missing.title.clone() }),
        None => Ok(()),
    }
}
