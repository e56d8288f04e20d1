//! What-if over a whole ledger: a scenario is read, its arms are made and held against the ledger as it is.
//!
//! `base` is the ledger as it is, computed once; `scenario` is what is asked; `setting` reads values of parameters, `facts` leaves
//! events out and brings events in; `arm` makes a world of some changes; `families` says whose items belong together in every arm,
//! `clauses` where lines are added up; `run` says who is asked, and `hand` holds the arms against the base; `answer` is what comes
//! out, and `sweep` runs one parameter through a range.

mod answer;
mod arm;
mod base;
mod clauses;
mod facts;
mod families;
mod fault;
mod hand;
mod run;
mod scenario;
mod setting;
mod sweep;

pub use answer::WhatIf;
pub use base::AsItIs;
pub use fault::{Like, WhatIfFault};
pub use run::Changed;
pub use scenario::{Added, Scenario, quoted};
pub use sweep::Sweep;
