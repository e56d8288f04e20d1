//! What came of a check, in words.

use super::asking::{About, Asking};
use super::make::Figure;
use super::told::{Amount, Check, Difference, Packaged, Remark, State, Verdict};
use crate::explain::{Bundled, Count, Document, Phrase, Proved, bundle};
use crate::ledger::error::LedgerError;
use crate::value::{Bilingual, Fen, Lang, Position};
use std::path::PathBuf;
use std::sync::Arc;

impl Verdict {
    /// The whole of it. `trust` is what is to be said of the key, where something is.
    pub fn document(&self, trust: Option<&Proved>) -> Document {
        let mut below: Vec<Phrase> = Vec::new();
        for (check, state) in &self.checks {
            below.push(self.check(*check, *state).into());
            if *check == Check::Signature {
                below.extend(trust.cloned().map(Phrase::from));
            }
        }
        below.extend(self.payment().map(Phrase::from));
        below.extend(self.amounts.iter().map(|amount| Phrase::from(amount.phrase())));
        below.extend(self.differences.iter().map(|one| Phrase::from(one.phrase())));
        below.extend(self.remarks.iter().map(|one| Phrase::from(one.phrase())));
        bundle(self.outcome(), below)
    }

    fn outcome(&self) -> Bundled {
        let under = self.asking.as_ref().map_or_else(|| Bilingual::new("", ""), Asking::under);
        if !self.differences.is_empty() {
            return Bundled::Fails { under, count: Count::of(self.differences.len(), "difference") };
        }
        match &self.asking {
            Some(asking) if self.holds() => {
                let what = self.what(asking);
                let (on, known, later) = (asking.on, asking.known, asking.later(self.size));
                match self.wrote.as_deref().filter(|_| self.is_of_another_version()) {
                    Some(wrote) => Bundled::ValuesHold { under, wrote: wrote.into(), what, on, known, later },
                    None => Bundled::Holds { under, what, on, known, later },
                }
            }
            Some(_) | None => Bundled::NotRecomputed { under },
        }
    }

    /// Which payment to whom, or which subject, by code and name.
    fn what(&self, asking: &Asking) -> Bilingual {
        let code = self.subject.map(|subject| subject.to_string()).unwrap_or_default();
        let who: Arc<str> = self.name.as_ref().map_or_else(|| code.clone(), |name| format!("{name} {code}")).into();
        let said = Phrase::from(match &asking.about {
            About::Payment(number) => Bundled::OfPayment { number: Arc::clone(number), who },
            About::Subject(_) => Bundled::OfSubject { who },
        });
        Bilingual::new(&said.say(Lang::Zh), &said.say(Lang::En))
    }

    /// What the payment itself was: what is due is asked of its items, and each of them may have had others.
    fn payment(&self) -> Option<Bundled> {
        let (paid, back) = self.paid.as_ref()?;
        let (day, amount) = (paid.day, paid.amount);
        Some(match back {
            Some(back) => Bundled::PaidBack { day, amount, back: *back },
            None => Bundled::Paid { day, amount },
        })
    }

    fn check(&self, check: Check, state: State) -> Bundled {
        let key: Arc<str> = self.key.as_str().into();
        match (check, state) {
            (Check::Signature, State::Held) => {
                Bundled::Signed { key, ledger: self.ledger.as_str().into(), size: self.size }
            }
            (Check::Signature, State::Differs | State::NotMade) => Bundled::SignedNot { key },
            (Check::Files, State::Held) => Bundled::Files { count: Count::of(self.files, "file") },
            (Check::Files, State::Differs | State::NotMade) => Bundled::FilesNot,
            (Check::Events, State::Held) => Bundled::Events { count: Count::of(self.events, "event") },
            (Check::Events, State::Differs) => Bundled::EventsNot,
            (Check::Events, State::NotMade) => Bundled::EventsUnmade,
            (Check::Selection, State::Held) => Bundled::Selection,
            (Check::Selection, State::Differs) => Bundled::SelectionNot,
            (Check::Selection, State::NotMade) => Bundled::SelectionUnmade,
            (Check::Recomputed, State::Held) => Bundled::Recomputed,
            (Check::Recomputed, State::Differs) => Bundled::RecomputedNot,
            (Check::Recomputed, State::NotMade) => Bundled::RecomputedUnmade,
        }
    }
}

