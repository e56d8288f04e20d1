//! Signed checkpoints: the keys and the last checkpoint beside a ledger, and what they guard.
//!
//! `files` names what lies beside a ledger and writes it; `keys` finds or makes the key; `against` holds a checkpoint
//! against a ledger; `guard` does so at every opening for writing; `sign` makes new ones; `loss` accepts that events are
//! gone; `since` and `proof_file` check what others kept; `copied` goes along with a copy.

mod against;
mod copied;
mod fault;
mod files;
mod guard;
mod keys;
mod loss;
mod proof_file;
mod sign;
mod since;

pub(super) use copied::Public;
pub use fault::{KeyFault, Mismatch};
pub(super) use files::Files;
pub(super) use guard::{guard, open_store};
pub use keys::Signer;
pub use proof_file::ProofChecked;
pub use sign::Signed;
pub use since::Grown;
