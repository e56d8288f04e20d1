//! The detectors, one file each.

mod all;
mod approved_too_much;
mod bounced_and_forgotten;
mod incident_ignored;
mod list_total;
mod not_eligible;
mod objection_open;
mod over_cap;
mod overpaid_since;
mod paid_twice;
mod revoked;

pub use all::DETECTORS;
