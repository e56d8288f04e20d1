//! The Merkle tree over the ledger (RFC 6962), and what is signed about it: pure functions on digests and keys.

#![deny(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::float_arithmetic)]
#![deny(clippy::wildcard_enum_match_arm)]

mod attestation;
mod base64;
mod checkpoint;
mod consistency;
mod gather;
mod inclusion;
mod key;
mod key_change;
mod leaf;
#[cfg(feature = "local")]
mod leaves;
mod note;
mod span;
mod sweep;
mod tree;

pub use attestation::Attestation;
pub use checkpoint::{Checkpoint, ProofFile};
pub use consistency::ConsistencyProof;
pub use gather::Gather;
pub use inclusion::InclusionProof;
pub use key::{PublicKey, SecretKey};
pub use key_change::{Handing, KeyChange};
pub use leaf::{leaf_digest, leaf_entry};
#[cfg(feature = "local")]
pub(crate) use leaves::LeafBlocks;
pub use note::NoteFault;
pub use span::{Span, consistency_spans, inclusion_spans};
pub use sweep::Sweep;
pub use tree::TreeHead;
