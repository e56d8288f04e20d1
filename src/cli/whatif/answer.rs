//! The answer.

use super::Run;
use crate::cli::exit::Exit;
use crate::cli::input::lines;
use crate::cli::output::{Answer, Stop};
use crate::cli::request::Globals;
use crate::ledger::{Added, Scenario};
use crate::view::{SweepV1, WhatIfV1};

/// So many of the lines that differ are listed unless all are asked for.
const SHOWN: usize = 20;

/// Runs a scenario.
pub(in crate::cli) fn whatif(globals: &Globals, request: &Run) -> Answer {
    let added = request.adds.iter().map(|path| {
        let from = Some(path.as_path()).filter(|path| path.as_os_str() != "-");
        Ok::<_, Stop>(Added { name: path.display().to_string(), lines: lines(from)? })
    });
    let scenario = Scenario {
        sets: request.sets.clone(),
        reads: globals.reads.clone(),
        drops: request.drops.clone(),
        adds: added.collect::<Result<_, _>>()?,
    };
    let ledger = globals.open_read()?;
    let as_it_is = ledger.as_it_is(globals.horizon(&ledger)?)?;
    if let Some(range) = &request.sweep {
        let sweep = as_it_is.sweep(&ledger, scenario, range)?;
        globals.document(&sweep.page(), || serde_json::to_value(SweepV1::of(&sweep)).unwrap_or_default())?;
        return Ok(Exit::Done);
    }
    let run = as_it_is.what_if(&ledger, scenario)?;
    let most = if request.all { usize::MAX } else { SHOWN };
    globals.document(&run.page(most), || serde_json::to_value(WhatIfV1::of(&run)).unwrap_or_default())?;
    Ok(Exit::Done)
}
