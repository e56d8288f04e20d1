//! How a detector is declared.

use crate::audit::Scene;
use crate::position::FactRef;
use crate::value::{Bilingual, Fen, Lang, Uscc};
use std::sync::Arc;

/// A named, pure question about a whole ledger at a horizon.
#[derive(Debug)]
pub struct Detector {
    /// Its stable name: `D05`.
    pub id: &'static str,
    /// What people call it.
    pub title: Words,
    /// What it looks for.
    pub looks_for: Words,
    /// What it rests on in the rules of public money; the clause of a policy stands at each finding.
    pub basis: Words,
    /// How grave it is.
    pub severity: Severity,
    /// When what it finds is no fault after all.
    pub beware: Words,
    /// What it asks of the scene; what nobody asks need not be computed.
    pub needs: Needs,
    /// Whether it stands at the door too: what would make it find something in an approval or a payment is not recorded.
    pub guards: bool,
    pub(super) find: fn(&Scene<'_>) -> Vec<Found>,
}

/// How much a detector asks of a scene; each includes those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Needs {
    /// The facts known.
    Facts,
    /// What everybody is owed now.
    Now,
    /// What was known when money was decided.
    Then,
}

/// A fixed text in both languages: Chinese, English.
#[derive(Debug, Clone, Copy)]
pub struct Words(pub &'static str, pub &'static str);

/// How grave what a detector finds is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing; nobody did anything wrong.
    Information,
    /// May be a fault: a person has to look.
    Warning,
    /// A rule was broken, or money went where it does not belong.
    Fault,
}

/// One thing found, before it has its number.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) subjects: Vec<Uscc>,
    pub(super) facts: Vec<FactRef>,
    pub(super) amount: Option<Fen>,
    pub(super) article: Option<Arc<str>>,
    /// The grant and the matter, where facts alone do not tell it from another one.
    pub(super) matter: String,
    pub(super) says: Bilingual,
}

impl Words {
    /// The text in one language.
    pub const fn get(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => self.0,
            Lang::En => self.1,
        }
    }

    /// Both texts.
    pub fn both(self) -> Bilingual {
        Bilingual::new(self.0, self.1)
    }
}

impl Severity {
    /// The stable word.
    pub const fn word(self) -> &'static str {
        match self {
            Severity::Information => "information",
            Severity::Warning => "warning",
            Severity::Fault => "fault",
        }
    }

    /// What people call it.
    pub const fn title(self) -> Words {
        match self {
            Severity::Information => Words("提示", "information"),
            Severity::Warning => Words("关注", "warning"),
            Severity::Fault => Words("问题", "fault"),
        }
    }
}

impl Found {
    /// Something about a subject, in Chinese and in English.
    pub(super) fn about(subject: Uscc, zh: &str, en: &str) -> Self {
        Self::among([subject], zh, en)
    }

    /// Something about several subjects, or about none that is known.
    pub(super) fn among(subjects: impl IntoIterator<Item = Uscc>, zh: &str, en: &str) -> Self {
        Self { subjects: subjects.into_iter().collect(), ..Self::of_nobody(Bilingual::new(zh, en)) }
    }

    /// Something about nobody in particular.
    pub(super) fn of_nobody(says: Bilingual) -> Self {
        Self { subjects: Vec::new(), facts: Vec::new(), amount: None, article: None, matter: String::new(), says }
    }

    /// The facts it rests on; the first is the one at fault.
    pub(super) fn resting_on(mut self, facts: impl IntoIterator<Item = FactRef>) -> Self {
        for fact in facts {
            if !self.facts.contains(&fact) {
                self.facts.push(fact);
            }
        }
        self
    }

    /// The money it is about.
    pub(super) fn worth(mut self, amount: Fen) -> Self {
        self.amount = Some(amount);
        self
    }

    /// The matter it is about: what comes with each year rests on no fact of its own.
    pub(super) fn on_matter(mut self, grant: &str, matter: &str) -> Self {
        self.matter = format!("{grant} {matter}");
        self
    }

    /// The clause it offends.
    pub(super) fn under(mut self, article: &Arc<str>) -> Self {
        self.article = Some(Arc::clone(article)).filter(|article| !article.is_empty());
        self
    }
}
