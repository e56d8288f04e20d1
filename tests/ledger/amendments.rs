//! Corrections and retractions: whom they are found under, and which document numbers they free and take.

use super::{append, by_clerk, codes, ledger, line, net, try_append};
use crate::story::{ENTERPRISE, code, nth_code};
use qizhang::explain::Ending;
use qizhang::ledger::{AppendOptions, KnownAt, Ledger, LogFilter, Scope};
use qizhang::position::FactRef;
use qizhang::value::EventId;
use serde_json::{Value, json};

pub(super) const NOW: &str = "2026-03-01T09:00:00+08:00";

pub(super) fn listed(uscc: &str, list: &str) -> Value {
    json!({"uscc": uscc, "list_no": list})
}

/// Records one event with a number as its id.
pub(super) fn record(ledger: &Ledger, number: u64, kind: &str, data: Value) -> Result<(), Vec<(u64, &'static str)>> {
    let mut value: Value = serde_json::from_str(&line("2026-02-01", kind, data)).unwrap();
    value["id"] = json!(id(number));
    let (_, rejected) = try_append(ledger, by_clerk(), &[value.to_string()]).unwrap();
    if rejected.is_empty() { Ok(()) } else { Err(codes(&rejected)) }
}

pub(super) fn id(number: u64) -> String {
    format!("01970000-0000-7000-8000-{number:012x}")
}

fn found_under(ledger: &Ledger, uscc: &str) -> Vec<String> {
    let mut found = Vec::new();
    let filter = LogFilter { subject: Some(code(uscc)), until: ledger.head(), ..LogFilter::default() };
    let read = ledger.log(&filter, &mut |entry| {
        found.push(entry.event.kind.to_string());
        true
    });
    read.unwrap();
    found
}

#[test]
fn a_correction_is_found_under_whom_it_was_and_whom_it_is_about() {
    let (ledger, other) = (ledger(NOW), nth_code(7));
    record(&ledger, 1, "cultivation_list.entered", listed(&other, "L1")).unwrap();
    let correction = json!({"event": id(1), "data": listed(ENTERPRISE, "L1"), "reason": "主体录错"});
    record(&ledger, 2, "fact.corrected", correction).unwrap();
    assert_eq!(found_under(&ledger, ENTERPRISE), ["fact.corrected"]);
    assert_eq!(found_under(&ledger, &other), ["cultivation_list.entered", "fact.corrected"]);
    record(&ledger, 3, "fact.retracted", json!({"event": id(2), "reason": "更正有误"})).unwrap();
    assert_eq!(found_under(&ledger, ENTERPRISE), ["fact.corrected", "fact.retracted"]);
    assert_eq!(found_under(&ledger, &other).len(), 3);
}

/// Of what was recorded about a subject and does not stand as it was recorded: each with why not, and by which event.
fn told_of(ledger: &Ledger, uscc: &str) -> Vec<(u64, &'static str, u64)> {
    let world = super::world(ledger, "2026-12-31", KnownAt::Head, Scope::Subject(code(uscc)));
    let number = |fact: FactRef| (1..99).find(|number| fact.id.to_string() == id(*number)).unwrap();
    let told = ledger.superseded(code(uscc), &world).unwrap();
    told.iter().map(|old| (number(old.fact), word(old.ending), number(old.by))).collect()
}

pub(super) fn word(ending: Ending) -> &'static str {
    match ending {
        Ending::Corrected => "corrected",
        Ending::Moved => "moved",
        Ending::TakenBack => "taken back",
    }
}

