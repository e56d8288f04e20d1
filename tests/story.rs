//! A ledger in a few lines, for tests that speak of one enterprise: facts go through the same door as everywhere.

use qizhang::event::{Attachment, Body, Catalogue, Declaration, Draft, Event, Stamp, admit};
use qizhang::explain::{Case, Decisions, Supposed, Texts};
use qizhang::policy::{Choices, Policy, Program, ReadingId};
use qizhang::position::{Engine, FactRef, Item, Position, Vocabulary, evaluate};
use qizhang::timeline::Timeline;
use qizhang::value::{Day, Digest, EventId, Fen, Instant, Position as Place, Uscc};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, LazyLock};

/// The enterprise most stories are about.
pub(crate) const ENTERPRISE: &str = "91110108551385082Q";
/// A carrier.
pub(crate) const CARRIER: &str = "91110000802100433B";

/// Every declared type.
pub(crate) static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| {
    Catalogue::new(declarations()).unwrap_or_else(|error| panic!("the catalogue does not load: {error:?}"))
});

/// The same, as worlds share it.
static SHARED: LazyLock<Arc<Catalogue>> = LazyLock::new(|| Arc::new(CATALOGUE.clone()));

/// No position was asked for under another reading yet.
pub(crate) fn nothing_supposed() -> Supposed {
    Supposed::new(Arc::default(), Arc::clone(&SHARED))
}

/// The policy under test.
pub(crate) static POLICY: LazyLock<Policy> = LazyLock::new(|| {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("events/policies/changping-2025-8.toml");
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("no policy: {error}"));
    Policy::parse(&text).unwrap_or_else(|error| panic!("{}: {error:?}", place(&text, error.span.start)))
});

/// Every document there is: the one before, the one under test, and a sample of another district.
pub(crate) static DOCUMENTS: LazyLock<Vec<Policy>> = LazyLock::new(|| {
    let files = ["changping-2024-5.toml", "changping-2025-8.toml", "samples/fengtai-sample.toml"];
    let read = |name: &str| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("events/policies").join(name);
        let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("no policy {name}: {error}"));
        Policy::parse(&text).unwrap_or_else(|error| panic!("{name}: {}: {error:?}", place(&text, error.span.start)))
    };
    files.into_iter().map(read).collect()
});

/// The procedure, as every position reads it.
pub(crate) static WORDS: LazyLock<Vocabulary> =
    LazyLock::new(|| Vocabulary::new(&CATALOGUE).unwrap_or_else(|error| panic!("{error:?}")));

/// Line and column of a byte.
pub(crate) fn place(text: &str, byte: usize) -> String {
    let before = &text[..byte];
    let line = before.matches('\n').count() + 1;
    format!("line {line}, column {}", before.chars().rev().take_while(|c| *c != '\n').count() + 1)
}

/// Every declaration of the tree.
pub(crate) fn declarations() -> Vec<Declaration> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("events/types");
    let mut files = Vec::new();
    for folder in std::fs::read_dir(root).unwrap_or_else(|error| panic!("{error}")) {
        let folder = folder.unwrap_or_else(|error| panic!("{error}")).path();
        files.extend(std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()));
    }
    files.sort();
    let read = |path: &std::path::PathBuf| {
        let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{error}"));
        Declaration::parse(&text).unwrap_or_else(|error| panic!("{}: {error:?}", path.display()))
    };
    files.iter().map(read).collect()
}

/// A day, or the test is wrong.
pub(crate) fn day(text: &str) -> Day {
    Day::parse(text).unwrap_or_else(|| panic!("{text} is a day"))
}

/// A code, or the test is wrong.
pub(crate) fn code(text: &str) -> Uscc {
    Uscc::parse(text).unwrap_or_else(|error| panic!("{text}: {error:?}"))
}

/// Valid codes for as many enterprises as a story needs.
pub(crate) fn nth_code(number: u32) -> String {
    const ALPHABET: &[u8] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
    let body = format!("91110114{number:08}");
    let digits: Vec<u32> = body.bytes().skip(8).map(|b| u32::from(b - b'0')).collect();
    let sum: u32 = [3, 7, 9, 10, 5, 8, 4, 2].iter().zip(&digits).map(|(w, d)| w * d).sum();
    let check = match 11 - sum % 11 {
        10 => 'X',
        11 => '0',
        digit => char::from_digit(digit, 10).unwrap_or('0'),
    };
    let body = format!("{body}{check}");
    let (mut weight, mut sum) = (1, 0);
    for byte in body.bytes() {
        sum += ALPHABET.iter().position(|b| *b == byte).unwrap_or(0) * weight;
        weight = weight * 3 % 31;
    }
    format!("{body}{}", char::from(ALPHABET[(31 - sum % 31) % 31]))
}

