//! D33: an application accepted outside the window of its call.

use crate::audit::detector::Found;
use crate::audit::row::Row;
use crate::audit::{Detector, Needs, Scene, Severity, Words};

pub(super) const DETECTOR: Detector = Detector {
    id: "D33",
    title: Words("逾期申报被受理", "Application accepted outside the window"),
    looks_for: Words(
        "申报日在该年度申报期之外，而被受理。",
        "an application submitted before its call opened or after it closed, and accepted",
    ),
    basis: Words("在申报通知规定的期限内申报。", "Applications are made inside the window of the call."),
    severity: Severity::Fault,
    beware: Words(
        "申报期延长的，以最后登记的申报通知为准；没有登记申报通知的无从判断。",
        "Where the window was extended the call recorded last counts; without a recorded call there is nothing to judge by.",
    ),
    needs: Needs::Facts,
    guards: false,
    find,
};

fn find(scene: &Scene<'_>) -> Vec<Found> {
    let calls: Vec<Row<'_>> = scene.rows("call.opened").collect();
    let accepted = scene.by("application.accepted", "application_no");
    let mut found = Vec::new();
    for application in scene.rows("application.submitted") {
        let number = application.text("application_no").unwrap_or_default();
        let (Some(subject), Some(accepted)) =
            (application.subject(), accepted.get(number).and_then(|rows| rows.first()))
        else {
            continue;
        };
        let of_year = calls.iter().filter(|call| call.whole("year") == application.whole("call_year"));
        let Some(call) = of_year.max_by_key(|call| call.fact.position) else { continue };
        let (Some(opens), Some(closes)) = (call.date("opens_on"), call.date("closes_on")) else { continue };
        let day = application.day();
        if opens <= day && day <= closes {
            continue;
        }
        let zh = format!("申报日 {day} 不在申报期 {opens} 至 {closes} 之内，仍被受理");
        let en = format!("submitted on {day}, outside {opens} to {closes}, and accepted");
        let facts = [accepted.at(), application.at(), call.at()];
        found.push(Found::about(subject, &zh, &en).resting_on(facts));
    }
    found
}
