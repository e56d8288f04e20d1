//! `serve.v1`: where pages are given; `health.v1`: whether they are.

use serde::Serialize;

/// Where pages are given, told when they can be asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/serve.v1.json describes every field in both languages")]
pub struct ServeV1 {
    pub format: &'static str,
    pub url: String,
    pub public: Option<String>,
}

impl ServeV1 {
    /// Pages at an address, and by which name other machines reach them.
    pub fn at(url: &str, public: Option<String>) -> Self {
        Self { format: "serve.v1", url: url.to_owned(), public }
    }
}

/// Whether the program lives, and whether its ledger can be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/health.v1.json describes every field in both languages")]
pub struct HealthV1 {
    pub format: &'static str,
    pub state: &'static str,
    pub head: Option<u64>,
}

impl HealthV1 {
    /// The program lives; nothing is said of its ledger.
    pub fn alive() -> Self {
        Self { format: "health.v1", state: "alive", head: None }
    }

    /// The ledger can be read up to its end.
    pub fn ready(head: u64) -> Self {
        Self { format: "health.v1", state: "ready", head: Some(head) }
    }
}
