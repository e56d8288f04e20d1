//! `log.v1`: a line of the log of `serve`.

use crate::value::Instant;
use serde::Serialize;

/// A line; what a kind of line does not have is null.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/log.v1.json describes every field in both languages")]
pub struct LogV1 {
    pub format: &'static str,
    pub time: String,
    pub what: &'static str,
    pub request: Option<String>,
    pub method: Option<&'static str>,
    pub route: Option<String>,
    pub status: Option<u16>,
    pub code: Option<&'static str>,
    pub ms: Option<u64>,
    pub bytes: Option<u64>,
    pub whole: Option<bool>,
    pub address: Option<String>,
    pub place: Option<String>,
    pub lines: Option<u64>,
}

impl LogV1 {
    /// A line of a kind, at a moment, that says nothing else.
    pub fn of(at: Instant, what: &'static str) -> Self {
        Self {
            format: "log.v1",
            time: at.to_string(),
            what,
            request: None,
            method: None,
            route: None,
            status: None,
            code: None,
            ms: None,
            bytes: None,
            whole: None,
            address: None,
            place: None,
            lines: None,
        }
    }
}
