//! Article 7: standards, ranks, adoption, the yearly cap.

use crate::story::{ENTERPRISE, Story, items, net, nth_code};
use qizhang::position::Outcome;
use serde_json::{Value, json};

const GRANT: &str = "第七条/标准";
const ON: &str = "2027-06-30";

fn holder() -> Story {
    Story::new().certified("GR1", "2025-12-01")
}

fn published(story: Story, on: &str, number: &str, level: &str, units: impl Into<Value>) -> Story {
    let data =
        json!({"standard_no": number, "title": "某某规范", "level": level, "nature": "new", "units": units.into()});
    story.fact(on, "standard.published", data)
}

fn unit(rank: u32, code: &str) -> Value {
    json!({"rank": rank, "name": "某单位", "uscc": code})
}

fn first() -> Value {
    json!([unit(1, ENTERPRISE)])
}

fn adopted(story: Story, on: &str, national: &str, international: &str, degree: &str) -> Story {
    story.fact(on, "standard.adopted", json!({"standard_no": national, "source_no": international, "degree": degree}))
}

fn nets(story: &Story) -> Vec<String> {
    items(&story.position(ON), GRANT).iter().map(|item| item.net.to_yuan()).collect()
}

#[test]
fn the_amount_goes_by_the_level() {
    let rows = [
        ("ISO 12345-1:2026", "international", "500000.00"),
        ("GB/T 12345-2026", "national", "300000.00"),
        ("YD/T 1234-2026", "industry", "100000.00"),
        ("DB11/T 1234-2026", "provincial", "100000.00"),
        ("DB1101/T 12-2026", "municipal", "0.00"),
        ("T/ABC 12-2026", "group", "0.00"),
        ("Q/ABC 12-2026", "enterprise", "0.00"),
    ];
    for (number, level, due) in rows {
        assert_eq!(published(holder(), "2026-05-01", number, level, first()).net(GRANT, ON), due, "{level}");
    }
}

#[test]
fn the_first_two_ranks_count_and_ties_skip_or_close_up() {
    let other = nth_code(1);
    // ranks of the units before it, its own rank, paid under competition, paid under dense
    let rows: [(&[u32], u32, bool, bool); 7] = [
        (&[], 1, true, true),
        (&[1], 2, true, true),
        (&[1, 2], 3, false, false),
        (&[1, 1], 2, false, true),
        (&[1, 1], 3, false, true),
        (&[], 3, false, false),
        (&[1], 1, true, true),
    ];
    for (before, own, competition, dense) in rows {
        let mut units: Vec<Value> = before.iter().map(|rank| unit(*rank, &other)).collect();
        units.push(unit(own, ENTERPRISE));
        let story = published(holder(), "2026-05-01", "GB/T 12345-2026", "national", json!(units));
        let due = |paid: bool| if paid { "300000.00" } else { "0.00" };
        assert_eq!(story.net(GRANT, ON), due(competition), "{before:?} then {own}");
        assert_eq!(story.read("R7.3", "dense").net(GRANT, ON), due(dense), "{before:?} then {own}, dense");
    }
}

#[test]
fn ranks_may_count_eligible_units_only() {
    let units = json!([unit(1, &nth_code(1)), {"rank": 2, "name": "某大学"}, unit(3, ENTERPRISE)]);
    let story = published(holder(), "2026-05-01", "GB/T 12345-2026", "national", units);
    assert_eq!(story.net(GRANT, ON), "0.00");
    assert_eq!(story.read("R7.1", "eligible_units").net(GRANT, ON), "300000.00");
}

#[test]
fn two_eligible_units_each_in_full_or_shared() {
    let partner = nth_code(1);
    let story = holder().registered(&partner, "enterprise");
    let certificate = json!({"uscc": partner, "cert_no": "GR2", "issued_on": "2025-12-01", "track": "ordinary"});
    let story = story.fact("2025-12-01", "hightech.certified", certificate);
    let story =
        published(story, "2026-05-01", "GB/T 12345-2026", "national", json!([unit(1, ENTERPRISE), unit(2, &partner)]));
    assert_eq!(story.net(GRANT, ON), "300000.00");
    assert_eq!(story.read("R7.2", "shared").net(GRANT, ON), "150000.00");
}

