//! Articles 9 and 10: titles for intellectual property, and the list of enterprises growing to scale.

use crate::story::{CATALOGUE, Story, items, net, nth_code};
use qizhang::policy::{Choices, Policy, ReadingId};
use qizhang::position::Outcome;
use serde_json::json;

const TITLE: &str = "第九条/知识产权资质";
const LISTED: &str = "第十条/首次入清单";
const ON: &str = "2027-06-30";

fn holder() -> Story {
    Story::new().certified("GR1", "2025-01-10")
}

fn titled(story: Story, on: &str, title: &str) -> Story {
    story.fact(on, "ip_title.granted", json!({"title": title, "batch": format!("{on}批")}))
}

fn listed(story: Story, on: &str, number: &str) -> Story {
    story.fact(on, "scale_up_list.entered", json!({"list_no": number}))
}

fn scale(story: Story, on: &str, scale: &str) -> Story {
    story.fact(on, "enterprise.scale_changed", json!({"scale": scale}))
}

#[test]
fn each_title() {
    for (title, due) in [
        ("国家知识产权示范企业", "200000.00"),
        ("国家知识产权优势企业", "200000.00"),
        ("北京市知识产权优势单位", "100000.00"),
        ("北京市知识产权试点单位", "50000.00"),
        ("北京市知识产权示范单位", "0.00"),
    ] {
        assert_eq!(titled(holder(), "2026-05-01", title).net(TITLE, ON), due, "{title}");
    }
    let unknown = titled(holder(), "2026-05-01", "北京市知识产权示范单位");
    assert_eq!(items(&unknown.position(ON), TITLE)[0].outcome, Outcome::NotNamed);
    let mapped = unknown.fact(
        "2026-06-01",
        "reference.mapped",
        json!({"kind": "title", "old": "北京市知识产权示范单位", "new": "北京市知识产权优势单位"}),
    );
    assert_eq!(mapped.net(TITLE, ON), "100000.00");
}

#[test]
fn an_upgrade_inside_one_tier_is_not_paid_again() {
    let story = titled(titled(holder(), "2026-05-01", "国家知识产权优势企业"), "2026-11-01", "国家知识产权示范企业");
    assert_eq!(story.net(TITLE, ON), "200000.00");
    assert_eq!(story.read("R9.1", "each_title").net(TITLE, ON), "400000.00");
    let tiers =
        titled(titled(holder(), "2026-05-01", "北京市知识产权试点单位"), "2026-11-01", "北京市知识产权优势单位");
    assert_eq!(tiers.net(TITLE, ON), "150000.00", "the pilot and the advantage title are two");
    let again =
        titled(titled(holder(), "2026-05-01", "北京市知识产权试点单位"), "2026-11-01", "北京市知识产权试点单位");
    assert_eq!(again.net(TITLE, ON), "50000.00", "once for one title");
}

#[test]
fn a_title_lasts_as_long_as_it_says() {
    let story = holder().fact(
        "2026-05-01",
        "ip_title.granted",
        json!({"title": "国家知识产权优势企业", "batch": "1", "valid_to": "2029-05-01"}),
    );
    let holds = |story: &Story, on: &str| {
        let position = story.position(on);
        position.statuses.iter().any(|span| &*span.status == "国家知识产权资质" && span.holds)
    };
    assert_eq!([holds(&story, "2029-05-01"), holds(&story, "2029-05-02")], [true, false]);
    let removed =
        story.fact("2027-02-01", "ip_title.removed", json!({"title": "国家知识产权优势企业", "ground": "复核未通过"}));
    assert_eq!([holds(&removed, "2027-01-31"), holds(&removed, "2027-02-01")], [true, false]);
}

#[test]
fn a_title_is_held_and_removed_under_any_of_its_names() {
    let holds = |story: &Story, on: &str| {
        let position = story.position(on);
        position.statuses.iter().any(|span| &*span.status == "国家知识产权资质" && span.holds)
    };
    let renamed = json!({"kind": "title", "old": "国家知识产权优势企业", "new": "国家知识产权强企"});
    let story = titled(holder(), "2026-05-01", "国家知识产权强企");
    assert!(!holds(&story, "2026-06-01"));
    let story = story.fact("2026-01-01", "reference.mapped", renamed);
    assert!(holds(&story, "2026-06-01"));
    assert!(!holds(&story.clone().read("R8.3", "strict_name"), "2026-06-01"));
    let removed =
        story.fact("2026-07-01", "ip_title.removed", json!({"title": "国家知识产权优势企业", "ground": "复核未通过"}));
    assert_eq!([holds(&removed, "2026-06-30"), holds(&removed, "2026-07-01")], [true, false]);
}

#[test]
fn one_title_under_two_names_is_supported_once() {
    let story = titled(titled(holder(), "2026-05-01", "北京市知识产权试点单位"), "2026-11-01", "北京市试点");
    let renamed = json!({"kind": "title", "old": "北京市知识产权试点单位", "new": "北京市试点"});
    let story = story.fact("2026-10-01", "reference.mapped", renamed);
    assert_eq!(story.net(TITLE, ON), "50000.00");
    assert_eq!(story.read("R9.1", "each_title").net(TITLE, ON), "50000.00");
}

