//! Bodies as another version of their type.

use super::upcast::{text, version, whole};
use proptest::prelude::*;
use qizhang::event::{Catalogue, Declaration, Recast, TypeId, Unsaid};
use serde_json::{Value, json};

fn rows(fields: &[(&str, Value)]) -> Value {
    let titled = |(name, property): &(&str, Value)| {
        let mut property = property.clone();
        property["x-title"] = json!({"zh": "栏", "en": "Column"});
        ((*name).to_owned(), property)
    };
    let properties: serde_json::Map<_, _> = fields.iter().map(titled).collect();
    json!({"type": "array", "items": {
        "type": "object", "properties": properties, "required": [], "additionalProperties": false}})
}

/// Three versions, with everything an upcast can say.
fn chain() -> Vec<Declaration> {
    let one = [
        ("no!", text()),
        ("span!", text()),
        ("term!", whole("year")),
        ("units!", rows(&[("a", text()), ("years", whole("year"))])),
        ("gone", text()),
    ];
    let two = [
        ("deed_no!", text()),
        ("first!", text()),
        ("last", text()),
        ("months!", whole("month")),
        ("parts!", rows(&[("c", text()), ("months", whole("month"))])),
        ("source!", text()),
        ("note", text()),
    ];
    let to_two = json!({
        "rename": {"no": "deed_no", "term": "months", "units": "parts", "units[].a": "parts[].c", "units[].years": "parts[].months"},
        "constant": {"source": "paper"},
        "split": {"span": {"by": "~", "into": ["first", "last"]}},
        "multiply": {"months": 12, "parts[].months": 12},
    });
    let three = [
        ("deed_no!", text()),
        ("first!", text()),
        ("last", text()),
        ("months!", whole("month")),
        ("parts!", rows(&[("c", text()), ("months", whole("month")), ("d", text())])),
        ("source!", text()),
        ("note!", text()),
        ("extra", text()),
    ];
    let to_three = json!({"default": {"note": "none", "parts[].d": "new"}});
    vec![version(1, &one, None), version(2, &two, Some(to_two)), version(3, &three, Some(to_three))]
}

fn catalogue() -> Catalogue {
    Catalogue::new(chain()).unwrap_or_else(|error| panic!("{error:?}"))
}

fn recast(from: u16, to: u16, body: &Value) -> Result<(Value, Vec<String>), Unsaid> {
    let told = catalogue().recast(TypeId(0), (from, to), &body.to_string());
    told.map(|Recast { version, data, left_out }| {
        assert_eq!(version, to);
        (serde_json::from_str(&data).expect("JSON"), left_out)
    })
}

fn old() -> Value {
    json!({"no": "A1", "span": "x~y", "term": 2, "units": [{"a": "u", "years": 1}, {}]})
}

fn new() -> Value {
    json!({"deed_no": "A1", "first": "x", "last": "y", "months": 24, "source": "paper", "note": "none",
        "parts": [{"c": "u", "months": 12, "d": "new"}, {"d": "new"}]})
}

fn with(mut body: Value, path: &str, value: Value) -> Value {
    *body.pointer_mut(path).unwrap_or_else(|| panic!("{path}")) = value;
    body
}

fn and(mut body: Value, name: &str, value: Value) -> Value {
    body[name] = value;
    body
}

#[test]
fn an_old_body_is_given_as_the_version_that_is_known() {
    assert_eq!(recast(1, 3, &old()), Ok((new(), vec![])));
    assert_eq!(recast(1, 1, &old()), Ok((old(), vec![])));
    let dropped = recast(1, 3, &and(old(), "gone", json!("z")));
    assert_eq!(dropped, Ok((new(), vec!["gone".to_owned()])), "what no newer version reads is named");
}

#[test]
fn a_new_body_is_given_as_an_old_version_where_that_says_the_same() {
    assert_eq!(recast(3, 1, &new()), Ok((old(), vec![])));
    let more = and(new(), "extra", json!("e"));
    assert_eq!(recast(3, 1, &more), Ok((old(), vec!["extra".to_owned()])), "what it has no word for is named");
    let short = json!({"deed_no": "A1", "first": "x", "months": 0, "source": "paper", "note": "none", "parts": []});
    let lowered = json!({"no": "A1", "span": "x", "term": 0, "units": []});
    assert_eq!(recast(3, 1, &short), Ok((lowered, vec![])), "a part that is not there is not made up");
    let noted = with(recast(3, 2, &new()).unwrap().0, "/note", json!("n"));
    assert_eq!(recast(3, 2, &with(new(), "/note", json!("n"))), Ok((noted, vec![])), "version 2 knows the note");
}