#[test]
fn the_yearly_cap_is_met_exactly_and_cuts_beyond() {
    let two = published(holder(), "2026-01-05", "ISO 11111:2026", "international", first());
    let two = published(two, "2026-02-05", "ISO 22222:2026", "international", first());
    assert_eq!(two.net(GRANT, ON), "1000000.00", "the cap met exactly");
    let three = published(two, "2026-03-05", "YD/T 1234-2026", "industry", first());
    assert_eq!(nets(&three), ["500000.00", "500000.00", "0.00"]);
    let position = three.position(ON);
    assert_eq!(items(&position, GRANT)[2].cuts[0].amount.to_yuan(), "100000.00");
    assert_eq!(
        (position.caps[0].used.to_yuan(), position.caps[0].cap.to_yuan()),
        ("1000000.00".into(), "1000000.00".into())
    );
    assert_eq!(net(&three.clone().read("R23.3", "carried").position("2027-12-31"), GRANT), "1100000.00");
    let next = published(three, "2027-01-05", "YD/T 9999-2027", "industry", first());
    assert_eq!(next.net(GRANT, ON), "1100000.00", "another year, another cap");
}

#[test]
fn a_national_standard_made_from_a_supported_international_one() {
    let story = published(holder(), "2026-01-05", "ISO 11111:2026", "international", first());
    let story = published(story, "2026-06-05", "GB/T 11111-2026", "national", first());
    assert_eq!(nets(&story), ["500000.00", "300000.00"], "nothing links them");
    for (degree, second) in [("IDT", "0.00"), ("MOD", "0.00"), ("NEQ", "300000.00")] {
        let linked = adopted(story.clone(), "2026-06-05", "GB/T 11111-2026", "ISO 11111:2026", degree);
        assert_eq!(nets(&linked), ["500000.00", second], "{degree}");
    }
}

#[test]
fn a_standard_with_another_number_is_still_the_adopted_one() {
    let story = published(holder(), "2026-01-05", "ISO 11111:2026", "international", first());
    let story = published(story, "2026-06-05", "GB/T 11111-2026", "national", first());
    let map = |story: &Story, old: &str, new: &str| {
        story.clone().fact("2026-06-06", "reference.mapped", json!({"kind": "matter", "old": old, "new": new}))
    };
    let (draft, number) = ("GB/T 99999-2026", "GB/T 11111-2026");
    let (iso, former) = ("ISO 11111:2026", "ISO 99999:2026");
    let matter = |number: &str| format!("standard:{number}");
    // The numbers the adoption was recorded under, the two that are joined, and what the national standard then gets.
    let rows = [
        (draft, iso, None, "300000.00"),
        (draft, iso, Some((draft, number)), "0.00"),
        (draft, iso, Some((number, draft)), "0.00"),
        (number, former, Some((former, iso)), "0.00"),
        (number, former, Some((former, "ISO 22222:2026")), "300000.00"),
    ];
    for (national, international, joined, due) in rows {
        let story = adopted(story.clone(), "2026-06-05", national, international, "IDT");
        let story = joined.map_or(story.clone(), |(old, new)| map(&story, &matter(old), &matter(new)));
        assert_eq!(nets(&story), ["500000.00", due], "{national} from {international}, {joined:?}");
    }
}

#[test]
fn only_own_support_blocks_unless_read_otherwise() {
    let story = published(holder(), "2026-01-05", "ISO 11111:2026", "international", json!([unit(1, &nth_code(1))]));
    let story = published(story, "2026-06-05", "GB/T 11111-2026", "national", first());
    let story = adopted(story, "2026-06-05", "GB/T 11111-2026", "ISO 11111:2026", "IDT");
    assert_eq!(story.net(GRANT, ON), "300000.00", "the international one was somebody else's");
    assert_eq!(story.clone().read("R7.4", "whoever_asks").net(GRANT, ON), "0.00");
    assert_eq!(story.read("R7.4", "also_if_eligible").net(GRANT, ON), "300000.00");
}

