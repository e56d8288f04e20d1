//! Events as a read passes them.

use crate::store::contract::Stored;
#[cfg(feature = "local")]
use crate::store::texts::Texts;
use crate::value::{EventId, Position, Tag, TypeName};
use std::fmt;

/// A stored event while a read passes it: its parts lie where they were read. Whoever only looks copies nothing;
/// [`Passing::keep`] takes it along.
#[derive(Debug, Clone, Copy)]
pub struct Passing<'e> {
    /// Its place.
    pub position: Position,
    /// Its identity.
    pub id: EventId,
    /// Its type.
    pub kind: &'e TypeName,
    /// Its tags.
    pub tags: Tags<'e>,
    /// The canonical envelope.
    pub bytes: &'e [u8],
}

/// The tags of an event that is passed.
#[derive(Clone, Copy)]
pub struct Tags<'e>(Run<'e>);

#[derive(Clone, Copy)]
enum Run<'e> {
    Kept(&'e [Tag]),
    #[cfg(feature = "local")]
    Read(Texts<'e>),
}

impl Passing<'_> {
    /// The event with parts of its own.
    pub fn keep(&self) -> Stored {
        let Self { position, id, kind, tags, bytes } = self;
        Stored { position: *position, id: *id, kind: TypeName::clone(kind), tags: tags.to_vec(), bytes: bytes.to_vec() }
    }
}

impl Stored {
    /// The event as a read would pass it.
    pub fn pass(&self) -> Passing<'_> {
        let Self { position, id, kind, tags, bytes } = self;
        Passing { position: *position, id: *id, kind, tags: Tags(Run::Kept(tags)), bytes }
    }
}

impl<'e> Tags<'e> {
    /// Tags as a record has them; each of them was found to be one.
    #[cfg(feature = "local")]
    pub(super) fn read(texts: Texts<'e>) -> Self {
        Self(Run::Read(texts))
    }

    /// Each of them, as text.
    pub fn iter(&self) -> impl Iterator<Item = &'e str> + use<'e> {
        let kept = match self.0 {
            Run::Kept(tags) => tags,
            #[cfg(feature = "local")]
            Run::Read(_) => &[],
        };
        let each = kept.iter().map(Tag::as_str);
        #[cfg(feature = "local")]
        let each = each.chain(self.texts().into_iter().flat_map(Texts::iter));
        each
    }

    #[cfg(feature = "local")]
    fn texts(&self) -> Option<Texts<'e>> {
        if let Run::Read(texts) = self.0 { Some(texts) } else { None }
    }

    /// Tags that somebody keeps.
    pub fn of(tags: &'e [Tag]) -> Self {
        Self(Run::Kept(tags))
    }

    /// Tags of their own.
    pub fn to_vec(&self) -> Vec<Tag> {
        match self.0 {
            Run::Kept(tags) => tags.to_vec(),
            #[cfg(feature = "local")]
            Run::Read(texts) => texts.iter().filter_map(Tag::parse).collect(),
        }
    }
}

impl fmt::Debug for Tags<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}
