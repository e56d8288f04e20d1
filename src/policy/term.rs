//! Open terms: what the text leaves to somebody, and the range it may be decided in.

use crate::event::TypeId;
use crate::policy::{ParamValue, YearOf};
use crate::value::{Bilingual, Fen, Ratio};
use std::sync::Arc;

/// A value or judgement the text leaves to somebody. Until it is decided, what needs it is undetermined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenTerm {
    /// The document that says so.
    pub document: usize,
    /// Its name in the policy, and in the event that fills it.
    pub name: Arc<str>,
    /// The clause.
    pub article: Arc<str>,
    /// What is left open.
    pub title: Bilingual,
    /// Who fills it.
    pub authority: Bilingual,
    /// What may be decided.
    pub range: TermRange,
    /// The events that decide it.
    pub filled_by: FilledBy,
}

/// What kind of value a term has, and its bounds, both of them inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the sentence on each variant names its fields")]
pub enum TermRange {
    /// Yes or no.
    Flag,
    /// Money.
    Amount { least: Fen, most: Fen },
    /// A share.
    Percent { least: Ratio, most: Ratio },
    /// A number of things.
    Whole { least: i64, most: i64 },
}

/// A value that was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TermValue {
    /// Yes or no.
    Flag(bool),
    /// Money.
    Amount(Fen),
    /// A share.
    Percent(Ratio),
    /// A number of things.
    Whole(i64),
}

/// The events that decide a term; of several the last one counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilledBy {
    /// The type.
    pub kind: TypeId,
    /// The field that names the subject, where each has a value of its own.
    pub subject: Option<usize>,
    /// The field that holds the term's name, where the type decides several terms.
    pub named: Option<usize>,
    /// The field that holds the value.
    pub value: usize,
    /// The field that holds its unit, which must be the term's where it is given.
    pub unit: Option<usize>,
    /// The field that must name a year.
    pub year: Option<(usize, YearOf, i32)>,
}

impl TermRange {
    /// The unit of its values, as parameters have it; `flag` for a judgement.
    pub fn unit(self) -> &'static str {
        match self {
            TermRange::Flag => "flag",
            TermRange::Amount { .. } => "yuan",
            TermRange::Percent { .. } => "percent",
            TermRange::Whole { .. } => "count",
        }
    }

    /// Reads a decision as people write it, whether or not it lies in the range: `yes`, `5万元`, `3.85`, `10`.
    pub fn read(self, text: &str) -> Option<TermValue> {
        if self == TermRange::Flag {
            return match text {
                "yes" | "true" | "是" => Some(TermValue::Flag(true)),
                "no" | "false" | "否" => Some(TermValue::Flag(false)),
                _ => None,
            };
        }
        Some(match ParamValue::parse(text, self.unit())? {
            ParamValue::Yuan(amount) => TermValue::Amount(amount),
            ParamValue::Percent(share) => TermValue::Percent(share),
            ParamValue::Whole(number) => TermValue::Whole(number),
        })
    }

    /// Whether a value is of this kind and inside the bounds.
    pub fn admits(self, value: TermValue) -> bool {
        match (self, value) {
            (TermRange::Flag, TermValue::Flag(_)) => true,
            (TermRange::Amount { least, most }, TermValue::Amount(amount)) => least <= amount && amount <= most,
            (TermRange::Percent { least, most }, TermValue::Percent(share)) => least <= share && share <= most,
            (TermRange::Whole { least, most }, TermValue::Whole(number)) => least <= number && number <= most,
            (
                TermRange::Flag | TermRange::Amount { .. } | TermRange::Percent { .. } | TermRange::Whole { .. },
                TermValue::Flag(_) | TermValue::Amount(_) | TermValue::Percent(_) | TermValue::Whole(_),
            ) => false,
        }
    }
}
