//! D23: a published list whose total is not the sum of its lines.

use crate::audit::detector::Found;
use crate::audit::{Detector, Needs, Scene, Severity, Words};
use crate::value::{Bilingual, Fen};

pub(super) const DETECTOR: Detector = Detector {
    id: "D23",
    title: Words("公示合计与明细不符", "List total differs from its lines"),
    looks_for: Words(
        "公示名单写明的合计不等于各行之和。",
        "a published list whose stated total is not the sum of its lines",
    ),
    basis: Words("公示内容应当真实、准确。", "What is made public is true and exact."),
    severity: Severity::Fault,
    beware: Words(
        "名单只公示一部分的，合计可能另含未列出的行。",
        "Where only a part of the lines is published the total may count others.",
    ),
    needs: Needs::Facts,
    guards: false,
    find,
};

fn find(scene: &Scene<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for list in scene.rows("list.published") {
        let sum: Fen = list.rows("lines").filter_map(|line| line.money("amount")).sum();
        let Some(stated) = list.money("stated_total").filter(|stated| *stated != sum) else { continue };
        let (number, rows) = (list.text("list_no").unwrap_or_default(), list.rows("lines").count());
        let beyond = if stated > sum { stated.minus(sum) } else { sum.minus(stated) };
        let zh = format!("名单 {number} 共 {rows} 行，合计应为 ¥{sum}，写作 ¥{stated}，相差 ¥{beyond}");
        let en = format!("list {number}: its {rows} lines are ¥{sum} together, it states ¥{stated}, ¥{beyond} apart");
        let says = Bilingual::new(&zh, &en);
        found.push(Found::of_nobody(says).resting_on([list.at()]).worth(beyond));
    }
    found
}
