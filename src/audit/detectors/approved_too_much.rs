//! D04: approved, or paid on an approval, more than was due as known then.

use crate::audit::detector::Found;
use crate::audit::excess::{Cause, Excess, approvals, payments, unapproved};
use crate::audit::{Detector, Needs, Scene, Severity, Words};
use crate::position::FactRef;
use crate::value::Bilingual;

pub(super) const DETECTOR: Detector = Detector {
    id: "D04",
    title: Words("批准过多", "Approved more than was due"),
    looks_for: Words(
        "批准的一项，连同此前的批准，超过批准当日按当时已知事实算出的应享额；或拨付超过批准额，或超过付款时已知的应享额。",
        "an approved line that, with what was approved before, goes beyond what was due on the day of the approval by what was known then; or a payment beyond what was approved, or beyond what was due by what was known when it was paid",
    ),
    basis: Words(
        "批准额以政策规定的标准、上限和不重复规则为限。",
        "An approval keeps to the amounts, caps and the rule of no double support of the policy.",
    ),
    severity: Severity::Fault,
    beware: Words(
        "批准时已知而账本后来才录入的事实，按未知处理：请看事实的记录时刻。",
        "A fact that the office knew but the ledger learnt later counts as unknown: look at the moment it was recorded.",
    ),
    needs: Needs::Then,
    guards: true,
    find,
};

fn find(scene: &Scene<'_>) -> Vec<Found> {
    // What was paid a second time stands under D01.
    let twice = payments(scene).into_iter().filter(|excess| excess.cause == Cause::Twice);
    let twice: Vec<FactRef> = twice.map(|excess| excess.event.at()).collect();
    let unapproved = unapproved(scene).into_iter().filter(|(_, event, ..)| !twice.contains(&event.at()));
    let paid = unapproved.map(|(subject, event, item, beyond)| {
        let approved = item.approved;
        let zh = format!("批准 ¥{approved}，多付 ¥{beyond}");
        let en = format!("¥{approved} approved, ¥{beyond} paid beyond it");
        let facts = [event.at()].into_iter().chain(item.approvals.iter().copied());
        Found::about(subject, &zh, &en).resting_on(facts).worth(beyond).under(&item.article)
    });
    let approvals = approvals(scene);
    let late = overtaken(scene, &approvals);
    approvals.iter().map(told).chain(paid).chain(late).collect()
}

/// Payments of what was rightly approved and was no longer due, by what was known, when it was paid.
fn overtaken(scene: &Scene<'_>, approvals: &[Excess<'_>]) -> Vec<Found> {
    let beyond = |excess: &Excess<'_>| {
        let of_item = |event: FactRef| excess.item.approvals.contains(&event);
        let approved = approvals.iter().filter(|one| of_item(one.event.at())).map(|one| one.beyond).sum();
        excess.beyond.less(approved).less(excess.unapproved())
    };
    let own = payments(scene).into_iter().filter(|excess| excess.cause == Cause::TooMuch);
    let own = own.map(|excess| (beyond(&excess), excess)).filter(|(beyond, _)| beyond.is_positive());
    let told = own.map(|(beyond, excess)| {
        let due = excess.item.net;
        let zh = format!("批准之后应享已变为 ¥{due}，付款时已知，仍多付 ¥{beyond}");
        let en = format!("since the approval ¥{due} were due, as was known when it was paid: ¥{beyond} too much");
        Found::about(excess.subject, &zh, &en).resting_on(excess.facts()).worth(beyond).under(excess.article())
    });
    told.collect()
}

fn told(excess: &Excess<'_>) -> Found {
    let (given, beyond) = (excess.given, excess.beyond);
    let room = given.less(beyond);
    let why = why(excess);
    let zh = format!("批准 ¥{given}，当时还可批 ¥{room}，多批 ¥{beyond}{}", why.zh);
    let en = format!("¥{given} approved where ¥{room} could be: ¥{beyond} too much{}", why.en);
    Found::about(excess.subject, &zh, &en).resting_on(excess.facts()).worth(beyond).under(excess.article())
}

fn why(excess: &Excess<'_>) -> Bilingual {
    match excess.cause {
        Cause::TooMuch | Cause::Twice => Bilingual::new("", ""),
        Cause::Revoked => Bilingual::new("；所依据的资格已撤销", "; what it rests on had been revoked"),
        Cause::Incident => {
            Bilingual::new("；有事故或失信记录", "; an accident or record of dishonesty stood against it")
        }
        Cause::NotEligible => Bilingual::new("；条件不具备", "; a condition did not hold"),
        Cause::Undetermined => Bilingual::new("；应享额当时尚不能确定", "; what was due could not be determined yet"),
    }
}
