//! `event release`: a version that never changes again.

use super::files::{fault, folder, group, lock_of, pins};
use super::register::kept_back;
use super::request::Release;
use crate::cli::exit::Exit;
use crate::cli::new_file::replace;
use crate::cli::output::Answer;
use crate::cli::released::{self, Released};
use crate::cli::request::Globals;
use crate::ledger::{CheckedFile, DeclaredFault, Ledger, check_declarations};
use crate::view::EventReleaseV1;
use std::path::Path;

/// Pins the digest of a version that has nothing to be mended, and whose version before is pinned.
pub(super) fn release(globals: &Globals, asked: &Release) -> Answer {
    let types = folder(asked.folder.as_deref())?;
    let own = types.join(asked.name.as_str());
    let file = own.join(format!("{}.json", asked.version));
    if !file.is_file() {
        return Err(fault(DeclaredFault::NoVersion { file }));
    }
    let lock = lock_of(&types);
    let mut pins = pins(&lock)?;
    let group = group(&file)?;
    let beside = group.beside.pinned(pins.clone());
    let checked = check_declarations(&group.asked, &group.others, &beside);
    let Some(checked) = checked.first() else { return Ok(Exit::Refused) };
    if checked.kept_back().is_some() {
        return kept_back(globals, checked);
    }
    if let Some(before) = asked.version.checked_sub(1).filter(|before| *before > 0)
        && pins.of(&asked.name, before).is_none()
    {
        let (file, name) = (own.join(format!("{before}.json")), asked.name.clone());
        return Err(fault(DeclaredFault::BeforeUnreleased { file, name, version: before }));
    }
    let earlier = check_declarations(&group.others, &group.asked, &beside);
    let older = |file: &&CheckedFile| file.named.as_ref().is_some_and(|(_, version)| *version < asked.version);
    if let Some(changed) = earlier.iter().filter(older).find(|file| file.kept_back().is_some()) {
        return kept_back(globals, changed);
    }
    if !checked.released {
        pins.pin(&asked.name, asked.version, checked.digest);
        if !asked.dry_run {
            Ledger::keeps_clear(&lock)?;
            replace(&lock, pins.text().as_bytes())?;
        }
    }
    told(globals, asked, checked, &lock)
}

fn told(globals: &Globals, asked: &Release, checked: &CheckedFile, lock: &Path) -> Answer {
    let released = Released {
        name: asked.name.to_string(),
        version: asked.version,
        digest: checked.digest.to_string(),
        lock: lock.display().to_string(),
        already: checked.released,
        written: !checked.released && !asked.dry_run,
    };
    released::told(globals, released, |released| {
        let Released { name, version, digest, lock, already, written } = released;
        let view = EventReleaseV1 { format: "event-release.v1", name, version, digest, lock, already, written };
        serde_json::to_value(view).unwrap_or_default()
    })
}
