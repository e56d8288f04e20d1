//! Who may do what: tokens for programs, and the record of what was written with them.
//!
//! It is kept in `PATH.desk`, a log of its own beside the ledger and of the same format, so that a ledger holds facts and nothing of who
//! may hand them in. `scope` is the table of what is allowed, `token` what a program shows, `record` what the log holds, `desk` reads
//! and writes it.

#![deny(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::float_arithmetic)]
#![deny(clippy::wildcard_enum_match_arm)]

mod desk;
mod error;
mod record;
mod scope;
mod token;

pub use desk::{Desk, Standing};
pub use error::{AccessError, complaint_codes};
pub use record::{Entry, Outcome, Write};
pub use scope::{Action, Scope, may};
pub use token::{Issued, Secret, Token};
