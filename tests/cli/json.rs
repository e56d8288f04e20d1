//! `--json` is a contract: every document keeps to its published schema, in which nothing unknown is allowed.

use super::Office;
use qizhang::view::schema_of;
use serde_json::{Value, json};

const SUBJECT: &str = "91110108551385082Q";

pub(crate) fn keeps(document: &Value, format: &str) {
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

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// Commands around a ledger tell numbers, positions, roots and paths, not only sentences.
#[test]
fn upkeep_and_checks_keep_to_their_schemas() {
    let office = Office::with_story();
    std::fs::copy(office.path("qizhang.ledger.checkpoint"), office.path("kept")).unwrap();
    office.done(&["verify", "--event", "5", "--out", "five.tlog-proof"]);
    let policy = concat!(env!("CARGO_MANIFEST_DIR"), "/events/policies/changping-2025-8.toml");
    let rows: [(&[&str], &str, Value); 16] = [
        (&["verify"], "verify.v1", json!({"checked": "ledger", "holds": true, "size": 196, "checkpoint": 196})),
        (&["verify", "--known", "#180"], "verify.v1", json!({"earlier": {"size": 180}})),
        (&["verify", "--event", "5"], "verify.v1", json!({"checked": "event", "event": 5, "size": 196})),
        (&["verify", "--since", "kept"], "verify.v1", json!({"checked": "growth", "earlier": {"size": 196}})),
        (&["verify", "five.tlog-proof"], "verify.v1", json!({"checked": "proof", "event": 5, "size": 196})),
        (&["doctor"], "doctor.v1", json!({"fine": true, "found": 0, "damage": []})),
        (&["backup", "saved"], "copy.v1", json!({"from": "qizhang.ledger", "to": "saved", "events": 196, "head": 196})),
        (&["restore", "saved", "back"], "copy.v1", json!({"from": "saved", "to": "back"})),
        (&["export", "jsonl", "--out", "all.jsonl"], "export.v1", json!({"file": "all.jsonl", "events": 196})),
        (&["index", "rebuild"], "index.v1", json!({"head": 196})),
        (&["checkpoint"], "checkpoint.v1", json!({"size": 196})),
        (&["checkpoint", "--keys"], "keys.v1", json!({})),
        (&["policy", "check", policy], "policy-check.v1", json!({"fine": true})),
        (
            &["policy", "new", "a-1", "--district", "甲区", "--document", "甲〔2027〕1号", "--issued-on", "2027-01-01"],
            "policy-file.v1",
            json!({}),
        ),
        (&["init", "new"], "receipt.v1", json!({"dry_run": false, "refused": []})),
        (&["demo", "made-up", "--enterprises", "2"], "receipt.v1", json!({"first": 1})),
    ];
    for (words, format, wanted) in rows {
        let said = office.run(&[words, &["--json"]].concat());
        assert_eq!((said.code, said.talk.as_str()), (Some(0), ""), "{words:?}");
        let told = parsed(&said.data);
        keeps(&told, format);
        holds(&told, &wanted, words);
    }
    let said = office.run(&["export", "jsonl", "--json"]);
    assert_eq!(said.data.lines().count(), 196);
    keeps(&parsed(&said.talk), "export.v1");
    for line in office.done(&["event", "docs", "--json"]).lines() {
        keeps(&parsed(line), "event-type.v1");
    }
    let told = parsed(&office.done(&["event", "docs", "hightech.certified", "--json"]));
    keeps(&told, "event-type.v1");
    holds(&told, &json!({"name": "hightech.certified", "declaration": {"title": "hightech.certified"}}), &["event"]);
    office.done(&["event", "docs", "hightech.certified", "--json=version,declaration.properties"]);
    // The file has the note alone, as whoever checks it wants it.
    for words in [&["checkpoint", "--out", "note"][..], &["checkpoint", "--new-key", "--out", "change"]] {
        let said = office.run(&[words, &["--json"]].concat());
        assert_eq!((said.code, said.talk.as_str()), (Some(0), ""), "{words:?}");
        let told = parsed(&said.data);
        keeps(&told, "checkpoint.v1");
        let note = std::fs::read_to_string(office.path(words.last().unwrap())).unwrap();
        assert_eq!((&told["size"], &told["checkpoint"]), (&json!(196), &json!(note)), "{words:?}");
    }
}

/// Every field that is wanted has the value that is wanted.
fn holds(told: &Value, wanted: &Value, words: &[&str]) {
    for (name, value) in wanted.as_object().unwrap() {
        match value {
            Value::Object(_) => holds(&told[name], value, words),
            _ => assert_eq!(&told[name], value, "{words:?} {name}"),
        }
    }
}

/// A damaged place is a file, a byte, a position and a cause.
#[test]
fn damage_is_told_by_file_byte_position_and_cause() {
    const SEGMENT: &str = "qizhang.ledger/log/000000000001.segment";
    let office = Office::with_story();
    let mut bytes = std::fs::read(office.path(SEGMENT)).unwrap();
    bytes[5000] ^= 1;
    std::fs::write(office.path(SEGMENT), bytes).unwrap();
    let place = json!({"file": SEGMENT, "byte": 64, "position": 1, "cause": "frame-checksum"});
    for (words, format, code) in [(&["verify"][..], "verify.v1", 70), (&["doctor"], "doctor.v1", 4)] {
        let said = office.run(&[words, &["--json"]].concat());
        assert_eq!((said.code, said.talk.as_str()), (Some(code), ""), "{words:?}");
        let told = parsed(&said.data);
        keeps(&told, format);
        assert_eq!(told["damage"].as_array().unwrap().len(), 1);
        assert_eq!(told["damage"][0]["code"], "ledger-damaged");
        holds(&told["damage"][0]["place"], &place, words);
    }
    let said = office.run(&["backup", "saved", "--json"]);
    holds(&parsed(&said.talk)["place"], &place, &["backup"]);
}

/// One object on standard error, nothing on standard output, and the exit code in the object.
#[test]
fn an_error_is_one_object_too() {
    let office = Office::with_story();
    let bad = office.write("bad.toml", "format = 1\n");
    office.write("cut.jsonl", "{}");
    std::fs::copy(office.path("qizhang.ledger.checkpoint"), office.path("kept")).unwrap();
    office.done(&["init", "other"]);
    office.write("p.zip", "PK\u{3}\u{4}");
    let rows: [(&[&str], i32, &str, &str, Value); 21] = [
        (&["verify", "p.zip", "--vkey", "qizhang.ledger.vkeys"], 1, "bundle-broken", "file", json!("p.zip")),
        (&["export", "bundle", "P-0", "--out", "x.zip"], 1, "unknown-payment", "", Value::Null),
        (&["show", "nobody"], 1, "unknown-subject", "", Value::Null),
        (&["show", "x", "--ledger", "nowhere"], 1, "no-ledger", "file", json!("nowhere")),
        (&["append", "nowhere.jsonl"], 1, "file", "file", json!("nowhere.jsonl")),
        (&["init"], 1, "ledger-exists", "file", json!("qizhang.ledger")),
        (&["init", "new", "--from", "cut.jsonl"], 1, "line-cut", "line", json!(1)),
        (&["backup", "no/x"], 1, "no-directory", "file", json!("no/x")),
        (&["verify", "--event", "999"], 1, "beyond-head", "position", json!(999)),
        (&["verify", "--since", "kept", "--ledger", "other"], 4, "checkpoint-of-another-ledger", "file", json!("kept")),
        (&["verify", "--known", "#999"], 1, "beyond-head", "position", json!(999)),
        (&["policy", "check", &bad], 1, "missing-key", "", Value::Null),
        (&["policy", "issue", &bad], 1, "missing-key", "", Value::Null),
        (&["policy", "diff", &bad, &bad], 1, "missing-key", "", Value::Null),
        (&["frobnicate"], 2, "unknown-command", "", Value::Null),
        (&["show"], 2, "word-missing", "", Value::Null),
        (&["policy"], 2, "no-command", "", Value::Null),
        (&[], 2, "no-command", "", Value::Null),
        (&["show", "x", "--on", "never"], 2, "value-not-understood", "", Value::Null),
        (&["show", "x", "--lang", "fr"], 2, "value-not-understood", "", Value::Null),
        (&["doctor", "--known", "#1"], 2, "no-question", "", Value::Null),
    ];
    for (words, exit, code, at, place) in rows {
        let said = office.run(&[words, &["--json"]].concat());
        assert_eq!((said.code, said.data.as_str()), (Some(exit), ""), "{words:?}: {}", said.talk);
        assert_eq!(said.talk.lines().count(), 1, "{words:?}: {}", said.talk);
        let told = parsed(&said.talk);
        keeps(&told, "error.v1");
        assert_eq!((&told["code"], &told["exit"]), (&json!(code), &json!(exit)), "{words:?}");
        assert!(at.is_empty() || told["place"][at] == place, "{words:?}: {told}");
        for part in ["what", "remedy"] {
            assert!(["zh", "en"].iter().all(|lang| told[part][lang] != ""), "{words:?}: {part} is empty: {told}");
        }
    }
    // The refused lines are in the receipt, and nowhere else.
    let bad = office.write("bad.jsonl", "{}\nx\n");
    let said = office.run(&["append", &bad, "--json", "--clock-is-right"]);
    assert_eq!((said.code, said.talk.as_str()), (Some(1), ""));
    assert_eq!(parsed(&said.data)["refused"].as_array().unwrap().len(), 2);
}

/// A field that the answer does not have is told before anything is done.
#[test]
fn a_wrong_field_is_found_out_before_anything_is_done() {
    let office = Office::with_story();
    let line = office.write("line.jsonl", "{\"type\":\"enterprise.deregistered\",\"occurred_on\":\"2026-01-05\",\"data\":{\"uscc\":\"91110114000000019R\",\"reason\":\"依申请注销\"}}\n");
    let policy = concat!(env!("CARGO_MANIFEST_DIR"), "/events/policies/changping-2025-8.toml");
    std::fs::remove_dir_all(office.path("qizhang.ledger/index")).unwrap();
    let before = (names(&office), office.done(&["verify"]), office.done(&["checkpoint", "--keys"]));
    let rows: [&[&str]; 21] = [
        &["export", "bundle", "P-2026-0001", "--out", "p.zip"],
        &["init", "new"],
        &["init", "new", "--from", "all.jsonl"],
        &["demo", "new"],
        &["append", &line, "--clock-is-right"],
        &["append", &line, "--clock-is-right", "--receipt", "kept"],
        &["policy", "issue", policy],
        &["policy", "attach", policy],
        &["checkpoint", "--out", "kept"],
        &["checkpoint", "--new-key"],
        &["checkpoint", "--accept-loss"],
        &["verify", "--event", "5", "--out", "kept"],
        &["backup", "saved"],
        &["restore", "saved", "new"],
        &["export", "jsonl", "--out", "all.jsonl"],
        &["index", "rebuild"],
        &["doctor"],
        &["show", SUBJECT],
        &["why", SUBJECT, "第七条"],
        &["event", "log"],
        &["event", "docs", "hightech.certified"],
    ];
    for words in rows {
        for bogus in ["bogus", "format.bogus"] {
            let said = office.run(&[words, &[&format!("--json={bogus}")]].concat());
            assert_eq!((said.code, said.data.as_str()), (Some(2), ""), "{words:?}: {}", said.talk);
            let told = parsed(&said.talk);
            assert_eq!(told["code"], "no-such-json-field", "{words:?}: {told}");
            assert!(told["what"]["en"].as_str().unwrap().contains(bogus), "{words:?}: {told}");
        }
        let after = (names(&office), office.done(&["verify"]), office.done(&["checkpoint", "--keys"]));
        assert_eq!(before, after, "{words:?}");
    }
    // What is recorded is as open as its types.
    office.done(&["event", "log", "--limit", "1", "--json=position,data"]);
}

fn names(office: &Office) -> Vec<std::path::PathBuf> {
    let mut found: Vec<_> = std::fs::read_dir(office.path("")).unwrap().map(|entry| entry.unwrap().path()).collect();
    found.push(office.path("qizhang.ledger/index"));
    found.retain(|path| path.exists());
    found.sort();
    found
}
