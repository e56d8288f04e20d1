//! The few types a ledger must understand to be a ledger.

use crate::value::TypeName;

/// A type whose meaning is in the program and not only in its declaration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Known {
    /// A declaration is recorded.
    EventTypeRegistered,
    /// A policy document begins to speak.
    PolicyIssued,
    /// A policy document is changed.
    PolicyAmended,
    /// A policy document ends.
    PolicyRepealed,
    /// The office decided how an unclear wording reads.
    ReadingDecided,
    /// What an earlier event said is replaced.
    FactCorrected,
    /// An earlier event is taken back.
    FactRetracted,
    /// A subject is known by another code from now on.
    SubjectRecoded,
}

impl Known {
    /// All of them.
    pub const ALL: [Known; 8] = [
        Known::EventTypeRegistered,
        Known::PolicyIssued,
        Known::PolicyAmended,
        Known::PolicyRepealed,
        Known::ReadingDecided,
        Known::FactCorrected,
        Known::FactRetracted,
        Known::SubjectRecoded,
    ];

    /// The known type of this name.
    pub fn of(name: &TypeName) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.name() == name.as_str())
    }

    /// The name of the type.
    pub const fn name(self) -> &'static str {
        match self {
            Known::EventTypeRegistered => "event_type.registered",
            Known::PolicyIssued => "policy.issued",
            Known::PolicyAmended => "policy.amended",
            Known::PolicyRepealed => "policy.repealed",
            Known::ReadingDecided => "reading.decided",
            Known::FactCorrected => "fact.corrected",
            Known::FactRetracted => "fact.retracted",
            Known::SubjectRecoded => "enterprise.recoded",
        }
    }
}
