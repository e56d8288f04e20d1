//! The pilot in which filing is approval (article 6).

use super::body::Body;
use super::calendar;
use super::district::{District, Fact};
use super::enterprise::Enterprise;
use super::rates;
use super::rng::Rng;
use chrono::NaiveDate;

/// The filings of a year, by those who are to be certified in it; they come before the certificates are drawn.
pub(super) fn year(district: &mut District, year: i32) {
    let mut rng = district.rng("filing", year);
    let opens = calendar::midnight(calendar::day(year, 3, 1));
    let new = |e: &Enterprise| e.is_ordinary() && e.first_certified == Some(year) && e.stays_through(year);
    let (fit, unfit): (Vec<usize>, Vec<usize>) =
        district.those(|e| new(e) && e.known_at < opens).into_iter().partition(|who| is_fit(district, *who));
    let mut filing = rng.sample(fit, district.plan.at_least_one(rates::FILINGS));
    filing.extend(rng.sample(unfit, district.plan.rare(rates::FILINGS_UNFIT, year)));
    for who in filing {
        file(district, &mut rng, who, year);
    }
}

/// The field of the pilot that a field of technology falls under.
fn pilot_field(field: &str) -> &'static str {
    match field {
        "生物与新医药" => "biomedicine",
        "电子信息" => "integrated_circuits",
        "新材料" => "key_materials",
        _ => "other",
    }
}

/// Whether the papers show what the article asks for; where the money was spent is tested by others.
fn is_fit(district: &District, who: usize) -> bool {
    let fits = |e: &Enterprise| e.above_scale == Some(true) && pilot_field(e.field) != "other";
    district.enterprises.get(who).is_some_and(fits)
}

fn file(district: &mut District, rng: &mut Rng, who: usize, year: i32) {
    let Some(enterprise) = district.enterprises.get(who) else { return };
    let since: NaiveDate = enterprise.founded;
    let day = calendar::office_day_within(rng, year, 3, 4);
    let body = Body::default()
        .text("field", pilot_field(enterprise.field))
        .day("in_business_since", since)
        .flag("above_scale", enterprise.above_scale == Some(true));
    let applied = district.record(who, Fact::new("filing_pilot.applied", day, rates::AT_ONCE), body);
    let old_enough = calendar::plus_years(since, 1) <= day;
    if let (Some(applied), true) = (applied, is_fit(district, who) && old_enough) {
        let approved = calendar::office_day_from(calendar::plus(day, rng.between(5, 20)));
        let number = format!("京高企报备〔{year}〕{}号", district.book.number("filing", year));
        let body = Body::default().text("decision_no", number);
        district.record(who, Fact::new("filing_pilot.approved", approved, rates::AT_ONCE).after(applied.at), body);
        district.filed.insert((year, who));
    }
}
