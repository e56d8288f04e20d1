//! The steps a condition rests on: earlier certificates, mergers, moves, tenancies.

use super::{both, certificate, certified, high_tech, reviewed};
use crate::story::{CARRIER, CATALOGUE, ENTERPRISE, Story, code, nth_code};
use qizhang::explain::{event_line, why, why_not};
use qizhang::value::Lang;
use serde_json::json;

fn explain(name: &str, story: &Story, grant: &str) {
    let told = story.told(ENTERPRISE, "2027-06-30", "2027-06-30");
    let item = told.items(grant).pop().unwrap_or_else(|| panic!("no item of {grant}"));
    both(name, &why(&told.case(), item, None));
}

#[test]
fn an_earlier_certificate_comes_with_a_merger() {
    let absorbed = nth_code(1);
    let earlier = json!({"uscc": absorbed, "cert_no": "GR2016", "issued_on": "2016-11-01", "track": "ordinary"});
    let story = Story::new()
        .registered(&absorbed, "enterprise")
        .fact("2016-11-01", "hightech.certified", earlier)
        .fact("2024-06-01", "enterprise.merged", json!({"absorbed": [{"uscc": absorbed}]}))
        .fact("2026-11-11", "hightech.certified", certificate("GR2", "2026-11-11"));
    let told = story.told(ENTERPRISE, "2027-06-30", "2027-06-30");
    both("inherited", &why_not(&told.case(), "第五条"));
    explain("inherited_why", &story, "第五条/再次认定");
}

#[test]
fn a_second_entry_to_the_list() {
    let entry = |number: &str| json!({"list_no": number});
    let story = Story::new().fact("2019-03-01", "cultivation_list.entered", entry("PY-1")).fact(
        "2026-03-01",
        "cultivation_list.entered",
        entry("PY-2"),
    );
    explain("second_entry", &story, "第四条/首次入库");
}

#[test]
fn a_move_out_of_the_district() {
    let story = certified().fact(
        "2027-03-10",
        "enterprise.relocated",
        json!({"from": "昌平区", "to": "海淀区", "whole": true}),
    );
    explain("moved_out", &story, "第五条/新认定");
}

#[test]
fn a_move_into_the_district() {
    let story = Story::default()
        .fact(
            "2015-01-05",
            "enterprise.registered",
            json!({"name": "北京某某科技有限公司", "kind": "enterprise", "district": "海淀区"}),
        )
        .fact("2025-03-01", "enterprise.relocated", json!({"from": "海淀区", "to": "昌平区", "whole": true}))
        .fact("2026-12-02", "hightech.certified", certificate("GR202611000123", "2026-12-02"));
    explain("moved_in", &story, "第五条/新认定");
}

#[test]
fn tenants_counted_and_not_counted() {
    let mut story = Story::default().registered(CARRIER, "carrier");
    for number in 1..=12 {
        let tenant = nth_code(number);
        let issued = if number == 12 { "2025-10-01" } else { "2026-10-01" };
        let certificate = json!({"uscc": tenant, "cert_no": format!("GR{number:02}"), "issued_on": issued});
        story = story.registered(&tenant, "enterprise").fact(
            "2025-02-01",
            "tenancy.started",
            json!({"carrier": CARRIER, "uscc": tenant}),
        );
        if number != 11 {
            story = story.fact(issued, "hightech.certified", certificate);
        }
    }
    let told = story.told(code(CARRIER).as_str(), "2027-06-30", "2027-06-30");
    let item = told.items("第十六条/载体").pop().unwrap_or_else(|| panic!("no item"));
    both("tenants", &why(&told.case(), item, None));
}

#[test]
fn a_certificate_without_an_announcement_was_not_revoked() {
    let story = certified().read("R5.4", "announcement");
    let told = story.told(ENTERPRISE, "2027-06-30", "2027-06-30");
    both("not_announced", &why_not(&told.case(), "第五条"));
}

#[test]
fn a_type_of_standard_without_a_suffix() {
    let units = json!([{"rank": 1, "name": "某公司", "uscc": ENTERPRISE}]);
    let data = json!({"standard_no": "GB/T 12345-2026", "title": "某某规范", "level": "national", "nature": "new", "units": units});
    explain("suffix", &high_tech().fact("2026-12-20", "standard.published", data), "第七条/标准");
}

#[test]
fn an_event_of_the_log_reads_as_in_the_file() {
    let spent = json!({"year": 2025, "amount": "120000", "basis": "annual_report"});
    let story = certified().fact("2027-03-31", "rnd.expense_reported", spent);
    let figure = story.last_id();
    let data = json!({"uscc": ENTERPRISE, "year": 2025, "amount": "130000", "basis": "annual_report"});
    let story =
        story.fact("2027-04-01", "fact.corrected", json!({"event": figure, "data": data, "reason": "数字录错"}));
    for (lang, name) in [(Lang::Zh, "log_line.zh.txt"), (Lang::En, "log_line.en.txt")] {
        let lines = story.events().iter().map(|event| event_line(&CATALOGUE, event).say(lang) + "\n");
        reviewed(name, &lines.collect::<String>());
    }
}
