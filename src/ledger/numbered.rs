//! The steps of the procedure by the numbers they share.

use crate::event::{Catalogue, Event, Query, QueryItem};
use crate::ledger::error::LedgerError;
use crate::ledger::scope::{Gathered, is_subject};
use crate::ledger::sight::Sight;
use crate::value::{Tag, TypeName};
use std::collections::BTreeSet;

/// The namespaces of the numbers by which steps of the procedure know each other; the last two are shared by many and lead nowhere.
const NUMBERED: [&str; 6] = ["application", "payment", "clawback", "objection", "list", "approval"];
/// Those of them that are followed from one step to the next.
const FOLLOWED: [&str; 4] = ["application", "payment", "clawback", "objection"];

/// Whether a tag is a number of the procedure.
pub(super) fn is_numbered(tag: &Tag) -> bool {
    is_in(tag, &NUMBERED)
}

fn is_in(tag: &Tag, namespaces: &[&str]) -> bool {
    tag.as_str().split_once(':').is_some_and(|(namespace, _)| namespaces.contains(&namespace))
}

/// The steps that share numbers with some tags, and those that share numbers with these, with what amends them; and the events of some
/// types besides. An approval, which may name many, is looked up for the subjects among the tags.
pub(super) fn numbered(
    sight: Sight<'_>,
    catalogue: &Catalogue,
    tags: BTreeSet<Tag>,
    besides: &[&str],
) -> Result<Vec<Event>, LedgerError> {
    let mut gathered = Gathered::new(sight, catalogue, sight.head());
    gathered.add(&Query::of_types(besides.iter().filter_map(|name| TypeName::parse(name)).collect()))?;
    gathered.approvals(&tags)?;
    tags.into_iter()
        .filter(|tag| is_numbered(tag) && !is_in(tag, &["approval"]))
        .try_for_each(|tag| gathered.add_tagged(tag))?;
    gathered.originals()?;
    loop {
        let before = gathered.events.len();
        let met: BTreeSet<Tag> = gathered.events.values().flat_map(|(_, tags)| tags).cloned().collect();
        met.into_iter().filter(|tag| is_in(tag, &FOLLOWED)).try_for_each(|tag| gathered.add_tagged(tag))?;
        gathered.originals()?;
        if gathered.events.len() == before {
            return Ok(gathered.finish());
        }
    }
}

impl Gathered<'_> {
    /// The approvals of some numbers for some subjects.
    fn approvals(&mut self, tags: &BTreeSet<Tag>) -> Result<(), LedgerError> {
        let types: Vec<TypeName> = TypeName::parse("grant.approved").into_iter().collect();
        let numbers = tags.iter().filter(|tag| is_in(tag, &["approval"]));
        let pairs = numbers.flat_map(|number| tags.iter().filter(|tag| is_subject(tag)).map(move |own| (number, own)));
        let item =
            |(number, own): (&Tag, &Tag)| QueryItem { types: types.clone(), tags: vec![number.clone(), own.clone()] };
        let items: Vec<QueryItem> = pairs.map(item).collect();
        if items.is_empty() { Ok(()) } else { self.add(&Query { items }) }
    }
}
