//! `import.v1`, `import-template.v1`: a table that was checked, and one to fill in.

use crate::ledger::{Batch, Counts, Likeness, Sifted, Suspect, Trouble, Twin};
use serde::Serialize;
use serde_json::Value;

/// What became of a table.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/import.v1.json describes every field in both languages")]
pub struct ImportV1 {
    pub format: &'static str,
    pub dry_run: bool,
    pub file: String,
    pub sha256: String,
    #[serde(rename = "type")]
    pub kind: String,
    pub version: u16,
    pub sheet: Option<String>,
    pub records: usize,
    pub good: usize,
    pub bad: Vec<BadRowV1>,
    pub suspects: Vec<SuspectV1>,
    pub remarks: Vec<Value>,
    pub batch: Option<u64>,
    pub digest: Option<String>,
}

/// A fact that is not good.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/import.v1.json describes every field in both languages")]
pub struct BadRowV1 {
    pub rows: Vec<u32>,
    pub troubles: Vec<TroubleV1>,
}

/// One thing that is wrong with it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/import.v1.json describes every field in both languages")]
pub struct TroubleV1 {
    pub cell: String,
    pub heading: String,
    pub complaint: Value,
}

/// A fact that may be there already.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/import.v1.json describes every field in both languages")]
pub struct SuspectV1 {
    pub rows: Vec<u32>,
    pub like_event: Option<u64>,
    pub like_batch: Option<u64>,
    pub like_row: Option<u32>,
    pub differs_by: &'static str,
}

/// A workbook to fill in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/import-template.v1.json describes every field in both languages")]
pub struct ImportTemplateV1 {
    pub format: &'static str,
    #[serde(rename = "type")]
    pub kind: String,
    pub version: u16,
    pub file: String,
}

impl ImportV1 {
    /// Shapes what became of a table; `complaint` shapes what is wrong with a cell.
    pub fn of(
        (file, sha256): (&str, String),
        sifted: &Sifted,
        batch: Option<&Batch>,
        dry_run: bool,
        complaint: impl Fn(&Trouble) -> Value,
    ) -> Self {
        let trouble = |one: &Trouble| TroubleV1 {
            cell: one.place.to_string(),
            heading: one.heading.clone(),
            complaint: complaint(one),
        };
        let bad = sifted
            .bad
            .iter()
            .map(|bad| BadRowV1 { rows: bad.rows.clone(), troubles: bad.troubles.iter().map(trouble).collect() });
        let Counts { all, good, .. } = sifted.counts();
        let remark = |said: &crate::value::Bilingual| serde_json::json!({"zh": &*said.zh, "en": &*said.en});
        Self {
            format: "import.v1",
            dry_run,
            file: file.to_owned(),
            sha256,
            kind: sifted.kind.to_string(),
            version: sifted.version,
            sheet: sifted.sheet.as_deref().map(str::to_owned),
            records: all,
            good,
            bad: bad.collect(),
            suspects: sifted.suspects.iter().map(SuspectV1::of).collect(),
            remarks: sifted.remarks.iter().map(remark).collect(),
            batch: batch.map(|batch| batch.number),
            digest: batch.map(|batch| batch.digest.clone()),
        }
    }
}

impl SuspectV1 {
    fn of(suspect: &Suspect) -> Self {
        let (like_event, like_batch, like_row) = match suspect.twin {
            Twin::Event(position) => (Some(position.0), None, None),
            Twin::Waiting { batch, row, .. } => (None, Some(batch), Some(row)),
            Twin::Row(row) => (None, None, Some(row)),
        };
        let differs_by = match suspect.likeness {
            Likeness::Same => "nothing",
            Likeness::Number => "number",
            Likeness::Spelling => "spelling",
            Likeness::Key => "content",
        };
        Self { rows: suspect.rows.clone(), like_event, like_batch, like_row, differs_by }
    }
}
