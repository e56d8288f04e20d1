//! Detectors that look at the facts alone: dates, names, numbers and periods that do not agree.

use super::{LISTED, Office, hold};
use crate::story::{CARRIER, ENTERPRISE, nth_code};
use serde_json::{Value, json};

const NAME: &str = "北京某某科技有限公司";

#[test]
fn d15_impossible_dates() {
    let paid = |on: &str| {
        let entered = Office::new().fact("2026-03-01", "cultivation_list.entered", json!({"list_no": "L1"})).applied();
        let approved = entered.approved("2027-08-20", "A1", (LISTED, "cultivation_list:L1"), "10000");
        let data = json!({"payment_no": "P1", "approval_no": "A1", "amount": "10000"});
        approved.late("2027-08-21", on, "payment.made", data)
    };
    let founded = |certified: &str| {
        let young = nth_code(1);
        let data = json!({"uscc": young, "name": "北京新设科技有限公司", "kind": "enterprise", "district": "昌平区"});
        Office::new().fact("2026-06-01", "enterprise.registered", data).certificate_of(&young, "GR7", certified)
    };
    let borrowed = |paid_on: &str| {
        let interest = json!({
            "contract_no": "JK1", "period": "2026-03-02/2026-03-20", "amount": "100", "paid_on": paid_on,
        });
        loan("JK1", "2026-03-02").fact(paid_on, "loan.interest_paid", interest)
    };
    let housed = |started: &str, ended: &str| {
        let tenant = || json!({"carrier": CARRIER});
        Office::new().fact(started, "tenancy.started", tenant()).fact(ended, "tenancy.ended", tenant())
    };
    let foretold = |recorded: &str| {
        let data = json!({"kind": "coaching", "count": 1});
        Office::new().late(recorded, "2027-05-02", "service.provided", data)
    };
    let accepted = |on: &str| {
        Office::new()
            .fact("2027-03-10", "application.submitted", json!({"application_no": "SB1", "call_year": 2027}))
            .fact(on, "application.accepted", json!({"application_no": "SB1"}))
    };
    hold(vec![
        (
            "paid the day before the approval",
            paid("2027-08-19"),
            vec![("D06", "10000.00"), ("D15", ""), ("D17", "10000.00")],
        ),
        ("paid on the day of the approval", paid("2027-08-20"), vec![]),
        ("certified the day before it was registered", founded("2026-05-31"), vec![("D15", "")]),
        ("certified on the day it was registered", founded("2026-06-01"), vec![]),
        ("interest the day before the loan", borrowed("2026-03-01"), vec![("D15", "")]),
        ("interest on the day of the loan", borrowed("2026-03-02"), vec![]),
        ("a tenancy that ended before it began", housed("2026-05-02", "2026-05-01"), vec![("D15", "")]),
        ("a tenancy of one day", housed("2026-05-02", "2026-05-02"), vec![]),
        (
            "a tenancy that ended and began again",
            housed("2026-05-02", "2026-05-03").fact("2026-05-04", "tenancy.started", json!({"carrier": CARRIER})),
            vec![],
        ),
        ("recorded the day before it happened", foretold("2027-05-01"), vec![("D15", "")]),
        ("recorded on the day it happened", foretold("2027-05-02"), vec![]),
        ("accepted the day before it was submitted", accepted("2027-03-09"), vec![("L01", "")]),
        ("accepted on the day it was submitted", accepted("2027-03-10"), vec![]),
    ]);
}

/// A list of units: rank, name and code.
fn units(rows: &[(i64, &str, &str)]) -> Value {
    rows.iter().map(|(rank, name, uscc)| json!({"rank": rank, "name": name, "uscc": uscc})).collect()
}

fn standard(office: Office, number: &str, level: &str, units: Value) -> Office {
    let data = json!({"standard_no": number, "title": "示例", "level": level, "nature": "new", "units": units});
    office.everybody("2026-05-10", "2026-05-10", "standard.published", data)
}

fn award(office: Office, scheme: &str, units: Value) -> Office {
    let data = json!({
        "scheme": scheme, "category": "技术发明奖", "grade": "一等奖", "year": 2026, "project_key": "XM1", "units": units,
    });
    office.everybody("2026-05-10", "2026-05-10", "award.won", data)
}

