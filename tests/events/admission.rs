//! From a draft to an event and its bytes.

use super::files::{CATALOGUE, DECLARATIONS};
use super::generate::body;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use qizhang::event::{
    Attachment, Body, Catalogue, Declaration, Draft, Event, Refusal, Slot, Stamp, admit, canonical_json, tags_of,
};
use qizhang::value::{Day, Digest, EventId, Instant, Position};
use serde_json::{Value, json};

const DEED: &str = include_str!("deed.json");

fn stamp() -> Stamp {
    Stamp {
        id: EventId::parse("0192d3c0-7a4e-7cc2-b6e5-5a1d2c3b4a59").expect("an id"),
        recorded_at: Instant::parse("2026-08-20T10:00:00+08:00").expect("a moment"),
        recorded_by: "li".into(),
        keep_unknown: false,
    }
}

fn draft(line: &Value) -> Draft {
    Draft::parse(&line.to_string()).unwrap_or_else(|refusal| panic!("{line}: {refusal:?}"))
}

fn deed(text: &str, line: &Value) -> Result<(Event, String), Refusal> {
    let catalogue = Catalogue::new(vec![Declaration::parse(text).expect("in the profile")]).expect("one type");
    admit(&catalogue, draft(line), stamp())
}

fn code(text: &str, line: &Value) -> &'static str {
    deed(text, line).expect_err("refused").code()
}

fn right() -> Value {
    json!({"deed_no": "A1", "on": "2026-05-11", "amount": "5", "units": [{"rank": 1}]})
}

#[test]
fn the_bytes_are_canonical() {
    let line = json!({"type": "deed.done", "data": right()});
    let (event, text) = deed(DEED, &line).expect("admitted");
    let expected = concat!(
        r#"{"data":{"amount":"5","deed_no":"A1","on":"2026-05-11","units":[{"rank":1}]},"#,
        r#""id":"0192d3c0-7a4e-7cc2-b6e5-5a1d2c3b4a59","occurred_on":"2026-05-11","#,
        r#""recorded_at":"2026-08-20T10:00:00.000+08:00","recorded_by":"li","type":"deed.done","version":1}"#
    );
    assert_eq!(text, expected, "no evidence and no note: their keys are absent");
    assert_eq!((event.position, event.version), (Position::ZERO, 1));
}

#[test]
fn the_day_comes_from_the_body_or_the_envelope_and_both_agree() {
    let mut without = right();
    without.as_object_mut().expect("an object").remove("on");
    let day = |line: Value| deed(DEED, &line).map(|(event, _)| event.occurred_on.to_string()).map_err(|r| r.code());
    let envelope = |data: Value, on: &str| json!({"type": "deed.done", "data": data, "occurred_on": on});
    assert_eq!(day(json!({"type": "deed.done", "data": right()})), Ok("2026-05-11".to_owned()));
    assert_eq!(day(envelope(right(), "2026-05-11")), Ok("2026-05-11".to_owned()));
    assert_eq!(day(envelope(right(), "2026-05-12")), Err("day-disagrees"));
    assert_eq!(day(envelope(without.clone(), "2026-05-12")), Ok("2026-05-12".to_owned()));
    assert_eq!(day(json!({"type": "deed.done", "data": without})), Err("day-missing"));
}

