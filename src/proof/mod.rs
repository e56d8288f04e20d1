//! The Merkle tree over the ledger (RFC 6962): pure functions on digests.

mod tree;

pub use tree::{TreeHead, leaf_digest};
