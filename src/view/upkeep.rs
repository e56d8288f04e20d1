//! `doctor.v1`, `copy.v1`, `export.v1` and `index.v1`: what was found in a ledger's directory, and what was done to it.

use crate::explain::{Cure, Finding, Phrase, State};
use crate::ledger::{LedgerError, Package, Reach};
use crate::value::{Lang, Position};
use crate::view::verified::DamageV1;
use serde::Serialize;
use std::path::Path;

/// The state of everything.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/doctor.v1.json describes every field in both languages")]
pub struct DoctorV1 {
    pub format: &'static str,
    pub fine: bool,
    pub found: usize,
    pub findings: Vec<FindingV1>,
    pub damage: Vec<DamageV1>,
}

/// How one part is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/doctor.v1.json describes every field in both languages")]
pub struct FindingV1 {
    pub says: &'static str,
    pub zh: String,
    pub en: String,
    pub file: Option<String>,
    pub position: Option<u64>,
    pub root: Option<String>,
    pub number: Option<u64>,
    pub cure: Option<CureV1>,
}

/// What to do about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/doctor.v1.json describes every field in both languages")]
pub struct CureV1 {
    pub says: &'static str,
    pub zh: String,
    pub en: String,
}

/// A copy that was made and checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/copy.v1.json describes every field in both languages")]
pub struct CopyV1 {
    pub format: &'static str,
    pub from: String,
    pub to: String,
    pub events: u64,
    pub head: u64,
    pub root: String,
}

/// Lines that were written out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/export.v1.json describes every field in both languages")]
pub struct ExportV1 {
    pub format: &'static str,
    pub file: Option<String>,
    pub events: u64,
    pub head: u64,
    pub root: String,
}

/// What follows from the log, made again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/index.v1.json describes every field in both languages")]
pub struct IndexV1 {
    pub format: &'static str,
    pub head: u64,
}

impl DoctorV1 {
    /// Shapes a look at everything, with each damaged place of the log.
    pub fn of(findings: &[Finding], damage: &[LedgerError]) -> Self {
        let found = findings.iter().filter(|finding| finding.cure.is_some()).count();
        Self {
            format: "doctor.v1",
            fine: found == 0,
            found,
            findings: findings.iter().map(FindingV1::of).collect(),
            damage: damage.iter().map(DamageV1::of).collect(),
        }
    }
}

/// What a state names besides its words.
#[derive(Default)]
struct Named {
    file: Option<String>,
    position: Option<Position>,
    root: Option<String>,
    number: Option<u64>,
}

impl FindingV1 {
    fn of(finding: &Finding) -> Self {
        let Named { file, position, root, number } = named(&finding.state);
        let words = Phrase::from(finding.state.clone());
        Self {
            says: words.name(),
            zh: words.say(Lang::Zh),
            en: words.say(Lang::En),
            file,
            position: position.map(|position| position.0),
            root,
            number,
            cure: finding.cure.clone().map(CureV1::of),
        }
    }
}

fn named(state: &State) -> Named {
    let file = |file: &str| Named { file: Some(file.to_owned()), ..Named::default() };
    let number = |number| Named { number: Some(number), ..Named::default() };
    let position = |position: Position| Named { position: Some(position), ..Named::default() };
    match state {
        State::Format { version: count } | State::Segments { count, .. } | State::PostingsWhole { count } => {
            number(*count)
        }
        State::SlotTorn { slot } => number(*slot),
        State::Whole { events, head, root } => {
            Named { number: Some(*events), root: Some(root.to_string()), ..position(*head) }
        }
        State::AccessWhole { file: name, lines, .. } => Named { number: Some(*lines), ..file(name) },
        State::Signed { at } | State::IndexBehind { reached: at } => position(*at),
        State::Beyond { file: name, bytes } => Named { number: Some(*bytes), ..file(name) },
        State::Extra { file: name }
        | State::Leftover { file: name }
        | State::Stranger { file: name }
        | State::PostingsMissing { file: name }
        | State::PostingsDamaged { file: name }
        | State::KeySigns { file: name }
        | State::KeyElsewhere { file: name }
        | State::KeyUnfinished { file: name }
        | State::KeyHidden { file: name }
        | State::DeskWhole { file: name, .. }
        | State::BatchesWhole { file: name, .. }
        | State::AccessAside { file: name }
        | State::NotPermitted { file: name } => file(name),
        State::WritingAs { process } => Named { number: process.parse().ok(), ..Named::default() },
        State::Found { count } => number(count.number),
        State::KeysVouched { count } => number(u64::try_from(*count).unwrap_or(u64::MAX)),
        State::Told { .. }
        | State::Unsigned
        | State::KeyNotYet
        | State::KeyAfterLoss { .. }
        | State::KeyUntold { .. }
        | State::SlotsWhole
        | State::NothingBeyond
        | State::IndexWhole
        | State::IndexMissing
        | State::IndexDamaged
        | State::IndexInUse
        | State::IndexUnknown
        | State::Idle
        | State::Writing
        | State::Room { .. }
        | State::LittleRoom { .. }
        | State::Permitted
        | State::Clock { .. }
        | State::ClockBehind { .. }
        | State::Fine => Named::default(),
    }
}

impl CureV1 {
    fn of(cure: Cure) -> Self {
        let words = Phrase::from(cure);
        Self { says: words.name(), zh: words.say(Lang::Zh), en: words.say(Lang::En) }
    }
}

impl CopyV1 {
    /// Shapes a copy.
    pub fn of(from: &Path, to: &Path, reach: &Reach) -> Self {
        let (from, to) = (from.display().to_string(), to.display().to_string());
        let (events, head, root) = (reach.head.0, reach.head.0, reach.root.to_string());
        Self { format: "copy.v1", from, to, events, head, root }
    }
}

impl ExportV1 {
    /// Shapes a bundle that was written: the events it holds, and how far the ledger went.
    pub fn of_bundle(file: &Path, package: &Package) -> Self {
        Self {
            format: "export.v1",
            file: Some(file.display().to_string()),
            events: u64::try_from(package.events).unwrap_or(u64::MAX),
            head: package.attestation.at.size,
            root: package.attestation.at.root.to_string(),
        }
    }

    /// Shapes an export; without a file it went to standard output.
    pub fn of(file: Option<&Path>, reach: &Reach) -> Self {
        let file = file.map(|file| file.display().to_string());
        let (events, head, root) = (reach.head.0, reach.head.0, reach.root.to_string());
        Self { format: "export.v1", file, events, head, root }
    }
}

impl IndexV1 {
    /// Shapes an index that was made again.
    pub fn of(head: Position) -> Self {
        Self { format: "index.v1", head: head.0 }
    }
}
