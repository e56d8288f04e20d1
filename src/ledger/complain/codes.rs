//! Every code that only the ledger has, with sentences about an example, for the page people look them up in.

use super::cell::cell_complaint;
use crate::event::{BodyFault, BodyRefusal, DeclarationError, DeclarationFault, Unsaid};
use crate::explain::{CodeFamily, Complaint};
use crate::ledger::{
    Against, AnswerFault, BesideFault, Bound, BundleFault, Clash, DeclaredFault, Done, Fault, Horizon, ImportFault,
    KeyFault, LedgerError, Like, ListFault, Mismatch, Outcome, PinsFault, ReleaseFault, Settlement, TruthFault,
    Unmatched, VersionFault, WhatIfFault,
};
use crate::position::MissingWord;
use crate::sheet::{CellFault, Flaw, ROWS_MAX, SheetFault};
use crate::store::{AppendRefusal, Asked, Cause, OpenError, PlaceFault, ReadError};
use crate::value::{Bilingual, Day, Digest, EventId, Fen, Instant, Position, TypeName};
use std::io::{Error, ErrorKind};
use std::path::PathBuf;
use uuid::Uuid;

/// The families of codes, in order of precedence: lines of a file, then the ledger as a whole.
pub fn complaint_codes() -> Vec<CodeFamily> {
    let family =
        |zh: &str, en: &str, complaints: Vec<Complaint>| CodeFamily { title: Bilingual::new(zh, en), complaints };
    vec![
        family("账本：一行", "The ledger: one line", lines().iter().map(Fault::complaint).collect()),
        family("账本：提问", "The ledger: questions", questions().iter().map(LedgerError::complaint).collect()),
        family(
            "账本：存储",
            "The ledger: the store",
            storage().iter().chain(&contradiction()).map(LedgerError::complaint).collect(),
        ),
        family(
            "账本：检查点和密钥",
            "The ledger: checkpoints and keys",
            signing().iter().map(LedgerError::complaint).collect(),
        ),
        family(
            "底稿包",
            "Bundles",
            bundles().into_iter().map(|fault| LedgerError::Bundle(fault).complaint()).collect(),
        ),
        family(
            "类型声明：文件",
            "Type declarations: files",
            declared().into_iter().map(|fault| LedgerError::Declared(fault).complaint()).collect(),
        ),
        family(
            "政策文本：发布",
            "Texts of policies: releases",
            released().iter().map(LedgerError::complaint).collect(),
        ),
        family("另一程序", "Another program", beside().iter().map(LedgerError::complaint).collect()),
        family(
            "试算",
            "What-if",
            scenarios().into_iter().map(|fault| LedgerError::WhatIf(fault).complaint()).collect(),
        ),
        family("表格：文件和批", "Tables: files and batches", tables().iter().map(LedgerError::complaint).collect()),
        family("表格：一格", "Tables: one cell", cells().iter().map(cell_complaint).collect()),
    ]
}

