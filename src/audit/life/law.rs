//! How a step of the life of public money is declared.

use crate::audit::Words;

/// A step: an event type, and what the procedure asks of it.
#[derive(Debug, Clone, Copy)]
pub struct Step {
    /// The event type.
    pub kind: &'static str,
    /// What is asked, in the order it is asked; the first that does not hold is told.
    pub rules: &'static [Rule],
}

/// One thing the procedure asks of a step.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// In words.
    pub says: Words,
    /// As it is asked of the facts.
    pub asks: Asks,
}

/// What is asked of the facts.
#[derive(Debug, Clone, Copy)]
pub enum Asks {
    /// A step of one of these types stands before it, of the same subject and with the same number in a field. A step that names no number
    /// is not asked.
    After(&'static [&'static str], &'static str),
    /// No step of this type with the same number in a field stands before it.
    Unless(&'static str, &'static str),
    /// Nothing was paid on the application before it, or all of that came back.
    Unpaid,
    /// The application its approval names was not withdrawn before it.
    NotGivenUp,
    /// Its amount keeps within a bound.
    Within(Bound),
    /// A detector of its own asks it; it is not asked twice.
    AskedBy(&'static str),
}

/// What an amount keeps within.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// What stayed of the payment and is not ordered back yet.
    Payment,
    /// What is left of the order after what was recovered and waived.
    Order,
}
