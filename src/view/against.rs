//! `against.v1`: how far what detectors found agrees with what is known to be true.

use crate::audit::{Finding, Known, RuleScore, Score};
use crate::ledger::World;
use crate::value::Fen;
use crate::view::BothV1;
use serde::Serialize;
use std::sync::Arc;

/// Findings held against a truth.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/against.v1.json describes every field in both languages")]
pub struct AgainstV1 {
    pub format: &'static str,
    pub on: String,
    pub known: u64,
    pub root: String,
    pub planted: usize,
    pub found: usize,
    pub told: usize,
    pub beyond: usize,
    pub rules: Vec<ScoreV1>,
    pub missed: Vec<MissedV1>,
    pub wrong: Vec<WrongV1>,
}

/// How well one detector did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/against.v1.json describes every field in both languages")]
pub struct ScoreV1 {
    pub rule: &'static str,
    pub title: BothV1,
    pub planted: usize,
    pub found: usize,
    pub wrong: usize,
    pub near_misses: usize,
}

/// Something true that was not found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/against.v1.json describes every field in both languages")]
pub struct MissedV1 {
    pub rule: &'static str,
    pub subjects: Vec<String>,
    pub event: String,
    pub amount: Option<String>,
    pub story: BothV1,
}

/// Something found that is not true.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/against.v1.json describes every field in both languages")]
pub struct WrongV1 {
    pub number: Arc<str>,
    pub rule: &'static str,
    pub subjects: Vec<String>,
    pub amount: Option<String>,
    pub says: BothV1,
}

impl AgainstV1 {
    /// Shapes a score.
    pub fn of(score: &Score<'_>, world: &World) -> Self {
        let (planted, found, told) = score.counts();
        Self {
            format: "against.v1",
            on: world.horizon.on.to_string(),
            known: world.horizon.known.0,
            root: world.root.to_string(),
            planted,
            found,
            told,
            beyond: score.beyond,
            rules: score.rows.iter().map(ScoreV1::of).collect(),
            missed: score.missed.iter().map(|known| MissedV1::of(known)).collect(),
            wrong: score.wrong.iter().map(|finding| WrongV1::of(finding)).collect(),
        }
    }
}

impl ScoreV1 {
    fn of(score: &RuleScore) -> Self {
        let RuleScore { detector, planted, found, wrong, near_misses } = *score;
        Self { rule: detector.id, title: BothV1::of(&detector.title.both()), planted, found, wrong, near_misses }
    }
}

impl MissedV1 {
    fn of(known: &Known) -> Self {
        Self {
            rule: known.detector.id,
            subjects: known.subjects.iter().map(ToString::to_string).collect(),
            event: known.event.to_string(),
            amount: known.amount.map(Fen::to_yuan),
            story: BothV1::of(&known.story),
        }
    }
}

impl WrongV1 {
    fn of(finding: &Finding) -> Self {
        Self {
            number: Arc::clone(&finding.number),
            rule: finding.detector.id,
            subjects: finding.subjects.iter().map(ToString::to_string).collect(),
            amount: finding.amount.map(Fen::to_yuan),
            says: BothV1::of(&finding.says),
        }
    }
}
