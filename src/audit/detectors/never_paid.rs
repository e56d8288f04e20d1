//! D34: eligible, never paid.

use crate::audit::detector::Found;
use crate::audit::{Detector, Needs, Scene, Severity, Words};
use crate::position::Outcome;

pub(super) const DETECTOR: Detector = Detector {
    id: "D34",
    title: Words("应享未享", "Eligible, never paid"),
    looks_for: Words(
        "条件具备而错过申报期的；或申报年度已过，应付而从未批准的。",
        "what met every condition and missed its call, or was due in a call whose year is over and was never approved",
    ),
    basis: Words("政策应当惠及全部符合条件的企业。", "A policy is there for everybody who meets its conditions."),
    severity: Severity::Information,
    beware: Words(
        "这是服务线索，不是差错；企业可以放弃申报。",
        "A lead for the service desk and no fault; an enterprise may choose not to apply.",
    ),
    needs: Needs::Now,
    guards: false,
    find,
};

fn find(scene: &Scene<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for owned in scene.items().filter(|owned| !owned.item.approved.is_positive() && !owned.item.paid.is_positive()) {
        let item = owned.item;
        let over = item.fact_year.saturating_add(1) < scene.on.year();
        let (amount, zh, en) = match item.outcome {
            Outcome::MissedCall if item.gross.is_positive() => (item.gross, "错过申报期", "the call was missed"),
            Outcome::Due if over && item.outstanding.is_positive() => {
                (item.outstanding, "申报年度已过，没有批准", "the year of its call is over, and nothing was approved")
            }
            Outcome::Due
            | Outcome::Refused(_)
            | Outcome::Undetermined(_)
            | Outcome::NotNamed
            | Outcome::MissedCall
            | Outcome::NoGoverningPolicy(_)
            | Outcome::FactGone => continue,
        };
        let (zh, en) = (format!("{zh}，¥{amount}"), format!("{en}: ¥{amount}"));
        let facts = item.facts.iter().copied();
        found.push(
            Found::about(owned.subject, &zh, &en)
                .resting_on(facts)
                .worth(amount)
                .under(&item.article)
                .on_matter(&item.grant_id, &item.matter),
        );
    }
    found
}
