//! The Merkle tree over the ledger (RFC 6962): pure functions on digests.

mod leaf;
mod tree;

pub use leaf::leaf_digest;
pub use tree::TreeHead;
