//! Numbers of a workbook: binary fractions on the disk, exact decimals from here on.

use rust_decimal::Decimal;

/// The shortest decimal that is this number, without exponent; none where it is no number.
///
/// A workbook writes `1.1000000000000001` for what was typed as 1.1: both are the same binary fraction, and the shortest
/// decimal of it is what was typed.
pub(super) fn shortest(written: &str) -> Option<String> {
    let number: f64 = written.trim().parse().ok()?;
    shortest_of(number)
}

/// The same of a number that was read already.
pub(super) fn shortest_of(number: f64) -> Option<String> {
    number.is_finite().then(|| format!("{number}")).map(|text| if text == "-0" { "0".to_owned() } else { text })
}

/// A decimal, exactly; none where it has more digits than are held.
pub(super) fn decimal(text: &str) -> Option<Decimal> {
    Decimal::from_str_exact(text).ok()
}

/// A decimal so many times, exactly.
pub(super) fn times(text: &str, factor: u32) -> Option<Decimal> {
    Some(decimal(text)?.checked_mul(Decimal::from(factor))?.normalize())
}

/// How many digits of a number count.
pub(super) fn significant(text: &str) -> usize {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.trim_start_matches('0');
    if text.contains('.') { digits.len() } else { digits.trim_end_matches('0').len() }
}
