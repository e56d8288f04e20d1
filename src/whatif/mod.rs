//! What-if: two arms of one ledger held against each other, line by line.
//!
//! The *base* is the ledger as it is, the *supposed* arm the same with some changes. `line` says which items of the two are one line,
//! `cause` what a line's difference is made of, `bound` what floors and ceilings did to it, `sums` adds lines up, `reach` says which
//! items a change can touch, and `effect` what became of them.

#![deny(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::float_arithmetic)]
#![deny(clippy::arithmetic_side_effects, clippy::wildcard_enum_match_arm)]

mod bound;
mod cause;
mod change;
mod effect;
mod group;
mod line;
mod reach;
mod sums;
mod written;

pub use bound::{BoundMove, Bounds};
pub use cause::{Bridge, Cause, Part, parts};
pub use change::{Change, Setting, Value};
pub use effect::{Effect, Still};
pub use group::{Group, ToPay};
pub use line::{Delta, Line, lines};
pub use reach::Reach;
pub use sums::{Row, Sums, Table, Tally};
pub use written::{Beside, Brought, Saved, Supposed, Written};
