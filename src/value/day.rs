//! Calendar days, and periods of years that end on their anniversary.

use crate::value::digits::{digits, spell};
use chrono::{Datelike, Months, NaiveDate};
use std::fmt;

/// A calendar day in Beijing, between 1900-01-01 and 2999-12-31.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(NaiveDate);

/// Which day is the last of a period of years (reading R0.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum YearEnd {
    /// The anniversary itself is still inside.
    #[default]
    AnniversaryInclusive,
    /// The day before the anniversary is the last.
    DayBefore,
}

impl Day {
    /// The earliest day the product can hold.
    pub const MIN: Day = Day(NaiveDate::from_ymd_opt(1900, 1, 1).unwrap());
    /// The latest day the product can hold; stands for "no end".
    pub const MAX: Day = Day(NaiveDate::from_ymd_opt(2999, 12, 31).unwrap());

    /// The day with this year, month and day of the month, when it exists and lies in range.
    ///
    /// ```
    /// use qizhang::value::Day;
    /// assert!(Day::new(2028, 2, 29).is_some());
    /// assert!(Day::new(2027, 2, 29).is_none(), "2027 has no 29 February");
    /// ```
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        Self::from_date(NaiveDate::from_ymd_opt(year, month, day)?)
    }

    /// Reads `2026-05-11`: four, two and two digits, nothing else.
    pub fn parse(text: &str) -> Option<Self> {
        Self::parse_bytes(text.as_bytes())
    }

    /// As [`Day::parse`].
    pub(super) fn parse_bytes(text: &[u8]) -> Option<Self> {
        let [year @ .., b'-', m1, m2, b'-', d1, d2] = text else { return None };
        let year = i32::try_from(digits::<4>(year.try_into().ok()?)?).ok()?;
        Self::new(year, digits([*m1, *m2])?, digits([*d1, *d2])?)
    }

    /// Takes a date of the calendar library, when it lies in range.
    pub fn from_date(date: NaiveDate) -> Option<Self> {
        let day = Self(date);
        (Self::MIN <= day && day <= Self::MAX).then_some(day)
    }

    /// The date of the calendar library.
    pub fn date(self) -> NaiveDate {
        self.0
    }

    /// The calendar year.
    pub fn year(self) -> i32 {
        self.0.year()
    }

    /// 1 January of a year; the nearest day in range when the year is out of range.
    pub fn year_start(year: i32) -> Self {
        Self::new(year.clamp(1900, 2999), 1, 1).unwrap_or(Self::MIN)
    }

    /// 31 December of a year; the nearest day in range when the year is out of range.
    pub fn year_end(year: i32) -> Self {
        Self::new(year.clamp(1900, 2999), 12, 31).unwrap_or(Self::MAX)
    }

    /// The day after; [`Day::MAX`] stays.
    #[must_use]
    pub fn next(self) -> Self {
        self.0.succ_opt().and_then(Self::from_date).unwrap_or(Self::MAX)
    }

    /// The day before; [`Day::MIN`] stays.
    #[must_use]
    pub fn prev(self) -> Self {
        self.0.pred_opt().and_then(Self::from_date).unwrap_or(Self::MIN)
    }

    /// Moves by whole days, at most to the ends of the range.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        let moved = chrono::TimeDelta::try_days(days).and_then(|delta| self.0.checked_add_signed(delta));
        moved.and_then(Self::from_date).unwrap_or(if days < 0 { Self::MIN } else { Self::MAX })
    }

    /// The last day of a period of `years` that starts on this day.
    ///
    /// A period ends on the anniversary, inclusive; 29 February ends on 28 February where there is none.
    ///
    /// ```
    /// use qizhang::value::{Day, YearEnd};
    /// let start = Day::new(2023, 12, 2).unwrap();
    /// assert_eq!(start.last_of_years(3, YearEnd::AnniversaryInclusive), Day::new(2026, 12, 2).unwrap());
    /// let leap = Day::new(2024, 2, 29).unwrap();
    /// assert_eq!(leap.last_of_years(3, YearEnd::AnniversaryInclusive), Day::new(2027, 2, 28).unwrap());
    /// assert_eq!(leap.last_of_years(3, YearEnd::DayBefore), Day::new(2027, 2, 27).unwrap());
    /// ```
    #[must_use]
    pub fn last_of_years(self, years: u32, end: YearEnd) -> Self {
        let months = Months::new(years.saturating_mul(12));
        let anniversary = self.0.checked_add_months(months).and_then(Self::from_date).unwrap_or(Self::MAX);
        match end {
            YearEnd::AnniversaryInclusive => anniversary,
            YearEnd::DayBefore => anniversary.prev(),
        }
    }

    /// Days from `earlier` to this day; negative when this day comes first.
    pub fn days_since(self, earlier: Self) -> i64 {
        self.0.signed_duration_since(earlier.0).num_days()
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // As `%Y-%m-%d` would, for the years a day can have, without reading that pattern each time.
        let ([y1, y2, y3, y4], [m1, m2]) = (spell(self.0.year().unsigned_abs()), spell(self.0.month()));
        let [d1, d2] = spell(self.0.day());
        let shown = [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2];
        f.write_str(std::str::from_utf8(&shown).unwrap_or_default())
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A closed run of days, both ends included, written `2026-01-01/2026-03-31`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DayPeriod {
    /// The first day inside.
    pub first: Day,
    /// The last day inside, never before the first.
    pub last: Day,
}

impl DayPeriod {
    /// Reads `day/day` with the first day not after the last.
    pub fn parse(text: &str) -> Option<Self> {
        let (first, last) = text.split_once('/')?;
        let (first, last) = (Day::parse(first)?, Day::parse(last)?);
        (first <= last).then_some(Self { first, last })
    }
}

impl fmt::Display for DayPeriod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.first, self.last)
    }
}