impl Asking {
    /// What stands before everything else where readings were chosen for the question: whoever reads only the first line must
    /// not take the answer for the official one. Nothing where none were.
    pub fn under(&self) -> Bilingual {
        let reads: Vec<String> = self.reads.iter().map(|(reading, option)| format!("{reading}={option}")).collect();
        if reads.is_empty() {
            return Bilingual::new("", "");
        }
        Bilingual::new(
            &format!("按试算口径 {}，不是正式口径。", reads.join("、")),
            &format!("computed under a reading somebody chose ({}), not the one in force; ", reads.join(", ")),
        )
    }

    /// What stands behind the question where the ledger had gone on when its answer was signed: something may have come that
    /// would change it. Nothing where all of it was asked.
    pub fn later(&self, size: Position) -> Bilingual {
        if self.known >= size {
            return Bilingual::new("", "");
        }
        let said = Phrase::from(Bundled::SignedLater { size });
        Bilingual::new(&said.say(Lang::Zh), &said.say(Lang::En))
    }
}

impl Amount {
    /// The amount as a sentence.
    pub fn phrase(&self) -> Bundled {
        let (grant, matter, computed) = (self.grant.clone(), self.matter.clone(), self.computed);
        let figure = match self.figure {
            Figure::DueThen => Bilingual::new("拨付时应享", "due when it was paid"),
            Figure::Due => Bilingual::new("现在应享", "due now"),
            Figure::Paid => {
                Bilingual::new("本项已拨（减去退回和追回）", "paid for this item, less what bounced or was recovered")
            }
            Figure::Overpaid => Bilingual::new("多付", "overpaid"),
        };
        match computed.filter(|_| self.agrees()) {
            Some(computed) => Bundled::Amount { grant, matter, figure, computed },
            None if self.agrees() => Bundled::AmountOpen { grant, matter, figure },
            None => {
                let open = || Bilingual::new("待定", "undetermined");
                let packaged = match &self.packaged {
                    Packaged::Amount(said) => yuan(said),
                    Packaged::Open => open(),
                    Packaged::Nothing => Bilingual::new("没有写", "says nothing of it"),
                };
                let computed = computed.map_or_else(open, |amount| yuan(&amount.to_yuan()));
                Bundled::AmountNot { grant, matter, figure, computed, packaged }
            }
        }
    }
}

impl Difference {
    /// The difference as a sentence.
    pub fn phrase(&self) -> Bundled {
        let arc = |text: &String| Arc::<str>::from(text.as_str());
        match self {
            Difference::FileAltered { name } => Bundled::FileAltered { name: arc(name) },
            Difference::FileMissing { name } => Bundled::FileMissing { name: arc(name) },
            Difference::FileExtra { name } => Bundled::FileExtra { name: arc(name) },
            Difference::FileUnreadable { name, why } => Bundled::FileUnreadable { name: arc(name), why: why.clone() },
            Difference::Checkpoint { why } => {
                let told =
                    LedgerError::Disproved { file: PathBuf::from("checkpoint.note"), why: why.clone() }.complaint();
                Bundled::Checkpoint { what: told.what }
            }
            Difference::OtherCheckpoint { size } => Bundled::OtherCheckpoint { size: *size },
            Difference::EventUnproved { position } => Bundled::EventUnproved { position: *position },
            Difference::EventMisnamed { position } => Bundled::EventMisnamed { position: *position },
            Difference::EventMissing { position } => Bundled::EventMissing { position: *position },
            Difference::EventExtra { line } => Bundled::EventExtra { line: *line },
            Difference::EventMoved { position, line } => Bundled::EventMoved { position: *position, line: *line },
            Difference::EarlierRoot { size } => Bundled::EarlierRoot { size: *size },
            Difference::OtherRoot { ledger, size } => Bundled::OtherRoot { ledger: arc(ledger), size: *size },
            Difference::KnownBeyond { known, size } => Bundled::KnownBeyond { known: *known, size: *size },
            Difference::Selection { facet, position: Some(position) } => {
                Bundled::SelectedAt { facet: arc(facet), position: *position }
            }
            Difference::Selection { facet, position: None } => Bundled::Selected { facet: arc(facet) },
            Difference::Value { name, path, packaged, computed } => {
                Bundled::Value { name: arc(name), path: arc(path), packaged: arc(packaged), computed: arc(computed) }
            }
            Difference::Line { name, line, packaged, computed } => {
                Bundled::Line { name: arc(name), line: *line, packaged: arc(packaged), computed: arc(computed) }
            }
            Difference::FileBytes { name } => Bundled::FileBytes { name: arc(name) },
            Difference::FileForeign { name } => Bundled::FileForeign { name: arc(name) },
            Difference::NotPacked { name } => Bundled::NotPacked { name: arc(name) },
            Difference::NoAnswer { why } => Bundled::NoAnswer { why: sentence(&why.what, &why.why) },
            Difference::More { name, count } => Bundled::More { name: arc(name), count: Count::of(*count, "value") },
        }
    }

