//! Incubation carriers and their tenants.

use super::body::Body;
use super::book::Written;
use super::calendar;
use super::district::{District, Fact};
use super::enterprise::Kind;
use super::rates;
use super::rng::Rng;
use super::roster::{self, Newcomer};
use chrono::{Datelike, NaiveDate};

/// Registers the carriers.
pub(super) fn found(district: &mut District) {
    let first = district.plan.first_year;
    let mut rng = district.rng("carriers", 0);
    for _ in 0..district.plan.scaled(rates::CARRIERS).max(rates::TENANTS.len()) {
        let founded = calendar::office_day_within(&mut rng, first - 8, 1, 12);
        let newcomer = Newcomer { kind: Kind::Carrier, ..Newcomer::new(founded, calendar::day(first, 1, 2)) };
        roster::register(district, &mut rng, &newcomer);
    }
}

/// The carriers, in order of registration.
pub(super) fn all(district: &District) -> Vec<usize> {
    district.those(|e| e.kind == Kind::Carrier)
}

/// The tenancies that make each carrier reach its number of new and landed holders in a year.
pub(super) fn year(district: &mut District, year: i32) {
    let mut rng = district.rng("tenants", year);
    let mut carriers = all(district);
    let turn = usize::try_from(year - district.plan.first_year).unwrap_or(0) % carriers.len().max(1);
    carriers.rotate_left(turn);
    let last = calendar::day(year, 12, 31);
    let free =
        |e: &super::enterprise::Enterprise| e.is_ordinary() && !e.tenant && e.stays_through(year) && e.holds(last);
    let new = district.those(|e| free(e) && e.first_certified == Some(year) && e.certificates.len() == 1);
    let old = district.those(|e| free(e) && e.holds(calendar::day(year, 1, 1)) && e.joined < year);
    let mut new = rng.sample(new, usize::MAX);
    let mut old = rng.sample(old, usize::MAX);
    for (carrier, wanted) in carriers.into_iter().zip(rates::TENANTS.into_iter().cycle()) {
        for _ in 0..wanted {
            let certified_here = rng.permille(rates::TENANTS_CERTIFIED_HERE);
            match if certified_here { new.pop().map(|who| (who, true)) } else { None } {
                Some((who, _)) => move_in_before_certificate(district, &mut rng, carrier, who),
                None => land(district, &mut rng, carrier, old.pop(), year),
            }
        }
    }
}

fn move_in_before_certificate(district: &mut District, rng: &mut Rng, carrier: usize, who: usize) {
    let Some(enterprise) = district.enterprises.get(who) else { return };
    let Some(certificate) = enterprise.certificates.last() else { return };
    let day = calendar::plus(certificate.issued_on, -rng.between(30, 300)).max(calendar::plus(enterprise.founded, 5));
    house(district, rng, carrier, who, day);
    note(district, carrier, who);
}

fn land(district: &mut District, rng: &mut Rng, carrier: usize, who: Option<usize>, year: i32) {
    let Some(who) = who else { return };
    let day = calendar::office_day_between(rng, calendar::day(year, 1, 5), calendar::day(year, 12, 15));
    house(district, rng, carrier, who, day);
    district.earners.insert((year, carrier));
}

/// The carrier earns in the year its tenant was certified.
fn note(district: &mut District, carrier: usize, who: usize) {
    let certified = district.enterprises.get(who).and_then(|e| e.certificates.last()).map(|c| c.issued_on.year());
    district.earners.extend(certified.map(|year| (year, carrier)));
}

/// Houses a tenant; some leave after a year to two and a half.
fn house(district: &mut District, rng: &mut Rng, carrier: usize, who: usize, day: NaiveDate) {
    let started = start(district, carrier, who, day);
    if let (Some(started), true) = (started, rng.permille(rates::TENANCIES_ENDED)) {
        let Some(code) = district.enterprises.get(carrier).map(|e| e.uscc.clone()) else { return };
        let ended = calendar::office_day_from(calendar::plus(day, rng.between(330, 900)));
        let body = Body::default().text("carrier", code).text("reason", "租期届满");
        district.record(who, Fact::new("tenancy.ended", ended, rates::DAYS).after(started.at), body);
    }
}

/// Starts a tenancy.
pub(super) fn start(district: &mut District, carrier: usize, who: usize, day: NaiveDate) -> Option<Written> {
    let code = district.enterprises.get(carrier)?.uscc.clone();
    district.enterprises.get_mut(who)?.tenant = true;
    let body = Body::default().text("carrier", code);
    district.record(who, Fact::new("tenancy.started", day, rates::DAYS), body)
}
