//! Which policies may stand beside each other in one ledger.

#![expect(clippy::expect_used, reason = "a test says what it expected and stops")]

use super::{append, by_clerk, codes, ledger, line, try_append, world};
use qizhang::ledger::{KnownAt, Ledger, Scope};
use qizhang::value::{Digest, Lang};
use serde_json::json;

const NOW: &str = "2026-03-01T09:00:00+08:00";

fn sample() -> String {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/events/policies/samples/fengtai-sample.toml");
    std::fs::read_to_string(path).expect("the sample").replace("fengtai-sample", "sample")
}

fn issued(text: &str) -> String {
    let key = |name: &str| {
        let value = text.lines().find_map(|line| line.strip_prefix(&format!("{name} = "))).expect("a key of the head");
        value.trim_matches('"').to_owned()
    };
    let digest = Digest::of(text.as_bytes()).to_string();
    let data = json!({"policy": key("id"), "document": key("document"), "digest": digest, "text": text});
    line(&key("issued_on"), "policy.issued", data)
}

/// The code a line is refused with, and the cause in English.
fn told(ledger: &Ledger, line: &str) -> (String, String) {
    let (_, rejected) = try_append(ledger, by_clerk(), &[line.to_owned()]).unwrap();
    match codes(&rejected).first() {
        None => ("admitted".to_owned(), String::new()),
        Some((_, code)) => ((*code).to_owned(), rejected[0].fault.complaint().why.en.to_string()),
    }
}

fn refused(ledger: &Ledger, text: &str) -> (String, String) {
    told(ledger, &issued(text))
}

/// The text with one key of its head set to another value.
fn with(text: &str, key: &str, value: &str) -> String {
    let (head, rest) = text.split_once("[options]").expect("options");
    let kept = head.lines().filter(|line| !line.starts_with(&format!("{key} = ")));
    let head: Vec<&str> = kept.collect();
    format!("{key} = {value}\n{}\n[options]{rest}", head.join("\n"))
}

#[test]
fn another_district_beside_is_admitted_once_its_names_are_its_own() {
    let ledger = ledger(NOW);
    assert_eq!(refused(&ledger, &sample()).0, "admitted");
    let twin = with(&with(&sample(), "id", "\"twin\""), "document", "\"另一文件\"");
    let elsewhere = with(&with(&twin, "id", "\"elsewhere\""), "district", "\"石景山区\"");
    let (code, why) = refused(&ledger, &elsewhere);
    assert_eq!(code, "policy-clash");
    assert!(why.contains("“sample” of another district has a grant or open term named “第一条/首次或迁入”"), "{why}");
    assert_eq!(refused(&ledger, &twin).0, "admitted", "documents of one district share their accounts");
    assert_eq!(refused(&ledger, &elsewhere.replace("第一条/", "石景山区第一条/")).0, "admitted");
}

#[test]
fn an_id_stays_with_its_document_and_a_number_with_its_policy() {
    let ledger = ledger(NOW);
    append(&ledger, by_clerk(), &[issued(&sample())]);
    let (code, why) = refused(&ledger, &with(&sample(), "document", "\"另一文件\""));
    assert_eq!((code.as_str(), why.contains("its id belongs to")), ("policy-clash", true), "{why}");
    let (code, why) = refused(&ledger, &with(&sample(), "id", "\"twin\""));
    assert_eq!((code.as_str(), why.contains("is that of the policy “sample”")), ("policy-clash", true), "{why}");
    let corrected = sample().replace("\"30万元\"", "\"31万元\"");
    let (code, why) = refused(&ledger, &corrected);
    assert_eq!((code.as_str(), why.contains("with another text")), ("policy-recorded", true), "{why}");
    let corrected = with(&corrected, "version", "2");
    append(&ledger, by_clerk(), &[issued(&corrected)]);
    let documents = world(&ledger, "2026-03-01", KnownAt::Head, Scope::Rules).documents().render_plain(Lang::En);
    let told = |policy: &str| documents.lines().find(|line| line.contains(policy)).expect("listed").to_owned();
    let note = format!("text 2 of the rules (event #{})", ledger.head());
    assert!(told("sample").contains(&note), "a new text of one document counts, and is not silent: {documents}");
    assert!(!told("changping-2025-8").contains("text"), "{documents}");
}

