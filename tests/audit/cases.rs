//! Of each detector what it must find and what it must leave alone. Every row is held against all detectors, so that each finds its own
//! faults and no others.

use super::{CERTIFIED, LISTED, ON, Office, everything, hold, look, research};
use crate::ledger::history::registration;
use crate::ledger::{append, migrating};
use serde_json::json;

/// Certified first in 2026, 3,000,000 of research expense in 2025: 300,000 are due. Applied, not decided yet.
fn certified() -> Office {
    Office::reported().0.applied()
}

const CERTIFICATE: (&str, &str) = (CERTIFIED, "certificate:GR1");

#[test]
fn d01_paid_twice() {
    let bounce = |office: Office, on: &str| {
        office.fact(on, "payment.bounced", json!({"payment_no": "P1", "reason": "账号有误"}))
    };
    hold(vec![
        ("once", Office::listed(), vec![]),
        ("twice", Office::listed().paid("2027-10-08", "P2", "A1", "10000"), vec![("D01", "10000.00")]),
        ("a yuan more", Office::listed().paid("2027-10-08", "P2", "A1", "1"), vec![("D01", "1.00")]),
        (
            "came back and paid again",
            bounce(Office::listed(), "2027-09-28").paid("2027-10-08", "P2", "A1", "10000"),
            vec![],
        ),
        (
            "the second one came back",
            {
                let twice = Office::listed().paid("2027-10-08", "P2", "A1", "10000");
                twice.fact("2027-10-10", "payment.bounced", json!({"payment_no": "P2", "reason": "重复"}))
            },
            vec![],
        ),
        (
            "in two parts",
            {
                let approved = certified().approved("2027-08-20", "A1", CERTIFICATE, "300000");
                approved.paid("2027-09-25", "P1", "A1", "150000").paid("2027-10-25", "P2", "A1", "150000")
            },
            vec![],
        ),
    ]);
}

#[test]
fn d03_over_the_yearly_cap() {
    // Articles 13: 50,000 for each product, 100,000 a year.
    let products = |count: u32| {
        let start = Office::new()
            .fact(
                "2024-11-20",
                "hightech.certified",
                json!({"cert_no": "GR0", "issued_on": "2024-11-20", "track": "ordinary"}),
            )
            .applied();
        (1..=count).fold(start, |office, number| {
            let key = format!("XCP{number}");
            let day = format!("2026-05-{:02}", number + 1);
            let data = json!({"product_key": key, "cert_no": format!("ZS{number}")});
            let office = office.fact(&day, "new_product.recognized", data);
            let (approval, payment) = (format!("A{number}"), format!("P{number}"));
            let matter = format!("product:{key}");
            let decided = office.approved("2027-08-20", &approval, ("第十三条/新产品", &matter), "50000");
            decided.paid("2027-09-25", &payment, &approval, "50000")
        })
    };
    let at_once = {
        let lines = |number: u32| json!({"grant": "第十三条/新产品", "matter": format!("product:XCP{number}"), "amount": "50000"});
        let start = Office::new().certificate("GR0", "2024-11-20").applied();
        let office = (1..=3).fold(start, |office, number| {
            let data = json!({"product_key": format!("XCP{number}"), "cert_no": format!("ZS{number}")});
            office.fact(&format!("2026-05-{:02}", number + 1), "new_product.recognized", data)
        });
        let lines: Vec<_> = (1..=3).map(lines).collect();
        office.fact(
            "2027-08-20",
            "grant.approved",
            json!({"approval_no": "A1", "application_no": "SB1", "lines": lines}),
        )
    };
    // A change that reaches back to the year of the facts, known after the money was paid.
    let lowered = |office: Office, on: &str| {
        let amended = json!({"policy": "changping-2025-8", "path": "第十三条/年度上限", "value": "6万元",
            "unit": "yuan", "from": "2026-01-01", "document": "示例"});
        office.everybody(on, on, "policy.amended", amended)
    };
    hold(vec![
        ("lowered after the payment", lowered(products(2), "2027-11-02"), vec![("D05", "40000.00")]),
        ("lowered before it", lowered(products(2), "2027-08-01"), vec![("D03", "40000.00"), ("D04", "40000.00")]),
        (
            "exceeded, then lowered",
            lowered(products(3), "2027-11-02"),
            vec![("D03", "50000.00"), ("D04", "50000.00"), ("D05", "40000.00")],
        ),
        ("three lines of one approval, too much once", at_once, vec![("D04", "50000.00")]),
        ("at the cap", products(2), vec![]),
        ("one beyond it", products(3), vec![("D03", "50000.00"), ("D04", "50000.00")]),
    ]);
}

