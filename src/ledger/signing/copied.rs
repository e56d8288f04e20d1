//! What goes along with a copy of a ledger: its last checkpoint and the public keys, never the key that signs.

use super::files::{self, Files, Readers};
use crate::ledger::error::LedgerError;
use std::path::{Path, PathBuf};

/// The public files beside a ledger, as text.
pub(in crate::ledger) struct Public {
    /// In the order in which they are written: a list of keys says that there was a checkpoint.
    texts: [Option<String>; 2],
}

impl Public {
    /// Those beside a ledger. They are read before it is copied, so that the copy reaches at least as far as the checkpoint.
    pub(in crate::ledger) fn of(ledger: &Path) -> Result<Self, LedgerError> {
        let [checkpoint, keys] = places(ledger);
        Ok(Self { texts: [files::read(&checkpoint)?, files::read(&keys)?] })
    }

    /// Puts them beside a copy, unless a ledger that was there before has left its own: then those go on to guard the place.
    pub(in crate::ledger) fn put_beside(&self, copy: &Path) -> Result<(), LedgerError> {
        if Files::left_behind(copy).is_some() {
            return Ok(());
        }
        for (file, text) in places(copy).iter().zip(&self.texts) {
            if let Some(text) = text {
                files::prepare(file, text, Readers::Anybody)?;
                files::finish_for_good(file)?;
            }
        }
        Ok(())
    }
}

fn places(ledger: &Path) -> [PathBuf; 2] {
    let files = Files::at(ledger);
    [files.checkpoint(), files.public_keys()]
}
