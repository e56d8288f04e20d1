//! What a batch does: all of it or nothing, once, in order of time, and with the reason for each line refused.

use super::{append, by_clerk, codes, ledger, ledger_as_of, line, migrating, of_file, recorded, try_append};
use crate::story::{ENTERPRISE, nth_code};
use qizhang::ledger::{AppendOptions, Clock, Ledger, LogEntry, LogFilter};
use qizhang::value::Instant;
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

const NOW: &str = "2026-03-01T09:00:00+08:00";

fn registered(uscc: &str) -> String {
    line(
        "2020-01-02",
        "enterprise.registered",
        json!({"uscc": uscc, "name": "某公司", "kind": "enterprise", "district": "昌平区"}),
    )
}

fn certified(uscc: &str, number: &str) -> String {
    line(
        "2025-12-02",
        "hightech.certified",
        json!({"uscc": uscc, "cert_no": number, "issued_on": "2025-12-02", "track": "ordinary"}),
    )
}

#[test]
fn one_bad_line_keeps_the_whole_batch_out_and_every_fault_is_told() {
    let ledger = ledger(NOW);
    let before = ledger.head();
    let lines = [
        registered(ENTERPRISE),
        "{\"type\":".to_owned(),
        line("2025-12-02", "hightech.certifed", json!({})),
        line(
            "2026-03-31",
            "rnd.expense_reported",
            json!({"uscc": ENTERPRISE, "year": 2025, "amount": 3_456_789.12, "basis": "special_audit"}),
        ),
        line("2025-02-29", "cultivation_list.entered", json!({"uscc": ENTERPRISE, "list_no": "L1"})),
        certified("91110108551385028Q", "GR1"),
    ];
    let (receipt, rejected) = try_append(&ledger, by_clerk(), &lines).unwrap();
    let expected = [(2, "not-json"), (3, "unknown-type"), (4, "wrong-type"), (5, "bad-day"), (6, "bad-uscc")];
    assert_eq!(codes(&rejected), expected);
    assert_eq!((receipt.recorded, ledger.head()), (0, before), "nothing was recorded");
}

/// So many lines are checked on several processors at once.
#[test]
fn a_long_file_is_told_its_faults_by_line_and_recorded_in_its_order() {
    let ledger = ledger(NOW);
    let before = ledger.head();
    let mut lines: Vec<String> = (0..6_000).map(|number| certified(ENTERPRISE, &format!("GR{number}"))).collect();
    let good = lines.clone();
    lines[4_321] = "no json".to_owned();
    lines[5_000] = certified(ENTERPRISE, "GR17");
    let (receipt, rejected) = try_append(&ledger, by_clerk(), &lines).unwrap();
    assert_eq!((receipt.recorded, codes(&rejected)), (0, vec![(4_322, "not-json"), (5_001, "key-taken")]));
    assert_eq!(ledger.head(), before, "nothing was recorded");
    append(&ledger, by_clerk(), &good);
    let mut numbers = Vec::new();
    let filter = LogFilter { from: Some(before.next()), until: ledger.head(), ..LogFilter::default() };
    let number = |entry: LogEntry| serde_json::from_str::<Value>(&entry.data).unwrap()["cert_no"].clone();
    ledger
        .log(&filter, &mut |entry| {
            numbers.push(number(entry));
            true
        })
        .unwrap();
    assert_eq!(numbers, (0..6_000).map(|number| json!(format!("GR{number}"))).collect::<Vec<_>>());
}

#[test]
fn without_atomicity_the_good_lines_are_kept_and_the_bad_ones_come_back() {
    let ledger = ledger(NOW);
    let lines =
        [registered(ENTERPRISE), "no json".to_owned(), certified(ENTERPRISE, "GR1"), certified(ENTERPRISE, "GR1")];
    let options = AppendOptions { atomic: false, ..by_clerk() };
    let (receipt, rejected) = try_append(&ledger, options, &lines).unwrap();
    assert_eq!((receipt.recorded, codes(&rejected)), (2, vec![(2, "not-json"), (4, "key-taken")]));
    assert_eq!(rejected[0].back.text.as_deref(), Some("no json"), "the line comes back as it was");
    assert!(rejected[1].fault.complaint().what.en.contains("line 3"), "{:?}", rejected[1].fault.complaint());
}

