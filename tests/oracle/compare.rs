//! The engine and the plain evaluator say the same, about everybody, on thousands of made-up histories.

use super::case::Outcome;
use super::draw::{History, crowded, history, readings, themed};
use super::readings::Readings;
use super::services::Service;
use super::share::CAPS;
use super::tell::{late, tell};
use super::world::World;
use crate::story::{CATALOGUE, POLICY};
use proptest::prelude::*;
use qizhang::event::Event;
use qizhang::policy::Amendment;
use qizhang::position::{self, Engine, Item, Position, Vocabulary};
use qizhang::timeline::{Fact, Timeline};
use qizhang::value::{Day, Uscc};
use std::collections::BTreeMap;
use std::sync::LazyLock;

pub(super) static WORDS: LazyLock<Vocabulary> =
    LazyLock::new(|| Vocabulary::new(&CATALOGUE).unwrap_or_else(|error| panic!("{error:?}")));

/// Histories of each test; `PROPTEST_CASES` asks for more.
const CASES: u32 = 1500;

/// What is compared of a case.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Line {
    grant: String,
    matter: String,
    year: i32,
    day: Option<Day>,
    outcome: Outcome,
    gross: i128,
    net: i128,
    approved: i128,
    paid: i128,
    outstanding: i128,
    overpaid: i128,
    withheld: Option<Day>,
}

/// The lines of somebody, the use of caps, and the services without money.
type Answer = (Vec<Line>, BTreeMap<(String, i32), i128>, Vec<Service>);

fn of_engine(item: &Item) -> Line {
    let outcome = match item.outcome {
        position::Outcome::Due => Outcome::Due,
        position::Outcome::Refused(_) => Outcome::Refused,
        position::Outcome::Undetermined(_) => Outcome::Undetermined,
        position::Outcome::NotNamed => Outcome::NotNamed,
        position::Outcome::MissedCall => Outcome::MissedCall,
        position::Outcome::NoGoverningPolicy(_) => Outcome::NoGoverningPolicy,
        position::Outcome::FactGone => Outcome::FactGone,
    };
    let gone = outcome == Outcome::FactGone;
    let told = matches!(outcome, Outcome::Due | Outcome::MissedCall);
    Line {
        grant: item.grant_id.to_string(),
        matter: item.matter.to_string(),
        year: if gone { 0 } else { item.fact_year },
        day: Some(item.day).filter(|_| !gone),
        outcome,
        gross: if told { item.gross.get() } else { 0 },
        net: item.net.get(),
        approved: item.approved.get(),
        paid: item.paid.get(),
        outstanding: item.outstanding.get(),
        overpaid: item.overpaid.get(),
        withheld: item.withheld_since,
    }
}

/// What the engine says about everybody.
pub(super) fn positions(events: Vec<Event>, readings: &Readings, on: Day) -> Vec<Position> {
    let timeline = Timeline::build(&CATALOGUE, events);
    let mut program = POLICY.program(&CATALOGUE, &readings.choices()).unwrap_or_else(|error| panic!("{error:?}"));
    program.amend("changping-2025-8", &amendments(&timeline));
    let engine = Engine::new(&timeline, &program, &WORDS, on);
    timeline.subjects().iter().map(|subject| engine.position(*subject)).collect()
}

/// What later documents say of the parameters, as a ledger would read it.
pub(super) fn amendments(timeline: &Timeline) -> Vec<Amendment> {
    let kind = CATALOGUE.type_id_of("policy.amended").unwrap_or_else(|| panic!("no amendments"));
    let field = |name| CATALOGUE.field(kind, name).unwrap_or_else(|| panic!("no {name}"));
    let [path, value, unit, from] = ["path", "value", "unit", "from"].map(field);
    let amendment = |fact: &Fact| {
        let text = |field| fact.record.get(field).text().map(Into::into);
        Some(Amendment {
            path: text(path)?,
            from: fact.record.get(from).day()?,
            value: text(value)?,
            unit: text(unit)?,
        })
    };
    timeline.of_kind(kind).filter_map(amendment).collect()
}

