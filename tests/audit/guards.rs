//! Guards: what a detector would find is kept out, with what stands against it; or recorded, with a reason and the finding.

use super::{CERTIFIED, LISTED, Office, everything, look};
use crate::ledger::{append, by_clerk, codes, ledger_as_of, line, migrating, recorded, try_append};
use crate::story::ENTERPRISE;
use qizhang::explain::Complaint;
use qizhang::ledger::{AppendOptions, Ledger};
use qizhang::value::Lang;
use serde_json::{Value, json};

fn approval(number: &str, (grant, matter): (&str, &str), amount: &str) -> String {
    let lines = json!([{"grant": grant, "matter": matter, "amount": amount}]);
    line(
        "2027-12-01",
        "grant.approved",
        json!({"uscc": ENTERPRISE, "approval_no": number, "application_no": "SB1", "lines": lines}),
    )
}

fn payment(number: &str, approval: &str, amount: &str) -> String {
    line(
        "2027-12-02",
        "payment.made",
        json!({"uscc": ENTERPRISE, "payment_no": number, "approval_no": approval, "amount": amount}),
    )
}

/// Entered the list in 2026 and applied in time; nothing is decided.
fn applied() -> Ledger {
    Office::new().fact("2026-03-01", "cultivation_list.entered", json!({"list_no": "L1"})).applied().ledger()
}

const ENTRY: (&str, &str) = (LISTED, "cultivation_list:L1");

/// Nobody is named, so that approval and payment may come in one file.
fn by_nobody() -> AppendOptions {
    AppendOptions { by: "unknown".into(), ..by_clerk() }
}

fn overriding(reason: &str) -> AppendOptions {
    AppendOptions { overriding: Some(reason.into()), ..by_nobody() }
}

/// The complaint about the first refused line.
fn complaint(ledger: &Ledger, lines: &[String]) -> Complaint {
    let (receipt, rejected) = try_append(ledger, by_nobody(), lines).unwrap_or_else(|error| panic!("{error:?}"));
    assert_eq!(receipt.recorded, 0);
    rejected[0].fault.complaint()
}

#[test]
fn what_is_due_is_let_in_also_when_it_is_paid_in_the_same_batch() {
    let ledger = applied();
    let receipt = append(&ledger, by_nobody(), &[approval("A1", ENTRY, "10000"), payment("P1", "A1", "10000")]);
    assert_eq!(receipt.recorded, 2);
    assert!(everything(&look(&ledger, "2027-12-31")).is_empty());
}

#[test]
fn what_a_detector_would_find_is_refused_with_what_stands_against_it() {
    let rows: [(&[String], u64, &str, &str); 5] = [
        (&[approval("A1", ENTRY, "10000.01")], 1, "D04", "多批 ¥0.01"),
        (&[approval("A1", ENTRY, "10000"), approval("A2", ENTRY, "1")], 2, "D04", "本文件第 1 行"),
        (
            &[approval("A1", ENTRY, "10000"), payment("P1", "A1", "10000"), payment("P2", "A1", "10000")],
            3,
            "D01",
            "本文件第 2 行",
        ),
        (&[payment("P1", "A1", "10000")], 1, "D06", "不具备条件"),
        (&[approval("A1", (CERTIFIED, "certificate:GR1"), "50000")], 1, "D04", "条件不具备"),
    ];
    for (lines, at, rule, piece) in rows {
        let ledger = applied();
        let head = ledger.head();
        let (receipt, rejected) = try_append(&ledger, by_nobody(), lines).unwrap_or_else(|error| panic!("{error:?}"));
        assert_eq!((receipt.recorded, codes(&rejected)), (0, vec![(at, "guarded")]), "{lines:?}");
        let told = rejected[0].fault.complaint();
        let said = format!("{}{}{}", told.what.get(Lang::Zh), told.why.get(Lang::Zh), told.remedy.get(Lang::Zh));
        assert!(said.contains(rule) && said.contains(piece) && said.contains("--override"), "{said}");
        assert_eq!(
            rejected[0].back.text.as_deref(),
            lines.get(usize::try_from(at - 1).unwrap_or_default()).map(String::as_str)
        );
        assert_eq!(ledger.head(), head, "nothing was recorded");
    }
}

#[test]
fn events_on_record_are_named() {
    let ledger = applied();
    append(&ledger, by_nobody(), &[approval("A1", ENTRY, "10000"), payment("P1", "A1", "10000")]);
    let paid = ledger.head();
    let told = complaint(&ledger, &[payment("P2", "A1", "10000")]);
    assert!(
        told.why.zh.contains(&format!("事件 #{paid}")) && told.why.en.contains(&format!("event #{paid}")),
        "{:?}",
        told.why
    );
}

