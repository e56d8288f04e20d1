//! The list of enterprises growing strong, and the evaluation of their growth (article 15).

use super::body::Body;
use super::calendar;
use super::district::{District, Fact};
use super::rates;
use super::rng::Rng;
use super::services;
use chrono::{Datelike, NaiveDate};

const EXIT_REASONS: [&str; 2] = ["营业收入连续两年下降", "企业主动申请退出"];
const LAPSED: &str = "不再持有有效的高新技术企业证书";
const GONE: &str = "迁出本区或注销";
/// Grade and the bounds of its amount, in ten thousands of yuan; the highest are above the yearly cap of 200.
const GRADES: [(u32, (&str, i64, i64)); 3] = [(30, ("优秀", 100, 240)), (45, ("良好", 30, 100)), (25, ("合格", 0, 0))];
/// Ten thousand yuan, in fen.
const TEN_THOUSAND: i64 = 1_000_000;
/// Years for which those on the list promise to stay.
const PROMISED: u32 = 5;

/// The exits and evaluations of a year, and the list, published in September.
pub(super) fn year(district: &mut District, year: i32) {
    let mut rng = district.rng("strong", year);
    forced_exits(district, &mut rng, year);
    for who in district.those(|e| e.strong_no.is_some() && e.stays_through(year)) {
        if rng.permille(rates::STRONG_EVALUATED) {
            evaluate(district, &mut rng, who, year);
        }
        district.earners.insert((year - 1, who));
    }
    exits(district, &mut rng, year);
    let large = district.those(|e| e.is_holder_in(year) && e.above_scale == Some(true) && e.strong_no.is_none());
    for who in rng.sample(large, district.plan.at_least_one(rates::STRONG_ENTRIES)) {
        enter(district, &mut rng, who, year);
    }
}

/// The growth of the year before, evaluated in the summer after it.
fn evaluate(district: &mut District, rng: &mut Rng, who: usize, year: i32) {
    let (grade, least, most) = rng.weighted(&GRADES);
    let day = calendar::office_day_within(rng, year, 5, 7);
    let body = Body::default()
        .number("year", year - 1)
        .text("grade", grade)
        .yuan("approved_amount", rng.between(least, most) * TEN_THOUSAND);
    district.record(who, Fact::new("growth.evaluated", day, rates::AT_ONCE), body);
}

/// Whoever left the district or lost its certificate is taken off.
fn forced_exits(district: &mut District, rng: &mut Rng, year: i32) {
    let spring = calendar::day(year, 3, 1);
    for who in district.those(|e| e.strong_no.is_some()) {
        let Some(enterprise) = district.enterprises.get(who) else { continue };
        if let Some(gone) = enterprise.gone.filter(|day| day.year() == year) {
            let day = calendar::office_day_from(calendar::plus(gone, rng.between(10, 40)));
            take_off(district, who, day, GONE);
        } else if !enterprise.holds(spring) {
            let day = calendar::office_day_within(rng, year, 3, 5);
            take_off(district, who, day, LAPSED);
        }
    }
}

fn exits(district: &mut District, rng: &mut Rng, year: i32) {
    let listed = district.those(|e| e.strong_no.is_some() && e.stays_through(year));
    let count = district.plan.rare(rates::STRONG_EXITS, year);
    for who in rng.sample(listed, count) {
        let day = calendar::office_day_within(rng, year, 2, 11);
        take_off(district, who, day, rng.pick(&EXIT_REASONS));
    }
}

fn take_off(district: &mut District, who: usize, day: NaiveDate, reason: &str) {
    let Some(number) = district.enterprises.get_mut(who).and_then(|e| e.strong_no.take()) else { return };
    let body = Body::default().text("list_no", number).text("reason", reason);
    district.record(who, Fact::new("strong_list.exited", day, rates::AT_ONCE), body);
}

/// Enters an enterprise, which promises to stay and gets somebody to turn to.
fn enter(district: &mut District, rng: &mut Rng, who: usize, year: i32) {
    let day = calendar::office_day_from(calendar::day(year, 9, 20));
    let number = format!("GSQ{year}-1");
    let pledged = calendar::office_day_from(calendar::plus(day, -rng.between(10, 30)));
    let body = Body::default()
        .text("kind", "no_relocation")
        .day("until", calendar::plus_years(pledged, PROMISED))
        .text("document_no", format!("CN-{year}-{:04}", district.book.number("pledge", year)));
    let pledge = district.record(who, Fact::new("pledge.signed", pledged, rates::AT_ONCE), body);
    let after = pledge.map_or(0, |written| written.at);
    let body = Body::default().text("list_no", number.clone());
    let entered = district.record(who, Fact::new("strong_list.entered", day, rates::AT_ONCE).after(after), body);
    if let (Some(entered), true) = (entered, rng.permille(rates::STRONG_SERVED)) {
        let served = calendar::office_day_from(calendar::plus(day, rng.between(10, 80)));
        services::provide(district, rng, who, "key_liaison", served, entered.at);
    }
    if let Some(enterprise) = district.enterprises.get_mut(who) {
        enterprise.strong_no = Some(number);
    }
}
