//! The growth of R&D expense (article 11): the target the office sets for a year, and its reviews of who grew by more.

use super::body::Body;
use super::calendar;
use super::district::{District, Fact};
use super::rates;
use super::rng::Rng;

/// The open term of the policy that the target fills.
const TARGET: &str = "第十一条/年度目标值";

/// The reviews held in a year, about the year before, and the target of the year.
pub(super) fn year(district: &mut District, year: i32) {
    let mut rng = district.rng("growth", year);
    for who in reviewed(district, &mut rng, year) {
        review(district, &mut rng, who, year);
    }
    set_target(district, &mut rng, year);
}

fn set_target(district: &mut District, rng: &mut Rng, year: i32) {
    let day = calendar::office_day_within(rng, year, 10, 11);
    let body = Body::default()
        .text("name", TARGET)
        .number("year", year)
        .text("value", rates::RND_TARGET.to_string())
        .text("unit", "percent")
        .text("document", format!("昌科发〔{year}〕{}号（示例）", rng.between(20, 60)));
    let at = district.book.moment(day, rates::AT_ONCE, 0);
    district.book.write("parameter.set", day, at, body);
}

/// Some of the holders whose audited expense grew by more than the target from year to year.
fn reviewed(district: &District, rng: &mut Rng, year: i32) -> Vec<usize> {
    let grew = |who: &usize| {
        let spent = |back: i32| district.spent.get(&(year - back, *who)).copied();
        spent(1).zip(spent(2)).is_some_and(|(now, before)| now * 100 > before * (100 + rates::RND_TARGET))
    };
    let mut holders = district.those(|e| e.is_holder_in(year));
    holders.retain(grew);
    rng.sample(holders, district.plan.at_least_one(rates::RND_REVIEWS))
}

/// A review in the summer after the year; whoever was reviewed had a reason to apply in spring.
fn review(district: &mut District, rng: &mut Rng, who: usize, year: i32) {
    let day = calendar::office_day_within(rng, year, 6, 7);
    let number = format!("YF{year}-{:04}", district.book.number("growth-review", year));
    let body = Body::default()
        .number("year", year - 1)
        .percent("share_pct", rng.between(2, 6) * 500)
        .text("review_no", number);
    district.record(who, Fact::new("rnd_growth.assessed", day, rates::AT_ONCE), body);
    district.earners.insert((year - 1, who));
}
