//! Everything an explanation can say. A new phrase does not compile until it says itself in both languages.

mod anything;
mod audited;
mod choice;
mod clause;
mod copied;
mod filed;
mod ground;
mod heading;
mod later;
mod macros;
mod proof;
mod proved;
mod reckoning;
mod remedy;
mod ruled;
mod settled;
mod state;
mod verdict;

pub use anything::Phrase;
pub use audited::Audited;
pub use choice::Choice;
pub use clause::Clause;
pub use copied::Copied;
pub use filed::Filed;
pub use ground::Ground;
pub use heading::{Heading, Label};
pub use later::Later;
pub use proof::Evidence;
pub use proved::Proved;
pub use reckoning::Reckoning;
pub use remedy::Remedy;
pub use ruled::Ruled;
pub use settled::Settled;
pub use state::{Cure, State};
pub use verdict::Verdict;
