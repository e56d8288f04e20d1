//! The file of an enterprise, its statement, what lapses, and the readings.

use super::{both, certificate, high_tech};
use crate::story::{CARRIER, ENTERPRISE, POLICY, Story, code, day};
use qizhang::explain::{LapseRow, Part, Phrase, Telling, file, lapses, readings, statement, totals, why, why_not};
use qizhang::policy::{Choices, ReadingId};
use qizhang::value::{Bilingual, Fen};
use serde_json::json;
use std::collections::BTreeMap;

/// Ten kinds of facts and more, some late, some corrected, one still ahead.
fn long_story() -> Story {
    let standard = json!({"standard_no": "GB/T 12345-2026", "title": "某某规范", "level": "national", "nature": "new", "units": [{"rank": 1, "name": "某公司", "uscc": ENTERPRISE}]});
    let lines = json!([
        {"grant": "第七条/标准", "matter": "standard:GB/T 12345-2026", "amount": "300000"},
        {"grant": "第十三条/新产品", "matter": "product:P1", "amount": "50000"},
    ]);
    let story = Story::new()
        .fact("2023-12-01", "hightech.certified", certificate("GR0", "2023-12-01"))
        .recorded("2026-09-01T10:00:00+08:00", "2026-01-05", "cultivation_list.entered", json!({"list_no": "PY-1"}))
        .fact(
            "2026-02-01",
            "enterprise.renamed",
            json!({"old_name": "北京某某科技有限公司", "new_name": "北京某某智能科技有限公司"}),
        )
        .fact("2026-03-01", "tenancy.started", json!({"carrier": CARRIER}))
        .fact("2026-05-01", "new_product.recognized", json!({"product_key": "P1", "cert_no": "N1"}))
        .fact("2026-10-10", "hightech.certified", certificate("GR1", "2026-10-10"))
        .fact("2026-12-20", "standard.published", standard)
        .fact(
            "2027-03-31",
            "rnd.expense_reported",
            json!({"uscc": ENTERPRISE, "year": 2025, "amount": "800000", "basis": "annual_report"}),
        );
    let figure = story.last_id();
    let corrected = json!({"uscc": ENTERPRISE, "year": 2025, "amount": "880000", "basis": "annual_report"});
    story
        .fact("2027-04-02", "application.submitted", json!({"application_no": "SB-2027-0001", "call_year": 2027}))
        .fact("2027-05-02", "fact.corrected", json!({"event": figure, "data": corrected, "reason": "数字录错"}))
        .fact("2027-05-05", "rnd.expense_reported", json!({"year": 2025, "amount": "900000", "basis": "special_audit"}))
        .fact(
            "2027-06-01",
            "insurance.premium_paid",
            json!({"policy_no": "BX-1", "insurer": "某保险公司", "kind": "研发责任险", "premium": "20000"}),
        )
        .fact("2027-08-20", "grant.approved", json!({"approval_no": "PF-2027-0001", "lines": lines}))
        .fact(
            "2027-09-25",
            "payment.made",
            json!({"payment_no": "P-2027-0001", "approval_no": "PF-2027-0001", "amount": "350000"}),
        )
        .recorded(
            "2027-10-01T10:00:00+08:00",
            "2028-03-01",
            "first_set.recognized",
            json!({"product_key": "P2", "level": "municipal"}),
        )
}

#[test]
fn the_file_of_an_enterprise() {
    let told = long_story().told(ENTERPRISE, "2027-12-31", "2027-12-31");
    let names = BTreeMap::from([(code(CARRIER), "某某孵化器".into())]);
    both("file", &file(&told.case(), &names, Telling::default()));
}

#[test]
fn the_file_of_a_stranger_is_short_and_says_so() {
    let told = Story::default().told(ENTERPRISE, "2027-12-31", "2027-12-31");
    both("file_empty", &file(&told.case(), &BTreeMap::new(), Telling::default()));
}

#[test]
fn a_statement_runs_against_its_caps() {
    let told = super::why::choice().told(ENTERPRISE, "2027-06-30", "2027-06-30");
    both("statement", &statement(&told.case(), None));
    both("statement_2027", &statement(&told.case(), Some(2027)));
    both("statement_1999", &statement(&told.case(), Some(1999)));
}

