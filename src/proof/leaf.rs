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
    each_piece(kind.as_str(), texts(tags), bytes, &mut |piece| hasher.update(piece));
    Digest(hasher.finalize().into())
}

/// What the leaf covers behind its zero byte: the entry that other programs are given to compute the leaf from.
pub fn leaf_entry(kind: &TypeName, tags: &[Tag], bytes: &[u8]) -> Vec<u8> {
    let mut entry = Vec::new();
    each_piece(kind.as_str(), texts(tags), bytes, &mut |piece| entry.extend_from_slice(piece));
    entry
}

fn texts(tags: &[Tag]) -> impl ExactSizeIterator<Item = &[u8]> {
    tags.iter().map(|tag| tag.as_str().as_bytes())
}

/// Hands over what the leaf covers behind its zero byte, piece by piece.
pub(super) fn each_piece<'t>(
    kind: &str,
    tags: impl ExactSizeIterator<Item = &'t [u8]>,
    bytes: &[u8],
    take: &mut impl FnMut(&[u8]),
) {
    add_part(kind.as_bytes(), take);
    take(&length(tags.len()));
    for tag in tags {
        add_part(tag, take);
    }
    add_part(bytes, take);
}

fn add_part(part: &[u8], take: &mut impl FnMut(&[u8])) {
    take(&length(part.len()));
    take(part);
}

/// Parts are far below 4 GiB: the store refuses an event above 1 MiB.
fn length(of: usize) -> [u8; 4] {
    u32::try_from(of).unwrap_or(u32::MAX).to_le_bytes()
}
