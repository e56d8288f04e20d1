//! A bundle checked: what it holds against what was signed, and what it says against what follows from its events.

use super::archive::{self, MAGIC};
use super::asking::Answered;
use super::compare::{Comparison, is_of_a_size, no_json};
use super::events::events;
use super::evidence::Collected;
use super::fault::BundleFault;
use super::make::{ATTESTATION, CHANGES, CHECKPOINT, Claim, EVENTS, PROOF, Papers, README, lines, readme};
use super::record::{FORMAT, Record};
use super::selection::selection;
use super::told::{Amount, Check, Difference, OWN_VERSION, Packaged, Remark, State, Verdict};
use crate::event::Event;
use crate::ledger::clock::FixedClock;
use crate::ledger::error::LedgerError;
use crate::ledger::scope::decode;
use crate::ledger::service::Ledger;
use crate::ledger::signing::{Chain, Trust};
use crate::proof::{Attestation, Checkpoint};
use crate::store::{Excerpt, Held, ReadError};
use crate::value::{Bilingual, Digest, Instant, Position};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// A bundle as somebody brought it, and the keys to believe.
#[derive(Clone, Copy)]
pub struct Brought<'b> {
    /// The file it came from.
    pub file: &'b Path,
    /// Its bytes.
    pub bytes: &'b [u8],
    /// Keys to believe, each a key or a file of keys.
    pub keys: &'b [String],
    /// The ledger whose list of keys is believed where none are given.
    pub ledger: Option<&'b Ledger>,
}

/// How the answer of a bundle is told, the same as when it was made.
pub type Telling<'t> = dyn Fn(&Answered, &Collected) -> Result<Papers, LedgerError> + 't;

impl Brought<'_> {
    /// No bundle has more bytes than this.
    pub const BYTES_MAX: u64 = archive::PACKED_MAX;

    /// Whether a file is packed as bundles are, by what it begins with.
    pub fn is_packed(bytes: &[u8]) -> bool {
        MAGIC.iter().any(|magic| bytes.starts_with(magic))
    }

    /// Checks everything there is to be checked. What cannot be looked at as a bundle, or is signed by nobody who is
    /// believed, is an error; what does not hold beyond that is told in the verdict.
    pub fn check(self, telling: &Telling<'_>) -> Result<Verdict, LedgerError> {
        let files = archive::unpack(self.file, self.bytes).map_err(LedgerError::Bundle)?;
        let file = |name: &str| files.iter().find(|(own, _)| own == name).map(|(_, bytes)| bytes.as_slice());
        let text = |name: &str| file(name).and_then(|bytes| std::str::from_utf8(bytes).ok());
        let no_bundle = || LedgerError::Bundle(BundleFault::NotABundle { file: self.file.to_owned() });
        let note = text(ATTESTATION).ok_or_else(no_bundle)?;
        let claimed = Attestation::claimed(note).ok_or_else(no_bundle)?;
        let (chain, origin) = self.believed(&claimed, text(CHANGES).unwrap_or_default())?;
        let disproved = |why| LedgerError::Disproved { file: self.file.join(ATTESTATION), why };
        let (attestation, trust) = chain.believed_attestation(note, &origin).map_err(disproved)?;
        let mut found = Found::new(&attestation, chain.signer_of(note).unwrap_or_default(), trust);
        found.checkpoint(&chain, text(CHECKPOINT), &attestation);
        found.files(&files, &attestation);
        // What nobody signed is not worth reading.
        let signed =
            |name: &str| file(name).filter(|_| !found.verdict.differences.iter().any(|one| one.file() == Some(name)));
        let proof = signed(PROOF);
        let record = found.record(proof, &attestation);
        if let Some(record) = &record {
            let held = found.events(record, file("events.jsonl").unwrap_or_default(), &attestation);
            found.recompute(record, held, &files, telling);
        }
        Ok(found.verdict)
    }

    /// The keys to believe, and the name of the ledger they are of.
    fn believed(&self, claimed: &Attestation, changes: &str) -> Result<(Chain, String), LedgerError> {
        let origin = &claimed.at.origin;
        if !self.keys.is_empty() {
            let (chain, first) = Chain::brought(self.keys, changes)?;
            // A key is a ledger's own and speaks for no other.
            let own = if chain.names(origin) { origin.clone() } else { first.unwrap_or_default() };
            return Ok((chain, own));
        }
        let own = self.ledger.filter(|ledger| ledger.files().is_ok_and(|files| files.origin == *origin));
        let no_key = || LedgerError::Bundle(BundleFault::NoKey { file: self.file.to_owned(), ledger: origin.clone() });
        Ok((own.ok_or_else(no_key)?.believed(&[])?, origin.clone()))
    }
}

