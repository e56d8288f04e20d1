//! So many lines in a minute and no more: whoever is refused a thousand times a second fills no disk, and how often he was stands in his next line.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// So many are told in a minute.
const MOST: u32 = 60;
/// What a line says with how many before it have none.
const UNTOLD: &str = "untold";

/// Of each kind how many were told in its minute, and how many were not. There must be few kinds.
#[derive(Debug)]
pub struct Sparing<K> {
    minute: Duration,
    kinds: Mutex<BTreeMap<K, Minute>>,
}

#[derive(Debug)]
struct Minute {
    begun: Instant,
    told: u32,
    untold: u64,
}

impl<K> Default for Sparing<K> {
    fn default() -> Self {
        Self::of(Duration::from_mins(1))
    }
}

impl<K> Sparing<K> {
    /// One whose minute has another length.
    pub const fn of(minute: Duration) -> Self {
        Self { minute, kinds: Mutex::new(BTreeMap::new()) }
    }
}

impl<K: Ord> Sparing<K> {
    /// Whether one more of a kind is told; with it, how many of that kind before it were not.
    pub fn one(&self, kind: K, now: Instant) -> Option<u64> {
        let mut kinds = self.kinds.lock().unwrap_or_else(PoisonError::into_inner);
        let minute = kinds.entry(kind).or_insert(Minute { begun: now, told: 0, untold: 0 });
        if now.saturating_duration_since(minute.begun) >= self.minute {
            (minute.begun, minute.told) = (now, 0);
        }
        if minute.told >= MOST {
            minute.untold = minute.untold.saturating_add(1);
            return None;
        }
        minute.told = minute.told.saturating_add(1);
        Some(std::mem::take(&mut minute.untold))
    }
}

/// What a line says of those before it that have none.
pub fn untold(count: u64) -> Option<Arc<str>> {
    (count > 0).then(|| format!("{UNTOLD}={count}").into())
}

/// Whether a name in an address is the one that lines say this with: no page takes it, and nobody may say it himself.
pub fn is_untold(name: &str) -> bool {
    name == UNTOLD
}
