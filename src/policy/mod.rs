//! The policy as data: declarations, readings and dated parameters; parsed, checked and compiled to a program.

#![deny(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::float_arithmetic)]
#![deny(clippy::arithmetic_side_effects, clippy::wildcard_enum_match_arm)]

mod compare;
mod compile;
mod compiled;
mod error;
mod form;
mod granting;
mod measuring;
mod node;
mod number;
mod options;
mod parameter;
mod program;
mod reading;
mod table;
mod term;
mod touched;

pub use compare::{Change, Differs};
pub use compile::Policy;
pub use compiled::{Compiled, Flips};
pub use error::{PolicyError, PolicyFault};
pub use form::{
    At, Condition, DaySource, FactSelection, FieldPart, FieldRef, Matching, MeasureId, Op, Operand, Records, Renamed,
    Status, StatusFrom, StatusId, StatusUnless, StatusUntil, Test,
};
pub use granting::{
    Accounted, Amount, AmountRow, AmountTable, AtMost, BestOf, BlockRule, Duty, DutyTrigger, Exclusion, FirstCut,
    Floor, Gate, Grant, Joined, KeyPart, Limit, Rate, Register, RegisterEntry, Reversed, Selected, Template,
    TemplatePart, Trigger, TriggerForm,
};
pub use measuring::{
    CountForm, LatestForm, Link, Measure, MeasureForm, Missing, Newcomers, Prefer, RankForm, ReferenceDay,
    ReferenceForm, Since, SumForm, YearOf,
};
pub(crate) use node::{Node, Value};
pub use number::same_number;
pub use options::{
    AboveCap, AfterApproval, CapYear, CapsCount, GovernedOn, LowerPaid, MissedCall, Options, OtherSupport, Successors,
    TestDay,
};
pub use parameter::{ActsBy, Days, ParamId, ParamValue, Parameter, ParameterValue};
pub use program::{Amendment, Force, Program, Provenance, Unsound};
pub use reading::{Choices, Reading, ReadingId, ReadingOption};
pub(crate) use table::{Parsed, Selector, Table, expected, text};
pub use term::{FilledBy, OpenTerm, TermRange, TermValue};
pub use touched::Touched;
