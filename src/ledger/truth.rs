//! The truth about some of a ledger, read from a file of `truth.v1`.

use crate::audit::{Detector, Known, Truth};
use crate::ledger::error::LedgerError;
use crate::ledger::findings::detectors;
use crate::value::{Bilingual, Day, EventId, Fen, Uscc};
use serde::Deserialize;

/// The only format there is.
const FORMAT: &str = "truth.v1";

#[derive(Deserialize)]
struct File {
    format: String,
    on: String,
    complete_for: Complete,
    faults: Vec<Fault>,
    #[serde(default)]
    near_misses: Vec<NearMiss>,
}

#[derive(Deserialize)]
struct Complete {
    #[serde(default)]
    subjects: Vec<String>,
    #[serde(default)]
    events: Vec<String>,
}

#[derive(Deserialize)]
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
struct NearMiss {
    rule: String,
    #[serde(default)]
    story: Story,
}

#[derive(Deserialize, Default)]
struct Story {
    #[serde(default)]
    zh: String,
    #[serde(default)]
    en: String,
}

/// A text that is not what stands at a place of the file.
struct Bad {
    place: String,
    text: String,
}

/// Reads a truth.
pub fn truth(file: &str, bytes: &[u8]) -> Result<Truth, LedgerError> {
    let wrong = |place: &str, text: String| LedgerError::NotATruth { file: file.to_owned(), place: place.into(), text };
    let read: File = serde_json::from_slice(bytes).map_err(|error| wrong("", error.to_string()))?;
    if read.format != FORMAT {
        return Err(wrong("format", read.format));
    }
    understood(&read).map_err(|bad| wrong(&bad.place, bad.text))
}

fn understood(read: &File) -> Result<Truth, Bad> {
    let on = Day::parse(&read.on).ok_or_else(|| bad("on", &read.on))?;
    let subjects = all("complete_for.subjects", &read.complete_for.subjects, |text| Uscc::parse(text).ok())?;
    let events = all("complete_for.events", &read.complete_for.events, EventId::parse)?;
    let faults = read.faults.iter().enumerate().map(|(number, fault)| known(&format!("faults[{number}]"), fault));
    let near =
        read.near_misses.iter().enumerate().map(|(number, near)| {
            Ok((detector(&format!("near_misses[{number}].rule"), &near.rule)?, near.story.both()))
        });
    Ok(Truth {
        on,
        subjects: subjects.into_iter().collect(),
        events: events.into_iter().collect(),
        faults: faults.collect::<Result<_, _>>()?,
        near_misses: near.collect::<Result<_, _>>()?,
    })
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

fn detector(place: &str, name: &str) -> Result<&'static Detector, Bad> {
    let found = detectors(&[name.to_owned()]).ok().and_then(|found| found.first().copied());
    found.filter(|_| !name.is_empty()).ok_or_else(|| bad(place, name))
}

fn all<T>(place: &str, texts: &[String], parse: impl Fn(&str) -> Option<T>) -> Result<Vec<T>, Bad> {
    let read = texts.iter().enumerate();
    read.map(|(number, text)| parse(text).ok_or_else(|| bad(&format!("{place}[{number}]"), text))).collect()
}

fn bad(place: &str, text: &str) -> Bad {
    Bad { place: place.to_owned(), text: text.to_owned() }
}

impl Story {
    fn both(&self) -> Bilingual {
        Bilingual::new(&self.zh, &self.en)
    }
}
