//! An arm is what a ledger would be in which it was so, over a whole made-up district; and what is left out was never there.

use super::{POLICY, added, as_it_is, run, scenario, set};
use crate::ledger::{append, by_clerk, ledger_as_of, line, migrating, moment, world};
use qizhang::ledger::{
    Appending, Decision, KnownAt, Ledger, LedgerError, Question, Scenario, Scope, WhatIf, World, decide, pay,
};
use qizhang::policy::{ActsBy, ParamValue, ParameterValue};
use qizhang::position::{Again, Engine, Item};
use qizhang::sample::{Plan, facts};
use qizhang::value::{Day, Fen, Instant, Ratio, Uscc};
use qizhang::whatif::{Cause, Reach, Row};
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::Arc;

pub(super) const ON: &str = "2030-12-31";

pub(super) fn district() -> Ledger {
    let ledger = ledger_as_of("2031-12-31T09:00:00+08:00", Some("2010-01-01"));
    let plan = Plan { enterprises: 120, ..Plan::default() };
    let lines: Vec<String> = facts(&plan).iter().map(qizhang::sample::Line::to_json).collect();
    append(&ledger, migrating(), &lines);
    ledger
}

/// The same with three yearly decisions, all paid, and a fact of the first taken back that money was paid for.
pub(super) fn decided() -> Ledger {
    let ledger = district();
    let mut at = moment("2031-06-01T09:00:00+08:00");
    let record = |decision: Result<Decision, LedgerError>| {
        let mut appending = Appending::new(&ledger, migrating());
        let drafts = decision.unwrap_or_else(|error| panic!("{error:?}")).drafts;
        for (number, draft) in (1..).zip(drafts) {
            appending.draft(number, draft);
        }
        let (_, rejected) = appending.finish().unwrap_or_else(|error| panic!("{error:?}"));
        assert!(rejected.is_empty(), "{rejected:?}");
    };
    for year in 2026..=2028 {
        for (on, act) in [("08-20", decide as fn(&World, i32, Instant) -> _), ("09-25", pay)] {
            at = at.plus_millis(60_000);
            record(act(&world(&ledger, &format!("{year}-{on}"), KnownAt::Head, Scope::All), year, at));
        }
    }
    let world = everybody(&ledger);
    let items = world.timeline.subjects().iter().flat_map(|subject| world.position(*subject).items);
    let paid = items.filter(|item| item.paid.is_positive() && item.facts.len() == 1).nth(5);
    let fact = paid.and_then(|item| item.facts.first().copied()).map(|fact| fact.id.to_string());
    let back = json!({"event": fact, "reason": "示例"});
    append(&ledger, by_clerk(), &[line("2030-12-30", "fact.retracted", back)]);
    ledger
}

pub(super) fn everybody(ledger: &Ledger) -> World {
    world(ledger, ON, KnownAt::Head, Scope::All)
}

/// What each grant gives a subject as far as it is known, and how many of its items are not.
pub(super) type Nets = BTreeMap<(Uscc, Arc<str>), (Fen, usize)>;

fn add(nets: &mut Nets, subject: Uscc, item: &Item) {
    let (sum, open) = nets.entry((subject, item.grant_id.clone())).or_default();
    if item.is_known() {
        *sum = sum.plus(item.net);
    } else {
        *open += 1;
    }
}

pub(super) fn nets(world: &World) -> Nets {
    let mut found = Nets::new();
    for subject in world.timeline.subjects() {
        world.position(*subject).items.iter().for_each(|item| add(&mut found, *subject, item));
    }
    tidy(found)
}

/// What is nothing is as good as not there.
fn tidy(mut nets: Nets) -> Nets {
    nets.retain(|_, own| *own != (Fen::ZERO, 0));
    nets
}

/// The items of a world with those of the lines that differ replaced.
pub(super) fn replaced(mut nets: Nets, run: &WhatIf<'_>) -> Nets {
    for one in &run.changed {
        for item in &one.base {
            let (sum, open) = nets.entry((one.subject, item.grant_id.clone())).or_default();
            *sum = sum.minus(item.net);
            *open -= usize::from(!item.is_known());
        }
        one.supposed.iter().for_each(|item| add(&mut nets, one.subject, item));
    }
    tidy(nets)
}

