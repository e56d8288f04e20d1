//! Leaf digests, two at a time.

use crate::proof::leaf::each_piece;
use crate::value::{BLOCK_BYTES, Chain, Digest};

/// The bytes that a leaf is the digest of, filled up to whole blocks as SHA-256 wants them. One is used again and again.
#[derive(Debug, Default)]
pub(crate) struct LeafBlocks {
    bytes: Vec<u8>,
}

impl LeafBlocks {
    /// The blocks of an event.
    pub(crate) fn fill<'t>(&mut self, kind: &str, tags: impl ExactSizeIterator<Item = &'t [u8]>, bytes: &[u8]) {
        self.bytes.clear();
        self.bytes.push(0);
        each_piece(kind, tags, bytes, &mut |piece| self.bytes.extend_from_slice(piece));
        let bits = u64::try_from(self.bytes.len()).unwrap_or(u64::MAX).wrapping_mul(8);
        self.bytes.push(0x80);
        let whole = (self.bytes.len() + size_of::<u64>()).next_multiple_of(BLOCK_BYTES);
        self.bytes.resize(whole - size_of::<u64>(), 0);
        self.bytes.extend(bits.to_be_bytes());
    }

    fn blocks(&self) -> &[[u8; BLOCK_BYTES]] {
        self.bytes.as_chunks().0
    }

    /// The leaf.
    pub(crate) fn digest(&self) -> Digest {
        let mut chain = Chain::default();
        self.blocks().iter().for_each(|block| chain.add(block));
        chain.digest()
    }

    /// This leaf and another one. Each block of one must wait for the block before it, but not for those of the other: a
    /// processor that has instructions for SHA-256 works on both at once, in two thirds of the time.
    pub(crate) fn digest_both(&self, other: &Self) -> (Digest, Digest) {
        let (mut one, mut two) = (Chain::default(), Chain::default());
        let (ones, twos) = (self.blocks(), other.blocks());
        for (first, second) in ones.iter().zip(twos) {
            one.add(first);
            two.add(second);
        }
        ones.iter().skip(twos.len()).for_each(|block| one.add(block));
        twos.iter().skip(ones.len()).for_each(|block| two.add(block));
        (one.digest(), two.digest())
    }
}

#[cfg(test)]
mod tests {
    use super::LeafBlocks;
    use crate::proof::leaf_digest;
    use crate::value::{Tag, TypeName};
    use proptest::collection::vec;
    use proptest::prelude::*;

    fn events() -> impl Strategy<Value = (Vec<String>, Vec<u8>)> {
        (vec("[a-z]{1,9}:[a-z企]{1,60}", 0..4), vec(any::<u8>(), 0..300))
    }

    proptest! {
        #[test]
        fn each_of_two_leaves_is_what_it_is_alone(one in events(), two in events()) {
            let kind = TypeName::parse("deed.done").expect("a name");
            let mut blocks = [LeafBlocks::default(), LeafBlocks::default()];
            let mut alone = Vec::new();
            for (blocks, (tags, bytes)) in blocks.iter_mut().zip([&one, &two]) {
                blocks.fill("left.over", [b"x:y".as_slice()].into_iter(), &[7; 999]);
                blocks.fill(kind.as_str(), tags.iter().map(String::as_bytes), bytes);
                let tags: Vec<Tag> = tags.iter().filter_map(|tag| Tag::parse(tag)).collect();
                alone.push(leaf_digest(&kind, &tags, bytes));
                prop_assert_eq!(blocks.digest(), alone[alone.len() - 1]);
            }
            let (one, two) = blocks[0].digest_both(&blocks[1]);
            prop_assert_eq!(vec![one, two], alone);
        }
    }
}
