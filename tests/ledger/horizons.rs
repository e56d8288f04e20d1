//! Knowledge: a day, a moment or a position becomes a position, and nothing after it exists.

use super::{append, ledger_as_of, migrating, moment, net, recorded};
use crate::story::{ENTERPRISE, code, day};
use qizhang::ledger::{KnownAt, Ledger, LedgerError};
use qizhang::value::Position;
use serde_json::json;
use std::collections::BTreeMap;

/// First events of 2020, then three of known moments.
fn told() -> (Ledger, Position) {
    let ledger = ledger_as_of("2026-03-01T09:00:00+08:00", Some("2020-01-01"));
    let genesis = ledger.head();
    let data = json!({"uscc": ENTERPRISE, "name": "某公司", "kind": "enterprise", "district": "昌平区"});
    let decision = json!({"reading": "R4.1", "option": "new_list_new_first", "document": "示例"});
    let lines = [
        recorded("2020-02-01T00:00:00+08:00", "2010-01-04", "enterprise.registered", data),
        recorded(
            "2025-12-31T23:59:59.999+08:00",
            "2025-12-01",
            "cultivation_list.entered",
            json!({"uscc": ENTERPRISE, "list_no": "L1"}),
        ),
        recorded("2026-01-01T00:00:00+08:00", "2026-01-01", "reading.decided", decision),
    ];
    append(&ledger, migrating(), &lines);
    (ledger, genesis)
}

#[test]
fn a_day_means_its_end_in_beijing() {
    let (ledger, genesis) = told();
    let known = |at: KnownAt| ledger.horizon(Some(day("2026-12-31")), at).unwrap().known.0 - genesis.0;
    assert_eq!(known(KnownAt::Head), 3);
    assert_eq!(known(KnownAt::Day(day("2025-12-31"))), 2, "the last millisecond is inside");
    assert_eq!(known(KnownAt::Day(day("2025-12-30"))), 1);
    assert_eq!(known(KnownAt::Instant(moment("2025-12-31T16:00:00Z"))), 3, "a moment itself is inside, in any zone");
    assert_eq!(known(KnownAt::Instant(moment("2025-12-31T15:59:59.998Z"))), 1);
    let before = ledger.horizon(None, KnownAt::Day(day("2019-12-31"))).unwrap();
    assert_eq!(before.known, Position::ZERO);
    assert_eq!(before.on, day("2026-03-01"), "today, where no day is named");
}

#[test]
fn facts_types_policies_and_readings_are_cut_alike() {
    let (ledger, genesis) = told();
    let get = |known: KnownAt| net(&ledger, code(ENTERPRISE), "第四条/首次入库", "2026-12-31", known);
    assert_eq!(get(KnownAt::Day(day("2025-12-30"))), "0.00");
    assert_eq!(get(KnownAt::Day(day("2025-12-31"))), "10000.00");
    let world = |known| super::world(&ledger, "2026-12-31", known, qizhang::ledger::Scope::All);
    assert!(world(KnownAt::Day(day("2025-12-31"))).decided.iter().all(BTreeMap::is_empty));
    assert!(world(KnownAt::Head).decided.iter().all(|decided| decided.len() == 1), "by no document alone");
    let early = super::world(&ledger, "2025-12-31", KnownAt::Head, qizhang::ledger::Scope::All);
    assert!(early.decided.iter().all(BTreeMap::is_empty), "a decision acts from its own day");
    let horizon = ledger.horizon(None, KnownAt::Position(Position(genesis.0 - 100))).unwrap();
    let question = qizhang::ledger::Question { horizon, scope: qizhang::ledger::Scope::All, reads: Vec::new() };
    assert!(matches!(ledger.world(&question), Err(LedgerError::NothingKnown { .. })), "before the policy was issued");
    let beyond = ledger.horizon(None, KnownAt::Position(ledger.head().next()));
    assert!(matches!(beyond, Err(LedgerError::BeyondHead { .. })));
}

#[test]
fn knowledge_is_written_in_three_ways() {
    assert_eq!(KnownAt::parse("2026-09-30"), Some(KnownAt::Day(day("2026-09-30"))));
    for number in ["#48,213", "48213", "#48213"] {
        assert_eq!(KnownAt::parse(number), Some(KnownAt::Position(Position(48213))));
    }
    let at = moment("2026-09-30T12:00:00+08:00");
    assert_eq!(KnownAt::parse("2026-09-30T12:00:00+08:00"), Some(KnownAt::Instant(at)));
    for wrong in ["2026-02-29", "#", "", "48213x", "yesterday", "2026-9-30"] {
        assert_eq!(KnownAt::parse(wrong), None, "{wrong}");
    }
}
