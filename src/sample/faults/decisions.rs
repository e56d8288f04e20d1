//! What was decided, on what and how evenly (D26 to D28, D30 to D32, D35, D38).

use super::office::{Matter, Office, Who};
use crate::sample::calendar;
use serde_json::{Value, json};

pub(super) fn tell(office: &mut Office<'_>) {
    d26_adoption(office);
    d27_first_twice(office);
    d28_lapsed(office);
    d30_counted_twice(office);
    d31_discretion(office);
    d32_unequal(office);
    d35_late_facts(office);
    d38_other_text(office);
}

/// A standard with one drafter.
fn standard(office: &mut Office<'_>, who: &Who, number: &str, level: &str) -> Matter {
    let units = json!([{"rank": 1, "name": who.name, "uscc": who.code}]);
    let data =
        json!({"standard_no": number, "title": "示例设备 通用要求", "level": level, "nature": "new", "units": units});
    // The international one comes first.
    let on = if level == "international" { office.then(5, 11) } else { office.then(6, 10) };
    office.late(on, on, "standard.published", data);
    ("第七条/标准", format!("standard:{number}"))
}

fn d26_adoption(office: &mut Office<'_>) {
    for (number, degree) in [(1, "IDT"), (2, "NEQ")] {
        let year = office.year();
        let (source, later) = (format!("ISO 9900{number}:{year}"), format!("GB/T 9900{number}-{year}"));
        let (other, who) = (office.holder(), office.holder());
        let first = standard(office, &other, &source, "international");
        let second = standard(office, &who, &later, "national");
        office.apply(&other);
        office.apply(&who);
        office.decide(&other, &first, "500000");
        let (approval, _) = office.decide(&who, &second, "300000");
        let data = json!({"standard_no": later, "source_no": source, "degree": degree});
        office.late(office.call(9, 1), office.then(6, 10), "standard.adopted", data);
        if degree == "IDT" {
            let story = (
                "批准之后才说明国家标准由已受支持的国际标准转化",
                "the adoption of a supported standard was told after the approval",
            );
            office.fault("D26", &[&who], &approval, Some("300000.00"), story);
        } else {
            office.near_miss("D26", &[&who], ("非等效采用", "not equivalent"));
        }
    }
}

fn d27_first_twice(office: &mut Office<'_>) {
    let who = office.enterprise();
    let (first, second) = (office.enter(&who, office.then(2, 2)), office.enter(&who, office.then(9, 1)));
    office.apply(&who);
    office.decide(&who, &first, "10000");
    let approval = office.approve(&who, &second, "10000");
    let payment = office.pay_on(&who, office.call(9, 27), "10000");
    let story = ("两次入库各按首次给 1 万元", "two entries, each paid as the first");
    office.fault("D04", &[&who], &approval, Some("10000.00"), story);
    office.fault("D06", &[&who], &payment, Some("10000.00"), story);
    office.fault("D27", &[&who], &approval, Some("10000.00"), story);
    let who = office.enterprise();
    let first = office.enter(&who, office.then(2, 2));
    office.enter(&who, office.then(9, 1));
    office.apply(&who);
    office.decide(&who, &first, "10000");
    office.near_miss("D27", &[&who], ("两次入库，只给首次", "two entries, and the first one paid"));
}

fn d28_lapsed(office: &mut Office<'_>) {
    for of_month in [19, 20] {
        let who = office.enterprise();
        // Valid for three years: to the day before the decision, or to that day.
        office.certificate(&who, calendar::day(office.year() - 2, 8, of_month));
        let matter = office.product(&who, "1");
        office.apply(&who);
        let (approval, _) = office.decide(&who, &matter, "50000");
        if of_month == 20 {
            office.near_miss("D28", &[&who], ("证书有效到批准当日", "valid to the day of the approval"));
        } else {
            let story = ("申报时有效，批准前证书到期未续", "valid at the application, lapsed before the approval");
            office.fault("D28", &[&who], &approval, Some("50000.00"), story);
        }
    }
}

fn tenant(office: &mut Office<'_>, who: &Who, carrier: &Who, (recorded, on): (chrono::NaiveDate, chrono::NaiveDate)) {
    office.late(recorded, on, "tenancy.started", json!({"uscc": who.code, "carrier": carrier.code}));
}

