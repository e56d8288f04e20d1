//! `serve.v1`: where pages are given.

use serde::Serialize;

/// Where pages are given, told when they can be asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/serve.v1.json describes every field in both languages")]
pub struct ServeV1 {
    pub format: &'static str,
    pub url: String,
}

impl ServeV1 {
    /// Pages at an address.
    pub fn at(url: &str) -> Self {
        Self { format: "serve.v1", url: url.to_owned() }
    }
}
