//! Loaded postings, as many as fit in memory.

use super::postings::Postings;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

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

    /// Forgets everything loaded.
    pub(super) fn clear(&self) {
        self.loaded.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    fn find(&self, segment: u64) -> Option<Arc<Postings>> {
        let mut loaded = self.loaded.lock().unwrap_or_else(PoisonError::into_inner);
        let at = loaded.iter().position(|(number, _)| *number == segment)?;
        let entry = loaded.remove(at)?;
        let found = Arc::clone(&entry.1);
        loaded.push_back(entry);
        Some(found)
    }

    fn keep(&self, segment: u64, postings: Arc<Postings>) {
        let mut loaded = self.loaded.lock().unwrap_or_else(PoisonError::into_inner);
        loaded.push_back((segment, postings));
        let mut used: u64 = loaded.iter().map(|(_, postings)| postings.bytes()).sum();
        while used > self.room && loaded.len() > 1 {
            used -= loaded.pop_front().map_or(0, |(_, postings)| postings.bytes());
        }
    }
}
