//! Services without money: those of articles 18 and 21 here, those of other articles where their occasion is drawn.

use super::body::Body;
use super::calendar;
use super::district::{District, Fact};
use super::rates;
use super::rng::Rng;
use chrono::NaiveDate;

const TALENT: [(u32, &str); 5] =
    [(35, "recruiting"), (20, "joint_training"), (15, "technology_vice_president"), (20, "school"), (10, "medical")];

/// What was done for holders in a year: for their people, and by the information platform.
pub(super) fn year(district: &mut District, year: i32) {
    let mut rng = district.rng("services", year);
    let holders = district.those(|e| e.is_holder_in(year));
    let employers = rng.sample(holders.clone(), district.plan.at_least_one(rates::TALENT_SERVICES));
    for who in employers {
        let day = calendar::office_day_within(&mut rng, year, 2, 12);
        let kind = rng.weighted(&TALENT);
        provide(district, &mut rng, who, kind, day, 0);
    }
    let informed = rng.sample(holders, district.plan.at_least_one(rates::INFORMATION_SERVICES));
    for who in informed {
        let day = calendar::office_day_within(&mut rng, year, 1, 12);
        provide(district, &mut rng, who, "information", day, 0);
    }
}

/// Records a service, given up to three times, after another moment.
pub(super) fn provide(
    district: &mut District,
    rng: &mut Rng,
    who: usize,
    kind: &'static str,
    day: NaiveDate,
    after: i64,
) {
    let body = Body::default().text("kind", kind).number("count", rng.between(1, 3));
    district.record(who, Fact::new("service.provided", day, rates::AT_ONCE).after(after), body);
}
