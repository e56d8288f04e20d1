//! What the readings that nobody decided would move, over a whole ledger.

use crate::explain::{Cell, Column, Count, Difference, Document, Filed, Named, Ruled, Sheet};
use crate::policy::{Reading, ReadingId, ReadingOption};
use crate::value::Fen;
use std::cmp::Reverse;
use std::sync::Arc;

/// What one option of a reading gives beside the one in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moved {
    /// What everybody nets.
    pub net: Fen,
    /// How many subjects net another amount, or know another number of their items.
    pub subjects: usize,
    /// How many items more, or less, are undetermined.
    pub open: i64,
}

/// Every other option of the readings nobody decided, in the order of the policy; `None` does not compile.
pub fn sensitivity(
    document: Arc<str>,
    (net, subjects): (Fen, usize),
    rows: &[(&Reading, &ReadingOption, Option<Moved>)],
) -> Document {
    let subjects = Count::of(subjects, "subject");
    let mut columns: Vec<Column> = [Filed::Id, Filed::Question].map(Column::left).into();
    columns.push(Column::left(Ruled::Instead));
    columns.extend([Ruled::NetThen, Ruled::By, Ruled::Whom, Ruled::OpenBy].map(Column::right));
    let mut sheet = Sheet::new(Ruled::Sensitivity { document: document.clone(), net, subjects }, columns);
    let moves = |moved: &Option<Moved>| moved.is_none_or(|moved| moved.subjects > 0);
    let mut moving: Vec<_> = rows.iter().filter(|(.., moved)| moves(moved)).collect();
    // What moves most stands first; what cannot be computed before it.
    moving.sort_by_key(|(.., moved)| moved.map(|moved| Reverse(moved.net.minus(net).get().unsigned_abs())));
    for (reading, option, moved) in moving {
        sheet.rows.push(row(net, reading, option, *moved));
    }
    let mut page = Document::default();
    if sheet.rows.is_empty() {
        page.say(0, Ruled::Sensitivity { document, net, subjects });
    }
    page.show(sheet);
    let still = |id: &ReadingId| rows.iter().all(|(reading, _, moved)| reading.id != *id || !moves(moved));
    let mut unmoved: Vec<Arc<str>> =
        rows.iter().filter(|(reading, ..)| still(&reading.id)).map(|(reading, ..)| reading.id.0.clone()).collect();
    unmoved.dedup();
    if !unmoved.is_empty() {
        page.say(1, Ruled::Unmoved { readings: Named(unmoved) });
    }
    page
}

fn row(net: Fen, reading: &Reading, option: &ReadingOption, moved: Option<Moved>) -> Vec<Cell> {
    let mut row = vec![
        Cell::of(Filed::Text { text: reading.id.0.clone() }),
        Cell::of(reading.question.clone()),
        Cell::of(option.title.clone()),
    ];
    row.extend(match moved {
        Some(moved) => [
            Cell::Money(moved.net),
            Cell::of(Ruled::More { difference: Difference(moved.net.minus(net)) }),
            Cell::Number(i64::try_from(moved.subjects).unwrap_or(i64::MAX)),
            Cell::Number(moved.open),
        ],
        None => [Cell::of(Ruled::Faulty), Cell::Empty, Cell::Empty, Cell::Empty],
    });
    row
}
