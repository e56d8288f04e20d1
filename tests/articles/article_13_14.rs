//! Articles 13, 14 and 22: products, first sets, materials, and the best for one product.

use crate::story::{Story, day, items, net};
use qizhang::policy::Amendment;
use qizhang::position::{ExcludedBy, Item};
use serde_json::{Value, json};

const PRODUCT: &str = "第十三条/新产品";
const SET: &str = "第十四条/首台套";
const MATERIAL: &str = "第十四条/新材料";

fn holder() -> Story {
    Story::new().certified("GR1", "2025-12-01")
}

fn holder_since_2024() -> Story {
    Story::new().certified("GR1", "2024-12-01")
}

fn product(story: Story, on: &str, key: &str, number: &str) -> Story {
    story.fact(on, "new_product.recognized", json!({"product_key": key, "cert_no": number}))
}

fn set(story: Story, on: &str, key: &str, level: &str) -> Story {
    story.fact(on, "first_set.recognized", json!({"product_key": key, "level": level}))
}

#[test]
fn two_new_products_a_year() {
    let mut story = holder();
    for (count, due) in [(1, "50000.00"), (2, "100000.00"), (3, "100000.00")] {
        story = product(story, "2026-03-01", &format!("P{count}"), &format!("N{count}"));
        assert_eq!(story.net(PRODUCT, "2027-06-30"), due, "{count} products");
    }
}

#[test]
fn a_product_recognised_again() {
    let story = product(product(holder(), "2026-03-01", "P1", "N1"), "2027-03-01", "P1", "N2");
    let position = story.position("2027-12-31");
    let nets: Vec<String> = items(&position, PRODUCT).iter().map(|item| item.net.to_yuan()).collect();
    assert_eq!(nets, ["50000.00", "0.00"], "among equals the earlier one stands");
    assert_eq!(story.read("R13.1", "per_certificate").net(PRODUCT, "2027-12-31"), "100000.00");
}

#[test]
fn first_sets_and_materials_share_a_cap() {
    let story = set(set(holder(), "2026-03-01", "P1", "national"), "2026-04-01", "P2", "municipal");
    assert_eq!(story.net(SET, "2027-06-30"), "1000000.00", "the cap met exactly");
    let data = json!({"material_key": "M1", "role": "producer"});
    let story = story.fact("2026-05-01", "new_material.first_applied", data);
    assert_eq!(
        (story.net(SET, "2027-06-30").as_str(), story.net(MATERIAL, "2027-06-30").as_str()),
        ("1000000.00", "0.00")
    );
}

#[test]
fn a_material_is_its_producers_or_its_first_users() {
    for (role, default, other) in [("producer", "500000.00", "0.00"), ("first_user", "0.00", "500000.00")] {
        let data = json!({"material_key": "M1", "role": role});
        let story = holder().fact("2026-05-01", "new_material.first_applied", data);
        assert_eq!(story.net(MATERIAL, "2027-06-30"), default, "{role}");
        assert_eq!(story.read("R14.2", "first_user").net(MATERIAL, "2027-06-30"), other, "{role}");
    }
}

#[test]
fn one_product_recognised_by_the_state_and_by_beijing() {
    let story = set(set(holder(), "2026-03-01", "P1", "municipal"), "2027-03-01", "P1", "national");
    assert_eq!(story.net(SET, "2027-06-30"), "500000.00", "one item, also across years");
    assert_eq!(story.read("R14.1", "two_items").net(SET, "2027-06-30"), "1000000.00");
}

#[test]
fn the_better_article_is_chosen_and_the_other_kept() {
    let story = set(product(holder(), "2026-03-01", "P1", "N1"), "2027-03-01", "P1", "national");
    let position = story.position("2027-06-30");
    let (thirteen, fourteen) = (items(&position, PRODUCT)[0], items(&position, SET)[0]);
    assert_eq!((thirteen.net.to_yuan(), fourteen.net.to_yuan()), ("0.00".into(), "500000.00".into()));
    assert!(matches!(thirteen.excluded[0].by, ExcludedBy::Item(_)), "the rejected choice says what beat it");
    assert_eq!(thirteen.excluded[0].amount.to_yuan(), "50000.00");
}

