//! Scenarios of every kind over histories of any seed: what is computed quickly is what is computed of everybody anew.

use super::same::{Nets, nets, replaced, to_pay, told_to_pay};
use super::{added, as_it_is, scenario};
use crate::ledger::{append, by_clerk, ledger_as_of, line, migrating, world};
use proptest::prelude::*;
use proptest::sample::Index;
use qizhang::ledger::{AsItIs, KnownAt, Ledger, Scenario, Scope, WhatIf, decide, pay};
use qizhang::policy::ParamValue;
use qizhang::sample::{Plan, facts};
use qizhang::value::{Fen, Instant, Position};
use qizhang::whatif::Sums;
use serde_json::json;

const ON: &str = "2028-12-31";

/// One change, with what it is drawn by.
#[derive(Debug, Clone)]
enum Draw {
    Set(Index, u8),
    SetFrom(Index, u8),
    Read(Index, Index),
    Drop(Index),
    Alike(Index, u8),
    Known(Index),
    Corrected(Index, u32),
    /// A rate that no seed makes the law: what is drawn may all be refused, and this never is.
    Rate,
}

fn draw() -> impl Strategy<Value = Draw> {
    prop_oneof![
        (any::<Index>(), any::<u8>()).prop_map(|(at, how)| Draw::Set(at, how)),
        (any::<Index>(), any::<u8>()).prop_map(|(at, how)| Draw::SetFrom(at, how)),
        (any::<Index>(), any::<Index>()).prop_map(|(at, option)| Draw::Read(at, option)),
        any::<Index>().prop_map(Draw::Drop),
        (any::<Index>(), any::<u8>()).prop_map(|(at, how)| Draw::Alike(at, how)),
        any::<Index>().prop_map(Draw::Known),
        (any::<Index>(), 1u32..9_000_000).prop_map(|(at, amount)| Draw::Corrected(at, amount)),
    ]
}

/// A small district of a seed, with the decision and the payments of one call.
fn history(seed: u64) -> Ledger {
    let ledger = ledger_as_of("2029-12-31T09:00:00+08:00", Some("2010-01-01"));
    let plan = Plan { enterprises: 14, first_year: 2025, last_year: 2028, seed };
    append(&ledger, migrating(), &facts(&plan).iter().map(qizhang::sample::Line::to_json).collect::<Vec<_>>());
    for (on, act) in [("2027-08-20", decide as fn(&_, _, _) -> _), ("2027-09-25", pay)] {
        let world = world(&ledger, on, KnownAt::Head, Scope::All);
        let at = Instant::parse("2029-06-01T09:00:00.000+08:00").unwrap_or_else(|| panic!("a moment"));
        let decision: qizhang::ledger::Decision = act(&world, 2027, at).unwrap_or_else(|error| panic!("{error:?}"));
        let mut appending = qizhang::ledger::Appending::new(&ledger, migrating());
        (1..).zip(decision.drafts).for_each(|(number, draft)| appending.draft(number, draft));
        let (_, rejected) = appending.finish().unwrap_or_else(|error| panic!("{error:?}"));
        assert!(rejected.is_empty(), "{rejected:?}");
    }
    ledger
}

