//! A file as rows of text. Whatever reads tables of another kind hands over the same rows.

use csv::ReaderBuilder;

/// What some programs put before the first cell.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextRow {
    /// The line of the file it begins on, from 1.
    pub line: u64,
    /// Its cells.
    pub cells: Vec<String>,
}

/// Why a file is no list of payments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ListFault {
    /// It is not UTF-8 text in columns.
    NotText,
    /// No row names these columns.
    NoColumns {
        /// What they are called.
        missing: Vec<String>,
    },
}

/// The rows of a file of separated values, with whichever of comma, semicolon and tab its first line has most of.
pub fn rows_of_csv(bytes: &[u8]) -> Result<Vec<TextRow>, ListFault> {
    let bytes = bytes.strip_prefix(MARK).unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|_| ListFault::NotText)?;
    let first = text.lines().next().unwrap_or_default();
    let count = |separator: &u8| first.bytes().filter(|byte| byte == separator).count();
    let separator = [b',', b';', b'\t'].into_iter().rev().max_by_key(count).unwrap_or(b',');
    let mut reader =
        ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|_| ListFault::NotText)?;
        let line = record.position().map_or(0, csv::Position::line);
        rows.push(TextRow { line, cells: record.iter().map(|cell| cell.trim().to_owned()).collect() });
    }
    rows.retain(|row| row.cells.iter().any(|cell| !cell.is_empty()));
    Ok(rows)
}
