//! What lies beside a ledger so that others can believe it, and how it is written.
//!
//! It lies beside the directory and not in it, because whoever loses, replaces or restores the directory must meet the old
//! checkpoint again.

use crate::ledger::error::LedgerError;
use crate::proof::SecretKey;
use crate::store::ledger_id;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

/// The names of the files beside a ledger.
#[derive(Debug, Clone)]
pub(in crate::ledger) struct Files {
    ledger: PathBuf,
    /// The ledger's name on checkpoints and keys.
    pub(in crate::ledger) origin: String,
    /// The ledger is open for writing, and was held against its last checkpoint. Nothing else is signed.
    pub(super) writes: bool,
}

/// Who may read a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Readers {
    /// Whoever the system lets.
    Anybody,
    /// Its owner alone.
    Owner,
}

impl Files {
    /// Those of a ledger that exists, to look at.
    pub(in crate::ledger) fn of(ledger: &Path) -> Result<Self, LedgerError> {
        Ok(Self { origin: format!("qizhang/{}", ledger_id(ledger)?), ..Self::at(ledger) })
    }

    /// The same, to write to: whoever asks has the right to write.
    pub(in crate::ledger) fn writing(ledger: &Path) -> Result<Self, LedgerError> {
        Ok(Self { writes: true, ..Self::of(ledger)? })
    }

    /// The names alone, of a ledger that may be gone.
    pub(super) fn at(ledger: &Path) -> Self {
        Self { ledger: real(ledger), origin: String::new(), writes: false }
    }

    /// A file of an earlier ledger at a place where a new one is to be made.
    pub(in crate::ledger) fn left_behind(ledger: &Path) -> Option<PathBuf> {
        let files = Self::at(ledger);
        let mut all = [files.checkpoint(), files.public_keys(), files.rotations(), files.key()].into_iter();
        all.find(|file| file.exists())
    }

    /// Whether something beside the ledger shows that it has signed: the keys, the notes of their changes, or the key that
    /// signs, which gets its place after the first checkpoint. A key of another ledger shows nothing.
    pub(super) fn has_signed(&self) -> bool {
        if self.public_keys().exists() || self.rotations().exists() {
            return true;
        }
        let key = self.key();
        let others =
            || plain(&key).and_then(io::read_to_string).ok().and_then(|text| SecretKey::parse(text.trim_end()));
        key.exists() && others().is_none_or(|key| key.public().name() == self.origin)
    }

    /// Where the ledger is.
    pub(super) fn ledger(&self) -> &Path {
        &self.ledger
    }

    /// The key that signs, unless another place is named.
    pub(super) fn key(&self) -> PathBuf {
        self.ledger.with_added_extension("key")
    }

    /// The keys that sign and signed, for everybody.
    pub(super) fn public_keys(&self) -> PathBuf {
        self.ledger.with_added_extension("vkeys")
    }

    /// The notes of key changes, for everybody.
    pub(super) fn rotations(&self) -> PathBuf {
        self.ledger.with_added_extension("rotations")
    }

    /// The last checkpoint signed.
    pub(super) fn checkpoint(&self) -> PathBuf {
        self.ledger.with_added_extension("checkpoint")
    }
}

/// A ledger named by a link, or as `.`, has its files beside its true place.
fn real(ledger: &Path) -> PathBuf {
    fs::canonicalize(ledger).unwrap_or_else(|_| ledger.to_owned())
}

/// The name a file has until it is whole.
pub(super) fn unfinished(file: &Path) -> PathBuf {
    file.with_added_extension("new")
}

/// Opens what must be a plain file. Whoever reads a pipe waits for somebody who may never write, and a device has no end.
pub(super) fn plain(file: &Path) -> io::Result<File> {
    let flags = rustix::fs::OFlags::NONBLOCK.bits();
    let open = OpenOptions::new().read(true).custom_flags(i32::try_from(flags).unwrap_or_default()).open(file)?;
    let found = open.metadata()?;
    if found.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    if found.is_file() { Ok(open) } else { Err(io::ErrorKind::InvalidInput.into()) }
}

/// A file that may be missing, as text; what is no text reads as text that means nothing.
pub(super) fn read(file: &Path) -> Result<Option<String>, LedgerError> {
    let mut bytes = Vec::new();
    match plain(file).and_then(|mut open| open.read_to_end(&mut bytes)) {
        Ok(_) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(cause) => Err(failed(file, cause)),
    }
}

/// Writes a file beside its place and makes it survive a loss of power; [`finish`] moves it there.
pub(super) fn prepare(file: &Path, text: &str, readers: Readers) -> Result<(), LedgerError> {
    let beside = unfinished(file);
    let written = write(&beside, text, readers);
    written.map_err(|cause| failed(file, cause))
}

fn write(beside: &Path, text: &str, readers: Readers) -> io::Result<()> {
    match fs::remove_file(beside) {
        Err(cause) if cause.kind() != io::ErrorKind::NotFound => return Err(cause),
        Ok(()) | Err(_) => {}
    }
    let mode = if readers == Readers::Owner { 0o600 } else { 0o644 };
    let mut file = OpenOptions::new().write(true).create_new(true).mode(mode).open(beside)?;
    file.write_all(text.as_bytes())?;
    file.sync_data()
}

/// Moves a prepared file to its place: a crash leaves the old one or the new one.
pub(super) fn finish(file: &Path) -> Result<(), LedgerError> {
    fs::rename(unfinished(file), file).map_err(|cause| failed(file, cause))
}

/// The same, and the name survives a loss of power too.
pub(super) fn finish_for_good(file: &Path) -> Result<(), LedgerError> {
    finish(file)?;
    keep_names(file)
}

/// Makes the names beside a file survive a loss of power.
pub(super) fn keep_names(file: &Path) -> Result<(), LedgerError> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(|cause| failed(file, cause))
}

/// Removes a file that was prepared and is not wanted.
pub(super) fn forget_prepared(file: &Path) {
    // Another preparation overwrites it; nothing depends on it being gone.
    let _ = fs::remove_file(unfinished(file));
}

pub(super) fn failed(file: &Path, cause: io::Error) -> LedgerError {
    LedgerError::File { path: file.display().to_string(), cause }
}