/// The drawn change, added to a scenario.
fn add(scenario: &mut Scenario, draw: &Draw, base: &AsItIs) {
    let parameters = &base.world.program.parameters;
    let set = |at: &Index, how: u8, from: &str| {
        let parameter = &parameters[at.index(parameters.len())];
        let policy = &base.world.program.document(parameter.document).policy;
        let value = match parameter.values.first().map(|known| known.value) {
            Some(ParamValue::Yuan(_)) => format!("{}", u32::from(how) * 4_321),
            Some(ParamValue::Percent(_)) => format!("{}%", how % 101),
            Some(ParamValue::Whole(_)) | None => format!("{}", 1 + how % 7),
        };
        format!("{policy}:{}{from}={value}", parameter.path)
    };
    let facts = base.world.timeline.facts();
    let fact = |at: &Index| &facts[at.index(facts.len())];
    let kind = |kind| base.world.catalogue.declaration(kind).name.to_string();
    match draw {
        Draw::Rate => scenario.sets.push("changping-2025-8:第五条/新认定/比例=15%".to_owned()),
        Draw::Set(at, how) => scenario.sets.push(set(at, *how, "")),
        Draw::SetFrom(at, how) => scenario.sets.push(set(at, *how, "@2027-03-01")),
        Draw::Read(at, option) => {
            let readings = &crate::story::POLICY.readings;
            let reading = &readings[at.index(readings.len())];
            let option = &reading.options[option.index(reading.options.len())];
            scenario.reads.push((reading.id.0.to_string(), option.token.to_string()));
        }
        Draw::Drop(at) => scenario.drops.push(fact(at).position.0.to_string()),
        Draw::Alike(at, how) => {
            let day = fact(at).day;
            let end = if how % 2 == 0 { format!("from={day}") } else { format!("until={day}") };
            scenario.drops.push(format!("type={},{end}", kind(fact(at).kind)));
        }
        Draw::Known(at) => scenario.only_known = Some(KnownAt::Position(fact(at).position)),
        Draw::Corrected(at, amount) => {
            let reports: Vec<_> = facts.iter().filter(|fact| kind(fact.kind) == "rnd.expense_reported").collect();
            let Some(report) = reports.get(at.index(reports.len().max(1))) else { return };
            let (code, year) = (report.record.get(0).text(), report.record.get(1).whole());
            let data = json!({"uscc": code, "year": year, "amount": amount.to_string(), "basis": "special_audit"});
            let data = json!({"event": report.id.to_string(), "reason": "试算", "data": data});
            scenario.adds.push(added(&[line("2028-11-30", "fact.corrected", data)]));
        }
    }
}

fn drawn(draws: &[Draw], base: &AsItIs) -> Scenario {
    let mut all = scenario(&[], &[], &[]);
    for draw in draws {
        add(&mut all, draw, base);
    }
    all
}

fn whole(nets: &Nets) -> Fen {
    nets.values().map(|(sum, _)| *sum).sum()
}

/// What is said of a run, held against both arms computed of everybody.
fn is_exact(run: &WhatIf<'_>) {
    let (base, supposed) = (nets(&run.base.world), nets(&run.supposed));
    assert_eq!(replaced(base.clone(), run), supposed);
    assert_eq!(run.sums.base.plus(run.sums.opened.amount), whole(&base));
    assert_eq!(run.sums.supposed.plus(run.sums.settled.amount), whole(&supposed));
    assert_eq!(told_to_pay(run, 0), to_pay(&run.base.world));
    assert_eq!(told_to_pay(run, 1), to_pay(&run.supposed));
    let rows: Fen = run.table.values().map(Sums::difference).sum();
    let parts: Fen = run.bridge.0.values().map(|(_, amount)| *amount).sum();
    assert_eq!((rows, parts), (run.sums.difference(), run.sums.difference()));
    if let [(_, alone)] = run.changes.as_slice() {
        assert_eq!(alone.sums, run.sums, "one change is all there is");
    }
}

