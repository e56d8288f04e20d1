//! The way of the money: applications, reviews, publicity, payment and what follows it (D12, D16 to D23, D33, D34, D37).

use super::office::{Office, Who};
use crate::sample::{calendar, documents};
use serde_json::{Value, json};

pub(super) fn tell(office: &mut Office<'_>) {
    d12_left_soon_after(office);
    d16_another_year(office);
    d17_review(office);
    d18_publicity(office);
    d19_objection(office);
    d20_late(office);
    d21_bounced(office);
    d22_account(office);
    d23_list_total(office);
    d33_window(office);
    d34_never_paid(office);
    d37_not_collected(office);
    l01_impossible_step(office);
    p01_same_person(office);
}

fn d12_left_soon_after(office: &mut Office<'_>) {
    let (who, matter) = office.listed();
    office.decide(&who, &matter, "10000");
    let data = json!({"from": "昌平区", "to": "海淀区", "whole": true});
    let moved = office.fact(&who, office.call(10, 20), "enterprise.relocated", data);
    let story = ("领取一个月后整体迁出", "moved away a month after it was paid");
    office.fault("D12", &[&who], &moved, Some("10000.00"), story);
    let (who, matter) = office.listed();
    office.decide(&who, &matter, "10000");
    let on = calendar::plus(office.call(9, 24), 731);
    office.fact(&who, on, "enterprise.deregistered", json!({"reason": "解散"}));
    office.near_miss("D12", &[&who], ("领取 731 天后注销", "deregistered 731 days after it was paid"));
}

fn d16_another_year(office: &mut Office<'_>) {
    for late in [true, false] {
        let who = office.enterprise();
        let on = if late { office.call(1, 4) } else { office.then(12, 31) };
        let matter = office.enter(&who, on);
        office.apply(&who);
        let (approval, payment) = office.decide(&who, &matter, "10000");
        if late {
            let story =
                ("上年度的申报里批了本年度入库的一项", "an entry of this year approved in the call for the last one");
            office.fault("D16", &[&who], &approval, Some("10000.00"), story);
            // The call it belongs to had shown nothing to the public yet.
            office.fault("D18", &[&who], &payment, Some("10000.00"), story);
        } else {
            office.near_miss("D16", &[&who], ("年度最后一天入库", "entered on the last day of the year"));
        }
    }
}

fn d17_review(office: &mut Office<'_>) {
    for passed in [false, true] {
        let (who, matter) = office.entered();
        office.submit(&who, office.call(3, 10));
        office.review(&who, office.call(6, 10), false);
        if passed {
            office.review(&who, office.call(7, 1), true);
        }
        let (_, payment) = office.decide(&who, &matter, "10000");
        if passed {
            office.near_miss("D17", &[&who], ("复审通过", "passed at the second review"));
        } else {
            let story = ("评审未通过，仍付款", "paid although the review was not passed");
            office.fault("D17", &[&who], &payment, Some("10000.00"), story);
        }
    }
}

fn d18_publicity(office: &mut Office<'_>) {
    for days in [6, 7] {
        let (who, matter) = office.listed();
        let number = format!("GZ-{days}");
        let (from, until) = (office.call(8, 2), calendar::plus(office.call(8, 2), days));
        let line = json!({"uscc": who.code, "amount": "10000"});
        let list = json!({"list_no": number, "call_year": office.year() + 1, "lines": [line], "stated_total": "10000"});
        office.everybody(from, "list.published", list);
        office.everybody(from, "publicity.started", json!({"list_no": number, "days": 7}));
        office.everybody(until, "publicity.ended", json!({"list_no": number}));
        let (_, payment) = office.decide(&who, &matter, "10000");
        if days == 7 {
            office.near_miss("D18", &[&who], ("应公示七天，公示七天", "seven days of seven"));
        } else {
            let story = ("应公示七天，公示六天", "shown for six days of seven");
            office.fault("D18", &[&who], &payment, Some("10000.00"), story);
        }
    }
}

