//! That a ledger grew out of a checkpoint somebody kept.

use super::against;
use super::chain::{Origin, Trust};
use super::fault::Mismatch;
use super::kept::Kept;
use crate::ledger::error::LedgerError;
use crate::ledger::service::Ledger;
use crate::proof::ConsistencyProof;
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
    /// What the belief in the key rests on that signed then.
    pub trust: Trust,
}

impl Ledger {
    /// Proves that the ledger up to `known` grew out of the checkpoint in a file by appending only. `keys` are believed,
    /// or those of the ledger when there are none.
    pub fn since(&self, file: &Path, text: &str, keys: &[String], known: Position) -> Result<Grown, LedgerError> {
        let disproved = |why| LedgerError::Disproved { file: file.to_owned(), why };
        let kept = Kept::of(text).ok_or_else(|| disproved(Mismatch::NotACheckpoint))?;
        let (old, trust) = self.believed(keys)?.believed(&kept.note, &self.files()?.origin).map_err(disproved)?;
        kept.agrees(&old).map_err(disproved)?;
        let size = Position(old.size);
        // The checkpoint is held against all of the ledger: only a ledger that has it can say that it came later.
        if let Some(why) = against::contradiction(&*self.store, &old, self.head())? {
            return Err(disproved(why));
        }
        if size > known {
            return Err(LedgerError::KeptLater { file: file.to_owned(), size, known });
        }
        let (old_root, root) = (old.root, self.store.root(known)?);
        let proof = self.store.consistency(Position(old.size), known)?;
        proof
            .filter(|proof| proof.proves(&old_root, &root))
            .map(|proof| Grown { old_root, root, proof, trust })
            .ok_or(LedgerError::Unproved { position: Position(old.size) })
    }

    /// Whether the ledger grew out of the last checkpoint beside it: its size, or none where there is none.
    pub fn since_last(&self) -> Result<Option<Position>, LedgerError> {
        let files = self.files()?;
        let file = files.checkpoint();
        let disproved = |why| LedgerError::Disproved { file: file.clone(), why };
        let Some(note) = super::files::read(&file)? else {
            // A ledger with keys has signed, so one that has no checkpoint has lost it.
            return if files.has_signed() { Err(disproved(Mismatch::Missing)) } else { Ok(None) };
        };
        let last = files.chain()?.believed_last(&note, &files.origin).map_err(disproved)?;
        // The head is asked after the checkpoint was read: a writer may sign meanwhile what it has just recorded.
        match against::contradiction(&*self.store, &last, self.head())? {
            Some(why) => Err(disproved(why)),
            None => Ok(Some(Position(last.size))),
        }
    }

    /// How each key beside the ledger came to sign, the newest last. A key that none of the changes brought in, although
    /// changes were kept already, is an error.
    pub fn origins(&self) -> Result<Vec<(String, Origin)>, LedgerError> {
        let files = self.files()?;
        let origins = files.chain()?.origins();
        match origins.iter().find(|(_, origin)| *origin == Origin::Smuggled) {
            Some((key, _)) => {
                Err(LedgerError::Disproved { file: files.public_keys(), why: Mismatch::Smuggled { key: key.short() } })
            }
            None => Ok(origins.into_iter().map(|(key, origin)| (key.short(), origin)).collect()),
        }
    }
}
