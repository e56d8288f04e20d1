//! What stands in the place of a subject for those who are not to know whose something is.

use crate::value::{Digest, Uscc};
use std::fmt;
use std::sync::Arc;

/// The bytes of a block of SHA-256, which a key is filled up to.
const BLOCK: usize = 64;
/// The letters of a pseudonym: Crockford's base 32, in which no letter is read for another.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// So many of them. Fifty bits keep all enterprises of a nation apart: among 500,000 two are alike once in nine thousand ledgers.
const LENGTH: usize = 10;
/// What it begins with, so that it is taken for no code and no number.
const BEGINS: &str = "E-";

/// Makes pseudonyms. Codes are published, so that whoever has the key can try them all: it is kept where passwords are, and nobody is told.
#[derive(Clone, PartialEq, Eq)]
pub struct Pseudonyms([u8; 32]);

/// It does not stand in a log by mistake.
impl fmt::Debug for Pseudonyms {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pseudonyms(…)")
    }
}

impl Pseudonyms {
    /// Those of a key.
    pub const fn of(key: [u8; 32]) -> Self {
        Self(key)
    }

    /// The key, for whoever keeps it.
    pub const fn key(&self) -> &[u8; 32] {
        &self.0
    }

    /// The pseudonym of a subject: the same whenever it is asked, and with another key another one.
    ///
    /// ```
    /// use qizhang::value::{Pseudonyms, Uscc};
    /// let code = Uscc::parse("91110108551385082Q").unwrap();
    /// let of = |key| Pseudonyms::of([key; 32]).subject(code);
    /// assert_eq!(of(1), of(1));
    /// assert_ne!(of(1), of(2), "nobody gets from the one to the other");
    /// assert!(of(1).starts_with("E-") && of(1).len() == 12);
    /// ```
    pub fn subject(&self, code: Uscc) -> Arc<str> {
        let Digest(bytes) = keyed(&self.0, code.as_str().as_bytes());
        let bits = bytes.iter().take(8).fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
        let letters = (0..LENGTH).map(|at| {
            let five = bits.checked_shr(u32::try_from(at.saturating_mul(5)).unwrap_or(0)).unwrap_or(0) & 31;
            usize::try_from(five).ok().and_then(|five| LETTERS.get(five)).map_or('0', |letter| char::from(*letter))
        });
        BEGINS.chars().chain(letters).collect::<String>().into()
    }

    /// Whether a text can be a pseudonym at all, as people type it: the pseudonym then.
    pub fn read(text: &str) -> Option<String> {
        let text = text.trim().to_ascii_uppercase();
        let own = text.strip_prefix(BEGINS)?;
        let fits = own.len() == LENGTH && own.bytes().all(|letter| LETTERS.contains(&letter));
        fits.then_some(text)
    }
}

/// HMAC-SHA-256 (RFC 2104) under a key that is shorter than a block.
fn keyed(key: &[u8; 32], message: &[u8]) -> Digest {
    let filled = |with: u8| {
        let mut block = [with; BLOCK];
        for (byte, own) in block.iter_mut().zip(key) {
            *byte ^= own;
        }
        block
    };
    let Digest(inner) = Digest::of_parts(&[&filled(0x36), message]);
    Digest::of_parts(&[&filled(0x5c), &inner])
}

#[cfg(test)]
mod tests {
    use super::{Pseudonyms, keyed};

    #[test]
    fn the_keyed_digest_is_that_of_the_standard() {
        // RFC 4231, test cases 1 and 2; shorter keys are filled up with zeros there as well.
        let padded = |key: &[u8]| {
            let mut whole = [0; 32];
            whole[..key.len()].copy_from_slice(key);
            whole
        };
        let cases: [(&[u8], &[u8], &str); 2] = [
            (&[0x0b; 20], b"Hi There", "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
            (
                b"Jefe",
                b"what do ya want for nothing?",
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
            ),
        ];
        for (key, message, expected) in cases {
            assert_eq!(keyed(&padded(key), message).to_string(), expected);
        }
    }

    #[test]
    fn a_pseudonym_is_read_as_people_type_it_and_nothing_else_is_one() {
        assert_eq!(Pseudonyms::read(" e-0123456789 ").as_deref(), Some("E-0123456789"));
        for other in ["E-012345678", "E-01234567890", "E-012345678U", "0123456789", "91110108551385082Q", ""] {
            assert_eq!(Pseudonyms::read(other), None, "{other}");
        }
    }
}
