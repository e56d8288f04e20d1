//! What an explanation is made of: lines under each other, and sheets.

use crate::explain::{Heading, Label, Link, Phrase, Piece};
use crate::position::FactRef;
use crate::value::{Day, Fen, Lang};

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
    /// A cell that leads to something.
    Linked(Box<Cell>, Link),
    /// What was recorded and does not stand any more.
    Struck(Box<Cell>),
    /// Nothing.
    Empty,
}

impl Document {
    /// A single line.
    pub fn line(phrase: impl Into<Phrase>) -> Self {
        Self { parts: vec![Part::Line(Line { level: 0, phrase: phrase.into() })] }
    }

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

    /// The business day it holds for, where one of its lines says it.
    pub fn business_day(&self) -> Option<Day> {
        self.parts.iter().find_map(|part| match part {
            Part::Line(Line { phrase: Phrase::Heading(Heading::RestsOn { on, .. }), .. }) => Some(*on),
            Part::Line(_) | Part::Sheet(_) => None,
        })
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

    /// The same cell, which leads to something.
    pub(super) fn to(self, link: Link) -> Self {
        match self {
            Cell::Empty => Cell::Empty,
            own @ (Cell::Phrase(_)
            | Cell::Money(_)
            | Cell::Number(_)
            | Cell::Fact(_)
            | Cell::Linked(..)
            | Cell::Struck(_)) => Cell::Linked(Box::new(own), link),
        }
    }

    /// What it says in pieces.
    pub fn pieces(&self, lang: Lang) -> Vec<Piece> {
        match self {
            Cell::Phrase(phrase) => phrase.pieces(lang),
            Cell::Fact(fact) => vec![Piece::Linked(self.say(lang), Link::Event(fact.position))],
            Cell::Linked(cell, link) => vec![Piece::Linked(cell.say(lang), link.clone())],
            Cell::Struck(cell) => cell.pieces(lang),
            Cell::Money(_) | Cell::Number(_) => vec![Piece::Words(self.say(lang))],
            Cell::Empty => Vec::new(),
        }
    }

    /// The amount it holds, where it holds one.
    pub fn amount(&self) -> Option<Fen> {
        match self {
            Cell::Money(amount) => Some(*amount),
            Cell::Linked(cell, _) | Cell::Struck(cell) => cell.amount(),
            Cell::Phrase(_) | Cell::Number(_) | Cell::Fact(_) | Cell::Empty => None,
        }
    }

    /// The facts it points at.
    pub fn facts(&self) -> Vec<FactRef> {
        match self {
            Cell::Phrase(phrase) => phrase.facts(),
            Cell::Fact(fact) => vec![*fact],
            Cell::Linked(cell, _) | Cell::Struck(cell) => cell.facts(),
            Cell::Money(_) | Cell::Number(_) | Cell::Empty => Vec::new(),
        }
    }
}
