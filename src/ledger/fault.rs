//! Why a line is not admitted to the ledger.

use crate::event::{BodyRefusal, CatalogueError, DeclarationError, Refusal};
use crate::explain::Complaint;
use crate::ledger::Clash;
use crate::ledger::treasury::Unmatched;
use crate::policy::PolicyError;
use crate::value::{Bilingual, EventId, Instant, Position, TypeName};
use std::sync::Arc;

/// Why one line is not admitted; in order of precedence.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the sentence on each variant names its fields")]
pub enum Fault {
    /// The line itself is not UTF-8 text.
    NotText,
    /// The line of a history is not spelled as an export spells it.
    NotCanonical,
    /// The line has no end: the file was cut there.
    LineCut,
    /// The line is blank, and others follow.
    LineBlank,
    /// The file does not begin as a ledger does: with the types it is written in.
    NotAHistory,
    /// An earlier line of the batch registers a type, and this one does not: it would be read by the types before.
    AfterTypes { line: u64 },
    /// The line is longer than an event may be.
    LineTooLong { bytes: usize, most: usize },
    /// The draft alone tells why.
    Refused(Refusal),
    /// The moment of recording is the ledger's to set, unless a history is migrated.
    RecordedNotKept { field: &'static str },
    /// A migrated history says of each event when it was recorded, and by whom.
    RecordedMissing { field: &'static str },
    /// A migrated event was recorded before the one in front of it.
    RecordedBackwards { given: Instant, last: Instant },
    /// A migrated event was recorded later than now.
    RecordedInFuture { given: Instant, now: Instant },
    /// A field names an event that is not in the ledger.
    UnknownEvent { field: String, id: EventId },
    /// A type or a policy is not corrected or taken back: the next version takes its place.
    NotAmendable { kind: TypeName },
    /// The event was taken back before.
    Retracted { id: EventId },
    /// The new body of a correction is faulty.
    Correction(BodyRefusal),
    /// A digest is not that of the text beside it.
    DigestDisagrees { field: &'static str },
    /// The text of a declaration is not one.
    Declaration(Box<DeclarationError>),
    /// The declaration does not fit those already registered.
    Catalogue(Box<CatalogueError>),
    /// The text of a policy is not one.
    Policy { error: Box<PolicyError>, text: Arc<str> },
    /// The name beside the text is not the one in the text.
    NameDisagrees { field: &'static str, given: String, inside: String },
    /// No policy of this name was issued.
    UnknownPolicy { name: String, nearest: Option<String> },
    /// The policy cannot stand beside those issued before.
    PolicyClash { policy: Arc<str>, clash: Box<Clash> },
    /// A reading is decided for all policies that have it, and these are of several districts.
    SeveralDistricts { reading: String, policies: Vec<String> },
    /// Events of this type were kept unread before it is registered.
    KeptRaw { name: String, first: Position },
    /// This version of the type is registered with another text.
    TypeRecorded { name: TypeName, version: u16, by: Option<Position> },
    /// This version of the policy was issued with another text.
    PolicyRecorded { policy: Arc<str>, version: u16, next: u16, by: Position },
    /// With this version of the type the rules or the procedure could no longer be read.
    TypeBreaks { name: String, why: Box<Bilingual> },
    /// This version of the type cannot read an event that is recorded.
    TypeUnreads { name: String, first: Position, refusal: Box<BodyRefusal> },
    /// A row of the reference rates cannot be read.
    BadRate { why: String },
    /// The policy has no such reading.
    UnknownReading { id: String, nearest: Option<String> },
    /// The reading has no such option.
    UnknownOption { reading: String, option: String, allowed: Vec<String> },
    /// The policy has no such parameter.
    UnknownParameter { path: String, nearest: Option<String> },
    /// The value does not read in this unit, or the parameter has another unit.
    BadParameterValue { value: String, unit: String },
    /// The document is recorded already, by an event or by an earlier line of the same file.
    KeyTaken { key: String, by: Option<Position>, line: Option<u64> },
    /// The id belongs to another event, or to an earlier line of the same file.
    IdTaken { id: EventId, by: Option<Position>, line: Option<u64> },
    /// It was decided on the ledger up to a position, and this event, recorded since, touches it.
    MovedOn { decided_on: Position, since: Position },
    /// A guard stands against it.
    Guarded(Box<Against>),
    /// A row of the treasury's list is matched with nothing.
    Listed(Box<Unmatched>),
    /// The event with its tags is larger than the store takes.
    TooLarge { bytes: usize },
    /// Something the program brings along is broken.
    Shipped(Box<Complaint>),
}

/// What a line would make a detector find, and what that rests on.
#[derive(Debug, Clone)]
pub struct Against {
    /// The detector.
    pub rule: &'static str,
    /// What it is called.
    pub title: Bilingual,
    /// What it would find.
    pub says: Bilingual,
    /// The events of the ledger it rests on.
    pub events: Vec<Position>,
    /// The lines of the same batch it rests on.
    pub lines: Vec<u64>,
}

impl Fault {
    /// What an earlier line of the same batch holds is told by that line: its position counts for nobody yet.
    pub(super) fn by_line(self, line_of: impl Fn(Position) -> Option<u64>) -> Self {
        match self {
            Fault::KeyTaken { key, by: Some(by), line: None } => match line_of(by) {
                Some(line) => Fault::KeyTaken { key, by: None, line: Some(line) },
                None => Fault::KeyTaken { key, by: Some(by), line: None },
            },
            Fault::IdTaken { id, by: Some(by), line: None } => match line_of(by) {
                Some(line) => Fault::IdTaken { id, by: None, line: Some(line) },
                None => Fault::IdTaken { id, by: Some(by), line: None },
            },
            other => other,
        }
    }
}
