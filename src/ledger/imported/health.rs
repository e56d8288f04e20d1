//! Whether every batch beside a ledger reads, what became of it, and whether the ledger bears that out: what a look at the ledger tells of
//! them.

use super::batch::Batch;
use super::fault::ImportFault;
use super::standing::Standing;
use super::waiting::Batches;
use crate::explain::{Cure, Finding, State};
use crate::ledger::error::LedgerError;
use crate::ledger::service::Ledger;
use std::path::Path;

/// How the batches beside a ledger are, looked at without changing anything; nothing where there is none. A ledger that is damaged is not
/// asked what it has of them.
pub(in crate::ledger) fn batches_looked_at(path: &Path, ledger: Option<&Ledger>) -> Vec<Finding> {
    let batches = Batches::beside(path);
    let numbers = match batches.numbers(ledger) {
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

/// What is wrong with one: with what is told of it, and with what it holds.
fn faults(batches: &Batches, number: u64, standing: &Standing) -> Vec<Finding> {
    let told = match standing {
        Standing::Unclear(file) => Some(ImportFault::OutcomeUnread { number, file: file.clone() }),
        Standing::Missing(told, file) => {
            Some(ImportFault::NotOnRecord { number, told: told.clone(), file: file.clone() })
        }
        Standing::Waits | Standing::Unsound(_) | Standing::Settled(_) => None,
    };
    let held = match (batches.submitted(number), standing) {
        // Nobody drops it any more.
        (Err(LedgerError::Import(ImportFault::Changed { number, file })), Standing::Settled(_)) => {
            Some(LedgerError::Import(ImportFault::ChangedSince { number, file }))
        }
        (Ok(batch), Standing::Settled(Some(told))) if is_another(&batch, told.batch.as_deref()) => {
            Some(LedgerError::Import(ImportFault::ChangedSince { number, file: batches.file(number) }))
        }
        (
            submitted,
            Standing::Waits
            | Standing::Unsound(_)
            | Standing::Settled(_)
            | Standing::Unclear(_)
            | Standing::Missing(..),
        ) => submitted.err(),
    };
    told.map(LedgerError::Import).iter().chain(&held).map(complained).collect()
}

/// Whether a batch is not the one that was settled under its number, however well it reads.
fn is_another(batch: &Batch, settled: Option<&str>) -> bool {
    settled.is_some_and(|settled| settled != batch.digest)
}

fn complained(error: &LedgerError) -> Finding {
    let told = error.complaint();
    Finding { state: State::Told { what: told.what, why: told.why }, cure: Some(Cure::AsTold { remedy: told.remedy }) }
}
