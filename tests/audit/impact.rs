//! What an event changes about decided money, with the figures an official finds with a pencil.

use super::{CERTIFIED, Office, everything, look, research};
use crate::ledger::{by_clerk, codes, try_append};
use crate::story::day;
use qizhang::audit::Proposal;
use qizhang::ledger::{AppendOptions, Impact, KnownAt, Ledger};
use qizhang::value::{Fen, Lang};
use qizhang::view::ImpactV1;
use serde_json::{Value, json};

const ON: &str = "2027-12-31";
const CERTIFICATE: (&str, &str) = (CERTIFIED, "certificate:GR1");

fn impact(ledger: &Ledger, event: &str) -> Impact {
    let horizon = ledger.horizon(Some(day(ON)), KnownAt::Head).unwrap_or_else(|error| panic!("{error:?}"));
    ledger.impact(event, horizon, &[]).unwrap_or_else(|error| panic!("{:?}", error.complaint()))
}

/// Certified on 3,000,000 yuan of research: 300,000 due, approved and paid; and the report of the expense.
fn paid() -> (Office, String) {
    let (office, report) = Office::reported();
    let approved = office.applied().approved("2027-08-20", "A1", CERTIFICATE, "300000");
    (approved.paid("2027-09-25", "P1", "A1", "300000"), report)
}

fn corrected(amount: &str) -> Office {
    let (office, report) = paid();
    office.correct("2027-11-02", &report, research(amount))
}

fn accident(on: &str) -> Value {
    json!({"accident_on": on, "level": "general", "authority": "应急管理局"})
}

/// Without the event, with it, and the proposal.
type Figures = (Option<i64>, Option<i64>, Proposal);

fn recover(yuan: i64) -> Proposal {
    Proposal::Recover(Fen::yuan(yuan))
}

#[test]
fn each_event_and_what_it_changes() {
    let amended = json!({
        "policy": "changping-2025-8", "path": "第四条/首次入库/金额", "value": "8000元", "unit": "yuan", "from": "2026-01-01",
        "document": "示例调整文件〔2027〕1号",
    });
    let rows: Vec<(&str, Office, Vec<Figures>)> = vec![
        ("less was spent", corrected("2600000"), vec![(Some(300_000), Some(260_000), recover(40_000))]),
        (
            "more was spent",
            corrected("3100000"),
            vec![(Some(300_000), Some(310_000), Proposal::Supplement(Fen::yuan(10_000)))],
        ),
        ("as much was spent", corrected("3000000"), vec![]),
        (
            "the report was taken back",
            {
                let (office, report) = paid();
                let data = json!({"event": report, "reason": "报错企业"});
                office.everybody("2027-11-02", "2027-11-02", "fact.retracted", data)
            },
            vec![(Some(300_000), None, Proposal::Open)],
        ),
        (
            "the certificate was revoked backwards",
            {
                let data =
                    json!({"cert_no": "GR1", "decided_on": "2027-11-05", "effective_year": 2026, "ground": "造假"});
                paid().0.fact("2027-11-05", "hightech.revoked", data)
            },
            vec![(Some(300_000), Some(0), recover(300_000))],
        ),
        (
            "an accident before the payment",
            paid().0.late("2027-10-20", "2027-09-03", "conduct.accident_recorded", accident("2027-09-03")),
            vec![(Some(300_000), Some(0), recover(300_000))],
        ),
        (
            "an accident after it",
            paid().0.fact("2027-10-20", "conduct.accident_recorded", accident("2027-10-20")),
            vec![],
        ),
        (
            "the amount of the policy was lowered",
            Office::listed().everybody("2027-11-02", "2027-11-02", "policy.amended", amended),
            vec![(Some(10_000), Some(8_000), recover(2_000))],
        ),
        (
            "approved and not paid",
            {
                let (office, report) = Office::reported();
                let approved = office.applied().approved("2027-08-20", "A1", CERTIFICATE, "300000");
                approved.correct("2027-11-02", &report, research("2600000"))
            },
            vec![(Some(300_000), Some(260_000), Proposal::NotPaid(Fen::yuan(260_000)))],
        ),
        (
            "a service, which is no money",
            paid().0.fact("2027-11-02", "service.provided", json!({"kind": "coaching", "count": 1})),
            vec![],
        ),
    ];
    for (row, office, expected) in rows {
        let event = office.last();
        let found = impact(&office.ledger(), &event);
        let figures: Vec<Figures> =
            found.changed.iter().map(|one| (yuan(one.before), yuan(one.with), one.proposal)).collect();
        assert_eq!(figures, expected, "{row}");
        let page = found.page(&[]);
        let said = page.render(Lang::Zh);
        assert_eq!(said.contains("没有一笔批准或拨付因它而不同"), expected.is_empty(), "{row}: {said}");
    }
}

