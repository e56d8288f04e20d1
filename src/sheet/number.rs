//! Numbers of a workbook: binary fractions in the programs that write them, exact decimals from here on.

use rust_decimal::Decimal;

/// The decimal that a number of a workbook stands for; none where it is no number.
///
/// A workbook writes `1.1000000000000001` for what was typed as 1.1: both are the same binary fraction, and the shortest
/// decimal of it is what was typed. Only such noise goes: the digits in the file must be those of the binary fraction, rounded to as
/// many as there are. Other digits no program took from a binary fraction, and they stand as they are written, also where that is a
/// number nobody can hold, such as `1e-400`.
pub(super) fn shortest(written: &str) -> Option<String> {
    let written = written.trim();
    let (digits, _) = told(written)?;
    let number: f64 = written.parse().ok()?;
    let rounded = format!("{number:.*e}", digits.len().saturating_sub(1));
    if number.is_finite() && plain(told(&rounded)?) == plain(told(written)?) {
        return shortest_of(number);
    }
    Some(written.to_owned())
}

/// The digits of a number from the first that counts, and the power of ten that the first stands for; none where it is no number.
fn told(text: &str) -> Option<(String, i64)> {
    let (number, power) = match text.split_once(['e', 'E']) {
        Some((number, power)) => (number, power.parse().ok()?),
        None => (text, 0_i64),
    };
    let number = number.strip_prefix(['-', '+']).unwrap_or(number);
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    let all = format!("{whole}{part}");
    if all.is_empty() || !all.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let digits = all.trim_start_matches('0');
    let zeros = all.len().saturating_sub(digits.len());
    let above = i64::try_from(whole.len()).ok()?.saturating_sub(i64::try_from(zeros).ok()?);
    Some((digits.to_owned(), power.saturating_add(above)))
}

/// The same without zeros at the end; nothing has no power.
fn plain((digits, power): (String, i64)) -> (String, i64) {
    let digits = digits.trim_end_matches('0');
    if digits.is_empty() { (String::new(), 0) } else { (digits.to_owned(), power) }
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
