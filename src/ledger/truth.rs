//! The truth about some of a ledger, read from a file of `truth.v1`.

use crate::audit::{Detector, Known, Truth};
use crate::ledger::error::LedgerError;
use crate::ledger::findings::detectors;
use crate::value::{Bilingual, Day, EventId, Fen, Uscc};
use serde::Deserialize;
use serde_json::error::Category;
use serde_json::value::RawValue;
use std::collections::BTreeSet;

/// The only format there is.
const FORMAT: &str = "truth.v1";
/// What some programs put in front of a text.
const MARK: char = '\u{feff}';

/// What is wrong with a file that should be a truth.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the sentence on each variant names its fields")]
pub enum TruthFault {
    /// A mark of its encoding stands in front.
    Mark,
    /// It is no text in UTF-8.
    NotText,
    /// It is no JSON from here on.
    NotJson,
    /// A key that the format has not.
    UnknownKey { key: String },
    /// A key that must be there is not.
    NoKey { key: String },
    /// A key stands twice.
    KeyTwice { key: String },
    /// A value of another kind: a number where a text should be, and so on.
    OtherKind,
    /// What stands at a place does not read.
    Value { place: String, text: String },
    /// A fault that stands there already.
    Twice { place: String, before: String, line: u64 },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File<'t> {
    format: String,
    on: String,
    complete_for: Complete,
    #[serde(borrow)]
    faults: Vec<&'t RawValue>,
    #[serde(borrow, default)]
    near_misses: Vec<&'t RawValue>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Complete {
    #[serde(default)]
    subjects: Vec<String>,
    #[serde(default)]
    events: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fault {
    rule: String,
    #[serde(default)]
    subjects: Vec<String>,
    event: String,
    amount: Option<String>,
    #[serde(default)]
    story: Story,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NearMiss {
    rule: String,
    #[serde(default)]
    subjects: Vec<String>,
    #[serde(default)]
    story: Story,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Story {
    #[serde(default)]
    zh: String,
    #[serde(default)]
    en: String,
}

/// What is wrong, and in which line as far as that is known.
type Bad = (Option<u64>, TruthFault);

/// Reads a truth.
pub fn truth(file: &str, bytes: &[u8]) -> Result<Truth, LedgerError> {
    read(bytes).map_err(|(line, why)| LedgerError::NotATruth { file: file.to_owned(), line, why })
}

fn read(bytes: &[u8]) -> Result<Truth, Bad> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let whole = bytes.get(..error.valid_up_to()).and_then(|bytes| std::str::from_utf8(bytes).ok());
        (Some(line_at(whole.unwrap_or_default())), TruthFault::NotText)
    })?;
    if text.starts_with(MARK) {
        return Err((Some(1), TruthFault::Mark));
    }
    let read: File<'_> = serde_json::from_str(text).map_err(|error| of_json(&error, 1))?;
    if read.format != FORMAT {
        return Err(bad("format", &read.format));
    }
    understood(text, &read)
}

fn understood(text: &str, read: &File<'_>) -> Result<Truth, Bad> {
    let on = Day::parse(&read.on).ok_or_else(|| bad("on", &read.on))?;
    let subjects = all("complete_for.subjects", &read.complete_for.subjects, |text| Uscc::parse(text).ok())?;
    let events = all("complete_for.events", &read.complete_for.events, EventId::parse)?;
    let mut faults: Vec<Known> = Vec::new();
    let mut lines = Vec::new();
    for (number, raw) in read.faults.iter().enumerate() {
        let (line, place) = (line_of(text, raw), format!("faults[{number}]"));
        let fault: Fault = serde_json::from_str(raw.get()).map_err(|error| of_json(&error, line))?;
        let fault = known(&place, &fault).map_err(|(_, why)| (Some(line), why))?;
        // Told twice it would count twice, and be missed once.
        if let Some(before) = faults.iter().position(|before| is_same(before, &fault)) {
            let first = lines.get(before).copied().unwrap_or_default();
            let before = format!("faults[{before}]");
            return Err((Some(line), TruthFault::Twice { place, before, line: first }));
        }
        faults.push(fault);
        lines.push(line);
    }
    let mut near_misses = Vec::new();
    for (number, raw) in read.near_misses.iter().enumerate() {
        let line = line_of(text, raw);
        let near: NearMiss = serde_json::from_str(raw.get()).map_err(|error| of_json(&error, line))?;
        near_misses.push(missed(&format!("near_misses[{number}]"), &near).map_err(|(_, why)| (Some(line), why))?);
    }
    let (subjects, events) = (subjects.into_iter().collect(), events.into_iter().collect());
    Ok(Truth { on, subjects, events, faults, near_misses })
}

