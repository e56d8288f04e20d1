//! `problem.v1`: why an address was not answered, as a problem document of RFC 9457.

use crate::explain::Complaint;
use crate::ledger::{Rejected, Spot};
use crate::value::Lang;
use crate::view::BothV1;
use crate::view::error::PlaceV1;
use serde::Serialize;

/// A problem document: the members of RFC 9457, and beside them what `error.v1` has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/problem.v1.json describes every field in both languages")]
pub struct ProblemV1 {
    pub format: &'static str,
    #[serde(rename = "type")]
    pub kind: String,
    pub title: String,
    pub detail: String,
    pub status: u16,
    pub instance: String,
    pub code: String,
    pub permanent: bool,
    pub what: BothV1,
    pub why: BothV1,
    pub remedy: BothV1,
    pub place: PlaceV1,
    #[serde(flatten)]
    pub beside: BesideV1,
}

/// What only some problems have.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/problem.v1.json describes every field in both languages")]
pub struct BesideV1 {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lines: Option<Vec<RefusedLineV1>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub events: Option<Vec<u64>>,
}

/// A line that was refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/problem.v1.json describes every field in both languages")]
pub struct RefusedLineV1 {
    pub line: u64,
    pub field: Option<String>,
    pub code: String,
    pub permanent: bool,
    pub what: BothV1,
    pub why: BothV1,
    pub remedy: BothV1,
}

impl RefusedLineV1 {
    /// Shapes a line that was refused.
    pub fn of(rejected: &Rejected) -> Self {
        let complaint = rejected.fault.complaint();
        Self {
            line: rejected.line,
            field: rejected.spot().field,
            code: complaint.code.to_owned(),
            permanent: complaint.permanent,
            what: BothV1::of(&complaint.what),
            why: BothV1::of(&complaint.why),
            remedy: BothV1::of(&complaint.remedy),
        }
    }
}

impl ProblemV1 {
    /// Shapes a complaint, with its status and the path that was asked for; title and detail are in one language.
    pub fn of(complaint: &Complaint, spot: &Spot, (status, path): (u16, &str), lang: Lang) -> Self {
        let (why, remedy) = (complaint.why.get(lang), complaint.remedy.get(lang));
        let gap = if why.is_empty() || lang == Lang::Zh { "" } else { " " };
        Self {
            format: "problem.v1",
            kind: format!("urn:qizhang:error:{}", complaint.code),
            title: complaint.what.get(lang).to_owned(),
            detail: format!("{why}{gap}{remedy}"),
            status,
            instance: path.to_owned(),
            code: complaint.code.to_owned(),
            permanent: complaint.permanent,
            what: BothV1::of(&complaint.what),
            why: BothV1::of(&complaint.why),
            remedy: BothV1::of(&complaint.remedy),
            place: PlaceV1::of(spot),
            beside: BesideV1::default(),
        }
    }

    /// With what only this problem has.
    #[must_use]
    pub fn with(self, beside: BesideV1) -> Self {
        Self { beside, ..self }
    }
}
