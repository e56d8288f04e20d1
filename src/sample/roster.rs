//! Who is in the files: the enterprises that exist at the start and those that join each year.

use super::body::Body;
use super::calendar::{self, Lag};
use super::cast::{self, Part};
use super::codes::Registry;
use super::district::District;
use super::documents;
use super::enterprise::{Enterprise, Kind};
use super::rng::Rng;
use super::{lognormal, names, rates};
use chrono::{Datelike, NaiveDate};

const NEIGHBOUR: &str = "海淀区";
/// The district whose policy is tried out.
pub(super) const DISTRICT: &str = "昌平区";
/// Banks that keep the accounts of enterprises.
pub(super) const BANKS: [&str; 4] =
    ["示例银行昌平支行", "示例银行回龙观支行", "示例商业银行未来科学城支行", "示例农商银行沙河支行"];

/// Somebody to be registered.
#[derive(Debug, Clone)]
pub(super) struct Newcomer {
    /// Its code; a new one when absent.
    pub(super) uscc: Option<String>,
    /// What it is.
    pub(super) kind: Kind,
    /// Its part in a planted story.
    pub(super) part: Option<Part>,
    /// Where it was registered.
    pub(super) registry: Registry,
    /// The day of foundation.
    pub(super) founded: NaiveDate,
    /// The day from which the office knows it.
    pub(super) known_on: NaiveDate,
    /// The year it joins the files.
    pub(super) joined: i32,
    /// The year of its first certificate.
    pub(super) first_certified: Option<i32>,
    /// The year it enters the cultivation list.
    pub(super) listed: Option<i32>,
}

impl Newcomer {
    /// An enterprise of this district with no further plans.
    pub(super) fn new(founded: NaiveDate, known_on: NaiveDate) -> Self {
        Self {
            uscc: None,
            kind: Kind::Enterprise,
            part: None,
            registry: Registry::Here,
            founded,
            known_on,
            joined: known_on.year(),
            first_certified: None,
            listed: None,
        }
    }
}

/// Registers everybody, year by year.
pub(super) fn found(district: &mut District) {
    let first = district.plan.first_year;
    found_cast(district, first);
    found_holders(district, first);
    for joined in first - 1..=district.plan.last_year {
        found_entrants(district, joined);
    }
}

fn found_cast(district: &mut District, first: i32) {
    let plan = district.plan;
    let mut rng = district.rng("cast-roster", first);
    for (part, uscc) in cast::codes(&mut district.codes, &plan) {
        let known = if part == Part::LateCertificate { first - 1 } else { first };
        let founded = calendar::office_day_within(&mut rng, first - 6, 1, 12);
        let newcomer =
            Newcomer { uscc: Some(uscc), part: Some(part), ..Newcomer::new(founded, calendar::day(known, 1, 2)) };
        register(district, &mut rng, &newcomer);
    }
}

/// Those who hold a certificate when the ledger starts; the first of them were in the pilot.
fn found_holders(district: &mut District, first: i32) {
    let plan = district.plan;
    let mut rng = district.rng("holders", first);
    let entrants = plan.scaled(rates::FUTURE_HOLDERS) + plan.scaled(rates::NEVER_HOLDERS);
    let all = usize::try_from(plan.enterprises).unwrap_or(0);
    let holders = all.saturating_sub(entrants + district.enterprises.len());
    for (number, back) in (0..holders).zip([3, 2, 1].into_iter().cycle()) {
        let pilot = number < plan.scaled(rates::PILOT);
        let certified = if pilot { first - 2 - i32::from(back == 1) } else { first - back };
        let founded = rng.between(i64::from(rates::OLDEST_FOUNDATION), i64::from(certified - 1));
        let founded = calendar::office_day_within(&mut rng, i32::try_from(founded).unwrap_or(certified), 1, 12);
        let known_on = loading_day(&mut rng, first - i32::from(pilot));
        let newcomer =
            Newcomer { joined: certified, first_certified: Some(certified), ..Newcomer::new(founded, known_on) };
        register(district, &mut rng, &newcomer);
    }
}

