//! The made-up histories reach what they are for: every grant, every answer, every reading, and what tests the choice.

use super::case::{Case, Outcome};
use super::draw::{History, history};
use super::readings::Readings;
use super::status::{Span, holds};
use super::tell::{late, tell};
use super::world::World;
use crate::story::{CATALOGUE, POLICY, code};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use qizhang::event::{Body, Event};
use qizhang::value::{Day, Uscc};
use std::collections::BTreeMap;

/// The same histories on every run.
pub(super) fn drawn(count: usize) -> Vec<(Vec<Event>, Day, Vec<Uscc>)> {
    let mut runner = TestRunner::deterministic();
    let strategy = history();
    let one = |_| {
        let tree = strategy.new_tree(&mut runner).unwrap_or_else(|error| panic!("{error}"));
        let history: History = tree.current();
        let who = (0..4).chain([10, 11, super::tell::SERVICE]).map(|who| code(&super::tell::code_of(who))).collect();
        (tell(&history), late(history.on.0, history.on.1), who)
    };
    (0..count).map(one).collect()
}

fn settled(events: &[Event], on: Day, who: &[Uscc], readings: &Readings) -> Vec<Case> {
    let world = World::new(events, readings.clone(), on);
    who.iter().flat_map(|subject| world.settled(*subject).0).collect()
}

/// What happens to a case, in words that are counted.
fn said(case: &Case) -> Vec<String> {
    let due = case.outcome == Outcome::Due;
    let words = [
        (true, format!("{:?}", case.outcome)),
        (due, case.grant.clone()),
        (due && case.net > 0 && case.net < case.gross, "cut or topped up".to_owned()),
        (due && case.net == 0 && case.gross > 0, "beaten or cut away".to_owned()),
        (case.withheld.is_some(), "withheld".to_owned()),
        (case.overpaid > 0, "overpaid".to_owned()),
        (due && case.approved > 0 && case.approved < case.net, "approved below".to_owned()),
        (due && case.approved == case.net && case.net > 0, "approved exactly".to_owned()),
        (due && case.approved > case.gross, "approved above".to_owned()),
        (due && case.paid > 0 && case.outstanding > 0, "paid in part".to_owned()),
    ];
    words.into_iter().filter(|(so, _)| *so).map(|(_, word)| word).collect()
}

#[test]
fn the_histories_reach_every_answer() {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for (events, on, who) in drawn(1500) {
        for word in settled(&events, on, &who, &Readings::default()).iter().flat_map(said) {
            *counts.entry(word).or_default() += 1;
        }
    }
    // All eighteen grants are due, and the eight words above and the seven outcomes are said.
    assert_eq!(counts.len(), 33, "{counts:#?}");
    assert!(counts.values().all(|count| *count >= 3), "{counts:#?}");
}

#[test]
fn the_histories_reach_every_reading() {
    let histories = drawn(4000);
    let suggested: Vec<_> =
        histories.iter().map(|(events, on, who)| money(&settled(events, *on, who, &Readings::default()))).collect();
    let mut silent = Vec::new();
    for reading in &POLICY.readings {
        for option in reading.options.iter().skip(1) {
            let mut flipped = Readings::default();
            flipped.0.insert(reading.id.0.to_string(), option.token.to_string());
            let mut both = histories.iter().zip(&suggested);
            let moves =
                both.any(|((events, on, who), suggested)| *suggested != money(&settled(events, *on, who, &flipped)));
            if !moves {
                silent.push(format!("{} {}", reading.id, option.token));
            }
        }
    }
    assert!(silent.is_empty(), "no history shows what these readings change: {silent:?}");
}

/// How a history bends time and second thoughts, in words that are counted.
fn bends(events: &[Event], on: Day, who: &[Uscc]) -> Vec<&'static str> {
    let corrected = |id| events.iter().any(|event| event.id == id && matches!(event.body, Body::Corrected(_)));
    let mut words = Vec::new();
    for event in events {
        match &event.body {
            Body::Corrected(correction) if corrected(correction.event) => words.push("a correction of a correction"),
            Body::Typed(kind, record) if event.kind.as_str() == "fact.retracted" => {
                let target = CATALOGUE.field(*kind, "event").and_then(|field| record.get(field).id());
                words.extend(target.filter(|id| corrected(*id)).map(|_| "a correction retracted"));
            }
            _ => {}
        }
    }
    let before = |pair: &[Event]| pair[1].occurred_on < pair[0].occurred_on;
    words.extend(events.windows(2).any(before).then_some("a late record"));
    let world = World::new(events, Readings::default(), on);
    for revoked in world.known("hightech.revoked") {
        let backwards = revoked.year("effective_year") < revoked.date("decided_on").year();
        words.extend(backwards.then_some("a revocation backwards"));
        words.extend((revoked.day > on).then_some("a revocation after the day asked about"));
    }
    for subject in who {
        let statuses = [world.certificates(*subject), world.in_district(*subject), world.strong(*subject)];
        words.extend(statuses.iter().any(|spans| gap(spans)).then_some("a gap in a status"));
    }
    words
}

/// Whether something ceased to hold and held again later.
fn gap(spans: &[Span]) -> bool {
    let valid = || spans.iter().filter(|span| !span.is_void());
    valid().any(|span| {
        let next = span.last.plus_days(1);
        span.last != Day::MAX && !holds(spans, next) && valid().any(|later| later.first > next)
    })
}

#[test]
fn the_histories_bend_time() {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for word in drawn(1500).iter().flat_map(|(events, on, who)| bends(events, *on, who)) {
        *counts.entry(word).or_default() += 1;
    }
    assert_eq!(counts.len(), 6, "{counts:#?}");
    assert!(counts.values().all(|count| *count >= 30), "{counts:#?}");
}

/// The amounts of some cases in a fixed order.
fn money(cases: &[Case]) -> Vec<(String, String, Outcome, [i128; 5])> {
    let line = |case: &Case| {
        let amounts = [case.gross, case.net, case.paid, case.outstanding, case.overpaid];
        (case.grant.clone(), case.matter.clone(), case.outcome, amounts)
    };
    let mut lines: Vec<_> = cases.iter().map(line).collect();
    lines.sort();
    lines
}
