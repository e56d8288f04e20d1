//! Article 8: awards, each scheme and grade, the first two completing units, grades the text does not name.

use crate::story::{ENTERPRISE, Story, items, nth_code};
use qizhang::explain::why;
use qizhang::position::{Gap, Outcome};
use qizhang::value::Lang;
use serde_json::{Value, json};

const GRANT: &str = "第八条/获奖";
const ON: &str = "2027-06-30";

fn holder() -> Story {
    Story::new().certified("GR1", "2025-01-10")
}

fn award(scheme: &str, category: Option<&str>, grade: &str, rank: u32) -> Value {
    let mut units: Vec<Value> = (1..rank).map(|other| json!({"rank": other, "name": "某大学"})).collect();
    units.push(json!({"rank": rank, "name": "北京某某科技有限公司", "uscc": ENTERPRISE}));
    let mut data = json!({"scheme": scheme, "grade": grade, "year": 2026, "project_key": "XM-1", "units": units});
    if let Some(category) = category {
        data["category"] = json!(category);
    }
    data
}

fn won(story: Story, on: &str, data: Value) -> Story {
    story.fact(on, "award.won", data)
}

#[test]
fn each_scheme_and_grade() {
    let table = [
        ("国家科学技术奖", Some("科学技术进步奖"), "一等奖", "1000000.00"),
        ("国家科学技术奖", Some("自然科学奖"), "二等奖", "500000.00"),
        ("国家科学技术奖", None, "二等奖", "500000.00"),
        ("北京市科学技术奖", Some("科学技术进步奖"), "特等奖", "1000000.00"),
        ("北京市科学技术奖", Some("技术发明奖"), "特等奖", "1000000.00"),
        ("北京市科学技术奖", Some("科学技术进步奖"), "一等奖", "500000.00"),
        ("北京市科学技术奖", Some("技术发明奖"), "一等奖", "500000.00"),
        ("北京市科学技术奖", Some("科学技术进步奖"), "二等奖", "300000.00"),
        ("北京市科学技术奖", Some("技术发明奖"), "二等奖", "300000.00"),
        ("中国专利奖", Some("发明专利"), "金奖", "300000.00"),
        ("中国专利奖", None, "银奖", "200000.00"),
        ("中国专利奖", Some("外观设计"), "金奖", "300000.00"),
        ("北京市发明专利奖", Some("发明专利"), "特别奖", "200000.00"),
        ("北京市发明专利奖", None, "一等奖", "100000.00"),
    ];
    for (scheme, category, grade, due) in table {
        let story = won(holder(), "2026-05-01", award(scheme, category, grade, 1));
        assert_eq!(story.net(GRANT, ON), due, "{scheme} {category:?} {grade}");
    }
}

#[test]
fn the_third_unit_and_an_enterprise_of_neither_kind_get_nothing() {
    for (rank, due) in [(1, "300000.00"), (2, "300000.00"), (3, "0.00")] {
        let data = award("北京市科学技术奖", Some("技术发明奖"), "二等奖", rank);
        assert_eq!(won(holder(), "2026-05-01", data).net(GRANT, ON), due, "rank {rank}");
    }
    let data = || award("中国专利奖", None, "金奖", 1);
    assert_eq!(won(Story::new(), "2026-05-01", data()).net(GRANT, ON), "0.00");
    let nurtured = Story::new().fact("2025-10-01", "cultivation_list.entered", json!({"list_no": "L1"}));
    assert_eq!(won(nurtured, "2026-05-01", data()).net(GRANT, ON), "300000.00", "a nurtured enterprise");
}

#[test]
fn a_grade_the_text_does_not_name_is_a_gap() {
    for (scheme, category, grade) in [
        ("国家科学技术奖", Some("科学技术进步奖"), "特等奖"),
        ("北京市科学技术奖", Some("技术发明奖"), "三等奖"),
        ("北京市科学技术奖", Some("自然科学奖"), "一等奖"),
        ("中国专利奖", Some("发明专利"), "优秀奖"),
        ("北京市发明专利奖", None, "二等奖"),
        ("某省科学技术奖", None, "一等奖"),
    ] {
        let story = won(holder(), "2026-05-01", award(scheme, category, grade, 1));
        let position = story.position(ON);
        let item = items(&position, GRANT)[0];
        assert_eq!((&item.outcome, item.net.to_yuan().as_str()), (&Outcome::NotNamed, "0.00"), "{scheme} {grade}");
        assert!(position.issues.iter().any(|issue| issue.name() == "gap"), "{scheme} {grade}");
    }
    let special = won(holder(), "2026-05-01", award("国家科学技术奖", None, "特等奖", 1));
    assert_eq!(special.read("R8.1", "next_named_grade").net(GRANT, ON), "1000000.00");
    let below = won(holder(), "2026-05-01", award("中国专利奖", None, "优秀奖", 1));
    assert_eq!(below.read("R8.1", "next_named_grade").net(GRANT, ON), "0.00", "no named grade comes after it");
}

