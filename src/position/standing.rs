//! What a subject is, which services it is owed, and what stands in a register.

use crate::position::{Checked, FactRef, Gap};
use crate::value::{Bilingual, Day, Uscc};
use std::collections::BTreeMap;
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
    /// Since when.
    pub since: Day,
    /// By when, where there is a term.
    pub due: Option<Day>,
    /// Whether the subject is entitled to it: yes, no, or what is not known.
    pub entitled: Result<bool, Vec<Gap>>,
    /// The conditions, in the order they were asked.
    pub checks: Vec<Checked>,
    /// What fulfilled it.
    pub done: Vec<FactRef>,
    /// How much was given.
    pub given: i64,
}

/// A row of a register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisterRow {
    /// What names it, in the order of the register's key.
    pub key: Vec<Arc<str>>,
    /// What was entered.
    pub added: i64,
    /// What was taken of it.
    pub taken: i64,
    /// What came back.
    pub returned: i64,
    /// What each subject took and did not give back; what each was entered with, where nothing is taken.
    pub holders: BTreeMap<Uscc, i64>,
    /// The events.
    pub facts: Vec<FactRef>,
}

impl RegisterRow {
    /// What is left.
    pub fn left(&self) -> i64 {
        self.added.saturating_sub(self.taken).saturating_add(self.returned)
    }
}
