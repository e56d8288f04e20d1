//! Answers that may be missing, and what they rest on.

use crate::event::TypeId;
use crate::policy::{MeasureId, StatusId};
use crate::position::{FactRef, Interval};
use crate::value::{Day, Exact, Fen, Ratio};
use std::sync::Arc;

/// A value a measure gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Quantity {
    /// Money.
    Money(Fen),
    /// Money with parts of a fen.
    Exact(Exact),
    /// A rate.
    Percent(Ratio),
    /// A number.
    Whole(i64),
    /// A day.
    Day(Day),
    /// Yes or no.
    Flag(bool),
    /// A word.
    Text(Arc<str>),
}

/// Why something is not known, and so what would settle it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gap {
    /// A fact of this type is not recorded.
    Fact {
        /// The type that would settle it.
        kind: TypeId,
        /// The measure that asks for it, when one does.
        measure: Option<MeasureId>,
        /// The year it must speak of, when it must speak of one.
        year: Option<i32>,
    },
    /// The fact is recorded without the field that is asked for.
    Field {
        /// The measure that asks for it.
        measure: MeasureId,
    },
    /// Nobody has decided this term.
    Term(u32),
    /// The chosen reading leaves this measure open.
    Reading(MeasureId),
    /// These renamings give the thing names of different amounts.
    Names(Vec<FactRef>),
    /// The exact result does not fit, or a parameter has no value.
    Uncomputable,
}

/// A measure's value with the facts it rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The value.
    pub value: Quantity,
    /// The facts, in order.
    pub facts: Vec<FactRef>,
}

/// What a condition's answer rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Witness {
    /// An interval of a status on the day asked about.
    Held(StatusId, Day, Interval),
    /// No interval of a status covers the day; so many facts were looked at.
    NotHeld(StatusId, Day, usize),
    /// A measure's value.
    Measured(MeasureId, Answer),
    /// A word of the fact.
    Said(Arc<str>),
    /// An event of a type that agrees with the fact, or that there is none.
    Found(TypeId, Option<FactRef>),
    /// The day by which something must have happened, or on which a time was over.
    Term(Day),
}

impl Quantity {
    /// The money.
    pub fn money(&self) -> Option<Fen> {
        if let Quantity::Money(fen) = self { Some(*fen) } else { None }
    }

    /// The money, perhaps with parts of a fen.
    pub fn exact(&self) -> Option<Exact> {
        if let Quantity::Exact(exact) = self { Some(*exact) } else { self.money().map(Exact::from_fen) }
    }

    /// The rate.
    pub fn percent(&self) -> Option<Ratio> {
        if let Quantity::Percent(ratio) = self { Some(*ratio) } else { None }
    }

    /// The number.
    pub fn whole(&self) -> Option<i64> {
        if let Quantity::Whole(number) = self { Some(*number) } else { None }
    }

    /// The day.
    pub fn day(&self) -> Option<Day> {
        if let Quantity::Day(day) = self { Some(*day) } else { None }
    }
}

impl From<i64> for Quantity {
    fn from(number: i64) -> Self {
        Quantity::Whole(number)
    }
}
