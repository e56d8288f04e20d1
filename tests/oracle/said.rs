//! What is looked up by what it says is what a look at every fact finds.

use crate::story::{CATALOGUE, POLICY};
use qizhang::event::Slot;
use qizhang::position::{Engine, FactRef};
use qizhang::timeline::{Fact, Timeline};
use std::collections::BTreeSet;

fn district() -> Timeline {
    Timeline::build(&CATALOGUE, crate::district::EVENTS.to_vec())
}

#[test]
fn facts_found_by_a_word_are_those_that_say_it_in_their_order() {
    let timeline = district();
    let (mut texts, mut ids) = (0, 0);
    for kind in CATALOGUE.ids() {
        for field in 0..CATALOGUE.declaration(kind).fields.len() {
            let slots: Vec<&Slot> = timeline.of_kind(kind).map(|fact| fact.record.get(field)).collect();
            for slot in slots.iter().step_by(slots.len() / 20 + 1) {
                let says = |fact: &&Fact| match slot.text() {
                    Some(text) => fact.record.get(field).text() == Some(text),
                    None => fact.record.get(field).id() == slot.id(),
                };
                let plain: Vec<FactRef> = timeline.of_kind(kind).filter(says).map(FactRef::of).collect();
                let of = |found: Vec<_>| -> Vec<FactRef> {
                    found.into_iter().filter_map(|ix| timeline.fact(ix)).map(FactRef::of).collect()
                };
                match (slot.text(), slot.id()) {
                    (Some(text), _) => {
                        assert_eq!(of(timeline.saying(kind, field, text)), plain, "{text}");
                        texts += 1;
                    }
                    (None, Some(_)) => ids += 1,
                    (None, None) => assert_eq!(timeline.saying_as(kind, field, slot), None),
                }
                if slot.text().is_some() || slot.id().is_some() {
                    assert_eq!(timeline.saying_as(kind, field, slot).map(of), Some(plain));
                }
            }
            assert_eq!(timeline.saying(kind, field, "说不到的话"), Vec::new());
        }
    }
    assert!(texts > 1_000 && ids > 0, "{texts} texts, {ids} ids");
}

/// The registers of each subject together have every fact that the registers of everybody have, each with its own.
#[test]
fn the_registers_of_each_subject_are_those_of_everybody_apart() {
    let (timeline, on) = (district(), crate::story::day("2030-12-31"));
    let program = POLICY.program(&CATALOGUE, &qizhang::policy::Choices::default()).expect("compiles");
    let engine = Engine::new(&timeline, &program, &super::compare::WORDS, on);
    let whose = |fact: &FactRef| {
        let fact = timeline.by_id(fact.id).expect("it stands");
        fact.record.get(CATALOGUE.field(fact.kind, "uscc").unwrap_or(usize::MAX)).code()
    };
    for register in &program.registers {
        let rows = engine.register(register, None);
        let all: BTreeSet<FactRef> = rows.iter().flat_map(|row| row.facts.iter().copied()).collect();
        let mut apart: BTreeSet<FactRef> = BTreeSet::new();
        for subject in timeline.subjects() {
            for row in engine.register(register, Some(*subject)) {
                assert!(row.facts.iter().all(|fact| whose(fact) == Some(*subject)));
                let there = rows.iter().find(|other| other.key == row.key).expect("it is in the whole register");
                assert!(row.facts.iter().all(|fact| there.facts.contains(fact)));
                apart.extend(row.facts);
            }
        }
        let named = all.into_iter().filter(|fact| whose(fact).is_some()).collect::<BTreeSet<_>>();
        assert_eq!(apart, named, "{}", register.name);
    }
}