fn lines() -> Vec<Fault> {
    let (id, near) = (EventId(Uuid::nil()), || Some("…".to_owned()));
    let (early, late) = (Instant::from_millis(0), Instant::from_millis(86_400_000));
    let mut found = vec![
        Fault::NotText,
        Fault::NotCanonical,
        Fault::LineCut,
        Fault::LineBlank,
        Fault::NotAHistory,
        Fault::AfterTypes { line: 3 },
        Fault::LineTooLong { bytes: 2_000_000, most: 1_048_576 },
        Fault::RecordedNotKept { field: "recorded_at" },
        Fault::RecordedMissing { field: "recorded_by" },
        Fault::RecordedBackwards { given: early, last: late },
        Fault::RecordedInFuture { given: late, now: early },
        Fault::UnknownEvent { field: "data.event".to_owned(), id },
        Fault::Retracted { id },
        Fault::DigestDisagrees { field: "sha256" },
        Fault::NameDisagrees { field: "policy", given: "a".to_owned(), inside: "b".to_owned() },
        Fault::UnknownPolicy { name: "a".to_owned(), nearest: near() },
        Fault::PolicyClash { policy: "a".into(), clash: Box::new(Clash::SameId { document: "…".into() }) },
        Fault::SeveralDistricts { reading: "X".to_owned(), policies: vec!["a".to_owned(), "b".to_owned()] },
        Fault::KeptRaw { name: "a.b".to_owned(), first: Position(7) },
        Fault::PolicyRecorded { policy: "a".into(), version: 1, next: 2, by: Position(7) },
        Fault::TypeBreaks { name: "a.b".to_owned(), why: Box::new(Bilingual::new("…", "…")) },
        Fault::TypeUnreads {
            name: "a.b".to_owned(),
            first: Position(7),
            refusal: Box::new(BodyRefusal { field: "span".to_owned(), fault: BodyFault::TooShort { least: 1 } }),
        },
        Fault::BadRate { why: "…".to_owned() },
        Fault::UnknownReading { id: "X".to_owned(), nearest: near() },
        Fault::UnknownOption { reading: "X".to_owned(), option: "a".to_owned(), allowed: vec!["b".to_owned()] },
        Fault::UnknownParameter { path: "a/b".to_owned(), nearest: near() },
        Fault::BadParameterValue { value: "x".to_owned(), unit: "yuan".to_owned() },
        Fault::KeyTaken { key: "a.b:1".to_owned(), by: Some(Position(7)), line: None },
        Fault::MovedOn { decided_on: Position(5), since: Position(7) },
        Fault::Guarded(Box::new(Against {
            rule: "D01",
            title: Bilingual::new("…", "…"),
            says: Bilingual::new("…", "…"),
            events: vec![Position(7)],
            lines: vec![2],
        })),
        Fault::IdTaken { id, by: None, line: Some(3) },
        Fault::TooLarge { bytes: 2_000_000 },
    ];
    found.extend(unmatched().into_iter().map(|why| Fault::Listed(Box::new(why))));
    found.extend(TypeName::parse("a.b").map(|name| Fault::TypeRecorded { name, version: 1, by: Some(Position(7)) }));
    found.extend(TypeName::parse("policy.issued").map(|kind| Fault::NotAmendable { kind }));
    found
}

fn unmatched() -> [Unmatched; 7] {
    let (amount, text) = (Fen::yuan(10_000), || "…".to_owned());
    [
        Unmatched::Cell { column: ("金额", "amount"), value: text(), example: "420000.00" },
        Unmatched::NothingOpen { subject: text(), approval: None },
        Unmatched::Ambiguous { open: vec![text(), text()] },
        Unmatched::OtherAmount { given: amount, open: vec![text()] },
        Unmatched::OtherPayment { number: "P-1".into(), by: Position(7) },
        Unmatched::Twice { number: "P-1".into(), line: 3 },
        Unmatched::Total { stated: amount, sum: amount },
    ]
}

fn newer_type() -> LedgerError {
    let fault = DeclarationFault::UnknownKeyword { nearest: None };
    let error = Box::new(DeclarationError { path: "x-new".to_owned(), line: 12, column: 5, fault });
    LedgerError::NewerType { name: "standard.published".into(), error }
}

