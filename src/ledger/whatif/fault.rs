//! Why a scenario is not run.

use crate::ledger::fault::Fault;
use crate::value::Position;
use std::sync::Arc;

/// Why a scenario is not run.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the sentence on each variant names its fields")]
pub enum WhatIfFault {
    /// It changes nothing.
    Empty,
    /// The text is not a parameter and its value.
    Setting { text: String },
    /// The day from which a value is to hold is none.
    Day { text: String, day: String },
    /// The value is not one that the parameter takes, whose values are like this one.
    Value { path: Arc<str>, value: String, like: Like },
    /// Several policies have the parameter.
    SeveralPolicies { path: String, policies: Vec<String> },
    /// More than the whole of a base would be paid.
    AboveWhole { path: Arc<str> },
    /// The least of a grant would be more than its most.
    EmptyRange { floor: Arc<str>, ceiling: Arc<str> },
    /// The event came after what is to be known.
    NotKnown { position: Position, known: Position },
    /// The range is none, or has too many values.
    Range { text: String, most: usize },
    /// Facts are brought in from files that are read once, and a range is run many times.
    SweptFacts,
    /// The same is changed twice.
    Twice { what: String },
    /// What is supposed is so already.
    IsLaw { what: String, value: String },
    /// The event says how others are read, and cannot be left out.
    Needed { position: Position, kind: Arc<str> },
    /// A line of a file of further events would not be recorded.
    Line { file: String, line: u64, fault: Box<Fault> },
    /// A file of further events has none.
    NothingAdded { file: String },
}

/// What the values of a parameter are like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Like {
    /// Money.
    Yuan,
    /// A share.
    Percent,
    /// A whole number.
    Whole,
}
