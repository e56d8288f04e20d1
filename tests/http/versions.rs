//! Events as the version of their type that a program knows.

use super::api::fits;
use super::follows::Follower;
use super::{Open, SUBJECT};
use crate::cli::{Office, is_legible};
use serde_json::{Value, json};

const NAME: &str = "talent.vice_president_appointed";
const FIRST: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/examples/types/talent.vice_president_appointed/1.json");

/// The next version: the term under another name, where it comes from, and the school.
fn second() -> String {
    let text = std::fs::read_to_string(FIRST).unwrap();
    let mut next: Value = serde_json::from_str(&text).unwrap();
    next["$id"] = json!("urn:qizhang:event:talent.vice_president_appointed:2");
    next["x-upcast"] = json!({"rename": {"months": "term"}, "constant": {"source": "paper"}});
    let term = next["properties"].as_object_mut().unwrap().remove("months").unwrap();
    next["properties"]["term"] = term;
    let title = |zh: &str, en: &str| json!({"type": "string", "maxLength": 20, "x-title": {"zh": zh, "en": en}});
    next["properties"]["source"] = title("来源", "Source");
    next["properties"]["school"] = title("学校", "School");
    next["required"].as_array_mut().unwrap().push(json!("source"));
    let body = |number: u32| json!({"uscc": SUBJECT, "letter_no": format!("示聘〔2026〕{number}号"), "appointed_on": "2026-03-01", "source": "paper"});
    let full = more(body(2), &[("term", json!(24)), ("school", json!("甲"))]);
    next["examples"] = json!([body(1), full]);
    next["x-refused"] = json!([{"body": {}, "code": "missing-field", "why": {"zh": "空", "en": "empty"}}]);
    serde_json::to_string_pretty(&next).unwrap()
}

fn more(mut body: Value, fields: &[(&str, Value)]) -> Value {
    for (name, value) in fields {
        body[*name] = value.clone();
    }
    body
}

fn fact(number: u32, fields: &[(&str, Value)]) -> String {
    let body = json!({"uscc": SUBJECT, "letter_no": format!("示聘〔2026〕{number}号"), "appointed_on": "2026-03-01"});
    json!({"type": NAME, "data": more(body, fields)}).to_string()
}

/// #198 was recorded as the first version; #200, #201 and #202 as the second, and #201 says what the first cannot.
fn office() -> Office {
    let office = Office::with_story();
    office.done(&["event", "register", FIRST, "--clock-is-right"]);
    office.done(&["append", &office.write("one.jsonl", fact(1, &[("months", json!(24))])), "--clock-is-right"]);
    office.done(&["event", "register", &office.write("2.json", second()), "--clock-is-right"]);
    let lines = [
        fact(2, &[("term", json!(12)), ("source", json!("paper")), ("school", json!("甲"))]),
        fact(3, &[("source", json!("screen"))]),
        fact(4, &[("source", json!("paper"))]),
    ];
    office.done(&["append", &office.write("two.jsonl", lines.join("\n")), "--clock-is-right"]);
    office
}

fn list(open: &Open, address: &str) -> Vec<Value> {
    let reply = open.get(address);
    assert_eq!(reply.status, 200, "{address}: {}", reply.text);
    let events: Vec<Value> = serde_json::from_str(&reply.text).unwrap();
    for event in &events {
        fits(event, "cloud-event.v1");
    }
    events
}

fn problem(open: &Open, address: &str) -> (u16, Value) {
    let reply = open.get(address);
    let told: Value = serde_json::from_str(&reply.text).unwrap();
    fits(&told, "problem.v1");
    for lang in ["zh", "en"] {
        assert!(is_legible(told["what"][lang].as_str().unwrap()));
    }
    (reply.status, told)
}

#[test]
fn an_old_event_is_given_as_the_new_version() {
    let open = Open::of(&office());
    let events = list(&open, &format!("/api/v1/events?type={NAME}&version=2"));
    assert_eq!(events.len(), 4);
    let first = &events[0];
    assert_eq!((&first["type"], &first["recordedversion"]), (&json!(format!("{NAME}.v2")), &json!(1)));
    assert_eq!(first["dataschema"], format!("urn:qizhang:event:{NAME}:2"));
    assert_eq!(
        (&first["data"]["term"], &first["data"]["source"], first.get("leftout")),
        (&json!(24), &json!("paper"), None)
    );
    // As it was recorded, nothing is said of another version.
    let plain = list(&open, &format!("/api/v1/events?type={NAME}"));
    assert_eq!((&plain[0]["type"], plain[0].get("recordedversion")), (&json!(format!("{NAME}.v1")), None));
    assert_eq!(plain[0]["data"]["months"], 24);
    assert_eq!(plain[1], {
        let mut same = events[1].clone();
        same.as_object_mut().unwrap().remove("recordedversion");
        same
    });
}

