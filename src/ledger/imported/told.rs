//! What is told of batches in a list: those that wait, and what became of the last others. Their events are not read for that.

use super::standing::Standing;
use super::waiting::Batches;
use crate::ledger::error::LedgerError;
use crate::ledger::service::Ledger;
use serde::Deserialize;
use serde::de::IgnoredAny;
use std::fs;

/// A batch in a list.
#[derive(Debug)]
pub struct Listed {
    /// Its number.
    pub number: u64,
    /// What stands at its head; none where its file does not read.
    pub head: Option<BatchHead>,
    /// How it stands.
    pub standing: Standing,
}

/// What stands at the head of a batch. Whether it is as it was submitted is told by how the batch stands.
#[derive(Debug, Deserialize)]
#[expect(missing_docs, reason = "docs/schemas/import-batch.v1.json describes every field in both languages")]
pub struct BatchHead {
    #[serde(rename = "type")]
    pub kind: String,
    pub file: String,
    pub submitted_by: String,
    pub submitted_at: String,
    pub digest: String,
    events: Vec<IgnoredAny>,
}

impl BatchHead {
    /// How many events it has.
    pub fn count(&self) -> u64 {
        u64::try_from(self.events.len()).unwrap_or(u64::MAX)
    }
}

impl Batches {
    /// All that are not settled, and so many of those that are; the newest first.
    pub fn listed(&self, settled: usize, ledger: &Ledger) -> Result<Vec<Listed>, LedgerError> {
        let mut left = settled;
        let mut found = Vec::new();
        for (number, standing) in self.numbers(Some(ledger))?.into_iter().rev() {
            if matches!(standing, Standing::Settled(_)) {
                let Some(fewer) = left.checked_sub(1) else { continue };
                left = fewer;
            }
            let head = fs::read_to_string(self.file(number)).ok().and_then(|text| serde_json::from_str(&text).ok());
            found.push(Listed { number, head, standing });
        }
        Ok(found)
    }
}
