//! Research projects that bring funds, and platforms built with a partner (article 12).

use super::body::Body;
use super::calendar;
use super::district::{District, Fact};
use super::rng::Rng;
use super::{lognormal, rates};

/// Levels of projects; the policy speaks of the first two.
const LEVELS: [(u32, &str); 4] = [(30, "national"), (40, "municipal"), (20, "district"), (10, "other")];
/// Partners and what they are; the policy speaks of universities and institutes.
const PARTNERS: [(u32, (&str, &str)); 5] = [
    (30, ("university", "示例大学")),
    (20, ("university", "示例理工大学")),
    (35, ("institute", "示例材料研究所")),
    (10, ("enterprise", "示例（上海）技术有限公司")),
    (5, ("other", "示例产业技术联盟")),
];
/// Years after the start, and the percentage of the funds that comes then.
const INSTALMENTS: [(i32, i64); 2] = [(0, 60), (1, 40)];
/// The bars of the article, in fen: investment above 1,000,000.00 yuan and fixed assets of at least 500,000.00.
const BARS: (i64, i64) = (100_000_000, 50_000_000);

/// The projects that start in a year and the platforms completed in it.
pub(super) fn year(district: &mut District, year: i32) {
    let mut rng = district.rng("platforms", year);
    let holders = district.those(|e| e.is_holder_in(year));
    for who in rng.sample(holders.clone(), district.plan.at_least_one(rates::PROJECTS)) {
        project(district, &mut rng, who, year);
    }
    for who in rng.sample(holders, district.plan.at_least_one(rates::PLATFORMS)) {
        platform(district, &mut rng, who, year);
    }
}

/// A project and its instalments, of which a part may go on to others who work on it.
fn project(district: &mut District, rng: &mut Rng, who: usize, year: i32) {
    let key = format!("KY-{year}-{:04}", district.book.number("project", year));
    let level = rng.weighted(&LEVELS);
    let approved = lognormal::amount(rng, rates::PROJECT_MEDIAN, rates::PROJECT_SIGMA);
    let kept = if rng.permille(rates::PROJECTS_SHARED) { rng.between(40, 90) } else { 100 };
    let told = rng.permille(rates::PROJECTS_APPROVAL_KNOWN);
    let mut last = 0;
    for (later, part) in INSTALMENTS {
        let amount = approved * part / 100;
        let body = Body::default()
            .text("level", level)
            .text("project_key", key.clone())
            .yuan("amount", amount)
            .yuan("own_share", amount * kept / 100);
        let body = if told { body.yuan("approved_amount", approved) } else { body };
        let day = calendar::office_day_within(rng, year + later, 3, 12);
        let fact = Fact::new("research_grant.received", day, rates::DAYS).after(last);
        last = district.record(who, fact, body).map_or(last, |written| written.at);
    }
}

fn platform(district: &mut District, rng: &mut Rng, who: usize, year: i32) {
    let (kind, partner) = rng.weighted(&PARTNERS);
    let (investment, assets) = if rng.permille(rates::PLATFORMS_AT_THE_BARS) {
        // The first bar must be passed and the second only reached: half of these stop at the first.
        (BARS.0 + rng.between(0, 1), BARS.1)
    } else {
        let investment = lognormal::amount(rng, rates::PLATFORM_MEDIAN, rates::PLATFORM_SIGMA);
        (investment, investment * rng.between(15, 75) / 100)
    };
    let body = Body::default()
        .text("platform_key", format!("PT-{year}-{:02}", district.book.number("platform", year)))
        .text("partner", partner)
        .text("partner_kind", kind)
        .yuan("investment", investment)
        .yuan("fixed_assets", assets);
    let day = calendar::office_day_within(rng, year, 4, 12);
    district.record(who, Fact::new("platform.completed", day, rates::WEEKS), body);
}
