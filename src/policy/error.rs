//! What is wrong with a policy file, and where.

use crate::policy::ReadingId;
use crate::value::Day;
use std::ops::Range;

/// A fault in a policy file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyError {
    /// The bytes of the file it stands at.
    pub span: Range<usize>,
    /// What is wrong.
    pub fault: PolicyFault,
}

/// What can be wrong with a policy file.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the sentence on each variant names its fields")]
pub enum PolicyFault {
    /// The file is not TOML; the parser's words.
    NotToml(String),
    /// A number with a fraction or an exponent: numbers that matter are written as text.
    Float,
    /// A format this program does not know.
    Format(i64),
    /// A required key is missing.
    MissingKey(String),
    /// An option leaves out what cannot be left out.
    NoneNotPossible(String),
    /// A key nobody asks for.
    UnknownKey { key: String, nearest: Option<String> },
    /// Another kind of value was expected: `text`, `whole number`, `yes or no`, `day`, `list`, `table`.
    WrongType { expected: &'static str },
    /// Not one of the words of a closed list.
    UnknownWord { word: String, allowed: Vec<String>, nearest: Option<String> },
    /// No event type of this name.
    UnknownEvent { name: String, nearest: Option<String> },
    /// The event type has no such field.
    UnknownField { event: String, name: String, nearest: Option<String> },
    /// No declaration of this kind and name.
    UnknownName { kind: &'static str, name: String, nearest: Option<String> },
    /// Two declarations of one kind share a name.
    RepeatedName { kind: &'static str, name: String },
    /// A word that stands twice in one list.
    RepeatedWord(String),
    /// A reading is used that is not declared.
    UnknownReading { id: String, nearest: Option<String> },
    /// The use of a reading does not name all of its options.
    OptionMissing { reading: ReadingId, option: String },
    /// The use of a reading names an option it does not have.
    OptionUnknown { reading: ReadingId, option: String, nearest: Option<String> },
    /// A reading is declared and never used.
    ReadingUnused(ReadingId),
    /// A parameter has another unit than its use needs.
    WrongUnit { path: String, expected: &'static str, found: &'static str },
    /// A parameter's value is not written in its unit.
    BadValue { text: String, unit: String },
    /// A whole number outside what can be meant.
    OutOfRange { number: i64, least: i64, most: i64 },
    /// A list with nothing in it, where that cannot be meant.
    EmptyList(String),
    /// A text with nothing in it.
    Blank(String),
    /// A parameter has two values from one day on.
    TwoValues { path: String, day: Day },
    /// The least is more than the most, from a day on where they are dated.
    EmptyRange { least: String, most: String, from: Option<Day> },
    /// More than the whole of a base would be paid: the parameter or open term, and its percentage.
    ShareAboveWhole { name: String, percent: String },
    /// A parameter is declared and never used.
    ParameterUnused(String),
    /// A status or measure rests on itself: the names on the way round, the first one again at the end.
    Circular(Vec<String>),
    /// A key of a table that the field can never hold.
    UnreachableKey { key: String, field: String, nearest: Option<String> },
    /// A field cannot be compared with this value.
    Incomparable { field: String },
    /// A field cannot hold what it is read for: a `closed list` of words, an `amount`, or the unit of a term.
    WrongField { field: String, expected: &'static str },
    /// A field of a fact is asked for where no fact is in hand.
    NoFact,
    /// Another number of elements than what they belong to.
    NotAsMany { key: &'static str, given: usize, like: &'static str, needed: usize },
    /// A key with a brace that is not closed.
    OpenBrace(String),
    /// A limit names no grant.
    LimitReachesNothing(String),
    /// A period that never opens.
    NeverOpens,
    /// A trigger asks for a term; a condition must, so that the item shows what is not decided.
    TermInTrigger,
    /// A gate that must hold up to the payment and is not the mere absence of a status.
    NotUntilPaid,
    /// A table must say exactly one of some forms.
    OneFormOf(&'static [&'static str]),
}

impl PolicyFault {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            PolicyFault::NotToml(_) => "not-toml",
            PolicyFault::Float => "float",
            PolicyFault::Format(_) => "unknown-format",
            PolicyFault::MissingKey(_) => "missing-key",
            PolicyFault::NoneNotPossible(_) => "none-not-possible",
            PolicyFault::UnknownKey { .. } => "unknown-key",
            PolicyFault::WrongType { .. } => "policy-wrong-type",
            PolicyFault::UnknownWord { .. } => "unknown-word",
            PolicyFault::UnknownEvent { .. } => "unknown-event",
            PolicyFault::UnknownField { .. } => "policy-unknown-field",
            PolicyFault::UnknownName { .. } => "unknown-name",
            PolicyFault::RepeatedName { .. } => "repeated-name",
            PolicyFault::RepeatedWord(_) => "repeated-word",
            PolicyFault::UnknownReading { .. } => "unknown-reading",
            PolicyFault::OptionMissing { .. } => "option-missing",
            PolicyFault::OptionUnknown { .. } => "option-unknown",
            PolicyFault::ReadingUnused(_) => "reading-unused",
            PolicyFault::WrongUnit { .. } => "wrong-unit",
            PolicyFault::BadValue { .. } => "bad-value",
            PolicyFault::OutOfRange { .. } => "policy-out-of-range",
            PolicyFault::EmptyList(_) => "nothing-listed",
            PolicyFault::Blank(_) => "blank",
            PolicyFault::TwoValues { .. } => "two-values",
            PolicyFault::EmptyRange { .. } => "empty-range",
            PolicyFault::ShareAboveWhole { .. } => "share-above-whole",
            PolicyFault::ParameterUnused(_) => "parameter-unused",
            PolicyFault::Circular(_) => "circular",
            PolicyFault::UnreachableKey { .. } => "unreachable-key",
            PolicyFault::Incomparable { .. } => "incomparable",
            PolicyFault::WrongField { .. } => "wrong-field",
            PolicyFault::NoFact => "no-fact",
            PolicyFault::NotAsMany { .. } => "not-as-many",
            PolicyFault::OpenBrace(_) => "open-brace",
            PolicyFault::LimitReachesNothing(_) => "limit-reaches-nothing",
            PolicyFault::NeverOpens => "never-opens",
            PolicyFault::TermInTrigger => "term-in-trigger",
            PolicyFault::NotUntilPaid => "not-until-paid",
            PolicyFault::OneFormOf(_) => "one-form-of",
        }
    }

    /// Puts the fault at a place.
    pub fn at(self, span: &Range<usize>) -> PolicyError {
        PolicyError { span: span.clone(), fault: self }
    }
}

/// The name nearest to a misspelt one, when one is near enough to be meant; of two as near the one that is as long, so that
/// letters which changed places are not taken for one too many.
pub(super) fn nearest<'a>(word: &str, names: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let length = word.chars().count();
    let score = |name: &str| (strsim::damerau_levenshtein(word, name), name.chars().count().abs_diff(length));
    let ((distance, _), name) = names.into_iter().map(|name| (score(name), name)).min()?;
    (distance <= (length / 3).max(1)).then(|| name.to_owned())
}
