//! Steps at the door: batches, corrections, retractions, and the way past it.

use super::*;
use crate::ledger::{append, codes, ledger_as_of};

/// Of one batch each line rests on those above it.
#[test]
fn steps_of_a_batch_see_each_other_in_order() {
    let ledger = recorded(&vec![]).ledger();
    let lines: Vec<String> = accepted().iter().map(drafted).collect();
    assert_eq!(refusals(&ledger, &lines), []);
    let back: Vec<String> = lines.into_iter().rev().collect();
    let refused = refusals(&ledger, &back);
    let [(1, told)] = &refused[..] else { panic!("{refused:?}") };
    assert!(told.contains("排在它之后") && told.contains("本文件第 2 行"), "{told}");
}

#[test]
fn what_stands_in_the_way_is_named() {
    let ledger = recorded(&and(submitted(), step("2027-03-12", WITHDRAWN))).ledger();
    let withdrawn = ledger.head();
    let refused = refusals(&ledger, &[drafted(&step("2027-03-20", A))]);
    assert!(refused[0].1.contains(&format!("事件 #{withdrawn}")), "{refused:?}");
}

/// A fact that comes late may make impossible what is on record; it is the one that is stopped.
#[test]
fn what_would_make_impossible_what_is_on_record_is_stopped_too() {
    let ledger = recorded(&paid()).ledger();
    let head = ledger.head();
    let refused = refusals(&ledger, &[drafted(&step("2027-03-12", WITHDRAWN))]);
    assert!(matches!(&refused[..], [(1, told)] if told.contains("L01") && told.contains("事件 #")), "{refused:?}");
    assert_eq!(ledger.head(), head);
}

fn amendment(kind: &str, event: &str, more: Value) -> String {
    let mut data = json!({"event": event, "reason": "录入有误"});
    for (name, value) in more.as_object().into_iter().flatten() {
        data[name] = value.clone();
    }
    line("2027-12-01", kind, data)
}

#[test]
fn a_correction_that_makes_a_step_impossible_is_refused() {
    let office = recorded(&ordered());
    let event = office.last();
    let corrected = |amount: &str| {
        let mut data = body(ORDERED);
        data["uscc"] = json!(ENTERPRISE);
        data["amount"] = json!(amount);
        amendment("fact.corrected", &event, json!({"data": data}))
    };
    let ledger = office.ledger();
    let refused = refusals(&ledger, &[corrected("10000.01")]);
    assert!(matches!(&refused[..], [(1, told)] if told.contains("只剩 ¥10,000.00")), "{refused:?}");
    assert_eq!(refusals(&ledger, &[corrected("10000")]), []);
}

#[test]
fn what_later_steps_rest_on_is_not_taken_back() {
    let office = recorded(&paid());
    let payment = office.last();
    let office = office.fact("2027-10-01", BOUNCED, body(BOUNCED));
    let bounce = office.last();
    let ledger = office.ledger();
    let back = |event: &str| amendment("fact.retracted", event, json!({}));
    let refused = refusals(&ledger, &[back(&payment)]);
    assert!(
        refused.len() == 1 && refused[0].1.contains("没有登记“资金拨付”P1") && refused[0].1.contains("事件 #"),
        "{refused:?}"
    );
    assert_eq!(refusals(&ledger, &[back(&bounce), back(&payment)]), [], "the later one first");
}

/// A correction that gives a step another number leaves those without it that came later.
#[test]
fn a_correction_of_a_number_that_others_rest_on_is_refused() {
    let rests = [
        (0, json!({"application_no": "SB9"}), "没有登记“提交申请”SB1"),
        (1, json!({"application_no": "SB9"}), "没有登记“提交申请”SB9"),
        (3, json!({"list_no": "GS9"}), "没有登记“公示开始”GS1"),
        (6, json!({"payment_no": "P9"}), "没有登记“资金拨付”P1"),
        (7, json!({"clawback_no": "C9"}), "没有登记“决定追回”C1"),
    ];
    let steps = and(ordered(), step("2027-10-20", RECOVERED));
    for (nth, fields, piece) in rests {
        let (event, ledger) = (id_of(&steps, nth), recorded(&steps).ledger());
        let refused = refusals(&ledger, &[corrected(&steps[nth], &event, fields)]);
        assert!(refused.iter().any(|(_, told)| told.contains(piece)), "{nth}: {refused:?}");
        let alone: Steps = steps[..=nth].to_vec();
        let alone = if nth == 1 {
            and(alone, ("2027-03-11", S, json!({"application_no": "SB9", "call_year": 2027})))
        } else {
            alone
        };
        let fields = if nth == 1 { json!({"application_no": "SB9"}) } else { json!({}) };
        assert_eq!(refusals(&recorded(&alone).ledger(), &[corrected(&steps[nth], &event, fields)]), [], "{nth} alone");
    }
}

/// The id of a step on record.
fn id_of(steps: &Steps, nth: usize) -> String {
    recorded(&steps[..=nth].to_vec()).last()
}

fn corrected((_, kind, data): &Step, event: &str, fields: Value) -> String {
    let mut data = data.clone();
    if ![STARTED, ENDED].contains(kind) {
        data["uscc"] = json!(ENTERPRISE);
    }
    for (name, value) in fields.as_object().into_iter().flatten() {
        data[name] = value.clone();
    }
    amendment("fact.corrected", event, json!({"data": data}))
}

