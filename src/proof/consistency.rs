//! That a tree grew out of an older one.

use crate::proof::tree::node_digest;
use crate::proof::{Gather, TreeHead, base64, consistency_spans};
use crate::value::Digest;

/// A proof that nothing of an older tree was changed, removed or put in between (RFC 9162, section 2.1.4).
///
/// ```
/// use qizhang::proof::{ConsistencyProof, TreeHead};
/// use qizhang::value::Digest;
///
/// let leaves = [Digest::of(b"a"), Digest::of(b"b"), Digest::of(b"c")];
/// let root = |count: usize| {
///     let mut tree = TreeHead::default();
///     leaves.iter().take(count).for_each(|leaf| tree.push(*leaf));
///     tree.root()
/// };
/// let proof = ConsistencyProof::of_leaves(2, &leaves).unwrap();
/// assert!(proof.proves(&root(2), &root(3)));
/// assert!(!proof.proves(&root(1), &root(3)), "that is another older tree");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsistencyProof {
    /// How many leaves the older tree has.
    pub old: u64,
    /// How many leaves the tree has.
    pub size: u64,
    /// The roots both trees are made of, in the order of RFC 9162.
    pub path: Vec<Digest>,
}

impl ConsistencyProof {
    /// Proves the tree over all of these leaves against that over the first `old`.
    pub fn of_leaves(old: u64, leaves: &[Digest]) -> Option<Self> {
        let size = u64::try_from(leaves.len()).ok()?;
        let mut gather = Gather::new(consistency_spans(old, size)?);
        for leaf in leaves {
            gather.push(*leaf);
        }
        Some(Self { old, size, path: gather.path()? })
    }

    /// For other programs, in the form in which a witness is asked to sign a newer checkpoint (C2SP tlog-witness): the old
    /// size, the digests in Base 64, an empty line, and the newer checkpoint as it was signed.
    pub fn text(&self, checkpoint: &str) -> String {
        let digests: String = self.path.iter().map(|digest| base64::write(&digest.0) + "\n").collect();
        format!("old {}\n{digests}\n{checkpoint}", self.old)
    }

    /// Whether the tree with this root begins with the older tree (RFC 9162, section 2.1.4.2).
    ///
    /// The standard leaves out the two ends, which need no path: every tree begins with the empty one, whose root is
    /// known, and with itself.
    pub fn proves(&self, old_root: &Digest, root: &Digest) -> bool {
        let nothing = TreeHead::default().root();
        match (self.old, self.size) {
            (old, size) if old == size => self.path.is_empty() && old_root == root && (size != 0 || *root == nothing),
            (0, _) => self.path.is_empty() && *old_root == nothing,
            _ => self.roots(old_root).is_some_and(|computed| computed == (*old_root, *root)),
        }
    }

    /// Both roots that follow from the path, the older first.
    fn roots(&self, old_root: &Digest) -> Option<(Digest, Digest)> {
        let mut at = self.old.checked_sub(1)?;
        let mut last = self.size.checked_sub(1).filter(|last| at < *last)?;
        while at & 1 == 1 {
            (at, last) = (at >> 1, last >> 1);
        }
        // An older tree that is one whole subtree stands in the path no more: its root is its own proof.
        let (first, rest) =
            if self.old.is_power_of_two() { (*old_root, self.path.as_slice()) } else { split(&self.path)? };
        let (mut old, mut new) = (first, first);
        for beside in rest {
            if last == 0 {
                return None;
            }
            if at & 1 == 1 || at == last {
                (old, new) = (node_digest(beside, &old), node_digest(beside, &new));
                while at & 1 == 0 && at != 0 {
                    (at, last) = (at >> 1, last >> 1);
                }
            } else {
                new = node_digest(&new, beside);
            }
            (at, last) = (at >> 1, last >> 1);
        }
        (last == 0).then_some((old, new))
    }
}

fn split(path: &[Digest]) -> Option<(Digest, &[Digest])> {
    path.split_first().map(|(first, rest)| (*first, rest))
}
