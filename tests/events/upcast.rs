//! Bodies of older versions read as the newest one.

use qizhang::event::{Catalogue, CatalogueError, Declaration, Record, Slot, TypeId};
use serde_json::{Value, json};

/// A declaration of `deed.done` with these fields; the required ones are marked with `!`.
fn version(version: u16, fields: &[(&str, Value)], upcast: Option<Value>) -> Declaration {
    let title = json!({"zh": "事", "en": "Deed"});
    let field = |(name, property): &(&str, Value)| {
        let mut property = property.clone();
        property["x-title"] = title.clone();
        (name.trim_end_matches('!').to_owned(), property)
    };
    let required: Vec<_> = fields.iter().filter_map(|(name, _)| name.strip_suffix('!')).collect();
    let mut document = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": format!("urn:qizhang:event:deed.done:{version}"),
        "title": "deed.done", "type": "object", "x-title": title,
        "properties": fields.iter().map(field).collect::<serde_json::Map<_, _>>(),
        "required": required, "additionalProperties": false, "examples": [{}],
    });
    if let Some(upcast) = upcast {
        document["x-upcast"] = upcast;
    }
    Declaration::parse(&document.to_string()).unwrap_or_else(|error| panic!("{error:?}"))
}

fn text() -> Value {
    json!({"type": "string"})
}

fn rows(fields: &[&str]) -> Value {
    let properties: serde_json::Map<_, _> = fields
        .iter()
        .map(|name| ((*name).to_owned(), json!({"type": "string", "x-title": {"zh": "栏", "en": "Column"}})))
        .collect();
    json!({"type": "array", "items": {
        "type": "object", "properties": properties, "required": [], "additionalProperties": false}})
}

fn read(versions: Vec<Declaration>, number: u16, body: &Value) -> Vec<(String, Slot)> {
    let catalogue = Catalogue::new(versions).unwrap_or_else(|error| panic!("{error:?}"));
    let record: Record = catalogue.decode_version(TypeId(0), number, &body.to_string()).expect("accepted");
    let names = catalogue.declaration(TypeId(0)).fields.iter().map(|field| field.name.clone());
    names.zip(record.slots().iter().cloned()).collect()
}

fn said(text: &str) -> Slot {
    Slot::Text(text.into())
}

#[test]
fn a_field_is_renamed_dropped_filled_and_split() {
    let old = version(1, &[("no!", text()), ("span!", text()), ("gone", text()), ("note", text())], None);
    let upcast = json!({
        "rename": {"no": "deed_no"},
        "default": {"note": "none"},
        "constant": {"source": "paper"},
        "split": {"span": {"by": "~", "into": ["first", "last"]}},
    });
    let fields = [("deed_no!", text()), ("first!", text()), ("last", text()), ("note!", text()), ("source!", text())];
    let new = version(2, &fields, Some(upcast));
    let slots = read(vec![new.clone(), old.clone()], 1, &json!({"no": "A1", "span": "x~y", "gone": "z"}));
    let expected = [("deed_no", "A1"), ("first", "x"), ("last", "y"), ("note", "none"), ("source", "paper")];
    let expected: Vec<_> = {
        let mut all: Vec<_> = expected.iter().map(|(name, text)| ((*name).to_owned(), said(text))).collect();
        all.sort_by(|a, b| a.0.cmp(&b.0));
        all
    };
    let sorted = |mut slots: Vec<(String, Slot)>| {
        slots.sort_by(|a, b| a.0.cmp(&b.0));
        slots
    };
    assert_eq!(sorted(slots), expected);
    let kept = sorted(read(vec![old, new], 1, &json!({"no": "A1", "span": "x", "note": "mine"})));
    assert_eq!(kept[2], ("last".to_owned(), Slot::Absent), "a part that is not there");
    assert_eq!(kept[3], ("note".to_owned(), said("mine")), "a given value stands before a default");
}

#[test]
fn steps_are_walked_one_after_another() {
    let one = version(1, &[("a!", text())], None);
    let two =
        version(2, &[("b!", text()), ("c!", text())], Some(json!({"rename": {"a": "b"}, "constant": {"c": "two"}})));
    let three = version(3, &[("d!", text()), ("e!", text())], Some(json!({"rename": {"b": "d", "c": "e"}})));
    let slots = read(vec![one, two, three], 1, &json!({"a": "x"}));
    assert_eq!(slots, [("d".to_owned(), said("x")), ("e".to_owned(), said("two"))]);
}

#[test]
fn rows_are_walked_too() {
    let one = version(1, &[("units!", rows(&["a", "b"]))], None);
    let upcast = json!({"rename": {"units": "parts", "units[].a": "parts[].c"}, "default": {"parts[].d": "new"}});
    let two = version(2, &[("parts!", rows(&["c", "d", "b"]))], Some(upcast));
    let slots = read(vec![one, two.clone()], 1, &json!({"units": [{"a": "x", "b": "y"}]}));
    let names = |name: &str| match &two.fields[0].kind {
        qizhang::event::FieldKind::Rows { fields, .. } => {
            fields.iter().position(|field| field.name == name).expect("there")
        }
        _ => panic!("rows"),
    };
    let row = &slots[0].1.rows()[0];
    assert_eq!([row.get(names("b")), row.get(names("c")), row.get(names("d"))], [&said("y"), &said("x"), &said("new")]);
}

#[test]
fn an_old_body_is_still_checked_as_its_own_version() {
    let one = version(1, &[("a!", text())], None);
    let two = version(2, &[("b!", text())], Some(json!({"rename": {"a": "b"}})));
    let catalogue = Catalogue::new(vec![one, two]).expect("fits");
    let refusal = catalogue.decode_version(TypeId(0), 1, r#"{"b":"x"}"#).expect_err("b is no field of version 1");
    assert_eq!((refusal.field.as_str(), refusal.fault.code()), ("b", "unknown-field"));
}

#[test]
fn versions_that_do_not_fit_are_refused() {
    let one = || version(1, &[("a!", text())], None);
    let amount = json!({"type": "string", "format": "amount", "x-unit": "yuan"});
    let cases: Vec<(Vec<Declaration>, &str)> = vec![
        (vec![one(), version(2, &[("a!", text()), ("b!", text())], None)], "upcast-no-source"),
        (vec![one(), version(2, &[("a!", amount.clone())], None)], "upcast-kind-changed"),
        (vec![one(), version(2, &[("b!", text())], Some(json!({"rename": {"z": "b"}})))], "upcast-unknown-field"),
        (
            vec![one(), version(2, &[("a!", text()), ("m!", amount)], Some(json!({"constant": {"m": "x"}})))],
            "upcast-bad-value",
        ),
        (vec![version(2, &[("a!", text())], None)], "declaration-version-missing"),
        (vec![one(), one()], "declaration-repeated"),
        (vec![], "no-declarations"),
    ];
    for (versions, code) in cases {
        let error: CatalogueError = Catalogue::new(versions).expect_err(code);
        assert_eq!(error.code(), code);
    }
}