#[test]
fn what_stands_instead_is_the_last_that_was_not_taken_back() {
    let ledger = ledger(NOW);
    let correct = |number, of, list: &str| {
        let data = json!({"event": id(of), "data": listed(ENTERPRISE, list), "reason": "清单号录错"});
        record(&ledger, number, "fact.corrected", data).unwrap();
    };
    let retract = |number, of| {
        record(&ledger, number, "fact.retracted", json!({"event": id(of), "reason": "误录"})).unwrap();
    };
    record(&ledger, 1, "cultivation_list.entered", listed(ENTERPRISE, "L1")).unwrap();
    assert_eq!(told_of(&ledger, ENTERPRISE), []);
    correct(2, 1, "L2");
    assert_eq!(told_of(&ledger, ENTERPRISE), [(1, "corrected", 2)]);
    correct(3, 2, "L3");
    assert_eq!(told_of(&ledger, ENTERPRISE), [(1, "corrected", 3)]);
    // The second correction is taken back: what the first one says stands, and not what the retraction says.
    retract(4, 3);
    assert_eq!(told_of(&ledger, ENTERPRISE), [(1, "corrected", 2)]);
    retract(5, 2);
    assert_eq!(told_of(&ledger, ENTERPRISE), []);
    retract(6, 1);
    assert_eq!(told_of(&ledger, ENTERPRISE), [(1, "taken back", 6)]);
    // A retraction that was taken back does not stand itself, and one of that one brings it back.
    retract(7, 6);
    assert_eq!(told_of(&ledger, ENTERPRISE), [(6, "taken back", 7)]);
    retract(8, 1);
    assert_eq!(told_of(&ledger, ENTERPRISE), [(1, "taken back", 8), (6, "taken back", 7)]);
    // Now two stand: the last one is the word.
    retract(9, 7);
    assert_eq!(told_of(&ledger, ENTERPRISE), [(1, "taken back", 8), (7, "taken back", 9)]);
}

#[test]
fn a_fact_that_went_from_hand_to_hand_is_followed_to_its_end() {
    let ledger = ledger(NOW);
    let [first, second, third] = [7, 8, 9].map(nth_code);
    record(&ledger, 1, "cultivation_list.entered", listed(&first, "L1")).unwrap();
    for (number, of, uscc) in [(2, 1, ENTERPRISE), (3, 2, &*second), (4, 3, &*third)] {
        let data = json!({"event": id(of), "data": listed(uscc, "L1"), "reason": "主体录错"});
        record(&ledger, number, "fact.corrected", data).unwrap();
    }
    // Each was left by the correction that went on, whatever came of it behind that.
    assert_eq!(told_of(&ledger, &first), [(1, "moved", 2)]);
    assert_eq!(told_of(&ledger, ENTERPRISE), [(1, "moved", 3)]);
    assert_eq!(told_of(&ledger, &third), []);
    record(&ledger, 5, "fact.retracted", json!({"event": id(1), "reason": "误录"})).unwrap();
    assert_eq!(told_of(&ledger, &first), [(1, "moved", 2)]);
    assert_eq!(told_of(&ledger, &third), [(1, "taken back", 5)]);
    let world = super::world(&ledger, "2026-12-31", KnownAt::Head, Scope::Subject(code(&first)));
    assert!(world.timeline.by_id(EventId::parse(&id(1)).unwrap()).is_none());
}

#[test]
fn a_fact_moved_to_another_subject_counts_for_it_alone() {
    let (ledger, other) = (ledger(NOW), nth_code(7));
    for uscc in [ENTERPRISE, &other] {
        let data = json!({"uscc": uscc, "name": format!("公司{uscc}"), "kind": "enterprise", "district": "昌平区"});
        append(&ledger, by_clerk(), &[line("2020-01-02", "enterprise.registered", data)]);
    }
    record(&ledger, 1, "cultivation_list.entered", listed(&other, "L1")).unwrap();
    let get = |uscc: &str| net(&ledger, code(uscc), "第四条/首次入库", "2027-01-31", KnownAt::Head);
    assert_eq!((get(ENTERPRISE), get(&other)), ("0.00".into(), "10000.00".into()));
    let correction = json!({"event": id(1), "data": listed(ENTERPRISE, "L1"), "reason": "主体录错"});
    record(&ledger, 2, "fact.corrected", correction).unwrap();
    assert_eq!((get(ENTERPRISE), get(&other)), ("10000.00".into(), "0.00".into()));
}

