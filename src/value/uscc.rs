//! Unified social credit codes (GB 32100-2015).

use crate::value::digits::{place, table};
use std::fmt;

/// A unified social credit code whose two check characters are right.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Uscc([u8; 18]);

/// Why a text is not a unified social credit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UsccError {
    /// Not eighteen characters of the alphabet (no I, O, S, V, Z, no lower case).
    Shape,
    /// The check character of the organisation part (the 17th) is wrong.
    OrganisationCheck,
    /// The last check character (the 18th) is wrong; the right one is given.
    Check(char),
}

const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
/// What each letter counts: its place in the alphabet.
const VALUES: [u8; 256] = table(ALPHABET);
/// The powers of 3, of which only the remainder by 31 counts; the check character itself has none.
const WEIGHTS: [u32; 18] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28, 0];
const ORGANISATION_WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];
/// The check character of the organisation part, by 11 less the remainder.
const ORGANISATION_CHECKS: &[u8; 12] = b"0123456789X0";

impl Uscc {
    /// Reads and checks a code.
    ///
    /// ```
    /// use qizhang::value::{Uscc, UsccError};
    /// assert!(Uscc::parse("91110108551385082Q").is_ok());
    /// assert_eq!(Uscc::parse("91110108551385028Q"), Err(UsccError::OrganisationCheck), "two digits changed places");
    /// ```
    pub fn parse(text: &str) -> Result<Self, UsccError> {
        let code: [u8; 18] = text.as_bytes().try_into().map_err(|_| UsccError::Shape)?;
        let mut sum = 0_u32;
        for (byte, weight) in code.iter().zip(WEIGHTS) {
            let value = place(&VALUES, *byte).ok_or(UsccError::Shape)?;
            sum = sum.saturating_add(u32::from(value).saturating_mul(weight));
        }
        let mut bytes = code.iter().skip(8).copied();
        let weighted = ORGANISATION_WEIGHTS.iter().zip(bytes.by_ref());
        let organisation: u32 = weighted.map(|(weight, byte)| letter(byte).saturating_mul(*weight)).sum();
        let expected = usize::try_from(11_u32.saturating_sub(organisation % 11)).ok();
        if bytes.next().as_ref() != expected.and_then(|at| ORGANISATION_CHECKS.get(at)) {
            return Err(UsccError::OrganisationCheck);
        }
        let check = usize::try_from(31_u32.saturating_sub(sum % 31) % 31).unwrap_or(0);
        let check = ALPHABET.get(check).copied().unwrap_or(b'0');
        if code.last() == Some(&check) { Ok(Self(code)) } else { Err(UsccError::Check(char::from(check))) }
    }

    /// The code as text.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

/// GB 11714: digits count as themselves, letters from A = 10.
fn letter(byte: u8) -> u32 {
    char::from(byte).to_digit(36).unwrap_or(0)
}

impl fmt::Display for Uscc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Uscc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
