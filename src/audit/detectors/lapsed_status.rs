//! D28: approved on a status that had run out since the application.

use crate::audit::detector::Found;
use crate::audit::line::{Line, lines};
use crate::audit::{Detector, Needs, Scene, Severity, Words};
use crate::policy::StatusId;
use crate::position::{Checked, FactRef, Interval, Witness};
use crate::value::{Bilingual, Fen, Position as Place};
use std::collections::BTreeMap;

pub(super) const DETECTOR: Detector = Detector {
    id: "D28",
    title: Words("批准时资格已届满", "Status lapsed by the approval"),
    looks_for: Words(
        "批准所依据的资格或清单在审查条件之日有效，到批准当日已届满或退出，至今没有续上。",
        "an approval that rests on a status or list which held on the day conditions were tested, had ended by the day of the approval, and was not taken up again to this day",
    ),
    basis: Words(
        "资格以申报日为准（口径 R0.3）；批准时已失效的，主管部门应当知道。",
        "A status is tested on the day of the application (reading R0.3); that it ended before the decision is something the authority should know.",
    ),
    severity: Severity::Information,
    beware: Words(
        "按现行口径没有过错：条件在申报日满足即可。",
        "By the reading in force nothing is wrong: it is enough that the condition held on the day of the application.",
    ),
    needs: Needs::Then,
    guards: false,
    find,
};

/// A status an approval rested on, and what was given on it.
struct Lapsed<'s> {
    line: Line<'s>,
    interval: Interval,
    amount: Fen,
    facts: Vec<FactRef>,
}

fn find(scene: &Scene<'_>) -> Vec<Found> {
    // One approval may have many lines on one status: it is told once.
    let mut lapsed: BTreeMap<(Place, StatusId), Lapsed<'_>> = BTreeMap::new();
    for line in lines(scene) {
        for check in line.item.checks.iter().filter(|check| check.holds == Ok(true)) {
            for (status, interval) in ended(scene, &line, check) {
                let key = (line.event.fact.position, status);
                let own = lapsed.entry(key).or_insert(Lapsed { line, interval, amount: Fen::ZERO, facts: Vec::new() });
                own.amount = own.amount.plus(line.given);
                own.facts.extend(line.facts());
            }
        }
    }
    let told = lapsed.into_iter();
    told.filter_map(|((_, status), own)| Some(own.told(&scene.program.status(status)?.title))).collect()
}

impl Lapsed<'_> {
    fn told(self, status: &Bilingual) -> Found {
        let Self { line, interval, amount, facts } = self;
        let (last, day) = (interval.last, line.event.day());
        let zh = format!("“{}”到 {last} 为止，{day} 才批准", status.zh);
        let en = format!("“{}” ended on {last}, the approval is of {day}", status.en);
        let facts = [line.event.at(), interval.opened_by].into_iter().chain(interval.ended_by).chain(facts);
        Found::about(line.subject, &zh, &en).resting_on(facts).worth(amount).under(&line.item.article)
    }
}

/// The statuses a check held by that were over on the day of the approval, when none of those it asks about went on.
fn ended(scene: &Scene<'_>, line: &Line<'_>, check: &Checked) -> Vec<(StatusId, Interval)> {
    let day = line.event.day();
    let mut asked = Vec::new();
    let mut held = Vec::new();
    for witness in &check.witnesses {
        match witness {
            Witness::Held(status, on, interval) if *on == line.item.application.test_day => {
                asked.push(*status);
                held.push((*status, *interval));
            }
            Witness::NotHeld(status, ..) => asked.push(*status),
            Witness::Held(..) | Witness::Measured(..) | Witness::Said(_) | Witness::Found(..) | Witness::Term(_) => {}
        }
    }
    let known = scene.now.get(&line.subject).map_or(&[][..], |position| &position.statuses);
    let spans = || line.then.statuses.iter().chain(known);
    let goes_on = |status: &StatusId| {
        let name = scene.program.status(*status).map(|status| &status.name);
        // A certificate that was renewed in the autumn leaves a gap that says nothing.
        spans().any(|span| Some(&span.status) == name && day <= span.last && span.first <= span.last.min(scene.on))
    };
    if asked.iter().any(goes_on) {
        return Vec::new();
    }
    held
}
