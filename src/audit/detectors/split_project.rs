//! D10: one project split so that each part stays under the ceiling.

use crate::audit::detector::Found;
use crate::audit::line::given;
use crate::audit::{Detector, Needs, Scene, Severity, Words};
use crate::policy::ParamValue;
use crate::position::Item;
use crate::value::{Day, Fen, Uscc, YearEnd};
use std::collections::BTreeMap;
use std::sync::Arc;

pub(super) const DETECTOR: Detector = Detector {
    id: "D10",
    title: Words("拆分项目规避上限", "Split to stay under a ceiling"),
    looks_for: Words(
        "同一企业与同一合作方一年内建成的多个平台，批准额合计超过单个平台的最高额。",
        "several platforms of one enterprise with one partner, completed within a year, that were given more together than the ceiling of one",
    ),
    basis: Words(
        "单个项目有最高支持额，不得拆分申报。",
        "One project has a ceiling and is not split into several applications.",
    ),
    severity: Severity::Warning,
    beware: Words(
        "确为几个独立平台的不算：请看合同和场地。贷款、新产品等按企业设年度上限，拆分得不到更多，不查。",
        "Platforms that really stand by themselves are none: look at contracts and sites. Loans and products have a yearly cap for the enterprise, so splitting gains nothing and is not looked for.",
    ),
    needs: Needs::Now,
    guards: false,
    find,
};

/// A project, and with whom it was made.
const KIND: &str = "platform.completed";
const PARTNER: &str = "partner";
/// Projects that end within so many years of the first may be parts of one.
const YEARS: u32 = 1;

fn find(scene: &Scene<'_>) -> Vec<Found> {
    let Some(kind) = scene.catalogue.type_id_of(KIND) else { return Vec::new() };
    let Some(partner) = scene.catalogue.field(kind, PARTNER) else { return Vec::new() };
    let mut by_partner: BTreeMap<(Uscc, Arc<str>, &str), Vec<&Item>> = BTreeMap::new();
    for owned in scene.items().filter(|owned| given(owned.item).is_positive()) {
        let own = owned.item.content.as_ref().filter(|(of, _)| *of == kind);
        if let Some(with) = own.and_then(|(_, record)| record.get(partner).text()) {
            by_partner.entry((owned.subject, Arc::clone(&owned.item.grant_id), with)).or_default().push(owned.item);
        }
    }
    let mut found = Vec::new();
    for ((subject, _, with), mut items) in by_partner {
        items.sort_by_key(|item| item.day);
        found.extend(within_a_year(&items).into_iter().filter_map(|run| told(scene, subject, with, run)));
    }
    found
}

/// Runs of items, each within a year of its first.
fn within_a_year<'i>(items: &'i [&'i Item]) -> Vec<&'i [&'i Item]> {
    let mut runs = Vec::new();
    let mut rest = items;
    while let Some(first) = rest.first() {
        let last: Day = first.day.last_of_years(YEARS, YearEnd::AnniversaryInclusive);
        let (run, later) = rest.split_at(rest.partition_point(|item| item.day <= last));
        runs.push(run);
        rest = later;
    }
    runs
}

fn told(scene: &Scene<'_>, subject: Uscc, with: &str, run: &[&Item]) -> Option<Found> {
    let last = run.last()?;
    let grant = scene.program.grants.get(last.grant?)?;
    let ParamValue::Yuan(most) = scene.program.value(grant.amount.ceiling?, last.days())?.value else {
        return None;
    };
    let sum: Fen = run.iter().map(|item| given(item)).sum();
    let (count, beyond) = (run.len(), sum.less(most));
    if count < 2 || !beyond.is_positive() {
        return None;
    }
    let zh = format!("与“{with}”一年内 {count} 个平台共给付 ¥{sum}，单个最高 ¥{most}，超过 ¥{beyond}");
    let en = format!(
        "{count} platforms with one partner within a year were given ¥{sum}, ¥{beyond} above the ¥{most} of one"
    );
    let facts = run.iter().rev().flat_map(|item| item.facts.iter().copied());
    Some(Found::about(subject, &zh, &en).resting_on(facts).worth(beyond).under(&last.article))
}
