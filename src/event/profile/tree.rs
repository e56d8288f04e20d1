//! JSON with the place of every value and key, for messages that point.

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;

/// A value and where it stands.
#[derive(Debug)]
pub(super) struct Node<'t> {
    /// The byte where it begins.
    pub(super) at: usize,
    /// Its own text.
    pub(super) text: &'t str,
    /// What it holds.
    pub(super) content: Content<'t>,
}

/// What a value holds.
#[derive(Debug)]
pub(super) enum Content<'t> {
    /// Keys and values in file order, repetitions kept.
    Object(Vec<Entry<'t>>),
    /// Elements in order.
    Array(Vec<Node<'t>>),
    /// Text, number, yes or no, null.
    Scalar(serde_json::Value),
}

/// A key and its value.
#[derive(Debug)]
pub(super) struct Entry<'t> {
    /// The key.
    pub(super) key: Cow<'t, str>,
    /// The byte where the key stands.
    pub(super) at: usize,
    /// The value.
    pub(super) value: Node<'t>,
}

impl<'t> Node<'t> {
    /// Reads a whole document.
    pub(super) fn read(document: &'t str) -> serde_json::Result<Self> {
        // A plain read first: it limits the depth, and its errors name the place in the whole document.
        let _: serde_json::Value = serde_json::from_str(document)?;
        Self::of(document, serde_json::from_str(document)?)
    }

    fn of(document: &'t str, raw: &'t RawValue) -> serde_json::Result<Self> {
        let text = raw.get();
        let content = match text.as_bytes().first() {
            Some(b'{') => {
                let Pairs(pairs) = serde_json::from_str(text)?;
                let entries = pairs.into_iter().map(|(key, value)| Entry::of(document, key, value));
                Content::Object(entries.collect::<serde_json::Result<_>>()?)
            }
            Some(b'[') => {
                let elements: Vec<&RawValue> = serde_json::from_str(text)?;
                let nodes = elements.into_iter().map(|element| Self::of(document, element));
                Content::Array(nodes.collect::<serde_json::Result<_>>()?)
            }
            _ => Content::Scalar(serde_json::from_str(text)?),
        };
        Ok(Self { at: offset(document, text), text, content })
    }
}

impl<'t> Entry<'t> {
    fn of(document: &'t str, key: Cow<'t, str>, raw: &'t RawValue) -> serde_json::Result<Self> {
        let value = Node::of(document, raw)?;
        let at = match &key {
            Cow::Borrowed(text) => offset(document, text).saturating_sub(1),
            // An escaped key was copied; its value stands right behind it.
            Cow::Owned(_) => value.at,
        };
        Ok(Self { key, at, value })
    }
}

/// Where a part borrowed from the document begins in it.
fn offset(document: &str, part: &str) -> usize {
    (part.as_ptr() as usize).saturating_sub(document.as_ptr() as usize)
}

/// The line and the column (in characters) of a byte, both from 1.
pub(super) fn line_and_column(document: &str, at: usize) -> (usize, usize) {
    let before = document.get(..at).unwrap_or(document);
    let line = before.split('\n').count();
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count().saturating_add(1);
    (line, column)
}

struct Pairs<'t>(Vec<(Cow<'t, str>, &'t RawValue)>);

#[derive(Deserialize)]
struct Key<'t>(#[serde(borrow)] Cow<'t, str>);

impl<'de> Deserialize<'de> for Pairs<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(PairsVisitor)
    }
}

struct PairsVisitor;

impl<'de> Visitor<'de> for PairsVisitor {
    type Value = Pairs<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut pairs = Vec::new();
        while let Some(Key(key)) = map.next_key()? {
            pairs.push((key, map.next_value()?));
        }
        Ok(Pairs(pairs))
    }
}
