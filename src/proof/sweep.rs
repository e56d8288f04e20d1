//! The roots of many ranges, in one passing of the leaves.

use crate::proof::Span;
use crate::proof::tree::node_digest;
use crate::value::Digest;
use std::collections::BTreeMap;

/// Takes the leaves of a tree in order and keeps the roots of the ranges that proofs name. Many proofs share their ranges,
/// and each root of a complete range is computed once, whoever wants it: some hundred proofs cost no more than the tree.
///
/// ```
/// use qizhang::proof::{InclusionProof, Sweep, TreeHead, inclusion_spans};
/// use qizhang::value::Digest;
///
/// let leaves: Vec<Digest> = (0..5_u8).map(|number| Digest::of(&[number])).collect();
/// let spans = inclusion_spans(2, 5).unwrap();
/// let mut sweep = Sweep::new(spans.iter().copied());
/// let mut tree = TreeHead::default();
/// for leaf in &leaves {
///     sweep.push(*leaf);
///     tree.push(*leaf);
/// }
/// let roots = sweep.finish().unwrap();
/// let path = spans.iter().map(|span| roots[span]).collect();
/// assert!(InclusionProof { index: 2, size: 5, path }.proves(&leaves[2], &tree.root()));
/// ```
#[derive(Debug, Clone)]
pub struct Sweep {
    next: u64,
    wanted: BTreeMap<Span, Option<Digest>>,
    /// The first leaf and the root of each complete range, largest first.
    peaks: Vec<(u64, Digest)>,
}

impl Sweep {
    /// Begins before the first leaf.
    pub fn new(spans: impl IntoIterator<Item = Span>) -> Self {
        Self { next: 0, wanted: spans.into_iter().map(|span| (span, None)).collect(), peaks: Vec::new() }
    }

    /// The next leaf of the tree.
    pub fn push(&mut self, leaf: Digest) {
        let (mut first, mut carried, mut bits) = (self.next, leaf, self.next);
        let end = self.next.saturating_add(1);
        self.keep(Span { first, end }, carried);
        // As the tree grows: every trailing bit is a complete range that is joined with what is carried.
        while bits & 1 == 1 {
            let Some((begin, left)) = self.peaks.pop() else { break };
            (first, carried) = (begin, node_digest(&left, &carried));
            self.keep(Span { first, end }, carried);
            bits >>= 1;
        }
        self.peaks.push((first, carried));
        self.next = end;
    }

    /// The roots, once all leaves have passed; none when a range is no part of the tree.
    pub fn finish(mut self) -> Option<BTreeMap<Span, Digest>> {
        let mut right: Option<Digest> = None;
        // What is not complete lies at the right edge, and begins where a complete range does.
        for (first, root) in std::mem::take(&mut self.peaks).into_iter().rev() {
            let whole = right.map_or(root, |right| node_digest(&root, &right));
            self.keep(Span { first, end: self.next }, whole);
            right = Some(whole);
        }
        self.wanted.into_iter().map(|(span, root)| root.map(|root| (span, root))).collect()
    }

    fn keep(&mut self, span: Span, root: Digest) {
        if let Some(wanted) = self.wanted.get_mut(&span) {
            *wanted = Some(root);
        }
    }
}
