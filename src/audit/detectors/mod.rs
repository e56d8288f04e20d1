//! The detectors, one file each.

mod all;
mod approved_too_much;
mod bounced_and_forgotten;
mod impossible_step;
mod incident_ignored;
mod late_application;
mod late_payment;
mod left_district;
mod list_total;
mod missing_evidence;
mod never_paid;
mod not_collected;
mod not_eligible;
mod objection_open;
mod other_policy;
mod other_scheme;
mod other_year;
mod over_cap;
mod overpaid_since;
mod paid_twice;
mod publicity;
mod revoked;
mod same_person;
mod steps;
mod two_articles;
mod unregistered_account;
mod unreviewed;

pub use all::DETECTORS;
pub(super) use steps::STEPS;
pub use steps::is_asked_of_steps;