#[test]
fn d04_approved_more_than_was_due() {
    let approved = |amount: &str| certified().approved("2027-08-20", "A1", CERTIFICATE, amount);
    let again = |office: Office| office.approved("2027-08-21", "A2", CERTIFICATE, "1");
    hold(vec![
        ("what was due", approved("300000"), vec![]),
        ("a fen more", approved("300000.01"), vec![("D04", "0.01")]),
        ("less", approved("299999.99"), vec![]),
        ("paid as approved", approved("200000").paid("2027-09-25", "P1", "A1", "200000"), vec![]),
        (
            "paid more than approved",
            approved("200000").paid("2027-09-25", "P1", "A1", "200000.01"),
            vec![("D04", "0.01")],
        ),
        (
            "paid more than approved and due",
            approved("300000").paid("2027-09-25", "P1", "A1", "310000"),
            vec![("D04", "10000.00")],
        ),
        (
            "approved and paid more than due",
            approved("310000").paid("2027-09-25", "P1", "A1", "310000"),
            vec![("D04", "10000.00")],
        ),
        ("a second time", again(approved("300000")), vec![("D04", "1.00")]),
        ("the rest", again(approved("299999")), vec![]),
        (
            "raised by a figure that came later",
            {
                let report = research("4000000");
                let (office, event) = Office::reported();
                office.applied().approved("2027-08-20", "A1", CERTIFICATE, "400000").correct(
                    "2027-09-01",
                    &event,
                    report,
                )
            },
            vec![("D04", "100000.00")],
        ),
        (
            "nobody could say what was due",
            {
                let office = Office::certified();
                office.applied().approved("2027-08-20", "A1", CERTIFICATE, "50000")
            },
            vec![("D04", "50000.00")],
        ),
    ]);
}

/// An approval that was right is overtaken by a correction, so that 260,000 are due: whether that was known on the day of the payment
/// decides.
#[test]
fn d04_paid_what_was_no_longer_due() {
    let corrected = |on: &str| {
        let (office, report) = Office::reported();
        let approved = office.applied().approved("2027-08-20", "A1", CERTIFICATE, "300000");
        approved.correct(on, &report, research("2600000"))
    };
    let recorded_late = |office: Office, amount: &str| {
        let made = json!({"payment_no": "P1", "approval_no": "A1", "amount": amount});
        office.late("2027-10-10", "2027-09-25", "payment.made", made)
    };
    hold(vec![
        (
            "known when it was paid",
            corrected("2027-09-01").paid("2027-09-25", "P1", "A1", "300000"),
            vec![("D04", "40000.00")],
        ),
        ("no more was paid than was due", corrected("2027-09-01").paid("2027-09-25", "P1", "A1", "260000"), vec![]),
        ("known on the very day", recorded_late(corrected("2027-09-25"), "300000"), vec![("D04", "40000.00")]),
        (
            "known the day after, and before the payment was recorded",
            recorded_late(corrected("2027-09-26"), "300000"),
            vec![("D05", "40000.00")],
        ),
        (
            "the same, and 10,000 more than was approved",
            recorded_late(corrected("2027-09-26"), "310000"),
            vec![("D04", "10000.00"), ("D05", "40000.00")],
        ),
    ]);
}

