//! Standards with a local drafter, and standards made from one another.

use super::body::Body;
use super::calendar;
use super::district::{District, Fact};
use super::rng::Rng;
use super::{names, rates};
use chrono::NaiveDate;

const NATIONAL: [(u32, &str); 3] = [(92, "GB/T"), (4, "GB"), (4, "GB/Z")];
const INDUSTRY: [(u32, &str); 5] = [(30, "SJ/T"), (25, "YY/T"), (20, "NB/T"), (15, "JB/T"), (10, "YD/T")];
const PROVINCIAL: [(u32, &str); 3] = [(88, "DB11/T"), (6, "DB13/T"), (6, "DB12/T")];
const INTERNATIONAL: [(u32, &str); 5] = [(60, "ISO"), (24, "IEC"), (6, "ISO/IEC"), (6, "ISO/TS"), (4, "IEC TR")];
const DEGREES: [(u32, &str); 3] = [(50, "IDT"), (30, "MOD"), (20, "NEQ")];
/// A standard to be published.
#[derive(Debug, Clone)]
pub(super) struct Standard {
    /// Its number.
    pub(super) number: String,
    /// Its level.
    pub(super) level: &'static str,
    /// New, revised or amended.
    pub(super) nature: &'static str,
    /// The day of publication.
    pub(super) day: NaiveDate,
    /// The local drafter.
    pub(super) drafter: usize,
    /// Its rank among the units, from 1.
    pub(super) rank: usize,
}

/// The standards of a year.
pub(super) fn year(district: &mut District, year: i32) {
    let mut rng = district.rng("standards", year);
    let adoptions = adoptions(district, &mut rng, year);
    let drafters =
        district.those(|e| e.is_holder_in(year) || (e.is_ordinary() && e.stays_through(year) && e.list_no.is_some()));
    for _ in adoptions..district.plan.scaled(rates::STANDARDS) {
        let level = rng.weighted(&rates::STANDARD_LEVELS);
        let standard = Standard {
            number: number(district, &mut rng, level, year),
            level,
            nature: rng.weighted(&rates::STANDARD_NATURES),
            day: calendar::office_day_within(&mut rng, year, 1, 12),
            drafter: rng.pick(&drafters),
            rank: if rng.permille(rates::DRAFTED_FIRST) { 1 } else { 2 },
        };
        publish(district, &mut rng, &standard);
        if level == "international" {
            district.international.push((year, standard.drafter, standard.number));
        }
    }
}

/// National standards made from international ones of the year before, by the same drafter; answers how many.
fn adoptions(district: &mut District, rng: &mut Rng, year: i32) -> usize {
    let known = district.international.iter().filter(|(of, _, _)| *of == year - 1).cloned().collect();
    let sources = rng.sample(known, district.plan.scaled(rates::ADOPTIONS));
    for (_, drafter, source) in &sources {
        let day = calendar::office_day_within(rng, year, 3, 11);
        let number = number(district, rng, "national", year);
        let standard = Standard { number, level: "national", nature: "new", day, drafter: *drafter, rank: 1 };
        let degree = rng.weighted(&DEGREES);
        adopt(district, rng, &standard, source, degree);
    }
    sources.len()
}

/// Publishes a standard made from another one, which must be on record.
pub(super) fn adopt(district: &mut District, rng: &mut Rng, standard: &Standard, source: &str, degree: &str) {
    let published = publish(district, rng, standard);
    let body =
        Body::default().text("standard_no", standard.number.clone()).text("source_no", source).text("degree", degree);
    let at = district.book.moment(standard.day, rates::DAYS, published);
    district.book.write("standard.adopted", standard.day, at, body);
}

/// A new number of this level and year.
pub(super) fn number(district: &mut District, rng: &mut Rng, level: &str, year: i32) -> String {
    let (prefixes, from): (&[(u32, &'static str)], u32) = match level {
        "national" => (&NATIONAL, 46_000),
        "industry" => (&INDUSTRY, 11_800),
        "provincial" => (&PROVINCIAL, 2_400),
        _ => (&INTERNATIONAL, 24_500),
    };
    let prefix = rng.weighted(prefixes);
    let running = from + district.book.number(prefix, 0);
    let (part, year_mark) = if level == "international" { ("-", ":") } else { (".", "-") };
    let part = if rng.permille(rates::STANDARD_PARTS) { format!("{part}{}", rng.between(1, 6)) } else { String::new() };
    format!("{prefix} {running}{part}{year_mark}{year}")
}

/// Records a standard; answers when it was recorded.
pub(super) fn publish(district: &mut District, rng: &mut Rng, standard: &Standard) -> i64 {
    let known = district.enterprises.get(standard.drafter).map_or(0, |e| e.known_at);
    let body = Body::default()
        .text("standard_no", standard.number.clone())
        .text("title", names::standard_title(rng))
        .text("level", standard.level)
        .text("nature", standard.nature)
        .rows("units", units(district, rng, standard.drafter, standard.rank));
    let fact = Fact::new("standard.published", standard.day, rates::WEEKS).after(known);
    let at = district.book.moment(fact.day, fact.lag, fact.after);
    district.note_earner(standard.drafter, fact.kind, fact.day);
    district.book.write(fact.kind, fact.day, at, body).at
}

/// The units behind a standard or an award: the local one on its rank, others around it.
pub(super) fn units(district: &District, rng: &mut Rng, local: usize, rank: usize) -> Vec<Body> {
    let count = rng.place(6) + rank.max(2);
    let mut named: Vec<(String, Option<String>)> =
        rng.sample(names::PARTNERS.to_vec(), count).into_iter().map(|name| (name.to_owned(), None)).collect();
    if named.len() >= 3 && rng.permille(rates::SECOND_LOCAL) {
        named.extend(second_local(district, rng, local).and_then(|who| name_and_code(district, who)));
    }
    named.splice(rank - 1..rank - 1, name_and_code(district, local));
    let tie = rng.permille(rates::TIES).then_some(rank + 1);
    (1..)
        .zip(named)
        .map(|(at, (name, code)): (usize, _)| {
            let shown = if tie == Some(at) { rank } else { at };
            let row = Body::default().number("rank", i64::try_from(shown).unwrap_or(1)).text("name", name);
            match code {
                Some(code) => row.text("uscc", code),
                None => row,
            }
        })
        .collect()
}

/// Another ordinary enterprise that the office knew before the first one.
fn second_local(district: &District, rng: &mut Rng, local: usize) -> Option<usize> {
    let known = district.enterprises.get(local)?.known_at;
    let mut tries = (0..20).map(|_| rng.place(district.enterprises.len()));
    tries.find(|who| {
        let other = district.enterprises.get(*who);
        *who != local && other.is_some_and(|e| e.is_ordinary() && e.known_at < known)
    })
}

fn name_and_code(district: &District, who: usize) -> Option<(String, Option<String>)> {
    let enterprise = district.enterprises.get(who)?;
    Some((enterprise.name.clone(), Some(enterprise.uscc.clone())))
}
