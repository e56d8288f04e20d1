//! Batches that wait for a second person, beside the ledger: `PATH.batches/NUMBER.json`, a file each.
//!
//! A batch is written whole under another name, synced, and then given its own; what is settled keeps its number under another
//! ending. The ledger knows nothing of it: what counts is recorded by an append like any other.

use super::fault::ImportFault;
use super::sift::{Sifted, Upload};
use crate::event::{Draft, Refusal, canonical_json};
use crate::ledger::error::LedgerError;
use crate::ledger::fault::Fault;
use crate::sheet::folded;
use crate::value::{Digest, Instant, Position};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

const FORMAT: &str = "import-batch.v1";
/// So often a number is tried anew when somebody else took it in between.
const TRIES: usize = 100;

/// Where batches wait.
pub struct Batches {
    folder: PathBuf,
}

/// A batch.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "docs/schemas/import-batch.v1.json describes every field in both languages")]
pub struct Batch {
    pub format: String,
    pub number: u64,
    #[serde(rename = "type")]
    pub kind: String,
    pub version: u16,
    pub file: String,
    pub sha256: String,
    pub sheet: Option<String>,
    pub submitted_by: String,
    pub submitted_at: String,
    /// How far the ledger went when it was checked.
    pub checked_at: u64,
    pub events: Vec<BatchEvent>,
    /// Over everything else in it.
    pub digest: String,
}

/// An event of a batch, with the rows it was read from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "docs/schemas/import-batch.v1.json describes every field in both languages")]
pub struct BatchEvent {
    pub rows: Vec<u32>,
    pub event: Value,
}

impl Batch {
    /// The batch of what is good in a table; it has no number yet.
    pub fn of(upload: &Upload, sifted: &Sifted, by: &str, now: Instant, head: Position) -> Self {
        let event = |good: &super::Good| BatchEvent { rows: good.rows.clone(), event: good.line.clone() };
        Self {
            format: FORMAT.to_owned(),
            number: 0,
            kind: sifted.kind.to_string(),
            version: sifted.version,
            file: upload.name.clone(),
            sha256: upload.sha256.to_string(),
            sheet: sifted.sheet.as_deref().map(str::to_owned),
            submitted_by: by.to_owned(),
            submitted_at: now.to_string(),
            checked_at: head.0,
            events: sifted.good.iter().map(event).collect(),
            digest: String::new(),
        }
    }

    fn numbered(mut self, number: u64) -> Self {
        self.number = number;
        self.digest = self.reckoned().to_string();
        self
    }

    /// The digest over everything else in it.
    fn reckoned(&self) -> Digest {
        let bare = Self { digest: String::new(), ..self.clone() };
        let text = serde_json::to_value(&bare).ok().and_then(|value| canonical_json(&value));
        Digest::of(text.unwrap_or_default().as_bytes())
    }

    /// Refuses a second person who is the first. Names are compared without regard to width, blanks and capitals.
    pub fn confirmed_by(&self, by: &str) -> Result<(), LedgerError> {
        let plain = |name: &str| folded(name).to_lowercase();
        if plain(&self.submitted_by) == plain(by) {
            return Err(LedgerError::Import(ImportFault::SamePerson { number: self.number, by: by.to_owned() }));
        }
        Ok(())
    }

    /// The ids of its events follow from it, so that a batch confirmed twice is recorded once.
    pub fn identity(&self) -> Digest {
        Digest::parse(&self.digest).unwrap_or_else(|| self.reckoned())
    }

    /// The drafts of its events. A remark says which batch, file and row each comes from, who submitted it and who confirmed it.
    pub fn drafts(&self, by: &str) -> Result<Vec<Draft>, LedgerError> {
        let sheet = self.sheet.as_ref().map(|sheet| format!("〔{sheet}〕")).unwrap_or_default();
        let of = |one: &BatchEvent| {
            let refused = |refusal| LedgerError::Own(Box::new(Fault::Refused(Refusal::Envelope(refusal))));
            let mut draft = Draft::parse(&one.event.to_string()).map_err(refused)?;
            let rows = match one.rows[..] {
                [first, .., last] => format!("{first}–{last}"),
                [row] => row.to_string(),
                [] => String::new(),
            };
            let (number, file, submitted) = (self.number, &self.file, &self.submitted_by);
            let origin = format!("导入批 {number}，{file}{sheet} 第 {rows} 行；{submitted} 提交，{by} 确认");
            let note = draft.note.as_deref().map_or_else(|| origin.clone(), |note| format!("{note}（{origin}）"));
            draft.note = Some(note.into());
            Ok(draft)
        };
        self.events.iter().map(of).collect()
    }
}

impl Batches {
    /// Beside a ledger.
    pub fn beside(ledger: &Path) -> Self {
        let mut name = ledger.file_name().unwrap_or_default().to_owned();
        name.push(".batches");
        Self { folder: ledger.with_file_name(name) }
    }

