//! A position of one subject is the same whether it is computed from every event or from those it can touch.

use super::migrating;
use crate::story::day;
use qizhang::ledger::{Appending, FixedClock, KnownAt, Ledger, Question, Scope, World};
use qizhang::sample::{Line, Plan, facts};
use qizhang::value::Position;
use std::sync::LazyLock;
use tempfile::TempDir;

/// Where the district's ledger is kept.
static FOLDER: LazyLock<TempDir> = LazyLock::new(|| TempDir::new().unwrap());

/// A district of a hundred and twenty enterprises over six years, in a ledger.
static DISTRICT: LazyLock<Ledger> = LazyLock::new(|| {
    let path = FOLDER.path().join("district.ledger");
    let clock = Box::new(FixedClock(super::moment("2031-01-01T09:00:00+08:00")));
    let (ledger, _) = Ledger::create(&path, Some(day("2020-01-01")), clock).unwrap();
    let mut appending = Appending::new(&ledger, migrating());
    for (number, line) in (1..).zip(facts(&Plan { enterprises: 120, ..Plan::default() }).iter().map(Line::to_json)) {
        appending.line(number, line);
    }
    let (_, rejected) = appending.finish().unwrap();
    assert!(rejected.is_empty(), "{:?}", &rejected[0]);
    ledger
});

fn world(on: &str, known: KnownAt, scope: Scope, reads: &[(&str, &str)]) -> World {
    let horizon = DISTRICT.horizon(Some(day(on)), known).unwrap();
    let reads = reads.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
    DISTRICT.world(&Question { horizon, scope, reads }).unwrap()
}

/// Business day, knowledge, readings flipped.
type Row<'r> = (&'r str, KnownAt, &'r [(&'r str, &'r str)]);

#[test]
fn what_a_subject_can_touch_is_enough() {
    let half = Position(DISTRICT.head().0 / 2);
    let rows: [Row<'_>; 3] = [
        ("2030-12-31", KnownAt::Head, &[]),
        (
            "2028-06-30",
            KnownAt::Position(half),
            &[("R7.1", "eligible_units"), ("R16.3", "both"), ("R7.4", "whoever_asks")],
        ),
        ("2029-12-31", KnownAt::Head, &[("R16.2", "sum_of_both"), ("R7.2", "shared"), ("R5.2", "like_first")]),
    ];
    for (on, known, reads) in rows {
        let all = world(on, known, Scope::All, reads);
        let engine = all.engine();
        let mut items = 0;
        for subject in all.timeline.subjects() {
            let own = world(on, known, Scope::Subject(*subject), reads);
            assert!(own.timeline.facts().len() < all.timeline.facts().len());
            let (own, full) = (own.position(*subject), engine.position(*subject));
            items += full.items.len();
            assert_eq!(own, full, "{subject} on {on}");
        }
        assert!(items > 100, "there was something to compare: {items} items");
    }
}