/// What was found so far.
struct Found {
    verdict: Verdict,
    /// Nothing was found against what the answer is computed from.
    sound: bool,
}

impl Found {
    fn new(attestation: &Attestation, key: String, trust: Trust) -> Self {
        let verdict = Verdict {
            ledger: attestation.at.origin.clone(),
            size: Position(attestation.at.size),
            root: attestation.at.root,
            key,
            trust,
            asking: None,
            subject: None,
            name: None,
            paid: None,
            wrote: None,
            files: attestation.files.len(),
            events: 0,
            checks: Vec::new(),
            amounts: Vec::new(),
            differences: Vec::new(),
            remarks: Vec::new(),
        };
        Self { verdict, sound: true }
    }

    /// Adds what a check found.
    fn add(&mut self, check: Check, differences: Vec<Difference>) {
        let state = if differences.is_empty() { State::Held } else { State::Differs };
        self.verdict.differences.extend(differences);
        self.verdict.checks.push((check, state));
    }

    fn checkpoint(&mut self, chain: &Chain, note: Option<&str>, attestation: &Attestation) {
        let differences = match note.map(|note| chain.believed(note, &attestation.at.origin)) {
            Some(Ok((checkpoint, _))) if checkpoint == attestation.at => Vec::new(),
            Some(Ok((checkpoint, _))) => vec![Difference::OtherCheckpoint { size: Position(checkpoint.size) }],
            Some(Err(why)) => vec![Difference::Checkpoint { why }],
            // That it is missing, or no text, is told with the files.
            None => Vec::new(),
        };
        self.sound &= differences.is_empty() && note.is_some();
        self.add(Check::Signature, differences);
    }

    fn files(&mut self, files: &[(String, Vec<u8>)], attestation: &Attestation) {
        let mut differences = Vec::new();
        for (name, digest) in &attestation.files {
            match files.iter().find(|(own, _)| own == name) {
                Some((_, bytes)) if Digest::of(bytes) == *digest => continue,
                Some(_) => differences.push(Difference::FileAltered { name: name.clone() }),
                None => differences.push(Difference::FileMissing { name: name.clone() }),
            }
            self.sound &= !matches!(name.as_str(), "proof.json" | "events.jsonl");
        }
        for (name, _) in files.iter().filter(|(name, _)| name != ATTESTATION) {
            if !attestation.files.iter().any(|(signed, _)| signed == name) {
                differences.push(Difference::FileExtra { name: name.clone() });
            }
        }
        self.add(Check::Files, differences);
    }

    /// `proof.json`, where it is one and is of the ledger that was signed.
    fn record(&mut self, bytes: Option<&[u8]>, attestation: &Attestation) -> Option<Record> {
        let unreadable = |why: Bilingual| Difference::FileUnreadable { name: "proof.json".to_owned(), why };
        let read = match bytes.map(serde_json::from_slice::<Record>) {
            Some(Ok(record)) if record.format != FORMAT => Err(other_format(&record.format)),
            Some(Ok(record)) => Ok(record),
            Some(Err(error)) => Err(no_json(&error)),
            None => Err(Bilingual::new("", "")),
        };
        match read {
            Ok(record) => {
                let (size, root) = (attestation.at.size, attestation.at.root.to_string());
                let ours = record.size == size && record.root == root && record.ledger == attestation.at.origin;
                if !ours {
                    let (ledger, size) = (record.ledger.clone(), Position(record.size));
                    self.verdict.differences.push(Difference::OtherRoot { ledger, size });
                }
                let (known, size) = (Position(record.question.known), Position(size));
                if known > size {
                    self.verdict.differences.push(Difference::KnownBeyond { known, size });
                }
                self.sound &= ours && known <= size;
                self.verdict.asking = record.question.asking();
                Some(record).filter(|_| ours)
            }
            Err(why) => {
                self.verdict.differences.extend(bytes.map(|_| unreadable(why)));
                None
            }
        }
        .or_else(|| {
            self.sound = false;
            self.verdict
                .checks
                .extend([Check::Events, Check::Selection, Check::Recomputed].map(|check| (check, State::NotMade)));
            None
        })
    }

