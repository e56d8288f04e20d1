//! `finding.v1`: what detectors found.

use crate::audit::Finding;
use crate::explain::NameOf;
use crate::ledger::World;
use crate::value::{Bilingual, Fen};
use crate::view::{BothV1, EventV1};
use serde::Serialize;
use std::sync::Arc;

/// What detectors found in a ledger at a horizon.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/finding.v1.json describes every field in both languages")]
pub struct FindingsV1 {
    pub format: &'static str,
    pub on: String,
    pub known: u64,
    pub root: String,
    pub open: usize,
    pub findings: Vec<OneV1>,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/finding.v1.json describes every field in both languages")]
pub struct OneV1 {
    pub number: Arc<str>,
    pub rule: &'static str,
    pub title: BothV1,
    pub severity: &'static str,
    pub state: &'static str,
    pub open: bool,
    pub subjects: Vec<WhomV1>,
    pub article: Option<Arc<str>>,
    pub amount: Option<String>,
    pub says: BothV1,
    pub events: Vec<EventV1>,
}

/// Whom a finding is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/finding.v1.json describes every field in both languages")]
pub struct WhomV1 {
    pub code: String,
    pub name: Option<Arc<str>>,
}

impl FindingsV1 {
    /// Shapes what was found.
    pub fn of(found: &[&Finding], world: &World, name: NameOf<'_>) -> Self {
        Self {
            format: "finding.v1",
            on: world.horizon.on.to_string(),
            known: world.horizon.known.0,
            root: world.root.to_string(),
            open: found.iter().filter(|finding| finding.state.is_open()).count(),
            findings: found.iter().map(|finding| OneV1::of(finding, name)).collect(),
        }
    }
}

impl OneV1 {
    fn of(finding: &Finding, name: NameOf<'_>) -> Self {
        let both = |words: &Bilingual| BothV1::of(words);
        Self {
            number: Arc::clone(&finding.number),
            rule: finding.detector.id,
            title: both(&finding.detector.title.both()),
            severity: finding.detector.severity.word(),
            state: finding.state.word(),
            open: finding.state.is_open(),
            subjects: finding
                .subjects
                .iter()
                .map(|code| WhomV1 { code: code.to_string(), name: name(*code) })
                .collect(),
            article: finding.article.clone(),
            amount: finding.amount.map(Fen::to_yuan),
            says: both(&finding.says),
            events: finding.facts.iter().map(EventV1::of).collect(),
        }
    }
}
