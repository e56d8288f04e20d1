//! Lines added up. A sum has only what is known in both arms; what became known or unknown stands beside it.

use crate::position::Item;
use crate::value::Fen;
use crate::whatif::Delta;
use crate::whatif::Line;
use std::collections::BTreeMap;
use std::sync::Arc;

/// So many lines, and what they come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// How many.
    pub count: usize,
    /// How much.
    pub amount: Fen,
}

/// What lines come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sums {
    /// As it is, of the lines known in both arms.
    pub base: Fen,
    /// As supposed, of the same lines.
    pub supposed: Fen,
    /// The lines that give more, and how much more.
    pub more: Tally,
    /// The lines that give less, and how much less, as a positive amount.
    pub less: Tally,
    /// The lines that are not known any more, and what they gave.
    pub opened: Tally,
    /// The lines that became known, and what they give.
    pub settled: Tally,
    /// The lines that are not known in either arm.
    pub open: usize,
}

/// Where lines are added up: a clause of a document in a year of facts, in the order of the documents.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Row {
    /// The place of the clause among all; the last for what has none.
    pub order: usize,
    /// The number of the document.
    pub document: Arc<str>,
    /// The clause.
    pub article: Arc<str>,
    /// The year of the facts.
    pub year: i32,
}

/// Sums by clause and year.
pub type Table = BTreeMap<Row, Sums>;

impl Tally {
    fn add(&mut self, amount: Fen) {
        self.count = self.count.saturating_add(1);
        self.amount = self.amount.plus(amount);
    }

    /// Adds what is not nothing.
    fn add_some(&mut self, amount: Fen) {
        if amount != Fen::ZERO {
            self.add(amount);
        }
    }

    fn join(&mut self, other: Tally) {
        self.count = self.count.saturating_add(other.count);
        self.amount = self.amount.plus(other.amount);
    }
}

impl Sums {
    /// Adds a line.
    pub fn add(&mut self, line: &Line<'_>) {
        let (base, supposed) = line.due();
        if let Some((base, supposed)) = base.zip(supposed) {
            self.base = self.base.plus(base);
            self.supposed = self.supposed.plus(supposed);
        }
        match line.delta() {
            Delta::By(amount) if amount.is_positive() => self.more.add(amount),
            Delta::By(amount) if amount != Fen::ZERO => self.less.add(Fen::ZERO.minus(amount)),
            Delta::By(_) => {}
            Delta::Opened(amount) => self.opened.add(amount),
            Delta::Settled(amount) => self.settled.add(amount),
            Delta::Open => self.open = self.open.saturating_add(1),
        }
    }

    /// Adds the side of a line that stands here as it is only: what it gives goes elsewhere.
    pub fn add_base(&mut self, line: &Line<'_>) {
        let (base, supposed) = line.due();
        match (base, supposed) {
            (Some(base), Some(_)) => {
                self.base = self.base.plus(base);
                self.less.add_some(base);
            }
            (Some(base), None) => self.opened.add(base),
            (None, _) => {}
        }
    }

    /// Adds the side of a line that stands here as supposed only.
    pub fn add_supposed(&mut self, line: &Line<'_>) {
        let (base, supposed) = line.due();
        match (base, supposed) {
            (Some(_), Some(supposed)) => {
                self.supposed = self.supposed.plus(supposed);
                self.more.add_some(supposed);
            }
            (None, Some(supposed)) => self.settled.add(supposed),
            (None, None) => self.open = self.open.saturating_add(1),
            (Some(_), None) => {}
        }
    }

    /// Adds an item that is the same in both arms.
    pub fn add_same(&mut self, item: &Item) {
        if item.is_known() {
            self.base = self.base.plus(item.net);
            self.supposed = self.supposed.plus(item.net);
        } else {
            self.open = self.open.saturating_add(1);
        }
    }

    /// Takes away items that were added as the same in both arms.
    pub fn leave(&mut self, same: &Sums) {
        self.base = self.base.minus(same.base);
        self.supposed = self.supposed.minus(same.supposed);
        self.open = self.open.saturating_sub(same.open);
    }

    /// Adds other sums.
    pub fn join(&mut self, other: &Sums) {
        self.base = self.base.plus(other.base);
        self.supposed = self.supposed.plus(other.supposed);
        self.more.join(other.more);
        self.less.join(other.less);
        self.opened.join(other.opened);
        self.settled.join(other.settled);
        self.open = self.open.saturating_add(other.open);
    }

    /// The same of everything, where these are the sums of all lines that can differ and `all` is what there is as it is.
    #[must_use]
    pub fn of_all(&self, all: &Sums) -> Self {
        let base = all.base.minus(self.opened.amount);
        let supposed = base.plus(self.more.amount).minus(self.less.amount);
        Self { base, supposed, open: all.open.saturating_sub(self.settled.count), ..*self }
    }

    /// How much more is due as supposed.
    pub fn difference(&self) -> Fen {
        self.supposed.minus(self.base)
    }

    /// How many lines differ.
    pub fn changed(&self) -> usize {
        let counts = [self.more.count, self.less.count, self.opened.count, self.settled.count];
        counts.into_iter().fold(0, usize::saturating_add)
    }
}
