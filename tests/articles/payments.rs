//! Money that moved: what was approved, what arrived, what came back, and what belongs to nothing on record.

use crate::story::{Story, items};
use qizhang::position::{Item, Outcome, Position};
use qizhang::value::Fen;
use serde_json::{Value, json};

const LISTED: &str = "第四条/首次入库";
const ON: &str = "2027-12-31";

/// Listed, approved under A1 and paid under P1; the second number is the event of the approval.
fn paid() -> (Story, String) {
    let lines = json!([{"grant": LISTED, "matter": "cultivation_list:L1", "amount": "10000"}]);
    let story = Story::new().fact("2026-03-01", "cultivation_list.entered", json!({"list_no": "L1"})).fact(
        "2027-08-20",
        "grant.approved",
        json!({"approval_no": "A1", "lines": lines}),
    );
    let approval = story.last_id();
    (pay(story, json!({"approval_no": "A1"})), approval)
}

fn pay(story: Story, mut named: Value) -> Story {
    let body = named.as_object_mut().unwrap_or_else(|| panic!("a body"));
    body.entry("payment_no").or_insert(json!("P1"));
    body.entry("amount").or_insert(json!("10000"));
    story.fact("2027-09-25", "payment.made", named)
}

fn gone(position: &Position) -> Vec<&Item> {
    position.items.iter().filter(|item| item.outcome == Outcome::FactGone).collect()
}

/// Positions of the events of each conflict.
fn conflicts(position: &Position) -> Vec<Vec<u64>> {
    let own = position.issues.iter().filter(|issue| issue.name() == "conflict");
    own.map(|issue| issue.facts.iter().map(|fact| fact.position.0).collect()).collect()
}

#[test]
fn a_payment_whose_approval_is_not_on_record_stays_in_view() {
    let (story, approval) = paid();
    let lines = json!([{"grant": LISTED, "matter": "cultivation_list:L1", "amount": "10000"}]);
    let other = json!({"uscc": crate::story::ENTERPRISE, "approval_no": "A2", "lines": lines});
    let rows = [
        ("retracted", 4, story.clone().fact("2027-10-01", "fact.retracted", json!({"event": approval, "reason": "x"}))),
        (
            "corrected",
            4,
            story.fact("2027-10-01", "fact.corrected", json!({"event": approval, "data": other, "reason": "文号有误"})),
        ),
        (
            "never recorded",
            3,
            pay(
                Story::new().fact("2026-03-01", "cultivation_list.entered", json!({"list_no": "L1"})),
                json!({"approval_no": "A1"}),
            ),
        ),
    ];
    for (row, payment, story) in rows {
        let position = story.position(ON);
        let [item] = gone(&position)[..] else { panic!("{row}: one item whose fact is gone") };
        assert_eq!((&*item.grant_id, &*item.article, &*item.matter), ("", "", "payment:P1"), "{row}");
        assert_eq!(
            (item.net, item.paid.to_yuan().as_str(), item.overpaid.to_yuan().as_str()),
            (Fen::ZERO, "10000.00", "10000.00"),
            "{row}"
        );
        assert_eq!(items(&position, LISTED)[0].paid, Fen::ZERO, "{row}: nobody knows that it was for this");
        assert_eq!(conflicts(&position), [[payment]], "{row}");
    }
}

#[test]
fn a_payment_by_itself_goes_as_far_as_its_own_words() {
    let listed = Story::new().fact("2026-03-01", "cultivation_list.entered", json!({"list_no": "L1"}));
    let rows = [
        // What it names, where it then stands, whether an official has to look.
        (json!({}), ("", "payment:P1"), true),
        (json!({"grant": LISTED}), (LISTED, "payment:P1"), true),
        (json!({"matter": "cultivation_list:L1"}), ("", "payment:P1"), true),
        (json!({"grant": LISTED, "matter": "cultivation_list:L2"}), (LISTED, "cultivation_list:L2"), true),
        (json!({"grant": LISTED, "matter": "cultivation_list:L1"}), (LISTED, "cultivation_list:L1"), false),
    ];
    for (mut named, (grant, matter), strange) in rows {
        named["approval_no"] = json!("A9");
        let position = pay(listed.clone(), named.clone()).position(ON);
        let holding = |item: &&Item| item.paid.is_positive();
        let [item] = position.items.iter().filter(holding).collect::<Vec<_>>()[..] else { panic!("{named}: one item") };
        assert_eq!((&*item.grant_id, &*item.matter), (grant, matter), "{named}");
        assert_eq!(item.paid.to_yuan(), "10000.00", "{named}");
        assert_eq!(!conflicts(&position).is_empty(), strange, "{named}");
    }
}