#[test]
fn what_an_old_version_would_say_otherwise_is_not_given_as_it() {
    let otherwise = |field: &str| Err(Unsaid::Otherwise { field: field.to_owned() });
    for (body, field) in [
        (with(new(), "/source", json!("screen")), "source"),
        (with(new(), "/months", json!(25)), "months"),
        (with(new(), "/parts/0/months", json!(13)), "parts[].months"),
        (with(new(), "/parts/1/d", json!("old")), "parts[].d"),
        (with(new(), "/first", json!("x~")), "first"),
        (with(new(), "/parts", json!([{"c": "u"}])), "parts[].d"),
        // Version 2 has the note; version 1 has not, and is read as having the default.
        (with(new(), "/note", json!("n")), "note"),
    ] {
        assert_eq!(recast(3, 1, &body), otherwise(field), "{body}");
    }
}

#[test]
fn what_an_old_version_would_not_have_taken_is_not_given_as_it() {
    let short = |most: u64| json!({"type": "string", "maxLength": most});
    let versions = vec![version(1, &[("no!", short(3))], None), version(2, &[("no!", short(5))], None)];
    let catalogue = Catalogue::new(versions).unwrap();
    let given =
        |no: &str| catalogue.recast(TypeId(0), (2, 1), &json!({"no": no}).to_string()).map(|recast| recast.data);
    assert_eq!(given("abc"), Ok(r#"{"no":"abc"}"#.to_owned()));
    let refused = given("abcd").unwrap_err();
    assert!(
        matches!(&refused, Unsaid::Refused(why) if (why.field.as_str(), why.fault.code()) == ("no", "too-long")),
        "{refused:?}"
    );
}

#[test]
fn a_version_between_that_asks_for_more_than_it_is_given_is_no_way_back() {
    let versions = vec![
        version(1, &[("no!", text())], None),
        version(2, &[("no!", text()), ("place!", text())], None),
        version(3, &[("no!", text())], None),
    ];
    let catalogue = Catalogue::new(versions).unwrap();
    let given = catalogue.recast(TypeId(0), (2, 1), &json!({"no": "a", "place": "b"}).to_string());
    assert_eq!(given, Err(Unsaid::Otherwise { field: "place".to_owned() }));
}

fn word() -> impl Strategy<Value = String> {
    "[a-z~]{0,3}[a-z]"
}

prop_compose! {
    fn any_old()(no in word(), span in "[a-z]~?[a-z]|[a-z]{1,3}", term in 0_i64..8_333, units in prop::collection::vec(
        (proptest::option::of(word()), proptest::option::of(0_i64..8_333)), 0..3)) -> Value
    {
        let unit = |(a, years): &(Option<String>, Option<i64>)| {
            let mut unit = json!({});
            if let Some(a) = a { unit["a"] = json!(a); }
            if let Some(years) = years { unit["years"] = json!(years); }
            unit
        };
        json!({"no": no, "span": span, "term": term, "units": units.iter().map(unit).collect::<Vec<_>>()})
    }
}

prop_compose! {
    fn any_new()(texts in prop::collection::vec(proptest::option::of(word()), 6), months in 0_i64..40,
        note in prop_oneof![Just("none".to_owned()), word()], source in prop_oneof![Just("paper".to_owned()), word()],
        rows in prop::collection::vec((proptest::option::of(0_i64..40), prop_oneof![Just("new".to_owned()), word()]), 0..3)) -> Value
    {
        let mut body = json!({"deed_no": "A", "first": texts[0].clone().unwrap_or_else(|| "f".to_owned()), "months": months,
            "note": note, "source": source});
        for (name, text) in [("last", &texts[1]), ("extra", &texts[2])] {
            if let Some(text) = text { body[name] = json!(text); }
        }
        let row = |(months, d): &(Option<i64>, String)| {
            let mut row = json!({"d": d});
            if let Some(months) = months { row["months"] = json!(months); }
            row
        };
        body["parts"] = rows.iter().map(row).collect();
        body
    }
}

proptest! {
    /// Version by version it comes to what a layout reads at once; and back again to what was recorded.
    #[test]
    fn raised_it_is_what_is_read_and_lowered_again_what_was_written(body in any_old()) {
        let catalogue = catalogue();
        let (raised, left_out) = recast(1, 3, &body).unwrap();
        prop_assert!(left_out.is_empty());
        let read = catalogue.decode_version(TypeId(0), 1, &body.to_string()).unwrap();
        prop_assert_eq!(catalogue.decode_body(TypeId(0), &raised.to_string()).unwrap(), read);
        prop_assert_eq!(recast(3, 1, &raised), Ok((body, vec![])));
    }

    /// Whoever is given an older version reads what was recorded, but for what is named.
    #[test]
    fn lowered_it_is_read_as_what_was_recorded(body in any_new()) {
        let catalogue = catalogue();
        if let Ok((lowered, left_out)) = recast(3, 1, &body) {
            let mut kept = body.clone();
            for name in &left_out {
                kept.as_object_mut().unwrap().remove(name);
            }
            let read = catalogue.decode_version(TypeId(0), 1, &lowered.to_string()).unwrap();
            prop_assert_eq!(catalogue.decode_body(TypeId(0), &kept.to_string()).unwrap(), read);
        }
    }
}
