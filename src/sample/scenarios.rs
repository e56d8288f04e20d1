//! Application scenarios, and who takes part in them (article 20).

use super::body::Body;
use super::calendar;
use super::district::{District, Fact};
use super::rates;

const FIELDS: [&str; 10] = [
    "new_energy",
    "energy_internet",
    "life_science",
    "biomanufacturing",
    "new_materials",
    "artificial_intelligence",
    "five_g",
    "internet_of_things",
    "big_data",
    "blockchain",
];
const SCENARIOS: [&str; 5] = ["transport", "healthcare", "city_management", "government_service", "industrial_upgrade"];
/// The first member builds; the others take part or show it.
const OTHERS: [(u32, &str); 2] = [(65, "participant"), (35, "demonstrator")];

/// The projects of a year.
pub(super) fn year(district: &mut District, year: i32) {
    let mut rng = district.rng("scenarios", year);
    let holders = district.those(|e| e.is_holder_in(year));
    for _ in 0..district.plan.at_least_one(rates::SCENARIOS) {
        let key = format!("CJ-{year}-{:02}", district.book.number("scenario", year));
        let (field, scenario) = (rng.pick(&FIELDS), rng.pick(&SCENARIOS));
        let members = rng.place(4) + 1;
        for (number, who) in rng.sample(holders.clone(), members).into_iter().enumerate() {
            let role = if number == 0 { "builder" } else { rng.weighted(&OTHERS) };
            let body = Body::default()
                .text("project_key", key.clone())
                .text("field", field)
                .text("scenario", scenario)
                .text("role", role);
            let day = calendar::office_day_within(&mut rng, year, 3, 12);
            district.record(who, Fact::new("scenario.joined", day, rates::DAYS), body);
        }
    }
}
