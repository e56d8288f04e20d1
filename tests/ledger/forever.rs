//! What a released version of a type wrote is read for ever.
//!
//! `tests/formats/types/ledger.jsonl` is a ledger that grew: it begins as a new ledger began when the first versions were released, has the
//! story of the examples, and an event of every version that was released since. No line of it ever changes. `expected.txt` says of each
//! event what its leaf is and what its body says, read by the versions there were when it was written, and what was due at the end of
//! the story.

use super::history::{NOW, export, through};
use super::{append, ledger_as_of, migrating};
use crate::story::day;
use qizhang::event::{
    Body, Catalogue, Declaration, Event, FieldKind, Format, Parts, Query, Record, Slot, canonical_json, encode,
};
use qizhang::ledger::{FixedClock, KnownAt, Ledger, Question, Scope};
use qizhang::proof::leaf_digest;
use qizhang::store::{MemoryStore, ReadOptions, Store, Stored};
use qizhang::value::{Day, Digest, EventId, Instant, Position, TypeName};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// The end of the story; what is due is asked as known there.
const STORY: u64 = 196;
/// A body longer than this is told by its digest.
const SHOWN: usize = 400;
/// When the later lines were recorded.
const AT: &str = "2026-11-30T09:00:00.000+08:00";

/// Versions of types.
type Versions = Vec<(String, u16)>;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats/types")
}

fn read(path: impl AsRef<Path>) -> String {
    std::fs::read_to_string(path.as_ref()).unwrap_or_else(|error| panic!("{}: {error}", path.as_ref().display()))
}

fn own(path: &str) -> String {
    read(Path::new(env!("CARGO_MANIFEST_DIR")).join(path))
}

/// The released versions, by name and version.
fn released() -> Versions {
    let pinned: BTreeMap<String, String> = serde_json::from_str(&own("events/lock.json")).unwrap();
    let named = pinned.keys().map(|entry| entry.split_once('/').unwrap());
    named.map(|(name, version)| (name.to_owned(), version.parse().unwrap())).collect()
}

/// The versions that lines have an event of, and those they register.
fn written(lines: &str) -> (Versions, Versions) {
    let (mut used, mut registered) = (Vec::new(), Vec::new());
    let version = |value: &Value| u16::try_from(value.as_u64().unwrap()).unwrap();
    for line in lines.lines() {
        let line: Value = serde_json::from_str(line).unwrap();
        let (name, data) = (line["type"].as_str().unwrap().to_owned(), &line["data"]);
        if name == "event_type.registered" {
            registered.push((data["name"].as_str().unwrap().to_owned(), version(&data["version"])));
        }
        used.push((name, version(&line["version"])));
    }
    (used, registered)
}

fn missing(lines: &str) -> Versions {
    let (used, _) = written(lines);
    released().into_iter().filter(|one| !used.contains(one)).collect()
}

/// The ledger of some lines.
fn opened(lines: &str) -> (Ledger, Vec<Stored>) {
    let store = MemoryStore::new();
    Ledger::bring_in(&store, lines.as_bytes(), "ledger.jsonl")
        .unwrap_or_else(|error| panic!("{:?}", error.complaint()));
    let mut events = Vec::new();
    store
        .read(&Query::all(), ReadOptions::default(), &mut |stored| {
            events.push(stored.keep());
            true
        })
        .unwrap();
    let clock = Box::new(FixedClock(Instant::parse(NOW).unwrap()));
    (Ledger::over(Box::new(store), clock).unwrap(), events)
}

/// The one spelling of a value; absent ones are not told.
fn spelled(slot: &Slot, kind: &FieldKind) -> Option<String> {
    Some(match slot {
        Slot::Absent => return None,
        Slot::Text(text) => text.to_string(),
        Slot::Whole(number) => number.to_string(),
        Slot::Flag(flag) => flag.to_string(),
        Slot::Money(fen) => fen.to_yuan(),
        Slot::Percent(ratio) => ratio.percent(),
        Slot::Day(day) => day.to_string(),
        Slot::Period(period) => period.to_string(),
        Slot::Code(code) => code.to_string(),
        Slot::Standard(number) => number.as_str().to_owned(),
        Slot::Id(id) => id.to_string(),
        Slot::Digest(digest) => digest.to_string(),
        Slot::Rows(rows) => {
            let FieldKind::Rows { fields, .. } = kind else { panic!("rows where none are declared") };
            let row = |row: &Record| {
                let each = fields
                    .iter()
                    .enumerate()
                    .filter_map(|(at, field)| Some(format!("{}={}", field.name, spelled(row.get(at), &field.kind)?)));
                each.collect::<Vec<_>>().join(" ")
            };
            format!("[{}]", rows.iter().map(row).collect::<Vec<_>>().join("; "))
        }
    })
}

