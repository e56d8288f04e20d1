//! What came of a check.

use super::asking::Asking;
use super::make::Figure;
use crate::explain::Complaint;
use crate::ledger::find::Paid;
use crate::ledger::signing::{Mismatch, Trust};
use crate::value::{Bilingual, Day, Digest, Fen, Position, Uscc};
use std::sync::Arc;

/// The version of the program that checks.
pub(super) const OWN_VERSION: &str = env!("CARGO_PKG_VERSION");

/// Everything that was found out about a bundle that is signed by a key that is believed.
#[derive(Debug, Clone)]
pub struct Verdict {
    /// The ledger it is of.
    pub ledger: String,
    /// How large it was.
    pub size: Position,
    /// The signed root.
    pub root: Digest,
    /// The key that signed.
    pub key: String,
    /// What the belief in that key rests on.
    pub trust: Trust,
    /// The question, where it could be read.
    pub asking: Option<Asking>,
    /// Whom it is about, where that was computed.
    pub subject: Option<Uscc>,
    /// The name that is on record for the subject.
    pub name: Option<Arc<str>>,
    /// The payment, where it is about one, and the day it came back, where it did.
    pub paid: Option<(Paid, Option<Day>)>,
    /// The version of the program that wrote it, where that could be read.
    pub wrote: Option<String>,
    /// How many files were signed.
    pub files: usize,
    /// How many events it says it holds.
    pub events: usize,
    /// Each check in its order, and how it ended.
    pub checks: Vec<(Check, State)>,
    /// The amounts of the answer.
    pub amounts: Vec<Amount>,
    /// What is not as it was signed, or does not follow from the events.
    pub differences: Vec<Difference>,
    /// What is worth knowing and no fault.
    pub remarks: Vec<Remark>,
}

/// What is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Check {
    /// A key that is believed signed the attestation and the checkpoint.
    Signature,
    /// Each file has the digest that was signed, and there are no others.
    Files,
    /// Each event leads to the signed root.
    Events,
    /// What the question selects is there, all of it and as signed.
    Selection,
    /// The answer follows from the events.
    Recomputed,
}

/// How a check ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It holds.
    Held,
    /// It does not.
    Differs,
    /// It was not made, because something before it does not hold.
    NotMade,
}

/// An amount, as the bundle says it and as it follows from the events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amount {
    /// What it is.
    pub figure: Figure,
    /// The grant.
    pub grant: Arc<str>,
    /// The matter.
    pub matter: Arc<str>,
    /// What the bundle says.
    pub packaged: Packaged,
    /// What follows; none where it cannot be computed, which is not zero.
    pub computed: Option<Fen>,
}

/// What a bundle says in the place of an amount.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Packaged {
    /// This, whatever it is.
    Amount(String),
    /// That it cannot be computed.
    Open,
    /// Nothing.
    Nothing,
}

/// One thing that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the sentence on each variant names its fields")]
pub enum Difference {
    /// A file is not the one that was signed.
    FileAltered { name: String },
    /// A file that was signed is not there.
    FileMissing { name: String },
    /// A file is there that was not signed.
    FileExtra { name: String },
    /// A file cannot be read as what it should be.
    FileUnreadable { name: String, why: Bilingual },
    /// The checkpoint is not believed.
    Checkpoint { why: Mismatch },
    /// The checkpoint is another one than the attestation names.
    OtherCheckpoint { size: Position },
    /// An event, its type or its tags do not lead to the signed root.
    EventUnproved { position: Position },
    /// The line of an event says another id or type than its proof.
    EventMisnamed { position: Position },
    /// An event has no line.
    EventMissing { position: Position },
    /// A line is there that is no event of the bundle.
    EventExtra { line: u64 },
    /// An event stands at another place among the lines.
    EventMoved { position: Position, line: u64 },
    /// The root at an earlier size does not lead to the signed one.
    EarlierRoot { size: Position },
    /// What is said to be selected is not what the events of the bundle give.
    Selection { facet: String, position: Option<Position> },
    /// It is of another ledger, size or root than the one that was signed.
    OtherRoot { ledger: String, size: Position },
    /// The question asks for more than was signed.
    KnownBeyond { known: Position, size: Position },
    /// A value of a file is not the one that follows from the events.
    Value { name: String, path: String, packaged: String, computed: String },
    /// A file does not say what follows from the events, from this line on.
    Line { name: String, line: u64, packaged: String, computed: String },
    /// A file has the values that follow in other bytes.
    FileBytes { name: String },
    /// A file is there that no bundle has.
    FileForeign { name: String },
    /// A file follows from the events and is not there.
    NotPacked { name: String },
    /// The events give no answer.
    NoAnswer { why: Box<Complaint> },
    /// More of the same kind.
    More { name: String, count: usize },
}

/// One thing worth knowing.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the sentence on each variant names its fields")]
pub enum Remark {
    /// Another version of the program wrote it.
    OtherVersion { wrote: String, own: String },
    /// The bundle says something that this version does not say.
    Gone { name: String, path: String },
    /// This version says something that the bundle does not say.
    New { name: String, path: String },
    /// This version words it otherwise.
    Reworded { name: String },
    /// This version asks for more than the bundle holds, so the amounts were not computed again.
    AsksMore { why: Box<Complaint> },
}

impl Verdict {
    /// Whether another version of the program wrote it, so that values are compared and texts are not.
    pub fn is_of_another_version(&self) -> bool {
        self.wrote.as_deref().is_some_and(|wrote| wrote != OWN_VERSION)
    }

    /// Whether everything was checked and holds. An amount that does not agree is no matter of versions.
    pub fn holds(&self) -> bool {
        self.differences.is_empty()
            && self.amounts.iter().all(Amount::agrees)
            && self.checks.iter().all(|(_, state)| *state == State::Held)
    }
}

impl Amount {
    /// Both as values of a file: what cannot be computed is the outcome it has there.
    pub(super) fn said(&self) -> (String, String) {
        let open = || "undetermined".to_owned();
        let packaged = match &self.packaged {
            Packaged::Amount(said) => said.clone(),
            Packaged::Open => open(),
            Packaged::Nothing => String::new(),
        };
        (packaged, self.computed.map_or_else(open, Fen::to_yuan))
    }

    /// Whether both are the same.
    pub fn agrees(&self) -> bool {
        match (&self.packaged, self.computed) {
            (Packaged::Amount(said), Some(computed)) => *said == computed.to_yuan(),
            (Packaged::Open, None) => true,
            (Packaged::Amount(_), None) | (Packaged::Open, Some(_)) | (Packaged::Nothing, _) => false,
        }
    }
}

impl Check {
    /// The name for programs.
    pub fn name(self) -> &'static str {
        match self {
            Check::Signature => "signature",
            Check::Files => "files",
            Check::Events => "events",
            Check::Selection => "selection",
            Check::Recomputed => "recomputed",
        }
    }
}

impl State {
    /// The name for programs.
    pub fn name(self) -> &'static str {
        match self {
            State::Held => "held",
            State::Differs => "differs",
            State::NotMade => "not-made",
        }
    }
}