fn questions() -> Vec<LedgerError> {
    let Some(a_type) = TypeName::parse("standard.published") else { return Vec::new() };
    let (early, late) = (Instant::from_millis(0), Instant::from_millis(86_400_000));
    vec![
        LedgerError::Vocabulary(MissingWord("payment.made".to_owned())),
        newer_type(),
        LedgerError::Unbegun,
        LedgerError::NothingKnown { known: Position(7) },
        LedgerError::BeyondHead { asked: Position(9), head: Position(7) },
        LedgerError::ClockBehind { now: early, last: late },
        LedgerError::ClockAhead { now: late, last: early },
        LedgerError::UnknownSubject { name: "…".to_owned(), nearest: Vec::new() },
        LedgerError::ManySubjects { name: "…".to_owned(), found: vec!["…".to_owned(), "…".to_owned()] },
        LedgerError::UnknownPayment { number: "P-1".to_owned(), nearest: None },
        LedgerError::PaymentLater {
            number: "P-1".into(),
            day: Day::parse("2026-09-25").unwrap_or(Day::MAX),
            position: Position(9),
            stays: true,
            asked: Horizon { on: Day::parse("2026-09-24").unwrap_or(Day::MIN), known: Position(7) },
        },
        LedgerError::PaymentUndone {
            number: "P-1".to_owned(),
            from: Position(7),
            by: Position(10),
            day: Day::parse("2026-09-25").unwrap_or(Day::MAX),
            asked: Horizon { on: Day::parse("2026-09-30").unwrap_or(Day::MIN), known: Position(12) },
        },
        LedgerError::UndecidedReadings { readings: vec!["…".to_owned()] },
        LedgerError::List(ListFault::Unclear { columns: vec!["…".to_owned()] }),
        LedgerError::List(ListFault::Unit { place: "B1".to_owned(), said: "…".to_owned() }),
        LedgerError::List(ListFault::NoColumns { missing: vec!["…".to_owned()] }),
        LedgerError::UnknownFinding { number: "D05-1".to_owned(), nearest: None },
        LedgerError::NoSuchEvent { name: "…".to_owned() },
        LedgerError::UnknownType { name: "a.c".to_owned(), nearest: Some("a.b".to_owned()) },
        LedgerError::Version(VersionFault::Unknown { kind: a_type.clone(), asked: 2, newest: 1 }),
        LedgerError::Version(VersionFault::Unsaid {
            position: Position(9),
            kind: a_type,
            recorded: 2,
            asked: 1,
            why: Unsaid::Otherwise { field: "level".to_owned() },
        }),
        LedgerError::UnknownArticle { name: "…".to_owned(), allowed: vec!["…".to_owned()] },
        LedgerError::UnknownRegister { name: "…".to_owned(), allowed: vec!["…".to_owned()] },
        LedgerError::NoArticles,
        LedgerError::Index { path: PathBuf::from("…"), why: "…".to_owned() },
        LedgerError::NotATruth {
            file: "…".to_owned(),
            line: Some(3),
            why: TruthFault::Value { place: "faults[0].rule".to_owned(), text: "…".to_owned() },
        },
        LedgerError::File { path: "…".to_owned(), cause: Error::from(ErrorKind::NotFound) },
    ]
}

fn bundles() -> [BundleFault; 6] {
    let (file, name) = (|| PathBuf::from("x.zip"), || "…".to_owned());
    [
        BundleFault::NotABundle { file: file() },
        BundleFault::Broken { file: file(), part: name(), why: Bilingual::new("…", "…") },
        BundleFault::TooMuch { file: file(), what: Bound::Whole, most: 134_217_728 },
        BundleFault::Name { file: file(), name: "../x".to_owned() },
        BundleFault::Twice { file: file() },
        BundleFault::NoKey { file: file(), ledger: name() },
    ]
}

fn declared() -> Vec<DeclaredFault> {
    let Some(name) = TypeName::parse("standard.published") else { return Vec::new() };
    let (folder, file) = (|| PathBuf::from("events/types"), || PathBuf::from("events/types/standard.published/1.json"));
    vec![
        DeclaredFault::NoFolder { folder: folder() },
        DeclaredFault::Nothing { folder: folder() },
        DeclaredFault::Exists { file: file(), name: name.clone(), version: 1 },
        DeclaredFault::NothingBefore { folder: folder(), name: name.clone() },
        DeclaredFault::NextUntouched { file: folder().join("a.b/2.json"), name: name.clone(), version: 2 },
        DeclaredFault::Gap { folder: folder(), name: name.clone(), version: 2 },
        DeclaredFault::Unreadable { file: file() },
        DeclaredFault::NoVersion { file: file() },
        DeclaredFault::BeforeUnreleased { file: file(), name, version: 1 },
        DeclaredFault::BadPins { file: PathBuf::from("events/lock.json"), why: PinsFault::NotPins("…".to_owned()) },
    ]
}

