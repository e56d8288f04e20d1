//! D35: a fact recorded long after it happened, or just before the approval it serves.

use crate::audit::detector::Found;
use crate::audit::excess::grounds;
use crate::audit::line::{Line, lines};
use crate::audit::{Detector, Needs, Scene, Severity, Words};
use crate::position::FactRef;
use crate::value::{Day, Fen, Position as Place, Uscc};
use std::collections::BTreeMap;

pub(super) const DETECTOR: Detector = Detector {
    id: "D35",
    title: Words("事实补录过晚或临批补录", "Recorded late, or just before the approval"),
    looks_for: Words(
        "批准所依据的事实在发生一百八十天之后才记录或更正，或在批准前三日内记录或更正；企业登记入账之前的事实，从入账之日算起。",
        "a fact an approval rests on that was recorded or corrected more than 180 days after it happened, or within the three days before the approval; for what happened before its enterprise was on record the days count from then",
    ),
    basis: Words(
        "事实应当及时记录，批准应当有从容核实的时间。",
        "Facts are recorded in time, and an approval leaves time to check them.",
    ),
    severity: Severity::Information,
    beware: Words(
        "集中补录的材料也会列出；一百八十天和三日是本系统的约定。",
        "A backlog that was worked off is listed as well; the 180 days and the three are this program's.",
    ),
    needs: Needs::Then,
    guards: false,
    find,
};

/// A fact is recorded within so many days.
const LONG: i64 = 180;
/// So many days before an approval are just before it.
const BRIEF: i64 = 3;

/// A fact that was recorded late or hastily, and the approvals it serves.
struct Late {
    subject: Uscc,
    fact: FactRef,
    approvals: Vec<FactRef>,
    amount: Fen,
    /// After so many days.
    after: i64,
    /// So many days before the first approval.
    ahead: i64,
}

fn find(scene: &Scene<'_>) -> Vec<Found> {
    let mut late: BTreeMap<Place, Late> = BTreeMap::new();
    let known =
        scene.rows("enterprise.registered").filter_map(|row| Some((row.subject()?, row.fact.recorded_at.day())));
    let known: BTreeMap<Uscc, Day> = known.collect();
    for line in lines(scene) {
        for fact in grounds(line.item) {
            let Some((after, ahead)) = timing(scene, &line, fact, known.get(&line.subject)) else { continue };
            let own = late.entry(fact.position).or_insert(Late {
                subject: line.subject,
                fact,
                approvals: Vec::new(),
                amount: Fen::ZERO,
                after,
                ahead,
            });
            own.approvals.push(line.event.at());
            own.amount = own.amount.plus(line.given);
        }
    }
    late.into_values().map(|late| told(&late)).collect()
}

/// How long after it happened, or its enterprise was known, a fact was recorded, and how long before the approval, when either is odd.
fn timing(scene: &Scene<'_>, line: &Line<'_>, fact: FactRef, since: Option<&Day>) -> Option<(i64, i64)> {
    let row = scene.row(fact).filter(|row| scene.timeline.names_subjects(row.fact.kind))?;
    let known = row.fact.revisions.iter().filter(|revision| revision.position < line.event.fact.position);
    let recorded = known.map(|revision| revision.recorded_at).fold(row.fact.recorded_at, std::cmp::Ord::max).day();
    let after = recorded.days_since(since.map_or(row.day(), |since| row.day().max(*since)));
    let ahead = line.event.fact.recorded_at.day().days_since(recorded);
    (after > LONG || (0..=BRIEF).contains(&ahead)).then_some((after, ahead))
}

fn told(late: &Late) -> Found {
    let (after, ahead) = (late.after, late.ahead);
    let (zh, en) = if after > LONG {
        (format!("可记录之后 {after} 天才记录"), format!("recorded {after} days after it could be"))
    } else {
        (format!("批准前 {ahead} 天才记录"), format!("recorded {ahead} days before the approval"))
    };
    let facts = [late.fact].into_iter().chain(late.approvals.iter().copied());
    Found::about(late.subject, &zh, &en).resting_on(facts).worth(late.amount)
}