#[test]
fn with_the_cap_used_up_the_smaller_article_is_the_better_choice() {
    let story = set(product(holder(), "2026-03-01", "P1", "N1"), "2027-03-01", "P1", "national");
    let story = set(set(story, "2027-04-01", "P2", "national"), "2027-05-01", "P3", "national");
    let position = story.position("2027-06-30");
    let total: qizhang::value::Fen = position.items.iter().map(|item| item.net).sum();
    assert_eq!(total.to_yuan(), "1050000.00", "50,000 under article 13 and two first sets at the cap");
    assert_eq!(items(&position, PRODUCT)[0].net.to_yuan(), "50000.00");
}

#[test]
fn a_cap_that_changes_inside_a_year() {
    let material = |story: Story, key: &str| {
        story.fact("2026-08-01", "new_material.first_applied", json!({"material_key": key, "role": "producer"}))
    };
    let story = set(product(holder(), "2026-02-01", "X", "N1"), "2026-03-01", "X", "national");
    let story = material(material(material(story, "M1"), "M2"), "M3");
    // The cap from July on, the day on which the document is read, and what articles 13 and 14 then give.
    let rows = [
        ("2000000", "fact_day", ("0.00", "500000.00", "1500000.00")),
        ("1999999.99", "fact_day", ("0.00", "500000.00", "1499999.99")),
        ("1000000", "fact_day", ("50000.00", "0.00", "1000000.00")),
        ("700000", "fact_day", ("50000.00", "0.00", "700000.00")),
        ("40000", "fact_day", ("0.00", "500000.00", "0.00")),
        ("2000000", "call_opens", ("0.00", "500000.00", "1500000.00")),
        ("500000", "call_opens", ("50000.00", "0.00", "500000.00")),
    ];
    for (cap, governed, (thirteen, set, material)) in rows {
        let mut program = story.clone().read("R23.1", governed).program();
        let path = "第十四条/年度上限".into();
        program.amend(
            "changping-2025-8",
            &[Amendment { path, from: day("2026-07-01"), value: cap.into(), unit: "yuan".into() }],
        );
        let position = story.under(&program, "2027-06-30");
        let nets = (net(&position, PRODUCT), net(&position, SET), net(&position, MATERIAL));
        assert_eq!(nets, (thirteen.into(), set.into(), material.into()), "{cap} from July, read on {governed}");
        assert!(position.caps.iter().all(|cap| cap.used <= cap.cap), "{cap}: {:?}", position.caps);
    }
}

#[test]
fn something_lower_already_approved() {
    let lines = json!([{"grant": PRODUCT, "matter": "product:P1", "amount": "50000"}]);
    let story = product(holder(), "2026-03-01", "P1", "N1");
    let story = story.fact("2027-08-20", "grant.approved", json!({"approval_no": "A1", "lines": lines}));
    let story = set(story, "2027-09-01", "P1", "national");
    let both = |story: &Story| (story.net(PRODUCT, "2027-12-31"), story.net(SET, "2027-12-31"));
    assert_eq!(both(&story), ("50000.00".into(), "450000.00".into()), "the difference");
    assert_eq!(both(&story.clone().read("R22.2", "nothing")), ("50000.00".into(), "0.00".into()));
    assert_eq!(both(&story.read("R22.2", "both")), ("50000.00".into(), "500000.00".into()));
}