#[test]
fn totals_are_the_sums_of_their_columns() {
    use qizhang::explain::Cell;
    let told = long_story().told(ENTERPRISE, "2027-12-31", "2027-12-31");
    for document in [statement(&told.case(), None), file(&told.case(), &BTreeMap::new(), Telling::default())] {
        for part in document.parts {
            let Part::Sheet(sheet) = part else { continue };
            assert!(sheet.rows.iter().all(|row| row.len() == sheet.columns.len()), "{:?}", sheet.title);
            let Some((total, rows)) = sheet.rows.split_last() else { continue };
            if !matches!(&total[0], Cell::Phrase(Phrase::Filed(filed)) if filed == &qizhang::explain::Filed::Sum) {
                continue;
            }
            for (column, cell) in total.iter().enumerate() {
                let Some(sum) = cell.amount() else { continue };
                let money = |row: &Vec<Cell>| row[column].amount().unwrap_or_default();
                assert_eq!(rows.iter().map(money).sum::<Fen>(), sum, "column {column}");
            }
        }
    }
}

#[test]
fn what_lapses_comes_by_day() {
    let row = |last: &str, days_left: i64, status: (&str, &str), happens: (&str, &str)| LapseRow {
        subject: code(ENTERPRISE),
        name: Some("北京某某科技有限公司".into()),
        status: Bilingual::new(status.0, status.1),
        last: day(last),
        days_left,
        happens: Bilingual::new(happens.0, happens.1).into(),
    };
    let rows = [
        row(
            "2028-02-01",
            32,
            ("育新企业（培育清单）", "nurtured enterprise"),
            ("自动退出清单", "leaves the list by itself"),
        ),
        row("2028-01-10", 10, ("高新技术企业", "high-tech enterprise"), ("证书到期", "the certificate expires")),
    ];
    both("lapses", &lapses(&rows));
    both("lapses_none", &lapses(&[]));
}

#[test]
fn readings_say_what_is_in_force_and_since_when() {
    let told = high_tech().told(ENTERPRISE, "2027-06-30", "2027-06-30");
    let fact = told.position.statuses[0].opened_by;
    let decided = BTreeMap::from([(ReadingId("R5.3".into()), ("year_before_certificate".into(), fact))]);
    let choices = Choices::default().with(&ReadingId("R7.1".into()), "eligible_units");
    both("readings", &readings(&POLICY, &choices, &decided));
}

/// Two payments under an approval that was retracted: one names what it was for, the other does not.
fn stray() -> Story {
    let lines = json!([{"grant": "第四条/首次入库", "matter": "cultivation_list:L1", "amount": "10000"}]);
    let story = Story::new().fact("2026-03-01", "cultivation_list.entered", json!({"list_no": "L1"})).fact(
        "2027-08-20",
        "grant.approved",
        json!({"approval_no": "PF-2027-0001", "lines": lines}),
    );
    let approval = story.last_id();
    let paid = |number: &str| json!({"payment_no": number, "approval_no": "PF-2027-0001", "amount": "10000"});
    let mut named = paid("P-2027-0002");
    (named["grant"], named["matter"]) = (json!("第十三条/新产品"), json!("product:P1"));
    story.fact("2027-09-25", "payment.made", paid("P-2027-0001")).fact("2027-09-26", "payment.made", named).fact(
        "2027-11-02",
        "fact.retracted",
        json!({"event": approval, "reason": "文号有误"}),
    )
}

#[test]
fn a_payment_without_an_approval_on_record_is_in_every_list() {
    let told = stray().told(ENTERPRISE, "2027-12-31", "2027-12-31");
    let case = told.case();
    both("stray_file", &file(&case, &BTreeMap::new(), Telling::default()));
    both("stray_statement", &statement(&case, None));
    both("stray_not", &why_not(&case, "第四条"));
    for (name, grant) in [("stray", ""), ("stray_named", "第十三条/新产品")] {
        let [item] = told.items(grant)[..] else { panic!("{grant}: one item") };
        both(name, &why(&case, item, None));
    }
    both("stray_totals", &totals(case.program, std::iter::once(&told.position)));
}
