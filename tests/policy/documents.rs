//! Several documents in one ledger: which one governs a fact, and what passes from one to the next.

use crate::story::{CATALOGUE, DOCUMENTS, ENTERPRISE, Story, day, items, net, place};
use qizhang::policy::{Amendment, Policy};
use qizhang::position::{Item, Outcome, Position};
use serde_json::json;

const PRODUCT: &str = "第十三条/新产品";
const SET: &str = "第十四条/首台套";
const LISTED: &str = "第四条/首次入库";
const FIRST: &str = "第五条/新认定";
const FENGTAI: &str = "第一条/首次或迁入";

fn holder() -> Story {
    let certificate = json!({"cert_no": "GR1", "issued_on": "2022-10-10", "track": "ordinary"});
    let renewed = json!({"cert_no": "GR2", "issued_on": "2025-10-11", "track": "ordinary"});
    Story::new()
        .fact("2022-10-10", "hightech.certified", certificate)
        .fact("2025-10-11", "hightech.certified", renewed)
        .under_all()
}

fn product(story: Story, on: &str, key: &str) -> Story {
    story.fact(on, "new_product.recognized", json!({"product_key": key, "cert_no": format!("N-{key}-{on}")}))
}

/// The policy that answers for the one item of a grant.
fn policy_of(story: &Story, position: &Position, grant: &str) -> String {
    let found = items(position, grant);
    let [item] = found.as_slice() else { panic!("{} items of {grant}", found.len()) };
    story.program().document(item.document).policy.to_string()
}

fn governs(story: &Story, on: &str) -> String {
    policy_of(story, &story.position(on), PRODUCT)
}

#[test]
fn every_file_holds_under_every_option() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("events/policies");
    for name in ["changping-2024-5.toml", "samples/fengtai-sample.toml"] {
        let text = std::fs::read_to_string(root.join(name)).expect("the file is there");
        let checked = Policy::parse(&text).and_then(|policy| policy.check(&CATALOGUE));
        checked.unwrap_or_else(|error| panic!("{name}: {}: {error:?}", place(&text, error.span.start)));
    }
}

#[test]
fn a_fact_of_january_2025_under_each_reading() {
    let story = product(holder(), "2025-01-15", "P1");
    assert_eq!(governs(&story, "2026-06-30"), "changping-2025-8", "its call opens in 2026");
    assert_eq!(governs(&story.clone().read("R23.1", "fact_day"), "2026-06-30"), "changping-2024-5");
    let lines = json!([{"grant": PRODUCT, "matter": "product:P1", "amount": "50000.00"}]);
    let approved = |on: &str| story.clone().fact(on, "grant.approved", json!({"approval_no": "PF1", "lines": lines}));
    for (decided, policy) in [("2025-09-04", "changping-2024-5"), ("2025-09-05", "changping-2025-8")] {
        let read = approved(decided).read("R23.1", "decision_day");
        assert_eq!(governs(&read, "2026-06-30"), policy, "decided on {decided}");
    }
}

#[test]
fn the_days_on_which_documents_meet() {
    for (fact, policy, governed) in [
        ("2022-12-31", "changping-2025-8", false),
        ("2023-01-01", "changping-2024-5", true),
        ("2024-12-31", "changping-2024-5", true),
        ("2025-01-01", "changping-2025-8", true),
        ("2029-12-31", "changping-2025-8", true),
        ("2030-01-01", "changping-2025-8", false),
    ] {
        let story = product(holder(), fact, "P1");
        let position = story.position("2031-06-30");
        let item = items(&position, PRODUCT)[0];
        assert_eq!(policy_of(&story, &position, PRODUCT), policy, "{fact}");
        let ungoverned = matches!(item.outcome, Outcome::NoGoverningPolicy(_));
        assert_eq!(ungoverned, !governed, "{fact}: {:?}", item.outcome);
    }
    let read = |fact: &str| governs(&product(holder(), fact, "P1").read("R23.1", "fact_day"), "2031-06-30");
    assert_eq!([read("2025-09-04"), read("2025-09-05")], ["changping-2024-5", "changping-2025-8"]);
}

