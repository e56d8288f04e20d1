//! Loans, the interest paid on them, and their evaluation.

use super::body::{Body, hundredths};
use super::calendar;
use super::district::{District, Fact};
use super::rng::Rng;
use super::roster::BANKS;
use super::{lognormal, rates};
use chrono::{Datelike, NaiveDate};

/// Longest term, in months, that is priced at the one-year LPR.
const SHORT: i64 = 60;
/// Days in the year of a bank.
const BANK_YEAR: i64 = 360;
/// Principals are whole ten thousands of yuan, here in fen.
const ROUND_PRINCIPAL: i64 = 1_000_000;

/// A loan to be signed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Loan {
    /// The day of the contract.
    pub(super) signed_on: NaiveDate,
    /// In fen.
    pub(super) principal: i64,
    /// Hundredths of a percent a year.
    pub(super) rate: i64,
    /// Months.
    pub(super) term: i64,
    /// Which interest payment, from 0, comes late and with a penalty.
    pub(super) late: Option<u32>,
}

/// The loans of a year, and the evaluations of all interest paid in it.
pub(super) fn year(district: &mut District, year: i32) {
    let mut rng = district.rng("loans", year);
    let holders = district.those(|e| e.is_holder_in(year));
    for _ in 0..district.plan.scaled(rates::LOANS) {
        let who = rng.pick(&holders);
        let loan = some_loan(district, &mut rng, year);
        for paid in contract(district, &mut rng, who, loan) {
            district.interest.insert((paid, who));
        }
    }
    let payers: Vec<usize> = district.interest.iter().filter(|(of, _)| *of == year).map(|(_, who)| *who).collect();
    for who in payers {
        if rng.permille(rates::LOANS_EVALUATED) {
            let passed = rng.permille(rates::LOANS_PASSED);
            evaluate(district, &mut rng, who, year, passed);
        }
    }
}

fn some_loan(district: &District, rng: &mut Rng, year: i32) -> Loan {
    let signed_on = calendar::office_day_within(rng, year, 1, 12);
    let term = rng.weighted(&rates::LOAN_TERMS);
    let (one_year, five_year) = district.lpr.on(signed_on);
    let lpr = if term > SHORT { five_year } else { one_year };
    let rate = lpr + rates::RATE_ABOVE_LPR + rates::RATE_SPREAD * rng.normal() / 1000;
    let principal = lognormal::amount(rng, rates::PRINCIPAL_MEDIAN, rates::PRINCIPAL_SIGMA);
    let principal = (principal / ROUND_PRINCIPAL).max(1) * ROUND_PRINCIPAL;
    let late = rng.permille(rates::PENALTIES * rates::INTEREST_PAYMENTS);
    let late = late.then(|| u32::try_from(rng.below(u64::from(rates::INTEREST_PAYMENTS))).unwrap_or(0));
    Loan { signed_on, principal, rate: rate.max(rates::LOWEST_RATE), term, late }
}

/// Records a contract and its interest payments; answers the years they were made in.
pub(super) fn contract(district: &mut District, rng: &mut Rng, who: usize, loan: Loan) -> Vec<i32> {
    let year = loan.signed_on.year();
    let number = format!("JK-{year}-{:06}", district.book.number("loan", year));
    let body = Body::default()
        .text("contract_no", number.clone())
        .text("bank", rng.pick(&BANKS))
        .yuan("principal", loan.principal)
        .percent("rate_pct", loan.rate)
        .number("term_months", loan.term)
        .day("signed_on", loan.signed_on);
    let Some(mut last) = district.record(who, Fact::new("loan.contracted", loan.signed_on, rates::DAYS), body) else {
        return Vec::new();
    };
    let gone = district.enterprises.get(who).and_then(|e| e.gone);
    let mut years = Vec::new();
    let mut from = loan.signed_on;
    for payment in 0..rates::INTEREST_PAYMENTS {
        let settled = settlement_after(from);
        let (paid_on, body) = interest(rng, &loan, from, settled, loan.late == Some(payment));
        if gone.is_some_and(|day| paid_on > day) {
            break;
        }
        let fact = Fact::new("loan.interest_paid", paid_on, rates::AT_ONCE).after(last.at);
        let body = body.text("contract_no", number.clone());
        last = district.record(who, fact, body).unwrap_or(last);
        years.push(paid_on.year());
        from = calendar::plus(settled, 1);
    }
    years
}

/// Banks settle on the 20th of the last month of a quarter.
fn settlement_after(from: NaiveDate) -> NaiveDate {
    let of_this_year = [3, 6, 9, 12].map(|month| calendar::day(from.year(), month, 20));
    let next = of_this_year.into_iter().find(|day| *day > from);
    next.unwrap_or_else(|| calendar::day(from.year() + 1, 3, 20))
}

/// The payment for a period: the day after settlement, or late with a penalty.
fn interest(rng: &mut Rng, loan: &Loan, from: NaiveDate, to: NaiveDate, late: bool) -> (NaiveDate, Body) {
    let days = to.signed_duration_since(from).num_days() + 1;
    let due = loan.principal * loan.rate * days / (10_000 * BANK_YEAR);
    let (wait, penalty) = if late { (rng.between(6, 35), due * rng.between(5, 40) / 1000) } else { (1, 0) };
    let paid_on = calendar::plus(to, wait);
    let body = Body::default()
        .text("period", format!("{from}/{to}"))
        .text("amount", hundredths(due + penalty))
        .day("paid_on", paid_on);
    (paid_on, if penalty > 0 { body.yuan("penalty", penalty) } else { body })
}

/// Evaluates the loans of an enterprise for a year, in the summer after it.
pub(super) fn evaluate(district: &mut District, rng: &mut Rng, who: usize, year: i32, passed: bool) {
    let day = calendar::office_day_within(rng, year + 1, 5, 7);
    let body = Body::default().number("year", year).flag("passed", passed);
    let graded = passed && rng.permille(rates::LOANS_GRADED);
    let body = if graded { body.percent("share_pct", rng.between(16, 20) * 500) } else { body };
    district.record(who, Fact::new("loan.evaluated", day, rates::AT_ONCE), body);
}
