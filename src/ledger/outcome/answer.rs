//! The list of what everybody is due, as another program told it: `items.v1`, read without trust.

use super::due::{DueLine, DueList};
use crate::ledger::horizon::Horizon;
use crate::value::{Day, Digest, Fen, Position, Uscc};
use serde_json::Value;

/// The contract both programs have to know.
pub(super) const FORMAT: &str = "items.v1";

/// What stands for an amount that is not known.
const UNKNOWN: &str = "undetermined";

/// Why a text is no such list.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the sentence on each variant names its fields")]
pub enum AnswerFault {
    /// It is no JSON.
    NotJson(String),
    /// It does not say what format it is in.
    NoFormat,
    /// It is in another format.
    OtherFormat(String),
    /// A field is missing, or cannot be read.
    Field { place: String },
}

/// Reads the answer of another program.
pub(super) fn read(text: &str) -> Result<DueList, AnswerFault> {
    let value: Value = serde_json::from_str(text).map_err(|error| AnswerFault::NotJson(error.to_string()))?;
    match value.get("format").and_then(Value::as_str) {
        Some(FORMAT) => {}
        Some(other) => return Err(AnswerFault::OtherFormat(other.to_owned())),
        None => return Err(AnswerFault::NoFormat),
    }
    let whole = Part { value: &value, at: String::new() };
    let known = whole.read("known", |value| value.as_u64().map(Position))?;
    let mut lines = Vec::new();
    for (number, value) in whole.read("items", Value::as_array)?.iter().enumerate() {
        lines.push(line(&Part { value, at: format!("items[{number}].") })?);
    }
    lines.sort();
    Ok(DueList {
        program: whole.text("program", |text| Some(text.into()))?,
        horizon: Horizon { on: whole.text("on", Day::parse)?, known },
        root: whole.text("root", Digest::parse)?,
        subjects: whole.read("subjects", |value| usize::try_from(value.as_u64()?).ok())?,
        lines,
    })
}

fn line(part: &Part<'_>) -> Result<DueLine, AnswerFault> {
    Ok(DueLine {
        subject: part.text("enterprise", |text| Uscc::parse(text).ok())?,
        clause: part.text("clause", |text| Some(text.into()))?,
        year: part.read("year", |value| i32::try_from(value.as_i64()?).ok())?,
        matter: part.text("matter", |text| Some(text.into()))?,
        due: part.text("due", |text| match text {
            UNKNOWN => Some(None),
            amount => Fen::parse_yuan(amount).ok().map(Some),
        })?,
    })
}

/// An object of the answer, and where it stands.
struct Part<'a> {
    value: &'a Value,
    at: String,
}

impl<'a> Part<'a> {
    fn read<T>(&self, field: &str, read: impl Fn(&'a Value) -> Option<T>) -> Result<T, AnswerFault> {
        let found = self.value.get(field).and_then(read);
        found.ok_or_else(|| AnswerFault::Field { place: format!("{}{field}", self.at) })
    }

    fn text<T>(&self, field: &str, read: impl Fn(&'a str) -> Option<T>) -> Result<T, AnswerFault> {
        self.read(field, |value| value.as_str().and_then(&read))
    }
}
