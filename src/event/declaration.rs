//! The declaration of an event type: a JSON Schema in a strict profile, with our own words.

use crate::event::profile::{self, DeclarationError};
use crate::value::{Bilingual, Day, TypeName};

/// One declared type and version.
#[derive(Debug, Clone, PartialEq)]
pub struct Declaration {
    /// The type's name.
    pub name: TypeName,
    /// Its version, from 1.
    pub version: u16,
    /// What people call it.
    pub title: Bilingual,
    /// The fact's story, in a sentence or two.
    pub description: Option<Bilingual>,
    /// The clauses it serves.
    pub articles: Vec<String>,
    /// Which field is the business day.
    pub occurred_on: Option<usize>,
    /// The fields that become tags: index of the field, of the field in a row where it is an array, and the namespace.
    pub tags: Vec<(usize, Option<usize>, String)>,
    /// The fields that name the document.
    pub natural_key: Vec<usize>,
    /// Documents that must or may come with it.
    pub evidence: Vec<Evidence>,
    /// The fields, in file order.
    pub fields: Vec<Field>,
    /// How the version before reads as this one.
    pub upcast: Option<Upcast>,
    /// Why nothing new should be recorded with it, where that is so.
    pub deprecated: Option<Deprecated>,
    /// Example bodies that must be accepted.
    pub examples: Vec<serde_json::Value>,
    /// Example bodies that must be refused, with the code.
    pub refused: Vec<(serde_json::Value, String)>,
    /// The file's text as it was registered.
    pub text: std::sync::Arc<str>,
}

/// A document a type asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// What the document is.
    pub title: Bilingual,
    /// Whether it must come with the fact.
    pub required: bool,
}

/// A type that is kept and read, and should not be used for anything new.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deprecated {
    /// The reason, and what to do instead.
    pub why: Bilingual,
    /// The type that took its place.
    pub successor: Option<TypeName>,
    /// The day from which it is so.
    pub since: Option<Day>,
}

/// One field of a body or of a row.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// Its name in the JSON.
    pub name: String,
    /// What people call it.
    pub title: Bilingual,
    /// Whether it must be given.
    pub required: bool,
    /// What it may hold.
    pub kind: FieldKind,
    /// Its unit, for amounts, shares and counts.
    pub unit: Option<Unit>,
    /// Whether it is to be sealed under a key of its subject.
    pub personal: bool,
}

/// What a field may hold.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "the sentence on each variant names its fields")]
pub enum FieldKind {
    /// Text of so many characters at least and at most.
    Text { least: u64, most: u64, format: Format },
    /// One of some words, each with its label.
    Choice(Vec<(String, Bilingual)>),
    /// A whole number between bounds, both inside.
    Whole { least: i64, most: i64 },
    /// Yes or no.
    Flag,
    /// Rows of flat fields, so many at least and at most.
    Rows { fields: Vec<Field>, least: u64, most: u64 },
    /// An object that is checked elsewhere (the new body in a correction).
    Raw,
}

/// What a text spells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Just text.
    Plain,
    /// An amount in yuan.
    Amount,
    /// A percentage.
    Percentage,
    /// A day.
    Date,
    /// Two days.
    DayPeriod,
    /// A unified social credit code.
    Uscc,
    /// A standard number.
    StandardNo,
    /// An event id.
    Uuid,
    /// A SHA-256 digest.
    Digest,
}

/// The unit of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// Yuan.
    Yuan,
    /// Percent.
    Percent,
    /// How many.
    Count,
    /// Calendar year, or a number of years.
    Year,
    /// Months.
    Month,
    /// Days.
    Day,
    /// Square metres.
    SquareMetre,
}

/// How a body of the version before reads as this one. Fields of rows are written `units[].rank`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Upcast {
    /// Old name and new name.
    pub rename: Vec<(String, String)>,
    /// Values for fields that the old body does not give.
    pub default: Vec<(String, serde_json::Value)>,
    /// Values for fields that the old version did not have.
    pub constant: Vec<(String, serde_json::Value)>,
    /// One old text that reads as several fields.
    pub split: Vec<Split>,
    /// New fields that count in a smaller unit: so many of it make one of the old.
    pub multiply: Vec<(String, i64)>,
}

/// One old text read as several fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Split {
    /// The old field.
    pub from: String,
    /// What stands between the parts.
    pub by: String,
    /// The new fields, one for each part in order; a part that is not there leaves its field absent.
    pub into: Vec<String>,
}

impl Declaration {
    /// Reads a declaration in the strict profile; the first fault in file order of each stage is told with its place.
    pub fn parse(text: &str) -> Result<Self, DeclarationError> {
        Self::parse_all(text).map_err(|errors| errors.into_iter().next().unwrap_or_default())
    }

    /// The same; every fault that can be told without the part where another one is.
    pub fn parse_all(text: &str) -> Result<Self, Vec<DeclarationError>> {
        profile::read(text)
    }

    /// The text of the next version to begin with; none after the last number there is.
    pub fn succeed(&self) -> Option<String> {
        profile::succeed(&self.text, self.version, self.version.checked_add(1)?)
    }

    /// The number of a field.
    pub fn field(&self, name: &str) -> Option<usize> {
        self.fields.iter().position(|field| field.name == name)
    }
}

impl Unit {
    /// The word the declaration has for it.
    pub const fn word(self) -> &'static str {
        match self {
            Unit::Yuan => "yuan",
            Unit::Percent => "percent",
            Unit::Count => "count",
            Unit::Year => "year",
            Unit::Month => "month",
            Unit::Day => "day",
            Unit::SquareMetre => "square_metre",
        }
    }
}

impl Format {
    /// The word the declaration has for it; none for plain text.
    pub const fn word(self) -> Option<&'static str> {
        match self {
            Format::Plain => None,
            Format::Amount => Some("amount"),
            Format::Percentage => Some("percentage"),
            Format::Date => Some("date"),
            Format::DayPeriod => Some("day-period"),
            Format::Uscc => Some("uscc"),
            Format::StandardNo => Some("standard-no"),
            Format::Uuid => Some("uuid"),
            Format::Digest => Some("digest"),
        }
    }
}

/// The field at a path, `rank` or `units[].rank`: its number, its number in the row, and itself.
pub(super) fn field_at<'f>(fields: &'f [Field], path: &str) -> Option<(usize, Option<usize>, &'f Field)> {
    let (name, inner) = path.split_once("[].").map_or((path, None), |(name, inner)| (name, Some(inner)));
    let numbered = |fields: &'f [Field], name: &str| fields.iter().enumerate().find(|(_, field)| field.name == name);
    let (number, field) = numbered(fields, name)?;
    match (inner, &field.kind) {
        (None, _) => Some((number, None, field)),
        (Some(inner), FieldKind::Rows { fields, .. }) => {
            let (inner, field) = numbered(fields, inner)?;
            Some((number, Some(inner), field))
        }
        (Some(_), _) => None,
    }
}
