//! The tables of a document by name, so that one of them can be asked for; and their cells as other programs take them.

use crate::explain::{Audited, Cell, Document, Part, Phrase, Sheet};
use crate::value::{Fen, Lang, legible};

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

impl Cell {
    /// What it says to a program that computes: amounts and places without groups, everything else as people read it.
    pub fn bare(&self, lang: Lang) -> String {
        match self {
            Cell::Money(amount) => amount.to_yuan(),
            Cell::Fact(fact) => fact.position.0.to_string(),
            Cell::Linked(cell, _) => cell.bare(lang),
            Cell::Phrase(phrase) => {
                let said = phrase.say(lang);
                let amount = phrase.amounts().into_iter().find(|amount| is_only(&said, *amount));
                amount.map_or_else(|| legible(&said), Fen::to_yuan)
            }
            Cell::Number(_) | Cell::Empty => self.say(lang),
        }
    }
}

/// Whether a sentence says an amount and nothing else, with a sign or without.
fn is_only(said: &str, amount: Fen) -> bool {
    let size = if amount.get() < 0 { Fen::ZERO.minus(amount) } else { amount };
    said.trim_start_matches(['+', '−', '-']) == size.to_string()
}
