//! D06: paid while not eligible, as known then.

use crate::audit::detector::Found;
use crate::audit::excess::{Cause, payments};
use crate::audit::{Detector, Needs, Scene, Severity, Words};

pub(super) const DETECTOR: Detector = Detector {
    id: "D06",
    title: Words("不具备条件仍拨付", "Paid while not eligible"),
    looks_for: Words(
        "付款当时按已知事实，条件不具备、申报已逾期、所付事实未登记，或应享额尚不能确定。",
        "a payment when, by what was known, a condition did not hold, the call had been missed, no fact was on record, or nobody could say what was due",
    ),
    basis: Words("不符合支持条件的，不予支持。", "What does not meet the conditions is not supported."),
    severity: Severity::Fault,
    beware: Words(
        "事实补录在付款之后的，付款时按未登记处理；撤销、事故失信另有规则（D07、D08）。",
        "A fact recorded after the payment was not on record then; revocations and incidents have detectors of their own (D07, D08).",
    ),
    needs: Needs::Then,
    guards: true,
    find,
};

fn find(scene: &Scene<'_>) -> Vec<Found> {
    let own = payments(scene).into_iter();
    let own = own.filter(|excess| matches!(excess.cause, Cause::NotEligible | Cause::Undetermined));
    let told = own.map(|excess| {
        let (given, beyond) = (excess.given, excess.beyond);
        let (zh, en) = match excess.cause {
            Cause::Undetermined => (
                format!("应享额尚不能确定，已付 ¥{given}"),
                format!("¥{given} paid while nobody could say what was due"),
            ),
            Cause::NotEligible | Cause::Twice | Cause::Revoked | Cause::Incident | Cause::TooMuch => (
                format!("付款时不具备条件，¥{given} 中有 ¥{beyond} 不应付"),
                format!("not eligible when paid: of ¥{given}, ¥{beyond} were not due"),
            ),
        };
        Found::about(excess.subject, &zh, &en).resting_on(excess.facts()).worth(beyond).under(excess.article())
    });
    told.collect()
}
