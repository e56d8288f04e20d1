//! D01: the same matter paid twice.

use crate::audit::detector::Found;
use crate::audit::excess::{Cause, payments};
use crate::audit::{Detector, Needs, Scene, Severity, Words};

pub(super) const DETECTOR: Detector = Detector {
    id: "D01",
    title: Words("重复拨付", "Paid twice"),
    looks_for: Words(
        "同一企业同一事项已有留存的拨付，再付使合计超过付款当时已知的应享额。",
        "a payment for a matter of which a payment stayed before, by which together more was paid than was due as known that day",
    ),
    basis: Words(
        "同一事项只支持一次；财政资金拨付不得重复。",
        "One matter is supported once; public money is not paid out twice.",
    ),
    severity: Severity::Fault,
    beware: Words(
        "分期拨付、补差、银行退回后重付都不算；拨付未写明事项的，按批准的各项合计判断。",
        "Instalments, payments of a difference and payments after a bounce are none; a payment that names no matter is judged by all lines of its approval together.",
    ),
    needs: Needs::Then,
    guards: true,
    find,
};

fn find(scene: &Scene<'_>) -> Vec<Found> {
    let twice = payments(scene).into_iter().filter(|excess| excess.cause == Cause::Twice);
    let told = twice.map(|excess| {
        let (given, beyond) = (excess.given, excess.beyond);
        let zh = format!("此前已付过同一事项，本次 ¥{given} 中有 ¥{beyond} 超过当时应享额");
        let en = format!("the matter had been paid before: of these ¥{given}, ¥{beyond} were not due");
        Found::about(excess.subject, &zh, &en).resting_on(excess.facts()).worth(beyond).under(excess.article())
    });
    told.collect()
}
