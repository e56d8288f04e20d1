//! Leaf and root a second time, written after `docs/format.md` and RFC 6962 without the store's own code.

use qizhang::store::Stored;
use qizhang::value::Digest;

/// The leaf of an event.
pub(crate) fn leaf(stored: &Stored) -> Digest {
    let mut out = vec![0];
    put(&mut out, stored.kind.as_str().as_bytes());
    out.extend(length(stored.tags.len()));
    stored.tags.iter().for_each(|tag| put(&mut out, tag.as_str().as_bytes()));
    put(&mut out, &stored.bytes);
    Digest::of(&out)
}

fn put(out: &mut Vec<u8>, part: &[u8]) {
    out.extend(length(part.len()));
    out.extend(part);
}

fn length(of: usize) -> [u8; 4] {
    u32::try_from(of).unwrap_or(u32::MAX).to_le_bytes()
}

/// The root over some leaves: split at the largest power of two below their number.
pub(crate) fn root(leaves: &[Digest]) -> Digest {
    match leaves {
        [] => Digest::of(&[]),
        [leaf] => *leaf,
        _ => {
            let (left, right) = leaves.split_at(leaves.len().next_power_of_two() / 2);
            Digest::of_parts(&[&[1], &root(left).0, &root(right).0])
        }
    }
}