fn refusal(error: &qizhang::ledger::LedgerError) -> &'static str {
    error.complaint().code
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, max_shrink_iters: 20, ..ProptestConfig::default() })]

    /// Any scenario is exact; the same in two parts is the same; and as a baseline that nothing is supposed beside it is taken back whole.
    #[test]
    fn a_scenario_of_any_kind_over_a_history_of_any_seed(
        seed in any::<u64>(),
        scenarios in prop::collection::vec(prop::collection::vec(draw(), 1..4), 8),
    ) {
        let ledger = history(seed);
        let law = as_it_is(&ledger, ON);
        let mut ran = 0;
        for draws in scenarios.iter().chain([&vec![Draw::Rate]]) {
            let run = match law.what_if(&ledger, drawn(draws, &law)) {
                Ok(run) => run,
                // What is so already, said twice or unsound is refused, and so is what speaks of something that is not there.
                Err(error) => {
                    prop_assert!(refusal(&error) != "internal", "{draws:?}: {error:?}");
                    continue;
                }
            };
            ran += 1;
            is_exact(&run);
            let split = drawn(&draws[draws.len() / 2..], &law);
            let split = Scenario { earlier: vec![drawn(&draws[..draws.len() / 2], &law)], ..split };
            if let Ok(split) = law.what_if(&ledger, split) {
                prop_assert_eq!((split.sums, &split.table), (run.sums, &run.table), "{:?} in two parts", draws);
                prop_assert_eq!(split.cited.digest, run.cited.digest, "{:?} in two parts", draws);
            }
            let base = law.baseline(&ledger, drawn(draws, &law)).map_err(|error| TestCaseError::fail(format!("{error:?}")))?;
            match base.what_if(&ledger, scenario(&[], &[], &[])) {
                Ok(back) => {
                    is_exact(&back);
                    prop_assert_eq!(nets(&back.supposed), nets(&law.world), "{:?} taken back", draws);
                }
                Err(error) => prop_assert_eq!(refusal(&error), "whatif-same", "{:?} taken back", draws),
            }
        }
        prop_assert!(ran > 0, "{:?}: none was run", scenarios);
    }
}

/// A scenario of nothing is refused, and a fact that comes and is taken back in the same file changes nothing.
#[test]
fn nothing_is_nothing() {
    let ledger = history(7);
    let law = as_it_is(&ledger, ON);
    let nothing = law.what_if(&ledger, scenario(&[], &[], &[])).err().map(|error| refusal(&error));
    assert_eq!(nothing, Some("whatif-empty"));
    let id = "01970000-0000-7000-8000-0000000000cc";
    let code = law.world.timeline.subjects()[0].to_string();
    let certificate =
        json!({"uscc": code, "cert_no": "GR999999999999", "issued_on": "2027-11-20", "track": "ordinary"});
    let comes = json!({"id": id, "type": "hightech.certified", "occurred_on": "2027-11-20", "data": certificate});
    let goes = line("2027-12-20", "fact.retracted", json!({"event": id, "reason": "示例"}));
    let run = |lines: &[String]| {
        let adds = vec![added(lines)];
        law.what_if(&ledger, Scenario { adds, ..Scenario::default() }).unwrap_or_else(|error| panic!("{error:?}"))
    };
    let both = run(&[comes.to_string(), goes]);
    assert!(both.changed.is_empty() && both.sums.changed() == 0, "{:?}", both.sums);
    assert_eq!(nets(&both.supposed), nets(&law.world));
    let alone = run(&[comes.to_string()]);
    is_exact(&alone);
    assert_ne!(nets(&alone.supposed), nets(&law.world), "the certificate by itself is something");
}

/// What was appended and is left out again is not there.
#[test]
fn what_was_appended_is_withdrawn() {
    let ledger = history(11);
    let before = as_it_is(&ledger, ON);
    let code = before.world.timeline.subjects()[1].to_string();
    let accident = json!({"uscc": code, "accident_on": "2026-03-02", "level": "general", "authority": "应急管理局"});
    append(&ledger, by_clerk(), &[line("2026-03-02", "conduct.accident_recorded", accident)]);
    let last = ledger.head().0.to_string();
    let after = as_it_is(&ledger, ON);
    let without = after.what_if(&ledger, scenario(&[], &[], &[&last])).unwrap_or_else(|error| panic!("{error:?}"));
    assert_eq!(nets(&without.supposed), nets(&before.world));
    let known = scenario(&[], &[], &[]);
    let known = Scenario { only_known: Some(KnownAt::Position(Position(ledger.head().0 - 1))), ..known };
    let known = after.what_if(&ledger, known).unwrap_or_else(|error| panic!("{error:?}"));
    assert_eq!(nets(&known.supposed), nets(&before.world));
}
