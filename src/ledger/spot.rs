//! Where a failure lies, for programs: the sentences name the same places for people.

use crate::event::Refusal;
use crate::ledger::append::Rejected;
use crate::ledger::error::{Done, LedgerError};
use crate::ledger::fault::Fault;
use crate::ledger::truth::TruthFault;
use crate::ledger::whatif::WhatIfFault;
use crate::store::{AppendRefusal, Asked, OpenError, ReadError};
use crate::value::Position;
use std::path::{Path, PathBuf};

/// A place: as much of it as is known.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Spot {
    /// The file or directory.
    pub file: Option<PathBuf>,
    /// The byte, from 0.
    pub byte: Option<u64>,
    /// The first event concerned.
    pub position: Option<Position>,
    /// The line of a file of lines, from 1.
    pub line: Option<u64>,
    /// The field of an event.
    pub field: Option<String>,
    /// What is wrong with a piece of the log, by its name.
    pub cause: Option<&'static str>,
}

impl LedgerError {
    /// Where it lies.
    pub fn spot(&self) -> Spot {
        match self {
            LedgerError::Open(error) => of_opening(error),
            LedgerError::Read(error) | LedgerError::Append(AppendRefusal::Unreadable(error)) => of_reading(error),
            LedgerError::WhatIf(WhatIfFault::Line { file, line, fault }) => {
                Spot { line: Some(*line), file: of(Path::new(file)).file, ..fault.spot() }
            }
            LedgerError::WhatIf(WhatIfFault::PolicyRefused { file, fault }) => {
                Spot { file: of(Path::new(file)).file, ..fault.spot() }
            }
            LedgerError::Line { line, fault } => Spot { line: Some(*line), ..fault.spot() },
            LedgerError::Own(fault) | LedgerError::Reading(fault) => fault.spot(),
            LedgerError::Unreadable { position, refusal } => {
                Spot { position: Some(*position), field: field_of(refusal), ..Spot::default() }
            }
            LedgerError::Contradiction { position, fault, .. } => Spot { position: Some(*position), ..fault.spot() },
            LedgerError::Unproved { position } | LedgerError::NotSignedYet { position, .. } => at(*position),
            LedgerError::Version(fault) => fault.spot(),
            LedgerError::NothingKnown { known: place } | LedgerError::BeyondHead { asked: place, .. } => at(*place),
            LedgerError::ProofFails { file, event: place }
            | LedgerError::EventNotGiven { file, event: place, .. }
            | LedgerError::KeptLater { file, size: place, .. } => Spot { position: Some(*place), ..of(file) },
            LedgerError::RecordedUnsigned { head, why } => Spot { position: Some(*head), ..why.spot() },
            LedgerError::DoneUntold { done: Done::LossAccepted { event }, why } => {
                Spot { position: Some(*event), ..why.spot() }
            }
            LedgerError::DoneUntold { why, .. } => why.spot(),
            LedgerError::Guarded { file, .. }
            | LedgerError::Disproved { file, .. }
            | LedgerError::NotAProof { file }
            | LedgerError::Index { path: file, .. } => of(file),
            LedgerError::NotATruth { file, line, why } => {
                Spot { line: *line, field: field_of_truth(why), ..of(Path::new(file)) }
            }
            LedgerError::File { path, .. } => of(Path::new(path)),
            LedgerError::Bundle(fault) => of(fault.file()),
            LedgerError::Declared(fault) => of(fault.file()),
            LedgerError::Beside(fault) => of(fault.program()),
            LedgerError::Append(_)
            | LedgerError::Import(_)
            | LedgerError::WhatIf(_)
            | LedgerError::Declaration(_)
            | LedgerError::NewerType { .. }
            | LedgerError::Catalogue(_)
            | LedgerError::Policy { .. }
            | LedgerError::Vocabulary(_)
            | LedgerError::Unbegun
            | LedgerError::ClockBehind { .. }
            | LedgerError::ClockAhead { .. }
            | LedgerError::UnknownSubject { .. }
            | LedgerError::ManySubjects { .. }
            | LedgerError::UnknownPayment { .. }
            | LedgerError::PaymentLater { .. }
            | LedgerError::PaymentUndone { .. }
            | LedgerError::UnknownFinding { .. }
            | LedgerError::UndecidedReadings { .. }
            | LedgerError::List(_)
            | LedgerError::NoSuchEvent { .. }
            | LedgerError::NothingLost
            | LedgerError::Key(_)
            | LedgerError::UnknownType { .. }
            | LedgerError::UnknownArticle { .. }
            | LedgerError::UnknownRegister { .. }
            | LedgerError::NoArticles => Spot::default(),
        }
    }
}

