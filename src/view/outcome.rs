//! `outcome.v1`: what a file would change of what is due.

use crate::ledger::{AcceptedChange, Moved, Replayed};
use serde::Serialize;

/// What a file would change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/outcome.v1.json describes every field in both languages")]
pub struct OutcomeV1 {
    pub format: &'static str,
    pub file: String,
    pub called: String,
    pub on: String,
    pub known: u64,
    pub root: String,
    pub subjects: usize,
    pub fine: bool,
    pub changed: Vec<MovedV1>,
    pub gone: Vec<AcceptedV1>,
}

/// What one subject would be due otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/outcome.v1.json describes every field in both languages")]
pub struct MovedV1 {
    pub enterprise: String,
    pub name: Option<String>,
    pub clause: String,
    pub year: i32,
    pub matter: String,
    pub from: String,
    pub to: String,
    pub difference: Option<String>,
    pub accepted: Option<String>,
}

/// A difference that was accepted and does not occur.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/outcome.v1.json describes every field in both languages")]
pub struct AcceptedV1 {
    pub enterprise: String,
    pub clause: String,
    pub from: String,
    pub to: String,
    pub reason: String,
}

impl OutcomeV1 {
    /// Shapes what a file would change.
    pub fn of(file: &str, outcome: &Replayed) -> Self {
        Self {
            format: "outcome.v1",
            file: file.to_owned(),
            called: outcome.called.clone(),
            on: outcome.horizon.on.to_string(),
            known: outcome.horizon.known.0,
            root: outcome.root.to_string(),
            subjects: outcome.subjects,
            fine: outcome.is_fine(),
            changed: outcome.moved.iter().map(MovedV1::of).collect(),
            gone: outcome.gone.iter().map(AcceptedV1::of).collect(),
        }
    }
}

impl MovedV1 {
    fn of(moved: &Moved) -> Self {
        Self {
            enterprise: moved.subject.to_string(),
            name: moved.name.as_ref().map(ToString::to_string),
            clause: moved.clause.to_string(),
            year: moved.year,
            matter: moved.matter.to_string(),
            from: due(moved.from),
            to: due(moved.to),
            difference: moved.difference().map(crate::value::Fen::to_yuan),
            accepted: moved.accepted.as_ref().map(ToString::to_string),
        }
    }
}

impl AcceptedV1 {
    fn of(accepted: &AcceptedChange) -> Self {
        Self {
            enterprise: accepted.enterprise.to_string(),
            clause: accepted.clause.to_string(),
            from: due(accepted.from),
            to: due(accepted.to),
            reason: accepted.reason.to_string(),
        }
    }
}

/// An amount as the file of accepted differences writes it.
fn due(amount: Option<crate::value::Fen>) -> String {
    amount.map_or_else(|| "undetermined".to_owned(), crate::value::Fen::to_yuan)
}
