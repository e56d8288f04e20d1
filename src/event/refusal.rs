//! Why a body, an envelope or a whole draft is refused.

use crate::value::{Bilingual, Day, TypeName};

/// The first fault found in a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BodyRefusal {
    /// Where: `units[1].rank`, or empty for the body itself.
    pub field: String,
    /// What is wrong there.
    pub fault: BodyFault,
}

/// What is wrong with one field. The order is the order of precedence at one field.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the sentence on each variant names its fields")]
pub enum BodyFault {
    /// The JSON itself cannot be read; the parser's words.
    NotJson(String),
    /// A field appears twice.
    Repeated,
    /// The declaration has no such field; the nearest name it has.
    Unknown { nearest: Option<String> },
    /// A required field is missing.
    Missing,
    /// Another JSON type was expected: `text`, `whole number`, `yes or no`, `object`, `array`.
    WrongType { expected: &'static str },
    /// Not one of the words allowed.
    NotInList { allowed: Vec<String>, nearest: Option<String> },
    /// Not an amount in yuan with at most two decimals, given as text.
    BadAmount,
    /// Not a percentage with at most four decimals, given as text.
    BadPercentage,
    /// Not a day that exists between 1900 and 2999.
    BadDay,
    /// Not `day/day` in order.
    BadPeriod,
    /// Not a unified social credit code with right check characters.
    BadUscc(crate::value::UsccError),
    /// Not a lower-case hyphenated UUID.
    BadUuid,
    /// Not a standard number.
    BadStandardNo,
    /// Not 64 lower-case hexadecimal digits.
    BadDigest,
    /// Shorter than allowed, in characters.
    TooShort { least: u64 },
    /// Longer than allowed, in characters.
    TooLong { most: u64 },
    /// Smaller than allowed.
    TooSmall { least: i64 },
    /// Larger than allowed.
    TooLarge { most: i64 },
    /// Fewer rows than allowed.
    TooFew { least: u64 },
    /// More rows than allowed.
    TooMany { most: u64 },
}

/// Every code a body can be refused with, in order of precedence.
pub const BODY_CODES: &[&str] = &[
    "not-json",
    "repeated-field",
    "unknown-field",
    "missing-field",
    "wrong-type",
    "not-in-list",
    "bad-amount",
    "bad-percentage",
    "bad-day",
    "bad-period",
    "bad-uscc",
    "bad-uuid",
    "bad-standard-no",
    "bad-digest",
    "too-short",
    "too-long",
    "too-small",
    "too-large",
    "too-few",
    "too-many",
];

impl BodyFault {
    /// The stable code, as `x-refused` and `docs/errors.md` name it.
    pub fn code(&self) -> &'static str {
        match self {
            BodyFault::NotJson(_) => "not-json",
            BodyFault::Repeated => "repeated-field",
            BodyFault::Unknown { .. } => "unknown-field",
            BodyFault::Missing => "missing-field",
            BodyFault::WrongType { .. } => "wrong-type",
            BodyFault::NotInList { .. } => "not-in-list",
            BodyFault::BadAmount => "bad-amount",
            BodyFault::BadPercentage => "bad-percentage",
            BodyFault::BadDay => "bad-day",
            BodyFault::BadPeriod => "bad-period",
            BodyFault::BadUscc(_) => "bad-uscc",
            BodyFault::BadUuid => "bad-uuid",
            BodyFault::BadStandardNo => "bad-standard-no",
            BodyFault::BadDigest => "bad-digest",
            BodyFault::TooShort { .. } => "too-short",
            BodyFault::TooLong { .. } => "too-long",
            BodyFault::TooSmall { .. } => "too-small",
            BodyFault::TooLarge { .. } => "too-large",
            BodyFault::TooFew { .. } => "too-few",
            BodyFault::TooMany { .. } => "too-many",
        }
    }
}

/// The first fault found in an envelope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnvelopeRefusal {
    /// Where: `evidence[0].sha256`, `data.units[1].rank`, or empty for the line itself.
    pub field: String,
    /// What is wrong there.
    pub fault: EnvelopeFault,
}

/// What is wrong with one key of an envelope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EnvelopeFault {
    /// A fault that a body's field can have too.
    Field(BodyFault),
    /// Not a type name: lower-case words joined by `_` and `.`.
    BadTypeName,
    /// Not a moment of RFC 3339 in whole milliseconds.
    BadMoment,
}

impl EnvelopeFault {
    /// The stable code, as `docs/errors.md` names it.
    pub fn code(&self) -> &'static str {
        match self {
            EnvelopeFault::Field(fault) => fault.code(),
            EnvelopeFault::BadTypeName => "bad-type-name",
            EnvelopeFault::BadMoment => "bad-moment",
        }
    }
}

impl From<BodyRefusal> for EnvelopeRefusal {
    fn from(refusal: BodyRefusal) -> Self {
        Self { field: refusal.field, fault: EnvelopeFault::Field(refusal.fault) }
    }
}

/// Why a draft is not admitted, as far as the draft alone tells; in order of precedence.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the sentence on each variant names its fields")]
pub enum Refusal {
    /// The envelope is faulty.
    Envelope(EnvelopeRefusal),
    /// No such type; the nearest name there is.
    UnknownType { name: String, nearest: Option<String> },
    /// The type is known, but not in this version.
    UnknownVersion { name: TypeName, given: u16, newest: u16 },
    /// An event of an unknown type is kept only with its version.
    VersionMissing { name: TypeName },
    /// The body is faulty.
    Body(BodyRefusal),
    /// The value should become a tag and is longer than 255 bytes or has a control character.
    Untaggable { field: String, namespace: String },
    /// A text has blanks at an edge, or characters nobody can see, so that two spellings would look like one.
    Untidy { field: String, letter: char },
    /// The field that is the business day and the envelope name different days.
    DayDisagrees { field: String, in_body: Day, in_envelope: Day },
    /// Neither the envelope nor a field of the body says on which day it happened; the field that could.
    DayMissing { field: Option<String> },
    /// A document that must come with this type is not there.
    EvidenceMissing { title: Bilingual },
}

impl Refusal {
    /// The stable code, as `docs/errors.md` names it.
    pub fn code(&self) -> &'static str {
        match self {
            Refusal::Envelope(refusal) => refusal.fault.code(),
            Refusal::UnknownType { .. } => "unknown-type",
            Refusal::UnknownVersion { .. } => "unknown-version",
            Refusal::VersionMissing { .. } => "version-missing",
            Refusal::Body(refusal) => refusal.fault.code(),
            Refusal::Untaggable { .. } => "untaggable",
            Refusal::Untidy { .. } => "untidy-text",
            Refusal::DayDisagrees { .. } => "day-disagrees",
            Refusal::DayMissing { .. } => "day-missing",
            Refusal::EvidenceMissing { .. } => "evidence-missing",
        }
    }
}
