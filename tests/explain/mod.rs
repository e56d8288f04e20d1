//! Explanations as people read them, whole, in both languages.

use crate::story::{ENTERPRISE, Story};
use qizhang::explain::{Document, why};
use qizhang::value::Lang;
use serde_json::json;
use std::path::Path;

/// Compares a whole text with the one an official has reviewed; `UPDATE=1` writes it anew for review.
fn reviewed(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/explain").join(name);
    if option_env!("QIZHANG_UPDATE").is_some() {
        std::fs::write(&path, text).unwrap_or_else(|error| panic!("{error}"));
    }
    let known = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    assert_eq!(known, text, "{name} reads differently now");
}

/// Compares a document in both languages with the reviewed texts; both have one structure.
fn both(name: &str, document: &Document) {
    let texts = [Lang::Zh, Lang::En].map(|lang| document.render(lang));
    let lines = texts.each_ref().map(|text| text.lines().count());
    assert_eq!(lines[0], lines[1], "both languages have one structure");
    reviewed(&format!("{name}.zh.txt"), &texts[0]);
    reviewed(&format!("{name}.en.txt"), &texts[1]);
}

fn explain(name: &str, story: &Story, grant: &str, on: &str, known: &str) {
    let told = story.told(ENTERPRISE, on, known);
    let item = told.items(grant).first().copied().unwrap_or_else(|| panic!("no item of {grant}"));
    both(name, &why(&told.case(), item, None));
}

fn certified() -> Story {
    let certificate = json!({"cert_no": "GR202611000123", "issued_on": "2026-12-02", "track": "ordinary"});
    Story::new().fact("2026-12-02", "hightech.certified", certificate)
}

#[test]
fn a_tenth_paid_and_later_corrected() {
    let spent = |amount: &str| json!({"uscc": ENTERPRISE, "year": 2025, "amount": amount, "basis": "special_audit"});
    let story = certified().fact("2027-03-31", "rnd.expense_reported", spent("3456789.12"));
    let figure = story.last_id();
    let lines = json!([{"grant": "第五条/新认定", "matter": "certificate:GR202611000123", "amount": "345678.91"}]);
    let story = story
        .fact("2027-04-02", "application.submitted", json!({"application_no": "S1", "call_year": 2027}))
        .fact("2027-08-20", "grant.approved", json!({"approval_no": "A1", "lines": lines}))
        .fact("2027-09-25", "payment.made", json!({"payment_no": "P1", "approval_no": "A1", "amount": "345678.91"}))
        .fact("2027-11-02", "fact.corrected", json!({"event": figure, "data": spent("3400000"), "reason": "复核"}));
    explain("then", &story, "第五条/新认定", "2027-12-31", "2027-09-25");
    explain("now", &story, "第五条/新认定", "2027-12-31", "2027-12-31");
}

#[test]
fn what_is_not_known_says_what_would_settle_it() {
    explain("unknown", &certified(), "第五条/新认定", "2027-06-30", "2027-06-30");
}

#[test]
fn a_refusal_names_the_condition() {
    let units = json!([{"rank": 1, "name": "某大学"}, {"rank": 2, "name": "某研究院"}, {"rank": 3, "name": "某公司", "uscc": ENTERPRISE}]);
    let data = json!({"standard_no": "GB/T 12345-2026", "title": "某某规范", "level": "national", "nature": "new", "units": units});
    let story = certified().fact("2026-12-20", "standard.published", data);
    explain("refused", &story, "第七条/标准", "2027-06-30", "2027-06-30");
}

#[test]
fn the_rejected_choice_says_what_beat_it() {
    let certificate = json!({"cert_no": "GR1", "issued_on": "2025-12-01", "track": "ordinary"});
    let set = |key: &str| json!({"product_key": key, "level": "national"});
    let story = Story::new()
        .fact("2025-12-01", "hightech.certified", certificate)
        .fact("2026-03-01", "new_product.recognized", json!({"product_key": "P1", "cert_no": "N1"}))
        .fact("2027-03-01", "first_set.recognized", set("P1"))
        .fact("2027-04-01", "first_set.recognized", set("P2"))
        .fact("2027-05-01", "first_set.recognized", set("P3"));
    explain("choice", &story, "第十四条/首台套", "2027-06-30", "2027-06-30");
}
