//! What the ledger derives from a body: tags, and the natural key.

use crate::event::declaration::Declaration;
use crate::event::envelope::{Body, Event};
use crate::event::slot::{Record, Slot};
use crate::event::{Catalogue, Known};
use crate::value::{EventId, Tag};
use std::borrow::Cow;

/// Stands between the parts of a natural key.
const SEPARATOR: char = '\u{1f}';

/// The tag that an event is found by when another event speaks of it.
pub fn event_tag(id: EventId) -> Option<Tag> {
    Tag::new("event", &id.to_string())
}

/// A value that a tag was asked of and that cannot be one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Untaggable {
    pub(super) field: String,
    pub(super) namespace: String,
}

/// The tags a declaration asks for, sorted and each once.
pub(super) fn tags(declaration: &Declaration, record: &Record) -> Vec<Tag> {
    let mut tags = Vec::with_capacity(declaration.tags.len().saturating_add(1));
    each_tag(declaration, record, |namespace, value, _| tags.extend(Tag::new(namespace, value)));
    if let Some(Known::FactCorrected | Known::FactRetracted) = Known::of(&declaration.name) {
        let target = declaration.field("event").and_then(|field| record.get(field).id());
        tags.extend(target.and_then(event_tag));
    }
    sorted(tags)
}

/// The tags of a whole event: those of its body, and the event a correction or a retraction speaks of. Events kept raw
/// have none. The tags of the corrected fact itself are added by whoever knows it.
pub fn tags_of(catalogue: &Catalogue, event: &Event) -> Vec<Tag> {
    match &event.body {
        Body::Typed(id, record) => catalogue.tags(*id, record),
        Body::Corrected(correction) => event_tag(correction.event).into_iter().collect(),
        Body::Raw(_) => Vec::new(),
    }
}

/// The first value that is too long, or has a control character, to be a tag.
pub(super) fn untaggable(declaration: &Declaration, record: &Record) -> Option<Untaggable> {
    let mut found = None;
    each_tag(declaration, record, |namespace, value, (field, inner)| {
        if found.is_none() && !value.is_empty() && !Tag::may_be(namespace, value) {
            found = Some(Untaggable { field: path_of(declaration, field, inner), namespace: namespace.to_owned() });
        }
    });
    found
}

fn each_tag(declaration: &Declaration, record: &Record, mut visit: impl FnMut(&str, &str, (usize, Option<usize>))) {
    for (field, inner, namespace) in &declaration.tags {
        let slot = record.get(*field);
        match inner {
            None => spell(slot).iter().for_each(|value| visit(namespace, value, (*field, None))),
            Some(inner) => {
                let values = slot.rows().iter().filter_map(|row| spell(row.get(*inner)));
                values.for_each(|value| visit(namespace, &value, (*field, Some(*inner))));
            }
        }
    }
}

fn path_of(declaration: &Declaration, field: usize, inner: Option<usize>) -> String {
    let Some(field) = declaration.fields.get(field) else { return String::new() };
    let inner = inner.and_then(|inner| {
        if let crate::event::FieldKind::Rows { fields, .. } = &field.kind { fields.get(inner) } else { None }
    });
    inner.map_or_else(|| field.name.clone(), |inner| format!("{}[].{}", field.name, inner.name))
}

fn sorted(mut tags: Vec<Tag>) -> Vec<Tag> {
    tags.sort_unstable();
    tags.dedup();
    tags
}

/// The natural key of a record; none without key fields or when the record gives none of them.
pub(super) fn natural_key(declaration: &Declaration, record: &Record) -> Option<String> {
    let parts: Vec<_> = declaration.natural_key.iter().map(|field| spell(record.get(*field))).collect();
    if parts.iter().all(Option::is_none) {
        return None;
    }
    let values: Vec<&str> = parts.iter().map(|part| part.as_deref().unwrap_or_default()).collect();
    Some(format!("{}:{}", declaration.name, values.join(SEPARATOR.encode_utf8(&mut [0; 4]))))
}

/// The one spelling of a scalar; none when it is absent or not a scalar.
fn spell(slot: &Slot) -> Option<Cow<'_, str>> {
    Some(match slot {
        Slot::Absent | Slot::Rows(_) => return None,
        Slot::Text(text) => Cow::Borrowed(text),
        Slot::Code(code) => Cow::Borrowed(code.as_str()),
        Slot::Standard(number) => Cow::Borrowed(number.as_str()),
        Slot::Whole(number) => Cow::Owned(number.to_string()),
        Slot::Flag(flag) => Cow::Borrowed(if *flag { "true" } else { "false" }),
        Slot::Money(fen) => Cow::Owned(fen.to_yuan()),
        Slot::Percent(ratio) => Cow::Owned(ratio.percent()),
        Slot::Day(day) => Cow::Owned(day.to_string()),
        Slot::Period(period) => Cow::Owned(period.to_string()),
        Slot::Id(id) => Cow::Owned(id.to_string()),
        Slot::Digest(digest) => Cow::Owned(digest.to_string()),
    })
}