/// What the event did not make too much is not called right: what others did is told, and so is what is left to be paid.
#[test]
fn what_is_said_where_the_event_made_nothing_too_much() {
    let (unpaid, report) = Office::reported();
    let unpaid = unpaid.applied().approved("2027-08-20", "A1", CERTIFICATE, "300000");
    let rows = [
        (
            "2600000",
            "2800000",
            Some("300000"),
            Proposal::Overpaid(Fen::yuan(20_000)),
            [
                "没有因它多付；因别的原因多付 ¥20,000.00",
                "nothing overpaid because of it; ¥20,000.00 is overpaid for other reasons",
            ],
        ),
        (
            "2600000",
            "3000000",
            Some("300000"),
            Proposal::Even,
            ["没有多付，也不再拨付", "nothing overpaid, and nothing left to pay"],
        ),
        (
            "2600000",
            "2500000",
            Some("100000"),
            Proposal::NotPaid(Fen::yuan(150_000)),
            ["没有多付；尚应拨付 ¥150,000.00", "nothing overpaid; ¥150,000.00 is still to be paid"],
        ),
        (
            "2600000",
            "2500000",
            None,
            Proposal::NotPaid(Fen::yuan(250_000)),
            ["没有多付；尚应拨付 ¥250,000.00", "nothing overpaid; ¥250,000.00 is still to be paid"],
        ),
    ];
    for (first, then, given, proposal, [zh, en]) in rows {
        let office = unpaid.clone();
        let office = given.map_or(office.clone(), |amount| office.paid("2027-09-25", "P1", "A1", amount));
        let office =
            office.correct("2027-11-02", &report, research(first)).correct("2027-11-03", &report, research(then));
        let found = impact(&office.ledger(), &office.last());
        let [one] = &found.changed[..] else { panic!("{first} {then}: {:?}", found.changed) };
        assert_eq!(one.proposal, proposal, "{first} {then}");
        let (page, english) = (found.page(&[]).render(Lang::Zh), found.page(&[]).render(Lang::En));
        assert!(page.contains(zh) && english.contains(en), "{page}{english}");
        let view = serde_json::to_value(ImpactV1::of(&found, Vec::new(), &|_| None)).unwrap();
        let told = &view["changed"][0];
        let (word, amount) = match proposal {
            Proposal::Overpaid(amount) => ("overpaid", Some(amount.to_yuan())),
            Proposal::NotPaid(amount) => ("outstanding", Some(amount.to_yuan())),
            _ => ("even", None),
        };
        assert_eq!((&told["proposal"], &told["amount"]), (&json!("not_paid"), &Value::Null));
        assert_eq!((&told["not_paid_as"], &told["not_paid_amount"]), (&json!(word), &json!(amount)), "{first} {then}");
        // It is no proposal, and the sums of what is proposed leave it out.
        assert_eq!(found.sums()[3..], [Fen::ZERO; 2], "{first} {then}");
    }
}

fn yuan(amount: Option<Fen>) -> Option<i64> {
    amount.map(|amount| i64::try_from(amount.get() / 100).unwrap_or_default())
}

