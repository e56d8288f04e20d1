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

/// The steps that share numbers with some tags, and those that share numbers with these, with what amends them; and who took over from
/// whom, as events of some types tell.
///
/// An approval's number, which many may share, is looked up for one subject at a time: for whoever met it, and for those who took over
/// from each other.
pub(super) fn numbered(
    sight: Sight<'_>,
    catalogue: &Catalogue,
    tags: BTreeSet<Tag>,
    succession: &[&str],
) -> Result<Vec<Event>, LedgerError> {
    let mut gathered = Gathered::new(sight, catalogue, sight.head());
    gathered.add(&Query::of_types(succession.iter().filter_map(|name| TypeName::parse(name)).collect()))?;
    let of = |tags: &[Tag]| tags.iter().filter(|tag| is_subject(tag)).cloned().collect::<BTreeSet<Tag>>();
    let kin: Vec<BTreeSet<Tag>> = gathered.events.values().map(|(_, tags)| of(tags)).collect();
    let mut approved = Approved { kin, asked: BTreeSet::new() };
    approved.add(&mut gathered, &tags.iter().cloned().collect::<Vec<_>>())?;
    tags.into_iter()
        .filter(|tag| is_numbered(tag) && !is_in(tag, &["approval"]))
        .try_for_each(|tag| gathered.add_tagged(tag))?;
    gathered.originals()?;
    loop {
        let before = gathered.events.len();
        let met: Vec<Vec<Tag>> = gathered.events.values().map(|(_, tags)| tags.clone()).collect();
        met.iter().try_for_each(|tags| approved.add(&mut gathered, tags))?;
        let numbers: BTreeSet<Tag> = met.into_iter().flatten().filter(|tag| is_in(tag, &FOLLOWED)).collect();
        numbers.into_iter().try_for_each(|tag| gathered.add_tagged(tag))?;
        gathered.originals()?;
        if gathered.events.len() == before {
            return Ok(gathered.finish());
        }
    }
}

/// What was approved and paid, by the number of the approval and a subject.
struct Approved {
    /// The subjects of each event by which one took over from another.
    kin: Vec<BTreeSet<Tag>>,
    asked: BTreeSet<(Tag, Tag)>,
}

impl Approved {
    /// Adds what was approved and paid under the numbers of approvals among some tags, for the subjects among them and their kin.
    fn add(&mut self, gathered: &mut Gathered<'_>, tags: &[Tag]) -> Result<(), LedgerError> {
        let numbers: Vec<&Tag> = tags.iter().filter(|tag| is_in(tag, &["approval"])).collect();
        if numbers.is_empty() {
            return Ok(());
        }
        let types: Vec<TypeName> = ["grant.approved", "payment.made"].into_iter().filter_map(TypeName::parse).collect();
        let subjects = self.with_kin(tags.iter().filter(|tag| is_subject(tag)).cloned().collect());
        let pairs = numbers.into_iter().flat_map(|number| subjects.iter().map(|own| (number.clone(), own.clone())));
        let items: Vec<QueryItem> = pairs
            .filter(|pair| self.asked.insert(pair.clone()))
            .map(|(number, own)| QueryItem { types: types.clone(), tags: vec![number, own] })
            .collect();
        if items.is_empty() { Ok(()) } else { gathered.add(&Query { items }) }
    }

    /// Some subjects and all they came from or became.
    fn with_kin(&self, mut subjects: BTreeSet<Tag>) -> BTreeSet<Tag> {
        loop {
            let before = subjects.len();
            for kin in &self.kin {
                if !kin.is_disjoint(&subjects) {
                    subjects.extend(kin.iter().cloned());
                }
            }
            if subjects.len() == before {
                return subjects;
            }
        }
    }
}
