//! Scenarios that are not run, each with its code and a remedy.

use super::{ON, POLICY, added, scenario, set, try_run};
use crate::audit::Office;
use qizhang::ledger::Scenario;

const RATE: &str = "第五条/新认定/比例";

#[test]
fn what_is_not_run_and_why() {
    let (office, report) = Office::reported();
    let ledger = office.correct("2027-11-02", &report, crate::audit::research("2600000")).ledger();
    let correction = ledger.head().0.to_string();
    let beyond = (ledger.head().0 + 1).to_string();
    let one = |text: &str| scenario(&[text], &[], &[]);
    let rows: Vec<(Scenario, &str, &str)> = vec![
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
        (scenario(&[], &[], &[&beyond]), "beyond-head", "较小的序号"),
        (scenario(&[], &[], &["01970000-0000-7000-8000-000000000009"]), "event-not-found", "event log"),
        // The correction goes with the report anyway.
        (scenario(&[], &[], &[&report, &correction]), "whatif-twice", "只留一个"),
        (scenario(&[], &[], &[&correction, &correction]), "whatif-twice", "只留一个"),
        (Scenario { adds: vec![added(&[])], ..Scenario::default() }, "whatif-nothing-added", "append"),
        (
            Scenario { adds: vec![added(&["{}".to_owned()])], ..Scenario::default() },
            "missing-field",
            "more.jsonl 第 1 行",
        ),
    ];
    for (scenario, code, remedy) in rows {
        let shown = format!("{scenario:?}");
        let complaint = match try_run(&ledger, scenario, ON) {
            Err(error) => error.complaint(),
            Ok(_) => panic!("{shown} was run"),
        };
        let said = format!("{}{}{}", complaint.what.zh, complaint.why.zh, complaint.remedy.zh);
        assert_eq!(complaint.code, code, "{shown}: {said}");
        assert!(said.contains(remedy), "{shown}: {said}");
        assert!(!complaint.remedy.en.is_empty() && !complaint.what.en.is_empty(), "{shown}");
    }
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
        let page = run.page(20).render(qizhang::value::Lang::Zh);
        assert!(page.contains(&format!("  {shown}  ")), "{path}={value}: {page}");
    }
    let wide = format!("{POLICY}：{RATE}＝１５％");
    assert!(try_run(&ledger, scenario(&[&wide], &[], &[]), ON).is_ok());
}
