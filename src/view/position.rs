//! `position.v1`: what a subject was, is owed and was paid.

use crate::position::Position;
use crate::value::{Digest, Position as Place};
use crate::view::{CapV1, DutyV1, IssueV1, ItemV1, Names, PolicyV1, StatusV1};
use serde::Serialize;
use std::sync::Arc;

/// What a position rests on: how much of the ledger was known, and under which document it was computed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// The last event that was known.
    pub known: Place,
    /// The root of the ledger up to there.
    pub root: Digest,
    /// The policy's id.
    pub policy: Arc<str>,
    /// Its document number.
    pub document: Arc<str>,
    /// The digest of its declarations.
    pub policy_digest: Digest,
}

/// A position for other programs. It has no words of a language: people's names for things are in the policy.
///
/// Money is text in yuan with two decimals, a day is `2026-05-11`, and what is absent is `null` or an empty list, so
/// that every document has every field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PositionV1 {
    /// Always `position.v1`.
    pub format: &'static str,
    /// The subject's code.
    pub subject: String,
    /// The business day.
    pub on: String,
    /// The position number of the last event that was known.
    pub known: u64,
    /// The root of the ledger up to there.
    pub root: String,
    /// The document it was computed with.
    pub policy: PolicyV1,
    /// Every interval of every status.
    pub statuses: Vec<StatusV1>,
    /// Services owed.
    pub duties: Vec<DutyV1>,
    /// One item per fact and grant.
    pub items: Vec<ItemV1>,
    /// The use of each cap.
    pub caps: Vec<CapV1>,
    /// What a person should look at.
    pub issues: Vec<IssueV1>,
}

impl PositionV1 {
    /// Shapes a position.
    pub fn of(position: &Position, stamp: &Stamp, names: &dyn Names) -> Self {
        Self {
            format: "position.v1",
            subject: position.subject.to_string(),
            on: position.on.to_string(),
            known: stamp.known.0,
            root: stamp.root.to_string(),
            policy: PolicyV1 {
                id: stamp.policy.clone(),
                document: stamp.document.clone(),
                digest: stamp.policy_digest.to_string(),
            },
            statuses: position.statuses.iter().map(StatusV1::of).collect(),
            duties: position.duties.iter().map(DutyV1::of).collect(),
            items: position.items.iter().map(|item| ItemV1::of(item, position, names)).collect(),
            caps: position.caps.iter().map(CapV1::of).collect(),
            issues: position.issues.iter().map(IssueV1::of).collect(),
        }
    }
}
