//! What the ledger says when it does not do what it was asked: what was not done, why, and what to try.

mod beside;
mod bundle;
mod cause;
mod cell;
mod codes;
mod companions;
mod declared;
mod elsewhere;
mod error;
mod fault;
mod guard;
mod history;
mod imported;
mod keys;
mod list;
mod mismatch;
mod payment;
mod place;
mod policy;
mod proof;
mod reason;
mod released;
mod scenario;
mod sheet;
mod signing;
mod store;
mod truth;
mod version;
mod whatif;
mod words;

pub(super) use cell::cell_complaint;
pub use codes::complaint_codes;
pub use reason::reason;
pub(super) use store::open_complaint;
