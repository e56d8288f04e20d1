//! Calls: which applications count, the day they count on, and whose application an approval is.

use crate::story::{Story, day, items, net};
use qizhang::position::{ApplicationBasis, Item, Outcome, Position};
use serde_json::{Value, json};

const FIRST: &str = "第四条/首次入库";
const PRODUCT: &str = "第十三条/新产品";

/// On the list in 2025, and the call for it from 1 March to 30 April 2026.
fn listed() -> Story {
    Story::new().fact("2025-06-01", "cultivation_list.entered", json!({"list_no": "L1"}))
}

fn call(opens: &str, closes: &str) -> Value {
    json!({"year": 2026, "fact_year": 2025, "opens_on": opens, "closes_on": closes})
}

fn called() -> Story {
    listed().fact("2026-03-01", "call.opened", call("2026-03-01", "2026-04-30"))
}

fn applied(story: Story, on: &str, number: &str, call_year: i32) -> Story {
    story.fact(on, "application.submitted", json!({"application_no": number, "call_year": call_year}))
}

fn only(position: &Position) -> &Item {
    items(position, FIRST)[0]
}

#[test]
fn an_application_counts_inside_the_window_of_its_call() {
    // applied on, the day it counts on, due
    let rows = [
        ("2026-02-28", Some("2026-03-01"), "10000.00"),
        ("2026-03-01", Some("2026-03-01"), "10000.00"),
        ("2026-04-30", Some("2026-04-30"), "10000.00"),
        ("2026-05-01", None, "0.00"),
    ];
    for (on, counted, due) in rows {
        let position = applied(called(), on, "S1", 2026).position("2026-12-31");
        let item = only(&position);
        assert_eq!(net(&position, FIRST), due, "applied on {on}");
        let submitted = matches!(item.application.basis, ApplicationBasis::Submitted(fact) if fact.day == day(on));
        let found = submitted.then_some((item.application.day, item.application.test_day));
        assert_eq!(found, counted.map(|on| (day(on), day(on))), "applied on {on}");
        assert_eq!(item.outcome == Outcome::MissedCall, counted.is_none(), "applied on {on}");
        assert_eq!(item.gross.to_yuan(), "10000.00", "what was missed is shown");
    }
    assert_eq!(applied(listed(), "2026-05-01", "S1", 2026).net(FIRST, "2026-12-31"), "10000.00", "no call recorded");
}

#[test]
fn conditions_are_tested_on_the_opening_day_for_an_early_application() {
    let moved = |on: &str| {
        let story = applied(called(), "2026-02-10", "S1", 2026);
        story.fact(on, "enterprise.relocated", json!({"from": "昌平区", "to": "海淀区", "whole": true}))
    };
    assert_eq!(moved("2026-03-01").net(FIRST, "2026-12-31"), "0.00", "away on the opening day");
    assert_eq!(moved("2026-03-02").net(FIRST, "2026-12-31"), "10000.00", "away the day after");
    let waiting = applied(called(), "2026-02-10", "S1", 2026).position("2026-02-28");
    assert_eq!(only(&waiting).application.basis, ApplicationBasis::Horizon, "not open yet");
}

#[test]
fn a_late_application_is_named_beside_what_it_missed() {
    let issues = |story: &Story, on: &str| {
        let missed = story.position(on).issues.into_iter().filter(|issue| issue.name() == "missed_call");
        missed.map(|issue| issue.facts.iter().map(|fact| fact.position.0).collect::<Vec<_>>()).collect::<Vec<_>>()
    };
    let late = applied(called(), "2026-05-01", "S1", 2026);
    assert_eq!(issues(&late, "2026-12-31"), [[2, 4]], "the entry and the application");
    assert!(issues(&late, "2026-04-30").is_empty(), "still open");
    let withdrawn = late.fact("2026-05-02", "application.withdrawn", json!({"application_no": "S1"}));
    assert_eq!(issues(&withdrawn, "2026-12-31"), [[2]], "nobody stands by it");
}

