//! What the sample promises.

use super::codes::is_valid;
use super::{Line, Plan, calendar, days_of_decision, facts, planted, rates};
use chrono::{Datelike, NaiveDate, Timelike};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

static LINES: LazyLock<Vec<Line>> = LazyLock::new(|| facts(&Plan::default()));

fn text<'a>(line: &'a Line, field: &str) -> &'a str {
    line.data.get(field).and_then(Value::as_str).unwrap_or_default()
}

fn about<'a>(uscc: &'a str, kind: &'a str) -> impl Iterator<Item = &'static Line> + 'a {
    LINES.iter().filter(move |line| line.kind == kind && text(line, "uscc") == uscc)
}

/// FNV-1a over the written lines.
fn digest(lines: &[Line]) -> u64 {
    let bytes = lines.iter().flat_map(|line| line.to_json().into_bytes().into_iter().chain([b'\n']));
    bytes.fold(0xCBF2_9CE4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3))
}

/// The fields that name the document, by type.
fn natural_key(kind: &str) -> &'static [&'static str] {
    match kind {
        "enterprise.registered" | "enterprise.deregistered" => &["uscc"],
        "account.registered" => &["uscc", "account"],
        "enterprise.renamed" => &["uscc", "old_name", "new_name"],
        "conduct.accident_recorded" => &["uscc", "accident_on"],
        "conduct.dishonesty_recorded" => &["uscc", "list"],
        "conduct.record_cleared" => &["record"],
        "feeder.registered" => &["kind", "number"],
        "cultivation_list.entered"
        | "cultivation_list.exited"
        | "scale_up_list.entered"
        | "scale_up_list.exited"
        | "strong_list.entered"
        | "strong_list.exited" => &["uscc", "list_no"],
        "filing_pilot.approved" => &["decision_no"],
        "platform.completed" => &["uscc", "platform_key"],
        "pledge.signed" => &["document_no"],
        "parameter.set" => &["name", "year", "document"],
        "reference.mapped" => &["kind", "old", "new"],
        "quota.allotted" => &["uscc", "kind", "year"],
        "space.registered" => &["site_key"],
        "land.supplied" => &["uscc", "site_key"],
        "scenario.joined" => &["uscc", "project_key"],
        "hightech.certified" | "hightech.announced" | "hightech.revoked" | "new_product.recognized" => &["cert_no"],
        "hightech.annual_report_filed"
        | "loan.evaluated"
        | "insurance.evaluated"
        | "growth.evaluated"
        | "service_org.evaluated"
        | "rnd_growth.assessed" => &["uscc", "year"],
        "rnd.expense_reported" => &["uscc", "year", "basis"],
        "standard.published" => &["standard_no"],
        "standard.adopted" => &["standard_no", "source_no"],
        "award.won" | "award.revoked" => &["scheme", "year", "project_key"],
        "ip_title.granted" => &["uscc", "title", "batch"],
        "first_set.recognized" => &["uscc", "product_key", "level"],
        "new_material.first_applied" => &["uscc", "material_key", "role"],
        "loan.contracted" => &["contract_no"],
        "loan.interest_paid" => &["contract_no", "period"],
        "insurance.premium_paid" => &["policy_no"],
        "external_support.recorded" => &["uscc", "level", "scheme", "matter"],
        "tenancy.started" => &["carrier", "uscc"],
        "lpr.published" => &["published_on"],
        "call.opened" | "call.closed" => &["year"],
        "application.submitted" => &["uscc", "call_year"],
        "application.accepted" | "application.rejected" | "application.withdrawn" | "application.returned" => {
            &["application_no"]
        }
        "review.completed" => &["application_no"],
        "publicity.started" | "publicity.ended" => &["list_no"],
        "objection.filed" | "objection.resolved" => &["objection_no"],
        _ => &[],
    }
}