fn told(catalogue: &Catalogue, event: &Event) -> String {
    let said = match &event.body {
        Body::Typed(kind, record) => {
            let fields = catalogue.declaration(*kind).fields.iter().enumerate();
            let each = fields
                .filter_map(|(at, field)| Some(format!("{}={}", field.name, spelled(record.get(at), &field.kind)?)));
            each.collect::<Vec<_>>().join(" ")
        }
        Body::Corrected(own) => format!("event={} data={} reason={}", own.event, own.data, own.reason),
        Body::Raw(text) => panic!("{} is not read: {text}", event.kind),
    };
    let said = said.replace('\n', "⏎");
    if said.chars().count() > SHOWN { format!("sha256 {}", Digest::of(said.as_bytes())) } else { said }
}

/// The declarations that the lines register, by name.
fn declared(events: &[Stored]) -> Vec<Declaration> {
    let texts = events.iter().filter(|stored| stored.kind.as_str() == "event_type.registered").map(|stored| {
        let line: Value = serde_json::from_slice(&stored.bytes).unwrap();
        line["data"]["text"].as_str().unwrap().to_owned()
    });
    texts.map(|text| Declaration::parse(&text).unwrap_or_else(|error| panic!("{error:?}"))).collect()
}

fn page(lines: &str) -> String {
    let (ledger, events) = opened(lines);
    let declared = declared(&events);
    let newest = ledger.catalogue();
    let mut page = String::new();
    for stored in &events {
        let line: Value = serde_json::from_slice(&stored.bytes).unwrap();
        let version = line["version"].as_u64().unwrap();
        let known = |one: &&Declaration| one.name == stored.kind && u64::from(one.version) <= version;
        let then = Catalogue::new(declared.iter().filter(known).cloned().collect()).unwrap();
        let event =
            Event::decode(&then, stored.position, &stored.bytes).unwrap_or_else(|refusal| panic!("{refusal:?}"));
        let now =
            Event::decode(&newest, stored.position, &stored.bytes).unwrap_or_else(|refusal| panic!("{refusal:?}"));
        assert!(!matches!(now.body, Body::Raw(_)), "{}", stored.kind);
        let leaf = leaf_digest(&stored.kind, &stored.tags, &stored.bytes);
        let _ = writeln!(page, "{}\t{}/{version}\t{leaf}\t{}", stored.position, stored.kind, told(&then, &event));
    }
    page
}

/// What was due to everybody at the end of the story.
fn due(lines: &str) -> String {
    let (ledger, _) = opened(lines);
    let mut page = String::new();
    for on in ["2026-12-31", "2027-12-31", "2030-12-31"] {
        let horizon = ledger.horizon(Some(day(on)), KnownAt::Position(Position(STORY))).unwrap();
        let world = ledger.world(&Question { horizon, scope: Scope::All, reads: Vec::new() }).unwrap();
        let engine = world.engine();
        for subject in world.timeline.subjects() {
            for item in engine.position(*subject).items {
                let (gross, net, left) = (item.gross.to_yuan(), item.net.to_yuan(), item.outstanding.to_yuan());
                let _ = writeln!(page, "{on}\t{subject}\t{}\t{}\t{gross}\t{net}\t{left}", item.article, item.matter);
            }
        }
    }
    page
}

/// A ledger of the story, as it begins.
fn begun() -> String {
    let ledger = ledger_as_of(NOW, Some("2020-01-01"));
    let story: Vec<String> = own("docs/examples/first.jsonl").lines().map(str::to_owned).collect();
    append(&ledger, migrating(), &story);
    assert_eq!(ledger.head(), Position(STORY));
    String::from_utf8(export(&ledger, ledger.head()).0).unwrap()
}

fn id(number: usize) -> String {
    format!("019b7600-0000-7000-8000-{number:012x}")
}

