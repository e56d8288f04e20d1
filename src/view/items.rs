//! `items.v1`: what everybody is due, the contract by which programs of two versions are held against each other.

use crate::ledger::{DueLine, DueList};
use crate::value::Fen;
use serde::Serialize;

/// What everybody is due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/items.v1.json describes every field in both languages")]
pub struct ItemsV1 {
    pub format: &'static str,
    pub program: String,
    pub on: String,
    pub known: u64,
    pub root: String,
    pub subjects: usize,
    pub items: Vec<ItemDueV1>,
}

/// What one subject is due for one matter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/items.v1.json describes every field in both languages")]
pub struct ItemDueV1 {
    pub enterprise: String,
    pub clause: String,
    pub year: i32,
    pub matter: String,
    pub due: String,
}

impl ItemsV1 {
    /// Shapes what everybody is due.
    pub fn of(list: &DueList) -> Self {
        Self {
            format: "items.v1",
            program: list.program.to_string(),
            on: list.horizon.on.to_string(),
            known: list.horizon.known.0,
            root: list.root.to_string(),
            subjects: list.subjects,
            items: list.lines.iter().map(ItemDueV1::of).collect(),
        }
    }
}

impl ItemDueV1 {
    fn of(line: &DueLine) -> Self {
        Self {
            enterprise: line.subject.to_string(),
            clause: line.clause.to_string(),
            year: line.year,
            matter: line.matter.to_string(),
            due: line.due.map_or_else(|| "undetermined".to_owned(), Fen::to_yuan),
        }
    }
}
