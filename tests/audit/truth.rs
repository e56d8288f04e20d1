//! The planted faults of a made-up district: every detector finds its own, is silent at the near miss beside it, and says so in words
//! that were read by people.

use super::look;
use crate::cli::reviewed;
use crate::ledger::{append, ledger_as_of, migrating};
use qizhang::ledger::{Audited, Detector, Finding, Truth, detectors, truth};
use qizhang::sample::{Line, Plan, faulty};
use qizhang::value::Lang;
use serde_json::{Value, json};
use std::collections::BTreeSet;

const ON: &str = "2030-12-31";

/// The office of a small district with planted faults, and the truth as it is written to a file.
fn planted() -> (Audited, Value) {
    let (lines, truth) = faulty(&Plan { enterprises: 20, ..Plan::default() });
    let ledger = ledger_as_of("2030-12-31T23:59:59+08:00", Some("2024-01-01"));
    append(&ledger, migrating(), &lines.iter().map(Line::to_json).collect::<Vec<_>>());
    (look(&ledger, ON), truth.to_value())
}

fn all() -> Vec<&'static Detector> {
    detectors(&[]).unwrap_or_else(|(name, _)| panic!("no detector {name}"))
}

fn truth_of(value: &Value) -> Truth {
    truth("truth.json", value.to_string().as_bytes()).unwrap_or_else(|error| panic!("{:?}", error.complaint()))
}

#[test]
fn every_detector_finds_what_was_planted_and_nothing_beside_it() {
    let (audited, told) = planted();
    let truth = truth_of(&told);
    assert_eq!(truth.on.to_string(), ON);
    // A required document can only be missing where a later version of a type asks for it: `persons` has those cases.
    let names: BTreeSet<&str> = all().iter().map(|detector| detector.id).filter(|id| *id != "P02").collect();
    let planted: BTreeSet<&str> = truth.faults.iter().map(|fault| fault.detector.id).collect();
    let near: BTreeSet<&str> = truth.near_misses.iter().map(|(detector, _)| detector.id).collect();
    assert_eq!((&planted, &near), (&names, &names), "each has a fault to find and a near miss to leave alone");
    let found = audited.found(&all());
    let score = truth.hold(&found, &all());
    let wrong: Vec<_> = score.wrong.iter().map(|finding| (&finding.number, &finding.says.zh)).collect();
    assert!(score.is_perfect(), "missed {:#?}\nwrong {wrong:#?}", score.missed);
    let (planted, found, told) = score.counts();
    assert_eq!((planted, found, told), (truth.faults.len(), truth.faults.len(), truth.faults.len()));
}

#[test]
fn each_planted_fault_reads_as_people_have_read_it() {
    let (audited, told) = planted();
    let truth = truth_of(&told);
    let found = audited.found(&all());
    for detector in all().into_iter().filter(|detector| detector.id != "P02") {
        let own = truth.faults.iter().filter(|fault| fault.detector.id == detector.id);
        let mut told = Vec::new();
        for fault in own {
            let is_told = |finding: &&Finding| {
                finding.detector.id == fault.detector.id && finding.facts.iter().any(|fact| fact.id == fault.event)
            };
            let finding = found.iter().find(is_told).unwrap_or_else(|| panic!("{fault:?}"));
            let page = audited.told(finding);
            let [zh, en] = [Lang::Zh, Lang::En].map(|lang| page.render(lang));
            told.push(format!("{}\n{}\n\n{zh}\n{en}", fault.story.zh, fault.story.en));
        }
        reviewed(&format!("tests/audit/stories/{}.txt", detector.id), &told.join("\n"));
    }
}

#[test]
fn what_is_not_so_is_told_apart() {
    let (audited, told) = planted();
    let found = audited.found(&all());
    let counts = |change: &dyn Fn(&mut Value)| {
        let mut changed = told.clone();
        change(&mut changed);
        let truth = truth_of(&changed);
        let score = truth.hold(&found, &all());
        let told = (score.missed.len(), score.wrong.len());
        assert_eq!(score.is_perfect(), told == (0, 0));
        told
    };
    let faults = |truth: &mut Value, change: &dyn Fn(&mut Vec<Value>)| {
        change(truth["faults"].as_array_mut().unwrap_or_else(|| panic!("no faults")));
    };
    let none: [&str; 0] = [];
    let missed = |change: &dyn Fn(&mut Vec<Value>)| counts(&|truth| faults(truth, change));
    assert_eq!(counts(&|_| {}), (0, 0));
    assert_eq!(missed(&|all| drop(all.remove(0))), (0, 1), "a fault nobody told of");
    let mut twice = truth_of(&told);
    twice.faults.push(twice.faults[0].clone());
    assert_eq!(twice.hold(&found, &all()).missed.len(), 1, "one finding answers one fault");
    assert_eq!(missed(&|all| all[0]["amount"] = json!("9999.99")), (1, 1), "another amount");
    assert_eq!(missed(&|all| all[0]["event"] = all[1]["event"].clone()), (1, 1), "another event");
    assert_eq!(missed(&|all| all[0]["subjects"] = all[1]["subjects"].clone()), (1, 1), "somebody else");
    assert_eq!(missed(&|all| all[0]["rule"] = json!("D23")), (1, 1), "another detector");
    assert_eq!(missed(&|all| drop(all[0]["amount"].take())), (0, 0), "an amount that is not told is not compared");
    let of_nobody = |truth: &mut Value| truth["complete_for"] = json!({"subjects": none});
    assert_eq!(counts(&of_nobody), (truth_of(&told).faults.len(), 0), "of nobody it tells everything");
    // Somebody may be overpaid on a rate the truth speaks of: that is judged by whom it is about.
    let of_events = |truth: &mut Value| truth["complete_for"]["subjects"] = json!(none);
    let about_somebody = truth_of(&told).faults.iter().filter(|fault| !fault.subjects.is_empty()).count();
    assert_eq!(counts(&of_events), (about_somebody, 0));
    let only = detectors(&["D01".to_owned()]).unwrap_or_default();
    let truth = truth_of(&told);
    let score = truth.hold(&[], &only);
    assert_eq!((score.missed.len(), score.rows.len()), (1, 1), "the others were not asked");
}

