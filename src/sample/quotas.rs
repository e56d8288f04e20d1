//! Quotas of residence permits and housing (article 18), and what is used of them.

use super::body::Body;
use super::calendar;
use super::district::{District, Fact};
use super::rates;
use super::rng::Rng;

const KINDS: [(u32, &str); 2] = [(60, "residence_permit_quota"), (40, "housing_quota")];

/// The quotas of a year, allotted in spring.
pub(super) fn year(district: &mut District, year: i32) {
    let mut rng = district.rng("quotas", year);
    let holders = district.those(|e| e.is_holder_in(year));
    let document = format!("昌人社〔{year}〕{}号（示例）", rng.between(3, 30));
    for who in rng.sample(holders, district.plan.at_least_one(rates::QUOTAS)) {
        allot(district, &mut rng, who, year, &document);
    }
}

/// Allots a quota; a part of it, often none, is used in the same year.
fn allot(district: &mut District, rng: &mut Rng, who: usize, year: i32, document: &str) {
    let (kind, count) = (rng.weighted(&KINDS), rng.between(1, 8));
    let day = calendar::office_day_within(rng, year, 3, 5);
    let body =
        Body::default().text("kind", kind).number("year", year).number("count", count).text("document", document);
    let Some(allotted) = district.record(who, Fact::new("quota.allotted", day, rates::AT_ONCE), body) else { return };
    let used = rng.between(0, count);
    if used > 0 {
        let day = calendar::office_day_within(rng, year, 7, 12);
        let body = Body::default().text("kind", kind).number("count", used);
        district.record(who, Fact::new("service.provided", day, rates::AT_ONCE).after(allotted.at), body);
    }
}
