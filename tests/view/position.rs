//! `position.v1` against its published schema.

use crate::district::EVENTS;
use crate::story::{CATALOGUE, ENTERPRISE, POLICY, Story, WORDS, day, items};
use jsonschema::Validator;
use qizhang::event::TypeId;
use qizhang::policy::{Choices, Program};
use qizhang::position::{Engine, Gap, Position};
use qizhang::timeline::Timeline;
use qizhang::value::{Digest, Position as Place};
use qizhang::view::{Names, POSITION_V1, PositionV1, Stamp};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

static SCHEMA: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(POSITION_V1).unwrap_or_else(|error| panic!("{error}")));

static VALIDATOR: LazyLock<Validator> =
    LazyLock::new(|| jsonschema::validator_for(&SCHEMA).unwrap_or_else(|error| panic!("{error}")));

/// The names of a program under test.
struct Told<'p>(&'p Program);

impl Names for Told<'_> {
    fn event_type(&self, kind: TypeId) -> Arc<str> {
        CATALOGUE.declaration(kind).name.as_str().into()
    }

    fn asked(&self, gap: &Gap) -> Option<Arc<str>> {
        let measure = match gap {
            Gap::Fact { measure, .. } => (*measure)?,
            Gap::Field { measure } | Gap::Reading(measure) => *measure,
            Gap::Term(term) => return self.0.open_terms.get(*term as usize).map(|term| term.name.clone()),
            Gap::Names(_) | Gap::Uncomputable => return None,
        };
        self.0.measure(measure).map(|measure| measure.name.clone())
    }

    fn exclusion(&self, number: usize) -> Arc<str> {
        self.0.exclusions[number].name.clone()
    }

    fn policy(&self, document: usize) -> Arc<str> {
        self.0.documents[document].policy.clone()
    }

    fn option(&self, document: usize, reading: &str) -> Arc<str> {
        let known = POLICY.readings.iter().find(|known| *known.id.0 == *reading);
        let chosen = known.and_then(|known| known.chosen(&self.0.documents[document].choices));
        chosen.unwrap_or_else(|| panic!("no reading {reading}")).token.clone()
    }
}

/// A position as another program would get it.
pub(super) fn shown(position: &Position, program: &Program) -> Value {
    let stamp = Stamp {
        known: Place(1_234),
        root: Digest::of(b"a ledger"),
        policy: program.documents[0].policy.clone(),
        document: program.documents[0].document.clone(),
        policy_digest: Digest::of(b"a policy"),
    };
    let view = PositionV1::of(position, &stamp, &Told(program));
    serde_json::to_value(view).unwrap_or_else(|error| panic!("{error}"))
}