    fn events(&mut self, record: &Record, lines: &[u8], attestation: &Attestation) -> Held {
        self.verdict.events = record.events.len();
        let (events, wrong) = events(record, lines, &attestation.at.root);
        self.sound &= wrong.is_empty();
        self.add(Check::Events, few(wrong, "events.jsonl"));
        // Where events are missing, what selects them is not to blame; and what nobody signed is not worth the search.
        if !self.sound {
            self.verdict.checks.push((Check::Selection, State::NotMade));
            return Held::default();
        }
        let (held, wrong) = selection(record, events, attestation.at.root);
        self.sound = wrong.is_empty();
        self.add(Check::Selection, few(wrong, "proof.json"));
        held
    }

    fn recompute(&mut self, record: &Record, held: Held, files: &[(String, Vec<u8>)], telling: &Telling<'_>) {
        if !self.sound {
            self.verdict.checks.push((Check::Recomputed, State::NotMade));
            return;
        }
        self.verdict.wrote = Some(record.program.clone());
        let same = !self.verdict.is_of_another_version();
        if !same {
            let (wrote, own) = (record.program.clone(), OWN_VERSION.to_owned());
            self.verdict.remarks.push(Remark::OtherVersion { wrote, own });
        }
        let lines = lines(&held.events);
        match self.told(held, telling) {
            Ok(papers) => {
                let mut differences = self.compared(&papers, files, same);
                differences.extend(self.closed(record, &lines, &papers, files));
                self.add(Check::Recomputed, differences);
            }
            Err(LedgerError::Read(error @ ReadError::NotHeld { .. })) => {
                let why = Box::new(LedgerError::Read(error).complaint());
                self.verdict.remarks.push(Remark::AsksMore { why });
                self.verdict.checks.push((Check::Recomputed, State::NotMade));
            }
            Err(error) => {
                self.add(Check::Recomputed, vec![Difference::NoAnswer { why: Box::new(error.complaint()) }]);
            }
        }
    }

    /// The same question, asked of what is held.
    fn told(&mut self, held: Held, telling: &Telling<'_>) -> Result<Papers, LedgerError> {
        let nothing = LedgerError::NothingKnown { known: held.size };
        let asking = self.verdict.asking.clone().ok_or(nothing)?;
        let stored: Vec<_> = held.events.values().cloned().collect();
        // Both times are in the question; no clock is asked.
        let clock = Box::new(FixedClock(Instant::from_millis(0)));
        let ledger = Ledger::over(Box::new(Excerpt::new(held)), clock)?;
        let answered = ledger.answered(&asking)?;
        self.verdict.subject = Some(answered.subject);
        self.verdict.name = answered.now.named(answered.subject);
        self.verdict.paid = answered.paid.as_ref().map(|(paid, _)| (paid.clone(), answered.bounced_on()));
        let events: Result<Vec<Event>, _> =
            stored.iter().map(|stored| decode(&answered.now.catalogue, stored.pass())).collect();
        let mut papers = telling(&answered, &Collected { events: events? })?;
        let (origin, size, root) = (self.verdict.ledger.clone(), self.verdict.size.0, self.verdict.root);
        let readme = readme(&asking, &answered, &Checkpoint { origin, size, root });
        papers.files.insert(0, (README.to_owned(), readme.into_bytes()));
        Ok(papers)
    }

    /// What stands beside the papers. Of the same version each file is written as it must be, and there are no others: whatever
    /// else somebody signed would be read as if it followed.
    fn closed(
        &mut self,
        record: &Record,
        lines: &[u8],
        papers: &Papers,
        files: &[(String, Vec<u8>)],
    ) -> Vec<Difference> {
        let mut differences = Vec::new();
        let (named, subject) = (&record.question.subject, self.verdict.subject.map(|subject| subject.to_string()));
        if let Some(computed) = subject.filter(|subject| subject != named) {
            let (name, path) = (PROOF.to_owned(), "question.subject".to_owned());
            differences.push(Difference::Value { name, path, packaged: named.clone(), computed });
        }
        let same = !self.verdict.is_of_another_version();
        for (name, bytes) in files {
            let owed = match name.as_str() {
                PROOF => Some(record.text().into_bytes()),
                EVENTS => Some(lines.to_vec()),
                CHECKPOINT | CHANGES | ATTESTATION => continue,
                _ if papers.files.iter().any(|(own, _)| own == name) => continue,
                _ => None,
            };
            match owed {
                Some(owed) if !same || owed == *bytes => {}
                Some(_) => differences.push(Difference::FileBytes { name: name.clone() }),
                // One that nobody signed is told already.
                None if self.verdict.differences.iter().any(|one| one.file() == Some(name)) => {}
                None if same => differences.push(Difference::FileForeign { name: name.clone() }),
                None => self.verdict.remarks.push(Remark::Gone { name: name.clone(), path: String::new() }),
            }
        }
        differences
    }

