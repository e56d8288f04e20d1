//! A difference by groups and years, both trees of a line, and other readings.

use crate::value::Fen;
use crate::view::whatif::SumsV1;
use crate::view::{BothV1, TraceV1};
use crate::whatif::{Group, ToPay};
use serde::Serialize;
use std::sync::Arc;

/// Subjects that have something in common.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/whatif.v1.json describes every field in both languages")]
pub struct GroupV1 {
    pub name: Option<String>,
    pub base: String,
    pub supposed: String,
    pub difference: String,
    pub changed: usize,
}

/// What may still be paid, and what was paid too much, for facts of a year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/whatif.v1.json describes every field in both languages")]
pub struct ToPayV1 {
    pub fact_year: i32,
    pub outstanding: ArmsV1,
    pub overpaid: ArmsV1,
}

/// An amount in each arm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/whatif.v1.json describes every field in both languages")]
pub struct ArmsV1 {
    pub base: String,
    pub supposed: String,
}

/// How both arms come to a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/whatif.v1.json describes every field in both languages")]
pub struct TreeV1 {
    pub base: TraceV1,
    pub supposed: TraceV1,
}

/// The difference under another option of a reading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/whatif.v1.json describes every field in both languages")]
pub struct UnderV1 {
    pub reading: Arc<str>,
    pub option: Arc<str>,
    pub question: BothV1,
    pub title: BothV1,
    pub sums: SumsV1,
}

impl GroupV1 {
    pub(super) fn of(group: &Group) -> Self {
        Self {
            name: group.name.as_ref().map(|(word, _)| word.clone()),
            base: group.base.to_yuan(),
            supposed: group.supposed.to_yuan(),
            difference: group.difference().to_yuan(),
            changed: group.changed,
        }
    }
}

impl ToPayV1 {
    pub(super) fn of(own: &ToPay) -> Self {
        let arms = |[base, supposed]: [Fen; 2]| ArmsV1 { base: base.to_yuan(), supposed: supposed.to_yuan() };
        Self { fact_year: own.year, outstanding: arms(own.outstanding), overpaid: arms(own.overpaid) }
    }
}
