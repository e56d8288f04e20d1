//! Readings: where the text leaves room, the named choices.

use crate::value::Bilingual;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// The name of a reading: `R5.3`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReadingId(pub Arc<str>);

impl fmt::Display for ReadingId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A question the text leaves open and its possible answers; the first one is suggested.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// Its name.
    pub id: ReadingId,
    /// The clause it reads.
    pub article: Arc<str>,
    /// What is asked.
    pub question: Bilingual,
    /// The answers, the suggested one first.
    pub options: Vec<ReadingOption>,
}

/// One answer to a reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadingOption {
    /// Its stable name.
    pub token: Arc<str>,
    /// What it means.
    pub title: Bilingual,
}

/// Which option each reading takes; a reading not named takes its first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Choices(pub BTreeMap<ReadingId, Arc<str>>);

impl Reading {
    /// The option in force under some choices.
    pub fn chosen(&self, choices: &Choices) -> Option<&ReadingOption> {
        let named = choices.0.get(&self.id).and_then(|token| self.option(token));
        named.or_else(|| self.options.first())
    }

    /// The option of this name.
    pub fn option(&self, token: &str) -> Option<&ReadingOption> {
        self.options.iter().find(|option| *option.token == *token)
    }
}

impl Choices {
    /// These choices with one reading set.
    #[must_use]
    pub fn with(&self, id: &ReadingId, token: &str) -> Self {
        let mut choices = self.clone();
        choices.0.insert(id.clone(), token.into());
        choices
    }
}