fn sum(nets: &Nets) -> Fen {
    nets.values().map(|(sum, _)| *sum).sum()
}

/// What may still be paid and what was paid too much, by year of facts.
pub(super) fn to_pay(world: &World) -> BTreeMap<i32, (Fen, Fen)> {
    let mut found: BTreeMap<i32, (Fen, Fen)> = BTreeMap::new();
    for subject in world.timeline.subjects() {
        for item in world.position(*subject).items {
            let own = found.entry(item.fact_year).or_default();
            *own = (own.0.plus(item.outstanding), own.1.plus(item.overpaid));
        }
    }
    found.retain(|_, own| *own != (Fen::ZERO, Fen::ZERO));
    found
}

/// The same as a run says it of one of its arms.
pub(super) fn told_to_pay(run: &WhatIf<'_>, arm: usize) -> BTreeMap<i32, (Fen, Fen)> {
    let told = run.to_pay().into_iter().map(|own| (own.year, (own.outstanding[arm], own.overpaid[arm])));
    told.filter(|(_, own)| *own != (Fen::ZERO, Fen::ZERO)).collect()
}

/// Holds a scenario against a ledger in which it was so.
fn hold(row: &str, scenario: Scenario, (ledger, base): (&Ledger, &Nets), other: &World) -> WhatIf<'static> {
    let run = run(ledger, scenario, ON);
    assert!(!run.changed.is_empty(), "{row}: something differs");
    let expected = nets(other);
    assert_eq!(replaced(base.clone(), &run), expected, "{row}");
    assert_eq!(told_to_pay(&run, 1), to_pay(other), "{row}: what may still be paid");
    let open = |tally: qizhang::whatif::Tally| tally.amount;
    assert_eq!(run.sums.base.plus(open(run.sums.opened)), sum(base), "{row}: all that is known as it is");
    assert_eq!(run.sums.supposed.plus(open(run.sums.settled)), sum(&expected), "{row}: all that is known as supposed");
    let bridge: Fen = run.bridge.0.values().map(|(_, amount)| *amount).sum();
    assert_eq!(bridge, run.sums.difference(), "{row}: the bridge");
    for one in &run.changed {
        let parts: Fen = one.parts.iter().map(|part| part.amount).sum();
        let whole = one.due.0.zip(one.due.1).map(|(base, supposed)| supposed.minus(base));
        assert_eq!(whole.unwrap_or_default(), parts, "{row}: {} {}", one.subject, one.row.article);
    }
    let rows: Fen = run.table.values().map(qizhang::whatif::Sums::difference).sum();
    let years: Vec<&Row> = run.table.keys().collect();
    assert!(rows == run.sums.difference() && years.is_sorted(), "{row}: the rows add up");
    run
}

#[test]
fn an_arm_is_what_the_ledger_would_be() {
    let values = [
        ("第五条/新认定/比例", "15", "percent"),
        ("第七条/年度上限", "50万元", "yuan"),
        ("第七条/标准/国家", "45万元", "yuan"),
        ("第四条/首次入库/金额", "20000", "yuan"),
        ("第五条/证书/年数", "2", "year"),
    ];
    let ledger = district();
    let base = nets(&everybody(&ledger));
    for (path, value, unit) in values {
        let amended = json!({"policy": POLICY, "path": path, "value": value, "unit": unit, "from": "2025-09-05", "document": "示例"});
        let other = district();
        append(&other, by_clerk(), &[line("2030-12-30", "policy.amended", amended)]);
        hold(path, scenario(&[&set(path, value)], &[], &[]), (&ledger, &base), &everybody(&other));
    }
}

