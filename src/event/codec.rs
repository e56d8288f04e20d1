//! The envelope as bytes: canonical when written, read straight to slots.

use crate::event::canonical::write_text;
use crate::event::catalogue::{Catalogue, TypeId};
use crate::event::envelope::{Attachment, Body, Correction, Event};
use crate::event::form::Form;
use crate::event::quick;
use crate::event::refusal::{BodyFault, BodyRefusal, EnvelopeFault, EnvelopeRefusal, Refusal};
use crate::event::slot::{Record, Slot};
use crate::value::{Day, Digest, EventId, Instant, Position, TypeName};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt::Write;
use std::sync::Arc;

/// What an envelope is written from.
#[derive(Debug, Clone, Copy)]
pub struct Parts<'p> {
    /// The body, as canonical JSON.
    pub data: &'p str,
    /// Documents.
    pub evidence: &'p [Attachment],
    /// Its identity.
    pub id: EventId,
    /// A remark.
    pub note: Option<&'p str>,
    /// The business day.
    pub occurred_on: Day,
    /// When the ledger learnt it.
    pub recorded_at: Instant,
    /// Who recorded it.
    pub recorded_by: &'p str,
    /// The type's name.
    pub kind: &'p TypeName,
    /// The version of the declaration.
    pub version: u16,
}

/// The canonical envelope (RFC 8785): keys in order, `evidence` and `note` only when there are any.
pub fn encode(parts: &Parts<'_>) -> String {
    // Many texts wait for each other when a file is brought in: what is not needed is given back.
    let documents =
        parts.evidence.iter().map(|one| one.title.len() + one.uri.as_ref().map_or(0, |uri| uri.len()) + 100);
    let mut out =
        String::with_capacity(parts.data.len() + parts.note.map_or(0, str::len) + documents.sum::<usize>() + 260);
    write_envelope(&mut out, parts).unwrap_or_default();
    out
}

/// Writing to a string cannot fail, and neither can the escaping of text.
fn write_envelope(out: &mut String, parts: &Parts<'_>) -> Option<()> {
    write!(out, "{{\"data\":{},", parts.data).ok()?;
    if !parts.evidence.is_empty() {
        out.push_str("\"evidence\":[");
        for (number, attachment) in parts.evidence.iter().enumerate() {
            out.push_str(if number == 0 { "" } else { "," });
            write_attachment(out, attachment)?;
        }
        out.push_str("],");
    }
    write!(out, "\"id\":\"{}\",", parts.id).ok()?;
    if let Some(note) = parts.note {
        out.push_str("\"note\":");
        write_text(out, note)?;
        out.push(',');
    }
    let (day, moment) = (parts.occurred_on, parts.recorded_at);
    write!(out, "\"occurred_on\":\"{day}\",\"recorded_at\":\"{moment}\",\"recorded_by\":").ok()?;
    write_text(out, parts.recorded_by)?;
    write!(out, ",\"type\":\"{}\",\"version\":{}}}", parts.kind, parts.version).ok()
}

fn write_attachment(out: &mut String, attachment: &Attachment) -> Option<()> {
    write!(out, "{{\"sha256\":\"{}\",\"title\":", attachment.sha256).ok()?;
    write_text(out, &attachment.title)?;
    if let Some(uri) = &attachment.uri {
        out.push_str(",\"uri\":");
        write_text(out, uri)?;
    }
    out.push('}');
    Some(())
}

impl Event {
    /// Reads a stored event. Types and versions that this catalogue does not know keep their body raw.
    pub fn decode(catalogue: &Catalogue, position: Position, bytes: &[u8]) -> Result<Self, Refusal> {
        let text = std::str::from_utf8(bytes).map_err(|error| not_text(&error))?;
        match quick::read(catalogue, position, text) {
            Some(event) => Ok(event),
            None => Self::decode_strictly(catalogue, position, text),
        }
    }

    /// As [`Event::decode`], expecting nothing of how the event is written: what the quick way is held against.
    pub fn decode_strictly(catalogue: &Catalogue, position: Position, text: &str) -> Result<Self, Refusal> {
        match Wire::read(text).and_then(|wire| wire.event(catalogue, position)) {
            Some(read) => read.map_err(Refusal::Body),
            // Whatever was wrong, the careful way finds it and names its place.
            None => decode_carefully(catalogue, position, text),
        }
    }
}

fn not_text(error: &std::str::Utf8Error) -> Refusal {
    let fault = EnvelopeFault::Field(BodyFault::NotJson(error.to_string()));
    Refusal::Envelope(EnvelopeRefusal { field: String::new(), fault })
}

