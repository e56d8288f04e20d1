//! The digests of a proof, gathered while the leaves pass by.

use crate::proof::{Span, TreeHead};
use crate::value::Digest;

/// Takes the leaves of a tree in order and keeps the roots of some ranges, so that one reading of a log is enough for a
/// proof and no list of all leaves is held.
///
/// ```
/// use qizhang::proof::{Gather, inclusion_spans};
/// use qizhang::value::Digest;
///
/// let leaves = [Digest::of(b"a"), Digest::of(b"b")];
/// let mut gather = Gather::new(inclusion_spans(0, 2).unwrap_or_default());
/// gather.push(leaves[0]);
/// assert_eq!(gather.path(), None, "the second leaf is still to come");
/// gather.push(leaves[1]);
/// assert_eq!(gather.path(), Some(vec![leaves[1]]));
/// ```
#[derive(Debug, Clone)]
pub struct Gather {
    next: u64,
    ranges: Vec<(Span, TreeHead)>,
}

impl Gather {
    /// Begins before the first leaf.
    pub fn new(spans: Vec<Span>) -> Self {
        Self { next: 0, ranges: spans.into_iter().map(|span| (span, TreeHead::default())).collect() }
    }

    /// The next leaf of the tree.
    pub fn push(&mut self, leaf: Digest) {
        let at = self.next;
        for (span, tree) in &mut self.ranges {
            if span.first <= at && at < span.end {
                tree.push(leaf);
            }
        }
        self.next = at.saturating_add(1);
    }

    /// The roots of the ranges in their order, once all of their leaves have passed.
    pub fn path(&self) -> Option<Vec<Digest>> {
        self.ranges.iter().map(|(span, tree)| (tree.size() == span.count()).then(|| tree.root())).collect()
    }
}
