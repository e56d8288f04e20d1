//! Accidents, dishonesty, cleared records, revoked certificates.

use super::body::Body;
use super::book::Written;
use super::calendar::{self, Lag};
use super::district::{District, Fact};
use super::rates;
use super::rng::Rng;
use chrono::{Datelike, NaiveDate};

const LEVELS: [(u32, &str); 2] = [(90, "一般事故"), (10, "较大事故")];
const AUTHORITIES: [&str; 2] = ["区应急管理局", "市应急管理局"];
const LISTS: [&str; 4] = ["严重违法失信名单", "失信被执行人名单", "重大税收违法失信主体名单", "拖欠农民工工资失信名单"];
const GROUNDS: [&str; 4] = [
    "累计两年未填报年度发展情况报表",
    "申请认定过程中提供虚假信息",
    "发生重大变化，不再符合认定条件",
    "有严重环境违法行为",
];

/// What is recorded about conduct in a year.
pub(super) fn year(district: &mut District, year: i32) {
    let mut rng = district.rng("conduct", year);
    let accidents = district.plan.scaled(rates::ACCIDENTS);
    let all = accidents + district.plan.scaled(rates::DISHONESTIES);
    let clean = district.those(|e| e.is_ordinary() && e.joined < year && e.stays_through(year) && !e.blemished);
    let mut clearing = district.plan.scaled(rates::CLEARED);
    for (number, who) in rng.sample(clean, all).into_iter().enumerate() {
        let day = calendar::within(&mut rng, year, 1, 12);
        let written = if number < accidents {
            accident(district, &mut rng, who, day, rates::WEEKS)
        } else {
            dishonesty(district, &mut rng, who, day)
        };
        if let (Some(written), true) = (written, clearing > 0 && number % 3 == 0) {
            clearing -= 1;
            clear(district, &mut rng, who, day, written);
        }
    }
    revocations(district, &mut rng, year);
}

/// Records an accident.
pub(super) fn accident(
    district: &mut District,
    rng: &mut Rng,
    who: usize,
    day: NaiveDate,
    lag: Lag,
) -> Option<Written> {
    district.enterprises.get_mut(who)?.blemished = true;
    let body = Body::default()
        .day("accident_on", day)
        .text("level", rng.weighted(&LEVELS))
        .text("authority", rng.pick(&AUTHORITIES));
    district.record(who, Fact::new("conduct.accident_recorded", day, lag), body)
}

fn dishonesty(district: &mut District, rng: &mut Rng, who: usize, day: NaiveDate) -> Option<Written> {
    district.enterprises.get_mut(who)?.blemished = true;
    let body = Body::default().text("list", rng.pick(&LISTS));
    district.record(who, Fact::new("conduct.dishonesty_recorded", day, rates::WEEKS), body)
}

fn clear(district: &mut District, rng: &mut Rng, who: usize, day: NaiveDate, record: Written) {
    let cleared = calendar::office_day_from(calendar::plus(day, rng.between(180, 700)));
    let body = Body::default().text("record", record.id_text()).text("authority", "区信用主管部门");
    district.record(who, Fact::new("conduct.record_cleared", cleared, rates::DAYS).after(record.at), body);
}

fn revocations(district: &mut District, rng: &mut Rng, year: i32) {
    let recent = |e: &super::enterprise::Enterprise| e.last_certified().is_some_and(|y| y < year && y + 3 > year);
    let holders = district.those(|e| e.is_holder_in(year) && !e.tenant && recent(e));
    let count = district.plan.scaled(rates::REVOCATIONS);
    for who in rng.sample(holders, count) {
        let day = calendar::office_day_within(rng, year, 1, 12);
        let ground = rng.pick(&GROUNDS);
        let from_start = rng.permille(rates::REVOKED_FROM_START);
        revoke(district, who, day, from_start, ground);
    }
}

/// Revokes the newest certificate of an enterprise, from its year of issue or from the year of the decision.
pub(super) fn revoke(
    district: &mut District,
    who: usize,
    decided_on: NaiveDate,
    from_start: bool,
    ground: &str,
) -> Option<Written> {
    let certificate = district.enterprises.get_mut(who)?.certificates.last_mut()?;
    certificate.revoked = true;
    let effective = if from_start { certificate.issued_on.year() } else { decided_on.year() };
    let recorded_at = certificate.recorded_at;
    let body = Body::default()
        .text("cert_no", certificate.number.clone())
        .day("decided_on", decided_on)
        .number("effective_year", effective)
        .text("ground", ground);
    district.record(who, Fact::new("hightech.revoked", decided_on, rates::WEEKS).after(recorded_at), body)
}
