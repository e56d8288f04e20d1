//! How a scenario is cited, kept in a file, and known again.

use super::understood::place;
use crate::value::{Digest, Position};
use crate::whatif::{Saved, Written};

/// The version of the program whose answers are the same to the byte.
const ENGINE: &str = env!("CARGO_PKG_VERSION");

/// A scenario with everything in it looked up, and its digest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cited {
    /// The digest of what is supposed, of what it is held against, of both times and of the ledger.
    pub digest: Digest,
    pub(super) written: Written,
    root: Digest,
    /// The last event of the ledger that was known.
    known: Position,
}

/// What became of an answer that was saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Repeated {
    /// It is the same to the byte.
    Same,
    /// It differs, and it was given by the same version of the program or by another one.
    Differs {
        /// Whether another version gave it.
        by_another: bool,
    },
}

impl Cited {
    pub(super) fn of(written: Written, (known, root): (Position, Digest)) -> Self {
        Self { digest: written.digest(&root.to_string()), written, root, known }
    }

    /// What people call it.
    pub fn title(&self) -> Option<&str> {
        self.written.title.as_deref()
    }

    /// The file that keeps it, with the digest of its answer.
    pub fn file(&self, answer: Digest) -> String {
        let saved = Saved {
            position: place(self.known),
            root: self.root.to_string(),
            digest: self.digest.to_string(),
            answer: answer.to_string(),
            engine: ENGINE.to_owned(),
        };
        Written { saved: Some(saved), ..self.written.clone() }.to_toml()
    }

    /// Whether an answer is the one that was saved; none where this is another scenario than the one saved.
    pub fn repeats(&self, saved: &Saved, answer: Digest) -> Option<Repeated> {
        if saved.digest != self.digest.to_string() {
            return None;
        }
        let same = saved.answer == answer.to_string();
        Some(if same { Repeated::Same } else { Repeated::Differs { by_another: saved.engine != ENGINE } })
    }
}