#[test]
fn where_no_line_is_good_nothing_is_recorded_and_all_come_back() {
    let ledger = ledger(NOW);
    let before = ledger.head();
    let options = AppendOptions { atomic: false, ..by_clerk() };
    let (receipt, rejected) = try_append(&ledger, options.clone(), &["no json".to_owned()]).unwrap();
    assert_eq!((receipt.recorded, receipt.positions, receipt.head), (0, None, before));
    assert_eq!(codes(&rejected), [(1, "not-json")]);
    let (receipt, rejected) = try_append(&ledger, options, &[]).unwrap();
    assert_eq!((receipt.recorded, receipt.head, rejected.len()), (0, before, 0), "of no lines at all too");
}

#[test]
fn a_file_brought_twice_gets_its_first_answer() {
    let ledger = ledger(NOW);
    let lines = [registered(ENTERPRISE), certified(ENTERPRISE, "GR1")];
    let first = append(&ledger, of_file(&lines), &lines);
    let again = append(&ledger, of_file(&lines), &lines);
    assert_eq!((first.recorded, first.repeated, again.recorded, again.repeated), (2, 0, 0, 2));
    assert_eq!((first.positions, first.head, first.root), (again.positions, again.head, again.root));
    // Asked to record it again, the ledger still knows the documents.
    let (_, rejected) = try_append(&ledger, by_clerk(), &lines).unwrap();
    assert_eq!(codes(&rejected), [(1, "key-taken"), (2, "key-taken")]);
}

#[test]
fn an_id_belongs_to_one_content() {
    let ledger = ledger(NOW);
    let with_id = |number: &str| {
        let mut value: Value = serde_json::from_str(&certified(ENTERPRISE, number)).unwrap();
        value["id"] = json!("01970000-0000-7000-8000-000000000001");
        value.to_string()
    };
    let first = append(&ledger, by_clerk(), &[with_id("GR1")]);
    assert_eq!(append(&ledger, by_clerk(), &[with_id("GR1")]).repeated, 1, "the same content again");
    let (_, rejected) = try_append(&ledger, by_clerk(), &[with_id("GR2")]).unwrap();
    assert_eq!(codes(&rejected), [(1, "id-taken")]);
    assert_eq!(ledger.head(), first.head);
    let (_, rejected) = try_append(&ledger, by_clerk(), &[with_id("GR3"), with_id("GR4")]).unwrap();
    assert_eq!(codes(&rejected), [(1, "id-taken"), (2, "id-taken")]);
}

#[test]
fn a_trial_records_nothing() {
    let ledger = ledger(NOW);
    let before = ledger.head();
    let options = AppendOptions { dry_run: true, ..by_clerk() };
    let receipt = append(&ledger, options, &[registered(ENTERPRISE)]);
    assert_eq!((receipt.recorded, receipt.positions, ledger.head()), (1, None, before));
}

#[test]
fn a_trial_tells_what_is_there_already() {
    let ledger = ledger(NOW);
    let lines = [registered(ENTERPRISE), certified(ENTERPRISE, "GR1")];
    append(&ledger, of_file(&lines), &lines);
    let trial = append(&ledger, AppendOptions { dry_run: true, ..of_file(&lines) }, &lines);
    assert_eq!((trial.recorded, trial.repeated), (0, 2));
}

#[test]
fn a_migrated_line_brought_again_with_another_moment_is_another_event() {
    let ledger = ledger_as_of(NOW, Some("2024-01-01"));
    let data = json!({"uscc": ENTERPRISE, "name": "某公司", "kind": "enterprise", "district": "昌平区"});
    let at = |moment: &str| {
        let mut value: Value =
            serde_json::from_str(&recorded(moment, "2020-01-02", "enterprise.registered", data.clone())).unwrap();
        value["id"] = json!("01970000-0000-7000-8000-000000000001");
        value.to_string()
    };
    append(&ledger, migrating(), &[at("2024-02-01T10:00:00+08:00")]);
    assert_eq!(append(&ledger, migrating(), &[at("2024-02-01T10:00:00+08:00")]).repeated, 1);
    let (_, rejected) = try_append(&ledger, migrating(), &[at("2024-03-01T10:00:00+08:00")]).unwrap();
    assert_eq!(codes(&rejected), [(1, "id-taken")]);
}

