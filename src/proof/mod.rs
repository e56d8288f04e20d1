//! The Merkle tree over the ledger (RFC 6962): pure functions on digests.

#![deny(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::float_arithmetic)]
#![deny(clippy::wildcard_enum_match_arm)]

mod leaf;
mod tree;

pub use leaf::leaf_digest;
pub use tree::TreeHead;
