//! D26: a national standard made from an international one that was supported, and nobody said so before the decision.

use crate::audit::detector::Found;
use crate::audit::line::given;
use crate::audit::row::Row;
use crate::audit::scene::Owned;
use crate::audit::{Detector, Needs, Scene, Severity, Words};
use crate::policy::Exclusion;
use std::collections::BTreeMap;

pub(super) const DETECTOR: Detector = Detector {
    id: "D26",
    title: Words("隐瞒采标关系", "Adoption of a supported standard not told"),
    looks_for: Words(
        "由已受支持的国际标准（不论支持了谁）等同或修改采用而来的国家标准已批准支持，采用关系在批准之后才登记。",
        "a national standard that was approved and is identical to, or a modification of, an international one already supported, whoever for, where the adoption was recorded after the approval",
    ),
    basis: Words(
        "国际标准转化为国家标准的不重复支持；申报时应如实说明。",
        "A national standard made from a supported international one is not supported again; an application says so.",
    ),
    severity: Severity::Warning,
    beware: Words(
        "按现行口径应享额因此减少且已付的，列入 D05，此处不重复；余下的多是别家因国际标准受过支持，是否重复依口径 R7.4。",
        "Where the reading in force takes money back that was paid, D05 says so and this keeps silent; what is left is mostly an international standard for which another enterprise was supported, and whether that counts is reading R7.4.",
    ),
    needs: Needs::Now,
    guards: false,
    find,
};

fn find(scene: &Scene<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for exclusion in &scene.program.exclusions {
        let supported = supported(scene, exclusion);
        for link in scene.timeline.of_kind(exclusion.link).filter(|fact| fact.day <= scene.on) {
            let row = Row::of(scene.catalogue, link);
            if row.text("degree") == Some("NEQ") {
                continue;
            }
            let ends = link.record.get(exclusion.one).text().zip(link.record.get(exclusion.other).text());
            let Some((source, later)) = ends else { continue };
            let first = supported.get(source).into_iter().flatten().find(|first| first.level == Some("international"));
            let second = supported.get(later).into_iter().flatten().filter(|second| second.level == Some("national"));
            found.extend(second.zip(std::iter::repeat(first)).filter_map(|(second, first)| told(row, second, first?)));
        }
    }
    found.sort_by_key(|found| found.facts.clone());
    found.dedup_by_key(|found| found.facts.clone());
    found
}

/// An item of a standard that was given something.
struct Standard<'s> {
    owned: Owned<'s>,
    level: Option<&'s str>,
}

/// The items of the grant of an exclusion that were given something, by the number a link knows them by.
fn supported<'s>(scene: &'s Scene<'_>, exclusion: &Exclusion) -> BTreeMap<&'s str, Vec<Standard<'s>>> {
    let grant = scene.program.grants.get(exclusion.grant).map(|grant| &grant.id);
    let mut found: BTreeMap<&str, Vec<Standard<'_>>> = BTreeMap::new();
    for owned in scene.items().filter(|owned| Some(&owned.item.grant_id) == grant && given(owned.item).is_positive()) {
        let Some((kind, record)) = &owned.item.content else { continue };
        let level = scene.catalogue.field(*kind, "level").and_then(|level| record.get(level).text());
        if let Some(number) = record.get(exclusion.key.index).text() {
            found.entry(number).or_default().push(Standard { owned, level });
        }
    }
    found
}

fn told(link: Row<'_>, second: &Standard<'_>, first: &Standard<'_>) -> Option<Found> {
    let item = second.owned.item;
    let approval = item.approvals.first().filter(|approval| approval.position < link.fact.position)?;
    if item.overpaid.is_positive() {
        return None;
    }
    let (number, source) = (link.text("standard_no")?, link.text("source_no")?);
    let zh = format!("{number} 采用已受支持的 {source}，批准之后才登记");
    let en = format!("{number} adopts {source}, which was supported; it was recorded after the approval");
    let facts = [*approval, link.at()].into_iter().chain(item.facts.iter().copied());
    let facts = facts.chain(first.owned.item.facts.iter().copied());
    Some(Found::about(second.owned.subject, &zh, &en).resting_on(facts).worth(given(item)).under(&item.article))
}
