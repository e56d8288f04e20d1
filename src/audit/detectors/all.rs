//! All of them.

use crate::audit::Detector;
use crate::audit::detectors::{
    approved_too_much, bounced_and_forgotten, impossible_step, incident_ignored, late_application, late_payment,
    left_district, list_total, missing_evidence, never_paid, not_collected, not_eligible, objection_open, other_policy,
    other_scheme, other_year, over_cap, overpaid_since, paid_twice, publicity, revoked, same_person, two_articles,
    unregistered_account, unreviewed,
};

/// Every detector, by its name.
pub static DETECTORS: [Detector; 25] = [
    paid_twice::DETECTOR,
    other_scheme::DETECTOR,
    over_cap::DETECTOR,
    approved_too_much::DETECTOR,
    overpaid_since::DETECTOR,
    not_eligible::DETECTOR,
    revoked::DETECTOR,
    incident_ignored::DETECTOR,
    two_articles::DETECTOR,
    left_district::DETECTOR,
    other_year::DETECTOR,
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
    other_policy::DETECTOR,
    impossible_step::DETECTOR,
    same_person::DETECTOR,
    missing_evidence::DETECTOR,
];