/// Every parameter of every document twice as high, or one more: those whom the change is said to reach are all that differ. Asked again
/// are they alone, so the supposed arm is asked here of everybody.
#[test]
fn every_parameter_otherwise() {
    let ledger = decided();
    let base = as_it_is(&ledger, ON);
    let as_is = nets(&base.world);
    let (mut moving, mut few) = (0, 0);
    for parameter in &base.world.program.parameters {
        let policy = &base.world.program.document(parameter.document).policy;
        let value = match parameter.values.first().map(|known| known.value) {
            Some(ParamValue::Yuan(amount)) => amount.plus(amount).to_yuan(),
            Some(ParamValue::Percent(share)) => share.plus(share).map_or_else(String::new, Ratio::percent),
            Some(ParamValue::Whole(number)) => (number + 1).to_string(),
            None => continue,
        };
        for from in ["", "@2028-06-01"] {
            let set = format!("{policy}:{}{from}={value}", parameter.path);
            let run =
                base.what_if(&ledger, scenario(&[&set], &[], &[])).unwrap_or_else(|error| panic!("{set}: {error:?}"));
            let supposed = nets(&run.supposed);
            assert_eq!(replaced(as_is.clone(), &run), supposed, "{set}");
            assert_eq!(run.sums.supposed.plus(run.sums.settled.amount), sum(&supposed), "{set}");
            assert_eq!(run.sums.base.plus(run.sums.opened.amount), sum(&as_is), "{set}");
            assert!(run.asked.0 <= run.asked.1, "{set}");
            let alone = &run.changes[0].1.sums;
            assert_eq!(
                (alone.base, alone.supposed),
                (run.sums.base, run.sums.supposed),
                "{set}: one change is all there is"
            );
            let open = |nets: &Nets| nets.values().map(|(_, open)| *open).sum::<usize>();
            assert_eq!(
                run.sums.open + run.sums.settled.count,
                open(&as_is),
                "{set}: all that is not known as supposed or as it is"
            );
            assert!(
                !run.bridge.0.contains_key(&Cause::AskedBack),
                "{set}: nobody is asked anything back by a parameter"
            );
            moving += usize::from(!run.changed.is_empty());
            few += usize::from(run.asked.0 < run.asked.1);
        }
    }
    assert!(moving >= 20 && few >= 50, "{moving} move something, {few} ask a part");
}

/// Asked again for some grants alone, a subject has the very items it has when everything is asked, in the same order; and where it is
/// said that none comes to anything else, none does.
#[test]
fn asked_again_is_asked_anew() {
    let ledger = decided();
    let base = everybody(&ledger);
    let engine = base.engine();
    let known: Vec<(Uscc, Vec<Item>)> =
        base.timeline.subjects().iter().map(|code| (*code, engine.items_of(*code))).collect();
    let (mut others, mut as_before, mut finding, mut amounts) = (0, 0, 0, 0);
    for (number, parameter) in base.program.parameters.iter().enumerate() {
        let policy = &base.program.document(parameter.document).policy;
        let id = base.program.parameters_at(Some(policy), &parameter.path)[0];
        let Some(old) = parameter.values.first() else { continue };
        let value = match old.value {
            ParamValue::Yuan(amount) if number % 2 == 0 => ParamValue::Yuan(amount.plus(amount)),
            ParamValue::Yuan(_) => ParamValue::Yuan(Fen::yuan(7)),
            ParamValue::Percent(share) => ParamValue::Percent(share.times(share).unwrap_or(share)),
            ParamValue::Whole(number) => ParamValue::Whole(number + 1),
        };
        let mut program = base.program.clone();
        program
            .suppose(id, ParameterValue { from: Day::MIN, by: ActsBy::Governing, value, written: old.written.clone() });
        let reach = Reach::of_parameter([&base.program, &program], id, None);
        if !reach.is_of_known_items() {
            finding += 1;
            continue;
        }
        let arm = Engine::new(&base.timeline, &program, &base.words, base.horizon.on);
        let again =
            Again { grant: &|name| reach.names(name), caps: reach.is_of_caps(), amounts_alone: reach.is_of_amounts() };
        amounts += usize::from(again.amounts_alone);
        for (code, items) in &known {
            let anew = arm.items_of(*code);
            match arm.items_again(*code, items, &again) {
                Some(items) => {
                    assert_eq!(items, anew, "{}: {code}", parameter.path);
                    others += 1;
                }
                None => {
                    let due = |items: &[Item]| -> Vec<(Fen, bool)> {
                        items.iter().map(|item| (item.net, item.is_known())).collect()
                    };
                    assert_eq!(due(items), due(&anew), "{}: {code}", parameter.path);
                    as_before += 1;
                }
            }
        }
    }
    let gone = known.iter().flat_map(|(_, items)| items).filter(|item| item.grant.is_none()).count();
    assert!(others > 500 && as_before > 5000 && gone > 0, "{others} others, {as_before} as before, {gone} gone");
    // These may decide which items there are, and are asked of everybody; most of the others are amounts and shares, and some of those
    // decide about a condition as well.
    assert_eq!(finding, 2);
    assert!(amounts > 40 && amounts + 5 < base.program.parameters.len(), "{amounts}");
}

