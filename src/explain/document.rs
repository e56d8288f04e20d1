//! What an explanation is made of: lines under each other, and sheets.

use crate::explain::{Label, Phrase};
use crate::position::FactRef;
use crate::value::Fen;

/// A whole explanation. It knows no language: the same parts are said in any.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Document {
    /// Lines and sheets in order.
    pub parts: Vec<Part>,
}

/// A part of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// One line.
    Line(Line),
    /// A table.
    Sheet(Sheet),
}

/// One line, under the line above it with a smaller level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// How deep it stands.
    pub level: u8,
    /// What it says.
    pub phrase: Phrase,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// What it shows.
    pub title: Phrase,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows; each has one cell for each column.
    pub rows: Vec<Vec<Cell>>,
}

/// A column of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its head.
    pub head: Phrase,
    /// Where its cells stand.
    pub align: Align,
}

/// Where the cells of a column stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// Words.
    Left,
    /// Amounts and numbers.
    Right,
}

/// A cell of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Words.
    Phrase(Phrase),
    /// Money.
    Money(Fen),
    /// A number.
    Number(i64),
    /// A fact, by its place in the ledger.
    Fact(FactRef),
    /// Nothing.
    Empty,
}

impl Document {
    /// Adds a line.
    pub(super) fn say(&mut self, level: u8, phrase: impl Into<Phrase>) {
        self.parts.push(Part::Line(Line { level, phrase: phrase.into() }));
    }

    /// Adds lines under a label; nothing when there are none.
    pub(super) fn say_under(&mut self, level: u8, label: Label, phrases: Vec<Phrase>) {
        if phrases.is_empty() {
            return;
        }
        self.say(level, label);
        for phrase in phrases {
            self.say(level.saturating_add(1), phrase);
        }
    }

    /// Adds a sheet; nothing when it has no rows.
    pub(super) fn show(&mut self, sheet: Sheet) {
        if !sheet.rows.is_empty() {
            self.parts.push(Part::Sheet(sheet));
        }
    }

    /// The facts it points at, each once, by their place in the ledger.
    pub fn facts(&self) -> Vec<FactRef> {
        let mut found: Vec<FactRef> = Vec::new();
        for part in &self.parts {
            match part {
                Part::Line(line) => found.extend(line.phrase.facts()),
                Part::Sheet(sheet) => found.extend(sheet.rows.iter().flatten().flat_map(Cell::facts)),
            }
        }
        found.sort();
        found.dedup();
        found
    }
}

impl Sheet {
    /// An empty sheet.
    pub(super) fn new(title: impl Into<Phrase>, columns: Vec<Column>) -> Self {
        Self { title: title.into(), columns, rows: Vec::new() }
    }
}

impl Column {
    /// A column of words.
    pub(super) fn left(head: impl Into<Phrase>) -> Self {
        Self { head: head.into(), align: Align::Left }
    }

    /// A column of amounts or numbers.
    pub(super) fn right(head: impl Into<Phrase>) -> Self {
        Self { head: head.into(), align: Align::Right }
    }
}

impl Cell {
    /// Words in a cell.
    pub(super) fn of(phrase: impl Into<Phrase>) -> Self {
        Cell::Phrase(phrase.into())
    }

    /// The facts it points at.
    pub fn facts(&self) -> Vec<FactRef> {
        match self {
            Cell::Phrase(phrase) => phrase.facts(),
            Cell::Fact(fact) => vec![*fact],
            Cell::Money(_) | Cell::Number(_) | Cell::Empty => Vec::new(),
        }
    }
}
