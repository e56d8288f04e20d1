//! Signing: the head of a ledger, or an earlier place, by the key of the ledger; and a new key in its place.

use super::fault::{KeyFault, Mismatch};
use super::files::{self, Files, Readers, forget_prepared};
use super::keys::{Signer, new_key, put_in_place};
use crate::ledger::error::LedgerError;
use crate::ledger::service::Ledger;
use crate::proof::{Checkpoint, Handing, KeyChange, SecretKey};
use crate::store::AppendRefusal;
use crate::value::Position;
use std::path::{Path, PathBuf};
use std::sync::PoisonError;

/// A checkpoint that was signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// The events it covers.
    pub size: Position,
    /// The signed note.
    pub note: String,
}

/// A key that signs for the first time in the place of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rekeyed {
    /// What is to be handed to others: the checkpoint with the change of keys, or the first checkpoint where no key was
    /// there to be changed.
    pub signed: Signed,
    /// Where the key is that signed until now; none where it was not there.
    pub retired: Option<PathBuf>,
    /// There was no key before: this one is the first.
    pub first: bool,
}

impl Ledger {
    /// Signs the head and keeps the checkpoint beside the ledger. The ledger was held against the last one when it was
    /// opened, and has only been appended to since.
    pub fn sign(&self, signer: &Signer) -> Result<Signed, LedgerError> {
        self.sign_up_to(signer, self.head())
    }

    /// Signs the ledger up to a position, after proving that it and the last checkpoint are one history.
    pub fn sign_at(&self, signer: &Signer, known: Position) -> Result<Signed, LedgerError> {
        self.prove_one_history(known)?;
        self.sign_up_to(signer, known)
    }

    /// Puts a new key in the place of the old one. The old key signs that the new one follows it, in a note that is kept for
    /// good, so that whoever trusts the old key learns of the new one; where the old key is lost for good, the new one says
    /// so alone. A key that was there is kept aside.
    pub fn sign_with_new_key(&self, key: Option<&Path>, old_is_lost: bool) -> Result<Rekeyed, LedgerError> {
        let old = match self.signer(key) {
            Ok(signer) if !signer.is_listed() => {
                return Ok(Rekeyed { signed: self.sign_at(&signer, self.head())?, retired: None, first: true });
            }
            Ok(Signer { file, .. }) if old_is_lost => return Err(LedgerError::Key(KeyFault::NotLost { file })),
            Ok(signer) => Some(signer),
            Err(LedgerError::Key(fault)) if old_is_lost && fault.leaves_none() => {
                self.refuse_unless_lost()?;
                None
            }
            Err(error) => return Err(error),
        };
        self.prove_one_history(self.head())?;
        self.put_new_key(old.as_ref(), key)
    }

    /// The same, where the last checkpoint is not to be asked.
    pub(super) fn put_new_key(&self, old: Option<&Signer>, key: Option<&Path>) -> Result<Rekeyed, LedgerError> {
        let files = self.files()?;
        let (listed, file) = (files.listed()?, key.map_or_else(|| files.key(), Path::to_owned));
        let Some(from) = listed.last().cloned() else { return Err(LedgerError::Key(KeyFault::Missing { file })) };
        let (at, new) = (self.checkpoint_at(self.head())?, new_key(&files.origin)?);
        let both: Vec<&SecretKey> = old.iter().map(|signer| &signer.key).chain([&new]).collect();
        let how = if old.is_some() { Handing::Vouched } else { Handing::Lost };
        let change = KeyChange { at: at.clone(), from, to: new.public(), how }.sign(&both);
        let prepared = [files.rotations(), files.public_keys(), file.clone(), files.checkpoint()];
        let ready = prepare_key(&file, &new)
            .and_then(|()| files.prepare_list(&listed, &new.public()))
            .and_then(|()| files.prepare_rotations(&change))
            .and_then(|()| files::prepare(&files.checkpoint(), &at.sign(&both), Readers::Anybody));
        if let Err(error) = ready {
            for file in &prepared {
                forget_prepared(file);
            }
            return Err(error);
        }
        files::finish_for_good(&files.rotations())?;
        files::finish_for_good(&files.public_keys())?;
        let retired = put_in_place(&file)?;
        files::finish(&files.checkpoint())?;
        Ok(Rekeyed { signed: Signed { size: Position(at.size), note: change }, retired, first: false })
    }