fn check(lines: &[Line]) {
    let (mut ids, mut keys, mut codes) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    let mut documents: BTreeSet<(&str, String)> = BTreeSet::new();
    let mut last = i64::MIN;
    for line in lines {
        assert!(last <= line.recorded_at, "recorded before the line above: {}", line.to_json());
        last = line.recorded_at;
        assert!(ids.insert(line.id_text()), "id repeats: {}", line.to_json());
        let key = natural_key(line.kind);
        let values: Vec<String> = key.iter().map(|field| line.data[*field].to_string()).collect();
        assert!(key.is_empty() || keys.insert((line.kind, values)), "key repeats: {}", line.to_json());
        if line.kind == "enterprise.registered" {
            assert!(is_valid(text(line, "uscc")), "code: {}", line.to_json());
            codes.insert(text(line, "uscc"));
        }
        check_references(line, &ids, &codes, &documents);
        for field in ["cert_no", "contract_no", "application_no", "standard_no", "project_key", "site_key"] {
            documents.insert((field, text(line, field).to_owned()));
        }
    }
}

fn check_references(line: &Line, ids: &BTreeSet<String>, codes: &BTreeSet<&str>, documents: &BTreeSet<(&str, String)>) {
    let rows = ["units", "absorbed"].into_iter().filter_map(|field| line.data.get(field)?.as_array()).flatten();
    let named = rows.filter_map(|row| row.get("uscc")?.as_str()).chain([text(line, "uscc"), text(line, "carrier")]);
    for code in named.filter(|code| !code.is_empty()) {
        assert!(codes.contains(code), "not registered before: {}", line.to_json());
    }
    for field in ["event", "record"] {
        let id = text(line, field);
        assert!(id.is_empty() || ids.contains(id), "no such event before: {}", line.to_json());
    }
    let field = match line.kind {
        "hightech.announced" | "hightech.revoked" => "cert_no",
        "loan.interest_paid" => "contract_no",
        "application.accepted" | "application.returned" | "review.completed" | "objection.filed" => "application_no",
        "standard.adopted" => "standard_no",
        "award.revoked" => "project_key",
        "space.allocated" | "space.released" => "site_key",
        _ => return,
    };
    assert!(documents.contains(&(field, text(line, field).to_owned())), "no such document before: {}", line.to_json());
    let source = text(line, "source_no");
    assert!(source.is_empty() || documents.contains(&("standard_no", source.to_owned())), "{}", line.to_json());
}

#[test]
fn lines_are_ordered_unique_and_refer_backwards() {
    check(&LINES);
}

#[test]
fn other_sizes_and_years_hold_too() {
    for (enterprises, first_year, last_year) in
        [(0, 2025, 2027), (150, 2026, 2028), (5_000, 2025, 2026), (2_300, 2025, 2025)]
    {
        let plan = Plan { enterprises, first_year, last_year, seed: 7 };
        let lines = facts(&plan);
        check(&lines);
        let last = calendar::end_of(calendar::day(last_year, 12, 31));
        assert!(lines.iter().all(|line| line.recorded_at <= last), "nothing after the last year");
    }
}

#[test]
fn same_plan_same_bytes() {
    let plan = Plan { enterprises: 300, last_year: 2027, ..Plan::default() };
    let once = digest(&facts(&plan));
    assert_eq!(once, digest(&facts(&plan)));
    assert_ne!(once, digest(&facts(&Plan { seed: 1, ..plan })), "another seed, another district");
    assert_eq!(once, 4_760_574_481_285_929_890, "the sample changed: pin the new digest when that is meant");
}

#[test]
fn recorded_in_office_hours_and_never_before_it_happened() {
    for line in LINES.iter() {
        let day = calendar::day_of(line.recorded_at);
        assert!(calendar::is_office_day(day), "{}", line.to_json());
        let hour = chrono::DateTime::parse_from_rfc3339(&line.recorded_at_text()).map(|time| time.hour()).unwrap();
        assert!((9..18).contains(&hour), "{}", line.to_json());
        let announced_ahead = line.kind == "call.opened";
        assert!(line.occurred_on <= day || announced_ahead, "{}", line.to_json());
    }
}

#[test]
fn ids_are_uuids_of_version_7() {
    let line = &LINES[0];
    assert_eq!(
        u64::from_str_radix(&line.id_text().replace('-', "")[..12], 16).unwrap(),
        line.recorded_at.unsigned_abs()
    );
    assert!(LINES.iter().all(|line| line.id[6] >> 4 == 7 && line.id[8] >> 6 == 2));
}