/// The line of an event.
fn line(number: usize, kind: &str, version: u16, on: &str, data: &Value) -> String {
    encode(&Parts {
        data: &canonical_json(data).unwrap(),
        evidence: &[],
        id: EventId::parse(&id(number)).unwrap(),
        note: None,
        occurred_on: Day::parse(on).unwrap(),
        recorded_at: Instant::parse(AT).unwrap(),
        recorded_by: "archive",
        kind: &TypeName::parse(kind).unwrap(),
        version,
    })
}

/// Of an example that says the most, the same with ids of events that are there.
fn example(declaration: &Declaration, lines: &str) -> Value {
    let most = |body: &&Value| body.as_object().map_or(0, serde_json::Map::len);
    let mut body = declaration.examples.iter().max_by_key(most).unwrap().clone();
    let earlier = |kind: &str| {
        let line = lines.lines().find(|line| line.contains(&format!("\"type\":\"{kind}\"")));
        serde_json::from_str::<Value>(line.unwrap_or_else(|| panic!("{kind}"))).unwrap()
    };
    let spoken_of = match declaration.name.as_str() {
        "fact.corrected" => earlier("cultivation_list.entered"),
        "fact.retracted" => earlier("cultivation_list.exited"),
        _ => earlier("enterprise.registered"),
    };
    for field in &declaration.fields {
        if matches!(field.kind, FieldKind::Text { format: Format::Uuid, .. }) && body.get(&field.name).is_some() {
            body[&field.name] = spoken_of["id"].clone();
        }
    }
    if declaration.name.as_str() == "fact.corrected" {
        body["data"] = spoken_of["data"].clone();
        body.as_object_mut().unwrap().remove("occurred_on");
    }
    body
}

/// With `QIZHANG_FREEZE=1`: adds what is missing, and changes no line that is there.
fn freeze() {
    let path = folder().join("ledger.jsonl");
    let mut lines = if path.exists() { read(&path) } else { begun() };
    for (name, version) in missing(&lines) {
        let text = own(&format!("events/types/{name}/{version}.json"));
        let declaration = Declaration::parse(&text).unwrap();
        if !written(&lines).1.contains(&(name.clone(), version)) {
            let data = json!({"name": name, "version": version, "digest": Digest::of(text.as_bytes()).to_string(), "text": text});
            let number = lines.lines().count() + 1;
            lines = format!("{lines}{}\n", line(number, "event_type.registered", 1, "2026-11-30", &data));
        }
        let body = example(&declaration, &lines);
        let day =
            declaration.occurred_on.and_then(|field| body[&declaration.fields[field].name].as_str().map(str::to_owned));
        let number = lines.lines().count() + 1;
        lines = format!("{lines}{}\n", line(number, &name, version, day.as_deref().unwrap_or("2026-11-01"), &body));
    }
    std::fs::write(&path, &lines).unwrap();
    let expected = folder().join("expected.txt");
    let before = if expected.exists() { read(&expected) } else { String::new() };
    let now = page(&lines);
    assert!(now.starts_with(&before), "what is frozen does not change");
    std::fs::write(&expected, now).unwrap();
    if !folder().join("due.txt").exists() {
        std::fs::write(folder().join("due.txt"), due(&lines)).unwrap();
    }
}

#[test]
fn an_old_ledger_opens_for_ever() {
    if option_env!("QIZHANG_FREEZE").is_some() {
        freeze();
    }
    let lines = read(folder().join("ledger.jsonl"));
    let (expected, now) = (read(folder().join("expected.txt")), page(&lines));
    for (expected, now) in expected.lines().zip(now.lines()) {
        assert_eq!(expected, now, "an event that was recorded reads differently now");
    }
    assert_eq!(expected.lines().count(), now.lines().count());
    assert_eq!(read(folder().join("due.txt")), due(&lines), "what was due then is another amount now");
    let (again, _, head) = through(lines.as_bytes());
    assert!(again == lines.as_bytes(), "written out, it is the same to the byte");
    assert_eq!(head.0, u64::try_from(lines.lines().count()).unwrap());
}

#[test]
fn every_released_version_has_an_event_in_it() {
    let missing = missing(&read(folder().join("ledger.jsonl")));
    assert!(
        missing.is_empty(),
        "tests/formats/types has no event of {missing:?}. A released version is read for ever, so add one and keep it: \
         touch tests/main.rs; QIZHANG_FREEZE=1 cargo test --locked --test all old_ledger; then review and commit the lines that were added"
    );
}
