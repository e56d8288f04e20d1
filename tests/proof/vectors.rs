//! The eight leaves that implementations of RFC 6962 publish roots and proofs of (Certificate Transparency, reference
//! implementation, `merkle_tree_test`).

use qizhang::proof::{ConsistencyProof, InclusionProof, TreeHead};
use qizhang::value::Digest;

const LEAVES: [&[u8]; 8] = [b"", b"\0", b"\x10", b"\x20\x21", b"\x30\x31", b"@ABC", b"PQRSTUVW", b"`abcdefghijklmno"];

const ROOTS: [&str; 8] = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

const SECOND: &str = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7";
const THIRD_AND_FOURTH: &str = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e";
const LAST_FOUR: &str = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4";
const FIFTH: &str = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b";
const LAST_TWO: &str = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0";
const FIFTH_AND_SIXTH: &str = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a";

fn leaves(count: usize) -> Vec<Digest> {
    LEAVES[..count].iter().map(|bytes| Digest::of_parts(&[&[0], bytes])).collect()
}

fn digest(text: &str) -> Digest {
    Digest::parse(text).unwrap_or_else(|| panic!("{text}"))
}

#[test]
fn the_published_roots_come_out() {
    let mut tree = TreeHead::default();
    for (leaf, root) in leaves(8).into_iter().zip(ROOTS) {
        tree.push(leaf);
        assert_eq!(tree.root(), digest(root), "{} leaves", tree.size());
    }
}

#[test]
fn the_published_proofs_of_inclusion_come_out() {
    let cases: [(u64, usize, &[&str]); 5] = [
        (1, 1, &[]),
        (1, 8, &[SECOND, THIRD_AND_FOURTH, LAST_FOUR]),
        (6, 8, &[FIFTH, LAST_TWO, ROOTS[3]]),
        (3, 3, &[ROOTS[1]]),
        (2, 5, &[ROOTS[0], THIRD_AND_FOURTH, FIFTH]),
    ];
    for (position, size, path) in cases {
        let leaves = leaves(size);
        let path: Vec<Digest> = path.iter().map(|text| digest(text)).collect();
        let proof = InclusionProof { index: position - 1, size: size as u64, path };
        assert_eq!(InclusionProof::of_leaves(position - 1, &leaves), Some(proof.clone()), "{position} of {size}");
        let leaf = leaves[usize::try_from(proof.index).unwrap_or_default()];
        assert!(proof.proves(&leaf, &digest(ROOTS[size - 1])), "{position} of {size}");
    }
}

#[test]
fn the_published_proofs_of_consistency_come_out() {
    let cases: [(usize, usize, &[&str]); 4] = [
        (1, 1, &[]),
        (1, 8, &[SECOND, THIRD_AND_FOURTH, LAST_FOUR]),
        (6, 8, &[FIFTH_AND_SIXTH, LAST_TWO, ROOTS[3]]),
        (2, 5, &[THIRD_AND_FOURTH, FIFTH]),
    ];
    for (old, size, path) in cases {
        let path: Vec<Digest> = path.iter().map(|text| digest(text)).collect();
        let proof = ConsistencyProof { old: old as u64, size: size as u64, path };
        assert_eq!(ConsistencyProof::of_leaves(old as u64, &leaves(size)), Some(proof.clone()), "{old} of {size}");
        assert!(proof.proves(&digest(ROOTS[old - 1]), &digest(ROOTS[size - 1])), "{old} of {size}");
    }
}
