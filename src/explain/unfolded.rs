//! Events by themselves: a page of the log, and one event with everything it says.

use crate::event::{Attachment, Body, Catalogue, Event, Field, FieldKind, Record, Slot, TypeId};
use crate::explain::facts::{label, spoken};
use crate::explain::{Cell, Column, Count, Document, Fields, Link, Paged, Phrase, Sheet, Spoken};
use crate::position::FactRef;
use crate::value::{Bilingual, Day, EventId, Position, Tag};
use serde_json::Value;
use std::sync::Arc;

/// Events of the log, the newest first.
pub fn events(catalogue: &Catalogue, known: Position, shown: &[Event]) -> Document {
    let mut page = Document::default();
    let heading = Paged::Log { known };
    if shown.is_empty() {
        page.say(0, heading);
        page.say(1, Paged::NoEvents);
        return page;
    }
    let mut columns = vec![Column::right(Paged::Place)];
    let heads = [Paged::OccurredOn, Paged::Type, Paged::Body, Paged::RecordedAt, Paged::RecordedBy];
    columns.extend(heads.map(Column::left));
    let mut sheet = Sheet::new(heading, columns);
    for event in shown {
        let fields = match &event.body {
            Body::Typed(kind, record) => crate::explain::log::with_code(catalogue, *kind, record),
            Body::Corrected(correction) => {
                Fields(vec![(Bilingual::new("原因", "reason"), Spoken::Text(Arc::clone(&correction.reason)))])
            }
            Body::Raw(body) => crate::explain::log::as_written(body),
        };
        sheet.rows.push(vec![
            Cell::Fact(fact_of(event)),
            Cell::of(Spoken::Day(event.occurred_on)),
            Cell::of(title_of(catalogue, event)).to(Link::Type(event.kind.clone())),
            Cell::of(Spoken::Matter(fields)),
            text(&event.recorded_at.to_string()),
            text(&event.recorded_by),
        ]);
    }
    page.show(sheet);
    page
}

/// An event of the log with what stands around it.
#[derive(Debug, Clone, Copy)]
pub struct Unfolded<'u> {
    /// The event.
    pub event: &'u Event,
    /// Its labels.
    pub tags: &'u [Tag],
    /// The business day that is asked about.
    pub on: Day,
    /// The event that it corrects or takes back.
    pub speaks_of: Option<FactRef>,
    /// The events that correct it or take it back.
    pub spoken_of: &'u [FactRef],
    /// The type of what it corrects, and how that stood before.
    pub before: Option<(TypeId, &'u Record)>,
}

/// One event with its record, its fields, its documents, and what corrects it or takes it back.
pub fn event(catalogue: &Catalogue, own: &Unfolded<'_>) -> Document {
    let Unfolded { event, tags, on, speaks_of, spoken_of, before } = *own;
    let mut page = Document::default();
    page.say(0, Paged::Event { place: event.position, title: title_of(catalogue, event) });
    page.show(envelope(event, tags));
    match &event.body {
        Body::Typed(kind, record) => {
            // A payment that lies ahead has no answer yet, and one that was taken back has none any more.
            let stands = event.occurred_on <= on && spoken_of.is_empty();
            typed(&mut page, catalogue, (*kind, record), (speaks_of, stands));
        }
        Body::Raw(body) => loose(&mut page, body, &[]),
        Body::Corrected(correction) => {
            let event = row(Bilingual::new("事件", "event").into(), id_cell(correction.event, speaks_of));
            let reason = row(Bilingual::new("原因", "reason").into(), text(&correction.reason));
            let after = before.and_then(|(kind, _)| catalogue.decode_body(kind, &correction.data).ok());
            match before.zip(after) {
                Some(((kind, before), after)) => {
                    let mut sheet = pairs(Paged::Body);
                    sheet.rows.extend([event, reason]);
                    page.show(sheet);
                    page.show(beside(catalogue, kind, (before, &after)));
                }
                None => loose(&mut page, &correction.data, &[event, reason]),
            }
        }
    }
    page.show(documents(&event.evidence));
    if !spoken_of.is_empty() {
        page.say(0, Paged::SpokenOf);
        page.say(1, Paged::Places { facts: spoken_of.to_vec() });
    }
    page
}

fn fact_of(event: &Event) -> FactRef {
    FactRef { position: event.position, id: event.id, day: event.occurred_on }
}

fn title_of(catalogue: &Catalogue, event: &Event) -> Bilingual {
    let declared = catalogue.type_id(&event.kind).map(|kind| catalogue.declaration(kind).title.clone());
    declared.unwrap_or_else(|| Bilingual::new(event.kind.as_str(), event.kind.as_str()))
}

/// The id of an event, which leads there when it is the one spoken of.
fn id_cell(id: EventId, speaks_of: Option<FactRef>) -> Cell {
    match speaks_of.filter(|fact| fact.id == id) {
        Some(fact) => text(&id.to_string()).to(Link::Event(fact.position)),
        None => text(&id.to_string()),
    }
}

