//! Why the ledger does not do what it was asked.

use crate::event::{CatalogueError, DeclarationError, Refusal};
use crate::ledger::as_version::VersionFault;
use crate::ledger::bundle::BundleFault;
use crate::ledger::declared::DeclaredFault;
use crate::ledger::fault::Fault;
use crate::ledger::horizon::Horizon;
use crate::ledger::imported::ImportFault;
use crate::ledger::outcome::BesideFault;
use crate::ledger::signing::{KeyFault, Mismatch};
use crate::ledger::treasury::ListFault;
use crate::ledger::truth::TruthFault;
use crate::ledger::whatif::WhatIfFault;
use crate::policy::PolicyError;
use crate::position::MissingWord;
use crate::store::{AppendRefusal, Damage, OpenError, PlaceFault, ReadError};
use crate::value::{Day, Instant, Position, TypeName};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Why the ledger does not answer or does not write.
#[derive(Debug)]
#[expect(missing_docs, reason = "the sentence on each variant names its fields")]
pub enum LedgerError {
    /// The store does not open.
    Open(OpenError),
    /// The store cannot be read.
    Read(ReadError),
    /// The store does not take the batch.
    Append(AppendRefusal),
    /// The store refused one line of a batch; nothing of it was recorded.
    Line { line: u64, fault: Box<Fault> },
    /// What the ledger itself would write is refused.
    Own(Box<Fault>),
    /// A recorded event cannot be read any more.
    Unreadable { position: Position, refusal: Box<Refusal> },
    /// A recorded event contradicts the text it carries.
    Contradiction { position: Position, kind: TypeName, fault: Box<Fault> },
    /// A registered declaration cannot be read any more.
    Declaration(Box<DeclarationError>),
    /// A newer program has registered a version of a type that is read here in older ones.
    NewerType { name: Arc<str>, error: Box<DeclarationError> },
    /// The registered declarations do not fit together.
    Catalogue(Box<CatalogueError>),
    /// A recorded policy cannot be compiled any more.
    Policy { error: Box<PolicyError>, text: Arc<str> },
    /// The registered types lack what the procedure needs.
    Vocabulary(MissingWord),
    /// The ledger has no events: whoever made it did not finish.
    Unbegun,
    /// At the horizon the ledger knew no types or no policy yet.
    NothingKnown { known: Position },
    /// The position lies beyond the end of the ledger.
    BeyondHead { asked: Position, head: Position },
    /// A reading or an option that a question names does not exist.
    Reading(Box<Fault>),
    /// The clock lies far before the last entry.
    ClockBehind { now: Instant, last: Instant },
    /// The clock lies far after the last entry.
    ClockAhead { now: Instant, last: Instant },
    /// Nobody of this name or code is on record.
    UnknownSubject { name: String, nearest: Vec<String> },
    /// Several subjects have this name.
    ManySubjects { name: String, found: Vec<String> },
    /// No payment of this number is on record.
    UnknownPayment { number: String, nearest: Option<String> },
    /// The payment was made after the business day, or is on record only from a place after what is to be known on, and perhaps not to
    /// the end.
    PaymentLater { number: Arc<str>, day: Day, position: Position, stays: bool, asked: Horizon },
    /// The payment that had the number from one place on was taken back or renumbered at another, and what is to be known has both;
    /// the day is the one it had last.
    PaymentUndone { number: String, from: Position, by: Position, day: Day, asked: Horizon },
    /// What is to be approved rests on readings that nobody decided.
    UndecidedReadings { readings: Vec<String> },
    /// The file is no list of payments.
    List(ListFault),
    /// No detector finds this now.
    UnknownFinding { number: String, nearest: Option<String> },
    /// No event has this position or id.
    NoSuchEvent { name: String },
    /// The event does not lead to the recorded root: one of them was changed after it was recorded.
    Unproved { position: Position },
    /// The ledger is not one that grew out of its last checkpoint, and is not opened for writing.
    Guarded { file: PathBuf, why: Mismatch },
    /// The ledger is not one that grew out of a checkpoint somebody kept.
    Disproved { file: PathBuf, why: Mismatch },
    /// The file is not written as proofs are.
    NotAProof { file: PathBuf },
    /// The proof is not one of this event.
    ProofFails { file: PathBuf, event: Position },
    /// The proof is signed, and the event that it is of was not given.
    EventNotGiven { file: PathBuf, event: Position, size: Position },
    /// A checkpoint somebody kept is of a later time than the one asked about.
    KeptLater { file: PathBuf, size: Position, known: Position },
    /// Events were recorded, and the ledger could not be signed afterwards.
    RecordedUnsigned { head: Position, why: Box<LedgerError> },
    /// What was asked for is done and stays done; what was to tell of it could not be written.
    DoneUntold { done: Done, why: Box<LedgerError> },
    /// The event came after the last checkpoint that was signed, if there is one.
    NotSignedYet { position: Position, last: Option<Position> },
    /// A loss was to be accepted where there is none.
    NothingLost,
    /// The key that signs cannot be used.
    Key(KeyFault),
    /// No type of this name is registered.
    UnknownType { name: String, nearest: Option<String> },
    /// Events are not given as a version of their type.
    Version(VersionFault),
    /// No article or grant of this name.
    UnknownArticle { name: String, allowed: Vec<String> },
    /// No register of this name; the nearest, or all.
    UnknownRegister { name: String, allowed: Vec<String> },
    /// The text to be attached has no articles.
    NoArticles,
    /// The index cannot be made: why, in the words of sled or of the operating system.
    Index { path: PathBuf, why: String },
    /// The file is no `truth.v1`: in which line, as far as that is known, and why.
    NotATruth { file: String, line: Option<u64>, why: TruthFault },
    /// A table is not brought in, or a batch not confirmed.
    Import(ImportFault),
    /// A file is not looked at as a bundle.
    Bundle(BundleFault),
    /// Files of declarations are not worked on.
    Declared(DeclaredFault),
    /// Another program beside this one did not tell what is due.
    Beside(BesideFault),
    /// A scenario is not run.
    WhatIf(WhatIfFault),
    /// A file cannot be read or written.
    File { path: String, cause: std::io::Error },
}

