//! The clock and the ids: the only place where time and chance enter.

use crate::value::{Digest, EventId, Instant};
use std::sync::Arc;
use uuid::{NoContext, Timestamp, Uuid};

/// Tells the time.
pub trait Clock: Send + Sync {
    /// The moment it is now.
    fn now(&self) -> Instant;
}

/// The clock of this machine.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

/// A clock that stands still, for tests and for demonstrations that must read the same on any day.
#[derive(Debug, Clone, Copy)]
pub struct FixedClock(pub Instant);

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the clock that everybody else is handed")]
    fn now(&self) -> Instant {
        Instant::from_millis(chrono::Utc::now().timestamp_millis())
    }
}

/// A clock that several look at.
impl Clock for Arc<dyn Clock> {
    fn now(&self) -> Instant {
        (**self).now()
    }
}

impl Clock for FixedClock {
    fn now(&self) -> Instant {
        self.0
    }
}

/// A new id for an event recorded at a moment: a version 7 UUID, so that ids sort by time.
pub(super) fn new_id(at: Instant) -> EventId {
    let millis = u64::try_from(at.millis()).unwrap_or(0);
    let nanos = u32::try_from(millis % 1000).unwrap_or(0).saturating_mul(1_000_000);
    EventId(Uuid::new_v7(Timestamp::from_unix(NoContext, millis / 1000, nanos)))
}

/// The id of the n-th piece of some content: a version 8 UUID, the same whenever the same content is brought again.
pub(super) fn derived_id(content: &Digest, number: u64) -> EventId {
    let digest = Digest::of_parts(&[&content.0, &number.to_be_bytes()]);
    let bytes = digest.0.first_chunk().copied().unwrap_or_default();
    EventId(Uuid::new_v8(bytes))
}
