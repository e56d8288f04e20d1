//! A clerk's file: all of it or nothing, every fault with its line, and nothing twice.

use super::Office;
use qizhang::ledger::{Ledger, SystemClock};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Stdio;

const SUBJECT: &str = "91110108551385082Q";

fn listed(number: u32) -> String {
    let data = json!({"uscc": SUBJECT, "list_no": format!("L{number}")});
    json!({"type": "cultivation_list.entered", "occurred_on": "2026-03-01", "data": data}).to_string()
}

fn head(office: &Office) -> u64 {
    let entry: Value = serde_json::from_str(&office.done(&["event", "log", "--limit", "1", "--json"])).unwrap();
    entry["position"].as_u64().unwrap()
}

/// An office whose ledger was made now.
fn fresh() -> Office {
    let office = Office::new();
    office.done(&["init"]);
    office
}

#[test]
fn a_broken_line_in_the_middle_of_many_keeps_all_of_them_out() {
    let office = fresh();
    let before = head(&office);
    let mut lines: Vec<String> = (1..=20_000).map(listed).collect();
    lines[12_344] = lines[12_344].replace("list_no", "list_nr");
    let file = office.write("many.jsonl", lines.join("\n"));
    let said = office.run(&["append", &file, "--lang", "en"]);
    assert_eq!((said.code, said.data.as_str()), (Some(1), ""));
    for piece in ["line 12345", "unknown-field", "list_no", "nothing was written"] {
        assert!(said.talk.contains(piece), "{piece}: {}", said.talk);
    }
    assert_eq!(head(&office), before);
}

#[test]
fn each_kind_of_bad_line_names_its_place() {
    let office = fresh();
    let report =
        |data: Value| json!({"type": "rnd.expense_reported", "occurred_on": "2026-03-31", "data": data}).to_string();
    let good = json!({"uscc": SUBJECT, "year": 2025, "amount": "1.00", "basis": "special_audit"});
    let with = |field: &str, value: Value| {
        let mut data = good.clone();
        data[field] = value;
        report(data)
    };
    let rows = [
        ("{\"type\": \"rnd.expense_reported\", ".to_owned(), "not-json", "column"),
        // A line that was cut is told as that, whatever its beginning would be refused for.
        ("{\"x\":".to_owned(), "not-json", "column 5"),
        ("{\"type\": 7, \"data\": {}".to_owned(), "not-json", "column 22"),
        ("{\"type\": \"a.b\", \"type\": \"a.b\"".to_owned(), "not-json", "column 29"),
        ("{\"x\":1}".to_owned(), "unknown-field", "x"),
        (with("amuont", json!("1")), "unknown-field", "amount"),
        (with("amount", json!(4_200_000.5)), "wrong-type", "amount"),
        (with("amount", json!("4,200,000")), "bad-amount", "amount"),
        (with("amount", json!("420万元")), "bad-amount", "amount"),
        (with("uscc", json!("91110108551385028Q")), "bad-uscc", "uscc"),
        (with("basis", json!("special audit")), "not-in-list", "special_audit"),
        (report(good.clone()).replace("2026-03-31", "2026-02-30"), "bad-day", "occurred_on"),
        (
            report(good.clone()).replace("rnd.expense_reported", "rnd.expense_report"),
            "unknown-type",
            "rnd.expense_reported",
        ),
    ];
    let file = office.write("bad.jsonl", rows.iter().map(|(line, ..)| line.clone()).collect::<Vec<_>>().join("\n"));
    let said = office.run(&["append", &file, "--json"]);
    let receipt: Value = serde_json::from_str(&said.data).unwrap();
    assert_eq!((said.code, receipt["recorded"].as_u64()), (Some(1), Some(0)));
    let refused = receipt["refused"].as_array().unwrap();
    assert_eq!(refused.len(), rows.len());
    for (number, (told, (_, code, piece))) in refused.iter().zip(&rows).enumerate() {
        assert_eq!((told["line"].as_u64(), told["complaint"]["code"].as_str()), (Some(number as u64 + 1), Some(*code)));
        for lang in ["zh", "en"] {
            let part = |part: &str| told["complaint"][part][lang].as_str().unwrap_or_default().to_owned();
            let all = format!("{} {} {}", part("what"), part("why"), part("remedy"));
            let place = if *code == "not-json" && lang == "zh" { "列" } else { piece };
            assert!(all.contains(place), "{code}: {all} names {place}");
        }
    }
}