fn engine_answers(events: Vec<Event>, readings: &Readings, on: Day) -> BTreeMap<Uscc, Answer> {
    let answer = |position: Position| {
        let mut lines: Vec<Line> = position.items.iter().map(of_engine).collect();
        lines.sort();
        let known = |name: &str| CAPS.iter().any(|(cap, ..)| *cap == name);
        let used = position.caps.iter().filter(|cap| cap.used.is_positive() && known(&cap.name));
        let caps = used.map(|cap| ((cap.name.to_string(), cap.year), cap.used.get())).collect();
        let mut services: Vec<Service> = position.duties.iter().map(Service::of_engine).collect();
        services.sort();
        (position.subject, (lines, caps, services))
    };
    positions(events, readings, on).into_iter().map(answer).collect()
}

fn plain_answer(world: &World, subject: Uscc) -> Answer {
    let (cases, caps) = world.settled(subject);
    let line = |case: &super::case::Case| Line {
        grant: case.grant.clone(),
        matter: case.matter.clone(),
        year: if case.outcome == Outcome::FactGone { 0 } else { case.year },
        day: Some(case.day).filter(|_| case.outcome != Outcome::FactGone),
        outcome: case.outcome,
        gross: case.gross,
        net: case.net,
        approved: case.approved,
        paid: case.paid,
        outstanding: case.outstanding,
        overpaid: case.overpaid,
        withheld: case.withheld,
    };
    let mut lines: Vec<Line> = cases.iter().map(line).collect();
    lines.sort();
    let used = caps.into_iter().filter(|(_, used)| *used > 0);
    let caps = used.map(|((name, year), used)| ((name.to_owned(), year), used)).collect();
    (lines, caps, world.services(subject))
}

/// The first enterprise about whom the two differ, told in full.
fn difference(events: &[Event], readings: &Readings, on: Day) -> Option<String> {
    let world = World::new(events, readings.clone(), on);
    for (subject, (lines, caps, services)) in engine_answers(events.to_vec(), readings, on) {
        let (plain_lines, plain_caps, plain_services) = plain_answer(&world, subject);
        if lines == plain_lines && caps == plain_caps && services == plain_services {
            continue;
        }
        let only = |these: &[Line], those: &[Line]| -> Vec<String> {
            these.iter().filter(|line| !those.contains(line)).map(|line| format!("  {line:?}")).collect()
        };
        let facts: Vec<String> = events.iter().map(told).collect();
        return Some(format!(
            "{subject} on {on} under {readings:?}
engine only:
{}
plain only:
{}
caps: {caps:?}
plain: {plain_caps:?}
services: {services:?}
plain: {plain_services:?}
events:
{}",
            only(&lines, &plain_lines).join(
                "
"
            ),
            only(&plain_lines, &lines).join(
                "
"
            ),
            facts.join(
                "
"
            ),
        ));
    }
    None
}

fn told(event: &Event) -> String {
    format!("  {} {} {} {:?}", event.position.0, event.occurred_on, event.kind, event.body)
}

fn ask(history: &History, readings: &Readings) -> Option<String> {
    let mut events = tell(history);
    events.truncate(events.len().saturating_sub(history.unknown));
    difference(&events, readings, late(history.on.0, history.on.1))
}

#[test]
fn over_the_made_up_district() {
    for on in ["2027-06-30", "2030-12-31"] {
        let found = difference(&crate::district::EVENTS, &Readings::default(), crate::story::day(on));
        assert!(found.is_none(), "{}", found.unwrap_or_default().chars().take(4000).collect::<String>());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: CASES, ..ProptestConfig::default() })]

    #[test]
    fn under_the_suggested_readings(history in history()) {
        let found = ask(&history, &Readings::default());
        prop_assert!(found.is_none(), "{}", found.unwrap_or_default());
    }

    /// Items of one year under several caps: by the day of each fact, or as several years are paid in one.
    #[test]
    fn under_caps_that_change_inside_a_year(history in crowded(), by_payment in any::<bool>()) {
        let mut readings = Readings::default();
        let (id, option) = if by_payment { ("R23.2", "payment_year") } else { ("R23.1", "fact_day") };
        readings.0.insert(id.to_owned(), option.to_owned());
        let found = ask(&history, &readings);
        prop_assert!(found.is_none(), "{}", found.unwrap_or_default());
    }

    #[test]
    fn under_any_readings_of_the_same_articles((history, readings) in themed()) {
        let found = ask(&history, &readings);
        prop_assert!(found.is_none(), "{}", found.unwrap_or_default());
    }

    #[test]
    fn under_any_readings(history in history(), readings in readings()) {
        let found = ask(&history, &readings);
        prop_assert!(found.is_none(), "{}", found.unwrap_or_default());
    }
}
