//! What somebody called an enterprise is words on a page and nothing else.

use super::client::{SCRIPT, links};
use super::{Open, SUBJECT};
use crate::cli::{Office, is_legible};

const NAME: &str = "甲<script>alert(1)</script>\"'&#乙\u{fdd0}0\u{fdd1}x\u{fdd2}/subjects/y";

#[test]
fn a_name_is_text_wherever_it_stands() {
    let office = Office::with_story();
    let line = serde_json::json!({
        "type": "enterprise.renamed", "occurred_on": "2026-06-01",
        "data": {"uscc": SUBJECT, "old_name": "北京示例科技有限公司", "new_name": NAME},
    });
    let file = office.write("renamed.jsonl", line.to_string());
    let said = office.run(&["append", &file, "--clock-is-right"]);
    assert_eq!(said.code, Some(0), "{}", said.talk);
    let open = Open::of(&office);
    let on = "on=2026-12-31";
    let paths = [
        format!("/subjects/{SUBJECT}?{on}"),
        format!("/subjects/{SUBJECT}/statement?{on}"),
        format!("/subjects/{SUBJECT}/articles/5?{on}"),
        format!("/payments/P-2026-0001?{on}"),
        format!("/findings?{on}"),
        format!("/lapses?{on}&within=3650d"),
        format!("/events?{on}"),
        format!("/events/197?{on}"),
        format!("/search?{on}&q=%E7%94%B2%3Cscript%3E"),
        "/search?q=%3Cscript%3Ealert(1)%3C/script%3E%E4%BF%A1".to_owned(),
        "/subjects/%3Cscript%3E".to_owned(),
        "/events?tag=x&subject=%22%3E%3Cscript%3E".to_owned(),
        "/whatif?set=%22%3E%3Cscript%3E%3D1".to_owned(),
    ];
    let mut seen = 0;
    for path in &paths {
        let page = open.get(path).text.replacen(SCRIPT, "", 1);
        assert!(!page.contains("<script") && !page.contains("\"'&#"), "{path}: {page}");
        assert!(is_legible(&page) && !page.contains(['\u{fdd0}', '\u{fdd1}', '\u{fdd2}']), "{path}");
        assert!(!links(&page).iter().any(|link| link.starts_with("/subjects/y")), "{path}");
        seen += usize::from(page.contains("甲&lt;script&gt;"));
    }
    assert!(seen >= 6, "the name stands on most of the pages: {seen}");
}
