//! A ledger written out and brought in again is the same ledger.

use super::{append, by_clerk, codes, ledger_as_of, line, migrating, recorded, try_append};
use crate::story::{ENTERPRISE, nth_code};
use proptest::prelude::*;
use qizhang::ledger::{FixedClock, Ledger, LedgerError};
use qizhang::sample::{Plan, facts};
use qizhang::store::{MemoryStore, Store};
use qizhang::value::{Digest, Instant, Position};
use serde_json::{Value, json};
use std::sync::LazyLock;

pub(super) const NOW: &str = "2033-01-01T09:00:00+08:00";
pub(super) const FIRST: &str = "2019-01-01";

/// The facts of a small district, in order.
static LINES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let plan = Plan { enterprises: 30, ..Plan::default() };
    facts(&plan).iter().map(qizhang::sample::Line::to_json).collect()
});

pub(super) fn export(ledger: &Ledger, known: Position) -> (Vec<u8>, Digest) {
    let mut lines = Vec::new();
    let reach = ledger.export(known, &mut |line| {
        lines.extend(line);
        lines.push(b'\n');
        true
    });
    (lines, reach.unwrap().root)
}

/// Brings lines in and writes them out again.
pub(super) fn through(lines: &[u8]) -> (Vec<u8>, Digest, Position) {
    let store = MemoryStore::new();
    let receipt = Ledger::bring_in(&store, lines, "history").unwrap_or_else(|error| panic!("{:?}", error.complaint()));
    let (head, root) = (store.head(), receipt.root);
    assert_eq!((receipt.head, receipt.recorded), (head, head.0));
    let ledger = Ledger::over(Box::new(store), Box::new(FixedClock(Instant::parse(NOW).unwrap()))).unwrap();
    (export(&ledger, head).0, root, head)
}

/// A type the program does not bring along, in one of two versions with different labels.
pub(crate) fn registration(at: &str, version: u16) -> String {
    let tags = if version == 1 { json!({"uscc": "enterprise"}) } else { json!({"uscc": "enterprise", "no": "visit"}) };
    let title = |name: &str| json!({"zh": name, "en": name});
    let mut text = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": format!("urn:qizhang:event:visit.paid:{version}"),
        "title": "visit.paid", "type": "object", "x-title": title("走访"), "x-tags": tags, "x-natural-key": ["no"],
        "properties": {
            "uscc": {"type": "string", "format": "uscc", "x-title": title("代码")},
            "no": {"type": "string", "minLength": 1, "maxLength": 20, "x-title": title("编号")}
        },
        "required": ["uscc", "no"], "additionalProperties": false,
        "examples": [{"uscc": ENTERPRISE, "no": "1"}, {"uscc": ENTERPRISE, "no": "2"}],
        "x-refused": [{"body": {"uscc": ENTERPRISE}, "code": "missing-field"}]
    });
    if version == 2 {
        text["x-upcast"] = json!({});
    }
    let text = text.to_string();
    let data = json!({"name": "visit.paid", "version": version, "digest": Digest::of(text.as_bytes()).to_string(), "text": text});
    recorded(at, "2032-01-01", "event_type.registered", data)
}

pub(super) fn visit(at: &str, number: &str, version: Option<u16>) -> String {
    let data = json!({"uscc": ENTERPRISE, "no": number});
    let mut value: Value = serde_json::from_str(&recorded(at, "2032-01-02", "visit.paid", data)).unwrap();
    if let Some(version) = version {
        value["version"] = json!(version);
    }
    value.to_string()
}

