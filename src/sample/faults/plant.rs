//! All stories, in the order of their detectors.

use super::office::Office;
use super::{Truth, decisions, figures, money, papers, sources};
use crate::sample::district::District;

/// Plants every story in a district.
pub(in crate::sample) fn plant(district: &mut District) -> Truth {
    let mut office = Office::new(district);
    money::tell(&mut office);
    papers::tell(&mut office);
    decisions::tell(&mut office);
    figures::tell(&mut office);
    sources::tell(&mut office);
    let mut truth = office.truth;
    truth.faults.sort_by_key(|fault| fault.rule);
    truth.near_misses.sort_by_key(|near| near.rule);
    truth
}
