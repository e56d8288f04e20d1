//! Documents, readings and registers from the command line: a district's own document from its text to a payment, ten
//! articles on one page, which document governs what, and what the readings nobody decided would move.

use super::{Office, keeps, reviewed};
use serde_json::{Value, json};

const TEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/examples/ten.jsonl");
const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/events/policies/samples/fengtai-sample.toml");
const SUBJECT: &str = "91110114QYDEM0018C";

fn ten() -> Office {
    let office = Office::new();
    office.done(&["init", "--as-of", "2010-01-01"]);
    office.done(&["append", TEN, "--preserve-recorded-at"]);
    office
}

fn both(office: &Office, name: &str, words: &[&str]) {
    for lang in ["zh", "en"] {
        let words: Vec<&str> = words.iter().copied().chain(["--lang", lang]).collect();
        reviewed(&format!("tests/cli/shown/{name}.{lang}.txt"), &office.done(&words));
    }
}

fn fen(amount: &Value) -> i64 {
    amount.as_str().unwrap().replace('.', "").parse().unwrap()
}

#[test]
fn ten_articles_of_one_year_on_one_page() {
    let office = ten();
    both(&office, "ten", &["why", SUBJECT, "2025", "--on", "2026-06-30"]);
    let position: Value =
        serde_json::from_str(&office.done(&["show", SUBJECT, "--on", "2026-06-30", "--json"])).unwrap();
    let items: Vec<&Value> =
        position["items"].as_array().unwrap().iter().filter(|item| item["fact_year"] == 2025).collect();
    let articles: std::collections::BTreeSet<&str> =
        items.iter().filter(|item| fen(&item["net"]) > 0).map(|item| item["article"].as_str().unwrap()).collect();
    assert!(articles.len() >= 10, "{articles:?}");
    let sum: i64 = items.iter().map(|item| fen(&item["net"])).sum();
    let (yuan, fen) = (sum / 100, sum % 100);
    let told = office.done(&["why", SUBJECT, "2025", "--on", "2026-06-30", "--lang", "en"]);
    let last = told.lines().last().unwrap().replace(',', "");
    assert!(last.ends_with(&format!("¥{yuan}.{fen:02}")), "{last} is the sum of the items, {yuan}.{fen:02}");
    both(&office, "governing", &["policy", "governing", SUBJECT, "--on", "2026-06-30", "--read", "R23.1=fact_day"]);
}

#[test]
fn the_documents_of_a_ledger() {
    let office = ten();
    both(&office, "documents", &["policy", "documents"]);
    both(&office, "diff", &["policy", "diff", "changping-2024-5", "changping-2025-8"]);
    let same = office.done(&["policy", "diff", "changping-2025-8", "changping-2025-8", "--lang", "en"]);
    assert!(same.contains("no difference"), "{same}");
    let said = office.run(&["policy", "diff", "changping-2025-8", "changping-2025-9"]);
    assert_eq!(said.code, Some(1), "{}", said.talk);
    assert!(said.talk.contains("changping-2025-8"), "names the nearest: {}", said.talk);
}

#[test]
fn what_the_undecided_readings_would_move() {
    let office = ten();
    both(&office, "sensitivity", &["policy", "readings", "--sensitivity", "--on", "2026-06-30"]);
    let decided = json!({"type": "reading.decided", "occurred_on": "2026-03-01", "data":
        {"reading": "R8.2", "option": "counted", "document": "昌科函〔2026〕1号"}});
    let file = office.write("decided.jsonl", decided.to_string());
    office.done(&["append", &file, "--clock-is-right"]);
    let told = office.done(&["policy", "readings", "--sensitivity", "--on", "2026-06-30"]);
    assert!(!told.contains("R8.2") && told.contains("R8.3"), "a decided reading is left out: {told}");
}

