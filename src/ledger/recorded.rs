//! What is on record: the ledger, or its beginning, and the batch that is being checked, read as one.

use crate::event::{Catalogue, Event, Known, Query, QueryItem, event_tag};
use crate::ledger::amend::{Family, target_of};
use crate::store::{Passing, Prepared, ReadError, ReadOptions, Store, Stored};
use crate::value::{EventId, Position, TypeName};
use rustc_hash::FxHashMap;

/// The ledger up to a position and the batch so far, read as one.
pub(super) struct Recorded<'a> {
    store: &'a dyn Store,
    pub(super) catalogue: &'a Catalogue,
    /// What was recorded behind it is not there.
    until: Option<Position>,
    entries: Vec<Prepared>,
    by_id: FxHashMap<EventId, usize>,
    amendments: FxHashMap<EventId, Vec<usize>>,
    head: Position,
}

impl<'a> Recorded<'a> {
    /// Starts at the head of the ledger, with an empty batch.
    pub(super) fn new(store: &'a dyn Store, catalogue: &'a Catalogue) -> Self {
        let (entries, by_id, amendments) = (Vec::new(), FxHashMap::default(), FxHashMap::default());
        Self { store, catalogue, until: None, entries, by_id, amendments, head: store.head() }
    }

    /// Starts where the ledger stood at a position. What was recorded behind it is not seen.
    pub(super) fn then(store: &'a dyn Store, catalogue: &'a Catalogue, until: Position) -> Self {
        Self { until: Some(until), head: until, ..Self::new(store, catalogue) }
    }

    /// The last position before the batch.
    pub(super) fn head(&self) -> Position {
        self.head
    }

    /// The selected events of the ledger in order, until the visitor has enough.
    pub(super) fn read(
        &self,
        query: &Query,
        limit: Option<u64>,
        visit: &mut dyn FnMut(Passing<'_>) -> bool,
    ) -> Result<(), ReadError> {
        self.store.read(query, ReadOptions { until: self.until, limit, ..ReadOptions::default() }, visit)
    }

    /// Which event of the ledger holds a natural key.
    pub(super) fn holder(&self, key: &str) -> Result<Option<Position>, ReadError> {
        let now = self.store.holder(key)?;
        match self.until {
            Some(until) if now.is_none_or(|now| now > until) => self.lost(key, until),
            _ => Ok(now),
        }
    }

    /// Who held a key at a position and has lost it since: a fact that was corrected or taken back behind it.
    fn lost(&self, key: &str, until: Position) -> Result<Option<Position>, ReadError> {
        let mut amended = Vec::new();
        let options = ReadOptions { from: Some(until.next()), ..ReadOptions::default() };
        self.store.read(&Query::of_types(amendments()), options, &mut |stored| {
            let event = self.decoded(stored.position, stored.bytes);
            amended.extend(event.and_then(|event| target_of(self.catalogue, &event)));
            true
        })?;
        for fact in amended {
            let family = Family::of(self, fact)?;
            if let Some(family) = family.filter(|family| family.key(self.catalogue).as_deref() == Some(key)) {
                return Ok(Some(family.position()));
            }
        }
        Ok(None)
    }

    /// The event with this id, from the batch or the ledger.
    pub(super) fn event(&self, id: EventId) -> Result<Option<Event>, ReadError> {
        if let Some(index) = self.by_id.get(&id) {
            return Ok(self.own(*index));
        }
        Ok(self.stored(id)?.and_then(|stored| self.decoded(stored.position, &stored.bytes)))
    }

    /// The event of the ledger with this id, as it is stored.
    pub(super) fn stored(&self, id: EventId) -> Result<Option<Stored>, ReadError> {
        match self.store.find(id)? {
            Some(position) if self.until.is_none_or(|until| position <= until) => stored_at(self.store, position),
            _ => Ok(None),
        }
    }

    /// The corrections and retractions that name an event.
    pub(super) fn amendments(&self, id: EventId) -> Result<Vec<Event>, ReadError> {
        let item = QueryItem { types: amendments(), tags: event_tag(id).into_iter().collect() };
        let mut found = Vec::new();
        self.read(&Query { items: vec![item] }, None, &mut |stored| {
            found.extend(self.decoded(stored.position, stored.bytes));
            true
        })?;
        found.extend(self.amendments.get(&id).into_iter().flatten().filter_map(|index| self.own(*index)));
        Ok(found)
    }

    /// The events of a type in the batch so far.
    pub(super) fn own_of(&self, known: Known) -> Vec<Event> {
        let indexes = (0..).zip(&self.entries).filter(|(_, entry)| Known::of(entry.kind()) == Some(known));
        indexes.filter_map(|(index, _)| self.own(index)).collect()
    }

    /// Events of a type in the batch so far, as they will be stored.
    pub(super) fn own_named<'r>(&'r self, kind: &'r TypeName) -> impl Iterator<Item = (Position, &'r [u8])> {
        let numbered = self.entries.iter().enumerate().filter(move |(_, entry)| entry.kind() == kind);
        numbered.map(|(index, entry)| (self.position_of(index), entry.bytes()))
    }

    /// Which entry of the batch has this id.
    pub(super) fn own_index(&self, id: EventId) -> Option<usize> {
        self.by_id.get(&id).copied()
    }

    /// The batch so far, which is about to be appended.
    pub(super) fn take_entries(&mut self) -> Vec<Prepared> {
        self.by_id.clear();
        self.amendments.clear();
        let entries = std::mem::take(&mut self.entries);
        self.head = Position(self.head.0.saturating_add(u64::try_from(entries.len()).unwrap_or(u64::MAX)));
        entries
    }

    /// The batch.
    pub(super) fn into_entries(self) -> Vec<Prepared> {
        self.entries
    }

    fn own(&self, index: usize) -> Option<Event> {
        self.decoded(self.position_of(index), self.entries.get(index)?.bytes())
    }

    /// Where an entry of the batch will stand.
    fn position_of(&self, index: usize) -> Position {
        Position(self.head.0.saturating_add(u64::try_from(index).unwrap_or(u64::MAX)).saturating_add(1))
    }

    fn decoded(&self, position: Position, bytes: &[u8]) -> Option<Event> {
        Event::decode(self.catalogue, position, bytes).ok()
    }

    /// Adds the next entry of the batch, and the event it corrects or takes back.
    pub(super) fn push(&mut self, entry: Prepared, target: Option<EventId>) {
        let index = self.entries.len();
        self.by_id.insert(entry.id(), index);
        if let Some(target) = target {
            self.amendments.entry(target).or_default().push(index);
        }
        self.entries.push(entry);
    }
}

/// The types that correct facts or take them back.
pub(super) fn amendments() -> Vec<TypeName> {
    let types = [Known::FactCorrected, Known::FactRetracted].map(|known| TypeName::parse(known.name()));
    types.into_iter().flatten().collect()
}

/// The stored event at a position.
pub(super) fn stored_at(store: &dyn Store, position: Position) -> Result<Option<Stored>, ReadError> {
    let mut found = None;
    let options = ReadOptions { from: Some(position), limit: Some(1), ..ReadOptions::default() };
    store.read(&Query::all(), options, &mut |stored| {
        found = Some(stored.keep());
        false
    })?;
    Ok(found.filter(|stored| stored.position == position))
}
