//! Why an item is what it is.

use super::{both, certified, high_tech};
use crate::story::{CARRIER, ENTERPRISE, Story, Told, code, nth_code};
use qizhang::explain::why;
use qizhang::position::Item;
use serde_json::json;

fn only<'t>(told: &'t Told, grant: &str) -> &'t Item {
    told.items(grant).first().copied().unwrap_or_else(|| panic!("no item of {grant}"))
}

fn explain(name: &str, story: &Story, grant: &str, on: &str, known: &str) {
    let told = story.told(ENTERPRISE, on, known);
    both(name, &why(&told.case(), only(&told, grant), None));
}

/// Compares the answer now with the one of the day it was decided.
fn compare(name: &str, story: &Story, grant: &str, decided: &str, now: &str) {
    let (then, today) = (story.told(ENTERPRISE, decided, decided), story.told(ENTERPRISE, now, now));
    let old = then.case();
    both(name, &why(&today.case(), only(&today, grant), Some((&old, only(&then, grant)))));
}

/// A tenth of the R&D expense, applied for, approved and paid; the figure can be corrected afterwards.
fn paid() -> (Story, String) {
    let spent = json!({"uscc": ENTERPRISE, "year": 2025, "amount": "3456789.12", "basis": "special_audit"});
    let story = certified().fact("2027-03-31", "rnd.expense_reported", spent);
    let story = story.with_evidence("专项审计报告", "file:///archive/2027/0031.pdf");
    let figure = story.last_id();
    let lines = json!([{"grant": "第五条/新认定", "matter": "certificate:GR202611000123", "amount": "345678.91"}]);
    let story = story
        .fact("2027-04-02", "application.submitted", json!({"application_no": "SB-2027-0001", "call_year": 2027}))
        .fact("2027-08-20", "grant.approved", json!({"approval_no": "PF-2027-0001", "lines": lines}))
        .fact(
            "2027-09-25",
            "payment.made",
            json!({"payment_no": "P-2027-0187", "approval_no": "PF-2027-0001", "amount": "345678.91"}),
        );
    (story, figure)
}

#[test]
fn a_tenth_paid_and_later_corrected() {
    let (story, figure) = paid();
    let data = json!({"uscc": ENTERPRISE, "year": 2025, "amount": "3400000", "basis": "special_audit"});
    let story =
        story.fact("2027-11-02", "fact.corrected", json!({"event": figure, "data": data, "reason": "复核审计底稿"}));
    compare("corrected", &story, "第五条/新认定", "2027-08-20", "2027-12-31");
}

#[test]
fn a_decision_that_was_wrong_when_it_was_taken() {
    let spent = json!({"year": 2025, "amount": "3000000", "basis": "special_audit"});
    let lines = json!([{"grant": "第五条/新认定", "matter": "certificate:GR202611000123", "amount": "345678.91"}]);
    let story = certified().fact("2027-03-31", "rnd.expense_reported", spent).fact(
        "2027-08-20",
        "grant.approved",
        json!({"approval_no": "PF-2027-0002", "lines": lines}),
    );
    compare("wrong", &story, "第五条/新认定", "2027-08-20", "2027-12-31");
}

#[test]
fn a_payment_whose_fact_was_retracted() {
    let (story, _) = paid();
    let certificate = Story::id(2).to_string();
    let story = story.fact("2027-11-02", "fact.retracted", json!({"event": certificate, "reason": "录错企业"}));
    compare("retracted", &story, "第五条/新认定", "2027-08-20", "2027-12-31");
}