#[test]
fn with_atomic_off_the_bad_lines_come_back_as_they_were() {
    let office = fresh();
    let lines = [listed(1), "broken".to_owned(), listed(2)];
    let file = office.write("mixed.jsonl", format!("\u{feff}{}\r\n\r\n", lines.join("\r\n")));
    let said = office.run(&["append", &file, "--atomic=off"]);
    assert_eq!(said.code, Some(1), "{}", said.talk);
    let back: Vec<Value> = said.data.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(back.len(), 1);
    assert_eq!((back[0]["line"].as_u64(), back[0]["text"].as_str()), (Some(2), Some("broken")));
    assert!(said.talk.contains("记入 2 条"), "{}", said.talk);
}

/// What is no text cannot be given back as it was; number and reason say which line it is, and the beginning shows it.
#[test]
fn of_a_line_that_cannot_be_given_back_there_is_the_beginning() {
    let office = fresh();
    let long = format!("{{\"note\":\"{}\"}}", "字".repeat(1 << 20));
    let mut bytes = b"gb \xb1\xb1\xbe\xa9\n".to_vec();
    bytes.extend(format!("{long}\n{}\nbroken\n", listed(1)).into_bytes());
    let file = office.write("mixed.jsonl", bytes);
    let begin: String = long.chars().take(200).collect();
    let expected = [
        json!({"line": 1, "code": "not-text", "text": null, "begins": "gb \u{fffd}\u{fffd}\u{fffd}\u{fffd}"}),
        json!({"line": 2, "code": "line-too-long", "text": null, "begins": begin}),
        json!({"line": 4, "code": "not-json", "text": "broken", "begins": null}),
    ];
    let told = |given: &Value, code: &Value| json!({"line": given["line"], "code": code, "text": given["text"], "begins": given["begins"]});
    let said = office.run(&["append", &file, "--atomic=off", "--dry-run", "--json"]);
    let receipt: Value = serde_json::from_str(&said.data).unwrap();
    let refused = receipt["refused"].as_array().unwrap();
    let found: Vec<Value> = refused.iter().map(|one| told(one, &one["complaint"]["code"])).collect();
    assert_eq!(found, expected);
    let said = office.run(&["append", &file, "--atomic=off"]);
    let back: Vec<Value> = said.data.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(back.iter().map(|one| told(one, &one["code"])).collect::<Vec<_>>(), expected);
    assert!(back.iter().all(|one| one["reason"].as_str().is_some_and(|reason| !reason.is_empty())));
}

/// Every file under a directory with its bytes.
fn bytes(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(bytes(&path));
        } else {
            let all = std::fs::read(&path).unwrap();
            found.insert(path, all);
        }
    }
    found
}

#[test]
fn a_trial_leaves_the_ledger_as_it_is_to_the_byte() {
    let office = fresh();
    let file = office.write("line.jsonl", listed(1));
    let bad = office.write("bad.jsonl", "{}");
    let policy = concat!(env!("CARGO_MANIFEST_DIR"), "/events/policies/changping-2025-8.toml");
    let text = office.write("text.txt", "第一条 甲\n第二条 乙\n");
    let before = bytes(&office.path(""));
    for words in [&["append", &file][..], &["append", &bad], &["policy", "issue", policy], &["policy", "attach", &text]]
    {
        let said = office.run(&[words, &["--dry-run", "--json"]].concat());
        assert!(said.data.contains("\"dry_run\": true"), "{words:?}: {}", said.talk);
        assert!(bytes(&office.path("")) == before, "{words:?} changed something");
    }
    // What would refuse the append refuses the trial.
    office.done(&["append", &file]);
    std::fs::remove_file(office.path("qizhang.ledger.checkpoint")).unwrap();
    let said = office.run(&["append", &file, "--dry-run"]);
    assert!(said.code == Some(70) && said.talk.contains("[checkpoint-missing]"), "{}", said.talk);
}

