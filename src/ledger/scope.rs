//! Which events a question about one subject can touch.
//!
//! A position of one subject must come out the same whether it is computed from all events or from these: its own, those
//! of whoever it came from, of whoever shares a fact with it, and everything that concerns nobody in particular.

use crate::event::{Body, Catalogue, Event, Known, Query, Record, Slot, TypeId, event_tag};
use crate::ledger::admit::stored_at;
use crate::ledger::amend::target_of;
use crate::ledger::error::LedgerError;
use crate::store::{ReadOptions, Store};
use crate::value::{Position, Tag, TypeName, Uscc};
use rustc_hash::FxHashSet;
use std::collections::{BTreeMap, BTreeSet};

/// The namespace of tags that name a subject.
const SUBJECT: &str = "enterprise";
/// The events by which one subject follows another; whom they name is followed to the end.
const SUCCESSION: [&str; 2] = ["enterprise.merged", "enterprise.split"];

/// The events gathered so far.
pub(super) struct Gathered<'g> {
    store: &'g dyn Store,
    catalogue: &'g Catalogue,
    until: Position,
    events: BTreeMap<Position, Event>,
    asked: FxHashSet<Tag>,
}

/// Every event up to a position, in order.
pub(super) fn everything(store: &dyn Store, catalogue: &Catalogue, until: Position) -> Result<Vec<Event>, LedgerError> {
    let mut gathered = Gathered::new(store, catalogue, until);
    let mut events = Vec::with_capacity(usize::try_from(until.0).unwrap_or(0));
    gathered.read(&Query::all(), |event| events.push(event))?;
    Ok(events)
}

/// The events up to a position that a question about a subject can touch, in order.
pub(super) fn around(
    store: &dyn Store,
    catalogue: &Catalogue,
    until: Position,
    subject: Option<Uscc>,
) -> Result<Vec<Event>, LedgerError> {
    let mut gathered = Gathered::new(store, catalogue, until);
    gathered.nobody_in_particular()?;
    let Some(subject) = subject else { return Ok(gathered.events.into_values().collect()) };
    gathered.lineage([subject].into())?;
    let others = gathered.codes();
    gathered.lineage(others)?;
    gathered.linked()?;
    gathered.originals()?;
    Ok(gathered.events.into_values().collect())
}

impl<'g> Gathered<'g> {
    fn new(store: &'g dyn Store, catalogue: &'g Catalogue, until: Position) -> Self {
        Self { store, catalogue, until, events: BTreeMap::new(), asked: FxHashSet::default() }
    }

    fn read(&mut self, query: &Query, mut visit: impl FnMut(Event)) -> Result<(), LedgerError> {
        let options = ReadOptions { until: Some(self.until), ..ReadOptions::default() };
        let mut unreadable = None;
        let catalogue = self.catalogue;
        self.store.read(query, options, &mut |stored| {
            match Event::decode(catalogue, stored.position, &stored.bytes) {
                Ok(event) => visit(event),
                Err(refusal) => {
                    unreadable =
                        Some(LedgerError::Unreadable { position: stored.position, refusal: Box::new(refusal) });
                }
            }
            unreadable.is_none()
        })?;
        unreadable.map_or(Ok(()), Err)
    }

    fn add(&mut self, query: &Query) -> Result<(), LedgerError> {
        let mut found = Vec::new();
        self.read(query, |event| found.push(event))?;
        self.events.extend(found.into_iter().map(|event| (event.position, event)));
        Ok(())
    }

    fn add_tagged(&mut self, tag: Tag) -> Result<(), LedgerError> {
        if self.asked.insert(tag.clone()) { self.add(&Query::tagged(tag)) } else { Ok(()) }
    }

