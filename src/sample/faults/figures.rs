//! What amounts are made of (D10, D11, D13, D14, D29, D36, D39).

use super::office::{CERTIFIED, Matter, Office, Who};
use crate::sample::calendar;
use serde_json::json;

pub(super) fn tell(office: &mut Office<'_>) {
    d10_split(office);
    d11_related(office);
    d13_jump(office);
    d14_alike(office);
    d29_interest(office);
    d36_shares(office);
    d39_rate(office);
}

fn d10_split(office: &mut Office<'_>) {
    for (assets, amount) in [("6000000", "1200000"), ("5000000", "1000000")] {
        let who = office.holder();
        let keys = ["1", "2"].map(|part| format!("PZ-{}-{part}", who.application));
        let matters = keys.map(|key| office.platform(&who, (&key, assets)));
        office.apply(&who);
        for (matter, on) in matters.iter().zip([office.call(9, 24), office.call(9, 27)]) {
            office.approve(&who, matter, amount);
            office.pay_on(&who, on, amount);
        }
        if amount == "1200000" {
            let story = (
                "与同一研究所建的两个平台共得 240 万元，单个最高 200 万元",
                "two platforms with one institute got 2,400,000, where one gets 2,000,000 at most",
            );
            let second = office.nth_fact(&who, "platform.completed", 1);
            office.fault("D10", &[&who], &second, Some("400000.00"), story);
        } else {
            office.near_miss("D10", &[&who], ("两个平台合计正好 200 万元", "two platforms with 2,000,000 together"));
        }
    }
}

fn d11_related(office: &mut Office<'_>) {
    for (number, others) in [("1", "LZ-1"), ("2", "LZ-3")] {
        let pair = ["LZ-1", others].map(|representative| office.registered(json!({"representative": representative})));
        let mut decided = String::new();
        for (who, assets, amount) in [(&pair[0], "5000000", "1000000"), (&pair[1], "4500000", "900000")] {
            let certified = calendar::day(office.year() - 2, 10, 21);
            office.certificate(who, certified);
            let matter = office.platform(who, (&format!("PZ-{number}"), assets));
            office.apply(who);
            decided = office.decide(who, &matter, amount).0;
        }
        let [one, other] = &pair;
        if others == "LZ-1" {
            let story =
                ("法定代表人相同的两家就同一平台都得到支持", "two with one representative supported for one platform");
            office.fault("D11", &[one, other], &decided, Some("900000.00"), story);
        } else {
            office.near_miss("D11", &[one, other], ("两家并无关联", "two that have nothing to do with each other"));
        }
    }
}

fn first_certified(office: &mut Office<'_>, research: &[(i32, &str)]) -> (Who, Matter) {
    let who = office.enterprise();
    for (year, amount) in research {
        office.research(&who, *year, amount);
    }
    let number = office.certificate(&who, office.then(11, 20));
    office.apply(&who);
    (who, (CERTIFIED, format!("certificate:{number}")))
}

fn d13_jump(office: &mut Office<'_>) {
    for later in ["2249999.99", "2250000"] {
        let year = office.year();
        let (who, matter) = first_certified(office, &[(year - 2, "1500000"), (year - 1, "3000000"), (year, later)]);
        office.decide(&who, &matter, "300000");
        if later == "2250000" {
            office.near_miss("D13", &[&who], ("次年正好为四分之三", "three quarters of it in the next year"));
        } else {
            let story = ("研发费用翻番后次年不足四分之三", "research that doubled and then fell below three quarters");
            let jump = office.nth_fact(&who, "rnd.expense_reported", 1);
            office.fault("D13", &[&who], &jump, Some("300000.00"), story);
        }
    }
}

fn d14_alike(office: &mut Office<'_>) {
    for amounts in [["3000000.01", "3000000.01"], ["3000000.02", "3000000.03"]] {
        let year = office.year() - 1;
        let pair = amounts.map(|amount| first_certified(office, &[(year, amount)]));
        for (who, matter) in &pair {
            office.decide(who, matter, "300000");
        }
        let [(one, _), (other, _)] = &pair;
        if amounts[0] == amounts[1] {
            let report = office.nth_fact(one, "rnd.expense_reported", 0);
            let story = ("两家研发费用分毫不差", "one research expense, to the fen, from two enterprises");
            office.fault("D14", &[one, other], &report, Some("3000000.01"), story);
        } else {
            office.near_miss("D14", &[one, other], ("两家相差一分", "two figures a fen apart"));
        }
    }
}

