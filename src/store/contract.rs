//! What every backend promises.
//!
//! The store knows an event as a type, tags, keys and opaque bytes of at most 1 MiB. Positions start at 1 and have no
//! gaps. A batch has at least one event, is admitted whole or not at all, and is not checked against its own condition.

use crate::event::{Condition, Query};
use crate::proof::{ConsistencyProof, Gather, InclusionProof, Span, consistency_spans, inclusion_spans};
use crate::store::passing::Passing;
use crate::store::prepared::Prepared;
use crate::store::refusal::{AppendRefusal, ReadError};
use crate::store::subscription::Subscription;
use crate::value::{Digest, EventId, Position, Tag, TypeName};
use std::fmt;
use std::time::Duration;

/// The most bytes one event may have.
pub const EVENT_BYTES_MAX: usize = 1 << 20;

/// The most bytes the tags and natural keys of one event may have together.
pub const LABEL_BYTES_MAX: usize = 1 << 16;

/// One event as a writer hands it to the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its identity: a second append of the same id with the same content answers the first position; with other
    /// content it is refused.
    pub id: EventId,
    /// Its type.
    pub kind: TypeName,
    /// Its tags; the store keeps them sorted and without repetition.
    pub tags: Vec<Tag>,
    /// The natural keys it takes and gives back.
    pub keys: Vec<NaturalKey>,
    /// The canonical envelope.
    pub bytes: Vec<u8>,
}

/// A document's name that may stand in the ledger only once.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NaturalKey {
    /// From now on this event holds the name; refused while another event holds it.
    Take(String),
    /// The name is free again (retraction or correction of the event that held it).
    Free(String),
}

/// A stored event read back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// Its place.
    pub position: Position,
    /// Its identity.
    pub id: EventId,
    /// Its type.
    pub kind: TypeName,
    /// Its tags.
    pub tags: Vec<Tag>,
    /// The canonical envelope.
    pub bytes: Vec<u8>,
}

/// Entries that are admitted together or not at all.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Batch {
    /// The entries in order, at least one.
    pub entries: Vec<Entry>,
    /// What must not have happened.
    pub condition: Option<Condition>,
}

/// What an append did with one entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Admitted {
    /// It is new, at this position.
    New(Position),
    /// It was there already, at this position.
    Repeated(Position),
}

/// What an append did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Appended {
    /// One answer per entry, in order.
    pub entries: Vec<Admitted>,
    /// The last position of the ledger afterwards.
    pub head: Position,
}

/// Where a read begins and ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ReadOptions {
    /// Where the read begins, inclusive: at the start when absent, or at the head when it goes backwards.
    pub from: Option<Position>,
    /// Where the read ends, inclusive: at the head when absent, or at the start when it goes backwards.
    pub to: Option<Position>,
    /// The last position that exists for this read, in either direction: a read "as known then".
    pub until: Option<Position>,
    /// From the head towards the start.
    pub backwards: bool,
    /// At most so many events.
    pub limit: Option<u64>,
}

impl ReadOptions {
    /// The lowest and the highest position to consider in a ledger that ends at `head`; empty when the first is higher.
    pub(super) fn bounds(self, head: Position) -> (Position, Position) {
        let until = self.until.map_or(head, |until| until.min(head));
        let (low, high) = if self.backwards { (self.to, self.from) } else { (self.from, self.to) };
        (low.map_or(Position(1), |low| low.max(Position(1))), high.map_or(until, |high| high.min(until)))
    }
}

/// A store of events.
pub trait Store: Send + Sync {
    /// Admits a batch whole or refuses it whole. When this returns `Ok`, the events survive a loss of power.
    fn append(&self, batch: &Batch) -> Result<Appended, AppendRefusal>;

    /// As [`Store::append`], of entries that were made ready before.
    fn append_prepared(
        &self,
        prepared: Vec<Prepared>,
        condition: Option<Condition>,
    ) -> Result<Appended, AppendRefusal> {
        self.append(&Batch { entries: prepared.into_iter().map(Prepared::into_entry).collect(), condition })
    }

    /// Begins an append of any size, of which nothing counts until it is kept. Other appends to this store wait until the
    /// answer is kept or dropped: nothing comes in between.
    fn stage(&self) -> Result<Box<dyn Staged + '_>, AppendRefusal>;

