//! D21: a transfer came back and was not made again.

use crate::audit::detector::Found;
use crate::audit::{Detector, Needs, Scene, Severity, Words};

/// A payment that came back is made again within so many days.
const DAYS: i64 = 30;

pub(super) const DETECTOR: Detector = Detector {
    id: "D21",
    title: Words("退回后未重付", "Bounced and forgotten"),
    looks_for: Words(
        "拨付被银行退回三十日后，该项仍有应付未付。",
        "a payment that came back more than thirty days ago and whose item still has something to be paid",
    ),
    basis: Words("批准的资金应当及时足额拨付。", "What was approved is paid in full and in time."),
    severity: Severity::Warning,
    beware: Words(
        "因事故、失信停付的不算；三十日是本系统的约定，不是政策规定。",
        "What is withheld for an incident is none; the thirty days are this program's, not the policy's.",
    ),
    needs: Needs::Now,
    guards: false,
    find,
};

fn find(scene: &Scene<'_>) -> Vec<Found> {
    let payments = scene.by("payment.made", "payment_no");
    let mut found = Vec::new();
    for bounced in scene.rows("payment.bounced").filter(|bounced| scene.on.days_since(bounced.day()) > DAYS) {
        let number = bounced.text("payment_no").unwrap_or_default();
        for payment in payments.get(number).into_iter().flatten() {
            let Some(subject) = payment.subject() else { continue };
            let open = scene.item_of(subject, payment.at()).filter(|item| item.outstanding.is_positive());
            for item in open.filter(|item| !item.payments.iter().any(|fact| fact.position > bounced.fact.position)) {
                let (amount, since) = (item.outstanding, bounced.day());
                let zh = format!("拨付 {number} 于 {since} 退回，至今 ¥{amount} 未重付");
                let en = format!("payment {number} came back on {since}; ¥{amount} were not paid again");
                let facts = [bounced.at(), payment.at()];
                found.push(Found::about(subject, &zh, &en).resting_on(facts).worth(amount).under(&item.article));
            }
        }
    }
    found
}