#[test]
fn the_design_award_counts_or_not() {
    let story = won(holder(), "2026-05-01", award("中国专利奖", Some("外观设计"), "银奖", 1));
    assert_eq!(story.net(GRANT, ON), "200000.00");
    assert_eq!(story.read("R8.2", "not_counted").net(GRANT, ON), "0.00");
}

#[test]
fn an_award_under_another_name_is_found_by_a_mapping() {
    let story = won(holder(), "2026-05-01", award("北京市发明专利奖", Some("发明专利"), "特等奖", 1));
    assert_eq!(story.net(GRANT, ON), "0.00", "the text says 特别奖");
    let mapping =
        json!({"kind": "grade", "old": "北京市发明专利奖/发明专利/特等奖", "new": "北京市发明专利奖/发明专利/特别奖"});
    let story = story.fact("2026-06-01", "reference.mapped", mapping);
    assert_eq!(story.net(GRANT, ON), "200000.00");
    assert_eq!(story.clone().read("R8.3", "strict_name").net(GRANT, ON), "0.00");
    // A scheme renamed twice; another scheme that only begins with the same words is not meant.
    let story = won(holder(), "2026-05-01", award("首都专利奖", None, "一等奖", 1))
        .fact("2026-06-01", "reference.mapped", json!({"kind": "award", "old": "首都专利奖", "new": "京城专利奖"}))
        .fact(
            "2026-06-02",
            "reference.mapped",
            json!({"kind": "award", "old": "京城专利奖", "new": "北京市发明专利奖"}),
        );
    assert_eq!(story.net(GRANT, ON), "100000.00");
    let longer = won(holder(), "2026-05-01", award("首都专利奖励", None, "一等奖", 1)).fact(
        "2026-06-01",
        "reference.mapped",
        json!({"kind": "award", "old": "首都专利奖", "new": "北京市发明专利奖"}),
    );
    assert_eq!(longer.net(GRANT, ON), "0.00");
}

fn mapped(story: Story, on: &str, old: &str, new: &str) -> Story {
    story.fact(on, "reference.mapped", json!({"kind": "award", "old": old, "new": new}))
}

#[test]
fn a_renaming_is_followed_in_both_directions() {
    // The award that the text names was renamed since; the enterprise won it under its new name.
    let story = won(holder(), "2026-05-01", award("首都专利奖", None, "一等奖", 1));
    let story = mapped(story, "2026-04-01", "北京市发明专利奖", "首都专利奖");
    assert_eq!(story.net(GRANT, ON), "100000.00");
    assert_eq!(story.read("R8.3", "strict_name").net(GRANT, ON), "0.00");
    // The name that the text has an amount for is taken as it is, whatever it was renamed to.
    let story = won(holder(), "2026-05-01", award("北京市发明专利奖", None, "一等奖", 1));
    let story = mapped(story, "2026-04-01", "北京市发明专利奖", "中国专利奖");
    assert_eq!(story.net(GRANT, ON), "100000.00");
}

#[test]
fn renamings_that_lead_to_two_amounts_leave_it_open() {
    let story = won(holder(), "2026-05-01", award("首都奖", None, "一等奖", 1));
    let one = mapped(story, "2026-04-01", "首都奖", "北京市发明专利奖");
    assert_eq!(one.net(GRANT, ON), "100000.00");
    let two = mapped(one.clone(), "2026-04-02", "首都奖", "国家科学技术奖");
    let position = two.position(ON);
    let [item] = items(&position, GRANT)[..] else { panic!("one item") };
    let Outcome::Undetermined(gaps) = &item.outcome else { panic!("{:?}", item.outcome) };
    assert!(matches!(&gaps[..], [Gap::Names(renamings)] if renamings.len() == 2), "{gaps:?}");
    let told = why(&two.told(ENTERPRISE, ON, ON).case(), item, None).render(Lang::En);
    assert!(told.contains("renamings lead to names of different amounts"), "{told}");
    // A name further away does not matter.
    let far = mapped(one, "2026-04-02", "北京市发明专利奖", "国家科学技术奖");
    assert_eq!(far.net(GRANT, ON), "100000.00");
    // A name that becomes a part of itself comes to an end.
    let story = won(holder(), "2026-05-01", award("首都奖", None, "一等奖", 1));
    assert_eq!(mapped(story, "2026-04-01", "首都奖", "首都奖/新").net(GRANT, ON), "0.00");
}

