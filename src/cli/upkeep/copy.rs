//! `backup` and `restore`.

use crate::cli::exit::Exit;
use crate::cli::output::Answer;
use crate::cli::request::Globals;
use crate::ledger::Ledger;
use crate::view::CopyV1;
use std::path::Path;

/// `backup`: the ledger copied to a new place.
pub(in crate::cli) fn backup(globals: &Globals, dest: &Path) -> Answer {
    copy(globals, &globals.ledger, dest)
}

/// `restore`: a backup copied to the ledger's place.
pub(in crate::cli) fn restore(globals: &Globals, source: &Path, path: Option<&Path>) -> Answer {
    copy(globals, source, path.unwrap_or(&globals.ledger))
}

fn copy(globals: &Globals, from: &Path, to: &Path) -> Answer {
    let reach = Ledger::copy(from, to)?;
    let said = crate::explain::copied(&from.display().to_string(), &to.display().to_string(), reach.head, &reach.root);
    globals.document(&said, || serde_json::to_value(CopyV1::of(from, to, &reach)).unwrap_or_default())?;
    Ok(Exit::Done)
}