#[test]
fn d24_rank_claimed() {
    let own = |rank: i64| (rank, NAME, ENTERPRISE);
    let once = |office: Office, number: &str, rank: i64| standard(office, number, "national", units(&[own(rank)]));
    let mapped = |office: Office| {
        let data = json!({"kind": "standard", "old": "GB/T 90001-2026", "new": "GB/T 90002-2026"});
        office.everybody("2026-06-01", "2026-06-01", "reference.mapped", data)
    };
    let recoded = |other: i64| {
        let old = nth_code(3);
        let office = Office::new().fact("2026-08-01", "enterprise.recoded", json!({"old_uscc": old}));
        standard(office, "GB/T 90001-2026", "national", units(&[own(1), (other, NAME, &old)]))
    };
    let one_list = |ranks: &[i64]| {
        let rows: Vec<_> = ranks.iter().map(|rank| own(*rank)).collect();
        standard(Office::new(), "GB/T 90001-2026", "national", units(&rows))
    };
    let tie = units(&[own(1), (1, "北京某某1号科技有限公司", &nth_code(1))]);
    let (first, third) = (units(&[own(1)]), units(&[own(3)]));
    hold(vec![
        ("once", one_list(&[1]), vec![]),
        ("twice in one standard", one_list(&[1, 3]), vec![("D24", "")]),
        ("twice under one rank", one_list(&[2, 2]), vec![]),
        ("two at one rank", standard(Office::new(), "GB/T 90001-2026", "national", tie), vec![]),
        ("twice in one award", award(Office::new(), "中国专利奖", units(&[own(2), own(4)])), vec![("D24", "")]),
        ("under the old code and the new one", recoded(2), vec![("D24", "")]),
        ("under both codes at one rank", recoded(1), vec![]),
        (
            "a standard that got another number",
            mapped(once(once(Office::new(), "GB/T 90001-2026", 1), "GB/T 90002-2026", 2)),
            vec![("D24", "")],
        ),
        ("two standards", once(once(Office::new(), "GB/T 90001-2026", 1), "GB/T 90002-2026", 2), vec![]),
        ("two awards of one project", award(award(Office::new(), "中国专利奖", first), "示例奖", third), vec![]),
    ]);
}

#[test]
fn d25_level_claimed() {
    let at = |number: &str, level: &str| standard(Office::new(), number, level, units(&[(1, NAME, ENTERPRISE)]));
    let odd = || vec![("D25", "")];
    hold(vec![
        ("a national number as international", at("GB/T 90001-2026", "international"), odd()),
        ("an international number as national", at("ISO/TS 90001:2026", "national"), odd()),
        ("a provincial number as national", at("DB11/T 9001-2026", "national"), odd()),
        ("a municipal number as provincial", at("DB1301/T 9001-2026", "provincial"), odd()),
        ("a provincial number as municipal", at("DB13/T 9001-2026", "municipal"), odd()),
        ("a group's number as industry", at("T/ZGC 9001-2026", "industry"), odd()),
        ("an industry's number as group", at("YY/T 9001-2026", "group"), odd()),
        ("national", at("GB/Z 90001-2026", "national"), vec![]),
        ("international", at("ISO/IEC 90001:2026", "international"), vec![]),
        ("provincial", at("DB11/T 9001-2026", "provincial"), vec![]),
        ("municipal", at("DB1301/T 9001-2026", "municipal"), vec![]),
        ("of an industry", at("YY/T 9001-2026", "industry"), vec![]),
        ("of a group", at("T/ZGC 9001-2026", "group"), vec![]),
        ("of a body nobody knows here", at("EN 90001:2026", "international"), vec![]),
    ]);
}

/// A loan of 3,600,000 at 4%: 400 yuan of interest a day.
fn loan(number: &str, signed: &str) -> Office {
    borrowed(Office::new(), number, signed)
}

fn borrowed(office: Office, number: &str, signed: &str) -> Office {
    let data = json!({
        "contract_no": number, "bank": "示例银行", "principal": "3600000", "rate_pct": "4", "term_months": 12,
        "signed_on": signed,
    });
    office.fact(signed, "loan.contracted", data)
}

