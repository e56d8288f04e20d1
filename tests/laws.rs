//! The laws of a position, over a whole made-up district and all documents together.

use crate::district::{EVENTS, free_id, later};
use crate::story::{CATALOGUE, DOCUMENTS, POLICY, day, nothing_supposed};
use proptest::prelude::*;
use qizhang::event::{Body, Draft, Event, Known, Stamp, admit};
use qizhang::explain::{Case, why};
use qizhang::policy::{Policy, Program};
use qizhang::position::{Engine, Item, Outcome, Position, Vocabulary};
use qizhang::timeline::Timeline;
use qizhang::value::{Digest, Fen, Lang, Position as Place, Uscc};
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

const ON: &str = "2030-12-31";

static PROGRAM: LazyLock<Program> =
    LazyLock::new(|| Policy::joined(&DOCUMENTS, &CATALOGUE, &[]).unwrap_or_else(|error| panic!("{error:?}")));

static WORDS: LazyLock<Vocabulary> =
    LazyLock::new(|| Vocabulary::new(&CATALOGUE).unwrap_or_else(|error| panic!("{error:?}")));

static POSITIONS: LazyLock<Vec<Position>> = LazyLock::new(|| positions(EVENTS.clone(), ON));

static TIMELINE: LazyLock<Timeline> = LazyLock::new(|| Timeline::build(&CATALOGUE, EVENTS.clone()));

fn positions(events: Vec<Event>, on: &str) -> Vec<Position> {
    let timeline = Timeline::build(&CATALOGUE, events);
    let engine = Engine::new(&timeline, &PROGRAM, &WORDS, day(on));
    timeline.subjects().iter().map(|subject| engine.position(*subject)).collect()
}

/// Grant, matter, gross, net, and whether it is due.
type Row = (Arc<str>, Arc<str>, Fen, Fen, bool);

/// What of a position must not depend on where in the ledger its facts stand.
fn money(position: &Position) -> (Uscc, Vec<Row>) {
    let row = |item: &Item| {
        let due = item.outcome == Outcome::Due;
        (item.grant_id.clone(), item.matter.clone(), item.gross, item.net, due)
    };
    (position.subject, position.items.iter().map(row).collect())
}

#[test]
fn the_district_has_every_article_and_every_outcome() {
    let items = || POSITIONS.iter().flat_map(|position| &position.items);
    let own = |document: usize| PROGRAM.document(document).policy == POLICY.id;
    for grant in PROGRAM.grants.iter().filter(|grant| own(grant.document)) {
        assert!(items().any(|item| item.grant_id == grant.id), "no item of {}", grant.id);
    }
    assert!(items().any(|item| matches!(item.outcome, Outcome::Undetermined(_))));
    assert!(items().any(|item| matches!(item.outcome, Outcome::Refused(_))));
    assert!(items().any(|item| item.outcome == Outcome::NotNamed));
    assert!(items().any(|item| item.outcome == Outcome::MissedCall));
    assert!(items().any(|item| matches!(item.outcome, Outcome::NoGoverningPolicy(_))));
    assert!(items().any(|item| !item.cuts.is_empty()) && items().any(|item| !item.excluded.is_empty()));
}

#[test]
fn no_cap_is_exceeded_and_no_matter_is_paid_twice() {
    for position in POSITIONS.iter() {
        for cap in &position.caps {
            assert!(cap.used <= cap.cap, "{}: {} {}", position.subject, cap.name, cap.year);
            let limit = &PROGRAM.limits[cap.limit];
            let own = position.items.iter().filter(|item| item.fact_year == cap.year);
            let own = own.filter(|item| item.grant.is_some_and(|grant| limit.grants.contains(&grant)));
            assert_eq!(own.map(|item| item.net).sum::<Fen>(), cap.used, "{}: {}", position.subject, cap.name);
        }
        for (index, item) in position.items.iter().enumerate().filter(|(_, item)| item.net.is_positive()) {
            let twice =
                position.items[..index].iter().any(|other| other.matter == item.matter && other.net.is_positive());
            assert!(!twice, "{}: {} is paid twice", position.subject, item.matter);
        }
    }
}

