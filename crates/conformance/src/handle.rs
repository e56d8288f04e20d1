//! The suite's contract over ours.

use happenstance_core::futures_core::Stream;
use happenstance_core::{
    AppendCondition, AppendError, ConditionViolated, Event, EventId, Query, ReadOptions, RecordedAt, SendEventStore,
    SequencePosition, SequencedEvent, StoreId, StoreLimit,
};
use qizhang::event::{Condition, Guard};
use qizhang::store::{Admitted, AppendRefusal, Batch, Entry, Part, Passing, ReadError};
use qizhang::value::{self, Position};
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use uuid::Uuid;

use crate::slot::Slot;
use crate::{envelope, local, names};

/// One way to a store. Handles onto one store are equal and share nothing but the store.
pub struct Handle {
    slot: Arc<Slot>,
    id: StoreId,
}

/// Why a store could not do what it was asked.
#[derive(Debug)]
pub enum StoreFault {
    /// It refused the batch.
    Refused(AppendRefusal),
    /// It could not read.
    Unread(ReadError),
    /// A name has no translation, or stored bytes are no event of the suite.
    Untold,
}

impl fmt::Display for StoreFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}

impl std::error::Error for StoreFault {}

impl Handle {
    pub(crate) fn new(slot: Arc<Slot>, id: StoreId) -> Self {
        Self { slot, id }
    }

    fn entry(&self, at: usize, event: &Event) -> Option<Entry> {
        let mut bytes = envelope::write(event);
        if self.slot.is_crowded(at) {
            bytes.resize(bytes.len() + local::CROWDING_BYTES, 0);
        }
        Some(Entry {
            id: fresh_id(),
            kind: names::kind(event.event_type())?,
            tags: event.tags().iter().map(names::tag).collect::<Option<_>>()?,
            keys: Vec::new(),
            bytes,
        })
    }

    fn batch(&self, events: &[Event], condition: Option<&AppendCondition>) -> Option<Batch> {
        let entries = events.iter().enumerate().map(|(at, event)| self.entry(at, event));
        let guards = condition.iter().flat_map(|condition| condition.guards());
        let guards = guards.map(|guard| {
            let after = guard.after.map_or(Position::ZERO, ours);
            Some(Guard { query: names::query(&guard.query)?, after })
        });
        let guards = guards.collect::<Option<_>>()?;
        Some(Batch { entries: entries.collect::<Option<_>>()?, condition: condition.map(|_| Condition { guards }) })
    }

    /// What a read finds, and last the failure that ended it.
    fn found(&self, query: &Query, options: ReadOptions) -> Vec<Result<SequencedEvent, StoreFault>> {
        let Some(query) = names::query(query) else { return vec![Err(StoreFault::Untold)] };
        let mut found = Vec::new();
        let read = self.slot.store().read(&query, our_options(options), &mut |stored| {
            found.push(self.sequenced(stored).ok_or(StoreFault::Untold));
            true
        });
        found.extend(read.err().map(|error| Err(StoreFault::Unread(error))));
        found
    }

    fn sequenced(&self, stored: Passing<'_>) -> Option<SequencedEvent> {
        let position = theirs(stored.position)?;
        let moment = moment(stored.id.0)?;
        Some(SequencedEvent::new(position, EventId::new(self.id, position), moment, envelope::read(stored)?))
    }
}

impl SendEventStore for Handle {
    type Error = StoreFault;

    fn read(
        &self,
        query: &Query,
        options: ReadOptions,
    ) -> impl Stream<Item = Result<SequencedEvent, StoreFault>> + Send {
        Found(self.found(query, options).into_iter())
    }

    /// Done when it is first polled: a future that is dropped later has appended.
    async fn append(
        &self,
        events: &[Event],
        condition: Option<&AppendCondition>,
    ) -> Result<SequencePosition, AppendError<StoreFault>> {
        let untold = || AppendError::Store(StoreFault::Untold);
        let batch = self.batch(events, condition).ok_or_else(untold)?;
        let appended = self.slot.store().append(&batch).map_err(|refusal| refused(refusal, &batch))?;
        match appended.entries.last() {
            Some(Admitted::New(last)) => theirs(*last).ok_or_else(untold),
            Some(Admitted::Repeated(_)) | None => Err(untold()),
        }
    }

    async fn head(&self) -> Result<Option<SequencePosition>, StoreFault> {
        Ok(theirs(self.slot.store().head()))
    }

    /// An event goes by its store and its position, and positions have no gaps.
    async fn contains_event_id(&self, id: EventId) -> Result<bool, StoreFault> {
        Ok(id.store() == self.id && ours(id.position()) <= self.slot.store().head())
    }
}

/// Our refusals in the suite's words.
fn refused(refusal: AppendRefusal, batch: &Batch) -> AppendError<StoreFault> {
    match refusal {
        AppendRefusal::Empty => AppendError::NoEvents,
        AppendRefusal::Conflict { found } => {
            let first = found.first().copied().and_then(theirs);
            AppendError::ConditionViolated(first.map_or_else(ConditionViolated::unspecified, ConditionViolated::at))
        }
        AppendRefusal::TooLarge { part: Part::Envelope, bytes, .. } => {
            AppendError::ExceedsStoreLimit { limit: StoreLimit::EventDataLen, len: bytes }
        }
        AppendRefusal::TooLarge { part: Part::Labels, entry, .. } => {
            let tags = batch.entries.get(entry).map_or(0, |entry| entry.tags.len());
            AppendError::ExceedsStoreLimit { limit: StoreLimit::TagsPerEvent, len: tags }
        }
        AppendRefusal::Busy => AppendError::Busy(StoreFault::Refused(AppendRefusal::Busy)),
        other @ (AppendRefusal::IdTaken { .. }
        | AppendRefusal::KeyTaken { .. }
        | AppendRefusal::Full
        | AppendRefusal::ReadOnly
        | AppendRefusal::Unreadable(_)
        | AppendRefusal::Broken(_)) => AppendError::Store(StoreFault::Refused(other)),
    }
}

fn our_options(asked: ReadOptions) -> qizhang::store::ReadOptions {
    qizhang::store::ReadOptions {
        from: asked.from.map(ours),
        to: asked.to.map(ours),
        until: None,
        backwards: asked.backwards,
        limit: asked.limit.map(|limit| u64::try_from(limit).unwrap_or(u64::MAX)),
    }
}

fn ours(position: SequencePosition) -> Position {
    Position(position.get())
}

fn theirs(position: Position) -> Option<SequencePosition> {
    SequencePosition::new(position.0)
}

/// Every event the suite appends is new, even one equal to another.
#[expect(clippy::disallowed_methods, reason = "here no ledger makes the ids, and the suite gives none")]
fn fresh_id() -> value::EventId {
    value::EventId(Uuid::now_v7())
}

/// When an event was recorded; its id begins with it.
fn moment(id: Uuid) -> Option<RecordedAt> {
    let (seconds, nanos) = id.get_timestamp()?.to_unix();
    let millis = seconds.checked_mul(1000)?.checked_add(u64::from(nanos / 1_000_000))?;
    Some(RecordedAt::from_millis(i64::try_from(millis).ok()?))
}

/// A read that is over; what it found is handed out.
struct Found(std::vec::IntoIter<Result<SequencedEvent, StoreFault>>);

impl Stream for Found {
    type Item = Result<SequencedEvent, StoreFault>;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.get_mut().0.next())
    }
}
