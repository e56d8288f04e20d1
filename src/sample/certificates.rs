//! High-tech certificates: first ones, renewals, announcements, yearly reports.

use super::body::Body;
use super::book::Written;
use super::calendar::{self, Lag};
use super::district::{District, Fact};
use super::enterprise::Certificate;
use super::rates;
use super::rng::Rng;
use chrono::{Datelike, NaiveDate};

/// A certificate to be issued.
#[derive(Debug, Clone, Copy)]
pub(super) struct Issue {
    /// The day of issue.
    pub(super) day: NaiveDate,
    /// How long until the office hears of it.
    pub(super) lag: Lag,
    /// `ordinary` or `filing_pilot`.
    pub(super) track: &'static str,
}

impl Issue {
    /// A certificate of the ordinary kind.
    pub(super) fn ordinary(day: NaiveDate, lag: Lag) -> Self {
        Self { day, lag, track: "ordinary" }
    }
}

/// The certificates that enterprises hold when the ledger starts.
pub(super) fn history(district: &mut District) {
    let first = district.plan.first_year;
    for year in first - 3..first {
        let mut rng = district.rng("history", year);
        for who in district.those(|e| e.is_ordinary() && e.first_certified == Some(year)) {
            let day = season(&mut rng, year);
            certify(district, &mut rng, who, Issue::ordinary(day, rates::MONTHS));
        }
    }
}

/// The certificates and yearly reports of a year.
pub(super) fn year(district: &mut District, year: i32) {
    let mut rng = district.rng("certificates", year);
    for who in district.those(|e| e.is_ordinary() && e.first_certified == Some(year) && e.stays_through(year)) {
        let track = if district.filed.contains(&(year, who)) { "filing_pilot" } else { "ordinary" };
        let day = season(&mut rng, year);
        certify(district, &mut rng, who, Issue { day, lag: rates::MONTHS, track });
    }
    for who in renewing(district, &mut rng, year) {
        let day = season(&mut rng, year);
        certify(district, &mut rng, who, Issue::ordinary(day, rates::MONTHS));
    }
    annual_reports(district, &mut rng, year);
}

/// Those whose certificate ends this year, and a few whose certificate ended the year before.
fn renewing(district: &District, rng: &mut Rng, year: i32) -> Vec<usize> {
    let wanted = district.plan.scaled(rates::RENEWALS);
    let certified = |back: i32| {
        district.those(|e| e.is_ordinary() && e.stays_through(year) && e.last_certified() == Some(year - back))
    };
    let mut chosen: Vec<usize> = certified(4).into_iter().filter(|_| rng.permille(rates::RENEWED_AFTER_GAP)).collect();
    let rest = wanted.saturating_sub(chosen.len());
    chosen.extend(rng.sample(certified(3), rest));
    chosen
}

fn annual_reports(district: &mut District, rng: &mut Rng, year: i32) {
    let last = calendar::day(year - 1, 12, 31);
    for who in district.those(|e| e.is_ordinary() && e.stays_through(year) && e.holds(last)) {
        if rng.permille(rates::ANNUAL_REPORTS) {
            let day = calendar::office_day_within(rng, year, 3, 5);
            let body = Body::default().number("year", year - 1);
            district.record(who, Fact::new("hightech.annual_report_filed", day, rates::DAYS), body);
        }
    }
}

/// A day of issue: most certificates come in autumn.
fn season(rng: &mut Rng, year: i32) -> NaiveDate {
    let (from, to) = if rng.permille(rates::CERTIFIED_IN_AUTUMN) { (10, 12) } else { (6, 9) };
    calendar::office_day_within(rng, year, from, to)
}

/// Issues a certificate, and announces it.
pub(super) fn certify(district: &mut District, rng: &mut Rng, who: usize, issue: Issue) -> Option<Written> {
    let field = district.enterprises.get(who)?.field;
    let number = format!("GR{}11{:06}", issue.day.year(), district.book.number("GR", issue.day.year()));
    let body = Body::default()
        .text("cert_no", number.clone())
        .day("issued_on", issue.day)
        .text("track", issue.track)
        .text("field", field);
    let written = district.record(who, Fact::new("hightech.certified", issue.day, issue.lag), body)?;
    if rng.permille(rates::ANNOUNCED) {
        let announced = calendar::plus(issue.day, rng.between(rates::ANNOUNCEMENT.0, rates::ANNOUNCEMENT.1));
        let body = Body::default().text("cert_no", number.clone()).day("announced_on", announced);
        district.record(who, Fact::new("hightech.announced", announced, issue.lag).after(written.at), body);
    }
    let certificate = Certificate { number, issued_on: issue.day, recorded_at: written.at, revoked: false };
    district.enterprises.get_mut(who)?.certificates.push(certificate);
    Some(written)
}
