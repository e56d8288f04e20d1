//! Names, numbers, tags and keys.

use super::files::{CATALOGUE, DECLARATIONS};
use qizhang::event::{Catalogue, Declaration, Known, TypeId};
use qizhang::value::TypeName;

const DEED: &str = include_str!("deed.json");
const CODE: &str = "91110108551385082Q";
const OTHER: &str = "91110000802100433B";

fn deed() -> Catalogue {
    Catalogue::new(vec![Declaration::parse(DEED).expect("in the profile")]).expect("one type")
}

#[test]
fn numbers_follow_the_order_of_names() {
    let names: Vec<&TypeName> = CATALOGUE.names().collect();
    assert!(names.is_sorted());
    for (name, id) in names.iter().zip(CATALOGUE.ids()) {
        assert_eq!(CATALOGUE.type_id(name), Some(id));
        assert_eq!(&&CATALOGUE.declaration(id).name, name);
        assert_eq!(CATALOGUE.versions(name).len(), usize::from(CATALOGUE.declaration(id).version));
    }
    assert_eq!(CATALOGUE.ids().count(), names.len());
}

#[test]
fn a_near_miss_gets_a_suggestion() {
    assert_eq!(CATALOGUE.nearest("hightech.certifed").as_deref(), Some("hightech.certified"));
    assert_eq!(CATALOGUE.nearest("something.else_entirely_unlike"), None);
}

#[test]
fn every_type_the_ledger_understands_is_declared() {
    for known in Known::ALL {
        let name = TypeName::parse(known.name()).expect("a type name");
        assert_eq!(Known::of(&name), Some(known));
        assert!(CATALOGUE.type_id(&name).is_some(), "{name} is declared");
    }
    assert_eq!(Known::of(&TypeName::parse("standard.published").expect("a type name")), None);
}

#[test]
fn a_ledger_type_with_other_fields_is_refused() {
    let corrected = DECLARATIONS.iter().find(|d| d.name.as_str() == "fact.corrected").expect("declared");
    let text = corrected.text.replace("\"reason\"", "\"cause\"");
    let error = Catalogue::new(vec![Declaration::parse(&text).expect("in the profile")]).expect_err("no reason");
    assert_eq!(error.code(), "ledger-type-changed");
}

#[test]
fn tags_are_sorted_and_each_once() {
    let catalogue = deed();
    let body = format!(
        r#"{{"deed_no":"Z","amount":"5","units":[{{"rank":1,"uscc":"{CODE}"}},{{"rank":2,"uscc":"{OTHER}"}},{{"rank":3,"uscc":"{CODE}"}}]}}"#
    );
    let record = catalogue.decode_body(TypeId(0), &body).expect("accepted");
    let tags: Vec<String> = catalogue.tags(TypeId(0), &record).iter().map(ToString::to_string).collect();
    assert_eq!(tags, ["deed:Z".to_owned(), format!("enterprise:{OTHER}"), format!("enterprise:{CODE}")]);
}

#[test]
fn a_natural_key_has_a_place_for_every_field() {
    let catalogue = deed();
    let key = |body: &str| {
        let record = catalogue.decode_body(TypeId(0), body).expect("accepted");
        catalogue.natural_key(TypeId(0), &record)
    };
    let whole = key(r#"{"deed_no":"A1","on":"2026-05-11","amount":"5","units":[{"rank":1}]}"#);
    assert_eq!(whole.as_deref(), Some("deed.done:A1\u{1f}2026-05-11"));
    let half = key(r#"{"deed_no":"A1","amount":"5","units":[{"rank":1}]}"#);
    assert_eq!(half.as_deref(), Some("deed.done:A1\u{1f}"));
}

#[test]
fn events_about_events_are_found_by_them() {
    for name in ["fact.corrected", "fact.retracted"] {
        let id = CATALOGUE.type_id_of(name).expect("declared");
        let example = CATALOGUE.declaration(id).examples[0].clone();
        let record = CATALOGUE.decode_body(id, &example.to_string()).expect("accepted");
        let tag = format!("event:{}", example["event"].as_str().expect("text"));
        assert!(CATALOGUE.tags(id, &record).iter().any(|found| found.as_str() == tag), "{name} carries {tag}");
    }
}
