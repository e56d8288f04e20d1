//! Findings from the command line: looked at, explained, and back again when a fact changes.

use super::Office;
use serde_json::{Value, json};

const ON: [&str; 2] = ["--on", "2026-12-31"];

fn told(office: &Office, words: &[&str]) -> (Option<i32>, String, String) {
    let said = office.run(&[words, &ON].concat());
    (said.code, said.data, said.talk)
}

fn found(office: &Office, words: &[&str]) -> Vec<Value> {
    let (_, data, talk) = told(office, &[words, &["--json"]].concat());
    let document: Value = serde_json::from_str(&data).unwrap_or_else(|error| panic!("{error}: {data}{talk}"));
    super::json::keeps(&document, "finding.v1");
    document["findings"].as_array().cloned().unwrap_or_default()
}

#[test]
fn what_is_found_ends_with_four_and_what_is_not_with_nought() {
    let office = Office::with_story();
    let (code, data, _) = told(&office, &["audit"]);
    assert_eq!(code, Some(4), "{data}");
    for piece in ["D05 按现在已知多付（关注）　1 处，¥110,000.00", "第五条", "合计　问题 0 处，关注 1 处，提示 0 处"]
    {
        assert!(data.contains(piece), "{piece}\n{data}");
    }
    let (code, data, _) = told(&office, &["audit", "--rule", "d01, D03", "--lang", "en"]);
    assert!(code == Some(0) && data.contains("nothing found"), "{data}");
    let (code, data, _) = told(&office, &["audit", "--of", "91110114000000019R"]);
    assert!(code == Some(0) && data.contains("没有发现疑点"), "somebody else: {data}");
}

#[test]
fn a_finding_is_explained_and_put_aside() {
    let office = Office::with_story();
    let number = found(&office, &["audit"])[0]["number"].as_str().unwrap().to_owned();
    let (code, data, _) = told(&office, &["audit", "show", &number]);
    assert!(code == Some(0) && data.contains("查什么") && data.contains("研发费用"), "{data}");
    let explain = ["audit", "explain", &number, "--because", "已从下一年度抵扣", "--as", "auditor", "--clock-is-right"];
    let (code, data, talk) = told(&office, &[&explain[..], &["--dry-run"]].concat());
    assert_eq!(code, Some(0), "{data}{talk}");
    assert_eq!(found(&office, &["audit"])[0]["state"], "found", "nothing was recorded");
    let (code, data, talk) = told(&office, &explain);
    assert_eq!(code, Some(0), "{data}{talk}");
    let (code, data, _) = told(&office, &["audit"]);
    assert!(code == Some(0) && data.contains("另有 1 处"), "{data}");
    assert!(found(&office, &["audit"]).is_empty());
    let all = found(&office, &["audit", "--all"]);
    assert_eq!((&all[0]["state"], &all[0]["open"]), (&json!("explained"), &json!(false)));
    let (code, data, _) = told(&office, &["show", "91110108551385082Q"]);
    assert!(code == Some(0) && data.contains("审计发现"), "it stands in the file of the enterprise: {data}");
}

#[test]
fn a_slip_is_answered() {
    let office = Office::with_story();
    let (code, _, talk) = told(&office, &["audit", "--rule", "D99"]);
    assert!(code == Some(2) && talk.contains("qizhang audit rules"), "{talk}");
    let number = found(&office, &["audit"])[0]["number"].as_str().unwrap().to_owned();
    let near = format!("{}0", &number[..number.len() - 1]);
    let near = if near == number { format!("{}1", &number[..number.len() - 1]) } else { near };
    let (code, _, talk) = told(&office, &["audit", "show", &near]);
    assert!(code == Some(1) && talk.contains("unknown-finding") && talk.contains(&number), "{talk}");
    let (code, _, talk) = told(&office, &["audit", "close", &number, "--outcome", "done"]);
    assert!(code == Some(2) && talk.contains("confirmed, dismissed, remedied"), "{talk}");
}

