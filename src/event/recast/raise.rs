//! A body as the next version says it, letter by letter where the value stays.
//!
//! A layout reads an old body into the slots of the newest version at once. Here it is walked version by version and stays JSON, because
//! what was written is given and not what was understood of it. That both come to the same is what tests hold them to.

use crate::event::declaration::{Declaration, Field, FieldKind, field_at};
use crate::event::upcast::{Hop, follow, times};
use serde_json::{Map, Value};

/// An object of JSON.
pub(super) type Object = Map<String, Value>;

/// From a version to the next.
pub(super) struct Raise<'d> {
    pub(super) new: &'d Declaration,
    /// Fields of the old version that the next one does not read.
    pub(super) left_out: Vec<String>,
}

impl Raise<'_> {
    /// The body as the next version.
    pub(super) fn body(&mut self, body: Object) -> Object {
        self.object(("", ""), body)
    }

    /// A body, or a row at a prefix such as `units[].` in both.
    fn object(&mut self, (old_at, new_at): (&str, &str), from: Object) -> Object {
        let mut to = Object::new();
        for (name, value) in from {
            let path = format!("{old_at}{name}");
            match follow(self.new, &path) {
                Hop::Nowhere => note(&mut self.left_out, path),
                Hop::To(now) => {
                    let value = self.value((&path, &now), value);
                    to.insert(last(&now).to_owned(), value);
                }
                Hop::Parts(by, into) => to.extend(parts(&value, &by, into)),
            }
        }
        self.fill(new_at, &mut to);
        to
    }

    fn value(&mut self, (path, now): (&str, &str), value: Value) -> Value {
        match (value, times(self.new, now)) {
            (Value::Array(rows), _) => rows.into_iter().map(|row| self.row((path, now), row)).collect(),
            (value, 1) => value,
            (value, by) => value.as_i64().and_then(|number| number.checked_mul(by)).map_or(value, Value::from),
        }
    }

    fn row(&mut self, (path, now): (&str, &str), row: Value) -> Value {
        let Value::Object(row) = row else { return row };
        Value::Object(self.object((&format!("{path}[]."), &format!("{now}[].")), row))
    }

    /// Values for fields that the old body does not give.
    fn fill(&self, at: &str, to: &mut Object) {
        let values = self.new.upcast.iter().flat_map(|upcast| upcast.default.iter().chain(&upcast.constant));
        for (path, value) in values {
            let own = path.strip_prefix(at).filter(|name| !name.contains("[]."));
            if let Some(name) = own {
                to.entry(name.to_owned()).or_insert_with(|| value.clone());
            }
        }
    }
}

/// One text as several.
fn parts(value: &Value, by: &str, into: Vec<Option<String>>) -> Vec<(String, Value)> {
    let text = value.as_str().unwrap_or_default();
    let named = text.splitn(into.len(), by).zip(into);
    named.filter_map(|(part, name)| Some((last(&name?).to_owned(), Value::from(part)))).collect()
}

/// The name of a field in its object.
pub(super) fn last(path: &str) -> &str {
    path.rsplit("[].").next().unwrap_or(path)
}

/// Notes a field once, however many rows have it.
pub(super) fn note(fields: &mut Vec<String>, path: String) {
    if !fields.contains(&path) {
        fields.push(path);
    }
}

/// The fields of rows at a path; none where it is something else.
pub(super) fn rows_at<'f>(fields: &'f [Field], path: &str) -> &'f [Field] {
    match field_at(fields, path).map(|(_, _, field)| &field.kind) {
        Some(FieldKind::Rows { fields, .. }) => fields,
        _ => &[],
    }
}
