//! `event-check.v1`, `event-file.v1`, `event-release.v1` and `story.v1`: declarations on their way; `policy-release.v1`: a text of a policy on its own.

use crate::ledger::{CheckedFile, Evolution, Told};
use crate::view::BothV1;
use crate::view::RefusedV1;
use serde::Serialize;

/// What was found out about files of declarations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/event-check.v1.json describes every field in both languages")]
pub struct EventCheckV1 {
    pub format: &'static str,
    pub fine: bool,
    pub files: Vec<CheckedFileV1>,
}

/// One file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/event-check.v1.json describes every field in both languages")]
pub struct CheckedFileV1 {
    pub file: String,
    pub name: Option<String>,
    pub version: Option<u16>,
    pub digest: String,
    pub released: bool,
    pub shape: Option<ShapeV1>,
    pub remarks: Vec<DeclaredRemarkV1>,
}

/// A version beside the one before it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/event-check.v1.json describes every field in both languages")]
pub struct ShapeV1 {
    pub since: u16,
    pub compatible: &'static str,
    pub not_forward: Vec<BarrierV1>,
}

/// What a reader of the version before does not take.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/event-check.v1.json describes every field in both languages")]
pub struct BarrierV1 {
    pub field: String,
    pub why: BothV1,
}

/// One thing that is said about a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/event-check.v1.json describes every field in both languages")]
pub struct DeclaredRemarkV1 {
    pub code: &'static str,
    pub level: &'static str,
    pub path: String,
    pub line: usize,
    pub column: usize,
    pub what: BothV1,
    pub why: BothV1,
    pub remedy: BothV1,
    pub page: String,
}

/// A file that was written, or would be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/event-file.v1.json describes every field in both languages")]
pub struct EventFileV1 {
    pub format: &'static str,
    pub file: String,
    pub name: String,
    pub version: u16,
    pub written: bool,
    pub text: String,
}

/// A version that was released, or would be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/event-release.v1.json describes every field in both languages")]
pub struct EventReleaseV1 {
    pub format: &'static str,
    pub name: String,
    pub version: u16,
    pub digest: String,
    pub lock: String,
    pub already: bool,
    pub written: bool,
}

/// A text of a policy that was released, or would be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/policy-release.v1.json describes every field in both languages")]
pub struct PolicyReleaseV1 {
    pub format: &'static str,
    pub policy: String,
    pub version: u16,
    pub digest: String,
    pub lock: String,
    pub already: bool,
    pub written: bool,
}

/// What a story beside a declaration comes to.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/story.v1.json describes every field in both languages")]
pub struct StoryV1 {
    pub format: &'static str,
    pub story: String,
    pub kept: String,
    pub on: Option<String>,
    pub had: bool,
    pub same: bool,
    pub written: bool,
    pub changes: Vec<String>,
    pub text: Option<String>,
    pub refused: Vec<RefusedV1>,
}

impl StoryV1 {
    /// Of a story and the file that keeps what it comes to, before anything is known of it.
    pub fn of(story: &str, kept: &str) -> Self {
        let (story, kept, none) = (story.to_owned(), kept.to_owned(), Vec::new());
        let (on, text, changes, refused) = (None, None, none, Vec::new());
        Self { format: "story.v1", story, kept, on, had: false, same: false, written: false, changes, text, refused }
    }
}

impl EventCheckV1 {
    /// Shapes what was found out.
    pub fn of(files: &[CheckedFile]) -> Self {
        let fine = files.iter().all(CheckedFile::is_fine);
        Self { format: "event-check.v1", fine, files: files.iter().map(CheckedFileV1::of).collect() }
    }
}

impl CheckedFileV1 {
    fn of(file: &CheckedFile) -> Self {
        Self {
            file: file.path.display().to_string(),
            name: file.named.as_ref().map(|(name, _)| name.to_string()),
            version: file.named.as_ref().map(|(_, version)| *version),
            digest: file.digest.to_string(),
            released: file.released,
            shape: file.evolution.as_ref().map(ShapeV1::of),
            remarks: file.told.iter().map(DeclaredRemarkV1::of).collect(),
        }
    }
}

impl ShapeV1 {
    fn of(evolution: &Evolution) -> Self {
        let barrier = |barrier: &crate::event::Barrier| BarrierV1 {
            field: barrier.field.clone(),
            why: BothV1::of(&barrier.why.told()),
        };
        let not_forward = evolution.barriers.iter().map(barrier).collect();
        Self { since: evolution.since, compatible: evolution.shape(), not_forward }
    }
}

impl DeclaredRemarkV1 {
    fn of(told: &Told) -> Self {
        let complaint = &told.complaint;
        Self {
            code: complaint.code,
            level: if told.is_fault { "fault" } else { "advice" },
            path: told.place.path.clone(),
            line: told.place.line,
            column: told.place.column,
            what: BothV1::of(&complaint.what),
            why: BothV1::of(&complaint.why),
            remedy: BothV1::of(&complaint.remedy),
            page: told.page(),
        }
    }
}
