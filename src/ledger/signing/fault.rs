//! What can be wrong with a checkpoint, and with a key.

use crate::value::{Digest, Position};
use std::path::PathBuf;

/// Why a checkpoint does not stand against a ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the sentence on each variant names its fields")]
pub enum Mismatch {
    /// It is not written as checkpoints are.
    NotACheckpoint,
    /// It should be there and is not.
    Missing,
    /// There is no list of keys to believe.
    NoKeys,
    /// No known key signed it.
    Unsigned,
    /// A key of the list signed it that does not lead to the newest: nobody vouched for the one named next.
    OldKey { key: String, next: String },
    /// The list has a key that no change brought in.
    Smuggled { key: String },
    /// A receipt says something else beside the checkpoint it carries.
    Receipt { field: &'static str, says: String, signed: String },
    /// A known key stands under it that did not sign it.
    Forged,
    /// It is of another ledger than the one looked at.
    OtherLedger { origin: String, own: String },
    /// The ledger ends before it.
    Shorter { size: Position, head: Position },
    /// The ledger has other events up to there.
    Rewritten { size: Position, signed: Digest, found: Digest },
}

/// Why a key cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the sentence on each variant names its fields")]
pub enum KeyFault {
    /// The ledger has keys, and the one that signs is not at this place.
    Missing { file: PathBuf },
    /// Others than its owner may read it.
    Exposed { file: PathBuf },
    /// It is not written as keys are.
    Unreadable { file: PathBuf },
    /// It is the key of another ledger.
    OtherLedger { file: PathBuf, name: String },
    /// It signed once; another key signs now.
    Retired { file: PathBuf },
    /// It was replaced, as its copy kept aside shows, and the list that names it as the newest is an earlier one.
    PutBack { file: PathBuf, retired: PathBuf },
    /// The list of keys does not have it.
    Unlisted { file: PathBuf },
    /// It is there and signs, and was called lost.
    NotLost { file: PathBuf },
    /// What was given is neither a public key nor a file of them.
    NotAPublicKey { given: String },
    /// A ledger was here before, and its keys or its checkpoint still are.
    LeftBehind { file: PathBuf },
    /// A ledger in memory has no place for a key.
    InMemory,
}

impl KeyFault {
    /// Whether there is no key that could sign: what lies in its place is another, or nothing.
    pub(super) fn leaves_none(&self) -> bool {
        match self {
            KeyFault::Missing { .. }
            | KeyFault::Unreadable { .. }
            | KeyFault::Retired { .. }
            | KeyFault::PutBack { .. }
            | KeyFault::Unlisted { .. } => true,
            KeyFault::Exposed { .. }
            | KeyFault::OtherLedger { .. }
            | KeyFault::NotLost { .. }
            | KeyFault::NotAPublicKey { .. }
            | KeyFault::LeftBehind { .. }
            | KeyFault::InMemory => false,
        }
    }
}
