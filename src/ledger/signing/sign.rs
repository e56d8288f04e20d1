//! Signing: the head of a ledger, or an earlier place, by the key of the ledger; and a new key in its place.

use super::fault::{KeyFault, Mismatch};
use super::files::{self, Files, Readers};
use super::keys::{Signer, forget_prepared, new_key};
use crate::ledger::error::LedgerError;
use crate::ledger::service::Ledger;
use crate::proof::{Checkpoint, PublicKey, SecretKey};
use crate::store::AppendRefusal;
use crate::value::Position;
use std::path::Path;

/// A checkpoint that was signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// The events it covers.
    pub size: Position,
    /// The signed note.
    pub note: String,
}

/// A key that is put to use with the checkpoint it first signs.
struct Introduced<'k> {
    key: &'k SecretKey,
    /// It is in no file yet.
    made: bool,
    file: &'k Path,
    before: &'k [PublicKey],
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

    /// Puts a new key in the place of the old one. Both sign the checkpoint, so that whoever trusts the old key learns of
    /// the new one; where the old key is lost for good, the new one signs alone.
    pub fn sign_with_new_key(&self, key: Option<&Path>, old_is_lost: bool) -> Result<Signed, LedgerError> {
        let old = match self.signer(key) {
            Ok(signer) if !signer.is_listed() => return self.sign_at(&signer, self.head()),
            Ok(signer) => Some(signer),
            Err(LedgerError::Key(KeyFault::Missing { .. })) if old_is_lost => None,
            Err(error) => return Err(error),
        };
        self.prove_one_history(self.head())?;
        let files = self.files()?;
        let (listed, file) = (files.listed()?, key.map_or_else(|| files.key(), Path::to_owned));
        let new = new_key(&files.origin)?;
        let both: Vec<&SecretKey> = old.iter().map(|signer| &signer.key).chain([&new]).collect();
        let introduced = Introduced { key: &new, made: true, file: &file, before: &listed };
        self.put(files, self.head(), &both, Some(&introduced))
    }

    fn sign_up_to(&self, signer: &Signer, known: Position) -> Result<Signed, LedgerError> {
        let introduced = Introduced { key: &signer.key, made: signer.made, file: &signer.file, before: &signer.listed };
        let introduced = (!signer.is_listed()).then_some(&introduced);
        self.put(self.files()?, known, &[&signer.key], introduced)
    }

    /// Signs, and writes in an order that every crash leaves whole: see `keys`.
    fn put(
        &self,
        files: &Files,
        size: Position,
        keys: &[&SecretKey],
        introduced: Option<&Introduced<'_>>,
    ) -> Result<Signed, LedgerError> {
        if !files.writes {
            return Err(LedgerError::Append(AppendRefusal::ReadOnly));
        }
        let root = self.store.root(size)?;
        let note = Checkpoint { origin: files.origin.clone(), size: size.0, root }.sign(keys);
        if let Some(new) = introduced {
            if new.made {
                files::prepare(new.file, &format!("{}\n", new.key.text()), Readers::Owner)?;
            }
            files.prepare_list(new.before, &new.key.public())?;
        }
        let kept = self.keep(files, size, &note);
        if let (Err(_), Some(new)) = (&kept, introduced) {
            forget_prepared(new.file);
            forget_prepared(&files.public_keys());
        }
        kept?;
        if let Some(new) = introduced {
            files::finish_for_good(&files.public_keys())?;
            if new.made {
                files::finish_for_good(new.file)?;
            }
        }
        Ok(Signed { size, note })
    }

    /// Keeps a checkpoint as the last one, unless that reaches further.
    fn keep(&self, files: &Files, size: Position, note: &str) -> Result<(), LedgerError> {
        let file = files.checkpoint();
        let last = files::read(&file)?.and_then(|last| Checkpoint::claimed(&last));
        if last.is_some_and(|last| last.size > size.0 && last.size <= self.head().0) {
            return Ok(());
        }
        files::prepare(&file, note, Readers::Anybody)?;
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
