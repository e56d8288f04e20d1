//! Titles for intellectual property (article 9): granted, renamed, and a few removed.

use super::body::Body;
use super::calendar;
use super::district::{District, Fact};
use super::rates;
use super::rng::Rng;

const TITLES: [(u32, &str); 4] =
    [(10, "国家知识产权示范企业"), (25, "国家知识产权优势企业"), (15, "北京市知识产权优势单位"), (50, RENAMED.1)];
/// An invented name under which a title was still granted in the first year, and the one the policy knows it by.
const RENAMED: (&str, &str) = ("北京市专利试点单位", "北京市知识产权试点单位");
const GROUNDS: [&str; 2] = ["复核未通过", "企业申请取消"];

/// A title that was granted: what a removal must name.
#[derive(Debug, Clone)]
pub(super) struct Granted {
    who: usize,
    title: &'static str,
    year: i32,
    recorded_at: i64,
}

/// The titles of a year, and the removals of some granted before.
pub(super) fn year(district: &mut District, year: i32) {
    let mut rng = district.rng("titles", year);
    if year == district.plan.first_year + 1 {
        rename(district, year);
    }
    removals(district, &mut rng, year);
    let holders = district.those(|e| e.is_holder_in(year));
    let titled = rng.sample(holders, district.plan.scaled(rates::IP_TITLES));
    for who in titled {
        grant(district, &mut rng, who, year);
    }
}

/// Records that two names mean one title, before any title under the old one is decided on.
fn rename(district: &mut District, year: i32) {
    let day = calendar::office_day_from(calendar::day(year, 1, 15));
    let body = Body::default()
        .text("kind", "title")
        .text("old", RENAMED.0)
        .text("new", RENAMED.1)
        .text("document", format!("京知局〔{year}〕3号（示例）"));
    let at = district.book.moment(day, rates::WEEKS, 0);
    district.book.write("reference.mapped", day, at, body);
}

fn grant(district: &mut District, rng: &mut Rng, who: usize, year: i32) {
    let drawn = rng.weighted(&TITLES);
    let old = drawn == RENAMED.1 && year == district.plan.first_year;
    let title = if old { RENAMED.0 } else { drawn };
    let day = calendar::office_day_within(rng, year, 5, 12);
    let body =
        Body::default().text("title", title).text("batch", batch(year)).day("valid_to", calendar::plus_years(day, 3));
    if let Some(written) = district.record(who, Fact::new("ip_title.granted", day, rates::WEEKS), body) {
        district.titles.push(Granted { who, title, year, recorded_at: written.at });
    }
}

fn batch(year: i32) -> String {
    format!("{year}年度")
}

fn removals(district: &mut District, rng: &mut Rng, year: i32) {
    let held = district.titles.iter().filter(|granted| (year - 2..year).contains(&granted.year)).cloned().collect();
    let count = district.plan.rare(rates::IP_TITLES_REMOVED, year);
    let removed = rng.sample(held, count);
    district.titles.retain(|one| !removed.iter().any(|gone| (gone.who, gone.year) == (one.who, one.year)));
    for granted in removed {
        let body = Body::default()
            .text("title", granted.title)
            .text("batch", batch(granted.year))
            .text("ground", rng.pick(&GROUNDS));
        let day = calendar::office_day_within(rng, year, 2, 12);
        let fact = Fact::new("ip_title.removed", day, rates::WEEKS).after(granted.recorded_at);
        district.record(granted.who, fact, body);
    }
}
