//! No ledger is written to that lost what its last checkpoint says.

use super::against;
use super::fault::Mismatch;
use super::files::{self, Files};
use crate::ledger::error::LedgerError;
use crate::proof::Checkpoint;
use crate::store::{LocalOptions, LocalStore, OpenError, Store};
use crate::value::Position;
use std::path::{Path, PathBuf};

/// Opens the store of a ledger for writing. Where there is no ledger any more, the last checkpoint says what was there;
/// where a part of the log is missing, the store itself names it.
pub(in crate::ledger) fn open_store(path: &Path) -> Result<LocalStore, LedgerError> {
    LocalStore::open(path, LocalOptions::default()).map_err(|error| unwritable(path, error))
}

/// As [`open_store`], to see what writing to it would come to: nothing is changed.
pub(in crate::ledger) fn open_store_to_try(path: &Path) -> Result<LocalStore, LedgerError> {
    LocalStore::open_read(path, &LocalOptions::default()).map_err(|error| unwritable(path, error))
}

fn unwritable(path: &Path, error: OpenError) -> LedgerError {
    match emptied(path, &error) {
        Some((file, why)) => LedgerError::Guarded { file, why },
        None => error.into(),
    }
}

/// Why a ledger cannot be looked at. Where there is none any more, the last checkpoint says what was there.
pub(in crate::ledger) fn unopened(path: &Path, error: OpenError) -> LedgerError {
    match emptied(path, &error) {
        Some((file, why)) => LedgerError::Disproved { file, why },
        None => error.into(),
    }
}

fn emptied(path: &Path, error: &OpenError) -> Option<(PathBuf, Mismatch)> {
    match error {
        OpenError::Missing(missing) if missing == path => {}
        OpenError::Missing(_)
        | OpenError::Io { .. }
        | OpenError::Exists(_)
        | OpenError::Inside { .. }
        | OpenError::Place { .. }
        | OpenError::Locked(_)
        | OpenError::Damaged { .. }
        | OpenError::Format { .. } => return None,
    }
    let file = Files::at(path).checkpoint();
    let last = Checkpoint::claimed(&files::read(&file).ok()??)?;
    Some((file, Mismatch::Shorter { size: Position(last.size), head: Position::ZERO }))
}

/// Refuses a store that is not one that grew out of the last checkpoint beside it.
///
/// The root at the head is there already; at an earlier place the store reads on from the last full segment before it,
/// never the whole log.
pub(in crate::ledger) fn guard(files: &Files, store: &dyn Store) -> Result<(), LedgerError> {
    files.settle()?;
    guard_to_try(files, store)
}

/// The same, and what a crash interrupted stays as it is.
pub(in crate::ledger) fn guard_to_try(files: &Files, store: &dyn Store) -> Result<(), LedgerError> {
    let file = files.checkpoint();
    let why = match files::read(&file)? {
        None if files.has_signed() => Some(Mismatch::Missing),
        None => None,
        Some(note) => match files.chain()?.believed_last(&note, &files.origin) {
            Ok(last) => against::contradiction(store, &last, store.head())?,
            Err(mismatch) => Some(mismatch),
        },
    };
    why.map_or(Ok(()), |why| Err(LedgerError::Guarded { file, why }))
}

impl Files {
    /// Completes what a crash interrupted: the first checkpoint was written, its list of keys not yet in place.
    fn settle(&self) -> Result<(), LedgerError> {
        let list = self.public_keys();
        if !list.exists() && files::unfinished(&list).exists() && self.checkpoint().exists() {
            files::finish_for_good(&list)?;
        }
        Ok(())
    }
}
