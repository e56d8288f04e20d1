//! What the profile of declarations refuses: each row changes one thing in a declaration that is right.

use qizhang::event::{Declaration, DeclarationError};

const DEED: &str = include_str!("deed.json");

fn fault(from: &str, to: &str) -> DeclarationError {
    assert_eq!(DEED.matches(from).count(), 1, "{from} stands in the declaration once");
    match Declaration::parse(&DEED.replace(from, to)) {
        Ok(_) => panic!("{to} was accepted"),
        Err(error) => error,
    }
}

#[test]
fn the_declaration_itself_is_right() {
    let deed = Declaration::parse(DEED).expect("in the profile");
    assert_eq!((deed.name.as_str(), deed.version), ("deed.done", 1));
    assert_eq!(deed.occurred_on, Some(1));
    assert_eq!(deed.tags, [(0, None, "deed".to_owned()), (5, Some(1), "enterprise".to_owned())]);
    assert_eq!(deed.natural_key, [0, 1]);
    assert!(deed.fields[4].personal);
    assert_eq!(&*deed.text, DEED);
}

/// What stands in the declaration, what stands there instead, the path told, and the code.
const ROWS: &[(&str, &str, &str, &str)] = &[
    (r#""title": "deed.done","#, r#""titel": "deed.done","#, "titel", "unknown-keyword"),
    (r#""title": "deed.done","#, "", "", "missing-keyword"),
    (r#""title": "deed.done","#, r#""title": 7,"#, "title", "keyword-wrong-type"),
    (r#""title": "deed.done","#, r#""title": "a", "title": "b","#, "title", "repeated-key"),
    (r#""title": "deed.done","#, r#""title": "a" "b","#, "", "declaration-not-json"),
    ("draft/2020-12", "draft/2019-09", "$schema", "keyword-wrong-value"),
    ("deed.done:1", "deed.done:0", "$id", "bad-declaration-id"),
    ("deed.done:1", "deed.done:01", "$id", "bad-declaration-id"),
    ("deed.done:1", "Deed:1", "$id", "bad-declaration-id"),
    (r#""zh": "事", "#, "", "x-title", "label-missing"),
    (r#""en": "Deed""#, r#""en": "  ""#, "x-title.en", "label-missing"),
    (r#""en": "Deed""#, r#""fr": "Acte""#, "x-title.fr", "unknown-keyword"),
    (r#""x-occurred-on": "on""#, r#""x-occurred-on": "day""#, "x-occurred-on", "no-such-field"),
    (r#""x-occurred-on": "on""#, r#""x-occurred-on": "amount""#, "x-occurred-on", "occurred-on-not-a-day"),
    (r#""deed_no": "deed""#, r#""deed_nr": "deed""#, "x-tags.deed_nr", "no-such-field"),
    (r#""units[].uscc": "#, r#""units[].usc": "#, "x-tags.units[].usc", "no-such-field"),
    (r#""units[].uscc": "#, r#""deed_no[].uscc": "#, "x-tags.deed_no[].uscc", "no-such-field"),
    (r#""deed_no": "deed""#, r#""person": "deed""#, "x-tags.person", "tag-on-personal"),
    (r#""format": "uscc","#, r#""format": "uscc", "x-personal": true,"#, "x-tags.units[].uscc", "tag-on-personal"),
    (r#""deed_no": "deed""#, r#""amount": "deed""#, "x-tags.amount", "tag-not-a-name"),
    (r#""deed_no": "deed""#, r#""deed_no": "De ed""#, "x-tags.deed_no", "bad-namespace"),
    (r#"["deed_no", "on"]"#, r#"["deed_no", "no"]"#, "x-natural-key[1]", "no-such-field"),
    (r#"["deed_no", "on"]"#, r#"["deed_no", "deed_no"]"#, "x-natural-key[1]", "repeated-entry"),
    (r#"["deed_no", "on"]"#, r#"["person"]"#, "x-natural-key[0]", "key-on-personal"),
    (r#"["deed_no", "on"]"#, r#"["units"]"#, "x-natural-key[0]", "key-not-scalar"),
    (r#"["deed_no", "on"]"#, "[]", "x-natural-key", "empty-list"),
    (r#", "required": false}]"#, "}]", "x-evidence[0]", "missing-keyword"),
    (r#", "required": false}]"#, r#", "required": 0}]"#, "x-evidence[0].required", "keyword-wrong-type"),
    (r#""x-unit": "yuan","#, "", "properties.amount", "unit-missing"),
    (r#""x-unit": "yuan","#, r#""x-unit": "percent","#, "properties.amount.x-unit", "unit-wrong"),
    (r#""x-unit": "yuan","#, r#""x-unit": "yaun","#, "properties.amount.x-unit", "keyword-not-in-list"),
    (r#""format": "amount""#, r#""format": "amont""#, "properties.amount.format", "keyword-not-in-list"),
    (r#""format": "amount""#, r#""format": "uscc""#, "properties.amount.pattern", "pattern-not-allowed"),
    (r"{0,12})(", "{0,13})(", "properties.amount.pattern", "pattern-not-allowed"),
    (r#""format": "date", "#, r#""format": "date", "x-unit": "day", "#, "properties.on.x-unit", "keyword-not-here"),
    (r#""minLength": 1, "#, r#""minLength": 9, "#, "properties.deed_no", "bounds-crossed"),
    (r#""minLength": 1, "#, r#""minLength": -1, "#, "properties.deed_no.minLength", "bound-unsafe"),
    (r#""minLength": 1, "#, r#""minimum": 1, "#, "properties.deed_no.minimum", "keyword-not-here"),
    (r#""minLength": 1, "#, r#""default": "x", "#, "properties.deed_no.default", "unknown-keyword"),
    (
        r#""maximum": 99"#,
        r#""maximum": 9007199254740992"#,
        "properties.units.items.properties.rank.maximum",
        "bound-unsafe",
    ),
    (r#""maximum": 99"#, r#""maximum": 1.5"#, "properties.units.items.properties.rank.maximum", "keyword-wrong-type"),
    (
        r#""type": "integer""#,
        r#""type": "number""#,
        "properties.units.items.properties.rank.type",
        "keyword-not-in-list",
    ),
    (
        r#""type": "integer", "minimum": 1, "maximum": 99"#,
        r#""type": "array""#,
        "properties.units.items.properties.rank.type",
        "nested-too-deep",
    ),
    (r#""high": {"#, r#""hihg": {"#, "properties.grade.enum[0]", "word-without-label"),
    (
        r#""high": {"#,
        r#""hig": {"zh": "a", "en": "b"}, "high": {"#,
        "properties.grade.x-labels.hig",
        "label-without-word",
    ),
    (r#"["high", "low"]"#, r#"["high", "high"]"#, "properties.grade.enum[1]", "repeated-entry"),
    (r#"["high", "low"]"#, "[]", "properties.grade.enum", "empty-list"),
    (r#"["high", "low"]"#, "[1, 2]", "properties.grade.enum[0]", "keyword-wrong-type"),
    (r#""person": {"#, r#""Person": {"#, "properties.Person", "bad-field-name"),
    (
        r#""x-personal": true, "x-title": {"zh": "经办人", "en": "Person"}"#,
        r#""x-personal": true"#,
        "properties.person",
        "missing-keyword",
    ),
    (r#"["rank"]"#, r#"["rang"]"#, "properties.units.items.required[0]", "no-such-field"),
    (r#"["deed_no", "amount", "units"]"#, r#"["deed_no", "deed_no"]"#, "required[1]", "repeated-entry"),
    (
        "  \"additionalProperties\": false,\n  \"ex",
        "  \"additionalProperties\": true,\n  \"ex",
        "additionalProperties",
        "keyword-wrong-value",
    ),
    (r#"[{"deed_no": "A1", "amount": "5", "units": [{"rank": 1}]}]"#, "[]", "examples", "empty-list"),
    (r#""code": "missing-field""#, r#""code": "missing""#, "x-refused[0].code", "unknown-code"),
    (r#""x-refused": ["#, r#""x-upcast": {}, "x-refused": ["#, "x-upcast", "upcast-without-past"),
];

#[test]
fn every_fault_is_told_with_its_place() {
    for (from, to, path, code) in ROWS {
        let error = fault(from, to);
        assert_eq!((error.path.as_str(), error.fault.code()), (*path, *code), "{to}: {error:?}");
    }
}

#[test]
fn the_line_and_the_column_point_at_the_fault() {
    let error = fault(r#""maxLength": 5"#, r#""maxLenght": 5"#);
    assert_eq!((error.line, error.column), (14, 51), "the key itself: {error:?}");
    let error = fault(r#""zh": "证明""#, r#""zh": """#);
    assert_eq!((error.line, error.column), (12, 35), "the value: {error:?}");
    let error = fault(r#""zh": "事", "#, r#""zh": "事", "zh": "事", "#);
    assert_eq!((error.line, error.column), (6, 26), "columns count characters: {error:?}");
}

#[test]
fn a_near_miss_gets_a_suggestion() {
    let rows = [
        (r#""maxLength": 5"#, r#""maxLenght": 5"#, "maxLength"),
        (r#""x-natural-key""#, r#""x-natural_key""#, "x-natural-key"),
        (r#"["rank"]"#, r#"["rnak"]"#, "rank"),
        (r#""x-unit": "yuan""#, r#""x-unit": "yaun""#, "yuan"),
        (r#""units[].uscc": "#, r#""units[].usc": "#, "uscc"),
        (r#""code": "missing-field""#, r#""code": "missing-feild""#, "missing-field"),
    ];
    for (from, to, nearest) in rows {
        let told = format!("{:?}", fault(from, to).fault);
        assert!(told.contains(&format!("nearest: Some({nearest:?})")), "{told}");
    }
}

#[test]
fn a_tower_of_brackets_is_refused() {
    let error = Declaration::parse(&"[".repeat(1_000_000)).expect_err("too deep");
    assert_eq!(error.fault.code(), "declaration-not-json");
    let error = fault("\"A1\", \"amount\": \"5\", \"units\": [{\"rank\": 1}]}]", "1e999}]");
    assert_eq!((error.line, error.fault.code()), (48, "declaration-not-json"), "a number too large to hold: {error:?}");
}
