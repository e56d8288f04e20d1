//! `error.v1`: why a command was not done.

use crate::explain::Complaint;
use crate::ledger::Spot;
use crate::value::Bilingual;
use serde::Serialize;

/// A sentence in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/error.v1.json describes every field in both languages")]
pub struct BothV1 {
    pub zh: String,
    pub en: String,
}

/// A refusal or a failure for programs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/error.v1.json describes every field in both languages")]
pub struct ErrorV1 {
    pub format: &'static str,
    pub code: String,
    pub exit: u8,
    pub permanent: bool,
    pub what: BothV1,
    pub why: BothV1,
    pub remedy: BothV1,
    pub place: PlaceV1,
}

/// Where it lies; what is not known is null.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/error.v1.json describes every field in both languages")]
pub struct PlaceV1 {
    pub file: Option<String>,
    pub byte: Option<u64>,
    pub position: Option<u64>,
    pub line: Option<u64>,
    pub field: Option<String>,
    pub cause: Option<&'static str>,
}

impl BothV1 {
    pub(super) fn of(words: &Bilingual) -> Self {
        Self { zh: words.zh.to_string(), en: words.en.to_string() }
    }
}

impl ErrorV1 {
    /// Shapes a complaint, with the place it lies at and the number the program ends with.
    pub fn of(complaint: &Complaint, spot: &Spot, exit: u8) -> Self {
        Self {
            format: "error.v1",
            code: complaint.code.to_owned(),
            exit,
            permanent: complaint.permanent,
            what: BothV1::of(&complaint.what),
            why: BothV1::of(&complaint.why),
            remedy: BothV1::of(&complaint.remedy),
            place: PlaceV1::of(spot),
        }
    }
}

impl PlaceV1 {
    pub(super) fn of(spot: &Spot) -> Self {
        Self {
            file: spot.file.as_ref().map(|file| file.display().to_string()),
            byte: spot.byte,
            position: spot.position.map(|position| position.0),
            line: spot.line,
            field: spot.field.clone(),
            cause: spot.cause,
        }
    }
}
