//! Detectors: named, pure questions about a whole ledger at a horizon, and what they find.
//!
//! `scene` holds what is looked at, computed before anybody asks; `detectors` has one file for each question; `line` gives the lines of
//! approvals with what was known of them, `excess` how far each approval and payment went beyond what was due as known then, `papers` what
//! stands behind a payment, `knowledge` what could be known when it was made; `life` which steps may follow each other; `finding` is what
//! comes out, under a number that changes with the facts it rests on; `impact` what one event changes about what was decided; `truth` holds
//! what was found against what somebody knows to be so.

#![deny(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::float_arithmetic)]
#![deny(clippy::arithmetic_side_effects, clippy::wildcard_enum_match_arm)]

mod detector;
mod detectors;
mod excess;
mod finding;
mod impact;
mod knowledge;
mod life;
mod line;
mod papers;
mod row;
mod scene;
mod state;
mod truth;

pub use detector::{Detector, Needs, Severity, Words};
pub use detectors::{DETECTORS, Unpaid, is_asked_of_steps, never_paid};
pub use finding::{Finding, detect, steps};
pub use impact::{Changed, Proposal, Recovery, Worlds, changed};
pub use knowledge::{Approvals, Knowledge};
pub use life::{Asks, Bound, LIFE, Rule, Step};
pub use scene::{Scene, Then};
pub use state::State;
pub use truth::{Known, RuleScore, Score, Truth};
