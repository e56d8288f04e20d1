//! R&D expense, reported twice for each year: by the enterprise and by its auditor.

use super::body::Body;
use super::calendar;
use super::district::{District, Fact};
use super::rates;
use super::rng::Rng;
use chrono::NaiveDate;

/// One report.
#[derive(Debug, Clone, Copy)]
pub(super) struct Report {
    /// The year the money was spent.
    pub(super) year: i32,
    /// The day of the report.
    pub(super) day: NaiveDate,
    /// `special_audit`, `tax_deduction` or `annual_report`.
    pub(super) basis: &'static str,
    /// The amount in fen.
    pub(super) amount: i64,
    /// The part spent in the country, in thousandths.
    pub(super) domestic: i64,
}

/// The reports made in the spring of a year about the year before.
pub(super) fn year(district: &mut District, year: i32) {
    let mut rng = district.rng("research", year);
    for enterprise in district.enterprises.iter_mut().filter(|e| e.joined < year) {
        enterprise.research = grown(&mut rng, enterprise.research);
    }
    for who in reporters(district, &mut rng, year) {
        let Some(enterprise) = district.enterprises.get(who) else { continue };
        let spent = unusual(&mut rng, enterprise.research);
        report_twice(district, &mut rng, who, year - 1, spent);
    }
}

fn grown(rng: &mut Rng, amount: i64) -> i64 {
    let growth = rates::RND_GROWTH + rates::RND_GROWTH_SPREAD * rng.normal() / 1000;
    amount * (1000 + growth.max(rates::RND_DEEPEST_FALL)) / 1000
}

/// A few spend next to nothing, or nothing.
fn unusual(rng: &mut Rng, amount: i64) -> i64 {
    if rng.permille(rates::RND_ZERO) {
        return 0;
    }
    if rng.permille(rates::RND_TINY) { amount / rates::RND_TINY_PART } else { amount }
}

/// Those who are to be certified for the first time this year, nearly all, and then holders as far as the number goes.
fn reporters(district: &District, rng: &mut Rng, year: i32) -> Vec<usize> {
    let wanted = district.plan.scaled(rates::RND_REPORTERS);
    let new = district.those(|e| e.is_ordinary() && e.stays_through(year) && e.first_certified == Some(year));
    let mut chosen: Vec<usize> = new.into_iter().filter(|_| !rng.permille(rates::RND_UNRECORDED)).collect();
    let last = calendar::day(year - 1, 12, 31);
    let holders = district.those(|e| e.is_ordinary() && e.stays_through(year) && e.joined < year && e.holds(last));
    let rest = wanted.saturating_sub(chosen.len());
    chosen.extend(rng.sample(holders, rest));
    chosen
}

fn report_twice(district: &mut District, rng: &mut Rng, who: usize, year: i32, spent: i64) {
    let domestic =
        if rng.permille(rates::RND_ALL_DOMESTIC) { 1000 } else { rng.between(rates::RND_LEAST_DOMESTIC, 999) };
    let own = if rng.permille(rates::RND_FROM_TAX) { "tax_deduction" } else { "annual_report" };
    let less = if rng.permille(rates::RND_AUDITED_LESS) { rng.between(rates::RND_AUDIT_LEAST, 995) } else { 1000 };
    let reports = [(own, 2, 4, spent), ("special_audit", 3, 5, spent * less / 1000)];
    for (basis, from, to, amount) in reports {
        let day = calendar::office_day_within(rng, year + 1, from, to);
        report(district, who, Report { year, day, basis, amount, domestic });
    }
}

/// Records a report; the audited amounts of two years show who grew.
pub(super) fn report(district: &mut District, who: usize, report: Report) {
    if report.basis == "special_audit" {
        district.spent.insert((report.year, who), report.amount);
    }
    let body = Body::default()
        .number("year", report.year)
        .yuan("amount", report.amount)
        .yuan("domestic_amount", report.amount * report.domestic / 1000)
        .text("basis", report.basis);
    district.record(who, Fact::new("rnd.expense_reported", report.day, rates::DAYS), body);
}
