//! Going on although events are gone: decided by somebody, and recorded where an auditor reads.

use super::against;
use super::fault::{KeyFault, Mismatch};
use super::files::{self, Files, Readers};
use super::guard::{guard, open_store};
use super::keys::Signer;
use super::sign::Signed;
use crate::ledger::append::{AppendOptions, Appending};
use crate::ledger::clock::Clock;
use crate::ledger::error::LedgerError;
use crate::ledger::service::Ledger;
use crate::value::{Digest, Position};
use serde_json::json;
use std::path::{Path, PathBuf};

/// Enough of a digest for a number that nothing else has, and not longer than a number of a finding may be.
const NUMBER_LETTERS: usize = 37;

/// A loss that was accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    /// The new checkpoint.
    pub signed: Signed,
    /// The event that tells of it.
    pub event: Position,
    /// Where the old checkpoint is kept; none where there was none.
    pub kept: Option<PathBuf>,
    /// How many keys the list has, which was missing and was made again.
    pub listed_again: Option<usize>,
    /// The key that was made for want of any other.
    pub made: Option<PathBuf>,
}

impl Ledger {
    /// Opens a ledger that its last checkpoint forbids to write to, and takes it as it is from now on. That this was
    /// done becomes an event, a finding for the auditor, with the digest of the old checkpoint, which stays beside the
    /// ledger; then a new checkpoint is signed. Refused where nothing is lost, and where the checkpoint is another
    /// ledger's: that one is not lost but misplaced. Where the key is lost as well, a new one signs alone.
    pub fn accept_loss(
        path: &Path,
        clock: Box<dyn Clock>,
        key: Option<&Path>,
        key_is_lost: bool,
        options: AppendOptions,
    ) -> Result<Accepted, LedgerError> {
        let store = open_store(path)?;
        let files = Files::writing(path)?;
        let guarded = guard(&files, &store);
        let ledger = Self::over_files(Box::new(store), clock, Some(files.clone()))?;
        // A key in a place of its own shows the loss of its list only when it is looked at.
        let why = match guarded.and_then(|()| ledger.signer(key).map(|_| ())) {
            Err(LedgerError::Guarded { why: Mismatch::OtherLedger { origin, own }, file }) => {
                return Err(LedgerError::Guarded { why: Mismatch::OtherLedger { origin, own }, file });
            }
            Err(LedgerError::Guarded { why, .. }) => why,
            Ok(()) | Err(LedgerError::Key(_)) => return Err(LedgerError::NothingLost),
            Err(error) => return Err(error),
        };
        let (old, list_is_lost) = (files::read(&files.checkpoint())?, files.listed()?.is_empty());
        let key_left = ledger.signer_after_loss(key, key_is_lost)?;
        let kept = old.as_deref().map(|old| files.keep_lost(old)).transpose()?;
        let event = match ledger.told_before(old.as_deref())? {
            // A second try after a crash finds the event there.
            Some(event) => event,
            None => ledger.record_loss(old.as_deref(), &why, options)?,
        };
        let (signed, made) = match &key_left {
            Some(left) => (ledger.sign(left)?, left.made().map(Path::to_owned)),
            None => {
                let made = key.map_or_else(|| files.key(), Path::to_owned);
                (ledger.put_new_key(None, key)?.signed, Some(made))
            }
        };
        let listed_again = if list_is_lost { Some(files.listed()?.len()) } else { None };
        Ok(Accepted { signed, event, kept, listed_again, made })
    }

