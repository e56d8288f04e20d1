//! The difference by what subjects are, and by the year its money is of.

use crate::position::Item;
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

impl ToPay {
    /// Adds what may still be paid for an item and what was paid too much, in one arm: 0 is as it is, 1 as supposed.
    pub fn add(&mut self, arm: usize, item: &Item) {
        if let (Some(outstanding), Some(overpaid)) = (self.outstanding.get_mut(arm), self.overpaid.get_mut(arm)) {
            *outstanding = outstanding.plus(item.outstanding);
            *overpaid = overpaid.plus(item.overpaid);
        }
    }

    /// Adds what is otherwise in the supposed arm of those who were asked again.
    pub fn move_by(&mut self, asked: &ToPay) {
        let moved = |own: [Fen; 2], [base, supposed]: [Fen; 2]| [own[0], own[1].plus(supposed).minus(base)];
        self.outstanding = moved(self.outstanding, asked.outstanding);
        self.overpaid = moved(self.overpaid, asked.overpaid);
    }

    /// Adds another one.
    pub fn join(&mut self, other: &ToPay) {
        let both = |own: [Fen; 2], other: [Fen; 2]| [own[0].plus(other[0]), own[1].plus(other[1])];
        self.outstanding = both(self.outstanding, other.outstanding);
        self.overpaid = both(self.overpaid, other.overpaid);
    }
}

impl Group {
    /// How much more or less.
    pub fn difference(&self) -> Fen {
        self.supposed.minus(self.base)
    }
}
