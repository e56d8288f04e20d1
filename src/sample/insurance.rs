//! Technology insurance: premiums and their evaluation.

use super::body::Body;
use super::calendar;
use super::district::{District, Fact};
use super::rng::Rng;
use super::{lognormal, rates};
use std::collections::BTreeSet;

const INSURERS: [&str; 3] = ["示例财产保险北京分公司", "示例科技保险公司", "示例相互保险社"];
const KINDS: [&str; 5] =
    ["首台（套）重大技术装备综合保险", "专利执行保险", "科技企业财产保险", "产品研发责任保险", "关键研发设备保险"];

/// The premiums of a year, and what the evaluation grants of them in the summer after.
pub(super) fn year(district: &mut District, year: i32) {
    let mut rng = district.rng("insurance", year);
    let holders = district.those(|e| e.is_holder_in(year));
    let mut insured = BTreeSet::new();
    for _ in 0..district.plan.scaled(rates::INSURANCES) {
        let who = rng.pick(&holders);
        insured.insert(who);
        pay(district, &mut rng, who, year);
    }
    for who in insured {
        if rng.permille(rates::INSURANCE_EVALUATED) {
            let day = calendar::office_day_within(&mut rng, year + 1, 5, 7);
            let body = Body::default().number("year", year).percent("share_pct", rng.between(6, 10) * 500);
            district.record(who, Fact::new("insurance.evaluated", day, rates::AT_ONCE), body);
        }
    }
}

fn pay(district: &mut District, rng: &mut Rng, who: usize, year: i32) {
    let number = format!("BX-{year}-{:05}", district.book.number("insurance", year));
    let body = Body::default()
        .text("policy_no", number)
        .text("insurer", rng.pick(&INSURERS))
        .text("kind", rng.pick(&KINDS))
        .yuan("premium", lognormal::amount(rng, rates::PREMIUM_MEDIAN, rates::PREMIUM_SIGMA));
    let day = calendar::office_day_within(rng, year, 1, 12);
    district.record(who, Fact::new("insurance.premium_paid", day, rates::DAYS), body);
}
