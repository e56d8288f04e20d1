//! What a command is given to work on: a file or standard input, and how what it writes is to be recorded.

use crate::cli::output::Stop;
use crate::cli::request::Writing;
use crate::ledger::{AppendOptions, LedgerError};
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

/// The options that every command that writes has.
pub(super) fn options(writing: &Writing) -> AppendOptions {
    AppendOptions {
        by: writing.by.as_deref().map_or_else(user, Arc::from),
        dry_run: writing.dry_run,
        clock_is_right: writing.clock_is_right,
        ..AppendOptions::default()
    }
}

#[expect(clippy::disallowed_methods, reason = "the command line reads the environment for everybody")]
fn user() -> Arc<str> {
    let named = ["USER", "LOGNAME", "USERNAME"].iter().find_map(|name| std::env::var(name).ok());
    named.filter(|name| !name.is_empty()).map_or_else(|| Arc::from("unknown"), Arc::from)
}

/// A file, or standard input.
pub(super) fn read(file: Option<&Path>) -> Result<Vec<u8>, Stop> {
    let failed = |path: &str, cause| Stop::from(LedgerError::File { path: path.to_owned(), cause });
    match file {
        Some(path) => std::fs::read(path).map_err(|cause| failed(&path.display().to_string(), cause)),
        None => {
            let mut bytes = Vec::new();
            std::io::stdin().lock().read_to_end(&mut bytes).map_err(|cause| failed("-", cause))?;
            Ok(bytes)
        }
    }
}
