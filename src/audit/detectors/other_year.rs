//! D16: approved in a call that does not support facts of that year.

use crate::audit::detector::Found;
use crate::audit::{Detector, Needs, Scene, Severity, Words};

pub(super) const DETECTOR: Detector = Detector {
    id: "D16",
    title: Words("事实不属于该申报年度", "Fact outside the year of the call"),
    looks_for: Words(
        "批准所依据的申报属于某一年度，而批准的一项是另一年度的事实。",
        "an approval that rests on an application of one call with a line about a fact of another year",
    ),
    basis: Words("申报年度支持上一年度的事实。", "A call supports the facts of the year before."),
    severity: Severity::Fault,
    beware: Words(
        "申报通知另有规定的，按登记的申报通知；批准没有写明申报编号的无从判断。",
        "The recorded call decides where it says otherwise; an approval that names no application cannot be judged.",
    ),
    needs: Needs::Now,
    guards: true,
    find,
};

fn find(scene: &Scene<'_>) -> Vec<Found> {
    let applications = scene.by("application.submitted", "application_no");
    let calls = scene.rows("call.opened");
    let supported: Vec<(i64, i64)> =
        calls.filter_map(|call| Some((call.whole("year")?, call.whole("fact_year")?))).collect();
    let mut found = Vec::new();
    for approval in scene.rows("grant.approved") {
        let named = approval.text("application_no").and_then(|number| applications.get(number)?.first());
        let (Some(subject), Some(application)) = (approval.subject(), named) else { continue };
        let Some(year) = application.whole("call_year") else { continue };
        let recorded: Vec<i64> = supported.iter().filter(|(call, _)| *call == year).map(|(_, facts)| *facts).collect();
        let fits =
            |fact: i64| if recorded.is_empty() { fact == year.saturating_sub(1) } else { recorded.contains(&fact) };
        for item in scene.item_of(subject, approval.at()).filter(|item| item.grant.is_some()) {
            if fits(i64::from(item.fact_year)) {
                continue;
            }
            let zh = format!("{year} 年度申报不支持 {} 年度的事实", item.fact_year);
            let en = format!("the call of {year} does not support a fact of {}", item.fact_year);
            let facts = [approval.at(), application.at()].into_iter().chain(item.facts.iter().copied());
            found.push(Found::about(subject, &zh, &en).resting_on(facts).worth(item.approved).under(&item.article));
        }
    }
    found
}
