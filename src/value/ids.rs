//! Identifiers: each kind is its own type.

use std::fmt;
use std::sync::Arc;
use uuid::Uuid;

/// The identity of an event: a UUID (version 7 when the ledger makes it), and the key that makes an append idempotent.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventId(pub Uuid);

impl EventId {
    /// Reads the hyphenated lower-case form only, so that one id has one spelling.
    pub fn parse(text: &str) -> Option<Self> {
        let id = Uuid::try_parse(text).ok()?;
        (id.hyphenated().to_string() == text).then_some(Self(id))
    }
}

impl fmt::Display for EventId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.hyphenated())
    }
}

impl fmt::Debug for EventId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The place of an event in the ledger: 1, 2, 3 …, no gaps. Zero stands before the first event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Position(pub u64);

impl Position {
    /// Before every event.
    pub const ZERO: Position = Position(0);

    /// The place after this one.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// The name of an event type: `hightech.certified`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeName(Arc<str>);

impl TypeName {
    /// Takes lower-case words joined by `_` and `.`, at most 80 bytes, starting with a letter.
    pub fn parse(text: &str) -> Option<Self> {
        let part = |p: &str| {
            p.starts_with(|c: char| c.is_ascii_lowercase())
                && p.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
        };
        (text.len() <= 80 && text.contains('.') && text.split('.').all(part)).then(|| Self(text.into()))
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for TypeName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A label the store can find events by: `enterprise:91110108551385082Q`. Derived by the ledger, never by callers.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tag(Arc<str>);

impl Tag {
    /// Joins a namespace and a value; `None` when the value is empty, or the tag is longer than 255 bytes or has a
    /// control character.
    pub fn new(namespace: &str, value: &str) -> Option<Self> {
        Self::parse(&format!("{namespace}:{value}"))
    }

    /// Takes a whole tag back from where it was stored.
    pub fn parse(text: &str) -> Option<Self> {
        let (_, value) = text.split_once(':')?;
        (!value.is_empty() && text.len() <= 255 && !text.chars().any(char::is_control)).then(|| Self(text.into()))
    }

    /// The tag as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
