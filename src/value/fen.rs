//! Money: whole fen.

use crate::value::digits::{decimal, digits};
use std::fmt;
use std::iter::Sum;

/// An amount of money in whole fen (1/100 yuan), negative for a debt.
///
/// The door admits amounts up to 10^15 fen (ten trillion yuan), so a sum would need 10^22 of them to reach the bounds of
/// the integer inside; addition therefore never saturates in practice, and it never wraps.
///
/// It is aligned like a pointer, so that what holds an amount among other things is no larger than it must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[repr(Rust, packed(8))]
pub struct Fen(i128);

/// Why a text is not an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AmountError {
    /// Not decimal digits with at most two decimals.
    Shape,
    /// More than thirteen digits before the point.
    TooLarge,
}

impl Fen {
    /// Nothing.
    pub const ZERO: Fen = Fen(0);

    /// So many fen.
    pub const fn new(fen: i128) -> Self {
        Self(fen)
    }

    /// So many whole yuan.
    pub const fn yuan(yuan: i64) -> Self {
        Self((yuan as i128).saturating_mul(100))
    }

    /// The number of fen.
    pub const fn get(self) -> i128 {
        self.0
    }

    /// Reads an amount in yuan: `3456789.12`, `0.5`, `12`. No sign, no exponent, no separators, no leading zero.
    ///
    /// ```
    /// use qizhang::value::{AmountError, Fen};
    /// assert_eq!(Fen::parse_yuan("0.5"), Ok(Fen::new(50)));
    /// assert_eq!(Fen::parse_yuan("1.005"), Err(AmountError::Shape), "a third decimal is refused, never rounded");
    /// ```
    pub fn parse_yuan(text: &str) -> Result<Self, AmountError> {
        let bytes = text.as_bytes();
        let point = bytes.iter().position(|byte| *byte == b'.');
        let (whole, part) = point.and_then(|at| bytes.split_at_checked(at)).unwrap_or((bytes, b".00"));
        let cents = match part {
            [_, tens] => digits([*tens, b'0']),
            [_, tens, ones] => digits([*tens, *ones]),
            _ => None,
        };
        let (Some(cents), false) = (cents, whole.len() > 1 && whole.starts_with(b"0")) else {
            return Err(AmountError::Shape);
        };
        if whole.len() > 13 {
            let digits = whole.iter().all(u8::is_ascii_digit);
            return Err(if digits { AmountError::TooLarge } else { AmountError::Shape });
        }
        let whole = decimal(whole).ok_or(AmountError::Shape)?;
        Ok(Self(whole.saturating_mul(100).saturating_add(cents.into()).into()))
    }

    /// This amount and another.
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }

    /// This amount less another; may be negative.
    #[must_use]
    pub const fn minus(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }

    /// This amount less another, but never below nothing.
    #[must_use]
    pub fn less(self, other: Self) -> Self {
        self.minus(other).max(Self::ZERO)
    }

    /// Whether there is anything.
    pub const fn is_positive(self) -> bool {
        self.0 > 0
    }

    /// Plain yuan with two decimals, for programs: `3456789.12`.
    pub fn to_yuan(self) -> String {
        let sign = if self.0 < 0 { "-" } else { "" };
        let fen = self.get().unsigned_abs();
        format!("{sign}{}.{:02}", fen.div_euclid(100), fen.rem_euclid(100))
    }
}

/// Yuan for people, with thousands separators: `3,456,789.12`.
impl fmt::Display for Fen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plain = self.to_yuan();
        let (sign, rest) = plain.strip_prefix('-').map_or(("", plain.as_str()), |rest| ("-", rest));
        let (whole, cents) = rest.split_once('.').unwrap_or((rest, "00"));
        let mut grouped = String::new();
        for (i, digit) in whole.chars().enumerate() {
            if i > 0 && whole.len().saturating_sub(i).is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        f.pad(&format!("{sign}{grouped}.{cents}"))
    }
}

impl Sum for Fen {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Self::plus)
    }
}
