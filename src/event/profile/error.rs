//! What can be wrong with a declaration.

/// The first fault of a declaration, with its place.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DeclarationError {
    /// The path in the document: `properties.amount.x-unit`, `x-evidence[0].title`; empty for the document itself.
    pub path: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// What is wrong there.
    pub fault: DeclarationFault,
}

/// What is wrong at one place of a declaration.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[expect(missing_docs, reason = "the sentence on each variant names its fields")]
pub enum DeclarationFault {
    /// The file begins with a byte order mark.
    ByteOrderMark,
    /// The JSON itself cannot be read; the parser's words.
    NotJson(String),
    /// A key appears twice in one object.
    RepeatedKey,
    /// The profile has no such keyword here; the nearest it has.
    UnknownKeyword { nearest: Option<String> },
    /// A keyword that must be there is missing.
    MissingKeyword { keyword: &'static str },
    /// Another JSON type was expected: `text`, `whole number`, `yes or no`, `object`, `array`.
    WrongType { expected: &'static str },
    /// Only this value is allowed here.
    WrongValue { expected: &'static str },
    /// Not one of the words the profile has here.
    NotInList { allowed: &'static [&'static str], nearest: Option<String> },
    /// `$id` does not end in `<type name>/<version>`.
    BadId,
    /// A field name is not lower-case words joined by `_`.
    BadFieldName,
    /// The words in one language, `zh` or `en`, are missing or empty.
    LabelMissing { lang: &'static str },
    /// A word of an enumeration has no label.
    WordWithoutLabel { word: String },
    /// A label belongs to no word of the enumeration.
    LabelWithoutWord { nearest: Option<String> },
    /// A keyword does not go with this type or format.
    KeywordNotHere { keyword: String },
    /// A pattern other than the fixed one of this format; the fixed one where there is one.
    PatternNotAllowed { fixed: Option<&'static str> },
    /// An amount or a percentage does not name its unit.
    UnitMissing { expected: &'static str },
    /// The unit does not go with the type or format.
    UnitWrong { allowed: &'static [&'static str] },
    /// The lower bound lies above the upper one.
    BoundsCrossed,
    /// A bound lies beyond plus or minus 9007199254740991, where JSON numbers stop being exact.
    BoundUnsafe,
    /// Nothing is listed where at least one thing must be.
    #[default]
    Empty,
    /// The same thing is listed twice.
    Repeated,
    /// More fields than the 64 a flat object may have.
    TooManyFields,
    /// An array or an object inside a row.
    NestedTooDeep,
    /// No field of this name; the nearest there is.
    UnknownField { nearest: Option<String> },
    /// The business day must be a top-level field of format `date`.
    OccurredOnNotDay,
    /// A tag on a field held sealed: tags are public.
    TagOnPersonal,
    /// A tag on a field whose value names nothing: an amount, a share, a flag, rows.
    TagNotName,
    /// A namespace is not lower-case words joined by `_`.
    BadNamespace,
    /// A natural key on a field held sealed: keys are stored open.
    KeyOnPersonal,
    /// A natural key on rows or on an object.
    KeyNotScalar,
    /// A refusal code is not one that a body can be refused with; the nearest.
    UnknownCode { nearest: Option<String> },
    /// `x-upcast` in version 1, which has no version before it.
    UpcastWithoutPast,
    /// A split needs a separator and at least two fields.
    BadSplit,
    /// A change of unit needs a whole number from 2 to 1000000, for a field that is a whole number.
    BadMultiply,
    /// What took the place of a deprecated type is not the name of a type.
    BadSuccessor,
    /// Since when a type is deprecated is no day.
    BadSince,
}

impl DeclarationFault {
    /// The stable code, as `docs/errors.md` names it.
    pub fn code(&self) -> &'static str {
        match self {
            DeclarationFault::ByteOrderMark => "byte-order-mark",
            DeclarationFault::NotJson(_) => "declaration-not-json",
            DeclarationFault::RepeatedKey => "repeated-key",
            DeclarationFault::UnknownKeyword { .. } => "unknown-keyword",
            DeclarationFault::MissingKeyword { .. } => "missing-keyword",
            DeclarationFault::WrongType { .. } => "keyword-wrong-type",
            DeclarationFault::WrongValue { .. } => "keyword-wrong-value",
            DeclarationFault::NotInList { .. } => "keyword-not-in-list",
            DeclarationFault::BadId => "bad-declaration-id",
            DeclarationFault::BadFieldName => "bad-field-name",
            DeclarationFault::LabelMissing { .. } => "label-missing",
            DeclarationFault::WordWithoutLabel { .. } => "word-without-label",
            DeclarationFault::LabelWithoutWord { .. } => "label-without-word",
            DeclarationFault::KeywordNotHere { .. } => "keyword-not-here",
            DeclarationFault::PatternNotAllowed { .. } => "pattern-not-allowed",
            DeclarationFault::UnitMissing { .. } => "unit-missing",
            DeclarationFault::UnitWrong { .. } => "unit-wrong",
            DeclarationFault::BoundsCrossed => "bounds-crossed",
            DeclarationFault::BoundUnsafe => "bound-unsafe",
            DeclarationFault::Empty => "empty-list",
            DeclarationFault::Repeated => "repeated-entry",
            DeclarationFault::TooManyFields => "too-many-fields",
            DeclarationFault::NestedTooDeep => "nested-too-deep",
            DeclarationFault::UnknownField { .. } => "no-such-field",
            DeclarationFault::OccurredOnNotDay => "occurred-on-not-a-day",
            DeclarationFault::TagOnPersonal => "tag-on-personal",
            DeclarationFault::TagNotName => "tag-not-a-name",
            DeclarationFault::BadNamespace => "bad-namespace",
            DeclarationFault::KeyOnPersonal => "key-on-personal",
            DeclarationFault::KeyNotScalar => "key-not-scalar",
            DeclarationFault::UnknownCode { .. } => "unknown-code",
            DeclarationFault::UpcastWithoutPast => "upcast-without-past",
            DeclarationFault::BadSplit => "bad-split",
            DeclarationFault::BadMultiply => "bad-multiply",
            DeclarationFault::BadSuccessor => "bad-successor",
            DeclarationFault::BadSince => "bad-since",
        }
    }
}
