//! Some events of a ledger, at their own places.

use crate::event::Query;
use crate::store::announced::Announced;
use crate::store::contract::{Appended, Batch, ReadOptions, Staged, Store, Stored};
use crate::store::facet::Facet;
use crate::store::noting::looks_at;
use crate::store::passing::Passing;
use crate::store::refusal::{AppendRefusal, Asked, ReadError};
use crate::store::subscription::Subscription;
use crate::value::{Digest, EventId, Position};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

/// What an excerpt holds.
#[derive(Debug, Clone, Default)]
pub struct Held {
    /// How large the ledger was that it was taken from.
    pub size: Position,
    /// The events.
    pub events: BTreeMap<Position, Stored>,
    /// For each facet all events of the ledger that it selects.
    pub facets: BTreeMap<Facet, Vec<Position>>,
    /// For each id where its event stands; none where the ledger had no such event.
    pub ids: BTreeMap<EventId, Option<Position>>,
    /// The roots at some sizes.
    pub roots: BTreeMap<Position, Digest>,
}

/// A store that holds some events of a ledger and reads like it, as far as what it holds goes. What it does not hold it does
/// not know to be missing, so a question beyond that is an error and never an empty answer.
pub struct Excerpt {
    held: Held,
    announced: Announced,
}

impl Excerpt {
    /// A store of what is held. That all of it belongs together is for the caller to have checked.
    pub fn new(held: Held) -> Self {
        let announced = Announced::default();
        announced.tell(held.size);
        Self { held, announced }
    }

    /// The places that a query selects.
    fn selected(&self, query: &Query) -> Result<BTreeSet<Position>, ReadError> {
        let mut found = BTreeSet::new();
        for facet in Facet::of(query) {
            let places = self.held.facets.get(&facet);
            found.extend(places.ok_or(ReadError::NotHeld { asked: Asked::Facet(facet) })?);
        }
        Ok(found)
    }

    fn at(&self, position: Position) -> Result<&Stored, ReadError> {
        self.held.events.get(&position).ok_or(ReadError::NotHeld { asked: Asked::Event(position) })
    }
}

impl Store for Excerpt {
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
        let (low, high) = options.bounds(self.held.size);
        let mut places: Vec<Position> = match looks_at(query, options) {
            Some(position) => vec![position],
            None => self.selected(query)?.into_iter().collect(),
        };
        places.retain(|position| low <= *position && *position <= high);
        if options.backwards {
            places.reverse();
        }
        let most = usize::try_from(options.limit.unwrap_or(u64::MAX)).unwrap_or(usize::MAX);
        for position in places.into_iter().take(most) {
            if !visit(self.at(position)?.pass()) {
                break;
            }
        }
        Ok(())
    }

    fn subscribe(&self, query: Query, from: Position) -> Subscription<'_> {
        Subscription::new(self, query, from)
    }

    fn wait(&self, after: Position, patience: Duration) -> Result<Position, ReadError> {
        Ok(self.announced.wait(after, patience))
    }

    fn find(&self, id: EventId) -> Result<Option<Position>, ReadError> {
        self.held.ids.get(&id).copied().ok_or(ReadError::NotHeld { asked: Asked::Id(id) })
    }

    fn holder(&self, _: &str) -> Result<Option<Position>, ReadError> {
        Err(ReadError::NotHeld { asked: Asked::Holder })
    }

    fn head(&self) -> Position {
        self.held.size
    }

    fn root(&self, size: Position) -> Result<Digest, ReadError> {
        let size = size.min(self.held.size);
        self.held.roots.get(&size).copied().ok_or(ReadError::NotHeld { asked: Asked::Root(size) })
    }

    fn leaves(&self, _: Position, _: &mut dyn FnMut(Digest)) -> Result<(), ReadError> {
        Err(ReadError::NotHeld { asked: Asked::Everything })
    }
}
