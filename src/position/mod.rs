//! Timeline and program make a position: statuses, items, the best choice, caps, windows, issues, each with its witness.

#![deny(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::float_arithmetic)]
#![deny(clippy::arithmetic_side_effects, clippy::wildcard_enum_match_arm)]

mod again;
mod allocate;
mod amount;
mod answer;
mod bearing;
mod bound;
mod call;
mod candidate;
mod choice;
mod crossing;
mod engine;
mod interval;
mod issue;
mod item;
mod joined;
mod judge;
mod link;
mod measure;
mod money;
mod naming;
mod newcomers;
mod owner;
mod rank;
mod recent;
mod reckon;
mod returned;
mod search;
mod service;
mod standing;
mod term;
mod test;
mod vocabulary;

pub use again::Again;
pub use answer::{Answer, Gap, Quantity, Witness};
pub use call::{Application, ApplicationBasis};
pub use crossing::{Changing, Crossing, Decider, uses};
pub use engine::{Engine, evaluate};
pub use interval::Interval;
pub use issue::{Issue, IssueKind};
pub use item::{CapUse, Checked, Cut, Excluded, ExcludedBy, FactRef, Formula, Item, Limited, Outcome, Position};
pub use standing::{DutyDue, RegisterRow, StatusSpan};
pub use term::Decision;
pub use vocabulary::{MissingWord, Vocabulary};
