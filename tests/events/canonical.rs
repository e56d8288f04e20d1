//! Our canonical JSON and an independent one agree.

use proptest::prelude::*;
use qizhang::event::{canonical_json, is_canonical};
use serde_json::{Value, json};

fn anything() -> impl Strategy<Value = Value> {
    let text = proptest::collection::vec(any::<char>(), 0..8).prop_map(|chars| chars.into_iter().collect::<String>());
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(|number| json!(number)),
        text.clone().prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 24, 5, move |inner| {
        let object = proptest::collection::btree_map(text.clone(), inner.clone(), 0..5);
        prop_oneof![
            proptest::collection::vec(inner, 0..5).prop_map(Value::from),
            object.prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..Default::default() })]

    #[test]
    fn both_spell_alike(value in anything()) {
        let theirs = serde_json_canonicalizer::to_string(&value).expect("finite");
        prop_assert_eq!(canonical_json(&value), Some(theirs));
    }

    /// Telling a spelling is spelling and comparing: canonical texts, other spellings of them, and texts with a few
    /// pieces changed, most of which are no JSON any more.
    #[test]
    fn a_spelling_is_told_as_by_writing_anew(value in anything(), changes in proptest::collection::vec(change(), 0..3)) {
        let canonical = canonical_json(&value).expect("finite");
        prop_assert!(is_canonical(&canonical), "{}", canonical);
        let pretty = serde_json::to_string_pretty(&value).expect("finite");
        for text in [canonical, value.to_string(), pretty] {
            let text = changes.iter().fold(text, |text, change| changed(&text, change));
            prop_assert_eq!(is_canonical(&text), spelled_anew(&text), "{}", text);
        }
    }
}

fn spelled_anew(text: &str) -> bool {
    let value: Option<Value> = serde_json::from_str(text).ok();
    value.as_ref().and_then(canonical_json).is_some_and(|canonical| canonical == text)
}

/// Where in a text so many of its characters are replaced by a piece.
type Change = (prop::sample::Index, usize, &'static str);

fn change() -> impl Strategy<Value = Change> {
    let pieces = vec![
        "",
        " ",
        "\n",
        "\"",
        "\\",
        "\\n",
        "\\/",
        "\\u0008",
        "\\u000b",
        "\\u000B",
        "\\u001f",
        "\\u0020",
        "\\u00e9",
        "\\ud83d\\ude00",
        "\\ud800",
        "\u{1}",
        "\u{7f}",
        "\u{ffff}",
        "\u{1f600}",
        "é",
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "{}",
        "[]",
        "\"a\":1,",
        "\"\":1,",
        "0",
        "-0",
        "00",
        "01",
        "1",
        "-1",
        "1.0",
        "1e1",
        "1e400",
        "9007199254740991",
        "9007199254740992",
        "-9007199254740993",
        "123456789012345",
        "1000000000000000",
        "null",
        "true",
        "false",
        "nul",
        "+",
        ".",
    ];
    (any::<prop::sample::Index>(), 0_usize..3, proptest::sample::select(pieces))
}

fn changed(text: &str, (at, length, piece): &Change) -> String {
    let letters: Vec<char> = text.chars().collect();
    let at = at.index(letters.len() + 1);
    let rest = letters.iter().skip(at + length);
    letters.iter().take(at).copied().chain(piece.chars()).chain(rest.copied()).collect()
}

/// What the property meets too seldom: nesting as deep as values are read, and keys that are alike.
#[test]
fn spellings_at_the_edges() {
    let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    let within = |depth: usize| "{\"a\":".repeat(depth) + "1" + &"}".repeat(depth);
    for (text, canonical) in [
        (nested(127), true),
        (nested(128), false),
        (within(127), true),
        (within(128), false),
        ("{\"a\":1,\"a\":1}".to_owned(), false),
        ("{\"é\":1,\"é\":1}".to_owned(), false),
        ("{\"\\n\":1,\"\\r\":1}".to_owned(), true),
        ("{\"\\r\":1,\"\\n\":1}".to_owned(), false),
        ("{\"\\\"\":1,\"a\":1}".to_owned(), true),
        ("{\"\u{1f600}\":1,\"\u{fb33}\":1}".to_owned(), true),
        ("{\"\u{fb33}\":1,\"\u{1f600}\":1}".to_owned(), false),
        ("-0".to_owned(), false),
        ("{}".to_owned() + "{}", false),
        (String::new(), false),
    ] {
        assert_eq!((is_canonical(&text), spelled_anew(&text)), (canonical, canonical), "{text}");
    }
}

/// RFC 8785, 3.2.3: keys sort by UTF-16 units, so a character beyond the basic plane stands before U+FB33.
#[test]
fn keys_sort_by_utf_16() {
    let value = json!({"\u{fb33}": 1, "\u{1f600}": 2, "1": 3, "\r": 4, "ö": 5, "€": 6});
    let expected = "{\"\\r\":4,\"1\":3,\"ö\":5,\"€\":6,\"\u{1f600}\":2,\"\u{fb33}\":1}";
    assert_eq!(canonical_json(&value).as_deref(), Some(expected));
}