#[test]
fn a_revocation_names_the_award_by_any_of_its_names() {
    let story = won(holder(), "2026-05-01", award("北京市发明专利奖", None, "一等奖", 1));
    let story = mapped(story, "2026-09-01", "北京市发明专利奖", "首都专利奖");
    let ground = json!({"scheme": "首都专利奖", "year": 2026, "project_key": "XM-1", "ground": "弄虚作假"});
    let other = json!({"scheme": "首都奖", "year": 2026, "project_key": "XM-1", "ground": "弄虚作假"});
    assert_eq!(story.clone().fact("2027-03-01", "award.revoked", other).net(GRANT, ON), "100000.00");
    let revoked = story.fact("2027-03-01", "award.revoked", ground);
    assert_eq!(revoked.net(GRANT, ON), "0.00");
    assert_eq!(revoked.read("R8.3", "strict_name").net(GRANT, ON), "100000.00");
}

#[test]
fn two_awards_of_one_project_are_paid_up_to_the_better() {
    let story = won(holder(), "2026-05-01", award("北京市科学技术奖", Some("技术发明奖"), "二等奖", 1));
    let story = won(story, "2026-09-01", award("国家科学技术奖", None, "二等奖", 1));
    let approval =
        json!({"approval_no": "PF1", "lines": [{"grant": GRANT, "matter": "project:XM-1", "amount": "300000.00"}]});
    assert_eq!(story.net(GRANT, ON), "500000.00", "the better one alone");
    assert_eq!(story.clone().read("R8.4", "both").net(GRANT, ON), "800000.00");
    let story = story.fact("2027-05-01", "grant.approved", approval);
    assert_eq!(story.net(GRANT, ON), "500000.00", "300,000 and the difference of 200,000");
    assert_eq!(story.read("R22.2", "nothing").net(GRANT, ON), "500000.00", "the narrower reading decides");
}

/// Under two names it is one award still, also where two awards of a project are both paid.
#[test]
fn an_award_recorded_under_its_old_and_its_new_name_is_paid_once() {
    let story = won(holder(), "2026-05-01", award("北京市发明专利奖", None, "一等奖", 1));
    let twice = won(story, "2026-05-02", award("首都专利奖", None, "一等奖", 1));
    let twice = mapped(twice, "2026-09-01", "北京市发明专利奖", "首都专利奖");
    assert_eq!(twice.net(GRANT, ON), "100000.00");
    assert_eq!(twice.clone().read("R8.4", "both").net(GRANT, ON), "100000.00");
    let another = won(twice, "2026-06-01", award("中国专利奖", None, "银奖", 1));
    assert_eq!(another.clone().net(GRANT, ON), "200000.00", "the better one");
    assert_eq!(another.read("R8.4", "both").net(GRANT, ON), "300000.00", "both awards");
}

#[test]
fn an_award_that_was_revoked_pays_nobody() {
    let other = nth_code(7);
    let story = won(holder(), "2026-05-01", award("中国专利奖", None, "金奖", 1)).registered(&other, "enterprise");
    let ground = json!({"scheme": "中国专利奖", "year": 2026, "project_key": "XM-1", "ground": "弄虚作假"});
    let wrong = json!({"scheme": "中国专利奖", "year": 2025, "project_key": "XM-1", "ground": "弄虚作假"});
    assert_eq!(story.clone().fact("2027-03-01", "award.revoked", wrong).net(GRANT, ON), "300000.00", "another year");
    assert_eq!(story.clone().fact("2027-03-01", "award.revoked", ground.clone()).net(GRANT, ON), "0.00");
    assert_eq!(story.fact("2027-09-01", "award.revoked", ground).net(GRANT, ON), "0.00", "it acts by knowledge");
}

#[test]
fn a_revocation_is_found_by_a_renaming_of_several_words_and_of_any_kind() {
    let ground = json!({"scheme": "北京市科学技术奖", "year": 2026, "project_key": "XM-1", "ground": "弄虚作假"});
    let renamings = [
        ("award", "北京市科学技术奖/技术发明奖", "首都奖/发明"),
        ("grade", "北京市科学技术奖/技术发明奖/二等奖", "首都奖/发明/二等奖"),
    ];
    for (kind, old, new) in renamings {
        let story = won(holder(), "2026-05-01", award("首都奖", Some("发明"), "二等奖", 1));
        let story = story.fact("2026-04-01", "reference.mapped", json!({"kind": kind, "old": old, "new": new}));
        assert_eq!(story.net(GRANT, ON), "300000.00", "{old}");
        assert_eq!(story.fact("2027-03-01", "award.revoked", ground.clone()).net(GRANT, ON), "0.00", "{old}");
    }
}
