//! The quick reader answers as the strict one does, whatever stands in the log.

use super::files::{CATALOGUE, DECLARATIONS};
use super::generate::{body, change};
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::TestRunner;
use qizhang::event::{Attachment, Declaration, Event, Parts, canonical_json, encode};
use qizhang::value::{Day, Digest, EventId, Instant, Position};
use serde_json::Value;

/// The envelope around a body.
#[derive(Debug, Clone)]
pub(super) struct Around {
    pub(super) evidence: Vec<Attachment>,
    pub(super) note: Option<String>,
    pub(super) occurred_on: Day,
    pub(super) recorded_at: i64,
    pub(super) recorded_by: String,
}

impl Around {
    /// With the documents that a type must come with, and nothing else.
    pub(super) fn of(declaration: &Declaration) -> Self {
        let wanted = declaration.evidence.iter().filter(|wanted| wanted.required);
        let attachment =
            |title: &str| Attachment { title: title.into(), sha256: Digest::of(title.as_bytes()), uri: None };
        let evidence = wanted.map(|wanted| attachment(&wanted.title.zh)).collect();
        Self { evidence, note: None, occurred_on: day(), recorded_at: 0, recorded_by: "li".to_owned() }
    }
}

/// Something done to the bytes of an event.
#[derive(Debug, Clone)]
pub(super) enum Harm {
    None,
    Put(Index, u8),
    Cut(Index),
    CutFrom(Index),
    Doubled(Index, Index),
    /// The bytes from one place to another once more at a third.
    Moved(Index, Index, Index),
}

impl Harm {
    pub(super) fn apply(&self, text: &str) -> Vec<u8> {
        let mut bytes = text.as_bytes().to_vec();
        let at = |index: &Index| index.index(bytes.len());
        match self {
            Harm::None => {}
            Harm::Put(place, byte) => {
                let place = at(place);
                bytes[place] = *byte;
            }
            Harm::Cut(place) => drop(bytes.remove(at(place))),
            Harm::CutFrom(place) => bytes.truncate(at(place)),
            Harm::Doubled(one, two) => {
                let (from, to) = (at(one).min(at(two)), at(one).max(at(two)));
                let again = bytes[from..to].to_vec();
                drop(bytes.splice(to..to, again));
            }
            Harm::Moved(one, two, three) => {
                let (from, to, place) = (at(one).min(at(two)), at(one).max(at(two)), at(three));
                let again = bytes[from..to].to_vec();
                drop(bytes.splice(place..place, again));
            }
        }
        bytes
    }
}

/// Bytes that mean something in JSON come more often than others.
fn byte() -> impl Strategy<Value = u8> {
    prop_oneof![proptest::sample::select(&br#""\{}[]:,-+.eE0123456789 tfnu"#[..]), any::<u8>()]
}

pub(super) fn harm() -> impl Strategy<Value = Harm> {
    let place = any::<Index>;
    prop_oneof![
        2 => Just(Harm::None),
        6 => (place(), byte()).prop_map(|(place, byte)| Harm::Put(place, byte)),
        3 => place().prop_map(Harm::Cut),
        1 => place().prop_map(Harm::CutFrom),
        2 => (place(), place()).prop_map(|(one, two)| Harm::Doubled(one, two)),
        2 => (place(), place(), place()).prop_map(|(one, two, three)| Harm::Moved(one, two, three)),
    ]
}

pub(super) fn around() -> impl Strategy<Value = Around> {
    let title = prop_oneof!["[a-z ]{0,12}", "[企账本\"\\\\]{1,4}"];
    let attachment = (title, any::<bool>()).prop_map(|(title, placed)| Attachment {
        sha256: Digest::of(title.as_bytes()),
        uri: placed.then(|| format!("file:{title}").into()),
        title: title.into(),
    });
    let note = proptest::option::of("[a-z\"企]{1,9}");
    (proptest::collection::vec(attachment, 0..3), note, -9_000_000_000_000..9_000_000_000_000_i64, "[a-z企\n]{0,5}")
        .prop_map(|(evidence, note, recorded_at, recorded_by)| Around {
            evidence,
            note,
            occurred_on: day(),
            recorded_at,
            recorded_by,
        })
}

pub(super) fn text(declaration: &Declaration, body: &Value, around: &Around) -> String {
    encode(&Parts {
        data: &canonical_json(body).expect("no fractions"),
        evidence: &around.evidence,
        id: EventId::parse("0192d3c0-7a4e-7cc2-b6e5-5a1d2c3b4a59").expect("an id"),
        note: around.note.as_deref(),
        occurred_on: around.occurred_on,
        recorded_at: Instant::from_millis(around.recorded_at),
        recorded_by: &around.recorded_by,
        kind: &declaration.name,
        version: declaration.version,
    })
}

fn day() -> Day {
    Day::new(2026, 2, 28).expect("a day")
}

/// Both ways give the same event, or the same refusal.
fn agree(bytes: &[u8]) -> Result<bool, TestCaseError> {
    let quick = Event::decode(&CATALOGUE, Position(7), bytes);
    let Ok(text) = std::str::from_utf8(bytes) else {
        prop_assert!(quick.is_err());
        return Ok(false);
    };
    let strict = Event::decode_strictly(&CATALOGUE, Position(7), text);
    prop_assert_eq!(&quick, &strict, "{}", text);
    Ok(strict.is_ok())
}

#[test]
fn both_ways_agree_on_every_example() {
    for declaration in DECLARATIONS.iter() {
        let around = Around::of(declaration);
        let refused = declaration.refused.iter().map(|(body, _)| (body, false));
        for (body, right) in declaration.examples.iter().map(|body| (body, true)).chain(refused) {
            // A fraction has no canonical form.
            let Some(_) = canonical_json(body) else { continue };
            let answer = agree(text(declaration, body, &around).as_bytes()).map_err(|error| error.to_string());
            assert_eq!(answer, Ok(right), "{} {body}", declaration.name);
        }
    }
}

#[test]
fn both_ways_agree_on_bodies_and_on_damage() {
    let (mut whole, mut refused) = (0_u32, 0_u32);
    for declaration in DECLARATIONS.iter() {
        let mut runner =
            TestRunner::new(ProptestConfig { cases: 200, failure_persistence: None, ..Default::default() });
        let counts = std::cell::Cell::new((whole, refused));
        let made = (body(declaration), proptest::option::of(change()), around(), harm());
        let run = runner.run(&made, |(mut body, change, around, harm)| {
            if let Some(change) = change {
                change.apply(&mut body, &declaration.fields);
            }
            let accepted = agree(&harm.apply(&text(declaration, &body, &around)))?;
            let (whole, refused) = counts.get();
            counts.set(if accepted { (whole + 1, refused) } else { (whole, refused + 1) });
            Ok(())
        });
        run.unwrap_or_else(|error| panic!("{}: {error}", declaration.name));
        (whole, refused) = counts.get();
    }
    assert!(whole > 1000 && refused > 1000, "both outcomes are met: {whole}, {refused}");
}
