//! The API as a program reads it: the answers of the pages, the events as CloudEvents, the declarations.

use super::{ON, Open, PAYMENT, SUBJECT};
use crate::cli::{Office, keeps};
use qizhang::access::Scope;
use serde_json::Value;

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// Whether a document keeps to a published schema that has no `format` in it.
pub(super) fn fits(document: &Value, format: &str) {
    let schema = json(qizhang::view::schema_of(format).unwrap());
    let validator = jsonschema::validator_for(&schema).unwrap();
    let faults: Vec<String> = validator.iter_errors(document).map(|fault| fault.to_string()).collect();
    assert!(faults.is_empty(), "{format}: {faults:?}");
}

#[test]
fn the_answers_of_the_pages_stand_under_addresses_that_stay() {
    let office = Office::with_story();
    let open = Open::of(&office);
    for (path, page) in [
        (format!("/subjects/{SUBJECT}"), format!("/subjects/{SUBJECT}.json")),
        (format!("/subjects/{SUBJECT}/articles/5"), format!("/subjects/{SUBJECT}/articles/5.json")),
        (format!("/payments/{PAYMENT}"), format!("/payments/{PAYMENT}.json")),
        ("/overview".to_owned(), "/index.json".to_owned()),
        ("/findings".to_owned(), "/findings.json".to_owned()),
        ("/types".to_owned(), "/types.json".to_owned()),
        ("/types/payment.made".to_owned(), "/types/payment.made.json".to_owned()),
    ] {
        let (own, known) = (open.get(&format!("/api/v1{path}?{ON}")), open.get(&format!("{page}?{ON}")));
        assert_eq!((own.status, &own.text), (200, &known.text), "{path}");
        assert_eq!(own.header("content-type"), known.header("content-type"), "{path}");
    }
    for path in [
        "/api/v1/nowhere",
        "/api/v1/subjects/nobody",
        "/api/v1/events/999999",
        "/api/v1/events?limit=x",
        "/api/v1/events?frm=3",
    ] {
        let reply = open.get(path);
        assert_eq!(reply.header("content-type"), Some("application/problem+json"), "{path}");
        let told = json(&reply.text);
        keeps(&told, "problem.v1");
        assert_eq!(told["status"], reply.status, "{path}");
    }
    assert_eq!(json(&open.get("/api/v1/events?frm=3").text)["code"], "parameter-unknown");
    // What is left empty is told with a value that fits, and a name that is none as one.
    for (address, code, example) in [
        ("/api/v1/events?type=", "parameter-not-understood", "payment.made"),
        ("/api/v1/events?limit=&type=x.y", "parameter-not-understood", "100"),
        ("/api/v1/plan?year=+", "parameter-not-understood", "2027"),
        ("/api/v1/whatif?set=", "parameter-not-understood", "PATH=15%"),
        ("/api/v1/plan?on=", "parameter-not-understood", "2026-08-20"),
        ("/api/v1/types?limit=", "parameter-unknown", "Leave it out"),
        ("/api/v1/events?tpye=", "parameter-unknown", "type"),
    ] {
        let told = json(&open.get(address).text);
        assert_eq!(told["code"], code, "{address}: {told}");
        assert!(told["remedy"]["en"].as_str().unwrap().contains(example), "{address}: {told}");
    }
}

#[test]
fn an_event_is_a_cloud_event() {
    let office = Office::with_story();
    let open = Open::of(&office);
    let reply = open.get("/api/v1/events/181");
    assert_eq!((reply.status, reply.header("content-type")), (200, Some("application/cloudevents+json")));
    let told = json(&reply.text);
    fits(&told, "cloud-event.v1");
    let known = json(&office.done(&["event", "log", "--from", "181", "--limit", "1", "--json"]));
    for (own, theirs) in
        [("id", "id"), ("recordedby", "recorded_by"), ("recordedtime", "recorded_at"), ("data", "data")]
    {
        assert_eq!(told[own], known[theirs], "{own}");
    }
    let day = known["occurred_on"].as_str().unwrap();
    assert_eq!(told["time"], format!("{day}T00:00:00+08:00"));
    assert_eq!(told["type"], "hightech.certified.v1");
    assert_eq!(told["dataschema"], "urn:qizhang:event:hightech.certified:1");
    assert_eq!((&told["subject"], &told["sequence"]), (&SUBJECT.into(), &"00000000000000000181".into()));
    let evidence = json(told["evidence"].as_str().unwrap());
    assert_eq!(evidence, known["evidence"], "documents are not lost");
    let tags: Vec<&str> = told["tags"].as_str().unwrap().split('\n').collect();
    assert_eq!(serde_json::json!(tags), known["tags"]);
    // The declaration it names, as it was registered.
    let declared = open.get("/api/v1/types/hightech.certified/1");
    assert_eq!(declared.header("content-type"), Some("application/schema+json"));
    let shipped = concat!(env!("CARGO_MANIFEST_DIR"), "/events/types/hightech.certified/1.json");
    assert_eq!(declared.text, std::fs::read_to_string(shipped).unwrap());
    assert_eq!(json(&declared.text)["$id"], told["dataschema"]);
    let unknown = json(&open.get("/api/v1/types/hightech.certified/9").text);
    assert!(unknown["remedy"]["en"].as_str().unwrap().contains("hightech.certified/1"), "{unknown}");
}

