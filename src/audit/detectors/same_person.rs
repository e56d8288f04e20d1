//! P01: one person saw a matter through alone.

use crate::audit::detector::Found;
use crate::audit::life::Facts;
use crate::audit::row::Row;
use crate::audit::{Detector, Needs, Scene, Severity, Words};
use crate::value::Position;

pub(in crate::audit) const DETECTOR: Detector = Detector {
    id: "P01",
    title: Words("同一人经手", "Same person"),
    looks_for: Words(
        "录入申报的人又录入它的评审或批准；录入评审或批准的人又录入其拨付。",
        "a review or an approval recorded by whoever recorded the application, or a payment recorded by whoever recorded its approval or review",
    ),
    basis: Words(
        "申报、审批、拨付岗位分离，不相容职务不由一人经手。",
        "Application, approval and payment are in different hands.",
    ),
    severity: Severity::Fault,
    beware: Words(
        "以一个名字集中补录的历史，录入人不是经手人；账本没有记下姓名（unknown）的无从判断。",
        "In a history brought in under one name the recorder is not the one who acted; where no name is kept (unknown) nothing can be said.",
    ),
    needs: Needs::Facts,
    guards: true,
    find,
};

fn find(scene: &Scene<'_>) -> Vec<Found> {
    same_person(&Facts::of(scene.catalogue, scene.timeline, scene.on, Position(u64::MAX)))
}

/// What one person recorded both of, at the later step.
pub(super) fn same_person(facts: &Facts<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for review in facts.rows("review.completed") {
        let application = behind(facts, &review, ("application.submitted", "application_no"));
        found.extend(told(&review, application.into_iter(), ("申报和评审", "application and review")));
    }
    for approval in facts.rows("grant.approved") {
        let application = behind(facts, &approval, ("application.submitted", "application_no"));
        found.extend(told(&approval, application.into_iter(), ("申报和批准", "application and approval")));
    }
    for payment in facts.rows("payment.made").filter(|payment| !came_back(facts, payment)) {
        let approvals = behind(facts, &payment, ("grant.approved", "approval_no"));
        let reviews = approvals.iter().filter_map(|approval| last_review(facts, approval, &payment));
        let reviews: Vec<Row<'_>> = reviews.collect();
        let own = told(&payment, approvals.into_iter(), ("批准和拨付", "approval and payment"));
        found.extend(own.or_else(|| told(&payment, reviews.into_iter(), ("评审和拨付", "review and payment"))));
    }
    found
}

/// The facts of a type behind a step that share a number with it.
fn behind<'a>(facts: &Facts<'a>, step: &Row<'_>, (kind, field): (&'static str, &'static str)) -> Vec<Row<'a>> {
    let all = step.text(field).map(|number| facts.numbered(kind, field, number)).unwrap_or_default();
    all.into_iter().filter(|other| facts.are_of_one(step, other)).collect()
}

fn came_back(facts: &Facts<'_>, payment: &Row<'_>) -> bool {
    !behind(facts, payment, ("payment.bounced", "payment_no")).is_empty()
}

/// The review an approval rests on: the last one by the day of the payment.
fn last_review<'a>(facts: &Facts<'a>, approval: &Row<'_>, payment: &Row<'_>) -> Option<Row<'a>> {
    let reviews = behind(facts, approval, ("review.completed", "application_no"));
    let early = reviews.into_iter().filter(|review| review.day() <= payment.day());
    early.max_by_key(|review| (review.day(), review.fact.position))
}

fn told<'a>(step: &Row<'_>, mut before: impl Iterator<Item = Row<'a>>, (zh, en): (&str, &str)) -> Option<Found> {
    let who = &*step.fact.recorded_by;
    let named = !who.is_empty() && who != "unknown";
    let other = before.find(|other| named && *other.fact.recorded_by == *who)?;
    let zh = format!("{zh}由同一人“{who}”录入");
    let en = format!("{en} were recorded by the same person, {who}");
    let subject = step.subject().or(other.subject())?;
    let found = Found::about(subject, &zh, &en).resting_on([step.at(), other.at()]);
    Some(match step.money("amount") {
        Some(amount) => found.worth(amount),
        None => found,
    })
}
