//! Compatibility of outcome: what a ledger would pay otherwise with another declaration or another policy file in it, in yuan.
//!
//! `arm` makes the ledger with the file in it, `accept` reads what somebody accepted by name, `compare` holds both against the ledger as
//! it is.

mod accept;
mod arm;
mod compare;

pub use accept::{AcceptedChange, accepted};
pub use arm::Candidate;
pub use compare::{Moved, Replayed};
