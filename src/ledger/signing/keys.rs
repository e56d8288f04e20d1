//! The key that signs, and the keys that ever did.
//!
//! The list grows by the newest key at its end; only that one signs. The first key is prepared before the checkpoint that it
//! signs is written, and the list and the key are moved to their places after it. A key that follows another is prepared with
//! its note and the list; then note, list, key and checkpoint get their places in this order. A crash in between leaves the
//! earlier state, or one that [`Files::settle`] and [`Ledger::signer`] complete. No key is ever overwritten.

use super::chain::Chain;
use super::fault::{KeyFault, Mismatch};
use super::files::{self, Files, Readers};
use crate::ledger::error::LedgerError;
use crate::ledger::service::Ledger;
use crate::proof::{Attestation, PublicKey, SecretKey};
use std::fs;
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

    /// What the ledger says of a bundle, signed.
    pub(in crate::ledger) fn sign_attestation(&self, attestation: &Attestation) -> String {
        attestation.sign(&[&self.key])
    }

    pub(super) fn is_listed(&self) -> bool {
        self.listed.contains(&self.key.public())
    }
}

impl Files {
    /// The keys that sign and signed, the newest last; none before the first checkpoint.
    pub(super) fn listed(&self) -> Result<Vec<PublicKey>, LedgerError> {
        let file = self.public_keys();
        let text = match files::read(&file)? {
            // A crash came after the first checkpoint, and nobody has opened the ledger for writing since.
            None if self.checkpoint().exists() => files::read(&files::unfinished(&file))?,
            text => text,
        };
        parse_list(&text.unwrap_or_default()).ok_or(LedgerError::Key(KeyFault::Unreadable { file }))
    }

    /// Prepares the list with one more key; [`files::finish_for_good`] puts it in place.
    pub(super) fn prepare_list(&self, listed: &[PublicKey], new: &PublicKey) -> Result<(), LedgerError> {
        let lines = listed.iter().chain([new]).map(|key| format!("{key}\n"));
        files::prepare(&self.public_keys(), &lines.collect::<String>(), Readers::Anybody)
    }
}

impl Ledger {
    /// The key that signs: from `key`, or from the file beside the ledger. A ledger that never had one gets one, which
    /// counts once it has signed. A key of this ledger without the list it was put on shows that the list was lost.
    pub fn signer(&self, key: Option<&Path>) -> Result<Signer, LedgerError> {
        let signer = self.signer_whatever_is_lost(key)?;
        if signer.listed.is_empty() && !signer.made {
            return Err(LedgerError::Guarded { file: self.files()?.checkpoint(), why: Mismatch::Missing });
        }
        Ok(signer)
    }

    /// The same, where it was decided to go on without the list.
    pub(super) fn signer_whatever_is_lost(&self, key: Option<&Path>) -> Result<Signer, LedgerError> {
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
        let next = read_key(&files::unfinished(&file)).ok().flatten();
        let in_use = |key: &SecretKey| key.public() == *current;
        let (there, next) = (found.clone().filter(in_use), next.filter(in_use));
        let replaced = retired(&[&file, &files.key()], current);
        if let Some(retired) = replaced.filter(|_| there.is_some() || next.is_some()) {
            return Err(LedgerError::Key(KeyFault::PutBack { file, retired }));
        }
        match (there, next) {
            (Some(key), _) => Ok(Signer { key, file, listed, made: false }),
            // The list was written and a crash came before the key was moved to its place.
            (None, Some(key)) => {
                put_in_place(&file)?;
                Ok(Signer { key, file, listed, made: false })
            }
            (None, None) => Err(LedgerError::Key(unfit(file, found, &listed, &files.origin))),
        }
    }

    /// Refuses to call a key lost that lies beside the ledger, whatever other place was named for one.
    pub(super) fn refuse_unless_lost(&self) -> Result<(), LedgerError> {
        let files = self.files()?;
        let there = read_key(&files.key()).ok().flatten().map(|key| key.public());
        match there {
            // What was replaced is not the key in use, whatever an earlier list says.
            Some(key) if Some(&key) == files.listed()?.last() && retired(&[&files.key()], &key).is_none() => {
                Err(LedgerError::Key(KeyFault::NotLost { file: files.key() }))
            }
            Some(_) | None => Ok(()),
        }
    }

