//! What is read: the ledger, and perhaps a batch that is about to follow it.

use crate::event::{Catalogue, Query};
use crate::ledger::error::LedgerError;
use crate::ledger::late::Late;
use crate::ledger::remembered::Remembered;
use crate::store::{Passing, Prepared, ReadOptions, Store, Stored};
use crate::value::{EventId, Position};

/// A store up to a position, and the events that would follow there.
#[derive(Clone, Copy)]
pub(super) struct Sight<'s> {
    store: &'s dyn Store,
    /// What others record beyond is not seen.
    before: Position,
    ahead: &'s [Stored],
    /// What need not be read.
    remembered: Option<&'s Remembered>,
}

/// The entries of a batch as events behind the head that the store had when they were placed.
pub(super) struct Ahead {
    /// That head.
    pub(super) before: Position,
    events: Vec<Stored>,
    /// The number of each event among the entries.
    numbers: Vec<usize>,
}

impl<'s> Sight<'s> {
    /// The ledger as it is.
    pub(super) fn of(store: &'s dyn Store) -> Self {
        Self { store, before: store.head(), ahead: &[], remembered: None }
    }

    /// The ledger as it would be.
    pub(super) fn with(store: &'s dyn Store, ahead: &'s Ahead) -> Self {
        Self { store, before: ahead.before, ahead: &ahead.events, remembered: None }
    }

    /// The same without what comes behind a position.
    pub(super) fn until(self, before: Position) -> Self {
        let ahead = self.ahead.iter().take_while(|stored| stored.position <= before).count();
        Self { before: self.before.min(before), ahead: self.ahead.get(..ahead).unwrap_or_default(), ..self }
    }

    /// The same where some of it is remembered.
    pub(super) fn remembering(self, remembered: Option<&'s Remembered>) -> Self {
        Self { remembered, ..self }
    }

    /// What is remembered of all up to a place, as some types decode it, and how far that is seen. Of what is about to follow nothing is.
    pub(super) fn remembered(&self, catalogue: &Catalogue, until: Position) -> Option<(&'s Remembered, Position)> {
        let until = until.min(self.before);
        let known = self.remembered.filter(|known| self.ahead.is_empty() && known.knows(catalogue, until));
        known.map(|known| (known, until))
    }

    /// The last position.
    pub(super) fn head(&self) -> Position {
        self.ahead.last().map_or(self.before, |stored| stored.position)
    }

    /// The selected events from a position up to another, both inside, in order, until the visitor has enough; by the tags they were
    /// recorded with.
    pub(super) fn read(
        &self,
        query: &Query,
        range: (Position, Position),
        visit: &mut dyn FnMut(Passing<'_>) -> bool,
    ) -> Result<(), LedgerError> {
        self.read_with(&Late::default(), query, range, visit)
    }

    /// Finds out what early events lack, as far as a query could ask for it.
    pub(super) fn widen(
        &self,
        late: &mut Late,
        catalogue: &Catalogue,
        until: Position,
        query: &Query,
    ) -> Result<(), LedgerError> {
        late.widen(self.store, catalogue, until.min(self.before), query)
    }

    /// The same, early events also by the tags that came later.
    pub(super) fn read_with(
        &self,
        late: &Late,
        query: &Query,
        (from, until): (Position, Position),
        visit: &mut dyn FnMut(Passing<'_>) -> bool,
    ) -> Result<(), LedgerError> {
        let options = ReadOptions { from: Some(from), until: Some(until.min(self.before)), ..ReadOptions::default() };
        let mut goes_on = true;
        late.read(self.store, query, options, &mut |stored| {
            goes_on = visit(stored);
            goes_on
        })?;
        let within = |stored: &&Stored| from <= stored.position && stored.position <= until;
        let mut ahead = self.ahead.iter().filter(within).filter(|stored| query.matches(&stored.kind, &stored.tags));
        while let Some(stored) = ahead.next().filter(|_| goes_on) {
            goes_on = visit(stored.pass());
        }
        Ok(())
    }

    /// The event of an id.
    pub(super) fn find(&self, id: EventId) -> Result<Option<Stored>, LedgerError> {
        if let Some(stored) = self.ahead.iter().find(|stored| stored.id == id) {
            return Ok(Some(stored.clone()));
        }
        let Some(position) = self.store.find(id)?.filter(|position| *position <= self.before) else { return Ok(None) };
        Ok(crate::ledger::recorded::stored_at(self.store, position)?)
    }
}

impl Ahead {
    /// Places the entries of a batch behind the head; those that are in the ledger already do not stand again.
    pub(super) fn of(store: &dyn Store, entries: &[Prepared]) -> Result<Self, LedgerError> {
        let before = store.head();
        let (mut events, mut numbers, mut position) = (Vec::new(), Vec::new(), before);
        for (number, entry) in entries.iter().enumerate() {
            if store.find(entry.id())?.is_some() {
                continue;
            }
            position = position.next();
            let (kind, tags, bytes) = (entry.kind().clone(), entry.tags().to_vec(), entry.bytes().to_vec());
            events.push(Stored { position, id: entry.id(), kind, tags, bytes });
            numbers.push(number);
        }
        Ok(Self { before, events, numbers })
    }

    /// The number of an event among the entries.
    pub(super) fn number_of(&self, at: Position) -> Option<usize> {
        let behind = at.0.checked_sub(self.before.0)?.checked_sub(1)?;
        self.numbers.get(usize::try_from(behind).ok()?).copied()
    }
}