fn loan(office: &mut Office<'_>, who: &Who, on: chrono::NaiveDate) -> String {
    let number = format!("JZ-{}", who.application);
    let data = json!({
        "contract_no": number, "bank": "示例银行", "principal": "3600000", "rate_pct": "2.5", "term_months": 36,
        "signed_on": on.to_string(),
    });
    office.fact(who, on, "loan.contracted", data);
    number
}

/// Half a year's interest on 3,600,000 yuan at 2.5 %: 250 yuan a day.
fn interest(office: &mut Office<'_>, who: &Who, number: &str, (period, amount): (&str, &str)) -> String {
    let (_, until) = period.split_once('/').unwrap_or((period, period));
    let on = calendar::plus(until.parse().unwrap_or_default(), 1);
    let data = json!({"contract_no": number, "period": period, "amount": amount, "paid_on": on.to_string()});
    office.fact(who, on, "loan.interest_paid", data)
}

fn d29_interest(office: &mut Office<'_>) {
    for from in ["03-31", "04-01"] {
        let who = office.holder();
        let year = office.year();
        let number = loan(office, &who, office.then(1, 4));
        interest(office, &who, &number, (&format!("{year}-01-05/{year}-03-31"), "21500"));
        let second = interest(office, &who, &number, (&format!("{year}-{from}/{year}-06-30"), "22750"));
        if from == "03-31" {
            let story = ("两次计息期重叠一天", "two periods of interest that overlap by a day");
            office.fault("D29", &[&who], &second, Some("22750.00"), story);
        } else {
            office.near_miss("D29", &[&who], ("两次计息期相接", "two periods that follow each other"));
        }
    }
}

fn d36_shares(office: &mut Office<'_>) {
    for municipal in ["300000.01", "300000"] {
        let who = office.holder();
        let matter = office.platform(&who, (&format!("PZ-{}", who.application), "1000000"));
        for (level, amount) in [("national", "500000"), ("municipal", municipal)] {
            let data = json!({"level": level, "scheme": "示例专项", "matter": matter.1, "amount": amount});
            office.fact(&who, office.call(2, 1), "external_support.recorded", data);
        }
        office.apply(&who);
        let (approval, _) = office.decide(&who, &matter, "200000");
        if municipal == "300000" {
            office.near_miss(
                "D36",
                &[&who],
                ("三级合计正好等于固定资产", "all three together are just the fixed assets"),
            );
        } else {
            let story = (
                "国家、市、区合计比所依据的固定资产多一分",
                "state, city and district together a fen above the fixed assets",
            );
            office.fault("D36", &[&who], &approval, Some("0.01"), story);
        }
    }
}

fn d39_rate(office: &mut Office<'_>) {
    // Both say what the row before them says, so that no other loan is touched.
    for (month, of_month, grade) in [(6, 30, "U"), (9, 30, "P")] {
        let on = office.then(month, of_month);
        let (one, five) = office.district.lpr.on(on);
        let rate = crate::sample::body::hundredths;
        let data = json!({
            "published_on": on.to_string(), "one_year_pct": rate(one), "five_year_pct": rate(five), "grade": grade,
        });
        let row = office.everybody(on, "lpr.published", data);
        let who = office.holder();
        let number = loan(office, &who, on);
        let (year, first) = (office.year(), calendar::plus(on, 1));
        interest(office, &who, &number, (&format!("{first}/{year}-12-20"), "20250"));
        office.fact(&who, office.call(6, 1), "loan.evaluated", json!({"year": year, "passed": true}));
        office.apply(&who);
        let amount = "10125";
        office.decide(&who, &("第十七条/贷款贴息", format!("loan:{number}:{year}")), amount);
        if grade == "U" {
            let story = ("依据的利率一行没有核实", "a subsidy on a rate nobody checked");
            office.fault("D39", &[], &row, None, story);
        } else {
            office.near_miss("D39", &[], ("利率已对照公布页", "a rate that was seen where it was published"));
        }
    }
}
