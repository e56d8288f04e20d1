//! As if nobody had decided anything yet, in both arms.

use super::same::{ON, decided, everybody, nets};
use super::{as_it_is, scenario, set};
use crate::audit::Office;
use crate::ledger::{append, ledger_as_of, migrating};
use crate::story::day;
use qizhang::ledger::{AsItIs, Extent, KnownAt, Ledger, LogFilter, Scenario};
use qizhang::value::{Fen, Lang};

const DECISIONS: [&str; 6] =
    ["grant.approved", "payment.made", "payment.bounced", "clawback.ordered", "clawback.recovered", "clawback.waived"];

fn afresh(ledger: &Ledger, on: &str) -> AsItIs {
    let horizon = ledger.horizon(Some(day(on)), KnownAt::Head).unwrap_or_else(|error| panic!("{error:?}"));
    ledger.afresh(horizon).unwrap_or_else(|error| panic!("{error:?}"))
}

/// Another ledger with everything that this one has but decisions.
fn undecided(ledger: &Ledger) -> Ledger {
    let other = ledger_as_of("2031-12-31T09:00:00+08:00", Some("2010-01-01"));
    let (from, until) = (Some(other.head().next()), ledger.head());
    let mut lines = Vec::new();
    let filter = LogFilter { from, until, ..LogFilter::default() };
    ledger
        .log(&filter, &mut |entry| {
            lines.extend((!DECISIONS.contains(&entry.event.kind.as_str())).then_some(entry.text));
            true
        })
        .unwrap_or_else(|error| panic!("{error:?}"));
    append(&other, migrating(), &lines);
    other
}

#[test]
fn it_is_a_ledger_in_which_nobody_decided() {
    let ledger = decided();
    let other = undecided(&ledger);
    let (base, expected) = (afresh(&ledger, ON), as_it_is(&other, ON));
    assert_eq!(nets(&base.world), nets(&everybody(&other)));
    let left_out = ledger.head().0 - other.head().0;
    assert_eq!(base.afresh.map(|count| count as u64), Some(left_out));
    let scenarios: [fn() -> Scenario; 5] = [
        || scenario(&[&set("第五条/新认定/比例", "15%")], &[], &[]),
        || scenario(&[&set("第七条/年度上限", "50万元")], &[], &[]),
        || scenario(&[], &[("R7.1", "eligible_units")], &[]),
        || scenario(&[], &[], &["type=hightech.certified,from=2027-01-01"]),
        || scenario(&[&set("第五条/新认定/比例", "15%")], &[], &["type=standard.published,from=2027-06-01"]),
    ];
    let (mut as_decided, law) = (0, as_it_is(&ledger, ON));
    for (number, scenario) in scenarios.into_iter().enumerate() {
        let run = base.what_if(&ledger, scenario()).unwrap_or_else(|error| panic!("{:?}", error.complaint()));
        let own = expected.what_if(&other, scenario()).unwrap_or_else(|error| panic!("{:?}", error.complaint()));
        assert_eq!((run.sums, &run.table), (own.sums, &own.table), "{number}");
        let alone = |run: &qizhang::ledger::WhatIf<'_>| {
            run.changes.iter().map(|(_, effect)| effect.clone()).collect::<Vec<_>>()
        };
        assert_eq!(alone(&run), alone(&own), "{number}");
        assert_ne!(run.sums.difference(), Fen::ZERO, "{number}");
        let held = law.what_if(&ledger, scenario()).unwrap_or_else(|error| panic!("{:?}", error.complaint()));
        as_decided += u32::from(held.sums != run.sums);
    }
    assert!(as_decided > 0, "what was decided is to matter");
}