#[test]
fn two_payments_of_an_unknown_approval_are_two_items() {
    let story = pay(Story::new(), json!({"approval_no": "A9"}));
    let story = pay(story, json!({"approval_no": "A9", "payment_no": "P2", "amount": "300"}));
    let story = story.fact("2027-10-01", "payment.bounced", json!({"payment_no": "P1", "reason": "账号有误"}));
    let position = story.position(ON);
    let amounts: Vec<(&str, String)> =
        gone(&position).iter().map(|item| (&*item.matter, item.overpaid.to_yuan())).collect();
    assert_eq!(amounts, [("payment:P1", "0.00".into()), ("payment:P2", "300.00".into())], "the first came back");
}

#[test]
fn what_comes_back_of_nothing_on_record_is_looked_at() {
    let bounced = |payment: &str| ("payment.bounced", json!({"payment_no": payment, "reason": "账号有误"}));
    let order = |payment: &str| {
        ("clawback.ordered", json!({"clawback_no": "K1", "payment_no": payment, "amount": "4000", "basis": "x"}))
    };
    let back = |order: &str, amount: &str| ("clawback.recovered", json!({"clawback_no": order, "amount": amount}));
    // What is recorded after the payment of 10,000 (its approval is 3, the payment 4), what then stays paid, and the
    // records somebody has to look at.
    let rows = [
        (vec![bounced("P1")], "0.00", vec![]),
        (vec![bounced("P9")], "10000.00", vec![5]),
        (vec![bounced("P1"), bounced("P1")], "0.00", vec![6]),
        (vec![back("K1", "4000")], "10000.00", vec![5]),
        (vec![order("P1"), back("K1", "4000")], "6000.00", vec![]),
        (vec![order("P1"), back("K1", "4000"), back("K1", "6000")], "0.00", vec![]),
        (vec![order("P1"), back("K1", "4000"), back("K1", "6000.01")], "0.00", vec![7]),
        (vec![order("P9"), back("K1", "4000")], "10000.00", vec![6]),
        (vec![order("P1"), back("K1", "4000"), bounced("P1")], "0.00", vec![7]),
    ];
    for (number, (records, kept, strange)) in rows.into_iter().enumerate() {
        let (mut story, _) = paid();
        for (kind, data) in records {
            story = story.fact("2027-10-01", kind, data);
        }
        let position = story.position(ON);
        let shown: Fen = position.items.iter().map(|item| item.paid).sum();
        assert_eq!(shown.to_yuan(), kept, "row {number}");
        let strange: Vec<Vec<u64>> = strange.into_iter().map(|event| vec![event]).collect();
        assert_eq!(conflicts(&position), strange, "row {number}");
    }
}

#[test]
fn what_is_not_known_to_be_due_is_not_overpaid() {
    let (grant, matter) = ("第五条/新认定", "certificate:GR202611000001");
    let lines = json!([{"grant": grant, "matter": matter, "amount": "60000"}]);
    let story = Story::new().certified("GR202611000001", "2026-11-30");
    let story = story.fact("2027-08-20", "grant.approved", json!({"approval_no": "A1", "lines": lines}));
    let story = pay(story, json!({"approval_no": "A1", "amount": "60000"}));
    // The R&D expense of 2025 in yuan, whether what is due is then known, and net, outstanding and overpaid.
    let rows = [
        (None, false, ["0.00", "0.00", "0.00"]),
        (Some("500000.00"), true, ["50000.00", "0.00", "10000.00"]),
        (Some("600000.00"), true, ["60000.00", "0.00", "0.00"]),
        (Some("700000.00"), true, ["70000.00", "10000.00", "0.00"]),
    ];
    for (expense, known, amounts) in rows {
        let report = |amount| json!({"year": 2025, "amount": amount, "basis": "special_audit"});
        let told = expense
            .map_or(story.clone(), |amount| story.clone().fact("2027-03-01", "rnd.expense_reported", report(amount)));
        let position = told.position(ON);
        let found = items(&position, grant);
        let [item] = found.as_slice() else { panic!("{found:#?}") };
        assert_eq!(item.is_known(), known, "{expense:?}");
        assert_eq!([item.net, item.outstanding, item.overpaid].map(Fen::to_yuan), amounts, "{expense:?}");
        assert_eq!(item.paid.to_yuan(), "60000.00", "{expense:?}");
    }
}
