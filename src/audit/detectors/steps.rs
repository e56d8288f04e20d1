//! The detectors that ask every step of the procedure, and not the money alone.

use crate::audit::Detector;
use crate::audit::detector::Found;
use crate::audit::detectors::{impossible_step, same_person};
use crate::audit::life::{Facts, impossible};

/// What such a detector asks of facts alone.
type Ask = fn(&Facts<'_>) -> Vec<Found>;

/// Each with what it asks. They stand at the door of every step, so that a batch of applications waits for no entitlement.
pub(in crate::audit) static STEPS: [(&Detector, Ask); 2] =
    [(&impossible_step::DETECTOR, impossible), (&same_person::DETECTOR, same_person::same_person)];

/// Whether a detector asks every step.
pub fn is_asked_of_steps(detector: &Detector) -> bool {
    STEPS.iter().any(|(own, _)| own.id == detector.id)
}
