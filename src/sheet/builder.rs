//! A table while it is read: kept within its limits.

use super::fault::SheetFault;
use super::flaw::Flaw;
use super::limits::{CELLS_MAX, ROWS_MAX, TEXT_BYTES_MAX};
use super::table::{Area, Cell, Content, Row, Table};

/// A table that grows row by row.
#[derive(Default)]
pub(super) struct Builder {
    table: Table,
    cells: usize,
    text: usize,
}

impl Builder {
    /// Adds a row, unless there is nothing in it.
    pub(super) fn row(&mut self, number: u32, hidden: bool, mut cells: Vec<Cell>) -> Result<(), SheetFault> {
        cells.retain(|cell| !matches!(&cell.content, Content::Text(text) if text.trim().is_empty()));
        if cells.is_empty() {
            return Ok(());
        }
        cells.sort_by_key(|cell| cell.column);
        self.in_order(number, &cells)?;
        self.cells = self.cells.saturating_add(cells.len());
        self.text = cells.iter().fold(self.text, |sum, cell| sum.saturating_add(length(&cell.content)));
        if self.table.rows.len() >= ROWS_MAX {
            return Err(SheetFault::TooManyRows { most: ROWS_MAX });
        }
        if self.cells > CELLS_MAX {
            return Err(SheetFault::TooManyCells { most: CELLS_MAX });
        }
        if self.text > TEXT_BYTES_MAX {
            return Err(SheetFault::TooMuchText { most: TEXT_BYTES_MAX });
        }
        self.table.rows.push(Row { number, hidden, cells });
        Ok(())
    }

    /// Rows stand in order, and no cell stands twice: which of two is meant nobody could tell.
    fn in_order(&self, number: u32, cells: &[Cell]) -> Result<(), SheetFault> {
        let last = self.table.rows.last().map_or(0, |row| row.number);
        let twice = cells.windows(2).any(|pair| matches!(pair, [one, other] if one.column == other.column));
        if number > last && !twice {
            return Ok(());
        }
        let row = number;
        let why = if twice { Flaw::CellTwice { row } } else { Flaw::RowOutOfOrder { row } };
        Err(SheetFault::Broken { part: String::new(), why })
    }

    pub(super) fn merged(&mut self, area: Area) {
        if area.is_several() {
            let rows = area.last.row.saturating_sub(area.first.row);
            self.table.tallest = self.table.tallest.max(rows);
            self.table.merged.push(area);
        }
    }

    pub(super) fn hidden_columns(&mut self, first: u32, last: u32) {
        self.table.hidden_columns.push((first, last));
    }

    /// The table as it was read.
    pub(super) fn table(mut self) -> Table {
        self.table.merged.sort_by_key(|area| area.first);
        self.table
    }
}

/// Shared text counts each time it stands somewhere: what is made of it is not shared.
fn length(content: &Content) -> usize {
    match content {
        Content::Text(text)
        | Content::Number(text, _)
        | Content::Moment(text)
        | Content::Error(text)
        | Content::Unreckoned(text) => text.len(),
        Content::Day(_) | Content::Flag(_) | Content::Picture => 0,
    }
}
