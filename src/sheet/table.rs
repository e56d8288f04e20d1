//! A table as it stands in a file: rows of cells, each with its place.

use crate::value::Day;
use std::fmt;
use std::sync::Arc;

/// What was read of a file: one sheet, and what is worth telling about it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    /// What it was read from.
    pub source: Source,
    /// The name of the sheet; none where a file is one table.
    pub sheet: Option<Arc<str>>,
    /// The rows that have something in them, from the first on.
    pub rows: Vec<Row>,
    /// Cells that were made one, from the top.
    pub merged: Vec<Area>,
    /// Columns that do not show: the first and the last of each run, counted from 0.
    pub hidden_columns: Vec<(u32, u32)>,
    /// The names of sheets that were not read.
    pub others: Vec<String>,
    /// How many rows the tallest merged area has, less one.
    pub(super) tallest: u32,
}

/// What a table was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Source {
    /// A workbook of today.
    #[default]
    Xlsx,
    /// A workbook of old. Whether its rows are hidden and its numbers are shares is not seen.
    Xls,
    /// An open document.
    Ods,
    /// Text with separators, in this encoding.
    Csv(&'static str),
}

/// A row.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Its number, from 1.
    pub number: u32,
    /// Whether it does not show.
    pub hidden: bool,
    /// The cells that have something in them, from the left.
    pub cells: Vec<Cell>,
}

/// A cell that has something in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// Its column, from 0.
    pub column: u32,
    /// What is in it.
    pub content: Content,
}

/// What is in a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// Text.
    Text(Arc<str>),
    /// A number: its shortest decimal, without exponent, and how it is shown.
    Number(Arc<str>, Shown),
    /// A number shown as a day, with no time of day.
    Day(Day),
    /// A number shown as a day or a time that is no whole day: as it stands in the file.
    Moment(Arc<str>),
    /// Yes or no.
    Flag(bool),
    /// An error such as `#N/A`.
    Error(Arc<str>),
    /// A formula whose result was never reckoned.
    Unreckoned(Arc<str>),
    /// A picture in the cell.
    Picture,
}

/// How a number is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// As a number.
    Plain,
    /// As so many percent: the number is the hundredth part of what is seen.
    Percent,
    /// Filled with zeros in front, which the number does not have.
    Filled,
    /// The file does not tell.
    Untold,
}

/// The place of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The number of the row, from 1.
    pub row: u32,
    /// The column, from 0.
    pub column: u32,
}

/// Several cells that were made one, both corners inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Area {
    /// Upper left.
    pub first: Place,
    /// Lower right.
    pub last: Place,
}

impl Table {
    /// The merged area a cell belongs to.
    pub fn area(&self, place: Place) -> Option<Area> {
        let above = self.merged.partition_point(|area| area.first.row <= place.row);
        let near = self.merged.iter().take(above).rev();
        let mut near = near.take_while(|area| area.first.row.saturating_add(self.tallest) >= place.row);
        near.find(|area| area.has(place)).copied()
    }

    /// Rows that do not show.
    pub fn hidden_rows(&self) -> impl Iterator<Item = u32> {
        self.rows.iter().filter(|row| row.hidden).map(|row| row.number)
    }
}

impl Row {
    /// What is in a column.
    pub fn at(&self, column: u32) -> Option<&Content> {
        let found = self.cells.binary_search_by_key(&column, |cell| cell.column).ok()?;
        self.cells.get(found).map(|cell| &cell.content)
    }

    /// The place of one of its cells.
    pub fn place(&self, column: u32) -> Place {
        Place { row: self.number, column }
    }
}

impl Area {
    /// Whether a cell lies inside.
    pub fn has(&self, place: Place) -> bool {
        let Area { first, last } = self;
        (first.row..=last.row).contains(&place.row) && (first.column..=last.column).contains(&place.column)
    }

    /// Whether it is more than one cell.
    pub fn is_several(&self) -> bool {
        self.first != self.last
    }
}

impl Place {
    /// Reads `C7`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim_start_matches('$');
        let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
        let (letters, row) = text.split_at_checked(letters)?;
        let row: u32 = row.trim_start_matches('$').parse().ok()?;
        if letters.is_empty() || letters.len() > 3 || row == 0 {
            return None;
        }
        let digit = |byte: u8| u32::from(byte.to_ascii_uppercase().saturating_sub(b'A')).saturating_add(1);
        let column = letters.bytes().fold(0_u32, |sum, byte| sum.saturating_mul(26).saturating_add(digit(byte)));
        Some(Self { row, column: column.saturating_sub(1) })
    }

    /// The letters of a column.
    pub fn letters(column: u32) -> String {
        let mut left = column.saturating_add(1);
        let mut letters = Vec::new();
        while left > 0 {
            let digit = u8::try_from(left.saturating_sub(1) % 26).unwrap_or_default();
            letters.push(char::from(b'A'.saturating_add(digit)));
            left = left.saturating_sub(1) / 26;
        }
        letters.iter().rev().collect()
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", Place::letters(self.column), self.row)
    }
}

impl fmt::Display for Area {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.first, self.last)
    }
}

impl fmt::Display for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Content::Text(text)
            | Content::Moment(text)
            | Content::Error(text)
            | Content::Number(text, Shown::Plain | Shown::Filled | Shown::Untold) => f.write_str(text),
            Content::Number(text, Shown::Percent) => match super::number::times(text, 100) {
                Some(seen) => write!(f, "{seen}%"),
                None => f.write_str(text),
            },
            Content::Day(day) => write!(f, "{day}"),
            Content::Flag(flag) => f.write_str(if *flag { "TRUE" } else { "FALSE" }),
            Content::Unreckoned(formula) => write!(f, "={formula}"),
            Content::Picture => f.write_str("=DISPIMG(…)"),
        }
    }
}
