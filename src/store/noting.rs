//! A store that notes what it is asked.

use crate::event::Query;
use crate::store::contract::{Appended, Batch, ReadOptions, Staged, Store};
use crate::store::facet::Facet;
use crate::store::passing::Passing;
use crate::store::refusal::{AppendRefusal, Asked, ReadError};
use crate::store::subscription::Subscription;
use crate::value::{Digest, EventId, Position};
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Everything that was asked of a store.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Noted {
    /// The facets of the queries.
    pub facets: BTreeSet<Facet>,
    /// The ids that were looked up.
    pub ids: BTreeSet<EventId>,
    /// The places that were looked at by themselves.
    pub positions: BTreeSet<Position>,
    /// The sizes whose roots were asked for.
    pub roots: BTreeSet<Position>,
}

/// What a store notes, shared with whoever wants to know.
pub type Notes = Arc<Mutex<Noted>>;

/// Another store as it was at a size, read only, that notes what it is asked. Who asks for every event is refused: of such an
/// answer nothing could be taken away but the whole ledger.
pub struct Noting {
    store: Arc<dyn Store>,
    size: Position,
    notes: Notes,
}

impl Noting {
    /// Notes what is asked of a store as it was at a size, at most its head.
    pub fn over(store: Arc<dyn Store>, size: Position) -> (Self, Notes) {
        let (size, notes) = (size.min(store.head()), Notes::default());
        (Self { store, size, notes: Arc::clone(&notes) }, notes)
    }

    fn notes(&self) -> MutexGuard<'_, Noted> {
        self.notes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The place a read looks at by itself, when it asks for the one event there.
pub(super) fn looks_at(query: &Query, options: ReadOptions) -> Option<Position> {
    let alone = options.limit == Some(1) && !options.backwards;
    options.from.filter(|_| alone && Facet::of(query).iter().any(Facet::is_everything))
}

impl Store for Noting {
    fn append(&self, _: &Batch) -> Result<Appended, AppendRefusal> {
        Err(AppendRefusal::ReadOnly)
    }

    fn stage(&self) -> Result<Box<dyn Staged + '_>, AppendRefusal> {
        Err(AppendRefusal::ReadOnly)
    }

    fn read(
        &self,
        query: &Query,
        options: ReadOptions,
        visit: &mut dyn FnMut(Passing<'_>) -> bool,
    ) -> Result<(), ReadError> {
        if let Some(position) = looks_at(query, options) {
            self.notes().positions.insert(position);
        } else {
            let facets = Facet::of(query);
            if facets.iter().any(Facet::is_everything) {
                return Err(ReadError::NotHeld { asked: Asked::Everything });
            }
            self.notes().facets.extend(facets);
        }
        let until = options.until.map_or(self.size, |until| until.min(self.size));
        self.store.read(query, ReadOptions { until: Some(until), ..options }, visit)
    }

    fn subscribe(&self, query: Query, from: Position) -> Subscription<'_> {
        Subscription::new(self, query, from)
    }

    fn wait(&self, after: Position, patience: Duration) -> Result<Position, ReadError> {
        self.store.wait(after, patience).map(|head| head.min(self.size))
    }

    fn find(&self, id: EventId) -> Result<Option<Position>, ReadError> {
        self.notes().ids.insert(id);
        Ok(self.store.find(id)?.filter(|position| *position <= self.size))
    }

    fn holder(&self, _: &str) -> Result<Option<Position>, ReadError> {
        Err(ReadError::NotHeld { asked: Asked::Holder })
    }

    fn head(&self) -> Position {
        self.size
    }

    fn root(&self, size: Position) -> Result<Digest, ReadError> {
        let size = size.min(self.size);
        self.notes().roots.insert(size);
        self.store.root(size)
    }

    fn leaves(&self, until: Position, visit: &mut dyn FnMut(Digest)) -> Result<(), ReadError> {
        self.store.leaves(until.min(self.size), visit)
    }
}