/// A whole district policy from a template to explained amounts, with nothing but files.
#[test]
fn another_district_writes_its_own_policy() {
    let office = Office::new();
    office.done(&["init", "--as-of", "2010-01-01"]);
    let words = [
        "policy",
        "new",
        "haidian-2026-1",
        "--district",
        "海淀区",
        "--document",
        "海政发〔2026〕1号",
        "--issued-on",
        "2026-01-01",
    ];
    let text = office.done(&words);
    let file = office.write("haidian.toml", &text);
    let checked = office.run(&["policy", "check", &file]);
    assert_eq!(checked.code, Some(0), "{}", checked.talk);
    // The clauses of the district: 80,000 for a certificate, and 20,000 for a standard of its own.
    let own = text.replace(
        "\"第二条/认定/金额\" = [{ value = \"10万元\"",
        "\"第三条/标准/金额\" = [{ value = \"2万元\", unit = \"yuan\", from = 2026-01-01 }]\n\"第二条/认定/金额\" = [{ value = \"8万元\"",
    ) + "\n[[grant]]\nid = \"第三条/标准\"\narticle = \"第三条\"\nsentence = 1\ntitle = { zh = \"国家标准\", en = \"national standard\" }\nrestates = { zh = \"每项国家标准给2万元。\", en = \"20,000 yuan for a national standard.\" }\ntrigger = [{ event = \"standard.published\", rows = \"units\", subject = \"uscc\" }]\nwhen = [{ title = { zh = \"国家标准\", en = \"a national standard\" }, field = \"level\", is = \"national\" }]\namount = { fixed = \"第三条/标准/金额\" }\nmatter = \"standard:{standard_no}\"\n";
    let file = office.write("haidian.toml", &own);
    office.done(&["policy", "issue", &file, "--clock-is-right"]);
    let facts = [
        json!({"type": "enterprise.registered", "occurred_on": "2016-03-01", "data": {"uscc": SUBJECT, "name": "海淀示例公司", "kind": "enterprise", "district": "海淀区"}}),
        json!({"type": "hightech.certified", "occurred_on": "2026-03-01", "data": {"uscc": SUBJECT, "cert_no": "GR1", "issued_on": "2026-03-01", "track": "ordinary"}}),
        json!({"type": "standard.published", "occurred_on": "2026-05-01", "data": {"standard_no": "GB/T 1-2026", "title": "某规范", "level": "national", "nature": "new", "units": [{"rank": 1, "name": "海淀示例公司", "uscc": SUBJECT}]}}),
    ];
    let lines = facts.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
    let facts = office.write("facts.jsonl", lines);
    office.done(&["append", &facts, "--clock-is-right"]);
    let position: Value =
        serde_json::from_str(&office.done(&["show", SUBJECT, "--on", "2027-06-30", "--json"])).unwrap();
    let due: Vec<(&str, &str, &str)> = position["items"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|item| fen(&item["net"]) > 0)
        .map(|item| ["policy", "grant", "net"].map(|key| item[key].as_str().unwrap()).into())
        .collect();
    assert_eq!(due, [("haidian-2026-1", "第二条/认定", "80000.00"), ("haidian-2026-1", "第三条/标准", "20000.00")]);
    let told = office.done(&["why", SUBJECT, "第二条/认定", "--on", "2027-06-30", "--lang", "en"]);
    for piece in ["海政发〔2026〕1号", "fixed amount 80,000.00", "certificate is valid", "R1"] {
        assert!(told.contains(piece), "{piece}: {told}");
    }
}

