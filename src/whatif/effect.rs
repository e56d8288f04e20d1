//! What a change did by itself: how many lines it can touch, how many differ, and what stood against the others.

use crate::position::{Item, Limited, Outcome};
use crate::value::{Day, Fen};
use crate::whatif::{Delta, Line, Reach, Sums};
use std::collections::BTreeMap;

/// What a change did by itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Effect {
    /// What it comes to.
    pub sums: Sums,
    /// The grants that look at it, where it is a parameter.
    pub grants: usize,
    /// The lines it can touch.
    pub touched: usize,
    /// Those of them that stayed as they were, by what stood against a difference.
    pub still: BTreeMap<Still, usize>,
}

/// Why a line that a change can touch stayed as it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Still {
    /// The day that governs it, mostly the opening of its call, is before the first day of the new value.
    Earlier,
    /// A condition does not hold in either arm.
    Refused,
    /// Nothing is named, the call was missed, or the fact is gone, in either arm.
    Nothing,
    /// What is due is not known in either arm.
    Open,
    /// Its floor or ceiling decides the amount in both arms.
    Bounded,
    /// Caps or the better choice decide in both arms.
    Limited,
    /// It comes to the same.
    Same,
}

impl Effect {
    /// Adds a line of the arm with this change alone. What differs was touched, by whatever way.
    pub fn add(&mut self, line: &Line<'_>, touched: bool, reach: &Reach) {
        self.sums.add(line);
        let differs = line.delta().is_some();
        self.touched = self.touched.saturating_add(usize::from(touched || differs));
        if touched && !differs {
            let count = self.still.entry(still(line, reach)).or_default();
            *count = count.saturating_add(1);
        }
    }

    /// Adds another one.
    pub fn join(&mut self, other: &Effect) {
        self.sums.join(&other.sums);
        self.touched = self.touched.saturating_add(other.touched);
        for (why, count) in &other.still {
            let own = self.still.entry(*why).or_default();
            *own = own.saturating_add(*count);
        }
    }
}

fn still(line: &Line<'_>, reach: &Reach) -> Still {
    let Some(item) = line.told_by() else { return Still::Same };
    if begins(reach).is_some_and(|from| item.application.governed_on < from) {
        return Still::Earlier;
    }
    if line.delta() == Delta::Open {
        return Still::Open;
    }
    match item.outcome {
        Outcome::Due => due(item),
        Outcome::Refused(_) => Still::Refused,
        Outcome::Undetermined(_) | Outcome::NoGoverningPolicy(_) => Still::Open,
        Outcome::NotNamed | Outcome::MissedCall | Outcome::FactGone => Still::Nothing,
    }
}

fn begins(reach: &Reach) -> Option<Day> {
    match reach {
        Reach::Grants { from, .. } => *from,
        Reach::Reading(_) | Reach::Events(_) => None,
    }
}

fn due(item: &Item) -> Still {
    let reduced = item.excluded.iter().any(|excluded| excluded.amount != Fen::ZERO)
        || item.cuts.iter().any(|cut| cut.amount != Fen::ZERO);
    match item.limited {
        _ if reduced => Still::Limited,
        Limited::Floor(_) | Limited::Ceiling(_) => Still::Bounded,
        Limited::Neither => Still::Same,
    }
}