#[test]
fn an_international_one_cut_by_the_cap() {
    let story = published(holder(), "2026-01-05", "ISO 11111:2026", "international", first());
    let story = published(story, "2026-01-06", "GB/T 22222-2026", "national", first());
    let story = published(story, "2026-01-07", "ISO 33333:2026", "international", first());
    // 500,000 + 300,000 leave 200,000 of the cap for the second international one; the next year it becomes national.
    let story = published(story, "2027-01-05", "GB/T 33333-2027", "national", first());
    let story = adopted(story, "2027-01-05", "GB/T 33333-2027", "ISO 33333:2026", "IDT");
    assert_eq!(nets(&story), ["500000.00", "300000.00", "200000.00", "0.00"]);
    assert_eq!(nets(&story.read("R7.5", "unpaid_part")), ["500000.00", "300000.00", "200000.00", "300000.00"]);
}

#[test]
fn an_international_one_cut_to_nothing_still_blocks() {
    let story = published(holder(), "2026-01-05", "ISO 11111:2026", "international", first());
    let full = published(story.clone(), "2026-01-06", "ISO 22222:2026", "international", first());
    let third = |story: &Story| {
        let story = published(story.clone(), "2026-01-07", "ISO 33333:2026", "international", first());
        let story = published(story, "2027-01-05", "GB/T 33333-2027", "national", first());
        adopted(story, "2027-01-05", "GB/T 33333-2027", "ISO 33333:2026", "IDT")
    };
    let cut = third(&full);
    assert_eq!(nets(&cut), ["500000.00", "500000.00", "0.00", "0.00"], "but for the cap it was supported");
    assert_eq!(nets(&cut.read("R7.5", "unpaid_part")), ["500000.00", "500000.00", "0.00", "300000.00"]);
    let uncut = third(&story).read("R7.5", "unpaid_part");
    assert_eq!(nets(&uncut), ["500000.00", "500000.00", "0.00"], "nothing was cut");
    // 700,000 used leave 300,000 for the international one, of which 200,000 are cut.
    let more = (1..=2).fold(story, |story, number| {
        published(story, "2026-01-06", &format!("YD/T 100{number}-2026"), "industry", first())
    });
    let part = nets(&third(&more).read("R7.5", "unpaid_part"));
    assert_eq!(part[3..], ["300000.00", "200000.00"], "up to what was cut");
}

#[test]
fn one_that_was_not_eligible_blocks_nothing() {
    let third_place = json!([unit(1, &nth_code(1)), unit(2, &nth_code(2)), unit(3, ENTERPRISE)]);
    let story = published(holder(), "2026-01-05", "ISO 11111:2026", "international", third_place);
    let story = published(story, "2027-01-05", "GB/T 11111-2027", "national", first());
    let story = adopted(story, "2027-01-05", "GB/T 11111-2027", "ISO 11111:2026", "IDT");
    assert_eq!(nets(&story), ["0.00", "300000.00"], "no cap stood against it");
}

#[test]
fn a_choice_gives_no_matter_up() {
    let story = published(holder(), "2026-01-05", "ISO 11111:2026", "international", first());
    let story = published(story, "2026-01-06", "GB/T 22222-2026", "national", first());
    let twice = json!([unit(1, ENTERPRISE), unit(2, ENTERPRISE)]);
    let story = published(story, "2026-01-07", "ISO 33333:2026", "international", twice);
    let story = published(story, "2027-01-05", "GB/T 33333-2027", "national", first());
    let story = adopted(story, "2027-01-05", "GB/T 33333-2027", "ISO 33333:2026", "IDT");
    // Forgoing both lines of the international one would free 300,000 for the national one.
    assert_eq!(nets(&story), ["500000.00", "300000.00", "200000.00", "0.00", "0.00"]);
}

#[test]
fn what_a_cap_cuts_is_carried_when_the_choice_needs_it() {
    let story = published(holder(), "2026-02-05", "ISO 11111:2026", "international", first());
    let story = published(story, "2026-02-06", "ISO 22222:2026", "international", first());
    let story = published(story, "2026-02-07", "ISO 33333:2026", "international", first());
    let story = story.fact("2026-01-05", "new_product.recognized", json!({"product_key": "P1", "cert_no": "N1"}));
    let mapped = json!({"kind": "matter", "old": "product:P1", "new": "standard:ISO 33333:2026"});
    let story = story.fact("2026-03-01", "reference.mapped", mapped).read("R23.3", "carried");
    assert_eq!(story.net(GRANT, "2027-12-31"), "1500000.00", "500,000 in the year after beat 50,000 for the product");
}

