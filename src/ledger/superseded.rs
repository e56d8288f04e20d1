//! What was recorded about a subject and does not stand any more as it was recorded.

use crate::event::{Body, Event, Query, QueryItem, event_tag};
use crate::explain::Superseded;
use crate::ledger::amend::amending;
use crate::ledger::error::LedgerError;
use crate::ledger::log::LogFilter;
use crate::ledger::recorded::{Recorded, amendments};
use crate::ledger::service::Ledger;
use crate::ledger::sight::Sight;
use crate::ledger::world::World;
use crate::position::FactRef;
use crate::timeline::{Amendments, LastWord};
use crate::value::{Bilingual, EventId, Position, Tag, TypeName, Uscc};

impl Ledger {
    /// Events that name a subject and were corrected or taken back, as far as that was known.
    pub fn superseded(&self, subject: Uscc, world: &World) -> Result<Vec<Superseded>, LedgerError> {
        self.superseded_in(self.sight(), subject, world)
    }

    /// The same where some of it is remembered.
    pub(super) fn superseded_in(
        &self,
        sight: Sight<'_>,
        subject: Uscc,
        world: &World,
    ) -> Result<Vec<Superseded>, LedgerError> {
        let known = world.horizon.known;
        let remembered = sight.remembered(&world.catalogue, known);
        if let Some((remembered, until)) = remembered {
            let tagged = |tag: Option<Tag>, types: Vec<TypeName>| {
                let mut found = Vec::new();
                let items = tag.into_iter().map(|tag| QueryItem { types: types.clone(), tags: vec![tag] }).collect();
                remembered.read(&Query { items }, (Position(1), until), |event, _| found.push(event));
                found
            };
            let own = tagged(Tag::new("enterprise", subject.as_str()), Vec::new());
            let speaking = |id| Ok(tagged(event_tag(id), amendments()));
            return replaced(own, world, speaking);
        }
        let filter = LogFilter { subject: Some(subject), until: known, ..LogFilter::default() };
        let mut events: Vec<Event> = Vec::new();
        self.log(&filter, &mut |entry| {
            events.push(entry.event);
            true
        })?;
        let recorded = Recorded::then(&*self.store, &world.catalogue, known);
        replaced(events, world, |id| Ok(recorded.amendments(id)?))
    }
}

/// Of some events those that do not stand as they were recorded, by what speaks of each.
fn replaced(
    events: Vec<Event>,
    world: &World,
    speaking: impl Fn(EventId) -> Result<Vec<Event>, LedgerError>,
) -> Result<Vec<Superseded>, LedgerError> {
    let mut found = Vec::new();
    for event in events {
        let Body::Typed(kind, record) = &event.body else { continue };
        let family = amending(event.id, &speaking)?;
        let word = Amendments::of(&world.catalogue, &family).last_word(event.id);
        let (by, taken_back) = match word {
            Some(LastWord::TakenBack(by)) => (by, true),
            Some(LastWord::Corrected(by)) => (by, false),
            // A correction or a retraction that was itself taken back changes nothing.
            None => continue,
        };
        let Some(by) = family.iter().find(|own| own.id == by) else { continue };
        found.push(Superseded { fact: of(&event), kind: *kind, record: record.clone(), by: of(by), taken_back });
    }
    Ok(found)
}

const fn of(event: &Event) -> FactRef {
    FactRef { position: event.position, id: event.id, day: event.occurred_on }
}

impl World {
    /// The types of the facts that name a subject, with how many there are of each.
    pub fn kinds_of(&self, subject: Uscc) -> Vec<(TypeName, Bilingual, usize)> {
        let counted = self.catalogue.ids().map(|kind| {
            let declaration = self.catalogue.declaration(kind);
            let count = self.timeline.of_subject(subject, kind).count();
            (declaration.name.clone(), declaration.title.clone(), count)
        });
        counted.filter(|(.., count)| *count > 0).collect()
    }
}
