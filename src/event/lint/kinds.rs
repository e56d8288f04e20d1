//! What there is to remark about a declaration.

use crate::event::BodyRefusal;
use crate::event::profile::DeclarationPlace;

/// A remark with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Linted {
    /// Where.
    pub place: DeclarationPlace,
    /// What.
    pub lint: Lint,
}

/// What is remarked about a declaration that keeps to the profile.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the sentence on each variant names its fields")]
pub enum Lint {
    /// Fewer than two examples.
    FewExamples,
    /// No example gives the required fields and nothing else; the optional ones that the nearest has.
    NoSmallestExample { extra: Vec<String> },
    /// No example gives every field; those that the nearest lacks.
    NoFullExample { missing: Vec<String> },
    /// An example would not be admitted.
    ExampleRefused { refusal: BodyRefusal },
    /// Nothing says what must be refused.
    NoRefusedExample,
    /// What must be refused would be admitted.
    RefusedAccepted { said: String },
    /// What must be refused is refused with another code.
    RefusedOtherwise { said: String, refusal: BodyRefusal },
    /// `title` is not the name of the type.
    TitleNotName { name: String },
    /// The file is not where its name and version belong.
    Misplaced { expected: String },
    /// The file of a released version says something else now.
    ReleasedChanged,
    /// The file of a released version is not there any more.
    ReleasedGone { entry: String },
    /// Nobody is told what the fact is.
    NoDescription,
    /// Two fields have one label: a column of a table could be either.
    LabelRepeated { label: String, other: String },
    /// A Chinese label without a Chinese letter.
    LabelNotChinese,
    /// An English label with Chinese letters.
    LabelNotEnglish,
    /// Words of the new file that are still to be written.
    Placeholder,
    /// Events of the type are found by nothing.
    NoTags,
    /// A code of an enterprise that is no tag: its timeline would not have the fact.
    CodeWithoutTag,
    /// The same document can be recorded twice.
    NoNaturalKey,
    /// The field seems to name a person, and is not held sealed.
    LooksPersonal,
    /// A field that seems to name a person is a tag, or part of the key: these are public.
    PublicLooksPersonal,
    /// A whole number of which nobody is told what it counts.
    CountWithoutUnit,
    /// A text that may be as long as the ledger takes.
    TextWithoutBound,
    /// What bounds and format ask for together, nothing can be.
    NeverHolds,
    /// Two fields of the version before become one.
    TwoSources { one: String, other: String },
    /// A constant is given to a field that the version before has too: it would stand only where an old body says nothing.
    ConstantHasSource { field: String },
    /// A field of the version before is read by nothing any more.
    NotRead { field: String },
    /// A word of a list is not there any more; old bodies may say it.
    WordGone { field: String, word: String },
    /// What the version before allows a field to hold, this one would not admit: old events are read, and may stand outside of the bounds.
    BoundsNarrowed { field: String },
    /// A part of what an old field is split into may be none that its new field takes: such an event would not be read.
    PartMayNotFit { from: String, part: String },
    /// A whole number counts in another unit now, and nothing says how many of it make one of the old.
    UnitChanged { field: String, was: String, now: String },
    /// The version before has not these tags: what was recorded before is found by them too.
    TagsAdded { namespaces: Vec<String> },
    /// The version before has tags that this one has not: only events recorded before carry them.
    TagsGone,
    /// The version before has another natural key: old events keep the one they took.
    KeyChanged,
    /// The version before has its business day in another field.
    DayChanged,
    /// A first version that nobody should use.
    DeprecatedFromStart,
    /// The version before is deprecated and this one is not.
    DeprecationEnds,
    /// The type that took its place is not there, or is the type itself.
    SuccessorUnknown { name: String },
    /// The type that took its place is deprecated too.
    SuccessorDeprecated { name: String },
}

impl Lint {
    /// Every kind once, for the page of codes.
    pub fn all() -> Vec<Lint> {
        let refusal = || BodyRefusal { field: "uscc".to_owned(), fault: crate::event::BodyFault::Missing };
        let words = || vec!["amount".to_owned()];
        vec![
            Lint::FewExamples,
            Lint::NoSmallestExample { extra: words() },
            Lint::NoFullExample { missing: words() },
            Lint::ExampleRefused { refusal: refusal() },
            Lint::NoRefusedExample,
            Lint::RefusedAccepted { said: "bad-day".to_owned() },
            Lint::RefusedOtherwise { said: "bad-day".to_owned(), refusal: refusal() },
            Lint::TitleNotName { name: "standard.published".to_owned() },
            Lint::Misplaced { expected: "standard.published/2.json".to_owned() },
            Lint::ReleasedChanged,
            Lint::ReleasedGone { entry: "standard.published/1".to_owned() },
            Lint::NoDescription,
            Lint::LabelRepeated { label: "…".to_owned(), other: "title".to_owned() },
            Lint::LabelNotChinese,
            Lint::LabelNotEnglish,
            Lint::Placeholder,
            Lint::NoTags,
            Lint::CodeWithoutTag,
            Lint::NoNaturalKey,
            Lint::LooksPersonal,
            Lint::PublicLooksPersonal,
            Lint::CountWithoutUnit,
            Lint::TextWithoutBound,
            Lint::NeverHolds,
            Lint::TwoSources { one: "from".to_owned(), other: "to".to_owned() },
            Lint::ConstantHasSource { field: "amount".to_owned() },
            Lint::NotRead { field: "amount".to_owned() },
            Lint::WordGone { field: "level".to_owned(), word: "national".to_owned() },
            Lint::BoundsNarrowed { field: "amount".to_owned() },
            Lint::PartMayNotFit { from: "period".to_owned(), part: "begins_on".to_owned() },
            Lint::UnitChanged { field: "term".to_owned(), was: "year".to_owned(), now: "month".to_owned() },
            Lint::TagsAdded { namespaces: vec!["certificate".to_owned()] },
            Lint::TagsGone,
            Lint::KeyChanged,
            Lint::DayChanged,
            Lint::DeprecatedFromStart,
            Lint::DeprecationEnds,
            Lint::SuccessorUnknown { name: "standard.issued".to_owned() },
            Lint::SuccessorDeprecated { name: "standard.issued".to_owned() },
        ]
    }