#[test]
fn a_required_document_must_be_there_in_either_language() {
    let strict = DEED.replace(r#""required": false}]"#, r#""required": true}]"#);
    let line = |evidence: Value| json!({"type": "deed.done", "data": right(), "evidence": evidence});
    let paper = |title: &str| json!([{"title": title, "sha256": Digest::of(b"x").to_string()}]);
    assert_eq!(code(&strict, &line(json!([]))), "evidence-missing");
    assert_eq!(code(&strict, &line(paper("别的"))), "evidence-missing");
    assert!(deed(&strict, &line(paper("证明"))).is_ok());
    assert!(deed(&strict, &line(paper("Proof"))).is_ok());
}

#[test]
fn faults_are_told_in_a_fixed_order() {
    let strict = DEED.replace(r#""required": false}]"#, r#""required": true}]"#);
    let all_wrong = json!({"type": "deed.done", "data": {"deed_no": ""}, "occurred_on": "2026-01-01"});
    assert_eq!(code(&strict, &all_wrong), "too-short", "the body before the day and the documents");
    let day_wrong = json!({"type": "deed.done", "data": right(), "occurred_on": "2026-01-01"});
    assert_eq!(code(&strict, &day_wrong), "day-disagrees", "the day before the documents");
}

#[test]
fn a_fraction_cannot_hide_in_canonical_bytes() {
    let mut data = right();
    data["units"][0]["rank"] = json!(1.0);
    let refusal = deed(DEED, &json!({"type": "deed.done", "data": data})).expect_err("1.0 is written as a fraction");
    let Refusal::Body(refusal) = refusal else { panic!("{refusal:?}") };
    assert_eq!((refusal.field.as_str(), refusal.fault.code()), ("units[0].rank", "wrong-type"));
}

#[test]
fn a_value_that_cannot_be_a_tag_is_refused() {
    let mut data = right();
    data["deed_no"] = json!("a\u{0}");
    assert_eq!(code(DEED, &json!({"type": "deed.done", "data": data})), "untaggable");
}

#[test]
fn unknown_types_are_refused_unless_kept() {
    let line = json!({"type": "deed.dome", "version": 3, "data": {"n": 1}, "occurred_on": "2026-05-11"});
    let Err(Refusal::UnknownType { nearest, .. }) = deed(DEED, &line) else { panic!("no such type") };
    assert_eq!(nearest.as_deref(), Some("deed.done"));
    let newer = json!({"type": "deed.done", "version": 2, "data": right()});
    assert_eq!(code(DEED, &newer), "unknown-version");
    let keep = |line: &Value| admit(&CATALOGUE, draft(line), Stamp { keep_unknown: true, ..stamp() });
    let (event, text) = keep(&line).expect("kept");
    assert_eq!(event.body, Body::Raw(r#"{"n":1}"#.into()));
    assert_eq!(Event::decode(&CATALOGUE, Position::ZERO, text.as_bytes()), Ok(event));
    let rows = [
        (json!({"type": "deed.dome", "data": {}, "occurred_on": "2026-05-11"}), "version-missing"),
        (json!({"type": "deed.dome", "version": 1, "data": {}}), "day-missing"),
        (json!({"type": "deed.dome", "version": 1, "data": {"n": 0.5}, "occurred_on": "2026-05-11"}), "wrong-type"),
        (
            json!({"type": "deed.dome", "version": 1, "data": {"n": 1_u64 << 60}, "occurred_on": "2026-05-11"}),
            "too-large",
        ),
    ];
    for (line, code) in rows {
        assert_eq!(keep(&line).expect_err(code).code(), code);
    }
}

#[test]
fn a_correction_keeps_the_new_body_for_later() {
    let target = "0192d3c0-7a4e-7cc2-b6e5-000000000001";
    let id = CATALOGUE.type_id_of("fact.corrected").expect("declared");
    let mut data = CATALOGUE.declaration(id).examples[0].clone();
    data["event"] = json!(target);
    data["data"] = json!({"z": 1, "a": "x"});
    let line = json!({"type": "fact.corrected", "data": data, "occurred_on": "2026-05-11"});
    let (event, _) = admit(&CATALOGUE, draft(&line), stamp()).expect("admitted");
    let Body::Corrected(correction) = &event.body else { panic!("a correction") };
    assert_eq!((&*correction.data, correction.event.to_string().as_str()), (r#"{"a":"x","z":1}"#, target));
    assert_eq!(
        tags_of(&CATALOGUE, &event).iter().map(qizhang::value::Tag::as_str).collect::<Vec<_>>(),
        [format!("event:{target}")]
    );
}

fn documents(declaration: &Declaration) -> Vec<Attachment> {
    let attach = |title: &str| Attachment { title: title.into(), sha256: Digest::of(title.as_bytes()), uri: None };
    declaration.evidence.iter().map(|evidence| attach(&evidence.title.zh)).collect()
}

/// What is admitted and what is read back from its bytes are one, for every type and any right body.
#[test]
fn bytes_read_back_as_the_event() {
    for declaration in DECLARATIONS.iter() {
        let mut runner = TestRunner::new(ProptestConfig { cases: 60, failure_persistence: None, ..Default::default() });
        let note = proptest::option::of(proptest::collection::vec(any::<char>(), 1..9));
        let run = runner.run(&(body(declaration), note), |(data, note)| {
            let draft = Draft {
                kind: declaration.name.clone(),
                version: None,
                id: None,
                occurred_on: day_beside(declaration, &data),
                recorded_at: None,
                recorded_by: None,
                data,
                evidence: documents(declaration),
                note: note.map(|characters| characters.into_iter().collect::<String>().into()),
            };
            let (event, text) = match admit(&CATALOGUE, draft, stamp()) {
                Ok(admitted) => admitted,
                Err(Refusal::Untaggable { .. } | Refusal::Untidy { .. }) => return Ok(()),
                Err(refusal) => return Err(TestCaseError::fail(format!("{refusal:?}"))),
            };
            let value: Value = serde_json::from_str(&text).expect("JSON");
            prop_assert_eq!(canonical_json(&value), Some(text.clone()), "the bytes are canonical");
            prop_assert_eq!(Event::decode(&CATALOGUE, Position::ZERO, text.as_bytes()), Ok(event));
            Ok(())
        });
        run.unwrap_or_else(|error| panic!("{}: {error}", declaration.name));
    }
}

/// The day for the envelope: none where the body says it.
fn day_beside(declaration: &Declaration, data: &Value) -> Option<Day> {
    let in_body = declaration.occurred_on.is_some_and(|field| data.get(&declaration.fields[field].name).is_some());
    if in_body { None } else { Day::new(2026, 5, 11) }
}

#[test]
fn slots_hold_what_was_said() {
    let (event, _) = deed(DEED, &json!({"type": "deed.done", "data": right()})).expect("admitted");
    let Body::Typed(_, record) = event.body else { panic!("typed") };
    assert_eq!(record.get(0), &Slot::Text("A1".into()));
    assert_eq!(record.get(1).day(), Day::new(2026, 5, 11));
    assert_eq!(record.get(2).money().map(qizhang::value::Fen::get), Some(500));
    assert_eq!(record.get(3), &Slot::Absent);
    assert_eq!(record.get(5).rows()[0].get(0).whole(), Some(1));
}

#[test]
fn texts_that_look_alike_are_alike() {
    let with = |number: &str| {
        let mut body = right();
        body["deed_no"] = json!(number);
        json!({"type": "deed.done", "data": body})
    };
    for number in ["A1 ", " A1", "A1\u{a0}", "\u{200b}A1", "A\u{202e}1", "A1\u{feff}", "\u{3000}A1"] {
        assert_eq!(code(DEED, &with(number)), "untidy-text", "{number:?}");
    }
    for number in ["A1", "A 1", "甲 1", "Ａ1"] {
        assert!(deed(DEED, &with(number)).is_ok(), "{number:?}");
    }
}