#[test]
fn an_accident_between_approval_and_payment_stops_the_payment() {
    let ledger = applied();
    append(&ledger, by_nobody(), &[approval("A1", ENTRY, "10000")]);
    let accident =
        json!({"uscc": ENTERPRISE, "accident_on": "2027-12-02", "level": "general", "authority": "应急管理局"});
    append(&ledger, by_nobody(), &[line("2027-12-02", "conduct.accident_recorded", accident)]);
    let told = complaint(&ledger, &[payment("P1", "A1", "10000")]);
    assert!(told.what.en.contains("D08"), "{:?}", told.what);
}

#[test]
fn a_reason_lets_it_in_and_records_the_finding() {
    let ledger = applied();
    let receipt = append(&ledger, overriding("会议纪要〔2027〕3号"), &[approval("A1", ENTRY, "10001")]);
    assert_eq!(receipt.recorded, 2, "the approval and the finding");
    let found = everything(&look(&ledger, "2027-12-31"));
    let [one] = &found[..] else { panic!("{found:?}") };
    assert_eq!(
        (one.detector.id, one.state.word(), one.state.is_open()),
        ("D04", "in_review", true),
        "under the same number"
    );
    let mut told = String::new();
    let last = qizhang::ledger::LogFilter { from: Some(ledger.head()), until: ledger.head(), ..Default::default() };
    ledger
        .log(&last, &mut |entry| {
            told = entry.text;
            true
        })
        .unwrap_or_else(|error| panic!("{error:?}"));
    assert!(told.contains("会议纪要〔2027〕3号"), "{told}");
}

#[test]
fn the_good_lines_are_kept_where_that_is_wanted_and_what_rested_on_a_bad_one_is_not() {
    let ledger = applied();
    let lines = [
        approval("A1", ENTRY, "10001"),
        payment("P1", "A1", "10001"),
        line("2027-12-02", "call.closed", json!({"year": 2027, "reason": "申报期届满"})),
    ];
    let options = AppendOptions { atomic: false, ..by_nobody() };
    let (receipt, rejected) = try_append(&ledger, options, &lines).unwrap_or_else(|error| panic!("{error:?}"));
    assert_eq!((receipt.recorded, codes(&rejected)), (1, vec![(1, "guarded"), (2, "guarded")]));
}

#[test]
fn a_correction_that_raises_an_approval_is_held_like_an_approval() {
    let ledger = applied();
    let id = "00000000-0000-7000-8000-00000000a001";
    let mut first: Value = serde_json::from_str(&approval("A1", ENTRY, "9000")).unwrap_or_default();
    first["id"] = json!(id);
    append(&ledger, by_nobody(), &[first.to_string()]);
    let raised = |amount: &str| {
        let lines = json!([{"grant": LISTED, "matter": "cultivation_list:L1", "amount": amount}]);
        let data = json!({"uscc": ENTERPRISE, "approval_no": "A1", "application_no": "SB1", "lines": lines});
        line("2027-12-03", "fact.corrected", json!({"event": id, "data": data, "reason": "金额有误"}))
    };
    let told = complaint(&ledger, &[raised("10001")]);
    assert!(told.what.zh.contains("多批 ¥1.00"), "{:?}", told.what);
    assert_eq!(append(&ledger, by_nobody(), &[raised("10000")]).recorded, 1);
}

#[test]
fn a_history_is_brought_in_as_it_was() {
    let ledger = applied();
    let lines = json!([{"grant": LISTED, "matter": "cultivation_list:L1", "amount": "99999"}]);
    let data = json!({"uscc": ENTERPRISE, "approval_no": "A1", "lines": lines});
    append(&ledger, migrating(), &[recorded("2028-01-05T09:00:00+08:00", "2027-12-01", "grant.approved", data)]);
    assert_eq!(everything(&look(&ledger, "2027-12-31")).len(), 1, "and found");
}

#[test]
fn the_same_file_brought_twice_gets_its_first_answer() {
    let ledger = applied();
    let ids = || qizhang::ledger::Ids::Of(qizhang::value::Digest::of(b"file"));
    let options = || AppendOptions { ids: ids(), ..overriding("会议纪要〔2027〕3号") };
    let lines = [approval("A1", ENTRY, "10001")];
    assert_eq!(append(&ledger, options(), &lines).recorded, 2);
    let again = append(&ledger, options(), &lines);
    assert_eq!((again.recorded, again.repeated), (0, 1));
}

