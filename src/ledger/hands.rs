//! On how many hands a question over everybody is worked.

use std::num::NonZero;

/// As many as the machine has processors. No answer depends on it.
pub(super) fn hands() -> usize {
    std::thread::available_parallelism().map_or(1, NonZero::get)
}