/// Facts of a type by year, counted by the day they happened.
fn by_year(kind: &str) -> BTreeMap<i32, u32> {
    let mut counts = BTreeMap::new();
    for line in LINES.iter().filter(|line| line.kind == kind) {
        *counts.entry(line.occurred_on.year()).or_insert(0) += 1;
    }
    counts
}

#[test]
fn counts_are_within_a_tenth_of_the_rates() {
    let wanted = [
        ("hightech.certified", 850),
        ("cultivation_list.entered", 400),
        ("rnd.expense_reported", 2 * rates::RND_REPORTERS),
        ("standard.published", rates::STANDARDS),
        ("award.won", rates::AWARDS),
        ("ip_title.granted", rates::IP_TITLES),
        ("scale_up_list.entered", rates::SCALE_UPS),
        ("new_product.recognized", rates::NEW_PRODUCTS),
        ("loan.contracted", rates::LOANS),
        ("loan.interest_paid", rates::LOANS * rates::INTEREST_PAYMENTS),
        ("insurance.premium_paid", rates::INSURANCES),
        ("application.submitted", rates::APPLICATIONS),
    ];
    for (kind, rate) in wanted {
        let counts = by_year(kind);
        for year in 2026..=2029 {
            let count = counts.get(&year).copied().unwrap_or(0);
            assert!((count * 10).abs_diff(rate * 10) <= rate, "{kind} in {year}: {count}, not {rate}");
        }
    }
}

#[test]
fn conduct_and_moves_are_170_a_year() {
    let counts = LINES.iter().filter(|line| {
        let moves = ["enterprise.relocated", "enterprise.renamed", "enterprise.deregistered", "enterprise.merged"];
        line.kind.starts_with("conduct.") || line.kind == "hightech.revoked" || moves.contains(&line.kind)
    });
    let in_full_years = counts.filter(|line| (2026..=2029).contains(&line.occurred_on.year())).count();
    assert!((4 * 153..=4 * 187).contains(&in_full_years), "{in_full_years} in four years");
}

#[test]
fn first_certificates_are_45_percent() {
    let mut seen = BTreeSet::new();
    let (mut first, mut all) = (0, 0);
    let mut certified: Vec<&Line> = LINES.iter().filter(|line| line.kind == "hightech.certified").collect();
    certified.sort_by_key(|line| line.occurred_on);
    for line in certified {
        let new = seen.insert(text(line, "uscc"));
        if (2026..=2029).contains(&line.occurred_on.year()) {
            all += 1;
            first += u32::from(new);
        }
    }
    assert!((41 * all..=49 * all).contains(&(first * 100)), "{first} of {all}");
}

#[test]
fn corrections_are_one_percent_of_facts() {
    let amended = LINES.iter().filter(|line| line.kind.starts_with("fact.")).count();
    let facts = LINES.iter().filter(|line| !super::documents::is_procedure(line.kind)).count();
    assert!((facts * 8 / 1000..=facts * 11 / 1000).contains(&amended), "{amended} of {facts}");
}

#[test]
fn a_year_has_about_27_000_events_with_what_is_decided() {
    for year in 2026..=2030 {
        let recorded = LINES.iter().filter(|line| calendar::day_of(line.recorded_at).year() == year).count();
        assert!((22_500..=26_000).contains(&recorded), "{recorded} in {year}, before approvals and payments");
    }
}

/// New and landed holders of each carrier and year, plainly counted.
fn tenants() -> Vec<usize> {
    let mut first: BTreeMap<&str, NaiveDate> = BTreeMap::new();
    for line in LINES.iter().filter(|line| line.kind == "hightech.certified") {
        let day = first.entry(text(line, "uscc")).or_insert(line.occurred_on);
        *day = (*day).min(line.occurred_on);
    }
    let mut counts: BTreeMap<(&str, i32), usize> = BTreeMap::new();
    for line in LINES.iter().filter(|line| line.kind == "tenancy.started") {
        let Some(certified) = first.get(text(line, "uscc")) else { continue };
        let day = (*certified).max(line.occurred_on);
        *counts.entry((text(line, "carrier"), day.year())).or_insert(0) += 1;
    }
    counts.into_values().collect()
}

