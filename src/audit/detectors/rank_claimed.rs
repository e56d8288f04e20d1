//! D24: one enterprise under two ranks in one source.

use crate::audit::detector::Found;
use crate::audit::row::Row;
use crate::audit::{Detector, Needs, Scene, Severity, Words};
use crate::position::FactRef;
use crate::value::Uscc;
use std::collections::BTreeMap;

pub(super) const DETECTOR: Detector = Detector {
    id: "D24",
    title: Words("位次前后不一", "Rank claimed differs from the source"),
    looks_for: Words(
        "同一企业在同一标准或奖励的单位名单中有两个不同位次；一项标准换号后登记了两次、位次不同的也算。",
        "one enterprise under two ranks among the units of one standard or award, or of one standard that was recorded under two numbers",
    ),
    basis: Words(
        "位次以标准文本、获奖证书为准，前两位方予支持。",
        "The rank is that of the standard or the certificate, and only the first two are supported.",
    ),
    severity: Severity::Warning,
    beware: Words(
        "账本里没有原件，只能比较登记的内容：请核对所附证明材料；并列的位次不算。",
        "The ledger holds no original, only what was recorded: look at the evidence; ties are none.",
    ),
    needs: Needs::Facts,
    guards: false,
    find,
};

/// The ranks of an enterprise in a source, each with the fact that says so.
type Ranks = BTreeMap<(String, Uscc), Vec<(i64, FactRef)>>;

fn find(scene: &Scene<'_>) -> Vec<Found> {
    let newer = renumbered(scene);
    let mut ranks = Ranks::new();
    for standard in scene.rows("standard.published") {
        let number = standard.text("standard_no").unwrap_or_default();
        take(&mut ranks, newest(&newer, number), standard);
    }
    for award in scene.rows("award.won") {
        // An award of another scheme or year ranks its units by itself.
        let (scheme, project) =
            (award.text("scheme").unwrap_or_default(), award.text("project_key").unwrap_or_default());
        take(&mut ranks, &format!("{scheme} {project} {}", award.whole("year").unwrap_or_default()), award);
    }
    ranks.into_iter().filter_map(|((source, subject), ranks)| told(&source, subject, &ranks)).collect()
}

fn take(ranks: &mut Ranks, source: &str, row: Row<'_>) {
    for unit in row.rows("units") {
        if let Some((code, rank)) = unit.code("uscc").zip(unit.whole("rank")) {
            ranks.entry((source.to_owned(), code)).or_default().push((rank, row.at()));
        }
    }
}

fn told(source: &str, subject: Uscc, ranks: &[(i64, FactRef)]) -> Option<Found> {
    let best = ranks.iter().map(|(rank, _)| *rank).min()?;
    let worst = ranks.iter().map(|(rank, _)| *rank).max().filter(|worst| *worst > best)?;
    let zh = format!("{source}：既列第 {best} 位，又列第 {worst} 位");
    let en = format!("{source}: ranked {best} and ranked {worst}");
    // The better rank is the one that brings money.
    let mut facts: Vec<(i64, FactRef)> = ranks.to_vec();
    facts.sort_unstable();
    Some(Found::about(subject, &zh, &en).resting_on(facts.into_iter().map(|(_, fact)| fact)))
}

/// The newer number of each standard that got another one.
fn renumbered<'s>(scene: &Scene<'s>) -> BTreeMap<&'s str, &'s str> {
    let mapped = scene.rows("reference.mapped").filter(|row| row.text("kind") == Some("standard"));
    mapped.filter_map(|row| Some((row.text("old")?, row.text("new")?))).collect()
}

/// The newest number; as many steps as there are records, so that a ring comes to an end.
fn newest<'s>(newer: &BTreeMap<&'s str, &'s str>, number: &'s str) -> &'s str {
    (0..newer.len()).fold(number, |number, _| newer.get(number).copied().unwrap_or(number))
}
