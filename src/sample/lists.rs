//! The cultivation list and what feeds it.

use super::body::Body;
use super::calendar;
use super::district::{District, Fact};
use super::rates;
use super::rng::Rng;
use super::services;
use chrono::{Datelike, NaiveDate};

const FEEDERS: [(u32, &str); 3] = [(60, "tech_sme"), (25, "zhongguancun_hightech"), (15, "innovative_sme")];
const EXIT_REASONS: [&str; 3] = ["连续未报送运行数据", "企业主动申请退出", "主营业务调整，不再符合遴选条件"];

/// The cultivation list of a year, published in May and in October.
pub(super) fn year(district: &mut District, year: i32) {
    let mut rng = district.rng("lists", year);
    for who in district.those(|e| e.is_ordinary() && e.listed == Some(year) && e.gone.is_none()) {
        enter(district, &mut rng, who, year);
    }
    if year >= district.plan.first_year {
        exits(district, &mut rng, year);
    }
}

fn enter(district: &mut District, rng: &mut Rng, who: usize, year: i32) {
    let Some(enterprise) = district.enterprises.get(who) else { return };
    let known = calendar::day_of(enterprise.known_at);
    let spring = calendar::office_day_from(calendar::day(year, 5, 20));
    let late = known > calendar::plus(spring, -20) && known.year() == year;
    let batch = if late || rng.permille(rates::LISTED_IN_AUTUMN) { 2 } else { 1 };
    let day = if batch == 2 { calendar::office_day_from(calendar::day(year, 10, 24)) } else { spring };
    feed(district, rng, who, calendar::plus(day, -10));
    list(district, rng, who, day, format!("YX{year}-{batch}"));
}

/// Registers the title an enterprise is chosen for the list from.
fn feed(district: &mut District, rng: &mut Rng, who: usize, day: NaiveDate) {
    let kind = rng.weighted(&FEEDERS);
    let number = format!("{}11{:06}", day.year(), district.book.number("feeder", day.year()));
    let body =
        Body::default().text("kind", kind).text("number", number).day("valid_to", calendar::day(day.year(), 12, 31));
    let day = calendar::plus(day, -rng.between(0, 40));
    district.record(who, Fact::new("feeder.registered", day, rates::AT_ONCE), body);
}

/// Enters an enterprise on the cultivation list, and coaches it.
pub(super) fn list(district: &mut District, rng: &mut Rng, who: usize, day: NaiveDate, list_no: String) {
    let body = Body::default().text("list_no", list_no.clone());
    let written = district.record(who, Fact::new("cultivation_list.entered", day, rates::AT_ONCE), body);
    if let (Some(written), true) = (written, rng.permille(rates::COACHED)) {
        let coached = calendar::office_day_from(calendar::plus(day, rng.between(10, 85)));
        services::provide(district, rng, who, "coaching", coached, written.at);
    }
    if let Some(enterprise) = district.enterprises.get_mut(who) {
        enterprise.list_no = Some(list_no);
    }
}

fn exits(district: &mut District, rng: &mut Rng, year: i32) {
    let listed = district.those(|e| {
        let before = e.listed.is_some_and(|listed| listed < year && listed + 2 >= year);
        e.is_ordinary() && e.stays_through(year) && before && e.list_no.is_some() && e.first_certified.is_none()
    });
    let count = district.plan.scaled(rates::LIST_EXITS);
    for who in rng.sample(listed, count) {
        let Some(enterprise) = district.enterprises.get_mut(who) else { continue };
        let Some(list_no) = enterprise.list_no.take() else { continue };
        let day = calendar::office_day_within(rng, year, 2, 11);
        let body = Body::default().text("list_no", list_no).text("reason", rng.pick(&EXIT_REASONS));
        district.record(who, Fact::new("cultivation_list.exited", day, rates::AT_ONCE), body);
    }
}
