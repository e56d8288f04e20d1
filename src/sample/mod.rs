//! A made-up district: the facts of some years, as the event lines its office would have recorded.
//!
//! Everything is invented: names, codes, figures. The same [`Plan`] gives the same bytes on any machine and any day: there
//! is no clock, no float and no hash order here, only a seed. What the office *decides* (approvals, payments) is not
//! drawn but computed from these facts and put in between; [`days_of_decision`] says when.
//!
//! [`faulty`] plants faults besides, one of each kind an auditor looks for with a near miss beside it, and tells the truth about them.
//!
//! How often things happen stands in `rates.rs`, one named number each.

#![deny(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::float_arithmetic)]
#![deny(clippy::wildcard_enum_match_arm)]

mod applications;
mod awards;
mod body;
mod book;
mod calendar;
mod calls;
mod carriers;
mod cast;
mod certificates;
mod codes;
mod conduct;
mod corrections;
mod district;
mod documents;
mod enterprise;
mod faults;
mod filing;
mod growth;
mod institutions;
mod insurance;
mod line;
mod lists;
mod loans;
mod lognormal;
mod lpr;
mod moves;
mod names;
mod plan;
mod platforms;
mod products;
mod quotas;
mod rates;
mod research;
mod rng;
mod roster;
mod scale;
mod scenarios;
mod scripts;
mod services;
mod space;
mod standards;
mod strong;
mod support;
#[cfg(test)]
mod tests;
mod titles;

pub use calls::days_of_decision;
pub use cast::{Planted, planted};
pub use district::{facts, faulty};
pub use faults::{Fault, NearMiss, Truth};
pub use line::{Document, Line};
pub use plan::Plan;