#[test]
fn a_missed_international_one_was_open_to_the_enterprise() {
    let call = json!({"year": 2027, "fact_year": 2026, "opens_on": "2027-03-01", "closes_on": "2027-04-30"});
    let story = published(holder(), "2026-01-05", "ISO 11111:2026", "international", first());
    let story = published(story, "2027-01-05", "GB/T 11111-2027", "national", first());
    let story = adopted(story, "2027-01-05", "GB/T 11111-2027", "ISO 11111:2026", "IDT");
    let story = story.fact("2027-03-01", "call.opened", call);
    assert_eq!(nets(&story), ["0.00", "300000.00"], "it was not supported");
    assert_eq!(nets(&story.read("R7.4", "also_if_eligible")), ["0.00", "0.00"]);
}

#[test]
fn the_national_one_first() {
    let story = published(holder(), "2026-01-05", "GB/T 11111-2026", "national", first());
    let story = published(story, "2026-06-05", "ISO 11111:2026", "international", first());
    let story = adopted(story, "2026-06-05", "ISO 11111:2026", "GB/T 11111-2026", "IDT");
    assert_eq!(nets(&story), ["300000.00", "200000.00"], "up to the best");
    assert_eq!(nets(&story.clone().read("R7.6", "full")), ["300000.00", "500000.00"]);
    assert_eq!(nets(&story.read("R7.6", "nothing")), ["300000.00", "0.00"]);
}

#[test]
fn natures_kinds_and_provinces() {
    let publish = |number: &str, level: &str, nature: &str| {
        let data =
            json!({"standard_no": number, "title": "某某规范", "level": level, "nature": nature, "units": first()});
        holder().fact("2026-05-01", "standard.published", data)
    };
    let revision = publish("GB/T 12345-2026", "national", "revision");
    assert_eq!(revision.net(GRANT, ON), "300000.00");
    assert_eq!(revision.read("R7.7", "new_only").net(GRANT, ON), "0.00");
    assert_eq!(publish("GB/T 12345-2026", "national", "amendment").net(GRANT, ON), "0.00");
    let parts = published(holder(), "2026-05-01", "GB/T 12345.1-2026", "national", first());
    let parts = published(parts, "2026-05-02", "GB/T 12345.2-2026", "national", first());
    assert_eq!(parts.net(GRANT, ON), "600000.00");
    assert_eq!(parts.read("R7.7", "series_once").net(GRANT, ON), "300000.00");
    let hebei = publish("DB13/T 1234-2026", "provincial", "new");
    assert_eq!(hebei.net(GRANT, ON), "100000.00");
    assert_eq!(hebei.read("R7.8", "beijing_only").net(GRANT, ON), "0.00");
    let specification = publish("ISO/TS 12345:2026", "international", "new");
    assert_eq!(specification.net(GRANT, ON), "0.00");
    assert_eq!(specification.read("R7.9", "counted").net(GRANT, ON), "500000.00");
    let guidance = publish("GB/Z 12345-2026", "national", "new");
    assert!(matches!(items(&guidance.position(ON), GRANT)[0].outcome, Outcome::Undetermined(_)));
    let decided = json!({"name": "第七条/指导性技术文件", "year": 2026, "value": "yes", "document": "昌科函1号"});
    assert_eq!(guidance.fact("2026-06-01", "parameter.set", decided).net(GRANT, ON), "300000.00");
}

#[test]
fn nurtured_enterprises_count_too_and_others_do_not() {
    let story = Story::new().fact("2026-01-04", "cultivation_list.entered", json!({"list_no": "L1"}));
    assert_eq!(published(story, "2026-05-01", "GB/T 12345-2026", "national", first()).net(GRANT, ON), "300000.00");
    assert_eq!(published(Story::new(), "2026-05-01", "GB/T 12345-2026", "national", first()).net(GRANT, ON), "0.00");
}
