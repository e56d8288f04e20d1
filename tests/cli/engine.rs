//! Two versions of the program over one ledger: every yuan they reckon otherwise.

use super::json::keeps;
use super::{Office, Said};
use serde_json::{Value, json};
use std::os::unix::fs::PermissionsExt;

const SUBJECT: &str = "91110108551385082Q";
const ON: [&str; 2] = ["--on", "2026-12-31"];
const THIS: &str = env!("CARGO_BIN_EXE_qizhang");

/// What this program answers.
fn own(office: &Office) -> Value {
    let told: Value = serde_json::from_str(&office.done(&[&["engine", "items", "--json"][..], &ON].concat())).unwrap();
    keeps(&told, "items.v1");
    told
}

/// A program that is a script.
fn script(office: &Office, text: &str) -> String {
    let path = office.path("other");
    std::fs::write(&path, format!("#!/bin/sh\n{text}\n")).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
    path.display().to_string()
}

/// A program that answers with this text, whatever it is asked.
fn saying(office: &Office, answer: &str) -> String {
    office.write("answer.json", answer);
    script(office, "cat answer.json")
}

fn check(office: &Office, other: &str, further: &[&str]) -> Said {
    office.run(&[&["engine", "check", "--other", other][..], &ON, further].concat())
}

fn told(office: &Office, other: &str, further: &[&str], code: i32) -> Value {
    let said = check(office, other, &[further, &["--json"]].concat());
    assert_eq!((said.code, said.talk.as_str()), (Some(code), ""), "{}", said.data);
    let told: Value = serde_json::from_str(&said.data).unwrap();
    keeps(&told, "outcome.v1");
    assert_eq!(told["fine"], code == 0);
    told
}

/// The line of the certificate in an answer.
fn line(answer: &mut Value) -> &mut Value {
    let mut lines = answer["items"].as_array_mut().unwrap().iter_mut();
    lines.find(|line| line["clause"] == "第五条/新认定").unwrap()
}

#[test]
fn a_program_beside_itself_reckons_the_same() {
    let office = Office::with_story();
    let answer = own(&office);
    assert_eq!((&answer["program"], &answer["known"]), (&json!(env!("CARGO_PKG_VERSION")), &json!(196)));
    assert_eq!(line(&mut answer.clone())["due"], "310000.00");
    let told = told(&office, THIS, &[], 0);
    assert_eq!((&told["changed"], &told["subjects"], &told["file"]), (&json!([]), &json!(3), &json!(THIS)));
    assert_eq!(told["root"], answer["root"]);
    let version = env!("CARGO_PKG_VERSION");
    for (lang, words) in [("zh", "3 个主体的应享都不变"), ("en", "nothing changes for 3 subjects")] {
        let said = check(&office, THIS, &["--lang", lang]);
        assert!(said.talk.contains(words) && said.talk.contains(&format!("qizhang {version} → {version}")), "{said:?}");
        let listed = office.done(&["engine", "items", "--on", "2026-12-31", "--lang", lang]);
        assert!(listed.contains("certificate:GR202511000123  310000.00\n"), "{listed}");
    }
    // At another time both are asked of that time.
    assert_eq!(check(&office, THIS, &["--known", "176"]).code, Some(0));
}

#[test]
fn every_yuan_that_differs_is_told_and_accepted_by_name() {
    let office = Office::with_story();
    let mut answer = own(&office);
    answer["program"] = json!("0.0.9");
    line(&mut answer)["due"] = json!("465000.00");
    let other = saying(&office, &answer.to_string());
    let found = told(&office, &other, &[], 4);
    let wanted = json!([{
        "enterprise": SUBJECT, "name": "北京示例科技有限公司", "clause": "第五条/新认定", "year": 2025,
        "matter": "certificate:GR202511000123", "from": "465000.00", "to": "310000.00", "difference": "-155000.00",
        "accepted": null,
    }]);
    assert_eq!(found["changed"], wanted);
    assert_eq!(found["called"], format!("qizhang 0.0.9 → {}", env!("CARGO_PKG_VERSION")));
    let accepting = |to: &str| {
        format!(
            "[[accept]]\nenterprise = \"{SUBJECT}\"\nclause = \"第五条/新认定\"\nfrom = \"465000.00\"\nto = \"{to}\"\nreason = \"0.1 起按文件取整\"\n"
        )
    };
    office.write("accept.toml", accepting("310000.00"));
    let found = told(&office, &other, &["--accept", "accept.toml"], 0);
    assert_eq!((&found["changed"][0]["accepted"], &found["gone"]), (&json!("0.1 起按文件取整"), &json!([])));
    office.write("accept.toml", accepting("310000.01"));
    let found = told(&office, &other, &["--accept", "accept.toml"], 4);
    assert_eq!(found["gone"].as_array().unwrap().len(), 1);
    office.write("accept.toml", "[[accept]]\n");
    let said = check(&office, &other, &["--accept", "accept.toml", "--lang", "en"]);
    assert!(said.code == Some(1) && said.talk.contains("missing-key"), "{}", said.talk);
}

