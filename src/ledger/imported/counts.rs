//! How many facts a table has, each of them counted once: the numbers add up wherever they are told.

use super::sift::{Duplicates, Good, Sifted};
use crate::explain::{Count, Importing};
use std::collections::BTreeSet;

/// The facts of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    /// All that were read.
    pub all: usize,
    /// Those that are good and like no other.
    pub good: usize,
    /// Those that are not good.
    pub bad: usize,
    /// Those that may be there already, whatever becomes of them.
    pub suspects: usize,
}

impl Sifted {
    /// How many facts there are, and of which kind.
    pub fn counts(&self) -> Counts {
        let good = self.like_no_other().count();
        let (bad, suspects) = (self.bad.len(), self.suspects.len());
        Counts { all: good.saturating_add(bad).saturating_add(suspects), good, bad, suspects }
    }

    /// What is good and may not be there already.
    pub fn like_no_other(&self) -> impl Iterator<Item = &Good> {
        let suspected: BTreeSet<&Vec<u32>> = self.suspects.iter().map(|suspect| &suspect.rows).collect();
        self.good.iter().filter(move |good| !suspected.contains(&good.rows))
    }

    /// The same in words, with what was chosen for those that may be there already.
    pub fn counted(&self, chosen: Option<Duplicates>) -> Importing {
        let Counts { all, good, bad, suspects } = self.counts();
        let all = Count::of(all, "record");
        match chosen.filter(|_| suspects > 0) {
            None => Importing::Found { all, good, bad, suspects },
            Some(Duplicates::Keep) => Importing::FoundKept { all, good, bad, suspects },
            Some(Duplicates::Drop) => Importing::FoundLeftOut { all, good, bad, suspects },
        }
    }
}
