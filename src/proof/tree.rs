//! The tree head, grown leaf by leaf.

use crate::value::Digest;

/// The root of an RFC 6962 tree that grows one leaf at a time; it holds one digest per complete subtree.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TreeHead {
    size: u64,
    /// Roots of the complete subtrees, largest first, one per set bit of `size`.
    peaks: Vec<Digest>,
}

pub(super) fn node_digest(left: &Digest, right: &Digest) -> Digest {
    Digest::of_parts(&[&[1], &left.0, &right.0])
}

impl TreeHead {
    /// Takes a tree up again where it was left: `None` when there is not one peak per set bit of `size`.
    pub fn from_peaks(size: u64, peaks: Vec<Digest>) -> Option<Self> {
        let expected = usize::try_from(size.count_ones()).ok()?;
        (peaks.len() == expected).then_some(Self { size, peaks })
    }

    /// How many leaves there are.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The roots of the complete subtrees, largest first, one per set bit of the size.
    pub fn peaks(&self) -> &[Digest] {
        &self.peaks
    }

    /// Adds the next leaf.
    pub fn push(&mut self, leaf: Digest) {
        let mut carried = leaf;
        let mut bits = self.size;
        // Every trailing set bit is a complete subtree of the size just carried: join the two.
        while bits & 1 == 1 {
            let Some(left) = self.peaks.pop() else { break };
            carried = node_digest(&left, &carried);
            bits >>= 1;
        }
        self.peaks.push(carried);
        self.size = self.size.saturating_add(1);
    }

    /// The root; of an empty tree the digest of nothing (RFC 6962, section 2.1).
    pub fn root(&self) -> Digest {
        let mut peaks = self.peaks.iter().rev();
        let Some(last) = peaks.next() else { return Digest::of(&[]) };
        peaks.fold(*last, |right, left| node_digest(left, &right))
    }
}
