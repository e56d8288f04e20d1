//! What-if over a whole ledger: a scenario is read, its arms are made and held against the ledger as it is.
//!
//! `scenario` is what is asked; `setting` reads values of parameters, `facts` leaves events out and brings events in; `arm` makes a
//! world of some changes; `families` says whose items belong together in every arm; `run` holds the arms against each other;
//! `answer` is what comes out.

mod answer;
mod arm;
mod facts;
mod families;
mod fault;
mod run;
mod scenario;
mod setting;

pub use answer::WhatIf;
pub use fault::{Like, WhatIfFault};
pub use run::Changed;
pub use scenario::{Added, Scenario};
