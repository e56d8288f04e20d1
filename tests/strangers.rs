//! Cases computed by hand from the text of the law by people who never saw the program, each against the program.

use crate::story::{Story, items, net};
use qizhang::position::{Outcome, Position};
use qizhang::value::Fen;
use serde_json::Value;
use std::path::Path;

fn cases(name: &str) -> Vec<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/strangers").join(name);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or_else(|| panic!("no {key} in {value}"))
}

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

/// The story of a case, each fact recorded on its day.
fn told(case: &Value) -> Story {
    let mut facts: Vec<&Value> = list(case, "facts").iter().collect();
    facts.sort_by_key(|fact| text(fact, "on"));
    let story = facts
        .into_iter()
        .fold(Story::default(), |story, fact| story.fact(text(fact, "on"), text(fact, "type"), fact["data"].clone()));
    let readings = case["readings"].as_object().into_iter().flatten();
    readings.fold(story, |story, (reading, option)| story.read(reading, option.as_str().unwrap_or_default()))
}

/// What of an expectation is not so.
fn wrong(position: &Position, expected: &Value) -> Option<String> {
    let (grant, matter) = (text(expected, "grant"), text(expected, "matter"));
    let own: Vec<_> = items(position, grant).into_iter().filter(|item| &*item.matter == matter).collect();
    let sum = |amount: fn(&qizhang::position::Item) -> Fen| own.iter().map(|item| amount(item)).sum::<Fen>().to_yuan();
    let found = [
        ("net", sum(|item| item.net)),
        ("outstanding", sum(|item| item.outstanding)),
        ("overpaid", sum(|item| item.overpaid)),
    ];
    let differs = found.iter().find_map(|(key, found)| {
        let asked = expected.get(*key).and_then(Value::as_str)?;
        (asked != found).then(|| format!("{grant} {matter}: {key} {found}, by hand {asked}"))
    });
    differs.or_else(|| own.is_empty().then(|| format!("{grant} {matter}: no item")))
}

fn check(name: &str) {
    let mut faults = Vec::new();
    let all = cases(name);
    assert!(all.len() >= 10, "{} cases", all.len());
    for case in &all {
        let position = told(case).position_of(text(case, "subject"), text(case, "on"));
        let mut own: Vec<String> =
            list(case, "expect").iter().filter_map(|expected| wrong(&position, expected)).collect();
        for grant in list(case, "undetermined").iter().filter_map(Value::as_str) {
            let open = items(&position, grant).iter().any(|item| matches!(item.outcome, Outcome::Undetermined(_)));
            own.extend((!open).then(|| format!("{grant} is not undetermined: net {}", net(&position, grant))));
        }
        let by_hand: Fen = list(case, "expect")
            .iter()
            .map(|expected| Fen::parse_yuan(text(expected, "net")).unwrap_or_default())
            .sum();
        let found: Fen = position.items.iter().map(|item| item.net).sum();
        own.extend((by_hand != found).then(|| format!("{} in all, by hand {}", found.to_yuan(), by_hand.to_yuan())));
        faults.extend(own.into_iter().map(|fault| format!("{}: {fault}", text(case, "name"))));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_cases_of_the_first() {
    check("one.json");
}

#[test]
fn the_cases_of_the_second() {
    check("two.json");
}
