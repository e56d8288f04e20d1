//! Which events a reader or a writer speaks of, in the style of Dynamic Consistency Boundaries.

use crate::value::{Position, Tag, TypeName};

/// A selection of events: items are OR-ed. A query without items selects nothing; [`Query::all`] selects everything.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// The items.
    pub items: Vec<QueryItem>,
}

/// One item: an event matches when its type is one of `types` (any type when empty) and it carries every one of `tags`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct QueryItem {
    /// Types, OR-ed; empty means any.
    pub types: Vec<TypeName>,
    /// Tags, AND-ed; empty means any.
    pub tags: Vec<Tag>,
}

/// What must not exist for an append to be admitted: every guard is checked before any event of the batch counts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Condition {
    /// The guards.
    pub guards: Vec<Guard>,
}

/// No event after `after` may match `query`. Each guard has its own boundary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guard {
    /// What must not have happened.
    pub query: Query,
    /// The last position the writer had seen; exclusive.
    pub after: Position,
}

impl Query {
    /// Every event.
    pub fn all() -> Self {
        Self { items: vec![QueryItem::default()] }
    }

    /// Events that carry one tag.
    pub fn tagged(tag: Tag) -> Self {
        Self { items: vec![QueryItem { types: Vec::new(), tags: vec![tag] }] }
    }

    /// Events of one of some types.
    pub fn of_types(types: Vec<TypeName>) -> Self {
        Self { items: vec![QueryItem { types, tags: Vec::new() }] }
    }

    /// Whether an event of this type with these tags (sorted or not) is selected.
    pub fn matches(&self, kind: &TypeName, tags: &[Tag]) -> bool {
        self.items.iter().any(|item| {
            (item.types.is_empty() || item.types.contains(kind)) && item.tags.iter().all(|tag| tags.contains(tag))
        })
    }
}
