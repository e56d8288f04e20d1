//! By whose day a value of a parameter begins: the transitional clause of a change.

use super::{fault, file};
use crate::story::{CATALOGUE, Story, items, place};
use qizhang::policy::{Choices, Policy, PolicyFault, Program, ReadingId};
use serde_json::json;

const AMOUNT: &str = "\"第十三条/新产品/金额\" = [{ value = \"5万元\", unit = \"yuan\", from = 2025-09-05 }";
const PRODUCT: &str = "第十三条/新产品";

/// The policy with a second value of an amount, which begins on 1 July 2027 by somebody's day.
fn text(by: &str) -> String {
    let text = file();
    assert_eq!(text.matches(AMOUNT).count(), 1);
    text.replace(AMOUNT, &format!("{AMOUNT}, {{ value = \"6万元\", unit = \"yuan\", from = 2027-07-01{by} }}"))
}

fn program(text: &str, choices: &Choices) -> Program {
    let policy = Policy::parse(text).and_then(|policy| policy.check(&CATALOGUE).map(|()| policy));
    let policy = policy.unwrap_or_else(|error| panic!("{}: {error:?}", place(text, error.span.start)));
    policy.program(&CATALOGUE, choices).unwrap_or_else(|error| panic!("{error:?}"))
}

/// A product of a day that was applied for on another, in a call that opened on a third.
fn product([fact, opens, applied]: [&str; 3]) -> Story {
    let year = fact[..4].parse::<i32>().unwrap_or_default();
    let call =
        json!({"year": year + 1, "fact_year": year, "opens_on": opens, "closes_on": format!("{}-12-31", year + 1)});
    Story::new()
        .certified("GR1", "2026-03-02")
        .fact(fact, "new_product.recognized", json!({"product_key": "P", "cert_no": "N"}))
        .fact(opens, "call.opened", call)
        .fact(applied, "application.submitted", json!({"application_no": "S1", "call_year": year + 1}))
}

fn due(program: &Program, days: [&str; 3]) -> String {
    let position = product(days).under(program, "2029-02-28");
    items(&position, PRODUCT)[0].net.to_yuan()
}

#[test]
fn each_clause_asks_for_its_own_day() {
    const FORMER: &str = "50000.00";
    const NEW: &str = "60000.00";
    // The days of the fact, of the opening of the call and of the application; what is due by the call, by the fact, and by the
    // application.
    let rows = [
        (["2026-09-01", "2027-06-30", "2027-06-30"], [FORMER, FORMER, FORMER]),
        (["2026-09-01", "2027-06-30", "2027-07-01"], [FORMER, FORMER, NEW]),
        (["2026-09-01", "2027-07-01", "2027-07-01"], [NEW, FORMER, NEW]),
        (["2026-09-01", "2027-07-02", "2027-08-01"], [NEW, FORMER, NEW]),
        (["2027-06-30", "2028-03-01", "2028-04-01"], [NEW, FORMER, NEW]),
        (["2027-07-01", "2028-03-01", "2028-04-01"], [NEW, NEW, NEW]),
        (["2027-07-02", "2028-03-01", "2028-04-01"], [NEW, NEW, NEW]),
    ];
    let none = Choices::default();
    let programs = ["", ", by = \"fact_day\"", ", by = \"application_day\""].map(|by| program(&text(by), &none));
    for (days, wanted) in rows {
        let told: Vec<String> = programs.iter().map(|program| due(program, days)).collect();
        assert_eq!(told, wanted, "{days:?}");
    }
}

#[test]
fn a_clause_that_can_be_read_in_two_ways_is_a_reading() {
    let by = ", by = { reading = \"R10.1\", kept = \"fact_day\", recovered = \"application_day\" }";
    let (text, id) = (text(by), ReadingId("R10.1".into()));
    let days = ["2026-09-01", "2027-06-30", "2027-07-01"];
    let none = Choices::default();
    let (first, other) = (program(&text, &none), program(&text, &none.with(&id, "recovered")));
    assert_eq!((due(&first, days), due(&other, days)), ("50000.00".into(), "60000.00".into()));
    // And an amount that rests on it says so.
    let rests =
        |program: &Program| items(&product(days).under(program, "2029-02-28"), PRODUCT)[0].readings.contains(&id);
    assert!(rests(&first));
    assert!(!rests(&program(&file(), &none)));
}

#[test]
fn a_clause_that_says_nothing_known_is_refused_at_its_place() {
    let text = text(", by = \"factday\"");
    let error = fault(&text);
    let PolicyFault::UnknownWord { word, nearest, .. } = &error.fault else { panic!("{error:?}") };
    assert_eq!((word.as_str(), nearest.as_deref()), ("factday", Some("fact_day")));
    let at = text.find("\"factday\"").unwrap_or_default();
    assert_eq!(place(&text, error.span.start), place(&text, at));
}

/// A floor that comes by another day than its ceiling may be above it where the days can come in that order.
#[test]
fn a_floor_is_not_above_its_ceiling_in_whatever_order_the_days_come() {
    let bounds = |floor: &str, ceiling: &str| {
        let line = |name: &str, value: &str| {
            format!("\"第五条/新认定/{name}\" = [{{ value = \"{value}\", unit = \"yuan\", from = 2025-09-05 }}")
        };
        let with = |value: &str, by: &str| {
            format!(", {{ value = \"{value}\", unit = \"yuan\", from = 2027-07-01, by = \"{by}\" }}")
        };
        let (low, high) = (line("下限", "5万元"), line("上限", "50万元"));
        let text = file();
        assert!(text.contains(&low) && text.contains(&high));
        text.replace(&low, &(low.clone() + &with("60万元", floor)))
            .replace(&high, &(high.clone() + &with("80万元", ceiling)))
    };
    let none = Choices::default();
    for (floor, ceiling) in
        [("fact_day", "fact_day"), ("application_day", "application_day"), ("fact_day", "application_day")]
    {
        program(&bounds(floor, ceiling), &none);
    }
    // A fact of before that is applied for afterwards has the new floor and the former ceiling.
    let error = fault(&bounds("application_day", "fact_day"));
    assert!(matches!(error.fault, PolicyFault::EmptyRange { .. }), "{error:?}");
}
