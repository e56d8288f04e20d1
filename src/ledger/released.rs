//! Texts of policies on their way to a release: a file is named by its policy and version, pinned by its digest, and never changed after.

use crate::explain::Complaint;
use crate::ledger::declared::{DeclaredFault, Pins};
use crate::ledger::error::LedgerError;
use crate::ledger::govern::check_policy;
use crate::policy::Policy;
use crate::value::Digest;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A text that may be released, or was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyRelease {
    /// The policy.
    pub policy: Arc<str>,
    /// Which text of it.
    pub version: u16,
    /// SHA-256 of the file.
    pub digest: Digest,
    /// It was released before and has not changed.
    pub already: bool,
}

/// Why a text of a policy is not released.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the sentence on each variant names its fields")]
pub enum ReleaseFault {
    /// The name of the file says another policy or version than its text.
    Misnamed { file: PathBuf, expected: String },
    /// The version was released with another text.
    Changed { file: PathBuf, policy: Arc<str>, version: u16 },
    /// The version before is not released yet.
    BeforeUnreleased { file: PathBuf, policy: Arc<str>, version: u16 },
}

impl ReleaseFault {
    /// The file.
    pub fn file(&self) -> &Path {
        match self {
            ReleaseFault::Misnamed { file, .. }
            | ReleaseFault::Changed { file, .. }
            | ReleaseFault::BeforeUnreleased { file, .. } => file,
        }
    }
}

impl PolicyRelease {
    /// Where the texts before it lie, beside it.
    pub fn earlier_files(&self, file: &Path) -> Vec<PathBuf> {
        (1..self.version).map(|version| file.with_file_name(file_name(&self.policy, version))).collect()
    }
}

/// Looks at a file that is to be released beside what is pinned already. What is wrong with the text comes back as a complaint.
pub fn policy_release(file: &Path, text: &str, pins: &Pins) -> Result<Result<PolicyRelease, Complaint>, LedgerError> {
    if let Err(complaint) = check_policy(text)? {
        return Ok(Err(complaint));
    }
    let faulty = |error| LedgerError::Policy { error: Box::new(error), text: text.into() };
    let policy = Policy::parse(text).map_err(faulty)?;
    let (id, version) = (Arc::clone(&policy.id), policy.version);
    let expected = file_name(&id, version);
    if file.file_name().is_none_or(|name| *name != *expected) {
        return Err(LedgerError::Declared(DeclaredFault::Policy(ReleaseFault::Misnamed {
            file: file.to_owned(),
            expected,
        })));
    }
    let shipped = Pins::of_policies();
    same(file, &policy, &shipped)?;
    same(file, &policy, pins)?;
    let before = version.checked_sub(1).filter(|before| *before > 0);
    if let Some(before) = before.filter(|before| pins.of(&id, *before).or(shipped.of(&id, *before)).is_none()) {
        let file = file.with_file_name(file_name(&id, before));
        return Err(LedgerError::Declared(DeclaredFault::Policy(ReleaseFault::BeforeUnreleased {
            file,
            policy: id,
            version: before,
        })));
    }
    let already = pins.of(&id, version).is_some();
    Ok(Ok(PolicyRelease { policy: id, version, digest: policy.digest, already }))
}

/// Refuses a text that was released as another one. What is no policy at all was never released.
pub fn policy_unchanged(file: &Path, text: &str, pins: &Pins) -> Result<(), LedgerError> {
    Policy::parse(text).map_or(Ok(()), |policy| same(file, &policy, pins))
}

fn same(file: &Path, policy: &Policy, pins: &Pins) -> Result<(), LedgerError> {
    if pins.of(&policy.id, policy.version).is_none_or(|pinned| pinned == policy.digest) {
        return Ok(());
    }
    let (policy, version) = (Arc::clone(&policy.id), policy.version);
    Err(LedgerError::Declared(DeclaredFault::Policy(ReleaseFault::Changed { file: file.to_owned(), policy, version })))
}

/// What the file of a text is called: `changping-2025-8.toml`, and of a later one `changping-2025-8.2.toml`.
fn file_name(policy: &str, version: u16) -> String {
    if version == 1 { format!("{policy}.toml") } else { format!("{policy}.{version}.toml") }
}
