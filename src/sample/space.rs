//! Space and land for industry (article 19).

use super::body::Body;
use super::calendar;
use super::carriers;
use super::district::{District, Fact};
use super::rates;
use super::rng::Rng;
use chrono::Datelike;

const PLACES: [&str; 4] = ["未来科学城", "生命科学园", "昌平园", "沙河高教园"];
const USES: [(u32, &str); 5] =
    [(30, "office"), (25, "laboratory"), (20, "pilot_plant"), (15, "factory"), (10, "mixed")];
const MODES: [(u32, &str); 4] =
    [(40, "flexible_term"), (25, "lease_then_grant"), (20, "lease_and_buy"), (15, "ready_to_build")];

/// A place in the register, and what of it is free.
#[derive(Debug)]
struct Site {
    key: String,
    known_at: i64,
    free: i64,
    /// Areas to be given back, with the year.
    leaving: Vec<(i32, i64)>,
}

/// The register of all years: no place ever holds more than its area.
pub(super) fn all_years(district: &mut District) {
    let mut sites = register(district);
    for year in district.plan.years() {
        let mut rng = district.rng("space", year);
        for site in &mut sites {
            // What is given back is allocated again from the year after.
            site.free += site.leaving.iter().filter(|(left, _)| *left == year - 1).map(|(_, area)| area).sum::<i64>();
        }
        let holders = district.those(|e| e.is_holder_in(year));
        for who in rng.sample(holders.clone(), district.plan.at_least_one(rates::ALLOCATIONS)) {
            let place = rng.place(sites.len());
            if let Some(site) = sites.get_mut(place) {
                allocate(district, &mut rng, who, year, site);
            }
        }
        for who in rng.sample(holders, district.plan.rare(rates::LANDS, year)) {
            supply_land(district, &mut rng, who, year);
        }
    }
}

/// Registers the places in the spring of the first year; carriers run some of them.
fn register(district: &mut District) -> Vec<Site> {
    let year = district.plan.first_year;
    let mut rng = district.rng("sites", 0);
    let carriers = carriers::all(district);
    let mut sites = Vec::new();
    for number in 1..=district.plan.at_least_one(rates::SITES) {
        let (key, area) = (format!("KJ-{number:03}"), rng.between(20, 200) * 100);
        let body = Body::default()
            .text("site_key", key.clone())
            .text("name", format!("{}{number}号楼", rng.pick(&PLACES)))
            .text("kind", rng.weighted(&USES))
            .number("area", area);
        let run = rng.permille(rates::SITES_OF_CARRIERS).then(|| rng.pick(&carriers));
        let operator = run.and_then(|who| district.enterprises.get(who));
        let known = operator.map_or(0, |e| e.known_at);
        let body = match operator {
            Some(carrier) => body.text("uscc", carrier.uscc.clone()),
            None => body,
        };
        let day = calendar::office_day_within(&mut rng, year, 2, 3);
        let at = district.book.moment(day, rates::AT_ONCE, known);
        let known_at = district.book.write("space.registered", day, at, body).at;
        sites.push(Site { key, known_at, free: area, leaving: Vec::new() });
    }
    sites
}

/// Gives a part of what is free; some give it back after a year or two, and whoever leaves the district does.
fn allocate(district: &mut District, rng: &mut Rng, who: usize, year: i32, site: &mut Site) {
    let area = rng.between(2, 20) * 50;
    if area > site.free {
        return;
    }
    let body = || Body::default().text("site_key", site.key.clone()).number("area", area);
    let day = calendar::office_day_within(rng, year, 4, 12);
    let fact = Fact::new("space.allocated", day, rates::AT_ONCE).after(site.known_at);
    let Some(allocated) = district.record(who, fact, body()) else { return };
    let gone = district.enterprises.get(who).and_then(|e| e.gone);
    let chosen = rng.permille(rates::RELEASED).then(|| calendar::plus(day, rng.between(300, 800)));
    if let Some(left) = gone.into_iter().chain(chosen).min().map(calendar::office_day_from) {
        let fact = Fact::new("space.released", left, rates::AT_ONCE).after(allocated.at);
        district.record(who, fact, body());
        site.leaving.push((left.year(), area));
    }
    site.free -= area;
}

fn supply_land(district: &mut District, rng: &mut Rng, who: usize, year: i32) {
    let body = Body::default()
        .text("site_key", format!("CP-{year}-{:02}", district.book.number("land", year)))
        .text("mode", rng.weighted(&MODES))
        .number("area", rng.between(5, 60) * 1000);
    let day = calendar::office_day_within(rng, year, 3, 12);
    district.record(who, Fact::new("land.supplied", day, rates::DAYS), body);
}