/// Those who join in a year: most of them get a certificate the year after, some never.
fn found_entrants(district: &mut District, joined: i32) {
    let plan = district.plan;
    let mut rng = district.rng("entrants", joined);
    let future = plan.scaled(rates::FUTURE_HOLDERS);
    for number in 0..future + plan.scaled(rates::NEVER_HOLDERS) {
        let certified = (number < future).then_some(joined + 1);
        let listed = certified.is_none() || rng.permille(rates::LISTED_FIRST);
        let newcomer = Newcomer {
            joined,
            first_certified: certified,
            listed: listed.then_some(joined),
            ..entrant(&mut rng, joined, plan.first_year, plan.last_year)
        };
        register(district, &mut rng, &newcomer);
    }
}

fn entrant(rng: &mut Rng, joined: i32, first: i32, last: i32) -> Newcomer {
    let fresh = joined < last && rng.permille(rates::FOUNDED_THAT_YEAR);
    if fresh && joined >= first {
        let founded = calendar::office_day_within(rng, joined, 1, 6);
        return Newcomer::new(founded, calendar::plus(founded, rng.between(3, 10)));
    }
    let age = i32::try_from(rng.between(1, 6)).unwrap_or(1);
    let founded = calendar::office_day_within(rng, joined - age, 1, 12);
    let known_on = if joined < first { loading_day(rng, first) } else { calendar::within(rng, joined, 1, 3) };
    Newcomer::new(founded, known_on)
}

/// A day on which the files of existing enterprises were brought in.
fn loading_day(rng: &mut Rng, year: i32) -> NaiveDate {
    calendar::plus(calendar::day(year, 1, 2), rng.between(0, rates::LOADING_DAYS))
}

/// Registers somebody, with an account; answers its place in the list.
pub(super) fn register(district: &mut District, rng: &mut Rng, newcomer: &Newcomer) -> usize {
    let who = district.enterprises.len();
    let uscc = newcomer.uscc.clone().unwrap_or_else(|| district.codes.next(rng, newcomer.registry));
    let (name, field) = match newcomer.kind {
        Kind::Enterprise => district.names.enterprise(rng),
        Kind::Carrier => (district.names.carrier(rng), "高技术服务"),
        Kind::ServiceOrg => (district.names.service_org(rng), "高技术服务"),
    };
    let known_at = calendar::moment(rng, newcomer.known_on);
    let enterprise = Enterprise {
        uscc,
        name,
        field,
        kind: newcomer.kind,
        part: newcomer.part,
        founded: newcomer.founded,
        known_at,
        joined: newcomer.joined,
        first_certified: newcomer.first_certified,
        listed: newcomer.listed,
        list_no: None,
        certificates: Vec::new(),
        gone: None,
        research: lognormal::amount(rng, rates::RND_MEDIAN, rates::RND_SIGMA),
        above_scale: None,
        scale_up_no: None,
        strong_no: None,
        tenant: false,
        blemished: false,
    };
    write_registration(district, rng, &enterprise, newcomer.registry);
    write_account(district, rng, &enterprise);
    district.enterprises.push(enterprise);
    who
}

fn write_registration(district: &mut District, rng: &mut Rng, enterprise: &Enterprise, registry: Registry) {
    let kind = match enterprise.kind {
        Kind::Enterprise => "enterprise",
        Kind::Carrier => "carrier",
        Kind::ServiceOrg => "service_org",
    };
    let (home, address) = match registry {
        Registry::Here => (DISTRICT, Some(names::address(rng))),
        Registry::NextDoor => (NEIGHBOUR, None),
    };
    let body = Body::of(&enterprise.uscc)
        .text("name", enterprise.name.clone())
        .text("kind", kind)
        .text("district", home)
        .text("field", enterprise.field)
        .text("representative", format!("R-{:06}", district.enterprises.len() + 1));
    let body = match address {
        Some(address) => body.text("address", address),
        None => body,
    };
    let late = calendar::day_of(enterprise.known_at) > calendar::plus(enterprise.founded, 60);
    let by = if late { documents::MIGRATION } else { documents::desk_of("enterprise.registered") };
    district.book.write_by(by, "enterprise.registered", enterprise.founded, enterprise.known_at, body);
}

fn write_account(district: &mut District, rng: &mut Rng, enterprise: &Enterprise) {
    let day = calendar::day_of(enterprise.known_at);
    let at = district.book.moment(day, Lag(1, 3), enterprise.known_at);
    let body = Body::of(&enterprise.uscc).text("account", rng.digest()).text("bank", rng.pick(&BANKS));
    district.book.write("account.registered", day, at, body);
}
