//! What a word of an answer leads to. A link is made where a value of a type is said, and never found in a text afterwards.

use crate::value::{Position, TypeName, Uscc};
use std::sync::Arc;

/// Something that has an answer of its own.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Link {
    /// A subject.
    Subject(Uscc),
    /// A clause of a subject: an article, or one of its grants.
    Clause {
        /// Whose.
        subject: Uscc,
        /// The article or the grant, as a question names it.
        name: Arc<str>,
    },
    /// A payment, by its number.
    Payment(Arc<str>),
    /// A recorded event.
    Event(Position),
    /// A finding, by its number.
    Finding(Arc<str>),
    /// A declared type.
    Type(TypeName),
    /// The readings of a policy, by its id.
    Readings(Arc<str>),
    /// A what-if that begins with a parameter, by its path.
    Supposed(Arc<str>),
    /// What a detector found, by its name.
    Rule(Arc<str>),
    /// Everything that was found.
    Findings,
    /// What lapses soon.
    Lapses,
    /// The documents and when they are in force.
    Policies,
}

/// A piece of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Words.
    Words(String),
    /// Words that lead to something.
    Linked(String, Link),
}

/// What a sentence leads to, while it is put together. Where a linked value stands is marked in the text with code points that are
/// no characters and occur in no text of others.
#[derive(Debug, Default)]
pub(super) struct Links(Vec<Link>);

const OPEN: char = '\u{fdd0}';
const NAMED: char = '\u{fdd1}';
const CLOSE: char = '\u{fdd2}';

impl Links {
    /// The words of a value that leads to something.
    pub(super) fn mark(&mut self, words: &str, link: Link) -> String {
        let number = self.0.len();
        self.0.push(link);
        format!("{OPEN}{number}{NAMED}{}{CLOSE}", plain(words))
    }

    /// The sentence in pieces.
    pub(super) fn pieces(self, said: &str) -> Vec<Piece> {
        let mut pieces = Vec::new();
        for (at, part) in said.split(OPEN).enumerate() {
            let linked = part.split_once(NAMED).filter(|_| at > 0).and_then(|(number, rest)| {
                let link = self.0.get(number.parse::<usize>().ok()?)?;
                Some((link.clone(), rest.split_once(CLOSE)?))
            });
            let rest = match linked {
                Some((link, (words, rest))) => {
                    pieces.push(Piece::Linked(words.to_owned(), link));
                    rest
                }
                None => part,
            };
            if !rest.is_empty() {
                pieces.push(Piece::Words(rest.to_owned()));
            }
        }
        pieces
    }
}

/// Words of others, which may mark nothing.
pub(super) fn plain(words: &str) -> String {
    words.replace([OPEN, NAMED, CLOSE], "\u{fffd}")
}