/// A large file is written while it is checked; to try it, that is done elsewhere, and the ledger is only read.
#[test]
fn a_large_trial_touches_nothing_and_is_answered_while_somebody_writes() {
    let office = fresh();
    let mut lines: Vec<String> = (1..=20_000).map(listed).collect();
    let good = office.write("many.jsonl", lines.join("\n"));
    lines[19_000] = lines[19_000].replace("list_no", "list_nr");
    let bad = office.write("bad.jsonl", lines.join("\n"));
    assert!(std::fs::metadata(office.path(&good)).unwrap().len() > 2 << 20, "it would be checked whole");
    let aside = office.path("aside");
    std::fs::create_dir(&aside).unwrap();
    let tried = |file: &str| {
        let output = office.command(&["append", file, "--dry-run"]).env("TMPDIR", &aside).output().unwrap();
        assert_eq!(std::fs::read_dir(&aside).unwrap().count(), 0, "it goes away");
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    let before = bytes(&office.path(""));
    let (code, said) = tried(&good);
    assert!(code == Some(0) && said.contains("可记 20000 条"), "{said}");
    let (code, said) = tried(&bad);
    assert!(code == Some(1) && said.contains("第 19001 行") && said.contains("unknown-field"), "{said}");
    assert!(said.contains("共 20000 行，退回 1 行，其余 19999 行合格"), "every line is counted: {said}");
    assert!(bytes(&office.path("")) == before, "something was changed");

    let _writing = Ledger::open(&office.path("qizhang.ledger"), Box::new(SystemClock)).unwrap();
    assert_eq!(office.run(&["append", &good]).code, Some(6));
    let (code, said) = tried(&good);
    assert!(code == Some(0) && said.contains("可记 20000 条"), "{said}");
}

/// However a batch ends, the lines that were read are all told of.
#[test]
fn the_counts_of_a_file_add_up() {
    let office = fresh();
    let bad = listed(4).replace("list_no", "list_nr");
    let mixed = office.write("mixed.jsonl", [listed(1), listed(2), listed(3), bad, listed(5)].join("\n"));
    for (more, talk) in [
        (&["--dry-run"][..], "其余 4 行合格，但整批一起记入或都不记入；没有写入"),
        (&[], "没有写入：共 5 行，退回 1 行，其余 4 行合格"),
        (&["--atomic", "off", "--dry-run"], "共 5 行，可记 4 条，早已记过 0 条，退回 1 行"),
    ] {
        let words = [&["append", &mixed], more].concat();
        let said = office.run(&words);
        assert!(said.code == Some(1) && said.talk.contains(talk), "{more:?}: {}", said.talk);
        let told: Value = serde_json::from_str(&office.run(&[&words[..], &["--json"]].concat()).data).unwrap();
        super::keeps(&told, "receipt.v1");
        let count = |name: &str| told[name].as_u64().unwrap_or_default();
        let refused = told["refused"].as_array().unwrap().len() as u64;
        assert_eq!(count("recorded") + count("repeated") + count("held_back") + refused, 5, "{told}");
    }
}

#[test]
fn the_same_file_twice_is_recorded_once_and_again_when_that_is_wanted() {
    let office = fresh();
    let file = office.write("one.jsonl", json!({"type": "service.provided", "occurred_on": "2026-03-01", "data": {"uscc": SUBJECT, "kind": "coaching", "count": 1}}).to_string());
    let at = |office: &Office, words: &[&str]| {
        let receipt: Value = serde_json::from_str(&office.done(words)).unwrap();
        (receipt["first"].as_u64(), receipt["recorded"].as_u64())
    };
    let (first, recorded) = at(&office, &["append", &file, "--json"]);
    assert_eq!(recorded, Some(1));
    assert_eq!(at(&office, &["append", &file, "--json"]), (first, Some(0)), "the first answer again");
    let (second, recorded) = at(&office, &["append", &file, "--again", "--json"]);
    assert_eq!((second, recorded), (first.map(|first| first + 1), Some(1)));
}

#[test]
fn standard_input_is_a_file_too_and_a_trial_writes_nothing() {
    let office = fresh();
    let before = head(&office);
    let mut child = office
        .command(&["append", "-", "--dry-run"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(listed(1).as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(String::from_utf8(output.stderr).unwrap().contains("可记 1 条"));
    assert_eq!(head(&office), before);
}

/// A name stands in the ledger for ever: where nobody says it, nothing is recorded, and everything that only looks goes on.
#[test]
fn what_nobody_records_is_not_recorded() {
    let office = fresh();
    let line = r#"{"type":"cultivation_list.entered","occurred_on":"2026-02-01","data":{"uscc":"91110114QYDEM0018C","list_no":"L1"}}"#;
    office.write("line.jsonl", format!("{line}\n"));
    office.write("list.csv", "uscc,cert_no,issued_on\n91110114QYDEM0018C,GR1,2025-12-02\n");
    let before = head(&office);
    let asked = |user: Option<&str>, words: &[&str]| {
        let mut command = office.command(words);
        command.env_remove("USER");
        user.map(|user| command.env("USER", user));
        super::Said::of(command.output().unwrap())
    };
    for user in [None, Some(""), Some("  "), Some("qizhang")] {
        for (lang, told) in
            [("zh", "请加 --as 姓名，或设置环境变量 USER。"), ("en", "Add --as NAME, or set the variable USER.")]
        {
            for words in [
                &["append", "line.jsonl"][..],
                &["append", "line.jsonl", "--dry-run"],
                &["token", "new", "--for", "hr-system", "--may", "read", "--until", "2099-01-01"],
            ] {
                let said = asked(user, &[words, &["--lang", lang]].concat());
                assert!(said.code == Some(2) && said.talk.contains(told), "{user:?} {words:?}: {}", said.talk);
            }
        }
    }
    let said = asked(None, &["append", "line.jsonl", "--json"]);
    let told: Value = serde_json::from_str(&said.talk).unwrap();
    assert_eq!(told["code"], "recorder-unknown", "{told}");
    for words in [
        &["doctor"][..],
        &["import", "check", "list.csv", "--as", "hightech.certified"],
        &["event", "log", "--limit", "1"],
        &["import", "submit", "list.csv", "--as", "hightech.certified", "--by", "wang.li"],
    ] {
        let said = asked(None, words);
        assert_eq!(said.code, Some(0), "{words:?}: {}", said.talk);
    }
    assert_eq!(head(&office), before);
    // Who stands in each line of a history is not asked of the system.
    let line = line.replacen('{', r#"{"recorded_at":"2099-01-01T00:00:00+08:00","recorded_by":"clerk","#, 1);
    let now = last_recorded(&office);
    office.write("old.jsonl", line.replace("2099-01-01T00:00:00+08:00", &now) + "\n");
    for words in [&["append", "old.jsonl", "--preserve-recorded-at"][..], &["import", "confirm", "1", "--by", "li.si"]]
    {
        let said = asked(None, words);
        assert_eq!(said.code, Some(0), "{words:?}: {}", said.talk);
    }
    assert_eq!(asked(None, &["append", "line.jsonl", "--as", "wang.li"]).code, Some(1), "it is there already");
}

/// When the last event of a ledger was recorded.
fn last_recorded(office: &Office) -> String {
    let told: Value =
        serde_json::from_str(office.done(&["event", "log", "--limit", "1", "--json"]).lines().next().unwrap()).unwrap();
    told["recorded_at"].as_str().unwrap().to_owned()
}

#[test]
fn a_ledger_is_never_made_over_something() {
    let office = Office::new();
    office.write("taken", "x");
    assert_eq!(office.run(&["init", "taken"]).code, Some(1));
    assert_eq!(std::fs::read_to_string(office.path("taken")).unwrap(), "x");
    office.done(&["init", "trial", "--dry-run"]);
    assert!(!office.path("trial").exists(), "a trial makes nothing");
}