fn decode_carefully(catalogue: &Catalogue, position: Position, text: &str) -> Result<Event, Refusal> {
    let form = Form::read_stored(text).map_err(Refusal::Envelope)?;
    let missing = |field: &str| {
        let fault = EnvelopeFault::Field(BodyFault::Missing);
        Refusal::Envelope(EnvelopeRefusal { field: field.to_owned(), fault })
    };
    let version = form.version.ok_or_else(|| missing("version"))?;
    Ok(Event {
        position,
        id: form.id.ok_or_else(|| missing("id"))?,
        occurred_on: form.occurred_on.ok_or_else(|| missing("occurred_on"))?,
        recorded_at: form.recorded_at.ok_or_else(|| missing("recorded_at"))?,
        recorded_by: form.recorded_by.ok_or_else(|| missing("recorded_by"))?,
        body: read_body(catalogue, catalogue.type_id(&form.kind), version, &form.data).map_err(Refusal::Body)?,
        kind: form.kind,
        version,
        evidence: form.evidence.into(),
        note: form.note,
    })
}

/// Reads a body as far as this catalogue knows its type and version.
fn read_body(catalogue: &Catalogue, id: Option<TypeId>, version: u16, data: &str) -> Result<Body, BodyRefusal> {
    let Some((id, layout)) = id.and_then(|id| Some((id, catalogue.layout(id, version)?))) else {
        return Ok(Body::Raw(data.into()));
    };
    Ok(body_of(catalogue, id, layout.decode(data)?))
}

/// The body that a record of a type makes.
pub(super) fn body_of(catalogue: &Catalogue, id: TypeId, record: Record) -> Body {
    match catalogue.correction(id).and_then(|fields| fields.read(&record)) {
        Some(correction) => Body::Corrected(Arc::new(correction)),
        None => Body::Typed(id, record),
    }
}

/// Which fields of `fact.corrected` hold what.
#[derive(Debug, Clone, Copy)]
pub(super) struct CorrectionFields {
    pub(super) event: usize,
    pub(super) occurred_on: Option<usize>,
    pub(super) data: usize,
    pub(super) reason: usize,
}

impl CorrectionFields {
    fn read(self, record: &Record) -> Option<Correction> {
        let text = |field| if let Slot::Text(text) = record.get(field) { Some(Arc::clone(text)) } else { None };
        let event = record.get(self.event).id()?;
        let occurred_on = self.occurred_on.and_then(|field| record.get(field).day());
        Some(Correction { event, occurred_on, data: text(self.data)?, reason: text(self.reason)? })
    }
}

/// A stored envelope as it is met almost always.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire<'w> {
    #[serde(borrow)]
    data: &'w RawValue,
    #[serde(borrow, default)]
    evidence: Vec<WireAttachment<'w>>,
    id: &'w str,
    #[serde(borrow, default)]
    note: Option<Cow<'w, str>>,
    occurred_on: &'w str,
    recorded_at: &'w str,
    #[serde(borrow)]
    recorded_by: Cow<'w, str>,
    #[serde(rename = "type")]
    kind: &'w str,
    version: u16,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WireAttachment<'w> {
    sha256: &'w str,
    #[serde(borrow)]
    title: Cow<'w, str>,
    #[serde(borrow, default)]
    uri: Option<Cow<'w, str>>,
}

impl<'w> Wire<'w> {
    fn read(text: &'w str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    /// The event; none when the envelope needs the careful way.
    fn event(self, catalogue: &Catalogue, position: Position) -> Option<Result<Event, BodyRefusal>> {
        let id = catalogue.type_id_of(self.kind);
        let kind = id.map_or_else(|| TypeName::parse(self.kind), |id| Some(catalogue.declaration(id).name.clone()))?;
        let evidence = self.evidence.iter().map(WireAttachment::attachment).collect::<Option<Arc<[_]>>>()?;
        let body = match read_body(catalogue, id, self.version, self.data.get()) {
            Ok(body) => body,
            Err(refusal) => return Some(Err(refusal)),
        };
        Some(Ok(Event {
            position,
            id: EventId::parse(self.id)?,
            kind,
            version: self.version,
            occurred_on: Day::parse(self.occurred_on)?,
            recorded_at: Instant::parse(self.recorded_at)?,
            recorded_by: self.recorded_by.into(),
            body,
            evidence,
            note: self.note.map(Arc::from),
        }))
    }
}

impl WireAttachment<'_> {
    fn attachment(&self) -> Option<Attachment> {
        let sha256 = Digest::parse(self.sha256)?;
        Some(Attachment { title: self.title.as_ref().into(), sha256, uri: self.uri.as_deref().map(Arc::from) })
    }
}
