//! D17: paid without approval or review, or against the review.

use crate::audit::detector::Found;
use crate::audit::papers::{Papers, amount, article};
use crate::audit::{Detector, Needs, Scene, Severity, Words};
use crate::position::FactRef;

pub(super) const DETECTOR: Detector = Detector {
    id: "D17",
    title: Words("未经批准或评审即拨付", "Paid without approval or review"),
    looks_for: Words(
        "付款没有登记的批准；或所依据的申报没有评审结论、评审未通过。",
        "a payment without an approval on record, or whose application was not reviewed by then, or did not pass",
    ),
    basis: Words("支持资金须经评审、批准后拨付。", "Support is paid after review and approval."),
    severity: Severity::Fault,
    beware: Words(
        "评审或批准补录在付款之后、发生日在前的不算；被退回的付款不算。",
        "A review or approval recorded later that happened before is one; a payment that bounced is none.",
    ),
    needs: Needs::Now,
    guards: true,
    find,
};

fn find(scene: &Scene<'_>) -> Vec<Found> {
    let papers = Papers::of(scene);
    let mut found = Vec::new();
    for payment in scene.rows("payment.made").filter(|payment| !papers.came_back(payment)) {
        let Some(subject) = payment.subject() else { continue };
        let approval = papers.approval(&payment).filter(|approval| approval.day() <= payment.day());
        let told = |zh: &str, en: &str, facts: Vec<FactRef>| {
            let facts = [payment.at()].into_iter().chain(approval.map(|approval| approval.at())).chain(facts);
            let told = Found::about(subject, zh, en).resting_on(facts).worth(amount(&payment));
            told.under(&article(scene, subject, &payment))
        };
        if approval.is_none() {
            found.push(told("没有登记的批准", "there is no approval on record", Vec::new()));
            continue;
        }
        let applications = papers.applications(scene, &payment);
        let reviews = applications.iter().map(|application| {
            (application, papers.review(application.text("application_no").unwrap_or_default(), &payment))
        });
        let reviews: Vec<_> = reviews.collect();
        if reviews.iter().any(|(_, review)| review.is_some_and(|review| review.flag("passed") == Some(true))) {
            continue;
        }
        let facts = reviews
            .iter()
            .flat_map(|(application, review)| [application.at()].into_iter().chain(review.map(|review| review.at())));
        let facts: Vec<FactRef> = facts.collect();
        found.push(if reviews.iter().any(|(_, review)| review.is_some()) {
            told("评审未通过，仍付款", "paid although the review was not passed", facts)
        } else {
            told("没有评审结论", "there is no review on record", facts)
        });
    }
    found
}
