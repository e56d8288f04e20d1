//! What was known of everybody at an earlier moment, made from what is known now: most facts stood then as they stand now, and only
//! what was corrected or taken back in between is read again.

use crate::audit::Knowledge;
use crate::event::{Catalogue, Event};
use crate::ledger::amend::target_of;
use crate::ledger::known_then::{is_known, mends};
use crate::timeline::{Fact, Timeline};
use crate::value::EventId;
use rustc_hash::{FxHashMap, FxHashSet};

/// The facts that were ever corrected or taken back, each with everything that amended it.
pub(super) struct Families(Vec<Family>);

/// A fact and what amended it, in order of position.
struct Family {
    fact: Option<Event>,
    amendments: Vec<Event>,
}

impl Families {
    /// The families among some events, in order of position.
    pub(super) fn of<'e>(catalogue: &Catalogue, events: impl IntoIterator<Item = &'e Event> + Clone) -> Self {
        let mut roots: FxHashMap<EventId, EventId> = FxHashMap::default();
        let mut found: FxHashMap<EventId, Family> = FxHashMap::default();
        for event in events.clone() {
            let Some(target) = target_of(catalogue, event) else { continue };
            let root = roots.get(&target).copied().unwrap_or(target);
            roots.insert(event.id, root);
            let family = found.entry(root).or_insert_with(|| Family { fact: None, amendments: Vec::new() });
            family.amendments.push(event.clone());
        }
        for event in events {
            if let Some(family) = found.get_mut(&event.id) {
                family.fact = Some(event.clone());
            }
        }
        Self(found.into_values().collect())
    }

    /// What was known of some facts, with what was mended of money whenever that was; none where not all of it can be told from what is
    /// known now.
    pub(super) fn past(
        &self,
        (catalogue, now): (&Catalogue, &Timeline),
        mended: &[Event],
        knowledge: Knowledge,
    ) -> Option<Timeline> {
        let known = |event: &Event| is_known(event, mended, knowledge);
        let other = |family: &&Family| !family.amendments.iter().all(known);
        let mut touched: FxHashSet<EventId> = FxHashSet::default();
        let mut events: Vec<Event> = Vec::new();
        for event in self.0.iter().filter(other).flat_map(|family| family.fact.iter().chain(&family.amendments)) {
            touched.insert(event.id);
            events.extend(Some(event).filter(|event| known(event)).cloned());
        }
        events.sort_by_key(|event| event.position);
        let stood = |fact: &Fact| {
            let kind = catalogue.declaration(fact.kind).name.as_str();
            let own = knowledge.holds(kind, fact.position, fact.recorded_at.day());
            (own || mends(mended, fact.position)) && !touched.contains(&fact.id)
        };
        now.moved_back(catalogue, stood, events)
    }
}