/// What happens in a made-up history: some of the district's facts, in batches of some size.
fn batches() -> impl Strategy<Value = Vec<Vec<String>>> {
    let picked = proptest::sample::subsequence((0..LINES.len()).collect::<Vec<_>>(), 1..=LINES.len().min(120));
    (picked, 1_usize..40).prop_map(|(picked, size)| {
        let lines: Vec<String> = picked.into_iter().map(|at| LINES[at].clone()).collect();
        lines.chunks(size).map(<[String]>::to_vec).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// The law: written out, brought in, written out again, it is the same to the byte, with the same root.
    #[test]
    fn a_ledger_written_out_and_brought_in_is_the_same(batches in batches(), types in 0_u8..4, cut in 0_u64..200) {
        let ledger = ledger_as_of(NOW, Some(FIRST));
        let options = || qizhang::ledger::AppendOptions { atomic: false, ..migrating() };
        for batch in &batches {
            try_append(&ledger, options(), batch).unwrap();
        }
        let at = "2032-06-01T09:00:00.000+08:00";
        for (bit, version) in [(1, 1), (2, 2)] {
            let raw = visit(at, &format!("before {version}"), Some(version));
            try_append(&ledger, options(), &[raw]).unwrap();
            if types & bit != 0 {
                try_append(&ledger, options(), &[registration(at, version)]).unwrap();
            }
            try_append(&ledger, options(), &[visit(at, &format!("after {version}"), None)]).unwrap();
        }
        let head = ledger.head();
        let (lines, root) = export(&ledger, head);
        prop_assert_eq!(through(&lines), (lines, root, head));
        let known = Position(head.0.saturating_sub(cut).max(174));
        let (lines, root) = export(&ledger, known);
        prop_assert_eq!(through(&lines), (lines, root, known), "a part of it as well");
    }
}

/// Corrections and retractions carry the labels of what they amend, and give document numbers back.
#[test]
fn amendments_come_in_with_their_labels_and_keys() {
    let ledger = ledger_as_of(NOW, Some(FIRST));
    let id = |number: u64| format!("01970000-0000-7000-8000-{number:012x}");
    let listed = |uscc: &str, list: &str| json!({"uscc": uscc, "list_no": list});
    let record = |number: u64, kind: &str, data: Value| {
        let mut value: Value = serde_json::from_str(&line("2026-02-01", kind, data)).unwrap();
        value["id"] = json!(id(number));
        append(&ledger, by_clerk(), &[value.to_string()]);
    };
    record(1, "cultivation_list.entered", listed(ENTERPRISE, "L1"));
    record(2, "fact.corrected", json!({"event": id(1), "data": listed(&nth_code(7), "L2"), "reason": "录错"}));
    record(3, "cultivation_list.entered", listed(ENTERPRISE, "L1"));
    record(4, "fact.retracted", json!({"event": id(3), "reason": "重复"}));
    let (lines, root) = export(&ledger, ledger.head());
    assert_eq!(through(&lines), (lines, root, ledger.head()));
}

/// What passed the door once is not asked again: the clock of the other machine, the day, the policy's own words.
#[test]
fn facts_come_in_although_the_door_would_refuse_them_now() {
    let ledger = ledger_as_of("2050-01-01T09:00:00+08:00", Some(FIRST));
    append(
        &ledger,
        by_clerk(),
        &[line("2049-12-31", "cultivation_list.entered", json!({"uscc": ENTERPRISE, "list_no": "L1"}))],
    );
    let (lines, root) = export(&ledger, ledger.head());
    assert_eq!(through(&lines), (lines, root, ledger.head()), "recorded in what is the future here");
}

/// In one batch a type is registered last: the lines after it would be read by other types here than by whoever reads the
/// history line by line.
#[test]
fn other_lines_do_not_follow_a_registration_in_its_batch() {
    let at = "2032-06-01T09:00:00.000+08:00";
    let ledger = ledger_as_of(NOW, Some(FIRST));
    let lines = [registration(at, 1), visit(at, "1", Some(1)), registration(at, 1)];
    let (_, rejected) = try_append(&ledger, migrating(), &lines[..2]).unwrap();
    assert_eq!(codes(&rejected), [(2, "after-types")]);
    assert!(rejected[0].fault.complaint().why.en.contains("line 1"), "{:?}", rejected[0].fault.complaint());
    append(&ledger, migrating(), &lines[..1]);
    append(&ledger, migrating(), &lines[1..2]);
}

/// Each way a line can be wrong: its number, its code, and what to do, in both languages.
#[test]
fn a_bad_line_is_refused_with_its_number() {
    let ledger = ledger_as_of(NOW, Some(FIRST));
    append(
        &ledger,
        by_clerk(),
        &[line("2026-02-01", "cultivation_list.entered", json!({"uscc": ENTERPRISE, "list_no": "L1"}))],
    );
    append(
        &ledger,
        by_clerk(),
        &[line("2026-02-01", "cultivation_list.entered", json!({"uscc": ENTERPRISE, "list_no": "L2"}))],
    );
    let (whole, _) = export(&ledger, ledger.head());
    let lines: Vec<&str> = std::str::from_utf8(&whole).unwrap().lines().collect();
    let last = lines.len();
    let with = |number: usize, line: &str| {
        let mut changed: Vec<&str> = lines.clone();
        changed[number - 1] = line;
        changed.join("\n") + "\n"
    };
    let earlier = lines[last - 1].replace("\"recorded_at\":\"2033", "\"recorded_at\":\"2019");
    let other_id = lines[last - 1].replace("\"id\":\"0", "\"id\":\"1").replace("L2", "L1");
    let long = format!("{{\"data\":\"{}\"}}", "x".repeat(1 << 20));
    let cases: Vec<(String, usize, &str)> = vec![
        (String::new(), 1, "not-a-history"),
        (lines[last - 1].to_owned() + "\n", 1, "not-a-history"),
        (with(3, "{\"data\":"), 3, "not-json"),
        (with(3, ""), 3, "line-blank"),
        (with(last, &lines[last - 1].replace("\":", "\": ")), last, "not-canonical"),
        (with(last, &lines[last - 1].replace("+08:00", "+08:30")), last, "not-canonical"),
        (with(last, &lines[last - 1].replace(".000+08:00", "+08:00")), last, "not-canonical"),
        (with(last, &lines[last - 1].replace(".000+08:00", ".0000+08:00")), last, "not-canonical"),
        (with(last, &lines[last - 1].replace("\"L2\"", "7")), last, "wrong-type"),
        (with(last, &earlier), last, "recorded-backwards"),
        (with(last, lines[last - 2]), last, "id-taken"),
        (with(last, &other_id), last, "key-taken"),
        (with(5, lines[2]), 5, "id-taken"),
        (with(last, &long), last, "line-too-long"),
        (lines.join("\n"), last, "line-cut"),
        (with(last, &lines[last - 1].replace("\"data\"", "\"date\"")), last, "unknown-field"),
    ];
    for (text, number, code) in cases {
        match Ledger::check_history(text.as_bytes(), "history") {
            Err(error @ LedgerError::Line { .. }) => {
                let told = error.complaint();
                assert_eq!(told.code, code, "{told:?}");
                assert!(told.what.zh.contains(&format!("第 {number} 行")), "{code}: {told:?}");
                assert!(told.what.en.contains(&format!("line {number}")), "{code}: {told:?}");
                assert!(!told.remedy.zh.is_empty() && !told.remedy.en.is_empty(), "{code}: {told:?}");
            }
            other => panic!("{code}: {other:?}"),
        }
    }
    let broken = [b"\xff\xfe\n".as_slice(), &whole].concat();
    match Ledger::check_history(broken.as_slice(), "history") {
        Err(error) => assert_eq!(error.complaint().code, "not-text"),
        Ok(receipt) => panic!("{receipt:?}"),
    }
}

/// A type or a policy that was changed on the way is not to be mended by whoever brings the history in: he is told where the whole one is.
#[test]
fn a_text_that_was_changed_is_to_be_exported_again() {
    let ledger = ledger_as_of(NOW, Some(FIRST));
    let (whole, _) = export(&ledger, ledger.head());
    let text = String::from_utf8(whole).unwrap();
    let first = text.lines().find(|line| line.contains("\"event_type.registered\"")).unwrap();
    let digest = first.split("\"digest\":\"").nth(1).unwrap().split('"').next().unwrap();
    let other = Digest::of(b"another").to_string();
    for (changed, code) in [
        (text.replacen(digest, &other, 1), "digest-disagrees"),
        (text.replacen("\"version\":1}", "\"version\":2}", 1), "name-disagrees"),
    ] {
        assert_ne!(changed, text, "{code}");
        let told = Ledger::check_history(changed.as_bytes(), "history").unwrap_err().complaint();
        assert_eq!(told.code, code, "{told:?}");
        assert!(told.remedy.zh.contains("请重新导出") && told.remedy.en.contains("export it again"), "{told:?}");
    }
}

/// What was never amended by the door is not amended by a history either: the rules that events are read by stay as they were.
#[test]
fn a_history_amends_no_policy_and_no_type() {
    let ledger = ledger_as_of(NOW, Some(FIRST));
    append(
        &ledger,
        by_clerk(),
        &[line("2026-02-01", "cultivation_list.entered", json!({"uscc": ENTERPRISE, "list_no": "L1"}))],
    );
    let id = |line: &str| serde_json::from_str::<Value>(line).unwrap()["id"].as_str().unwrap().to_owned();
    let (whole, _) = export(&ledger, ledger.head());
    let text = String::from_utf8(whole).unwrap();
    let of = |kind: &str| text.lines().find(|line| line.contains(&format!("\"type\":\"{kind}\""))).unwrap();
    let entered = of("cultivation_list.entered");
    let data: Value = serde_json::from_str::<Value>(of("policy.issued")).unwrap()["data"].clone();
    for (kind, amended, code) in [
        ("policy.issued", "fact.corrected", "not-amendable"),
        ("policy.issued", "fact.retracted", "not-amendable"),
        ("event_type.registered", "fact.retracted", "not-amendable"),
        ("cultivation_list.entered", "fact.retracted", ""),
    ] {
        let target = id(of(kind));
        let data = match amended {
            "fact.corrected" => json!({"event": target, "data": data, "reason": "改"}),
            _ => json!({"event": target, "reason": "误录"}),
        };
        // The door refuses it.
        let own = line("2026-02-02", amended, data.clone());
        if !code.is_empty() {
            let (_, rejected) = try_append(&ledger, by_clerk(), &[own]).unwrap();
            assert_eq!(codes(&rejected), [(1, code)], "{kind} {amended}");
        }
        // A line of the same spelling, as an export would have it.
        let mut value: Value = serde_json::from_str(entered).unwrap();
        value["id"] = json!("01970000-0000-7000-8000-0000000000ff");
        value["type"] = json!(amended);
        value["data"] = data;
        let written = qizhang::event::canonical_json(&value).unwrap();
        let history = format!("{text}{written}\n");
        match Ledger::check_history(history.as_bytes(), "history") {
            Ok(receipt) => assert!(code.is_empty(), "{kind} {amended}: {receipt:?}"),
            Err(error) => assert_eq!(error.complaint().code, code, "{kind} {amended}: {:?}", error.complaint()),
        }
    }
}
