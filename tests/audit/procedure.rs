//! Detectors of the procedure: approval, review, publicity, payment, clawback. Every row is held against all detectors.

use super::{LISTED, Office, hold};
use crate::story::ENTERPRISE;
use serde_json::{Value, json};

const ENTRY: (&str, &str) = (LISTED, "cultivation_list:L1");

/// Entered the list in 2026 and submitted an application on a day.
fn submitted(on: &str) -> Office {
    let office = Office::new().fact("2026-03-01", "cultivation_list.entered", json!({"list_no": "L1"}));
    office.fact(on, "application.submitted", json!({"application_no": "SB1", "call_year": 2027}))
}

fn accepted(on: &str) -> Office {
    submitted(on).fact("2027-03-15", "application.accepted", json!({"application_no": "SB1"}))
}

fn reviewed(office: Office, on: &str, passed: bool) -> Office {
    let number = format!("PS-{on}-{passed}");
    office.fact(on, "review.completed", json!({"application_no": "SB1", "passed": passed, "opinion_no": number}))
}

fn shown(office: Office, (from, until, days): (&str, &str, i64)) -> Office {
    let number = format!("GS-{from}");
    let office = office.everybody(from, from, "publicity.started", json!({"list_no": number, "days": days}));
    office.everybody(until, until, "publicity.ended", json!({"list_no": number}))
}

fn decided(office: Office) -> Office {
    office.approved("2027-08-20", "A1", ENTRY, "10000").paid("2027-09-25", "P1", "A1", "10000")
}

const WEEK: (&str, &str, i64) = ("2027-08-02", "2027-08-09", 7);

fn regular() -> Office {
    shown(reviewed(accepted("2027-03-10"), "2027-06-10", true), WEEK)
}

#[test]
fn d17_paid_without_approval_or_review() {
    let found = vec![("D17", "10000.00")];
    let unreviewed = || shown(accepted("2027-03-10"), WEEK);
    hold(vec![
        ("in order", decided(regular()), vec![]),
        ("no review", decided(unreviewed()), found.clone()),
        ("reviewed on the day of the payment", decided(reviewed(unreviewed(), "2027-09-25", true)), vec![]),
        ("reviewed the day after", decided(reviewed(unreviewed(), "2027-09-26", true)), found.clone()),
        ("not passed", decided(reviewed(unreviewed(), "2027-06-10", false)), found.clone()),
        (
            "passed at the second review",
            decided(reviewed(reviewed(unreviewed(), "2027-06-10", false), "2027-07-01", true)),
            vec![],
        ),
        ("failed at the second review", decided(reviewed(regular(), "2027-07-01", false)), found),
        (
            "never approved",
            regular().paid("2027-09-25", "P1", "A9", "10000"),
            vec![("D06", "10000.00"), ("D17", "10000.00")],
        ),
        (
            "approved the day after the payment",
            regular().paid("2027-09-25", "P1", "A1", "10000").approved("2027-09-26", "A1", ENTRY, "10000"),
            vec![("D06", "10000.00"), ("D15", ""), ("D17", "10000.00")],
        ),
        (
            "came back",
            decided(unreviewed()).fact(
                "2027-11-01",
                "payment.bounced",
                json!({"payment_no": "P1", "reason": "账号有误"}),
            ),
            vec![],
        ),
    ]);
}

#[test]
fn d18_publicity_too_short_or_skipped() {
    let found = vec![("D18", "10000.00")];
    let silent = || reviewed(accepted("2027-03-10"), "2027-06-10", true);
    let list = |uscc: &str| json!({"list_no": "GS-2027-08-02", "call_year": 2027, "lines": [{"uscc": uscc, "amount": "10000"}], "stated_total": "10000"});
    let named = |uscc: &str| regular().everybody("2027-08-02", "2027-08-02", "list.published", list(uscc));
    hold(vec![
        ("seven days of seven", decided(regular()), vec![]),
        ("six days of seven", decided(shown(silent(), ("2027-08-02", "2027-08-08", 7))), found.clone()),
        ("no publicity", decided(silent()), found.clone()),
        ("of the year before", decided(shown(silent(), ("2026-08-02", "2026-08-09", 7))), found.clone()),
        ("ended on the day of the payment", decided(shown(silent(), ("2027-09-18", "2027-09-25", 7))), vec![]),
        ("ended the day after", decided(shown(silent(), ("2027-09-19", "2027-09-26", 7))), found.clone()),
        (
            "shown again for long enough",
            decided(shown(shown(silent(), ("2027-08-02", "2027-08-05", 7)), ("2027-08-06", "2027-08-13", 7))),
            vec![],
        ),
        ("the list names the enterprise", decided(named(ENTERPRISE)), vec![]),
        ("the list names others", decided(named(&crate::story::nth_code(9))), found.clone()),
        (
            "the list that names the enterprise was shown too briefly, another one long enough",
            decided(shown(
                shown(silent(), ("2027-08-02", "2027-08-05", 7)).everybody(
                    "2027-08-02",
                    "2027-08-02",
                    "list.published",
                    list(ENTERPRISE),
                ),
                ("2027-08-06", "2027-08-13", 7),
            )),
            found,
        ),
    ]);
}

