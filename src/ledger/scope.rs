//! Which events a question about one subject can touch.
//!
//! A position of one subject must come out the same whether it is computed from all events or from these: its own, those
//! of whoever it came from, of whoever shares a fact with it, and everything that concerns nobody in particular. What an
//! event concerns is read from the tags it was stored with: those of a correction name whom the fact was about before
//! and whom it is about since, so nothing here looks into a body.

use crate::event::{Catalogue, Event, Known, Query, QueryItem, TypeId, event_tag};
use crate::ledger::amend::target_of;
use crate::ledger::error::LedgerError;
use crate::ledger::late::Late;
use crate::ledger::remembered::Tagged;
use crate::ledger::sight::Sight;
use crate::store::{Passing, Tags};
use crate::value::{EventId, Position, Tag, TypeName, Uscc};
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::panic::resume_unwind;
use std::thread;

/// The namespace of tags that name a subject.
pub(super) const SUBJECT: &str = "enterprise";
/// What the tags of a mapping begin with.
const REFERENCE: &str = "reference:";
/// The events by which one subject follows another; whom they name is followed to the end.
const SUCCESSION: [&str; 3] = ["enterprise.merged", "enterprise.split", "enterprise.recoded"];

/// The events gathered so far, with the tags they were stored with.
pub(super) struct Gathered<'g> {
    sight: Sight<'g>,
    catalogue: &'g Catalogue,
    until: Position,
    pub(super) events: BTreeMap<Position, (Event, Vec<Tag>)>,
    places: FxHashMap<EventId, Position>,
    asked: FxHashSet<Tag>,
    /// Tags that came later than their events, as far as they were asked for.
    late: RefCell<Late>,
}

/// Runs shorter than this are not worth a thread of their own.
const RUN: u64 = 8_192;

/// Every event up to a position, in order. A long ledger is read in as many runs as the machine has processors, because
/// most of the time goes into decoding; the runs are put together in order, so that the answer is that of one.
pub(super) fn everything(sight: Sight<'_>, catalogue: &Catalogue, until: Position) -> Result<Vec<Event>, LedgerError> {
    in_runs(sight, catalogue, until, |event, _| event)
}

/// The same with the tags of each.
pub(super) fn everything_tagged(
    sight: Sight<'_>,
    catalogue: &Catalogue,
    until: Position,
) -> Result<Vec<Tagged>, LedgerError> {
    in_runs(sight, catalogue, until, |event, tags| (event, tags.to_vec().into()))
}

