//! `policy release`: a text of a policy that never changes again.

use crate::cli::exit::Exit;
use crate::cli::new_file::replace;
use crate::cli::output::{Answer, Stop, data};
use crate::cli::request::Globals;
use crate::ledger::{DeclaredFault, Ledger, LedgerError, Pins, PolicyRelease, Spot, policy_release, policy_unchanged};
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
        Err(complaint) => {
            globals.complain(&complaint, &Spot { file: Some(file.to_owned()), ..Spot::default() }, Exit::Refused);
            return Ok(Exit::Refused);
        }
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
    let (already, written) = (found.already, !found.already && !dry_run);
    let shown = lock.display().to_string();
    let PolicyRelease { policy, version, digest, .. } = found;
    if globals.json.is_some() {
        let view = PolicyReleaseV1 {
            format: "policy-release.v1",
            policy: policy.to_string(),
            version: *version,
            digest: digest.to_string(),
            lock: shown,
            already,
            written,
        };
        globals.value(&serde_json::to_value(view).unwrap_or_default())?;
        return Ok(Exit::Done);
    }
    data(&format!("{policy}/{version}  {digest}\n"))?;
    match (already, written) {
        (true, _) => globals.talk("早已发布，没有变化", "it was released before and has not changed"),
        (false, true) => globals.talk(&format!("已发布，登记在 {shown}"), &format!("released, and pinned in {shown}")),
        (false, false) => globals.talk(
            &format!("可以发布，会登记在 {shown}；没有写入"),
            &format!("it can be released and would be pinned in {shown}; nothing was written"),
        ),
    }
    Ok(Exit::Done)
}
