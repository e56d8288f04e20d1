//! What holds at a horizon: corrections and retractions applied, ordered by day, asked by subject, type or id.

mod amend;
mod build;
mod fact;

pub use amend::Amendments;
pub use build::Timeline;
pub use fact::{Fact, FactIx, Revision};