#[test]
fn a_new_event_is_given_as_the_old_version_up_to_one_that_it_cannot_say() {
    let open = Open::of(&office());
    let address = format!("/api/v1/events?type={NAME}&version=1");
    let events = list(&open, &address);
    let told: Vec<(&str, &Value)> = events
        .iter()
        .map(|event| (event["sequence"].as_str().unwrap().trim_start_matches('0'), &event["data"]["months"]))
        .collect();
    assert_eq!(told, [("198", &json!(24)), ("200", &json!(12))]);
    assert_eq!((&events[1]["recordedversion"], &events[1]["leftout"]), (&json!(2), &json!("school")));
    assert_eq!(events[1]["data"].get("source"), None);
    // The list goes on at the event, and there it is told.
    let reply = open.get(&address);
    let next = reply.header("link").unwrap().trim_start_matches('<').split('>').next().unwrap().to_owned();
    let (status, told) = problem(&open, &next);
    assert_eq!((status, &told["code"], &told["place"]["position"]), (406, &json!("not-in-version"), &json!(201)));
    assert_eq!(told["place"]["field"], "source");
    assert!(told["what"]["en"].as_str().unwrap().contains("recorded as version 2"), "{told}");
    // What comes behind it is given again.
    let behind = list(&open, &format!("{address}&from=202"));
    assert_eq!((behind.len(), behind[0]["data"].get("source")), (1, None));
}

#[test]
fn one_event_is_given_as_a_version() {
    let open = Open::of(&office());
    let event: Value = serde_json::from_str(&open.get("/api/v1/events/200?version=1").text).unwrap();
    fits(&event, "cloud-event.v1");
    assert_eq!((&event["data"]["months"], &event["recordedversion"]), (&json!(12), &json!(2)));
    assert_eq!(problem(&open, "/api/v1/events/201?version=1").1["code"], "not-in-version");
    let (status, told) = problem(&open, "/api/v1/events/200?version=3");
    assert_eq!((status, &told["code"]), (404, &json!("no-such-version")));
    let (status, told) = problem(&open, &format!("/api/v1/events?type={NAME}&version=3"));
    assert_eq!((status, &told["code"]), (404, &json!("no-such-version")));
    for address in ["/api/v1/events?version=1", "/api/v1/events/200?version=x", "/api/v1/subscribe?version=1"] {
        assert_eq!(problem(&open, address).0, 400, "{address}");
    }
    assert_eq!(problem(&open, "/api/v1/events/200?version=0").0, 404);
}

#[test]
fn whoever_follows_as_a_version_is_told_where_it_ends() {
    let open = Open::of(&office());
    let query = format!("?type={NAME}&version=1");
    let mut follower = Follower::of(&open, &format!("{query}&from=1"), None);
    for (position, months) in [(198, 24), (200, 12)] {
        let (at, event) = follower.message();
        assert_eq!((at, &event["data"]["months"]), (position, &json!(months)));
    }
    assert_eq!(refused(&mut follower)["place"]["position"], 201);
    let mut back = Follower::of(&open, &query, Some(200));
    assert_eq!(refused(&mut back)["code"], "not-in-version");
    let mut behind = Follower::of(&open, &query, Some(201));
    assert_eq!(behind.message().0, 202);
}

/// Why a stream ended.
fn refused(follower: &mut Follower) -> Value {
    while follower.line().unwrap() != "event: refused" {}
    let told: Value = serde_json::from_str(follower.line().unwrap().strip_prefix("data: ").unwrap()).unwrap();
    fits(&told, "problem.v1");
    while follower.line().is_some() {}
    told
}

