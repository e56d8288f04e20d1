//! The command itself.

use super::{build, report};
use crate::cli::exit::Exit;
use crate::cli::new_file::NewFile;
use crate::cli::output::{Answer, Stop};
use crate::cli::request::{Demo, Globals};
use crate::ledger::LedgerError;
use crate::sample::{Plan, Truth, facts, faulty};

/// Makes the ledger, fills it, and reports.
pub(in crate::cli) fn demo(globals: &Globals, request: &Demo) -> Answer {
    let default = Plan::default();
    let plan = Plan {
        enterprises: request.enterprises.unwrap_or(default.enterprises),
        seed: request.seed.unwrap_or(default.seed),
        ..default
    };
    if request.path.exists() {
        return Err(Stop::from(LedgerError::exists(&request.path)));
    }
    let told = request.faults.as_deref().map(NewFile::at).transpose()?;
    let (lines, truth) = if told.is_some() { faulty(&plan) } else { (facts(&plan), Truth::default()) };
    let built = build::build(globals, &request.path, &plan, (&lines, &truth))?;
    if let Some(file) = told {
        let text = serde_json::to_string_pretty(&truth.to_value()).unwrap_or_default();
        file.fill(format!("{text}\n").as_bytes())?;
    }
    report::report(globals, request, &plan, &built)?;
    Ok(Exit::Done)
}
