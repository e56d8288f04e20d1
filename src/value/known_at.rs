//! How much of a ledger a question may use, as it is asked.

use crate::value::{Day, Instant, Position};
use std::fmt;

/// How much of the ledger a question may use, as it is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KnownAt {
    /// Everything recorded up to now.
    Head,
    /// What was recorded by the end of a day in Beijing.
    Day(Day),
    /// What was recorded by a moment, itself included.
    Instant(Instant),
    /// What stands up to a position, itself included.
    Position(Position),
}

impl KnownAt {
    /// Reads `2026-09-30`, `2026-09-30T12:00:00+08:00`, or a position as `48213`, `#48213` or `#48,213`.
    pub fn parse(text: &str) -> Option<Self> {
        let number = text.strip_prefix('#').unwrap_or(text);
        if number.starts_with(|letter: char| letter.is_ascii_digit()) && !number.contains('-') {
            return number.replace(',', "").parse().ok().map(|number| Self::Position(Position(number)));
        }
        Day::parse(text).map(Self::Day).or_else(|| Instant::parse(text).map(Self::Instant))
    }
}

/// As it is asked for: a day, a moment, a position; nothing for all there is.
impl fmt::Display for KnownAt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            KnownAt::Head => Ok(()),
            KnownAt::Day(day) => write!(f, "{day}"),
            KnownAt::Instant(moment) => write!(f, "{moment}"),
            KnownAt::Position(position) => write!(f, "{}", position.0),
        }
    }
}
