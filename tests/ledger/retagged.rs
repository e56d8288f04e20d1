//! A tag that came later leads to the facts of somebody who was not named by a tag when they were recorded.

use super::history::{FIRST, NOW};
use super::{append, by_clerk, ledger_as_of, line, migrating, recorded};
use crate::story::{day, nth_code};
use qizhang::ledger::{KnownAt, Ledger, LedgerError, LogFilter, Question, Scope};
use qizhang::value::{Digest, Position, Uscc};
use serde_json::{Value, json};

const AT: &str = "2032-06-01T09:00:00.000+08:00";

/// A visit by somebody to somebody: whose visit it was becomes a tag with the second version, under another name of the field.
fn declared(version: u16) -> String {
    let title = |name: &str| json!({"zh": name, "en": name});
    let (field, tags) = if version == 1 {
        ("uscc", json!({"hosts[].uscc": "enterprise"}))
    } else {
        ("guest", json!({"hosts[].uscc": "enterprise", "guest": "enterprise"}))
    };
    let code = |name: &str| json!({"type": "string", "format": "uscc", "x-title": title(name)});
    let mut text = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": format!("urn:qizhang:event:visit.made:{version}"),
        "title": "visit.made", "type": "object", "x-title": title("走访"), "x-tags": tags,
        "properties": {
            field: code("来访"),
            "hosts": {"type": "array", "maxItems": 9, "x-title": title("接待"), "items": {
                "type": "object", "properties": {"uscc": code("接待企业")}, "required": ["uscc"], "additionalProperties": false}}
        },
        "required": [field], "additionalProperties": false, "examples": [{field: nth_code(1)}]
    });
    if version == 2 {
        text["x-upcast"] = json!({"rename": {"uscc": "guest"}});
    }
    text.to_string()
}

fn register(ledger: &Ledger, version: u16) {
    let text = declared(version);
    let data = json!({"name": "visit.made", "version": version, "digest": Digest::of(text.as_bytes()).to_string(), "text": text});
    append(ledger, migrating(), &[recorded(AT, "2032-01-01", "event_type.registered", data)]);
}

fn visit(guest: Value, hosts: &[u32]) -> Value {
    let hosts: Vec<Value> = hosts.iter().map(|host| json!({"uscc": nth_code(*host)})).collect();
    let mut data = guest;
    data["hosts"] = json!(hosts);
    data
}

fn code(number: u32) -> Uscc {
    Uscc::parse(&nth_code(number)).unwrap()
}

fn facts(ledger: &Ledger, scope: Scope, known: KnownAt) -> Vec<Position> {
    let horizon = ledger.horizon(Some(day("2032-12-31")), known).unwrap();
    let world = ledger.world(&Question { horizon, scope, reads: Vec::new() }).unwrap();
    let kind = world.catalogue.type_id_of("visit.made").unwrap();
    world.timeline.of_kind(kind).map(|fact| fact.position).collect()
}

#[test]
fn a_subject_is_known_by_a_tag_that_came_later() {
    let ledger = ledger_as_of(NOW, Some(FIRST));
    register(&ledger, 1);
    let first = ledger.head();
    for (guest, hosts) in [(1, &[2][..]), (3, &[1]), (4, &[])] {
        let data = visit(json!({"uscc": nth_code(guest)}), hosts);
        append(&ledger, migrating(), &[recorded(AT, "2032-01-02", "visit.made", data)]);
    }
    let unknown = |number: u32| {
        matches!(ledger.subject(&nth_code(number), ledger.head()), Err(LedgerError::UnknownSubject { .. }))
    };
    assert!(unknown(3) && unknown(4) && !unknown(1));
    let told = ledger.would_retag(&declared(2)).unwrap().unwrap();
    assert_eq!(
        (told.namespaces.as_slice(), told.events, told.until),
        (&["enterprise".to_owned()][..], 3, ledger.head())
    );
    assert_eq!(ledger.would_retag(&declared(1)).unwrap(), None);
    let before = ledger.head();
    let root = ledger.root(before).unwrap();
    register(&ledger, 2);
    assert!(!unknown(3) && !unknown(4));
    assert!(
        matches!(ledger.subject(&nth_code(4), before), Err(LedgerError::UnknownSubject { .. })),
        "not as known then"
    );
    let at = |number: u64| Position(first.0 + number);
    assert_eq!(facts(&ledger, Scope::Subject(code(4)), KnownAt::Head), [at(3)]);
    assert_eq!(facts(&ledger, Scope::Subject(code(4)), KnownAt::Position(before)), []);
    assert_eq!(facts(&ledger, Scope::Subject(code(1)), KnownAt::Head), [at(1), at(2)]);
    assert_eq!(facts(&ledger, Scope::All, KnownAt::Head), [at(1), at(2), at(3)]);
    // Beside them what the new version records, and what is recorded as the old one still.
    append(&ledger, by_clerk(), &[line("2032-07-01", "visit.made", visit(json!({"guest": nth_code(4)}), &[3]))]);
    let mut old: Value =
        serde_json::from_str(&line("2032-07-02", "visit.made", visit(json!({"uscc": nth_code(4)}), &[]))).unwrap();
    old["version"] = json!(1);
    append(&ledger, by_clerk(), &[old.to_string()]);
    assert_eq!(
        facts(&ledger, Scope::Subject(code(4)), KnownAt::Head),
        [at(2), at(3), at(5), at(6)],
        "and of whom it was with"
    );
    let mut tags = Vec::new();
    let filter = LogFilter { subject: Some(code(4)), until: ledger.head(), ..LogFilter::default() };
    ledger
        .log(&filter, &mut |entry| {
            tags.push((entry.event.position, entry.tags.len()));
            true
        })
        .unwrap();
    assert_eq!(tags, [(at(3), 1), (at(5), 2), (at(6), 1)]);
    assert_eq!(ledger.root(before).unwrap(), root, "nothing that was recorded has changed");
}
