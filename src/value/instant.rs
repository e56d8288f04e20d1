//! Moments of recording.

use crate::value::Day;
use crate::value::digits::{digits, spell};
use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, SecondsFormat};
use std::fmt;

/// A moment in milliseconds since 1970-01-01T00:00Z, shown in Beijing time (+08:00).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(i64);

const BEIJING_SECONDS: i32 = 8 * 3600;
const DAY_MILLIS: i64 = 86_400_000;

impl Instant {
    /// So many milliseconds since 1970-01-01T00:00Z.
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// Milliseconds since 1970-01-01T00:00Z.
    pub const fn millis(self) -> i64 {
        self.0
    }

    /// Reads an RFC 3339 moment with any offset; parts of a millisecond are refused so that nothing is lost.
    pub fn parse(text: &str) -> Option<Self> {
        Self::parse_shown(text).or_else(|| Self::parse_any(text))
    }

    /// Reads what a moment is shown as, and nothing else: all that a ledger keeps.
    pub(crate) fn parse_shown(text: &str) -> Option<Self> {
        let (day, clock) = text.as_bytes().strip_suffix(b"+08:00")?.split_at_checked(10)?;
        let [b'T', h1, h2, b':', m1, m2, b':', s1, s2, b'.', milli @ ..] = clock else { return None };
        let two = |tens: &u8, ones: &u8| digits([*tens, *ones]).map(i64::from);
        let (hour, minute, second) = (two(h1, h2)?, two(m1, m2)?, two(s1, s2)?);
        // A leap second is left to those who know of them.
        if hour > 23 || minute > 59 || second > 59 {
            return None;
        }
        let milli = i64::from(digits::<3>(milli.try_into().ok()?)?);
        let start = Self::start_of(Day::parse_bytes(day)?);
        let seconds = hour.saturating_mul(60).saturating_add(minute).saturating_mul(60).saturating_add(second);
        Some(start.plus_millis(seconds.saturating_mul(1000).saturating_add(milli)))
    }

    fn parse_any(text: &str) -> Option<Self> {
        let moment = DateTime::parse_from_rfc3339(text).ok()?;
        moment.timestamp_subsec_nanos().is_multiple_of(1_000_000).then(|| Self(moment.timestamp_millis()))
    }

    /// The first moment of a day in Beijing.
    pub fn start_of(day: Day) -> Self {
        let midnight = i64::from(day.date().to_epoch_days()).saturating_mul(DAY_MILLIS);
        Self(midnight.saturating_sub(i64::from(BEIJING_SECONDS).saturating_mul(1000)))
    }

    /// The last millisecond of a day in Beijing.
    pub fn end_of(day: Day) -> Self {
        Self(Self::start_of(day).0.saturating_add(DAY_MILLIS).saturating_sub(1))
    }

    /// The day in Beijing.
    pub fn day(self) -> Day {
        self.beijing().and_then(|moment| Day::from_date(moment.date_naive())).unwrap_or(Day::MIN)
    }

    /// Moves by milliseconds.
    #[must_use]
    pub const fn plus_millis(self, millis: i64) -> Self {
        Self(self.0.saturating_add(millis))
    }

    /// The day in Beijing and the milliseconds since it began, where the day is in range.
    fn parts(self) -> Option<(Day, u32)> {
        let millis = self.0.checked_add(i64::from(BEIJING_SECONDS).saturating_mul(1000))?;
        let date = NaiveDate::from_epoch_days(i32::try_from(millis.div_euclid(DAY_MILLIS)).ok()?)?;
        Some((Day::from_date(date)?, u32::try_from(millis.rem_euclid(DAY_MILLIS)).ok()?))
    }

    fn beijing(self) -> Option<DateTime<FixedOffset>> {
        let zone = FixedOffset::east_opt(BEIJING_SECONDS)?;
        Some(DateTime::from_timestamp_millis(self.0)?.with_timezone(&zone))
    }
}

/// `2026-08-20T10:00:00.000+08:00`.
impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some((day, millis)) = self.parts() {
            let seconds = millis / 1000;
            let ([h1, h2], [m1, m2], [s1, s2]) = (spell(seconds / 3600), spell(seconds / 60 % 60), spell(seconds % 60));
            let [c1, c2, c3] = spell(millis % 1000);
            let clock = [b'T', h1, h2, b':', m1, m2, b':', s1, s2, b'.', c1, c2, c3];
            fmt::Display::fmt(&day, f)?;
            f.write_str(std::str::from_utf8(&clock).unwrap_or_default())?;
            return f.write_str("+08:00");
        }
        let epoch = NaiveDate::default().and_time(NaiveTime::MIN).and_utc().fixed_offset();
        f.write_str(&self.beijing().unwrap_or(epoch).to_rfc3339_opts(SecondsFormat::Millis, false))
    }
}

impl fmt::Debug for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
