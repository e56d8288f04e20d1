//! How a ledger on this machine is kept.

use std::time::Duration;

/// The settings of a local store. They may differ from one opening to the next: what is written says itself how large it
/// is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocalOptions {
    /// The bytes of a new segment, between 4 KiB and 1 GiB; a segment is larger when one event needs it.
    pub segment_bytes: u64,
    /// The most bytes all segments may take. An append that would need another segment beyond it is refused as
    /// [`Full`](crate::store::AppendRefusal::Full).
    pub log_bytes_max: Option<u64>,
    /// The most memory for the postings of sealed segments; those used last are kept.
    pub postings_bytes_max: u64,
    /// How long the head may stay written and not synced. What was acknowledged is durable without it; the longer it
    /// waits, the more of the log is examined after a loss of power.
    pub head_delay: Duration,
    /// How long a reader that finds something beyond the head waits for the writer who may be at work there, before it
    /// counts what a writer left that is not.
    pub patience: Duration,
}

impl Default for LocalOptions {
    fn default() -> Self {
        // Together with the sync itself this stays within ten milliseconds.
        let head_delay = Duration::from_millis(8);
        let patience = Duration::from_millis(50);
        // The last segment is read through when a ledger is opened, and lies on the disk whole: both stay small.
        let segment_bytes = 16 << 20;
        Self { segment_bytes, log_bytes_max: None, postings_bytes_max: 512 << 20, head_delay, patience }
    }
}

impl LocalOptions {
    /// Offsets in a segment are kept in four bytes.
    pub(super) fn segment_bytes(&self) -> u64 {
        self.segment_bytes.clamp(4 << 10, 1 << 30)
    }
}
