//! Why there is nothing.

use super::{both, certified, high_tech};
use crate::story::{ENTERPRISE, Story};
use qizhang::explain::why_not;
use qizhang::value::Lang;
use serde_json::json;

fn ask(name: &str, story: &Story, wanted: &str) {
    let told = story.told(ENTERPRISE, "2027-06-30", "2027-06-30");
    both(name, &why_not(&told.case(), wanted));
}

#[test]
fn without_any_fact_the_type_that_would_make_one_is_named() {
    ask("not_any", &Story::new(), "第五条");
}

#[test]
fn a_carrier_without_tenants_and_a_filtered_fact() {
    let renewed = high_tech().fact("2028-12-05", "hightech.certified", super::certificate("GR2", "2028-12-05"));
    let told = renewed.told(ENTERPRISE, "2029-06-30", "2029-06-30");
    both("not_renewal", &why_not(&told.case(), "第五条"));
    ask("not_carrier", &Story::new(), "16");
}

#[test]
fn a_refused_standard_and_what_would_change_it() {
    let unit = |rank: u32| json!([{"rank": rank, "name": "某公司", "uscc": ENTERPRISE}]);
    let standard = |number: &str, level: &str, rank: u32| json!({"standard_no": number, "title": "某某规范", "level": level, "nature": "new", "units": unit(rank)});
    let story = Story::new().fact("2026-12-20", "standard.published", standard("GB/T 12345-2026", "national", 3)).fact(
        "2026-12-21",
        "standard.published",
        standard("T/ABC 1-2026", "group", 1),
    );
    ask("not_standard", &story, "art7");
}

#[test]
fn an_accident_stands_in_the_way() {
    let accident = json!({"accident_on": "2027-01-10", "level": "一般事故", "authority": "区应急管理局"});
    let story = certified().fact("2027-01-10", "conduct.accident_recorded", accident).fact(
        "2027-03-31",
        "rnd.expense_reported",
        json!({"year": 2025, "amount": "9000000", "basis": "special_audit"}),
    );
    ask("not_accident", &story, "第五条/新认定");
}

#[test]
fn an_article_may_be_asked_for_by_number() {
    let told = Story::new().told(ENTERPRISE, "2027-06-30", "2027-06-30");
    let spelt = |wanted: &str| why_not(&told.case(), wanted).parts.len();
    for wanted in ["第十七条", "17", "art17", "article 17", "十七"] {
        assert_eq!(spelt(wanted), spelt("第十七条"), "{wanted}");
        assert!(!why_not(&told.case(), wanted).render(Lang::Zh).contains("没有给钱的"), "{wanted}");
    }
    for wanted in ["第九十九条", "99", "foo7", ""] {
        assert!(why_not(&told.case(), wanted).render(Lang::Zh).contains("没有给钱的"), "{wanted}");
    }
}
