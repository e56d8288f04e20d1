//! What somebody kept: a signed note, a proof, or a receipt with the note in it and words of its own around it.

use super::fault::Mismatch;
use crate::proof::{Checkpoint, ProofFile};
use serde::Deserialize;
use serde::de::IgnoredAny;

/// A kept note, and what the file around it says.
pub(super) struct Kept {
    pub(super) note: String,
    around: Option<Around>,
}

/// A receipt, or a checkpoint as JSON. Nothing around the note is signed, so nothing there is taken on faith: a field that
/// is unknown or stands twice makes it no receipt.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Around {
    checkpoint: String,
    format: Option<String>,
    dry_run: Option<bool>,
    recorded: Option<u64>,
    repeated: Option<u64>,
    first: Option<u64>,
    last: Option<u64>,
    head: Option<u64>,
    size: Option<u64>,
    root: Option<String>,
    #[serde(rename = "refused")]
    _refused: Option<IgnoredAny>,
}

impl Kept {
    /// Finds the note in a text; none where JSON is none of ours.
    pub(super) fn of(text: &str) -> Option<Self> {
        if text.trim_start().starts_with('{') {
            let around: Around = serde_json::from_str(text).ok()?;
            return Some(Self { note: around.checkpoint.clone(), around: Some(around) });
        }
        let note = ProofFile::parse(text).map_or_else(|| text.to_owned(), |proof| proof.note);
        Some(Self { note, around: None })
    }

    /// Whether what stands around the note agrees with what was signed.
    pub(super) fn agrees(&self, signed: &Checkpoint) -> Result<(), Mismatch> {
        self.around.as_ref().map_or(Ok(()), |around| around.agrees(signed))
    }
}

impl Around {
    fn agrees(&self, signed: &Checkpoint) -> Result<(), Mismatch> {
        let (size, root) = (signed.size, signed.root.to_string());
        let (recorded, first, last) = (self.recorded.unwrap_or_default(), self.first, self.last);
        let format = if self.size.is_some() { "checkpoint.v1" } else { "receipt.v1" };
        equal("format", self.format.as_ref(), &format.to_owned())?;
        equal("dry_run", self.dry_run.as_ref(), &false)?;
        equal("head", self.head.as_ref(), &size)?;
        equal("size", self.size.as_ref(), &size)?;
        equal("root", self.root.as_ref(), &root)?;
        // What is new stands at the end of what was signed, and what was there already before it.
        if recorded > 0 {
            equal("last", last.as_ref(), &size)?;
        }
        at_most("last", last, size)?;
        at_most("first", first, last.unwrap_or(size))?;
        at_most("recorded", self.recorded, size)?;
        if let Some(first) = first.filter(|_| self.repeated == Some(0)) {
            equal("first", Some(&first), &size.saturating_sub(recorded).saturating_add(1))?;
        }
        Ok(())
    }
}

fn equal<T: PartialEq + ToString>(field: &'static str, says: Option<&T>, signed: &T) -> Result<(), Mismatch> {
    match says {
        Some(says) if says != signed => {
            Err(Mismatch::Receipt { field, says: says.to_string(), signed: signed.to_string() })
        }
        Some(_) | None => Ok(()),
    }
}

fn at_most(field: &'static str, says: Option<u64>, most: u64) -> Result<(), Mismatch> {
    match says {
        Some(says) if says == 0 && field == "first" || says > most => {
            Err(Mismatch::Receipt { field, says: says.to_string(), signed: format!("≤ {most}") })
        }
        Some(_) | None => Ok(()),
    }
}
