//! A clock decides when the ledger says it learnt something, and nothing that anybody is due.

use super::{append, moment, try_append, world};
use proptest::prelude::*;
use qizhang::ledger::{AppendOptions, Clock, KnownAt, Ledger, LedgerError, Scope};
use qizhang::position::Position as Standing;
use qizhang::value::Instant;
use serde_json::Value;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

const START: &str = "2028-01-03T09:00:00+08:00";
const DAY: i64 = 86_400_000;

/// A clock that anybody may set.
#[derive(Clone)]
struct Wild(Arc<AtomicI64>);

impl Clock for Wild {
    fn now(&self) -> Instant {
        Instant::from_millis(self.0.load(Ordering::SeqCst))
    }
}

/// The facts of the first example, without the moments at which they were recorded.
fn facts() -> Vec<String> {
    let lines = include_str!("../../docs/examples/first.jsonl").lines();
    let bare = |line: &str| {
        let mut fact: Value = serde_json::from_str(line).unwrap();
        let fields = fact.as_object_mut().unwrap();
        fields.retain(|name, _| !matches!(name.as_str(), "recorded_at" | "recorded_by"));
        fact.to_string()
    };
    lines.map(bare).collect()
}

fn ledger(clock: &Wild) -> Ledger {
    Ledger::in_memory(None, Box::new(clock.clone())).unwrap_or_else(|error| panic!("{error:?}")).0
}

/// What each subject is due, with everything known.
fn standings(ledger: &Ledger) -> Vec<Standing> {
    let world = world(ledger, "2027-06-30", KnownAt::Head, Scope::All);
    world.timeline.subjects().iter().map(|subject| world.position(*subject)).collect()
}

/// Records each fact by a clock that is off by so many days from the last entry; one too far behind is set right.
fn recorded(drifts: &[i64]) -> Ledger {
    let clock = Wild(Arc::new(AtomicI64::new(moment(START).millis())));
    let ledger = ledger(&clock);
    let mut last = moment(START).millis();
    let options = AppendOptions { by: "unknown".into(), clock_is_right: true, ..AppendOptions::default() };
    for (line, drift) in facts().into_iter().zip(drifts.iter().cycle()) {
        clock.0.store(last + drift * DAY, Ordering::SeqCst);
        if let Err(error) = try_append(&ledger, options.clone(), std::slice::from_ref(&line)) {
            assert!(matches!(error, LedgerError::ClockBehind { .. }) && *drift < 0, "{error:?}");
            clock.0.store(last, Ordering::SeqCst);
            append(&ledger, options.clone(), &[line]);
        }
        last = last.max(clock.now().millis());
    }
    ledger
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    /// Years ahead or behind, to and fro: with everything known, everybody is due the same.
    #[test]
    fn no_clock_changes_what_anybody_is_due(drifts in prop::collection::vec(-4000_i64..400, 1..8)) {
        let due = standings(&recorded(&[0]));
        prop_assert!(due.iter().any(|standing| !standing.items.is_empty()));
        prop_assert_eq!(standings(&recorded(&drifts)), due);
    }
}
