//! How a batch stands: the one place that decides it. It looks at the batch, at the file beside it that tells what became of it, and at the
//! ledger, which alone knows what is recorded. A file that does not read settles nothing: something became of the batch, and nobody knows
//! what, so that it neither counts as settled nor waits. Neither does one that the ledger contradicts.

use super::batch::on_record;
use super::fault::ImportFault;
use super::waiting::Batches;
use crate::event::canonical_json;
use crate::ledger::error::LedgerError;
use crate::ledger::service::Ledger;
use crate::value::Digest;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

const FORMAT: &str = "import-settled.v1";
/// What programs that renamed the file of a batch called what stands beside it.
const OLDER: [&str; 3] = ["recorded", "dropped", "reason"];

/// How a batch stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// It waits for a second person.
    Waits,
    /// Nobody settled it, and its file does not read or is not as it was submitted: it is dropped, not confirmed.
    Unsound(PathBuf),
    /// It was recorded or dropped, and what is told of it; an earlier program told nothing.
    Settled(Option<Settlement>),
    /// The file that tells what became of it does not read, was changed, or says what the ledger contradicts.
    Unclear(PathBuf),
    /// The file says that it was recorded, and the ledger has none of it.
    Missing(Box<Settlement>, PathBuf),
}

/// What became of a batch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "each says what it is")]
pub struct Settlement {
    pub format: String,
    pub number: u64,
    pub outcome: Outcome,
    pub by: String,
    pub at: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The digest of the batch; none where its file did not read any more, and where an earlier program wrote this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub batch: Option<String>,
    /// Over everything else here; an earlier program wrote none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digest: Option<String>,
}

/// How a batch ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "each says what it is")]
pub enum Outcome {
    Recorded,
    Dropped,
}

impl Settlement {
    pub(super) fn of(
        (number, batch): (u64, Option<String>),
        outcome: Outcome,
        (by, at): (&str, String),
        reason: Option<&str>,
    ) -> Self {
        let (format, by, reason) = (FORMAT.to_owned(), by.to_owned(), reason.map(str::to_owned));
        let bare = Self { format, number, outcome, by, at, reason, batch, digest: None };
        Self { digest: Some(bare.reckoned().to_string()), ..bare }
    }

    /// Where it stands.
    pub(super) fn file(folder: &Path, number: u64) -> PathBuf {
        folder.join(format!("{number}.settled.json"))
    }

    fn read(file: &Path, number: u64) -> Option<Self> {
        let told: Self = serde_json::from_str(&fs::read_to_string(file).ok()?).ok()?;
        let is_as_written = told.digest.as_ref().is_none_or(|digest| *digest == told.reckoned().to_string());
        (told.format == FORMAT && told.number == number && is_as_written).then_some(told)
    }

    /// The digest over everything else in it.
    fn reckoned(&self) -> Digest {
        let bare = Self { digest: None, ..self.clone() };
        let text = serde_json::to_value(&bare).ok().and_then(|value| canonical_json(&value));
        Digest::of(text.unwrap_or_default().as_bytes())
    }

    /// What it says held against the ledger, which knows better: whether the batch is in it, and who confirmed it.
    fn held_against(self, batches: &Batches, ledger: &Ledger, file: PathBuf) -> Result<Standing, LedgerError> {
        let told = self.batch.as_deref().and_then(Digest::parse);
        let of_file = || batches.submitted(self.number).ok().map(|batch| batch.identity());
        let Some(batch) = told.or_else(of_file) else { return Ok(Standing::Settled(Some(self))) };
        Ok(match (self.outcome, on_record(ledger, &batch)?) {
            (Outcome::Recorded, None) => Standing::Missing(Box::new(self), file),
            (Outcome::Recorded, Some(done)) if done.by.is_empty() || done.by == self.by => {
                Standing::Settled(Some(self))
            }
            (Outcome::Dropped, None) => Standing::Settled(Some(self)),
            (Outcome::Recorded | Outcome::Dropped, Some(_)) => Standing::Unclear(file),
        })
    }
}

impl Standing {
    /// How a number stands among files that have these names. Without a ledger, because it is damaged, what the files say is believed.
    pub(super) fn of(
        batches: &Batches,
        names: &BTreeSet<String>,
        number: u64,
        ledger: Option<&Ledger>,
    ) -> Result<Self, LedgerError> {
        let folder = batches.folder();
        let file = Settlement::file(folder, number);
        if names.contains(&format!("{number}.settled.json")) {
            return match (Settlement::read(&file, number), ledger) {
                (None, _) => Ok(Self::Unclear(file)),
                (Some(told), None) => Ok(Self::Settled(Some(told))),
                (Some(told), Some(ledger)) => told.held_against(batches, ledger, file),
            };
        }
        let older = OLDER.iter().map(|ending| format!("{number}.{ending}.json")).find(|name| names.contains(name));
        Ok(match older.map(|name| folder.join(name)) {
            None => match batches.submitted(number) {
                Ok(_) | Err(LedgerError::Import(ImportFault::NoBatch { .. })) => Self::Waits,
                Err(_) => Self::Unsound(batches.file(number)),
            },
            Some(file) if is_whole(&file) => Self::Settled(None),
            Some(file) => Self::Unclear(file),
        })
    }
}

/// Whether a file was written to its end, whatever it says.
fn is_whole(file: &Path) -> bool {
    fs::read_to_string(file).is_ok_and(|text| serde_json::from_str::<serde_json::Value>(&text).is_ok())
}