fn d19_objection(office: &mut Office<'_>) {
    for (month, of_month, is_fault) in [(9, 25, true), (9, 23, false)] {
        let (who, matter) = office.listed();
        let number = format!("YZ-{}", who.application);
        let filed = json!({"objection_no": number, "application_no": who.application, "ground": "认为不符合条件"});
        office.fact(&who, office.call(8, 5), "objection.filed", filed);
        let (_, payment) = office.decide(&who, &matter, "10000");
        let data = json!({"objection_no": number, "upheld": false, "reason": "经核实，异议不成立"});
        office.fact(&who, office.call(month, of_month), "objection.resolved", data);
        if is_fault {
            let story = ("付款时异议尚未答复", "paid a day before the objection was answered");
            office.fault("D19", &[&who], &payment, Some("10000.00"), story);
        } else {
            office.near_miss("D19", &[&who], ("付款前一天已答复", "answered the day before"));
        }
    }
}

fn d20_late(office: &mut Office<'_>) {
    let (who, matter) = office.listed();
    let approval = office.approve(&who, &matter, "10000");
    office.fault("D20", &[&who], &approval, Some("10000.00"), ("批准后一直没有拨付", "approved and never paid"));
    let (who, matter) = office.listed();
    office.approve(&who, &matter, "10000");
    office.pay_on(&who, office.call(12, 30), "10000");
    office.near_miss("D20", &[&who], ("拖到年底，已拨付", "paid at the end of the year at last"));
}

fn d21_bounced(office: &mut Office<'_>) {
    for again in [false, true] {
        let (who, matter) = office.listed();
        office.decide(&who, &matter, "10000");
        let number = office.payment(office.call(9, 24));
        let data = json!({"payment_no": number, "reason": "账号有误"});
        let bounced = office.fact(&who, office.call(9, 28), "payment.bounced", data);
        if again {
            office.pay_on(&who, office.call(11, 15), "4000");
            office.pay_on(&who, office.call(11, 16), "6000");
            office.near_miss("D21", &[&who], ("退回后分两次补付", "came back and was paid in two parts"));
        } else {
            let story = ("退回之后无人过问", "came back and was forgotten");
            office.fault("D21", &[&who], &bounced, Some("10000.00"), story);
        }
    }
}

fn d22_account(office: &mut Office<'_>) {
    for (registered, paid_to) in [("a", "b"), ("a", "a")] {
        let (who, matter) = office.listed();
        let account = |digit: &str| Value::from(format!("{:0>64}", format!("{digit}{}", who.application.len())));
        let data = json!({"account": account(registered), "bank": "示例银行"});
        office.fact(&who, office.call(1, 5), "account.registered", data);
        office.approve(&who, &matter, "10000");
        let payment = office.pay_with(&who, office.call(9, 24), "10000", json!({"account": account(paid_to)}));
        if registered == paid_to {
            office.near_miss("D22", &[&who], ("付到登记的账户", "paid to the registered account"));
        } else {
            let story = ("付到另一个账户", "paid to another account");
            office.fault("D22", &[&who], &payment, Some("10000.00"), story);
        }
    }
}

fn d23_list_total(office: &mut Office<'_>) {
    let people: Vec<Who> = (0..3).map(|_| office.enterprise()).collect();
    let lines: Vec<Value> = people.iter().map(|who| json!({"uscc": who.code, "amount": "200000"})).collect();
    for (number, total) in [("GZ-9", "590000"), ("GZ-10", "600000")] {
        let data = json!({"list_no": number, "call_year": office.year() + 1, "lines": lines, "stated_total": total});
        let list = office.everybody(office.call(8, 2), "list.published", data);
        if total == "600000" {
            office.near_miss("D23", &[], ("合计与明细一致", "a total that is the sum of its lines"));
        } else {
            let story = ("三家各 20 万元，合计写作 59 万元", "three times 200,000, stated as 590,000");
            office.fault("D23", &[], &list, Some("10000.00"), story);
        }
    }
}

