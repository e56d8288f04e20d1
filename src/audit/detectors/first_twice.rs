//! D27: what only a first one brings, brought twice.

use crate::audit::detector::Found;
use crate::audit::line::given;
use crate::audit::row::Row;
use crate::audit::{Detector, Needs, Scene, Severity, Words};
use crate::policy::{Grant, MeasureForm, Op, Operand, Program, Test};
use crate::position::{FactRef, Item};
use crate::value::{Day, Uscc};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub(super) const DETECTOR: Detector = Detector {
    id: "D27",
    title: Words("“首次”用了两次", "The first one claimed twice"),
    looks_for: Words(
        "只支持首次的一项，给同一企业给了两次：换码、更名前后算一家；合并、分立之后，所承继的也算。",
        "what is for the first one only, given to one enterprise twice: under its old code or name and under the new one, or before and after a merger or split it continues",
    ),
    basis: Words(
        "首次入库、首次入清单、新认定只支持一次，更名、合并不产生新的首次。",
        "A first entry or first recognition is supported once, and a change of name or a merger makes no new first.",
    ),
    severity: Severity::Fault,
    beware: Words(
        "合并前各自的首次不算；口径 R4.1、R5.1、R23.6 另有选择的，以口径为准：批准当时已知的，D04 同时列出多批的数额。",
        "The firsts that each had before a merger are none; readings R4.1, R5.1 and R23.6 may say otherwise; what was known when it was approved stands under D04 too.",
    ),
    needs: Needs::Now,
    guards: false,
    find,
};

/// Those whom somebody continues, each from a day on.
type Kin = BTreeMap<Uscc, Vec<(Uscc, Day)>>;

fn find(scene: &Scene<'_>) -> Vec<Found> {
    let firsts: BTreeSet<&Arc<str>> =
        scene.program.grants.iter().filter(|grant| is_first(scene.program, grant)).map(|grant| &grant.id).collect();
    let mut items: BTreeMap<(Uscc, &Arc<str>), Vec<&Item>> = BTreeMap::new();
    for owned in scene.items().filter(|owned| given(owned.item).is_positive()) {
        if firsts.contains(&owned.item.grant_id) {
            items.entry((owned.subject, &owned.item.grant_id)).or_default().push(owned.item);
        }
    }
    let kin = kin(scene);
    items.iter().filter_map(|((subject, grant), own)| told(&items, &kin, (*subject, grant), own)).collect()
}

fn told(
    items: &BTreeMap<(Uscc, &Arc<str>), Vec<&Item>>,
    kin: &Kin,
    (subject, grant): (Uscc, &Arc<str>),
    own: &[&Item],
) -> Option<Found> {
    let last = own.iter().max_by_key(|item| item.day)?;
    let inherited = lineage(kin, subject, last.day);
    let theirs = inherited.iter().filter_map(|other| items.get(&(*other, grant))).flatten();
    let mut all: Vec<&Item> = own.iter().chain(theirs).copied().filter(|item| item.day <= last.day).collect();
    if all.len() < 2 {
        return None;
    }
    all.sort_by_key(|item| std::cmp::Reverse((item.day, item.approvals.first().copied())));
    let (count, amount) = (all.len(), given(last));
    let zh = format!("“{grant}”给了 {count} 次，最后一次 ¥{amount}");
    let en = format!("what the first one brings was given {count} times, ¥{amount} the last time");
    let facts: Vec<FactRef> = all.iter().flat_map(|item| item.payments.iter().chain(&item.facts)).copied().collect();
    Some(Found::about(subject, &zh, &en).resting_on(facts).worth(amount).under(&last.article))
}

/// Whether a grant asks that there was none before: that a count of earlier ones be nothing.
fn is_first(program: &Program, grant: &Grant) -> bool {
    let filters = grant.triggers.iter().filter_map(|trigger| trigger.filter.as_ref());
    filters.chain(grant.conditions.iter().map(|condition| &condition.test)).any(|test| asks_for_none(program, test))
}

fn asks_for_none(program: &Program, test: &Test) -> bool {
    match test {
        Test::Compare { measure, op: Op::Equal, with: Operand::Whole(0) } => {
            program.measure(*measure).is_some_and(|measure| matches!(measure.form, MeasureForm::Entries { .. }))
        }
        Test::All(tests) => tests.iter().any(|test| asks_for_none(program, test)),
        Test::Compare { .. }
        | Test::Any(_)
        | Test::Not(_)
        | Test::In { .. }
        | Test::Holds { .. }
        | Test::Opens(_)
        | Test::Decided(_)
        | Test::Recorded(_)
        | Test::Followed { .. }
        | Test::Elapsed { .. } => false,
    }
}

/// Who continues whom: those absorbed, and the one split off from.
fn kin(scene: &Scene<'_>) -> Kin {
    let mut kin = Kin::new();
    let others = |row: Row<'_>, field: &str| row.rows(field).filter_map(|other| other.code("uscc")).collect::<Vec<_>>();
    for merged in scene.rows("enterprise.merged") {
        let Some(heir) = merged.subject() else { continue };
        let absorbed = others(merged, "absorbed").into_iter().map(|other| (other, merged.day()));
        kin.entry(heir).or_default().extend(absorbed);
    }
    for split in scene.rows("enterprise.split") {
        let Some(origin) = split.subject() else { continue };
        for heir in others(split, "into").into_iter().filter(|heir| *heir != origin) {
            kin.entry(heir).or_default().push((origin, split.day()));
        }
    }
    kin
}

/// Everybody a subject continues by a day, those whom they continue included.
fn lineage(kin: &Kin, subject: Uscc, by: Day) -> Vec<Uscc> {
    let mut found = vec![subject];
    let mut next = 0;
    while let Some(heir) = found.get(next) {
        next = next.saturating_add(1);
        let joined: Vec<Uscc> =
            kin.get(heir).into_iter().flatten().filter(|(_, day)| *day <= by).map(|(code, _)| *code).collect();
        for code in joined {
            if !found.contains(&code) {
                found.push(code);
            }
        }
    }
    found.into_iter().filter(|code| *code != subject).collect()
}