/// What follows another fact, by the fields the two share: exits, removals, approvals.
#[test]
fn what_ends_something_names_what_began() {
    let pairs: [(&str, &str, &[&str]); 6] = [
        ("scale_up_list.exited", "scale_up_list.entered", &["uscc", "list_no"]),
        ("strong_list.exited", "strong_list.entered", &["uscc", "list_no"]),
        ("ip_title.removed", "ip_title.granted", &["uscc", "title", "batch"]),
        ("award.revoked", "award.won", &["scheme", "year", "project_key"]),
        ("filing_pilot.approved", "filing_pilot.applied", &["uscc"]),
        ("space.released", "space.allocated", &["uscc", "site_key", "area"]),
    ];
    for (end, begin, fields) in pairs {
        let mut ends = 0;
        for (at, line) in LINES.iter().enumerate().filter(|(_, line)| line.kind == end) {
            let same = |other: &&Line| other.kind == begin && fields.iter().all(|f| other.data[*f] == line.data[*f]);
            let began = LINES[..at].iter().find(same);
            assert!(began.is_some_and(|began| began.occurred_on <= line.occurred_on), "{}", line.to_json());
            ends += 1;
        }
        assert!(ends > 0, "no {end}");
    }
}

/// What is free of a place on any day, as the register would show it.
#[test]
fn no_place_holds_more_than_its_area_and_no_quota_is_overdrawn() {
    let mut days: Vec<&Line> = LINES.iter().filter(|line| line.kind.starts_with("space.")).collect();
    // Of one day, what is given back comes last: it is free from the day after.
    days.sort_by_key(|line| (line.occurred_on, line.kind == "space.released"));
    let mut free: BTreeMap<&str, i64> = BTreeMap::new();
    for line in days {
        let area = line.data["area"].as_i64().unwrap();
        let left = free.entry(text(line, "site_key")).or_insert(0);
        *left += if line.kind == "space.allocated" { -area } else { area };
        assert!(*left >= 0, "{}", line.to_json());
    }
    let mut places: BTreeMap<(&str, &str, i32), i64> = BTreeMap::new();
    for line in LINES.iter().filter(|line| text(line, "kind").ends_with("_quota")) {
        let count = line.data["count"].as_i64().unwrap();
        let key = (text(line, "uscc"), text(line, "kind"), line.occurred_on.year());
        *places.entry(key).or_insert(0) += if line.kind == "quota.allotted" { count } else { -count };
    }
    assert!(places.values().all(|left| *left >= 0) && places.values().any(|left| *left > 0));
}

