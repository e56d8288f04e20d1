//! One cell as an amount, a day, a share, a number or words: exactly, or not at all.

use super::fault::CellFault;
use super::number::{decimal, significant};
use super::said::Scale;
use super::table::{Content, Shown};
use super::tidy::{folded, narrow, trimmed};
use crate::value::{Bilingual, Day, DayPeriod};
use rust_decimal::Decimal;

/// Spreadsheet programs keep so many digits of a number.
const DIGITS_KEPT: usize = 15;
/// What stands between the two days of a period.
const BETWEEN: [char; 5] = ['至', '到', '~', '—', '–'];

/// A cell that came back and must be typed again begins with it.
pub const UNMENDED: char = '⚠';

/// Words: text without blanks at its edges; also a whole number that lost nothing. None where the cell is blank.
pub fn words(content: &Content, several_lines: bool) -> Result<Option<String>, CellFault> {
    let shown = || content.to_string();
    match content {
        Content::Text(text) => {
            let text = trimmed(text);
            if text.starts_with(UNMENDED) {
                return Err(CellFault::NumberForText { shown: text.to_owned() });
            }
            if is_scientific(text) {
                return Err(CellFault::DigitsLost { shown: text.to_owned() });
            }
            if text.contains(['\n', '\r']) && !several_lines {
                return Err(CellFault::Lines { shown: text.to_owned() });
            }
            Ok(Some(text.to_owned()).filter(|text| !text.is_empty()))
        }
        Content::Number(text, Shown::Plain | Shown::Untold) if is_whole(text) => {
            if text.len() > DIGITS_KEPT {
                return Err(CellFault::DigitsLost { shown: shown() });
            }
            Ok(Some(text.to_string()))
        }
        Content::Number(..) | Content::Day(_) | Content::Moment(_) | Content::Flag(_) => {
            Err(CellFault::NumberForText { shown: shown() })
        }
        Content::Error(_) | Content::Unreckoned(_) | Content::Picture => Err(unread(content)),
    }
}

/// An amount in yuan, spelled with two decimals. A number counts as its shortest decimal; a third decimal is refused.
///
/// ```
/// use qizhang::sheet::{CellFault, Content, Scale, Shown, amount};
/// let text = |text: &str| Content::Text(text.into());
/// assert_eq!(amount(&text("￥１，２３４．５"), Scale::One), Ok(Some("1234.50".to_owned())));
/// assert_eq!(amount(&Content::Number("34.567891".into(), Shown::Plain), Scale::TenThousand), Ok(Some("345678.91".to_owned())));
/// let tenths = Content::Number("0.30000000000000004".into(), Shown::Plain);
/// assert!(matches!(amount(&tenths, Scale::One), Err(CellFault::PartOfAFen { .. })), "what 0.1 + 0.2 comes to");
/// ```
pub fn amount(content: &Content, scale: Scale) -> Result<Option<String>, CellFault> {
    let shown = || content.to_string();
    let written = match content {
        Content::Number(text, Shown::Plain | Shown::Untold | Shown::Filled) => text.to_string(),
        Content::Text(text) => {
            let text = folded(text);
            if text.is_empty() {
                return Ok(None);
            }
            if has_several(shown().as_str()) {
                return Err(CellFault::NotAnAmount { shown: shown() });
            }
            let bare = ["¥", "RMB", "CNY"].iter().find_map(|sign| text.strip_prefix(sign)).unwrap_or(&text);
            // Yuan in a column of another unit are two answers to one question.
            let bare = if scale == Scale::One { bare.strip_suffix('元').unwrap_or(bare) } else { bare };
            ungrouped(bare).ok_or_else(|| CellFault::NotAnAmount { shown: shown() })?
        }
        Content::Number(_, Shown::Percent) | Content::Day(_) | Content::Moment(_) | Content::Flag(_) => {
            return Err(CellFault::NotAnAmount { shown: shown() });
        }
        Content::Error(_) | Content::Unreckoned(_) | Content::Picture => return Err(unread(content)),
    };
    let exact = decimal(&written).and_then(|number| number.checked_mul(Decimal::from(scale.yuan())));
    let exact = exact.ok_or_else(|| CellFault::NotAnAmount { shown: shown() })?.normalize();
    if exact.is_sign_negative() && !exact.is_zero() {
        return Err(CellFault::Negative { shown: shown() });
    }
    if exact.scale() > 2 { Err(CellFault::PartOfAFen { shown: shown() }) } else { Ok(Some(format!("{exact:.2}"))) }
}

/// Whether blanks or line ends keep several numbers apart: they are never put together.
fn has_several(text: &str) -> bool {
    text.split_whitespace().filter(|piece| piece.chars().any(char::is_numeric)).count() > 1
}

