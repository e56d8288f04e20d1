//! Periods of years end on their anniversary, and 29 February has one every year.

use proptest::prelude::*;
use qizhang::value::{Day, DayPeriod, Instant, YearEnd};

fn day(text: &str) -> Day {
    Day::parse(text).unwrap_or_else(|| panic!("{text} is a day"))
}

#[test]
fn a_period_of_years_ends_on_its_anniversary() {
    // start, years, last day inclusive, last day under "the day before"
    let rows = [
        ("2023-11-30", 3, "2026-11-30", "2026-11-29"),
        ("2024-02-29", 3, "2027-02-28", "2027-02-27"),
        ("2024-02-29", 4, "2028-02-29", "2028-02-28"),
        ("2025-09-05", 5, "2030-09-05", "2030-09-04"),
        ("2026-01-01", 1, "2027-01-01", "2026-12-31"),
    ];
    for (start, years, inclusive, before) in rows {
        assert_eq!(day(start).last_of_years(years, YearEnd::AnniversaryInclusive), day(inclusive), "{start} + {years}");
        assert_eq!(day(start).last_of_years(years, YearEnd::DayBefore), day(before), "{start} + {years}, day before");
    }
}

#[test]
fn a_day_is_written_one_way_only() {
    for wrong in ["2026-2-01", "2026-02-30", "20260201", "2026/02/01", "1899-12-31", "3000-01-01", "", "２０２６-02-01"]
    {
        assert_eq!(Day::parse(wrong), None, "{wrong:?} is not a day");
    }
    assert!(DayPeriod::parse("2026-01-01/2025-12-31").is_none(), "a period never ends before it begins");
}

#[test]
fn a_day_of_knowledge_ends_in_beijing() {
    let end = Instant::end_of(day("2026-08-20"));
    assert_eq!(end.to_string(), "2026-08-20T23:59:59.999+08:00");
    assert_eq!(end.day(), day("2026-08-20"));
    assert_eq!(end.plus_millis(1).day(), day("2026-08-21"));
    assert_eq!(
        Instant::parse("2026-08-20T16:00:00Z").map(Instant::day),
        Some(day("2026-08-21")),
        "midnight in Beijing"
    );
}

proptest! {
    #[test]
    fn what_is_shown_reads_back(days in 0_i64..400_000) {
        let day = Day::MIN.plus_days(days);
        prop_assert_eq!(Day::parse(&day.to_string()), Some(day));
        prop_assert_eq!(Instant::start_of(day).day(), day);
        prop_assert_eq!(Instant::parse(&Instant::end_of(day).to_string()), Some(Instant::end_of(day)));
    }
}
