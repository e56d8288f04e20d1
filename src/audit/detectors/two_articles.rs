//! D09: one project, product or award paid under two articles.

use crate::audit::detector::Found;
use crate::audit::{Detector, Needs, Scene, Severity, Words};
use crate::position::Item;
use crate::value::{Fen, Uscc};
use std::collections::BTreeMap;

pub(super) const DETECTOR: Detector = Detector {
    id: "D09",
    title: Words("一事项两条重复拨付", "One matter paid under two articles"),
    looks_for: Words(
        "同一企业同一事项在两个支持条目下都有拨付，合计超过其中应享最高的一项。",
        "one matter of an enterprise paid under two grants, together more than the better one",
    ),
    basis: Words(
        "同一项目或事项适用多条的，从优不重复。",
        "Where several articles fit one project or matter the best one supports it, never both.",
    ),
    severity: Severity::Fault,
    beware: Words(
        "先付较低一项、后补差额的不算；事项编号不同的，须先登记对应关系。",
        "The lesser one first and then the difference is none; one matter under two names needs a mapping first.",
    ),
    needs: Needs::Now,
    guards: true,
    find,
};

fn find(scene: &Scene<'_>) -> Vec<Found> {
    let mut matters: BTreeMap<(Uscc, &str), Vec<&Item>> = BTreeMap::new();
    for owned in scene.items().filter(|owned| owned.item.paid.is_positive() && !owned.item.grant_id.is_empty()) {
        matters.entry((owned.subject, &owned.item.matter)).or_default().push(owned.item);
    }
    let several = matters.into_iter().filter(|(_, items)| items.windows(2).any(grants_differ));
    several.filter_map(|((subject, _), items)| told(subject, &items)).collect()
}

fn grants_differ(pair: &[&Item]) -> bool {
    matches!(pair, [one, other] if one.grant_id != other.grant_id)
}

fn told(subject: Uscc, items: &[&Item]) -> Option<Found> {
    let paid: Fen = items.iter().map(|item| item.paid).sum();
    let best = items.iter().max_by_key(|item| item.gross)?;
    let beyond = paid.less(best.gross);
    if !beyond.is_positive() {
        return None;
    }
    let zh = format!("{} 个支持条目共付 ¥{paid}，最高一项应为 ¥{}，多付 ¥{beyond}", items.len(), best.gross);
    let en = format!(
        "¥{paid} paid under {} grants where the best one gives ¥{}: ¥{beyond} too much",
        items.len(),
        best.gross
    );
    let payments = items.iter().flat_map(|item| item.payments.iter().filter(|fact| !item.approvals.contains(fact)));
    let mut facts: Vec<_> = payments.copied().collect();
    facts.sort_by_key(|fact| std::cmp::Reverse(fact.position));
    facts.extend(items.iter().flat_map(|item| item.facts.iter().copied()));
    Some(Found::about(subject, &zh, &en).resting_on(facts).worth(beyond).under(&best.article))
}
