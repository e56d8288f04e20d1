//! Names that change, enterprises that move, merge and end.

use super::body::Body;
use super::calendar;
use super::certificates::{self, Issue};
use super::codes::Registry;
use super::district::{District, Fact};
use super::enterprise::Enterprise;
use super::rates;
use super::rng::Rng;
use super::roster::{self, DISTRICT, Newcomer};
use chrono::NaiveDate;

const ELSEWHERE: [&str; 6] = ["海淀区", "丰台区", "大兴区", "顺义区", "朝阳区", "怀柔区"];
const ENDS: [&str; 3] = ["决议解散", "经营期限届满", "被吊销后注销"];

/// The moves and ends of a year.
pub(super) fn year(district: &mut District, year: i32) {
    let mut rng = district.rng("moves", year);
    moves_out(district, &mut rng, year);
    moves_of_a_part(district, &mut rng, year);
    mergers(district, &mut rng, year);
    deregistrations(district, &mut rng, year);
    for _ in 0..district.plan.scaled(rates::MOVES_IN) {
        move_in(district, &mut rng, year);
    }
}

/// So many of those who were here before the year, still are, and are no tenants.
fn some(district: &District, rng: &mut Rng, year: i32, count: u32) -> Vec<usize> {
    let free = |e: &Enterprise| e.is_ordinary() && e.joined < year && e.stays_through(year) && !e.tenant;
    rng.sample(district.those(free), district.plan.scaled(count))
}

/// The changes of name of a year; drawn last, so that no document of the year bears a name too early.
pub(super) fn renames(district: &mut District, year: i32) {
    let mut rng = district.rng("renames", year);
    for who in some(district, &mut rng, year, rates::RENAMES) {
        let Some(enterprise) = district.enterprises.get_mut(who) else { continue };
        let new = district.names.renamed(&mut rng, enterprise.field);
        let old = std::mem::replace(&mut enterprise.name, new.clone());
        let day = calendar::office_day_within(&mut rng, year, 1, 12);
        let body = Body::default().text("old_name", old).text("new_name", new);
        district.record(who, Fact::new("enterprise.renamed", day, rates::DAYS), body);
    }
}

fn leave(district: &mut District, who: usize, day: NaiveDate) {
    if let Some(enterprise) = district.enterprises.get_mut(who) {
        enterprise.gone = Some(day);
    }
}

fn relocation(from: &str, to: &str, whole: bool) -> Body {
    Body::default().text("from", from).text("to", to).flag("whole", whole)
}

fn moves_out(district: &mut District, rng: &mut Rng, year: i32) {
    for who in some(district, rng, year, rates::MOVES_OUT) {
        let day = calendar::office_day_within(rng, year, 1, 12);
        let body = relocation(DISTRICT, rng.pick(&ELSEWHERE), true);
        district.record(who, Fact::new("enterprise.relocated", day, rates::DAYS), body);
        leave(district, who, day);
    }
}

fn moves_of_a_part(district: &mut District, rng: &mut Rng, year: i32) {
    for who in some(district, rng, year, rates::MOVES_OF_A_PART) {
        let day = calendar::office_day_within(rng, year, 1, 12);
        let body = relocation(DISTRICT, rng.pick(&ELSEWHERE), false);
        district.record(who, Fact::new("enterprise.relocated", day, rates::DAYS), body);
    }
}

fn deregistrations(district: &mut District, rng: &mut Rng, year: i32) {
    for who in some(district, rng, year, rates::DEREGISTRATIONS) {
        let day = calendar::office_day_within(rng, year, 1, 12);
        deregister(district, who, day, rng.pick(&ENDS));
    }
}

fn deregister(district: &mut District, who: usize, day: NaiveDate, reason: &str) {
    let body = Body::default().text("reason", reason);
    district.record(who, Fact::new("enterprise.deregistered", day, rates::DAYS), body);
    leave(district, who, day);
}

fn mergers(district: &mut District, rng: &mut Rng, year: i32) {
    let successors = some(district, rng, year, rates::MERGERS);
    let absorbed = some(district, rng, year, rates::MERGERS * 2).into_iter().filter(|who| !successors.contains(who));
    let pairs: Vec<(usize, usize)> = successors.iter().copied().zip(absorbed).collect();
    for (successor, absorbed) in pairs {
        let Some(code) = district.enterprises.get(absorbed).map(|e| e.uscc.clone()) else { continue };
        let day = calendar::office_day_within(rng, year, 3, 11);
        let body = Body::default().rows("absorbed", vec![Body::of(&code)]);
        district.record(successor, Fact::new("enterprise.merged", day, rates::DAYS), body);
        deregister(district, absorbed, day, "吸收合并");
    }
}

/// An enterprise of the neighbouring district that moves in with a certificate it got there.
fn move_in(district: &mut District, rng: &mut Rng, year: i32) {
    let day = calendar::office_day_within(rng, year, 1, 12);
    let founded = calendar::office_day_within(rng, year - 5, 1, 12);
    let newcomer = Newcomer {
        registry: Registry::NextDoor,
        joined: year,
        ..Newcomer::new(founded, calendar::plus(day, rng.between(1, 9)))
    };
    let who = roster::register(district, rng, &newcomer);
    let issued = calendar::office_day_between(rng, calendar::plus(day, -900), calendar::plus(day, -60));
    let Some(certificate) = certificates::certify(district, rng, who, Issue::ordinary(issued, rates::MONTHS)) else {
        return;
    };
    let body = relocation("海淀区", DISTRICT, true);
    district.record(who, Fact::new("enterprise.relocated", day, rates::DAYS).after(certificate.at), body);
}