#[test]
fn an_accident_between_approval_and_payment() {
    let lines = json!([{"grant": "第五条/新认定", "matter": "certificate:GR202611000123", "amount": "50000"}]);
    let accident = json!({"accident_on": "2027-09-01", "level": "一般事故", "authority": "区应急管理局"});
    let story = certified()
        .fact("2027-03-31", "rnd.expense_reported", json!({"year": 2025, "amount": "120000", "basis": "annual_report"}))
        .fact("2027-08-20", "grant.approved", json!({"approval_no": "PF-2027-0003", "lines": lines}))
        .recorded("2027-12-20T09:00:00+08:00", "2027-09-01", "conduct.accident_recorded", accident);
    compare("withheld", &story, "第五条/新认定", "2027-08-20", "2027-12-31");
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

/// One product recognised under two articles, and a cap that two other products fill.
pub(super) fn choice() -> Story {
    let set = |key: &str| json!({"product_key": key, "level": "national"});
    high_tech()
        .fact("2026-03-01", "new_product.recognized", json!({"product_key": "P1", "cert_no": "N1"}))
        .fact("2027-03-01", "first_set.recognized", set("P1"))
        .fact("2027-04-01", "first_set.recognized", set("P2"))
        .fact("2027-05-01", "first_set.recognized", set("P3"))
}

#[test]
fn the_best_choice_says_what_was_not_taken() {
    explain("choice", &choice(), "第十四条/首台套", "2027-06-30", "2027-06-30");
    explain("chosen", &choice(), "第十三条/新产品", "2027-06-30", "2027-06-30");
}

#[test]
fn a_missed_call_shows_what_was_missed() {
    let call = json!({"year": 2027, "fact_year": 2026, "opens_on": "2027-03-01", "closes_on": "2027-04-30"});
    let story = certified().fact("2027-03-01", "call.opened", call).fact(
        "2027-03-31",
        "rnd.expense_reported",
        json!({"year": 2025, "amount": "9000000", "basis": "special_audit"}),
    );
    explain("missed", &story, "第五条/新认定", "2027-06-30", "2027-06-30");
}

#[test]
fn a_loan_above_the_reference_rate() {
    let rates = |on: &str| json!({"published_on": on, "one_year_pct": "3.1", "five_year_pct": "3.6", "grade": "P"});
    let loan = json!({"contract_no": "L-1", "bank": "某银行", "principal": "5000000", "rate_pct": "4.2", "term_months": 36, "signed_on": "2026-01-15"});
    let interest = |period: &str, on: &str| json!({"contract_no": "L-1", "period": period, "amount": "52500.55", "penalty": "500", "paid_on": on});
    let story = high_tech()
        .fact("2025-12-22", "lpr.published", rates("2025-12-22"))
        .fact("2026-01-15", "loan.contracted", loan)
        .fact("2026-06-20", "loan.interest_paid", interest("2026-03-21/2026-06-20", "2026-06-20"))
        .fact("2026-09-20", "loan.interest_paid", interest("2026-06-21/2026-09-20", "2026-09-20"))
        .fact("2027-05-10", "loan.evaluated", json!({"year": 2026, "passed": true}));
    explain("loan", &story, "第十七条/贷款贴息", "2027-06-30", "2027-06-30");
}

#[test]
fn a_carrier_counts_its_newcomers() {
    let mut story = Story::default().registered(CARRIER, "carrier");
    for number in 1..=12 {
        let tenant = nth_code(number);
        let certificate = json!({"uscc": tenant, "cert_no": format!("GR{number:02}"), "issued_on": "2026-10-01"});
        story = story
            .registered(&tenant, "enterprise")
            .fact("2026-02-01", "tenancy.started", json!({"carrier": CARRIER, "uscc": tenant}))
            .fact("2026-10-01", "hightech.certified", certificate);
    }
    let told = story.told(code(CARRIER).as_str(), "2027-06-30", "2027-06-30");
    both("carrier", &why(&told.case(), only(&told, "第十六条/载体"), None));
}

/// What is told of a time since another, in Chinese: below the head of what happened since, without what it changed.
fn since(story: &Story, subject: &str, grant: &str, (then, now): (&str, &str)) -> String {
    let (then, today) = (story.told(subject, then, then), story.told(subject, now, now));
    let page = why(&today.case(), only(&today, grant), Some((&then.case(), only(&then, grant))));
    let page = page.render(qizhang::value::Lang::Zh);
    let (_, told) = page.split_once("其后发生了什么").unwrap_or_else(|| panic!("{page}"));
    told.split_once("差额").unwrap_or_else(|| panic!("{page}")).0.to_owned()
}

#[test]
fn what_came_back_since_and_what_happened_to_tenants_is_told() {
    let (story, _) = paid();
    let told = since(&story, ENTERPRISE, "第五条/新认定", ("2027-09-25", "2027-12-31"));
    assert!(told.contains("其后没有"), "{told}");
    let order = json!({"clawback_no": "C1", "payment_no": "P-2027-0187", "amount": "1000", "basis": "复核"});
    for (kind, data, title) in [
        ("payment.bounced", json!({"payment_no": "P-2027-0187", "reason": "账号有误"}), "拨付退回"),
        ("clawback.ordered", order, "决定追回"),
    ] {
        let story = story.clone().fact("2027-10-08", kind, data);
        let told = since(&story, ENTERPRISE, "第五条/新认定", ("2027-09-25", "2027-12-31"));
        assert!(told.contains(title) && told.contains("2027-10-08") && !told.contains("其后没有"), "{told}");
    }
    let (other, tenant) = (nth_code(77), nth_code(1));
    let tie = |carrier: &str| json!({"carrier": carrier, "uscc": tenant});
    let story = Story::default()
        .registered(CARRIER, "carrier")
        .registered(&other, "carrier")
        .registered(&tenant, "enterprise")
        .fact("2026-02-01", "tenancy.started", tie(CARRIER))
        .fact("2026-10-01", "hightech.certified", json!({"uscc": tenant, "cert_no": "GR01", "issued_on": "2026-10-01"}))
        .recorded("2027-05-01T09:00:00+08:00", "2026-09-01", "tenancy.started", tie(&other));
    let told = since(&story, code(CARRIER).as_str(), "第十六条/载体", ("2027-04-30", "2027-12-31"));
    assert!(told.contains("2026-09-01") && !told.contains("其后没有"), "{told}");
}

/// A tenant of two carriers counts for the one it came to last, and both are told of the other.
#[test]
fn a_tenant_of_two_carriers_is_told_to_both() {
    let (other, tenant) = (nth_code(77), nth_code(1));
    let tie = |carrier: &str| json!({"carrier": carrier, "uscc": tenant});
    let story =
        Story::default().registered(CARRIER, "carrier").registered(&other, "carrier").registered(&tenant, "enterprise");
    let story = story
        .fact("2026-02-01", "tenancy.started", tie(CARRIER))
        .fact("2026-03-01", "tenancy.started", tie(&other))
        .fact(
            "2026-10-01",
            "hightech.certified",
            json!({"uscc": tenant, "cert_no": "GR01", "issued_on": "2026-10-01"}),
        );
    let said = |story: &Story, carrier: &str| {
        let told = story.told(code(carrier).as_str(), "2027-06-30", "2027-06-30");
        why(&told.case(), only(&told, "第十六条/载体"), None).render(qizhang::value::Lang::Zh)
    };
    let line = |told: &str, piece: &str| told.lines().find(|line| line.contains(piece)).unwrap_or_default().to_owned();
    let lost = line(&said(&story, CARRIER), "未计入");
    assert!(lost.contains("也在别家") && lost.contains("2026-03-01"), "{lost}");
    let won = line(&said(&story, &other), "计入：");
    assert!(won.contains("也在别家") && won.contains("2026-02-01"), "{won}");
    for (on, told) in [("2025-12-31", false), ("2026-01-01", true)] {
        let earlier = Story::default()
            .registered(CARRIER, "carrier")
            .registered(&other, "carrier")
            .registered(&tenant, "enterprise")
            .fact("2024-03-01", "tenancy.started", tie(&other))
            .fact(on, "tenancy.ended", tie(&other))
            .fact("2026-02-01", "tenancy.started", tie(CARRIER));
        assert_eq!(said(&earlier, CARRIER).contains("也在别家"), told, "{on}");
    }
}

#[test]
fn the_official_text_is_quoted_where_it_is_attached() {
    let mut told = certified().told(ENTERPRISE, "2027-06-30", "2027-06-30");
    told.texts.insert(("changping-2025-8".into(), "第五条".into()), "某某条文第一句。\n某某条文第二句。".into());
    let zh = why(&told.case(), only(&told, "第五条/新认定"), None).render(qizhang::value::Lang::Zh);
    assert!(zh.contains("原文：某某条文第一句。\n") && !zh.contains("未附入"), "{zh}");
}
