//! What-if over a whole ledger: a scenario is read, its arms are made and held against the ledger as it is.
//!
//! `scenario` is what is asked, from the options or from a `file`; `understood` looks up what it names: `setting` reads values of
//! parameters, `facts` leaves events out, by what they have in common in `alike` and whose they are in `whose`, and brings events in,
//! `instead` a policy file. `changes` are what comes of it, and the steps that lead from one set of them to another. `base` is what
//! scenarios are held against, computed once, and `afresh` the one without what was decided; `arm` makes a world of some changes;
//! `families` says whose items belong together in every arm, `clauses` where lines are added up; `run` says who is asked, and `hand`
//! holds the arms against the base; `answer` is what comes out, `groups` adds it up by what subjects are, `under` asks for the same under
//! other readings, `sweep` runs one parameter through a range, `watch` looks on while many runs are made, `cite` says how a scenario is cited and known again, and
//! `veil` what is not told to those who see pseudonyms.

mod afresh;
mod alike;
mod answer;
mod arm;
mod base;
mod changes;
mod cite;
mod clauses;
mod facts;
mod families;
mod fault;
mod file;
mod groups;
mod hand;
mod instead;
mod run;
mod scenario;
mod setting;
mod sweep;
mod under;
mod understood;
mod veil;
mod watch;
mod whose;

pub use crate::whatif::Saved;
pub use answer::{Extent, WhatIf};
pub use base::AsItIs;
pub use cite::{Cited, Repeated};
pub use fault::{Like, Near, WhatIfFault};
pub use file::{Baseline, ScenarioFile};
pub use instead::policy_in_place;
pub use run::Changed;
pub use scenario::{Added, Files, Scenario, quoted};
pub use sweep::Sweep;
