//! A body as the version before would have said it.
//!
//! This only puts every value where it came from; whether the old body then says the same is asked afterwards, by reading both.

use crate::event::declaration::{Declaration, Field};
use crate::event::recast::raise::{Object, last, rows_at};
use crate::event::upcast::{Hop, follow, times};
use serde_json::Value;

/// From a version to the one before.
pub(super) struct Lower<'d> {
    pub(super) old: &'d Declaration,
    pub(super) new: &'d Declaration,
}

impl Lower<'_> {
    /// The body as the version before.
    pub(super) fn body(&self, body: Object) -> Object {
        self.object(("", &self.old.fields), body)
    }

    fn object(&self, (at, fields): (&str, &[Field]), mut from: Object) -> Object {
        let mut to = Object::new();
        for field in fields {
            let path = format!("{at}{}", field.name);
            let value = match follow(self.new, &path) {
                Hop::Nowhere => None,
                Hop::To(now) => from.remove(last(&now)).map(|value| self.value((&path, &now), value)),
                Hop::Parts(by, into) => joined(&mut from, &by, &into),
            };
            to.extend(value.map(|value| (field.name.clone(), value)));
        }
        to
    }

    fn value(&self, (path, now): (&str, &str), value: Value) -> Value {
        match (value, times(self.new, now)) {
            (Value::Array(rows), _) => rows.into_iter().map(|row| self.row(path, row)).collect(),
            (value, 1) => value,
            // What does not go into the old unit whole does not come out of it again, and is noticed by whoever reads both.
            (value, by) => value.as_i64().and_then(|number| number.checked_div(by)).map_or(value, Value::from),
        }
    }

    fn row(&self, path: &str, row: Value) -> Value {
        let Value::Object(row) = row else { return row };
        Value::Object(self.object((&format!("{path}[]."), rows_at(&self.old.fields, path)), row))
    }
}

/// The parts of what was one text, up to the first that is not there.
fn joined(from: &mut Object, by: &str, into: &[Option<String>]) -> Option<Value> {
    let parts: Vec<Value> = into.iter().map_while(|name| from.remove(last(name.as_ref()?))).collect();
    let texts: Vec<&str> = parts.iter().filter_map(Value::as_str).collect();
    (!texts.is_empty()).then(|| Value::from(texts.join(by)))
}
