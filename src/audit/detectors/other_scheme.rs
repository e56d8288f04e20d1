//! D02: the same matter paid by another scheme of the district.

use crate::audit::detector::Found;
use crate::audit::{Detector, Needs, Scene, Severity, Words};

pub(super) const DETECTOR: Detector = Detector {
    id: "D02",
    title: Words("与本区其他政策重复支持", "Paid by another scheme of the district"),
    looks_for: Words(
        "同一事项已由本区其他政策支持，两者合计超过其中较高的一项。",
        "a matter that another scheme of the district supported too, both together more than the better one",
    ),
    basis: Words(
        "同一事项适用本区多项政策的，从优不重复。",
        "Of several schemes of the district the best one supports a matter, never both.",
    ),
    severity: Severity::Fault,
    beware: Words(
        "市级、国家级支持可以叠加，不在此列；两处名称不同的同一事项，须先登记对应关系。",
        "Support by the city or the state may be added and is none; one matter under two names needs a mapping first.",
    ),
    needs: Needs::Now,
    guards: true,
    find,
};

fn find(scene: &Scene<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for support in scene.rows("external_support.recorded").filter(|support| support.text("level") == Some("district")) {
        let (Some(subject), Some(other)) = (support.subject(), support.money("amount")) else { continue };
        let items = scene.now.get(&subject).map_or(&[][..], |position| &position.items);
        let own = items.iter().filter(|item| support.text("matter") == Some(&*item.matter) && item.paid.is_positive());
        for item in own {
            let (paid, best) = (item.paid, item.gross.max(other));
            let beyond = paid.plus(other).less(best);
            if beyond.is_positive() {
                let zh = format!("本项已付 ¥{paid}，其他政策支持 ¥{other}，合计超过较高的一项 ¥{beyond}");
                let en =
                    format!("¥{paid} paid here and ¥{other} by another scheme: ¥{beyond} more than the better one");
                let payments = item.payments.iter().rev().filter(|fact| !item.approvals.contains(fact)).copied();
                let facts = payments.chain([support.at()]).chain(item.facts.iter().copied());
                found.push(Found::about(subject, &zh, &en).resting_on(facts).worth(beyond).under(&item.article));
            }
        }
    }
    found
}