fn d33_window(office: &mut Office<'_>) {
    let (who, _) = office.entered();
    let submitted = office.submit(&who, office.call(5, 1));
    let story = ("申报期过后一天提交，仍受理", "submitted the day after the window, and accepted");
    office.fault("D33", &[&who], &submitted, None, story);
    let entry = office.nth_fact(&who, "cultivation_list.entered", 0);
    office.fault("D34", &[&who], &entry, Some("10000.00"), story);
    let (who, matter) = office.entered();
    office.submit(&who, office.call(4, 30));
    office.review(&who, office.call(6, 10), true);
    office.decide(&who, &matter, "10000");
    office.near_miss("D33", &[&who], ("最后一天提交", "submitted on the last day"));
}

fn d34_never_paid(office: &mut Office<'_>) {
    let (who, _) = office.entered();
    let entry = office.nth_fact(&who, "cultivation_list.entered", 0);
    let story = ("入库后从未申报", "entered the list and never applied");
    office.fault("D34", &[&who], &entry, Some("10000.00"), story);
    let who = office.registered(json!({"district": "海淀区"}));
    office.enter(&who, office.then(3, 2));
    office.near_miss("D34", &[&who], ("不在本区登记，本无应享", "registered in another district, so nothing is due"));
}

fn d37_not_collected(office: &mut Office<'_>) {
    for collected in [false, true] {
        let (who, matter) = office.listed();
        office.decide(&who, &matter, "10000");
        let (number, paid) = (format!("ZZ-{}", who.application), office.payment(office.call(9, 24)));
        let data = json!({"clawback_no": number, "payment_no": paid, "amount": "4000", "basis": "复核"});
        let ordered = office.fact(&who, office.call(10, 8), "clawback.ordered", data);
        if collected {
            let data = json!({"clawback_no": number, "amount": "4000"});
            office.fact(&who, office.call(12, 1), "clawback.recovered", data);
            office.near_miss("D37", &[&who], ("已全部追回", "all of it was collected"));
        } else {
            let story = ("追回决定下达后一直未收到", "ordered back and never collected");
            office.fault("D37", &[&who], &ordered, Some("4000.00"), story);
        }
    }
}

fn l01_impossible_step(office: &mut Office<'_>) {
    for last in ["3000.01", "3000"] {
        let (who, matter) = office.listed();
        office.decide(&who, &matter, "10000");
        let (number, paid) = (format!("ZZ-{}", who.application), office.payment(office.call(9, 24)));
        let data = json!({"clawback_no": number, "payment_no": paid, "amount": "4000", "basis": "复核"});
        office.fact(&who, office.call(10, 8), "clawback.ordered", data);
        let recovered = |amount: &str| json!({"clawback_no": number, "amount": amount});
        office.fact(&who, office.call(11, 1), "clawback.recovered", recovered("1000"));
        let step = office.fact(&who, office.call(12, 1), "clawback.recovered", recovered(last));
        if last == "3000" {
            office.near_miss("L01", &[&who], ("分两次追回，正好收齐", "collected in two parts, just what was ordered"));
        } else {
            let story = ("追回的比决定追回的多一分", "a fen more was collected than was ordered back");
            office.fault("L01", &[&who], &step, Some("0.01"), story);
        }
    }
}

fn p01_same_person(office: &mut Office<'_>) {
    for desk in ["grant.approved", "payment.made"] {
        let (who, matter) = office.listed();
        office.approve(&who, &matter, "10000");
        let payment = office.pay_by(documents::desk_of(desk), &who, "10000");
        if desk == "payment.made" {
            office.near_miss("P01", &[&who], ("批准和拨付由两人录入", "approval and payment recorded by two"));
        } else {
            let story = ("批准和拨付由同一人录入", "approval and payment recorded by one person");
            office.fault("P01", &[&who], &payment, Some("10000.00"), story);
        }
    }
}
