//! What stands beside the items of a position: statuses, duties, caps, issues; and the small parts they share.

use crate::position::{CapUse, DutyDue, FactRef, Issue, StatusSpan};
use crate::value::Day;
use serde::Serialize;
use std::sync::Arc;

/// An event of the ledger, as a view points at it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EventV1 {
    /// Its position number.
    pub position: u64,
    /// Its id.
    pub id: String,
    /// Its business day.
    pub day: String,
}

/// The document a position was computed with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PolicyV1 {
    /// Its id.
    pub id: Arc<str>,
    /// Its document number.
    pub document: Arc<str>,
    /// The digest of its declarations.
    pub digest: String,
}

/// An interval of a status.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StatusV1 {
    /// Its name.
    pub status: Arc<str>,
    /// The first day.
    pub from: String,
    /// The last day; nothing while it is open. Before the first day when the interval is void.
    pub until: Option<String>,
    /// Whether it holds on the business day.
    pub holds: bool,
}

/// A service that is owed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DutyV1 {
    /// Its name.
    pub duty: Arc<str>,
    /// The clause.
    pub article: Arc<str>,
    /// The first day.
    pub since: String,
    /// The last day, where there is a term.
    pub due: Option<String>,
    /// `yes`, `no`, or `undetermined`.
    pub entitled: &'static str,
    /// How much was given.
    pub given: i64,
    /// What fulfilled it first.
    pub done: Option<EventV1>,
}

/// The use of a cap in one period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CapV1 {
    /// Its name.
    pub cap: Arc<str>,
    /// The period: a calendar year.
    pub period: String,
    /// The most there may be.
    pub amount: String,
    /// What is used.
    pub used: String,
    /// What may still be used.
    pub left: String,
}

/// Something a person should look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IssueV1 {
    /// What it is.
    pub kind: &'static str,
    /// The clause, when it concerns one.
    pub article: Option<Arc<str>>,
    /// The events it concerns.
    pub events: Vec<EventV1>,
}

impl EventV1 {
    pub(super) fn of(fact: &FactRef) -> Self {
        Self { position: fact.position.0, id: fact.id.to_string(), day: fact.day.to_string() }
    }
}

impl StatusV1 {
    pub(super) fn of(span: &StatusSpan) -> Self {
        let until = (span.last != Day::MAX).then(|| span.last.to_string());
        Self { status: span.status.clone(), from: span.first.to_string(), until, holds: span.holds }
    }
}

impl DutyV1 {
    pub(super) fn of(duty: &DutyDue) -> Self {
        Self {
            duty: duty.duty.clone(),
            article: duty.article.clone(),
            since: duty.since.to_string(),
            due: duty.due.map(|day| day.to_string()),
            entitled: match duty.entitled {
                Ok(true) => "yes",
                Ok(false) => "no",
                Err(_) => "undetermined",
            },
            given: duty.given,
            done: duty.done.first().map(EventV1::of),
        }
    }
}

impl CapV1 {
    pub(super) fn of(cap: &CapUse) -> Self {
        Self {
            cap: cap.name.clone(),
            period: cap.year.to_string(),
            amount: cap.cap.to_yuan(),
            used: cap.used.to_yuan(),
            left: cap.cap.less(cap.used).to_yuan(),
        }
    }
}

impl IssueV1 {
    pub(super) fn of(issue: &Issue) -> Self {
        let events = issue.facts.iter().map(EventV1::of).collect();
        Self { kind: issue.name(), article: issue.article.clone(), events }
    }
}
