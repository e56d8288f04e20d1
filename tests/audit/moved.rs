//! A payment that was recorded as one enterprise's and is said to be another's since: the detectors and the explanation of the payment agree on
//! whether it was right when it was paid and whether it is now, and both tell whose it was said to be, by which approval, step by step.

use super::{CERTIFIED, ON, Office, everything, look};
use crate::story::{ENTERPRISE, day, nth_code};
use qizhang::ledger::{About, Asking, Ledger};
use qizhang::value::Lang;
use serde_json::{Value, json};

/// The other enterprise, which is certified too and has 300,000 to come.
const OTHER: u32 = 7;

/// Both are certified on 3,000,000 yuan of research; the first one is approved and paid. The payment, to be corrected.
fn paid() -> (Office, String) {
    let other = nth_code(OTHER);
    let office = Office::reported().0.neighbour(OTHER).certificate_of(&other, "GR7", "2026-11-21");
    let office = office.fact(
        "2026-12-02",
        "rnd.expense_reported",
        json!({"uscc": other, "year": 2025, "amount": "3000000", "basis": "special_audit"}),
    );
    let office = office.applied().approved("2027-08-20", "A1", (CERTIFIED, "certificate:GR1"), "300000");
    let office = office.paid("2027-09-25", "P1", "A1", "300000");
    let payment = office.last();
    (office, payment)
}

fn own(office: Office, on: &str) -> Office {
    office.approved_for(OTHER, on, (CERTIFIED, "certificate:GR7"), "300000")
}

fn body(uscc: &str, approval: &str) -> Value {
    json!({"uscc": uscc, "payment_no": "P1", "approval_no": approval, "amount": "300000"})
}

fn why(ledger: &Ledger, lang: Lang) -> String {
    let asking = Asking { about: About::Payment("P1".into()), on: day(ON), known: ledger.head(), reads: Vec::new() };
    ledger.answered(&asking).unwrap_or_else(|error| panic!("{:?}", error.complaint())).explained().render(lang)
}

/// What the correction made of it: who found what, and what the explanation says of then and of the steps.
struct Row {
    name: &'static str,
    office: Office,
    found: &'static [&'static str],
    then: &'static str,
    steps: Vec<String>,
}

fn rows() -> Vec<Row> {
    let other = nth_code(OTHER);
    let (office, payment) = paid();
    let first = |place: u32| {
        format!("付款 P1（事件 #{place}）当初登记：付给北京某某科技有限公司（{ENTERPRISE}），依批准 A1（事件 #188）")
    };
    let to_other =
        |by: u32, approval: &str| format!("更正 #{by} 起：付给北京某某7号科技有限公司（{other}），依批准 {approval}");
    let own_before = || own(office.clone(), "2027-08-21").correct("2027-10-10", &payment, body(&other, "A-7"));
    vec![
        Row {
            name: "never moved",
            office: office.clone(),
            found: &[],
            then: "付款时（2027-09-25）正确：按当时已知的事实应享 ¥300,000.00，与决定一致",
            steps: vec![],
        },
        Row {
            name: "no approval of the other",
            office: office.clone().correct("2027-10-10", &payment, body(&other, "A1")),
            found: &["D06", "D17"],
            then: "付款时（2027-09-25）有误：按当时已知的事实应享 ¥0.00，决定 ¥300,000.00，多 ¥300,000.00",
            steps: vec![
                first(189),
                to_other(190, &format!("A1（事件 #188），批给的是北京某某科技有限公司（{ENTERPRISE}）")),
            ],
        },
        Row {
            name: "own approval before",
            office: own_before(),
            found: &["D17"],
            then: "付款时（2027-09-25）正确：按当时已知的事实应享 ¥300,000.00，与决定一致",
            steps: vec![first(190), to_other(191, "A-7（事件 #189）")],
        },
        Row {
            name: "own approval after",
            office: own(office.clone(), "2027-10-08").correct("2027-10-10", &payment, body(&other, "A-7")),
            found: &["D06", "D15", "D17"],
            then: "付款时（2027-09-25）账上没有它的批准，付了 ¥300,000.00；按当时已知的事实应享 ¥300,000.00",
            steps: vec![first(189), to_other(191, "A-7（事件 #190）")],
        },
        Row {
            name: "and back",
            office: own_before().correct("2027-10-12", &payment, body(ENTERPRISE, "A1")),
            found: &[],
            then: "付款时（2027-09-25）正确：按当时已知的事实应享 ¥300,000.00，与决定一致",
            steps: vec![
                first(190),
                to_other(191, "A-7（事件 #189）"),
                format!("更正 #192 起：付给北京某某科技有限公司（{ENTERPRISE}），依批准 A1（事件 #188）"),
            ],
        },
    ]
}

/// The lines of an answer that tell whose the payment was said to be.
fn steps(told: &str) -> Vec<&str> {
    let lines = told.lines().map(|line| line.trim().trim_start_matches("结论").trim());
    lines
        .filter(|line| line.starts_with("付款 P1（") && line.contains("当初登记") || line.contains("起：付给"))
        .collect()
}

#[test]
fn a_payment_of_another_is_judged_and_told_alike() {
    for Row { name, office, found, then, steps: wanted } in rows() {
        let ledger = office.ledger();
        let audited = look(&ledger, ON);
        let all = everything(&audited);
        let mut ids: Vec<&str> = all.iter().map(|finding| finding.detector.id).collect();
        ids.sort_unstable();
        assert_eq!(ids, found, "{name}");
        for finding in &all {
            let told = audited.told(finding).render(Lang::Zh);
            assert_eq!(steps(&told), wanted, "{name}: {told}");
        }
        let told = why(&ledger, Lang::Zh);
        assert_eq!(steps(&told), wanted, "{name}: {told}");
        assert!(told.contains(then), "{name}: {told}");
        // Who finds it wrong then and who explains it do not contradict each other.
        assert_eq!(found.contains(&"D06"), !then.contains("正确"), "{name}");
    }
}

#[test]
fn each_correction_since_is_told_with_what_it_changed() {
    let row = rows().into_iter().find(|row| row.name == "and back").unwrap();
    let told = why(&row.office.ledger(), Lang::En);
    let other = nth_code(OTHER);
    let since: Vec<&str> =
        told.lines().filter(|line| line.contains("2027-10-1") && line.contains(" correction #")).collect();
    let [to, back] = since.as_slice() else { panic!("{told}") };
    for (line, by, on, [from, into]) in
        [(to, "#191", "2027-10-10", [ENTERPRISE, &other]), (back, "#192", "2027-10-12", [&other, ENTERPRISE])]
    {
        let changed = line.find(from).zip(line.find(into)).is_some_and(|(from, into)| from < into);
        assert!(line.contains(by) && line.contains(on) && changed, "{line}");
    }
}
