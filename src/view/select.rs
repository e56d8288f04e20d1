//! `--json a,b.c`: only the named fields of a document.

use crate::event::nearest;
use crate::view::schema::{Level, schema_of};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// A name a document does not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownField {
    /// The whole name as it was asked for.
    pub field: String,
    /// What was probably meant, whole.
    pub nearest: Option<String>,
    /// The names there are at that level.
    pub known: Vec<String>,
}

/// The names asked for, as a tree; one without children means all below it.
#[derive(Debug, Default)]
struct Wanted(BTreeMap<String, Wanted>);

/// Keeps only the named fields: names joined by commas, nested by dots, reaching through arrays.
///
/// The names known are those of the published schema and of the document itself, so that a slip of the pen is found
/// even where a list happens to be empty.
///
/// ```
/// use qizhang::view::select;
/// use serde_json::json;
/// let document = json!({"items": [{"net": "1.00", "paid": "0.00"}], "on": "2026-05-11"});
/// assert_eq!(select(&document, "items.net"), Ok(json!({"items": [{"net": "1.00"}]})));
/// let refused = select(&document, "items.nett").unwrap_err();
/// assert_eq!(refused.nearest.as_deref(), Some("items.net"));
/// ```
pub fn select(document: &Value, fields: &str) -> Result<Value, UnknownField> {
    let published = document.get("format").and_then(Value::as_str).and_then(schema_of);
    let schema: Value = published.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
    let level = Level::top(&schema);
    let mut wanted = Wanted::default();
    for field in fields.split(',').map(str::trim).filter(|field| !field.is_empty()) {
        check(document, &level, field)?;
        wanted.add(field);
    }
    Ok(wanted.keep(document))
}

/// Refuses what [`select`] will refuse in any document of a format, before there is one.
pub fn check_fields(format: &str, fields: &str) -> Result<(), UnknownField> {
    let schema: Value = schema_of(format).and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
    let level = Level::top(&schema);
    fields.split(',').map(str::trim).filter(|field| !field.is_empty()).try_for_each(|field| promised(&level, field))
}

/// Every step of a name is one of the schema, as far as that lists them.
fn promised(top: &Level<'_>, field: &str) -> Result<(), UnknownField> {
    let mut level = top.clone();
    let mut before = String::new();
    for step in field.split('.') {
        let known = level.names();
        if !known.contains(step) {
            return if level.is_open() { Ok(()) } else { Err(unknown(field, &before, step, &known)) };
        }
        before.push_str(step);
        before.push('.');
        level = level.under(step);
    }
    Ok(())
}

/// Every step of a name is known where it stands.
fn check(document: &Value, top: &Level<'_>, field: &str) -> Result<(), UnknownField> {
    let mut level = top.clone();
    let mut here = vec![document];
    let mut before = String::new();
    for step in field.split('.') {
        let objects = through_arrays(&here);
        let mut known = level.names();
        known.extend(objects.iter().flat_map(|object| object.keys().map(String::as_str)));
        if !known.contains(step) {
            return Err(unknown(field, &before, step, &known));
        }
        before.push_str(step);
        before.push('.');
        level = level.under(step);
        here = objects.into_iter().filter_map(|object| object.get(step)).collect();
    }
    Ok(())
}

fn unknown(field: &str, before: &str, step: &str, known: &BTreeSet<&str>) -> UnknownField {
    let near = nearest(step, known.iter().copied());
    UnknownField {
        field: field.to_owned(),
        nearest: near.map(|near| format!("{before}{near}")),
        known: known.iter().map(|name| format!("{before}{name}")).collect(),
    }
}

fn through_arrays<'v>(values: &[&'v Value]) -> Vec<&'v Map<String, Value>> {
    let mut open = values.to_vec();
    let mut objects = Vec::new();
    while let Some(value) = open.pop() {
        match value {
            Value::Object(object) => objects.push(object),
            Value::Array(elements) => open.extend(elements),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    objects
}

impl Wanted {
    fn add(&mut self, field: &str) {
        let (step, rest) = field.split_once('.').map_or((field, None), |(step, rest)| (step, Some(rest)));
        let whole = self.0.get(step).is_some_and(|below| below.0.is_empty());
        let below = self.0.entry(step.to_owned()).or_default();
        match rest {
            // Once all of it was asked for, a part of it adds nothing.
            Some(rest) if !whole => below.add(rest),
            Some(_) => {}
            None => below.0.clear(),
        }
    }

    fn keep(&self, value: &Value) -> Value {
        if self.0.is_empty() {
            return value.clone();
        }
        match value {
            Value::Array(elements) => Value::Array(elements.iter().map(|element| self.keep(element)).collect()),
            Value::Object(object) => {
                let kept =
                    self.0.iter().filter_map(|(name, below)| Some((name.clone(), below.keep(object.get(name)?))));
                Value::Object(kept.collect())
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value.clone(),
        }
    }
}
