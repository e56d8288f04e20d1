//! Bodies made from declarations: right ones, and right ones with one thing changed.

use proptest::collection::{SizeRange, vec};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use qizhang::event::{Declaration, Field, FieldKind, Format};
use qizhang::value::{Uscc, UsccError};
use serde_json::{Map, Value, json};

const CHARACTERS: &[char] = &['a', 'Z', '0', ' ', '企', '账', '"', '\\', '\n', '\u{7f}', 'é', '€', '😀', '/'];

/// Bodies that a declaration admits.
pub(super) fn body(declaration: &Declaration) -> BoxedStrategy<Value> {
    object(&declaration.fields)
}

fn object(fields: &[Field]) -> BoxedStrategy<Value> {
    let member = |field: &Field| {
        let (name, required) = (field.name.clone(), field.required);
        (any::<bool>(), value(&field.kind)).prop_map(move |(given, value)| (name.clone(), (given || required), value))
    };
    let members: Vec<_> = fields.iter().map(|field| member(field).boxed()).collect();
    let gather = |members: Vec<(String, bool, Value)>| {
        let given = members.into_iter().filter(|(_, given, _)| *given);
        Value::Object(given.map(|(name, _, value)| (name, value)).collect())
    };
    members.prop_map(gather).boxed()
}

fn value(kind: &FieldKind) -> BoxedStrategy<Value> {
    match kind {
        FieldKind::Text { least, most, format } => text(*format, *least, *most).prop_map(Value::String).boxed(),
        FieldKind::Choice(words) => {
            let words: Vec<String> = words.iter().map(|(word, _)| word.clone()).collect();
            select(words).prop_map(Value::String).boxed()
        }
        FieldKind::Whole { least, most } => (*least..=*most).prop_map(Value::from).boxed(),
        FieldKind::Flag => any::<bool>().prop_map(Value::Bool).boxed(),
        FieldKind::Rows { fields, least, most } => {
            vec(object(fields), few(*least, *most, 3)).prop_map(Value::Array).boxed()
        }
        FieldKind::Raw => (0..1000_i64, text(Format::Plain, 0, 5)).prop_map(|(n, t)| json!({"n": n, "t": t})).boxed(),
    }
}

fn few(least: u64, most: u64, more: u64) -> SizeRange {
    let least = usize::try_from(least).expect("small");
    let most = usize::try_from(most.min(u64::MAX / 2)).expect("fits");
    (least..=most.min(least + usize::try_from(more).expect("small"))).into()
}

fn text(format: Format, least: u64, most: u64) -> BoxedStrategy<String> {
    let day = || (1900..=2999, 1..=12, 1..=28).prop_map(|(year, month, day)| format!("{year}-{month:02}-{day:02}"));
    match format {
        Format::Plain => {
            let characters = vec(select(CHARACTERS), few(least, most, 6));
            characters.prop_map(|characters| characters.into_iter().collect()).boxed()
        }
        Format::Amount => {
            (0..10_i64.pow(13), 0..100, 0..3).prop_map(|(yuan, fen, form)| decimal(yuan, fen, form)).boxed()
        }
        Format::Percentage => {
            (0..10_000_i64, 0..100, 0..3).prop_map(|(whole, part, form)| decimal(whole, part, form)).boxed()
        }
        Format::Date => day().boxed(),
        Format::DayPeriod => (day(), day()).prop_map(|(a, b)| format!("{}/{}", (&a).min(&b), (&a).max(&b))).boxed(),
        Format::Uscc => (0..100_000_000_u32).prop_map(code).boxed(),
        Format::StandardNo => (1..99_999, 1990..2030).prop_map(|(n, year)| format!("GB/T {n:05}.1-{year}")).boxed(),
        Format::Uuid => any::<u128>().prop_map(|bits| uuid::Uuid::from_u128(bits).hyphenated().to_string()).boxed(),
        Format::Digest => any::<[u8; 32]>().prop_map(|bytes| qizhang::value::Digest(bytes).to_string()).boxed(),
    }
}

fn decimal(whole: i64, part: i32, form: i32) -> String {
    match form {
        0 => whole.to_string(),
        1 => format!("{whole}.{}", part % 10),
        _ => format!("{whole}.{part:02}"),
    }
}