/// 64 clerks approve a product each, 50,000 yuan under a cap of 100,000.
#[test]
fn of_many_who_approve_at_once_only_so_many_fit_under_the_cap() {
    const CLERKS: u32 = 64;
    let certified = json!({"cert_no": "GR0", "issued_on": "2025-11-20", "track": "ordinary"});
    let office = Office::new().fact("2025-11-20", "hightech.certified", certified).applied();
    let ledger = (0..CLERKS).fold(office, |office, number| {
        let data = json!({"product_key": format!("XCP{number}"), "cert_no": format!("ZS{number}")});
        office.fact(&format!("2026-05-{:02}", number % 28 + 1), "new_product.recognized", data)
    });
    let ledger = ledger.ledger();
    let approved = std::thread::scope(|scope| {
        let clerk = |number: u32| {
            let ledger = &ledger;
            let matter = format!("product:XCP{number}");
            scope.spawn(move || {
                let line = approval(&format!("A{number}"), ("第十三条/新产品", &matter), "50000");
                let (receipt, rejected) =
                    try_append(ledger, by_nobody(), &[line]).unwrap_or_else(|error| panic!("{error:?}"));
                assert!(rejected.iter().all(|one| one.fault.complaint().code == "guarded"), "{rejected:?}");
                receipt.recorded
            })
        };
        let clerks: Vec<_> = (0..CLERKS).map(clerk).collect();
        clerks.into_iter().map(|clerk| clerk.join().unwrap_or_default()).sum::<u64>()
    });
    assert_eq!(approved, 2);
    assert!(everything(&look(&ledger, "2027-12-31")).is_empty());
}

/// More lines than are recorded at once: they are held against the guards where they were written.
#[test]
fn a_large_batch_is_held_against_the_guards_too() {
    let ledger = ledger_as_of("2031-12-31T09:00:00+08:00", Some("2010-01-01"));
    let data = json!({"uscc": ENTERPRISE, "name": "甲", "kind": "enterprise", "district": "昌平区"});
    let listed = line("2026-03-01", "cultivation_list.entered", json!({"uscc": ENTERPRISE, "list_no": "L1"}));
    let mut lines = vec![line("2010-01-04", "enterprise.registered", data), listed];
    lines.extend((0..4100).map(|number| {
        let data = json!({"uscc": crate::story::nth_code(number), "kind": "coaching", "count": 1});
        line("2027-01-04", "service.provided", data)
    }));
    lines.push(approval("A1", ENTRY, "10001"));
    let last = u64::try_from(lines.len()).unwrap_or_default();
    let head = ledger.head();
    let (receipt, rejected) = try_append(&ledger, by_nobody(), &lines).unwrap_or_else(|error| panic!("{error:?}"));
    assert_eq!((receipt.recorded, codes(&rejected)), (0, vec![(last, "guarded")]));
    assert_eq!(ledger.head(), head);
    let receipt = append(&ledger, overriding("会议纪要〔2027〕3号"), &lines);
    assert_eq!(ledger.head().0, head.0 + last + 2, "with both findings, as no application is on record: {receipt:?}");
}

/// Of many subjects the ledger is looked at once, of few each by itself: both refuse the same lines.
#[test]
fn a_batch_about_many_is_refused_where_batches_about_one_are() {
    const MANY: u32 = 50;
    let office = (1..=MANY).fold(Office::new(), |office, number| {
        let uscc = crate::story::nth_code(number);
        let name = format!("北京某{number}科技有限公司");
        let registered = json!({"uscc": uscc, "name": name, "kind": "enterprise", "district": "昌平区"});
        let listed = json!({"uscc": uscc, "list_no": format!("L{number}")});
        let applied = json!({"uscc": uscc, "application_no": format!("SB{number}"), "call_year": 2027});
        office
            .everybody("2010-01-04", "2010-01-04", "enterprise.registered", registered)
            .everybody("2026-03-01", "2026-03-01", "cultivation_list.entered", listed)
            .everybody("2027-03-10", "2027-03-10", "application.submitted", applied)
    });
    let ledger = office.ledger();
    let lines: Vec<String> = (1..=MANY)
        .map(|number| {
            let amount = if number % 7 == 0 { "10000.01" } else { "10000" };
            let lines = json!([{"grant": LISTED, "matter": format!("cultivation_list:L{number}"), "amount": amount}]);
            let data =
                json!({"uscc": crate::story::nth_code(number), "approval_no": format!("A{number}"), "lines": lines});
            line("2027-12-01", "grant.approved", data)
        })
        .collect();
    let refused = |lines: &[String]| {
        let options = AppendOptions { dry_run: true, atomic: false, ..by_nobody() };
        let (_, rejected) = try_append(&ledger, options, lines).unwrap_or_else(|error| panic!("{error:?}"));
        rejected.iter().map(|one| (one.line, one.fault.complaint())).collect::<Vec<_>>()
    };
    let together = refused(&lines);
    assert_eq!(together.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [7, 14, 21, 28, 35, 42, 49]);
    for (number, told) in together {
        let at = usize::try_from(number - 1).unwrap_or_default();
        assert_eq!(refused(&lines[at..=at]), [(1, told)]);
    }
}