    /// The file it is in.
    pub fn file(&self) -> Option<&str> {
        match self {
            Difference::FileAltered { name }
            | Difference::FileMissing { name }
            | Difference::FileExtra { name }
            | Difference::FileUnreadable { name, .. }
            | Difference::Value { name, .. }
            | Difference::Line { name, .. }
            | Difference::FileBytes { name }
            | Difference::FileForeign { name }
            | Difference::NotPacked { name }
            | Difference::More { name, .. } => Some(name),
            Difference::Checkpoint { .. } | Difference::OtherCheckpoint { .. } => Some("checkpoint.note"),
            Difference::EventUnproved { .. }
            | Difference::EventMisnamed { .. }
            | Difference::EventMissing { .. }
            | Difference::EventExtra { .. }
            | Difference::EventMoved { .. } => Some("events.jsonl"),
            Difference::OtherRoot { .. }
            | Difference::KnownBeyond { .. }
            | Difference::EarlierRoot { .. }
            | Difference::Selection { .. } => Some("proof.json"),
            Difference::NoAnswer { .. } => None,
        }
    }

    /// The place in it: the event, the path of a value, what is said there and what follows.
    pub fn place(&self) -> (Option<u64>, Option<&str>, Option<&str>, Option<&str>) {
        match self {
            Difference::EventUnproved { position }
            | Difference::EventMisnamed { position }
            | Difference::EventMissing { position }
            | Difference::EventMoved { position, .. }
            | Difference::Selection { position: Some(position), .. } => (Some(position.0), None, None, None),
            Difference::Value { path, packaged, computed, .. } => (None, Some(path), Some(packaged), Some(computed)),
            Difference::Line { packaged, computed, .. } => (None, None, Some(packaged), Some(computed)),
            Difference::FileAltered { .. }
            | Difference::FileMissing { .. }
            | Difference::FileExtra { .. }
            | Difference::FileUnreadable { .. }
            | Difference::Checkpoint { .. }
            | Difference::OtherCheckpoint { .. }
            | Difference::EventExtra { .. }
            | Difference::EarlierRoot { .. }
            | Difference::OtherRoot { .. }
            | Difference::KnownBeyond { .. }
            | Difference::Selection { position: None, .. }
            | Difference::FileBytes { .. }
            | Difference::FileForeign { .. }
            | Difference::NotPacked { .. }
            | Difference::NoAnswer { .. }
            | Difference::More { .. } => (None, None, None, None),
        }
    }
}

impl Remark {
    /// The remark as a sentence.
    pub fn phrase(&self) -> Bundled {
        let arc = |text: &String| Arc::<str>::from(text.as_str());
        match self {
            Remark::OtherVersion { wrote, own } => Bundled::OtherVersion { wrote: arc(wrote), own: arc(own) },
            Remark::Gone { name, path } if path.is_empty() => Bundled::GoneFile { name: arc(name) },
            Remark::Gone { name, path } => Bundled::Gone { name: arc(name), path: arc(path) },
            Remark::New { name, path } if path.is_empty() => Bundled::NewFile { name: arc(name) },
            Remark::New { name, path } => Bundled::New { name: arc(name), path: arc(path) },
            Remark::Reworded { name } => Bundled::Reworded { name: arc(name) },
            Remark::AsksMore { why } => Bundled::AsksMore { why: sentence(&why.what, &why.why) },
        }
    }
}

/// An amount as people read it; what is none as it stands.
fn yuan(said: &str) -> Bilingual {
    let shown = Fen::parse_yuan(said).map_or_else(|_| said.to_owned(), |amount| format!("¥{amount}"));
    Bilingual::new(&shown, &shown)
}

fn sentence(what: &Bilingual, why: &Bilingual) -> Bilingual {
    Bilingual::new(&format!("{}{}", what.zh, why.zh), &format!("{} {}", what.en, why.en))
}
