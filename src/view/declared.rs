//! `event-type.v1`: a type a ledger knows.

use crate::event::{Catalogue, Declaration};
use crate::value::TypeName;
use serde_json::{Value, json};

/// Every type of a catalogue, without the declarations.
pub fn event_types_v1(catalogue: &Catalogue) -> Vec<Value> {
    catalogue.ids().map(|id| told(catalogue.declaration(id))).collect()
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
    json!({"format": "event-type.v1", "name": name, "version": version, "title": title})
}
