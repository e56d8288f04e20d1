//! Article 4: the cultivation list.

use crate::story::{Story, items};
use serde_json::json;

const ENTRY: &str = "第四条/首次入库";

fn entered(story: Story, on: &str, list: &str) -> Story {
    story.fact(on, "cultivation_list.entered", json!({"list_no": list}))
}

fn listed(story: &Story, on: &str) -> bool {
    story.position(on).statuses.iter().any(|span| &*span.status == "育新企业" && span.holds)
}

#[test]
fn the_first_entry_is_paid_once() {
    let story = entered(entered(Story::new(), "2026-03-01", "L1"), "2028-03-01", "L2");
    let position = story.position("2028-12-31");
    let nets: Vec<String> = items(&position, ENTRY).iter().map(|item| item.net.to_yuan()).collect();
    assert_eq!(nets, ["10000.00", "0.00"]);
}

#[test]
fn of_two_entries_on_one_day_one_is_the_first() {
    let story = entered(entered(Story::new(), "2026-03-01", "L2"), "2026-03-01", "L1");
    let position = story.position("2026-12-31");
    let rows: Vec<(&str, String)> = items(&position, ENTRY).iter().map(|i| (&*i.matter, i.net.to_yuan())).collect();
    assert_eq!(rows, [("cultivation_list:L1", "10000.00".into()), ("cultivation_list:L2", "0.00".into())]);
}

#[test]
fn a_new_list_may_begin_anew() {
    let story = entered(entered(Story::new(), "2024-03-01", "L1"), "2026-03-01", "L2");
    assert_eq!(story.net(ENTRY, "2026-12-31"), "0.00");
    assert_eq!(story.read("R4.1", "new_list_new_first").net(ENTRY, "2026-12-31"), "10000.00");
}

#[test]
fn the_list_is_left_after_three_years() {
    // entered, last day on the list, first day off
    let rows = [("2026-03-01", "2029-03-01", "2029-03-02"), ("2028-02-29", "2031-02-28", "2031-03-01")];
    for (on, last, off) in rows {
        let story = entered(Story::new(), on, "L1");
        assert!(listed(&story, last) && !listed(&story, off), "entered {on}");
        let strict = story.read("R0.2", "day_before");
        assert!(!listed(&strict, last), "entered {on}, the anniversary is outside");
    }
}

#[test]
fn a_certificate_ends_the_listing_on_its_day() {
    let story = entered(Story::new(), "2026-03-01", "L1").certified("GR1", "2028-06-01");
    assert!(listed(&story, "2028-05-31") && !listed(&story, "2028-06-01"));
    let both = story.read("R4.2", "stays_in_both");
    assert!(listed(&both, "2028-06-01") && listed(&both, "2029-03-02"), "certified in time, it does not lapse");
}

#[test]
fn an_exit_ends_the_listing_on_its_day() {
    let story = entered(Story::new(), "2026-03-01", "L1");
    let story = story.fact("2026-07-01", "cultivation_list.exited", json!({"list_no": "L1", "reason": "moved away"}));
    assert!(listed(&story, "2026-06-30") && !listed(&story, "2026-07-01"));
    let last = entered(Story::new(), "2026-03-01", "L1");
    let last = last.fact("2029-03-01", "cultivation_list.exited", json!({"list_no": "L1", "reason": "moved away"}));
    assert!(listed(&last, "2029-02-28") && !listed(&last, "2029-03-01"), "an exit on the very last day counts");
}