#[test]
fn d05_overpaid_as_known_today() {
    let (office, report) = Office::reported();
    let paid =
        office.applied().approved("2027-08-20", "A1", CERTIFICATE, "300000").paid("2027-09-25", "P1", "A1", "300000");
    let corrected = |amount: &str| paid.clone().correct("2027-11-02", &report, research(amount));
    let ordered = corrected("2600000").fact(
        "2027-11-10",
        "clawback.ordered",
        json!({"clawback_no": "C1", "payment_no": "P1", "amount": "40000", "basis": "研发费用更正"}),
    );
    hold(vec![
        ("as it was", paid.clone(), vec![]),
        ("less was spent", corrected("2600000"), vec![("D05", "40000.00")]),
        (
            "less was spent, and something else was revoked",
            {
                let data =
                    json!({"cert_no": "GR9", "decided_on": "2027-11-05", "effective_year": 2026, "ground": "造假"});
                corrected("2600000").fact("2027-11-05", "hightech.revoked", data)
            },
            vec![("D05", "40000.00")],
        ),
        ("more was spent", corrected("3100000"), vec![]),
        (
            "recovered",
            ordered.fact("2027-11-12", "clawback.recovered", json!({"clawback_no": "C1", "amount": "40000"})),
            vec![],
        ),
        (
            "an accident before the payment, recorded after it",
            paid.clone().late(
                "2027-10-20",
                "2027-09-03",
                "conduct.accident_recorded",
                json!({"accident_on": "2027-09-03", "level": "general", "authority": "应急管理局"}),
            ),
            vec![("D05", "300000.00")],
        ),
        (
            "an accident after the payment",
            paid.clone().fact(
                "2027-10-20",
                "conduct.accident_recorded",
                json!({"accident_on": "2027-10-20", "level": "general", "authority": "应急管理局"}),
            ),
            vec![],
        ),
    ]);
}

/// The sentence of a later change does not speak of an incident that was known when the money was paid.
#[test]
fn d05_names_an_incident_only_where_it_came_later() {
    let (office, report) = Office::reported();
    let incident = json!({"accident_on": "2027-10-01", "level": "general", "authority": "应急管理局"});
    let office = office.applied().approved("2027-08-20", "A1", CERTIFICATE, "300000");
    let office = office.paid("2027-09-25", "P1", "A1", "150000");
    let office = office.fact("2027-10-01", "conduct.accident_recorded", incident);
    let office = office.paid("2027-10-25", "P2", "A1", "150000").correct("2027-11-02", &report, research("1000000"));
    let found = everything(&office.audited(ON));
    let own: Vec<_> = found.iter().map(|one| (one.detector.id, one.amount, &*one.says.zh)).collect();
    let fen = |yuan: &str| qizhang::value::Fen::parse_yuan(yuan).ok();
    let since = "已付 ¥300,000.00，按现在已知应享 ¥100,000.00，多付 ¥50,000.00；付款当时正确";
    let then = "已有事故或失信记录，仍付 ¥150,000.00，其中 ¥150,000.00 应停付";
    assert_eq!(own, [("D05", fen("50000"), since), ("D08", fen("150000"), then)]);
}

#[test]
fn d06_paid_while_not_eligible() {
    let unlisted = Office::new().applied().approved("2027-08-20", "A1", (LISTED, "cultivation_list:L1"), "10000").paid(
        "2027-09-25",
        "P1",
        "A1",
        "10000",
    );
    let revoked = |office: Office| {
        let certificate = json!({"cert_no": "GR1", "issued_on": "2026-11-20", "track": "ordinary"});
        let office = office.late("2027-10-08", "2026-11-20", "hightech.certified", certificate);
        let data = json!({"cert_no": "GR1", "decided_on": "2027-11-05", "effective_year": 2026, "ground": "造假"});
        office.fact("2027-11-05", "hightech.revoked", data)
    };
    hold(vec![
        ("never listed", unlisted.clone(), vec![("D04", "10000.00"), ("D06", "10000.00")]),
        (
            "never listed, and something else revoked later",
            revoked(unlisted.clone()),
            vec![("D04", "10000.00"), ("D06", "10000.00")],
        ),
        (
            "the entry was recorded after the payment",
            unlisted.late("2027-11-01", "2026-03-01", "cultivation_list.entered", json!({"list_no": "L1"})),
            vec![("D04", "10000.00"), ("D06", "10000.00")],
        ),
        (
            "what was due could not be said",
            {
                let office = Office::certified();
                office.applied().approved("2027-08-20", "A1", CERTIFICATE, "50000").paid(
                    "2027-09-25",
                    "P1",
                    "A1",
                    "50000",
                )
            },
            vec![("D04", "50000.00"), ("D06", "50000.00")],
        ),
    ]);
}

