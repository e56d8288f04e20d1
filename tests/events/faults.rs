//! Which fault of a body is told, and where.

use qizhang::event::{BodyRefusal, Catalogue, Declaration, TypeId};

const DEED: &str = include_str!("deed.json");

fn refusal(body: &str) -> BodyRefusal {
    let catalogue = Catalogue::new(vec![Declaration::parse(DEED).expect("in the profile")]).expect("one type");
    catalogue.decode_body(TypeId(0), body).expect_err("refused")
}

#[test]
fn the_place_and_the_fault_are_told() {
    let rows: &[(&str, &str, &str)] = &[
        // body, place, code
        (r#"{"deed_no":"A1","amount":"5","units":[{"rank":1},{"rank":0}]}"#, "units[1].rank", "too-small"),
        (r#"{"deed_no":"A1","amount":"5","units":[{"rank":100}]}"#, "units[0].rank", "too-large"),
        (r#"{"deed_no":"A1","amount":"5","units":[{}]}"#, "units[0].rank", "missing-field"),
        (r#"{"deed_no":"A1","amount":"5","units":[{"rank":1,"rang":1}]}"#, "units[0].rang", "unknown-field"),
        (r#"{"deed_no":"A1","amount":"5","units":[7]}"#, "units[0]", "wrong-type"),
        (r#"{"deed_no":"A1","amount":"5","units":[]}"#, "units", "too-few"),
        (r#"{"deed_no":"A1","amount":"5","units":[{"rank":1},{"rank":1},{"rank":1},{"rank":1}]}"#, "units", "too-many"),
        (r#"{"deed_no":"A1","amount":5,"units":[{"rank":1}]}"#, "amount", "wrong-type"),
        (r#"{"deed_no":"A1","amount":5.25,"units":[{"rank":1}]}"#, "amount", "wrong-type"),
        (r#"{"deed_no":"A1","amount":"5.255","units":[{"rank":1}]}"#, "amount", "bad-amount"),
        (r#"{"deed_no":"A1","amount":null,"units":[{"rank":1}]}"#, "amount", "wrong-type"),
        (r#"{"deed_no":"A1","amount":"5","units":[{"rank":1.0}]}"#, "units[0].rank", "wrong-type"),
        (r#"{"deed_no":"A1","deed_no":"A1","amount":"5","units":[{"rank":1}]}"#, "deed_no", "repeated-field"),
        (r#"{"deed_no":"A1","amount":"5","units":[{"rank":1,"rank":1}]}"#, "units[0].rank", "repeated-field"),
        (r#"{"deed_no":"","amount":"5","units":[{"rank":1}]}"#, "deed_no", "too-short"),
        (r#"{"deed_no":"企业创新企业","amount":"5","units":[{"rank":1}]}"#, "deed_no", "too-long"),
        (r#"{"deed_no":"A1","amount":"5","units":[{"rank":1}],"grade":"hi"}"#, "grade", "not-in-list"),
        (r#"{"deed_no":"A1","amount":"5","units":[{"rank":1}],"on":"2026-02-29"}"#, "on", "bad-day"),
        ("[]", "", "wrong-type"),
        ("7", "", "wrong-type"),
        ("", "", "not-json"),
        (r#"{"deed_no":"A1""#, "", "not-json"),
        (r#"{"deed_no":"A1","amount":"5","units":[{"rank":1}]} x"#, "", "not-json"),
    ];
    for (body, place, code) in rows {
        let told = refusal(body);
        assert_eq!((told.field.as_str(), told.fault.code()), (*place, *code), "{body}");
    }
}

#[test]
fn the_first_fault_of_the_text_is_told_and_missing_fields_last() {
    let told = refusal(r#"{"amount":"x","deed_no":""}"#);
    assert_eq!((told.field.as_str(), told.fault.code()), ("amount", "bad-amount"), "not deed_no, not units");
    let told = refusal(r#"{"units":[{"rank":1}]}"#);
    assert_eq!((told.field.as_str(), told.fault.code()), ("deed_no", "missing-field"), "the first in the declaration");
}

#[test]
fn a_near_miss_gets_a_suggestion() {
    let told = refusal(r#"{"deed_nr":"A1"}"#);
    assert_eq!(format!("{:?}", told.fault), r#"Unknown { nearest: Some("deed_no") }"#);
    let told = refusal(r#"{"grade":"hihg"}"#);
    assert_eq!(format!("{:?}", told.fault), r#"NotInList { allowed: ["high", "low"], nearest: Some("high") }"#);
    let told = refusal(r#"{"something_else_entirely":"A1"}"#);
    assert_eq!(format!("{:?}", told.fault), "Unknown { nearest: None }");
}