/// What was done although nothing could tell of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the sentence on each variant names its fields")]
pub enum Done {
    /// The key was replaced.
    KeyChanged,
    /// The first key was made.
    KeyMade,
    /// A loss was accepted, and this event tells of it.
    LossAccepted { event: Position },
}

/// What kind of failure it is; the surfaces map it to exit codes and status codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// The input, a condition or a conflict: do something else.
    Refused,
    /// Somebody else is writing: try again.
    Busy,
    /// What was checked does not hold: the check found what it looks for.
    Found,
    /// The ledger is damaged or the program is at fault.
    Fault,
}

impl LedgerError {
    /// There is something where a ledger was to be made.
    pub fn exists(path: &Path) -> Self {
        LedgerError::Open(OpenError::Exists(path.to_owned()))
    }

    /// The same of a ledger that is being made: nobody appends anything to it.
    pub(super) fn in_making(self, path: &Path) -> Self {
        match self {
            LedgerError::Append(AppendRefusal::Full) => {
                LedgerError::Open(OpenError::Io { path: path.to_owned(), cause: ErrorKind::StorageFull.into() })
            }
            other => other,
        }
    }

    /// A damaged place.
    pub(super) fn damaged(damage: Damage) -> Self {
        let Damage { file, byte, position, what } = damage;
        LedgerError::Read(ReadError::Damaged { file, byte, position, what })
    }

    /// The events that stand against a batch, where those are why it was not recorded.
    pub fn conflicting(&self) -> Option<&[Position]> {
        if let LedgerError::Append(AppendRefusal::Conflict { found }) = self { Some(found) } else { None }
    }

