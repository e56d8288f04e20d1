//! Why a file is no table, and why a cell does not read.

use super::flaw::Flaw;
use crate::value::Bilingual;
use std::sync::Arc;

/// Why a file cannot be read as a table.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the sentence on each variant names its fields")]
pub enum SheetFault {
    /// The file is larger than a table may be.
    TooLarge { bytes: u64, most: usize },
    /// Unpacked it is larger than a table may be.
    Unpacked { most: u64 },
    /// More text than is kept.
    TooMuchText { most: usize },
    /// More rows than are read.
    TooManyRows { most: usize },
    /// More cells than are read.
    TooManyCells { most: usize },
    /// It is neither a workbook nor text.
    NotATable,
    /// It is a workbook of another kind; the kind's name.
    OtherKind { kind: &'static str },
    /// It opens only with a password.
    Protected,
    /// A part of the file does not read: which one, where a file has several, and why.
    Broken { part: String, why: Flaw },
    /// There is no sheet of this name; those there are.
    NoSheet { name: String, found: Vec<String> },
    /// There is nothing in it; the other sheets there are.
    Empty { sheet: Option<Arc<str>>, others: Vec<String> },
    /// The text is in no encoding that is read; the byte where it fails.
    Encoding { byte: usize },
    /// A row above the header names a unit of money that is not known: where, and what it says.
    UnknownUnit { place: String, said: String },
    /// No row names the columns; how many of the columns the best one names, and which row it is; and what the row says that seems to be it.
    NoHeader { row: Option<u32>, named: usize, wanted: Vec<String>, headings: Vec<(String, String)> },
}

impl SheetFault {
    /// The sheets that may be meant instead; none where another sheet is no help.
    pub fn sheets(&self) -> Vec<String> {
        match self {
            SheetFault::NoSheet { found, .. } => found.clone(),
            SheetFault::Empty { sheet, others } if !others.is_empty() => {
                sheet.iter().map(ToString::to_string).chain(others.iter().cloned()).collect()
            }
            SheetFault::Empty { .. }
            | SheetFault::TooLarge { .. }
            | SheetFault::Unpacked { .. }
            | SheetFault::TooMuchText { .. }
            | SheetFault::TooManyRows { .. }
            | SheetFault::TooManyCells { .. }
            | SheetFault::NotATable
            | SheetFault::OtherKind { .. }
            | SheetFault::Protected
            | SheetFault::Broken { .. }
            | SheetFault::Encoding { .. }
            | SheetFault::UnknownUnit { .. }
            | SheetFault::NoHeader { .. } => Vec::new(),
        }
    }
}

/// Why a cell does not read as what it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the sentence on each variant names its fields")]
pub enum CellFault {
    /// An error such as `#N/A`.
    Error { shown: String },
    /// A formula whose result is not in the file.
    Unreckoned { formula: String },
    /// A picture.
    Picture,
    /// It is part of cells that were made one.
    Merged { area: String },
    /// A number where a text of many digits should be: digits beyond the fifteenth are lost.
    DigitsLost { shown: String },
    /// A number where text should be, and the text cannot be told from it.
    NumberForText { shown: String },
    /// Text that does not read as an amount.
    NotAnAmount { shown: String },
    /// An amount that is less than nothing.
    Negative { shown: String },
    /// More decimals than fen.
    PartOfAFen { shown: String },
    /// Text that does not read as a percentage.
    NotAShare { shown: String },
    /// The file does not tell whether the number is shown as a percentage.
    ShareUntold { shown: String },
    /// Text that does not read as a day.
    NotADay { shown: String },
    /// A number that is not shown as a day.
    NumberForDay { shown: String },
    /// It could be several days.
    DayUnclear { shown: String },
    /// A day with a time of day.
    TimeOfDay { shown: String },
    /// Not two days.
    NotAPeriod { shown: String },
    /// Not a whole number.
    NotWhole { shown: String },
    /// None of the words allowed; each is a word and its labels.
    NotAChoice { shown: String, allowed: Vec<Bilingual> },
    /// Several lines in a cell that has one.
    Lines { shown: String },
    /// It says something else than the row above that it belongs to.
    Differs { shown: String, above: u32 },
}