/// Only what befalls few of many may be missing: records of conduct, ends, support by others, mistakes, objections.
#[test]
fn even_a_small_district_has_facts_under_every_article() {
    let small = facts(&Plan { enterprises: 60, ..Plan::default() });
    let kinds = |lines: &[Line]| lines.iter().map(|line| line.kind).collect::<BTreeSet<_>>();
    let few = ["conduct", "enterprise", "external_support", "fact", "objection"];
    let befalls_few = |kind: &&&str| few.iter().any(|thing| kind.starts_with(thing));
    let (all, own) = (kinds(&LINES), kinds(&small));
    let missing: Vec<&&str> = all.difference(&own).filter(|kind| !befalls_few(kind)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn carriers_reach_nine_ten_eleven_and_more_than_twenty() {
    let counts = tenants();
    for wanted in [9, 10, 11] {
        assert!(counts.iter().filter(|count| **count == wanted).count() >= 3, "{wanted}: {counts:?}");
    }
    assert!(counts.iter().filter(|count| **count > 20).count() >= 3, "{counts:?}");
}

#[test]
fn planted_figures_are_there() {
    let cast = planted(&Plan::default());
    let event = about(&cast.corrected_rnd, "rnd.expense_reported").next().unwrap();
    assert_eq!(text(event, "amount"), "4200000.00");
    let correction = LINES.iter().find(|line| text(line, "event") == event.id_text()).unwrap();
    assert_eq!(correction.data["data"]["amount"], "3100000.00");
    let (_, _, paid) = days_of_decision(&Plan::default())[0];
    assert!(calendar::day_of(correction.recorded_at) > paid);
    let late = about(&cast.late_certificate, "hightech.certified").next().unwrap();
    assert_eq!(late.occurred_on, calendar::day(2023, 11, 30));
    assert_eq!(calendar::day_of(late.recorded_at), calendar::day(2024, 2, 6));
    assert_eq!(about(&cast.unrecorded_rnd, "rnd.expense_reported").count(), 0);
    assert_eq!(text(about(&cast.zero_rnd, "rnd.expense_reported").next().unwrap(), "amount"), "0.00");
    assert_eq!(about(&cast.unevaluated_loan, "loan.interest_paid").count(), 4);
    assert_eq!(about(&cast.unevaluated_loan, "loan.evaluated").count(), 0);
    assert_eq!(
        about(&cast.rate_above_lpr, "loan.interest_paid").filter(|l| l.data.get("penalty").is_some()).count(),
        1
    );
    assert_eq!(about(&cast.two_carriers, "tenancy.started").count(), 2);
    assert_eq!(about(&cast.second_listing, "cultivation_list.entered").count(), 2);
}

#[test]
fn planted_turns_of_events_are_there() {
    let cast = planted(&Plan::default());
    let new: Vec<&str> =
        about(&cast.product_choice, "new_product.recognized").map(|l| text(l, "product_key")).collect();
    let sets: Vec<&str> = about(&cast.product_choice, "first_set.recognized").map(|l| text(l, "product_key")).collect();
    assert_eq!((new.len(), sets.len()), (1, 3));
    assert!(sets.contains(&new[0]));
    let accident = about(&cast.accident_before_payment, "conduct.accident_recorded").next().unwrap();
    let (_, decided, paid) = days_of_decision(&Plan::default())[1];
    assert!(decided < accident.occurred_on && calendar::day_of(accident.recorded_at) < paid);
    let revoked = about(&cast.revoked_backwards, "hightech.revoked").next().unwrap();
    assert_eq!(revoked.data["effective_year"], 2025);
    let calls: Vec<&Value> = about(&cast.missed_call, "application.submitted").map(|l| &l.data["call_year"]).collect();
    assert!(calls.is_empty(), "{calls:?}");
    let drafted = |code: &str| {
        let own = |line: &&Line| line.kind == "standard.published" && line.data["units"].to_string().contains(code);
        LINES.iter().filter(own).collect::<Vec<_>>()
    };
    assert_eq!(drafted(&cast.standards_over_cap).len(), 4);
    assert_eq!((drafted(&cast.adopted).len(), drafted(&cast.adopted_abroad).len()), (2, 2));
    let refused = drafted(&cast.refused_rank3);
    assert_eq!(refused[0].data["units"][2]["uscc"], cast.refused_rank3);
    assert_eq!(refused[0].data["units"][2]["rank"], 3);
}

#[test]
fn everyone_in_the_cast_but_one_applies() {
    let cast = planted(&Plan::default());
    for code in [&cast.corrected_rnd, &cast.product_choice, &cast.refused_rank3, &cast.accident_before_payment] {
        assert!(about(code, "application.submitted").count() > 0, "{code}");
    }
    let once = about(&cast.corrected_rnd, "application.submitted").next().unwrap();
    assert_eq!(once.data["call_year"], 2026);
}

#[test]
fn invented_rates_say_so() {
    let rates: Vec<&Line> = LINES.iter().filter(|line| line.kind == "lpr.published").collect();
    assert_eq!(rates.len(), 56, "May 2026 to December 2030");
    assert!(rates.iter().all(|line| text(line, "grade") == "U" && text(line, "note").contains("虚构")));
    assert_eq!(rates[0].occurred_on, calendar::day(2026, 5, 20));
    let between = |line: &&Line, field, least, most| (least..=most).contains(&text(line, field));
    assert!(rates.iter().all(|line| between(line, "one_year_pct", "2.60", "3.10")));
    assert!(rates.iter().all(|line| between(line, "five_year_pct", "3.20", "3.60")));
}
