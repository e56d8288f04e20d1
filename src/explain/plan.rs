//! The plan of a call in words: who may be approved for what, and what stands in the way of the rest.

use crate::explain::amounts::{Amount, linked};
use crate::explain::why::{gap, outcome_words};
use crate::explain::{Case, Cell, Column, Count, Document, Filed, NameOf, Paying, Phrase, Sheet, Who};
use crate::position::{Item, Outcome};
use crate::value::{Day, Fen, Position};

/// Which call is planned, and on what that rests.
#[derive(Debug, Clone, Copy)]
pub struct Planning {
    /// The year of the call.
    pub year: i32,
    /// The last event that was known.
    pub known: Position,
    /// The business day.
    pub on: Day,
}

/// What may be done about an item of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// So much may be approved.
    Ready(Fen),
    /// What is due is approved.
    Decided,
    /// Nobody applied for it yet.
    NotApplied,
    /// The review is not completed.
    InReview,
    /// It was not taken in.
    Rejected,
    /// The review went against it.
    Failed,
    /// An objection against it was upheld.
    Upheld,
    /// An incident holds it back.
    Withheld,
    /// What is due is not known yet.
    Open,
    /// Nothing is due.
    Nothing,
}

impl Way {
    fn says(self) -> Paying {
        match self {
            Way::Ready(_) => Paying::Ready,
            Way::Decided => Paying::Decided,
            Way::NotApplied => Paying::NotApplied,
            Way::InReview => Paying::InReview,
            Way::Rejected => Paying::Rejected,
            Way::Failed => Paying::Failed,
            Way::Upheld => Paying::Upheld,
            Way::Withheld => Paying::Withheld,
            Way::Open => Paying::Open,
            Way::Nothing => Paying::Nothing,
        }
    }

    fn amount(self) -> Option<Fen> {
        if let Way::Ready(amount) = self { Some(amount) } else { None }
    }
}

/// Every item of a call that may earn something, what is ready first, and what it all comes to.
pub fn plan(planning: &Planning, cases: &[(Case<'_>, &[(usize, Way)])], name: NameOf<'_>) -> Document {
    let mut page = Document::default();
    let Planning { year, known, on } = *planning;
    page.say(0, Paying::Plan { year, known, on });
    let mut columns: Vec<Column> = [Paying::Whom, Paying::Grant, Paying::Matter].map(Column::left).into();
    columns.extend([Paying::Due, Paying::Approved, Paying::Now].map(Column::right));
    columns.extend([Paying::Way, Paying::Because].map(Column::left));
    let mut sheet = Sheet::new(Paying::Items, columns);
    let (mut ready, mut sum, mut open) = (0, Fen::ZERO, 0);
    for (case, lines) in cases {
        for (index, way) in *lines {
            let Some(item) = case.position.items.get(*index).filter(|_| *way != Way::Nothing) else { continue };
            sum = sum.plus(way.amount().unwrap_or_default());
            ready += usize::from(way.amount().is_some());
            open += usize::from(*way == Way::Open);
            sheet.rows.push(row(case, item, *way, name));
        }
    }
    if sheet.rows.is_empty() {
        page.say(1, Paying::Empty);
        return page;
    }
    page.show(sheet);
    page.say(0, Paying::Sum { ready: Count::of(ready, "item"), amount: sum, open: Count::of(open, "item") });
    page
}

fn row(case: &Case<'_>, item: &Item, way: Way, name: NameOf<'_>) -> Vec<Cell> {
    let code = case.position.subject;
    let clause = case.clause(item);
    let clause = clause.as_ref();
    let why = match &item.outcome {
        Outcome::Undetermined(gaps) => Phrase::Several(gaps.iter().map(|own| gap(case, own)).collect()),
        _ => outcome_words(case, item),
    };
    vec![
        Cell::of(Paying::Who { who: Who { name: name(code), code } }),
        linked(Cell::of(case.heading(item)), clause),
        Cell::of(Filed::MatterOf { matter: case.matter(item) }),
        linked(Amount::Net.cell(item), clause),
        linked(Amount::Approved.cell(item), clause),
        linked(way.amount().map_or(Cell::Empty, Cell::Money), clause),
        Cell::of(way.says()),
        Cell::of(why),
    ]
}