fn released() -> [LedgerError; 3] {
    let (file, policy) = (|| PathBuf::from("events/policies/a.toml"), || "a".into());
    [
        ReleaseFault::Misnamed { file: file(), expected: "a.2.toml".to_owned() },
        ReleaseFault::Changed { file: file(), policy: policy(), version: 1 },
        ReleaseFault::BeforeUnreleased { file: file(), policy: policy(), version: 1 },
    ]
    .map(|fault| LedgerError::Declared(DeclaredFault::Policy(fault)))
}

fn beside() -> [LedgerError; 6] {
    let program = || PathBuf::from("./qizhang-old");
    [
        BesideFault::NotRun { program: program(), why: "…".to_owned() },
        BesideFault::TooSlow { program: program(), seconds: 600 },
        BesideFault::Failed { program: program(), code: Some(2), said: "…".to_owned() },
        BesideFault::NoAnswer { program: program(), why: AnswerFault::NotJson("…".to_owned()) },
        BesideFault::OtherContract { program: program(), format: "items.v2".to_owned() },
        BesideFault::OtherQuestion { program: program(), field: "root" },
    ]
    .map(LedgerError::Beside)
}

fn scenarios() -> [WhatIfFault; 31] {
    let text = || "…".to_owned();
    [
        WhatIfFault::Empty,
        WhatIfFault::Setting { text: text() },
        WhatIfFault::Day { text: text(), day: "2027".to_owned() },
        WhatIfFault::Value { path: "…".into(), value: "5.5.5".to_owned(), like: Like::Percent },
        WhatIfFault::SeveralPolicies { path: text(), policies: vec!["a".to_owned(), "b".to_owned()], in_range: false },
        WhatIfFault::AboveWhole { path: "…".into() },
        WhatIfFault::EmptyRange { floor: "…".into(), ceiling: "…".into() },
        WhatIfFault::NotKnown { position: Position(9), known: Position(7) },
        WhatIfFault::Range { text: text(), most: 200 },
        WhatIfFault::Twice { what: text() },
        WhatIfFault::IsLaw { what: text(), value: "10%".to_owned() },
        WhatIfFault::Needed { position: Position(7), kind: "event_type.registered".into() },
        WhatIfFault::NothingAdded { file: "x.jsonl".to_owned() },
        WhatIfFault::Alike { text: text(), part: text() },
        WhatIfFault::UnknownField { kind: text(), name: text(), nearest: None },
        WhatIfFault::NothingAlike { text: text(), events: 0, near: None },
        WhatIfFault::NamesWhom { text: text(), part: text() },
        WhatIfFault::KnownAnyway { position: Position(9), known: Position(7) },
        WhatIfFault::Circle { files: vec![text(), text()] },
        WhatIfFault::Same,
        WhatIfFault::NoPolicyLeft,
        WhatIfFault::SameDocument { key: text(), files: [text(), text()] },
        WhatIfFault::SpeaksOfGone { file: text(), kind: text(), position: Position(7) },
        WhatIfFault::RangeAsBaseline { file: text() },
        WhatIfFault::Stopped,
        WhatIfFault::Edited { file: text() },
        WhatIfFault::OlderPolicy { file: text(), policy: "…".into(), issued_on: Day::MAX, own: Day::MIN },
        WhatIfFault::IsIssued { file: text() },
        WhatIfFault::LeftOutAnyway { what: text() },
        WhatIfFault::UnknownStatus { name: text(), near: None },
        WhatIfFault::OtherLedger { file: text(), position: Position(7) },
    ]
}

fn settlement() -> Settlement {
    let told = || "…".to_owned();
    let (format, by, at) = (told(), told(), told());
    Settlement { format, number: 7, outcome: Outcome::Recorded, by, at, reason: None, batch: None, digest: None }
}