#[test]
fn d07_paid_on_something_revoked() {
    let revoked = |office: Office, on: &str| {
        office.fact(
            on,
            "hightech.revoked",
            json!({"cert_no": "GR1", "decided_on": on, "effective_year": 2026, "ground": "研发费用造假"}),
        )
    };
    let approved = certified().approved("2027-08-20", "A1", CERTIFICATE, "300000");
    hold(vec![
        (
            "revoked backwards after the payment",
            revoked(approved.clone().paid("2027-09-25", "P1", "A1", "300000"), "2027-11-05"),
            vec![("D07", "300000.00")],
        ),
        (
            "paid after the revocation",
            revoked(approved.clone(), "2027-09-10").paid("2027-09-25", "P1", "A1", "300000"),
            vec![("D07", "300000.00")],
        ),
        (
            "a part of it was recovered",
            {
                let order = json!({"clawback_no": "C1", "payment_no": "P1", "amount": "300000", "basis": "资格撤销"});
                revoked(approved.clone().paid("2027-09-25", "P1", "A1", "300000"), "2027-11-05")
                    .fact("2027-11-10", "clawback.ordered", order)
                    .fact("2027-11-12", "clawback.recovered", json!({"clawback_no": "C1", "amount": "100000"}))
            },
            vec![("D07", "200000.00")],
        ),
        ("revoked, never paid", revoked(approved.clone(), "2027-09-10"), vec![]),
        (
            "revoked from the next year on",
            {
                let data =
                    json!({"cert_no": "GR1", "decided_on": "2027-11-16", "effective_year": 2028, "ground": "未达标"});
                approved.paid("2027-09-25", "P1", "A1", "300000").fact("2027-11-16", "hightech.revoked", data)
            },
            vec![],
        ),
    ]);
}

#[test]
fn d08_incident_ignored() {
    let accident = |office: Office, on: &str| {
        office.fact(
            on,
            "conduct.accident_recorded",
            json!({"accident_on": on, "level": "general", "authority": "应急管理局"}),
        )
    };
    let approved = certified().approved("2027-08-20", "A1", CERTIFICATE, "300000");
    let before = accident(certified(), "2027-01-10");
    let record = before.last();
    let decided = |office: Office| {
        office.approved("2027-08-20", "A1", CERTIFICATE, "300000").paid("2027-09-25", "P1", "A1", "300000")
    };
    hold(vec![
        (
            "between approval and payment",
            accident(approved.clone(), "2027-09-03").paid("2027-09-25", "P1", "A1", "300000"),
            vec![("D08", "300000.00")],
        ),
        ("before the application", decided(before.clone()), vec![("D04", "300000.00"), ("D08", "300000.00")]),
        (
            "cleared before the decision",
            decided(before.fact("2027-03-01", "conduct.record_cleared", json!({"record": record}))),
            vec![],
        ),
        ("more than three years before", decided(accident(certified(), "2024-03-09")), vec![]),
        (
            "on the last day of the three years",
            decided(accident(certified(), "2024-03-10")),
            vec![("D04", "300000.00"), ("D08", "300000.00")],
        ),
    ]);
}

#[test]
fn d19_paid_with_an_objection_open() {
    let filed = |on: &str| {
        let approved = certified().approved("2027-08-20", "A1", CERTIFICATE, "300000");
        approved.fact(
            on,
            "objection.filed",
            json!({"objection_no": "Y1", "list_no": "GS1", "application_no": "SB1", "ground": "排名有误"}),
        )
    };
    let answered = |office: Office, on: &str, upheld: bool| {
        office.fact(on, "objection.resolved", json!({"objection_no": "Y1", "upheld": upheld}))
    };
    let paid = |office: Office| office.paid("2027-09-25", "P1", "A1", "300000");
    hold(vec![
        ("open", paid(filed("2027-08-05")), vec![("D19", "300000.00")]),
        ("answered the day before", paid(answered(filed("2027-08-05"), "2027-09-24", false)), vec![]),
        (
            "answered the day after",
            answered(paid(filed("2027-08-05")), "2027-09-26", false),
            vec![("D19", "300000.00")],
        ),
        ("upheld", paid(answered(filed("2027-08-05"), "2027-08-15", true)), vec![("D19", "300000.00")]),
        ("raised after the payment", answered(paid(filed("2027-09-26")), "2027-09-30", false), vec![]),
    ]);
}