#[test]
fn who_moves_in_with_a_certificate_is_like_new_under_the_one_document_only() {
    let moved = |on: &str| {
        let data = json!({"from": "海淀区", "to": "昌平区", "whole": true});
        Story::default()
            .fact(
                "2010-01-04",
                "enterprise.registered",
                json!({"uscc": ENTERPRISE, "name": "北京某某科技有限公司", "kind": "enterprise", "district": "海淀区"}),
            )
            .fact(
                "2023-12-01",
                "hightech.certified",
                json!({"cert_no": "GR1", "issued_on": "2023-12-01", "track": "ordinary"}),
            )
            .fact(
                "2023-03-01",
                "rnd.expense_reported",
                json!({"year": 2022, "amount": "3000000.00", "basis": "special_audit"}),
            )
            .fact(on, "enterprise.relocated", data)
            .under_all()
    };
    assert_eq!(moved("2024-06-01").net(FIRST, "2025-06-30"), "300000.00", "governed by the one of 2024");
    assert_eq!(moved("2025-06-01").net(FIRST, "2026-06-30"), "0.00", "governed by the one of 2025");
    assert_eq!(moved("2025-06-01").read("R5.2", "like_first").net(FIRST, "2026-06-30"), "300000.00");
}

#[test]
fn a_first_entry_is_the_first_across_documents() {
    let listed =
        |story: Story, on: &str, number: &str| story.fact(on, "cultivation_list.entered", json!({"list_no": number}));
    let story = listed(listed(Story::new().under_all(), "2024-03-01", "L1"), "2026-03-01", "L2");
    let nets = |story: &Story| -> Vec<String> {
        items(&story.position("2027-02-28"), LISTED).iter().map(|item| item.net.to_yuan()).collect()
    };
    assert_eq!(nets(&story), ["10000.00", "0.00"]);
    assert_eq!(nets(&story.read("R4.1", "new_list_new_first")), ["10000.00", "10000.00"]);
}

#[test]
fn one_matter_is_not_paid_under_two_documents() {
    let story = product(holder(), "2024-03-01", "P1");
    let lines = json!([{"grant": PRODUCT, "matter": "product:P1", "amount": "50000.00"}]);
    let story = story.fact("2025-05-01", "grant.approved", json!({"approval_no": "PF1", "lines": lines}));
    let story = story.fact("2026-03-01", "first_set.recognized", json!({"product_key": "P1", "level": "national"}));
    let position = story.position("2027-06-30");
    assert_eq!((net(&position, PRODUCT).as_str(), net(&position, SET).as_str()), ("50000.00", "450000.00"));
    let documents: Vec<usize> = [PRODUCT, SET].iter().map(|grant| items(&position, grant)[0].document).collect();
    assert_eq!(documents, [0, 1]);
}

#[test]
fn another_district_speaks_of_those_who_are_there() {
    let story = holder();
    assert!(items(&story.position("2027-06-30"), FENGTAI).is_empty(), "never in the other district");
    let story =
        story.fact("2026-05-01", "enterprise.relocated", json!({"from": "昌平区", "to": "丰台区", "whole": true}));
    let position = story.position("2027-06-30");
    assert_eq!(net(&position, FENGTAI), "300000.00");
    let of = |item: &&Item| story.program().document(item.document).district.to_string();
    let districts: Vec<String> =
        position.items.iter().filter(|item| item.net.is_positive()).map(|item| of(&item)).collect();
    assert_eq!(districts, ["丰台区"], "nothing of Changping once it left");
}

#[test]
fn a_document_that_takes_the_place_of_another_ends_it() {
    let with = |last: &str| {
        let text = std::fs::read_to_string(
            std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("events/policies/changping-2024-5.toml"),
        )
        .expect("the file is there")
        .replace("last_on = 2025-09-04", last);
        let first = Policy::parse(&text).unwrap_or_else(|error| panic!("{error:?}"));
        let program = Policy::joined(&[first, DOCUMENTS[1].clone()], &CATALOGUE, &[]);
        program.unwrap_or_else(|error| panic!("{error:?}")).documents[0].force.last
    };
    assert_eq!(with("last_on = 2025-09-04"), day("2025-09-04"));
    assert_eq!(with("years = 5"), day("2025-09-04"), "the later document says that it repeals this one");
    assert_eq!(with("last_on = 2025-06-30"), day("2025-06-30"), "what ended before stays ended");
}

#[test]
fn a_change_of_a_parameter_is_of_its_own_document() {
    let story = product(product(holder(), "2024-03-01", "P1"), "2026-03-01", "P2");
    let nets = |policy: &str, from: &str| -> Vec<String> {
        let mut program = story.program();
        let (path, value) = ("第十三条/新产品/金额".into(), "6万元".into());
        let strangers = program.amend(policy, &[Amendment { path, from: day(from), value, unit: "yuan".into() }]);
        assert!(strangers.is_empty(), "{strangers:?}");
        items(&story.under(&program, "2027-06-30"), PRODUCT).iter().map(|item| item.net.to_yuan()).collect()
    };
    assert_eq!(nets("changping-2024-5", "2024-06-01"), ["60000.00", "50000.00"]);
    assert_eq!(nets("changping-2025-8", "2026-01-01"), ["50000.00", "60000.00"]);
}
