//! Listening on this machine: connections and their limits, what is let through to the pages, what every answer carries, and what is counted.
//!
//! What is served is a router of somebody else's; nothing here knows a ledger.

#![deny(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::float_arithmetic)]

mod connections;
mod door;
mod error;
mod headers;
mod heard;
mod host;
mod limits;
mod listening;
mod log;
mod measures;
mod number;
mod operations;
mod places;
mod refusal;
mod stop;
mod streams;
mod surface;

pub use error::{ServeError, complaint_codes};
pub use limits::Limits;
pub use listening::Listening;
pub use log::{Form, Log};
pub use places::files_to_begin;
pub use refusal::Face;
pub use stop::{Ended, Until, signals};
pub use surface::{Head, Surface, TurnedAway, Witness};