#[test]
fn d20_late_payment() {
    let approved = |on: &str| regular().approved(on, "A1", ENTRY, "10000");
    let accident = json!({"accident_on": "2027-08-25", "level": "general", "authority": "应急管理局"});
    let recovered = |paid: &str| {
        let ordered = json!({"clawback_no": "C1", "payment_no": "P1", "amount": "4000", "basis": "复核"});
        let paid = approved("2027-08-19").paid("2027-09-25", "P1", "A1", paid);
        let ordered = paid.fact("2027-10-08", "clawback.ordered", ordered);
        ordered.fact("2027-11-01", "clawback.recovered", json!({"clawback_no": "C1", "amount": "4000"}))
    };
    hold(vec![
        ("ninety days ago", approved("2027-08-20"), vec![]),
        ("ninety-one days ago", approved("2027-08-19"), vec![("D20", "10000.00")]),
        ("paid in part", approved("2027-08-19").paid("2027-09-25", "P1", "A1", "4000"), vec![("D20", "6000.00")]),
        ("paid", approved("2027-08-19").paid("2027-11-18", "P1", "A1", "10000"), vec![]),
        ("paid, and some of it recovered", recovered("10000"), vec![]),
        ("paid in part, and some of that recovered", recovered("9000"), vec![("D20", "1000.00")]),
        (
            "held back for an accident",
            approved("2027-08-19").fact("2027-08-25", "conduct.accident_recorded", accident),
            vec![],
        ),
    ]);
}

#[test]
fn d22_paid_to_an_unregistered_account() {
    let account = |digit: &str| digit.repeat(64);
    let registered =
        |on: &str| regular().fact(on, "account.registered", json!({"account": account("a"), "bank": "示例银行"}));
    let paid = |office: Office, to: Option<&str>| {
        let mut data = json!({"payment_no": "P1", "approval_no": "A1", "amount": "10000"});
        if let (Some(to), Some(fields)) = (to, data.as_object_mut()) {
            fields.insert("account".to_owned(), Value::String(account(to)));
        }
        office.approved("2027-08-20", "A1", ENTRY, "10000").fact("2027-09-25", "payment.made", data)
    };
    let found = vec![("D22", "10000.00")];
    hold(vec![
        ("to the registered account", paid(registered("2027-01-04"), Some("a")), vec![]),
        ("registered on that day", paid(registered("2027-09-25"), Some("a")), vec![]),
        ("registered the day after", paid(registered("2027-09-26"), Some("a")), found.clone()),
        ("to another one", paid(registered("2027-01-04"), Some("b")), found.clone()),
        ("nothing is registered", paid(regular(), Some("a")), found),
        ("no account is named", paid(regular(), None), vec![]),
    ]);
}

#[test]
fn d33_application_outside_the_window() {
    let accepted =
        |on: &str| submitted(on).fact("2027-05-10", "application.accepted", json!({"application_no": "SB1"}));
    let extended = json!({"year": 2027, "fact_year": 2026, "opens_on": "2027-04-20", "closes_on": "2027-05-08"});
    let found = vec![("D33", "")];
    hold(vec![
        ("on the first day", accepted("2027-03-01"), vec![]),
        ("on the last day", accepted("2027-04-30"), vec![]),
        ("the day before", accepted("2027-02-28"), found.clone()),
        ("the day after, and its fact missed the call", accepted("2027-05-01"), vec![("D33", ""), ("D34", "10000.00")]),
        ("late, and not accepted", submitted("2027-05-01"), vec![("D34", "10000.00")]),
        (
            "the window was extended",
            accepted("2027-05-08").everybody("2027-04-20", "2027-04-20", "call.opened", extended),
            vec![],
        ),
    ]);
}

#[test]
fn d34_eligible_never_paid() {
    let listed = || Office::new().fact("2026-03-01", "cultivation_list.entered", json!({"list_no": "L1"}));
    hold(vec![
        ("nobody applied and the call is over", listed(), vec![("D34", "10000.00")]),
        ("applied, and the year is not over", regular(), vec![]),
        (
            "no longer on the list when the call closed",
            listed().fact("2026-09-01", "cultivation_list.exited", json!({"list_no": "L1", "reason": "企业申请"})),
            vec![("D34", "10000.00")],
        ),
        ("not registered in the district", Office::default(), vec![]),
    ]);
    let next_year = |office: Office| {
        office.found("2028-01-01").into_iter().map(|(id, amount)| (id.to_owned(), amount)).collect::<Vec<_>>()
    };
    assert_eq!(next_year(regular()), [("D34".to_owned(), "10000.00".to_owned())], "applied, and the year is over");
    assert_eq!(next_year(decided(regular())), []);
}

#[test]
fn d37_clawback_not_collected() {
    let ordered = |on: &str| {
        let data = json!({"clawback_no": "C1", "payment_no": "P1", "amount": "4000", "basis": "复核"});
        let approved = regular().approved("2027-08-20", "A1", ENTRY, "10000");
        approved.paid("2027-09-01", "P1", "A1", "10000").fact(on, "clawback.ordered", data)
    };
    let recovered = |office: Office, amount: &str| {
        office.fact("2027-11-01", "clawback.recovered", json!({"clawback_no": "C1", "amount": amount}))
    };
    let waived = |office: Office, amount: Option<&str>| {
        let mut data = json!({"clawback_no": "C1", "reason": "企业注销"});
        if let (Some(amount), Some(fields)) = (amount, data.as_object_mut()) {
            fields.insert("amount".to_owned(), json!(amount));
        }
        office.fact("2027-11-02", "clawback.waived", data).proven("免予追回批准文件")
    };
    let late = || ordered("2027-09-18");
    let found = |amount: &'static str| vec![("D37", amount)];
    hold(vec![
        ("sixty days ago", ordered("2027-09-19"), vec![]),
        ("sixty-one days ago", late(), found("4000.00")),
        ("collected in part", recovered(late(), "3999.99"), found("0.01")),
        ("waived in part", waived(recovered(late(), "1000"), Some("2000")), found("1000.00")),
        ("the rest waived", waived(recovered(late(), "1000"), None), vec![]),
    ]);
}
