//! `policy release`: a text of a policy that never changes again.

use crate::cli::new_file::replace;
use crate::cli::output::{Answer, Stop};
use crate::cli::released::{self, Released};
use crate::cli::request::Globals;
use crate::ledger::{DeclaredFault, Ledger, LedgerError, Pins, PolicyRelease, policy_release, policy_unchanged};
use crate::view::PolicyReleaseV1;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The file that pins what a folder of policies has released.
const LOCK: &str = "lock.json";

/// Pins the digest of a policy file that has nothing to be mended, and whose text before is pinned.
pub(in crate::cli) fn release(globals: &Globals, file: &Path, dry_run: bool) -> Answer {
    let text = fs::read_to_string(file).map_err(|cause| unread(file, cause))?;
    let lock = lock_beside(file);
    let mut pins = pins(&lock)?;
    let found = match policy_release(file, &text, &pins)? {
        Ok(found) => found,
        Err(complaint) => return Ok(globals.complain_of(file, &complaint)),
    };
    for earlier in found.earlier_files(file).iter().filter(|earlier| earlier.is_file()) {
        unchanged(earlier)?;
    }
    if !found.already {
        pins.pin(&found.policy, found.version, found.digest);
        if !dry_run {
            Ledger::keeps_clear(&lock)?;
            replace(&lock, pins.text().as_bytes())?;
        }
    }
    told(globals, &found, &lock, dry_run)
}

/// Refuses a file that says something else than when it was released, as far as the list beside it knows.
pub(super) fn unchanged(file: &Path) -> Result<(), Stop> {
    let text = fs::read_to_string(file).map_err(|cause| unread(file, cause))?;
    Ok(policy_unchanged(file, &text, &pins(&lock_beside(file))?)?)
}

fn lock_beside(file: &Path) -> PathBuf {
    file.with_file_name(LOCK)
}

/// What is pinned so far; nothing where there is no such file yet.
fn pins(lock: &Path) -> Result<Pins, Stop> {
    let bad = |why| LedgerError::Declared(DeclaredFault::BadPins { file: lock.to_owned(), why });
    match fs::read_to_string(lock) {
        Ok(text) => Ok(Pins::parse(&text).map_err(bad)?),
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(Pins::default()),
        Err(cause) => Err(unread(lock, cause)),
    }
}

fn unread(path: &Path, cause: io::Error) -> Stop {
    LedgerError::File { path: path.display().to_string(), cause }.into()
}

fn told(globals: &Globals, found: &PolicyRelease, lock: &Path, dry_run: bool) -> Answer {
    let released = Released {
        name: found.policy.to_string(),
        version: found.version,
        digest: found.digest.to_string(),
        lock: lock.display().to_string(),
        already: found.already,
        written: !found.already && !dry_run,
    };
    released::told(globals, released, |released| {
        let Released { name: policy, version, digest, lock, already, written } = released;
        let view = PolicyReleaseV1 { format: "policy-release.v1", policy, version, digest, lock, already, written };
        serde_json::to_value(view).unwrap_or_default()
    })
}
