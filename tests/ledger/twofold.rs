//! What an event says twice must agree, also in a history; and what of a history nobody reads is told.

use super::history::{FIRST, NOW, export, registration, visit};
use super::{append, by_clerk, codes, ledger_as_of, line, migrating, try_append};
use qizhang::ledger::{Ledger, LedgerError};
use qizhang::store::MemoryStore;
use qizhang::value::Digest;
use serde_json::json;

/// A history with an official text in it, and a type that the program does not bring along.
fn lines() -> Vec<String> {
    let ledger = ledger_as_of(NOW, Some(FIRST));
    append(&ledger, migrating(), &[registration("2032-06-01T09:00:00.000+08:00", 1)]);
    let article = "第一条 甲。";
    let sha256 = Digest::of(article.as_bytes()).to_string();
    let data = json!({"policy": "changping-2025-8", "article": "第一条", "text": article, "sha256": sha256});
    append(&ledger, by_clerk(), &[line("2026-02-01", "policy.attached", data)]);
    let (whole, _) = export(&ledger, ledger.head());
    String::from_utf8(whole).unwrap().lines().map(str::to_owned).collect()
}

fn brought_in(lines: &[String]) -> Result<qizhang::ledger::Receipt, LedgerError> {
    Ledger::bring_in(&MemoryStore::new(), (lines.join("\n") + "\n").as_bytes(), "history")
}

/// Each of them is refused by an append as well.
#[test]
fn a_history_has_no_event_that_contradicts_its_own_text() {
    let lines = lines();
    assert!(brought_in(&lines).is_ok());
    let other = |digit: char| if digit == '0' { "1" } else { "0" };
    let digest = |line: &str, key: &str| {
        let at = line.find(&format!("\"{key}\":\"")).unwrap() + key.len() + 4;
        let mut changed = line.to_owned();
        changed.replace_range(at..=at, other(line[at..].chars().next().unwrap()));
        changed
    };
    let at = |kind: &str| lines.iter().rposition(|line| line.contains(&format!("\"type\":\"{kind}\""))).unwrap();
    let (issued, registered, attached) = (at("policy.issued"), at("event_type.registered"), at("policy.attached"));
    let text = |at: usize| lines[at].as_str();
    for (at, changed, code) in [
        (issued, digest(text(issued), "digest"), "digest-disagrees"),
        (issued, text(issued).replacen("\"policy\":\"", "\"policy\":\"x", 1), "name-disagrees"),
        (issued, text(issued).replacen("\"document\":\"", "\"document\":\"x", 1), "name-disagrees"),
        (registered, digest(text(registered), "digest"), "digest-disagrees"),
        (registered, text(registered).replacen("\"name\":\"", "\"name\":\"x", 1), "name-disagrees"),
        (registered, text(registered).replacen(",\"version\":1}", ",\"version\":7}", 1), "name-disagrees"),
        (attached, digest(text(attached), "sha256"), "digest-disagrees"),
    ] {
        assert_ne!(changed, lines[at]);
        let mut history = lines.clone();
        history[at] = changed;
        let number = at + 1;
        match brought_in(&history) {
            Err(error @ LedgerError::Line { .. }) => {
                let told = error.complaint();
                assert_eq!(told.code, code, "{told:?}");
                assert!(told.what.zh.starts_with(&format!("第 {number} 行：")), "{told:?}");
                assert!(told.what.en.starts_with(&format!("line {number}: ")), "{told:?}");
                assert!(!told.remedy.zh.is_empty() && !told.remedy.en.is_empty(), "{told:?}");
            }
            other => panic!("{code}: {other:?}"),
        }
    }
}

/// A type nobody declares, and a version later than any: kept as they are, counted, and told. What the history itself registers is known.
#[test]
fn what_nobody_reads_in_a_history_is_counted() {
    let at = "2032-06-01T09:00:00.000+08:00";
    let ledger = ledger_as_of(NOW, Some(FIRST));
    append(&ledger, migrating(), &[registration(at, 1)]);
    let later = |number: &str, kind: &str, version: u16| {
        let mut line: serde_json::Value = serde_json::from_str(&visit(at, number, Some(version))).unwrap();
        line["type"] = json!(kind);
        line.to_string()
    };
    let facts = [
        visit(at, "1", None),
        later("2", "visit.paid", 7),
        later("3", "visit.dreamt", 1),
        later("4", "visit.dreamt", 1),
        later("5", "visit.dreamt", 2),
    ];
    let (_, rejected) = try_append(&ledger, migrating(), &facts).unwrap();
    assert_eq!(codes(&rejected), []);
    let (whole, _) = export(&ledger, ledger.head());
    let receipt = Ledger::bring_in(&MemoryStore::new(), whole.as_slice(), "history").unwrap();
    let told: Vec<_> =
        receipt.unread.iter().map(|one| (one.name.to_string(), one.version, one.newest, one.events)).collect();
    assert_eq!(
        told,
        [
            ("visit.dreamt".to_owned(), 1, None, 2),
            ("visit.dreamt".to_owned(), 2, None, 1),
            ("visit.paid".to_owned(), 7, Some(1), 1),
        ]
    );
    let plain = ledger_as_of(NOW, Some(FIRST));
    let (whole, _) = export(&plain, plain.head());
    assert_eq!(Ledger::bring_in(&MemoryStore::new(), whole.as_slice(), "history").unwrap().unread, []);
}