#[test]
fn every_yuan_adds_up_and_is_explained_in_both_languages() {
    let (texts, supposed, root) = (BTreeMap::new(), nothing_supposed(), Digest::of(b"root"));
    let known = Place(EVENTS.len() as u64);
    let case = Case {
        catalogue: &CATALOGUE,
        policies: &DOCUMENTS,
        program: &PROGRAM,
        words: &WORDS,
        timeline: &TIMELINE,
        position: &POSITIONS[0],
        decided: &[],
        texts: &texts,
        supposed: &supposed,
        known,
        root,
    };
    for (number, position) in POSITIONS.iter().enumerate() {
        let mut seen = Vec::new();
        for item in &position.items {
            let taken: Fen =
                item.excluded.iter().map(|one| one.amount).chain(item.cuts.iter().map(|cut| cut.amount)).sum();
            if item.outcome == Outcome::Due {
                assert_eq!(item.net.plus(taken), item.gross, "{}: {} {}", position.subject, item.grant_id, item.matter);
            } else {
                assert_eq!(item.net, Fen::ZERO);
            }
            // Every tenth subject, and of it one item of each grant and outcome, speaks for the others.
            let kind = (item.grant_id.clone(), std::mem::discriminant(&item.outcome));
            if number % 10 != 0 || seen.contains(&kind) {
                continue;
            }
            seen.push(kind);
            let told = why(&Case { position, ..case }, item, None);
            let (zh, en) = (told.render(Lang::Zh), told.render(Lang::En));
            assert_eq!(zh.lines().count(), en.lines().count());
            if item.gross.is_positive() {
                assert!(zh.contains(&item.gross.to_string()) && en.contains(&item.gross.to_string()), "{zh}");
            }
        }
    }
}

#[test]
fn an_approved_and_retracted_fact_leaves_no_trace() {
    let subject = EVENTS.iter().find_map(|event| match &event.body {
        Body::Typed(kind, record) if CATALOGUE.declaration(*kind).name.as_str() == "hightech.certified" => {
            record.slots().iter().find_map(qizhang::event::Slot::code)
        }
        _ => None,
    });
    let subject = subject.unwrap_or_else(|| panic!("nobody is certified"));
    let add = |events: &mut Vec<Event>, kind: &str, data: serde_json::Value| {
        let line = json!({"type": kind, "occurred_on": "2026-06-01", "data": data}).to_string();
        let draft = Draft::parse(&line).unwrap_or_else(|error| panic!("{line}: {error:?}"));
        let number = events.len() as u64 + 1;
        let stamp = Stamp { id: free_id(number), recorded_at: later(), recorded_by: "x".into(), keep_unknown: false };
        let (mut event, _) = admit(&CATALOGUE, draft, stamp).unwrap_or_else(|error| panic!("{line}: {error:?}"));
        event.position = Place(number);
        let id = event.id.to_string();
        events.push(event);
        id
    };
    let mut events = EVENTS.clone();
    let set = json!({"uscc": subject.as_str(), "product_key": "nowhere-else", "level": "national"});
    let id = add(&mut events, "first_set.recognized", set);
    assert_ne!(positions(events.clone(), ON), *POSITIONS, "the fact counts");
    add(&mut events, "fact.retracted", json!({"event": id, "reason": "x"}));
    assert_eq!(positions(events, ON), *POSITIONS, "withdrawn, it leaves the position as it was");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, ..ProptestConfig::default() })]

    /// Corrections, retractions and procedure go by position; plain facts do not care when they were recorded.
    #[test]
    fn the_order_of_recording_changes_no_position(seed in any::<u64>()) {
        let fixed = |event: &Event| {
            matches!(event.body, Body::Corrected(_)) || Known::of(&event.kind).is_some() || event.kind.as_str() == "call.opened"
        };
        let (last, mut plain): (Vec<Event>, Vec<Event>) = EVENTS.iter().cloned().partition(fixed);
        let mut state = seed | 1;
        for index in (1..plain.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            plain.swap(index, usize::try_from(state >> 33).unwrap_or(0) % (index + 1));
        }
        plain.extend(last);
        for (number, event) in (1..).zip(&mut plain) {
            event.position = Place(number);
        }
        let said = |timeline: &Timeline| -> Vec<_> {
            timeline.facts().iter().map(|fact| (fact.day, fact.kind, fact.record.clone())).collect()
        };
        let timeline = Timeline::build(&CATALOGUE, plain.clone());
        prop_assert!(said(&timeline) == said(&TIMELINE), "facts stand by day and by what they say");
        let shuffled: Vec<_> = positions(plain, ON).iter().map(money).collect();
        let original: Vec<_> = POSITIONS.iter().map(money).collect();
        prop_assert_eq!(shuffled, original);
    }

    /// What is known later cannot change what was known then: a cut by position is a ledger of its own.
    #[test]
    fn a_replay_gives_the_same_position_twice(on in 0_i64..2190) {
        let on = day("2025-01-01").plus_days(on).to_string();
        prop_assert_eq!(positions(EVENTS.clone(), &on), positions(EVENTS.clone(), &on));
    }
}
