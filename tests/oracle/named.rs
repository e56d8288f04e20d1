//! Each reading is shown to move money, and the explanation of what it moves names it and says what it would give.

use super::compare::amendments;
use super::reach::drawn;
use super::readings::Readings;
use crate::story::{CATALOGUE, POLICY, WORDS, nothing_supposed};
use qizhang::event::Event;
use qizhang::explain::{Case, why};
use qizhang::policy::{Policy, Program, Reading, ReadingOption};
use qizhang::position::{Engine, Item, Position};
use qizhang::timeline::Timeline;
use qizhang::value::{Day, Digest, Lang, Position as Place};
use std::collections::BTreeMap;

/// A history, and what everybody in it has under the suggested readings.
struct Told {
    timeline: Timeline,
    on: Day,
    program: Program,
    positions: Vec<Position>,
    known: Place,
}

fn told((events, on, _): (Vec<Event>, Day, Vec<qizhang::value::Uscc>)) -> Told {
    let known = events.last().map_or(Place::ZERO, |event| event.position);
    let timeline = Timeline::build(&CATALOGUE, events);
    let mut program =
        POLICY.program(&CATALOGUE, &Readings::default().choices()).unwrap_or_else(|error| panic!("{error:?}"));
    program.amend(&POLICY.id, &amendments(&timeline));
    let engine = Engine::new(&timeline, &program, &WORDS, on);
    let positions = timeline.subjects().iter().map(|subject| engine.position(*subject)).collect();
    Told { timeline, on, program, positions, known }
}

/// The first item whose net another option of a reading moves.
fn moved<'t>(told: &'t Told, reading: &Reading, option: &ReadingOption) -> Option<(&'t Position, &'t Item)> {
    let policies = std::slice::from_ref(&*POLICY);
    let program = Policy::flipped(policies, &CATALOGUE, &told.program, (&reading.id, &option.token)).ok()?;
    let engine = Engine::new(&told.timeline, &program, &WORDS, told.on);
    told.positions.iter().find_map(|position| {
        let then = engine.position(position.subject);
        let item = position.items.iter().find(|item| {
            let same = |other: &&Item| {
                other.grant_id == item.grant_id && other.matter == item.matter && other.facts == item.facts
            };
            let other = then.items.iter().find(same);
            let gone = other.is_none() && item.net.is_positive();
            // What a reading moves by way of another item is named at that one.
            item.readings.contains(&reading.id) && (gone || other.is_some_and(|other| other.net != item.net))
        });
        item.map(|item| (position, item))
    })
}

/// Whether the explanation of an item names a reading among those that move it, with what the option would give.
fn named(told: &Told, position: &Position, item: &Item, (reading, option): (&Reading, &ReadingOption)) -> bool {
    let (texts, supposed) = (BTreeMap::new(), nothing_supposed());
    let case = Case {
        catalogue: &CATALOGUE,
        policies: std::slice::from_ref(&*POLICY),
        program: &told.program,
        words: &WORDS,
        timeline: &told.timeline,
        position,
        decided: &[],
        texts: &texts,
        supposed: &supposed,
        known: told.known,
        root: Digest::of(b"root"),
    };
    let document = why(&case, item, None);
    [Lang::Zh, Lang::En].into_iter().all(|lang| {
        let lines: Vec<String> = document
            .parts
            .iter()
            .filter_map(
                |part| if let qizhang::explain::Part::Line(line) = part { Some(line.phrase.say(lang)) } else { None },
            )
            .collect();
        let stated = format!("{} {}", reading.id, reading.question.get(lang));
        let at = lines.iter().position(|line| line.starts_with(&stated));
        at.is_some_and(|at| lines[at..].iter().any(|line| line.contains(&format!("“{}”", option.title.get(lang)))))
    })
}

#[test]
fn every_reading_that_moves_money_is_named_where_it_does() {
    let mut left: Vec<(&Reading, &ReadingOption)> = POLICY
        .readings
        .iter()
        .flat_map(|reading| reading.options.iter().skip(1).map(move |option| (reading, option)))
        // This option makes items where there were none, so that nothing stands to be explained without it.
        .filter(|(reading, option)| (&*reading.id.0, &*option.token) != ("R5.2", "like_first"))
        .collect();
    for history in drawn(4000) {
        if left.is_empty() {
            break;
        }
        let told = told(history);
        left.retain(|(reading, option)| match moved(&told, reading, option) {
            None => true,
            Some((position, item)) => {
                let named = named(&told, position, item, (reading, option));
                assert!(
                    named,
                    "{} {} moves {} {} and is not named",
                    reading.id, option.token, item.grant_id, item.matter
                );
                false
            }
        });
    }
    let silent: Vec<String> = left.iter().map(|(reading, option)| format!("{} {}", reading.id, option.token)).collect();
    assert!(silent.is_empty(), "no history shows what these move: {silent:?}");
}
