//! The amounts of an item as cells of a row: what is not known is a dash and never a zero, and a row adds up.

use crate::explain::{Cell, Filed, Phrase};
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
}

/// The sums over the items of a sheet, a column each; none while nothing in it is known.
#[derive(Debug, Clone)]
pub(super) struct Sums {
    columns: &'static [Amount],
    known: Vec<Option<Fen>>,
    open: usize,
    ungoverned: usize,
}

/// Whether what is due is known.
pub(super) fn is_known(item: &Item) -> bool {
    match item.outcome {
        Outcome::Due | Outcome::Refused(_) | Outcome::MissedCall | Outcome::FactGone => true,
        Outcome::Undetermined(_) | Outcome::NoGoverningPolicy(_) => false,
    }
}

/// What of the net is not paid while an incident blocks it: net = paid, less what is overpaid, + outstanding + withheld.
pub(super) fn withheld(item: &Item) -> Fen {
    match item.withheld_since {
        Some(_) => item.net.less(item.paid.less(item.overpaid).plus(item.outstanding)),
        None => Fen::ZERO,
    }
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
        }
    }

    /// The amount of an item; none where it is not known. What was approved and what moved always is.
    pub(super) fn of(self, item: &Item) -> Option<Fen> {
        let known = is_known(item);
        let due = |amount: Fen| known.then_some(amount);
        match self {
            Amount::Gross => due(item.gross),
            Amount::Excluded => due(item.excluded.iter().map(|excluded| excluded.amount).sum()),
            Amount::Cut => due(item.cuts.iter().map(|cut| cut.amount).sum()),
            Amount::Net => due(item.net),
            Amount::Outstanding => due(item.outstanding),
            Amount::Withheld => due(withheld(item)),
            Amount::Approved => Some(item.approved),
            Amount::Paid => Some(item.paid),
            Amount::Overpaid => Some(item.overpaid).filter(|amount| known || amount.is_positive()),
        }
    }

    /// The same as a cell.
    pub(super) fn cell(self, item: &Item) -> Cell {
        cell(self.of(item))
    }
}

impl Sums {
    /// No items yet.
    pub(super) fn of(columns: &'static [Amount]) -> Self {
        Self { columns, known: vec![None; columns.len()], open: 0, ungoverned: 0 }
    }

    /// Adds an item.
    pub(super) fn add(&mut self, item: &Item) {
        for (sum, column) in self.known.iter_mut().zip(self.columns) {
            if let Some(amount) = column.of(item) {
                *sum = Some(sum.unwrap_or_default().plus(amount));
            }
        }
        match item.outcome {
            Outcome::Undetermined(_) => self.open = self.open.saturating_add(1),
            Outcome::NoGoverningPolicy(_) => self.ungoverned = self.ungoverned.saturating_add(1),
            Outcome::Due | Outcome::Refused(_) | Outcome::MissedCall | Outcome::FactGone => {}
        }
    }

    /// How many of the items are undetermined.
    pub(super) fn open(&self) -> usize {
        self.open
    }

    /// The sums as cells.
    pub(super) fn cells(&self) -> impl Iterator<Item = Cell> + '_ {
        self.known.iter().map(|sum| cell(*sum))
    }

    /// How many items the sums leave out.
    pub(super) fn besides(&self) -> Cell {
        let counts = [(self.open, true), (self.ungoverned, false)];
        let said: Vec<Phrase> = counts
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, open)| if open { Filed::OpenBesides { count } } else { Filed::UngovernedBesides { count } })
            .map(Phrase::from)
            .collect();
        if said.is_empty() { Cell::Empty } else { Cell::of(Phrase::Several(said)) }
    }
}

fn cell(amount: Option<Fen>) -> Cell {
    amount.map_or_else(|| Cell::of(Filed::NotKnown), Cell::Money)
}
