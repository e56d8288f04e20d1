//! The loan prime rate: as published until April 2026, invented after.

use super::Plan;
use super::body::Body;
use super::calendar;
use super::district::District;
use super::rates;
use super::rng::Rng;
use chrono::NaiveDate;

/// The months in which the rate changed, in hundredths of a percent: year, month, day, one year, five years. Copied from
/// the reference series of the product, which carries the source of each.
const CHANGES: [(i32, u32, u32, i64, i64); 15] = [
    (2019, 8, 20, 425, 485),
    (2019, 9, 20, 420, 485),
    (2019, 11, 20, 415, 480),
    (2020, 2, 20, 405, 475),
    (2020, 4, 20, 385, 465),
    (2021, 12, 20, 380, 465),
    (2022, 1, 20, 370, 460),
    (2022, 5, 20, 370, 445),
    (2022, 8, 22, 365, 430),
    (2023, 6, 20, 355, 420),
    (2023, 8, 21, 345, 420),
    (2024, 2, 20, 345, 395),
    (2024, 7, 22, 335, 385),
    (2024, 10, 21, 310, 360),
    (2025, 5, 20, 300, 350),
];
/// The first invented month, the one after the last row of the reference series.
const INVENTED_FROM: (i32, u32) = (2026, 5);
/// The rates by day of publication.
#[derive(Debug, Clone)]
pub(super) struct Series {
    published: Vec<(NaiveDate, i64, i64)>,
    invented: usize,
}

impl Series {
    /// The published changes, then a month after month of invented rates up to the plan's last year.
    pub(super) fn new(plan: &Plan) -> Self {
        let mut rng = Rng::part(plan.seed, "lpr", 0);
        let mut published: Vec<_> =
            CHANGES.iter().map(|&(year, month, day, one, five)| (calendar::day(year, month, day), one, five)).collect();
        let (_, mut one, mut five) = published.last().copied().unwrap_or_default();
        let invented = published.len();
        let months = (INVENTED_FROM.0..=plan.last_year).flat_map(|year| (1..=12).map(move |month| (year, month)));
        for (year, month) in months.skip_while(|month| *month < INVENTED_FROM) {
            if rng.permille(rates::LPR_CHANGES) {
                let by = rng.pick(&[-10, -5, -5, 5]);
                one = (one + by).clamp(rates::LPR_ONE_YEAR.0, rates::LPR_ONE_YEAR.1);
                five = (five + by).clamp(rates::LPR_FIVE_YEAR.0, rates::LPR_FIVE_YEAR.1);
            }
            published.push((calendar::office_day_from(calendar::day(year, month, 20)), one, five));
        }
        Self { published, invented }
    }

    /// The one-year and the five-year rate last published on or before a day, in hundredths of a percent.
    pub(super) fn on(&self, day: NaiveDate) -> (i64, i64) {
        let last = self.published.iter().rev().find(|(published, _, _)| *published <= day);
        last.or(self.published.first()).map_or((0, 0), |(_, one, five)| (*one, *five))
    }
}

/// Records the invented months, marked as such.
pub(super) fn publish(district: &mut District) {
    let series = district.lpr.clone();
    for (day, one, five) in series.published.iter().skip(series.invented) {
        let body = Body::default()
            .day("published_on", *day)
            .percent("one_year_pct", *one)
            .percent("five_year_pct", *five)
            .text("grade", "U")
            .text("source", "样例")
            .text("note", "样例虚构，非公布值");
        let at = district.book.moment(*day, calendar::Lag(0, 0), 0);
        district.book.write("lpr.published", *day, at, body);
    }
}
