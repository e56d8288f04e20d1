//! D14: a heap of figures exactly at a boundary, or one figure to the fen from several enterprises.

use crate::audit::detector::Found;
use crate::audit::scene::Owned;
use crate::audit::{Detector, Needs, Scene, Severity, Words};
use crate::policy::{Grant, MeasureId, Op, Operand, ParamId, ParamValue, Test};
use crate::position::{FactRef, Formula, Item, Outcome, Quantity, Witness};
use crate::value::{Exact, Fen, Uscc};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub(super) const DETECTOR: Detector = Detector {
    id: "D14",
    title: Words("数额扎堆在界线上", "A heap at a boundary"),
    looks_for: Words(
        "同一年度至少三家企业的数额恰好在下限、上限起作用处或条件的起点；或几家企业申报的研发费用分毫不差。",
        "figures of three enterprises or more in one year exactly where a floor or ceiling begins to act or a condition begins to hold; or one and the same research expense, to the fen, from several enterprises",
    ),
    basis: Words(
        "申报数据应当真实；反常的分布值得核对。",
        "Reported figures are true; an odd distribution is worth a look.",
    ),
    severity: Severity::Information,
    beware: Words(
        "只是分布反常，不说明任何一家有问题；整万元的数额不比较。",
        "Only the distribution is odd, and nothing is said against any of them; whole tens of thousands are not compared.",
    ),
    needs: Needs::Now,
    guards: false,
    find,
};

/// So many at one boundary make a heap.
const HEAP: usize = 3;
/// Reports of whole tens of thousands of yuan are alike by rounding.
const ROUND: i128 = 1_000_000;

/// The subjects at one boundary, and the facts they are there with.
type Heap = (BTreeSet<Uscc>, Vec<FactRef>);

fn find(scene: &Scene<'_>) -> Vec<Found> {
    let mut heaps: BTreeMap<(Arc<str>, i32, Arc<str>, Fen), Heap> = BTreeMap::new();
    for owned in scene.items().filter(|owned| owned.item.outcome == Outcome::Due) {
        let item = owned.item;
        for (at, facts) in boundaries(scene, owned) {
            let key = (Arc::clone(&item.grant_id), item.fact_year, Arc::clone(&item.article), at);
            let heap = heaps.entry(key).or_default();
            heap.0.insert(owned.subject);
            heap.1.extend(facts);
        }
    }
    let tall = heaps.into_iter().filter(|(_, (subjects, _))| subjects.len() >= HEAP);
    let mut found: Vec<Found> = tall
        .map(|((grant, year, article, at), heap)| {
            let count = heap.0.len();
            let zh = format!("{year} 年“{grant}”有 {count} 家恰好在界线 ¥{at} 上");
            let en = format!("{count} enterprises stand exactly at the boundary of ¥{at} in {year}");
            Found::among(heap.0, &zh, &en).resting_on(heap.1).under(&article)
        })
        .collect();
    found.extend(alike(scene));
    found
}

/// The boundaries an item stands at.
fn boundaries(scene: &Scene<'_>, owned: Owned<'_>) -> Vec<(Fen, Vec<FactRef>)> {
    let item = owned.item;
    let Some(grant) = item.grant.and_then(|grant| scene.program.grants.get(grant)) else { return Vec::new() };
    let yuan = |id: ParamId| match scene.program.value(id, item.days())?.value {
        ParamValue::Yuan(fen) => Some(fen),
        ParamValue::Percent(_) | ParamValue::Whole(_) => None,
    };
    let mut found = Vec::new();
    if let Some(Formula::Share { facts, .. }) = &item.formula {
        let bounds = grant.amount.floor.map(|floor| floor.amount).into_iter().chain(grant.amount.ceiling);
        let own = bounds.filter_map(yuan).filter(|bound| item.exact == Some(Exact::from_fen(*bound)));
        found.extend(own.map(|bound| (bound, facts.clone())));
    }
    for (measure, bound) in thresholds(grant).filter_map(|(measure, id)| Some((measure, yuan(id)?))) {
        found.extend(
            measured(item, measure).filter(|(value, _)| *value == bound).map(|(at, facts)| (at, facts.to_vec())),
        );
    }
    found
}

/// The measures a condition asks to be at least a figure, or at most.
fn thresholds(grant: &Grant) -> impl Iterator<Item = (MeasureId, ParamId)> {
    grant.conditions.iter().filter_map(|condition| match &condition.test {
        Test::Compare { measure, op: Op::AtLeast | Op::AtMost, with: Operand::Parameter(id) } => Some((*measure, *id)),
        Test::Compare { .. }
        | Test::All(_)
        | Test::Any(_)
        | Test::Not(_)
        | Test::In { .. }
        | Test::Holds { .. }
        | Test::Opens(_)
        | Test::Decided(_)
        | Test::Recorded(_)
        | Test::Followed { .. }
        | Test::Elapsed { .. } => None,
    })
}

/// What a measure was when the conditions of an item were asked.
fn measured(item: &Item, measure: MeasureId) -> impl Iterator<Item = (Fen, &[FactRef])> {
    item.checks.iter().flat_map(|check| &check.witnesses).filter_map(move |witness| match witness {
        Witness::Measured(id, answer) if *id == measure => match answer.value {
            Quantity::Money(fen) => Some((fen, &answer.facts[..])),
            Quantity::Exact(_)
            | Quantity::Percent(_)
            | Quantity::Whole(_)
            | Quantity::Day(_)
            | Quantity::Flag(_)
            | Quantity::Text(_) => None,
        },
        Witness::Measured(..)
        | Witness::Held(..)
        | Witness::NotHeld(..)
        | Witness::Said(_)
        | Witness::Found(..)
        | Witness::Term(_) => None,
    })
}

/// Research expenses of one year that are the same to the fen.
fn alike(scene: &Scene<'_>) -> Vec<Found> {
    let mut same: BTreeMap<(i64, Fen), Heap> = BTreeMap::new();
    for row in scene.rows("rnd.expense_reported") {
        let (Some(subject), Some(year), Some(amount)) = (row.subject(), row.whole("year"), row.money("amount")) else {
            continue;
        };
        if amount.is_positive() && !amount.get().unsigned_abs().is_multiple_of(ROUND.unsigned_abs()) {
            let heap = same.entry((year, amount)).or_default();
            heap.0.insert(subject);
            heap.1.push(row.at());
        }
    }
    let several = same.into_iter().filter(|(_, (subjects, _))| subjects.len() > 1);
    several
        .map(|((year, amount), heap)| {
            let count = heap.0.len();
            let zh = format!("{count} 家企业 {year} 年研发费用同为 ¥{amount}");
            let en = format!("{count} enterprises report one research expense of ¥{amount} for {year}");
            Found::among(heap.0, &zh, &en).resting_on(heap.1).worth(amount)
        })
        .collect()
}
