//! What an event is found by in the store: its tags and natural keys, as they follow from it and from what it amends.

use crate::event::{Body, Catalogue, Event, tags_of};
use crate::ledger::amend::Family;
use crate::store::NaturalKey;
use crate::value::Tag;

/// Tags and keys of an event.
pub(super) type Labelled = (Vec<Tag>, Vec<NaturalKey>);

/// The labels of an event; `family` is what it corrects or takes back, if it does.
pub(super) fn labels(catalogue: &Catalogue, event: &Event, family: Option<Family>) -> Labelled {
    let mut tags = tags_of(catalogue, event);
    if let Some(family) = family {
        let effect = family.effect(catalogue, event);
        tags.extend(effect.tags);
        return (tags, effect.keys);
    }
    let key = match &event.body {
        Body::Typed(kind, record) => catalogue.natural_key(*kind, record),
        Body::Corrected(_) | Body::Raw(_) => None,
    };
    (tags, key.map(NaturalKey::Take).into_iter().collect())
}
