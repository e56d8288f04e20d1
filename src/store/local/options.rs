//! How a ledger on this machine is kept.

use std::time::Duration;

/// A segment is so large a part of the log before it.
const SHARE: u64 = 32;
/// The bytes of the first segment.
const LEAST: u64 = 1 << 20;

/// The settings of a local store. They may differ from one opening to the next: what is written says itself how large it
/// is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocalOptions {
    /// The most bytes of a new segment, between 4 KiB and 1 GiB. While the log is small its segments are smaller: a thirty-second of
    /// what there is, and at least 1 MiB, so that little of the disk is taken for what may come. A segment is larger when one
    /// event needs it.
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
    /// The bytes of the next segment behind a log of so many. Offsets in a segment are kept in four bytes.
    pub(super) fn segment_bytes(&self, log_bytes: u64) -> u64 {
        let most = self.segment_bytes.clamp(4 << 10, 1 << 30);
        let share = (log_bytes / SHARE).next_multiple_of(LEAST);
        share.clamp(LEAST.min(most), most)
    }
}

#[cfg(test)]
mod tests {
    use super::LocalOptions;

    #[test]
    fn segments_grow_with_the_log_up_to_the_most() {
        const MIB: u64 = 1 << 20;
        let of = |segment_bytes, log_bytes| {
            LocalOptions { segment_bytes, ..LocalOptions::default() }.segment_bytes(log_bytes)
        };
        let by_default = |log_bytes| LocalOptions::default().segment_bytes(log_bytes);
        assert_eq!([0, 1, 32 * MIB, 32 * MIB + 32].map(by_default), [MIB, MIB, MIB, 2 * MIB]);
        assert_eq!([480 * MIB, 512 * MIB, 1 << 40].map(by_default), [15 * MIB, 16 * MIB, 16 * MIB]);
        assert_eq!([of(4096, 0), of(4096, 1 << 40), of(1, 0)], [4096; 3], "what is asked for is the most");
        assert_eq!(of(u64::MAX, u64::MAX / 2), 1 << 30, "an offset has four bytes");
    }
}