fn tables() -> Vec<LedgerError> {
    let name = || "…".to_owned();
    let sheets = [
        SheetFault::TooManyRows { most: ROWS_MAX },
        SheetFault::NotATable,
        SheetFault::OtherKind { kind: "XLSB" },
        SheetFault::Protected,
        SheetFault::Broken { part: name(), why: Flaw::QuotationOpen },
        SheetFault::NoSheet { name: name(), found: vec![name()] },
        SheetFault::Empty { sheet: None, others: Vec::new() },
        SheetFault::Encoding { byte: 18 },
        SheetFault::UnknownUnit { place: "A1".to_owned(), said: name() },
        SheetFault::NoHeader { row: Some(3), named: 1, wanted: vec![name(), name()], headings: Vec::new() },
    ];
    let mut faults: Vec<ImportFault> = sheets.into_iter().map(ImportFault::Sheet).collect();
    faults.extend(TypeName::parse("fact.corrected").map(|kind| ImportFault::NotByTable { kind }));
    faults.extend([
        ImportFault::ColumnsMissing { names: vec![name()], unread: Vec::new() },
        ImportFault::ColumnsUnknown { columns: vec![("B".to_owned(), name())] },
        ImportFault::ColumnTwice { place: "B3".to_owned(), heading: name() },
        ImportFault::NoColumn { name: name(), offered: Vec::new() },
        ImportFault::NoHeading { heading: name(), headings: Vec::new() },
        ImportFault::NotOfType { name: name(), nearest: Some(name()) },
        ImportFault::MeantTwice { heading: name() },
        ImportFault::LongReason { letters: 5000, most: 200 },
        ImportFault::NoRows,
        ImportFault::BadRows { bad: 2 },
        ImportFault::Suspected { count: 2 },
        ImportFault::NothingGood,
        ImportFault::NoBatch { number: 7 },
        ImportFault::LeadsNowhere { folder: "…".into() },
        ImportFault::Settled { number: 7, told: None },
        ImportFault::Changed { number: 7, file: "…".into() },
        ImportFault::OutcomeUnread { number: 7, file: "…".into() },
        ImportFault::NotOnRecord { number: 7, told: Box::new(settlement()), file: "…".into() },
        ImportFault::ChangedSince { number: 7, file: "…".into() },
        ImportFault::OtherLedger { number: 7, submitted: name(), own: name() },
        ImportFault::RecordedSince { number: 7, rows: vec![("3".to_owned(), Position(57))] },
        ImportFault::SamePerson { number: 7, by: name() },
    ]);
    faults.into_iter().map(LedgerError::Import).collect()
}

fn cells() -> Vec<CellFault> {
    let shown = || "…".to_owned();
    vec![
        CellFault::Error { shown: "#N/A".to_owned() },
        CellFault::Unreckoned { formula: shown() },
        CellFault::Picture,
        CellFault::Merged { area: "A3:A5".to_owned() },
        CellFault::Lines { shown: shown() },
        CellFault::Differs { shown: shown(), above: 3 },
        CellFault::DigitsLost { shown: "911101085513850000".to_owned() },
        CellFault::NumberForText { shown: shown() },
        CellFault::NotAChoice { shown: shown(), allowed: vec![crate::value::Bilingual::new("…", "…")] },
        CellFault::NotWhole { shown: shown() },
        CellFault::NotAnAmount { shown: shown() },
        CellFault::Negative { shown: "-5".to_owned() },
        CellFault::PartOfAFen { shown: "0.30000000000000004".to_owned() },
        CellFault::NotAShare { shown: shown() },
        CellFault::ShareUntold { shown: "0.1".to_owned() },
        CellFault::NotADay { shown: shown() },
        CellFault::NumberForDay { shown: "45905".to_owned() },
        CellFault::DayUnclear { shown: "5/9/2025".to_owned() },
        CellFault::TimeOfDay { shown: shown() },
        CellFault::NotAPeriod { shown: shown() },
    ]
}

