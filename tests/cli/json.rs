//! `--json` is a contract: every document keeps to its published schema, in which nothing unknown is allowed.

use super::Office;
use qizhang::view::schema_of;
use serde_json::{Value, json};

const SUBJECT: &str = "91110108551385082Q";

fn keeps(document: &Value, format: &str) {
    let schema: Value = serde_json::from_str(schema_of(format).unwrap()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let faults: Vec<String> =
        validator.iter_errors(document).map(|fault| format!("{}: {fault}", fault.instance_path())).collect();
    assert!(faults.is_empty(), "{format}: {faults:?}");
    assert_eq!(document["format"], format);
    let mut spoilt = document.clone();
    spoilt["stranger"] = json!(1);
    assert!(!validator.is_valid(&spoilt), "{format} is closed");
}

#[test]
fn every_answer_keeps_to_its_schema() {
    let office = Office::with_story();
    let on = ["--on", "2026-12-31", "--json"];
    let rows: [(&[&str], &str); 7] = [
        (&["show", SUBJECT], "position.v1"),
        (&["why", "P-2026-0001"], "trace.v1"),
        (&["why", SUBJECT, "第七条"], "trace.v1"),
        (&["statement", SUBJECT], "trace.v1"),
        (&["lapses", "--within", "3650d"], "trace.v1"),
        (&["policy", "readings"], "trace.v1"),
        (&["event", "log", "--limit", "1"], "event.v1"),
    ];
    for (words, format) in rows {
        let words: Vec<&str> = words.iter().chain(&on).copied().collect();
        keeps(&serde_json::from_str(&office.done(&words)).unwrap(), format);
    }
    let bad = office.write("bad.jsonl", "{}\nx\n");
    let said = office.run(&["append", &bad, "--json", "--clock-is-right"]);
    keeps(&serde_json::from_str(&said.data).unwrap(), "receipt.v1");
}

#[test]
fn only_the_named_fields_are_given_and_a_slip_is_answered() {
    let office = Office::with_story();
    let told = office.done(&["show", SUBJECT, "--on", "2026-12-31", "--json=subject,items.net"]);
    let told: Value = serde_json::from_str(&told).unwrap();
    assert_eq!(told, json!({"subject": SUBJECT, "items": [{"net": "310000.00"}, {"net": "0.00"}]}));
    let said = office.run(&["show", SUBJECT, "--json=items.nett"]);
    assert!(said.code == Some(2) && said.talk.contains("items.net"), "{}", said.talk);
}