/// A percentage without its sign: `10` for ten percent, however it is shown.
pub fn share(content: &Content) -> Result<Option<String>, CellFault> {
    let shown = || content.to_string();
    let bad = || CellFault::NotAShare { shown: shown() };
    let percent = match content {
        Content::Number(text, Shown::Percent) => super::number::times(text, 100),
        Content::Number(text, Shown::Plain) => decimal(text),
        Content::Number(_, Shown::Untold) => return Err(CellFault::ShareUntold { shown: shown() }),
        Content::Text(text) => {
            let text = folded(text);
            if text.is_empty() {
                return Ok(None);
            }
            ungrouped(text.strip_suffix('%').unwrap_or(&text)).and_then(|text| decimal(&text))
        }
        Content::Number(_, Shown::Filled) | Content::Day(_) | Content::Moment(_) | Content::Flag(_) => None,
        Content::Error(_) | Content::Unreckoned(_) | Content::Picture => return Err(unread(content)),
    };
    percent
        .filter(|percent| !percent.is_sign_negative())
        .map(|percent| Some(percent.normalize().to_string()))
        .ok_or_else(bad)
}

/// A whole number.
pub fn whole(content: &Content) -> Result<Option<i64>, CellFault> {
    let bad = || CellFault::NotWhole { shown: content.to_string() };
    let number = match content {
        Content::Number(text, Shown::Plain | Shown::Untold | Shown::Filled) => text.parse().ok(),
        Content::Text(text) => {
            let text = folded(text);
            if text.is_empty() {
                return Ok(None);
            }
            ungrouped(&text).and_then(|text| text.parse().ok())
        }
        Content::Number(_, Shown::Percent) | Content::Day(_) | Content::Moment(_) | Content::Flag(_) => None,
        Content::Error(_) | Content::Unreckoned(_) | Content::Picture => return Err(unread(content)),
    };
    number.map(Some).ok_or_else(bad)
}

/// Yes or no.
pub fn flag(content: &Content) -> Result<Option<bool>, CellFault> {
    let bad = || CellFault::NotAChoice {
        shown: content.to_string(),
        allowed: vec![Bilingual::new("是", "Yes"), Bilingual::new("否", "No")],
    };
    match content {
        Content::Flag(flag) => Ok(Some(*flag)),
        Content::Text(text) => match folded(text).to_lowercase().as_str() {
            "" => Ok(None),
            "是" | "yes" | "y" | "true" | "√" => Ok(Some(true)),
            "否" | "no" | "n" | "false" | "×" => Ok(Some(false)),
            _ => Err(bad()),
        },
        Content::Number(..) | Content::Day(_) | Content::Moment(_) => Err(bad()),
        Content::Error(_) | Content::Unreckoned(_) | Content::Picture => Err(unread(content)),
    }
}

/// A day: one that the workbook shows as a day, or year, month and day in this order. Anything that could be two days is none.
///
/// ```
/// use qizhang::sheet::{CellFault, Content, day};
/// let read = |text: &str| day(&Content::Text(text.into())).map(|day| day.map(|day| day.to_string()));
/// for written in ["2025-09-05", "2025.9.5", "2025/9/5", "2025年9月5日", "２０２５－０９－０５", "20250905"] {
///     assert_eq!(read(written), Ok(Some("2025-09-05".to_owned())), "{written}");
/// }
/// for written in ["5/9/2025", "25.9.5", "2025年9月"] {
///     assert!(matches!(read(written), Err(CellFault::DayUnclear { .. })), "{written}");
/// }
/// ```
pub fn day(content: &Content) -> Result<Option<Day>, CellFault> {
    match content {
        Content::Day(day) => Ok(Some(*day)),
        Content::Text(text) if trimmed(text).is_empty() => Ok(None),
        Content::Text(text) => day_of(text).map(Some),
        Content::Number(text, _) => match compact(text) {
            Some(day) => Ok(Some(day)),
            None => Err(CellFault::NumberForDay { shown: content.to_string() }),
        },
        Content::Moment(text) => Err(CellFault::TimeOfDay { shown: text.to_string() }),
        Content::Flag(_) => Err(CellFault::NotADay { shown: content.to_string() }),
        Content::Error(_) | Content::Unreckoned(_) | Content::Picture => Err(unread(content)),
    }
}

