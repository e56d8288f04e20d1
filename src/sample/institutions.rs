//! Service institutions and operators of public platforms, and their evaluation (article 16, first paragraph).

use super::body::Body;
use super::calendar;
use super::district::{District, Fact};
use super::enterprise::Kind;
use super::rates;
use super::rng::Rng;
use super::roster::{self, Newcomer};

/// Ten thousand yuan, in fen.
const TEN_THOUSAND: i64 = 1_000_000;

/// Registers the institutions.
pub(super) fn found(district: &mut District) {
    let first = district.plan.first_year;
    let mut rng = district.rng("institutions", 0);
    for _ in 0..district.plan.scaled(rates::INSTITUTIONS).max(rates::FEWEST_INSTITUTIONS) {
        let founded = calendar::office_day_within(&mut rng, first - 5, 1, 12);
        let newcomer = Newcomer { kind: Kind::ServiceOrg, ..Newcomer::new(founded, calendar::day(first, 1, 2)) };
        roster::register(district, &mut rng, &newcomer);
    }
}

/// The evaluations held in a year, about the year before, when the ledger covers it.
pub(super) fn year(district: &mut District, year: i32) {
    if year == district.plan.first_year {
        return;
    }
    let mut rng = district.rng("institutions", year);
    for who in district.those(|e| e.kind == Kind::ServiceOrg) {
        if rng.permille(rates::INSTITUTIONS_EVALUATED) {
            evaluate(district, &mut rng, who, year);
        }
    }
}

fn evaluate(district: &mut District, rng: &mut Rng, who: usize, year: i32) {
    // One in three runs a public platform, in every year the same ones.
    let role = if who.is_multiple_of(3) { "platform_operator" } else { "service_institution" };
    let day = calendar::office_day_within(rng, year, 5, 7);
    let body = Body::default()
        .number("year", year - 1)
        .text("role", role)
        .yuan("approved_amount", rng.between(0, rates::INSTITUTION_MOST) * TEN_THOUSAND);
    district.record(who, Fact::new("service_org.evaluated", day, rates::AT_ONCE), body);
    district.earners.insert((year - 1, who));
}
