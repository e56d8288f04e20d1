//! What holds at a horizon: corrections and retractions applied, ordered by day, asked by subject, type or id.

#![deny(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::float_arithmetic)]
#![deny(clippy::wildcard_enum_match_arm)]

mod amend;
mod build;
mod by_subject;
mod fact;
mod identity;
mod moved;
mod said;

pub use amend::{Amendments, LastWord};
pub use build::{About, Timeline};
pub use fact::{Fact, FactIx, Revision};
pub use said::ByField;