fn text(text: &str) -> Cell {
    Cell::of(Paged::Text { text: text.into() })
}

fn row(name: Phrase, value: Cell) -> Vec<Cell> {
    vec![Cell::Phrase(name), value]
}

fn pairs(title: Paged) -> Sheet {
    Sheet::new(title, [Paged::Field, Paged::Value].map(Column::left).into())
}

/// What the ledger keeps of any event.
fn envelope(event: &Event, tags: &[Tag]) -> Sheet {
    let mut sheet = pairs(Paged::Envelope);
    let version = Paged::TypeVersion { name: event.kind.as_str().into(), version: event.version.into() };
    sheet.rows.push(row(Paged::Type.into(), Cell::of(version).to(Link::Type(event.kind.clone()))));
    sheet.rows.push(row(Paged::OccurredOn.into(), Cell::of(Spoken::Day(event.occurred_on))));
    sheet.rows.push(row(Paged::RecordedAt.into(), text(&event.recorded_at.to_string())));
    sheet.rows.push(row(Paged::RecordedBy.into(), text(&event.recorded_by)));
    sheet.rows.push(row(Paged::Id.into(), text(&event.id.to_string())));
    if !tags.is_empty() {
        let named = tags.iter().map(|tag| Paged::Text { text: tag.as_str().into() }.into());
        sheet.rows.push(row(Paged::Tags.into(), Cell::of(Phrase::Several(named.collect()))));
    }
    if let Some(note) = &event.note {
        sheet.rows.push(row(Paged::Note.into(), text(note)));
    }
    sheet
}

/// Every field that is given; rows stand in tables of their own.
fn typed(
    page: &mut Document,
    catalogue: &Catalogue,
    (kind, record): (TypeId, &Record),
    (speaks_of, stands): (Option<FactRef>, bool),
) {
    let declaration = catalogue.declaration(kind);
    let declared = &declaration.fields;
    let is_payment =
        |(_, inner, namespace): &&(usize, Option<usize>, String)| inner.is_none() && namespace == "payment";
    let payment = declaration.tags.iter().find(is_payment).filter(|_| stands);
    let mut sheet = pairs(Paged::Body);
    let mut below = Vec::new();
    for (index, field) in declared.iter().enumerate() {
        let slot = record.get(index);
        let Some(value) = value(field, slot) else { continue };
        if let (FieldKind::Rows { fields, .. }, Slot::Rows(rows), false) = (&field.kind, slot, field.personal) {
            below.push(table(field, fields, rows));
        }
        let value = match (payment.filter(|(own, ..)| *own == index), slot) {
            (Some(_), Slot::Text(number)) => value.to(Link::Payment(Arc::clone(number))),
            (_, Slot::Id(id)) => id_cell(*id, speaks_of),
            _ => value,
        };
        sheet.rows.push(row(field.title.clone().into(), value));
    }
    page.show(sheet);
    for sheet in below {
        page.show(sheet);
    }
}

/// What each field said before a correction and says after it; what it changes is struck through where it stood.
fn beside(catalogue: &Catalogue, kind: TypeId, (before, after): (&Record, &Record)) -> Sheet {
    let heads = [Paged::Field, Paged::Before, Paged::After].map(Column::left);
    let mut sheet = Sheet::new(Paged::Corrected, heads.into());
    for (index, field) in catalogue.declaration(kind).fields.iter().enumerate() {
        let [old, new] = [before, after].map(|record| in_a_cell(field, record.get(index)));
        if old.is_none() && new.is_none() {
            continue;
        }
        let changed = before.get(index) != after.get(index);
        let old = old.unwrap_or(Cell::Empty);
        sheet.rows.push(vec![
            Cell::of(field.title.clone()),
            if changed && old != Cell::Empty { Cell::Struck(Box::new(old)) } else { old },
            new.unwrap_or(Cell::Empty),
        ]);
    }
    sheet
}

/// A value in a cell beside another one: rows by their number and sums.
fn in_a_cell(field: &Field, slot: &Slot) -> Option<Cell> {
    match slot {
        Slot::Rows(_) if !field.personal => spoken(field, slot).map(Cell::of),
        Slot::Rows(_)
        | Slot::Absent
        | Slot::Text(_)
        | Slot::Whole(_)
        | Slot::Flag(_)
        | Slot::Money(_)
        | Slot::Percent(_)
        | Slot::Day(_)
        | Slot::Period(_)
        | Slot::Code(_)
        | Slot::Standard(_)
        | Slot::Id(_)
        | Slot::Digest(_) => value(field, slot),
    }
}

