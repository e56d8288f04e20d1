//! `event-type.v1`: a type a ledger knows.

use crate::event::{Catalogue, Declaration};
use crate::ledger::in_use_first;
use crate::value::TypeName;
use serde_json::{Value, json};

/// Every type of a catalogue, without the declarations.
pub fn event_types_v1(catalogue: &Catalogue) -> Vec<Value> {
    in_use_first(catalogue).into_iter().map(told).collect()
}

/// One type of a catalogue with its declaration; none where there is none of this name.
pub fn event_type_v1(catalogue: &Catalogue, name: &TypeName) -> Option<Value> {
    let declaration = catalogue.type_id(name).map(|id| catalogue.declaration(id))?;
    let mut value = told(declaration);
    if let Some(fields) = value.as_object_mut() {
        let whole: Value = serde_json::from_str(&declaration.text).unwrap_or_default();
        fields.insert("declaration".to_owned(), whole);
    }
    Some(value)
}

fn told(declaration: &Declaration) -> Value {
    let title = json!({"zh": &*declaration.title.zh, "en": &*declaration.title.en});
    let (name, version) = (declaration.name.as_str(), declaration.version);
    let mut value = json!({"format": "event-type.v1", "name": name, "version": version, "title": title});
    if let Some((deprecated, fields)) = declaration.deprecated.as_ref().zip(value.as_object_mut()) {
        let why = json!({"zh": &*deprecated.why.zh, "en": &*deprecated.why.en});
        let successor = deprecated.successor.as_ref().map(TypeName::as_str);
        let since = deprecated.since.map(|day| day.to_string());
        fields.insert("deprecated".to_owned(), json!({"why": why, "successor": successor, "since": since}));
    }
    value
}
