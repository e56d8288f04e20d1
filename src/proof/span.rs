//! Which complete ranges of leaves a proof names.

/// A run of leaves, counted from 0, whose root is one digest of a proof.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// The first leaf.
    pub first: u64,
    /// The leaf after the last.
    pub end: u64,
}

impl Span {
    /// How many leaves it has.
    pub fn count(self) -> u64 {
        self.end.saturating_sub(self.first)
    }

    /// The two halves of RFC 6962: the left one has the largest power of two of leaves below the whole.
    fn halves(self) -> (Span, Span) {
        let left = self.count().saturating_sub(1).checked_ilog2().map_or(0, |bits| 1 << bits);
        let middle = self.first.saturating_add(left);
        (Span { first: self.first, end: middle }, Span { first: middle, end: self.end })
    }
}

/// The ranges whose roots show that the leaf at `index` is in the tree of `size` leaves, from the leaf upwards (RFC 9162,
/// section 2.1.3.1). There are none when the leaf lies outside the tree.
///
/// ```
/// use qizhang::proof::{Span, inclusion_spans};
///
/// let beside = Span { first: 1, end: 2 };
/// assert_eq!(inclusion_spans(0, 3), Some(vec![beside, Span { first: 2, end: 3 }]));
/// assert_eq!(inclusion_spans(0, 1), Some(vec![]), "a single leaf is the root");
/// assert_eq!(inclusion_spans(3, 3), None);
/// ```
pub fn inclusion_spans(index: u64, size: u64) -> Option<Vec<Span>> {
    if index >= size {
        return None;
    }
    let mut around = Span { first: 0, end: size };
    let mut spans = Vec::new();
    while around.count() > 1 {
        let (left, right) = around.halves();
        let (inside, beside) = if index < left.end { (left, right) } else { (right, left) };
        spans.push(beside);
        around = inside;
    }
    spans.reverse();
    Some(spans)
}

/// The ranges whose roots show that the tree of `size` leaves begins with the tree of `old` leaves (RFC 9162, section
/// 2.1.4.1). There are none when the older tree is the larger one.
///
/// ```
/// use qizhang::proof::{Span, consistency_spans};
///
/// assert_eq!(consistency_spans(2, 3), Some(vec![Span { first: 2, end: 3 }]));
/// assert_eq!(consistency_spans(3, 3), Some(vec![]), "the same tree needs no proof");
/// assert_eq!(consistency_spans(0, 3), Some(vec![]), "every tree begins with the empty one");
/// assert_eq!(consistency_spans(4, 3), None);
/// ```
pub fn consistency_spans(old: u64, size: u64) -> Option<Vec<Span>> {
    if old > size {
        return None;
    }
    let mut around = Span { first: 0, end: size };
    let mut spans = Vec::new();
    // The empty tree is a part of nothing: its end would never be met.
    while old != 0 && around.end != old {
        let (left, right) = around.halves();
        if old <= left.end {
            spans.push(right);
            around = left;
        } else {
            spans.push(left);
            around = right;
        }
    }
    // What is left begins the tree only if nothing was passed on its left; then its root is the older one, known already.
    if old != 0 && around.first != 0 {
        spans.push(around);
    }
    spans.reverse();
    Some(spans)
}