fn accepts(document: &Value) {
    let faults: Vec<String> =
        VALIDATOR.iter_errors(document).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn certified() -> Story {
    Story::new().certified("GR202611000123", "2026-12-02")
}

#[test]
fn every_position_of_a_district_keeps_the_contract() {
    let program = POLICY.program(&CATALOGUE, &Choices::default()).unwrap_or_else(|error| panic!("{error:?}"));
    let timeline = Timeline::build(&CATALOGUE, EVENTS.clone());
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for on in ["2026-06-30", "2030-12-31"] {
        let engine = Engine::new(&timeline, &program, &WORDS, day(on));
        for subject in timeline.subjects() {
            let document = shown(&engine.position(*subject), &program);
            accepts(&document);
            let words = document["items"].as_array().into_iter().flatten().map(|item| &item["outcome"]);
            seen.extend(words.filter_map(Value::as_str).map(str::to_owned));
        }
    }
    let expected = ["due", "missed_call", "no_governing_policy", "refused", "undetermined"];
    assert!(expected.iter().all(|outcome| seen.contains(*outcome)), "the district shows only {seen:?}");
}

#[test]
fn a_paid_item_says_all_of_itself() {
    let spent = json!({"uscc": ENTERPRISE, "year": 2025, "amount": "3456789.12", "basis": "special_audit"});
    let lines = json!([{"grant": "第五条/新认定", "matter": "certificate:GR202611000123", "amount": "345678.91"}]);
    let story = certified()
        .fact("2027-03-31", "rnd.expense_reported", spent)
        .fact("2027-04-02", "application.submitted", json!({"application_no": "S1", "call_year": 2027}))
        .fact("2027-08-20", "grant.approved", json!({"approval_no": "A1", "lines": lines}))
        .fact("2027-09-25", "payment.made", json!({"payment_no": "P1", "approval_no": "A1", "amount": "300000"}));
    let document = shown(&story.position("2027-12-31"), &story.program());
    accepts(&document);
    let found =
        document["items"].as_array().and_then(|items| items.iter().find(|item| item["grant"] == "第五条/新认定"));
    let item = found.expect("the item that was paid");
    let event = |number: u64, on: &str| json!({"position": number, "id": Story::id(number).to_string(), "day": on});
    assert_eq!(item["fact_events"], json!([event(2, "2026-12-02")]));
    assert_eq!(
        item["application"],
        json!({
            "day": "2027-04-02", "basis": "submitted", "event": event(4, "2027-04-02"), "test_day": "2027-04-02",
            "governed_on": "2027-01-01", "call_recorded": false,
        })
    );
    assert_eq!(item["event_positions"], json!([1, 2, 3, 4, 5, 6]));
    for (field, expected) in [
        ("gross", "345678.91"),
        ("net", "345678.91"),
        ("approved", "345678.91"),
        ("paid", "300000.00"),
        ("outstanding", "45678.91"),
        ("overpaid", "0.00"),
        ("policy", "changping-2025-8"),
        ("outcome", "due"),
    ] {
        assert_eq!(item[field], expected, "{field}");
    }
    assert!(item["readings"].as_array().is_some_and(|readings| {
        readings.contains(&json!({"reading": "R5.3", "option": "year_before_certificate"}))
    }));
    assert_eq!(document["statuses"][0]["holds"], true);
}

#[test]
fn what_is_withheld_is_its_own_amount() {
    let lines = json!([{"grant": "第四条/首次入库", "matter": "cultivation_list:L1", "amount": "10000"}]);
    let accident = json!({"accident_on": "2027-09-01", "level": "一般事故", "authority": "区应急管理局"});
    let story = Story::new()
        .fact("2026-03-01", "cultivation_list.entered", json!({"list_no": "L1"}))
        .fact("2027-08-20", "grant.approved", json!({"approval_no": "A1", "lines": lines}))
        .fact("2027-08-25", "payment.made", json!({"payment_no": "P1", "approval_no": "A1", "amount": "4000"}))
        .fact("2027-09-01", "conduct.accident_recorded", accident);
    let document = shown(&story.position("2027-12-31"), &story.program());
    accepts(&document);
    let item = &document["items"][0];
    let amounts = ["net", "paid", "outstanding", "overpaid", "withheld", "withheld_since"].map(|field| &item[field]);
    assert_eq!(amounts, ["10000.00", "4000.00", "0.00", "0.00", "6000.00", "2027-09-01"]);
}

#[test]
fn what_is_not_known_names_what_would_settle_it() {
    let story = certified();
    let document = shown(&story.position("2027-06-30"), &story.program());
    accepts(&document);
    let reason = &document["items"][0]["undetermined"][0];
    assert_eq!(reason["kind"], "fact");
    assert_eq!(reason["event_type"], "rnd.expense_reported");
    assert!(reason["measure"].is_string() && reason["term"].is_null());
    assert_eq!(document["issues"][0]["kind"], "undetermined");
}

#[test]
fn bounds_choices_and_caps_say_what_they_took() {
    let set = |key: &str| json!({"product_key": key, "level": "national"});
    let spent = json!({"uscc": ENTERPRISE, "year": 2025, "amount": "90000000", "basis": "special_audit"});
    let story = certified()
        .fact("2026-03-01", "new_product.recognized", json!({"product_key": "P1", "cert_no": "N1"}))
        .fact("2026-03-02", "first_set.recognized", set("P1"))
        .fact("2026-04-01", "first_set.recognized", set("P2"))
        .fact("2026-05-01", "first_set.recognized", set("P3"))
        .fact("2026-05-02", "first_set.recognized", set("P4"))
        .fact("2026-05-03", "first_set.recognized", set("P5"))
        .fact("2027-03-31", "rnd.expense_reported", spent);
    let position = story.position("2027-06-30");
    let document = shown(&position, &story.program());
    accepts(&document);
    let all = || document["items"].as_array().into_iter().flatten();
    assert!(all().any(|item| item["floor_or_ceiling"]["hit"] == "ceiling"));
    let excluded = all().filter_map(|item| item["excluded"].get(0)).find(|excluded| excluded["by"] == "item");
    assert!(excluded.is_some_and(|excluded| excluded["grant"].is_string() && excluded["matter"].is_string()));
    let cut = all().find_map(|item| item["cap_cut"].get(0)).unwrap_or_else(|| panic!("nothing is cut"));
    let cap = document["caps"].as_array().into_iter().flatten().find(|cap| cap["cap"] == cut["cap"]);
    assert!(cap.is_some_and(|cap| cap["left"] == "0.00" && cap["period"] == cut["period"]));
    assert!(!items(&position, "第十四条/首台套").is_empty());
}

#[test]
fn money_whose_fact_is_gone_is_shown_without_a_document() {
    let lines = json!([{"grant": "第四条/首次入库", "matter": "cultivation_list:L1", "amount": "10000"}]);
    let story = Story::new().fact("2027-08-20", "grant.approved", json!({"approval_no": "A1", "lines": lines})).fact(
        "2027-09-25",
        "payment.made",
        json!({"payment_no": "P1", "approval_no": "A1", "amount": "10000"}),
    );
    let document = shown(&story.position("2027-12-31"), &story.program());
    accepts(&document);
    let item = &document["items"][0];
    assert_eq!((&item["outcome"], &item["overpaid"]), (&json!("fact_gone"), &json!("10000.00")));
    assert!(item["policy"].is_null() && item["fact_events"] == json!([]));
}

#[test]
fn a_spoilt_document_is_refused() {
    let story = certified();
    let good = shown(&story.position("2027-06-30"), &story.program());
    accepts(&good);
    let spoil: [fn(&mut Value); 7] = [
        |document| document["items"][0]["net"] = json!(0),
        |document| document["items"][0]["net"] = json!("0"),
        |document| document["items"][0]["bonus"] = json!("1.00"),
        |document| document["items"][0]["outcome"] = json!("perhaps"),
        |document| document["format"] = json!("position.v2"),
        |document| document["statuses"][0]["until"] = json!("never"),
        |document| {
            document.as_object_mut().map(|document| document.remove("root"));
        },
    ];
    for (number, spoil) in spoil.iter().enumerate() {
        let mut spoilt = good.clone();
        spoil(&mut spoilt);
        assert!(!VALIDATOR.is_valid(&spoilt), "spoilt in way {number} and still accepted");
    }
}

#[test]
fn the_schema_is_closed_and_speaks_both_languages() {
    let mut open = vec![(String::new(), &*SCHEMA)];
    while let Some((at, schema)) = open.pop() {
        if schema["type"] == "object" {
            assert_eq!(schema["additionalProperties"], false, "{at} is open");
            let names = schema["properties"].as_object().into_iter().flatten().map(|(name, _)| name.as_str());
            let required = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
            let (names, required): (BTreeSet<&str>, BTreeSet<&str>) = (names.collect(), required.collect());
            assert_eq!(names, required, "{at} has a field that may be missing");
        }
        for (group, named) in [("properties", true), ("$defs", true), ("items", false)] {
            if !named {
                open.extend(schema.get(group).map(|inner| (format!("{at}/{group}"), inner)));
                continue;
            }
            for (name, inner) in schema.get(group).and_then(Value::as_object).into_iter().flatten() {
                let text = inner["description"].as_str().unwrap_or_default();
                let chinese = text.chars().any(|letter| ('\u{4e00}'..='\u{9fff}').contains(&letter));
                let english =
                    text.split(' ').skip(1).any(|word| word.bytes().next().is_some_and(|b| b.is_ascii_alphabetic()));
                assert!(chinese && english, "{at}/{name} is not described in both languages");
                open.push((format!("{at}/{name}"), inner));
            }
        }
    }
}
