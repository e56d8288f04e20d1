//! Our decoder and an independent JSON Schema validator answer alike: the files mean to others what they mean to us.

use super::files::{CATALOGUE, DECLARATIONS};
use super::generate::{body, change};
use jsonschema::{ValidationOptions, Validator};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use qizhang::event::Declaration;
use qizhang::value::{Day, DayPeriod, Digest, EventId, Fen, Ratio, StandardNo, Uscc};
use serde_json::{Value, json};

fn validator(declaration: &Declaration) -> Validator {
    let schema: Value = serde_json::from_str(&declaration.text).expect("parsed before");
    ValidationOptions::default()
        .should_validate_formats(true)
        .with_format("uscc", |text| Uscc::parse(text).is_ok())
        .with_format("standard-no", |text| StandardNo::parse(text).is_some())
        .with_format("day-period", |text| DayPeriod::parse(text).is_some())
        .with_format("amount", |text| Fen::parse_yuan(text).is_ok())
        .with_format("percentage", |text| Ratio::parse_percent(text).is_some())
        .with_format("date", |text| Day::parse(text).is_some())
        .with_format("uuid", |text| EventId::parse(text).is_some())
        .with_format("digest", |text| Digest::parse(text).is_some())
        .build(&schema)
        .unwrap_or_else(|error| panic!("{} is no JSON Schema: {error}", declaration.name))
}

/// Whether both accept, after making sure that they agree.
fn agreed(declaration: &Declaration, validator: &Validator, body: &Value) -> Result<bool, TestCaseError> {
    let id = CATALOGUE.type_id(&declaration.name).expect("declared");
    let ours = CATALOGUE.decode_version(id, declaration.version, &body.to_string());
    let theirs = validator.validate(body).map_err(|error| error.to_string());
    prop_assert_eq!(ours.is_ok(), theirs.is_ok(), "{} {}: {:?}, {:?}", declaration.name, body, ours, theirs);
    Ok(ours.is_ok())
}

#[test]
fn both_agree_on_every_example() {
    for declaration in DECLARATIONS.iter() {
        let validator = validator(declaration);
        for example in &declaration.examples {
            assert!(agreed(declaration, &validator, example).is_ok_and(|accepted| accepted));
        }
        for (refused, _) in &declaration.refused {
            assert!(agreed(declaration, &validator, refused).is_ok_and(|accepted| !accepted));
        }
    }
}

/// A runner counts its cases once over its life, so every run gets its own.
fn runner() -> TestRunner {
    TestRunner::new(ProptestConfig { cases: 150, failure_persistence: None, ..Default::default() })
}

#[test]
fn both_agree_on_generated_bodies() {
    let mut changed_accepted = 0_u32;
    let mut changed_refused = 0_u32;
    for declaration in DECLARATIONS.iter() {
        let validator = validator(declaration);
        let right = runner().run(&body(declaration), |body| {
            prop_assert!(agreed(declaration, &validator, &body)?, "a right body is accepted");
            Ok(())
        });
        right.unwrap_or_else(|error| panic!("{error}"));
        let counts = std::cell::Cell::new((changed_accepted, changed_refused));
        let changed = runner().run(&(body(declaration), change()), |(mut body, change)| {
            change.apply(&mut body, &declaration.fields);
            let (accepted, refused) = counts.get();
            let ok = agreed(declaration, &validator, &body)?;
            counts.set(if ok { (accepted + 1, refused) } else { (accepted, refused + 1) });
            Ok(())
        });
        changed.unwrap_or_else(|error| panic!("{error}"));
        (changed_accepted, changed_refused) = counts.get();
    }
    assert!(
        changed_refused > 1000 && changed_accepted > 100,
        "changes reach both sides: {changed_accepted}, {changed_refused}"
    );
}

/// Two numbers on which we are stricter than the standard, because canonical bytes could not hold them as written.
#[test]
fn whole_numbers_are_written_as_whole_numbers() {
    let declaration = DECLARATIONS.iter().find(|d| d.name.as_str() == "call.opened").expect("declared");
    let id = CATALOGUE.type_id(&declaration.name).expect("declared");
    let mut body = declaration.examples[0].clone();
    body["year"] = json!(2026.0);
    assert!(validator(declaration).is_valid(&body), "2026.0 is a whole number to the standard");
    let refusal = CATALOGUE.decode_body(id, &body.to_string()).expect_err("refused here");
    assert_eq!((refusal.field.as_str(), refusal.fault.code()), ("year", "wrong-type"));
}

#[test]
fn every_amount_and_share_says_its_pattern() {
    // Tools that do not know our formats must refuse what we refuse.
    fn walk(name: &str, value: &serde_json::Value) {
        if let Some(format) = value.get("format").and_then(serde_json::Value::as_str) {
            let needs = ["amount", "percentage"].contains(&format);
            assert!(!needs || value.get("pattern").is_some(), "{name}: {value}");
        }
        match value {
            serde_json::Value::Object(fields) => fields.values().for_each(|value| walk(name, value)),
            serde_json::Value::Array(items) => items.iter().for_each(|value| walk(name, value)),
            _ => {}
        }
    }
    for declaration in DECLARATIONS.iter() {
        walk(declaration.name.as_str(), &serde_json::from_str(&declaration.text).expect("JSON"));
    }
}
