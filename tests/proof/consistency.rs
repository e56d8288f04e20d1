//! A tree begins with an older one exactly when its proof says so.

use super::naive::{self, SMALL, joined, larger, leaves, tampered};
use proptest::prelude::*;
use qizhang::proof::ConsistencyProof;
use qizhang::value::Digest;

fn proved(old: usize, leaves: &[Digest]) -> ConsistencyProof {
    let size = leaves.len();
    ConsistencyProof::of_leaves(old as u64, leaves).unwrap_or_else(|| panic!("{old} of {size}"))
}

#[test]
fn every_pair_of_small_trees_is_proved_as_the_standard_defines_it() {
    let all = leaves(SMALL);
    for size in 1..=SMALL {
        let root = naive::root(&all[..size]);
        for old in 1..=size {
            let proof = proved(old, &all[..size]);
            assert_eq!(proof.path, naive::proof(old, &all[..size], true), "{old} of {size}");
            assert!(proof.proves(&naive::root(&all[..old]), &root), "{old} of {size}");
        }
        assert_eq!(ConsistencyProof::of_leaves(size as u64 + 1, &all[..size]), None);
    }
}

/// The standard says nothing of the empty tree, and the answer is known: its root is, and any tree begins with it.
#[test]
fn every_tree_begins_with_the_empty_one() {
    let nothing = naive::root(&[]);
    for size in [0, 1, 5] {
        let leaves = leaves(size);
        let (proof, root) = (proved(0, &leaves), naive::root(&leaves));
        assert!(proof.path.is_empty() && proof.proves(&nothing, &root));
        assert!(!proof.proves(&Digest::of(b"other"), &root));
        let longer = ConsistencyProof { path: vec![root], ..proof };
        assert!(!longer.proves(&nothing, &root));
    }
    let of_nothing = ConsistencyProof { old: 0, size: 0, path: vec![] };
    let other = Digest::of(b"other");
    assert!(!of_nothing.proves(&other, &other), "the empty tree has one root only");
}

#[test]
fn whatever_is_changed_in_a_proof_it_is_refused() {
    let all = leaves(SMALL);
    let roots: Vec<Digest> = (0..=SMALL).map(|size| naive::root(&all[..size])).collect();
    let root_of = |size: usize| roots[size];
    for size in 1..=SMALL {
        let root = root_of(size);
        for old in 1..=size {
            let (proof, old_root) = (proved(old, &all[..size]), root_of(old));
            for path in tampered(&proof.path) {
                let changed = ConsistencyProof { path, ..proof.clone() };
                assert!(!changed.proves(&old_root, &root), "{changed:?}");
            }
            let strange = Digest::of(b"other");
            assert!(!proof.proves(&strange, &root) && !proof.proves(&old_root, &strange), "{old} of {size}");
            for other in (1..=size).filter(|other| *other != old) {
                let other_root = root_of(other);
                assert!(!proof.proves(&other_root, &root), "{old} of {size} with the root of {other}");
                let changed = ConsistencyProof { old: other as u64, ..proof.clone() };
                assert!(!changed.proves(&other_root, &root), "{old} of {size} as {other}");
            }
            let backwards = ConsistencyProof { old: size as u64, size: old as u64, ..proof.clone() };
            assert!(old == size || !backwards.proves(&root, &old_root), "{old} of {size} backwards");
        }
    }
}

/// A path of another length is refused even against the roots it would lead to: the sizes say how long it is.
#[test]
fn a_path_has_the_length_of_its_sizes() {
    let (all, more) = (leaves(SMALL), Digest::of(b"more"));
    for size in 2..=SMALL {
        let root = naive::root(&all[..size]);
        for old in 1..size {
            let (proof, old_root) = (proved(old, &all[..size]), naive::root(&all[..old]));
            let longer = ConsistencyProof { path: [&proof.path[..], &[more]].concat(), ..proof.clone() };
            assert!(!longer.proves(&joined(&more, &old_root), &joined(&more, &root)), "{old} of {size}");
            assert!(!longer.proves(&old_root, &joined(&root, &more)), "{old} of {size}");
            let left = naive::half(size);
            if old < left {
                let path = proof.path.split_last().map(|(_, rest)| rest.to_vec()).unwrap_or_default();
                let shorter = ConsistencyProof { path, ..proof.clone() };
                assert!(!shorter.proves(&old_root, &naive::root(&all[..left])), "{old} of {size}");
            }
        }
    }
}

/// What proofs are for: whoever kept the older root notices that something before it was changed.
#[test]
fn a_rewritten_past_has_no_proof() {
    let (honest, size) = (leaves(40), 40);
    for old in 1..size {
        let kept = naive::root(&honest[..old]);
        for changed in [0, old / 2, old - 1] {
            let mut rewritten = honest.clone();
            rewritten[changed] = Digest::of(b"rewritten");
            let root = naive::root(&rewritten);
            assert!(!proved(old, &rewritten).proves(&kept, &root), "{changed} before {old}");
            assert!(!proved(old, &honest).proves(&kept, &root), "{changed} before {old}, with the honest path");
        }
    }
}

proptest! {
    #[test]
    fn larger_trees_are_proved_as_defined((size, before) in larger(), bit in 0_usize..256) {
        let (leaves, old) = (leaves(size), before + 1);
        let (root, old_root) = (naive::root(&leaves), naive::root(&leaves[..old]));
        let proof = proved(old, &leaves);
        prop_assert_eq!(&proof.path, &naive::proof(old, &leaves, true));
        prop_assert!(proof.proves(&old_root, &root));
        let mut flipped = old_root;
        flipped.0[bit / 8] ^= 1 << (bit % 8);
        prop_assert!(!proof.proves(&flipped, &root));
        for path in tampered(&proof.path) {
            let changed = ConsistencyProof { path, ..proof.clone() };
            prop_assert!(!changed.proves(&old_root, &root));
        }
    }
}
