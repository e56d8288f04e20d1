//! Who recorded what, and on which documents. Every row is held against all detectors.

use super::{LISTED, ON, Office, everything, hold, look};
use crate::ledger::{append, line, migrating, recorded, try_append};
use crate::story::ENTERPRISE;
use qizhang::ledger::{AppendOptions, Ledger};
use qizhang::value::{Digest, Lang};
use serde_json::{Value, json};

const ENTRY: (&str, &str) = (LISTED, "cultivation_list:L1");

/// Each step of the way recorded by somebody; what is empty is recorded by its own desk.
fn by(application: &str, review: &str, approval: &str, payment: &str) -> Office {
    let own = |office: Office, who: &str| if who.is_empty() { office } else { office.by(who) };
    let number = json!({"application_no": "SB1"});
    let listed = Office::new().fact("2026-03-01", "cultivation_list.entered", json!({"list_no": "L1"}));
    let submitted = json!({"application_no": "SB1", "call_year": 2027});
    let office = own(listed.fact("2027-03-10", "application.submitted", submitted), application);
    let office = own(office.fact("2027-03-15", "application.accepted", number), application);
    let data = json!({"application_no": "SB1", "passed": true, "opinion_no": "PS1"});
    let office = own(office.fact("2027-06-10", "review.completed", data), review);
    let office = office
        .everybody("2027-08-02", "2027-08-02", "publicity.started", json!({"list_no": "GS1", "days": 5}))
        .everybody("2027-08-09", "2027-08-09", "publicity.ended", json!({"list_no": "GS1"}));
    let office = own(office.approved("2027-08-20", "A1", ENTRY, "10000"), approval);
    own(office.paid("2027-09-25", "P1", "A1", "10000"), payment)
}

#[test]
fn p01_same_person() {
    hold(vec![
        ("four hands", by("甲", "乙", "丙", "丁"), vec![]),
        ("two hands take turns", by("甲", "乙", "乙", "甲"), vec![]),
        ("applied and reviewed", by("甲", "甲", "丙", "丁"), vec![("P01", "")]),
        ("applied and approved", by("甲", "乙", "甲", "丁"), vec![("P01", "")]),
        ("approved and paid", by("甲", "乙", "丙", "丙"), vec![("P01", "10000.00")]),
        ("reviewed and paid", by("甲", "乙", "丙", "乙"), vec![("P01", "10000.00")]),
        ("all by one", by("甲", "甲", "甲", "甲"), vec![("P01", ""), ("P01", ""), ("P01", "10000.00")]),
        ("nobody is named", by("unknown", "unknown", "unknown", "unknown"), vec![]),
        (
            "the payment came back",
            by("甲", "乙", "丙", "丙").fact(
                "2027-10-20",
                "payment.bounced",
                json!({"payment_no": "P1", "reason": "账号有误"}),
            ),
            vec![],
        ),
    ]);
}

fn as_one(name: &str) -> AppendOptions {
    AppendOptions { by: name.into(), clock_is_right: true, ..AppendOptions::default() }
}

/// The guard: it is refused when it is recorded, and recorded by somebody else.
#[test]
fn who_approved_does_not_record_the_payment() {
    let ledger =
        Office::new().fact("2026-03-01", "cultivation_list.entered", json!({"list_no": "L1"})).applied().ledger();
    let lines = json!([{"grant": LISTED, "matter": "cultivation_list:L1", "amount": "10000"}]);
    let data = json!({"uscc": ENTERPRISE, "approval_no": "A1", "application_no": "SB1", "lines": lines});
    let approval = line("2027-12-01", "grant.approved", data);
    let data = json!({"uscc": ENTERPRISE, "payment_no": "P1", "approval_no": "A1", "amount": "10000"});
    let payment = line("2027-12-02", "payment.made", data);
    let refused = |who: &str, line: &String| {
        let (_, rejected) =
            try_append(&ledger, as_one(who), std::slice::from_ref(line)).unwrap_or_else(|error| panic!("{error:?}"));
        rejected.iter().map(|one| one.fault.complaint().what.get(Lang::En).to_owned()).collect::<Vec<_>>()
    };
    assert!(refused("window", &approval)[0].contains("P01 Same person"), "who recorded the application");
    assert_eq!(refused("丙", &approval), [""; 0]);
    assert!(refused("丙", &payment)[0].contains("approval and payment"), "who recorded the approval");
    assert!(refused("reviewer", &payment)[0].contains("review and payment"), "who recorded the review");
    assert_eq!(refused("丁", &payment), [""; 0]);
    assert!(everything(&look(&ledger, "2027-12-31")).is_empty());
}

