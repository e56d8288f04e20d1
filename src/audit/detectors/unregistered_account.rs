//! D22: paid to an account the enterprise did not register.

use crate::audit::detector::Found;
use crate::audit::papers::{amount, article};
use crate::audit::{Detector, Needs, Scene, Severity, Words};

pub(super) const DETECTOR: Detector = Detector {
    id: "D22",
    title: Words("付至未登记账户", "Paid to an unregistered account"),
    looks_for: Words(
        "付款写明的收款账户，付款当日不在该企业登记的账户之中。",
        "a payment whose account was not among those the enterprise had registered by that day",
    ),
    basis: Words("资金拨付至企业登记的账户。", "Money goes to an account the enterprise has registered."),
    severity: Severity::Fault,
    beware: Words(
        "付款没有写明账户的无从判断；账户补登记的，以登记事实的发生日为准。",
        "A payment that names no account cannot be judged; an account registered later counts from its own day.",
    ),
    needs: Needs::Now,
    guards: true,
    find,
};

fn find(scene: &Scene<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for payment in scene.rows("payment.made") {
        let (Some(subject), Some(account)) = (payment.subject(), payment.text("account")) else { continue };
        let mut registered = scene.own(subject, "account.registered").filter(|own| own.day() <= payment.day());
        if registered.any(|own| own.text("account") == Some(account)) {
            continue;
        }
        let known = scene.own(subject, "account.registered").map(|own| own.at());
        let facts = [payment.at()].into_iter().chain(known);
        let told = Found::about(subject, "收款账户未登记", "the account paid to is not registered");
        found.push(told.resting_on(facts).worth(amount(&payment)).under(&article(scene, subject, &payment)));
    }
    found
}