/// What was paid in parts is ordered back from the last payment on, and what is ordered back already is not ordered again.
#[test]
fn the_orders_put_it_right_and_pass_the_door() {
    let (office, report) = Office::reported();
    let approved = office.applied().approved("2027-08-20", "A1", CERTIFICATE, "300000");
    let parts = approved.paid("2027-09-25", "P1", "A1", "270000").paid("2027-10-25", "P2", "A1", "30000");
    let office = parts.correct("2027-11-02", &report, research("2600000"));
    let event = office.last();
    let ledger = office.ledger();
    let found = impact(&ledger, &event);
    let lines: Vec<Value> = found.orders();
    let told: Vec<(&Value, &Value)> =
        lines.iter().map(|line| (&line["data"]["payment_no"], &line["data"]["amount"])).collect();
    assert_eq!(told, [(&json!("P2"), &json!("30000.00")), (&json!("P1"), &json!("10000.00"))]);
    assert!(lines[0]["data"]["basis"].as_str().unwrap_or_default().starts_with("第五条"), "{}", lines[0]);
    let [before, with, given, back, more] = found.sums();
    assert_eq!([before, with, given, back, more], [300_000, 260_000, 300_000, 40_000, 0].map(Fen::yuan));
    let texts: Vec<String> = lines.iter().map(Value::to_string).collect();
    let said = found.page(&texts).render(Lang::En);
    for piece in ["recover ¥40,000.00", "difference ¥-40,000.00", &texts[0], "qizhang audit impact"] {
        assert!(said.contains(piece), "{piece}\n{said}");
    }
    let finance = AppendOptions { by: "finance".into(), ..by_clerk() };
    let (receipt, rejected) = try_append(&ledger, finance, &texts).unwrap_or_else(|error| panic!("{error:?}"));
    assert_eq!((receipt.recorded, codes(&rejected)), (2, vec![]));
    let again = impact(&ledger, &event);
    assert_eq!(again.changed.iter().map(|one| one.proposal).collect::<Vec<_>>(), [Proposal::Ordered]);
    assert!(again.orders().is_empty());
    let all = everything(&look(&ledger, ON));
    assert!(all.iter().all(|one| one.detector.id != "L01"), "{all:?}");
}

