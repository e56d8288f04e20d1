//! The first events: a ledger explains itself without its program.

use super::{ledger, ledger_as_of};
use qizhang::ledger::{FixedClock, Ledger, LogFilter};
use qizhang::value::Position;
use std::collections::BTreeMap;

fn kinds(ledger: &Ledger) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    let filter = LogFilter { until: ledger.head(), ..LogFilter::default() };
    ledger
        .log(&filter, &mut |entry| {
            *found.entry(entry.event.kind.to_string()).or_default() += 1;
            true
        })
        .unwrap_or_else(|error| panic!("{error:?}"));
    found
}

#[test]
fn a_new_ledger_records_its_types_its_policy_and_the_published_rates() {
    let ledger = ledger("2026-03-01T09:00:00+08:00");
    let kinds = kinds(&ledger);
    let declared = crate::story::declarations().len();
    assert_eq!(kinds["event_type.registered"], declared);
    assert_eq!((kinds["policy.issued"], kinds["lpr.published"]), (2, 81));
    assert_eq!(kinds.values().sum::<usize>() as u64, ledger.head().0);
    assert_eq!(ledger.catalogue().ids().count(), declared, "read back from the ledger, not from the program");
}

#[test]
fn two_ledgers_made_for_one_day_are_the_same_to_the_bit() {
    let root = |now: &str| {
        let clock = Box::new(FixedClock(super::moment(now)));
        let made = Ledger::in_memory(Some(crate::story::day("2024-01-02")), clock);
        made.unwrap_or_else(|error| panic!("{error:?}")).1.root
    };
    assert_eq!(root("2026-03-01T09:00:00+08:00"), root("2029-11-11T11:11:11+08:00"));
}

#[test]
fn the_rates_carry_their_source_and_grade() {
    let ledger = ledger_as_of("2026-03-01T09:00:00+08:00", Some("2024-01-02"));
    let filter = LogFilter { until: ledger.head(), limit: Some(1), newest_first: true, ..LogFilter::default() };
    let mut text = String::new();
    let read = ledger.log(&filter, &mut |entry| {
        text = entry.text;
        true
    });
    read.unwrap_or_else(|error| panic!("{error:?}"));
    for piece in ["\"grade\":", "\"source\":", "\"published_on\":\"2026-04-20\"", "\"recorded_by\":\"qizhang\""] {
        assert!(text.contains(piece), "{piece} in {text}");
    }
    assert!(ledger.head() > Position(100));
}
