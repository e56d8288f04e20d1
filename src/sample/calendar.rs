//! Days and office hours in Beijing.

use super::rng::Rng;
use chrono::{DateTime, Datelike, Days, FixedOffset, Months, NaiveDate, NaiveTime, SecondsFormat, Weekday};

const BEIJING_SECONDS: i32 = 8 * 3600;
const DAY_MILLIS: i64 = 86_400_000;
const HOUR_MILLIS: i64 = 3_600_000;
/// Office hours: 09:00 to 12:00 and 13:30 to 17:30.
const OPENS: i64 = 9 * HOUR_MILLIS;
const MORNING: i64 = 3 * HOUR_MILLIS;
const LUNCH: i64 = HOUR_MILLIS + HOUR_MILLIS / 2;
const AFTERNOON: i64 = 4 * HOUR_MILLIS;
/// Fixed public holidays as month, first and last day; the ones of the lunar calendar are left out.
const HOLIDAYS: [(u32, u32, u32); 3] = [(1, 1, 1), (5, 1, 3), (10, 1, 7)];

/// So many days at least and at most between what happened and its record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Lag(pub(super) i64, pub(super) i64);

/// The day of this year, month and day of the month; the last such day of the month where there is none.
pub(super) fn day(year: i32, month: u32, of_month: u32) -> NaiveDate {
    let found = (0..4).find_map(|back| NaiveDate::from_ymd_opt(year, month, of_month.saturating_sub(back)));
    found.unwrap_or_default()
}

/// Moves by whole days.
pub(super) fn plus(day: NaiveDate, days: i64) -> NaiveDate {
    let count = Days::new(days.unsigned_abs());
    let moved = if days < 0 { day.checked_sub_days(count) } else { day.checked_add_days(count) };
    moved.unwrap_or(day)
}

/// The same day so many years later; 29 February becomes 28 February.
pub(super) fn plus_years(day: NaiveDate, years: u32) -> NaiveDate {
    day.checked_add_months(Months::new(years * 12)).unwrap_or(day)
}

/// A day of some months of a year, both months inside.
pub(super) fn within(rng: &mut Rng, year: i32, first_month: u32, last_month: u32) -> NaiveDate {
    let first = day(year, first_month, 1);
    between(rng, first, day(year, last_month, 31))
}

/// A day between two days, both inside.
pub(super) fn between(rng: &mut Rng, first: NaiveDate, last: NaiveDate) -> NaiveDate {
    plus(first, rng.between(0, last.signed_duration_since(first).num_days().max(0)))
}

/// A day the office works, between two days when there is one.
pub(super) fn office_day_between(rng: &mut Rng, first: NaiveDate, last: NaiveDate) -> NaiveDate {
    let mut found = between(rng, first, last);
    for _ in 0..40 {
        if is_office_day(found) {
            break;
        }
        found = between(rng, first, last);
    }
    found
}

/// A day the office works in some months of a year.
pub(super) fn office_day_within(rng: &mut Rng, year: i32, first_month: u32, last_month: u32) -> NaiveDate {
    office_day_between(rng, day(year, first_month, 1), day(year, last_month, 31))
}

/// Whether the office works on this day.
pub(super) fn is_office_day(day: NaiveDate) -> bool {
    let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
    let holiday = |&(month, first, last): &(u32, u32, u32)| day.month() == month && (first..=last).contains(&day.day());
    !weekend && !HOLIDAYS.iter().any(holiday)
}

/// This day, or the next one on which the office works.
pub(super) fn office_day_from(day: NaiveDate) -> NaiveDate {
    (0..30).map(|ahead| plus(day, ahead)).find(|day| is_office_day(*day)).unwrap_or(day)
}

/// A moment in office hours, in milliseconds since 1970, on this day or the next office day.
pub(super) fn moment(rng: &mut Rng, day: NaiveDate) -> i64 {
    let worked = rng.between(0, MORNING + AFTERNOON - 1);
    let lunch = if worked < MORNING { 0 } else { LUNCH };
    midnight(office_day_from(day)) + OPENS + worked + lunch
}

/// The first millisecond of a day in Beijing.
pub(super) fn midnight(day: NaiveDate) -> i64 {
    day.and_time(NaiveTime::MIN).and_utc().timestamp_millis() - i64::from(BEIJING_SECONDS) * 1000
}

/// The last millisecond of a day in Beijing.
pub(super) fn end_of(day: NaiveDate) -> i64 {
    midnight(day) + DAY_MILLIS - 1
}

/// The day of a moment in Beijing.
pub(super) fn day_of(millis: i64) -> NaiveDate {
    beijing(millis).date_naive()
}

/// `2026-08-20T10:00:00.000+08:00`.
pub(super) fn text_of(millis: i64) -> String {
    beijing(millis).to_rfc3339_opts(SecondsFormat::Millis, false)
}

fn beijing(millis: i64) -> DateTime<FixedOffset> {
    let utc = DateTime::from_timestamp_millis(millis).unwrap_or_default();
    FixedOffset::east_opt(BEIJING_SECONDS).map_or_else(|| utc.fixed_offset(), |zone| utc.with_timezone(&zone))
}
