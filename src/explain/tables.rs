//! The tables of a document by name, so that one of them can be asked for; and their cells as other programs take them.

use crate::explain::{Audited, Cell, Claiming, Document, Filed, Part, Phrase, Sheet, Supposing};
use crate::value::{Day, Fen, Lang, legible};

impl Document {
    /// Its tables in order, each under a name of its own: that of what its title says, numbered where several say the same.
    pub fn tables(&self) -> Vec<(String, &Sheet)> {
        let mut found: Vec<(String, &Sheet)> = Vec::new();
        for part in &self.parts {
            let Part::Sheet(sheet) = part else { continue };
            let name = named(&sheet.title);
            let numbered = (2_usize..).map(|number| format!("{name}-{number}"));
            let is_free = |name: &String| !found.iter().any(|(known, _)| known == name);
            let free = std::iter::once(name.clone()).chain(numbered).find(is_free);
            found.extend(free.map(|name| (name, sheet)));
        }
        found
    }
}

/// The name of a table by its title. Tables of detectors have the names of these, which do not depend on what others found.
fn named(title: &Phrase) -> String {
    match title {
        Phrase::Audited(Audited::Found { id, .. }) => id.to_string(),
        other => other.name().to_owned(),
    }
}

impl Sheet {
    /// The rows without those that add up others: whoever adds up a column counts nothing twice.
    pub fn rows_by_themselves(&self) -> impl Iterator<Item = &[Cell]> {
        self.rows.iter().map(Vec::as_slice).filter(|row| !row.iter().any(Cell::is_sum))
    }
}

impl Cell {
    /// Whether it heads a row that adds up others.
    pub fn is_sum(&self) -> bool {
        matches!(
            self,
            Cell::Phrase(
                Phrase::Filed(Filed::Sum) | Phrase::Supposing(Supposing::Sum) | Phrase::Claiming(Claiming::Sum)
            )
        )
    }

    /// What it says to a program that computes: amounts and places without groups, everything else as people read it.
    pub fn bare(&self, lang: Lang) -> String {
        match self {
            Cell::Money(amount) => amount.to_yuan(),
            Cell::Fact(fact) => fact.position.0.to_string(),
            Cell::Linked(cell, _) | Cell::Struck(cell) => cell.bare(lang),
            Cell::Phrase(phrase) => self.figure().map_or_else(|| legible(&phrase.say(lang)), Fen::to_yuan),
            Cell::Number(_) | Cell::Empty => self.say(lang),
        }
    }
}

impl Cell {
    /// The amount it says and nothing else; a difference has its sign.
    pub fn figure(&self) -> Option<Fen> {
        match self {
            Cell::Money(amount) => Some(*amount),
            Cell::Phrase(phrase) => {
                let said = phrase.say(Lang::Zh);
                phrase.amounts().into_iter().find(|amount| is_only(&said, *amount))
            }
            Cell::Linked(cell, _) | Cell::Struck(cell) => cell.figure(),
            Cell::Number(_) | Cell::Fact(_) | Cell::Empty => None,
        }
    }

    /// The day it says and nothing else.
    pub fn day(&self) -> Option<Day> {
        match self {
            Cell::Phrase(Phrase::Filed(Filed::On { day })) => Some(*day),
            Cell::Linked(cell, _) | Cell::Struck(cell) => cell.day(),
            Cell::Phrase(_) | Cell::Money(_) | Cell::Number(_) | Cell::Fact(_) | Cell::Empty => None,
        }
    }

    /// The stable name of what it says.
    pub fn name(&self) -> &'static str {
        match self {
            Cell::Phrase(phrase) => phrase.name(),
            Cell::Linked(cell, _) | Cell::Struck(cell) => cell.name(),
            Cell::Money(_) | Cell::Number(_) | Cell::Fact(_) | Cell::Empty => "",
        }
    }
}

/// Whether a sentence says an amount and nothing else, with a sign or without.
fn is_only(said: &str, amount: Fen) -> bool {
    let size = if amount.get() < 0 { Fen::ZERO.minus(amount) } else { amount };
    said.trim_start_matches(['+', '−', '-']) == size.to_string()
}
