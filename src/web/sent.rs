//! How much a request says that it sends, asked before anything of that is read.

use axum::body::{Body, HttpBody};

/// So many times as large as it may be, a body is refused before it is read. Of one that is a little too large as much is read as may be:
/// whoever is still sending it would not see the answer.
const FAR: usize = 8;

/// Whether a body is so much too large that nothing of it is read.
pub(super) fn is_huge(body: &Body, most: usize) -> bool {
    is_larger(body, most.saturating_mul(FAR))
}

/// Whether a body is larger than it may be, by what its head says. One whose head says nothing is measured as it comes.
pub(super) fn is_larger(body: &Body, most: usize) -> bool {
    u64::try_from(most).is_ok_and(|most| body.size_hint().lower() > most)
}
