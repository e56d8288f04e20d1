//! Unified social credit codes (GB 32100-2015).

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
        let values: Option<Vec<u32>> = code.iter().map(|byte| value(*byte)).collect();
        let values = values.ok_or(UsccError::Shape)?;
        let mut bytes = code.iter().skip(8).copied();
        let weighted = ORGANISATION_WEIGHTS.iter().zip(bytes.by_ref());
        let organisation: u32 = weighted.map(|(weight, byte)| letter(byte).saturating_mul(*weight)).sum();
        let expected = usize::try_from(11_u32.saturating_sub(organisation % 11)).ok();
        if bytes.next().as_ref() != expected.and_then(|at| ORGANISATION_CHECKS.get(at)) {
            return Err(UsccError::OrganisationCheck);
        }
        let (mut weight, mut sum) = (1_u32, 0_u32);
        for value in values.iter().take(17) {
            sum = sum.saturating_add(value.saturating_mul(weight));
            weight = weight.saturating_mul(3) % 31;
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

fn value(byte: u8) -> Option<u32> {
    ALPHABET.iter().position(|letter| *letter == byte).and_then(|at| u32::try_from(at).ok())
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