    /// The stable code, as `docs/errors.md` names it.
    pub fn code(&self) -> &'static str {
        match self {
            Lint::FewExamples => "few-examples",
            Lint::NoSmallestExample { .. } => "no-smallest-example",
            Lint::NoFullExample { .. } => "no-full-example",
            Lint::ExampleRefused { .. } => "example-refused",
            Lint::NoRefusedExample => "no-refused-example",
            Lint::RefusedAccepted { .. } => "refused-example-accepted",
            Lint::RefusedOtherwise { .. } => "refused-example-otherwise",
            Lint::TitleNotName { .. } => "title-not-name",
            Lint::Misplaced { .. } => "declaration-misplaced",
            Lint::ReleasedChanged => "released-changed",
            Lint::ReleasedGone { .. } => "released-gone",
            Lint::NoDescription => "no-description",
            Lint::LabelRepeated { .. } => "label-repeated",
            Lint::LabelNotChinese => "label-not-chinese",
            Lint::LabelNotEnglish => "label-not-english",
            Lint::Placeholder => "placeholder-left",
            Lint::NoTags => "no-tags",
            Lint::CodeWithoutTag => "code-without-tag",
            Lint::NoNaturalKey => "no-natural-key",
            Lint::LooksPersonal => "looks-personal",
            Lint::PublicLooksPersonal => "public-looks-personal",
            Lint::CountWithoutUnit => "count-without-unit",
            Lint::TextWithoutBound => "text-without-bound",
            Lint::NeverHolds => "never-holds",
            Lint::TwoSources { .. } => "upcast-two-sources",
            Lint::ConstantHasSource { .. } => "constant-has-source",
            Lint::NotRead { .. } => "field-not-read",
            Lint::WordGone { .. } => "word-gone",
            Lint::BoundsNarrowed { .. } => "bounds-narrowed",
            Lint::PartMayNotFit { .. } => "part-may-not-fit",
            Lint::UnitChanged { .. } => "unit-changed",
            Lint::TagsAdded { .. } => "tags-added",
            Lint::TagsGone => "tags-gone",
            Lint::KeyChanged => "key-changed",
            Lint::DayChanged => "day-changed",
            Lint::DeprecatedFromStart => "deprecated-from-start",
            Lint::DeprecationEnds => "deprecation-ends",
            Lint::SuccessorUnknown { .. } => "successor-unknown",
            Lint::SuccessorDeprecated { .. } => "successor-deprecated",
        }
    }

    /// Whether it must be mended; otherwise it is advice, and a declaration may have its reasons.
    pub fn is_fault(&self) -> bool {
        match self {
            Lint::FewExamples
            | Lint::NoSmallestExample { .. }
            | Lint::NoFullExample { .. }
            | Lint::ExampleRefused { .. }
            | Lint::NoRefusedExample
            | Lint::RefusedAccepted { .. }
            | Lint::RefusedOtherwise { .. }
            | Lint::TitleNotName { .. }
            | Lint::Misplaced { .. }
            | Lint::ReleasedChanged
            | Lint::NoDescription
            | Lint::LabelRepeated { .. }
            | Lint::CodeWithoutTag
            | Lint::PublicLooksPersonal
            | Lint::NeverHolds
            | Lint::TwoSources { .. }
            | Lint::ConstantHasSource { .. }
            | Lint::UnitChanged { .. }
            | Lint::ReleasedGone { .. }
            | Lint::SuccessorUnknown { .. } => true,
            Lint::LabelNotChinese
            | Lint::LabelNotEnglish
            | Lint::Placeholder
            | Lint::NoTags
            | Lint::NoNaturalKey
            | Lint::LooksPersonal
            | Lint::CountWithoutUnit
            | Lint::TextWithoutBound
            | Lint::NotRead { .. }
            | Lint::WordGone { .. }
            | Lint::BoundsNarrowed { .. }
            | Lint::PartMayNotFit { .. }
            | Lint::TagsAdded { .. }
            | Lint::TagsGone
            | Lint::KeyChanged
            | Lint::DayChanged
            | Lint::DeprecatedFromStart
            | Lint::DeprecationEnds
            | Lint::SuccessorDeprecated { .. } => false,
        }
    }

    /// Whether it keeps a declaration from being released or registered: a fault, or words still to be written.
    pub fn keeps_back(&self) -> bool {
        self.is_fault() || matches!(self, Lint::Placeholder)
    }
}
