//! Article 15 and the first paragraph of article 16: what an evaluation says, up to a yearly cap.

use crate::story::{Story, code, day, items, nth_code};
use qizhang::position::Outcome;
use serde_json::json;

const STRONG: &str = "第十五条/规升强";
const SERVICE: &str = "第十六条/服务机构";
const ON: &str = "2027-06-30";

fn listed() -> Story {
    Story::new().certified("GR1", "2025-01-10").fact("2026-02-01", "strong_list.entered", json!({"list_no": "Q1"}))
}

fn evaluated(story: Story, amount: &str) -> Story {
    story.fact("2027-05-01", "growth.evaluated", json!({"year": 2026, "grade": "优秀", "approved_amount": amount}))
}

#[test]
fn as_evaluated_up_to_two_million() {
    for (amount, due) in
        [("0.00", "0.00"), ("1999999.99", "1999999.99"), ("2000000.00", "2000000.00"), ("2000000.01", "2000000.00")]
    {
        assert_eq!(evaluated(listed(), amount).net(STRONG, ON), due, "{amount}");
    }
}

#[test]
fn until_the_evaluation_it_is_open() {
    let position = listed().position(ON);
    let found = items(&position, STRONG);
    assert_eq!(found.len(), 1, "one for 2026, which is over");
    assert!(matches!(found[0].outcome, Outcome::Undetermined(_)));
    let left = evaluated(listed(), "500000.00").fact(
        "2026-12-01",
        "strong_list.exited",
        json!({"list_no": "Q1", "reason": "规模下降"}),
    );
    assert_eq!(left.net(STRONG, ON), "0.00", "off the list on the day tested");
    assert!(items(&left.position("2029-06-30"), STRONG).len() == 1, "no item for years it was not listed in");
}

#[test]
fn a_service_institution_as_evaluated() {
    let org = nth_code(3);
    for (amount, due) in [("800000.00", "800000.00"), ("2000000.00", "2000000.00"), ("2000000.01", "2000000.00")] {
        let story = Story::default().registered(&org, "service_org").fact(
            "2027-04-01",
            "service_org.evaluated",
            json!({"uscc": org, "year": 2026, "role": "service_institution", "approved_amount": amount}),
        );
        assert_eq!(crate::story::net(&story.position_of(&org, ON), SERVICE), due, "{amount}");
    }
}

#[test]
fn filing_is_approval_where_every_bound_is_met() {
    let filed = |since: &str, above: bool, field: &str, domestic: &str| {
        Story::new()
            .fact(
                "2026-04-01",
                "rnd.expense_reported",
                json!({"year": 2025, "amount": "1000000000.00", "domestic_amount": domestic, "basis": "special_audit"}),
            )
            .fact(
                "2026-05-01",
                "filing_pilot.applied",
                json!({"field": field, "in_business_since": since, "above_scale": above}),
            )
    };
    let entitled = |story: &Story| {
        let position = story.position("2026-06-01");
        let duty = position
            .duties
            .into_iter()
            .find(|duty| &*duty.duty == "第六条/报备即批准")
            .unwrap_or_else(|| panic!("it is declared"));
        duty.entitled
    };
    let cases = [
        ("2025-05-01", true, "biomedicine", "500000000.00", true),
        ("2025-05-02", true, "biomedicine", "500000000.00", false),
        ("2025-05-01", false, "biomedicine", "500000000.00", false),
        ("2025-05-01", true, "other", "500000000.00", false),
        // 49.9999999% and 50%.
        ("2025-05-01", true, "key_materials", "499999999.00", false),
        ("2025-05-01", true, "key_materials", "500000000.01", true),
    ];
    for (since, above, field, domestic, yes) in cases {
        assert_eq!(entitled(&filed(since, above, field, domestic)), Ok(yes), "{since} {above} {field} {domestic}");
    }
    let unknown = Story::new().fact(
        "2026-05-01",
        "filing_pilot.applied",
        json!({"field": "biomedicine", "in_business_since": "2020-01-01", "above_scale": true}),
    );
    assert!(entitled(&unknown).is_err(), "no R&D expense on record");
}

#[test]
fn registers_add_up() {
    let (one, two) = (nth_code(1), nth_code(2));
    let story = Story::default()
        .registered(&one, "enterprise")
        .fact(
            "2026-01-05",
            "space.registered",
            json!({"site_key": "K1", "name": "一号楼", "kind": "laboratory", "area": 1000}),
        )
        .fact("2026-02-01", "space.allocated", json!({"site_key": "K1", "uscc": one, "area": 300}))
        .fact("2026-03-01", "space.allocated", json!({"site_key": "K1", "uscc": two, "area": 500}))
        .fact("2026-06-01", "space.released", json!({"site_key": "K1", "uscc": two, "area": 500}))
        .fact("2026-01-05", "quota.allotted", json!({"uscc": one, "kind": "housing_quota", "year": 2026, "count": 5}))
        .fact("2026-04-01", "service.provided", json!({"uscc": one, "kind": "housing_quota", "count": 2}))
        .fact("2026-05-01", "service.provided", json!({"uscc": one, "kind": "residence_permit_quota", "count": 1}));
    let left = |name: &str, on: &str| -> Vec<(i64, usize)> {
        let program = story.program();
        let register = program
            .registers
            .iter()
            .find(|register| &*register.name == name)
            .unwrap_or_else(|| panic!("it is declared"));
        story.with_engine(&program, day(on), |engine| {
            engine.register(register, None).iter().map(|row| (row.left(), row.holders.len())).collect()
        })
    };
    assert_eq!(left("第十九条/产业空间", "2026-02-28"), [(700, 1)]);
    assert_eq!(left("第十九条/产业空间", "2026-05-31"), [(200, 2)]);
    assert_eq!(left("第十九条/产业空间", "2026-06-01"), [(700, 1)]);
    assert_eq!(left("第十八条/指标", "2026-12-31"), [(3, 1), (-1, 1)], "one was given that nobody allotted");
    let _ = code(&one);
}