#[test]
fn the_sample_of_another_district_is_issued_and_explained() {
    let office = ten();
    office.done(&["policy", "issue", SAMPLE, "--clock-is-right"]);
    // The same text again is no error and records nothing; another text of that version is refused, in whatever way it comes.
    let size = |office: &Office| office.done(&["verify", "--json=size"]);
    let before = size(&office);
    let again = office.run(&["policy", "issue", SAMPLE, "--clock-is-right", "--lang", "en"]);
    assert!(again.code == Some(0) && again.talk.contains("issued before (event #"), "{}", again.talk);
    let told: Value =
        serde_json::from_str(&office.done(&["policy", "issue", SAMPLE, "--clock-is-right", "--json"])).unwrap();
    keeps(&told, "receipt.v1");
    assert_eq!(told["recorded"], 0);
    let other = std::fs::read_to_string(SAMPLE).unwrap().replace("\"30万元\"", "\"31万元\"");
    office.write("other.toml", &other);
    let refused = office.run(&["policy", "issue", "other.toml", "--clock-is-right", "--lang", "en"]);
    assert_eq!(refused.code, Some(1), "{}", refused.talk);
    for word in ["policy-recorded", "version 1 of the policy “fengtai-sample”", "fengtai-sample.2.toml", "version = 2"]
    {
        assert!(refused.talk.contains(word), "{word}: {}", refused.talk);
    }
    assert_eq!(size(&office), before);
    let moved = json!({"type": "enterprise.relocated", "occurred_on": "2026-09-01", "data": {"uscc": SUBJECT, "from": "昌平区", "to": "丰台区", "whole": true}});
    let file = office.write("moved.jsonl", moved.to_string());
    office.done(&["append", &file, "--clock-is-right"]);
    let told = office.done(&["why", SUBJECT, "第一条", "--full", "--on", "2027-06-30", "--lang", "en"]);
    for piece in ["丰台样例〔2024〕1号", "300,000.00", "incomplete: a sample"] {
        assert!(told.contains(piece), "{piece}: {told}");
    }
}

#[test]
fn registers_say_what_is_left_on_a_day() {
    let office = ten();
    let facts = [
        json!({"type": "space.registered", "occurred_on": "2026-01-05", "data": {"site_key": "A1-03", "name": "未来科学城A1楼3层", "kind": "laboratory", "area": 1800}}),
        json!({"type": "space.allocated", "occurred_on": "2026-02-01", "data": {"site_key": "A1-03", "uscc": SUBJECT, "area": 600}}),
        json!({"type": "space.released", "occurred_on": "2026-05-01", "data": {"site_key": "A1-03", "uscc": SUBJECT, "area": 200}}),
        json!({"type": "land.supplied", "occurred_on": "2026-03-01", "data": {"uscc": SUBJECT, "site_key": "CP-7", "mode": "lease_then_grant", "area": 20000}}),
        json!({"type": "quota.allotted", "occurred_on": "2026-01-10", "data": {"uscc": SUBJECT, "kind": "housing_quota", "year": 2026, "count": 5}}),
        json!({"type": "service.provided", "occurred_on": "2026-04-01", "data": {"uscc": SUBJECT, "kind": "housing_quota", "count": 2}}),
        json!({"type": "scenario.joined", "occurred_on": "2026-04-02", "data": {"uscc": SUBJECT, "project_key": "CJ-3", "field": "big_data", "scenario": "transport", "role": "builder"}}),
        json!({"type": "service.provided", "occurred_on": "2026-04-03", "data": {"uscc": SUBJECT, "kind": "information", "count": 12}}),
    ];
    let lines = facts.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
    let file = office.write("facts.jsonl", lines);
    office.done(&["append", &file, "--clock-is-right"]);
    both(&office, "register", &["register", "--on", "2026-04-30"]);
    let space = office.done(&["register", "19", "--on", "2026-05-01", "--plain", "--lang", "en"]);
    assert!(space.contains("\t1400\t"), "1,800 less 600 and 200 back: {space}");
    let said = office.run(&["register", "第十九条/空间"]);
    assert_eq!(said.code, Some(1));
    assert!(said.talk.contains("第十九条/产业空间"), "{}", said.talk);
}

#[test]
fn an_old_code_leads_to_the_new_one() {
    let office = ten();
    let new = "91110114QYDEM00267";
    let recoded =
        json!({"type": "enterprise.recoded", "occurred_on": "2026-07-01", "data": {"uscc": new, "old_uscc": SUBJECT}});
    let file = office.write("recoded.jsonl", recoded.to_string());
    office.done(&["append", &file, "--clock-is-right"]);
    let of = |name: &str| -> Value {
        serde_json::from_str(&office.done(&["show", name, "--on", "2026-06-30", "--json"])).unwrap()
    };
    let (old, under_new) = (of(SUBJECT), of(new));
    assert_eq!(old["subject"], new);
    assert_eq!(old, under_new);
    assert!(old["items"].as_array().unwrap().len() >= 13);
    assert_eq!(of("北京示十科技有限公司")["subject"], new, "by its name too");
}
