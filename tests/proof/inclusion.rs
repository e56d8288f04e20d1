//! A leaf is in a tree exactly where its proof says.

use super::naive::{self, SMALL, joined, larger, leaves, tampered};
use proptest::prelude::*;
use qizhang::proof::InclusionProof;
use qizhang::value::Digest;

#[test]
fn every_place_of_every_small_tree_is_proved_as_the_standard_defines_it() {
    for size in 1..=SMALL {
        let leaves = leaves(size);
        let root = naive::root(&leaves);
        for (index, leaf) in leaves.iter().enumerate() {
            let proof = InclusionProof::of_leaves(index as u64, &leaves).unwrap_or_else(|| panic!("{index} of {size}"));
            assert_eq!(proof.path, naive::path(index, &leaves), "{index} of {size}");
            assert!(proof.proves(leaf, &root), "{index} of {size}");
        }
        assert_eq!(InclusionProof::of_leaves(size as u64, &leaves), None);
    }
}

#[test]
fn whatever_is_changed_in_a_proof_it_is_refused() {
    for size in 1..=SMALL {
        let leaves = leaves(size);
        let root = naive::root(&leaves);
        for (index, own) in leaves.iter().enumerate() {
            let proof = InclusionProof::of_leaves(index as u64, &leaves).unwrap_or_else(|| panic!("{index} of {size}"));
            for path in tampered(&proof.path) {
                let changed = InclusionProof { path, ..proof.clone() };
                assert!(!changed.proves(own, &root), "{changed:?}");
            }
            for other in (0..size + 2).filter(|other| *other != index) {
                let changed = InclusionProof { index: other as u64, ..proof.clone() };
                assert!(!changed.proves(own, &root), "{index} is not {other} of {size}");
            }
            let strange = leaves.iter().filter(|leaf| *leaf != own).chain([&root]).take(5);
            for leaf in strange.filter(|leaf| *leaf != own) {
                assert!(!proof.proves(leaf, &root), "{index} of {size}");
            }
        }
    }
}

/// A size goes with its root: the proof of one tree is none for any other, smaller or larger.
#[test]
fn a_proof_for_one_size_is_none_for_another() {
    let all = leaves(SMALL);
    for size in 1..=SMALL {
        for (index, own) in all[..size].iter().enumerate() {
            let proof = InclusionProof::of_leaves(index as u64, &all[..size]).unwrap_or_else(|| panic!("{index}"));
            for other in [size - 1, size + 1, size * 2].into_iter().filter(|other| *other <= SMALL && *other != size) {
                let root = naive::root(&all[..other]);
                let changed = InclusionProof { size: other as u64, ..proof.clone() };
                assert!(!changed.proves(own, &root), "{index} of {size} as {other}");
                assert!(!proof.proves(own, &root), "{index} of {size} against {other}");
            }
        }
    }
}

/// A path of another length is refused even against the root it would lead to: the size says how long it is.
#[test]
fn a_path_has_the_length_of_its_place() {
    let more = Digest::of(b"more");
    for size in 1..=SMALL {
        let leaves = leaves(size);
        let root = naive::root(&leaves);
        for (index, leaf) in leaves.iter().enumerate() {
            let proof = InclusionProof::of_leaves(index as u64, &leaves).unwrap_or_else(|| panic!("{index} of {size}"));
            let longer = InclusionProof { path: [&proof.path[..], &[more]].concat(), ..proof.clone() };
            for led_to in [joined(&more, &root), joined(&root, &more)] {
                assert!(!longer.proves(leaf, &led_to), "{index} of {size}");
            }
            if let Some((_, rest)) = proof.path.split_last() {
                let (left, right) = leaves.split_at(naive::half(size));
                let led_to = naive::root(if index < left.len() { left } else { right });
                let shorter = InclusionProof { path: rest.to_vec(), ..proof.clone() };
                assert!(!shorter.proves(leaf, &led_to), "{index} of {size}");
            }
        }
    }
}

#[test]
fn a_proof_of_nothing_and_one_far_too_large_are_refused() {
    let leaf = Digest::of(b"leaf");
    for (index, size) in [(0, 0), (1, 1), (u64::MAX, u64::MAX), (u64::MAX - 1, u64::MAX), (0, u64::MAX)] {
        let proof = InclusionProof { index, size, path: vec![] };
        assert!(!proof.proves(&leaf, &leaf), "{index} of {size}");
    }
}

proptest! {
    #[test]
    fn places_of_larger_trees_are_proved_as_defined((size, index) in larger(), bit in 0_usize..256) {
        let leaves = leaves(size);
        let root = naive::root(&leaves);
        let proof = InclusionProof::of_leaves(index as u64, &leaves).unwrap_or_else(|| panic!("{index} of {size}"));
        prop_assert_eq!(&proof.path, &naive::path(index, &leaves));
        prop_assert!(proof.proves(&leaves[index], &root));
        let mut flipped = root;
        flipped.0[bit / 8] ^= 1 << (bit % 8);
        prop_assert!(!proof.proves(&leaves[index], &flipped));
        for path in tampered(&proof.path) {
            let changed = InclusionProof { path, ..proof.clone() };
            prop_assert!(!changed.proves(&leaves[index], &root));
        }
    }
}