/// Who had an accident is due what it was, and is not paid for a time: without the accident nothing more is due and more may be paid.
#[test]
fn what_is_withheld_may_be_paid_without_the_accident() {
    let ledger = decided();
    let drop = "type=conduct.accident_recorded";
    let run = run(&ledger, scenario(&[], &[], &[drop]), ON);
    assert_eq!(told_to_pay(&run, 0), to_pay(&run.base.world));
    assert_eq!(told_to_pay(&run, 1), to_pay(&run.supposed));
    let more = |arm| told_to_pay(&run, arm).values().map(|own| own.0).sum::<Fen>();
    assert!(more(1) > more(0), "{} {}", more(0), more(1));
}

/// An approval keeps its place before links: a lower amount for the later of two linked matters leaves what was approved.
#[test]
fn what_was_approved_is_a_cause_of_its_own() {
    let ledger = decided();
    let run = run(&ledger, scenario(&[&set("第七条/标准/国家", "333333.33元")], &[], &[]), ON);
    assert!(run.bridge.0.contains_key(&Cause::Approved), "{:?}", run.bridge);
}

/// Every option of every reading that moves something in the district.
#[test]
fn every_reading_taken_otherwise() {
    let ledger = district();
    let base = everybody(&ledger);
    let (as_is, mut moving) = (nets(&base), 0);
    for reading in &crate::story::POLICY.readings {
        for option in reading.options.iter().skip(1) {
            let reads = vec![(reading.id.0.to_string(), option.token.to_string())];
            let question = Question { horizon: base.horizon, scope: Scope::All, reads };
            let other = ledger.world(&question).unwrap_or_else(|error| panic!("{error:?}"));
            if nets(&other) != as_is {
                let read = scenario(&[], &[(&reading.id.0, &option.token)], &[]);
                let run = hold(&format!("{}={}", reading.id, option.token), read, (&ledger, &as_is), &other);
                // No total is expected to follow a reading in proportion.
                assert!(run.bounds.0.is_empty(), "{}", reading.id);
                moving += 1;
            }
        }
    }
    assert!(moving >= 10, "{moving} options move something");
}

/// What was brought in and is left out again was never there; and to bring it in is to have it.
#[test]
fn facts_more_and_facts_less() {
    let (ledger, other) = (district(), district());
    let accident = |(subject, year): (&Uscc, i32)| {
        let day = format!("{year}-03-02");
        let data =
            json!({"uscc": subject.to_string(), "accident_on": &day, "level": "general", "authority": "应急管理局"});
        line(&day, "conduct.accident_recorded", data)
    };
    let world = everybody(&ledger);
    let lines: Vec<String> =
        world.timeline.subjects().iter().take(20).zip((2026..=2029).cycle()).map(accident).collect();
    append(&other, by_clerk(), &lines);
    let with = Scenario { adds: vec![added(&lines)], ..Scenario::default() };
    hold("brought in", with, (&ledger, &nets(&world)), &everybody(&other));
    let more: Vec<String> = (ledger.head().0 + 1..=other.head().0).map(|at| at.to_string()).collect();
    let more: Vec<&str> = more.iter().map(String::as_str).collect();
    hold("left out", scenario(&[], &[], &more), (&other, &nets(&everybody(&other))), &world);
}