    /// The public keys of the ledger, as others are given them.
    pub fn public_keys(&self) -> Result<Vec<String>, LedgerError> {
        Ok(self.files()?.listed()?.iter().map(PublicKey::to_string).collect())
    }

    /// The keys whose signatures are believed: those given and whom they vouch for; else the ledger's own.
    pub(in crate::ledger) fn believed(&self, given: &[String]) -> Result<Chain, LedgerError> {
        let files = self.files()?;
        if given.is_empty() { files.chain() } else { Ok(Chain::given(given_keys(given)?, files.changes()?)) }
    }

    pub(in crate::ledger) fn files(&self) -> Result<&Files, LedgerError> {
        self.files.as_ref().ok_or(LedgerError::Key(KeyFault::InMemory))
    }
}

/// Why a key is not the one that signs.
pub(super) fn unfit(file: PathBuf, found: Option<SecretKey>, listed: &[PublicKey], origin: &str) -> KeyFault {
    match found.map(|key| key.public()) {
        None => KeyFault::Missing { file },
        Some(key) if key.name() != origin => KeyFault::OtherLedger { file, name: key.name().to_owned() },
        Some(key) if listed.contains(&key) => KeyFault::Retired { file },
        Some(_) => KeyFault::Unlisted { file },
    }
}

fn other_ledger(file: PathBuf, key: &SecretKey) -> LedgerError {
    LedgerError::Key(KeyFault::OtherLedger { file, name: key.public().name().to_owned() })
}

/// Where a key was kept aside when another took its place, beside one of these files. It was on the list before the other
/// was, so a list that ends with it is older than that.
pub(super) fn retired(beside: &[&Path], key: &PublicKey) -> Option<PathBuf> {
    beside.iter().map(|file| aside(file, &key.short())).find(|file| file.is_file())
}

fn aside(file: &Path, key: &str) -> PathBuf {
    file.with_added_extension(format!("retired-{key}"))
}

/// Moves a prepared key to its place. A key that is there already is kept aside under a name of its own.
pub(super) fn put_in_place(file: &Path) -> Result<Option<PathBuf>, LedgerError> {
    let kept = match files::read(file)? {
        None => None,
        Some(text) => {
            let key = SecretKey::parse(text.trim_end());
            let name = key.map_or("unread".to_owned(), |key| key.public().short());
            Some(aside(file, &name))
        }
    };
    if let Some(kept) = &kept {
        fs::rename(file, kept).map_err(|cause| files::failed(file, cause))?;
    }
    files::finish_for_good(file)?;
    Ok(kept)
}

/// Keys that somebody brought along, each a key or a file of keys.
pub(super) fn given_keys(given: &[String]) -> Result<Vec<PublicKey>, LedgerError> {
    let keys = given.iter().map(|one| {
        let wrong = || LedgerError::Key(KeyFault::NotAPublicKey { given: one.clone() });
        let text = if PublicKey::parse(one).is_some() { Some(one.clone()) } else { brought(Path::new(one))? };
        text.and_then(|text| parse_list(&text)).filter(|keys| !keys.is_empty()).ok_or_else(wrong)
    });
    Ok(keys.collect::<Result<Vec<_>, _>>()?.concat())
}

/// A file that somebody names, which may as well be a pipe.
fn brought(file: &Path) -> Result<Option<String>, LedgerError> {
    match fs::read(file) {
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(cause) => Err(files::failed(file, cause)),
    }
}

/// One key a line; none when a line is something else.
fn parse_list(text: &str) -> Option<Vec<PublicKey>> {
    text.lines().filter(|line| !line.is_empty()).map(PublicKey::parse).collect()
}

/// What others than the owner may do with a file.
const OTHERS: u32 = 0o077;

/// A private key that only its owner can read; none where there is no file.
pub(super) fn read_key(file: &Path) -> Result<Option<SecretKey>, LedgerError> {
    let wrong = |fault: fn(PathBuf) -> KeyFault| Err(LedgerError::Key(fault(file.to_owned())));
    let open = match files::plain(file) {
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
