//! How a batch stands, as the files beside it tell. One that does not read settles nothing: something became of the batch, and nobody knows
//! what, so that it neither counts as settled nor waits.

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
    /// It was recorded or dropped, and what is told of it; an earlier program told nothing.
    Settled(Option<Settlement>),
    /// The file that tells what became of it does not read.
    Unclear(PathBuf),
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
    pub(super) fn of(number: u64, outcome: Outcome, (by, at): (&str, String), reason: Option<&str>) -> Self {
        let (format, by, reason) = (FORMAT.to_owned(), by.to_owned(), reason.map(str::to_owned));
        Self { format, number, outcome, by, at, reason }
    }

    /// Where it stands.
    pub(super) fn file(folder: &Path, number: u64) -> PathBuf {
        folder.join(format!("{number}.settled.json"))
    }

    fn read(file: &Path, number: u64) -> Option<Self> {
        let told: Self = serde_json::from_str(&fs::read_to_string(file).ok()?).ok()?;
        (told.format == FORMAT && told.number == number).then_some(told)
    }
}

impl Standing {
    /// How a number stands in a folder whose files have these names.
    pub(super) fn of(folder: &Path, names: &BTreeSet<String>, number: u64) -> Self {
        let file = Settlement::file(folder, number);
        if names.contains(&format!("{number}.settled.json")) {
            return Settlement::read(&file, number).map_or(Self::Unclear(file), |told| Self::Settled(Some(told)));
        }
        let older = OLDER.iter().map(|ending| format!("{number}.{ending}.json")).find(|name| names.contains(name));
        match older.map(|name| folder.join(name)) {
            None => Self::Waits,
            Some(file) if is_whole(&file) => Self::Settled(None),
            Some(file) => Self::Unclear(file),
        }
    }
}

/// Whether a file was written to its end, whatever it says.
fn is_whole(file: &Path) -> bool {
    fs::read_to_string(file).is_ok_and(|text| serde_json::from_str::<serde_json::Value>(&text).is_ok())
}
