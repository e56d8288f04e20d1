//! `access` as it is typed.

use super::{Office, keeps};
use qizhang::access::{AccessLog, Asker, Came, Desk, Look};
use qizhang::ledger::{FixedClock, Ledger};
use qizhang::value::Instant;
use serde_json::Value;

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

fn look(name: &str, code: &str, at: &str) -> Look {
    Look {
        at: Instant::parse(at).unwrap(),
        asker: Asker::User { name: name.into(), role: "finance".into() },
        request: None,
        route: "GET /subjects/{code}".into(),
        about: vec![format!("subject:{code}").into()],
        asked: Vec::new(),
        on: None,
        known: None,
        came: Came::Read,
        status: Some(200),
        code: None,
    }
}

/// An office of which somebody read something.
fn read() -> (Office, AccessLog) {
    let office = Office::with_story();
    office.done(&["token", "new", "--for", "x", "--may", "read", "--until", "2900-01-01"]);
    let path = office.path("qizhang.ledger");
    let clock = FixedClock(Instant::parse("2027-01-05T09:00:00.000+08:00").unwrap());
    let desk = Desk::beside(&path, Ledger::open_read(&path, Box::new(clock)).unwrap().own_name());
    let log = AccessLog::of(&desk);
    for (name, code, day) in
        [("li.si", "91110108551385082Q", 5), ("wang.wu", "91110108551385082Q", 6), ("li.si", "2", 7)]
    {
        log.note(&look(name, code, &format!("2027-01-0{day}T09:00:00.000+08:00"))).unwrap();
    }
    (office, log)
}

#[test]
fn the_log_is_shown_and_that_it_was_is_a_line() {
    let office = Office::with_story();
    let said = office.done(&["access", "log", "--lang", "en"]);
    assert!(said.contains("none yet"), "{said}");
    assert!(!office.path("qizhang.ledger.access").exists(), "a look begins none");
    let (office, _log) = read();
    let told = json(&office.done(&["access", "log", "--json"]));
    keeps(&told, "access-log.v1");
    assert_eq!(told["lines"].as_array().map(Vec::len), Some(3));
    let again = json(&office.done(&["access", "log", "--json"]));
    let last = &again["lines"][3];
    assert_eq!((&last["route"], &last["by"], &last["who"]), (&"access log".into(), &"command".into(), &"clerk".into()));
    let count = |words: &[&str]| {
        let told = json(&office.done(&[&["access", "log", "--json", "--limit", "0"], words].concat()));
        told["lines"].as_array().map_or(0, Vec::len)
    };
    assert_eq!(count(&["--by", "li.si"]), 2);
    assert_eq!(count(&["--by", "LI.SI", "--about", "91110108551385082Q"]), 1);
    assert_eq!(count(&["--about", "subject:91110108551385082Q"]), 2);
    assert_eq!(count(&["--since", "2027-01-06", "--until", "2027-01-06"]), 1);
    let text = office.done(&["access", "log", "--by", "wang.wu", "--lang", "en"]);
    assert!(text.contains("wang.wu") && text.contains("given") && !text.contains("li.si"), "{text}");
    office.done(&["access", "log", "--limit", "0", "--paper", "log.csv"]);
    let csv: Vec<_> = std::fs::read_dir(office.path(".")).unwrap().flatten().map(|entry| entry.file_name()).collect();
    let csv = csv.iter().find(|name| name.to_string_lossy().ends_with(".csv")).unwrap();
    let csv = std::fs::read_to_string(office.path(&csv.to_string_lossy())).unwrap();
    assert!(csv.contains("wang.wu") && csv.contains("GET /subjects/{code}"), "{csv}");
    for (words, code) in [
        (&["access", "log", "--since", "soon"][..], "value-not-understood"),
        (&["access", "verify", "--against", "7"], "value-not-understood"),
        (&["access", "log", "--on", "2026-12-31"], "no-question"),
    ] {
        let said = office.run(&[words, &["--json"]].concat());
        assert_eq!((said.code, &json(&said.talk)["code"]), (Some(2), &code.into()), "{words:?}");
    }
}

#[test]
fn the_chain_is_verified_and_what_is_wrong_is_named() {
    let office = Office::with_story();
    let said = office.run(&["access", "verify", "--json"]);
    assert_eq!((said.code, &json(&said.talk)["code"]), (Some(1), &"access-log-missing".into()), "{}", said.talk);
    let (office, log) = read();
    let told = json(&office.done(&["access", "verify", "--json"]));
    keeps(&told, "access-verify.v1");
    assert_eq!((&told["whole"], &told["lines"]), (&true.into(), &3.into()));
    let noted = told["head"].as_str().unwrap().to_owned();
    assert!(office.done(&["access", "verify", "--lang", "en"]).contains(&format!("ends at {noted}\n")));
    assert!(office.done(&["doctor", "--lang", "en"]).contains(&noted), "the doctor tells it too");
    log.end();
    let file = log.file();
    let before = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, before.replace("wang.wu", "wang.ba")).unwrap();
    let said = office.run(&["access", "verify", "--json"]);
    assert_eq!(said.code, Some(4), "{}", said.talk);
    let told = json(&said.data);
    keeps(&told, "access-verify.v1");
    assert_eq!((&told["damage"][0]["line"], &told["damage"][0]["flaw"]), (&4.into(), &"unlinked".into()));
    for lang in ["zh", "en"] {
        let said = office.run(&["access", "verify", "--lang", lang]);
        assert!(
            said.code == Some(4) && said.data.contains(if lang == "zh" { "第 4 行" } else { "Line 4 " }),
            "{said:?}"
        );
    }
    let said = office.run(&["doctor", "--lang", "en"]);
    assert!(said.code == Some(4) && said.data.contains("Line 4 of the access log"), "{}", said.data);
    // What is left after a cut is whole, and not what was noted.
    let cut = before.lines().take(3).collect::<Vec<_>>().join("\n") + "\n";
    std::fs::write(&file, cut).unwrap();
    office.done(&["access", "verify"]);
    let said = office.run(&["access", "verify", "--against", &noted, "--json"]);
    assert_eq!((said.code, &json(&said.talk)["code"]), (Some(4), &"access-log-other-past".into()), "{}", said.talk);
    std::fs::write(&file, before).unwrap();
    office.done(&["access", "verify", "--against", &noted]);
    let other = Office::with_story();
    let file = other.write("x.jsonl", "");
    let said = other.run(&["append", &file, "--receipt", "qizhang.ledger.access"]);
    assert!(said.code != Some(0) && said.talk.contains("qizhang.ledger.access"), "{}", said.talk);
}
