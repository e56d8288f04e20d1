//! The policy file as a tree that remembers where everything stands.

use crate::policy::{PolicyError, PolicyFault};
use crate::value::Day;
use std::ops::Range;
use toml::de::{DeTable, DeValue};

/// A value and the bytes it stands at.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Node {
    pub(crate) span: Range<usize>,
    pub(crate) value: Value,
}

/// What a policy file can hold. Fractions are refused before they get here.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    Text(String),
    Whole(i64),
    Flag(bool),
    Day(Day),
    List(Vec<Node>),
    Table(Vec<Entry>),
}

/// A key, the bytes it stands at, and its value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Entry {
    pub(crate) key: String,
    pub(crate) span: Range<usize>,
    pub(crate) node: Node,
}

impl Node {
    /// Reads a file.
    pub(crate) fn parse(text: &str) -> Result<Self, PolicyError> {
        let root = DeTable::parse(text).map_err(|error| {
            PolicyFault::NotToml(error.message().to_owned()).at(&error.span().unwrap_or(0..text.len().min(1)))
        })?;
        let span = root.span();
        Ok(Self { value: Value::Table(entries(root.get_ref())?), span })
    }

    /// What stands there, in one line, however the file lays it out.
    pub(crate) fn told(&self) -> String {
        match &self.value {
            Value::Text(text) => format!("\"{text}\""),
            Value::Whole(number) => number.to_string(),
            Value::Flag(flag) => flag.to_string(),
            Value::Day(day) => day.to_string(),
            Value::List(nodes) => format!("[{}]", nodes.iter().map(Node::told).collect::<Vec<_>>().join(", ")),
            Value::Table(entries) => {
                let told = entries.iter().map(|entry| format!("{} = {}", entry.key, entry.node.told()));
                format!("{{ {} }}", told.collect::<Vec<_>>().join(", "))
            }
        }
    }

    /// The entries of a table; none of anything else.
    pub(crate) fn entries(&self) -> &[Entry] {
        if let Value::Table(entries) = &self.value { entries } else { &[] }
    }

    /// The entry of a table under a key.
    pub(crate) fn get(&self, key: &str) -> Option<&Node> {
        let Value::Table(entries) = &self.value else { return None };
        entries.iter().find(|entry| entry.key == key).map(|entry| &entry.node)
    }
}

fn entries(table: &DeTable<'_>) -> Result<Vec<Entry>, PolicyError> {
    let mut entries = Vec::new();
    for (key, value) in table {
        let node = Node { span: value.span(), value: convert(value.get_ref(), &value.span())? };
        entries.push(Entry { key: key.get_ref().to_string(), span: key.span(), node });
    }
    entries.sort_by_key(|entry| entry.span.start);
    Ok(entries)
}

fn convert(value: &DeValue<'_>, span: &Range<usize>) -> Result<Value, PolicyError> {
    Ok(match value {
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Integer(number) => {
            let whole = i64::from_str_radix(number.as_str(), number.radix());
            Value::Whole(whole.map_err(|_| PolicyFault::WrongType { expected: "whole number" }.at(span))?)
        }
        DeValue::Float(_) => return Err(PolicyFault::Float.at(span)),
        DeValue::Boolean(flag) => Value::Flag(*flag),
        DeValue::Datetime(moment) => {
            let day = moment
                .date
                .filter(|_| moment.time.is_none())
                .and_then(|date| Day::new(i32::from(date.year), u32::from(date.month), u32::from(date.day)));
            Value::Day(day.ok_or_else(|| PolicyFault::WrongType { expected: "day" }.at(span))?)
        }
        DeValue::Array(items) => {
            let nodes: Result<Vec<Node>, PolicyError> = items
                .iter()
                .map(|item| Ok(Node { span: item.span(), value: convert(item.get_ref(), &item.span())? }))
                .collect();
            Value::List(nodes?)
        }
        DeValue::Table(table) => Value::Table(entries(table)?),
    })
}
