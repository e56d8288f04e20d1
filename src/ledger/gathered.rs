//! Everybody's facts at one head, gathered once: by whoever asks for everybody, or on a hand of its own while others are
//! answered without them.

use crate::ledger::error::LedgerError;
use crate::ledger::horizon::Horizon;
use crate::ledger::moved::Known;
use crate::ledger::service::Ledger;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};
use std::thread::{self, JoinHandle};

/// A place for one answer, which the first who asks fills while the others wait.
pub(super) type Cell<T> = Arc<Mutex<Option<Arc<T>>>>;

/// What stands at a place, worked out first when nothing does. An error is told and not kept.
pub(super) fn filled<T>(
    cell: &Mutex<Option<Arc<T>>>,
    work: impl FnOnce() -> Result<T, LedgerError>,
) -> Result<Arc<T>, LedgerError> {
    let mut held = held(cell);
    if let Some(known) = &*held {
        return Ok(Arc::clone(known));
    }
    let made = Arc::new(work()?);
    *held = Some(Arc::clone(&made));
    Ok(made)
}

/// What stands at a place; nothing while somebody is working it out.
pub(super) fn at_hand<T>(cell: &Mutex<Option<Arc<T>>>) -> Option<Arc<T>> {
    match cell.try_lock() {
        Ok(held) => held.clone(),
        Err(TryLockError::Poisoned(held)) => held.into_inner().clone(),
        Err(TryLockError::WouldBlock) => None,
    }
}

fn held<T>(cell: &Mutex<T>) -> MutexGuard<'_, T> {
    cell.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Everybody's facts at one head, and those of an earlier one as long as they are what these are made from.
#[derive(Default)]
pub(super) struct Everybody {
    known: Mutex<Option<Arc<Known>>>,
    before: Mutex<Option<Arc<Known>>>,
}

impl Everybody {
    /// What follows once the head moved.
    pub(super) fn follower(&self) -> Self {
        let last = at_hand(&self.known).or_else(|| held(&self.before).clone());
        Self { known: Mutex::default(), before: Mutex::new(last) }
    }

    /// The facts, where they were gathered.
    pub(super) fn at_hand(&self) -> Option<Arc<Known>> {
        at_hand(&self.known)
    }

    /// The facts, gathered first where they were not.
    pub(super) fn gathered(&self, ledger: &Ledger, horizon: Horizon) -> Result<Arc<Known>, LedgerError> {
        let gathered = filled(&self.known, || {
            let before = held(&self.before).clone();
            match before {
                Some(before) => ledger.known_since(&before, horizon),
                None => ledger.known(horizon),
            }
        })?;
        *held(&self.before) = None;
        Ok(gathered)
    }
}

/// Gathers while nobody waits; one gathering at a time.
#[derive(Default)]
pub(super) struct Gatherer(Mutex<Option<JoinHandle<()>>>);

impl Gatherer {
    /// Begins to gather, where nothing is being gathered. What goes wrong is told to whoever asks for everybody.
    pub(super) fn begin(&self, base: &Arc<Everybody>, ledger: &Arc<Ledger>, horizon: Horizon) {
        let mut hand = held(&self.0);
        if hand.as_ref().is_some_and(|hand| !hand.is_finished()) {
            return;
        }
        let (base, ledger) = (Arc::clone(base), Arc::clone(ledger));
        let work = move || drop(base.gathered(&ledger, horizon));
        *hand = thread::Builder::new().name("gather".to_owned()).spawn(work).ok();
    }
}

/// Whoever lets the ledger go has let it go: nothing reads it any more.
impl Drop for Gatherer {
    fn drop(&mut self) {
        if let Some(hand) = held(&self.0).take() {
            let _ = hand.join();
        }
    }
}
