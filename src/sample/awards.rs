//! Awards for science and technology, and titles for intellectual property.

use super::body::Body;
use super::calendar;
use super::district::{District, Fact};
use super::rates;
use super::rng::Rng;
use super::standards;

/// Scheme, category, grade, by weight; the last grade of each scheme is one the policy does not name.
const AWARDS: [(u32, (&str, &str, &str)); 14] = [
    (2, ("国家科学技术奖", "科学技术进步奖", "一等奖")),
    (8, ("国家科学技术奖", "科学技术进步奖", "二等奖")),
    (4, ("北京市科学技术奖", "科学技术进步奖", "特等奖")),
    (12, ("北京市科学技术奖", "科学技术进步奖", "一等奖")),
    (22, ("北京市科学技术奖", "科学技术进步奖", "二等奖")),
    (5, ("北京市科学技术奖", "技术发明奖", "一等奖")),
    (8, ("北京市科学技术奖", "技术发明奖", "二等奖")),
    (3, ("北京市科学技术奖", "自然科学奖", "二等奖")),
    (4, ("中国专利奖", "发明专利", "金奖")),
    (12, ("中国专利奖", "发明专利", "银奖")),
    (10, ("中国专利奖", "发明专利", "优秀奖")),
    (2, ("北京市发明专利奖", "发明专利", "特别奖")),
    (4, ("北京市发明专利奖", "发明专利", "一等奖")),
    (4, ("北京市发明专利奖", "发明专利", "二等奖")),
];
const TITLES: [(u32, &str); 4] = [
    (10, "国家知识产权示范企业"),
    (25, "国家知识产权优势企业"),
    (15, "北京市知识产权优势单位"),
    (50, "北京市知识产权试点单位"),
];

/// The awards and titles of a year.
pub(super) fn year(district: &mut District, year: i32) {
    let mut rng = district.rng("awards", year);
    let holders = district.those(|e| e.is_holder_in(year));
    let winners = rng.sample(holders.clone(), district.plan.scaled(rates::AWARDS));
    for who in winners {
        win(district, &mut rng, who, year);
    }
    let titled = rng.sample(holders, district.plan.scaled(rates::IP_TITLES));
    for who in titled {
        entitle(district, &mut rng, who, year);
    }
}

fn win(district: &mut District, rng: &mut Rng, who: usize, year: i32) {
    let (scheme, category, grade) = rng.weighted(&AWARDS);
    let number = district.book.number("award", year);
    let project =
        if category == "发明专利" { format!("ZL{year}1{number:07}.X") } else { format!("XM-{year}-{number:04}") };
    let rank = if rng.permille(rates::AWARDED_FIRST) { 1 } else { 2 };
    let body = Body::default()
        .text("scheme", scheme)
        .text("category", category)
        .text("grade", grade)
        .number("year", year)
        .text("project_key", project)
        .rows("units", standards::units(district, rng, who, rank));
    let known = district.enterprises.get(who).map_or(0, |e| e.known_at);
    let day = calendar::office_day_within(rng, year, 4, 12);
    let at = district.book.moment(day, rates::WEEKS, known);
    district.note_earner(who, "award.won", day);
    district.book.write("award.won", day, at, body);
}

fn entitle(district: &mut District, rng: &mut Rng, who: usize, year: i32) {
    let title = rng.weighted(&TITLES);
    let day = calendar::office_day_within(rng, year, 5, 12);
    let body = Body::default()
        .text("title", title)
        .text("batch", format!("{year}年度"))
        .day("valid_to", calendar::plus_years(day, 3));
    district.record(who, Fact::new("ip_title.granted", day, rates::WEEKS), body);
}
