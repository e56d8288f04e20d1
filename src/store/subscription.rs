//! Following a store: first what is there, then each event as it comes.

use crate::event::Query;
use crate::store::contract::{ReadOptions, Store, Stored};
use crate::store::refusal::ReadError;
use crate::value::Position;
use std::collections::VecDeque;
use std::time::Duration;

/// So many bytes of events are read ahead, and one event more.
const AHEAD_BYTES: usize = 1 << 20;

/// The selected events of a store from a position on, in order, each once: those that are there, and from then on those
/// that are appended, here or by another process.
pub struct Subscription<'s> {
    store: &'s dyn Store,
    query: Query,
    /// Up to here every selected event was read.
    seen: Position,
    /// Read, and not handed out yet.
    ahead: VecDeque<Stored>,
}

impl<'s> Subscription<'s> {
    /// Follows a store from a position on, that one included; zero is the start.
    pub(super) fn new(store: &'s dyn Store, query: Query, from: Position) -> Self {
        let seen = Position(from.0.saturating_sub(1));
        Self { store, query, seen, ahead: VecDeque::new() }
    }

    /// The next event. Where everything was handed out this waits until the ledger grows, but not much longer than
    /// `patience`.
    ///
    /// `None` says that nothing of what came is selected, or that nothing came in time: ask again. Nothing is lost or
    /// told twice by waiting in small pieces. After an error the next call tries again at the same place.
    pub fn next(&mut self, patience: Duration) -> Result<Option<Stored>, ReadError> {
        if self.ahead.is_empty() {
            self.read_ahead(patience)?;
        }
        Ok(self.ahead.pop_front())
    }

    fn read_ahead(&mut self, patience: Duration) -> Result<(), ReadError> {
        let head = self.store.wait(self.seen, patience)?;
        let options = ReadOptions { from: Some(self.seen.next()), to: Some(head), ..ReadOptions::default() };
        let Self { store, query, seen, ahead } = self;
        let mut room = AHEAD_BYTES;
        let read = store.read(query, options, &mut |stored| {
            *seen = stored.position;
            room = room.saturating_sub(stored.bytes.len());
            ahead.push_back(stored.keep());
            room > 0
        });
        match read {
            // What was read before the damage is whole; the next call meets the damage again and tells it.
            Err(error) if self.ahead.is_empty() => return Err(error),
            Ok(()) if room > 0 => self.seen = self.seen.max(head),
            Ok(()) | Err(_) => {}
        }
        Ok(())
    }
}
