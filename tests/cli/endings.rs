//! Every kind of ending has its number, and a script can rely on it.

use super::Office;
use qizhang::ledger::{Ledger, SystemClock};
use std::io::{Seek, SeekFrom, Write};
use std::process::Stdio;

const SUBJECT: &str = "91110108551385082Q";

#[test]
fn done_is_0() {
    let office = Office::with_story();
    assert_eq!(office.run(&["show", SUBJECT, "--on", "2026-12-31"]).code, Some(0));
}

#[test]
fn refused_is_1() {
    let office = Office::with_story();
    for words in [
        &["show", "91110108551385028Q"][..],
        &["why", "P-2026-9999"],
        &["why", SUBJECT, "第九十九条"],
        &["show", SUBJECT, "--read", "R5.3=x"],
        &["show", SUBJECT, "--known", "999999"],
        &["show", SUBJECT, "--known", "2019-12-31"],
        &["event", "log", "--type", "hightech.certifed"],
        &["init"],
        &["append", "nowhere.jsonl"],
        &["policy", "check", "nowhere.toml"],
        &["show", SUBJECT, "--ledger", "nowhere"],
    ] {
        let said = office.run(words);
        assert_eq!((said.code, said.data.as_str()), (Some(1), ""), "{words:?}: {}", said.talk);
        assert!(said.talk.contains("办法"), "{words:?} says what to try: {}", said.talk);
    }
}

#[test]
fn a_slip_of_the_pen_is_2_and_answered_with_what_was_meant() {
    let office = Office::new();
    let rows = [
        (&["shwo", "x"][..], "show"),
        (&["show", "x", "--knwon", "2026-01-01"], "--known"),
        (&["show"], "SUBJECT"),
        (&["show", "x", "--on", "2026-02-30"], "2026-02-30"),
        (&["show", "x", "--known", "yesterday"], "yesterday"),
        (&["show", "x", "--read", "R5.3"], "R=OPTION"),
        (&["append", "x", "--atomic", "maybe"], "on, off"),
        (&["lapses", "--within", "soon"], "90d"),
        (&["why", "a", "b", "c"], "多余"),
        (&["show", "x", "--lang"], "--lang"),
        (&["show", "x", "--lang", "fr"], "zh, en"),
        (&["show", "x", "--read", "a=b", "--read", "a=c"], "--read"),
        (&["statement", "x", "2025", "7"], "7"),
        (&["append", "x", "--as", " "], "--as"),
        (&["append", "x", "--as", "qizhang"], "--as"),
        (&["demo", "--enterprises", "0"], "--enterprises"),
        (&["event"], "log"),
        (&[], "append"),
    ];
    for (words, meant) in rows {
        let said = office.run(words);
        assert_eq!((said.code, said.data.as_str()), (Some(2), ""), "{words:?}: {}", said.talk);
        assert!(said.talk.contains(meant), "{words:?}: {}", said.talk);
    }
    let said = office.run(&["shwo", "--lang", "en"]);
    assert!(said.talk.contains("did you mean “show”"), "{}", said.talk);
}

#[test]
fn a_reader_who_goes_away_is_3() {
    let office = Office::with_story();
    let mut child = office.command(&["event", "log", "--limit", "0"]).stdout(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(3));
}

#[test]
fn a_busy_ledger_is_6_and_still_answers() {
    let office = Office::with_story();
    let _writing = Ledger::open(&office.path("qizhang.ledger"), Box::new(SystemClock)).unwrap();
    let file = office.write("one.jsonl", "{}");
    let said = office.run(&["append", &file]);
    assert_eq!(said.code, Some(6), "{}", said.talk);
    assert!(said.talk.contains("ledger-busy"), "{}", said.talk);
    assert_eq!(office.run(&["show", SUBJECT]).code, Some(0), "questions are answered meanwhile");
    let said = office.run(&["append", &file, "--dry-run", "--clock-is-right"]);
    assert!(said.code == Some(1) && said.talk.contains("missing-field"), "so is what would be refused: {}", said.talk);
}

#[test]
fn a_damaged_ledger_is_70_and_the_place_is_named() {
    let office = Office::with_story();
    let segment = office.path("qizhang.ledger/log/000000000001.segment");
    let mut file = std::fs::OpenOptions::new().read(true).write(true).open(&segment).unwrap();
    file.seek(SeekFrom::Start(5000)).unwrap();
    file.write_all(b"other bytes").unwrap();
    let said = office.run(&["show", SUBJECT]);
    assert_eq!(said.code, Some(70), "{}", said.talk);
    assert!(said.talk.contains("000000000001.segment") && said.talk.contains("#1"), "{}", said.talk);
}
