//! What is known of everybody, moved on by what was recorded since, is what would be made anew.

use super::{ledger_as_of, migrating, try_append};
use crate::district::EVENTS;
use crate::story::{CATALOGUE, day, nth_code};
use proptest::prelude::*;
use qizhang::event::{Body, Event, Known};
use qizhang::explain::{Superseded, Telling};
use qizhang::ledger::{Horizon, KnownAt, Question, Scope, Served, World};
use qizhang::timeline::Timeline;
use qizhang::value::{Digest, EventId, Lang, Uscc};
use serde_json::{Value, json};
use std::collections::BTreeSet;

const AT: &str = "2026-02-01T10:00:00.000+08:00";
const ON: &str = "2026-12-31";

/// The event that a correction or a retraction speaks of.
fn target(event: &Event) -> Option<EventId> {
    match &event.body {
        Body::Corrected(correction) => Some(correction.event),
        Body::Typed(kind, record) if Known::of(&event.kind) == Some(Known::FactRetracted) => {
            record.get(CATALOGUE.field(*kind, "event")?).id()
        }
        _ => None,
    }
}

/// The events behind a place, with the whole family of each fact they speak of.
fn families(events: &[Event], since: usize) -> Vec<Event> {
    let mut wanted: BTreeSet<EventId> = events[since..].iter().filter_map(target).collect();
    loop {
        let more = |event: &&Event| {
            let spoken = target(event);
            wanted.contains(&event.id) || spoken.is_some_and(|spoken| wanted.contains(&spoken))
        };
        let found = events.iter().filter(more).flat_map(|event| [Some(event.id), target(event)]).flatten();
        let all: BTreeSet<EventId> = found.chain(wanted.iter().copied()).collect();
        if all.len() == wanted.len() {
            let own = |(at, event): &(usize, &Event)| *at >= since || wanted.contains(&event.id);
            return events.iter().enumerate().filter(own).map(|(_, event)| event.clone()).collect();
        }
        wanted = all;
    }
}

/// What somebody records.
#[derive(Debug, Clone, Copy)]
enum Act {
    Registered(u32),
    Listed(u32),
    Certified(u32),
    Renamed(u32),
    Recoded(u32, u32),
    /// Of an earlier event: another subject, another day.
    Corrected(usize, u32, i64),
    Retracted(usize),
    Decided(bool),
    Amended(u32),
    /// A type of its own, and an event of it.
    Declared,
    Visited(u32),
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        2 => (1..6_u32).prop_map(Act::Registered),
        4 => (1..6_u32).prop_map(Act::Listed),
        3 => (1..6_u32).prop_map(Act::Certified),
        2 => (1..6_u32).prop_map(Act::Renamed),
        1 => (1..6_u32, 6..9_u32).prop_map(|(old, new)| Act::Recoded(old, new)),
        5 => (any::<usize>(), 1..6_u32, 0..60_i64).prop_map(|(at, who, days)| Act::Corrected(at, who, days)),
        4 => any::<usize>().prop_map(Act::Retracted),
        1 => any::<bool>().prop_map(Act::Decided),
        1 => (1..5_u32).prop_map(Act::Amended),
        1 => Just(Act::Declared),
        2 => (1..6_u32).prop_map(Act::Visited),
    ]
}

/// A ledger that is written to act by act.
struct Told {
    served: Served,
    /// Of each event what its fact is: it may be a correction of it.
    events: Vec<(String, &'static str)>,
}

fn visit() -> String {
    let title = |name: &str| json!({"zh": name, "en": name});
    let code = json!({"type": "string", "format": "uscc", "x-title": title("来访")});
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "urn:qizhang:event:visit.made:1",
        "title": "visit.made", "type": "object", "x-title": title("走访"), "x-tags": {"uscc": "enterprise"},
        "properties": {"uscc": code}, "required": ["uscc"], "additionalProperties": false,
        "examples": [{"uscc": nth_code(1)}]
    })
    .to_string()
}

fn body(kind: &str, who: u32, number: usize) -> Value {
    let code = nth_code(who);
    match kind {
        "enterprise.registered" => {
            json!({"uscc": code, "name": format!("公司{number}"), "kind": "enterprise", "district": "昌平区"})
        }
        // The same content again and again: facts that say the same stand as they were recorded.
        "cultivation_list.entered" => json!({"uscc": code, "list_no": format!("L{}", number % 3)}),
        "hightech.certified" => {
            json!({"uscc": code, "cert_no": format!("GR{number}"), "issued_on": "2025-12-01", "track": "ordinary"})
        }
        "enterprise.renamed" => json!({"uscc": code, "old_name": "前名", "new_name": format!("新名{number}")}),
        _ => json!({"uscc": code}),
    }
}

