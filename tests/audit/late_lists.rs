//! The treasury's list comes back days after the money left: what the ledger learnt in between nobody knew who paid.

use super::{CERTIFIED, Office, Row, hold, research};
use crate::story::day;
use qizhang::explain::why;
use qizhang::ledger::{About, Asking, Horizon, KnownAt};
use qizhang::position::Item;
use qizhang::value::Lang;
use serde_json::{Value, json};

const CERTIFICATE: (&str, &str) = (CERTIFIED, "certificate:GR1");

/// 300,000 yuan approved on a report of 3,000,000; with the id of the report.
fn approved() -> (Office, String) {
    let (office, report) = Office::reported();
    (office.applied().approved("2027-08-20", "A1", CERTIFICATE, "300000"), report)
}

/// The payment of 25 September, recorded on 10 October.
fn listed(office: Office, number: &str, amount: &str) -> Office {
    let made = json!({"payment_no": number, "approval_no": "A1", "amount": amount});
    office.late("2027-10-10", "2027-09-25", "payment.made", made)
}

fn whole(office: Office) -> Office {
    listed(office, "P1", "300000")
}

fn revoked() -> Value {
    json!({"cert_no": "GR1", "decided_on": "2027-09-20", "effective_year": 2026, "ground": "研发费用造假"})
}

fn accident(office: Office, recorded: &str) -> Office {
    let data = json!({"accident_on": "2027-09-20", "level": "general", "authority": "应急管理局"});
    office.late(recorded, "2027-09-20", "conduct.accident_recorded", data)
}

fn row(name: &'static str, office: Office, expected: Vec<(&'static str, &'static str)>) -> Row {
    (name, office, expected)
}

#[test]
fn what_came_between_a_payment_and_its_record_was_nobodys_fault() {
    let own = |office: fn(Office) -> Office| whole(office(approved().0));
    let taken_back = |recorded: &str| {
        let (office, report) = approved();
        let certificate = "00000000-0000-7000-8000-000000000003";
        assert_ne!(report, certificate);
        let data = json!({"event": certificate, "reason": "证书系伪造"});
        whole(office.everybody(recorded, recorded, "fact.retracted", data))
    };
    hold(vec![
        row("nothing came", own(|office| office), vec![]),
        row("a certificate taken back the day after", taken_back("2027-09-26"), vec![("D05", "300000.00")]),
        row("a certificate taken back on the very day", taken_back("2027-09-25"), vec![("D06", "300000.00")]),
        row(
            "revoked before, and nobody told the ledger until the day after",
            own(|office| office.late("2027-09-26", "2027-09-20", "hightech.revoked", revoked())),
            vec![("D07", "300000.00")],
        ),
        row(
            "an accident before, recorded the day after",
            own(|office| accident(office, "2027-09-26")),
            vec![("D05", "300000.00")],
        ),
        row(
            "an accident before, recorded on the very day",
            own(|office| accident(office, "2027-09-25")),
            vec![("D08", "300000.00")],
        ),
    ]);
}

#[test]
fn a_revocation_that_came_between_is_told_as_one_that_came_later() {
    let says = |recorded: &str| {
        let office = whole(approved().0.late(recorded, "2027-09-20", "hightech.revoked", revoked()));
        let found = super::everything(&office.audited(super::ON));
        found.iter().find(|one| one.detector.id == "D07").map(|one| one.says.zh.clone()).unwrap_or_default()
    };
    assert_eq!(
        [says("2027-09-25"), says("2027-09-26")].map(|said| said.to_string()),
        ["撤销已登记，仍付 ¥300,000.00，其中 ¥300,000.00 不应付", "付款后被追溯撤销，按现在已知多付 ¥300,000.00"]
    );
}

/// `why` says what the detectors say, and how far the ledger had come.
#[test]
fn an_explanation_rests_on_the_day_of_the_payment() {
    let told = |recorded: &str| {
        let (office, report) = approved();
        let ledger = whole(office.correct(recorded, &report, research("2600000"))).ledger();
        let Horizon { on, known } = ledger.horizon(Some(day(super::ON)), KnownAt::Head).unwrap();
        let asking = Asking { about: About::Payment("P1".into()), on, known, reads: Vec::new() };
        let answered = ledger.answered(&asking).unwrap();
        let (paid, then) = answered.paid.as_ref().unwrap();
        let (position_now, position_then) = (answered.now.position(paid.subject), then.position(paid.subject));
        let (now, before) = (answered.now.case(&position_now), then.case(&position_then));
        let own = |item: &&Item| item.payments.iter().any(|fact| fact.position == paid.position);
        let items = (position_now.items.iter().find(own).unwrap(), position_then.items.iter().find(own).unwrap());
        why(&now, items.0, Some((&before, items.1))).render(Lang::Zh)
    };
    let (same_day, next_day) = (told("2027-09-25"), told("2027-09-26"));
    for words in ["付款时（2027-09-25）有误：按当时已知的事实应享 ¥260,000.00，决定 ¥300,000.00", "多付 ¥40,000.00"]
    {
        assert!(same_day.contains(words), "{words}: {same_day}");
    }
    for words in [
        "付款时（2027-09-25）正确：按当时已知的事实应享 ¥300,000.00",
        "多付 ¥40,000.00",
        "付款在 2027-09-25 之后才登记：只用当日已记入的",
        "2027-09-26 更正",
    ] {
        assert!(next_day.contains(words), "{words}: {next_day}");
    }
}

#[test]
fn the_office_knows_its_own_payments() {
    let twice = listed(listed(Office::listed_unpaid(), "P1", "10000"), "P2", "10000");
    let bounced = |recorded: &str| {
        let first = Office::listed_unpaid().paid("2027-09-01", "P1", "A1", "10000");
        let back = json!({"payment_no": "P1", "reason": "账号有误"});
        listed(first.late(recorded, "2027-09-05", "payment.bounced", back), "P2", "10000")
    };
    hold(vec![
        row("twice on one list", twice, vec![("D01", "10000.00")]),
        row("what came back was known, whenever it was recorded", bounced("2027-10-09"), vec![]),
    ]);
}

#[test]
fn a_ledger_that_was_not_kept_at_the_time_is_taken_at_its_word() {
    let backfilled = |approved_on_record: &str| {
        let (office, report) = Office::reported();
        let lines = json!([{"grant": CERTIFICATE.0, "matter": CERTIFICATE.1, "amount": "300000"}]);
        let data = json!({"approval_no": "A1", "application_no": "SB1", "lines": lines});
        let office = office.applied().late(approved_on_record, "2027-08-20", "grant.approved", data);
        whole(office.correct("2027-10-01", &report, research("2600000")))
    };
    hold(vec![
        row("the approval was on record on the day", backfilled("2027-09-25"), vec![("D05", "40000.00")]),
        row("the approval was recorded the day after", backfilled("2027-09-26"), vec![("D04", "40000.00")]),
    ]);
}
