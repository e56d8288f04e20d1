//! The definitions of RFC 6962, section 2.1, word by word: slow, recursive, and apart from the code they judge.

use proptest::prelude::{Strategy, any};
use qizhang::value::Digest;

/// Every case up to this size is tried.
pub(super) const SMALL: usize = 70;

/// So many leaves that are all different.
pub(super) fn leaves(count: usize) -> Vec<Digest> {
    (0..count).map(|number| Digest::of(&number.to_be_bytes())).collect()
}

/// Trees larger than can be tried one by one, with two places in each.
pub(super) fn larger() -> impl Strategy<Value = (usize, usize)> {
    (1_usize..3000, any::<proptest::sample::Index>()).prop_map(|(size, place)| (size, place.index(size)))
}

/// MTH(D[n]).
pub(super) fn root(leaves: &[Digest]) -> Digest {
    match leaves {
        [] => Digest::of(&[]),
        [one] => *one,
        _ => {
            let (left, right) = leaves.split_at(half(leaves.len()));
            joined(&root(left), &root(right))
        }
    }
}

/// Two subtrees under one root.
pub(super) fn joined(left: &Digest, right: &Digest) -> Digest {
    Digest::of_parts(&[&[1], &left.0, &right.0])
}

/// PATH(m, D[n]).
pub(super) fn path(index: usize, leaves: &[Digest]) -> Vec<Digest> {
    if leaves.len() == 1 {
        return vec![];
    }
    let (left, right) = leaves.split_at(half(leaves.len()));
    if index < left.len() {
        [path(index, left), vec![root(right)]].concat()
    } else {
        [path(index - left.len(), right), vec![root(left)]].concat()
    }
}

/// PROOF(m, D[n]), which is SUBPROOF(m, D[n], true).
pub(super) fn proof(old: usize, leaves: &[Digest], whole: bool) -> Vec<Digest> {
    if old == leaves.len() {
        return if whole { vec![] } else { vec![root(leaves)] };
    }
    let (left, right) = leaves.split_at(half(leaves.len()));
    if old <= left.len() {
        [proof(old, left, whole), vec![root(right)]].concat()
    } else {
        [proof(old - left.len(), right, false), vec![root(left)]].concat()
    }
}

/// The largest power of two smaller than a number.
pub(super) fn half(count: usize) -> usize {
    (0..usize::BITS).map(|bits| 1 << bits).take_while(|power| *power < count).last().unwrap_or(1)
}

/// Everything a path could be changed into: a bit of each element, an element less, more, or elsewhere.
pub(super) fn tampered(path: &[Digest]) -> Vec<Vec<Digest>> {
    let mut all = vec![[path, &[Digest::of(b"more")]].concat(), [&[Digest::of(b"more")], path].concat()];
    for at in 0..path.len() {
        let mut flipped = path.to_vec();
        flipped[at].0[at % 32] ^= 1 << (at % 8);
        let mut without = path.to_vec();
        without.remove(at);
        all.extend([flipped, without]);
        if at > 0 {
            let mut swapped = path.to_vec();
            swapped.swap(at - 1, at);
            all.push(swapped);
        }
    }
    all
}
