//! Where batches wait, beside the ledger: `PATH.batches/NUMBER.json`, a file each, written once and never changed.
//!
//! What becomes of a batch stands beside it in `NUMBER.settled.json`, which is put in its place by a rename that overwrites nothing,
//! while the lock of the folder is held: one settles it, and everybody else is told who did. Whatever its file is called
//! afterwards, a number that is settled does not wait again. The ledger knows nothing of all this: what counts is recorded by
//! an append like any other. Every file is written beside its place, synced, and put there by a rename that is synced too: what is half
//! written has been damaged since, and `standing` says so.

use super::batch::Batch;
use super::fault::ImportFault;
use super::standing::{Outcome, Settlement, Standing};
use crate::ledger::error::LedgerError;
use crate::ledger::service::Ledger;
use crate::store::OpenError;
use crate::value::Instant;
use std::collections::BTreeSet;
use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// So often a number is tried anew when somebody else took it in between.
const TRIES: usize = 100;
/// So often, and so long in between, somebody else who settles a batch is waited for: half a minute.
const LOOKS: usize = 600;
/// A reason for dropping a batch has at most so many letters.
pub const REASON_LETTERS: usize = 200;
const LOOK_AGAIN: Duration = Duration::from_millis(50);

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
        let mut number = self.last()?.saturating_add(1);
        self.make_folder().map_err(|cause| failed(&self.folder, cause))?;
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

    /// The batches that are not settled, by their numbers. One that does not read takes nothing away from the others.
    pub fn waiting(&self, ledger: &Ledger) -> Result<Vec<Waits>, LedgerError> {
        let numbers = self.numbers(Some(ledger))?.into_iter();
        let open = numbers.filter(|(_, standing)| !matches!(standing, Standing::Settled(_)));
        Ok(open.map(|(number, standing)| (number, self.as_standing(number, standing))).collect())
    }

    /// Every number that has a file, in order, and how it stands; a damaged ledger is not asked.
    pub(super) fn numbers(&self, ledger: Option<&Ledger>) -> Result<Vec<(u64, Standing)>, LedgerError> {
        let names = self.names()?;
        let number = |name: &String| {
            let stem = name.strip_suffix(".json")?;
            stem.parse().ok().filter(|number: &u64| number.to_string() == stem)
        };
        let numbers: BTreeSet<u64> = names.iter().filter_map(number).collect();
        let standing = |number| Ok((number, Standing::of(self, &names, number, ledger)?));
        numbers.into_iter().map(standing).collect()
    }

    /// How a number stands.
    pub fn standing(&self, number: u64, ledger: &Ledger) -> Result<Standing, LedgerError> {
        Standing::of(self, &self.names()?, number, Some(ledger))
    }

    /// Where they lie.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// A batch that waits, as it was submitted.
    pub fn get(&self, number: u64, ledger: &Ledger) -> Result<Batch, LedgerError> {
        self.as_standing(number, self.standing(number, ledger)?)
    }

    /// A batch, if it stands as one that waits.
    fn as_standing(&self, number: u64, standing: Standing) -> Result<Batch, LedgerError> {
        open(number, standing)?;
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

    /// Refuses a number that somebody settled, and one of which nobody knows.
    fn must_be_open(&self, number: u64, ledger: &Ledger) -> Result<(), LedgerError> {
        open(number, self.standing(number, ledger)?)
    }

    /// Holds a batch that nobody settled: until this is dropped nobody else settles one.
    pub fn hold(&self, number: u64, ledger: &Ledger) -> Result<Held<'_>, LedgerError> {
        self.must_be_open(number, ledger)?;
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
                    self.must_be_open(number, ledger)?;
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
        self.hold(number, ledger)?.dropped(by, reason, ledger)
    }

    /// The highest number that was ever given.
    fn last(&self) -> Result<u64, LedgerError> {
        let number = |name: &String| name.split('.').next()?.parse().ok();
        Ok(self.names()?.iter().filter_map(number).max().unwrap_or_default())
    }

    fn names(&self) -> Result<BTreeSet<String>, LedgerError> {
        let entries = match fs::read_dir(&self.folder) {
            Ok(entries) => entries,
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => {
                // What a link led to may be batches: that there are none is not known.
                let leads_nowhere = self.folder.symlink_metadata().is_ok();
                let nowhere = ImportFault::LeadsNowhere { folder: self.folder.clone() };
                return if leads_nowhere { Err(LedgerError::Import(nowhere)) } else { Ok(BTreeSet::new()) };
            }
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
        let letters = reason.chars().count();
        if letters > REASON_LETTERS {
            return Err(LedgerError::Import(ImportFault::LongReason { letters, most: REASON_LETTERS }));
        }
        let own = self.batches.submitted(self.number).ok().filter(|batch| batch.belongs_to(ledger).is_ok());
        if let Some(done) = own.map(|batch| batch.on_record(ledger)).transpose()?.flatten() {
            self.recorded(&done.by, done.at)?;
            return self.batches.must_be_open(self.number, ledger);
        }
        self.settle(Outcome::Dropped, by, ledger.now(), Some(reason))
    }

    fn settle(&self, outcome: Outcome, by: &str, at: Instant, reason: Option<&str>) -> Result<(), LedgerError> {
        let batch = self.batches.submitted(self.number).ok().map(|batch| batch.digest);
        let told = Settlement::of((self.number, batch), outcome, (by, at.to_string()), reason);
        let path = Settlement::file(&self.batches.folder, self.number);
        let text = serde_json::to_string_pretty(&told).map_err(io::Error::from);
        let done = text.and_then(|text| self.batches.place(&format!("{text}\n"), &path));
        done.map_err(|cause| failed(&path, cause))
    }
}

/// Refuses a batch that nobody decides about any more. Who settled it is told where that is known.
fn open(number: u64, standing: Standing) -> Result<(), LedgerError> {
    Err(LedgerError::Import(match standing {
        Standing::Waits | Standing::Unsound(_) => return Ok(()),
        Standing::Settled(told) => ImportFault::Settled { number, told: told.map(Box::new) },
        Standing::Unclear(file) => ImportFault::OutcomeUnread { number, file },
        Standing::Missing(told, file) => ImportFault::NotOnRecord { number, told, file },
    }))
}

fn failed(path: &Path, cause: io::Error) -> LedgerError {
    LedgerError::File { path: path.display().to_string(), cause }
}
