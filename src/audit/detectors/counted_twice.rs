//! D30: one enterprise counted twice for carriers.

use crate::audit::detector::Found;
use crate::audit::line::{Line, lines};
use crate::audit::{Detector, Needs, Scene, Severity, Words};
use crate::position::Formula;
use crate::value::Uscc;
use std::collections::BTreeMap;

pub(super) const DETECTOR: Detector = Detector {
    id: "D30",
    title: Words("同一企业重复计入载体", "Enterprise counted twice"),
    looks_for: Words(
        "同一年度，一家企业在批准时被两家载体各计一次，或被一家载体计了两次，两处都已批准。",
        "one enterprise counted in one year by two carriers, each when it was approved, or twice by one of them",
    ),
    basis: Words(
        "新培育、新落地的企业按家计数，一家只计一次。",
        "Newly cultivated and newly landed enterprises are counted by head, each once.",
    ),
    severity: Severity::Warning,
    beware: Words(
        "口径 R16.2、R16.3 允许两类相加或两家都计的，不是过错；家数不影响金额的（已到最高额），多计没有多付。",
        "Readings R16.2 and R16.3 may allow the sum of both kinds or both carriers; beyond the ceiling one more makes no difference.",
    ),
    needs: Needs::Then,
    guards: false,
    find,
};

fn find(scene: &Scene<'_>) -> Vec<Found> {
    let mut counted: BTreeMap<(Uscc, i32), Vec<Line<'_>>> = BTreeMap::new();
    for line in lines(scene) {
        for other in heads(scene, &line) {
            counted.entry((other, line.item.fact_year)).or_default().push(line);
        }
    }
    counted.into_iter().filter_map(|((other, year), lines)| told(other, year, lines)).collect()
}

/// Whom an item counted, as often as it did.
fn heads(scene: &Scene<'_>, line: &Line<'_>) -> Vec<Uscc> {
    let Some(Formula::Steps { facts, .. }) = &line.item.formula else { return Vec::new() };
    facts.iter().filter_map(|fact| scene.row(*fact)?.subject()).collect()
}

fn told(other: Uscc, year: i32, mut lines: Vec<Line<'_>>) -> Option<Found> {
    // A second approval of one item counts the same heads again.
    lines.sort_by_key(|line| (line.subject, line.event.fact.position));
    let by_item = |a: &Line<'_>, b: &Line<'_>| a.subject == b.subject && a.event.fact.position != b.event.fact.position;
    let once: Vec<Line<'_>> = lines.chunk_by(by_item).filter_map(|own| own.last()).copied().collect();
    if once.len() < 2 {
        return None;
    }
    let mut carriers: Vec<Uscc> = once.iter().map(|line| line.subject).collect();
    carriers.dedup();
    let count = once.len();
    let zh = format!("{year} 年 {other} 计了 {count} 次");
    let en = format!("{other} was counted {count} times in {year}");
    let article = once.first().map(|line| line.item.article.clone())?;
    let facts = once.iter().rev().map(|line| line.event.at());
    // What one head more or less is worth depends on the others: the finding names no amount.
    Some(Found::among(carriers.into_iter().chain([other]), &zh, &en).resting_on(facts).under(&article))
}