fn storage() -> Vec<LedgerError> {
    let (path, position) = (PathBuf::from("…"), Position(7));
    let io = || Error::from(ErrorKind::PermissionDenied);
    let place = |why| LedgerError::Open(OpenError::Place { path: PathBuf::from("…"), why });
    vec![
        LedgerError::Open(OpenError::Missing(path.clone())),
        LedgerError::Open(OpenError::Exists(path.clone())),
        LedgerError::Open(OpenError::Inside { ledger: path.clone(), path: path.clone() }),
        place(PlaceFault::BeingMade),
        place(PlaceFault::InTheWay(path.clone())),
        place(PlaceFault::NoDirectory(path.clone())),
        place(PlaceFault::OfLedger(path.clone())),
        LedgerError::Open(OpenError::Locked(path.clone())),
        LedgerError::Open(OpenError::Format { file: path.clone(), found: 2 }),
        LedgerError::Read(ReadError::Damaged { file: path.clone(), byte: 5000, position, what: Cause::FrameChecksum }),
        LedgerError::Read(ReadError::NotHeld { asked: Asked::Event(position) }),
        LedgerError::Unproved { position },
        LedgerError::Open(OpenError::Io { path, cause: io() }),
        LedgerError::Append(AppendRefusal::Conflict { found: vec![position] }),
        LedgerError::Append(AppendRefusal::Empty),
        LedgerError::Append(AppendRefusal::IdTaken { entry: 0, by: None }),
        LedgerError::Append(AppendRefusal::Busy),
        LedgerError::Append(AppendRefusal::Full),
        LedgerError::Append(AppendRefusal::ReadOnly),
        LedgerError::Append(AppendRefusal::Broken(io())),
    ]
}

fn contradiction() -> Option<LedgerError> {
    let (position, fault) = (Position(7), Box::new(Fault::DigestDisagrees { field: "digest" }));
    TypeName::parse("policy.issued").map(|kind| LedgerError::Contradiction { position, kind, fault })
}

fn signing() -> Vec<LedgerError> {
    let full = || LedgerError::File { path: "…".to_owned(), cause: Error::from(ErrorKind::StorageFull) };
    let untold = |done| LedgerError::DoneUntold { done, why: Box::new(full()) };
    let (file, position, given) = (PathBuf::from("…"), Position(7), "…".to_owned());
    let guards = [
        Mismatch::Shorter { size: Position(9), head: position },
        Mismatch::Rewritten { size: position, signed: Digest::of(b"signed"), found: Digest::of(b"found") },
        Mismatch::OtherLedger { origin: given.clone(), own: given.clone() },
        Mismatch::Missing,
        Mismatch::NoKeys,
        Mismatch::NotACheckpoint,
        Mismatch::Unsigned,
        Mismatch::Forged,
    ];
    let found = [
        Mismatch::OldKey { key: given.clone(), next: given.clone() },
        Mismatch::Smuggled { key: given.clone() },
        Mismatch::Receipt { field: "root", says: given.clone(), signed: given.clone() },
    ];
    let keys = [
        KeyFault::Missing { file: file.clone() },
        KeyFault::Exposed { file: file.clone() },
        KeyFault::Unreadable { file: file.clone() },
        KeyFault::OtherLedger { file: file.clone(), name: given.clone() },
        KeyFault::Retired { file: file.clone() },
        KeyFault::PutBack { file: file.clone(), retired: file.clone() },
        KeyFault::Unlisted { file: file.clone() },
        KeyFault::NotLost { file: file.clone() },
        KeyFault::NotAPublicKey { given },
        KeyFault::LeftBehind { file: file.clone() },
        KeyFault::InMemory,
    ];
    let guards = guards.into_iter().map(|why| LedgerError::Guarded { file: file.clone(), why });
    let checks = [
        LedgerError::NotAProof { file: file.clone() },
        LedgerError::ProofFails { file: file.clone(), event: position },
        LedgerError::EventNotGiven { file: file.clone(), event: position, size: Position(9) },
        LedgerError::KeptLater { file: file.clone(), size: Position(9), known: position },
        LedgerError::RecordedUnsigned { head: position, why: Box::new(full()) },
        untold(Done::KeyChanged),
        untold(Done::KeyMade),
        untold(Done::LossAccepted { event: position }),
        LedgerError::NotSignedYet { position, last: None },
        LedgerError::NothingLost,
    ];
    let guards = guards.chain(found.into_iter().map(|why| LedgerError::Disproved { file: file.clone(), why }));
    guards.chain(checks).chain(keys.into_iter().map(LedgerError::Key)).collect()
}
