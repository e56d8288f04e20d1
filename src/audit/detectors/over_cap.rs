//! D03: paid beyond the yearly cap.

use crate::audit::detector::Found;
use crate::audit::scene::counted;
use crate::audit::{Detector, Needs, Scene, Severity, Words};
use crate::position::{CapUse, FactRef, Item, Position};
use crate::value::{Fen, Uscc};

pub(super) const DETECTOR: Detector = Detector {
    id: "D03",
    title: Words("超过年度上限", "Over the yearly cap"),
    looks_for: Words(
        "一家企业一年内计入同一上限的拨付合计超过上限。",
        "payments to one enterprise that count against one cap in one year and together exceed it",
    ),
    basis: Words("各条规定的年度支持上限。", "The yearly caps of the articles."),
    severity: Severity::Fault,
    beware: Words(
        "计入哪一年按口径；已退回、已追回的不计；上限后来才降低的，付款时不算超过，见 D05。",
        "Which year counts is a reading; what bounced or was recovered does not count; a cap that was lowered after the payment was not exceeded by it: see D05.",
    ),
    needs: Needs::Then,
    guards: true,
    find,
};

fn find(scene: &Scene<'_>) -> Vec<Found> {
    let all =
        scene.now.iter().flat_map(|(subject, position)| position.caps.iter().map(move |cap| (*subject, position, cap)));
    all.filter_map(|(subject, position, cap)| over(scene, subject, position, cap)).collect()
}

fn over(scene: &Scene<'_>, subject: Uscc, position: &Position, cap: &CapUse) -> Option<Found> {
    let limit = scene.program.limits.get(cap.limit)?;
    let mut items = counted(position, cap, scene.program);
    items.retain(|item| item.paid.is_positive());
    let paid: Fen = items.iter().map(|item| item.paid).sum();
    // The last payment is the one that went over.
    let money =
        |item: &&Item| item.payments.iter().filter(|fact| !item.approvals.contains(fact)).copied().collect::<Vec<_>>();
    let mut payments: Vec<FactRef> = items.iter().flat_map(money).collect();
    payments.sort_by_key(|fact| std::cmp::Reverse((fact.day, fact.position)));
    let known_then = payments.iter().find_map(|payment| scene.then.get(&payment.position));
    let beyond = paid.less(cap.cap).min(known_then.map_or(paid, |then| then.beyond(cap, position)));
    if !beyond.is_positive() {
        return None;
    }
    let (year, most) = (cap.year, cap.cap);
    let zh = format!("{year} 年度已付 ¥{paid}，上限 ¥{most}，超过 ¥{beyond}");
    let en = format!("¥{paid} paid in {year} against a cap of ¥{most}: ¥{beyond} too much");
    Some(Found::about(subject, &zh, &en).resting_on(payments).worth(beyond).under(&limit.article))
}
