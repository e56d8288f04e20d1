//! `receipt.v1`: what an append recorded, and what it refused.

use crate::ledger::{Back, Outdated, Receipt, Rejected, Unread};
use serde::Serialize;
use serde_json::{Value, json};

/// The answer to an append.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/receipt.v1.json describes every field in both languages")]
pub struct ReceiptV1 {
    pub format: &'static str,
    pub dry_run: bool,
    pub recorded: u64,
    pub repeated: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub held_back: Option<u64>,
    pub first: Option<u64>,
    pub last: Option<u64>,
    pub head: u64,
    pub root: String,
    pub checkpoint: Option<String>,
    pub refused: Vec<RefusedV1>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub deprecated: Vec<DeprecatedV1>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unread: Vec<UnreadV1>,
}

/// A version of a type that a history has events of and nobody declares.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UnreadV1 {
    /// The type.
    #[serde(rename = "type")]
    pub kind: String,
    /// The version its events are written in.
    pub version: u16,
    /// The newest version that is read; none where the type is unknown.
    pub newest: Option<u16>,
    /// How many events of it there are.
    pub events: u64,
}

/// A deprecated type that a batch has events of.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DeprecatedV1 {
    /// Its name.
    #[serde(rename = "type")]
    pub kind: String,
    /// How many events of the batch are of it.
    pub events: u64,
    /// Why it is deprecated.
    pub why: Value,
    /// The type that took its place.
    pub successor: Option<String>,
    /// The day from which it is so.
    pub since: Option<String>,
}

/// A line that was refused.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/receipt.v1.json describes every field in both languages")]
pub struct RefusedV1 {
    pub line: u64,
    pub text: Option<String>,
    pub begins: Option<String>,
    pub complaint: Value,
}

impl ReceiptV1 {
    /// Shapes a receipt, with the checkpoint that was signed after it, and the lines that were refused.
    pub fn of(receipt: &Receipt, dry_run: bool, checkpoint: Option<&str>, refused: Vec<RefusedV1>) -> Self {
        Self {
            format: "receipt.v1",
            dry_run,
            recorded: receipt.recorded,
            repeated: receipt.repeated,
            held_back: Some(receipt.held_back).filter(|held_back| *held_back > 0),
            first: receipt.positions.map(|(first, _)| first.0),
            last: receipt.positions.map(|(_, last)| last.0),
            head: receipt.head.0,
            root: receipt.root.to_string(),
            checkpoint: checkpoint.map(str::to_owned),
            refused,
            deprecated: receipt.deprecated.iter().map(DeprecatedV1::of).collect(),
            unread: receipt.unread.iter().map(UnreadV1::of).collect(),
        }
    }
}

impl UnreadV1 {
    fn of(unread: &Unread) -> Self {
        let Unread { name, version, newest, events } = unread;
        Self { kind: name.to_string(), version: *version, newest: *newest, events: *events }
    }
}

impl DeprecatedV1 {
    fn of(outdated: &Outdated) -> Self {
        let deprecated = &outdated.deprecated;
        Self {
            kind: outdated.name.to_string(),
            events: outdated.events,
            why: json!({"zh": &*deprecated.why.zh, "en": &*deprecated.why.en}),
            successor: deprecated.successor.as_ref().map(ToString::to_string),
            since: deprecated.since.map(|day| day.to_string()),
        }
    }
}

impl RefusedV1 {
    /// Shapes a refused line with the complaint about it.
    pub fn of(rejected: &Rejected, complaint: Value) -> Self {
        let Back { text, begins } = rejected.back.clone();
        Self { line: rejected.line, text, begins, complaint }
    }
}