fn d30_counted_twice(office: &mut Office<'_>) {
    for is_fault in [true, false] {
        let carriers = [(); 2].map(|()| office.registered(json!({"kind": "carrier"})));
        let [small, large] = &carriers;
        let mut tenants = Vec::new();
        for carrier in [small, large] {
            for _ in 0..10 {
                let who = office.enterprise();
                tenant(office, &who, carrier, (office.then(1, 12), office.then(1, 12)));
                office.certificate(&who, office.then(6, 1));
                tenants.push(who);
            }
        }
        office.apply(small);
        office.apply(large);
        let matter = ("第十六条/载体", format!("carrier:{}", office.year()));
        office.approve(small, &matter, "500000");
        let paid = office.pay_on(small, office.call(8, 21), "500000");
        let shared = tenants.get(9).filter(|_| is_fault).cloned();
        if let Some(who) = &shared {
            tenant(office, who, large, (office.call(8, 25), office.then(3, 2)));
        }
        let amount = if is_fault { "550000" } else { "500000" };
        let (on, none) = (office.call(8, 31), || json!({}));
        let approval = office.approve_on(on, large, (matter.0, &matter.1, amount), none(), none());
        office.pay(large, amount);
        match shared {
            Some(who) => {
                let story = (
                    "第二家载体批准前补录了同一家企业的入驻",
                    "a tenant of the first carrier recorded as one of the second too",
                );
                office.fault("D30", &[small, large, &who], &approval, None, story);
                // The tenant is the second one's; with nine of its own the first does not reach the least number.
                office.fault("D05", &[small], &paid, Some("500000.00"), story);
            }
            None => office.near_miss("D30", &[small, large], ("各计各的企业", "each counts its own")),
        }
    }
}

fn d31_discretion(office: &mut Office<'_>) {
    for evaluated in [false, true] {
        let who = office.holder();
        office.fact(&who, office.then(1, 12), "strong_list.entered", json!({"list_no": format!("QZ-{evaluated}")}));
        office.apply(&who);
        let year = office.year();
        if evaluated {
            let data = json!({"year": year, "grade": "优秀", "approved_amount": "900000"});
            office.fact(&who, office.call(8, 10), "growth.evaluated", data);
        }
        let (approval, payment) = office.decide(&who, &("第十五条/规升强", format!("growth:{year}")), "900000");
        if evaluated {
            office.near_miss("D31", &[&who], ("先评价，后批准", "evaluated before it was approved"));
        } else {
            let story = ("没有评价就批了 90 万元", "900,000 approved without an evaluation");
            office.fault("D04", &[&who], &approval, Some("900000.00"), story);
            office.fault("D06", &[&who], &payment, Some("900000.00"), story);
            office.fault("D31", &[&who], &approval, Some("900000.00"), story);
        }
    }
}

fn d32_unequal(office: &mut Office<'_>) {
    for reason in [None, Some("材料不全，余额待补")] {
        let who = office.holder();
        let (one, other) = (office.product(&who, "1"), office.product(&who, "2"));
        office.apply(&who);
        office.decide(&who, &one, "50000");
        let line = reason.map_or(json!({}), |reason| json!({"reason": reason}));
        let approval = office.approve_with(&who, &other, "40000", line, json!({}));
        office.pay_on(&who, office.call(9, 27), "40000");
        let story = ("同样的产品，一个足额，一个少批 1 万元", "of two like products one got 10,000 less");
        if reason.is_none() {
            office.fault("D32", &[&who], &approval, Some("10000.00"), story);
        } else {
            office.near_miss("D32", &[&who], ("少批写明了理由", "less, with a reason"));
        }
    }
}

fn d35_late_facts(office: &mut Office<'_>) {
    for days in [181, 180] {
        let who = office.enterprise();
        let (number, on) = (format!("RZ-{}", who.application), office.then(3, 2));
        let data = json!({"uscc": who.code, "list_no": number});
        let entry = office.late(calendar::plus(on, days), on, "cultivation_list.entered", data);
        office.apply(&who);
        office.decide(&who, &(super::office::LISTED, format!("cultivation_list:{number}")), "10000");
        if days > 180 {
            let story = ("入库 181 天后才录入", "recorded 181 days after it happened");
            office.fault("D35", &[&who], &entry, Some("10000.00"), story);
        } else {
            office.near_miss("D35", &[&who], ("入库 180 天后录入", "recorded 180 days after it happened"));
        }
    }
}

fn d38_other_text(office: &mut Office<'_>) {
    for digest in [Some("0".repeat(64)), None] {
        let (who, matter) = office.listed();
        let fields: Value = digest.as_ref().map_or(json!({}), |digest| json!({"policy_digest": digest}));
        let approval = office.approve_with(&who, &matter, "10000", json!({}), fields);
        office.pay(&who, "10000");
        if digest.is_some() {
            let story = ("批准所依据的文本没有登记", "approved by a text that is not on record");
            office.fault("D38", &[&who], &approval, Some("10000.00"), story);
        } else {
            office.near_miss("D38", &[&who], ("批准没有写明文本", "an approval that names no text"));
        }
    }
}
