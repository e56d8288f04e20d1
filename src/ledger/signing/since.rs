//! That a ledger grew out of a checkpoint somebody kept.

use super::against;
use super::fault::Mismatch;
use crate::ledger::error::LedgerError;
use crate::ledger::service::Ledger;
use crate::proof::{ConsistencyProof, ProofFile};
use crate::value::{Digest, Position};
use std::path::Path;

/// A ledger that grew out of a checkpoint, with the proof.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grown {
    /// The root that was signed then.
    pub old_root: Digest,
    /// The root now.
    pub root: Digest,
    /// The proof; it was checked.
    pub proof: ConsistencyProof,
}

impl Ledger {
    /// Proves that the ledger up to `known` grew out of the checkpoint in a file by appending only. `keys` are believed,
    /// or those of the ledger when there are none.
    pub fn since(&self, file: &Path, text: &str, keys: &[String], known: Position) -> Result<Grown, LedgerError> {
        let disproved = |why| LedgerError::Disproved { file: file.to_owned(), why };
        let origin = &self.files()?.origin;
        let note = note_of(text);
        let old = against::believed(&note, origin, &self.believed(keys)?).map_err(disproved)?;
        if let Some(why) = against::contradiction(&*self.store, &old, known)? {
            return Err(disproved(why));
        }
        let (old_root, root) = (old.root, self.store.root(known)?);
        let proof = self.store.consistency(Position(old.size), known)?;
        proof
            .filter(|proof| proof.proves(&old_root, &root))
            .map(|proof| Grown { old_root, root, proof })
            .ok_or(LedgerError::Unproved { position: Position(old.size) })
    }

    /// Whether the ledger up to `known` grew out of the last checkpoint beside it: its size, or none where there is none.
    pub fn since_last(&self, known: Position) -> Result<Option<Position>, LedgerError> {
        let files = self.files()?;
        let file = files.checkpoint();
        let disproved = |why| LedgerError::Disproved { file: file.clone(), why };
        let Some(note) = super::files::read(&file)? else {
            // A ledger with keys has signed, so one that has no checkpoint has lost it.
            return if files.public_keys().exists() { Err(disproved(Mismatch::Missing)) } else { Ok(None) };
        };
        let last = against::believed(&note, &files.origin, &files.listed()?).map_err(disproved)?;
        match against::contradiction(&*self.store, &last, known)? {
            Some(why) => Err(disproved(why)),
            None => Ok(Some(Position(last.size))),
        }
    }
}

/// The signed note in what somebody kept: the note itself, a receipt that carries one, or a proof.
fn note_of(text: &str) -> String {
    let receipt: Option<serde_json::Value> = serde_json::from_str(text).ok();
    let carried = receipt.as_ref().and_then(|receipt| receipt.get("checkpoint")?.as_str());
    carried.map(str::to_owned).or_else(|| ProofFile::parse(text).map(|proof| proof.note)).unwrap_or(text.to_owned())
}
