//! Why a body is refused: the field and the fault.

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
