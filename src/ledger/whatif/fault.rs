//! Why a scenario is not run.

use crate::ledger::fault::Fault;
use crate::policy::PolicyError;
use crate::value::{Day, Position};
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
    SeveralPolicies { path: String, policies: Vec<String>, in_range: bool },
    /// More than the whole of a base would be paid.
    AboveWhole { path: Arc<str> },
    /// The least of a grant would be more than its most.
    EmptyRange { floor: Arc<str>, ceiling: Arc<str> },
    /// The event came after what is to be known.
    NotKnown { position: Position, known: Position },
    /// The range is none, or has too many values.
    Range { text: String, most: usize },
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
    /// The text does not say what events have in common, because of a part of it.
    Alike { text: String, part: String },
    /// Two files bring in one document.
    SameDocument { key: String, files: [String; 2] },
    /// An event that is brought in corrects or takes back one that is left out.
    SpeaksOfGone { file: String, kind: String, position: Position },
    /// Nothing differs from what it is held against.
    Same,
    /// Of what is left no policy governs anything.
    NoPolicyLeft,
    /// A range of values is no baseline.
    RangeAsBaseline { file: String },
    /// The type has no such field.
    UnknownField { kind: String, name: String, nearest: Option<String> },
    /// No policy has such a status.
    UnknownStatus { name: String, near: Option<Near> },
    /// No event has this in common; so many are of the type and the subject, and what some of them have.
    NothingAlike { text: String, events: usize, near: Option<Near> },
    /// Whoever sees pseudonyms asks for the events of somebody, by a part of what they have in common.
    NamesWhom { text: String, part: String },
    /// What is known ends there or before anyway.
    KnownAnyway { position: Position, known: Position },
    /// A scenario file is not written as they are.
    File { file: String, error: Box<PolicyError>, text: Arc<str> },
    /// A policy file that is to take the place of the one issued is not written as they are.
    Policy { file: String, error: Box<PolicyError>, text: Arc<str> },
    /// The text of a policy file is the one that was issued.
    IsIssued { file: String },
    /// A policy file would not be issued.
    PolicyRefused { file: String, fault: Box<Fault> },
    /// What was issued of the policy is of a later day, and counts as the last text.
    OlderPolicy { file: String, policy: Arc<str>, issued_on: Day, own: Day },
    /// A decision, while all of them are left out.
    LeftOutAnyway { what: String },
    /// Scenario files that go on from each other, the first one again at the end.
    Circle { files: Vec<String> },
    /// Whoever waited for it had enough.
    Stopped,
    /// A saved scenario was edited afterwards.
    Edited { file: String },
    /// A saved scenario is of another ledger: what this one has up to there is not what that one had.
    OtherLedger { file: String, position: Position },
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

/// What some events have where none has what was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Near {
    /// It is nearly the same.
    Nearest(String),
    /// It is one of many.
    Example(String),
}
