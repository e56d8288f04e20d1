//! D08: an accident or a record of dishonesty ignored.

use crate::audit::detector::Found;
use crate::audit::excess::{Cause, payments};
use crate::audit::{Detector, Needs, Scene, Severity, Words};

pub(super) const DETECTOR: Detector = Detector {
    id: "D08",
    title: Words("事故或失信记录被忽略", "Incident ignored"),
    looks_for: Words(
        "付款时，追溯期内已登记的事故或失信记录尚未解除。",
        "a payment while an accident or a record of dishonesty inside the look-back was on record and not cleared",
    ),
    basis: Words(
        "发生安全事故或严重失信的企业不予支持。",
        "Enterprises with safety accidents or serious dishonesty are not supported.",
    ),
    severity: Severity::Fault,
    beware: Words(
        "记录在付款之后才登记的不算；已解除的以解除日为准；追溯期按口径；记录后来撤回的，付款时仍未顾及，但不必因此追回。",
        "A record that came after the payment is none; a cleared one ends on its day; the look-back is a reading; a record that was taken back later was ignored all the same, and nothing is recovered for it.",
    ),
    needs: Needs::Then,
    guards: true,
    find,
};

fn find(scene: &Scene<'_>) -> Vec<Found> {
    let own = payments(scene).into_iter().filter(|excess| excess.cause == Cause::Incident);
    let told = own.map(|excess| {
        let (given, beyond) = (excess.given, excess.beyond);
        let zh = format!("已有事故或失信记录，仍付 ¥{given}，其中 ¥{beyond} 应停付");
        let en = format!("¥{given} paid although an accident or record of dishonesty was on record: ¥{beyond} should have been withheld");
        Found::about(excess.subject, &zh, &en).resting_on(excess.facts()).worth(beyond).under(excess.article())
    });
    told.collect()
}