#[test]
fn d21_bounced_and_forgotten() {
    let bounced =
        |on: &str| Office::listed().fact(on, "payment.bounced", json!({"payment_no": "P1", "reason": "账号有误"}));
    hold(vec![
        ("more than thirty days ago", bounced("2027-10-18"), vec![("D21", "10000.00")]),
        ("thirty days ago", bounced("2027-10-19"), vec![]),
        ("paid again", bounced("2027-10-01").paid("2027-11-16", "P2", "A1", "10000"), vec![]),
        ("paid again in part", bounced("2027-10-01").paid("2027-11-16", "P2", "A1", "4000"), vec![]),
    ]);
}

/// Lists as they were published, in units of ten thousand yuan: so many lines of so much each, and the total as it is printed.
#[test]
fn d23_list_total_differs() {
    let list = |lines: &[(u32, &str)], total: &str| {
        let wan = |text: &str| {
            let (whole, cents) = text.split_once('.').unwrap_or((text, ""));
            let (yuan, fen) = cents.split_at(cents.len().min(4));
            if fen.is_empty() { format!("{whole}{yuan:0<4}") } else { format!("{whole}{yuan}.{fen}") }
        };
        let amounts = lines.iter().flat_map(|(count, amount)| (0..*count).map(|_| wan(amount)));
        let line = |(number, amount): (u32, String)| json!({"uscc": crate::story::nth_code(number), "amount": amount});
        let lines: Vec<_> = (1..).zip(amounts).map(line).collect();
        let data = json!({"list_no": "GS9", "call_year": 2027, "lines": lines, "stated_total": wan(total)});
        Office::new().everybody("2027-08-01", "2027-08-01", "list.published", data)
    };
    let notice = [(34, "20"), (13, "5")];
    hold(vec![
        ("武汉市蔡甸区 2020-07-07, as it was published", list(&notice, "735"), vec![("D23", "100000.00")]),
        ("the same with its sum", list(&notice, "745"), vec![]),
        ("the same and a fen", list(&notice, "745.000001"), vec![("D23", "0.01")]),
        ("武汉市蔡甸区 2020-07-07, those who failed", list(&[(13, "2")], "26"), vec![]),
        ("杭州市西湖区 2024-11-05", list(&[(787, "1")], "787"), vec![]),
        ("慈溪市 2023-03-23", list(&[(55, "3"), (4, "1.5")], "171"), vec![]),
        ("凤泉区 2019-12-13, by level", list(&[(1, "40"), (1, "67.45"), (1, "39.75")], "147.2"), vec![]),
        ("凤泉区 2019-12-13, fourteen of them", list(&[(1, "20"), (1, "47.45"), (1, "29.75")], "97.2"), vec![]),
        ("上海市宝山区 2021", list(&[(2, "15")], "30"), vec![]),
        ("深圳市 2017-03-31", list(&[(1, "1500"), (1, "100")], "1600"), vec![]),
    ]);
}
/// What was decided is read by the types of today, and a correction of it still counts from its day.
#[test]
fn a_type_that_is_registered_later_changes_nothing_that_was_found() {
    let office = certified().approved("2027-08-20", "A1", CERTIFICATE, "300000");
    let approval = office.last();
    let raised = json!([{"grant": CERTIFIED, "matter": "certificate:GR1", "amount": "300001"}]);
    let data = json!({"approval_no": "A1", "application_no": "SB1", "lines": raised});
    let ledger = office.correct("2027-09-01", &approval, data).ledger();
    let found = || everything(&look(&ledger, ON)).iter().map(|one| one.number.to_string()).collect::<Vec<_>>();
    let before = found();
    assert!(before.len() == 1 && before[0].starts_with("D04-"), "{before:?}");
    append(&ledger, migrating(), &[registration("2031-12-30T09:00:00+08:00", 1)]);
    assert_eq!(found(), before);
}
