//! Scenarios that are not run, each with its code and a remedy.

use super::{ON, POLICY, added, corrects, scenario, set, try_run};
use crate::audit::Office;
use qizhang::ledger::{KnownAt, Scenario};
use serde_json::json;

const RATE: &str = "第五条/新认定/比例";

#[test]
fn what_is_not_run_and_why() {
    let certificate = Office::certified().last();
    let (office, report) = Office::reported();
    let ledger = office.correct("2027-11-02", &report, crate::audit::research("2600000")).ledger();
    let correction = ledger.head().0.to_string();
    let beyond = (ledger.head().0 + 1).to_string();
    let one = |text: &str| scenario(&[text], &[], &[]);
    let rows: Vec<Row> = vec![
        (Scenario::default(), "whatif-empty", "--set"),
        (one("15%"), "whatif-setting", "路径=值"),
        (one("=15%"), "whatif-setting", "路径=值"),
        (one(&format!("{RATE}=")), "whatif-setting", "路径=值"),
        (one(&format!("{RATE}=15%")), "whatif-several-policies", "--set changping-2025-8:"),
        (one(&set(&format!("{RATE}@2027"), "15%")), "whatif-day", "2027-01-01"),
        (one(&set(RATE, "15%%")), "whatif-value", "15%"),
        (one(&set(RATE, "一成五")), "whatif-value", "15%"),
        (one(&set("第七条/年度上限", "15%")), "whatif-value", "50万元"),
        (one(&set("第七条/年度上限", "0.001")), "whatif-value", "50万元"),
        (one(&set("第七条/标准/位次", "1.5")), "whatif-value", "3年"),
        (one(&set("第五条/新认定/比利", "15%")), "no-such-parameter", RATE),
        (one(&format!("changping-2025-9:{RATE}=15%")), "no-such-policy", POLICY),
        (one(&set(RATE, "10.0%")), "whatif-is-law", "换一个值"),
        (one(&set(&format!("{RATE}@2027-01-01"), "10")), "whatif-is-law", "换一个值"),
        (scenario(&[&set(RATE, "15%"), &set(RATE, "12%")], &[], &[]), "whatif-twice", "只留一个"),
        (scenario(&[], &[("R5.3", "nonsense")], &[]), "no-such-option", "year_before_application"),
        (scenario(&[], &[("R55.3", "x")], &[]), "no-such-reading", "R5.3"),
        (scenario(&[], &[("R5.3", "year_before_certificate")], &[]), "whatif-is-law", "policy readings"),
        (scenario(&[], &[], &["1"]), "whatif-needed", "事实"),
        (one(&set(RATE, "100.01%")), "whatif-above-whole", "100%"),
        (one(&set("第五条/新认定/下限", "50.01万元")), "whatif-empty-range", "最高额"),
        (scenario(&[], &[], &[&beyond]), "event-not-found", "event log"),
        (scenario(&[], &[], &["01970000-0000-7000-8000-000000000009"]), "event-not-found", "event log"),
        // The correction goes with the report anyway.
        (scenario(&[], &[], &[&report, &correction]), "whatif-twice", "只留一个"),
        (scenario(&[], &[], &[&correction, &correction]), "whatif-twice", "只留一个"),
        (
            Scenario { adds: vec![added(&[recorded(&certificate)])], ..Scenario::default() },
            "whatif-nothing-added",
            "都已记录",
        ),
        (Scenario { adds: vec![added(&[])], ..Scenario::default() }, "whatif-nothing-added", "append"),
        (
            Scenario { adds: vec![added(&["{}".to_owned()])], ..Scenario::default() },
            "missing-field",
            "more.jsonl 第 1 行",
        ),
    ];
    hold(&ledger, rows);
}

/// The certificate as it is on record.
fn recorded(id: &str) -> String {
    let data =
        json!({"uscc": crate::story::ENTERPRISE, "cert_no": "GR1", "issued_on": "2026-11-20", "track": "ordinary"});
    json!({"id": id, "type": "hightech.certified", "occurred_on": "2026-11-20", "data": data}).to_string()
}

/// A scenario, the code it is refused with, and something the refusal says.
type Row = (Scenario, &'static str, &'static str);

fn hold(ledger: &qizhang::ledger::Ledger, rows: Vec<Row>) {
    for (scenario, code, remedy) in rows {
        let shown = format!("{scenario:?}");
        let complaint = match try_run(ledger, scenario, ON) {
            Err(error) => error.complaint(),
            Ok(_) => panic!("{shown} was run"),
        };
        let said = format!("{}{}{}", complaint.what.zh, complaint.why.zh, complaint.remedy.zh);
        assert_eq!(complaint.code, code, "{shown}: {said}");
        assert!(said.contains(remedy), "{shown}: {said}");
        assert!(!complaint.remedy.en.is_empty() && !complaint.what.en.is_empty(), "{shown}");
    }
}

