//! The amounts of an item as cells of a row: what is not known is a dash and never a zero, and a row adds up.

use crate::explain::{Cell, Filed, Link, Phrase};
use crate::position::{Item, Outcome};
use crate::value::Fen;

/// A column of amounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Amount {
    Gross,
    Excluded,
    Cut,
    Net,
    Approved,
    Paid,
    Outstanding,
    Withheld,
    Overpaid,
    /// What was paid for items of which it is not known what is due.
    PaidOpen,
}

/// The sums over the items of a sheet, a column each; none while nothing in it is known.
#[derive(Debug, Clone)]
pub(super) struct Sums {
    columns: &'static [Amount],
    known: Vec<Option<Fen>>,
    open: Besides,
    ungoverned: Besides,
    /// Of how many items, and how much, something was reckoned and nothing of it is due: a call was missed, a condition does not hold.
    lost: (usize, Fen),
}

/// The items a sum leaves out, and what was paid for them: the sum of what was paid has it.
#[derive(Debug, Clone, Copy, Default)]
struct Besides {
    count: usize,
    paid: Fen,
}

impl Amount {
    /// The head of the column.
    pub(super) fn head(self) -> Filed {
        match self {
            Amount::Gross => Filed::Gross,
            Amount::Excluded => Filed::Excluded,
            Amount::Cut => Filed::Cut,
            Amount::Net => Filed::Net,
            Amount::Approved => Filed::Approved,
            Amount::Paid => Filed::Paid,
            Amount::Outstanding => Filed::Outstanding,
            Amount::Withheld => Filed::Withheld,
            Amount::Overpaid => Filed::Overpaid,
            Amount::PaidOpen => Filed::PaidOpen,
        }
    }

    /// The amount of an item; none where it is not known. What was approved and what moved always is.
    pub(super) fn of(self, item: &Item) -> Option<Fen> {
        let due = |amount: Fen| item.is_known().then_some(amount);
        match self {
            Amount::Gross => due(item.gross),
            Amount::Excluded => due(item.excluded.iter().map(|excluded| excluded.amount).sum()),
            Amount::Cut => due(item.cuts.iter().map(|cut| cut.amount).sum()),
            Amount::Net => due(item.net),
            Amount::Outstanding => due(item.outstanding),
            Amount::Withheld => due(item.withheld()),
            Amount::Approved => Some(item.approved),
            Amount::Paid => Some(item.paid),
            Amount::Overpaid => due(item.overpaid),
            Amount::PaidOpen => Some(if item.is_known() { Fen::ZERO } else { item.paid }),
        }
    }

    /// The same as a cell.
    pub(super) fn cell(self, item: &Item) -> Cell {
        cell(self.of(item))
    }
}

/// A cell that leads to the clause it is about, where there is one; of nothing there is nothing to explain.
pub(super) fn linked(cell: Cell, clause: Option<&Link>) -> Cell {
    match clause.filter(|_| cell != Cell::Money(Fen::ZERO)) {
        Some(clause) => cell.to(clause.clone()),
        None => cell,
    }
}

impl Sums {
    /// No items yet.
    pub(super) fn of(columns: &'static [Amount]) -> Self {
        Self {
            columns,
            known: vec![None; columns.len()],
            open: Besides::default(),
            ungoverned: Besides::default(),
            lost: (0, Fen::ZERO),
        }
    }

    /// Adds an item.
    pub(super) fn add(&mut self, item: &Item) {
        if let Some(lost) = lost(item) {
            self.lost = (self.lost.0.saturating_add(1), self.lost.1.plus(lost));
        }
        for (sum, column) in self.known.iter_mut().zip(self.columns) {
            if let Some(amount) = column.of(item) {
                *sum = Some(sum.unwrap_or_default().plus(amount));
            }
        }
        match item.outcome {
            Outcome::Undetermined(_) => self.open.add(item),
            Outcome::NoGoverningPolicy(_) => self.ungoverned.add(item),
            Outcome::Due | Outcome::Refused(_) | Outcome::NotNamed | Outcome::MissedCall | Outcome::FactGone => {}
        }
    }

    /// How many of the items are undetermined.
    pub(super) fn open(&self) -> usize {
        self.open.count
    }

    /// The sums as cells.
    pub(super) fn cells(&self) -> impl Iterator<Item = Cell> + '_ {
        self.known.iter().map(|sum| cell(*sum))
    }

    /// How many items the sums leave out, and what of the sum of what was paid is theirs.
    pub(super) fn besides(&self) -> Cell {
        let open = (self.open, Filed::OpenBesides { count: self.open.count });
        let ungoverned = (self.ungoverned, Filed::UngovernedBesides { count: self.ungoverned.count });
        let mut said: Vec<Phrase> = Vec::new();
        for (besides, words) in [open, ungoverned].into_iter().filter(|(besides, _)| besides.count > 0) {
            said.push(words.into());
            said.extend(besides.paid.is_positive().then(|| Filed::PaidOfThem { paid: besides.paid }.into()));
        }
        let (count, amount) = self.lost;
        said.extend((count > 0).then(|| Filed::LostBesides { count, amount }.into()));
        if said.is_empty() { Cell::Empty } else { Cell::of(Phrase::Several(said)) }
    }
}

impl Besides {
    fn add(&mut self, item: &Item) {
        self.count = self.count.saturating_add(1);
        self.paid = self.paid.plus(item.paid);
    }
}

/// What a row loses between its first amount and its last without a column that says so: why is the outcome of the row.
fn lost(item: &Item) -> Option<Fen> {
    let taken = [Amount::Excluded, Amount::Cut, Amount::Net].into_iter().filter_map(|column| column.of(item)).sum();
    Amount::Gross.of(item).map(|gross| gross.less(taken)).filter(|lost| lost.is_positive())
}

fn cell(amount: Option<Fen>) -> Cell {
    amount.map_or_else(|| Cell::of(Filed::NotKnown), Cell::Money)
}