#[test]
fn a_document_number_is_free_again_when_nothing_holds_it() {
    let ledger = ledger(NOW);
    let enter = |number, list: &str| record(&ledger, number, "cultivation_list.entered", listed(ENTERPRISE, list));
    enter(1, "L1").unwrap();
    assert_eq!(enter(2, "L1"), Err(vec![(1, "key-taken")]));
    // A correction to another list frees the first and takes the second.
    let correct = |number, list: &str| {
        let data = json!({"event": id(1), "data": listed(ENTERPRISE, list), "reason": "清单号录错"});
        record(&ledger, number, "fact.corrected", data)
    };
    correct(3, "L2").unwrap();
    enter(4, "L1").unwrap();
    assert_eq!(enter(5, "L2"), Err(vec![(1, "key-taken")]));
    assert_eq!(correct(6, "L1"), Err(vec![(1, "key-taken")]), "another entry holds it by now");
    // Taking the correction back would bring the first number back, which is taken.
    let retract = |number, of| record(&ledger, number, "fact.retracted", json!({"event": id(of), "reason": "x"}));
    assert_eq!(retract(7, 3), Err(vec![(1, "key-taken")]));
    retract(8, 4).unwrap();
    retract(9, 3).unwrap();
    enter(10, "L2").unwrap();
    assert_eq!(enter(11, "L1"), Err(vec![(1, "key-taken")]));
}

#[test]
fn what_cannot_be_amended_is_told() {
    let ledger = ledger(NOW);
    record(&ledger, 1, "cultivation_list.entered", listed(ENTERPRISE, "L1")).unwrap();
    let retract = |number, of| record(&ledger, number, "fact.retracted", json!({"event": id(of), "reason": "x"}));
    let correct = |number, of, data: Value| {
        record(&ledger, number, "fact.corrected", json!({"event": id(of), "data": data, "reason": "x"}))
    };
    assert_eq!(retract(2, 99), Err(vec![(1, "no-such-event")]));
    assert_eq!(correct(2, 99, listed(ENTERPRISE, "L1")), Err(vec![(1, "no-such-event")]));
    assert_eq!(correct(2, 1, json!({"uscc": ENTERPRISE})), Err(vec![(1, "missing-field")]));
    assert_eq!(correct(2, 1, json!({"uscc": ENTERPRISE, "list_no": "L1", "x": 1})), Err(vec![(1, "unknown-field")]));
    retract(3, 1).unwrap();
    assert_eq!(retract(4, 1), Err(vec![(1, "already-retracted")]));
    assert_eq!(correct(4, 1, listed(ENTERPRISE, "L2")), Err(vec![(1, "already-retracted")]));
    let cleared = record(&ledger, 5, "conduct.record_cleared", json!({"uscc": ENTERPRISE, "record": id(98)}));
    assert_eq!(cleared, Err(vec![(1, "no-such-event")]));
    let mut first = None;
    let filter = LogFilter { until: ledger.head(), limit: Some(1), ..LogFilter::default() };
    let read = ledger.log(&filter, &mut |entry| {
        first = Some(entry.event.id.to_string());
        true
    });
    read.unwrap();
    let (_, rejected) = try_append(
        &ledger,
        by_clerk(),
        &[line("2026-02-01", "fact.retracted", json!({"event": first, "reason": "x"}))],
    )
    .unwrap();
    assert_eq!(codes(&rejected), [(1, "not-amendable")]);
}

#[test]
fn a_batch_may_correct_what_it_brings() {
    let ledger = ledger(NOW);
    let with_id = |number: u64, kind: &str, data: Value| {
        let mut value: Value = serde_json::from_str(&line("2026-02-01", kind, data)).unwrap();
        value["id"] = json!(id(number));
        value.to_string()
    };
    let lines = [
        with_id(1, "cultivation_list.entered", listed(ENTERPRISE, "L1")),
        with_id(2, "fact.corrected", json!({"event": id(1), "data": listed(ENTERPRISE, "L2"), "reason": "x"})),
        with_id(3, "cultivation_list.entered", listed(ENTERPRISE, "L1")),
        with_id(4, "fact.retracted", json!({"event": id(3), "reason": "x"})),
    ];
    assert_eq!(append(&ledger, by_clerk(), &lines).recorded, 4);
    assert_eq!(append(&ledger, by_clerk(), &lines).repeated, 4, "and brought again it gets its first answer");
}

