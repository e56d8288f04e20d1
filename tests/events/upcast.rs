//! Bodies of older versions read as the newest one.

use qizhang::event::{Catalogue, CatalogueError, Declaration, Record, Slot, TypeId, lint};
use serde_json::{Value, json};

/// A declaration of `deed.done` with these fields; the required ones are marked with `!`.
pub(super) fn version(version: u16, fields: &[(&str, Value)], upcast: Option<Value>) -> Declaration {
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

pub(super) fn text() -> Value {
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

pub(super) fn whole(unit: &str) -> Value {
    json!({"type": "integer", "minimum": 0, "maximum": 100_000, "x-unit": unit})
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

#[test]
fn a_number_in_a_larger_unit_is_multiplied() {
    let one = version(1, &[("years!", whole("year"))], None);
    let upcast = json!({"rename": {"years": "months"}, "multiply": {"months": 12}});
    let two = version(2, &[("months!", whole("month"))], Some(upcast));
    let three =
        version(3, &[("days!", whole("day"))], Some(json!({"rename": {"months": "days"}, "multiply": {"days": 30}})));
    let slots = read(vec![one.clone(), two.clone()], 1, &json!({"years": 3}));
    assert_eq!(slots, [("months".to_owned(), Slot::Whole(36))]);
    let slots = read(vec![one, two, three], 1, &json!({"years": 2}));
    assert_eq!(slots, [("days".to_owned(), Slot::Whole(720))], "one step after another");
}

#[test]
fn rows_are_multiplied_too() {
    let rows = |field: &str, unit: &str| {
        let mut inner = whole(unit);
        inner["x-title"] = json!({"zh": "栏", "en": "Column"});
        json!({"type": "array", "items": {"type": "object", "properties": {field: inner}, "required": [field],
            "additionalProperties": false}})
    };
    let one = version(1, &[("units!", rows("years", "year"))], None);
    let upcast = json!({"rename": {"units[].years": "units[].months"}, "multiply": {"units[].months": 12}});
    let two = version(2, &[("units!", rows("months", "month"))], Some(upcast));
    let slots = read(vec![one, two], 1, &json!({"units": [{"years": 1}, {"years": 5}]}));
    let months: Vec<_> = slots[0].1.rows().iter().map(|row| row.get(0).whole().unwrap()).collect();
    assert_eq!(months, [12, 60]);
}

#[test]
fn a_factor_that_leads_beyond_exact_numbers_or_to_no_field_is_refused() {
    let most = 9_007_199_254_740_991_i64;
    let wide = |most: i64| json!({"type": "integer", "minimum": 0, "maximum": most, "x-unit": "year"});
    let two = || version(2, &[("n!", wide(most))], Some(json!({"multiply": {"n": 12}})));
    let code = |versions: Vec<Declaration>| Catalogue::new(versions).map(|_| ()).map_err(|error| error.code());
    assert_eq!(code(vec![version(1, &[("n!", wide(most / 12))], None), two()]), Ok(()));
    assert_eq!(code(vec![version(1, &[("n!", wide(most / 12 + 1))], None), two()]), Err("upcast-too-far"));
    assert_eq!(code(vec![version(1, &[("m!", wide(9))], None), two()]), Err("upcast-unknown-field"));
}

#[test]
fn a_factor_is_a_whole_number_for_a_whole_number() {
    let parse = |factor: Value, field: Value| {
        let plain = version(2, &[("n!", field)], Some(json!({})));
        let mut document: Value = serde_json::from_str(&plain.text).unwrap();
        document["x-upcast"] = json!({"multiply": {"n": factor}});
        Declaration::parse(&document.to_string()).map(|_| ()).map_err(|error| (error.path, error.fault.code()))
    };
    let bad = || Err(("x-upcast.multiply.n".to_owned(), "bad-multiply"));
    assert_eq!(parse(json!(2), whole("year")), Ok(()));
    assert_eq!(parse(json!(1_000_000), whole("year")), Ok(()));
    assert_eq!(parse(json!(1), whole("year")), bad());
    assert_eq!(parse(json!(1_000_001), whole("year")), bad());
    assert_eq!(parse(json!(12), text()), bad());
}

/// Advice of a new version: a field that takes less than it did, and parts that may be none their field takes.
#[test]
fn what_may_not_fit_is_advised() {
    let told = |before: Value, now: Value, upcast: Option<Value>| -> Vec<&'static str> {
        let (before, now) = (version(1, &[("term!", before)], None), version(2, &[("term!", now)], upcast));
        let found = lint(&now, Some(&before)).into_iter().map(|one| one.lint);
        let found = found.filter(|lint| ["bounds-narrowed", "part-may-not-fit"].contains(&lint.code()));
        found.inspect(|lint| assert!(!lint.is_fault(), "it is advice")).map(|lint| lint.code()).collect()
    };
    let bounded = |least: i64, most: i64| {
        let mut field = whole("month");
        (field["minimum"], field["maximum"]) = (json!(least), json!(most));
        field
    };
    assert_eq!(told(bounded(0, 48), bounded(0, 36), None), ["bounds-narrowed"]);
    assert_eq!(told(bounded(0, 48), bounded(1, 48), None), ["bounds-narrowed"]);
    assert!(told(bounded(0, 48), bounded(0, 60), None).is_empty());
    // Years that become months may be twelve times as many.
    let years = |most: i64| {
        let mut field = bounded(0, most);
        field["x-unit"] = json!("year");
        field
    };
    let multiply = || Some(json!({"multiply": {"term": 12}}));
    assert!(told(years(4), bounded(0, 48), multiply()).is_empty());
    assert_eq!(told(years(4), bounded(0, 36), multiply()), ["bounds-narrowed"]);
    let long = |most: u64| {
        let mut field = text();
        field["maxLength"] = json!(most);
        field
    };
    assert_eq!(told(long(60), long(20), None), ["bounds-narrowed"]);
    let day = || json!({"type": "string", "format": "date"});
    let split = |to: Value| {
        let before = version(1, &[("term!", long(60))], None);
        let upcast = json!({"split": {"term": {"by": "~", "into": ["from", "to"]}}});
        let now = version(2, &[("from!", long(60)), ("to", to)], Some(upcast));
        let found = lint(&now, Some(&before));
        found.iter().filter(|one| one.lint.code() == "part-may-not-fit").count()
    };
    assert_eq!((split(long(60)), split(long(10)), split(day())), (0, 1, 1));
}

#[test]
fn another_unit_without_a_factor_is_a_fault() {
    let before = version(1, &[("term!", whole("year"))], None);
    let told = |upcast: Value| {
        let now = version(2, &[("term!", whole("month"))], Some(upcast));
        lint(&now, Some(&before)).iter().any(|one| one.lint.code() == "unit-changed")
    };
    assert!(told(json!({})));
    assert!(!told(json!({"multiply": {"term": 12}})));
    let same = version(2, &[("term!", whole("year"))], None);
    assert!(!lint(&same, Some(&before)).iter().any(|one| one.lint.code() == "unit-changed"));
}
