//! What one leaf of the tree covers.

use crate::value::{Digest, Tag, TypeName};
use sha2::{Digest as _, Sha256};

/// The leaf digest of an event: SHA-256 over a zero byte and the event's type, tags and bytes (RFC 6962, section 2.1).
///
/// Every part is preceded by its length as four little-endian bytes and the tags by their number, so that no two
/// different events have the same leaf. The position is left out: a copy of the ledger in another store, or a part of
/// it, keeps its leaves.
pub fn leaf_digest(kind: &TypeName, tags: &[Tag], bytes: &[u8]) -> Digest {
    let mut hasher = Sha256::new();
    hasher.update([0]);
    add_part(&mut hasher, kind.as_str().as_bytes());
    hasher.update(length(tags.len()));
    for tag in tags {
        add_part(&mut hasher, tag.as_str().as_bytes());
    }
    add_part(&mut hasher, bytes);
    Digest(hasher.finalize().into())
}

fn add_part(hasher: &mut Sha256, part: &[u8]) {
    hasher.update(length(part.len()));
    hasher.update(part);
}

/// Parts are far below 4 GiB: the store refuses an event above 1 MiB.
fn length(of: usize) -> [u8; 4] {
    u32::try_from(of).unwrap_or(u32::MAX).to_le_bytes()
}
