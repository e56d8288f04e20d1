//! What was compiled lately is what would be compiled now.

use crate::story::{CATALOGUE, DOCUMENTS, POLICY};
use qizhang::event::{Catalogue, Declaration};
use qizhang::policy::{Choices, Compiled, Policy, Program};
use qizhang::value::Position;
use std::sync::Arc;

/// The types, and one whose name comes before all others, so that each has another number.
fn shifted() -> Catalogue {
    let bounced = CATALOGUE.type_id_of("payment.bounced").map(|kind| CATALOGUE.declaration(kind).text.to_string());
    let other = bounced.and_then(|text| Declaration::parse(&text.replace("payment.bounced", "aaa.bounced")).ok());
    let other = other.unwrap_or_else(|| panic!("a declaration"));
    CATALOGUE.with(&other, Position(1)).unwrap_or_else(|error| panic!("{error:?}"))
}

fn directly(policies: &[Policy], catalogue: &Catalogue, choices: &[Choices]) -> Program {
    Policy::joined(policies, catalogue, choices).unwrap_or_else(|error| panic!("{error:?}"))
}

#[test]
fn every_option_asked_for_again_is_what_it_was() {
    let (compiled, catalogue) = (Compiled::default(), Arc::new(CATALOGUE.clone()));
    let known = directly(&DOCUMENTS, &catalogue, &[]);
    let options = || {
        let readings = DOCUMENTS.iter().flat_map(|policy| &policy.readings);
        readings.flat_map(|reading| reading.options.iter().map(|option| (&reading.id, &*option.token)))
    };
    assert!(options().count() > 96, "more than are kept, so that some are compiled anew");
    // Twice, and then backwards: those used last first.
    let twice = options().chain(options()).chain(options().collect::<Vec<_>>().into_iter().rev());
    for (reading, option) in twice {
        let told = compiled.flipped(&DOCUMENTS, &catalogue, &known, (reading, option));
        let expected = Policy::flipped(&DOCUMENTS, &catalogue, &known, (reading, option));
        assert!(told == expected, "{reading:?} {option}");
    }
}

#[test]
fn other_rules_other_types_and_other_readings_are_told_apart() {
    let compiled = Compiled::default();
    let (plain, other) = (Arc::new(CATALOGUE.clone()), Arc::new(shifted()));
    assert!(plain.type_id_of("payment.made") != other.type_id_of("payment.made"));
    let reading = &POLICY.readings[0];
    let choices = [Choices::default(), Choices::default().with(&reading.id, &reading.options[1].token)];
    let policies = [&DOCUMENTS[..1], &DOCUMENTS[..]];
    let mut seen: Vec<Program> = Vec::new();
    for turn in 0..2 {
        for (policies, catalogue) in policies.iter().flat_map(|one| [(*one, &plain), (*one, &other)]) {
            for choices in &choices {
                let all = vec![choices.clone(); policies.len()];
                let told = compiled.joined(policies, catalogue, &all).unwrap_or_else(|error| panic!("{error:?}"));
                assert!(*told == directly(policies, catalogue, &all), "turn {turn}");
                seen.push(Program::clone(&told));
            }
        }
    }
    assert!(seen[..8].iter().enumerate().all(|(at, one)| !seen[..at].contains(one)), "eight programs that differ");
}

#[test]
fn as_many_other_documents_read_alike_are_told_apart() {
    let (compiled, catalogue) = (Compiled::default(), Arc::new(CATALOGUE.clone()));
    let none = [Choices::default()];
    for _ in 0..2 {
        for policy in DOCUMENTS.iter() {
            let one = std::slice::from_ref(policy);
            let told = compiled.joined(one, &catalogue, &none).unwrap_or_else(|error| panic!("{error:?}"));
            assert!(*told == directly(one, &catalogue, &none), "{}", policy.id);
        }
    }
}

#[test]
fn a_text_is_read_once_and_another_one_is_another() {
    let compiled = Compiled::default();
    let text = super::file();
    let changed = text.replace("\nyears = 5", "\nyears = 6");
    for _ in 0..2 {
        for text in [&text, &changed] {
            let policy = compiled.policy(text).expect("a policy");
            assert_eq!((policy.text(), policy.digest), (text.as_str(), Policy::parse(text).expect("a policy").digest));
        }
        assert!(compiled.policy("format = 1").is_err() && compiled.policy("").is_err());
    }
}