#[test]
fn the_command_lists_events_as_a_version() {
    let office = office();
    let log =
        |more: &[&str]| office.run(&[&["event", "log", "--type", NAME, "--from", "1", "--lang", "en"], more].concat());
    let said = log(&["--as-version", "1", "--json"]);
    let rows: Vec<Value> = said.data.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    for row in &rows {
        fits(row, "event.v1");
    }
    assert_eq!(rows.len(), 2, "what comes before is given");
    assert_eq!(
        (&rows[1]["version"], &rows[1]["recorded_version"], &rows[1]["left_out"]),
        (&json!(1), &json!(2), &json!(["school"]))
    );
    assert_eq!(rows[0]["left_out"], json!([]));
    assert_eq!(said.code, Some(1));
    assert!(said.talk.contains("not-in-version") && said.talk.contains("#201"), "{}", said.talk);
    let said = log(&["--as-version", "2"]);
    assert_eq!(said.code, Some(0), "{}", said.talk);
    assert!(
        said.data.lines().next().unwrap().contains(r#"version 2: {"appointed_on":"2026-03-01","letter_no":"#),
        "{}",
        said.data
    );
    let said = log(&["--as-version", "1", "--limit", "2"]);
    assert!(said.data.lines().nth(1).unwrap().contains("version 1, without school: {"), "{}", said.data);
    let plain = log(&["--as-version", "1", "--limit", "1", "--plain"]);
    assert!(plain.data.contains("\"months\":24"), "{}", plain.data);
    assert_eq!(office.run(&["event", "log", "--as-version", "1"]).code, Some(2), "it goes with a type");
    assert!(log(&["--as-version", "9"]).talk.contains("no-such-version"));
}

/// The newest event says what version 1 cannot: those before it are listed all the same, and it is told which one is not.
#[test]
fn the_newest_event_hides_none_before_it() {
    let office = office();
    let newest = office.write("newest.jsonl", fact(5, &[("source", json!("screen"))]));
    office.done(&["append", &newest, "--clock-is-right"]);
    let said = office.run(&["event", "log", "--type", NAME, "--as-version", "1", "--lang", "en"]);
    assert_eq!(said.code, Some(1), "{}", said.talk);
    assert_eq!(said.data.lines().filter(|line| line.contains("version 1")).count(), 3, "{}", said.data);
    for number in ["#201", "#203"] {
        assert!(said.talk.contains(&format!("event {number} ")), "{number}: {}", said.talk);
    }
    assert!(said.talk.contains("begin at #204 (from)"), "{}", said.talk);
    let two = office.run(&["event", "log", "--type", NAME, "--as-version", "1", "--limit", "2"]);
    assert!(two.code == Some(1) && two.data.lines().count() == 1, "of two one is given: {}", two.data);
}

/// A version whose upcast fits the declaration and not every value that is recorded.
fn splitting() -> Value {
    let text = std::fs::read_to_string(FIRST).unwrap();
    let mut next: Value = serde_json::from_str(&text).unwrap();
    next["$id"] = json!("urn:qizhang:event:talent.vice_president_appointed:2");
    next["x-upcast"] = json!({"split": {"letter_no": {"by": "〕", "into": ["letter_no", "serial"]}}});
    let title = json!({"zh": "序号", "en": "Serial"});
    next["properties"]["serial"] = json!({"type": "string", "maxLength": 4, "x-title": title});
    next["examples"][1]["serial"] = json!("2号");
    next
}

#[test]
fn a_version_that_cannot_read_what_is_recorded_is_not_registered() {
    let office = Office::with_story();
    office.done(&["event", "register", FIRST, "--clock-is-right"]);
    let second = office.write("2.json", serde_json::to_string_pretty(&splitting()).unwrap());
    let register = |more: &[&str]| {
        office.run(&[&["event", "register", &second, "--clock-is-right", "--lang", "en"], more].concat())
    };
    let body = |number: &str| json!({"uscc": SUBJECT, "letter_no": number, "appointed_on": "2026-03-01"});
    let id = "019b7600-0000-7000-8000-000000000001";
    let append = |line: Value| {
        office.done(&["append", &office.write("more.jsonl", line.to_string()), "--clock-is-right"]);
    };
    append(json!({"type": NAME, "id": id, "data": body("示聘〔2026〕1号")}));
    assert_eq!(register(&["--dry-run"]).code, Some(0), "it reads what is there");
    // The part of another would be longer than the field.
    append(json!({"type": NAME, "data": body("示聘〔2026〕第一百二十号")}));
    for more in [&["--dry-run"][..], &[]] {
        let said = register(more);
        assert_eq!(said.code, Some(1), "{}", said.talk);
        let told = ["type-unreads", "cannot read event #199", "(letter_no): It has more than 4 characters"];
        assert!(told.iter().all(|part| said.talk.contains(part)), "{}", said.talk);
        assert!(is_legible(&said.talk));
    }
    assert!(office.done(&["show", SUBJECT, "--on", "2026-12-31"]).contains("#199"), "the ledger answers as before");
    // Written as one that fits, it is read; and then a correction makes one too long.
    let office = Office::with_story();
    office.done(&["event", "register", FIRST, "--clock-is-right"]);
    let second = office.write("2.json", serde_json::to_string_pretty(&splitting()).unwrap());
    let lines = [
        json!({"type": NAME, "id": id, "data": body("示聘〔2026〕1号")}),
        json!({"type": "fact.corrected", "occurred_on": "2026-03-02", "data": {"event": id, "data": body("示聘〔2026〕第一百二十号"), "reason": "录错"}}),
    ];
    for line in lines {
        office.done(&["append", &office.write("more.jsonl", line.to_string()), "--clock-is-right"]);
    }
    let said = office.run(&["event", "register", &second, "--clock-is-right", "--lang", "en"]);
    assert!(said.code == Some(1) && said.talk.contains("cannot read event #199"), "{}", said.talk);
}
