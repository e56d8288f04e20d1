//! What a correction or a retraction does to the fact it speaks of: its tags, its natural key.

use crate::event::{Body, Catalogue, Draft, Event, Known, Refusal, Stamp, admit, event_tag};
use crate::ledger::fault::Fault;
use crate::ledger::recorded::Recorded;
use crate::store::{NaturalKey, ReadError};
use crate::timeline::{Amendments, Fact, Timeline};
use crate::value::{EventId, Position, Tag};
use std::collections::BTreeSet;

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
    /// The family an event corrects or takes something back in; none for any other event.
    pub(super) fn amended_by(recorded: &Recorded<'_>, event: &Event) -> Result<Result<Option<Self>, Fault>, ReadError> {
        let Some(target) = target_of(recorded.catalogue, event) else { return Ok(Ok(None)) };
        let unknown = || Fault::UnknownEvent { field: "data.event".to_owned(), id: target };
        Ok(Self::of(recorded, target)?.map(Some).ok_or_else(unknown))
    }

    /// The family of an event; none when there is no such event.
    pub(super) fn of(recorded: &Recorded<'_>, id: EventId) -> Result<Option<Self>, ReadError> {
        let Some(mut root) = recorded.event(id)? else { return Ok(None) };
        while let Some(target) = target_of(recorded.catalogue, &root) {
            match recorded.event(target)? {
                Some(event) => root = event,
                None => break,
            }
        }
        let amendments = amending(root.id, |id| recorded.amendments(id))?;
        Ok(Some(Self { root, amendments }))
    }

    /// A fact and what amended it so far.
    pub(super) fn given(root: Event, amendments: Vec<Event>) -> Self {
        Self { root, amendments }
    }

    /// Where the fact was recorded.
    pub(super) fn position(&self) -> Position {
        self.root.position
    }

    /// The natural key the fact holds, as corrected.
    pub(super) fn key(&self, catalogue: &Catalogue) -> Option<String> {
        labels(catalogue, &self.events(), self.root.id).key
    }

    /// What a correction makes of the fact, checked as a new event of its type would be; nothing for a retraction.
    pub(super) fn corrected(&self, catalogue: &Catalogue, event: &Event) -> Result<Option<Event>, Fault> {
        let Body::Corrected(correction) = &event.body else { return Ok(None) };
        let Some(kind) = catalogue.type_id(&self.root.kind) else { return Ok(None) };
        let in_body = catalogue.declaration(kind).occurred_on.is_some();
        let draft = Draft {
            kind: self.root.kind.clone(),
            version: None,
            id: None,
            occurred_on: correction.occurred_on.or((!in_body).then_some(self.root.occurred_on)),
            recorded_at: None,
            recorded_by: None,
            data: serde_json::from_str(&correction.data).unwrap_or_default(),
            evidence: self.root.evidence.to_vec(),
            note: None,
        };
        let (id, recorded_at) = (event.id, event.recorded_at);
        let stamp = Stamp { id, recorded_at, recorded_by: event.recorded_by.clone(), keep_unknown: false };
        match admit(catalogue, draft, stamp) {
            Ok((corrected, _)) => Ok(Some(corrected)),
            Err(Refusal::Body(refusal)) => Err(Fault::Correction(refusal)),
            Err(refusal) => Err(Fault::Refused(refusal)),
        }
    }

    /// Whether it is of a type of which nothing is ever amended: what other events are read by stays as it is, also in a history.
    pub(super) fn is_amendable(&self) -> Result<(), Fault> {
        if matches!(Known::of(&self.root.kind), Some(Known::EventTypeRegistered | Known::PolicyIssued)) {
            return Err(Fault::NotAmendable { kind: self.root.kind.clone() });
        }
        Ok(())
    }

    /// Whether an amendment may be made at all.
    pub(super) fn allows(&self, catalogue: &Catalogue, event: &Event) -> Result<(), Fault> {
        self.is_amendable()?;
        let standing = Amendments::of(catalogue, &self.events());
        if let Some(id) = target_of(catalogue, event).filter(|id| standing.is_retracted(*id)) {
            return Err(Fault::Retracted { id });
        }
        match &event.body {
            Body::Corrected(_) if standing.is_retracted(self.root.id) => Err(Fault::Retracted { id: self.root.id }),
            Body::Corrected(_) | Body::Typed(..) | Body::Raw(_) => Ok(()),
        }
    }

    /// What an amendment does to the labels of the fact.
    pub(super) fn effect(self, catalogue: &Catalogue, event: &Event) -> Effect {
        let mut events = self.events();
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
        effect
    }

    /// The fact and all that amends it, in order.
    pub(super) fn events(&self) -> Vec<Event> {
        std::iter::once(&self.root).chain(&self.amendments).cloned().collect()
    }
}

/// What corrects an event or takes it back, directly or not, in order of position; given is what speaks of an event itself.
pub(super) fn amending<E>(id: EventId, speaking: impl Fn(EventId) -> Result<Vec<Event>, E>) -> Result<Vec<Event>, E> {
    let mut found: Vec<Event> = Vec::new();
    let mut open = vec![id];
    while let Some(id) = open.pop() {
        for event in speaking(id)? {
            if found.iter().all(|known| known.id != event.id) {
                open.push(event.id);
                found.push(event);
            }
        }
    }
    found.sort_by_key(|event| event.position);
    Ok(found)
}

/// Of some events, in order of position, those that correct or take back an event of these ids, directly or not.
pub(super) fn spoken_of<'e>(
    catalogue: &Catalogue,
    events: impl IntoIterator<Item = &'e Event>,
    ids: impl IntoIterator<Item = EventId>,
) -> Vec<&'e Event> {
    let mut family: BTreeSet<EventId> = ids.into_iter().collect();
    let mut found = Vec::new();
    for event in events {
        if target_of(catalogue, event).is_some_and(|target| family.contains(&target)) {
            family.insert(event.id);
            found.push(event);
        }
    }
    found
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
