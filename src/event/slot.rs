//! A body decoded to typed slots: one slot per declared field, in declaration order.

use crate::value::{Day, DayPeriod, Digest, EventId, Fen, Ratio, StandardNo, Uscc};
use std::sync::Arc;

/// One field's value. The order of variants and values is the canonical order that breaks ties between facts of one day.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Slot {
    /// The field was not given.
    Absent,
    /// Text, also a chosen word of an enumeration.
    Text(Arc<str>),
    /// A whole number.
    Whole(i64),
    /// Yes or no.
    Flag(bool),
    /// Money.
    Money(Fen),
    /// A percentage, held as the exact fraction.
    Percent(Box<Ratio>),
    /// A day.
    Day(Day),
    /// A run of days.
    Period(DayPeriod),
    /// A unified social credit code.
    Code(Uscc),
    /// A standard number.
    Standard(Box<StandardNo>),
    /// The id of another event.
    Id(EventId),
    /// A digest.
    Digest(Box<Digest>),
    /// An array of flat records.
    Rows(Box<[Record]>),
}

// A ledger is mostly slots when it is in memory: what is large and rare stands elsewhere.
const _: () = assert!(size_of::<Slot>() == 24, "a slot has grown");

/// The slots of one body or of one row, in the order of the declaration's fields. They never change, so that a copy shares them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Record(Arc<[Slot]>);

impl Record {
    /// Takes slots in declaration order.
    pub fn new(slots: Vec<Slot>) -> Self {
        Self(slots.into())
    }

    /// The slot at a field's index; [`Slot::Absent`] beyond the last.
    pub fn get(&self, field: usize) -> &Slot {
        self.0.get(field).unwrap_or(&Slot::Absent)
    }

    /// The record with every code, its own and those of its rows, put through a change of names.
    #[must_use]
    pub fn recoded(self, name: &impl Fn(Uscc) -> Uscc) -> Self {
        let slot = |slot: Slot| match slot {
            Slot::Code(code) => Slot::Code(name(code)),
            Slot::Rows(rows) => Slot::Rows(rows.into_iter().map(|row| row.recoded(name)).collect()),
            other @ (Slot::Absent
            | Slot::Text(_)
            | Slot::Whole(_)
            | Slot::Flag(_)
            | Slot::Money(_)
            | Slot::Percent(_)
            | Slot::Day(_)
            | Slot::Period(_)
            | Slot::Standard(_)
            | Slot::Id(_)
            | Slot::Digest(_)) => other,
        };
        Self(self.0.iter().cloned().map(slot).collect())
    }

    /// All slots in declaration order.
    pub fn slots(&self) -> &[Slot] {
        &self.0
    }
}

impl Slot {
    /// The text, when it is text, a code or a standard number.
    pub fn text(&self) -> Option<&str> {
        match self {
            Slot::Text(text) => Some(text),
            Slot::Code(code) => Some(code.as_str()),
            Slot::Standard(number) => Some(number.as_str()),
            Slot::Absent
            | Slot::Whole(_)
            | Slot::Flag(_)
            | Slot::Money(_)
            | Slot::Percent(_)
            | Slot::Day(_)
            | Slot::Period(_)
            | Slot::Id(_)
            | Slot::Digest(_)
            | Slot::Rows(_) => None,
        }
    }

    /// The whole number, when it is one.
    pub fn whole(&self) -> Option<i64> {
        if let Slot::Whole(number) = self { Some(*number) } else { None }
    }

    /// The flag, when it is one.
    pub fn flag(&self) -> Option<bool> {
        if let Slot::Flag(flag) = self { Some(*flag) } else { None }
    }

    /// The amount, when it is one.
    pub fn money(&self) -> Option<Fen> {
        if let Slot::Money(fen) = self { Some(*fen) } else { None }
    }

    /// The percentage as a fraction, when it is one.
    pub fn percent(&self) -> Option<Ratio> {
        if let Slot::Percent(ratio) = self { Some(**ratio) } else { None }
    }

    /// The day, when it is one.
    pub fn day(&self) -> Option<Day> {
        if let Slot::Day(day) = self { Some(*day) } else { None }
    }

    /// The code, when it is one.
    pub fn code(&self) -> Option<Uscc> {
        if let Slot::Code(code) = self { Some(*code) } else { None }
    }

    /// The event id, when it is one.
    pub fn id(&self) -> Option<EventId> {
        if let Slot::Id(id) = self { Some(*id) } else { None }
    }

    /// The rows; none when it is not an array.
    pub fn rows(&self) -> &[Record] {
        if let Slot::Rows(rows) = self { rows } else { &[] }
    }
}
