//! D19: paid while an objection was open, or against one that was upheld.

use crate::audit::detector::Found;
use crate::audit::papers::article;
use crate::audit::row::Row;
use crate::audit::{Detector, Needs, Scene, Severity, Words};
use crate::value::Uscc;

pub(super) const DETECTOR: Detector = Detector {
    id: "D19",
    title: Words("异议未了即拨付", "Paid with an objection open"),
    looks_for: Words(
        "付款当日，对该企业本年度申报或名单的异议尚未答复，或已成立。",
        "a payment on a day when an objection against the enterprise in that call was not answered, or had been upheld",
    ),
    basis: Words(
        "公示期间的异议经核实处理后方可拨付。",
        "Objections raised during publicity are settled before money is paid.",
    ),
    severity: Severity::Fault,
    beware: Words("异议只涉及其他事项的，请看异议内容。", "An objection may be about another matter: read its ground."),
    needs: Needs::Now,
    guards: true,
    find,
};

fn find(scene: &Scene<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for objection in scene.rows("objection.filed") {
        let Some(subject) = objection.subject() else { continue };
        for payment in
            scene.own(subject, "payment.made").filter(|payment| concerns(scene, subject, objection, *payment))
        {
            let answers = scene.own(subject, "objection.resolved");
            let mut own = answers.filter(|answer| answer.text("objection_no") == objection.text("objection_no"));
            let answer = own.find(|answer| answer.day() <= payment.day());
            let (zh, en) = match answer {
                None => ("异议尚未答复即付款", "paid before the objection was answered"),
                Some(answer) if answer.flag("upheld") == Some(true) => {
                    ("异议已成立仍付款", "paid although the objection had been upheld")
                }
                Some(_) => continue,
            };
            let facts = [payment.at(), objection.at()].into_iter().chain(answer.map(|answer| answer.at()));
            let told =
                Found::about(subject, zh, en).resting_on(facts).worth(payment.money("amount").unwrap_or_default());
            found.push(told.under(&article(scene, subject, &payment)));
        }
    }
    found
}

/// An objection in a call stands against what is paid out of that call: of facts of the year before it, after it was raised.
fn concerns(scene: &Scene<'_>, subject: Uscc, objection: Row<'_>, payment: Row<'_>) -> bool {
    let call_year = objection.day().year();
    let mut items = scene.item_of(subject, payment.at());
    objection.day() <= payment.day() && items.any(|item| item.fact_year.saturating_add(1) == call_year)
}