/// A value as a whole: nothing is cut short where an event is unfolded.
fn value(field: &Field, slot: &Slot) -> Option<Cell> {
    let said = spoken(field, slot)?;
    if field.personal {
        return Some(Cell::of(Paged::Personal));
    }
    Some(match slot {
        Slot::Rows(rows) => Cell::of(Paged::RowsBelow { count: Count::of(rows.len(), "row") }),
        Slot::Text(whole) => {
            Cell::of(label(field, whole).map_or_else(|| Spoken::Text(Arc::clone(whole)), Spoken::Words))
        }
        Slot::Digest(digest) => text(&digest.to_string()),
        Slot::Absent
        | Slot::Whole(_)
        | Slot::Flag(_)
        | Slot::Money(_)
        | Slot::Percent(_)
        | Slot::Day(_)
        | Slot::Period(_)
        | Slot::Code(_)
        | Slot::Standard(_)
        | Slot::Id(_) => Cell::of(said),
    })
}

/// The rows of a field, a column for each of their fields.
fn table(field: &Field, fields: &[Field], rows: &[Record]) -> Sheet {
    let columns = fields.iter().map(|field| Column::left(field.title.clone())).collect();
    let mut sheet = Sheet::new(field.title.clone(), columns);
    for own in rows {
        let cells = fields.iter().enumerate().map(|(index, field)| value(field, own.get(index)).unwrap_or(Cell::Empty));
        sheet.rows.push(cells.collect());
    }
    sheet
}

/// A body whose fields no declaration at hand names: each value under its path.
fn loose(page: &mut Document, body: &str, before: &[Vec<Cell>]) {
    let mut sheet = pairs(Paged::Body);
    sheet.rows.extend(before.iter().cloned());
    flat("", &serde_json::from_str(body).unwrap_or_default(), &mut sheet.rows);
    page.show(sheet);
}

fn flat(path: &str, value: &Value, rows: &mut Vec<Vec<Cell>>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                flat(&path, value, rows);
            }
        }
        Value::Array(elements) => {
            for (number, value) in (1_usize..).zip(elements) {
                flat(&format!("{path}[{number}]"), value, rows);
            }
        }
        Value::Null => {}
        Value::String(said) => rows.push(vec![text(path), text(said)]),
        Value::Bool(_) | Value::Number(_) => rows.push(vec![text(path), text(&value.to_string())]),
    }
}

fn documents(evidence: &[Attachment]) -> Sheet {
    let columns = [Paged::EvidenceTitle, Paged::Digest, Paged::KeptAt].map(Column::left).into();
    let mut sheet = Sheet::new(Paged::Evidence, columns);
    for document in evidence {
        let kept = document.uri.as_deref().map_or(Cell::Empty, text);
        sheet.rows.push(vec![text(&document.title), text(&document.sha256.to_string()), kept]);
    }
    sheet
}

/// A type as the catalogue lists it.
#[derive(Debug, Clone)]
pub struct TypeRow {
    /// Its name.
    pub name: crate::value::TypeName,
    /// Its version.
    pub version: u16,
    /// What it is called.
    pub title: Bilingual,
    /// The clauses it serves.
    pub articles: Vec<String>,
    /// Why nothing new should be recorded with it, where that is so.
    pub deprecated: Option<Bilingual>,
}

/// Every type of a ledger.
pub fn types(rows: &[TypeRow]) -> Document {
    let heading = Paged::Catalogue { count: Count::of(rows.len(), "type") };
    let mut columns: Vec<Column> = [Paged::Title, Paged::Name].map(Column::left).into();
    columns.extend([Column::right(Paged::Version), Column::left(Paged::Serves)]);
    let mut sheet = Sheet::new(heading, columns);
    for own in rows {
        let link = Link::Type(own.name.clone());
        sheet.rows.push(vec![
            Cell::of(own.title.clone()).to(link.clone()),
            text(own.name.as_str()).to(link),
            Cell::Number(own.version.into()),
            text(&own.articles.join("、")),
        ]);
    }
    let mut page = Document::default();
    page.show(sheet);
    page
}

/// A field of a type: its name, what it is called, what it may hold.
pub type FieldWords = (Arc<str>, Bilingual, Bilingual);

/// One type: its story line by line, its fields, an example.
pub fn declared(own: &TypeRow, story: &[Bilingual], fields: &[FieldWords], example: Option<&Value>) -> Document {
    let mut page = Document::default();
    let (name, version) = (own.name.as_str().into(), own.version.into());
    page.say(0, own.title.clone());
    page.say(1, Paged::TypeVersion { name, version });
    if let Some(why) = &own.deprecated {
        page.say(1, why.clone());
    }
    for told in story {
        page.say(1, told.clone());
    }
    let mut sheet = Sheet::new(Paged::Fields, [Paged::Field, Paged::Title, Paged::Holds].map(Column::left).into());
    for (name, title, holds) in fields {
        sheet.rows.push(vec![text(name), Cell::of(title.clone()), Cell::of(holds.clone())]);
    }
    page.show(sheet);
    if let Some(example) = example {
        let mut sheet = pairs(Paged::Example);
        flat("", example, &mut sheet.rows);
        page.show(sheet);
    }
    page
}
