//! The made-up histories reach what they are for: every grant, every answer, every reading, and what tests the choice.

use super::case::{Case, Outcome};
use super::draw::{History, history};
use super::readings::Readings;
use super::tell::{late, tell};
use super::world::World;
use crate::story::{POLICY, code};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use qizhang::event::Event;
use qizhang::value::{Day, Uscc};
use std::collections::BTreeMap;

/// The same histories on every run.
fn drawn(count: usize) -> Vec<(Vec<Event>, Day, Vec<Uscc>)> {
    let mut runner = TestRunner::deterministic();
    let strategy = history();
    let one = |_| {
        let tree = strategy.new_tree(&mut runner).unwrap_or_else(|error| panic!("{error}"));
        let history: History = tree.current();
        let who = (0..4).chain([10, 11]).map(|who| code(&super::tell::code_of(who))).collect();
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
    // Eight grants are due, and the words above and the outcomes are said.
    assert_eq!(counts.len(), 24, "{counts:#?}");
    assert!(counts.values().all(|count| *count >= 3), "{counts:#?}");
}

#[test]
fn the_histories_reach_every_reading() {
    let histories = drawn(4000);
    let mut silent = Vec::new();
    for reading in &POLICY.readings {
        for option in reading.options.iter().skip(1) {
            let mut flipped = Readings::default();
            flipped.0.insert(reading.id.0.to_string(), option.token.to_string());
            let moves = histories.iter().any(|(events, on, who)| {
                money(&settled(events, *on, who, &Readings::default())) != money(&settled(events, *on, who, &flipped))
            });
            if !moves {
                silent.push(format!("{} {}", reading.id, option.token));
            }
        }
    }
    assert!(silent.is_empty(), "no history shows what these readings change: {silent:?}");
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
