//! `job.v1`: a what-if that goes on behind the request that began it.

use serde::Serialize;

/// How far a what-if is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/job.v1.json describes every field in both languages")]
pub struct JobV1 {
    pub format: &'static str,
    pub number: u64,
    pub state: &'static str,
    pub done: u64,
    pub of: Option<u64>,
    pub result: Option<String>,
    pub code: Option<String>,
}