/// Every event up to a position, in order, read in as many runs at once as there are processors.
fn in_runs<T: Send>(
    sight: Sight<'_>,
    catalogue: &Catalogue,
    until: Position,
    take: impl Fn(Event, Tags<'_>) -> T + Copy + Send + Sync,
) -> Result<Vec<T>, LedgerError> {
    let processors = thread::available_parallelism().map_or(1, |count| u64::try_from(count.get()).unwrap_or(1));
    let length = until.0.div_ceil(processors).max(RUN);
    let run = |before: u64| {
        let last = Position(before.saturating_add(length).min(until.0));
        // The others are put behind the first one, which has room for all.
        let room = if before == 0 { until.0 } else { last.0.saturating_sub(before) };
        let mut events = Vec::with_capacity(usize::try_from(room).unwrap_or(0));
        let gathered = Gathered::new(sight, catalogue, last);
        gathered.read_from(Position(before).next(), &Query::all(), |event, tags| events.push(take(event, tags)))?;
        Ok::<_, LedgerError>(events)
    };
    thread::scope(|scope| {
        let starts = (0..until.0).step_by(usize::try_from(length).unwrap_or(usize::MAX));
        let runs: Vec<_> = starts.map(|before| scope.spawn(move || run(before))).collect();
        let mut events: Option<Vec<T>> = None;
        for run in runs {
            let more = run.join().unwrap_or_else(|panic| resume_unwind(panic))?;
            match &mut events {
                Some(events) => events.extend(more),
                None => events = Some(more),
            }
        }
        Ok(events.unwrap_or_default())
    })
}

/// The events up to a position that a question about a subject can touch, in order; about nobody, only those that say
/// how the ledger is read.
pub(super) fn around(
    sight: Sight<'_>,
    catalogue: &Catalogue,
    until: Position,
    subject: Option<Uscc>,
) -> Result<Vec<Event>, LedgerError> {
    let mut gathered = Gathered::new(sight, catalogue, until);
    gathered.nobody_in_particular()?;
    if let Some(subject) = subject {
        gathered.lineage(Tag::new(SUBJECT, subject.as_str()).into_iter().collect())?;
        let others = gathered.subjects();
        gathered.lineage(others)?;
        gathered.linked()?;
    }
    Ok(gathered.finish())
}

/// The events that carry a tag, and what corrects them or takes them back.
pub(super) fn tagged(
    sight: Sight<'_>,
    catalogue: &Catalogue,
    until: Position,
    tag: Tag,
) -> Result<Vec<Event>, LedgerError> {
    let mut gathered = Gathered::new(sight, catalogue, until);
    gathered.add_tagged(tag)?;
    gathered.originals()?;
    Ok(gathered.finish())
}

/// The events of a subject and of those it came from or became, however a merger, a split or a change of code came to name
/// them.
pub(super) fn lineage(
    sight: Sight<'_>,
    catalogue: &Catalogue,
    until: Position,
    subject: Uscc,
) -> Result<Vec<Event>, LedgerError> {
    let mut gathered = Gathered::new(sight, catalogue, until);
    gathered.lineage(Tag::new(SUBJECT, subject.as_str()).into_iter().collect())?;
    Ok(gathered.finish())
}

/// The events of some types, and everything that corrects or takes back anything.
pub(super) fn of_types(
    sight: Sight<'_>,
    catalogue: &Catalogue,
    until: Position,
    names: &[&str],
) -> Result<Vec<Event>, LedgerError> {
    let mut gathered = Gathered::new(sight, catalogue, until);
    let amendments = [Known::FactCorrected.name(), Known::FactRetracted.name()];
    let types = names.iter().chain(&amendments).filter_map(|name| TypeName::parse(name)).collect();
    gathered.add(&Query::of_types(types))?;
    Ok(gathered.finish())
}

impl<'g> Gathered<'g> {
    pub(super) fn new(sight: Sight<'g>, catalogue: &'g Catalogue, until: Position) -> Self {
        let (events, places) = (BTreeMap::new(), FxHashMap::default());
        let (asked, late) = (FxHashSet::default(), RefCell::default());
        Self { sight, catalogue, until, events, places, asked, late }
    }

    pub(super) fn finish(self) -> Vec<Event> {
        self.events.into_values().map(|(event, _)| event).collect()
    }

    fn read(&self, query: &Query, visit: impl FnMut(Event, Tags<'_>)) -> Result<(), LedgerError> {
        self.read_from(Position(1), query, visit)
    }

    /// What a query selects from a position on.
    pub(super) fn read_from(
        &self,
        first: Position,
        query: &Query,
        mut visit: impl FnMut(Event, Tags<'_>),
    ) -> Result<(), LedgerError> {
        if let Some((remembered, until)) = self.sight.remembered(self.catalogue, self.until) {
            remembered.read(query, (first, until), visit);
            return Ok(());
        }
        let mut unreadable = None;
        self.sight.widen(&mut self.late.borrow_mut(), self.catalogue, self.until, query)?;
        self.sight.read_with(&self.late.borrow(), query, (first, self.until), &mut |stored| {
            match decode(self.catalogue, stored) {
                Ok(event) => visit(event, stored.tags),
                Err(error) => unreadable = Some(error),
            }
            unreadable.is_none()
        })?;
        unreadable.map_or(Ok(()), Err)
    }

    fn keep(&mut self, event: Event, tags: Vec<Tag>) {
        self.places.insert(event.id, event.position);
        self.events.insert(event.position, (event, tags));
    }

    pub(super) fn add(&mut self, query: &Query) -> Result<(), LedgerError> {
        let mut found = Vec::new();
        self.read(query, |event, tags| found.push((event, tags.to_vec())))?;
        for (event, tags) in found {
            self.keep(event, tags);
        }
        Ok(())
    }

    pub(super) fn add_tagged(&mut self, tag: Tag) -> Result<(), LedgerError> {
        if self.asked.insert(tag.clone()) { self.add(&Query::tagged(tag)) } else { Ok(()) }
    }

    /// The events of types that name no subject: rates, calls, links between standards, readings. What corrects them
    /// may carry no tag of its own, so it is asked for by the events it speaks of.
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
        let tags: Vec<Tag> = self.events.values().filter_map(|(event, _)| event_tag(event.id)).collect();
        self.asked.extend(tags.iter().cloned());
        let items = tags.into_iter().map(|tag| QueryItem { types: Vec::new(), tags: vec![tag] }).collect();
        self.add(&Query { items })?;
        self.originals()
    }

    /// The events of some subjects, and of those they came from, however the merger or split came to name them.
    fn lineage(&mut self, subjects: BTreeSet<Tag>) -> Result<(), LedgerError> {
        let mut open: Vec<Tag> = subjects.into_iter().collect();
        while let Some(subject) = open.pop() {
            if self.asked.contains(&subject) {
                continue;
            }
            self.add_tagged(subject.clone())?;
            self.originals()?;
            let own = self.events.values().filter(|(_, tags)| tags.contains(&subject));
            let succession = own.filter(|(event, _)| SUCCESSION.contains(&self.root_kind(event)));
            open.extend(succession.flat_map(|(_, tags)| tags).filter(|tag| is_subject(tag)).cloned());
        }
        Ok(())
    }

    /// The type of the fact that an event is, corrects or takes back.
    fn root_kind<'e>(&'e self, event: &'e Event) -> &'e str {
        let mut root = event;
        while let Some((target, _)) = target_of(self.catalogue, root)
            .and_then(|target| self.places.get(&target))
            .and_then(|position| self.events.get(position))
            .filter(|(target, _)| target.position < root.position)
        {
            root = target;
        }
        root.kind.as_str()
    }

    /// Every subject named by what was gathered.
    fn subjects(&self) -> BTreeSet<Tag> {
        let all = self.events.values().flat_map(|(_, tags)| tags);
        all.filter(|tag| is_subject(tag)).cloned().collect()
    }

    /// Facts that are tied to gathered ones by a link that names both, as an adopted standard names its source and a
    /// mapping the old and the new number; links are followed to the end.
    fn linked(&mut self) -> Result<(), LedgerError> {
        loop {
            let before = self.events.len();
            let (mut reached, mut links) = (FxHashSet::default(), Vec::new());
            for (_, tags) in self.events.values() {
                let named: Vec<Tag> = tags.iter().map(named).collect();
                if tags.iter().any(is_subject) {
                    reached.extend(named);
                } else if tags.len() > 1 {
                    links.push(named);
                }
            }
            // One link may lead to the next: what was adopted may have got another number since.
            while let Some(next) = links.iter().position(|tags| tags.iter().any(|tag| reached.contains(tag))) {
                let tags = links.swap_remove(next);
                reached.extend(tags.iter().cloned());
                tags.into_iter().try_for_each(|tag| self.add_tagged(tag))?;
            }
            self.originals()?;
            if self.events.len() == before {
                return Ok(());
            }
        }
    }

    /// A fact that a correction moved stands under its old tags, and what was said of it later may carry none of those that
    /// led here: it is fetched by its id, with all that amends it.
    pub(super) fn originals(&mut self) -> Result<(), LedgerError> {
        loop {
            let targets = self.events.values().filter_map(|(event, _)| target_of(self.catalogue, event));
            let targets: BTreeSet<EventId> = targets.collect();
            let before = self.events.len();
            for target in targets {
                self.fetch(target)?;
                event_tag(target).into_iter().try_for_each(|tag| self.add_tagged(tag))?;
            }
            if self.events.len() == before {
                return Ok(());
            }
        }
    }

    /// Gathers the event with an id.
    fn fetch(&mut self, id: EventId) -> Result<(), LedgerError> {
        if self.places.contains_key(&id) {
            return Ok(());
        }
        let Some(stored) = self.sight.find(id)?.filter(|stored| stored.position <= self.until) else { return Ok(()) };
        let event = decode(self.catalogue, stored.pass())?;
        self.keep(event, stored.tags);
        Ok(())
    }
}

/// A stored event, read.
pub(super) fn decode(catalogue: &Catalogue, stored: Passing<'_>) -> Result<Event, LedgerError> {
    Event::decode(catalogue, stored.position, stored.bytes)
        .map_err(|refusal| LedgerError::Unreadable { position: stored.position, refusal: Box::new(refusal) })
}

/// The tag that a mapping speaks of: it names matters, and they are written as tags are.
fn named(tag: &Tag) -> Tag {
    let mapped = tag.as_str().strip_prefix(REFERENCE).and_then(Tag::parse);
    mapped.unwrap_or_else(|| tag.clone())
}

pub(super) fn is_subject(tag: &Tag) -> bool {
    tag.as_str().split_once(':').is_some_and(|(namespace, _)| namespace == SUBJECT)
}

/// The subject a tag names.
pub(super) fn subject_of(tag: &str) -> Option<Uscc> {
    let (namespace, code) = tag.split_once(':')?;
    Uscc::parse(code).ok().filter(|_| namespace == SUBJECT)
}
