//! The scale of enterprises, and the list of those who are to grow above it (article 10).

use super::body::Body;
use super::book::Written;
use super::calendar;
use super::district::{District, Fact};
use super::enterprise::Enterprise;
use super::rates;
use super::rng::Rng;
use super::services;
use chrono::NaiveDate;

/// What article 10 promises to those on the list.
const SERVICES: [(u32, &str); 4] = [(40, "policy_information"), (25, "consulting"), (20, "matching"), (15, "transfer")];

/// Who grew in a year, and the list, published at the end of June.
pub(super) fn year(district: &mut District, year: i32) {
    let mut rng = district.rng("scale", year);
    first_known(district, &mut rng, year);
    if year < district.plan.first_year {
        return;
    }
    growth(district, &mut rng, year);
    listed_growth(district, &mut rng, year);
    list(district, &mut rng, year);
}

/// The scale of those who joined this year; of everybody who joined before the ledger began, in the year before it.
fn first_known(district: &mut District, rng: &mut Rng, year: i32) {
    let history = year < district.plan.first_year;
    let new = |joined: i32| joined == year || (history && joined < year);
    for who in district.those(|e| e.is_ordinary() && new(e.joined) && e.above_scale.is_none()) {
        if rng.permille(rates::SCALE_KNOWN) {
            let above = rng.permille(rates::ABOVE_SCALE);
            let Some(enterprise) = district.enterprises.get(who) else { continue };
            let day = calendar::day_of(enterprise.known_at);
            set_scale(district, who, day, above);
        }
    }
}

fn is_below_in(enterprise: &Enterprise, year: i32) -> bool {
    let known = enterprise.is_ordinary() && enterprise.joined < year && enterprise.above_scale == Some(false);
    known && enterprise.stays_through(year)
}

/// Those who grow without any list.
fn growth(district: &mut District, rng: &mut Rng, year: i32) {
    let below = district.those(|e| is_below_in(e, year) && e.scale_up_no.is_none());
    let count = district.plan.scaled(rates::SCALE_CHANGES);
    for who in rng.sample(below, count) {
        let day = calendar::office_day_within(rng, year, 2, 12);
        set_scale(district, who, day, true);
    }
}

/// Those who grow after they were listed, which is what the list is for; most of them leave it then.
fn listed_growth(district: &mut District, rng: &mut Rng, year: i32) {
    let listed = district.those(|e| is_below_in(e, year) && e.scale_up_no.is_some());
    let count = district.plan.at_least_one(rates::LISTED_GROWN);
    for who in rng.sample(listed, count) {
        let day = calendar::office_day_within(rng, year, 2, 9);
        let Some(grown) = set_scale(district, who, day, true) else { continue };
        let number = district.enterprises.get(who).and_then(|e| e.scale_up_no.clone());
        if let (Some(number), true) = (number, rng.permille(rates::GROWN_EXITS)) {
            let body = Body::default().text("list_no", number).text("reason", "已升为规模以上企业");
            let day = calendar::office_day_from(calendar::plus(day, rng.between(20, 60)));
            district.record(who, Fact::new("scale_up_list.exited", day, rates::AT_ONCE).after(grown.at), body);
        }
    }
}

fn set_scale(district: &mut District, who: usize, day: NaiveDate, above: bool) -> Option<Written> {
    district.enterprises.get_mut(who)?.above_scale = Some(above);
    let body = Body::default().text("scale", if above { "above" } else { "below" });
    district.record(who, Fact::new("enterprise.scale_changed", day, rates::DAYS), body)
}

/// Lists holders below scale who were never listed; nobody whom the office did not know yet.
fn list(district: &mut District, rng: &mut Rng, year: i32) {
    let day = calendar::office_day_from(calendar::day(year, 6, 28));
    let known = calendar::midnight(day);
    let fit = |e: &Enterprise| e.is_holder_in(year) && e.above_scale == Some(false) && e.scale_up_no.is_none();
    let fit = district.those(|e| fit(e) && e.known_at < known);
    let count = district.plan.scaled(rates::SCALE_UPS);
    for who in rng.sample(fit, count) {
        let number = format!("XSG{year}-1");
        let body = Body::default().text("list_no", number.clone());
        let entered = district.record(who, Fact::new("scale_up_list.entered", day, rates::AT_ONCE), body);
        if let Some(enterprise) = district.enterprises.get_mut(who) {
            enterprise.scale_up_no = Some(number);
        }
        if let (Some(entered), true) = (entered, rng.permille(rates::LISTED_SERVED)) {
            let served = calendar::office_day_from(calendar::plus(day, rng.between(10, 120)));
            let kind = rng.weighted(&SERVICES);
            services::provide(district, rng, who, kind, served, entered.at);
        }
    }
}
