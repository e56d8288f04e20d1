//! What a person should look at.

use crate::position::FactRef;
use std::sync::Arc;

/// Something a person should look at.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Issue {
    /// What it is.
    pub kind: IssueKind,
    /// The clause, when it concerns one.
    pub article: Option<Arc<str>>,
    /// The events it concerns.
    pub facts: Vec<FactRef>,
}

/// The kinds of issue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum IssueKind {
    /// The text does not say.
    Gap,
    /// No document is in force for the fact.
    NoGoverningPolicy,
    /// A fact or a judgement is missing.
    Undetermined,
    /// Two recorded facts contradict each other, or a decision is none that the text allows.
    Conflict,
    /// The call closed without an application.
    MissedCall,
    /// The day of the fact lies after the business horizon.
    FutureFact,
    /// A published figure decides an amount and was not checked at its source.
    WeakReference,
}

impl Issue {
    /// The stable name of its kind.
    pub fn name(&self) -> &'static str {
        match self.kind {
            IssueKind::Gap => "gap",
            IssueKind::NoGoverningPolicy => "no_governing_policy",
            IssueKind::Undetermined => "undetermined",
            IssueKind::Conflict => "conflict",
            IssueKind::MissedCall => "missed_call",
            IssueKind::FutureFact => "future_fact",
            IssueKind::WeakReference => "weak_reference",
        }
    }
}
