//! Support that other policies gave for the same matter.

use super::body::Body;
use super::calendar;
use super::district::{District, Fact};
use super::rates;

/// Level, scheme, whether it excludes other support; by weight.
const SCHEMES: [(u32, (&str, &str, bool)); 4] = [
    (50, ("district", "区级示例专项资金", false)),
    (25, ("municipal", "市级示例专项资金", false)),
    (15, ("municipal", "市级示例专项资金（不得重复）", true)),
    (10, ("national", "国家示例计划", false)),
];

/// The support recorded in a year, each for a certificate of that year.
pub(super) fn year(district: &mut District, year: i32) {
    let mut rng = district.rng("support", year);
    let certified = district.those(|e| e.is_ordinary() && e.stays_through(year) && e.last_certified() == Some(year));
    let count = district.plan.scaled(rates::EXTERNAL_SUPPORT);
    for who in rng.sample(certified, count) {
        let certificate = district.enterprises.get(who).and_then(|e| e.certificates.last()).cloned();
        let Some(certificate) = certificate else { continue };
        let (level, scheme, exclusive) = rng.weighted(&SCHEMES);
        let body = Body::default()
            .text("level", level)
            .text("scheme", scheme)
            .text("matter", format!("certificate:{}", certificate.number))
            .yuan("amount", rng.between(2, 12) * 1_000_000)
            .flag("exclusive", exclusive);
        let day = calendar::office_day_from(calendar::plus(certificate.issued_on, rng.between(40, 150)));
        let fact = Fact::new("external_support.recorded", day, rates::DAYS).after(certificate.recorded_at);
        district.record(who, fact, body);
    }
}
