//! The detectors, one file each.

mod all;
mod approved_too_much;
mod bounced_and_forgotten;
mod incident_ignored;
mod late_application;
mod late_payment;
mod list_total;
mod never_paid;
mod not_collected;
mod not_eligible;
mod objection_open;
mod over_cap;
mod overpaid_since;
mod paid_twice;
mod publicity;
mod revoked;
mod unregistered_account;
mod unreviewed;

pub use all::DETECTORS;
