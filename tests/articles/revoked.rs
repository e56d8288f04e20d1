//! A certificate revoked in 2027 with effect from 2025: what it topples in articles 5, 7, 13, 16 and 17, of the
//! enterprise and of its carrier.

use crate::story::{CARRIER, ENTERPRISE, Story, items, net, nth_code};
use serde_json::json;

const GRANTS: [(&str, &str); 5] = [
    ("第五条/新认定", "certificate:GR1"),
    ("第七条/标准", "standard:GB/T 1-2026"),
    ("第十三条/新产品", "product:P1"),
    ("第十七条/贷款贴息", "loan:L1:2026"),
    ("第十七条/科技保险", "insurance:B1:"),
];
const CARRIED: &str = "第十六条/载体";

/// An enterprise certified in 2025 that landed at a carrier in 2026 with nine others, everything approved and paid.
fn paid() -> Story {
    let mut story = Story::new()
        .registered(CARRIER, "carrier")
        .fact("2025-04-01", "rnd.expense_reported", json!({"year": 2024, "amount": "2000000.00", "basis": "special_audit"}))
        .fact("2025-03-20", "lpr.published", json!({"published_on": "2025-03-20", "one_year_pct": "3.1", "five_year_pct": "3.6", "grade": "P"}))
        .fact("2025-06-01", "loan.contracted", json!({"contract_no": "L1", "bank": "某银行", "principal": "1000000.00", "rate_pct": "3.0", "term_months": 12, "signed_on": "2025-06-01"}))
        .certified("GR1", "2025-12-02")
        .fact("2026-01-10", "tenancy.started", json!({"carrier": CARRIER, "uscc": ENTERPRISE}));
    for number in 1..=9 {
        let code = nth_code(number);
        story = story.fact("2026-01-11", "tenancy.started", json!({"carrier": CARRIER, "uscc": code})).fact(
            "2026-11-20",
            "hightech.certified",
            json!({"uscc": code, "cert_no": format!("GR-{number}"), "issued_on": "2026-11-20", "track": "ordinary"}),
        );
    }
    let units = json!([{"rank": 1, "name": "某公司", "uscc": ENTERPRISE}]);
    story = story
        .fact("2026-03-01", "standard.published", json!({"standard_no": "GB/T 1-2026", "title": "某规范", "level": "national", "nature": "new", "units": units}))
        .fact("2026-04-01", "new_product.recognized", json!({"product_key": "P1", "cert_no": "N1"}))
        .fact("2026-05-01", "loan.interest_paid", json!({"contract_no": "L1", "period": "2026-01-01/2026-04-30", "amount": "10000.00", "penalty": "0.00", "paid_on": "2026-05-01"}))
        .fact("2026-06-01", "insurance.premium_paid", json!({"policy_no": "B1", "insurer": "某保险", "kind": "研发险", "premium": "20000.00"}))
        .fact("2027-02-01", "loan.evaluated", json!({"year": 2026, "passed": true}))
        .fact("2027-02-01", "insurance.evaluated", json!({"year": 2026, "share_pct": "50"}));
    let amounts = ["200000.00", "300000.00", "50000.00", "5000.00", "10000.00"];
    let lines: Vec<_> = GRANTS.iter().zip(amounts).map(|((grant, matter), amount)| json!({"grant": grant, "matter": matter.trim_end_matches(':'), "amount": amount})).collect();
    story = story
        .fact("2027-03-01", "grant.approved", json!({"approval_no": "PF1", "lines": lines}))
        .fact("2027-03-01", "grant.approved", json!({"uscc": CARRIER, "approval_no": "PF2", "lines": [{"grant": CARRIED, "matter": "carrier:2026", "amount": "500000.00"}]}));
    for (number, ((grant, matter), amount)) in GRANTS.iter().zip(amounts).enumerate() {
        let data = json!({"payment_no": format!("P{number}"), "approval_no": "PF1", "amount": amount, "grant": grant, "matter": matter.trim_end_matches(':')});
        story = story.fact("2027-04-01", "payment.made", data);
    }
    story.fact(
        "2027-04-01",
        "payment.made",
        json!({"uscc": CARRIER, "payment_no": "PC", "approval_no": "PF2", "amount": "500000.00"}),
    )
}

fn revoked(story: Story) -> Story {
    story.fact(
        "2027-09-01",
        "hightech.revoked",
        json!({"cert_no": "GR1", "decided_on": "2027-09-01", "effective_year": 2025, "ground": "申报材料不实"}),
    )
}

/// Net and overpaid of each grant, the carrier last.
fn stands(story: &Story, known: &str) -> Vec<(String, String)> {
    let own = story.known(ENTERPRISE, "2027-12-31", known);
    let carrier = story.known(CARRIER, "2027-12-31", known);
    let of = |position: &qizhang::position::Position, grant: &str| {
        let over = items(position, grant).iter().map(|item| item.overpaid).sum::<qizhang::value::Fen>();
        (net(position, grant), over.to_yuan())
    };
    let mut found: Vec<_> = GRANTS.iter().map(|(grant, _)| of(&own, grant)).collect();
    found.push(of(&carrier, CARRIED));
    found
}

fn pair(net: &str, over: &str) -> (String, String) {
    (net.to_owned(), over.to_owned())
}

#[test]
fn what_a_backward_revocation_topples() {
    let story = revoked(paid());
    let before = ["200000.00", "300000.00", "50000.00", "5000.00", "10000.00", "500000.00"];
    assert_eq!(stands(&story, "2027-08-31"), before.map(|amount| pair(amount, "0.00")), "as known before");
    let toppled = before.map(|amount| pair("0.00", amount));
    assert_eq!(stands(&story, "2027-09-01"), toppled, "as known since");
    // Read as acting from the decision, nothing that was right before it falls: the certificate stood until then.
    let by_decision = stands(&story.read("R23.5", "decision"), "2027-09-01");
    assert_eq!(by_decision[..5], before.map(|amount| pair(amount, "0.00"))[..5]);
}

#[test]
fn a_revocation_with_effect_from_a_later_year_leaves_what_was_earned() {
    let late = |year: i32| {
        paid().fact(
            "2027-09-01",
            "hightech.revoked",
            json!({"cert_no": "GR1", "decided_on": "2027-09-01", "effective_year": year, "ground": "条件不再具备"}),
        )
    };
    let standing = stands(&late(2027), "2027-09-01");
    assert_eq!(standing[0], pair("200000.00", "0.00"), "article 5 asks that the certificate began");
    assert_eq!(standing[5], pair("500000.00", "0.00"), "valid on 31 December 2026");
    assert_eq!(stands(&late(2026), "2027-09-01")[5], pair("0.00", "500000.00"), "nine are left");
}
