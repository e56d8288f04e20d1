//! The suite's events in our names.
//!
//! It takes any text for a type or a tag, and ours have a grammar: each goes by the digest of its bytes, so that two names are one here only
//! if they are one there. What the event says itself is kept whole, as JSON, its data in hexadecimal digits.

use qizhang::event::{Query, QueryItem};
use qizhang::store::Entry;
use qizhang::value::{Digest, EventId, Position, Tag, TypeName};
use serde_json::{Value, json};
use uuid::Uuid;

fn kind(name: &str) -> Option<TypeName> {
    TypeName::parse(&format!("foreign.d{}", Digest::of(name.as_bytes())))
}

fn tag(name: &str) -> Option<Tag> {
    Tag::new("foreign", &Digest::of(name.as_bytes()).to_string())
}

fn texts(list: &Value) -> impl Iterator<Item = &str> {
    list.as_array().into_iter().flatten().filter_map(Value::as_str)
}

/// An event of the suite as the store takes it.
#[expect(clippy::disallowed_methods, reason = "here no ledger makes the ids, and the suite gives none")]
pub(crate) fn entry(event: &Value) -> Option<Entry> {
    Some(Entry {
        id: EventId(Uuid::now_v7()),
        kind: kind(event["type"].as_str()?)?,
        tags: texts(&event["tags"]).map(tag).collect::<Option<_>>()?,
        keys: Vec::new(),
        bytes: event.to_string().into_bytes(),
    })
}

/// What was stored as an event of the suite.
pub(crate) fn stored(position: Position, bytes: &[u8]) -> Option<Value> {
    let event: Value = serde_json::from_slice(bytes).ok()?;
    Some(json!({"position": position.0, "event": event}))
}

/// A query of the suite: one without items selects everything.
pub(crate) fn query(asked: &Value) -> Option<Query> {
    let items = asked["items"].as_array().filter(|items| !items.is_empty());
    let Some(items) = items else { return Some(Query::all()) };
    let item = |asked: &Value| {
        Some(QueryItem {
            types: texts(&asked["types"]).map(kind).collect::<Option<_>>()?,
            tags: texts(&asked["tags"]).map(tag).collect::<Option<_>>()?,
        })
    };
    Some(Query { items: items.iter().map(item).collect::<Option<_>>()? })
}
