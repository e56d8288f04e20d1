//! The envelope read from JSON, its body still text.

use crate::event::declaration::Format;
use crate::event::envelope::{Attachment, Draft, Event};
use crate::event::layout::{Column, Layout, Shape, Target, check_length};
use crate::event::refusal::{BodyFault, EnvelopeFault, EnvelopeRefusal};
use crate::event::slot::{Record, Slot};
use crate::event::strict::read_strictly;
use crate::value::{Day, EventId, Instant, TypeName};
use serde::de::IgnoredAny;
use std::sync::{Arc, LazyLock};

/// The keys of an envelope in canonical order, and whether a line of a file, and a stored event, must have them.
const KEYS: [(&str, bool, bool); 9] = [
    ("data", true, true),
    ("evidence", false, false),
    ("id", false, true),
    ("note", false, false),
    ("occurred_on", false, true),
    ("recorded_at", false, true),
    ("recorded_by", false, true),
    ("type", true, true),
    ("version", false, true),
];
const DATA: usize = 0;
const EVIDENCE: usize = 1;
const ID: usize = 2;
const NOTE: usize = 3;
const OCCURRED_ON: usize = 4;
const RECORDED_AT: usize = 5;
const RECORDED_BY: usize = 6;
const TYPE: usize = 7;
const VERSION: usize = 8;
/// The most letters of a remark and of where a document lies; of its title, of who recorded the event, and of a type.
const LONG: u64 = 2000;
const SHORT: u64 = 200;
/// The most documents of an event.
const DOCUMENTS: u64 = 100;
const SHA256: usize = 0;
const TITLE: usize = 1;
const URI: usize = 2;

static LINE: LazyLock<Layout> = LazyLock::new(|| envelope(|(_, in_line, _)| in_line));
static STORED: LazyLock<Layout> = LazyLock::new(|| envelope(|(_, _, stored)| stored));