/// 420,000 paid on 4,200,000; corrected to 2,500,000 (170,000 too much, of which 100,000 are ordered back by hand), then to 2,000,000:
/// the second correction alone made 50,000 too much, and that is what it asks back, once, recovered or not.
#[test]
fn of_two_causes_each_asks_its_own() {
    let (office, report) = Office::reported();
    let office = office.correct("2027-04-02", &report, research("4200000")).applied();
    let approved = office.approved("2027-08-20", "A1", CERTIFICATE, "420000").paid("2027-09-25", "P1", "A1", "300000");
    let office = approved.paid("2027-09-26", "P2", "A1", "120000").correct("2027-10-02", &report, research("2500000"));
    let by_hand = json!({"clawback_no": "K1", "payment_no": "P2", "amount": "100000", "basis": "专项审计"});
    let office =
        office.fact("2027-10-10", "clawback.ordered", by_hand).correct("2027-11-02", &report, research("2000000"));
    let event = office.last();
    for (by_hand, proposal) in [
        ("70000", recover(50_000)),
        ("70000.01", Proposal::Recover(Fen::new(4_999_999))),
        ("120000", Proposal::Ordered),
    ] {
        let more = json!({"clawback_no": "K2", "payment_no": "P1", "amount": by_hand, "basis": "专项审计"});
        let ordered = office.clone().fact("2027-11-10", "clawback.ordered", more);
        assert_eq!(
            impact(&ordered.ledger(), &event).changed[0].proposal,
            proposal,
            "of 220,000, 100,000 and {by_hand} ordered"
        );
    }
    let ledger = office.ledger();
    let asked = |ledger: &Ledger| {
        let found = impact(ledger, &event);
        let [one] = &found.changed[..] else { panic!("one item: {:?}", found.changed) };
        ((yuan(one.before), yuan(one.with), one.proposal), found.orders())
    };
    let (figures, orders) = asked(&ledger);
    assert_eq!(figures, (Some(250_000), Some(200_000), recover(50_000)));
    let told: Vec<(&Value, &Value)> =
        orders.iter().map(|line| (&line["data"]["payment_no"], &line["data"]["amount"])).collect();
    assert_eq!(told, [(&json!("P2"), &json!("20000.00")), (&json!("P1"), &json!("30000.00"))], "what is left of each");
    let basis = orders[0]["data"]["basis"].as_str().unwrap_or_default();
    assert!(basis.ends_with("使应付由 ¥250,000.00 减为 ¥200,000.00；已付 ¥420,000.00"), "{basis}");
    let finance = || AppendOptions { by: "finance".into(), ..by_clerk() };
    let texts = |lines: &[Value]| lines.iter().map(Value::to_string).collect::<Vec<_>>();
    let recorded = |lines: &[Value]| {
        let (receipt, rejected) =
            try_append(&ledger, finance(), &texts(lines)).unwrap_or_else(|error| panic!("{error:?}"));
        assert_eq!((receipt.recorded, codes(&rejected)), (u64::try_from(lines.len()).unwrap_or(0), vec![]));
    };
    recorded(&orders);
    assert_eq!(
        asked(&ledger),
        ((Some(250_000), Some(200_000), Proposal::Ordered), vec![]),
        "220,000 too much, 150,000 ordered"
    );
    let back =
        json!({"uscc": orders[0]["data"]["uscc"], "clawback_no": orders[1]["data"]["clawback_no"], "amount": "30000"});
    recorded(&[json!({"type": "clawback.recovered", "occurred_on": ON, "data": back})]);
    assert_eq!(asked(&ledger).0.2, Proposal::Ordered, "recovered is not asked again");
}

#[test]
fn an_event_that_is_not_there_is_refused() {
    let ledger = paid().0.ledger();
    let horizon = ledger.horizon(Some(day(ON)), KnownAt::Head).unwrap_or_else(|error| panic!("{error:?}"));
    for (name, code) in [("ffffffff-0000-7000-8000-000000000001", "event-not-found"), ("999999", "beyond-head")] {
        let error = ledger.impact(name, horizon, &[]).err().map(|error| error.complaint());
        assert_eq!(error.as_ref().map(|told| told.code), Some(code), "{name}");
        assert!(error.is_some_and(|told| !told.remedy.zh.is_empty()), "{name}");
    }
}

/// What makes more due and too much paid at once is asked back: an accident holds back what was not paid before it, and a correction then says that
/// more was paid before it than is due.
#[test]
fn what_is_both_due_and_overpaid_is_asked_back() {
    let (office, _) = Office::reported();
    let office = office.applied().approved("2027-08-20", "A1", CERTIFICATE, "300000");
    let office = office.paid("2027-09-25", "P1", "A1", "100000");
    let payment = office.last();
    let office = office.late("2027-10-20", "2027-10-10", "conduct.accident_recorded", accident("2027-10-10"));
    for (paid, figures) in [
        ("400000", (Some(100_000), Some(300_000), recover(100_000))),
        ("250000", (Some(100_000), Some(250_000), Proposal::Even)),
    ] {
        let body = json!({"payment_no": "P1", "approval_no": "A1", "amount": paid});
        let office = office.clone().correct("2027-11-02", &payment, body);
        let found = impact(&office.ledger(), &office.last());
        let [one] = &found.changed[..] else { panic!("{paid}: {:?}", found.changed) };
        assert_eq!((yuan(one.before), yuan(one.with), one.proposal), figures, "{paid}");
        let back: Vec<Value> = found.orders().iter().map(|line| line["data"]["amount"].clone()).collect();
        assert_eq!(back, if paid == "400000" { vec![json!("100000.00")] } else { vec![] }, "{paid}");
    }
}
