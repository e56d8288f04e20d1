//! That an event is in a tree.

use crate::proof::tree::node_digest;
use crate::proof::{Gather, inclusion_spans};
use crate::value::Digest;

/// A proof that a leaf stands at one place of a tree (RFC 9162, section 2.1.3).
///
/// It holds for a size and its root together, as they stand in a checkpoint: trees of different sizes may have a proof of
/// one shape, so a size alone is not what it proves.
///
/// ```
/// use qizhang::proof::{InclusionProof, TreeHead};
/// use qizhang::value::Digest;
///
/// let leaves = [Digest::of(b"a"), Digest::of(b"b"), Digest::of(b"c")];
/// let mut tree = TreeHead::default();
/// leaves.iter().for_each(|leaf| tree.push(*leaf));
///
/// let proof = InclusionProof::of_leaves(1, &leaves).unwrap();
/// assert!(proof.proves(&leaves[1], &tree.root()));
/// assert!(!proof.proves(&leaves[0], &tree.root()), "another event is not proved by it");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InclusionProof {
    /// The leaf, counted from 0: one less than the position of its event.
    pub index: u64,
    /// How many leaves the tree has.
    pub size: u64,
    /// The roots beside the way from the leaf to the root, from the leaf upwards.
    pub path: Vec<Digest>,
}

impl InclusionProof {
    /// Proves a leaf of the tree over all of these.
    pub fn of_leaves(index: u64, leaves: &[Digest]) -> Option<Self> {
        let size = u64::try_from(leaves.len()).ok()?;
        let mut gather = Gather::new(inclusion_spans(index, size)?);
        for leaf in leaves {
            gather.push(*leaf);
        }
        Some(Self { index, size, path: gather.path()? })
    }

    /// Whether the leaf is where the proof says, in the tree with this root (RFC 9162, section 2.1.3.2).
    pub fn proves(&self, leaf: &Digest, root: &Digest) -> bool {
        self.root_over(leaf).is_some_and(|computed| computed == *root)
    }

    /// The root that follows from the leaf; none when the path is too long or too short for this place.
    pub fn root_over(&self, leaf: &Digest) -> Option<Digest> {
        if self.index >= self.size {
            return None;
        }
        let (mut at, mut last) = (self.index, self.size.saturating_sub(1));
        let mut root = *leaf;
        for beside in &self.path {
            if last == 0 {
                return None;
            }
            if at & 1 == 1 || at == last {
                root = node_digest(beside, &root);
                // At the right edge, levels where this part has no sister are passed over.
                while at & 1 == 0 && at != 0 {
                    (at, last) = (at >> 1, last >> 1);
                }
            } else {
                root = node_digest(&root, beside);
            }
            (at, last) = (at >> 1, last >> 1);
        }
        (last == 0).then_some(root)
    }
}