    fn compared(&mut self, papers: &Papers, files: &[(String, Vec<u8>)], same: bool) -> Vec<Difference> {
        let mut differences = Vec::new();
        for (name, computed) in &papers.files {
            let signed = files.iter().find(|(own, _)| own == name);
            match signed {
                Some((_, packaged)) => {
                    let compared = Comparison::of(name, packaged, computed, same);
                    differences.extend(compared.differences);
                    self.verdict.remarks.extend(compared.remarks);
                }
                // A file that was signed and is gone is told already.
                None if same && !self.verdict.differences.iter().any(|one| is_missing(one, name)) => {
                    differences.push(Difference::NotPacked { name: name.clone() });
                }
                None if same => {}
                None => self.verdict.remarks.push(Remark::New { name: name.clone(), path: String::new() }),
            }
        }
        self.verdict.amounts = amounts(papers, files);
        let unlike = papers.claims.iter().zip(&self.verdict.amounts).filter(|(_, amount)| !amount.agrees());
        for (claim, amount) in unlike {
            // Where a value of the item differs, that is told already.
            let item = format!("items[{}]", claim.item);
            let is_told = |one: &Difference| matches!(one, Difference::Value { name, path, .. } if name == claim.file && path.starts_with(&item));
            if !differences.iter().any(is_told) {
                let (packaged, computed) = amount.said();
                let (name, path) = (claim.file.to_owned(), format!("{item}.{}", claim.field));
                differences.push(Difference::Value { name, path, packaged, computed });
            }
        }
        differences
    }
}

/// What each claim says, and what the bundle says in its place.
fn amounts(papers: &Papers, files: &[(String, Vec<u8>)]) -> Vec<Amount> {
    let mut read: BTreeMap<&str, Option<Value>> = BTreeMap::new();
    let claim = |claim: &Claim| {
        let value = read.entry(claim.file).or_insert_with(|| {
            let of = |files: &[(String, Vec<u8>)]| files.iter().position(|(own, _)| own == claim.file);
            let (packaged, computed) = (files.get(of(files)?)?, papers.files.get(of(&papers.files)?)?);
            serde_json::from_slice(&packaged.1).ok().filter(|_| is_of_a_size(&packaged.1, &computed.1))
        });
        let item = value.as_ref().and_then(|value| value.get("items")?.get(claim.item));
        let packaged = item.map_or(Packaged::Nothing, |item| said(item, claim));
        let (grant, matter) = (claim.grant.clone(), claim.matter.clone());
        Amount { figure: claim.figure, grant, matter, packaged, computed: claim.amount }
    };
    papers.claims.iter().map(claim).collect()
}

/// What an item of a position says in the place of an amount. Beside an outcome that is not known stands a zero, which says
/// nothing.
fn said(item: &Value, claim: &Claim) -> Packaged {
    let text = |field| item.get(field).and_then(Value::as_str);
    let open = text("outcome").is_some_and(|outcome| OPEN.contains(&outcome));
    match text(claim.field) {
        Some(_) if open && claim.figure.rests_on_due() => Packaged::Open,
        Some(amount) => Packaged::Amount(amount.to_owned()),
        None => Packaged::Nothing,
    }
}

/// The outcomes of `position.v1` of which nothing could be computed.
const OPEN: [&str; 2] = ["undetermined", "no_governing_policy"];

fn other_format(format: &str) -> Bilingual {
    Bilingual::new(&format!("它的格式是“{format}”"), &format!("its format is “{format}”"))
}

fn is_missing(difference: &Difference, name: &str) -> bool {
    matches!(difference, Difference::FileMissing { name: missing } if missing == name)
}

/// So many differences of one kind are told, and the number of the others.
fn few(mut differences: Vec<Difference>, name: &str) -> Vec<Difference> {
    const TOLD: usize = 10;
    let count = differences.len().saturating_sub(TOLD);
    if count > 0 {
        differences.truncate(TOLD);
        differences.push(Difference::More { name: name.to_owned(), count });
    }
    differences
}
