//! `verify`: the ledger checked, as a whole, for one event, or against what somebody kept.

use crate::cli::checkpoint::text_of;
use crate::cli::exit::Exit;
use crate::cli::new_file::NewFile;
use crate::cli::output::{Answer, Stop, complain};
use crate::cli::request::{Globals, Verify};
use crate::explain::Document;
use crate::ledger::{Examined, KnownAt, Ledger};
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
        Verify::Proof { file, keys } => proof(globals, file, keys),
    }
}

/// `verify`: every event read, the whole tree computed again, and the last checkpoint held against it.
fn whole(globals: &Globals) -> Answer {
    match Ledger::examine(&globals.ledger)? {
        Examined::Whole { head, root } => {
            let ledger = globals.open_read()?;
            let (checkpoint, at) = (ledger.since_last(head)?, earlier(globals, &ledger)?);
            let said = crate::explain::whole(head, &root, checkpoint, at);
            give(globals, &said, || VerifyV1::whole(head, &root, checkpoint, at.as_ref()))?;
            Ok(Exit::Done)
        }
        Examined::Damaged(places) if globals.json.is_some() => {
            give(globals, &Document::default(), || VerifyV1::damaged(&places))?;
            Ok(Exit::Fault)
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
            Ok(Exit::Fault)
        }
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
    let proved = ledger.prove(name, globals.horizon(&ledger)?.known)?;
    if let Some(path) = out {
        NewFile::at(path)?.fill(ledger.proof_file(name)?.as_bytes())?;
    }
    if let Some(path) = entry {
        NewFile::at(path)?.fill(&ledger.entry(name)?)?;
    }
    let said = crate::explain::included(&proved.proof, &proved.leaf, &proved.root);
    give(globals, &said, || VerifyV1::included(&proved))?;
    Ok(Exit::Done)
}

/// `verify --since`: the ledger against a checkpoint that somebody kept.
fn since(globals: &Globals, file: &Path, keys: &[String], out: Option<&Path>) -> Answer {
    let (ledger, text) = (globals.open_read()?, text_of(file)?);
    let grown = ledger.since(file, &text, keys, globals.horizon(&ledger)?.known)?;
    if let Some(path) = out {
        NewFile::at(path)?.fill(ledger.growth_file(file, &text, keys)?.as_bytes())?;
    }
    let said = crate::explain::grown(&grown.proof, &grown.old_root, &grown.root);
    give(globals, &said, || VerifyV1::grown(&grown))?;
    Ok(Exit::Done)
}

/// `verify FILE`: a proof that somebody kept, against the event of the ledger.
fn proof(globals: &Globals, file: &Path, keys: &[String]) -> Answer {
    let (ledger, text) = (globals.open_read()?, text_of(file)?);
    let held = ledger.check_proof(file, &text, keys)?;
    let said = crate::explain::file_proves(held.event, held.size, &held.leaf, &held.root);
    give(globals, &said, || VerifyV1::proved(&held))?;
    Ok(Exit::Done)
}

/// What was found: in words, or for programs.
fn give(globals: &Globals, said: &Document, value: impl FnOnce() -> VerifyV1) -> Result<(), Stop> {
    globals.document(said, || serde_json::to_value(value()).unwrap_or_default())
}