/// Two recognitions of one product, approved on one day and both paid: the 500,000 stand and the 50,000 are too much, however the
/// approvals were written. Each row: approved and paid for the new product and the first set, what then stands and what is too much.
#[test]
fn approved_on_one_day_the_better_one_stands() {
    let line = |grant: &str, amount: &str| json!({"grant": grant, "matter": "product:P1", "amount": amount});
    let approved = |story: Story, number: &str, day: &str, lines: &[Value]| {
        story.fact(day, "grant.approved", json!({"approval_no": number, "lines": lines}))
    };
    let paid = |story: Story, number: &str, approval: &str, grant: &str, amount: &str| {
        let data = json!({"payment_no": number, "approval_no": approval, "amount": amount, "grant": grant, "matter": "product:P1"});
        story.fact("2027-09-25", "payment.made", data)
    };
    let known = || set(product(holder(), "2026-03-01", "P1", "N1"), "2026-04-01", "P1", "national");
    let (new, first) = (line(PRODUCT, "50000"), line(SET, "500000"));
    let at_once = |lines: &[Value]| {
        let story = approved(known(), "A1", "2027-08-20", lines);
        paid(paid(story, "Z1", "A1", PRODUCT, "50000"), "Z2", "A1", SET, "500000")
    };
    let apart = |one: &str, other: &str| {
        let story = approved(known(), "A1", one, std::slice::from_ref(&new));
        let story = approved(story, "A2", other, std::slice::from_ref(&first));
        paid(paid(story, "Z1", "A1", PRODUCT, "50000"), "Z2", "A2", SET, "500000")
    };
    let recovered = |story: Story, amount: &str| {
        let order = json!({"clawback_no": "K1", "payment_no": "Z1", "amount": amount, "basis": "同一事项"});
        let back = json!({"clawback_no": "K1", "amount": amount});
        story.fact("2027-10-08", "clawback.ordered", order).fact("2027-10-20", "clawback.recovered", back)
    };
    let both = [new.clone(), first.clone()];
    let parted = |new: &str, first: &str| {
        let story = approved(known(), "A1", "2027-08-20", &[line(PRODUCT, new), line(SET, first)]);
        paid(paid(story, "Z1", "A1", PRODUCT, new), "Z2", "A1", SET, first)
    };
    let rows = [
        ("the lesser one and the difference", parted("50000", "450000"), ["50000.00", "450000.00"], ["0.00", "0.00"]),
        ("and a fen more", parted("50000", "450000.01"), ["49999.99", "450000.01"], ["0.01", "0.00"]),
        ("one approval", at_once(&both), ["0.00", "500000.00"], ["50000.00", "0.00"]),
        ("the other line first", at_once(&[first.clone(), new.clone()]), ["0.00", "500000.00"], ["50000.00", "0.00"]),
        ("two approvals of a day", apart("2027-08-20", "2027-08-20"), ["0.00", "500000.00"], ["50000.00", "0.00"]),
        ("the better one first", apart("2027-08-21", "2027-08-20"), ["0.00", "500000.00"], ["50000.00", "0.00"]),
        ("the lesser one first", apart("2027-08-20", "2027-08-21"), ["50000.00", "450000.00"], ["0.00", "50000.00"]),
        ("and recovered", recovered(at_once(&both), "50000"), ["0.00", "500000.00"], ["0.00", "0.00"]),
        ("in part", recovered(at_once(&both), "49999.99"), ["0.00", "500000.00"], ["0.01", "0.00"]),
    ];
    for (row, story, nets, too_much) in rows {
        let position = story.position("2027-12-31");
        let of = |told: &dyn Fn(&Item) -> String| [PRODUCT, SET].map(|grant| told(items(&position, grant)[0]));
        assert_eq!(of(&|item| item.net.to_yuan()), nets, "{row}");
        assert_eq!(of(&|item| item.overpaid.to_yuan()), too_much, "{row}");
        assert_eq!(of(&|item| item.outstanding.to_yuan()), ["0.00", "0.00"], "{row}");
    }
}

