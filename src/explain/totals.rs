//! The money of many subjects, by grant.

use crate::explain::amounts::{Amount, Sums};
use crate::explain::{Cell, Column, Document, Filed, Heading, Sheet};
use crate::policy::{Grant, Program};
use crate::position::Position;
use std::cmp::Reverse;

/// What is summed up.
///
/// Net is paid, outstanding and withheld, less what is overpaid and what was paid while nobody can say what is due.
const AMOUNTS: [Amount; 7] = [
    Amount::Net,
    Amount::Approved,
    Amount::Paid,
    Amount::Outstanding,
    Amount::Withheld,
    Amount::Overpaid,
    Amount::PaidOpen,
];

/// The sums over the items of one grant.
#[derive(Debug, Clone)]
struct Line {
    items: i64,
    sums: Sums,
}

/// One line a grant in the order of the policy: how many items and how many of them undetermined, what is due, approved,
/// paid, outstanding, withheld and overpaid; a line for what is under no grant of the document, where there is any; and a
/// line that adds up. Where nothing of a grant is known the amounts are dashes.
pub fn totals<'p>(program: &Program, positions: impl Iterator<Item = &'p Position>) -> Document {
    // A grant that several documents have under one name is one line, in the words of the last of them.
    let mut lines: Vec<(&Grant, Line)> = Vec::new();
    let latest = |grant: &Grant| program.document(grant.document).force.first;
    for grant in &program.grants {
        match lines.iter_mut().find(|(known, _)| known.id == grant.id) {
            Some((known, _)) if latest(known) < latest(grant) => *known = grant,
            Some(_) => {}
            None => lines.push((grant, Line::new())),
        }
    }
    // In the order of the documents, the last one first.
    lines.sort_by_key(|(grant, _)| Reverse(latest(grant)));
    let (mut others, mut total) = (Line::new(), Line::new());
    for item in positions.flat_map(|position| &position.items) {
        let known = lines.iter_mut().find(|(grant, _)| grant.id == item.grant_id);
        let own = known.map_or(&mut others, |(_, line)| line);
        for line in [own, &mut total] {
            line.items = line.items.saturating_add(1);
            line.sums.add(item);
        }
    }
    let mut sheet = Sheet::new(Heading::ByGrant, columns());
    for (grant, line) in lines {
        let title = Heading::Grant { title: grant.title.clone(), article: grant.article.clone() };
        sheet.rows.push(line.row(Cell::of(title)));
    }
    if others.items > 0 {
        sheet.rows.push(others.row(Cell::of(Filed::OtherGrants)));
    }
    sheet.rows.push(total.row(Cell::of(Filed::Sum)));
    let mut page = Document::default();
    page.show(sheet);
    page
}

fn columns() -> Vec<Column> {
    let mut columns = vec![Column::left(Filed::Grant)];
    columns.extend([Filed::Items, Filed::IsOpen].map(Column::right));
    columns.extend(AMOUNTS.map(|amount| Column::right(amount.head())));
    columns
}

impl Line {
    fn new() -> Self {
        Self { items: 0, sums: Sums::of(&AMOUNTS) }
    }

    fn row(&self, title: Cell) -> Vec<Cell> {
        let open = i64::try_from(self.sums.open()).unwrap_or(i64::MAX);
        let mut row = vec![title, Cell::Number(self.items), Cell::Number(open)];
        row.extend(self.sums.cells().map(|cell| self.shown(cell)));
        row
    }

    /// A grant without items has nothing, which is known.
    fn shown(&self, cell: Cell) -> Cell {
        if self.items == 0 { Cell::Money(crate::value::Fen::ZERO) } else { cell }
    }
}
