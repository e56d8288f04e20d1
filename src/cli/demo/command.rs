//! The command itself.

use super::{build, report};
use crate::cli::exit::Exit;
use crate::cli::output::{Answer, Stop};
use crate::cli::request::Globals;
use crate::ledger::LedgerError;
use crate::sample::Plan;
use std::path::Path;

/// Makes the ledger, fills it, and reports.
pub(in crate::cli) fn demo(globals: &Globals, path: &Path, enterprises: Option<u32>, seed: Option<u64>) -> Answer {
    let default = Plan::default();
    let plan =
        Plan { enterprises: enterprises.unwrap_or(default.enterprises), seed: seed.unwrap_or(default.seed), ..default };
    if path.exists() {
        return Err(Stop::from(LedgerError::exists(path)));
    }
    let built = build::build(globals, path, &plan)?;
    report::report(globals, path, &plan, &built)?;
    Ok(Exit::Done)
}
