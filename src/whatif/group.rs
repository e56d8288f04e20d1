//! The difference by what subjects are, and by the year its money is of.

use crate::value::{Bilingual, Fen};

/// What subjects that have something in common come to, of what is known in both arms.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Group {
    /// What they have in common, as it was recorded and as people say it; none for those of whom nothing of it is on record.
    pub name: Option<(String, Bilingual)>,
    /// As it is.
    pub base: Fen,
    /// As supposed.
    pub supposed: Fen,
    /// How many lines differ.
    pub changed: usize,
}

/// What may still be paid for facts of a year, and what was paid too much for them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ToPay {
    /// The year of the facts; their call is mostly that of the year after.
    pub year: i32,
    /// What may still be paid, as it is and as supposed.
    pub outstanding: [Fen; 2],
    /// What was paid too much, as it is and as supposed.
    pub overpaid: [Fen; 2],
}

impl Group {
    /// How much more or less.
    pub fn difference(&self) -> Fen {
        self.supposed.minus(self.base)
    }
}
