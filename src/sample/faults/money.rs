//! Money paid twice, too much, or to somebody it was not due to: D01 to D09.

use super::office::{LISTED, Office};
use crate::sample::calendar;
use serde_json::json;

pub(super) fn tell(office: &mut Office<'_>) {
    d01_paid_twice(office);
    d02_another_scheme(office);
    d03_over_the_cap(office);
    d04_approved_too_much(office);
    d05_later_knowledge(office);
    d06_not_eligible(office);
    d07_revoked(office);
    d08_incident(office);
    d09_two_articles(office);
}

fn d01_paid_twice(office: &mut Office<'_>) {
    let (who, matter) = office.listed();
    office.decide(&who, &matter, "10000");
    let again = office.pay_on(&who, office.call(10, 8), "10000");
    office.fault("D01", &[&who], &again, Some("10000.00"), ("同一批准付了两次", "paid twice on one approval"));
    let (who, matter) = office.listed();
    office.decide(&who, &matter, "10000");
    let number = office.payment(office.call(9, 24));
    let data = json!({"payment_no": number, "reason": "账号有误"});
    office.fact(&who, office.call(9, 28), "payment.bounced", data);
    office.pay_on(&who, office.call(10, 8), "10000");
    office.near_miss("D01", &[&who], ("退回后重新拨付", "came back and was paid again"));
}

fn d02_another_scheme(office: &mut Office<'_>) {
    for (level, is_fault) in [("district", true), ("municipal", false)] {
        let who = office.holder();
        let matter = office.product(&who, "1");
        office.apply(&who);
        let (_, payment) = office.decide(&who, &matter, "50000");
        let data = json!({"level": level, "scheme": "示例产业资金", "matter": matter.1, "amount": "30000"});
        office.fact(&who, office.call(10, 10), "external_support.recorded", data);
        if is_fault {
            let story =
                ("区内另一政策已就同一产品给 3 万元", "another scheme of the district gave 30,000 for the product");
            office.fault("D02", &[&who], &payment, Some("30000.00"), story);
            office.fault("D05", &[&who], &payment, Some("30000.00"), story);
        } else {
            office.near_miss(
                "D02",
                &[&who],
                ("市级资金，不在从优不重复之列", "a scheme of the city, which does not count"),
            );
        }
    }
}

fn d03_over_the_cap(office: &mut Office<'_>) {
    for count in [3, 2] {
        let who = office.holder();
        office.apply(&who);
        let (mut approval, mut payment) = (String::new(), String::new());
        for number in 1..=count {
            let matter = office.product(&who, &number.to_string());
            approval = office.approve(&who, &matter, "50000");
            payment = office.pay_on(&who, calendar::plus(office.call(9, 24), number), "50000");
        }
        if count == 3 {
            let story = (
                "三个新产品各 5 万元，年度上限 10 万元",
                "50,000 for each of three products, the yearly cap is 100,000",
            );
            office.fault("D03", &[&who], &payment, Some("50000.00"), story);
            office.fault("D04", &[&who], &approval, Some("50000.00"), story);
        } else {
            office.near_miss("D03", &[&who], ("两个新产品，正好到上限", "two products, just at the cap"));
        }
    }
}

fn d04_approved_too_much(office: &mut Office<'_>) {
    let (who, matter) = office.listed();
    let (approval, _) = office.decide(&who, &matter, "10001");
    office.fault("D04", &[&who], &approval, Some("1.00"), ("应享 1 万元，多批一元", "one yuan above the 10,000 due"));
    let (who, matter) = office.listed();
    office.decide(&who, &matter, "10000");
    office.near_miss("D04", &[&who], ("批准数等于应享数", "just what was due"));
}

fn d05_later_knowledge(office: &mut Office<'_>) {
    let (who, matter, report) = office.certified();
    let (_, payment) = office.decide(&who, &matter, "300000");
    let (year, on) = (office.year() - 1, office.call(11, 2));
    let data = json!({"uscc": who.code, "year": year, "amount": "2600000", "basis": "special_audit"});
    let corrected = json!({"event": report, "data": data, "reason": "专项核查"});
    office.late(on, on, "fact.corrected", corrected);
    let story = ("付款后研发费用更正为 260 万元", "research corrected to 2,600,000 after the payment");
    office.fault("D05", &[&who], &payment, Some("40000.00"), story);
    let (who, matter, _) = office.certified();
    office.decide(&who, &matter, "300000");
    let on = office.call(10, 20);
    let accident = json!({"accident_on": on.to_string(), "level": "general", "authority": "应急管理局"});
    office.fact(&who, on, "conduct.accident_recorded", accident);
    office.near_miss("D05", &[&who], ("付清之后才发生事故", "an accident after everything was paid"));
}

