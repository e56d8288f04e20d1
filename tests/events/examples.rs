//! Every example of every declaration is what it claims to be.

use super::files::{CATALOGUE, DECLARATIONS};

#[test]
fn every_example_is_accepted() {
    for declaration in DECLARATIONS.iter() {
        let id = CATALOGUE.type_id(&declaration.name).expect("declared");
        for (number, example) in declaration.examples.iter().enumerate() {
            let read = CATALOGUE.decode_version(id, declaration.version, &example.to_string());
            assert!(read.is_ok(), "{} example {number}: {:?}", declaration.name, read.err());
        }
    }
}

#[test]
fn every_refused_example_is_refused_with_its_code() {
    for declaration in DECLARATIONS.iter() {
        let id = CATALOGUE.type_id(&declaration.name).expect("declared");
        for (number, (body, code)) in declaration.refused.iter().enumerate() {
            let read = CATALOGUE.decode_version(id, declaration.version, &body.to_string());
            let told = read.as_ref().err().map(|refusal| refusal.fault.code());
            assert_eq!(told, Some(&**code), "{} x-refused {number}: {body} gave {read:?}", declaration.name);
        }
    }
}

#[test]
fn every_declaration_has_a_smallest_and_a_full_example() {
    for declaration in DECLARATIONS.iter() {
        assert!(declaration.examples.len() >= 2, "{} has too few examples", declaration.name);
    }
}
