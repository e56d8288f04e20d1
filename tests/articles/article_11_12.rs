//! Articles 11 and 12: growth of the R&D expense, key research projects, and platforms with universities.

use crate::story::{Story, items};
use qizhang::position::{Gap, Outcome};
use serde_json::json;

const GROWTH: &str = "第十一条/研发增长";
const FUNDS: &str = "第十二条/重大攻关";
const PLATFORM: &str = "第十二条/创新平台";
const ON: &str = "2027-06-30";

fn holder() -> Story {
    Story::new().certified("GR1", "2025-01-10")
}

fn research(story: Story, year: i32, amount: &str) -> Story {
    let data = json!({"year": year, "amount": amount, "basis": "special_audit"});
    story.fact(&format!("{}-04-30", year + 1), "rnd.expense_reported", data)
}

fn target(story: Story, value: &str) -> Story {
    let data = json!({"name": "第十一条/年度目标值", "year": 2026, "value": value, "unit": "percent", "document": "昌科发〔2026〕1号"});
    story.fact("2026-02-01", "parameter.set", data)
}

fn assessed(story: Story, share: &str) -> Story {
    story.fact("2027-05-20", "rnd_growth.assessed", json!({"year": 2026, "share_pct": share}))
}

/// What grew from ten million to the amount, under a target of ten percent and a share of twenty.
fn grown(amount: &str) -> String {
    let story = research(research(holder(), 2025, "10000000.00"), 2026, amount);
    assessed(target(story, "10"), "20").net(GROWTH, ON)
}

#[test]
fn only_what_is_above_the_target_counts() {
    for (amount, due) in [
        ("10999999.99", "0.00"),
        ("11000000.00", "0.00"),
        ("11000000.01", "0.00"),
        ("11000000.03", "0.01"),
        ("12000000.00", "200000.00"),
        ("15999999.95", "999999.99"),
        ("16000000.00", "1000000.00"),
        ("20000000.00", "1000000.00"),
    ] {
        assert_eq!(grown(amount), due, "{amount}");
    }
    let exactly = research(research(holder(), 2025, "10000000.00"), 2026, "11000000.00");
    let position = assessed(target(exactly, "10"), "20").position(ON);
    let item = items(&position, GROWTH)
        .into_iter()
        .find(|item| item.fact_year == 2026)
        .map(qizhang::position::Item::is_refused);
    assert_eq!(item, Some(true), "growth exactly at the target does not exceed it");
}

#[test]
fn a_target_with_parts_of_a_fen_is_rounded_once() {
    // 3,333,333.33 × 1.1 = 3,666,666.663; 3,666,667.00 is above it by 0.337; × 50% = 0.1685.
    let story = research(research(holder(), 2025, "3333333.33"), 2026, "3666667.00");
    assert_eq!(assessed(target(story, "10"), "50").net(GROWTH, ON), "0.17");
}

#[test]
fn until_target_and_share_are_decided_it_is_open() {
    let story = research(research(holder(), 2025, "10000000.00"), 2026, "12000000.00");
    let outcome = |story: &Story| {
        let position = story.position(ON);
        items(&position, GROWTH).into_iter().find(|item| item.fact_year == 2026).map(|item| item.outcome.clone())
    };
    let Some(Outcome::Undetermined(gaps)) = outcome(&story) else { panic!("open") };
    assert_eq!(gaps.len(), 2, "target and share: {gaps:?}");
    let Some(Outcome::Undetermined(gaps)) = outcome(&target(story.clone(), "10")) else { panic!("open") };
    assert!(matches!(gaps.as_slice(), [Gap::Term(_)]), "the share: {gaps:?}");
    let alone = research(holder(), 2026, "12000000.00");
    let Some(Outcome::Undetermined(gaps)) = outcome(&assessed(target(alone, "10"), "20")) else { panic!("open") };
    assert!(matches!(gaps.as_slice(), [Gap::Fact { year: Some(2025), .. }]), "the year before: {gaps:?}");
}

