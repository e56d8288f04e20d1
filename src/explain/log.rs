//! An event of the log in one line.

use crate::event::{Body, Catalogue, Event};
use crate::explain::{FactWords, Fields, Filed, Phrase, Recorded, Spoken, Who};
use crate::position::FactRef;
use crate::value::Bilingual;
use std::sync::Arc;

/// An event as the timeline of a file tells a fact: the day, what its type is called, its fields by their labels, and its
/// place. Of a correction it tells what it corrects and why; a type the catalogue does not know goes by its name.
pub fn event_line(catalogue: &Catalogue, event: &Event) -> Phrase {
    let fact = FactRef { position: event.position, id: event.id, day: event.occurred_on };
    let declared = catalogue.type_id(&event.kind).map(|kind| catalogue.declaration(kind));
    let title = declared.map(|declared| declared.title.clone());
    let fields = match &event.body {
        Body::Typed(kind, record) => with_code(catalogue, *kind, record),
        Body::Corrected(correction) => {
            let label = |name: &str| {
                let fields = declared.map(|declared| &declared.fields);
                let field = fields.and_then(|fields| fields.iter().find(|field| field.name == name));
                field.map_or_else(|| Bilingual::new(name, name), |field| field.title.clone())
            };
            let event = Spoken::Text(correction.event.to_string().into());
            Fields(vec![(label("event"), event), (label("reason"), Spoken::Text(Arc::clone(&correction.reason)))])
        }
        Body::Raw(body) => as_written(body),
    };
    match title {
        Some(title) => FactWords { fact, title, fields, record: Recorded::default() }.into(),
        None => Phrase::Several(vec![
            Filed::Text { text: format!("#{}", event.position).into() }.into(),
            Filed::On { day: event.occurred_on }.into(),
            Filed::Text { text: event.kind.as_str().into() }.into(),
            Filed::Text { text: as_it_is(event) }.into(),
        ]),
    }
}

/// What a body says that nobody here can read.
fn as_it_is(event: &Event) -> Arc<str> {
    match &event.body {
        Body::Raw(body) => Arc::clone(body),
        Body::Typed(..) | Body::Corrected(_) => Arc::from(""),
    }
}

/// A body that no declaration explains, as it is written.
pub(super) fn as_written(body: &Arc<str>) -> Fields {
    Fields(vec![(Bilingual::new("原文", "as written"), Spoken::Text(Arc::clone(body)))])
}

/// The fields of a record, with whom it is about: a line of the log stands under no name.
pub(super) fn with_code(catalogue: &Catalogue, kind: crate::event::TypeId, record: &crate::event::Record) -> Fields {
    let mut fields = Fields::of_record(catalogue, kind, record);
    let code = catalogue.field(kind, "uscc").and_then(|field| record.get(field).code());
    if let Some(code) = code {
        fields.0.insert(0, (Bilingual::new("主体", "subject"), Spoken::Who(Who { name: None, code })));
    }
    fields
}