/// A list is narrowed by whoever recorded and by days as the command narrows it, which has the days inside on both sides.
#[test]
fn a_list_is_narrowed_as_the_command_narrows_it() {
    let office = Office::with_story();
    let open = Open::of(&office);
    for (query, flags) in [
        ("by=clerk", &["--by", "clerk"][..]),
        ("since=2026-11-02", &["--since", "2026-11-02"]),
        ("until=2026-01-01", &["--until", "2026-01-01"]),
        ("since=2026-03-01&until=2026-04-01", &["--since", "2026-03-01", "--until", "2026-04-01"]),
    ] {
        let told = json(&open.get(&format!("/api/v1/events?limit=1000&backwards=yes&{query}")).text);
        let listed = office.run(&[&["event", "log", "--limit", "1000", "--json"], flags].concat()).data;
        let ids = |id: &Value| id["id"].as_str().unwrap().to_owned();
        let told: Vec<String> = told.as_array().unwrap().iter().map(ids).collect();
        let listed: Vec<String> = listed.lines().map(|line| ids(&json(line))).collect();
        assert_eq!(told, listed, "{query}");
        assert!(!told.is_empty(), "{query}");
    }
    for bad in ["since=soon", "until=2026-02-30"] {
        assert_eq!(open.get(&format!("/api/v1/events?{bad}")).status, 400, "{bad}");
    }
}

/// Every event once, in order, by following the links; both ways.
#[test]
fn the_links_lead_through_all_events() {
    let office = Office::with_story();
    let open = Open::of(&office);
    for (query, mut wanted) in [
        ("limit=50", (1..=196).collect::<Vec<u64>>()),
        ("limit=49&backwards=yes", (1..=196).rev().collect()),
        ("limit=196", (1..=196).collect()),
        ("from=190&limit=3", (190..=196).collect()),
        ("from=20&limit=7&backwards=yes", (1..=20).rev().collect()),
        ("limit=60&known=100", (1..=100).collect()),
    ] {
        let mut next = Some(format!("/api/v1/events?{query}"));
        let mut found: Vec<u64> = Vec::new();
        while let Some(path) = next {
            let reply = open.get(&path);
            assert_eq!((reply.status, reply.header("content-type")), (200, Some("application/cloudevents-batch+json")));
            let head = if query.contains("known") { "100" } else { "196" };
            assert_eq!(reply.header("qizhang-head"), Some(head), "{path}");
            for event in json(&reply.text).as_array().unwrap() {
                fits(event, "cloud-event.v1");
                found.push(event["sequence"].as_str().unwrap().parse().unwrap());
            }
            next = reply.header("link").map(|link| {
                let (address, rel) = link.split_once("; ").unwrap();
                assert_eq!(rel, "rel=\"next\"");
                address.trim_matches(['<', '>']).to_owned()
            });
        }
        assert_eq!(found, std::mem::take(&mut wanted), "{query}");
    }
    for (query, count) in [
        (format!("type=payment.made&subject={SUBJECT}"), 1),
        (format!("tag=payment%3A{PAYMENT}"), 1),
        ("type=hightech.certified&from=182".to_owned(), 0),
        ("from=900".to_owned(), 0),
        ("by=nobody.here".to_owned(), 0),
        ("since=2030-01-01".to_owned(), 0),
    ] {
        let told = json(&open.get(&format!("/api/v1/events?{query}")).text);
        assert_eq!(told.as_array().unwrap().len(), count, "{query}");
    }
}

/// Whoever reads here need not say who it is; whoever does must be allowed to read.
#[test]
fn a_token_that_is_shown_must_be_for_reading() {
    let office = Office::with_story();
    let open = Open::of(&office);
    let (reads, writes) = (open.token(&[Scope::Read]), open.token(&[Scope::Append]));
    let ask = |path: &str, header: &str| {
        super::client::ask(
            open.address,
            &format!("GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n{header}\r\n", open.address),
        )
    };
    for path in ["/api/v1/events?limit=1", "/api/v1/lapses", "/api/v1/openapi.json"] {
        assert_eq!(ask(path, "").status, 200, "{path}");
        assert_eq!(ask(path, &format!("Authorization: Bearer {reads}\r\n")).status, 200, "{path}");
        let reply = ask(path, &format!("Authorization: Bearer {writes}\r\n"));
        assert_eq!(reply.status, 403, "{path}");
        assert_eq!(json(&reply.text)["code"], "token-not-for-this");
        for wrong in ["Bearer x", "Basic dTpw", "Bearer"] {
            let reply = ask(path, &format!("Authorization: {wrong}\r\n"));
            assert_eq!(reply.status, 401, "{path} {wrong}");
            assert_eq!(reply.header("www-authenticate"), Some("Bearer realm=\"qizhang\", error=\"invalid_token\""));
        }
    }
}
