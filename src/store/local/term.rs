//! What events can be found by, as fixed-width terms.

use super::record::Record;
use crate::event::QueryItem;
use crate::store::admission::Label;
use crate::store::contract::NaturalKey;
use crate::value::{Digest, EventId, Tag, TypeName};

/// The first eight bytes of a SHA-256 digest over what is looked for. Two things may share a term, if hardly ever;
/// so a term only says where to look, and whoever looks compares the event itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::store) struct Term(pub(super) u64);

impl Term {
    pub(super) fn of_type(kind: &TypeName) -> Self {
        Self::new(1, kind.as_str().as_bytes())
    }

    pub(super) fn of_tag(tag: &Tag) -> Self {
        Self::new(2, tag.as_str().as_bytes())
    }

    pub(super) fn of_key(key: &str) -> Self {
        Self::new(3, key.as_bytes())
    }

    pub(super) fn of_id(id: EventId) -> Self {
        Self::new(4, id.0.as_bytes())
    }

    /// Half of it, where little room counts more than a needless look.
    pub(super) fn half(self) -> u32 {
        u32::try_from(self.0 >> 32).unwrap_or(u32::MAX)
    }

    fn new(namespace: u8, name: &[u8]) -> Self {
        let Digest(digest) = Digest::of_parts(&[&[namespace], name]);
        Self(super::bytes::u64_at(&digest, 0))
    }
}

/// One term an event is found by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::store) struct Use {
    pub(super) term: Term,
    /// Only for a natural key: the event gives it back.
    pub(super) freed: bool,
}

/// Every term of an event: its id, its type, its tags, and its natural keys. Of several uses of one key the last one stands.
pub(in crate::store) fn uses_of(label: &Label) -> Vec<Use> {
    let keys = label.keys.iter().map(|key| (key.as_str(), matches!(key, NaturalKey::Free(_))));
    let tags = label.tags.iter().map(Tag::as_str);
    uses(label.id, label.kind.as_str(), tags, keys)
}

/// As [`uses_of`], of a record.
pub(super) fn uses_of_record(record: &Record<'_>) -> Vec<Use> {
    uses(record.id, record.kind, record.tags.iter(), record.keys.clone())
}

fn uses<'t>(
    id: EventId,
    kind: &str,
    tags: impl ExactSizeIterator<Item = &'t str>,
    keys: impl ExactSizeIterator<Item = (&'t str, bool)> + Clone,
) -> Vec<Use> {
    let plain = |term| Use { term, freed: false };
    let mut uses = Vec::with_capacity(2 + tags.len() + keys.len());
    uses.extend([plain(Term::of_id(id)), plain(Term::new(1, kind.as_bytes()))]);
    uses.extend(tags.map(|tag| plain(Term::new(2, tag.as_bytes()))));
    let mut left = keys;
    while let Some((key, freed)) = left.next() {
        if left.clone().all(|(other, _)| other != key) {
            uses.push(Use { term: Term::of_key(key), freed });
        }
    }
    uses
}

/// A query item as terms: types OR-ed, tags AND-ed.
#[derive(Debug, Clone)]
pub(super) struct ItemTerms {
    pub(super) types: Vec<Term>,
    pub(super) tags: Vec<Term>,
}

impl ItemTerms {
    pub(super) fn of(item: &QueryItem) -> Self {
        Self {
            types: item.types.iter().map(Term::of_type).collect(),
            tags: item.tags.iter().map(Term::of_tag).collect(),
        }
    }

    /// Whether the item selects every event.
    pub(super) fn is_all(&self) -> bool {
        self.types.is_empty() && self.tags.is_empty()
    }
}
