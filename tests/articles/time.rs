//! Two times everywhere: when something happened, and when it was known; calls; documents in force.

use crate::story::{ENTERPRISE, Story, items, net};
use qizhang::position::{ApplicationBasis, Outcome};
use serde_json::json;

const NEW: &str = "第五条/新认定";

fn certificate(on: &str) -> serde_json::Value {
    json!({"cert_no": "GR202311000001", "issued_on": on, "track": "ordinary"})
}

#[test]
fn a_certificate_known_ten_weeks_after_its_date() {
    let at = "2024-02-06T10:00:00+08:00";
    let story = Story::new().recorded(at, "2023-11-30", "hightech.certified", certificate("2023-11-30"));
    let holds = |known: &str| {
        let position = story.known(ENTERPRISE, "2023-12-15", known);
        position.statuses.iter().any(|span| &*span.status == "高新技术企业" && span.holds)
    };
    assert!(!holds("2024-01-15") && !holds("2024-02-05"), "nobody knew of it");
    assert!(holds("2024-02-06"), "known from the end of the day it was recorded");
}

#[test]
fn right_as_known_then_and_too_much_as_known_now() {
    let spent = |amount: &str| json!({"uscc": ENTERPRISE, "year": 2025, "amount": amount, "basis": "special_audit"});
    let story = Story::new().fact("2026-12-02", "hightech.certified", certificate("2026-12-02"));
    let story = story.fact("2027-03-31", "rnd.expense_reported", spent("4200000"));
    let figure = story.last_id();
    let lines = json!([{"grant": NEW, "matter": "certificate:GR202311000001", "amount": "420000"}]);
    let story = story
        .fact("2027-08-20", "grant.approved", json!({"approval_no": "A1", "lines": lines}))
        .fact("2027-09-25", "payment.made", json!({"payment_no": "P1", "approval_no": "A1", "amount": "420000"}))
        .fact("2027-11-02", "fact.corrected", json!({"event": figure, "data": spent("3100000"), "reason": "复核"}));
    let then = story.known(ENTERPRISE, "2027-12-31", "2027-09-25");
    let now = story.position("2027-12-31");
    let (then, now) = (items(&then, NEW)[0], items(&now, NEW)[0]);
    assert_eq!(
        (then.net.to_yuan(), then.paid.to_yuan(), then.overpaid.to_yuan()),
        ("420000.00".into(), "420000.00".into(), "0.00".into())
    );
    assert_eq!(
        (now.net.to_yuan(), now.paid.to_yuan(), now.overpaid.to_yuan()),
        ("310000.00".into(), "420000.00".into(), "110000.00".into())
    );
}

#[test]
fn a_retracted_correction_restores_what_stood_before() {
    let spent = |amount: &str| json!({"uscc": ENTERPRISE, "year": 2025, "amount": amount, "basis": "special_audit"});
    let story = Story::new().fact("2026-12-02", "hightech.certified", certificate("2026-12-02"));
    let story = story.fact("2027-03-31", "rnd.expense_reported", spent("4200000"));
    let figure = story.last_id();
    let story =
        story.fact("2027-04-02", "fact.corrected", json!({"event": figure, "data": spent("3100000"), "reason": "x"}));
    let correction = story.last_id();
    assert_eq!(story.net(NEW, "2027-06-30"), "310000.00");
    let story = story.fact("2027-04-03", "fact.retracted", json!({"event": correction, "reason": "x"}));
    assert_eq!(story.net(NEW, "2027-06-30"), "420000.00");
    let story = story.fact("2027-04-04", "fact.retracted", json!({"event": figure, "reason": "x"}));
    assert!(matches!(items(&story.position("2027-06-30"), NEW)[0].outcome, Outcome::Undetermined(_)));
}

