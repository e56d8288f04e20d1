//! Number formats of a workbook: whether a number is shown as a day, a time or a percentage.

use super::table::Shown;

/// What a format makes of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Number(Shown),
    /// A day, perhaps with a time.
    Day,
    /// A time alone.
    Time,
}

impl Format {
    /// A format that every program knows by its number.
    pub(super) const fn built_in(id: u32) -> Self {
        match id {
            9 | 10 => Format::Number(Shown::Percent),
            14..=17 | 22 | 27..=31 | 34..=36 | 50..=54 | 57..=58 => Format::Day,
            18..=21 | 32..=33 | 45..=47 | 55..=56 => Format::Time,
            _ => Format::Number(Shown::Plain),
        }
    }

    /// A format that the workbook spells out.
    pub(super) fn of(code: &str) -> Self {
        if code.eq_ignore_ascii_case("general") || code == "@" {
            return Format::Number(Shown::Plain);
        }
        let bare = bare(code);
        let has = |letters: &[char]| bare.contains(letters);
        if has(&['%']) {
            Format::Number(Shown::Percent)
        } else if has(&['y', 'd']) || (has(&['m']) && !has(&['h', 's'])) {
            Format::Day
        } else if has(&['h', 's']) {
            Format::Time
        } else if bare.len() > 1 && bare.bytes().all(|byte| byte == b'0') {
            Format::Number(Shown::Filled)
        } else {
            Format::Number(Shown::Plain)
        }
    }
}

/// The first part of a format in small letters, without what is in quotes or brackets and without escaped letters.
fn bare(code: &str) -> String {
    let mut bare = String::new();
    let mut letters = code.chars();
    while let Some(letter) = letters.next() {
        match letter {
            ';' => break,
            '"' => letters.by_ref().take_while(|letter| *letter != '"').for_each(drop),
            '[' => {
                let inside: String = letters.by_ref().take_while(|letter| *letter != ']').collect();
                // Hours, minutes and seconds that go on beyond a day stand in brackets.
                if matches!(inside.to_ascii_lowercase().as_str(), "h" | "hh" | "m" | "mm" | "s" | "ss") {
                    bare.push('h');
                }
            }
            '\\' | '_' | '*' => drop(letters.next()),
            other => bare.extend(other.to_lowercase()),
        }
    }
    bare
}