    /// Where a batch that waits lies.
    pub fn file(&self, number: u64) -> PathBuf {
        self.folder.join(format!("{number}.json"))
    }

    /// Puts a batch down under the next number.
    pub fn put(&self, batch: &Batch) -> Result<Batch, LedgerError> {
        self.make_folder().map_err(|cause| failed(&self.folder, cause))?;
        let mut number = self.last()?.saturating_add(1);
        for _ in 0..TRIES {
            let numbered = batch.clone().numbered(number);
            match self.write(&numbered, &self.file(number)) {
                Err(cause) if cause.kind() == io::ErrorKind::AlreadyExists => number = number.saturating_add(1),
                Err(cause) => return Err(failed(&self.file(number), cause)),
                Ok(()) => return Ok(numbered),
            }
        }
        Err(failed(&self.folder, io::ErrorKind::ResourceBusy.into()))
    }

    fn make_folder(&self) -> io::Result<()> {
        fs::create_dir_all(&self.folder)?;
        let above = self.folder.parent().filter(|above| !above.as_os_str().is_empty());
        File::open(above.unwrap_or(Path::new(".")))?.sync_all()
    }

    /// The batches that wait, by their numbers.
    pub fn waiting(&self) -> Result<Vec<Batch>, LedgerError> {
        let mut numbers: Vec<u64> =
            self.names()?.iter().filter_map(|name| name.strip_suffix(".json")?.parse().ok()).collect();
        numbers.sort_unstable();
        numbers.into_iter().map(|number| self.get(number)).collect()
    }

    /// A batch that waits, as it was submitted.
    pub fn get(&self, number: u64) -> Result<Batch, LedgerError> {
        let path = self.file(number);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Err(self.gone(number)?),
            Err(cause) if cause.kind() == io::ErrorKind::InvalidData => String::new(),
            Err(cause) => return Err(failed(&path, cause)),
        };
        let batch: Option<Batch> = serde_json::from_str(&text).ok();
        let whole = |batch: &Batch| {
            batch.format == FORMAT && batch.number == number && batch.digest == batch.reckoned().to_string()
        };
        batch.filter(whole).ok_or(LedgerError::Import(ImportFault::Changed { number }))
    }

    fn gone(&self, number: u64) -> Result<LedgerError, LedgerError> {
        let settled = self.names()?.iter().any(|name| name.starts_with(&format!("{number}.")));
        let fault = if settled { ImportFault::Settled { number } } else { ImportFault::NoBatch { number } };
        Ok(LedgerError::Import(fault))
    }

    /// A batch that is recorded waits no longer.
    pub fn recorded(&self, number: u64) -> Result<(), LedgerError> {
        self.settle(number, "recorded")
    }

    /// A batch that is not to be recorded waits no longer; why is kept beside it. It may have been changed.
    pub fn dropped(&self, number: u64, by: &str, reason: &str, now: Instant) -> Result<(), LedgerError> {
        if !self.file(number).exists() {
            return Err(self.gone(number)?);
        }
        let told =
            serde_json::json!({"number": number, "dropped_by": by, "dropped_at": now.to_string(), "reason": reason});
        let path = self.folder.join(format!("{number}.reason.json"));
        self.place(&format!("{told:#}\n"), &path).map_err(|cause| failed(&path, cause))?;
        self.settle(number, "dropped")
    }

    fn settle(&self, number: u64, how: &str) -> Result<(), LedgerError> {
        let (from, to) = (self.file(number), self.folder.join(format!("{number}.{how}.json")));
        let done = fs::rename(&from, &to).and_then(|()| File::open(&self.folder)?.sync_all());
        done.map_err(|cause| failed(&from, cause))
    }

    /// The highest number that was ever given.
    fn last(&self) -> Result<u64, LedgerError> {
        let number = |name: &String| name.split('.').next()?.parse().ok();
        Ok(self.names()?.iter().filter_map(number).max().unwrap_or_default())
    }

    fn names(&self) -> Result<Vec<String>, LedgerError> {
        let entries = match fs::read_dir(&self.folder) {
            Ok(entries) => entries,
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(cause) => return Err(failed(&self.folder, cause)),
        };
        Ok(entries.flatten().filter_map(|entry| entry.file_name().into_string().ok()).collect())
    }

    fn write(&self, batch: &Batch, path: &Path) -> io::Result<()> {
        self.place(&format!("{}\n", serde_json::to_string_pretty(batch)?), path)
    }

    fn place(&self, text: &str, path: &Path) -> io::Result<()> {
        let mut beside = tempfile::Builder::new().prefix(".").tempfile_in(&self.folder)?;
        beside.write_all(text.as_bytes())?;
        beside.as_file().sync_all()?;
        beside.persist_noclobber(path).map_err(|error| error.error)?;
        File::open(&self.folder)?.sync_all()
    }
}

fn failed(path: &Path, cause: io::Error) -> LedgerError {
    LedgerError::File { path: path.display().to_string(), cause }
}