fn d06_not_eligible(office: &mut Office<'_>) {
    let who = office.enterprise();
    office.apply(&who);
    let matter = (LISTED, format!("cultivation_list:RZ-{}-0", who.application));
    let (approval, payment) = office.decide(&who, &matter, "10000");
    let story = ("从未入库", "never entered the list");
    office.fault("D04", &[&who], &approval, Some("10000.00"), story);
    office.fault("D06", &[&who], &payment, Some("10000.00"), story);
    let (who, matter) = office.listed();
    let entry = json!({"list_no": matter.1.trim_start_matches("cultivation_list:"), "reason": "企业申请"});
    office.fact(&who, office.call(9, 1), "cultivation_list.exited", entry);
    office.decide(&who, &matter, "10000");
    office.near_miss("D06", &[&who], ("申报之后才退出", "left the list after it had applied"));
}

fn d07_revoked(office: &mut Office<'_>) {
    for backwards in [true, false] {
        let (who, matter, _) = office.certified();
        let (_, payment) = office.decide(&who, &matter, "300000");
        let number = matter.1.trim_start_matches("certificate:").to_owned();
        let from = if backwards { office.year() } else { office.year() + 2 };
        let on = office.call(11, 5);
        let data =
            json!({"cert_no": number, "decided_on": on.to_string(), "effective_year": from, "ground": "研发费用造假"});
        office.fact(&who, on, "hightech.revoked", data);
        if backwards {
            let story = ("付款后资格被追溯撤销", "revoked backwards after the payment");
            office.fault("D07", &[&who], &payment, Some("300000.00"), story);
        } else {
            office.near_miss("D07", &[&who], ("自下一年度起撤销", "revoked from the next year on"));
        }
    }
}

fn d08_incident(office: &mut Office<'_>) {
    let (who, matter, _) = office.certified();
    office.approve(&who, &matter, "300000");
    let on = office.call(9, 3);
    let accident = json!({"accident_on": on.to_string(), "level": "general", "authority": "应急管理局"});
    office.fact(&who, on, "conduct.accident_recorded", accident);
    let payment = office.pay(&who, "300000");
    let story = ("批准后、付款前发生事故，仍付款", "paid in spite of an accident between approval and payment");
    office.fault("D08", &[&who], &payment, Some("300000.00"), story);
    let (who, matter, _) = office.certified();
    // The application is of 10 March three years later.
    let on = calendar::day(office.year() - 2, 3, 9);
    let accident = json!({"accident_on": on.to_string(), "level": "general", "authority": "应急管理局"});
    office.fact(&who, on, "conduct.accident_recorded", accident);
    office.decide(&who, &matter, "300000");
    office.near_miss(
        "D08",
        &[&who],
        ("事故在申报三年之前", "an accident more than three years before the application"),
    );
}

fn d09_two_articles(office: &mut Office<'_>) {
    for difference in [false, true] {
        let who = office.holder();
        let product = office.product(&who, "1");
        office.apply(&who);
        let key = product.1.trim_start_matches("product:").to_owned();
        let set = json!({"product_key": key, "level": "national"});
        office.fact(&who, office.then(6, 1), "first_set.recognized", set);
        let first_set = ("第十四条/首台套", product.1.clone());
        if difference {
            office.decide(&who, &product, "50000");
            office.decide(&who, &first_set, "450000");
            office.near_miss("D09", &[&who], ("先得少的一项，再补差额", "the lesser one, and then the difference"));
        } else {
            office.decide(&who, &first_set, "500000");
            let (approval, payment) = office.decide(&who, &product, "50000");
            let story = ("同一产品按新产品和首台套各给一次", "one product paid as a new one and as a first set");
            office.fault("D04", &[&who], &approval, Some("50000.00"), story);
            office.fault("D09", &[&who], &payment, Some("50000.00"), story);
        }
    }
}