#[test]
fn the_moment_of_recording_is_the_ledgers_unless_a_history_is_migrated() {
    let old = |at: &str, number: u32| {
        recorded(
            at,
            "2020-01-02",
            "enterprise.registered",
            json!({"uscc": nth_code(number), "name": "某公司", "kind": "enterprise", "district": "昌平区"}),
        )
    };
    let ledger = ledger_as_of(NOW, Some("2024-01-01"));
    let (_, rejected) = try_append(&ledger, by_clerk(), &[old("2024-02-01T10:00:00+08:00", 1)]).unwrap();
    assert_eq!(codes(&rejected), [(1, "recorded-not-kept")]);
    let lines = [
        old("2024-02-01T10:00:00+08:00", 1),
        old("2024-01-31T10:00:00+08:00", 2),
        old("2027-01-01T10:00:00+08:00", 3),
        registered(ENTERPRISE),
    ];
    let (_, rejected) = try_append(&ledger, migrating(), &lines).unwrap();
    assert_eq!(codes(&rejected), [(2, "recorded-backwards"), (3, "recorded-in-future"), (4, "recorded-missing")]);
    append(&ledger, migrating(), &lines[..1]);
    let (_, rejected) = try_append(&ledger, migrating(), &[old("2023-12-31T10:00:00+08:00", 4)]).unwrap();
    assert_eq!(codes(&rejected), [(1, "recorded-backwards")], "before the last entry of the ledger");
}

/// A clock that a test turns.
#[derive(Clone, Default)]
struct Turned(Arc<AtomicI64>);

impl Turned {
    fn set(&self, to: &str) {
        self.0.store(super::moment(to).millis(), Ordering::Relaxed);
    }
}

impl Clock for Turned {
    fn now(&self) -> Instant {
        Instant::from_millis(self.0.load(Ordering::Relaxed))
    }
}

#[test]
fn a_clock_a_little_behind_is_borne_and_a_wrong_one_is_not() {
    // the last entry is of midnight at the start of the day
    let rows = [
        ("2026-02-28T23:55:00+08:00", false, None),
        ("2026-02-28T23:54:59.999+08:00", false, Some("clock-behind")),
        ("2026-03-31T00:00:00+08:00", false, None),
        ("2026-03-31T00:00:00.001+08:00", false, Some("clock-ahead")),
        ("2026-03-31T00:00:00.001+08:00", true, None),
    ];
    for (now, clock_is_right, expected) in rows {
        let clock = Turned::default();
        clock.set("2026-03-01T00:00:00+08:00");
        let ledger = Ledger::in_memory(Some(crate::story::day("2026-03-01")), Box::new(clock.clone())).unwrap().0;
        clock.set(now);
        let options = AppendOptions { clock_is_right, ..by_clerk() };
        let told = try_append(&ledger, options, &[registered(ENTERPRISE)]);
        assert_eq!(told.as_ref().err().map(|error| error.complaint().code), expected, "{now}");
        if expected.is_none() {
            let head = ledger.horizon(None, qizhang::ledger::KnownAt::Head).unwrap().known;
            let by = ledger.horizon(None, qizhang::ledger::KnownAt::Instant(super::moment(now))).unwrap().known;
            let behind = super::moment(now) < super::moment("2026-03-01T00:00:00+08:00");
            assert_eq!(by == head, !behind, "the last moment is used again while the clock is behind");
        }
    }
}

#[test]
fn an_event_of_a_newer_writer_is_kept_raw_when_a_history_is_migrated() {
    let text = json!({
        "type": "talent.dreamt_of", "version": 3, "occurred_on": "2024-02-01", "recorded_at": "2024-02-01T10:00:00+08:00",
        "recorded_by": "clerk", "data": {"uscc": ENTERPRISE, "dream": true},
    });
    let ledger = ledger_as_of(NOW, Some("2024-01-01"));
    append(&ledger, migrating(), &[text.to_string()]);
    let (_, rejected) = try_append(&ledger, by_clerk(), &[line("2024-02-01", "talent.dreamt_of", json!({}))]).unwrap();
    assert_eq!(codes(&rejected), [(1, "unknown-type")]);
}
