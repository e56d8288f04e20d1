//! Proof files: one event under a signed checkpoint, for whoever does not have the ledger.

use super::against;
use super::chain::{Chain, Trust};
use super::fault::Mismatch;
use super::files;
use super::keys::given_keys;
use crate::ledger::error::LedgerError;
use crate::ledger::recorded::stored_at;
use crate::ledger::service::Ledger;
use crate::proof::{Checkpoint, InclusionProof, ProofFile, leaf_digest, leaf_entry};
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
    /// What the belief in the key rests on that signed.
    pub trust: Trust,
}

impl Ledger {
    /// The last checkpoint signed, when the ledger grew out of it.
    fn last_checkpoint(&self) -> Result<Option<(Checkpoint, String)>, LedgerError> {
        let Some(size) = self.since_last()? else { return Ok(None) };
        let note = files::read(&self.files()?.checkpoint())?.unwrap_or_default();
        Ok(Checkpoint::claimed(&note).filter(|last| last.size == size.0).map(|last| (last, note)))
    }

    /// A proof file for an event, under the last checkpoint signed.
    pub fn proof_file(&self, event: &str) -> Result<String, LedgerError> {
        let position = self.position_of(event)?;
        let last = self.last_checkpoint()?;
        let unsigned = LedgerError::NotSignedYet { position, last: last.as_ref().map(|(last, _)| Position(last.size)) };
        let Some((last, note)) = last.filter(|(last, _)| last.size >= position.0) else { return Err(unsigned) };
        let proved = self.prove(event, Position(last.size))?;
        Ok(ProofFile { index: proved.proof.index, path: proved.proof.path, note }.text())
    }

    /// A proof of growth for other programs: the checkpoint is the last one signed.
    pub fn growth_file(&self, file: &Path, text: &str, keys: &[String]) -> Result<String, LedgerError> {
        let unsigned = LedgerError::NotSignedYet { position: self.head(), last: None };
        let (last, note) = self.last_checkpoint()?.ok_or(unsigned)?;
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
        let origin = &self.files()?.origin;
        let (checkpoint, trust) = self.believed(keys)?.believed(&proof.note, origin).map_err(disproved)?;
        let event = Position(proof.index.saturating_add(1));
        let ends = || disproved(Mismatch::Shorter { size: event, head: self.head() });
        let stored = stored_at(&*self.store, event)?.ok_or_else(ends)?;
        let leaf = leaf_digest(&stored.kind, &stored.tags, &stored.bytes);
        led_to(file, &proof, &checkpoint, leaf, trust)
    }
}

/// What somebody without the ledger holds: a proof, public keys, and the event itself, if they have it.
#[derive(Debug, Clone, Copy)]
pub struct Outside<'t> {
    /// The file the proof came from.
    pub file: &'t Path,
    /// The proof.
    pub proof: &'t str,
    /// What the leaf of the event covers.
    pub entry: Option<&'t [u8]>,
    /// The keys to believe, each a key or a file of keys.
    pub keys: &'t [String],
}

impl Outside<'_> {
    /// Checks the proof without any ledger. Without the event only the signature can be checked, which is an error that
    /// says so: a proof is a way from an event to a root, and has no end without it.
    pub fn check(self) -> Result<ProofChecked, LedgerError> {
        let file = self.file;
        let disproved = |why| LedgerError::Disproved { file: file.to_owned(), why };
        let proof = ProofFile::parse(self.proof).ok_or_else(|| LedgerError::NotAProof { file: file.to_owned() })?;
        let keys = given_keys(self.keys)?;
        // A key is a ledger's own and speaks for no other: without a ledger, the key says which one is meant.
        let claimed = against::claimed(&proof.note).ok_or_else(|| disproved(Mismatch::NotACheckpoint))?;
        let own = keys.iter().find(|key| key.name() == claimed.origin).or_else(|| keys.first());
        let origin = own.map(|key| key.name().to_owned()).unwrap_or_default();
        let (checkpoint, trust) = Chain::given(keys, Vec::new()).believed(&proof.note, &origin).map_err(disproved)?;
        let Some(entry) = self.entry else {
            let (event, size) = (Position(proof.index.saturating_add(1)), Position(checkpoint.size));
            return Err(LedgerError::EventNotGiven { file: file.to_owned(), event, size });
        };
        led_to(file, &proof, &checkpoint, Digest::of_parts(&[&[0], entry]), trust)
    }
}

/// Whether the way of a proof leads from a leaf to the signed root.
fn led_to(
    file: &Path,
    proof: &ProofFile,
    checkpoint: &Checkpoint,
    leaf: Digest,
    trust: Trust,
) -> Result<ProofChecked, LedgerError> {
    let (event, size) = (Position(proof.index.saturating_add(1)), Position(checkpoint.size));
    let way = InclusionProof { index: proof.index, size: checkpoint.size, path: proof.path.clone() };
    if way.proves(&leaf, &checkpoint.root) {
        Ok(ProofChecked { event, size, leaf, root: checkpoint.root, trust })
    } else {
        Err(LedgerError::ProofFails { file: file.to_owned(), event })
    }
}
