//! Loaded postings, as many as fit in memory.

use super::postings::Postings;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Postings by segment number, the ones used last at the back; the front gives way when the room is used up.
#[derive(Debug)]
pub(super) struct Cache {
    room: u64,
    loaded: Mutex<VecDeque<(u64, Arc<Postings>)>>,
}

impl Cache {
    pub(super) fn new(room: u64) -> Self {
        Self { room, loaded: Mutex::default() }
    }

    /// The postings of a segment, loaded if need be. Two threads may load the same ones at once; both are right.
    pub(super) fn get<E>(&self, segment: u64, load: impl FnOnce() -> Result<Postings, E>) -> Result<Arc<Postings>, E> {
        if let Some(found) = self.find(segment) {
            return Ok(found);
        }
        let postings = Arc::new(load()?);
        self.keep(segment, Arc::clone(&postings));
        Ok(postings)
    }

    /// Puts other postings of a segment in the place of those that were loaded.
    pub(super) fn renew(&self, segment: u64, postings: Postings) -> Arc<Postings> {
        self.loaded().retain(|(number, _)| *number != segment);
        let postings = Arc::new(postings);
        self.keep(segment, Arc::clone(&postings));
        postings
    }

    /// Forgets everything loaded.
    pub(super) fn clear(&self) {
        self.loaded().clear();
    }

    fn loaded(&self) -> MutexGuard<'_, VecDeque<(u64, Arc<Postings>)>> {
        self.loaded.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn find(&self, segment: u64) -> Option<Arc<Postings>> {
        let mut loaded = self.loaded();
        let at = loaded.iter().position(|(number, _)| *number == segment)?;
        let entry = loaded.remove(at)?;
        let found = Arc::clone(&entry.1);
        loaded.push_back(entry);
        Some(found)
    }

    fn keep(&self, segment: u64, postings: Arc<Postings>) {
        let mut loaded = self.loaded();
        loaded.push_back((segment, postings));
        let mut used: u64 = loaded.iter().map(|(_, postings)| postings.bytes()).sum();
        while used > self.room && loaded.len() > 1 {
            used -= loaded.pop_front().map_or(0, |(_, postings)| postings.bytes());
        }
    }
}
