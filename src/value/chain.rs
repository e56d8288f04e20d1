//! SHA-256 block by block (FIPS 180-4, section 6.2), for those who lay their blocks out themselves.

use crate::value::Digest;
use sha2::compress256;
use sha2::digest::generic_array::GenericArray;
use std::slice::from_ref;

/// The bytes of a block.
pub(crate) const BLOCK_BYTES: usize = 64;
const TWO_BLOCKS: usize = 2 * BLOCK_BYTES;
/// Behind the last byte come one that ends it, and eight that say how many bits there were.
const ONE_BLOCK_MAX: usize = BLOCK_BYTES - 9;
const SHORT_MAX: usize = TWO_BLOCKS - 9;

/// A digest on its way through its blocks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Chain([u32; 8]);

impl Default for Chain {
    /// What SHA-256 begins with (section 5.3.3).
    fn default() -> Self {
        Self([0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19])
    }
}

impl Chain {
    /// Goes on with a block.
    pub(crate) fn add(&mut self, block: &[u8; BLOCK_BYTES]) {
        compress256(&mut self.0, from_ref(GenericArray::from_slice(block)));
    }

    /// The digest, when the last block was added.
    pub(crate) fn digest(self) -> Digest {
        let mut digest = [0; 32];
        for (bytes, word) in digest.as_chunks_mut().0.iter_mut().zip(self.0) {
            *bytes = word.to_be_bytes();
        }
        Digest(digest)
    }
}

/// The digest of a few bytes, when they fit into two blocks. Ids, tags and nodes of a tree do, and come by the million: laid out
/// at once they take half the time of bytes that are collected piece by piece.
pub(super) fn digest_short(parts: &[&[u8]]) -> Option<Digest> {
    let mut bytes = [0; TWO_BLOCKS];
    let mut left = bytes.get_mut(..SHORT_MAX)?;
    for part in parts {
        let (here, behind) = left.split_at_mut_checked(part.len())?;
        here.copy_from_slice(part);
        left = behind;
    }
    let length = SHORT_MAX.checked_sub(left.len())?;
    *bytes.get_mut(length)? = 0x80;
    let bits = u64::try_from(length).ok()?.saturating_mul(8).to_be_bytes();
    let (first, second) = bytes.split_first_chunk_mut::<BLOCK_BYTES>()?;
    let mut chain = Chain::default();
    if length > ONE_BLOCK_MAX {
        chain.add(first);
        *second.last_chunk_mut()? = bits;
        chain.add(second.first_chunk()?);
    } else {
        *first.last_chunk_mut()? = bits;
        chain.add(first);
    }
    Some(chain.digest())
}

#[cfg(test)]
mod tests {
    use super::{SHORT_MAX, digest_short};
    use crate::value::Digest;
    use sha2::{Digest as _, Sha256};

    /// Every length, on both sides of where one block and two blocks end, in one part and in two.
    #[test]
    fn short_digests_are_those_of_sha_256() {
        let bytes: Vec<u8> = (0..=255).collect();
        for length in 0..=SHORT_MAX + 2 {
            let (whole, parted) = (&bytes[..length], bytes[..length].split_at(length / 3));
            let expected = (length <= SHORT_MAX).then(|| Digest(Sha256::digest(whole).into()));
            assert_eq!(digest_short(&[whole]), expected, "{length}");
            assert_eq!(digest_short(&[parted.0, parted.1]), expected, "{length}");
            assert_eq!(Digest::of_parts(&[parted.0, parted.1]), Digest::of(whole), "{length}");
        }
    }
}
