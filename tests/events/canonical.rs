//! Our canonical JSON and an independent one agree.

use proptest::prelude::*;
use qizhang::event::canonical_json;
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
}

/// RFC 8785, 3.2.3: keys sort by UTF-16 units, so a character beyond the basic plane stands before U+FB33.
#[test]
fn keys_sort_by_utf_16() {
    let value = json!({"\u{fb33}": 1, "\u{1f600}": 2, "1": 3, "\r": 4, "ö": 5, "€": 6});
    let expected = "{\"\\r\":4,\"1\":3,\"ö\":5,\"€\":6,\"\u{1f600}\":2,\"\u{fb33}\":1}";
    assert_eq!(canonical_json(&value).as_deref(), Some(expected));
}
