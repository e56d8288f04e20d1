//! `doctor` and `index rebuild`.

use crate::access::{AccessLog, Desk};
use crate::cli::config::Said;
use crate::cli::exit::Exit;
use crate::cli::output::Answer;
use crate::cli::request::Globals;
use crate::explain::{Complaint, Cure, Finding, State};
use crate::ledger::{Examined, Ledger, SystemClock};
use crate::view::{DoctorV1, IndexV1};

/// `doctor`: the state of everything. A file of settings that is broken is told first: it may name another ledger than the one that was
/// looked at.
pub(in crate::cli) fn doctor(globals: &Globals, said: &Said) -> Answer {
    let settings = said.fault().map(|fault| told(fault.complaint()));
    let mut findings = match (Ledger::doctor(&globals.ledger, Box::new(SystemClock)), &settings) {
        (Ok(findings), _) => findings,
        (Err(error), Some(_)) => vec![told(error.complaint())],
        (Err(error), None) => return Err(error.into()),
    };
    findings.splice(0..0, settings);
    let ledger = globals.open_read().ok();
    let name = ledger.as_ref().map(Ledger::own_name);
    findings.extend(Desk::looked_at(&globals.ledger, name));
    findings.extend(AccessLog::looked_at(&globals.ledger, name));
    // The places of damage have their words among the findings; what programs read of them is looked up for those alone.
    let told = findings.iter().any(|finding| matches!(finding.state, State::Told { .. }));
    let damage = match Some(()).filter(|()| globals.json.is_some() && told).map(|()| Ledger::examine(&globals.ledger)) {
        Some(Ok(Examined::Damaged(places))) => places,
        Some(Err(error)) => vec![error],
        Some(Ok(Examined::Whole { .. })) | None => Vec::new(),
    };
    globals.document(&crate::explain::checkup(&findings), || {
        serde_json::to_value(DoctorV1::of(&findings, &damage)).unwrap_or_default()
    })?;
    let wrong = findings.iter().any(|finding| finding.cure.is_some());
    Ok(if wrong { Exit::Found } else { Exit::Done })
}

fn told(complaint: Complaint) -> Finding {
    let Complaint { what, why, remedy, .. } = complaint;
    Finding { state: State::Told { what, why }, cure: Some(Cure::AsTold { remedy }) }
}

/// `index rebuild`: what follows from the log, made again.
pub(in crate::cli) fn rebuild(globals: &Globals) -> Answer {
    let head = Ledger::rebuild_index(&globals.ledger)?;
    globals.document(&crate::explain::rebuilt(head), || serde_json::to_value(IndexV1::of(head)).unwrap_or_default())?;
    Ok(Exit::Done)
}
