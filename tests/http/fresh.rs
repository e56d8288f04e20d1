//! What another process records while pages are given is on the next page.

use super::{Open, SUBJECT};
use crate::cli::Office;

#[test]
fn new_events_are_on_the_next_page() {
    let office = Office::with_story();
    let open = Open::of(&office);
    let path = format!("/subjects/{SUBJECT}?on=2026-12-31");
    let before = open.page(&path);
    assert!(before.contains("#196") && !before.contains("#197"), "{before}");
    let line = serde_json::json!({
        "type": "enterprise.renamed", "occurred_on": "2026-06-01",
        "data": {"uscc": SUBJECT, "old_name": "北京示例科技有限公司", "new_name": "北京另名科技有限公司"},
    });
    let file = office.write("renamed.jsonl", line.to_string());
    office.done(&["append", &file, "--clock-is-right"]);
    let after = open.page(&path);
    assert!(after.contains("北京另名科技有限公司") && after.contains("#197"), "{after}");
    assert!(!open.page(&format!("{path}&known=196")).contains("北京另名科技有限公司"), "what was known before stays");
    assert!(open.page("/?on=2026-12-31").contains("#197"), "what is known of everybody is gathered anew");
    assert_eq!(open.get("/events/197").status, 200);
}
