//! Names of the suite as names of ours.
//!
//! The suite takes any text for a type or a tag; ours have a grammar. A name that has our form stays what it is, any
//! other goes by the digest of its bytes. So two names are one here only if they are one there.

use happenstance_core as dcb;
use qizhang::event::{Query, QueryItem};
use qizhang::value::{Digest, Tag, TypeName};

/// Under this word go the names that have not our form. One that begins with it goes by its digest too, lest it be
/// taken for somebody else's digest.
const FOREIGN: &str = "foreign";

/// A type as we may name it.
pub(crate) fn kind(name: &dcb::EventType) -> Option<TypeName> {
    let own = TypeName::parse(name.as_str()).filter(|own| !own.as_str().starts_with(FOREIGN));
    own.or_else(|| TypeName::parse(&format!("{FOREIGN}.d{}", Digest::of(name.as_str().as_bytes()))))
}

/// A tag as we may name it.
pub(crate) fn tag(name: &dcb::Tag) -> Option<Tag> {
    let own = Tag::parse(name.as_str()).filter(|own| !is_foreign(own.as_str()));
    own.or_else(|| Tag::new(FOREIGN, &Digest::of(name.as_str().as_bytes()).to_string()))
}

/// Whether a tag of ours stands for another.
pub(crate) fn is_foreign(tag: &str) -> bool {
    tag.starts_with(FOREIGN)
}

/// A query in our names.
pub(crate) fn query(asked: &dcb::Query) -> Option<Query> {
    let Some(items) = asked.items() else { return Some(Query::all()) };
    Some(Query { items: items.iter().map(item).collect::<Option<_>>()? })
}

fn item(asked: &dcb::QueryItem) -> Option<QueryItem> {
    Some(QueryItem {
        types: asked.types().iter().map(kind).collect::<Option<_>>()?,
        tags: asked.tags().iter().map(tag).collect::<Option<_>>()?,
    })
}
