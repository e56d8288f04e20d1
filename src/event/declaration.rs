//! The declaration of an event type: a JSON Schema in a strict profile, with our own words.

use crate::value::{Bilingual, TypeName};

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