#[test]
fn a_title_with_a_slash_in_its_name_is_one_with_its_other_names() {
    let renamed = |old: &str, new: &str| json!({"kind": "title", "old": old, "new": new});
    let story = titled(titled(holder(), "2026-05-01", "北京市知识产权优势单位"), "2026-11-01", "A/知产");
    let story = story.fact("2026-01-01", "reference.mapped", renamed("北京市知识产权优势单位", "A级知产"));
    let story = story.fact("2026-01-02", "reference.mapped", renamed("A级知产", "A/知产"));
    assert_eq!(story.net(TITLE, ON), "100000.00");
    assert_eq!(story.read("R9.1", "each_title").net(TITLE, ON), "100000.00");
}

#[test]
fn a_title_that_means_one_of_a_tier_shares_its_account() {
    let renamed = json!({"kind": "title", "old": "北京市知识产权试点单位", "new": "国家知识产权优势企业"});
    let story = titled(titled(holder(), "2026-05-01", "北京市知识产权试点单位"), "2026-11-01", "国家知识产权优势企业");
    assert_eq!(story.net(TITLE, ON), "250000.00");
    assert_eq!(story.fact("2026-01-01", "reference.mapped", renamed).net(TITLE, ON), "200000.00", "the better of one");
}

#[test]
fn the_first_entry_below_scale() {
    let below = || scale(holder(), "2025-03-01", "below");
    assert_eq!(listed(below(), "2026-03-01", "S1").net(LISTED, ON), "200000.00");
    assert_eq!(listed(listed(below(), "2026-03-01", "S1"), "2026-09-01", "S2").net(LISTED, ON), "200000.00", "once");
    assert_eq!(listed(scale(holder(), "2025-03-01", "above"), "2026-03-01", "S1").net(LISTED, ON), "0.00");
    let grown = scale(listed(below(), "2026-03-01", "S1"), "2026-03-02", "above");
    assert_eq!(grown.net(LISTED, ON), "200000.00", "the scale is that of the day of listing");
    let unknown = listed(holder(), "2026-03-01", "S1");
    assert!(matches!(items(&unknown.position(ON), LISTED)[0].outcome, Outcome::Undetermined(_)));
    let plain = listed(scale(Story::new(), "2025-03-01", "below"), "2026-03-01", "S1");
    assert_eq!(plain.net(LISTED, ON), "0.00", "no certificate");
}

#[test]
fn first_follows_the_successor() {
    let other = nth_code(5);
    let listed_before = Story::new()
        .registered(&other, "enterprise")
        .fact("2025-10-01", "scale_up_list.entered", json!({"uscc": other, "list_no": "S0"}))
        .fact("2025-12-01", "enterprise.merged", json!({"absorbed": [{"uscc": other}]}));
    let story = scale(listed_before, "2025-12-05", "below").certified("GR1", "2025-12-06");
    let story = listed(story, "2026-03-01", "S1");
    assert_eq!(story.net(LISTED, ON), "0.00");
    assert_eq!(story.read("R23.6", "fresh").net(LISTED, ON), "200000.00");
}

#[test]
fn who_does_not_grow_within_three_years_may_have_to_give_back() {
    let story = listed(scale(holder(), "2025-03-01", "below"), "2026-03-01", "S1").certified("GR2", "2027-12-10");
    let read = story.clone().read("R10.1", "recovered");
    assert_eq!(read.net(LISTED, "2029-03-01"), "200000.00", "the last day of the three years");
    assert_eq!(read.net(LISTED, "2029-03-02"), "0.00");
    assert_eq!(story.net(LISTED, "2029-03-02"), "200000.00");
    assert_eq!(scale(read.clone(), "2029-03-01", "above").net(LISTED, "2029-06-01"), "200000.00");
    assert_eq!(scale(read, "2029-03-02", "above").net(LISTED, "2029-06-01"), "0.00");
}

/// In the shipped document who is above scale on the day of listing is not supported at all, so the bound is shown on
/// one that does not ask for the scale of that day.
#[test]
fn growth_on_the_very_day_of_listing_is_no_later_growth() {
    let shipped = std::fs::read_to_string("events/policies/changping-2025-8.toml").expect("the policy");
    let asked = shipped.lines().find(|line| line.contains("measure = \"入清单时的规模\"")).expect("the condition");
    let policy = Policy::parse(&shipped.replace(asked, "")).expect("parses");
    let recovered = Choices::default().with(&ReadingId("R10.1".into()), "recovered");
    let program = policy.program(&CATALOGUE, &recovered).expect("compiles");
    let net_2029 = |grown_on: &str| {
        let held = holder().certified("GR2", "2027-12-10");
        let story = listed(scale(held, grown_on, "above"), "2026-03-01", "S1");
        net(&story.under(&program, "2029-03-02"), LISTED)
    };
    assert_eq!(net_2029("2026-02-28"), "0.00");
    assert_eq!(net_2029("2026-03-01"), "0.00");
    assert_eq!(net_2029("2026-03-02"), "200000.00");
}