#[test]
fn a_file_that_is_no_truth_is_refused_with_its_place() {
    let complaint = |text: &str| {
        let error = truth("truth.json", text.as_bytes()).err().unwrap_or_else(|| panic!("{text} was read"));
        let spot = error.spot();
        (error.complaint().code, spot.field.unwrap_or_default(), error.complaint().why.zh)
    };
    let with = |field: &str, value: Value| {
        let mut truth = json!({
            "format": "truth.v1", "on": ON, "complete_for": {},
            "faults": [{"rule": "D01", "event": "00000000-0000-7000-8000-000000000001"}],
        });
        match field.split_once('/') {
            Some(("fault", field)) => truth["faults"][0][field] = value,
            Some((_, field)) => truth["complete_for"][field] = value,
            None => truth[field] = value,
        }
        truth.to_string()
    };
    assert!(truth("", with("on", json!(ON)).as_bytes()).is_ok());
    for (text, place) in [
        ("{".to_owned(), ""),
        ("{}".to_owned(), "format"),
        (with("format", json!("truth.v2")), "format"),
        (with("on", json!("2030-02-30")), "on"),
        (with("fault/rule", json!("D99")), "faults[0].rule"),
        (with("fault/rule", json!("")), "faults[0].rule"),
        (with("fault/event", json!("7")), "faults[0].event"),
        (with("fault/amount", json!("1.234")), "faults[0].amount"),
        (with("fault/subjects", json!(["91110114MA0UKCKF6A"])), "faults[0].subjects[0]"),
        (with("complete/events", json!(["x"])), "complete_for.events[0]"),
        (with("near_misses", json!([{"rule": "X"}])), "near_misses[0].rule"),
    ] {
        let (code, at, why) = complaint(&text);
        assert_eq!((code, at.as_str()), ("not-a-truth", place), "{text}");
        assert!(!why.is_empty(), "{text}");
    }
}

/// Each as a person reads it: the line, and what to do, in both languages and in no words of a program's parser.
#[test]
fn what_is_wrong_in_a_truth_is_told_with_its_line() {
    let fault = |more: &str| format!(r#"{{"rule": "D01", "event": "00000000-0000-7000-8000-000000000001"{more}}}"#);
    let file = |faults: &str| {
        format!(
            "{{\n\"format\": \"truth.v1\",\n\"on\": \"2030-12-31\",\n\"complete_for\": {{}},\n\"faults\": [\n{faults}\n]\n}}\n"
        )
    };
    let two = |first: &str, second: &str| file(&format!("{},\n{}", fault(first), fault(second)));
    let other = r#", "subjects": ["91110114QYDEM0018C"]"#;
    assert!(truth("", two("", other).as_bytes()).is_ok(), "about somebody else");
    for (text, line, zh, en) in [
        (format!("\u{feff}{}", file("")), 1, "BOM", "byte order mark"),
        (two("", "").replace("\"},\n", "\"}\n"), 7, "JSON", "no JSON"),
        (two("", ", \"ammount\": \"1\""), 7, "没有“ammount”这一项", "no key “ammount”"),
        (two("", ", \"amount\": 1"), 7, "类型不对", "another kind"),
        (two(", \"rule\": \"D01\"", ""), 6, "“rule”写了两次", "“rule” stands twice"),
        (two("", "").replace("\"on\"", "\"no\""), 3, "没有“no”这一项", "no key “no”"),
        (
            two("", ""),
            7,
            "faults[1] 与第 6 行的 faults[0] 是同一处错误",
            "faults[1] is the same fault as faults[0] in line 6",
        ),
        (two(other, other), 7, "同一处错误", "the same fault"),
        (two("", "").replace("01\"}\n]", "1\"}\n]"), 7, "faults[1].event", "at faults[1].event"),
        (file("{\n\"rule\": \"D01\",\n\"evnt\": \"\"}"), 8, "没有“evnt”这一项", "no key “evnt”"),
    ] {
        let error = truth("truth.json", text.as_bytes()).err().unwrap_or_else(|| panic!("{text} was read"));
        let told = error.complaint();
        assert_eq!(error.spot().line, Some(line), "{text} {:?}", told.why);
        assert!(told.why.zh.starts_with(&format!("第 {line} 行：")) && told.why.zh.contains(zh), "{}", told.why.zh);
        assert!(told.why.en.starts_with(&format!("line {line}: ")) && told.why.en.contains(en), "{}", told.why.en);
        assert!(!told.remedy.zh.starts_with('；') && !told.remedy.en.starts_with(';'), "{:?}", told.remedy);
    }
}
