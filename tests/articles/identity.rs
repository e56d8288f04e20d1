//! Identity over time: a code that changes, names, and who follows whom.

use crate::story::{ENTERPRISE, Story, code, items, net, nth_code};
use serde_json::json;

const FIRST: &str = "第五条/新认定";
const AGAIN: &str = "第五条/再次认定";
const LISTED: &str = "第十条/首次入清单";

fn certified(story: Story, uscc: &str, number: &str, on: &str) -> Story {
    let data = json!({"uscc": uscc, "cert_no": number, "issued_on": on, "track": "ordinary"});
    story.fact(on, "hightech.certified", data)
}

fn recoded(story: Story, on: &str, old: &str, new: &str) -> Story {
    story.fact(on, "enterprise.recoded", json!({"uscc": new, "old_uscc": old}))
}

/// Certified, paid, and listed under one code; certified again under the next.
fn changed() -> (Story, String) {
    let new = nth_code(8);
    let spent = json!({"year": 2024, "amount": "2000000.00", "basis": "special_audit"});
    let lines = json!([{"grant": FIRST, "matter": "certificate:GR1", "amount": "200000.00"}]);
    let story = Story::new().fact("2025-04-01", "rnd.expense_reported", spent);
    let story = certified(story, ENTERPRISE, "GR1", "2025-12-02")
        .fact("2026-01-10", "enterprise.scale_changed", json!({"scale": "below"}))
        .fact("2026-01-15", "scale_up_list.entered", json!({"list_no": "S1"}))
        .fact("2026-05-01", "grant.approved", json!({"approval_no": "PF1", "lines": lines}))
        .fact("2026-06-01", "payment.made", json!({"payment_no": "P1", "approval_no": "PF1", "amount": "200000.00"}));
    let story = recoded(story, "2026-09-01", ENTERPRISE, &new);
    let story = story.fact("2027-01-15", "scale_up_list.entered", json!({"uscc": new, "list_no": "S2"}));
    (certified(story, &new, "GR2", "2028-12-10"), new)
}

#[test]
fn everything_before_follows_the_new_code() {
    let (story, new) = changed();
    let position = story.position_of(&new, "2028-12-31");
    let first = items(&position, FIRST);
    assert_eq!(first.len(), 1, "the certificate under the old code");
    assert_eq!((first[0].net.to_yuan().as_str(), first[0].paid.to_yuan().as_str()), ("200000.00", "200000.00"));
    assert_eq!(net(&position, AGAIN), "50000.00", "the second certificate is the second one");
    let listed: Vec<String> = items(&position, LISTED).iter().map(|item| item.net.to_yuan()).collect();
    assert_eq!(listed, ["200000.00", "0.00"], "only the first entry is the first");
    assert!(story.position(ENTERPRISE_DAY).items.is_empty(), "nothing is left under the old code");
}

const ENTERPRISE_DAY: &str = "2028-12-31";

#[test]
fn before_the_change_is_known_the_old_code_stands() {
    let (story, new) = changed();
    let before = story.known(ENTERPRISE, "2026-08-31", "2026-08-31");
    assert_eq!(net(&before, FIRST), "200000.00");
    assert!(story.known(&new, "2026-08-31", "2026-08-31").items.is_empty());
}

#[test]
fn codes_that_change_twice_or_in_a_circle() {
    let (second, third) = (nth_code(21), nth_code(22));
    let story = certified(Story::new(), ENTERPRISE, "GR1", "2025-12-02");
    let chain = recoded(recoded(story.clone(), "2026-09-01", ENTERPRISE, &second), "2027-09-01", &second, &third);
    assert_eq!(items(&chain.position_of(&third, "2027-12-31"), FIRST).len(), 1);
    let circle = recoded(recoded(story, "2026-09-01", ENTERPRISE, &second), "2027-09-01", &second, ENTERPRISE);
    let smallest = [ENTERPRISE.to_owned(), second].into_iter().min_by_key(|text| code(text)).unwrap_or_default();
    assert_eq!(items(&circle.position_of(&smallest, "2027-12-31"), FIRST).len(), 1, "an answer, and not a loop");
}

#[test]
fn a_retracted_change_of_code_is_none() {
    let new = nth_code(8);
    let story = certified(Story::new(), ENTERPRISE, "GR1", "2025-12-02");
    let story = recoded(story, "2026-09-01", ENTERPRISE, &new);
    let id = story.last_id();
    let story = story.fact("2026-09-02", "fact.retracted", json!({"event": id, "reason": "录错"}));
    assert_eq!(items(&story.position(ENTERPRISE_DAY), FIRST).len(), 1);
}
