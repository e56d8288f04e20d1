//! So many in a minute and no more: whoever is turned away a thousand times a second fills no disk.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tokio::time::Instant;

/// So many are told in a minute.
const MOST: u32 = 60;
const MINUTE: Duration = Duration::from_mins(1);

/// How many were told in this minute, and how many were not.
#[derive(Debug, Default)]
pub(super) struct Sparing(Mutex<Minute>);

#[derive(Debug, Default)]
struct Minute {
    begun: Option<Instant>,
    told: u32,
    untold: u64,
}

impl Sparing {
    /// Whether one more is told; with it, how many before it were not.
    pub(super) fn one(&self, now: Instant) -> Option<u64> {
        let mut minute = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if minute.begun.is_none_or(|begun| now.duration_since(begun) >= MINUTE) {
            (minute.begun, minute.told) = (Some(now), 0);
        }
        if minute.told >= MOST {
            minute.untold = minute.untold.saturating_add(1);
            return None;
        }
        minute.told = minute.told.saturating_add(1);
        Some(std::mem::take(&mut minute.untold))
    }
}

#[test]
fn so_many_a_minute_are_told_and_the_rest_is_counted() {
    let (sparing, begun) = (Sparing::default(), Instant::now());
    for number in 0..MOST {
        assert_eq!(sparing.one(begun), Some(0), "{number}");
    }
    for _ in 0..7 {
        assert_eq!(sparing.one(begun + Duration::from_secs(59)), None);
    }
    assert_eq!(sparing.one(begun + MINUTE), Some(7), "the next one says how many were not told");
    assert_eq!(sparing.one(begun + MINUTE), Some(0));
}
