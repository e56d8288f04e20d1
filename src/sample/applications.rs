//! Applications in a call and their way to the decision.

use super::body::Body;
use super::calendar::{self, Lag};
use super::calls;
use super::cast::Part;
use super::district::{District, Fact};
use super::rates;
use super::rng::Rng;
use super::services;
use chrono::NaiveDate;

const RETURN_REASONS: [&str; 3] = ["缺少专项审计报告", "申请书未加盖公章", "账户信息与登记不一致"];
const REJECT_REASONS: [&str; 2] = ["不属于本办法支持对象", "逾期未补正"];
const TOLD: [(u32, &str); 3] = [(60, "policy_information"), (25, "coaching"), (15, "training")];
const ADVISED: [(u32, &str); 4] = [(40, "consulting"), (25, "matching"), (20, "finance_matching"), (15, "transfer")];

/// An application that reached the review.
#[derive(Debug, Clone)]
pub(super) struct Applied {
    /// Who applied.
    pub(super) who: usize,
    /// Its number.
    pub(super) number: String,
}

/// The applications of a call.
pub(super) fn year(district: &mut District, year: i32) {
    let mut rng = district.rng("applications", year);
    let mut reviewed = Vec::new();
    for who in applicants(district, &mut rng, year) {
        serve(district, &mut rng, who, year);
        if let Some(applied) = apply(district, &mut rng, who, year) {
            review(district, &mut rng, &applied, year);
            reviewed.push(applied);
        }
    }
    calls::objections(district, &mut rng, year, &reviewed);
}

/// Most of those with a fact that may earn money, and then others in the files as far as the number goes.
fn applicants(district: &District, rng: &mut Rng, year: i32) -> Vec<usize> {
    let opens = calendar::midnight(calendar::day(year, calls::OPENS.0, calls::OPENS.1));
    let present = district.those(|e| e.known_at < opens && e.gone.is_none_or(|day| day >= calendar::day(year, 8, 1)));
    let wanted = district.plan.scaled(rates::APPLICATIONS);
    let first_call = year == district.plan.first_year + 1;
    let mut chosen = Vec::new();
    let mut others = Vec::new();
    for who in present {
        let Some(enterprise) = district.enterprises.get(who) else { continue };
        let earns = district.earners.contains(&(year - 1, who));
        let misses = enterprise.part == Some(Part::MissedCall) && first_call;
        let certain = !enterprise.is_ordinary();
        if earns && !misses && (certain || rng.permille(rates::EARNERS_APPLY)) {
            chosen.push(who);
        } else if !earns && !certain && enterprise.holds(calendar::day(year, 3, 1)) {
            others.push(who);
        }
    }
    let rest = wanted.saturating_sub(chosen.len());
    chosen.extend(rng.sample(others, rest));
    chosen
}

/// What the office did for an applicant before and while it applied.
fn serve(district: &mut District, rng: &mut Rng, who: usize, year: i32) {
    if rng.permille(rates::INFORMED) {
        let day = calendar::office_day_within(rng, year, 1, 3);
        let kind = rng.weighted(&TOLD);
        services::provide(district, rng, who, kind, day, 0);
    }
    if rng.permille(rates::ADVISED) {
        let day = calendar::office_day_within(rng, year, 4, 7);
        let kind = rng.weighted(&ADVISED);
        services::provide(district, rng, who, kind, day, 0);
    }
}

/// One step of an application, recorded on its own day and after the step before; answers when.
fn step(district: &mut District, applied: &Applied, kind: &'static str, day: NaiveDate, after: i64, body: Body) -> i64 {
    let fact = Fact::new(kind, day, Lag(0, 0)).after(after);
    let written = district.record(applied.who, fact, body.text("application_no", applied.number.clone()));
    written.map_or(after, |written| written.at)
}

/// Submits an application and sees it through the door; nothing when it ends there.
fn apply(district: &mut District, rng: &mut Rng, who: usize, year: i32) -> Option<Applied> {
    let opens = calendar::day(year, calls::OPENS.0, calls::OPENS.1);
    let closes = calendar::day(year, calls::CLOSES.0, calls::CLOSES.1);
    let day = calendar::office_day_between(rng, opens, closes);
    let number = format!("SB{year}-{:06}", district.book.number("application", year));
    let applied = Applied { who, number };
    let body = Body::default().number("call_year", year);
    let ordinary = district.enterprises.get(who)?.is_ordinary();
    let at = step(district, &applied, "application.submitted", day, 0, body);
    if ordinary && rng.permille(rates::WITHDRAWN) {
        let body = Body::default().text("reason", "企业自行撤回");
        step(district, &applied, "application.withdrawn", later(rng, at, 4), at, body);
        return None;
    }
    if ordinary && rng.permille(rates::REJECTED) {
        let body = Body::default().text("reason", rng.pick(&REJECT_REASONS));
        step(district, &applied, "application.rejected", later(rng, at, 9), at, body);
        return None;
    }
    let mut at = at;
    if rng.permille(rates::RETURNED) {
        let body = Body::default().text("reason", rng.pick(&RETURN_REASONS));
        at = step(district, &applied, "application.returned", later(rng, at, 6), at, body);
    }
    step(district, &applied, "application.accepted", later(rng, at, 9), at, Body::default());
    Some(applied)
}

/// An office day some days after a moment.
fn later(rng: &mut Rng, after: i64, most: i64) -> NaiveDate {
    calendar::office_day_from(calendar::plus(calendar::day_of(after), rng.between(1, most)))
}

fn review(district: &mut District, rng: &mut Rng, applied: &Applied, year: i32) {
    let day = calendar::office_day_between(rng, calendar::day(year, 6, 1), calendar::day(year, 7, 25));
    let ordinary = district.enterprises.get(applied.who).is_some_and(super::enterprise::Enterprise::is_ordinary);
    let passed = !ordinary || rng.permille(rates::REVIEWS_PASSED);
    let opinion = format!("PS{year}-{:06}", district.book.number("opinion", year));
    let body = Body::default().flag("passed", passed).text("opinion_no", opinion);
    step(district, applied, "review.completed", day, 0, body);
}
