//! The place of one store, which may be closed and opened again under the handles onto it.

use qizhang::store::Store;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{PoisonError, RwLock, RwLockReadGuard};

/// One store, and from which entry of a batch on entries need room that is not there.
pub(crate) struct Slot {
    store: RwLock<Box<dyn Store>>,
    crowded_from: AtomicUsize,
}

impl Slot {
    pub(crate) fn new(store: Box<dyn Store>) -> Self {
        Self { store: RwLock::new(store), crowded_from: AtomicUsize::new(usize::MAX) }
    }

    /// The store. Handles share it: it keeps order among its writers by itself.
    pub(crate) fn store(&self) -> RwLockReadGuard<'_, Box<dyn Store>> {
        self.store.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Closes the store and puts in its place what is opened then.
    pub(crate) fn replace(&self, closed: Box<dyn Store>, open: impl FnOnce() -> Box<dyn Store>) {
        let mut store = self.store.write().unwrap_or_else(PoisonError::into_inner);
        *store = closed;
        *store = open();
    }

    /// From this entry of a batch on, each needs more room than is left.
    pub(crate) fn crowd(&self, from: usize) {
        self.crowded_from.store(from, Ordering::SeqCst);
    }

    pub(crate) fn is_crowded(&self, entry: usize) -> bool {
        entry >= self.crowded_from.load(Ordering::SeqCst)
    }
}
