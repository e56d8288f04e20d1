//! What goes along with a copy of a ledger: its last checkpoint, the public keys and how each came to sign; never the key
//! that signs.

use super::files::{self, Files, Readers};
use crate::ledger::error::LedgerError;
use std::path::{Path, PathBuf};

/// The public files beside a ledger, as text.
pub(in crate::ledger) struct Public {
    /// In the order in which they get their names: a list of keys says that there was a checkpoint.
    texts: [Option<String>; 3],
}

impl Public {
    /// Those beside a ledger. They are read before it is copied, so that the copy reaches at least as far as the checkpoint.
    pub(in crate::ledger) fn of(ledger: &Path) -> Result<Self, LedgerError> {
        let [checkpoint, rotations, keys] = places(ledger);
        // In the other order than they are written: what is read later knows what was read before.
        let (checkpoint, keys) = (files::read(&checkpoint)?, files::read(&keys)?);
        Ok(Self { texts: [checkpoint, files::read(&rotations)?, keys] })
    }

    /// Puts them beside a copy, unless a ledger that was there before has left its own: then those go on to guard the place.
    pub(in crate::ledger) fn put_beside(&self, copy: &Path) -> Result<(), LedgerError> {
        if Files::left_behind(copy).is_some() {
            return Ok(());
        }
        let places = places(copy);
        let given = || places.iter().zip(&self.texts).filter_map(|(file, text)| Some((file, text.as_ref()?)));
        for (file, text) in given() {
            files::prepare(file, text, Readers::Anybody)?;
        }
        given().try_for_each(|(file, _)| files::finish_for_good(file))
    }
}

fn places(ledger: &Path) -> [PathBuf; 3] {
    let files = Files::at(ledger);
    [files.checkpoint(), files.rotations(), files.public_keys()]
}
