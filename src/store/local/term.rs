//! What events can be found by, as fixed-width terms.

use super::record::Record;
use crate::event::QueryItem;
use crate::value::{EventId, Tag, TypeName};
use sha2::{Digest as _, Sha256};

/// The first eight bytes of a SHA-256 digest over what is looked for. Two things may share a term, if hardly ever;
/// so a term only says where to look, and whoever looks compares the event itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Term(pub(super) u64);

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

    fn new(namespace: u8, name: &[u8]) -> Self {
        let digest: [u8; 32] = Sha256::new_with_prefix([namespace]).chain_update(name).finalize().into();
        Self(super::bytes::u64_at(&digest, 0))
    }
}

/// One term an event is found by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Use {
    pub(super) term: Term,
    /// Only for a natural key: the event gives it back.
    pub(super) freed: bool,
}

/// Every term of an event. Of several uses of one natural key the last one stands.
pub(super) fn uses_of(record: &Record<'_>) -> Vec<Use> {
    let plain = |term| Use { term, freed: false };
    let mut uses = vec![plain(Term::of_id(record.id)), plain(Term::new(1, record.kind.as_bytes()))];
    uses.extend(record.tags.iter().map(|tag| plain(Term::new(2, tag.as_bytes()))));
    for (at, (key, freed)) in record.keys.iter().enumerate() {
        let later = record.keys.get(at + 1..).unwrap_or_default();
        if later.iter().all(|(other, _)| other != key) {
            uses.push(Use { term: Term::of_key(key), freed: *freed });
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
