//! All of them.

use crate::audit::Detector;
use crate::audit::detectors::{
    approved_too_much, bounced_and_forgotten, incident_ignored, list_total, not_eligible, objection_open, over_cap,
    overpaid_since, paid_twice, revoked,
};

/// Every detector, by its name.
pub static DETECTORS: [Detector; 10] = [
    paid_twice::DETECTOR,
    over_cap::DETECTOR,
    approved_too_much::DETECTOR,
    overpaid_since::DETECTOR,
    not_eligible::DETECTOR,
    revoked::DETECTOR,
    incident_ignored::DETECTOR,
    objection_open::DETECTOR,
    bounced_and_forgotten::DETECTOR,
    list_total::DETECTOR,
];
