//! Compatibility of outcome: what a ledger would pay otherwise with another declaration or another policy file in it, or as another
//! program reckons it, in yuan.
//!
//! `arm` makes the ledger with the file in it, `accept` reads what somebody accepted by name, `compare` holds both against the ledger as
//! it is. `due` lists what everybody is due, `answer` reads such a list of another program, `beside` holds the two against each other.

mod accept;
mod answer;
mod arm;
mod beside;
mod compare;
mod due;

pub use accept::{AcceptedChange, accepted};
pub use answer::AnswerFault;
pub use arm::Candidate;
pub use beside::BesideFault;
pub use compare::{Moved, Replayed};
pub use due::{DueLine, DueList};
