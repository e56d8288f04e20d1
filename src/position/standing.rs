//! What a subject is, and which services it is owed.

use crate::position::FactRef;
use crate::value::{Bilingual, Day};
use std::sync::Arc;

/// An interval of a status as people see it.
#[derive(Debug, Clone, PartialEq)]
pub struct StatusSpan {
    /// The status' name.
    pub status: Arc<str>,
    /// What people call it.
    pub title: Bilingual,
    /// The first day.
    pub first: Day,
    /// The last day; [`Day::MAX`] when open; before the first when void.
    pub last: Day,
    /// Whether it holds at the horizon.
    pub holds: bool,
    /// What opened it.
    pub opened_by: FactRef,
    /// What ended it before its time.
    pub ended_by: Option<FactRef>,
}

/// A service owed to the subject.
#[derive(Debug, Clone, PartialEq)]
pub struct DutyDue {
    /// The duty's name.
    pub duty: Arc<str>,
    /// The clause.
    pub article: Arc<str>,
    /// What is owed.
    pub title: Bilingual,
    /// By when.
    pub due: Day,
    /// What fulfilled it.
    pub done_by: Option<FactRef>,
}
