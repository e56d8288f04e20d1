//! The head, for those who wait until it moves.

use crate::value::Position;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// The head as it was last told. Threads wait for it here; whoever waits without a thread watches it.
#[derive(Debug, Default)]
pub(super) struct Announced {
    head: Mutex<Position>,
    moved: Condvar,
    #[cfg(feature = "local")]
    watched: Watched,
}

#[cfg(feature = "local")]
#[derive(Debug)]
struct Watched(tokio::sync::watch::Sender<Position>);

#[cfg(feature = "local")]
impl Default for Watched {
    fn default() -> Self {
        Self(tokio::sync::watch::Sender::new(Position::ZERO))
    }
}

impl Announced {
    /// Tells a head. Two threads may come with theirs in the wrong order, so one that was passed is not told again.
    pub(super) fn tell(&self, head: Position) {
        let mut told = self.told();
        if head > *told {
            *told = head;
            self.moved.notify_all();
            #[cfg(feature = "local")]
            self.watched.0.send_replace(head);
        }
    }

    /// Waits for a head beyond a position, at most so long, and answers the head.
    pub(super) fn wait(&self, after: Position, patience: Duration) -> Position {
        let waited = self.moved.wait_timeout_while(self.told(), patience, |head| *head <= after);
        let (head, _) = waited.unwrap_or_else(PoisonError::into_inner);
        *head
    }

    #[cfg(feature = "local")]
    pub(super) fn watch(&self) -> tokio::sync::watch::Receiver<Position> {
        self.watched.0.subscribe()
    }

    fn told(&self) -> MutexGuard<'_, Position> {
        self.head.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