    fn sign_up_to(&self, signer: &Signer, known: Position) -> Result<Signed, LedgerError> {
        // Whoever takes a bundle away signs beside whoever records.
        let _one_at_a_time = self.signing.lock().unwrap_or_else(PoisonError::into_inner);
        let (files, at) = (self.files()?, self.checkpoint_at(known)?);
        let new = Signed { size: known, note: at.sign(&[&signer.key]) };
        if signer.is_listed() {
            self.keep(files, &new)?;
        } else {
            self.put_first_key(files, signer, &new)?;
        }
        Ok(new)
    }

    /// Writes in an order that every crash leaves whole: see `keys`.
    fn put_first_key(&self, files: &Files, signer: &Signer, new: &Signed) -> Result<(), LedgerError> {
        let ready = if signer.made { prepare_key(&signer.file, &signer.key) } else { Ok(()) };
        let kept = ready
            .and_then(|()| files.prepare_list(&signer.listed, &signer.key.public()))
            .and_then(|()| self.keep(files, new));
        if let Err(error) = kept {
            if signer.made {
                forget_prepared(&signer.file);
            }
            forget_prepared(&files.public_keys());
            return Err(error);
        }
        files::keep_names(&files.checkpoint())?;
        files::finish_for_good(&files.public_keys())?;
        if signer.made {
            put_in_place(&signer.file)?;
        }
        Ok(())
    }

    fn checkpoint_at(&self, size: Position) -> Result<Checkpoint, LedgerError> {
        let files = self.files()?;
        if !files.writes {
            return Err(LedgerError::Append(AppendRefusal::ReadOnly));
        }
        Ok(Checkpoint { origin: files.origin.clone(), size: size.0, root: self.store.root(size)? })
    }

    /// Keeps a checkpoint as the last one, unless that reaches further.
    fn keep(&self, files: &Files, signed: &Signed) -> Result<(), LedgerError> {
        let file = files.checkpoint();
        let last = files::read(&file)?.and_then(|last| Checkpoint::claimed(&last));
        if last.is_some_and(|last| last.size > signed.size.0 && last.size <= self.head().0) {
            return Ok(());
        }
        files::prepare(&file, &signed.note, Readers::Anybody)?;
        files::finish(&file)
    }

    /// Proves that the ledger up to a position and the last checkpoint are one history (RFC 6962, section 2.1.2).
    fn prove_one_history(&self, known: Position) -> Result<(), LedgerError> {
        let file = self.files()?.checkpoint();
        let Some(last) = files::read(&file)?.and_then(|note| Checkpoint::claimed(&note)) else { return Ok(()) };
        let (size, found) = (Position(last.size), self.store.root(known)?);
        let (old, new) = if size <= known { (size, known) } else { (known, size) };
        let (old_root, new_root) = if size <= known { (last.root, found) } else { (found, last.root) };
        let proof = self.store.consistency(old, new)?;
        if proof.is_some_and(|proof| proof.proves(&old_root, &new_root)) {
            return Ok(());
        }
        let why = if size > self.head() {
            Mismatch::Shorter { size, head: self.head() }
        } else {
            Mismatch::Rewritten { size, signed: last.root, found: self.store.root(size)? }
        };
        Err(LedgerError::Guarded { file, why })
    }
}

/// Prepares a key so that it survives a loss of power, wherever it is to lie.
fn prepare_key(file: &Path, key: &SecretKey) -> Result<(), LedgerError> {
    files::prepare(file, &format!("{}\n", key.text()), Readers::Owner)?;
    files::keep_names(file)
}