    /// What kind of failure it is.
    pub fn severity(&self) -> Severity {
        match self {
            LedgerError::Open(OpenError::Locked(_) | OpenError::Place { why: PlaceFault::BeingMade, .. }) => {
                Severity::Busy
            }
            LedgerError::Append(refusal) => of_append(refusal),
            LedgerError::RecordedUnsigned { why, .. } | LedgerError::DoneUntold { why, .. } => why.severity(),
            LedgerError::Disproved { .. } | LedgerError::NotAProof { .. } | LedgerError::ProofFails { .. } => {
                Severity::Found
            }
            LedgerError::Own(_)
            | LedgerError::Unreadable { .. }
            | LedgerError::Contradiction { .. }
            | LedgerError::Declaration(_)
            | LedgerError::Catalogue(_)
            | LedgerError::Policy { .. }
            | LedgerError::Vocabulary(_)
            | LedgerError::Open(OpenError::Damaged { .. })
            | LedgerError::Read(_)
            | LedgerError::Unproved { .. }
            | LedgerError::Guarded { .. } => Severity::Fault,
            LedgerError::Open(
                OpenError::Missing(_)
                | OpenError::Exists(_)
                | OpenError::Inside { .. }
                | OpenError::Place { .. }
                | OpenError::Format { .. }
                | OpenError::Io { .. },
            )
            | LedgerError::Line { .. }
            | LedgerError::NewerType { .. }
            | LedgerError::Unbegun
            | LedgerError::NothingKnown { .. }
            | LedgerError::BeyondHead { .. }
            | LedgerError::Reading(_)
            | LedgerError::ClockBehind { .. }
            | LedgerError::ClockAhead { .. }
            | LedgerError::UnknownSubject { .. }
            | LedgerError::ManySubjects { .. }
            | LedgerError::UnknownPayment { .. }
            | LedgerError::PaymentLater { .. }
            | LedgerError::PaymentUndone { .. }
            | LedgerError::UnknownFinding { .. }
            | LedgerError::List(_)
            | LedgerError::UndecidedReadings { .. }
            | LedgerError::NoSuchEvent { .. }
            | LedgerError::EventNotGiven { .. }
            | LedgerError::KeptLater { .. }
            | LedgerError::NotSignedYet { .. }
            | LedgerError::NothingLost
            | LedgerError::Key(_)
            | LedgerError::UnknownType { .. }
            | LedgerError::Version(_)
            | LedgerError::UnknownArticle { .. }
            | LedgerError::UnknownRegister { .. }
            | LedgerError::NoArticles
            | LedgerError::Index { .. }
            | LedgerError::NotATruth { .. }
            | LedgerError::Import(_)
            | LedgerError::Bundle(_)
            | LedgerError::Declared(_)
            | LedgerError::Beside(_)
            | LedgerError::WhatIf(_)
            | LedgerError::File { .. } => Severity::Refused,
        }
    }
}

/// What kind of failure it is that a batch is not taken.
fn of_append(refusal: &AppendRefusal) -> Severity {
    match refusal {
        AppendRefusal::Busy => Severity::Busy,
        AppendRefusal::Broken(_) | AppendRefusal::Unreadable(_) => Severity::Fault,
        AppendRefusal::Empty
        | AppendRefusal::Conflict { .. }
        | AppendRefusal::IdTaken { .. }
        | AppendRefusal::KeyTaken { .. }
        | AppendRefusal::TooLarge { .. }
        | AppendRefusal::Full
        | AppendRefusal::ReadOnly => Severity::Refused,
    }
}

impl From<OpenError> for LedgerError {
    fn from(error: OpenError) -> Self {
        LedgerError::Open(error)
    }
}

impl From<ReadError> for LedgerError {
    fn from(error: ReadError) -> Self {
        LedgerError::Read(error)
    }
}