impl Told {
    fn begun() -> Self {
        Self { served: Served::new(ledger_as_of("2026-03-01T09:00:00+08:00", Some("2020-01-01"))), events: Vec::new() }
    }

    /// What is known, made anew.
    fn anew(&self, scope: Scope) -> World {
        let question = Question { horizon: self.horizon(), scope, reads: Vec::new() };
        self.served.ledger().unwrap().world(&question).unwrap_or_else(|error| panic!("{error:?}"))
    }

    fn horizon(&self) -> Horizon {
        self.served.ledger().unwrap().horizon(Some(day(ON)), KnownAt::Head).unwrap()
    }

    /// Records what can be recorded; what is refused was not.
    fn act(&mut self, act: Act) {
        let number = self.events.len() + 1;
        let at = |at: usize| self.events.get(at % self.events.len().max(1)).cloned();
        let (kind, days, data) = match act {
            Act::Registered(who) => ("enterprise.registered", 0, body("enterprise.registered", who, number)),
            Act::Listed(who) => ("cultivation_list.entered", 3, body("cultivation_list.entered", who, number)),
            Act::Certified(who) => ("hightech.certified", 334, body("hightech.certified", who, number)),
            Act::Renamed(who) => ("enterprise.renamed", 9, body("enterprise.renamed", who, number)),
            Act::Recoded(old, new) => {
                ("enterprise.recoded", 12, json!({"old_uscc": nth_code(old), "uscc": nth_code(new)}))
            }
            Act::Corrected(target, who, days) => {
                let Some((id, root)) = at(target) else { return };
                let data = body(root, who, number);
                let mut corrected = json!({"event": id, "data": data, "reason": "录错"});
                if root != "hightech.certified" {
                    corrected["occurred_on"] = json!(day("2025-01-01").plus_days(days).to_string());
                }
                return self.record(root, "fact.corrected", 40, corrected);
            }
            Act::Retracted(target) => {
                let Some((id, root)) = at(target) else { return };
                return self.record(root, "fact.retracted", 41, json!({"event": id, "reason": "误录"}));
            }
            Act::Decided(first) => {
                let option = if first { "new_list_new_first" } else { "across_documents" };
                ("reading.decided", 20, json!({"reading": "R4.1", "option": option, "document": "示例"}))
            }
            Act::Amended(amount) => {
                let path = "第四条/首次入库/金额";
                let data = json!({"policy": "changping-2025-8", "path": path, "value": format!("{amount}万元"), "unit": "yuan", "from": "2026-01-01", "document": "示例"});
                ("policy.amended", 21, data)
            }
            Act::Declared => {
                let text = visit();
                let digest = Digest::of(text.as_bytes()).to_string();
                let data = json!({"name": "visit.made", "version": 1, "digest": digest, "text": text});
                ("event_type.registered", 22, data)
            }
            Act::Visited(who) => ("visit.made", 23, body("visit.made", who, number)),
        };
        self.record(kind, kind, days, data);
    }

    fn record(&mut self, root: &'static str, kind: &str, days: i64, data: Value) {
        let id = format!("01970000-0000-7000-8000-{:012x}", self.events.len() + 1);
        let on = day("2025-01-01").plus_days(days).to_string();
        let line =
            json!({"id": id, "type": kind, "occurred_on": on, "recorded_at": AT, "recorded_by": "clerk", "data": data});
        let (_, rejected) = try_append(self.served.clock(), migrating(), &[line.to_string()]).unwrap();
        if rejected.is_empty() {
            self.events.push((id, root));
        }
    }
}

fn assert_same(moved: &World, anew: &World) -> Result<(), TestCaseError> {
    prop_assert!(moved.timeline == anew.timeline, "the facts differ");
    prop_assert_eq!(&moved.program, &anew.program);
    prop_assert_eq!(&moved.issued, &anew.issued);
    prop_assert_eq!(&moved.decided, &anew.decided);
    prop_assert_eq!(&moved.texts, &anew.texts);
    prop_assert_eq!((moved.horizon, moved.root), (anew.horizon, anew.root));
    let (engine, other) = (moved.engine(), anew.engine());
    for subject in anew.timeline.subjects() {
        prop_assert_eq!(engine.position(*subject), other.position(*subject));
    }
    Ok(())
}