#[test]
fn money_whose_fact_is_gone_stays_in_view() {
    let story = Story::new().fact("2026-03-01", "cultivation_list.entered", json!({"list_no": "L1"}));
    let entry = story.last_id();
    let lines = json!([{"grant": "第四条/首次入库", "matter": "cultivation_list:L1", "amount": "10000"}]);
    let story = story
        .fact("2027-08-20", "grant.approved", json!({"approval_no": "A1", "lines": lines}))
        .fact("2027-09-25", "payment.made", json!({"payment_no": "P1", "approval_no": "A1", "amount": "10000"}))
        .fact("2027-10-01", "fact.retracted", json!({"event": entry, "reason": "x"}));
    let position = story.position("2027-12-31");
    let item = items(&position, "第四条/首次入库")[0];
    assert_eq!(item.outcome, Outcome::FactGone);
    assert_eq!((item.net.to_yuan(), item.overpaid.to_yuan()), ("0.00".into(), "10000.00".into()));
}

#[test]
fn a_bounced_payment_was_not_paid_and_recovered_money_came_back() {
    let lines = json!([{"grant": "第四条/首次入库", "matter": "cultivation_list:L1", "amount": "10000"}]);
    let story = Story::new()
        .fact("2026-03-01", "cultivation_list.entered", json!({"list_no": "L1"}))
        .fact("2027-08-20", "grant.approved", json!({"approval_no": "A1", "lines": lines}))
        .fact("2027-09-25", "payment.made", json!({"payment_no": "P1", "approval_no": "A1", "amount": "10000"}))
        .fact("2027-09-28", "payment.bounced", json!({"payment_no": "P1", "reason": "账号有误"}));
    let outstanding = |story: &Story, on: &str| items(&story.position(on), "第四条/首次入库")[0].outstanding.to_yuan();
    assert_eq!(
        (outstanding(&story, "2027-09-27").as_str(), outstanding(&story, "2027-09-28").as_str()),
        ("0.00", "10000.00")
    );
    let again =
        story.fact("2027-10-08", "payment.made", json!({"payment_no": "P2", "approval_no": "A1", "amount": "10000"}));
    assert_eq!(items(&again.position("2027-12-31"), "第四条/首次入库")[0].paid.to_yuan(), "10000.00");
}

#[test]
fn a_second_instalment_goes_to_what_the_first_left_unpaid() {
    let line = |list: &str| json!({"grant": "第四条/首次入库", "matter": format!("cultivation_list:{list}"), "amount": "10000"});
    let paid = |number: &str| json!({"payment_no": number, "approval_no": "A1", "amount": "10000"});
    let story = Story::new()
        .fact("2026-03-01", "cultivation_list.entered", json!({"list_no": "L1"}))
        .fact("2026-03-02", "cultivation_list.entered", json!({"list_no": "L2"}))
        .fact("2027-08-20", "grant.approved", json!({"approval_no": "A1", "lines": [line("L1"), line("L2")]}))
        .fact("2027-09-25", "payment.made", paid("P1"))
        .fact("2027-10-25", "payment.made", paid("P2"));
    let position = story.position("2027-12-31");
    let all: Vec<String> = items(&position, "第四条/首次入库").iter().map(|item| item.paid.to_yuan()).collect();
    assert_eq!(all, ["10000.00", "10000.00"]);
}

#[test]
fn calls_open_close_and_are_missed() {
    let call = json!({"year": 2027, "fact_year": 2026, "opens_on": "2027-03-01", "closes_on": "2027-04-30"});
    let story = Story::new().fact("2026-03-01", "cultivation_list.entered", json!({"list_no": "L1"})).fact(
        "2027-03-01",
        "call.opened",
        call,
    );
    let grant = "第四条/首次入库";
    assert_eq!(story.net(grant, "2027-04-30"), "10000.00", "the last day of the call");
    let missed = story.position("2027-05-01");
    assert_eq!(items(&missed, grant)[0].outcome, Outcome::MissedCall);
    assert_eq!((items(&missed, grant)[0].gross.to_yuan(), net(&missed, grant)), ("10000.00".into(), "0.00".into()));
    assert_eq!(story.clone().read("R23.4", "next_call").net(grant, "2027-05-01"), "10000.00");
    let applied = story.fact("2027-04-30", "application.submitted", json!({"application_no": "S1", "call_year": 2027}));
    let position = applied.position("2027-12-31");
    assert!(matches!(items(&position, grant)[0].application.basis, ApplicationBasis::Submitted(_)));
    assert_eq!(net(&position, grant), "10000.00");
}