/// A code whose check characters are right.
pub(super) fn code(number: u32) -> String {
    let candidates = "0123456789X".chars().map(|organisation| format!("91110114{number:08}{organisation}0"));
    for candidate in candidates {
        match Uscc::parse(&candidate) {
            Ok(_) => return candidate,
            Err(UsccError::Check(right)) => return format!("{}{right}", &candidate[..17]),
            Err(UsccError::Shape | UsccError::OrganisationCheck) => {}
        }
    }
    panic!("one of eleven check characters is right")
}

/// What is changed in a right body.
#[derive(Debug, Clone)]
pub(super) enum Change {
    /// A field is taken out.
    Drop(Index),
    /// A field that is not declared is put in.
    Add,
    /// A field holds something else.
    Replace(Index, Value),
    /// A declared field gets a value, given before or not.
    Set(Index, Value),
    /// A row is changed, where there is one.
    InRow(Index, Box<Change>),
    /// An array is emptied, where there is one.
    Empty,
}

/// Values that are wrong somewhere.
pub(super) fn oddity() -> impl Strategy<Value = Value> {
    let long = "长".repeat(5000);
    select(vec![
        json!(null),
        json!(true),
        json!(1),
        json!(0),
        json!(-1),
        json!(1.5),
        json!(12.34),
        json!(5000),
        json!(9_007_199_254_740_991_i64),
        json!(""),
        json!("x"),
        json!([]),
        json!({}),
        json!([1]),
        json!([{}]),
        json!({"a": 1}),
        json!("2026-02-30"),
        json!("2026-02-28"),
        json!("2026-2-28"),
        json!("1899-12-31"),
        json!("2026/05/11"),
        json!("1.005"),
        json!("-5"),
        json!("01"),
        json!("1e3"),
        json!("12"),
        json!("12.5"),
        json!("100000000000000"),
        json!("3.85000"),
        json!("2026-03-01/2026-01-01"),
        json!("2026-01-01/2026-03-01"),
        json!("91110108551385082Q"),
        json!("91110108551385028Q"),
        json!("91110108551385082q"),
        json!("GB/T 1-2026"),
        json!("GB12345"),
        json!("0192d3c0-7a4e-7cc2-b6e5-5a1d2c3b4a59"),
        json!("0192D3C0-7A4E-7CC2-B6E5-5A1D2C3B4A59"),
        json!("ab"),
        json!("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        json!(long),
        json!("1\n"),
        json!("１２"),
    ])
}

/// One change.
pub(super) fn change() -> impl Strategy<Value = Change> {
    let flat = prop_oneof![
        any::<Index>().prop_map(Change::Drop),
        Just(Change::Add),
        (any::<Index>(), oddity()).prop_map(|(at, value)| Change::Replace(at, value)),
        (any::<Index>(), oddity()).prop_map(|(at, value)| Change::Set(at, value)),
    ];
    let row = (any::<Index>(), flat.clone()).prop_map(|(at, change)| Change::InRow(at, Box::new(change)));
    prop_oneof![4 => flat, 2 => row, 1 => Just(Change::Empty)]
}

impl Change {
    /// Makes the change.
    pub(super) fn apply(&self, body: &mut Value, fields: &[Field]) {
        let Some(object) = body.as_object_mut() else { return };
        match self {
            Change::Drop(at) => drop(pick(object, *at).and_then(|key| object.remove(&key))),
            Change::Add => drop(object.insert("surplus_field".to_owned(), json!("x"))),
            Change::Replace(at, value) => drop(pick(object, *at).map(|key| object.insert(key, value.clone()))),
            Change::Set(at, value) => drop(object.insert(at.get(fields).name.clone(), value.clone())),
            Change::InRow(at, inner) => {
                let Some((key, fields)) = rows(fields) else { return };
                let rows = object.get_mut(key).and_then(Value::as_array_mut).filter(|rows| !rows.is_empty());
                if let Some(rows) = rows {
                    let row = at.index(rows.len());
                    inner.apply(&mut rows[row], fields);
                }
            }
            Change::Empty => drop(rows(fields).map(|(key, _)| object.insert(key.to_owned(), json!([])))),
        }
    }
}

fn pick(object: &Map<String, Value>, at: Index) -> Option<String> {
    let keys: Vec<&String> = object.keys().collect();
    if keys.is_empty() { None } else { Some((*at.get(&keys)).clone()) }
}

fn rows(fields: &[Field]) -> Option<(&str, &[Field])> {
    fields.iter().find_map(|field| match &field.kind {
        FieldKind::Rows { fields, .. } => Some((field.name.as_str(), fields.as_slice())),
        _ => None,
    })
}