/// What a page tells about a subject is what a command tells, which reads the log.
fn assert_about(told: &Told, code: Uscc) -> Result<(), TestCaseError> {
    let horizon = told.horizon();
    let code = told.served.subject(code.as_str(), horizon.known).unwrap();
    prop_assert_eq!(code, told.served.ledger().unwrap().subject(code.as_str(), horizon.known).unwrap());
    let (world, position) = told.served.about(code, horizon, &[]).unwrap();
    let anew = told.anew(Scope::Subject(code));
    prop_assert_eq!(&position, &anew.position(code));
    let ledger = told.served.ledger().unwrap();
    let superseded = [told.served.superseded(code, &world).unwrap(), ledger.superseded(code, &anew).unwrap()];
    let file = |world: &World, superseded: &[Superseded]| {
        let file = world.file(&position, Telling { superseded, only: None }).unwrap();
        (file.render(Lang::Zh), file.render(Lang::En))
    };
    prop_assert_eq!(file(&world, &superseded[0]), file(&anew, &superseded[1]));
    Ok(())
}

/// What came in more portions than are looked through one by one is looked through together, and nothing of it is lost.
#[test]
fn a_fact_of_each_of_many_small_portions_is_found() {
    let mut told = Told::begun();
    told.act(Act::Registered(1));
    for portion in 0..60 {
        told.served.everybody(told.horizon(), &[]).unwrap();
        told.act(if portion % 2 == 0 { Act::Certified(1) } else { Act::Retracted(portion) });
    }
    let world = told.served.everybody(told.horizon(), &[]).unwrap();
    let code = Uscc::parse(&nth_code(1)).unwrap();
    assert_eq!(told.served.superseded(code, &world).unwrap().len(), 30);
    assert_about(&told, code).unwrap_or_else(|error| panic!("{error}"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// Whatever is recorded, in whatever portions it comes.
    #[test]
    fn a_world_that_moved_on_is_the_one_made_anew(
        begun in prop::collection::vec(act(), 1..20),
        portions in prop::collection::vec(prop::collection::vec(act(), 0..6), 1..8),
    ) {
        let mut told = Told::begun();
        for act in begun {
            told.act(act);
        }
        told.served.everybody(told.horizon(), &[]).unwrap();
        for portion in portions {
            for act in portion {
                told.act(act);
            }
            let horizon = told.horizon();
            let anew = told.anew(Scope::All);
            // Whether or not everybody's facts were moved on by then.
            for code in anew.timeline.subjects().iter().step_by(2) {
                assert_about(&told, *code)?;
            }
            assert_same(&told.served.everybody(horizon, &[]).unwrap(), &anew)?;
            for code in anew.timeline.subjects() {
                assert_about(&told, *code)?;
            }
        }
    }

    /// A district, cut anywhere twice: with its corrections and retractions.
    #[test]
    fn facts_that_moved_on_are_those_of_all_events(cut in any::<prop::sample::Index>(), length in 0..4_000_usize) {
        let since = cut.index(EVENTS.len());
        let events = &EVENTS[..since.saturating_add(length).min(EVENTS.len())];
        let before = Timeline::build(&CATALOGUE, events[..since].to_vec());
        let anew = Timeline::build(&CATALOGUE, events.to_vec());
        let recoded = |event: &Event| Known::of(&event.kind) == Some(Known::SubjectRecoded);
        let own = families(events, since);
        let changes = own.iter().any(recoded);
        match before.moved_on(&CATALOGUE, own) {
            Some(moved) => prop_assert!(moved == anew && !changes),
            None => prop_assert!(changes),
        }
    }

    /// The same district, looked at from its end and as it was known at any place.
    #[test]
    fn facts_that_moved_back_are_those_of_the_events_known(cut in any::<prop::sample::Index>()) {
        let until = cut.index(EVENTS.len());
        let (known, later) = EVENTS.split_at(until);
        let now = Timeline::build(&CATALOGUE, EVENTS.to_vec());
        let touched: BTreeSet<EventId> = families(&EVENTS, until).iter().map(|event| event.id).collect();
        let own: Vec<Event> = known.iter().filter(|event| touched.contains(&event.id)).cloned().collect();
        let recoded = |event: &Event| Known::of(&event.kind) == Some(Known::SubjectRecoded);
        let changes = own.iter().chain(later).any(recoded);
        match now.moved_back(&CATALOGUE, |fact| !touched.contains(&fact.id), own) {
            Some(moved) => prop_assert!(moved == Timeline::build(&CATALOGUE, known.to_vec())),
            None => prop_assert!(changes),
        }
    }
}
