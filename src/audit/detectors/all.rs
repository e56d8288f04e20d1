//! All of them.

use crate::audit::Detector;
use crate::audit::detectors::{
    approved_too_much, bounced_and_forgotten, incident_ignored, late_application, late_payment, list_total, never_paid,
    not_collected, not_eligible, objection_open, over_cap, overpaid_since, paid_twice, publicity, revoked,
    unregistered_account, unreviewed,
};

/// Every detector, by its name.
pub static DETECTORS: [Detector; 17] = [
    paid_twice::DETECTOR,
    over_cap::DETECTOR,
    approved_too_much::DETECTOR,
    overpaid_since::DETECTOR,
    not_eligible::DETECTOR,
    revoked::DETECTOR,
    incident_ignored::DETECTOR,
    unreviewed::DETECTOR,
    publicity::DETECTOR,
    objection_open::DETECTOR,
    late_payment::DETECTOR,
    bounced_and_forgotten::DETECTOR,
    unregistered_account::DETECTOR,
    list_total::DETECTOR,
    late_application::DETECTOR,
    never_paid::DETECTOR,
    not_collected::DETECTOR,
];
