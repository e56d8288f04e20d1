//! How a scenario is cited and known again.

use crate::event::canonical_json;
use crate::ledger::Cited;
use crate::value::Digest;
use serde::Serialize;

/// A scenario as it is cited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/whatif.v1.json describes every field in both languages")]
pub struct ScenarioV1 {
    pub title: Option<String>,
    pub digest: String,
}

/// Whether the answer is the one that a kept scenario had.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/whatif.v1.json describes every field in both languages")]
pub struct RepeatsV1 {
    pub same: bool,
    pub engine: String,
}

impl ScenarioV1 {
    pub(in crate::view) fn of(cited: &Cited) -> Self {
        Self { title: cited.title().map(str::to_owned), digest: cited.digest.to_string() }
    }
}

/// The digest of an answer, whichever command it was asked by and whatever people call the scenario, its baseline and its files.
pub fn answer_digest(answer: &serde_json::Value) -> Digest {
    let mut answer = answer.clone();
    for names in ["/scenario/title", "/beside/title", "/command", "/repeats"] {
        if let Some(name) = answer.pointer_mut(names) {
            name.take();
        }
    }
    for change in answer.pointer_mut("/changes").and_then(|changes| changes.as_array_mut()).into_iter().flatten() {
        if let Some(name) = change.get_mut("file") {
            name.take();
        }
    }
    Digest::of(canonical_json(&answer).unwrap_or_default().as_bytes())
}
