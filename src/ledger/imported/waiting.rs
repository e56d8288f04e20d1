//! Where batches wait, beside the ledger: `PATH.batches/NUMBER.json`, a file each, written once and never changed.
//!
//! What becomes of a batch stands beside it in `NUMBER.settled.json`, which is put in its place by a rename that overwrites nothing,
//! while the lock of the folder is held: one settles it, and everybody else is told who did. Whatever its file is called
//! afterwards, a number that is settled does not wait again. The ledger knows nothing of all this: what counts is recorded by
//! an append like any other.

use super::batch::Batch;
use super::fault::ImportFault;
use crate::ledger::error::LedgerError;
use crate::ledger::service::Ledger;
use crate::store::OpenError;
use crate::value::Instant;
use serde::{Deserialize, Serialize};
use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

const FORMAT: &str = "import-settled.v1";
/// So often a number is tried anew when somebody else took it in between.
const TRIES: usize = 100;
/// So often, and so long in between, somebody else who settles a batch is waited for: half a minute.
const LOOKS: usize = 600;
const LOOK_AGAIN: Duration = Duration::from_millis(50);
/// What stands beside a batch that waits no longer. The last three are of programs that renamed its file.
const SETTLED: [&str; 4] = ["settled", "recorded", "dropped", "reason"];

/// A number that waits, and its batch where that reads.
pub type Waits = (u64, Result<Batch, LedgerError>);

/// Where batches wait.
pub struct Batches {
    folder: PathBuf,
}

/// A batch that waits, while nobody else may settle it.
pub struct Held<'b> {
    batches: &'b Batches,
    number: u64,
    _lock: File,
}

/// What became of a batch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "each says what it is")]
pub struct Settlement {
    pub format: String,
    pub number: u64,
    pub outcome: Outcome,
    pub by: String,
    pub at: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// How a batch ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "each says what it is")]
pub enum Outcome {
    Recorded,
    Dropped,
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

    /// The batches that wait, by their numbers. One that does not read takes nothing away from the others.
    pub fn waiting(&self) -> Result<Vec<Waits>, LedgerError> {
        let numbers = self.numbers()?.into_iter().filter(|(_, settled)| !settled);
        Ok(numbers.map(|(number, _)| (number, self.get(number))).collect())
    }

    /// Every number that has a file, in order, and whether it is settled.
    pub(super) fn numbers(&self) -> Result<Vec<(u64, bool)>, LedgerError> {
        let names = self.names()?;
        let number = |name: &String| {
            let stem = name.strip_suffix(".json")?;
            stem.parse().ok().filter(|number: &u64| number.to_string() == stem)
        };
        let mut numbers: Vec<u64> = names.iter().filter_map(number).collect();
        numbers.sort_unstable();
        Ok(numbers.into_iter().map(|number| (number, is_settled(&names, number))).collect())
    }

    /// A batch that waits, as it was submitted.
    pub fn get(&self, number: u64) -> Result<Batch, LedgerError> {
        self.refuse_settled(number)?;
        self.submitted(number)
    }

    /// A batch as it was submitted, whatever became of it.
    pub fn submitted(&self, number: u64) -> Result<Batch, LedgerError> {
        let path = self.file(number);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => {
                return Err(LedgerError::Import(ImportFault::NoBatch { number }));
            }
            Err(cause) if cause.kind() == io::ErrorKind::InvalidData => String::new(),
            Err(cause) => return Err(failed(&path, cause)),
        };
        let batch: Option<Batch> = serde_json::from_str(&text).ok();
        let whole = batch.filter(|batch| batch.is_whole(number));
        whole.ok_or(LedgerError::Import(ImportFault::Changed { number, file: path }))
    }

    /// Refuses a number that waits no longer; who settled it is told where that reads.
    fn refuse_settled(&self, number: u64) -> Result<(), LedgerError> {
        if !is_settled(&self.names()?, number) {
            return Ok(());
        }
        Err(LedgerError::Import(ImportFault::Settled { number, told: self.told(number).map(Box::new) }))
    }

    /// What is told of a number that is settled, where that reads.
    pub(super) fn told(&self, number: u64) -> Option<Settlement> {
        let text = fs::read_to_string(self.outcome_file(number)).ok()?;
        serde_json::from_str(&text).ok()
    }

    /// Holds a batch that waits: until this is dropped nobody else settles one.
    pub fn hold(&self, number: u64) -> Result<Held<'_>, LedgerError> {
        self.refuse_settled(number)?;
        if !self.file(number).exists() {
            return Err(LedgerError::Import(ImportFault::NoBatch { number }));
        }
        let path = self.folder.join("lock");
        let lock = File::options().create(true).truncate(false).write(true).open(&path);
        let lock = lock.map_err(|cause| failed(&path, cause))?;
        for _ in 0..LOOKS {
            match lock.try_lock() {
                Ok(()) => {
                    // Whoever was waited for may have settled this very batch.
                    self.refuse_settled(number)?;
                    return Ok(Held { batches: self, number, _lock: lock });
                }
                Err(TryLockError::WouldBlock) => std::thread::sleep(LOOK_AGAIN),
                Err(TryLockError::Error(cause)) => return Err(failed(&path, cause)),
            }
        }
        Err(LedgerError::Open(OpenError::Locked(self.folder.clone())))
    }

    /// Takes a batch away that is not to be recorded; it may be damaged, or another ledger's. One that the ledger has is told so.
    pub fn drop_one(&self, number: u64, by: &str, reason: &str, ledger: &Ledger) -> Result<(), LedgerError> {
        self.hold(number)?.dropped(by, reason, ledger)
    }

    /// Where it is told what became of a batch.
    fn outcome_file(&self, number: u64) -> PathBuf {
        self.folder.join(format!("{number}.settled.json"))
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

impl Held<'_> {
    /// The batch is recorded and waits no longer.
    pub fn recorded(&self, by: &str, at: Instant) -> Result<(), LedgerError> {
        self.settle(Outcome::Recorded, by, at, None)
    }

    /// The batch is taken away, unless the ledger has it.
    pub fn dropped(&self, by: &str, reason: &str, ledger: &Ledger) -> Result<(), LedgerError> {
        let own = self.batches.get(self.number).ok().filter(|batch| batch.belongs_to(ledger).is_ok());
        if let Some(done) = own.map(|batch| batch.on_record(ledger)).transpose()?.flatten() {
            self.recorded(&done.by, done.at)?;
            return self.batches.refuse_settled(self.number);
        }
        self.settle(Outcome::Dropped, by, ledger.now(), Some(reason))
    }

    fn settle(&self, outcome: Outcome, by: &str, at: Instant, reason: Option<&str>) -> Result<(), LedgerError> {
        let told = Settlement {
            format: FORMAT.to_owned(),
            number: self.number,
            outcome,
            by: by.to_owned(),
            at: at.to_string(),
            reason: reason.map(str::to_owned),
        };
        let path = self.batches.outcome_file(self.number);
        let text = serde_json::to_string_pretty(&told).map_err(io::Error::from);
        let done = text.and_then(|text| self.batches.place(&format!("{text}\n"), &path));
        done.map_err(|cause| failed(&path, cause))
    }
}

/// Whether a number waits no longer, by the names of the files that there are.
fn is_settled(names: &[String], number: u64) -> bool {
    SETTLED.iter().any(|ending| names.contains(&format!("{number}.{ending}.json")))
}

fn failed(path: &Path, cause: io::Error) -> LedgerError {
    LedgerError::File { path: path.display().to_string(), cause }
}