fn envelope(required: impl Fn((&'static str, bool, bool)) -> bool) -> Layout {
    let column = |(slot, key): (usize, (&'static str, bool, bool))| (column(key.0, shape(slot), slot), required(key));
    Layout::new(KEYS.into_iter().enumerate().map(column).collect(), KEYS.len(), Vec::new())
}

fn column(name: &str, shape: Shape, slot: usize) -> Column {
    Column::new(name, shape, Target::Slot(slot))
}

fn shape(key: usize) -> Shape {
    match key {
        DATA => Shape::Verbatim,
        EVIDENCE => Shape::Rows { layout: Box::new(attachment()), least: 0, most: DOCUMENTS },
        ID => text(Format::Uuid, 36),
        NOTE => text(Format::Plain, LONG),
        OCCURRED_ON => text(Format::Date, 10),
        VERSION => Shape::Whole { least: 1, most: i64::from(u16::MAX) },
        // The moment, who recorded it, and the type.
        _ => text(Format::Plain, SHORT),
    }
}

fn attachment() -> Layout {
    let columns = vec![
        (column("sha256", text(Format::Digest, 64), SHA256), true),
        (column("title", text(Format::Plain, SHORT), TITLE), true),
        (column("uri", text(Format::Plain, LONG), URI), false),
    ];
    Layout::new(columns, 3, Vec::new())
}

fn text(format: Format, most: u64) -> Shape {
    Shape::Text { least: 1, most, format }
}

/// An envelope whose keys were checked one by one.
#[derive(Debug)]
pub(super) struct Form {
    pub(super) data: Arc<str>,
    pub(super) evidence: Vec<Attachment>,
    pub(super) id: Option<EventId>,
    pub(super) note: Option<Arc<str>>,
    pub(super) occurred_on: Option<Day>,
    pub(super) recorded_at: Option<Instant>,
    pub(super) recorded_by: Option<Arc<str>>,
    pub(super) kind: TypeName,
    pub(super) version: Option<u16>,
}

impl Form {
    /// Reads a line of a file.
    pub(super) fn read_line(text: &str) -> Result<Self, EnvelopeRefusal> {
        Self::read(&LINE, text)
    }

    /// Reads a stored event.
    pub(super) fn read_stored(text: &str) -> Result<Self, EnvelopeRefusal> {
        Self::read(&STORED, text)
    }

    fn read(layout: &Layout, text: &str) -> Result<Self, EnvelopeRefusal> {
        let record = layout.decode(text)?;
        let moment = |text| Instant::parse(text).ok_or_else(|| refused("recorded_at", EnvelopeFault::BadMoment));
        let kind = record.get(TYPE).text().unwrap_or_default();
        Ok(Self {
            data: owned(record.get(DATA)).unwrap_or_default(),
            evidence: record.get(EVIDENCE).rows().iter().filter_map(attached).collect(),
            id: record.get(ID).id(),
            note: owned(record.get(NOTE)),
            occurred_on: record.get(OCCURRED_ON).day(),
            recorded_at: record.get(RECORDED_AT).text().map(moment).transpose()?,
            recorded_by: owned(record.get(RECORDED_BY)),
            kind: TypeName::parse(kind).ok_or_else(|| refused("type", EnvelopeFault::BadTypeName))?,
            version: record.get(VERSION).whole().and_then(|version| u16::try_from(version).ok()),
        })
    }
}

fn refused(field: &str, fault: EnvelopeFault) -> EnvelopeRefusal {
    EnvelopeRefusal { field: field.to_owned(), fault }
}

fn owned(slot: &Slot) -> Option<Arc<str>> {
    if let Slot::Text(text) = slot { Some(Arc::clone(text)) } else { None }
}

fn attached(row: &Record) -> Option<Attachment> {
    let Slot::Digest(sha256) = row.get(SHA256) else { return None };
    Some(Attachment { title: owned(row.get(TITLE))?, sha256: **sha256, uri: owned(row.get(URI)) })
}

/// Whether an envelope that was read otherwise has no more documents and no longer texts than a line may have.
pub(super) fn fits(event: &Event) -> bool {
    let is_text = |text: &str, most| check_length(text, 1, most).is_ok();
    let documents = u64::try_from(event.evidence.len()).is_ok_and(|count| count <= DOCUMENTS);
    let one_fits =
        |one: &Attachment| is_text(&one.title, SHORT) && one.uri.as_deref().is_none_or(|uri| is_text(uri, LONG));
    documents
        && event.evidence.iter().all(one_fits)
        && event.note.as_deref().is_none_or(|note| is_text(note, LONG))
        && is_text(&event.recorded_by, SHORT)
}

impl Draft {
    /// Reads one line: `{"type":"standard.published","occurred_on":"2025-06-30","data":{…},"evidence":[…]}`.
    ///
    /// The envelope is checked here, key by key; the body only for being JSON without repeated keys, since its
    /// declaration is looked up on admission.
    pub fn parse(line: &str) -> Result<Self, EnvelopeRefusal> {
        let form = Form::read_line(line).map_err(|refusal| refusal.unless_broken(line))?;
        let data = read_strictly(&form.data).map_err(|refusal| EnvelopeRefusal::from(refusal).within("data"))?;
        Ok(Self {
            kind: form.kind,
            version: form.version,
            id: form.id,
            occurred_on: form.occurred_on,
            recorded_at: form.recorded_at,
            recorded_by: form.recorded_by,
            data,
            evidence: form.evidence,
            note: form.note,
        })
    }
}

impl EnvelopeRefusal {
    /// The same fault seen from one key further out.
    fn within(mut self, key: &str) -> Self {
        let joint = if self.field.is_empty() || self.field.starts_with('[') { "" } else { "." };
        self.field = format!("{key}{joint}{}", self.field);
        self
    }

    /// The same, unless the line is no JSON to its end: a line that was cut is told as that, whatever else is wrong before
    /// the place where it was cut.
    #[cold]
    fn unless_broken(self, line: &str) -> Self {
        match serde_json::from_str::<IgnoredAny>(line) {
            Err(error) if !self.is_not_json() => {
                let fault = BodyFault::NotJson(error.to_string());
                Self { field: String::new(), fault: EnvelopeFault::Field(fault) }
            }
            Ok(_) | Err(_) => self,
        }
    }

    /// Whether the text was no JSON at all.
    pub fn is_not_json(&self) -> bool {
        matches!(self.fault, EnvelopeFault::Field(BodyFault::NotJson(_)))
    }
}
