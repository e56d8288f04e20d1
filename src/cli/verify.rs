//! `verify`: the ledger checked, as a whole, for one event, or against what somebody kept.

use crate::cli::bundle;
use crate::cli::checkpoint::text_of;
use crate::cli::exit::Exit;
use crate::cli::input::{read, read_at_most};
use crate::cli::new_file::NewFile;
use crate::cli::output::{Answer, Stop, complain};
use crate::cli::request::{Globals, Verify};
use crate::explain::{Document, Proved};
use crate::ledger::{Brought, Examined, KnownAt, Ledger, Origin, Outside, Trust};
use crate::value::{Digest, Position, counted};
use crate::view::VerifyV1;
use std::path::Path;

/// So many damaged places are told: more say nothing new.
const TOLD: usize = 20;

/// Checks what was asked.
pub(super) fn verify(globals: &Globals, request: &Verify) -> Answer {
    match request {
        Verify::Whole => whole(globals),
        Verify::Event { event: name, out, entry } => event(globals, name, out.as_deref(), entry.as_deref()),
        Verify::Since { file, keys, out } => since(globals, file, keys, out.as_deref()),
        Verify::Proof { file, keys, entry } => proof(globals, file, keys, entry.as_deref()),
    }
}

/// `verify`: every event read, the whole tree computed again, and the last checkpoint held against it.
fn whole(globals: &Globals) -> Answer {
    let Some((head, root)) = examined(globals)? else { return Ok(Exit::Fault) };
    let ledger = globals.open_read()?;
    let (checkpoint, origins, at) = (ledger.since_last()?, ledger.origins()?, earlier(globals, &ledger)?);
    let said = crate::explain::whole(head, &root, checkpoint, keys(&origins), at);
    give(globals, &said, || VerifyV1::whole(head, &root, checkpoint, &origins, at.as_ref()))?;
    Ok(Exit::Done)
}

/// Reads every event; damage is told, and then there is nothing to go on with.
fn examined(globals: &Globals) -> Result<Option<(Position, Digest)>, Stop> {
    match Ledger::examine(&globals.ledger)? {
        Examined::Whole { head, root } => Ok(Some((head, root))),
        Examined::Damaged(places) if globals.json.is_some() => {
            give(globals, &Document::default(), || VerifyV1::damaged(&places))?;
            Ok(None)
        }
        Examined::Damaged(places) => {
            for error in places.iter().take(TOLD) {
                complain(&error.complaint(), globals.lang);
            }
            let count = places.len();
            globals.talk(
                &format!("账本有 {count} 处损坏"),
                &format!("the ledger is damaged in {}", counted(u64::try_from(count).unwrap_or(u64::MAX), "place")),
            );
            Ok(None)
        }
    }
}

/// What is to be said of the keys beside a ledger: nothing of a single one.
fn keys(origins: &[(String, Origin)]) -> Vec<Proved> {
    let said = origins.iter().filter_map(|(key, origin)| match origin {
        Origin::First | Origin::Vouched => None,
        Origin::AfterLoss => Some(Proved::KeyAfterLoss { key: key.as_str().into() }),
        Origin::Untold | Origin::Smuggled => Some(Proved::KeyUntold { key: key.as_str().into() }),
    });
    let said: Vec<Proved> = said.collect();
    let count = origins.len();
    if said.is_empty() && count > 1 { vec![Proved::KeysVouched { count }] } else { said }
}

/// What is to be said of the key that signed: nothing where it is the one that is believed.
pub(super) fn trusted(trust: Trust) -> Option<Proved> {
    match trust {
        Trust::Direct => None,
        Trust::Vouched { changes } => Some(Proved::SignedBefore { changes }),
        Trust::Untold => Some(Proved::SignedUntold),
    }
}

/// The root at the place that was asked about, when one was.
fn earlier(globals: &Globals, ledger: &Ledger) -> Result<Option<(Position, Digest)>, Stop> {
    if globals.known == KnownAt::Head {
        return Ok(None);
    }
    let known = globals.horizon(ledger)?.known;
    Ok(Some((known, ledger.root(known)?)))
}

/// `verify --event`: one event, and its way to the root.
fn event(globals: &Globals, name: &str, out: Option<&Path>, entry: Option<&Path>) -> Answer {
    let ledger = globals.open_read()?;
    let (out, entry) = (out.map(NewFile::at).transpose()?, entry.map(NewFile::at).transpose()?);
    let proved = ledger.prove(name, globals.horizon(&ledger)?.known)?;
    if let Some(file) = out {
        file.fill(ledger.proof_file(name)?.as_bytes())?;
    }
    if let Some(file) = entry {
        file.fill(&ledger.entry(name)?)?;
    }
    let said = crate::explain::included(&proved.proof, &proved.leaf, &proved.root);
    give(globals, &said, || VerifyV1::included(&proved))?;
    Ok(Exit::Done)
}

/// `verify --since`: the ledger against a checkpoint that somebody kept. Every event is read as well: a root that is
/// recorded proves nothing about an event that was changed under it.
fn since(globals: &Globals, file: &Path, keys: &[String], out: Option<&Path>) -> Answer {
    let (text, out) = (text_of(file)?, out.map(NewFile::at).transpose()?);
    if examined(globals)?.is_none() {
        return Ok(Exit::Fault);
    }
    let ledger = globals.open_read()?;
    let grown = ledger.since(file, &text, keys, globals.horizon(&ledger)?.known)?;
    if let Some(to) = out {
        to.fill(ledger.growth_file(file, &text, keys)?.as_bytes())?;
    }
    let said = crate::explain::grown(&grown.proof, &grown.old_root, &grown.root, trusted(grown.trust));
    give(globals, &said, || VerifyV1::grown(&grown))?;
    Ok(Exit::Done)
}

/// `verify FILE`: a bundle; or a proof that somebody kept, against the event of the ledger, or against the event that was kept with it.
fn proof(globals: &Globals, file: &Path, keys: &[String], entry: Option<&Path>) -> Answer {
    // A bundle is told by what it begins with, whatever it is called.
    let bytes = read_at_most(file, Brought::BYTES_MAX)?;
    if Brought::is_packed(&bytes) {
        return bundle::check(globals, file, &bytes, keys, entry);
    }
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let outside = |entry: Option<&[u8]>| Outside { file, proof: &text, entry, keys }.check();
    let held = match entry {
        Some(entry) => outside(Some(&read(Some(entry))?))?,
        None if !keys.is_empty() && !globals.ledger.exists() => outside(None)?,
        None => globals.open_read()?.check_proof(file, &text, keys)?,
    };
    let said = crate::explain::file_proves(held.event, held.size, &held.leaf, &held.root, trusted(held.trust));
    give(globals, &said, || VerifyV1::proved(&held))?;
    Ok(Exit::Done)
}

/// What was found: in words, or for programs.
fn give(globals: &Globals, said: &Document, value: impl FnOnce() -> VerifyV1) -> Result<(), Stop> {
    globals.document(said, || serde_json::to_value(value()).unwrap_or_default())
}