#[test]
fn a_line_that_only_one_of_them_has_is_nothing_in_the_other() {
    let office = Office::with_story();
    let answer = own(&office);
    let with = |change: &dyn Fn(&mut Value)| {
        let mut changed = answer.clone();
        change(&mut changed);
        let other = saying(&office, &changed.to_string());
        let found = told(&office, &other, &[], 4);
        let rows = found["changed"].as_array().unwrap().iter();
        rows.map(|row| (row["from"].as_str().unwrap().to_owned(), row["to"].as_str().unwrap().to_owned()))
            .collect::<Vec<_>>()
    };
    let pair = |from: &str, to: &str| (from.to_owned(), to.to_owned());
    let without = |answer: &mut Value| {
        let due = |line: &Value| line["due"] == "310000.00";
        answer["items"].as_array_mut().unwrap().retain(|line| !due(line));
    };
    assert_eq!(with(&without), [pair("0.00", "310000.00")]);
    let unknown = |answer: &mut Value| line(answer)["due"] = json!("undetermined");
    assert_eq!(with(&unknown), [pair("undetermined", "310000.00")]);
    // A line twice: the second is one that this program has not.
    let twice = |answer: &mut Value| {
        let again = line(answer).clone();
        answer["items"].as_array_mut().unwrap().push(again);
    };
    assert_eq!(with(&twice), [pair("310000.00", "0.00")]);
    let moved = |answer: &mut Value| line(answer)["year"] = json!(2024);
    assert_eq!(with(&moved), [pair("310000.00", "0.00"), pair("0.00", "310000.00")]);
}

#[test]
fn a_program_that_gives_no_answer_is_told_why() {
    let office = Office::with_story();
    let answer = own(&office);
    let changed = |field: &str, value: Value| {
        let mut changed = answer.clone();
        changed[field] = value;
        changed.to_string()
    };
    let says = |other: &str, code: &str, words: &str| {
        let said = check(&office, other, &["--within", "1", "--lang", "en"]);
        assert_eq!(said.code, Some(1), "{code}: {}{}", said.data, said.talk);
        assert!(said.talk.contains(&format!("[{code}]")) && said.talk.contains(words), "{code}: {}", said.talk);
        assert!(super::is_legible(&said.talk), "{}", said.talk);
    };
    says("./nowhere", "other-not-run", "./nowhere");
    says(&office.write("plain.txt", "x"), "other-not-run", "plain.txt");
    says("/bin/true", "other-no-answer", "no JSON");
    says(&script(&office, "exec sleep 30"), "other-too-slow", "within 1 seconds");
    says(&script(&office, "echo 'no such command' >&2; exit 2"), "other-failed", "code 2: no such command");
    says(&script(&office, "kill -9 $$"), "other-failed", "a signal");
    says(&saying(&office, "{}"), "other-no-answer", "does not say its format");
    says(&saying(&office, &changed("format", json!("items.v2"))), "other-contract", "items.v2");
    says(&saying(&office, &changed("on", json!("2026-12-30"))), "other-question", "on is not");
    says(&saying(&office, &changed("known", json!(195))), "other-question", "known is not");
    says(&saying(&office, &changed("root", json!("0".repeat(64)))), "other-question", "root is not");
    says(&saying(&office, &changed("items", json!([{"enterprise": SUBJECT}]))), "other-no-answer", "items[0].clause");
    let mut float = answer.clone();
    line(&mut float)["due"] = json!(310_000);
    says(&saying(&office, &float.to_string()), "other-no-answer", "].due");
    // Words that mean nothing here are slips.
    for words in [vec!["engine", "check"], vec!["engine", "check", "--other", THIS, "--within", "0"]] {
        assert_eq!(office.run(&words).code, Some(2), "{words:?}");
    }
    assert_eq!(check(&office, THIS, &["--read", "R5.3=x"]).code, Some(2));
    // The other program is asked of the ledger and the times that this one answers for, and of nothing else.
    let asked = script(&office, "echo \"$@\" > asked.txt; exit 1");
    check(&office, &asked, &[]);
    let asked = std::fs::read_to_string(office.path("asked.txt")).unwrap();
    assert_eq!(asked, "engine items --json --ledger qizhang.ledger --on 2026-12-31 --known 196\n");
}