#[test]
fn no_document_governs_what_is_called_for_after_the_five_years() {
    let entered = |on: &str| Story::new().fact(on, "cultivation_list.entered", json!({"list_no": "L1"}));
    let grant = "第四条/首次入库";
    let position = entered("2030-03-01").position("2030-12-31");
    assert!(matches!(items(&position, grant)[0].outcome, Outcome::NoGoverningPolicy(_)), "a fact of 2030");
    assert_eq!(entered("2030-03-01").read("R23.1", "fact_day").net(grant, "2030-12-31"), "10000.00");
    assert_eq!(entered("2030-09-05").read("R23.1", "fact_day").net(grant, "2030-12-31"), "10000.00", "the last day");
    assert_eq!(entered("2030-09-06").read("R23.1", "fact_day").net(grant, "2030-12-31"), "0.00");
    assert_eq!(entered("2025-01-15").net(grant, "2026-12-31"), "10000.00", "its call opens under the new document");
    assert_eq!(entered("2025-01-15").read("R23.1", "fact_day").net(grant, "2026-12-31"), "0.00");
}

#[test]
fn a_fact_of_the_future_is_an_issue_and_no_refusal() {
    let story = Story::new().fact("2027-03-01", "cultivation_list.entered", json!({"list_no": "L1"}));
    let position = story.position("2026-12-31");
    assert!(position.items.is_empty());
    assert_eq!(position.issues[0].name(), "future_fact");
}

#[test]
fn a_successor_holds_what_was_held_from_the_day_of_the_merger() {
    let absorbed = crate::story::nth_code(1);
    let old = json!({"uscc": absorbed, "cert_no": "GR0", "issued_on": "2025-12-01", "track": "ordinary"});
    let story = Story::new()
        .registered(&absorbed, "enterprise")
        .fact("2025-12-01", "hightech.certified", old)
        .fact("2026-03-01", "new_product.recognized", json!({"product_key": "P1", "cert_no": "N1"}))
        .fact("2027-05-01", "enterprise.merged", json!({"absorbed": [{"uscc": absorbed}]}));
    let grant = "第十三条/新产品";
    assert_eq!(
        (story.net(grant, "2027-04-30").as_str(), story.net(grant, "2027-05-01").as_str()),
        ("0.00", "50000.00")
    );
    assert_eq!(story.net(grant, "2028-12-02"), "0.00", "the certificate ends when it would have ended");
    assert_eq!(story.read("R23.6", "fresh").net(grant, "2027-05-01"), "0.00");
}

#[test]
fn a_successor_is_not_first_again() {
    let absorbed = crate::story::nth_code(1);
    let story = Story::new().registered(&absorbed, "enterprise");
    let old = json!({"uscc": absorbed, "cert_no": "GR0", "issued_on": "2020-12-01", "track": "ordinary"});
    let story = story
        .fact("2020-12-01", "hightech.certified", old)
        .fact("2025-06-01", "enterprise.merged", json!({"absorbed": [{"uscc": absorbed}]}))
        .fact("2026-12-02", "hightech.certified", certificate("2026-12-02"))
        .fact(
            "2026-03-31",
            "rnd.expense_reported",
            json!({"year": 2025, "amount": "3000000", "basis": "special_audit"}),
        );
    assert_eq!(story.net(NEW, "2027-06-30"), "0.00");
    assert_eq!(story.net("第五条/再次认定", "2027-06-30"), "50000.00");
    assert_eq!(story.read("R23.6", "fresh").net(NEW, "2027-06-30"), "300000.00");
}
