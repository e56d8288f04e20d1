//! `doctor` and `index rebuild`.

use crate::cli::exit::Exit;
use crate::cli::output::Answer;
use crate::cli::request::Globals;
use crate::ledger::{Ledger, SystemClock};

/// `doctor`: the state of everything.
pub(in crate::cli) fn doctor(globals: &Globals) -> Answer {
    let findings = Ledger::doctor(&globals.ledger, Box::new(SystemClock))?;
    globals.trace(&crate::explain::checkup(&findings))?;
    let wrong = findings.iter().any(|finding| finding.cure.is_some());
    Ok(if wrong { Exit::Found } else { Exit::Done })
}

/// `index rebuild`: what follows from the log, made again.
pub(in crate::cli) fn rebuild(globals: &Globals) -> Answer {
    let head = Ledger::rebuild_index(&globals.ledger)?;
    globals.trace(&crate::explain::rebuilt(head))?;
    Ok(Exit::Done)
}