/// Two days in order: `2026-01-01/2026-03-31`, `2026.1.1-2026.3.31`, `2026年1月1日至2026年3月31日`.
pub fn period(content: &Content) -> Result<Option<DayPeriod>, CellFault> {
    let bad = || CellFault::NotAPeriod { shown: content.to_string() };
    let text = match content {
        Content::Text(text) => folded(text),
        Content::Error(_) | Content::Unreckoned(_) | Content::Picture => return Err(unread(content)),
        Content::Number(..) | Content::Day(_) | Content::Moment(_) | Content::Flag(_) => return Err(bad()),
    };
    if text.is_empty() {
        return Ok(None);
    }
    let once = |sign: &char| text.matches(*sign).count() == 1;
    let sign = BETWEEN.iter().find(|sign| text.contains(**sign)).or_else(|| ['/', '-'].iter().find(|sign| once(sign)));
    let (first, last) = sign.and_then(|sign| text.split_once(*sign)).ok_or_else(bad)?;
    let last = last.trim_start_matches(BETWEEN);
    let (first, last) = (day_of(first).map_err(|_| bad())?, day_of(last).map_err(|_| bad())?);
    if first <= last { Ok(Some(DayPeriod { first, last })) } else { Err(bad()) }
}

/// What cannot be read as anything.
fn unread(content: &Content) -> CellFault {
    let shown = content.to_string();
    match content {
        Content::Picture => CellFault::Picture,
        Content::Unreckoned(_) => CellFault::Unreckoned { formula: shown },
        Content::Error(_)
        | Content::Text(_)
        | Content::Number(..)
        | Content::Day(_)
        | Content::Moment(_)
        | Content::Flag(_) => CellFault::Error { shown },
    }
}

fn day_of(text: &str) -> Result<Day, CellFault> {
    let shown = || trimmed(text).to_owned();
    let narrow: String = trimmed(text).chars().map(narrow).collect();
    let (date, time) = narrow.split_once([' ', 'T']).unwrap_or((&narrow, ""));
    if time.chars().any(|letter| !matches!(letter, '0' | ':' | '.' | ' ')) {
        // Words that have a blank in them are no day with a time.
        let is_day = time.chars().any(|letter| letter.is_ascii_digit()) && day_of(date).is_ok();
        return Err(if is_day {
            CellFault::TimeOfDay { shown: shown() }
        } else {
            CellFault::NotADay { shown: shown() }
        });
    }
    if let Some(day) = compact(date) {
        return Ok(day);
    }
    let parts: Vec<&str> = match date.strip_suffix(['日', '号']) {
        Some(date) => date.split(['年', '月']).collect(),
        None => {
            let separator = date.chars().find(|letter| matches!(letter, '-' | '/' | '.'));
            separator.map_or_else(|| date.split(['年', '月']).collect(), |separator| date.split(separator).collect())
        }
    };
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    match parts[..] {
        [year, month, day]
            if year.len() == 4 && [year, month, day].into_iter().all(digits) && month.len() < 3 && day.len() < 3 =>
        {
            let read = |part: &str| part.parse().unwrap_or_default();
            let year = i32::try_from(read(year)).unwrap_or_default();
            Day::new(year, read(month), read(day)).ok_or_else(|| CellFault::NotADay { shown: shown() })
        }
        [_, _, ..] if date.chars().all(|letter| letter.is_ascii_digit() || "-/.年月日号".contains(letter)) => {
            Err(CellFault::DayUnclear { shown: shown() })
        }
        _ => Err(CellFault::NotADay { shown: shown() }),
    }
}

/// A day in eight digits.
fn compact(text: &str) -> Option<Day> {
    if text.len() != 8 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (year, rest) = text.split_at_checked(4)?;
    let (month, day) = rest.split_at_checked(2)?;
    Day::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// A number without the commas between its thousands; none where they stand elsewhere, or where there is more than digits.
fn ungrouped(text: &str) -> Option<String> {
    let (sign, bare) = match text.strip_prefix(['-', '−']) {
        Some(rest) => ("-", rest),
        None => match text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
            Some(rest) => ("-", rest),
            None => ("", text),
        },
    };
    let (whole, part) = bare.split_once('.').map_or((bare, None), |(whole, part)| (whole, Some(part)));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let groups: Vec<&str> = whole.split(',').collect();
    let grouped = match groups[..] {
        [first, ref others @ ..] if !others.is_empty() => {
            (1..=3).contains(&first.len()) && others.iter().all(|group| group.len() == 3)
        }
        _ => true,
    };
    if !grouped || !groups.iter().all(|group| digits(group)) || part.is_some_and(|part| !digits(part)) {
        return None;
    }
    let dot = if part.is_some() { "." } else { "" };
    Some(format!("{sign}{}{dot}{}", groups.concat(), part.unwrap_or_default()))
}

fn is_whole(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// `9.1110E+17`: what a program shows of a number with many digits, and keeps when it saves text.
fn is_scientific(text: &str) -> bool {
    let Some((number, exponent)) = text.split_once(['E', 'e']) else { return false };
    let exponent = exponent.strip_prefix('+').unwrap_or_default();
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, part) = number.split_once('.').unwrap_or((number, "0"));
    whole.len() == 1 && digits(whole) && digits(part) && digits(exponent) && significant(number) <= DIGITS_KEPT
}
