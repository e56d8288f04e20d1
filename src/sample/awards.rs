//! Awards for science and technology (article 8): won, and a few revoked.

use super::body::Body;
use super::calendar;
use super::district::District;
use super::rates;
use super::rng::Rng;
use super::standards;
use chrono::NaiveDate;

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
    (10, UNNAMED),
    (2, ("北京市发明专利奖", "发明专利", "特别奖")),
    (4, ("北京市发明专利奖", "发明专利", "一等奖")),
    (4, ("北京市发明专利奖", "发明专利", "二等奖")),
];
/// An award whose grade the policy does not name.
pub(super) const UNNAMED: (&str, &str, &str) = ("中国专利奖", "发明专利", "优秀奖");
const GROUNDS: [&str; 2] = ["专利权被宣告无效", "材料弄虚作假"];

/// An award that was won: what a revocation must name.
#[derive(Debug, Clone)]
pub(super) struct Won {
    scheme: &'static str,
    year: i32,
    project: String,
    recorded_at: i64,
}

/// The awards of a year, and the revocations of some of the year before.
pub(super) fn year(district: &mut District, year: i32) {
    let mut rng = district.rng("awards", year);
    revocations(district, &mut rng, year);
    let holders = district.those(|e| e.is_holder_in(year));
    let winners = rng.sample(holders, district.plan.at_least_one(rates::AWARDS));
    for who in winners {
        let award = rng.weighted(&AWARDS);
        let rank = if rng.permille(rates::AWARDED_FIRST) { 1 } else { 2 };
        let day = calendar::office_day_within(&mut rng, year, 4, 12);
        let won = win(district, &mut rng, who, award, day, rank);
        district.awards.push(won);
    }
}

/// Records an award to a unit of this rank.
pub(super) fn win(
    district: &mut District,
    rng: &mut Rng,
    who: usize,
    (scheme, category, grade): (&'static str, &str, &str),
    day: NaiveDate,
    rank: usize,
) -> Won {
    let year = chrono::Datelike::year(&day);
    let number = district.book.number("award", year);
    let project =
        if category == "发明专利" { format!("ZL{year}1{number:07}.X") } else { format!("XM-{year}-{number:04}") };
    let body = Body::default()
        .text("scheme", scheme)
        .text("category", category)
        .text("grade", grade)
        .number("year", year)
        .text("project_key", project.clone())
        .rows("units", standards::units(district, rng, who, rank));
    let known = district.enterprises.get(who).map_or(0, |e| e.known_at);
    let at = district.book.moment(day, rates::WEEKS, known);
    district.note_earner(who, "award.won", day);
    let recorded_at = district.book.write("award.won", day, at, body).at;
    Won { scheme, year, project, recorded_at }
}

fn revocations(district: &mut District, rng: &mut Rng, year: i32) {
    let before = district.awards.iter().filter(|award| award.year == year - 1).cloned().collect();
    let count = district.plan.rare(rates::AWARDS_REVOKED, year);
    for award in rng.sample(before, count) {
        let body = Body::default()
            .text("scheme", award.scheme)
            .number("year", award.year)
            .text("project_key", award.project)
            .text("ground", rng.pick(&GROUNDS));
        let day = calendar::office_day_within(rng, year, 2, 12);
        let at = district.book.moment(day, rates::WEEKS, award.recorded_at);
        district.book.write("award.revoked", day, at, body);
    }
}