#[test]
fn both_articles_pay_only_beside_something_lower() {
    // approved for P1 under article 14, for another one up to the cap, due under 13
    let rows = [("49999.99", "450000.01", "50000.00"), ("50000", "450000", "0.00"), ("500000", "0.01", "0.00")];
    for (approved, other, due) in rows {
        let line =
            |key: &str, amount: &str| json!({"grant": SET, "matter": format!("product:{key}"), "amount": amount});
        let lines = [line("P1", approved), line("P2", "500000"), line("P3", other)];
        let story = set(set(holder(), "2026-03-01", "P1", "national"), "2026-03-02", "P2", "national");
        let story = set(story, "2026-03-03", "P3", "national");
        let story = story.fact("2027-08-20", "grant.approved", json!({"approval_no": "A1", "lines": lines}));
        let story = product(story, "2027-09-01", "P1", "N1").read("R22.2", "both");
        assert_eq!(story.net(SET, "2027-12-31"), "1000000.00", "the cap is used up");
        assert_eq!(story.net(PRODUCT, "2027-12-31"), due, "{approved} approved before");
    }
}

#[test]
fn both_articles_are_no_reason_to_pay_one_article_twice() {
    let story = product(product(holder(), "2026-03-01", "P1", "N1"), "2027-03-01", "P1", "N2");
    for approved in ["50000", "30000"] {
        let lines = json!([{"grant": PRODUCT, "matter": "product:P1", "amount": approved}]);
        let story = story.clone().fact("2027-08-20", "grant.approved", json!({"approval_no": "A1", "lines": lines}));
        let both = story.read("R22.2", "both");
        assert_eq!(both.net(PRODUCT, "2027-12-31"), "50000.00", "{approved} approved before");
        assert_eq!(both.read("R13.1", "per_certificate").net(PRODUCT, "2027-12-31"), "100000.00");
    }
}

#[test]
fn among_equal_totals_the_better_article_wins() {
    let lines = json!([{"grant": PRODUCT, "matter": "product:P1", "amount": "50000"}]);
    let paid = json!({"payment_no": "Z1", "approval_no": "A1", "amount": "50000"});
    let story = product(holder_since_2024(), "2025-03-01", "P1", "N1")
        .fact("2026-04-20", "grant.approved", json!({"approval_no": "A1", "lines": lines}))
        .fact("2026-04-25", "payment.made", paid);
    let story = set(set(story, "2026-05-01", "P1", "national"), "2026-06-20", "P2", "national");
    let full = set(story.clone(), "2026-08-01", "P3", "national");
    let nets = |story: &Story| {
        let position = story.position("2026-12-31");
        let of = |grant| items(&position, grant).iter().map(|item| item.net.to_yuan()).collect::<Vec<_>>();
        [of(PRODUCT), of(SET)].concat()
    };
    assert_eq!(nets(&story), ["50000.00", "450000.00", "500000.00"], "no tie without the third");
    // 50,000 and twice 500,000 under the other choice come to the same 1,050,000.
    assert_eq!(nets(&full), ["50000.00", "450000.00", "500000.00", "50000.00"]);
}

#[test]
fn among_equal_articles_the_earlier_item_gets_more() {
    // Two recognitions of one product, of which the cap of the first one's year leaves nothing.
    let crowded = |story: Story| product(product(story, "2026-01-05", "P8", "N8"), "2026-01-06", "P9", "N9");
    let story = product(product(crowded(holder()), "2026-03-01", "P1", "N1"), "2027-03-01", "P1", "N2");
    let nets = |story: &Story| {
        let position = story.position("2027-12-31");
        items(&position, PRODUCT).iter().map(|item| item.net.to_yuan()).collect::<Vec<_>>()
    };
    assert_eq!(nets(&story), ["50000.00", "50000.00", "0.00", "50000.00"], "the larger total comes first");
    let story = product(product(holder(), "2026-03-01", "P1", "N1"), "2026-03-01", "P1", "N2");
    let story = product(product(story, "2026-02-01", "P2", "N3"), "2026-02-02", "P2", "N4");
    assert_eq!(nets(&story), ["50000.00", "0.00", "50000.00", "0.00"]);
}