#[test]
fn a_document_takes_the_place_of_an_earlier_one_of_its_district() {
    let ledger = ledger(NOW);
    append(&ledger, by_clerk(), &[issued(&sample())]);
    let number = sample().lines().find_map(|line| line.strip_prefix("document = ").map(str::to_owned)).unwrap();
    let next = |issued_on: &str, repeals: &str| {
        let text = with(&with(&sample(), "id", "\"next\""), "document", "\"下一文件\"");
        with(&with(&text, "issued_on", issued_on), "repeals", repeals)
    };
    let repeals = format!("[{number}]");
    let cases = [
        ("2026-01-02", "[\"下一文件\"]", "repeals has its own document number"),
        ("2024-01-01", &repeals, "was issued on 2024-01-01, not before the one that takes it"),
        ("2023-12-31", &repeals, "was issued on 2024-01-01, not before the one that takes it"),
        ("2026-01-02", "[\"昌政办发〔2025〕8号\"]", "is a document of 昌平区"),
        ("2026-01-02", "[\"昌政办发[2025] 8号\"]", "is a document of 昌平区"),
    ];
    for (issued_on, repeals, expected) in cases {
        let (code, why) = refused(&ledger, &next(issued_on, repeals));
        assert_eq!((code.as_str(), why.contains(expected)), ("policy-clash", true), "{issued_on} {repeals}: {why}");
    }
    assert_eq!(refused(&ledger, &next("2024-01-02", &repeals)).0, "admitted");
}

#[test]
fn a_document_that_others_name_before_it_is_issued_is_older_than_they() {
    let ledger = ledger(NOW);
    let next = with(&with(&sample(), "id", "\"next\""), "document", "\"下一文件\"");
    let number = sample().lines().find_map(|line| line.strip_prefix("document = ").map(str::to_owned)).unwrap();
    let next = with(&next, "repeals", &format!("[{number}]"));
    append(&ledger, by_clerk(), &[issued(&next)]);
    assert_eq!(refused(&ledger, &sample()).0, "policy-clash", "both of one day");
    assert_eq!(refused(&ledger, &with(&sample(), "issued_on", "2023-12-31")).0, "admitted");
}

#[test]
fn no_document_is_repealed_before_its_issue() {
    let ledger = ledger(NOW);
    let repeal = |on: &str| line(on, "policy.repealed", json!({"policy": "changping-2025-8", "document": "示例"}));
    let (code, why) = told(&ledger, &repeal("2025-09-04"));
    assert_eq!((code.as_str(), why.contains("was issued on 2025-09-05")), ("policy-clash", true), "{why}");
    assert_eq!(told(&ledger, &repeal("2025-09-05")).0, "admitted");
}

#[test]
fn a_reading_that_several_districts_have_is_decided_for_one_that_is_named() {
    let ledger = ledger(NOW);
    let decide = |policy: Option<&str>| {
        let mut data = json!({"reading": "R23.1", "option": "fact_day", "document": format!("示例{policy:?}")});
        if let Some(policy) = policy {
            data["policy"] = json!(policy);
        }
        line("2026-02-01", "reading.decided", data)
    };
    assert_eq!(told(&ledger, &decide(None)).0, "admitted", "the documents of one district");
    append(&ledger, by_clerk(), &[issued(&sample())]);
    let (code, why) = told(&ledger, &decide(None));
    assert_eq!((code.as_str(), why.contains("sample")), ("several-districts", true), "{why}");
    assert_eq!(told(&ledger, &decide(Some("sample"))).0, "admitted");
}
