//! An entry made ready to be appended: all that can be done with it alone, so that many can be made ready at once.

use crate::store::admission::Label;
use crate::store::contract::{Entry, NaturalKey};
#[cfg(feature = "local")]
use crate::store::local::{Use, uses_of};
use crate::store::refusal::Part;
use crate::value::{EventId, Tag, TypeName};

/// An entry measured and hashed, its tags sorted.
#[derive(Debug, Clone)]
pub struct Prepared {
    pub(super) label: Label,
    pub(super) bytes: Vec<u8>,
    /// What it is found by.
    #[cfg(feature = "local")]
    pub(super) uses: Vec<Use>,
}

/// A part of an entry has so many bytes, more than [`Part::bytes_max`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooLarge {
    /// Which part.
    pub part: Part,
    /// How many bytes it has.
    pub bytes: usize,
}

impl Prepared {
    /// Makes an entry ready.
    pub fn of(entry: Entry) -> Result<Self, TooLarge> {
        let (label, bytes) = Label::of(entry)?;
        Ok(Self {
            #[cfg(feature = "local")]
            uses: uses_of(&label),
            label,
            bytes,
        })
    }

    /// Its identity.
    pub fn id(&self) -> EventId {
        self.label.id
    }

    /// Its type.
    pub fn kind(&self) -> &TypeName {
        &self.label.kind
    }

    /// Its tags, sorted.
    pub fn tags(&self) -> &[Tag] {
        &self.label.tags
    }

    /// The natural keys it takes and gives back.
    pub fn keys(&self) -> &[NaturalKey] {
        &self.label.keys
    }

    /// The canonical envelope.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The entry it was.
    pub fn into_entry(self) -> Entry {
        let Label { id, kind, tags, keys, .. } = self.label;
        Entry { id, kind, tags, keys, bytes: self.bytes }
    }
}