/// A small district with planted faults: everything is found, and a truth that is not so is told.
#[test]
fn findings_are_held_against_the_truth() {
    let office = Office::new();
    office.done(&["demo", "made-up", "--enterprises", "8", "--faults", "truth.json"]);
    let against =
        |words: &[&str]| office.run(&[&["audit", "--against", "truth.json", "--ledger", "made-up"], words].concat());
    let said = against(&[]);
    assert_eq!(said.code, Some(0), "{}{}", said.data, said.talk);
    for piece in ["业务日 2030-12-31", "查准率 53/53，查全率 53/53"] {
        assert!(said.data.contains(piece), "{piece}\n{}", said.data);
    }
    let one = against(&["--rule", "D01", "--lang", "en"]);
    assert!(one.code == Some(0) && one.data.contains("precision 1/1, recall 1/1"), "{}", one.data);
    let told: Value = serde_json::from_str(&against(&["--json"]).data).unwrap();
    super::json::keeps(&told, "against.v1");
    let text = std::fs::read_to_string(office.path("truth.json")).unwrap();
    let mut truth: Value = serde_json::from_str(&text).unwrap();
    super::json::keeps(&truth, "truth.v1");
    truth["faults"][0]["amount"] = json!("1.00");
    std::fs::write(office.path("truth.json"), truth.to_string()).unwrap();
    let said = against(&[]);
    assert_eq!(said.code, Some(4), "{}", said.data);
    for piece in ["漏查　D01　同一批准付了两次", "误报　D01-", "查准率 52/53，查全率 52/53"] {
        assert!(said.data.contains(piece), "{piece}\n{}", said.data);
    }
    super::json::keeps(&serde_json::from_str(&against(&["--json"]).data).unwrap(), "against.v1");
    let early = against(&["--on", "2027-09-30"]);
    assert!(
        early.code == Some(4) && early.data.contains("业务日 2027-09-30"),
        "another day may be asked about: {}",
        early.data
    );
    std::fs::write(office.path("truth.json"), "{}").unwrap();
    let said = against(&["--lang", "en"]);
    assert!(said.code == Some(1) && said.talk.contains("not-a-truth"), "{}", said.talk);
    assert_eq!(against(&["--all"]).code, Some(2), "it lists everything there is");
    assert_eq!(office.run(&["demo", "other", "--faults", "truth.json"]).code, Some(1), "nothing is overwritten");
}

/// The correction of 2026-11-02 in the story, as the auditor asks what it costs.
#[test]
fn what_an_event_changes_is_told_with_the_lines_that_put_it_right() {
    const CORRECTION: &str = "01970000-0000-7000-8000-000000000012";
    let office = Office::with_story();
    let (code, data, talk) = told(&office, &["audit", "impact", CORRECTION, "--out", "back.jsonl"]);
    assert_eq!(code, Some(4), "{data}{talk}");
    for piece in ["420,000.00", "310,000.00", "-110,000.00", "追回", "第五条", "clawback.ordered"] {
        assert!(data.contains(piece), "{piece}\n{data}");
    }
    let (code, data, _) = told(&office, &["audit", "impact", CORRECTION, "--json"]);
    let document: Value = serde_json::from_str(&data).unwrap();
    super::json::keeps(&document, "impact.v1");
    let sums = &document["sums"];
    assert_eq!((code, &sums["recover"], &sums["difference"]), (Some(4), &json!("110000.00"), &json!("-110000.00")));
    assert_eq!(document["changed"][0]["proposal"], "recover");
    let append = ["append", "back.jsonl", "--as", "finance", "--clock-is-right"];
    let said = office.run(&append);
    assert!(said.code == Some(0) && said.talk.contains("记入 1 条"), "{}", said.talk);
    let (code, data, _) = told(&office, &["audit", "impact", CORRECTION, "--lang", "en"]);
    assert!(code == Some(4) && data.contains("ordered back already"), "{data}");
    let nothing = told(&office, &["audit", "impact", "01970000-0000-7000-8000-00000000000a"]);
    assert!(nothing.0 == Some(0) && nothing.1.contains("没有一笔批准或拨付因它而不同"), "{nothing:?}");
    let (code, _, talk) = told(&office, &["audit", "impact", "#99999"]);
    assert!(code == Some(1) && talk.contains("99999"), "{talk}");
}
