//! D34: eligible, never paid.

use crate::audit::detector::Found;
use crate::audit::finding::named;
use crate::audit::{Detector, Finding, Needs, Scene, Severity, State, Words};
use crate::position::{Item, Outcome};
use crate::value::{Day, Fen, Uscc};

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
    unpaid(scene).map(|own| own.found()).collect()
}

/// An item that was due and that nobody was paid for.
#[derive(Debug, Clone, Copy)]
pub struct Unpaid<'s> {
    /// Whose.
    pub subject: Uscc,
    /// The item.
    pub item: &'s Item,
    /// How much it would have been.
    pub amount: Fen,
    /// How it was missed.
    pub how: Words,
}

/// Everything of everybody that was due and never paid, as this detector finds it; with what it finds of each.
pub fn never_paid<'s>(scene: &Scene<'s>) -> Vec<(Unpaid<'s>, Finding)> {
    let states = State::all(scene);
    let mut found: Vec<(Unpaid<'s>, Finding)> =
        unpaid(scene).map(|own| (own, named(scene.timeline, &DETECTOR, own.found()))).collect();
    for (_, finding) in &mut found {
        finding.state = states.get(&*finding.number).copied().unwrap_or_default();
    }
    found
}

fn unpaid<'s>(scene: &Scene<'s>) -> impl Iterator<Item = Unpaid<'s>> + use<'s> {
    let on = scene.on;
    scene.items().filter_map(move |owned| {
        let (amount, how) = missed(owned.item, on)?;
        Some(Unpaid { subject: owned.subject, item: owned.item, amount, how })
    })
}

/// How much of an item was missed, and how.
fn missed(item: &Item, on: Day) -> Option<(Fen, Words)> {
    if item.approved.is_positive() || item.paid.is_positive() {
        return None;
    }
    let over = item.fact_year.saturating_add(1) < on.year();
    match item.outcome {
        Outcome::MissedCall if item.gross.is_positive() => {
            Some((item.gross, Words("错过申报期", "the call was missed")))
        }
        Outcome::Due if over && item.outstanding.is_positive() => Some((
            item.outstanding,
            Words("申报年度已过，没有批准", "the year of its call is over, and nothing was approved"),
        )),
        Outcome::Due
        | Outcome::Refused(_)
        | Outcome::Undetermined(_)
        | Outcome::NotNamed
        | Outcome::MissedCall
        | Outcome::NoGoverningPolicy(_)
        | Outcome::FactGone => None,
    }
}

impl Unpaid<'_> {
    fn found(&self) -> Found {
        let Self { subject, item, amount, how: Words(zh, en) } = *self;
        Found::about(subject, &format!("{zh}，¥{amount}"), &format!("{en}: ¥{amount}"))
            .resting_on(item.facts.iter().copied())
            .worth(amount)
            .under(&item.article)
            .on_matter(&item.grant_id, &item.matter)
    }
}
