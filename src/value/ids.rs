//! Identifiers: each kind is its own type.

use crate::value::digits::hex;
use std::fmt;
use std::sync::Arc;
use uuid::Uuid;

/// The identity of an event: a UUID (version 7 when the ledger makes it), and the key that makes an append idempotent.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventId(pub Uuid);

impl EventId {
    /// Reads the hyphenated lower-case form only, so that one id has one spelling.
    pub fn parse(text: &str) -> Option<Self> {
        let text: &[u8; 36] = text.as_bytes().try_into().ok()?;
        let is_dash = |at: usize| text.get(at) == Some(&b'-');
        if !(is_dash(8) && is_dash(13) && is_dash(18) && is_dash(23)) {
            return None;
        }
        let (low, middle) = (hex(text.get(..8)?)?, hex(text.get(9..13)?)?);
        let (high, mut last) = (hex(text.get(14..18)?)?, [0; 8]);
        let (clock, node) = last.split_at_mut(2);
        clock.copy_from_slice(&hex::<2>(text.get(19..23)?)?);
        node.copy_from_slice(&hex::<6>(text.get(24..)?)?);
        let (low, middle, high) = (u32::from_be_bytes(low), u16::from_be_bytes(middle), u16::from_be_bytes(high));
        Some(Self(Uuid::from_fields(low, middle, high, &last)))
    }
}

impl fmt::Display for EventId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.hyphenated().encode_lower(&mut [0; 36]))
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

/// A tag has no more bytes.
const TAG_BYTES_MAX: usize = 255;

/// A label the store can find events by: `enterprise:91110108551385082Q`. Derived by the ledger, never by callers.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tag(Arc<str>);

impl Tag {
    /// Joins a namespace and a value; `None` when the value is empty, or the tag is longer than 255 bytes or has a
    /// control character.
    pub fn new(namespace: &str, value: &str) -> Option<Self> {
        let mut joined = [0; TAG_BYTES_MAX];
        let (before, rest) = joined.split_at_mut_checked(namespace.len())?;
        let (colon, rest) = rest.split_first_mut()?;
        before.copy_from_slice(namespace.as_bytes());
        *colon = b':';
        rest.get_mut(..value.len())?.copy_from_slice(value.as_bytes());
        let length = namespace.len().saturating_add(1).saturating_add(value.len());
        Self::parse(std::str::from_utf8(joined.get(..length)?).ok()?)
    }

    /// Whether [`Tag::new`] makes one of them, without making it.
    pub(crate) fn may_be(namespace: &str, value: &str) -> bool {
        let length = namespace.len().saturating_add(1).saturating_add(value.len());
        let visible =
            |text: &str| text.bytes().all(|byte| (b' '..0x7f).contains(&byte)) || !text.chars().any(char::is_control);
        !value.is_empty() && length <= TAG_BYTES_MAX && visible(namespace) && visible(value)
    }

    /// Takes a whole tag back from where it was stored.
    pub fn parse(text: &str) -> Option<Self> {
        Self::is_one(text.as_bytes()).then(|| Self(text.into()))
    }

    /// Whether the bytes of a text are a tag.
    pub(crate) fn is_one(text: &[u8]) -> bool {
        // Nearly all are plain ASCII; only beyond it must letters be taken apart to find the control characters.
        let strays = text.iter().fold(0, |strays, byte| strays | u8::from(!(b' '..0x7f).contains(byte)));
        let valued = text.iter().position(|byte| *byte == b':').is_some_and(|at| at < text.len().saturating_sub(1));
        let visible = || std::str::from_utf8(text).is_ok_and(|text| !text.chars().any(char::is_control));
        valued && text.len() <= TAG_BYTES_MAX && (strays == 0 || visible())
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

#[cfg(test)]
mod tests {
    use super::{TAG_BYTES_MAX, Tag};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_tag_may_be_where_one_is_made(namespace in "[a-z_]{1,9}", value in "[a-z企\u{7f}\u{85}\n]{0,4}", long in 0..60_usize) {
            let value = value.repeat(long);
            prop_assert_eq!(Tag::may_be(&namespace, &value), Tag::new(&namespace, &value).is_some());
        }
    }

    #[test]
    fn a_tag_has_as_many_bytes_as_it_may() {
        for (length, is_one) in
            [(0, false), (1, true), (TAG_BYTES_MAX - 2, true), (TAG_BYTES_MAX - 1, false), (999, false)]
        {
            let value = "v".repeat(length);
            let expected = is_one.then(|| format!("n:{value}"));
            assert_eq!(Tag::new("n", &value).map(|tag| tag.to_string()), expected, "{length}");
            assert_eq!(Tag::may_be("n", &value), is_one, "{length}");
        }
        assert_eq!(Tag::new(&"n".repeat(999), "v"), None);
    }
}
