//! Going on although events are gone: decided by somebody, and recorded where an auditor reads.

use super::fault::Mismatch;
use super::files::{self, Files, Readers};
use super::guard::{guard, open_store};
use super::sign::Signed;
use crate::ledger::append::{AppendOptions, Appending};
use crate::ledger::clock::Clock;
use crate::ledger::error::LedgerError;
use crate::ledger::service::Ledger;
use crate::proof::Checkpoint;
use crate::value::Digest;
use serde_json::json;
use std::path::{Path, PathBuf};

/// Enough of a digest for a number that nothing else has, and not longer than a number of a finding may be.
const NUMBER_LETTERS: usize = 37;

impl Ledger {
    /// Opens a ledger that its last checkpoint forbids to write to, and takes it as it is from now on. That this was
    /// done becomes an event, a finding for the auditor, with the digest of the old checkpoint, which stays beside the
    /// ledger; then a new checkpoint is signed. Refused where nothing is lost, and where the checkpoint is another
    /// ledger's: that one is not lost but misplaced.
    pub fn accept_loss(
        path: &Path,
        clock: Box<dyn Clock>,
        key: Option<&Path>,
        options: AppendOptions,
    ) -> Result<(Signed, PathBuf), LedgerError> {
        let store = open_store(path)?;
        let files = Files::writing(path)?;
        let why = match guard(&files, &store) {
            Err(LedgerError::Guarded { why: Mismatch::OtherLedger { origin, own }, file }) => {
                return Err(LedgerError::Guarded { why: Mismatch::OtherLedger { origin, own }, file });
            }
            Err(LedgerError::Guarded { why, .. }) => why,
            Err(error) => return Err(error),
            Ok(()) => return Err(LedgerError::NothingLost),
        };
        let old = files::read(&files.checkpoint())?.unwrap_or_default();
        let ledger = Self::over_files(Box::new(store), clock, Some(files.clone()))?;
        let signer = ledger.signer(key)?;
        let kept = files.keep_lost(&old)?;
        let digest = Digest::of(old.as_bytes()).to_string();
        let number: String = ["LOSS-", &digest].concat().chars().take(NUMBER_LETTERS).collect();
        // A second try after a crash finds the event there.
        if ledger.store.holder(&format!("audit.finding_recorded:{number}"))?.is_none() {
            ledger.record_loss(&number, &old, &why, options)?;
        }
        Ok((ledger.sign(&signer)?, kept))
    }

    fn record_loss(&self, number: &str, old: &str, why: &Mismatch, options: AppendOptions) -> Result<(), LedgerError> {
        let head = self.head();
        let (zh, en) = match Checkpoint::claimed(old) {
            Some(last) => (
                format!("最近的检查点到 #{}，根 {}；账本与它不符", last.size, last.root),
                format!("the last checkpoint reached #{}, root {}; the ledger disagrees", last.size, last.root),
            ),
            None => ("最近的检查点缺失或不可读".to_owned(), "the last checkpoint is missing or unreadable".to_owned()),
        };
        let line = json!({
            "type": "audit.finding_recorded",
            "occurred_on": self.today().to_string(),
            "data": {
                "finding_no": number,
                "rule": "checkpoint",
                "severity": "fault",
                "statement": format!("接受损失，从 #{head} 继续：{zh}。 Loss accepted, going on from #{head}: {en}."),
            },
            "evidence": [{"title": "检查点", "sha256": Digest::of(old.as_bytes()).to_string()}],
            "note": why.code(),
        });
        let mut appending = Appending::new(self, options);
        appending.line(1, line.to_string());
        let (_, rejected) = appending.finish()?;
        rejected.into_iter().next().map_or(Ok(()), |one| Err(LedgerError::Own(Box::new(one.fault))))
    }
}

impl Files {
    /// Keeps a checkpoint that no longer holds, under a name of its own.
    fn keep_lost(&self, old: &str) -> Result<PathBuf, LedgerError> {
        let short: String = Digest::of(old.as_bytes()).to_string().chars().take(8).collect();
        let file = self.ledger().with_added_extension(format!("checkpoint.lost-{short}"));
        files::prepare(&file, old, Readers::Anybody)?;
        files::finish_for_good(&file)?;
        Ok(file)
    }
}