/// From now on whoever enters the list brings the document.
fn asks_for_the_document(ledger: &Ledger) {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/events/types/cultivation_list.entered/1.json");
    let text = std::fs::read_to_string(file).unwrap_or_else(|error| panic!("{error}"));
    let mut declared: Value = serde_json::from_str(&text).unwrap_or_default();
    declared["$id"] = json!("urn:qizhang:event:cultivation_list.entered:2");
    declared["x-upcast"] = json!({});
    declared["x-evidence"][0]["required"] = json!(true);
    let text = declared.to_string();
    let digest = Digest::of(text.as_bytes()).to_string();
    let data = json!({"name": "cultivation_list.entered", "version": 2, "digest": digest, "text": text});
    let at = "2031-12-30T09:00:00+08:00";
    append(ledger, migrating(), &[recorded(at, "2031-12-30", "event_type.registered", data)]);
}

#[test]
fn p02_required_document_missing() {
    let entered = |proven: bool| {
        let office = Office::new().fact("2026-03-01", "cultivation_list.entered", json!({"list_no": "L1"}));
        let office = if proven { office.proven("清单公布文件") } else { office };
        office.applied()
    };
    let decided = |office: Office| office.approved("2027-08-20", "A1", ENTRY, "10000");
    let paid = |office: Office| decided(office).paid("2027-09-25", "P1", "A1", "10000");
    let rows = [
        ("with the document", paid(entered(true)), true, vec![]),
        ("without it", paid(entered(false)), true, vec!["10000.00"]),
        ("approved and not paid yet", decided(entered(false)), true, vec!["10000.00"]),
        ("nothing was given", entered(false), true, vec![]),
        ("nobody asks for it", paid(entered(false)), false, vec![]),
    ];
    for (row, office, asked, expected) in rows {
        let ledger = office.ledger();
        if asked {
            asks_for_the_document(&ledger);
        }
        let all = everything(&look(&ledger, ON));
        let found: Vec<(&str, String)> = all
            .iter()
            .map(|one| (one.detector.id, one.amount.map(qizhang::value::Fen::to_yuan).unwrap_or_default()))
            .collect();
        let expected: Vec<(&str, String)> = expected.into_iter().map(|amount| ("P02", amount.to_owned())).collect();
        assert_eq!(found, expected, "{row}");
    }
}

#[test]
fn what_rests_on_a_missing_document_is_not_approved() {
    for proven in [true, false] {
        let office = Office::new().fact("2026-03-01", "cultivation_list.entered", json!({"list_no": "L1"}));
        let office = if proven { office.proven("清单公布文件") } else { office };
        let ledger = office.applied().ledger();
        asks_for_the_document(&ledger);
        let lines = json!([{"grant": LISTED, "matter": "cultivation_list:L1", "amount": "10000"}]);
        let data = json!({"uscc": ENTERPRISE, "approval_no": "A1", "application_no": "SB1", "lines": lines});
        let options = AppendOptions { dry_run: true, ..as_one("丙") };
        let (_, rejected) = try_append(&ledger, options, &[line("2031-12-30", "grant.approved", data)])
            .unwrap_or_else(|error| panic!("{error:?}"));
        let told: Vec<String> = rejected.iter().map(|one| one.fault.complaint().what.zh.to_string()).collect();
        assert_eq!(told.iter().any(|told| told.contains("P02") && told.contains("清单公布文件")), !proven, "{told:?}");
        assert_eq!(told.is_empty(), proven, "{told:?}");
    }
}
