//! Detectors about what a matter is and which text and year it falls under. Every row is held against all detectors.

use super::{LISTED, ON, Office, hold};
use crate::story::ENTERPRISE;
use serde_json::{Value, json};

const PRODUCT: (&str, &str) = ("第十三条/新产品", "product:XCP1");
const FIRST_SET: (&str, &str) = ("第十四条/首台套", "product:XCP1");

/// Certified long ago, with a product that is new (50,000) and, where wanted, a first set too (500,000).
fn product(first_set: bool) -> Office {
    let certified = json!({"cert_no": "GR0", "issued_on": "2024-11-20", "track": "ordinary"});
    let office = Office::new()
        .fact("2024-11-20", "hightech.certified", certified)
        .fact("2026-05-04", "new_product.recognized", json!({"product_key": "XCP1", "cert_no": "ZS1"}))
        .applied();
    let set = json!({"product_key": "XCP1", "level": "national"});
    if first_set { office.fact("2026-06-01", "first_set.recognized", set) } else { office }
}

fn decided(office: Office, number: u32, matter: (&str, &str), amount: &str) -> Office {
    let (approval, payment) = (format!("A{number}"), format!("P{number}"));
    office.approved("2027-08-20", &approval, matter, amount).paid("2027-09-25", &payment, &approval, amount)
}

#[test]
fn d02_paid_by_another_scheme() {
    let support = |level: &str, amount: &str| json!({"level": level, "scheme": "某办法", "matter": "product:XCP1", "amount": amount});
    let paid = || decided(product(false), 1, PRODUCT, "50000");
    let also =
        |level: &str, amount: &str| paid().fact("2027-10-10", "external_support.recorded", support(level, amount));
    hold(vec![
        ("by nobody else", paid(), vec![]),
        ("by the city", also("municipal", "50000"), vec![]),
        (
            "by another scheme of the district",
            also("district", "30000"),
            vec![("D02", "30000.00"), ("D05", "30000.00")],
        ),
        ("more than here", also("district", "80000"), vec![("D02", "50000.00"), ("D05", "50000.00")]),
        (
            "another matter",
            {
                let other =
                    json!({"level": "district", "scheme": "某办法", "matter": "product:XCP9", "amount": "30000"});
                paid().fact("2027-10-10", "external_support.recorded", other)
            },
            vec![],
        ),
    ]);
}

#[test]
fn d09_one_matter_under_two_articles() {
    hold(vec![
        ("the better one", decided(product(true), 1, FIRST_SET, "500000"), vec![]),
        (
            "both in full",
            decided(decided(product(true), 1, FIRST_SET, "500000"), 2, PRODUCT, "50000"),
            vec![("D04", "50000.00"), ("D09", "50000.00")],
        ),
        (
            "both in one approval",
            {
                let line = |(grant, matter): (&str, &str), amount: &str| json!({"grant": grant, "matter": matter, "amount": amount});
                let lines = json!([line(PRODUCT, "50000"), line(FIRST_SET, "500000")]);
                let data = json!({"approval_no": "A1", "application_no": "SB1", "lines": lines});
                product(true).fact("2027-08-20", "grant.approved", data).paid("2027-09-25", "P1", "A1", "550000")
            },
            vec![("D04", "50000.00"), ("D09", "50000.00")],
        ),
        (
            "the lesser one and the difference",
            decided(decided(product(true), 1, PRODUCT, "50000"), 2, FIRST_SET, "450000"),
            vec![],
        ),
    ]);
}

#[test]
fn d12_left_soon_after_being_paid() {
    let moved = |on: &str, to: &str, office: Office| {
        office.fact(on, "enterprise.relocated", json!({"from": "昌平区", "to": to, "whole": true}))
    };
    let ended = |on: &str, office: Office| office.fact(on, "enterprise.deregistered", json!({"reason": "解散"}));
    let early = || {
        let office = Office::new().fact("2024-03-01", "cultivation_list.entered", json!({"list_no": "L1"}));
        office.fact("2025-11-18", "payment.made", json!({"payment_no": "P1", "approval_no": "A0", "amount": "1"}))
    };
    let own = |office: Office, on: &str| {
        office.found(on).into_iter().filter(|(id, _)| *id == "D12").map(|(_, amount)| amount).collect::<Vec<_>>()
    };
    let paid = Office::listed;
    let rows = [
        ("stays", own(paid(), ON), vec![]),
        ("moves to another district", own(moved("2027-10-20", "海淀区", paid()), ON), vec!["10000.00"]),
        ("moves inside the district", own(moved("2027-10-20", "昌平区", paid()), ON), vec![]),
        ("is deregistered", own(ended("2027-10-20", paid()), ON), vec!["10000.00"]),
        ("moved before it was paid", own(moved("2027-09-24", "海淀区", paid()), ON), vec![]),
        ("730 days later", own(ended("2027-11-18", early()), ON), vec!["1.00"]),
        ("731 days later", own(ended("2027-11-19", early()), "2027-11-19"), vec![]),
    ];
    for (row, found, expected) in rows {
        assert_eq!(found, expected, "{row}");
    }
    let clause = format!("{ENTERPRISE} {LISTED}");
    assert_eq!(super::leads(&ended("2027-10-20", paid()), ON, "D12"), (vec!["P1".to_owned()], vec![clause]));
}

#[test]
fn d16_fact_outside_the_year_of_the_call() {
    let entry = |on: &str| Office::new().fact(on, "cultivation_list.entered", json!({"list_no": "L1"})).applied();
    let approved = |office: Office| office.approved("2027-08-20", "A1", (LISTED, "cultivation_list:L1"), "10000");
    let ids = |office: Office| office.found(ON).into_iter().map(|(id, _)| id).filter(|id| *id == "D16").count();
    assert_eq!(ids(approved(entry("2026-01-01"))), 0, "the first day of the year before");
    assert_eq!(ids(approved(entry("2026-12-31"))), 0, "its last day");
    assert_eq!(ids(approved(entry("2027-01-01"))), 1, "the day after");
    assert_eq!(ids(approved(entry("2025-12-31"))), 1, "the day before");
}

#[test]
fn d38_approved_by_a_text_that_does_not_govern() {
    let listed = Office::new().fact("2026-03-01", "cultivation_list.entered", json!({"list_no": "L1"})).applied();
    let world = listed.audited(ON).world;
    let digest = |id: &str| {
        let policy = world.policies.iter().find(|policy| &*policy.id == id);
        policy.map(|policy| policy.digest.to_string()).unwrap_or_default()
    };
    let approved = |digest: Option<String>| {
        let lines = json!([{"grant": LISTED, "matter": "cultivation_list:L1", "amount": "10000"}]);
        let mut data = json!({"approval_no": "A1", "application_no": "SB1", "lines": lines});
        if let (Some(digest), Some(fields)) = (digest, data.as_object_mut()) {
            fields.insert("policy_digest".to_owned(), Value::String(digest));
        }
        listed.clone().fact("2027-08-20", "grant.approved", data)
    };
    hold(vec![
        ("the governing text", approved(Some(digest("changping-2025-8"))), vec![]),
        ("the text it repealed", approved(Some(digest("changping-2024-5"))), vec![("D38", "10000.00")]),
        ("no text on record", approved(Some("0".repeat(64))), vec![("D38", "10000.00")]),
        ("no digest", approved(None), vec![]),
    ]);
}
