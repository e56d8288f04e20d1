//! D37: a clawback not collected.

use crate::audit::detector::Found;
use crate::audit::row::Row;
use crate::audit::{Detector, Needs, Scene, Severity, Words};
use crate::value::Fen;

/// What is ordered back is collected within so many days.
const DAYS: i64 = 60;

pub(super) const DETECTOR: Detector = Detector {
    id: "D37",
    title: Words("追回未到位", "Clawback not collected"),
    looks_for: Words(
        "追回决定作出六十日后，追回和免除的合计仍少于应追回额。",
        "a clawback ordered more than sixty days ago of which less was recovered and waived than was ordered",
    ),
    basis: Words(
        "应当追回的财政资金及时足额收回。",
        "Public money that is to come back is collected in full and in time.",
    ),
    severity: Severity::Warning,
    beware: Words(
        "免除未写金额的，视为免除余额；六十日是本系统的约定，不是政策规定。",
        "A waiver without an amount waives the rest; the sixty days are this program's, not the policy's.",
    ),
    needs: Needs::Facts,
    guards: false,
    find,
};

fn find(scene: &Scene<'_>) -> Vec<Found> {
    let recovered = scene.by("clawback.recovered", "clawback_no");
    let waived = scene.by("clawback.waived", "clawback_no");
    let mut found = Vec::new();
    for order in scene.rows("clawback.ordered").filter(|order| scene.on.days_since(order.day()) > DAYS) {
        let number = order.text("clawback_no").unwrap_or_default();
        let (Some(subject), Some(ordered)) = (order.subject(), order.money("amount")) else { continue };
        let waivers = waived.get(number).map_or(&[][..], Vec::as_slice);
        if waivers.iter().any(|waiver| waiver.money("amount").is_none()) {
            continue;
        }
        let settled = recovered.get(number).into_iter().flatten().chain(waivers);
        let settled: Fen = settled.clone().filter_map(|row| row.money("amount")).sum();
        let left = ordered.less(settled);
        if left.is_positive() {
            let since = order.day();
            let zh = format!("{since} 决定追回 ¥{ordered}，尚欠 ¥{left}");
            let en = format!("¥{ordered} ordered back on {since}; ¥{left} are still out");
            let back = recovered.get(number).into_iter().flatten().chain(waivers).map(Row::at);
            let facts = [order.at()].into_iter().chain(back);
            found.push(Found::about(subject, &zh, &en).resting_on(facts).worth(left));
        }
    }
    found
}