#[test]
fn the_first_application_that_counts_is_taken() {
    let basis = |story: &Story| match only(&story.position("2026-12-31")).application.basis {
        ApplicationBasis::Submitted(fact) => Some(fact.day.to_string()),
        _ => None,
    };
    let two = applied(applied(called(), "2026-03-10", "S1", 2026), "2026-04-10", "S2", 2026);
    assert_eq!(basis(&two).as_deref(), Some("2026-03-10"));
    let one = two.fact("2026-04-11", "application.withdrawn", json!({"application_no": "S1"}));
    assert_eq!(basis(&one).as_deref(), Some("2026-04-10"), "the first was withdrawn");
    let none = one.fact("2026-04-12", "application.withdrawn", json!({"application_no": "S2"}));
    assert_eq!(basis(&applied(none, "2026-05-01", "S3", 2026)), None, "the third came too late");
}

#[test]
fn the_window_is_that_of_the_call_recorded_last() {
    let late = applied(called(), "2026-05-01", "S1", 2026);
    let again = |closes: &str| late.clone().fact("2026-03-01", "call.opened", call("2026-03-01", closes));
    assert_eq!(again("2026-04-30").net(FIRST, "2026-12-31"), "0.00");
    assert_eq!(again("2026-05-01").net(FIRST, "2026-12-31"), "10000.00", "extended by a day");
    let corrected =
        |closes: &str| json!({"event": Story::id(3).to_string(), "data": call("2026-03-01", closes), "reason": "延期"});
    let extended = late.clone().fact("2026-05-02", "fact.corrected", corrected("2026-05-01"));
    assert_eq!(extended.net(FIRST, "2026-12-31"), "10000.00", "corrected to the same");
    let shortened = applied(called(), "2026-04-30", "S1", 2026);
    let shortened = shortened.fact("2026-05-02", "fact.corrected", corrected("2026-04-29"));
    assert_eq!(shortened.net(FIRST, "2026-12-31"), "0.00", "and cut by a day");
}

#[test]
fn the_next_call_has_a_window_too() {
    let next = json!({"year": 2027, "fact_year": 2026, "opens_on": "2027-03-01", "closes_on": "2027-04-30"});
    let story = called().fact("2027-03-01", "call.opened", next).read("R23.4", "next_call");
    for (on, due) in [("2027-04-30", "10000.00"), ("2027-05-01", "0.00")] {
        assert_eq!(applied(story.clone(), on, "S1", 2027).net(FIRST, "2027-12-31"), due, "{on}");
    }
}

#[test]
fn an_approval_stands_for_an_application_that_came_too_late() {
    let lines = json!([{"grant": FIRST, "matter": "cultivation_list:L1", "amount": "10000"}]);
    let late = applied(called(), "2026-05-01", "S1", 2026);
    let approved = late.fact("2026-08-20", "grant.approved", json!({"approval_no": "A1", "lines": lines}));
    let position = approved.position("2026-12-31");
    assert!(matches!(only(&position).application.basis, ApplicationBasis::Approved(_)));
    assert_eq!(net(&position, FIRST), "10000.00");
}

#[test]
fn an_approval_is_the_application_of_one_item_only() {
    let lines = json!([{"grant": PRODUCT, "matter": "product:P1", "amount": "50000"}]);
    let story = Story::new()
        .certified("GR1", "2024-12-01")
        .fact("2025-03-01", "new_product.recognized", json!({"product_key": "P1", "cert_no": "N1"}))
        .fact("2026-03-01", "new_product.recognized", json!({"product_key": "P1", "cert_no": "N2"}))
        .fact("2026-08-20", "grant.approved", json!({"approval_no": "A1", "lines": lines}))
        .read("R13.1", "per_certificate");
    let bases = |story: &Story, on: &str| {
        let position = story.position(on);
        items(&position, PRODUCT).iter().map(|item| (item.application.day, item.net.to_yuan())).collect::<Vec<_>>()
    };
    let open = |on: &str| (day(on), "50000.00".to_owned());
    assert_eq!(bases(&story, "2027-06-30"), [open("2026-08-20"), open("2027-06-30")]);
    // The certificate ends on 2027-12-01: the second was never applied for while it was valid.
    assert_eq!(bases(&story, "2027-12-01"), [open("2026-08-20"), open("2027-12-01")]);
    assert_eq!(bases(&story, "2027-12-02"), [open("2026-08-20"), (day("2027-12-02"), "0.00".to_owned())]);
    let next = json!({"year": 2027, "fact_year": 2026, "opens_on": "2027-03-01", "closes_on": "2027-04-30"});
    let missed = story.fact("2027-03-01", "call.opened", next);
    let position = missed.position("2027-06-30");
    assert_eq!(items(&position, PRODUCT)[1].outcome, Outcome::MissedCall, "nobody applied for the second");
}
