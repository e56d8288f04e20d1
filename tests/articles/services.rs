//! Articles 4, 6, 10, 15 and 17 to 21 without money: who is entitled to which service, what was given, and the registers.

use crate::story::{CATALOGUE, ENTERPRISE, Story, day};
use qizhang::explain;
use qizhang::value::Lang;
use serde_json::{Value, json};

/// A high-tech enterprise on all three lists since 2026.
fn listed() -> Story {
    Story::new()
        .certified("GR1", "2025-12-02")
        .fact("2026-01-05", "scale_up_list.entered", json!({"list_no": "S1"}))
        .fact("2026-01-06", "strong_list.entered", json!({"list_no": "Q1"}))
}

fn service(story: Story, on: &str, kind: &str, count: i64) -> Story {
    story.fact(on, "service.provided", json!({"kind": kind, "count": count}))
}

/// Of each time a duty is owed: since when, how much was given.
fn given(story: &Story, duty: &str, on: &str) -> Vec<(String, i64)> {
    let position = story.position(on);
    let own = position.duties.iter().filter(|owed| &*owed.duty == duty);
    own.map(|owed| (owed.since.to_string(), owed.given)).collect()
}

#[test]
fn each_service_counts_for_its_own_duty() {
    let all = [
        ("第十条/主动服务", "2026-01-05", vec!["policy_information", "consulting", "matching", "transfer"]),
        ("第十五条/重点联络", "2026-01-06", vec!["key_liaison"]),
        ("第十七条/融资对接", "2025-12-02", vec!["finance_matching"]),
        (
            "第十八条/人才服务",
            "2025-12-02",
            vec!["joint_training", "technology_vice_president", "recruiting", "school", "medical"],
        ),
        ("第二十一条/信息平台服务", "2025-12-02", vec!["information"]),
    ];
    let kinds: Vec<&str> = all.iter().flat_map(|(.., kinds)| kinds.clone()).collect();
    let story = kinds.iter().fold(listed(), |story, kind| service(story, "2026-03-01", kind, 3));
    for (duty, since, own) in &all {
        let expected = vec![((*since).to_owned(), 3 * i64::try_from(own.len()).unwrap_or(0))];
        assert_eq!(given(&story, duty, "2026-06-30"), expected, "{duty}");
        assert_eq!(given(&listed(), duty, "2026-06-30"), [((*since).to_owned(), 0)], "{duty}: owed, nothing given");
        assert!(given(&Story::new(), duty, "2026-06-30").is_empty(), "{duty}: not for an enterprise of no kind");
    }
}

#[test]
fn what_was_given_before_or_after_does_not_count() {
    let duty = "第十条/主动服务";
    let left = || listed().fact("2026-09-01", "scale_up_list.exited", json!({"list_no": "S1", "reason": "已升规"}));
    for (on, count) in [("2026-01-04", 0), ("2026-01-05", 1), ("2026-08-31", 1), ("2026-09-01", 0)] {
        let story = service(left(), on, "matching", 1);
        let found: i64 = given(&story, duty, "2026-12-31").iter().map(|(_, given)| given).sum();
        assert_eq!(found, count, "given on {on}");
    }
    assert!(given(&left(), duty, "2026-12-31").is_empty(), "over, and nothing was given");
}

#[test]
fn a_file_and_coaching_within_ninety_days_of_the_list() {
    let duty = "第四条/一企一档";
    let story = Story::new().fact("2026-01-05", "cultivation_list.entered", json!({"list_no": "L1"}));
    let position = story.position("2026-06-30");
    let owed = position.duties.iter().find(|owed| &*owed.duty == duty).unwrap_or_else(|| panic!("{duty} is owed"));
    assert_eq!((owed.due, owed.done.len()), (Some(day("2026-04-05")), 0));
    let coached = service(story, "2026-02-01", "coaching", 1);
    assert_eq!(given(&coached, duty, "2026-06-30"), [("2026-01-05".to_owned(), 1)]);
}

#[test]
fn a_scenario_joined_is_support_given() {
    let joined = json!({"project_key": "C1", "field": "five_g", "scenario": "transport", "role": "participant"});
    let story = listed().fact("2026-04-01", "scenario.joined", joined);
    assert_eq!(given(&story, "第二十条/应用场景", "2026-06-30"), [("2025-12-02".to_owned(), 1)]);
}

/// The rows of a register: key and what is left.
fn rows(story: &Story, name: &str, on: &str) -> Vec<(String, i64)> {
    let program = story.program();
    let register = program
        .registers
        .iter()
        .find(|register| &*register.name == name)
        .unwrap_or_else(|| panic!("no register {name}"));
    story.with_engine(&program, day(on), |engine| {
        let rows = engine.register(register, None);
        rows.iter().map(|row| (row.key.join(" "), row.left())).collect()
    })
}

fn registered(facts: &[(&str, &str, Value)]) -> Story {
    facts.iter().fold(Story::new(), |story, (on, kind, data)| story.fact(on, kind, data.clone()))
}

#[test]
fn registers_list_what_was_given() {
    let land = |on, mode: &str, area: i64| (on, "land.supplied", json!({"site_key": "D1", "mode": mode, "area": area}));
    let scenario = json!({"project_key": "C1", "field": "five_g", "scenario": "transport", "role": "participant"});
    let story = registered(&[
        land("2026-01-05", "lease_then_grant", 500),
        land("2026-03-05", "ready_to_build", 700),
        ("2026-04-01", "scenario.joined", scenario),
        ("2026-04-02", "service.provided", json!({"kind": "school", "count": 2})),
        ("2026-04-03", "service.provided", json!({"kind": "school", "count": 1})),
        ("2026-04-04", "service.provided", json!({"kind": "information", "count": 9})),
    ]);
    let own = |words: &str| words.replace('@', ENTERPRISE);
    let tables = [
        ("第十九条/产业用地", "2026-03-04", vec![("lease_then_grant @ D1", 500)]),
        ("第十九条/产业用地", "2026-03-05", vec![("lease_then_grant @ D1", 500), ("ready_to_build @ D1", 700)]),
        ("第二十条/应用场景", "2026-12-31", vec![("C1 five_g transport @ participant", 1)]),
        ("第十八条/人才服务", "2026-04-02", vec![("@ school", 2)]),
        ("第十八条/人才服务", "2026-12-31", vec![("@ school", 3)]),
        ("第二十一条/信息平台服务", "2026-12-31", vec![("@", 9)]),
    ];
    for (name, on, expected) in tables {
        let expected: Vec<(String, i64)> = expected.into_iter().map(|(key, left)| (own(key), left)).collect();
        assert_eq!(rows(&story, name, on), expected, "{name} on {on}");
    }
}

#[test]
fn what_was_taken_beyond_a_register_is_said() {
    let quota = json!({"kind": "housing_quota", "year": 2026, "count": 5});
    let story = Story::new().fact("2026-01-05", "quota.allotted", quota);
    let told = |story: &Story| {
        let program = story.program();
        let register = program.registers.iter().find(|register| &*register.name == "第十八条/指标").unwrap();
        let rows = story.with_engine(&program, day("2026-12-31"), |engine| engine.register(register, None));
        explain::register(&CATALOGUE, register, &rows, day("2026-12-31"), false, &|_| None).render(Lang::En)
    };
    let used = service(story, "2026-04-01", "housing_quota", 5);
    assert!(!told(&used).contains("check the records"), "{}", told(&used));
    let beyond = service(used, "2026-05-01", "housing_quota", 2);
    assert!(told(&beyond).contains("2 more than was entered: check the records"), "{}", told(&beyond));
}
