//! A position of one subject is the same whether it is computed from every event or from those it can touch.

use super::migrating;
use crate::story::day;
use qizhang::ledger::{Appending, FixedClock, KnownAt, Ledger, Question, Scope, World};
use qizhang::sample::{Line, Plan, facts};
use qizhang::value::Position;
use serde_json::json;
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

/// Registers some enterprises, certifies the last one, and lets corrections tie them together.
fn tied() -> Ledger {
    let ledger = super::ledger_as_of("2026-03-01T09:00:00+08:00", Some("2020-01-01"));
    let code = crate::story::nth_code;
    let mut lines = Vec::new();
    let mut tell = |on: &str, kind: &str, data: serde_json::Value| {
        let number = lines.len() + 1;
        let (id, at) = (format!("01970000-0000-7000-8000-{number:012x}"), "2026-02-01T10:00:00+08:00");
        let value =
            json!({"id": id, "type": kind, "occurred_on": on, "recorded_at": at, "recorded_by": "clerk", "data": data});
        lines.push(value.to_string());
        id
    };
    for number in 1..=5 {
        let kind = if number == 5 { "carrier" } else { "enterprise" };
        let data = json!({"uscc": code(number), "name": format!("公司{number}"), "kind": kind, "district": "昌平区"});
        tell("2010-01-04", "enterprise.registered", data);
    }
    tell(
        "2024-12-01",
        "hightech.certified",
        json!({"uscc": code(4), "cert_no": "GR4", "issued_on": "2024-12-01", "track": "ordinary"}),
    );
    let merged = |heir: u32, absorbed: u32| json!({"uscc": code(heir), "absorbed": [{"uscc": code(absorbed)}]});
    let first = tell("2025-02-01", "enterprise.merged", merged(1, 9));
    let second = tell("2025-01-01", "enterprise.merged", merged(2, 8));
    let tenancy = tell("2025-03-01", "tenancy.started", json!({"carrier": code(5), "uscc": code(7)}));
    let correct = |event: &str, data: serde_json::Value| json!({"event": event, "data": data, "reason": "x"});
    // 1 continues 2, and 2 continues 4: both were recorded wrongly at first. The tenant is 1.
    tell("2025-04-01", "fact.corrected", correct(&first, merged(1, 2)));
    tell("2025-04-02", "fact.corrected", correct(&second, merged(2, 4)));
    tell("2025-04-03", "fact.corrected", correct(&tenancy, json!({"carrier": code(5), "uscc": code(1)})));
    super::append(&ledger, migrating(), &lines);
    ledger
}

#[test]
fn mergers_and_tenancies_count_as_they_were_corrected() {
    let ledger = tied();
    let all = super::world(&ledger, "2026-12-31", KnownAt::Head, Scope::All);
    let certified = |position: &qizhang::position::Position| {
        position.statuses.iter().any(|span| &*span.status == "高新技术企业" && span.holds)
    };
    let heir = crate::story::code(&crate::story::nth_code(1));
    assert!(certified(&all.position(heir)), "it continues a certified enterprise over two mergers");
    for subject in all.timeline.subjects() {
        let own = super::world(&ledger, "2026-12-31", KnownAt::Head, Scope::Subject(*subject));
        assert_eq!(own.position(*subject), all.position(*subject), "{subject}");
    }
}

/// An enterprise with a national standard, made from an international one of somebody else that got another number since.
fn renumbered() -> (Ledger, qizhang::value::Uscc) {
    let ledger = super::ledger_as_of("2027-03-01T09:00:00+08:00", Some("2020-01-01"));
    let code = crate::story::nth_code;
    let line = |on: &str, kind: &str, data: serde_json::Value| {
        let at = "2027-02-01T10:00:00+08:00";
        json!({"type": kind, "occurred_on": on, "recorded_at": at, "recorded_by": "clerk", "data": data}).to_string()
    };
    let mut lines = Vec::new();
    for number in 1..=2 {
        let named =
            json!({"uscc": code(number), "name": format!("公司{number}"), "kind": "enterprise", "district": "昌平区"});
        lines.push(line("2010-01-04", "enterprise.registered", named));
        let own = json!({"uscc": code(number), "cert_no": format!("GR{number}"), "issued_on": "2025-12-01", "track": "ordinary"});
        lines.push(line("2025-12-01", "hightech.certified", own));
    }
    let standard = |number: &str, level: &str, by: u32| {
        let units = json!([{"rank": 1, "name": "某公司", "uscc": code(by)}]);
        json!({"standard_no": number, "title": "某某规范", "level": level, "nature": "new", "units": units})
    };
    lines.push(line("2026-01-05", "standard.published", standard("ISO 11111:2026", "international", 2)));
    lines.push(line("2026-06-05", "standard.published", standard("GB/T 11111-2026", "national", 1)));
    let adopted = json!({"standard_no": "GB/T 11111-2026", "source_no": "ISO 99999:2026", "degree": "IDT"});
    lines.push(line("2026-06-05", "standard.adopted", adopted));
    let mapped = json!({"kind": "matter", "old": "standard:ISO 99999:2026", "new": "standard:ISO 11111:2026"});
    lines.push(line("2026-06-06", "reference.mapped", mapped));
    super::append(&ledger, migrating(), &lines);
    (ledger, crate::story::code(&code(1)))
}

#[test]
fn a_standard_of_somebody_else_is_found_under_its_other_number() {
    let (ledger, subject) = renumbered();
    let position = |scope: Scope| {
        let horizon = ledger.horizon(Some(day("2026-12-31")), KnownAt::Head).unwrap();
        let reads = vec![("R7.4".to_owned(), "whoever_asks".to_owned())];
        ledger.world(&Question { horizon, scope, reads }).unwrap().position(subject)
    };
    let all = position(Scope::All);
    assert_eq!(crate::story::net(&all, "第七条/标准"), "0.00", "it repeats the international one");
    assert_eq!(position(Scope::Subject(subject)), all);
}

#[test]
fn a_long_ledger_read_in_runs_is_read_once_and_whole() {
    let ledger = super::ledger("2026-03-01T09:00:00+08:00");
    let entered = |number: u32| {
        let data = json!({"uscc": crate::story::nth_code(number % 100), "list_no": format!("L{number}")});
        super::line("2026-02-01", "cultivation_list.entered", data)
    };
    let lines: Vec<String> = (0..17_000).map(entered).collect();
    super::append(&ledger, super::by_clerk(), &lines);
    let world = super::world(&ledger, "2026-03-01", KnownAt::Head, Scope::All);
    let mut positions: Vec<u64> = world.timeline.facts().iter().map(|fact| fact.position.0).collect();
    positions.sort_unstable();
    assert!(positions.iter().copied().eq(1..=ledger.head().0), "{} of {}", positions.len(), ledger.head().0);
}
