//! The yearly calls: opened, closed, the list shown to the public, objections to it.

use super::body::Body;
use super::calendar::{self, Lag};
use super::district::District;
use super::rates;
use super::rng::Rng;
use super::{Plan, applications};
use chrono::NaiveDate;

/// Month and day on which a call opens.
pub(super) const OPENS: (u32, u32) = (3, 1);
/// Month and day on which a call closes.
pub(super) const CLOSES: (u32, u32) = (4, 30);
/// Month and day on which the list is shown.
const SHOWN: (u32, u32) = (8, 3);
/// Month and day of the decision.
const DECIDED: (u32, u32) = (8, 20);
/// Month and day of the payment.
const PAID: (u32, u32) = (9, 25);
const GROUNDS: [&str; 3] = ["对申报材料中的研发费用数据有异议", "对起草单位排名有异议", "认为该企业已迁出本区"];

/// Of every call its year, the day the office decides and the day it pays.
pub fn days_of_decision(plan: &Plan) -> Vec<(i32, NaiveDate, NaiveDate)> {
    let days = |year| (year, calendar::day(year, DECIDED.0, DECIDED.1), calendar::day(year, PAID.0, PAID.1));
    plan.years().skip(1).map(days).collect()
}

/// The call of a year, for the facts of the year before; its applications are drawn elsewhere.
pub(super) fn year(district: &mut District, year: i32) {
    let opens = calendar::day(year, OPENS.0, OPENS.1);
    let closes = calendar::day(year, CLOSES.0, CLOSES.1);
    let opened = Body::default()
        .number("year", year)
        .number("fact_year", year - 1)
        .day("opens_on", opens)
        .day("closes_on", closes);
    let at = district.book.moment(calendar::plus(opens, -6), Lag(0, 1), 0);
    district.book.write("call.opened", opens, at, opened);
    let at = district.book.moment(closes, Lag(1, 5), 0);
    district.book.write("call.closed", closes, at, Body::default().number("year", year).text("reason", "申报期届满"));
    publicity(district, year);
}

fn list_no(year: i32) -> String {
    format!("GS{year}-1")
}

fn publicity(district: &mut District, year: i32) {
    let started = calendar::office_day_from(calendar::day(year, SHOWN.0, SHOWN.1));
    let ended = calendar::office_day_from(calendar::plus(started, rates::PUBLICITY_DAYS + 1));
    let body = Body::default().text("list_no", list_no(year)).number("days", rates::PUBLICITY_DAYS);
    let start = district.book.moment(started, Lag(0, 0), 0);
    district.book.write("publicity.started", started, start, body);
    let end = district.book.moment(ended, Lag(0, 0), start);
    district.book.write("publicity.ended", ended, end, Body::default().text("list_no", list_no(year)));
}

/// Objections to the list, against some of those who applied, and how they ended.
pub(super) fn objections(district: &mut District, rng: &mut Rng, year: i32, applied: &[applications::Applied]) {
    let count = district.plan.scaled(rates::OBJECTIONS);
    for against in rng.sample(applied.to_vec(), count) {
        let Some(uscc) = district.enterprises.get(against.who).map(|e| e.uscc.clone()) else { continue };
        let number = format!("YY{year}-{:03}", district.book.number("objection", year));
        let day = calendar::office_day_from(calendar::plus(calendar::day(year, SHOWN.0, SHOWN.1), rng.between(2, 4)));
        let filed = Body::of(&uscc)
            .text("objection_no", number.clone())
            .text("list_no", list_no(year))
            .text("application_no", against.number.clone())
            .text("ground", rng.pick(&GROUNDS));
        let at = district.book.moment(day, Lag(0, 0), 0);
        let filed = district.book.write("objection.filed", day, at, filed);
        let upheld = rng.permille(rates::UPHELD);
        let resolved = calendar::office_day_from(calendar::plus(day, rng.between(3, 8)));
        let at = district.book.moment(resolved, Lag(0, 0), filed.at);
        let body = Body::of(&uscc).text("objection_no", number).flag("upheld", upheld);
        let body = body.text("reason", if upheld { "经核实，异议成立" } else { "经核实，异议不成立" });
        district.book.write("objection.resolved", resolved, at, body);
    }
}
