//! Lines of files and stored events.

use super::files::CATALOGUE;
use qizhang::event::{Body, Draft, Event};
use qizhang::value::Position;

const ID: &str = "0192d3c0-7a4e-7cc2-b6e5-5a1d2c3b4a59";
const STORED: &str = r#"{"data":{"cert_no":"GR1","issued_on":"2025-12-02","uscc":"91110108551385082Q"},"evidence":[{"sha256":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","title":"证书","uri":"file:a.pdf"}],"id":"0192d3c0-7a4e-7cc2-b6e5-5a1d2c3b4a59","note":"a \"note\"","occurred_on":"2025-12-02","recorded_at":"2026-08-20T10:00:00.000+08:00","recorded_by":"li","type":"hightech.certified","version":1}"#;

#[test]
fn a_line_may_leave_out_what_the_ledger_sets() {
    let draft = Draft::parse(r#"{"type":"call.closed","data":{"a":1}}"#).expect("a draft");
    assert_eq!((draft.kind.as_str(), draft.version, draft.id), ("call.closed", None, None));
    assert_eq!(draft.data["a"], 1);
    assert!(draft.evidence.is_empty() && draft.note.is_none() && draft.occurred_on.is_none());
}

#[test]
fn a_line_that_is_wrong_is_told_where() {
    let rows: &[(&str, &str, &str)] = &[
        // what is added to the line, place, code
        (r#""typ":"x","#, "typ", "unknown-field"),
        (r#""position":7,"#, "position", "unknown-field"),
        (r#""tags":[],"#, "tags", "unknown-field"),
        (r#""id":"7","#, "id", "bad-uuid"),
        (r#""id":"0192D3C0-7A4E-7CC2-B6E5-5A1D2C3B4A59","#, "id", "bad-uuid"),
        (r#""occurred_on":"2026-02-29","#, "occurred_on", "bad-day"),
        (r#""recorded_at":"2026-08-20","#, "recorded_at", "bad-moment"),
        (r#""recorded_at":"2026-08-20T10:00:00.0005+08:00","#, "recorded_at", "bad-moment"),
        (r#""recorded_by":"","#, "recorded_by", "too-short"),
        (r#""version":0,"#, "version", "too-small"),
        (r#""version":65536,"#, "version", "too-large"),
        (r#""version":"1","#, "version", "wrong-type"),
        (r#""evidence":[{"title":"a","sha256":"b"}],"#, "evidence[0].sha256", "bad-digest"),
        (r#""evidence":[{"title":"a"}],"#, "evidence[0].sha256", "missing-field"),
        (r#""evidence":{},"#, "evidence", "wrong-type"),
        (r#""note":null,"#, "note", "wrong-type"),
        (r#""type":"x.y","#, "type", "repeated-field"),
    ];
    for (added, place, code) in rows {
        let line = format!(r#"{{{added}"type":"x.y","data":{{}}}}"#);
        let told = Draft::parse(&line).expect_err(added);
        assert_eq!((told.field.as_str(), told.fault.code()), (*place, *code), "{line}");
    }
    let rows: &[(&str, &str, &str)] = &[
        (r#"{"type":"x.y"}"#, "data", "missing-field"),
        (r#"{"data":{}}"#, "type", "missing-field"),
        (r#"{"type":"X","data":{}}"#, "type", "bad-type-name"),
        (r#"{"type":"x.y","data":[]}"#, "data", "wrong-type"),
        (r#"{"type":"x.y","data":{"a":{"b":1,"b":2}}}"#, "data.a.b", "repeated-field"),
        (r#"{"type":"x.y","data":{"a":[{"b":1,"b":2}]}}"#, "data.a[0].b", "repeated-field"),
        ("[]", "", "wrong-type"),
        ("nonsense", "", "not-json"),
    ];
    for (line, place, code) in rows {
        let told = Draft::parse(line).expect_err(line);
        assert_eq!((told.field.as_str(), told.fault.code()), (*place, *code), "{line}");
    }
}

#[test]
fn a_near_miss_gets_a_suggestion() {
    let told = Draft::parse(r#"{"type":"x.y","occured_on":"2026-01-01","data":{}}"#).expect_err("misspelt");
    assert!(format!("{:?}", told.fault).contains("occurred_on"));
}

#[test]
fn a_stored_event_reads_back() {
    let event = Event::decode(&CATALOGUE, Position(7), STORED.as_bytes()).expect("stored");
    assert_eq!((event.position, event.id.to_string().as_str()), (Position(7), ID));
    assert_eq!((event.kind.as_str(), event.version), ("hightech.certified", 1));
    assert_eq!(event.note.as_deref(), Some("a \"note\""));
    assert_eq!(event.evidence[0].uri.as_deref(), Some("file:a.pdf"));
    assert!(matches!(event.body, Body::Typed(..)));
}

#[test]
fn the_order_of_keys_does_not_matter_to_a_reader() {
    let turned = STORED.replace(r#","type":"hightech.certified","version":1}"#, "}");
    let turned = turned.replacen('{', r#"{"version":1,"type":"hightech.certified","#, 1);
    let read = |text: &str| Event::decode(&CATALOGUE, Position(7), text.as_bytes()).expect("stored");
    assert_eq!(read(STORED), read(&turned));
}

#[test]
fn escapes_do_not_matter_to_a_reader() {
    let escaped = STORED.replace("\"li\"", r#""l\u0069""#).replace(ID, &ID.replace('0', r"\u0030"));
    let read = |text: &str| Event::decode(&CATALOGUE, Position(7), text.as_bytes()).expect("stored");
    assert_eq!(read(STORED), read(&escaped), "the careful way reads what the quick one leaves");
}

#[test]
fn what_is_newer_than_the_catalogue_stays_raw() {
    for (from, to) in [("hightech.certified", "future.thing_happened"), ("\"version\":1", "\"version\":2")] {
        let event = Event::decode(&CATALOGUE, Position(7), STORED.replace(from, to).as_bytes()).expect("kept");
        let Body::Raw(text) = event.body else { panic!("{to} is not known") };
        assert_eq!(&*text, r#"{"cert_no":"GR1","issued_on":"2025-12-02","uscc":"91110108551385082Q"}"#);
    }
}

#[test]
fn a_stored_event_that_is_wrong_is_told_where() {
    let rows: &[(&str, &str, &str)] = &[
        ("\"id\":", "\"di\":", "unknown-field"),
        ("\"recorded_by\":\"li\",", "", "missing-field"),
        ("2026-08-20T", "2026-13-20T", "bad-moment"),
        ("\"GR1\"", "7", "wrong-type"),
        ("\"GR1\"", "\"GR1\",\"x\":1", "unknown-field"),
    ];
    for (from, to, code) in rows {
        let refusal = Event::decode(&CATALOGUE, Position(7), STORED.replace(from, to).as_bytes()).expect_err(to);
        assert_eq!(refusal.code(), *code, "{refusal:?}");
    }
    let refusal = Event::decode(&CATALOGUE, Position(7), &[0xff]).expect_err("not text");
    assert_eq!(refusal.code(), "not-json");
}
