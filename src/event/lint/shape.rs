//! Whether a reader that knows only the version before can read a body of the new one.
//!
//! The other way round, old bodies read as the new version, is what a catalogue of both settles: it cannot be made otherwise.

use crate::event::declaration::{Declaration, Field, FieldKind, Format};

/// Something of a new version that a reader of the version before does not take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Barrier {
    /// The field, as `units[].rank`.
    pub field: String,
    /// Why.
    pub why: Barring,
}

/// Why a reader of the version before does not take a body.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the sentence on each variant names its fields")]
pub enum Barring {
    /// The version before has no such field.
    New,
    /// The version before requires a field that may be missing now, or is there no more.
    Missing,
    /// The field holds another kind of value.
    Kind,
    /// More values are allowed than before.
    Wider,
    /// A word that the version before does not know.
    Word { word: String },
}

/// Everything of a new version that stands in the way of readers of the version before; nothing where they read it as it is.
pub fn barriers(before: &Declaration, now: &Declaration) -> Vec<Barrier> {
    let mut found = Vec::new();
    compare("", &before.fields, &now.fields, &mut found);
    found
}

fn compare(at: &str, before: &[Field], now: &[Field], found: &mut Vec<Barrier>) {
    for field in now {
        let path = format!("{at}{}", field.name);
        match before.iter().find(|old| old.name == field.name) {
            None => found.push(Barrier { field: path, why: Barring::New }),
            Some(old) => kinds(path, &old.kind, &field.kind, found),
        }
    }
    for old in before.iter().filter(|old| old.required) {
        let given = now.iter().any(|field| field.name == old.name && field.required);
        if !given {
            found.push(Barrier { field: format!("{at}{}", old.name), why: Barring::Missing });
        }
    }
}

fn kinds(path: String, before: &FieldKind, now: &FieldKind, found: &mut Vec<Barrier>) {
    let why = match (before, now) {
        (FieldKind::Text { least, most, format }, FieldKind::Text { least: from, most: to, format: other }) => {
            if format == other { (from < least || to > most).then_some(Barring::Wider) } else { Some(Barring::Kind) }
        }
        (FieldKind::Choice(known), FieldKind::Choice(words)) => {
            let new = words.iter().map(|(word, _)| word).find(|word| !known.iter().any(|(known, _)| known == *word));
            new.map(|word| Barring::Word { word: word.clone() })
        }
        (FieldKind::Text { format: Format::Plain, least, most }, FieldKind::Choice(words)) => {
            let fits =
                |word: &str| u64::try_from(word.chars().count()).is_ok_and(|count| (*least..=*most).contains(&count));
            words.iter().any(|(word, _)| !fits(word)).then_some(Barring::Wider)
        }
        (FieldKind::Whole { least, most }, FieldKind::Whole { least: from, most: to }) => {
            (from < least || to > most).then_some(Barring::Wider)
        }
        (FieldKind::Flag, FieldKind::Flag) | (FieldKind::Raw, FieldKind::Raw) => None,
        (FieldKind::Rows { fields, least, most }, FieldKind::Rows { fields: rows, least: from, most: to }) => {
            compare(&format!("{path}[]."), fields, rows, found);
            (from < least || to > most).then_some(Barring::Wider)
        }
        (
            FieldKind::Text { .. }
            | FieldKind::Choice(_)
            | FieldKind::Whole { .. }
            | FieldKind::Flag
            | FieldKind::Rows { .. }
            | FieldKind::Raw,
            _,
        ) => Some(Barring::Kind),
    };
    found.extend(why.map(|why| Barrier { field: path, why }));
}
