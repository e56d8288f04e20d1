//! Places that belong to ledgers: nothing else is written there.

use crate::ledger::error::LedgerError;
use crate::ledger::service::Ledger;
use crate::store::{OpenError, PlaceFault};
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

/// What a ledger calls the files beside it.
const BESIDE: [&str; 11] = [
    ".key",
    ".vkeys",
    ".checkpoint",
    ".key.new",
    ".vkeys.new",
    ".checkpoint.new",
    ".creating",
    ".batches",
    ".desk",
    ".desk.creating",
    ".access",
];

/// A path that belongs to a ledger.
struct Owned {
    ledger: PathBuf,
    /// It lies in the directory of the ledger, not beside it.
    inside: bool,
}

impl Ledger {
    /// Refuses a path inside a ledger, or one that a ledger beside it keeps for its own files: whoever wrote there would
    /// spoil the ledger, or lose what he wrote together with it.
    pub fn keeps_clear(path: &Path) -> Result<(), LedgerError> {
        owner(path).map_or(Ok(()), |owned| Err(of_ledger(path, owned.ledger)))
    }

    /// The same for a copy of a ledger.
    pub fn keeps_copy_clear(path: &Path) -> Result<(), LedgerError> {
        match owner(path) {
            Some(Owned { ledger, inside: true }) => {
                Err(LedgerError::Open(OpenError::Inside { ledger, path: path.to_owned() }))
            }
            Some(Owned { ledger, inside: false }) => Err(of_ledger(path, ledger)),
            None => Ok(()),
        }
    }
}

impl LedgerError {
    /// The directory something is to lie in is missing.
    pub fn no_directory(path: &Path, above: &Path) -> Self {
        let why = PlaceFault::NoDirectory(above.to_owned());
        LedgerError::Open(OpenError::Place { path: path.to_owned(), why })
    }
}

fn of_ledger(path: &Path, ledger: PathBuf) -> LedgerError {
    LedgerError::Open(OpenError::Place { path: path.to_owned(), why: PlaceFault::OfLedger(ledger) })
}

fn owner(path: &Path) -> Option<Owned> {
    let place = true_place(path)?;
    if let Some(around) = place.ancestors().skip(1).find(|above| is_ledger(above)) {
        return Some(Owned { ledger: around.to_owned(), inside: true });
    }
    let name = place.file_name()?.to_str()?;
    let stems = BESIDE.iter().filter_map(|ending| name.strip_suffix(*ending).filter(|stem| !stem.is_empty()));
    let ledger = stems.map(|stem| place.with_file_name(stem)).find(|ledger| is_ledger(ledger))?;
    Some(Owned { ledger, inside: false })
}

fn is_ledger(path: &Path) -> bool {
    path.join("log").is_dir() && ["head", "lock"].iter().any(|part| path.join(part).is_file())
}

/// Where a path leads, whatever links and dots it goes through; the end of it may be missing.
pub fn true_place(path: &Path) -> Option<PathBuf> {
    let mut missing: Vec<&OsStr> = Vec::new();
    let mut there = path;
    loop {
        let shown = if there.as_os_str().is_empty() { Path::new(".") } else { there };
        if let Ok(found) = fs::canonicalize(shown) {
            return Some(missing.iter().rev().fold(found, |place, name| place.join(name)));
        }
        missing.push(there.file_name()?);
        there = there.parent()?;
    }
}
