//! Whether a sealed segment may hold a term at all: a Bloom filter, so that most segments need not be looked into.

use super::bytes::{len64, size, u64_at};
use super::term::Term;

/// One block is one cache line: a question touches memory once.
const BLOCK_BYTES: usize = 64;
/// At twelve bits a term and six bits set, about one answer in a hundred is a needless look.
const BITS_PER_TERM: usize = 12;
const BITS_SET: u32 = 6;
/// Makes the bits within a block independent of the block's number, which comes from the term's high bits.
const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;

/// The bits of one segment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Filter {
    bits: Vec<u8>,
}

impl Filter {
    /// A filter for so many terms, all absent.
    pub(super) fn for_terms(count: usize) -> Self {
        let blocks = (count * BITS_PER_TERM).div_ceil(BLOCK_BYTES * 8).max(1);
        Self { bits: vec![0; blocks * BLOCK_BYTES] }
    }

    /// Takes stored bits; `None` when they are not whole blocks.
    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let whole = !bytes.is_empty() && bytes.len().is_multiple_of(BLOCK_BYTES);
        whole.then(|| Self { bits: bytes.to_vec() })
    }

    /// The bits as they are stored.
    pub(super) fn as_bytes(&self) -> &[u8] {
        &self.bits
    }

    pub(super) fn add(&mut self, term: Term) {
        let (start, mask) = (self.block(term), mask(term));
        if let Some(block) = self.bits.get_mut(start..start + BLOCK_BYTES) {
            block
                .iter_mut()
                .zip(mask.iter().flat_map(|word| word.to_le_bytes()))
                .for_each(|(byte, bits)| *byte |= bits);
        }
    }

    /// `false` means certainly not.
    pub(super) fn may_hold(&self, term: Term) -> bool {
        let start = self.block(term);
        let mut words = mask(term).into_iter().enumerate();
        words.all(|(at, word)| u64_at(&self.bits, start + at * 8) & word == word)
    }

    /// Terms are digests, so their high bits choose blocks evenly.
    fn block(&self, term: Term) -> usize {
        let blocks = u128::from(len64(self.bits.len() / BLOCK_BYTES));
        let chosen = u64::try_from((u128::from(term.0) * blocks) >> 64).unwrap_or(0);
        size(chosen) * BLOCK_BYTES
    }
}

fn mask(term: Term) -> [u64; 8] {
    let spread = term.0.wrapping_mul(SPREAD);
    let mut words = [0; 8];
    for turn in 0..BITS_SET {
        let bit = spread >> (turn * 9) & 511;
        if let Some(word) = words.get_mut(size(bit / 64)) {
            *word |= 1 << (bit % 64);
        }
    }
    words
}
