//! Article 16, second paragraph: carriers with ten enterprises newly cultivated or landed.

use crate::story::{CARRIER, Story, nth_code};
use serde_json::json;

const GRANT: &str = "第十六条/载体";
const ON: &str = "2027-06-30";

/// A carrier with so many tenants first certified in 2026 while there.
fn carrier(cultivated: u32) -> Story {
    let mut story = Story::default().registered(CARRIER, "carrier");
    for number in 1..=cultivated {
        story = tenant(story, number, "2026-01-10", CARRIER);
        story = certified(story, number, "2026-11-20");
    }
    story
}

fn tenant(story: Story, number: u32, on: &str, carrier: &str) -> Story {
    story.fact(on, "tenancy.started", json!({"carrier": carrier, "uscc": nth_code(number)}))
}

fn certified(story: Story, number: u32, on: &str) -> Story {
    let data =
        json!({"uscc": nth_code(number), "cert_no": format!("GR{number}-{on}"), "issued_on": on, "track": "ordinary"});
    story.fact(on, "hightech.certified", data)
}

fn net(story: &Story) -> String {
    crate::story::net(&story.position_of(CARRIER, ON), GRANT)
}

#[test]
fn ten_open_the_door_and_twenty_reach_the_top() {
    for (count, due) in [(9, "0.00"), (10, "500000.00"), (11, "550000.00"), (20, "1000000.00"), (21, "1000000.00")] {
        assert_eq!(net(&carrier(count)), due, "{count} tenants");
    }
}

#[test]
fn a_tenant_that_lands_with_a_certificate_counts() {
    let story = tenant(certified(carrier(9), 30, "2025-10-10"), 30, "2026-05-01", CARRIER);
    assert_eq!(net(&story), "500000.00");
    let renewed =
        certified(tenant(certified(carrier(9), 30, "2022-10-10"), 30, "2024-05-01", CARRIER), 30, "2026-10-10");
    assert_eq!(net(&renewed), "0.00", "a renewal is not newly cultivated");
}

#[test]
fn who_is_certified_and_lands_in_one_year_counts_once_or_twice() {
    // Certified on 3 March as a tenant since January, away in April, back in May holding the certificate.
    let story = tenant(carrier(9), 30, "2026-01-10", CARRIER);
    let story = certified(story, 30, "2026-03-03");
    let story = story.fact("2026-04-01", "tenancy.ended", json!({"carrier": CARRIER, "uscc": nth_code(30)}));
    let story = tenant(story, 30, "2026-05-01", CARRIER);
    assert_eq!(net(&story), "500000.00");
    assert_eq!(net(&story.read("R16.2", "sum_of_both")), "550000.00");
}

#[test]
fn nobody_lands_twice_in_one_year() {
    let story = tenant(certified(carrier(9), 30, "2025-10-10"), 30, "2026-02-01", CARRIER);
    let story = story.fact("2026-03-01", "tenancy.ended", json!({"carrier": CARRIER, "uscc": nth_code(30)}));
    let story = tenant(story, 30, "2026-05-01", CARRIER).read("R16.2", "sum_of_both");
    assert_eq!(net(&story), "500000.00", "nine certified and one landed");
}

#[test]
fn who_left_before_the_certificate_does_not_count() {
    let story = tenant(carrier(9), 30, "2026-01-10", CARRIER);
    let left = |on: &str| {
        let story = story.clone().fact(on, "tenancy.ended", json!({"carrier": CARRIER, "uscc": nth_code(30)}));
        net(&certified(story, 30, "2026-06-10"))
    };
    assert_eq!((left("2026-06-10").as_str(), left("2026-06-11").as_str()), ("0.00", "500000.00"));
}

#[test]
fn a_certificate_revoked_within_the_year_does_not_count() {
    let revoked = json!({"uscc": nth_code(1), "cert_no": "GR1-2026-11-20", "decided_on": "2027-03-01", "effective_year": 2026, "ground": "x"});
    let story = carrier(10).fact("2027-03-01", "hightech.revoked", revoked);
    assert_eq!(net(&story), "0.00");
}

#[test]
fn a_tenant_of_two_carriers_counts_for_the_later_tenancy() {
    let other = nth_code(900);
    let story = tenant(carrier(10).registered(&other, "carrier"), 1, "2026-06-01", &other);
    assert_eq!(net(&story), "0.00", "one of the ten belongs to the other carrier");
    assert_eq!(net(&story.read("R16.3", "both")), "500000.00");
}

#[test]
fn a_carrier_is_supported_each_year_or_once() {
    let mut story = carrier(10);
    for number in 101..=110 {
        story = certified(tenant(story, number, "2027-01-10", CARRIER), number, "2027-11-20");
    }
    let net = |story: &Story| crate::story::net(&story.position_of(CARRIER, "2028-06-30"), GRANT);
    assert_eq!(net(&story), "1000000.00");
    assert_eq!(net(&story.read("R16.1", "once_ever")), "500000.00");
}
