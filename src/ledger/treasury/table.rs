//! A file as rows of text: a workbook, or separated values in the encodings offices use.

use crate::ledger::error::LedgerError;
use crate::ledger::imported::ImportFault;
use crate::sheet::{Content, Row, read};

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextRow {
    /// Its number, from 1.
    pub line: u64,
    /// Its cells.
    pub cells: Vec<String>,
}

/// Why a table is no list of payments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ListFault {
    /// No row names these columns.
    NoColumns {
        /// What they are called.
        missing: Vec<String>,
    },
    /// A cell above the rows states another unit of money than yuan.
    Unit {
        /// Where.
        place: String,
        /// What it says.
        said: String,
    },
    /// These columns may say what became of a payment, and are not understood or stand twice.
    Unclear {
        /// Their heads.
        columns: Vec<String>,
    },
}

/// The rows of the first sheet of a file. A cell that holds no text is what it shows: a code that a program took for a number has
/// lost digits, and comes back as a code that does not read.
pub fn rows_of(bytes: &[u8]) -> Result<Vec<TextRow>, LedgerError> {
    let table = read(bytes, None).map_err(|fault| LedgerError::Import(ImportFault::Sheet(fault)))?;
    let rows = table.rows.iter().map(|row| TextRow { line: row.number.into(), cells: cells(row) });
    Ok(rows.filter(|row| row.cells.iter().any(|cell| !cell.is_empty())).collect())
}

fn cells(row: &Row) -> Vec<String> {
    let width = row.cells.last().map_or(0, |cell| cell.column.saturating_add(1));
    let shown = |content: &Content| content.to_string().trim().to_owned();
    (0..width).map(|column| row.at(column).map(shown).unwrap_or_default()).collect()
}
