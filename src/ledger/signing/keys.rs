//! The key that signs, and the keys that ever did.
//!
//! The list grows by the newest key at its end; only that one signs. A key and its place in the list are prepared before the
//! checkpoint that first bears it is written, and moved to their places after it, so that a crash in between leaves either
//! the earlier state or one that [`Ledger::signer`] completes.

use super::fault::KeyFault;
use super::files::{self, Files, Readers};
use crate::ledger::error::LedgerError;
use crate::ledger::service::Ledger;
use crate::proof::{PublicKey, SecretKey};
use std::fs::{self, File};
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

/// Whoever signs for a ledger.
#[derive(Debug)]
pub struct Signer {
    pub(super) key: SecretKey,
    pub(super) file: PathBuf,
    /// The keys of the list, without this one where it is not listed yet.
    pub(super) listed: Vec<PublicKey>,
    /// The key was made just now and is in no file yet.
    pub(super) made: bool,
}

impl Signer {
    /// The file of a key that was made just now.
    pub fn made(&self) -> Option<&Path> {
        self.made.then_some(&self.file)
    }

    pub(super) fn is_listed(&self) -> bool {
        self.listed.contains(&self.key.public())
    }
}

impl Files {
    /// The keys that sign and signed, the newest last; none before the first checkpoint.
    pub(super) fn listed(&self) -> Result<Vec<PublicKey>, LedgerError> {
        let file = self.public_keys();
        parse_list(&files::read(&file)?.unwrap_or_default()).ok_or(LedgerError::Key(KeyFault::Unreadable { file }))
    }

    /// Prepares the list with one more key; [`files::finish_for_good`] puts it in place.
    pub(super) fn prepare_list(&self, listed: &[PublicKey], new: &PublicKey) -> Result<(), LedgerError> {
        let lines = listed.iter().chain([new]).map(|key| format!("{key}\n"));
        files::prepare(&self.public_keys(), &lines.collect::<String>(), Readers::Anybody)
    }
}

impl Ledger {
    /// The key that signs: from `key`, or from the file beside the ledger. A ledger that never had one gets one, which
    /// counts once it has signed.
    pub fn signer(&self, key: Option<&Path>) -> Result<Signer, LedgerError> {
        let files = self.files()?;
        let (listed, file) = (files.listed()?, key.map_or_else(|| files.key(), Path::to_owned));
        let found = read_key(&file)?;
        let Some(current) = listed.last() else {
            let (key, made) = match found {
                Some(key) if key.public().name() == files.origin => (key, false),
                Some(key) => return Err(other_ledger(file, &key)),
                None => (new_key(&files.origin)?, true),
            };
            return Ok(Signer { key, file, listed, made });
        };
        if let Some(key) = found.clone().filter(|key| key.public() == *current) {
            return Ok(Signer { key, file, listed, made: false });
        }
        // The list was written and a crash came before the key was moved to its place.
        if let Some(key) = read_key(&files::unfinished(&file))?.filter(|key| key.public() == *current) {
            files::finish_for_good(&file)?;
            return Ok(Signer { key, file, listed, made: false });
        }
        Err(LedgerError::Key(match found {
            None => KeyFault::Missing { file },
            Some(key) if key.public().name() != files.origin => return Err(other_ledger(file, &key)),
            Some(key) if listed.contains(&key.public()) => KeyFault::Retired { file },
            Some(_) => KeyFault::Unlisted { file },
        }))
    }

    /// The public keys of the ledger, as others are given them.
    pub fn public_keys(&self) -> Result<Vec<String>, LedgerError> {
        Ok(self.files()?.listed()?.iter().map(PublicKey::to_string).collect())
    }

    /// The keys whose signatures are believed: those given, each a key or a file of keys; else the ledger's own.
    pub(super) fn believed(&self, given: &[String]) -> Result<Vec<PublicKey>, LedgerError> {
        if given.is_empty() {
            return self.files()?.listed();
        }
        let keys = given.iter().map(|one| {
            let wrong = || LedgerError::Key(KeyFault::NotAPublicKey { given: one.clone() });
            let text = if PublicKey::parse(one).is_some() { Some(one.clone()) } else { files::read(Path::new(one))? };
            text.and_then(|text| parse_list(&text)).filter(|keys| !keys.is_empty()).ok_or_else(wrong)
        });
        Ok(keys.collect::<Result<Vec<_>, _>>()?.concat())
    }

    pub(super) fn files(&self) -> Result<&Files, LedgerError> {
        self.files.as_ref().ok_or(LedgerError::Key(KeyFault::InMemory))
    }
}

fn other_ledger(file: PathBuf, key: &SecretKey) -> LedgerError {
    LedgerError::Key(KeyFault::OtherLedger { file, name: key.public().name().to_owned() })
}

/// One key a line; none when a line is something else.
fn parse_list(text: &str) -> Option<Vec<PublicKey>> {
    text.lines().filter(|line| !line.is_empty()).map(PublicKey::parse).collect()
}

/// What others than the owner may do with a file.
const OTHERS: u32 = 0o077;

/// A private key that only its owner can read; none where there is no file.
fn read_key(file: &Path) -> Result<Option<SecretKey>, LedgerError> {
    let wrong = |fault: fn(PathBuf) -> KeyFault| Err(LedgerError::Key(fault(file.to_owned())));
    let open = match File::open(file) {
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Ok(None),
        other => other.map_err(|cause| files::failed(file, cause))?,
    };
    let mode = open.metadata().map_err(|cause| files::failed(file, cause))?.permissions().mode();
    if (mode & OTHERS) != 0 {
        return wrong(|file| KeyFault::Exposed { file });
    }
    let text = io::read_to_string(open).unwrap_or_default();
    match SecretKey::parse(text.trim_end()) {
        Some(key) => Ok(Some(key)),
        None => wrong(|file| KeyFault::Unreadable { file }),
    }
}

/// A key nobody can guess.
pub(super) fn new_key(origin: &str) -> Result<SecretKey, LedgerError> {
    let mut seed = [0; 32];
    getrandom::fill(&mut seed).map_err(|cause| files::failed(Path::new("getrandom"), io::Error::other(cause)))?;
    SecretKey::from_seed(origin, &seed).ok_or(LedgerError::Key(KeyFault::InMemory))
}

/// Removes a key that was prepared and not used.
pub(super) fn forget_prepared(file: &Path) {
    // Another preparation overwrites it; nothing depends on it being gone.
    let _ = fs::remove_file(files::unfinished(file));
}