impl Rejected {
    /// Where it lies.
    pub fn spot(&self) -> Spot {
        Spot { line: Some(self.line), ..self.fault.spot() }
    }
}

impl Fault {
    /// The field it stands at, where it stands at one.
    fn spot(&self) -> Spot {
        let field = match self {
            Fault::Refused(refusal) => field_of(refusal),
            Fault::UnknownEvent { field, .. } => Some(field.clone()),
            Fault::RecordedNotKept { field }
            | Fault::RecordedMissing { field }
            | Fault::DigestDisagrees { field }
            | Fault::NameDisagrees { field, .. } => Some((*field).to_owned()),
            _ => None,
        };
        Spot { field: field.filter(|field| !field.is_empty()), ..Spot::default() }
    }
}

fn field_of_truth(why: &TruthFault) -> Option<String> {
    match why {
        TruthFault::Value { place, .. } | TruthFault::Twice { place, .. } => Some(place.clone()),
        TruthFault::UnknownKey { key } | TruthFault::NoKey { key } | TruthFault::KeyTwice { key } => Some(key.clone()),
        TruthFault::Mark | TruthFault::NotText | TruthFault::NotJson | TruthFault::OtherKind => None,
    }
}

fn field_of(refusal: &Refusal) -> Option<String> {
    match refusal {
        Refusal::Envelope(refusal) => Some(refusal.field.clone()),
        Refusal::Body(refusal) => Some(format!("data.{}", refusal.field)),
        Refusal::Untaggable { field, .. } | Refusal::Untidy { field, .. } | Refusal::DayDisagrees { field, .. } => {
            Some(field.clone())
        }
        Refusal::DayMissing { field } => field.clone(),
        Refusal::UnknownType { .. } => Some("type".to_owned()),
        Refusal::UnknownVersion { .. } | Refusal::VersionMissing { .. } => Some("version".to_owned()),
        Refusal::EvidenceMissing { .. } => Some("evidence".to_owned()),
    }
}

fn of_opening(error: &OpenError) -> Spot {
    match error {
        OpenError::Damaged { file, byte, position, what } => damaged(file, *byte, *position, what.name()),
        OpenError::Format { file, .. } => of(file),
        OpenError::Missing(path)
        | OpenError::Exists(path)
        | OpenError::Locked(path)
        | OpenError::Inside { path, .. }
        | OpenError::Place { path, .. }
        | OpenError::Io { path, .. } => of(path),
    }
}

fn of_reading(error: &ReadError) -> Spot {
    match error {
        ReadError::Damaged { file, byte, position, what } => damaged(file, *byte, *position, what.name()),
        ReadError::Format { file, .. } | ReadError::Io { path: file, .. } => of(file),
        ReadError::NotHeld { asked: Asked::Event(position) | Asked::Root(position) } => at(*position),
        ReadError::NotHeld { asked: Asked::Everything | Asked::Facet(_) | Asked::Id(_) | Asked::Holder } => {
            Spot::default()
        }
    }
}

fn damaged(file: &Path, byte: u64, position: Position, cause: &'static str) -> Spot {
    Spot { byte: Some(byte), position: Some(position), cause: Some(cause), ..of(file) }
}

fn of(file: &Path) -> Spot {
    Spot { file: Some(file.to_owned()), ..Spot::default() }
}

fn at(position: Position) -> Spot {
    Spot { position: Some(position), ..Spot::default() }
}
