//! What a correction or a retraction does to the fact it speaks of: its tags, its natural key.

use crate::event::{Body, Catalogue, Event, Known, event_tag};
use crate::ledger::admit::Recorded;
use crate::ledger::fault::Fault;
use crate::store::{NaturalKey, ReadError};
use crate::timeline::{Amendments, Fact, Timeline};
use crate::value::{EventId, Tag};

/// A fact and everything that corrects or takes it back, directly or not, in order of position.
pub(super) struct Family {
    root: Event,
    amendments: Vec<Event>,
}

/// What an amendment adds to its own labels.
#[derive(Debug, Default)]
pub(super) struct Effect {
    /// The tags of the fact before and after, and of the events spoken of.
    pub(super) tags: Vec<Tag>,
    /// The keys given back and taken.
    pub(super) keys: Vec<NaturalKey>,
}

impl Family {
    /// The family of an event; none when there is no such event.
    pub(super) fn of(recorded: &Recorded<'_>, id: EventId) -> Result<Option<Self>, ReadError> {
        let Some(mut root) = recorded.event(id)? else { return Ok(None) };
        while let Some(target) = target_of(recorded.catalogue, &root) {
            match recorded.event(target)? {
                Some(event) => root = event,
                None => break,
            }
        }
        let mut amendments: Vec<Event> = Vec::new();
        let mut open = vec![root.id];
        while let Some(id) = open.pop() {
            for event in recorded.amendments(id)? {
                if amendments.iter().all(|known| known.id != event.id) {
                    open.push(event.id);
                    amendments.push(event);
                }
            }
        }
        amendments.sort_by_key(|event| event.position);
        Ok(Some(Self { root, amendments }))
    }

    /// Checks that an amendment may be made and says what it does.
    pub(super) fn admit(self, catalogue: &Catalogue, event: &Event) -> Result<Effect, Fault> {
        if matches!(Known::of(&self.root.kind), Some(Known::EventTypeRegistered | Known::PolicyIssued)) {
            return Err(Fault::NotAmendable { kind: self.root.kind });
        }
        let mut events = vec![self.root.clone()];
        events.extend(self.amendments);
        let target = target_of(catalogue, event);
        let standing = Amendments::of(catalogue, &events);
        if let Some(id) = target.filter(|id| standing.is_retracted(*id)) {
            return Err(Fault::Retracted { id });
        }
        if let Body::Corrected(correction) = &event.body {
            if standing.is_retracted(self.root.id) {
                return Err(Fault::Retracted { id: self.root.id });
            }
            if let Some(kind) = catalogue.type_id(&self.root.kind) {
                catalogue.decode_body(kind, &correction.data).map_err(Fault::Correction)?;
            }
        }
        let before = labels(catalogue, &events, self.root.id);
        events.push(event.clone());
        let after = labels(catalogue, &events, self.root.id);
        let mut effect = Effect::default();
        effect.tags.extend(event_tag(self.root.id));
        if before.key != after.key {
            effect.keys.extend(before.key.map(NaturalKey::Free));
            effect.keys.extend(after.key.map(NaturalKey::Take));
        }
        effect.tags.extend(before.tags);
        effect.tags.extend(after.tags);
        Ok(effect)
    }
}

/// The event a correction or retraction speaks of.
pub(super) fn target_of(catalogue: &Catalogue, event: &Event) -> Option<EventId> {
    match &event.body {
        Body::Corrected(correction) => Some(correction.event),
        Body::Typed(kind, record) if Known::of(&event.kind) == Some(Known::FactRetracted) => {
            record.get(catalogue.field(*kind, "event")?).id()
        }
        Body::Typed(..) | Body::Raw(_) => None,
    }
}

#[derive(Default)]
struct Labels {
    tags: Vec<Tag>,
    key: Option<String>,
}

/// Tags and key of a fact as it stands after some events; none while it is taken back.
fn labels(catalogue: &Catalogue, events: &[Event], root: EventId) -> Labels {
    let timeline = Timeline::build(catalogue, events.to_vec());
    let of = |fact: &Fact| Labels {
        tags: catalogue.tags(fact.kind, &fact.record),
        key: catalogue.natural_key(fact.kind, &fact.record),
    };
    timeline.by_id(root).map(of).unwrap_or_default()
}
