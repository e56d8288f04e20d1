//! What is read: the ledger, and perhaps a batch that is about to follow it.

use crate::event::Query;
use crate::ledger::error::LedgerError;
use crate::store::{Passing, Prepared, ReadOptions, Store, Stored};
use crate::value::{EventId, Position};

/// A store and the events that would follow its head.
#[derive(Clone, Copy)]
pub(super) struct Sight<'s> {
    store: &'s dyn Store,
    ahead: &'s [Stored],
}

impl<'s> Sight<'s> {
    /// The ledger as it is.
    pub(super) fn of(store: &'s dyn Store) -> Self {
        Self { store, ahead: &[] }
    }

    /// The ledger as it would be with these events, which [`follow`] placed.
    pub(super) fn with(store: &'s dyn Store, ahead: &'s [Stored]) -> Self {
        Self { store, ahead }
    }

    /// The last position.
    pub(super) fn head(&self) -> Position {
        self.ahead.last().map_or_else(|| self.store.head(), |stored| stored.position)
    }

    /// The selected events from a position up to another, both inside, in order, until the visitor has enough.
    pub(super) fn read(
        &self,
        query: &Query,
        (from, until): (Position, Position),
        visit: &mut dyn FnMut(Passing<'_>) -> bool,
    ) -> Result<(), LedgerError> {
        let options = ReadOptions { from: Some(from), until: Some(until), ..ReadOptions::default() };
        let mut goes_on = true;
        self.store.read(query, options, &mut |stored| {
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
        let Some(position) = self.store.find(id)? else { return Ok(None) };
        Ok(crate::ledger::recorded::stored_at(self.store, position)?)
    }
}

/// Where the entries of a batch would stand, with the number of each among them; those that are in the ledger already do not stand
/// again.
pub(super) fn follow(store: &dyn Store, entries: &[Prepared]) -> Result<(Vec<Stored>, Vec<usize>), LedgerError> {
    let (mut ahead, mut numbers) = (Vec::new(), Vec::new());
    let mut position = store.head();
    for (number, entry) in entries.iter().enumerate() {
        if store.find(entry.id())?.is_some() {
            continue;
        }
        position = position.next();
        let (id, kind, tags, bytes) = (entry.id(), entry.kind().clone(), entry.tags().to_vec(), entry.bytes().to_vec());
        ahead.push(Stored { position, id, kind, tags, bytes });
        numbers.push(number);
    }
    Ok((ahead, numbers))
}
