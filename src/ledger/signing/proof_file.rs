//! Proof files: one event under a signed checkpoint, for whoever does not have the ledger.

use super::against;
use super::files;
use crate::ledger::error::LedgerError;
use crate::ledger::recorded::stored_at;
use crate::ledger::service::Ledger;
use crate::proof::{Checkpoint, ProofFile, leaf_digest, leaf_entry};
use crate::value::{Digest, Position};
use std::path::Path;

/// A proof file that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProofChecked {
    /// The event it proves.
    pub event: Position,
    /// The size of the checkpoint.
    pub size: Position,
    /// The leaf, computed from the event.
    pub leaf: Digest,
    /// The signed root.
    pub root: Digest,
}

impl Ledger {
    /// The last checkpoint signed, when the ledger up to `known` grew out of it.
    fn last_checkpoint(&self, known: Position) -> Result<Option<(Checkpoint, String)>, LedgerError> {
        let Some(size) = self.since_last(known)? else { return Ok(None) };
        let note = files::read(&self.files()?.checkpoint())?.unwrap_or_default();
        Ok(Checkpoint::claimed(&note).filter(|last| last.size == size.0).map(|last| (last, note)))
    }

    /// A proof file for an event, under the last checkpoint signed.
    pub fn proof_file(&self, event: &str) -> Result<String, LedgerError> {
        let position = self.position_of(event)?;
        let last = self.last_checkpoint(self.head())?;
        let unsigned = LedgerError::NotSignedYet { position, last: last.as_ref().map(|(last, _)| Position(last.size)) };
        let Some((last, note)) = last.filter(|(last, _)| last.size >= position.0) else { return Err(unsigned) };
        let proved = self.prove(event, Position(last.size))?;
        Ok(ProofFile { index: proved.proof.index, path: proved.proof.path, note }.text())
    }

    /// A proof of growth for other programs: the checkpoint is the last one signed.
    pub fn growth_file(&self, file: &Path, text: &str, keys: &[String]) -> Result<String, LedgerError> {
        let unsigned = LedgerError::NotSignedYet { position: self.head(), last: None };
        let (last, note) = self.last_checkpoint(self.head())?.ok_or(unsigned)?;
        Ok(self.since(file, text, keys, Position(last.size))?.proof.text(&note))
    }

    /// What the leaf of an event covers, for whoever computes it with another program.
    pub fn entry(&self, event: &str) -> Result<Vec<u8>, LedgerError> {
        let position = self.position_of(event)?;
        let unknown = || LedgerError::NoSuchEvent { name: event.to_owned() };
        let stored = stored_at(&*self.store, position)?.ok_or_else(unknown)?;
        Ok(leaf_entry(&stored.kind, &stored.tags, &stored.bytes))
    }

    /// Checks a proof file against the event of this ledger. `keys` are believed, or those of the ledger when there are none.
    pub fn check_proof(&self, file: &Path, text: &str, keys: &[String]) -> Result<ProofChecked, LedgerError> {
        let disproved = |why| LedgerError::Disproved { file: file.to_owned(), why };
        let proof = ProofFile::parse(text).ok_or_else(|| LedgerError::NotAProof { file: file.to_owned() })?;
        let keys = self.believed(keys)?;
        let checkpoint = against::believed(&proof.note, &self.files()?.origin, &keys).map_err(disproved)?;
        let event = Position(proof.index.saturating_add(1));
        let ends = || disproved(super::Mismatch::Shorter { size: event, head: self.head() });
        let stored = stored_at(&*self.store, event)?.ok_or_else(ends)?;
        let leaf = leaf_digest(&stored.kind, &stored.tags, &stored.bytes);
        match proof.check(&leaf, &keys) {
            Ok(Some(_)) => Ok(ProofChecked { event, size: Position(checkpoint.size), leaf, root: checkpoint.root }),
            Ok(None) | Err(_) => Err(LedgerError::ProofFails { file: file.to_owned(), event }),
        }
    }
}