#[test]
fn the_target_may_be_read_as_an_amount() {
    let data = json!({"name": "第十一条/年度目标额", "year": 2026, "value": "50万元", "unit": "yuan", "document": "昌科发〔2026〕2号"});
    let story = research(research(holder(), 2025, "10000000.00"), 2026, "12000000.00");
    let story = assessed(target(story, "10").fact("2026-02-01", "parameter.set", data), "20");
    assert_eq!(story.net(GROWTH, ON), "200000.00");
    assert_eq!(story.read("R11.1", "growth_amount").net(GROWTH, ON), "300000.00");
}

fn funds(story: Story, on: &str, level: &str, project: &str, own: &str) -> Story {
    let data = json!({"level": level, "project_key": project, "amount": "50000000.00", "own_share": own, "approved_amount": "30000000.00"});
    story.fact(on, "research_grant.received", data)
}

#[test]
fn a_tenth_of_the_own_cash_of_the_year() {
    let story = funds(
        funds(holder(), "2026-03-01", "national", "A", "1000000.00"),
        "2026-09-01",
        "municipal",
        "B",
        "500000.05",
    );
    assert_eq!(story.net(FUNDS, ON), "150000.01", "150,000.005 half up");
    let other = funds(story.clone(), "2026-10-01", "district", "C", "9000000.00");
    assert_eq!(other.net(FUNDS, ON), "150000.01", "district projects do not count");
    let next = funds(story, "2027-01-05", "national", "A", "1000000.00");
    assert_eq!(next.net(FUNDS, ON), "250000.01", "each year by itself");
    for (own, due) in [("19999999.90", "1999999.99"), ("20000000.00", "2000000.00"), ("20000000.10", "2000000.00")] {
        assert_eq!(funds(holder(), "2026-03-01", "national", "A", own).net(FUNDS, ON), due, "{own}");
    }
    assert_eq!(funds(Story::new(), "2026-03-01", "national", "A", "1000000.00").net(FUNDS, ON), "0.00");
}

#[test]
fn funds_by_project_or_as_approved() {
    let story = funds(
        funds(holder(), "2026-03-01", "national", "A", "20000000.00"),
        "2026-09-01",
        "municipal",
        "B",
        "20000000.00",
    );
    assert_eq!(story.net(FUNDS, ON), "2000000.00");
    assert_eq!(story.read("R12.1", "per_project").net(FUNDS, ON), "4000000.00", "the ceiling for each project");
    let data = |on: &str| {
        (
            on.to_owned(),
            json!({"level": "national", "project_key": "A", "amount": "100.00", "own_share": "100.00", "approved_amount": "3000000.00"}),
        )
    };
    let (first, second, third) = (data("2026-03-01"), data("2026-09-01"), data("2027-03-01"));
    let story = [first, second, third]
        .into_iter()
        .fold(holder(), |story, (on, data)| story.fact(&on, "research_grant.received", data));
    assert_eq!(story.clone().net(FUNDS, "2027-12-31"), "30.00", "20 and 10 yuan");
    assert_eq!(story.read("R12.1", "approved_amount").net(FUNDS, "2027-12-31"), "300000.00", "one project once");
}

fn platform(investment: &str, fixed: &str, kind: &str) -> Story {
    let data = json!({"platform_key": "PT1", "partner": "某大学", "partner_kind": kind, "investment": investment, "fixed_assets": fixed});
    holder().fact("2026-05-01", "platform.completed", data)
}

#[test]
fn a_platform_above_its_two_bars() {
    for (investment, fixed, due) in [
        ("1000000.00", "500000.00", "0.00"),
        ("1000000.01", "500000.00", "100000.00"),
        ("1000000.01", "499999.99", "0.00"),
        ("20000000.00", "9999999.95", "1999999.99"),
        ("20000000.00", "10000000.00", "2000000.00"),
        ("20000000.00", "10000000.05", "2000000.00"),
    ] {
        assert_eq!(platform(investment, fixed, "university").net(PLATFORM, ON), due, "{investment} {fixed}");
    }
    assert_eq!(platform("2000000.00", "1000000.00", "institute").net(PLATFORM, ON), "200000.00");
    assert_eq!(platform("2000000.00", "1000000.00", "enterprise").net(PLATFORM, ON), "0.00");
}