/// 300,000 approved and paid, and 100,000 of it asked back: it may be paid anew, and a certificate less takes all of it.
#[test]
fn what_was_paid_may_be_paid_anew() {
    let (office, _) = Office::reported();
    let approved =
        office.applied().approved("2027-08-20", "A1", (crate::audit::CERTIFIED, "certificate:GR1"), "300000");
    let paid = approved.paid("2027-09-25", "P1", "A1", "300000");
    let (payment, ledger) = (paid.last(), paid.ledger());
    let (law, base) = (as_it_is(&ledger, "2027-12-31"), afresh(&ledger, "2027-12-31"));
    assert_eq!((law.afresh, base.afresh), (None, Some(2)));
    let certificate = Office::certified().last();
    let without = || scenario(&[], &[], &[&certificate]);
    let to_pay = |base: &AsItIs| {
        let run = base.what_if(&ledger, without()).unwrap_or_else(|error| panic!("{:?}", error.complaint()));
        let told: Vec<String> = run.to_pay().iter().map(|one| format!("{one:?}")).collect();
        (run.sums.base, run.sums.supposed, run.changed[0].supposed.len(), told)
    };
    let (held, anew) = (to_pay(&law), to_pay(&base));
    assert_eq!((held.0, held.1, held.2), (Fen::yuan(300_000), Fen::ZERO, 1), "what was paid is still there");
    assert_eq!((anew.0, anew.1, anew.2), (Fen::yuan(300_000), Fen::ZERO, 0), "there is nothing left of it");
    assert_ne!(held.3, anew.3);
    // What takes a decision back goes with it.
    let back =
        crate::ledger::line("2027-10-10", "fact.retracted", serde_json::json!({"event": payment, "reason": "示例"}));
    append(&ledger, crate::ledger::by_clerk(), &[back]);
    assert_eq!(afresh(&ledger, "2027-12-31").afresh, Some(3));
    let run = base.what_if(&ledger, without()).unwrap_or_else(|error| panic!("{:?}", error.complaint()));
    let page = run.page(&Extent::lines(20)).render(Lang::Zh);
    assert!(page.contains("撇开已作的批准、拨付、退回和追回（2 个事件）"), "{page}");
    assert!(run.command.contains(" --afresh "), "{}", run.command);
    let mut page = law.what_if(&ledger, without()).unwrap_or_else(|error| panic!("{:?}", error.complaint()));
    page.command.clear();
    assert!(!page.page(&Extent::lines(20)).render(Lang::Zh).contains("撇开"));
}

/// It is cited by another digest, and a baseline of it is afresh as well.
#[test]
fn a_digest_tells_it_apart() {
    let (office, _) = Office::reported();
    let ledger = office.ledger();
    let (law, base) = (as_it_is(&ledger, ON), afresh(&ledger, ON));
    let rate = |value: &str| scenario(&[&set("第五条/新认定/比例", value)], &[], &[]);
    let digest = |base: &AsItIs| base.what_if(&ledger, rate("15%")).map(|run| run.cited.digest).ok();
    assert_ne!(digest(&law), digest(&base));
    let beside = base.baseline(&ledger, rate("12%")).unwrap_or_else(|error| panic!("{:?}", error.complaint()));
    assert_eq!(beside.afresh, Some(0));
    let decision = afresh(&decided_once(), "2027-12-31");
    let refused = decision.what_if(&decided_once(), scenario(&[], &[], &["type=payment.made"]));
    assert_eq!(refused.err().map(|error| error.complaint().code), Some("whatif-left-out-anyway"));
}

/// A decision is left out wherever it comes from.
#[test]
fn a_decision_that_is_brought_in_is_refused() {
    let (office, _) = Office::reported();
    let ledger = office.applied().ledger();
    let lines =
        serde_json::json!([{"grant": crate::audit::CERTIFIED, "matter": "certificate:GR1", "amount": "300000"}]);
    let approval = serde_json::json!({"uscc": crate::story::ENTERPRISE, "approval_no": "A1", "application_no": "SB1", "lines": lines});
    let brings = || {
        let adds = vec![super::added(&[crate::ledger::line("2027-08-20", "grant.approved", approval.clone())])];
        Scenario { adds, ..Scenario::default() }
    };
    let code = |base: &AsItIs| base.what_if(&ledger, brings()).err().map(|error| error.complaint().code);
    assert_eq!(code(&afresh(&ledger, "2027-12-31")), Some("whatif-left-out-anyway"));
    assert_eq!(code(&as_it_is(&ledger, "2027-12-31")), None);
}

/// A file says again what those it goes on from say otherwise.
#[test]
fn a_later_file_takes_it_back() {
    let (office, _) = Office::reported();
    let ledger = office.ledger();
    let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
    let put = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap_or_else(|error| panic!("{error}"));
        ledger.scenario_file(&path).unwrap_or_else(|error| panic!("{:?}", error.complaint())).afresh
    };
    assert!(put("own.toml", "afresh = true"));
    assert!(put("on.toml", "extends = [\"own.toml\"]"));
    assert!(!put("back.toml", "extends = [\"own.toml\"]\nafresh = false"));
    assert!(put("beside.toml", "afresh = false\nbeside = \"own.toml\""), "both arms are one or the other");
}

fn decided_once() -> Ledger {
    let (office, _) = Office::reported();
    let approved =
        office.applied().approved("2027-08-20", "A1", (crate::audit::CERTIFIED, "certificate:GR1"), "300000");
    approved.paid("2027-09-25", "P1", "A1", "300000").ledger()
}