#[test]
fn d29_doubtful_interest() {
    let paid = |office: Office, number: &str, on: &str, period: &str, (amount, penalty): (&str, &str)| {
        let data = json!({
            "contract_no": number, "period": period, "amount": amount, "penalty": penalty, "paid_on": on,
        });
        office.fact(on, "loan.interest_paid", data)
    };
    let spring =
        |money: (&str, &str)| paid(loan("JK1", "2026-01-01"), "JK1", "2026-04-01", "2026-01-01/2026-03-31", money);
    let then = |period: &str| paid(spring(("36000", "0")), "JK1", "2026-07-01", period, ("36400", "0"));
    let by_another = {
        let data = json!({
            "uscc": nth_code(1), "contract_no": "JK1", "period": "2026-01-01/2026-03-31", "amount": "36000",
            "paid_on": "2026-04-01",
        });
        loan("JK1", "2026-01-01").fact("2026-04-01", "loan.interest_paid", data)
    };
    let twice = |signed: &str, amount: &str| {
        let office = borrowed(spring(("36000", "0")), "JK2", signed);
        paid(office, "JK2", "2026-04-01", "2026-01-01/2026-03-31", (amount, "0"))
    };
    hold(vec![
        ("as agreed", spring(("36000", "0")), vec![]),
        ("five percent more", spring(("37800", "0")), vec![]),
        ("a fen more than that", spring(("37800.01", "0")), vec![("D29", "1800.01")]),
        ("with the penalty told apart", spring(("42000", "4200")), vec![]),
        ("with the penalty told in part", spring(("42000", "4199.99")), vec![("D29", "1800.01")]),
        ("the next period", then("2026-04-01/2026-06-30"), vec![]),
        ("a period that begins on the last day", then("2026-03-31/2026-06-30"), vec![("D29", "36400.00")]),
        ("paid by somebody else", by_another, vec![("D29", "36000.00")]),
        ("one loan under two numbers", twice("2026-01-01", "36000"), vec![("D29", "36000.00")]),
        ("two loans with other interest", twice("2026-01-01", "35999.99"), vec![]),
        ("two loans of two days", twice("2025-12-31", "36000"), vec![]),
    ]);
}

#[test]
fn d40_names_and_codes() {
    let renamed = |on: &str, old: &str, new: &str| {
        Office::new().fact(on, "enterprise.renamed", json!({"old_name": old, "new_name": new}))
    };
    let founded = |office: Office, on: &str, name: &str| {
        let data = json!({"uscc": nth_code(1), "name": name, "kind": "enterprise", "district": "昌平区"});
        office.fact(on, "enterprise.registered", data)
    };
    let listed =
        |office: Office, name: &str| standard(office, "GB/T 90001-2026", "national", units(&[(1, name, ENTERPRISE)]));
    let other = "北京另一科技有限公司";
    let gone = |on: &str| Office::new().fact(on, "enterprise.deregistered", json!({"reason": "吸收合并"}));
    let merged = |on: &str| {
        let data = json!({"uscc": nth_code(1), "absorbed": [{"uscc": ENTERPRISE}]});
        let renamed = json!({"uscc": nth_code(1), "old_name": other, "new_name": NAME});
        founded(Office::new(), "2012-01-04", other).fact(on, "enterprise.merged", data).fact(
            "2026-05-01",
            "enterprise.renamed",
            renamed,
        )
    };
    let recoded = {
        let data = json!({"uscc": nth_code(1), "old_uscc": ENTERPRISE});
        founded(Office::new(), "2026-05-01", NAME).fact("2026-05-01", "enterprise.recoded", data)
    };
    hold(vec![
        ("renamed", renamed("2026-03-01", NAME, other), vec![]),
        (
            "renamed from a name it did not bear",
            renamed("2026-03-01", other, "北京再改科技有限公司"),
            vec![("D40", "")],
        ),
        ("listed under its name", listed(Office::new(), NAME), vec![]),
        ("listed under another name", listed(Office::new(), other), vec![("D40", "")]),
        ("listed under the name it got later", listed(renamed("2026-09-01", NAME, other), other), vec![]),
        ("listed with a space", listed(Office::new(), "北京某某 科技有限公司"), vec![]),
        ("two codes under one name", founded(Office::new(), "2026-05-01", NAME), vec![("D40", "")]),
        ("two codes, two names", founded(Office::new(), "2026-05-01", other), vec![]),
        ("after the first was deregistered", founded(gone("2026-05-01"), "2026-05-01", NAME), vec![]),
        ("a day before it was", founded(gone("2026-05-01"), "2026-04-30", NAME), vec![("D40", "")]),
        ("the name of the one it absorbed", merged("2026-05-01"), vec![]),
        ("the name of the one it absorbed a day later", merged("2026-05-02"), vec![("D40", "")]),
        ("another code of the same", recoded, vec![]),
    ]);
}
