//! Who may do what: tokens for programs, users for people, and the record of what was written with either.
//!
//! It is kept in `PATH.desk`, a log of its own beside the ledger and of the same format, so that a ledger holds facts and nothing of who
//! may hand them in. `log` is another file beside it, of who read what. `scope` is the table of what is allowed, `token` what a program shows, `record` what the log holds, `desk` reads
//! and writes it. `role` is the table for people, `user` what is kept of one, `people` adds and closes them, `signed` remembers who is signed in,
//! and `pseudonyms` keeps what makes the pseudonyms for those who are not to know whose something is.

#![deny(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::float_arithmetic)]
#![deny(clippy::wildcard_enum_match_arm)]

mod desk;
mod error;
mod handed;
mod links;
mod log;
mod people;
mod pseudonyms;
mod record;
mod refused;
mod role;
mod scope;
mod shut;
mod signed;
mod token;
mod user;

pub use desk::{Desk, Standing};
pub use error::{AccessError, complaint_codes};
pub use handed::{Handed, HandedLink};
pub use log::{
    AccessLog, Asker, Came, Chain, Damage, Flaw, Line, LogFault, Look, Mark, Past, RequestNumber, Seen, Sparing,
    Wanted, is_untold, untold,
};
pub use record::{Entry, Outcome, Write};
pub use refused::{PersonError, person_codes};
pub use role::{Deed, Role};
pub use scope::{Action, Scope, may};
pub use shut::{Shut, link_codes};
pub use signed::{Person, Shown, SignIns};
pub use token::{Issued, Secret, Token};
pub use user::{Password, User};