#[test]
fn what_a_fact_becomes_passes_the_same_door_as_a_new_one() {
    let ledger = ledger(NOW);
    let amendment = |path: &str, value: &str| json!({"policy": "changping-2025-8", "path": path, "value": value, "unit": "yuan", "from": "2027-01-01", "document": "示例"});
    let text = json!({"policy": "changping-2025-8", "article": "第五条", "sha256": digest_of("甲"), "text": "甲"});
    let decision = |option: &str| json!({"reading": "R4.1", "option": option, "document": "示例"});
    let certificate = json!({"uscc": ENTERPRISE, "cert_no": "GR1", "issued_on": "2026-02-01", "track": "ordinary"});
    record(&ledger, 1, "policy.amended", amendment("第七条/年度上限", "200万元")).unwrap();
    record(&ledger, 2, "policy.attached", text.clone()).unwrap();
    record(&ledger, 3, "reading.decided", decision("across_documents")).unwrap();
    record(&ledger, 4, "hightech.certified", certificate.clone()).unwrap();
    let mut other_text = text;
    other_text["text"] = json!("乙");
    let rows = [
        (1, amendment("第七条/上限", "200万元"), None, "no-such-parameter"),
        (1, amendment("第七条/年度上限", "许多"), None, "bad-parameter-value"),
        (2, other_text, None, "digest-disagrees"),
        (3, decision("sometimes"), None, "no-such-option"),
        (4, certificate, Some("2026-02-02"), "day-disagrees"),
    ];
    for (of, data, day, code) in rows {
        let mut correction = json!({"event": id(of), "data": data, "reason": "x"});
        if let Some(day) = day {
            correction["occurred_on"] = json!(day);
        }
        assert_eq!(record(&ledger, 9, "fact.corrected", correction), Err(vec![(1, code)]));
    }
}

fn digest_of(text: &str) -> String {
    qizhang::value::Digest::of(text.as_bytes()).to_string()
}

#[test]
fn of_two_retractions_at_one_moment_one_is_refused() {
    let ledger = ledger(NOW);
    record(&ledger, 1, "cultivation_list.entered", listed(ENTERPRISE, "L1")).unwrap();
    let told = std::thread::scope(|scope| {
        let retract = |number| {
            let ledger = &ledger;
            scope.spawn(move || record(ledger, number, "fact.retracted", json!({"event": id(1), "reason": "x"})))
        };
        [retract(2), retract(3)].map(|thread| thread.join().unwrap())
    });
    assert_eq!(told.iter().filter(|told| told.is_ok()).count(), 1, "{told:?}");
}

#[test]
fn a_payment_is_found_as_it_stands() {
    let ledger = ledger(NOW);
    let paid = |number: &str| json!({"uscc": ENTERPRISE, "payment_no": number, "approval_no": "A1", "amount": "1.00"});
    let found = |number: &str| ledger.payment(number, ledger.head()).unwrap().map(|paid| paid.number.to_string());
    let before = ledger.head();
    // Nobody approved it: it came with a history, and what is found does not depend on that.
    let overriding = AppendOptions { overriding: Some("x".into()), ..by_clerk() };
    let record = |number: u64, kind: &str, data: Value| {
        let mut value: Value = serde_json::from_str(&line("2026-02-01", kind, data)).unwrap();
        value["id"] = json!(id(number));
        append(&ledger, overriding.clone(), &[value.to_string()]);
    };
    record(1, "payment.made", paid("P1"));
    assert_eq!(found("P1").as_deref(), Some("P1"));
    record(2, "fact.corrected", json!({"event": id(1), "data": paid("P2"), "reason": "x"}));
    assert_eq!((found("P1"), found("P2").as_deref()), (None, Some("P2")));
    record(3, "fact.retracted", json!({"event": id(1), "reason": "x"}));
    assert_eq!(found("P2"), None);
    let first = qizhang::value::Position(before.0 + 1);
    assert!(ledger.payment("P1", first).unwrap().is_some(), "as known before the correction");
}

#[test]
fn a_name_is_found_as_it_stands() {
    let ledger = ledger(NOW);
    let registered = |name: &str| json!({"uscc": ENTERPRISE, "name": name, "kind": "enterprise", "district": "昌平区"});
    record(&ledger, 1, "enterprise.registered", registered("北京甲公司")).unwrap();
    record(&ledger, 2, "fact.corrected", json!({"event": id(1), "data": registered("北京乙公司"), "reason": "x"}))
        .unwrap();
    assert_eq!(ledger.subject("北京乙公司", ledger.head()).unwrap(), code(ENTERPRISE));
    assert!(ledger.subject("北京甲公司", ledger.head()).is_err());
}
