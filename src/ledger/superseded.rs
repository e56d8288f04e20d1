//! What was recorded about a subject and does not stand there any more as it was: what it said last, and what ended it.

use crate::event::{Body, Event, Query, QueryItem, event_tag};
use crate::explain::{Ending, Superseded};
use crate::ledger::amend::amending;
use crate::ledger::error::LedgerError;
use crate::ledger::log::LogFilter;
use crate::ledger::recorded::{Recorded, amendments};
use crate::ledger::scope::decode;
use crate::ledger::service::Ledger;
use crate::ledger::sight::Sight;
use crate::ledger::world::World;
use crate::position::FactRef;
use crate::timeline::{Amendments, Fact, LastWord};
use crate::value::{Bilingual, EventId, Position, Tag, TypeName, Uscc};
use std::collections::BTreeMap;

impl Ledger {
    /// Of the facts that ever named a subject, as recorded or as corrected, those that do not stand there as they were, as far as that
    /// was known.
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
            return replaced(facts_behind(sight, own, world)?, subject, world, speaking);
        }
        let filter = LogFilter { subject: Some(subject), until: known, ..LogFilter::default() };
        let mut events: Vec<Event> = Vec::new();
        self.log(&filter, &mut |entry| {
            events.push(entry.event);
            true
        })?;
        let recorded = Recorded::then(&*self.store, &world.catalogue, known);
        replaced(facts_behind(sight, events, world)?, subject, world, |id| Ok(recorded.amendments(id)?))
    }
}

/// Of some events those that are no corrections, and instead of these the facts they correct, each once and in order: a fact that a
/// correction brought to a subject is found by that correction alone.
fn facts_behind(sight: Sight<'_>, events: Vec<Event>, world: &World) -> Result<Vec<Event>, LedgerError> {
    let (corrections, own): (Vec<Event>, Vec<Event>) =
        events.into_iter().partition(|event| matches!(event.body, Body::Corrected(_)));
    let mut facts: BTreeMap<Position, Event> = own.into_iter().map(|event| (event.position, event)).collect();
    for mut event in corrections {
        while let Body::Corrected(correction) = &event.body {
            // What cannot be found was refused at the door.
            let Some(stored) = sight.find(correction.event)? else { break };
            event = decode(&world.catalogue, stored.pass())?;
        }
        facts.entry(event.position).or_insert(event);
    }
    Ok(facts.into_values().collect())
}

/// Of some facts, and of what takes something back, what does not stand as it was, by what speaks of each.
fn replaced(
    events: Vec<Event>,
    subject: Uscc,
    world: &World,
    speaking: impl Fn(EventId) -> Result<Vec<Event>, LedgerError>,
) -> Result<Vec<Superseded>, LedgerError> {
    let mut found = Vec::new();
    for event in events {
        let family = amending(event.id, &speaking)?;
        if family.is_empty() {
            continue;
        }
        found.extend(Told { world, subject, event: &event, family: &family }.superseded());
    }
    Ok(found)
}

/// A fact, all that corrects it or takes it back, and who asks about it.
struct Told<'t> {
    world: &'t World,
    subject: Uscc,
    event: &'t Event,
    family: &'t [Event],
}

impl Told<'_> {
    /// What stood of it after so many of the events that speak of it, and by which of them.
    fn after(&self, count: usize) -> (Amendments, Option<Fact>) {
        let known: Vec<Event> = self.family.iter().take(count).cloned().collect();
        let amendments = Amendments::of(&self.world.catalogue, &known);
        let fact = amendments.fact(&self.world.catalogue, self.event.clone());
        (amendments, fact)
    }

    /// The row of it that the file of the subject has besides what stands; none where it stands there as it was recorded, or as it was
    /// corrected to begin there.
    fn superseded(&self) -> Option<Superseded> {
        let catalogue = &self.world.catalogue;
        let names = |fact: &Fact| self.world.timeline.is_about(catalogue, fact, self.subject);
        let all = self.family.len();
        let own = |count: usize| Some((count, self.after(count).1.filter(|fact| names(fact))?));
        let last = (0..=all).rev().find_map(own);
        match last {
            Some((count, stood)) if count < all => {
                let (by, ending) = self.ended(count)?;
                self.row(&stood, by, ending)
            }
            // It stands, or it is an event that names nobody and was taken back: what it said at first is told.
            Some(_) | None => {
                let first = self.after(0).1?;
                let is_told = last.is_none() || names(&first);
                match self.after(all).0.last_word(self.event.id).filter(|_| is_told)? {
                    LastWord::TakenBack(by) => self.row(&first, by, Ending::TakenBack),
                    LastWord::Corrected(by) => self.row(&first, by, Ending::Corrected),
                }
            }
        }
    }

    /// What ended it for the subject, where it stood there last after so many of the events.
    fn ended(&self, count: usize) -> Option<(EventId, Ending)> {
        let event = self.family.get(count)?;
        let (before, (after, stands)) = (self.after(count).0, self.after(count.saturating_add(1)));
        Some(match (&event.body, after.last_word(self.event.id)) {
            (Body::Corrected(_), _) => (event.id, Ending::Moved),
            // Of several that took it back the one that was not taken back itself.
            (_, Some(LastWord::TakenBack(by))) => (by, Ending::TakenBack),
            // A correction to another that had been taken back stands again.
            (_, Some(LastWord::Corrected(by))) if stands.is_some() && before.is_retracted(by) => (by, Ending::Moved),
            // The correction by which it had come was taken back.
            (_, Some(LastWord::Corrected(_)) | None) => (event.id, Ending::TakenBack),
        })
    }

    fn row(&self, stood: &Fact, by: EventId, ending: Ending) -> Option<Superseded> {
        let by = self.family.iter().find(|own| own.id == by)?;
        let (fact, record) = (FactRef::of(stood), stood.record.clone());
        Some(Superseded { fact, kind: stood.kind, record, by: of(by), ending })
    }
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
