//! D07: paid after a revocation, or revoked backwards.

use crate::audit::detector::Found;
use crate::audit::detectors::overpaid_since::{later, since};
use crate::audit::excess::{Cause, payments};
use crate::audit::{Detector, Needs, Scene, Severity, Words};

pub(super) const DETECTOR: Detector = Detector {
    id: "D07",
    title: Words("资格已撤销的拨付", "Paid on something revoked"),
    looks_for: Words(
        "撤销登记之后仍付款；或付款之后资格被追溯撤销，已付的不再应享。",
        "a payment after the revocation was on record, or one whose ground was revoked backwards afterwards",
    ),
    basis: Words(
        "资格被撤销的，自生效年度起不再享受支持，已付的依法追回。",
        "From the effective year of a revocation nothing is due; what was paid is recovered by law.",
    ),
    severity: Severity::Fault,
    beware: Words(
        "追溯撤销的，当时的付款没有过错；是否追回由主管部门决定。",
        "Where the revocation came later the payment was right when it was made; whether it is recovered is for the authority.",
    ),
    needs: Needs::Then,
    guards: true,
    find,
};

fn find(scene: &Scene<'_>) -> Vec<Found> {
    let after = payments(scene).into_iter().filter(|excess| excess.cause == Cause::Revoked).map(|excess| {
        let (given, beyond) = (excess.given, excess.beyond);
        let zh = format!("撤销已登记，仍付 ¥{given}，其中 ¥{beyond} 不应付");
        let en = format!("¥{given} paid after the revocation was on record: ¥{beyond} were not due");
        Found::about(excess.subject, &zh, &en).resting_on(excess.facts()).worth(beyond).under(excess.article())
    });
    let backwards = later(scene).into_iter().filter(|later| !later.revocations.is_empty()).map(|later| {
        let amount = later.amount;
        let zh = format!("付款后被追溯撤销，按现在已知多付 ¥{amount}");
        let en = format!("revoked backwards after the payment: ¥{amount} overpaid by what is known now");
        since(&later, &zh, &en)
    });
    after.chain(backwards).collect()
}
