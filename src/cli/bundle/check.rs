//! `verify FILE.zip`: a bundle checked by whoever it was handed to, without the ledger.

use crate::cli::exit::Exit;
use crate::cli::output::{Answer, Stop};
use crate::cli::request::Globals;
use crate::cli::usage::Slip;
use crate::cli::verify::trusted;
use crate::ledger::Brought;
use crate::view::{VerifyV1, papers};
use std::path::Path;

/// Checks a bundle. With keys of the reader's own no ledger is asked; else the list beside the ledger is believed.
pub(in crate::cli) fn check(
    globals: &Globals,
    file: &Path,
    bytes: &[u8],
    keys: &[String],
    entry: Option<&Path>,
) -> Answer {
    // All events are in it already.
    if entry.is_some() {
        return Err(Stop::Slip(Slip::TooMany { word: "--entry".to_owned() }));
    }
    let beside = if keys.is_empty() && globals.ledger.exists() { Some(globals.open_read()?) } else { None };
    let verdict = Brought { file, bytes, keys, ledger: beside.as_ref() }.check(&papers)?;
    let said = verdict.document(trusted(verdict.trust).as_ref());
    globals.document(&said, || serde_json::to_value(VerifyV1::bundle(&verdict)).unwrap_or_default())?;
    Ok(if verdict.holds() { Exit::Done } else { Exit::Found })
}