    /// Begins an append of any size that is only tried: it is checked and read as if it had been staged where this store ends now. A store
    /// that knows a way lets others append meanwhile, refuses to keep it as [`AppendRefusal::ReadOnly`], and touches nothing that lasts.
    fn attempt(&self) -> Result<Box<dyn Staged + '_>, AppendRefusal> {
        self.stage()
    }

    /// Whether an append may be written, as far as this store knows without trying.
    fn may_write(&self) -> Result<(), AppendRefusal> {
        Ok(())
    }

    /// Calls `visit` for each selected event in order until it answers `false`.
    fn read(
        &self,
        query: &Query,
        options: ReadOptions,
        visit: &mut dyn FnMut(Passing<'_>) -> bool,
    ) -> Result<(), ReadError>;

    /// The selected events from a position on, that one included: those that are there, then each as it comes.
    fn subscribe(&self, query: Query, from: Position) -> Subscription<'_>;

    /// Waits until the head is beyond a position, and answers it; answers a head that is not beyond it after about
    /// `patience`, sooner never. Where another process writes, its appends end the wait too.
    fn wait(&self, after: Position, patience: Duration) -> Result<Position, ReadError>;

    /// The position of the event with this id.
    fn find(&self, id: EventId) -> Result<Option<Position>, ReadError>;

    /// Who holds a natural key now.
    fn holder(&self, key: &str) -> Result<Option<Position>, ReadError>;

    /// The last position.
    fn head(&self) -> Position;

    /// The RFC 6962 tree head over the events up to and including `size`, at most up to the head; a leaf is what
    /// [`leaf_digest`](crate::proof::leaf_digest) covers.
    fn root(&self, size: Position) -> Result<Digest, ReadError>;

    /// Calls `visit` with the leaf of each event in order, up to and including `until`, at most up to the head.
    fn leaves(&self, until: Position, visit: &mut dyn FnMut(Digest)) -> Result<(), ReadError>;

    /// Proves an event under the root at `size`; none where there is no such event, or no such size yet.
    fn inclusion(&self, event: Position, size: Position) -> Result<Option<InclusionProof>, ReadError> {
        let Some(index) = event.0.checked_sub(1) else { return Ok(None) };
        let path = gather(self, inclusion_spans(index, size.0), size)?;
        Ok(path.map(|path| InclusionProof { index, size: size.0, path }))
    }

    /// Proves that the root at `size` grew out of that at `old`; none where the first comes before the second, or there is
    /// no such size yet.
    fn consistency(&self, old: Position, size: Position) -> Result<Option<ConsistencyProof>, ReadError> {
        let path = gather(self, consistency_spans(old.0, size.0), size)?;
        Ok(path.map(|path| ConsistencyProof { old: old.0, size: size.0, path }))
    }
}

/// An append that still grows: a store that has all its ledger has, and behind it what is appended here, which can be read
/// here and nowhere else. When it is dropped, none of that was ever there.
///
/// Whoever holds one must not append to the store it was begun on: that would wait for itself. Another one cannot be begun on
/// it.
pub trait Staged: Store {
    /// Lets everything appended here count, all of it at once, and answers the new head. When this returns `Ok`, the events
    /// survive a loss of power. After a refusal none of them counts.
    fn keep(self: Box<Self>) -> Result<Position, AppendRefusal>;
}

/// The roots of some ranges of leaves, found in one passing of the log.
fn gather<S: Store + ?Sized>(
    store: &S,
    spans: Option<Vec<Span>>,
    size: Position,
) -> Result<Option<Vec<Digest>>, ReadError> {
    let Some(spans) = spans.filter(|_| size <= store.head()) else { return Ok(None) };
    let mut gather = Gather::new(spans);
    store.leaves(size, &mut |leaf| gather.push(leaf))?;
    Ok(gather.path())
}

impl NaturalKey {
    /// The name itself.
    pub fn as_str(&self) -> &str {
        match self {
            NaturalKey::Take(key) | NaturalKey::Free(key) => key,
        }
    }

    #[cfg(feature = "local")]
    pub(super) fn into_string(self) -> String {
        match self {
            NaturalKey::Take(key) | NaturalKey::Free(key) => key,
        }
    }

    /// Who holds the name after the event at this position.
    pub(super) fn holder_after(&self, position: Position) -> Option<Position> {
        match self {
            NaturalKey::Take(_) => Some(position),
            NaturalKey::Free(_) => None,
        }
    }
}

impl fmt::Display for NaturalKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