fn is_same(one: &Known, other: &Known) -> bool {
    let whom = |known: &Known| known.subjects.iter().copied().collect::<BTreeSet<Uscc>>();
    one.detector.id == other.detector.id && one.event == other.event && whom(one) == whom(other)
}

/// In which line, from 1, the text goes on behind a piece of it.
fn line_at(before: &str) -> u64 {
    u64::try_from(before.matches('\n').count()).unwrap_or(u64::MAX).saturating_add(1)
}

/// The line in which a piece of a text begins.
fn line_of(text: &str, piece: &RawValue) -> u64 {
    let offset = piece.get().as_ptr().addr().saturating_sub(text.as_ptr().addr());
    line_at(text.get(..offset).unwrap_or_default())
}

/// What the reader of JSON has against a piece of the file that begins in a line. Of its words only the key is taken.
fn of_json(error: &serde_json::Error, first: u64) -> Bad {
    let line = u64::try_from(error.line()).unwrap_or(u64::MAX);
    let line = Some(first.saturating_add(line.saturating_sub(1)));
    let said = error.to_string();
    let key = || said.split('`').nth(1).unwrap_or_default().to_owned();
    let fault = match error.classify() {
        Category::Syntax | Category::Eof | Category::Io => TruthFault::NotJson,
        Category::Data if said.starts_with("unknown field") => TruthFault::UnknownKey { key: key() },
        Category::Data if said.starts_with("missing field") => TruthFault::NoKey { key: key() },
        Category::Data if said.starts_with("duplicate field") => TruthFault::KeyTwice { key: key() },
        Category::Data => TruthFault::OtherKind,
    };
    (line, fault)
}

fn known(place: &str, fault: &Fault) -> Result<Known, Bad> {
    let amount = |text: &String| Fen::parse_yuan(text).ok().ok_or_else(|| bad(&format!("{place}.amount"), text));
    Ok(Known {
        detector: detector(&format!("{place}.rule"), &fault.rule)?,
        subjects: all(&format!("{place}.subjects"), &fault.subjects, |text| Uscc::parse(text).ok())?,
        event: EventId::parse(&fault.event).ok_or_else(|| bad(&format!("{place}.event"), &fault.event))?,
        amount: fault.amount.as_ref().map(amount).transpose()?,
        story: fault.story.both(),
    })
}

fn missed(place: &str, near: &NearMiss) -> Result<(&'static Detector, Bilingual), Bad> {
    all(&format!("{place}.subjects"), &near.subjects, |text| Uscc::parse(text).ok())?;
    Ok((detector(&format!("{place}.rule"), &near.rule)?, near.story.both()))
}

fn detector(place: &str, name: &str) -> Result<&'static Detector, Bad> {
    let found = detectors(&[name.to_owned()]).ok().and_then(|found| found.first().copied());
    found.filter(|_| !name.is_empty()).ok_or_else(|| bad(place, name))
}

fn all<T>(place: &str, texts: &[String], parse: impl Fn(&str) -> Option<T>) -> Result<Vec<T>, Bad> {
    let read = texts.iter().enumerate();
    read.map(|(number, text)| parse(text).ok_or_else(|| bad(&format!("{place}[{number}]"), text))).collect()
}

fn bad(place: &str, text: &str) -> Bad {
    (None, TruthFault::Value { place: place.to_owned(), text: text.to_owned() })
}

impl Story {
    fn both(&self) -> Bilingual {
        Bilingual::new(&self.zh, &self.en)
    }
}