#[test]
fn what_is_approved_twice_for_one_product_is_not_due_twice() {
    let line = |grant: &str, amount: &str| json!([{"grant": grant, "matter": "product:P1", "amount": amount}]);
    let story = set(product(holder(), "2026-03-01", "P1", "N1"), "2026-04-01", "P1", "national");
    let approve = |story: Story, on: &str, number: &str, lines: serde_json::Value| {
        story.fact(on, "grant.approved", json!({"approval_no": number, "lines": lines}))
    };
    let both = |story: &Story| (story.net(PRODUCT, "2027-12-31"), story.net(SET, "2027-12-31"));
    let first = approve(story.clone(), "2027-08-20", "A1", line(PRODUCT, "50000"));
    let first = approve(first, "2027-09-20", "A2", line(SET, "500000"));
    assert_eq!(both(&first), ("50000.00".into(), "450000.00".into()), "the second keeps the difference");
    let last = approve(story, "2027-08-20", "A2", line(SET, "500000"));
    let last = approve(last, "2027-09-20", "A1", line(PRODUCT, "50000"));
    assert_eq!(both(&last), ("0.00".into(), "500000.00".into()), "the lesser one has nothing more");
}

#[test]
fn support_from_another_scheme_of_the_district_is_deducted() {
    let story = set(holder(), "2026-03-01", "P1", "national");
    let support = |level: &str, exclusive: bool| json!({"level": level, "scheme": "某专项", "matter": "product:P1", "amount": "200000", "exclusive": exclusive});
    let district = story.clone().fact("2026-09-01", "external_support.recorded", support("district", false));
    assert_eq!(district.net(SET, "2027-06-30"), "300000.00");
    assert_eq!(district.read("R22.4", "excludes").net(SET, "2027-06-30"), "0.00");
    let city = story.clone().fact("2026-09-01", "external_support.recorded", support("municipal", false));
    assert_eq!(city.net(SET, "2027-06-30"), "500000.00", "municipal support stacks");
    let alone = story.fact("2026-09-01", "external_support.recorded", support("municipal", true));
    assert_eq!(alone.net(SET, "2027-06-30"), "0.00", "unless it says that it does not");
}

#[test]
fn a_mapping_joins_two_names_of_one_matter() {
    let story = set(product(holder(), "2026-03-01", "P1", "N1"), "2027-03-01", "P9", "national");
    assert_eq!(story.net(PRODUCT, "2027-06-30"), "50000.00");
    let mapped = json!({"kind": "matter", "old": "product:P9", "new": "product:P1"});
    assert_eq!(story.fact("2027-04-01", "reference.mapped", mapped).net(PRODUCT, "2027-06-30"), "0.00");
}

#[test]
fn mappings_join_names_whatever_their_direction_and_number() {
    let map = |story: Story, old: &str, new: &str| {
        let data = json!({"kind": "matter", "old": format!("product:{old}"), "new": format!("product:{new}")});
        story.fact("2027-04-01", "reference.mapped", data)
    };
    let two = product(product(holder(), "2026-03-01", "P1", "N1"), "2026-04-01", "P2", "N2");
    assert_eq!(two.net(PRODUCT, "2027-06-30"), "100000.00");
    let one = map(two.clone(), "P1", "P2");
    assert_eq!(one.net(PRODUCT, "2027-06-30"), "50000.00", "one product under two names, under one article");
    assert_eq!(map(one, "P2", "P1").net(PRODUCT, "2027-06-30"), "50000.00", "there and back");
    let third = map(map(two, "P9", "P1"), "P9", "P2");
    assert_eq!(third.net(PRODUCT, "2027-06-30"), "50000.00", "both are the third");
}