    /// The key that goes on; none where it is lost and another is to be made. Where the list is lost, the notes of key
    /// changes still name the keys before it.
    fn signer_after_loss(&self, key: Option<&Path>, key_is_lost: bool) -> Result<Option<Signer>, LedgerError> {
        match self.signer_whatever_is_lost(key) {
            Ok(Signer { file, made: false, .. }) if key_is_lost => Err(LedgerError::Key(KeyFault::NotLost { file })),
            // Neither key nor list is left: that a new key is to sign is said by whoever knows that the old one is lost.
            Ok(Signer { file, made: true, .. }) if !key_is_lost => Err(LedgerError::Key(KeyFault::Missing { file })),
            Ok(mut signer) => {
                if signer.listed.is_empty() {
                    signer.listed = self.files()?.keys_before(&signer.key.public())?;
                }
                Ok(Some(signer))
            }
            Err(LedgerError::Key(fault)) if key_is_lost && fault.leaves_none() => {
                self.refuse_unless_lost()?;
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    /// The event that told of this very loss, where a crash came after it.
    fn told_before(&self, old: Option<&str>) -> Result<Option<Position>, LedgerError> {
        let head = self.head();
        let before = Position(head.0.saturating_sub(1));
        let number = match old {
            Some(old) => number(old.as_bytes()),
            None => number(&self.store.root(before)?.0),
        };
        let event = self.store.holder(&format!("audit.finding_recorded:{number}"))?;
        Ok(event.filter(|event| old.is_some() || *event == head))
    }

    fn record_loss(&self, old: Option<&str>, why: &Mismatch, options: AppendOptions) -> Result<Position, LedgerError> {
        let head = self.head();
        let number = match old {
            Some(old) => number(old.as_bytes()),
            None => number(&self.store.root(head)?.0),
        };
        let (zh, en) = because(old, why);
        let evidence = old.map(|old| json!({"title": "检查点", "sha256": Digest::of(old.as_bytes()).to_string()}));
        let evidence: Vec<serde_json::Value> = evidence.into_iter().collect();
        let line = json!({
            "type": "audit.finding_recorded",
            "occurred_on": self.today().to_string(),
            "data": {
                "finding_no": number,
                "rule": "checkpoint",
                "severity": "fault",
                "statement": format!("接受损失，从 #{head} 继续：{zh}。 Loss accepted, going on from #{head}: {en}."),
            },
            "evidence": evidence,
            "note": why.code(),
        });
        let mut appending = Appending::new(self, options);
        appending.line(1, line.to_string());
        let (receipt, rejected) = appending.finish()?;
        rejected.into_iter().next().map_or(Ok(receipt.head), |one| Err(LedgerError::Own(Box::new(one.fault))))
    }
}

/// The number of a finding about a loss: of the old checkpoint, or of the ledger as it was found without one.
fn number(of: &[u8]) -> String {
    ["LOSS-", &Digest::of(of).to_string()].concat().chars().take(NUMBER_LETTERS).collect()
}

/// What is wrong with the last checkpoint, in both languages.
fn because(old: Option<&str>, why: &Mismatch) -> (String, String) {
    let Some(old) = old else {
        return ("最近的检查点缺失".to_owned(), "the last checkpoint is missing".to_owned());
    };
    let Some(last) = against::claimed(old) else {
        return ("最近的检查点不可读".to_owned(), "the last checkpoint is unreadable".to_owned());
    };
    let (zh, en) = match why {
        Mismatch::NoKeys => {
            ("公钥名单缺失，无从核对", "the list of public keys is missing, and nothing can be checked by it")
        }
        Mismatch::OldKey { .. } => {
            ("由旧密钥签名，现用密钥不为它作证", "an old key signed it, for which the key in use does not vouch")
        }
        Mismatch::Unsigned | Mismatch::Smuggled { .. } => ("没有已知密钥的签名", "no known key signed it"),
        Mismatch::Forged => ("签名是假的", "its signature is false"),
        Mismatch::NotACheckpoint
        | Mismatch::Missing
        | Mismatch::OtherLedger { .. }
        | Mismatch::Receipt { .. }
        | Mismatch::Shorter { .. }
        | Mismatch::Rewritten { .. } => ("账本与它不符", "the ledger disagrees"),
    };
    let (size, root) = (last.size, last.root);
    (
        format!("最近的检查点到 #{size}，根 {root}；{zh}"),
        format!("the last checkpoint reached #{size}, root {root}; {en}"),
    )
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
