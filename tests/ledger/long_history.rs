//! A history too long for one run: its lines are read by several threads and must come in as if one by one.

use super::history::{FIRST, NOW, export, registration, through, visit};
use super::{append, by_clerk, ledger_as_of, line, migrating};
use crate::story::{ENTERPRISE, nth_code};
use qizhang::ledger::{Ledger, LedgerError};
use serde_json::{Value, json};

/// So many lines with so long a note are more than the first runs, which are read where they are.
const LINES: usize = 3_600;
const NOTE: usize = 1_500;
const AT: &str = "2033-01-01T09:00:00.000+08:00";

/// The first lines of a ledger, and one line more that others are made like.
fn begun() -> (Vec<String>, Value) {
    let ledger = ledger_as_of(NOW, Some(FIRST));
    let data = json!({"uscc": ENTERPRISE, "list_no": "L1"});
    append(&ledger, by_clerk(), &[line("2026-02-01", "cultivation_list.entered", data)]);
    let (bytes, _) = export(&ledger, ledger.head());
    let mut lines: Vec<String> = std::str::from_utf8(&bytes).unwrap().lines().map(str::to_owned).collect();
    let model = serde_json::from_str(&lines.pop().unwrap()).unwrap();
    (lines, model)
}

fn id(number: usize) -> String {
    format!("0f970000-0000-7000-8000-{number:012x}")
}

/// A line like the model: whatever is told of it is put in its place.
fn made(model: &Value, number: usize, kind: &str, data: Value) -> String {
    let mut value = model.clone();
    value["id"] = json!(id(number));
    value["note"] = json!("x".repeat(NOTE));
    value["type"] = json!(kind);
    value["data"] = data;
    value.to_string()
}

fn entered(model: &Value, number: usize) -> String {
    let code = nth_code(u32::try_from(number % 50).unwrap());
    made(model, number, "cultivation_list.entered", json!({"uscc": code, "list_no": format!("N{number}")}))
}

/// A long history, all of it good, and how many lines it begins with that are not made like the model.
fn long() -> (Vec<String>, Value, usize) {
    let (mut lines, model) = begun();
    let before = lines.len();
    lines.extend((0..LINES).map(|number| entered(&model, number)));
    (lines, model, before)
}

fn bytes(lines: &[String]) -> Vec<u8> {
    (lines.join("\n") + "\n").into_bytes()
}

/// The line and the code of the refusal.
fn refusal(lines: &[String]) -> (u64, &'static str) {
    match Ledger::check_history(bytes(lines).as_slice(), "history") {
        Err(LedgerError::Line { line, fault }) => (line, fault.complaint().code),
        other => panic!("{other:?}"),
    }
}

/// Labels that follow from lines of the same run: the root is the one the door comes to, line by line.
#[test]
fn what_corrects_a_line_of_its_run_finds_it() {
    let (mut lines, model, before) = long();
    let at = lines.len() - 5;
    let corrected =
        json!({"event": id(LINES - 6), "data": {"uscc": nth_code(7), "list_no": "other"}, "reason": "录错"});
    let retracted = json!({"event": id(LINES), "reason": "重复"});
    lines.insert(at, made(&model, LINES, "fact.corrected", corrected));
    lines.insert(at + 1, made(&model, LINES + 1, "fact.retracted", retracted));
    let again = json!({"event": id(LINES - 6), "data": {"uscc": nth_code(8), "list_no": "third"}, "reason": "录错"});
    lines.insert(at + 2, made(&model, LINES + 2, "fact.corrected", again));
    let key = json!({"uscc": nth_code(7), "list_no": "other"});
    lines.insert(at + 3, made(&model, LINES + 3, "cultivation_list.entered", key));
    let ledger = ledger_as_of(NOW, Some(FIRST));
    let (first, _) = export(&ledger, ledger.head());
    let made = lines.split_off(before);
    let lines: Vec<String> = std::str::from_utf8(&first).unwrap().lines().map(str::to_owned).chain(made).collect();
    append(&ledger, migrating(), &lines[before..]);
    let (whole, root) = export(&ledger, ledger.head());
    assert!(whole == bytes(&lines), "the door keeps the lines as they are");
    let (back, came, head) = through(&whole);
    assert!(back == whole, "the same bytes");
    assert_eq!((came, head), (root, ledger.head()));
}

/// The first refused line is told, whichever thread finds which first and whether reading or recording refuses it.
#[test]
fn of_two_bad_lines_the_first_is_told() {
    let (lines, model, before) = long();
    let broken = |line: &str| line.replace("\":", "\": ");
    let backwards = |line: &str| line.replace("\"recorded_at\":\"2033", "\"recorded_at\":\"2018");
    let taken = entered(&model, 0);
    let data = json!({"uscc": nth_code(0), "list_no": "N0"});
    let key = made(&model, LINES + 7, "cultivation_list.entered", data);
    let stray = made(&model, LINES + 8, "fact.retracted", json!({"event": id(LINES + 9), "reason": "重复"}));
    let bad: Vec<(String, &str)> = vec![
        (broken(&lines[before]), "not-canonical"),
        ("{".to_owned(), "not-json"),
        (backwards(&entered(&model, LINES + 1)), "recorded-backwards"),
        (taken, "id-taken"),
        (key, "key-taken"),
        (stray, "no-such-event"),
    ];
    // Neighbours in one run, and lines of runs far apart.
    for (first, second) in [(3_500, 3_501), (3_000, 3_590)] {
        for (one, code) in &bad {
            for (other, _) in &bad {
                let mut lines = lines.clone();
                lines[before + first].clone_from(one);
                lines[before + second].clone_from(other);
                assert_eq!(refusal(&lines), (u64::try_from(before + first + 1).unwrap(), *code), "{other:.80}");
            }
        }
    }
}

/// A type registered in the middle: the lines before are kept raw and have no keys; those after have.
#[test]
fn a_type_registered_in_the_middle_reads_what_follows() {
    let (mut lines, model, before) = long();
    let like = |text: String, number: usize| {
        let value: Value = serde_json::from_str(&text).unwrap();
        let text = made(&model, number, value["type"].as_str().unwrap(), value["data"].clone());
        let mut line: Value = serde_json::from_str(&text).unwrap();
        line["version"] = value.get("version").cloned().unwrap_or(json!(1));
        line.to_string()
    };
    let visits: Vec<String> = (0..4).map(|at| like(visit(AT, "the same", Some(1)), LINES + at)).collect();
    let middle = before + 3_400;
    lines.insert(middle, visits[0].clone());
    lines.insert(middle + 1, visits[1].clone());
    lines.insert(middle + 2, like(registration(AT, 1), LINES + 9));
    lines.insert(middle + 3, visits[2].clone());
    let (whole, _, _) = through(&bytes(&lines));
    assert!(whole == bytes(&lines), "the first two are raw, and the third takes the key");
    lines.insert(middle + 9, visits[3].clone());
    assert_eq!(refusal(&lines), (u64::try_from(middle + 10).unwrap(), "key-taken"));
}