    /// The events of types that name no subject: rates, calls, links between standards, readings. What corrects them
    /// carries no tag but theirs, so it is asked for event by event.
    fn nobody_in_particular(&mut self) -> Result<(), LedgerError> {
        let names_nobody = |id: &TypeId| {
            let declaration = self.catalogue.declaration(*id);
            let of_its_own = matches!(
                Known::of(&declaration.name),
                Some(Known::EventTypeRegistered | Known::FactCorrected | Known::FactRetracted)
            );
            !of_its_own && declaration.tags.iter().all(|(_, _, namespace)| namespace != SUBJECT)
        };
        let ids: Vec<TypeId> = self.catalogue.ids().filter(names_nobody).collect();
        let types = ids.into_iter().map(|id| self.catalogue.declaration(id).name.clone()).collect();
        self.add(&Query::of_types(types))?;
        let tags: Vec<Tag> = self.events.values().filter_map(|event| event_tag(event.id)).collect();
        tags.into_iter().try_for_each(|tag| self.add_tagged(tag))
    }

    /// The events of some subjects, and of those they came from.
    fn lineage(&mut self, subjects: BTreeSet<Uscc>) -> Result<(), LedgerError> {
        let mut open: Vec<Uscc> = subjects.into_iter().collect();
        while let Some(subject) = open.pop() {
            let Some(tag) = Tag::new(SUBJECT, subject.as_str()) else { continue };
            if self.asked.contains(&tag) {
                continue;
            }
            self.add_tagged(tag)?;
            let own = self.events.values().filter(|event| SUCCESSION.contains(&event.kind.as_str()));
            open.extend(own.flat_map(codes_in).filter(|code| *code != subject));
        }
        Ok(())
    }

    /// Every code named in what was gathered.
    fn codes(&self) -> BTreeSet<Uscc> {
        self.events.values().flat_map(codes_in).collect()
    }

    /// Facts that are tied to gathered ones by a link that names both, as an adopted standard names its source.
    fn linked(&mut self) -> Result<(), LedgerError> {
        let mut own: FxHashSet<Tag> = FxHashSet::default();
        let mut links: Vec<Vec<Tag>> = Vec::new();
        for event in self.events.values() {
            let Body::Typed(kind, record) = &event.body else { continue };
            let tags = self.catalogue.tags(*kind, record);
            if tags.iter().any(|tag| namespace(tag) == SUBJECT) {
                own.extend(tags);
            } else if tags.len() > 1 {
                links.push(tags);
            }
        }
        for tags in links.into_iter().filter(|tags| tags.iter().any(|tag| own.contains(tag))) {
            for tag in tags {
                self.add_tagged(tag)?;
            }
        }
        Ok(())
    }

    /// A fact that a correction moved to a gathered subject stands under its old tags: it is fetched by its id.
    fn originals(&mut self) -> Result<(), LedgerError> {
        loop {
            let known: FxHashSet<_> = self.events.values().map(|event| event.id).collect();
            let targets = self.events.values().filter_map(|event| target_of(self.catalogue, event));
            let missing: Vec<_> = targets.filter(|target| !known.contains(target)).collect();
            let before = self.events.len();
            for target in missing {
                let Some(position) = self.store.find(target)?.filter(|position| *position <= self.until) else {
                    continue;
                };
                let Some(stored) = stored_at(self.store, position)? else { continue };
                let event = Event::decode(self.catalogue, stored.position, &stored.bytes)
                    .map_err(|refusal| LedgerError::Unreadable { position, refusal: Box::new(refusal) })?;
                let tag = event_tag(event.id);
                self.events.insert(position, event);
                tag.into_iter().try_for_each(|tag| self.add_tagged(tag))?;
            }
            if self.events.len() == before {
                return Ok(());
            }
        }
    }
}

fn namespace(tag: &Tag) -> &str {
    tag.as_str().split(':').next().unwrap_or_default()
}

/// The codes in an event's own fields and rows, and in the new body a correction brings.
fn codes_in(event: &Event) -> Vec<Uscc> {
    match &event.body {
        Body::Typed(_, record) => {
            let rows = record.slots().iter().flat_map(Slot::rows).flat_map(Record::slots);
            record.slots().iter().chain(rows).filter_map(Slot::code).collect()
        }
        Body::Corrected(correction) => {
            let words = correction.data.split('"').filter(|word| word.len() == 18);
            words.filter_map(|word| Uscc::parse(word).ok()).collect()
        }
        Body::Raw(_) => Vec::new(),
    }
}

/// The name of a type, for a query.
pub(super) fn of_types(names: &[&str]) -> Query {
    Query::of_types(names.iter().filter_map(|name| TypeName::parse(name)).collect())
}