/// A ledger being told.
#[derive(Clone, Default)]
pub(crate) struct Story {
    events: Vec<Event>,
    choices: Choices,
    /// Whether all documents answer, and not only the one under test.
    all: bool,
}

impl Story {
    /// A story about [`ENTERPRISE`], registered in the district long ago.
    pub(crate) fn new() -> Self {
        Self::default().registered(ENTERPRISE, "enterprise")
    }

    /// Registers somebody in the district.
    pub(crate) fn registered(self, uscc: &str, kind: &str) -> Self {
        let data = json!({"uscc": uscc, "name": "北京某某科技有限公司", "kind": kind, "district": "昌平区"});
        self.fact("2010-01-04", "enterprise.registered", data)
    }

    /// An ordinary high-tech certificate, recorded on the day it was issued.
    pub(crate) fn certified(self, number: &str, on: &str) -> Self {
        self.fact(on, "hightech.certified", json!({"cert_no": number, "issued_on": on, "track": "ordinary"}))
    }

    /// Adds a fact about [`ENTERPRISE`] (its code is filled in where the body has none), recorded the day it happened.
    pub(crate) fn fact(self, on: &str, kind: &str, data: Value) -> Self {
        let at = Instant::start_of(day(on)).to_string();
        self.recorded(&at, on, kind, data)
    }

    /// Adds a fact that was recorded at another moment.
    pub(crate) fn recorded(self, at: &str, on: &str, kind: &str, data: Value) -> Self {
        self.admitted(at, on, kind, data, &[])
    }

    /// Adds a fact that is not admitted without a document.
    pub(crate) fn evidenced(self, on: &str, kind: &str, data: Value, title: &str) -> Self {
        let document = json!({"title": title, "sha256": Digest::of(title.as_bytes()).to_string()});
        self.admitted(&Instant::start_of(day(on)).to_string(), on, kind, data, &[document])
    }

    fn admitted(mut self, at: &str, on: &str, kind: &str, mut data: Value, evidence: &[Value]) -> Self {
        let declared = CATALOGUE.type_id_of(kind).unwrap_or_else(|| panic!("no type {kind}"));
        if let (Some(body), true) = (data.as_object_mut(), CATALOGUE.field(declared, "uscc").is_some()) {
            body.entry("uscc").or_insert_with(|| json!(ENTERPRISE));
        }
        let number = self.events.len() as u64 + 1;
        let mut line = json!({"type": kind, "version": 1, "occurred_on": on, "data": data});
        if !evidence.is_empty() {
            line["evidence"] = json!(evidence);
        }
        let line = line.to_string();
        let draft = Draft::parse(&line).unwrap_or_else(|error| panic!("{line}: {error:?}"));
        let stamp = Stamp {
            id: Self::id(number),
            recorded_at: Instant::parse(at).unwrap_or_else(|| panic!("{at} is a moment")),
            recorded_by: Arc::from("clerk"),
            keep_unknown: false,
        };
        let (mut event, _) = admit(&CATALOGUE, draft, stamp).unwrap_or_else(|error| panic!("{line}: {error:?}"));
        event.position = Place(number);
        self.events.push(event);
        self
    }

    /// Attaches a document to the event told last.
    pub(crate) fn with_evidence(mut self, title: &str, uri: &str) -> Self {
        let attached = Attachment { title: title.into(), sha256: Digest::of(title.as_bytes()), uri: Some(uri.into()) };
        if let Some(event) = self.events.last_mut() {
            event.evidence = Arc::from([attached]);
        }
        self
    }

    /// The id of the n-th event, from 1.
    pub(crate) fn id(number: u64) -> EventId {
        let text = format!("01970000-0000-7000-8000-{number:012x}");
        EventId::parse(&text).unwrap_or_else(|| panic!("{text} is an id"))
    }

    /// The events told so far.
    pub(crate) fn events(&self) -> &[Event] {
        &self.events
    }

    /// The id of the event told last.
    pub(crate) fn last_id(&self) -> String {
        Self::id(self.events.len() as u64).to_string()
    }

    /// Flips a reading.
    pub(crate) fn read(mut self, reading: &str, option: &str) -> Self {
        let id = ReadingId(reading.into());
        let known = POLICY.readings.iter().find(|known| known.id == id).and_then(|known| known.option(option));
        assert!(known.is_some(), "{reading} has no option {option}");
        self.choices = self.choices.with(&id, option);
        self
    }

    /// Lets every document answer.
    pub(crate) fn under_all(mut self) -> Self {
        self.all = true;
        self
    }

