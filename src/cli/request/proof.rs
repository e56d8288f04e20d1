//! What `checkpoint` and `verify` were asked.

use super::{Request, Writing, path, text, writing_with};
use crate::cli::usage::Slip;
use clap::ArgMatches;
use std::path::PathBuf;

/// `checkpoint`.
#[derive(Debug, Clone)]
pub(in crate::cli) enum Checkpoint {
    Keys,
    Sign { out: Option<PathBuf> },
    NewKey { old_is_lost: bool, out: Option<PathBuf> },
    AcceptLoss { key_is_lost: bool, writing: Writing, out: Option<PathBuf> },
}

/// `verify`.
#[derive(Debug, Clone)]
pub(in crate::cli) enum Verify {
    Whole,
    Event { event: String, out: Option<PathBuf>, entry: Option<PathBuf> },
    Since { file: PathBuf, keys: Vec<String>, out: Option<PathBuf> },
    Proof { file: PathBuf, keys: Vec<String>, entry: Option<PathBuf> },
}

pub(super) fn checkpoint(own: &ArgMatches) -> Result<Request, Slip> {
    let out = path(own, "out");
    let known = own.get_one::<String>("known").is_some();
    let flag = |name: &str| own.get_flag(name);
    let request = if flag("keys") {
        if out.is_some() || flag("old-key-lost") {
            return Err(too_much(if out.is_some() { "--out" } else { "--old-key-lost" }));
        }
        Checkpoint::Keys
    } else if flag("new-key") {
        Checkpoint::NewKey { old_is_lost: flag("old-key-lost"), out }
    } else if flag("accept-loss") {
        Checkpoint::AcceptLoss { key_is_lost: flag("old-key-lost"), writing: writing_with(own, false)?, out }
    } else {
        return Ok(Request::Checkpoint(Checkpoint::Sign { out }));
    };
    // Only the plain signature has a choice of place.
    if known { Err(too_much("--known")) } else { Ok(Request::Checkpoint(request)) }
}

pub(super) fn verify(own: &ArgMatches) -> Result<Request, Slip> {
    let (out, entry) = (path(own, "out"), path(own, "entry"));
    let keys: Vec<String> = own.get_many::<String>("vkey").into_iter().flatten().cloned().collect();
    // What leaves the ledger stands under the last checkpoint that was signed, not under any place asked for.
    let known = own.get_one::<String>("known").is_some();
    if known && (out.is_some() || path(own, "file").is_some()) {
        return Err(too_much("--known"));
    }
    // A file has its question in it, or none.
    let mut others = [("on", "--on"), ("read", "--read")].into_iter();
    let given = others.find(|(id, _)| path(own, "file").is_some() && own.contains_id(id));
    if let Some((_, flag)) = given {
        return Err(too_much(flag));
    }
    // A proof with its event is checked without a ledger: one that is named would be believed to have been asked.
    if path(own, "file").is_some() && entry.is_some() && path(own, "ledger").is_some() {
        return Err(too_much("--ledger"));
    }
    Ok(Request::Verify(match (path(own, "file"), text(own, "event"), path(own, "since")) {
        // What needs no ledger has no keys beside one either.
        (Some(_), _, _) if entry.is_some() && keys.is_empty() => {
            return Err(Slip::Missing { words: vec!["--vkey".to_owned()] });
        }
        (Some(file), _, _) => Verify::Proof { file, keys, entry },
        (None, Some(event), _) => Verify::Event { event, out, entry },
        (None, None, Some(file)) => Verify::Since { file, keys, out },
        (None, None, None) => Verify::Whole,
    }))
}

fn too_much(word: &str) -> Slip {
    Slip::TooMany { word: word.to_owned() }
}
