//! The smallest selections, of which every other one is put together.

use crate::event::{Query, QueryItem};
use crate::value::{Tag, TypeName};

/// Events of one type, or of any, that carry some tags. A query selects what its facets select, each event once; so whoever
/// has the events of some facets can answer every query that is put together from them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Facet {
    /// The type; any when absent.
    pub kind: Option<TypeName>,
    /// The tags, sorted; an event carries all of them.
    pub tags: Vec<Tag>,
}

impl Facet {
    /// The facets of a query.
    pub fn of(query: &Query) -> Vec<Self> {
        let each = |item: &QueryItem| {
            let mut tags = item.tags.clone();
            tags.sort();
            tags.dedup();
            let kinds = item.types.iter().cloned().map(Some);
            let any = item.types.is_empty().then_some(None);
            kinds.chain(any).map(move |kind| Self { kind, tags: tags.clone() }).collect::<Vec<_>>()
        };
        query.items.iter().flat_map(each).collect()
    }

    /// The query that selects what any of some facets does.
    pub fn query<'f>(facets: impl IntoIterator<Item = &'f Self>) -> Query {
        let item = |facet: &Self| QueryItem { types: facet.kind.iter().cloned().collect(), tags: facet.tags.clone() };
        Query { items: facets.into_iter().map(item).collect() }
    }

    /// Whether it selects every event there is.
    pub fn is_everything(&self) -> bool {
        self.kind.is_none() && self.tags.is_empty()
    }

    /// Whether it selects an event of this type with these tags.
    pub fn selects(&self, kind: &TypeName, tags: &[Tag]) -> bool {
        self.kind.as_ref().is_none_or(|own| own == kind) && self.tags.iter().all(|tag| tags.contains(tag))
    }
}
