//! The bundle: everything behind one payment or one subject, to be checked by somebody who has no ledger (decision 0021).
//!
//! `asking` is the question and its answer; `make` asks it of a ledger that notes what it reads and gathers that; `record`
//! is `proof.json`; `texts` and `evidence` are papers of it; `archive` packs and unpacks. `check` goes the way back: `events`
//! and `selection` hold what was unpacked against what was signed, `compare` the answers against those that are computed
//! again, and `told` says what came of it, `words` in which words.

mod archive;
mod asking;
mod check;
mod compare;
mod events;
mod evidence;
mod fault;
mod make;
mod record;
mod selection;
mod texts;
mod told;
mod words;

pub use asking::{About, Answered, Asking};
pub use check::{Brought, Telling};
pub use evidence::Collected;
pub use fault::{Bound, BundleFault};
pub use make::{Claim, Figure, Package, Papers};
pub use told::{Amount, Check, Difference, Packaged, Remark, State, Verdict};
