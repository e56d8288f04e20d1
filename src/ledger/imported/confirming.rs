//! A batch on its way into the ledger: the same for whoever confirms it, by whatever road.

use super::batch::{Batch, OnRecord};
use super::waiting::Held;
use crate::ledger::append::{AppendOptions, Appending, Ids};
use crate::ledger::error::LedgerError;
use crate::ledger::service::Ledger;

/// Who confirmed a batch. One that the ledger has already is told once more in the name of who confirmed it then.
#[derive(Debug, Clone)]
pub struct Confirmation {
    by: String,
    done: Option<OnRecord>,
}

impl Batch {
    /// The append that records a batch, after everything that stands against it was asked: who confirms is not who submitted, the batch is
    /// of this ledger, and nothing that looks like it was recorded since. It is recorded in the name of who submitted it.
    pub fn confirming<'l>(
        &self,
        ledger: &'l Ledger,
        by: &str,
        options: AppendOptions,
    ) -> Result<(Appending<'l>, Confirmation), LedgerError> {
        self.confirmed_by(by)?;
        self.belongs_to(ledger)?;
        let done = self.on_record(ledger)?;
        if done.is_none() {
            self.ask_again(ledger)?;
        }
        let by = done.as_ref().map_or(by, |done| &done.by).to_owned();
        let options = AppendOptions { by: self.submitted_by.as_str().into(), ids: Ids::Of(self.identity()), ..options };
        let mut appending = Appending::new(ledger, options);
        for (line, draft) in (1..).zip(self.drafts(&by)?) {
            appending.draft(line, draft);
        }
        Ok((appending, Confirmation { by, done }))
    }
}

impl Held<'_> {
    /// The batch is recorded and waits no longer.
    pub fn confirmed(&self, confirmation: &Confirmation, ledger: &Ledger) -> Result<(), LedgerError> {
        let Confirmation { by, done } = confirmation;
        self.recorded(by, done.as_ref().map_or_else(|| ledger.now(), |done| done.at))
    }
}
