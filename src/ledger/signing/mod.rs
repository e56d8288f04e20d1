//! Signed checkpoints: the keys and the last checkpoint beside a ledger, and what they guard.
//!
//! `files` names what lies beside a ledger and writes it; `keys` finds or makes the key; `chain` says how each key came to
//! sign; `against` holds a checkpoint against a ledger; `guard` does so at every opening for writing; `sign` makes new ones;
//! `loss` accepts that events are gone; `kept`, `since` and `proof_file` check what others kept; `health` looks at the key;
//! `copied` goes along with a copy.

mod against;
mod chain;
mod copied;
mod fault;
mod files;
mod guard;
mod health;
mod kept;
mod keys;
mod loss;
mod proof_file;
mod sign;
mod since;

pub(super) use chain::Chain;
pub use chain::{Origin, Trust};
pub(super) use copied::Public;
pub use fault::{KeyFault, Mismatch};
pub(super) use files::Files;
pub(super) use guard::{guard, guard_to_try, open_store, open_store_to_try, unopened};
pub(super) use health::KeyHealth;
pub use keys::Signer;
pub use loss::Accepted;
pub use proof_file::{Outside, ProofChecked};
pub use sign::{Rekeyed, Signed};
pub use since::Grown;