/// What a payment rests on is neither taken back nor corrected away beneath it; without the payment it may be.
#[test]
fn the_ground_of_a_payment_is_not_taken_away() {
    let settled = {
        let objected = [step("2027-08-03", FILED), step("2027-08-05", RESOLVED)];
        let early: Steps = paid()[..4].to_vec();
        early.into_iter().chain(objected).chain(paid()[4..].to_vec()).collect::<Steps>()
    };
    let retracted = json!(null);
    let grounds = [
        (2, retracted.clone(), "D17"),
        (2, json!({"passed": false}), "D17"),
        (3, json!({"days": 30}), "D18"),
        (5, retracted.clone(), "D19"),
        (5, json!({"upheld": true}), "D19"),
        (6, retracted.clone(), "D18"),
        (7, retracted, "D17"),
        (7, json!({"approval_no": "A9"}), "D17"),
    ];
    let unpaid: Steps = settled[..8].to_vec();
    for (nth, fields, rule) in grounds {
        let event = id_of(&settled, nth);
        let line = match &fields {
            Value::Null => amendment("fact.retracted", &event, json!({})),
            fields => corrected(&settled[nth], &event, fields.clone()),
        };
        let refused = refusals(&recorded(&settled).ledger(), std::slice::from_ref(&line));
        let own: Vec<_> = refused.iter().filter(|(_, told)| told.contains(rule)).collect();
        assert!(matches!(own[..], [(1, told)] if told.contains("事件 #")), "{nth} {fields}: {refused:?}");
        assert_eq!(refusals(&recorded(&unpaid).ledger(), &[line]), [], "{nth} {fields}, not paid");
    }
}

/// What was without its ground before is no fault of whoever mends something else.
#[test]
fn a_payment_that_never_had_its_ground_stops_nobody() {
    let unreviewed: Steps = paid().into_iter().filter(|(_, kind, _)| *kind != REVIEWED).collect();
    let approval = id_of(&unreviewed, 4);
    let again = corrected(&unreviewed[4], &approval, json!({"application_no": "SB1"}));
    assert_eq!(refusals(&recorded(&unreviewed).ledger(), &[again]), []);
}

/// The road of what began before the ledger: recorded with a reason, and with a finding the audit knows again.
#[test]
fn a_reason_lets_a_step_in_and_its_finding_keeps_its_number() {
    let ledger = recorded(&vec![]).ledger();
    let overriding = AppendOptions { overriding: Some("账本启用前已受理".into()), ..by("finance") };
    let receipt = append(&ledger, overriding, &[drafted(&step("2027-06-10", REVIEWED))]);
    assert_eq!(receipt.recorded, 2, "the review and the finding");
    let all = everything(&look(&ledger, "2031-12-31"));
    let own: Vec<_> = all.iter().filter(|one| one.detector.id == "L01").collect();
    assert!(matches!(own[..], [one] if one.state.word() == "in_review"), "{own:?}");
}

/// A successor carries on what was begun under another code.
#[test]
fn a_successor_goes_on_with_the_application() {
    let heir = other();
    let merged = json!({"uscc": heir, "absorbed": [{"uscc": ENTERPRISE}]});
    let recoded = json!({"uscc": heir, "old_uscc": ENTERPRISE, "reason": "换证"});
    for (kind, data) in [("enterprise.merged", merged), ("enterprise.recoded", recoded)] {
        let ledger = recorded(&submitted()).everybody("2027-03-12", "2027-03-12", kind, data).ledger();
        assert_eq!(refusals(&ledger, &[drafted(&with("2027-03-15", A, of_other()))]), [], "{kind}");
    }
}

/// What was paid to the successor was paid on the application of the one it took over.
#[test]
fn a_withdrawal_sees_what_was_paid_to_a_successor() {
    let heir = other();
    let merged = json!({"uscc": heir, "absorbed": [{"uscc": ENTERPRISE}]});
    let office = recorded(&approved()).everybody("2027-09-01", "2027-09-01", "enterprise.merged", merged);
    let mut paid = body(MADE);
    paid["uscc"] = json!(heir);
    let ledger = office.everybody("2027-09-25", "2027-09-25", MADE, paid).ledger();
    let refused = refusals(&ledger, &[drafted(&step("2027-10-01", WITHDRAWN))]);
    assert!(matches!(&refused[..], [(1, told)] if told.contains("2027-09-25 已有“资金拨付”P1")), "{refused:?}");
}

/// Of many numbers all steps are read at once: the same lines are refused.
#[test]
fn many_steps_are_held_as_few_are() {
    let ledger = ledger_as_of("2031-12-31T09:00:00+08:00", Some("2010-01-01"));
    let number = |n: u32| json!({"uscc": nth_code(n), "application_no": format!("SB{n}")});
    let submitted = |n: u32| {
        let mut data = number(n);
        data["call_year"] = json!(2027);
        line("2027-03-10", S, data)
    };
    let lines: Vec<String> = (1..=300).filter(|n| n % 100 != 0).map(submitted).collect();
    append(&ledger, by("window"), &lines);
    let lines: Vec<String> = (1..=300).map(|n| line("2027-03-15", A, number(n))).collect();
    let (_, rejected) = try_append(&ledger, by("window"), &lines).unwrap_or_else(|error| panic!("{error:?}"));
    assert_eq!(codes(&rejected), [(100, "guarded"), (200, "guarded"), (300, "guarded")]);
}
