//! Moments of recording.

use crate::value::Day;
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
        let moment = DateTime::parse_from_rfc3339(text).ok()?;
        moment.timestamp_subsec_nanos().is_multiple_of(1_000_000).then(|| Self(moment.timestamp_millis()))
    }

    /// The first moment of a day in Beijing.
    pub fn start_of(day: Day) -> Self {
        let midnight = day.date().and_time(NaiveTime::MIN).and_utc().timestamp_millis();
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

    fn beijing(self) -> Option<DateTime<FixedOffset>> {
        let zone = FixedOffset::east_opt(BEIJING_SECONDS)?;
        Some(DateTime::from_timestamp_millis(self.0)?.with_timezone(&zone))
    }
}

/// `2026-08-20T10:00:00.000+08:00`.
impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let epoch = NaiveDate::default().and_time(NaiveTime::MIN).and_utc().fixed_offset();
        f.write_str(&self.beijing().unwrap_or(epoch).to_rfc3339_opts(SecondsFormat::Millis, false))
    }
}

impl fmt::Debug for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