/// Events that do not go with others, and knowledge that is none.
#[test]
fn facts_that_do_not_go_together() {
    let (office, report) = Office::reported();
    let ledger = office.ledger();
    let rows: Vec<Row> = vec![
        (
            Scenario {
                drops: vec![report.clone()],
                adds: vec![added(&[corrects(&report, "1")])],
                ..Scenario::default()
            },
            "whatif-speaks-of-gone",
            "more.jsonl 的 fact.corrected 所指的事件 #",
        ),
        (
            Scenario { adds: vec![added(&[listed("L8")]), added(&[listed("L8")])], ..Scenario::default() },
            "whatif-twice",
            "只留一个",
        ),
        (
            Scenario {
                adds: vec![added(&[certified("GR7")]), added(&[certified("GR7"), listed("L8")])],
                ..Scenario::default()
            },
            "whatif-same-document",
            "都加入了 ",
        ),
        (Scenario { only_known: KnownAt::parse("1"), ..Scenario::default() }, "whatif-no-policy", "policy.issued"),
        (
            Scenario { only_known: KnownAt::parse("99999"), ..Scenario::default() },
            "whatif-known-anyway",
            "--only-known",
        ),
        (scenario(&[], &[], &["type=policy.issued"]), "whatif-no-policy", "policy.issued"),
    ];
    hold(&ledger, rows);
}

fn certified(number: &str) -> String {
    let on = "2027-03-02";
    let data = json!({"uscc": crate::story::ENTERPRISE, "cert_no": number, "issued_on": on, "track": "ordinary"});
    json!({"type": "hightech.certified", "occurred_on": on, "data": data}).to_string()
}

fn listed(number: &str) -> String {
    let data = json!({"uscc": crate::story::ENTERPRISE, "list_no": number});
    json!({"type": "cultivation_list.entered", "occurred_on": "2027-03-02", "data": data}).to_string()
}

/// Bounds of what is sound are inside, and both bounds may be changed at once.
#[test]
fn what_is_just_sound_is_run() {
    let ledger = Office::reported().0.ledger();
    let floor = |value: &str| set("第五条/新认定/下限", value);
    let rows: [&[String]; 3] =
        [&[set(RATE, "100%")], &[floor("50万元")], &[floor("60万元"), set("第五条/新认定/上限", "60万元")]];
    for sets in rows {
        let sets: Vec<&str> = sets.iter().map(String::as_str).collect();
        assert!(try_run(&ledger, scenario(&sets, &[], &[]), ON).is_ok(), "{sets:?}");
    }
}

/// What is not known yet is not left out, and the remedy says how much to know.
#[test]
fn an_event_beyond_what_is_known() {
    let ledger = Office::reported().0.ledger();
    let horizon =
        ledger.horizon(Some(crate::story::day(ON)), KnownAt::Position(qizhang::value::Position(ledger.head().0 - 1)));
    let base = horizon.and_then(|horizon| ledger.as_it_is(horizon)).unwrap_or_else(|error| panic!("{error:?}"));
    let error =
        base.what_if(&ledger, scenario(&[], &[], &[&ledger.head().0.to_string()])).err().map(|error| error.complaint());
    let told = error.map(|told| (told.code, told.remedy.zh.to_string())).unwrap_or_default();
    assert_eq!(told.0, "whatif-not-known");
    assert!(told.1.contains(&format!("--known 改为 {}", ledger.head().0)), "{}", told.1);
}

/// Separators, signs, words for what is counted, and the wide letters of an input method.
#[test]
fn values_as_people_write_them() {
    let ledger = Office::reported().0.ledger();
    let rows = [
        (RATE, "15", "15%"),
        (RATE, "15.0%", "15%"),
        (RATE, "１５％", "15%"),
        ("第七条/年度上限", "150万元", "¥1,500,000.00"),
        ("第七条/年度上限", "1,500,000", "¥1,500,000.00"),
        ("第七条/年度上限", "¥1,500,000.00元", "¥1,500,000.00"),
        ("第七条/标准/位次", "3", "3"),
        ("第五条/证书/年数", "4年", "4"),
    ];
    for (path, value, shown) in rows {
        let run = super::run(&ledger, scenario(&[&set(path, value)], &[], &[]), ON);
        let page = run.page(&qizhang::ledger::Extent::lines(20)).render(qizhang::value::Lang::Zh);
        assert!(page.contains(&format!("  {shown}  ")), "{path}={value}: {page}");
    }
    let wide = format!("{POLICY}：{RATE}＝１５％");
    assert!(try_run(&ledger, scenario(&[&wide], &[], &[]), ON).is_ok());
}
