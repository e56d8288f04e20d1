//! What the result of an item says, and whether its row adds up.

use super::{both, certificate, certified, high_tech};
use crate::story::{ENTERPRISE, Story};
use qizhang::explain::{statement, totals, why};
use serde_json::{Value, json};

fn stated(name: &str, story: &Story) {
    both(name, &statement(&story.told(ENTERPRISE, "2027-12-31", "2027-12-31").case(), None));
}

/// Explains the item of a grant whose fact is of a year.
fn explain(name: &str, story: &Story, grant: &str, year: i32) {
    let told = story.told(ENTERPRISE, "2027-12-31", "2027-12-31");
    let item = told.items(grant).into_iter().find(|item| item.fact_year == year);
    both(name, &why(&told.case(), item.unwrap_or_else(|| panic!("no item of {grant} in {year}")), None));
}

fn set(key: &str, level: &str) -> Value {
    json!({"product_key": key, "level": level})
}

fn standard(number: &str, level: &str) -> Value {
    let units = json!([{"rank": 1, "name": "某公司", "uscc": ENTERPRISE}]);
    json!({"standard_no": number, "title": "某某规范", "level": level, "nature": "new", "units": units})
}

fn approval(amount: &str) -> Value {
    let lines = json!([{"grant": "第五条/新认定", "matter": "certificate:GR202611000123", "amount": amount}]);
    json!({"approval_no": "PF-2027-0001", "lines": lines})
}

fn payment(number: &str, amount: &str) -> Value {
    json!({"payment_no": number, "approval_no": "PF-2027-0001", "amount": amount})
}

/// A tenth of 500,000, applied for and approved.
fn approved() -> Story {
    certified()
        .fact("2027-03-31", "rnd.expense_reported", json!({"year": 2025, "amount": "500000", "basis": "special_audit"}))
        .fact("2027-04-02", "application.submitted", json!({"application_no": "SB-1", "call_year": 2027}))
        .fact("2027-08-20", "grant.approved", approval("50000"))
}

fn accident() -> Value {
    json!({"accident_on": "2027-09-01", "level": "一般事故", "authority": "区应急管理局"})
}

#[test]
fn one_product_recognised_in_two_years() {
    let story = high_tech().fact("2026-03-01", "first_set.recognized", set("P1", "national")).fact(
        "2027-03-01",
        "first_set.recognized",
        set("P1", "municipal"),
    );
    explain("again", &story, "第十四条/首台套", 2027);
    stated("again_statement", &story);
}

#[test]
fn what_stands_against_an_item_is_named() {
    let support = json!({"level": "district", "scheme": "某办法", "matter": "product:P1", "amount": "20000"});
    let story = high_tech()
        .fact("2026-03-01", "standard.published", standard("ISO 1:2026", "international"))
        .fact(
            "2026-04-01",
            "standard.adopted",
            json!({"standard_no": "GB/T 2-2026", "source_no": "ISO 1:2026", "degree": "IDT"}),
        )
        .fact("2026-04-01", "standard.published", standard("GB/T 2-2026", "national"))
        .fact("2026-05-01", "first_set.recognized", set("P1", "national"))
        .fact("2026-09-01", "external_support.recorded", support)
        .read("R22.4", "excludes");
    stated("against", &story);
    explain("against_other", &story, "第十四条/首台套", 2026);
}

#[test]
fn what_is_not_known_is_no_zero() {
    let story = Story::new()
        .fact("2024-05-05", "hightech.certified", certificate("GR0", "2024-05-05"))
        .fact("2026-03-01", "standard.published", standard("GB/Z 1-2026", "national"))
        .fact("2026-04-01", "standard.published", standard("GB/T 2-2026", "national"));
    stated("open", &story);
    let nothing = json!({"year": 2025, "amount": "0", "basis": "special_audit"});
    let story = certified().fact("2027-03-31", "rnd.expense_reported", nothing).read("R5.5", "zero");
    stated("nothing", &story);
}

#[test]
fn what_was_paid_while_nobody_can_say_what_is_due() {
    let story = certified()
        .fact("2027-04-02", "application.submitted", json!({"application_no": "SB-1", "call_year": 2027}))
        .fact("2027-08-20", "grant.approved", approval("50000"))
        .fact("2027-08-25", "payment.made", payment("P-1", "50000"));
    stated("paid_open", &story);
    explain("paid_open_why", &story, "第五条/新认定", 2026);
    let told = story.told(ENTERPRISE, "2027-12-31", "2027-12-31");
    both("paid_open_totals", &totals(told.case().program, std::iter::once(&told.position)));
}

#[test]
fn what_a_reading_would_give_where_nothing_is_known() {
    explain("open_reading", &certified(), "第五条/新认定", 2026);
}

#[test]
fn an_accident_between_two_payments() {
    let story = approved().fact("2027-08-25", "payment.made", payment("P-1", "20000")).fact(
        "2027-09-01",
        "conduct.accident_recorded",
        accident(),
    );
    stated("partly_paid", &story);
    explain("partly_paid_why", &story, "第五条/新认定", 2026);
    let story = approved().fact("2027-08-25", "payment.made", payment("P-1", "50000")).fact(
        "2027-09-01",
        "conduct.accident_recorded",
        accident(),
    );
    stated("paid_before", &story);
    stated("paid_back", &story.read("R2.3", "claw_back"));
}

#[test]
fn money_asked_back_is_told_line_by_line() {
    let order = json!({"clawback_no": "ZJ-1", "payment_no": "P-1", "amount": "10000", "basis": "复核"});
    let story = approved()
        .fact("2027-08-25", "payment.made", payment("P-1", "60000"))
        .fact("2027-09-01", "clawback.ordered", order)
        .fact("2027-09-20", "clawback.recovered", json!({"clawback_no": "ZJ-1", "amount": "6000"}))
        .evidenced(
            "2027-10-01",
            "clawback.waived",
            json!({"clawback_no": "ZJ-1", "amount": "4000", "reason": "经批准"}),
            "免予追回批准文件",
        );
    explain("clawback", &story, "第五条/新认定", 2026);
}

#[test]
fn what_is_above_a_cap_is_carried_to_the_next_year() {
    let story = high_tech()
        .fact("2026-03-01", "first_set.recognized", set("P1", "national"))
        .fact("2026-04-01", "first_set.recognized", set("P2", "national"))
        .fact("2026-05-01", "first_set.recognized", set("P3", "national"))
        .read("R23.3", "carried");
    stated("carried", &story);
    let told = story.told(ENTERPRISE, "2027-12-31", "2027-12-31");
    both("carried_why", &why(&told.case(), told.items("第十四条/首台套")[2], None));
}