    /// The documents that answer.
    fn policies(&self) -> &'static [Policy] {
        if self.all { &DOCUMENTS } else { std::slice::from_ref(&*POLICY) }
    }

    /// The compiled policies under the story's readings.
    pub(crate) fn program(&self) -> Program {
        let choices = vec![self.choices.clone(); self.policies().len()];
        Policy::joined(self.policies(), &CATALOGUE, &choices).unwrap_or_else(|error| panic!("{error:?}"))
    }

    /// The position of somebody, with everything known.
    pub(crate) fn position_of(&self, uscc: &str, on: &str) -> Position {
        self.known(uscc, on, "2099-12-31")
    }

    /// The position of somebody as known at the end of a day.
    pub(crate) fn known(&self, uscc: &str, on: &str, known: &str) -> Position {
        let until = Instant::end_of(day(known));
        let events = self.events.iter().filter(|event| event.recorded_at <= until).cloned().collect();
        let timeline = Timeline::build(&CATALOGUE, events);
        evaluate(&timeline, &self.program(), &WORDS, code(uscc), day(on))
    }

    /// The position of somebody as known at the end of a day, with everything it was computed from.
    pub(crate) fn told(&self, uscc: &str, on: &str, known: &str) -> Told {
        let until = Instant::end_of(day(known));
        let events: Vec<Event> = self.events.iter().filter(|event| event.recorded_at <= until).cloned().collect();
        let known = events.last().map_or(Place::ZERO, |event| event.position);
        let decided = vec![Self::decided(&events); self.policies().len()];
        let root = Digest::of(&known.0.to_be_bytes());
        let (program, timeline) = (self.program(), Timeline::build(&CATALOGUE, events));
        let position = evaluate(&timeline, &program, &WORDS, code(uscc), day(on));
        let policies = self.policies();
        Told {
            policies,
            program,
            timeline,
            position,
            decided,
            texts: BTreeMap::new(),
            supposed: nothing_supposed(),
            known,
            root,
        }
    }

    /// The readings that events decided.
    fn decided(events: &[Event]) -> Decisions {
        let decisions = events.iter().filter(|event| event.kind.as_str() == "reading.decided");
        let decision = |event: &Event| {
            let Body::Typed(kind, record) = &event.body else { return None };
            let said = |field: &str| record.get(CATALOGUE.field(*kind, field)?).text();
            let fact = FactRef { position: event.position, id: event.id, day: event.occurred_on };
            Some((ReadingId(said("reading")?.into()), (said("option")?.into(), fact)))
        };
        decisions.filter_map(decision).collect()
    }

    /// Asks an engine over everything known.
    pub(crate) fn with_engine<T>(&self, program: &Program, on: Day, ask: impl FnOnce(&Engine<'_>) -> T) -> T {
        let timeline = Timeline::build(&CATALOGUE, self.events.clone());
        ask(&Engine::new(&timeline, program, &WORDS, on))
    }

    /// The position of [`ENTERPRISE`] under another policy, with everything known.
    pub(crate) fn under(&self, program: &Program, on: &str) -> Position {
        let timeline = Timeline::build(&CATALOGUE, self.events.clone());
        evaluate(&timeline, program, &WORDS, code(ENTERPRISE), day(on))
    }

    /// The position of [`ENTERPRISE`].
    pub(crate) fn position(&self, on: &str) -> Position {
        self.position_of(ENTERPRISE, on)
    }

    /// What [`ENTERPRISE`] nets under a grant, in yuan.
    pub(crate) fn net(&self, grant: &str, on: &str) -> String {
        net(&self.position(on), grant)
    }
}

/// A position with everything it was computed from, so that it can be explained.
pub(crate) struct Told {
    policies: &'static [Policy],
    program: Program,
    timeline: Timeline,
    pub(crate) position: Position,
    decided: Vec<Decisions>,
    pub(crate) texts: Texts,
    supposed: Supposed,
    known: Place,
    root: Digest,
}

impl Told {
    /// What an explanation is made from.
    pub(crate) fn case(&self) -> Case<'_> {
        Case {
            catalogue: &CATALOGUE,
            policies: self.policies,
            program: &self.program,
            words: &WORDS,
            timeline: &self.timeline,
            position: &self.position,
            decided: &self.decided,
            texts: &self.texts,
            supposed: &self.supposed,
            known: self.known,
            root: self.root,
        }
    }

    /// The items of a grant.
    pub(crate) fn items(&self, grant: &str) -> Vec<&Item> {
        items(&self.position, grant)
    }
}

/// The items of a grant.
pub(crate) fn items<'p>(position: &'p Position, grant: &str) -> Vec<&'p Item> {
    position.items.iter().filter(|item| &*item.grant_id == grant).collect()
}

/// The net of all items of a grant, in yuan.
pub(crate) fn net(position: &Position, grant: &str) -> String {
    items(position, grant).iter().map(|item| item.net).sum::<Fen>().to_yuan()
}
