//! Whether every batch beside a ledger reads, and what became of it: what a look at the ledger tells of them.

use super::fault::ImportFault;
use super::standing::Standing;
use super::waiting::Batches;
use crate::explain::{Cure, Finding, State};
use crate::ledger::error::LedgerError;
use std::path::Path;

/// How the batches beside a ledger are, looked at without changing anything; nothing where there is none.
pub(in crate::ledger) fn batches_looked_at(ledger: &Path) -> Vec<Finding> {
    let batches = Batches::beside(ledger);
    let numbers = match batches.numbers() {
        Ok(numbers) => numbers,
        Err(error) => return vec![complained(&error)],
    };
    let faults: Vec<Finding> =
        numbers.iter().flat_map(|(number, standing)| faults(&batches, *number, standing)).collect();
    if numbers.is_empty() || !faults.is_empty() {
        return faults;
    }
    let waits = numbers.iter().filter(|(_, standing)| *standing == Standing::Waits).count();
    let folder = batches.folder().display().to_string().into();
    let settled = numbers.len().saturating_sub(waits);
    vec![Finding { state: State::BatchesWhole { file: folder, waits, settled }, cure: None }]
}

/// What is wrong with one: with what it holds, and with what is told of it.
fn faults(batches: &Batches, number: u64, standing: &Standing) -> Vec<Finding> {
    let unclear = match standing {
        Standing::Unclear(file) => Some(LedgerError::Import(ImportFault::OutcomeUnread { number, file: file.clone() })),
        Standing::Waits | Standing::Settled(_) => None,
    };
    let changed = match (batches.submitted(number), standing) {
        // Nobody drops it any more.
        (Err(LedgerError::Import(ImportFault::Changed { number, file })), Standing::Settled(_)) => {
            Some(LedgerError::Import(ImportFault::ChangedSince { number, file }))
        }
        (submitted, Standing::Waits | Standing::Settled(_) | Standing::Unclear(_)) => submitted.err(),
    };
    unclear.iter().chain(&changed).map(complained).collect()
}

fn complained(error: &LedgerError) -> Finding {
    let told = error.complaint();
    Finding { state: State::Told { what: told.what, why: told.why }, cure: Some(Cure::AsTold { remedy: told.remedy }) }
}
