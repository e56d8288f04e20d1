//! Detectors that look at what amounts are made of: research, projects, shares and rates.

use super::{CERTIFIED, LISTED, ON, Office, hold};
use crate::story::{ENTERPRISE, nth_code};
use serde_json::json;

const PLATFORM: &str = "第十二条/创新平台";
const LOAN: &str = "第十七条/贷款贴息";

/// Certified since 2024, and applied in the call of 2027.
fn holder() -> Office {
    Office::new().certificate("GR0", "2024-11-20").applied()
}

fn platform(office: Office, key: &str, partner: &str, on: &str, assets: &str) -> Office {
    let data = json!({
        "platform_key": key, "partner": partner, "partner_kind": "institute", "investment": "9000000",
        "fixed_assets": assets,
    });
    office.fact(on, "platform.completed", data)
}

#[test]
fn d10_split_project() {
    // A fifth of the fixed assets, at most 2,000,000 for one platform.
    let given = |office: Office, key: &str, amount: &str| {
        office.approved("2027-08-20", &format!("A-{key}"), (PLATFORM, &format!("platform:{key}")), amount)
    };
    let project = |office: Office, key: &str, partner: &str, assets: &str, amount: &str| {
        given(platform(office, key, partner, "2026-05-10", assets), key, amount)
    };
    let one =
        |office: Office, key: &str, assets: &str, amount: &str| project(office, key, "示例研究院", assets, amount);
    // The first of them in the year before, approved in the call of 2026 and not paid since.
    let years = |first: &str| {
        let call = json!({"year": 2026, "fact_year": 2025, "opens_on": "2026-03-01", "closes_on": "2026-04-30"});
        let office =
            Office::new().certificate("GR0", "2024-11-20").everybody("2026-02-20", "2026-03-01", "call.opened", call);
        let office = platform(office, "PT1", "示例研究院", first, "6000000").fact(
            "2026-03-10",
            "application.submitted",
            json!({"application_no": "SB0", "call_year": 2026}),
        );
        let lines = json!([{"grant": PLATFORM, "matter": "platform:PT1", "amount": "1200000"}]);
        let data = json!({"approval_no": "A0", "application_no": "SB0", "lines": lines});
        let office = office.fact("2026-08-20", "grant.approved", data).applied();
        given(platform(office, "PT2", "示例研究院", "2026-06-30", "6000000"), "PT2", "1200000")
    };
    hold(vec![
        ("one", one(holder(), "PT1", "6000000", "1200000"), vec![]),
        (
            "two",
            one(one(holder(), "PT1", "6000000", "1200000"), "PT2", "6000000", "1200000"),
            vec![("D10", "400000.00")],
        ),
        (
            "two that are the ceiling together",
            one(one(holder(), "PT1", "5000000", "1000000"), "PT2", "5000000", "1000000"),
            vec![],
        ),
        (
            "a fen more",
            one(one(holder(), "PT1", "5000000", "1000000"), "PT2", "5000000.05", "1000000.01"),
            vec![("D10", "0.01")],
        ),
        (
            "three",
            {
                let two = one(one(holder(), "PT1", "4000000", "800000"), "PT2", "4000000", "800000");
                one(two, "PT3", "4000000", "800000")
            },
            vec![("D10", "400000.00")],
        ),
        (
            "with two partners",
            project(one(holder(), "PT1", "6000000", "1200000"), "PT2", "示例大学", "6000000", "1200000"),
            vec![],
        ),
        ("on the anniversary", years("2025-06-30"), vec![("D10", "400000.00"), ("D20", "1200000.00")]),
        ("a day after it", years("2025-06-29"), vec![("D20", "1200000.00")]),
    ]);
}

#[test]
fn d11_related_enterprises() {
    let applied = |office: Office, number: u32| {
        let data = json!({"uscc": nth_code(number), "application_no": format!("SB-{number}"), "call_year": 2027});
        office.fact("2027-03-10", "application.submitted", data)
    };
    let registered = |office: Office, number: u32, field: &str, text: &str| {
        let uscc = nth_code(number);
        let mut data = json!({"uscc": uscc, "name": format!("北京某某{number}号科技有限公司"), "kind": "enterprise"});
        data["district"] = json!("昌平区");
        data[field] = json!(text);
        applied(office.fact("2010-01-05", "enterprise.registered", data), number).certificate_of(
            &uscc,
            &format!("GR{number}"),
            "2024-11-20",
        )
    };
    let banked = |office: Office, number: u32, account: &str| {
        let data = json!({"uscc": nth_code(number), "bank": "示例银行", "account": account.repeat(64)});
        office.fact("2026-01-05", "account.registered", data)
    };
    let built = |office: Office, number: u32, key: &str, (assets, amount): (&str, &str)| {
        let data = json!({
            "uscc": nth_code(number), "platform_key": key, "partner": "示例研究院", "partner_kind": "institute",
            "investment": "9000000", "fixed_assets": assets,
        });
        let office = office.fact(&format!("2026-05-{number:02}"), "platform.completed", data);
        office.approved_for(number, "2027-08-20", (PLATFORM, &format!("platform:{key}")), amount)
    };
    let two = |field: &str, (one, other): (&str, &str), keys: (&str, &str)| {
        let office = registered(registered(Office::new(), 1, field, one), 2, field, other);
        built(built(office, 1, keys.0, ("5000000", "1000000")), 2, keys.1, ("4500000", "900000"))
    };
    let accounts =
        |one: &str, other: &str| banked(banked(two("field", ("甲", "乙"), ("PT1", "PT1")), 1, one), 2, other);
    // Each was entered on the list, and the list is nobody's own.
    let listed = (1..=2).fold(Office::new(), |office, number| {
        let uscc = nth_code(number);
        let name = format!("北京某某{number}号科技有限公司");
        let data = json!({
            "uscc": uscc, "name": name, "kind": "enterprise", "district": "昌平区", "representative": "R-1",
        });
        let office = applied(office.fact("2010-01-05", "enterprise.registered", data), number);
        let data = json!({"uscc": uscc, "list_no": "L1"});
        let office = office.fact("2026-02-01", "cultivation_list.entered", data);
        office.approved_for(number, "2027-08-20", (LISTED, "cultivation_list:L1"), "10000")
    });
    let alone = {
        let office = registered(registered(Office::new(), 1, "representative", "R-1"), 2, "representative", "R-1");
        let data = json!({
            "uscc": nth_code(2), "platform_key": "PT1", "partner": "示例研究院", "partner_kind": "institute",
            "investment": "9000000", "fixed_assets": "4500000",
        });
        built(office, 1, "PT1", ("5000000", "1000000")).fact("2026-05-11", "platform.completed", data)
    };
    let odd = || vec![("D11", "900000.00")];
    let (one, apart) = (("PT1", "PT1"), ("PT1", "PT2"));
    hold(vec![
        ("one representative", two("representative", ("R-1", "R-1"), one), odd()),
        ("two representatives", two("representative", ("R-1", "R-2"), one), vec![]),
        ("one address", two("address", ("示例路8号院1号楼", "示例路8号院1号楼"), one), odd()),
        ("next door", two("address", ("示例路8号院1号楼", "示例路8号院2号楼"), one), vec![]),
        ("one field", two("field", ("电子信息", "电子信息"), one), vec![]),
        ("one account", accounts("a", "a"), odd()),
        ("two accounts", accounts("a", "b"), vec![]),
        ("one representative and two platforms", two("representative", ("R-1", "R-1"), apart), vec![]),
        ("one representative on one list", listed, vec![]),
        ("one representative, and only one of them got something", alone, vec![]),
    ]);
}

#[test]
fn d13_research_figures() {
    let recoded = |amount: &str, basis: &str| {
        let old = nth_code(3);
        Office::new()
            .fact("2026-08-01", "enterprise.recoded", json!({"old_uscc": old}))
            .spent_by(&old, 2025, "3000000", "special_audit")
            .spent(2025, amount, basis)
    };
    let years = |before: &str, after: &str, basis: &str| {
        let office = Office::new().spent(2024, before, "special_audit").spent(2025, "3000000", "special_audit");
        office.certificate("GR1", "2026-11-20").applied().spent(2026, after, basis)
    };
    let given = |office: Office| office.approved("2027-08-20", "A1", (CERTIFIED, "certificate:GR1"), "300000");
    let odd = || vec![("D13", "300000.00")];
    hold(vec![
        ("two figures under two codes", recoded("3100000", "special_audit"), vec![("D13", "100000.00")]),
        ("a fen apart", recoded("2999999.99", "special_audit"), vec![("D13", "0.01")]),
        ("one figure under two codes", recoded("3000000", "special_audit"), vec![]),
        ("figures of two bases", recoded("2800000", "annual_report"), vec![]),
        ("a jump and a fall", given(years("1500000", "2249999.99", "special_audit")), odd()),
        ("a fall to three quarters", given(years("1500000", "2250000", "special_audit")), vec![]),
        ("not quite twice the year before", given(years("1500000.01", "1000000", "special_audit")), vec![]),
        ("a fall on another basis", given(years("1500000", "1000000", "annual_report")), vec![]),
        ("nothing the year before", given(years("0", "1000000", "special_audit")), vec![]),
        ("that brought nothing", years("1500000", "1000000", "special_audit"), vec![]),
    ]);
}

#[test]
fn d14_at_the_boundary() {
    // A tenth of the research expense, at least 50,000 and at most 500,000.
    let certified = |amounts: &[&str]| {
        (1..).zip(amounts).fold(Office::new(), |office, (number, amount)| {
            let uscc = nth_code(number);
            let office = office.neighbour(number).certificate_of(&uscc, &format!("GR{number}"), "2026-11-20");
            office.spent_by(&uscc, 2025, amount, "special_audit")
        })
    };
    let platforms = |assets: [&str; 3]| {
        (1..).zip(assets).fold(Office::new(), |office, (number, assets)| {
            let uscc = nth_code(number);
            let data = json!({
                "uscc": uscc, "platform_key": format!("PT{number}"), "partner": "示例研究院", "partner_kind": "institute",
                "investment": "9000000", "fixed_assets": assets,
            });
            let office = office.neighbour(number).certificate_of(&uscc, &format!("GR{number}"), "2024-11-20");
            office.fact("2026-05-10", "platform.completed", data)
        })
    };
    let both = Office::new().spent(2025, "3000000.01", "special_audit").spent(2025, "3000000.01", "annual_report");
    let odd = || vec![("D14", "")];
    hold(vec![
        ("three at the ceiling", certified(&["5000000"; 3]), odd()),
        ("two at the ceiling", certified(&["5000000"; 2]), vec![]),
        ("two, and one a fen above", certified(&["5000000", "5000000", "5000000.10"]), vec![]),
        ("three at the floor", certified(&["500000"; 3]), odd()),
        ("three where a platform begins to count", platforms(["500000"; 3]), odd()),
        ("two, and one a fen above it", platforms(["500000", "500000", "500000.01"]), vec![]),
        ("two with one figure to the fen", certified(&["3000000.01"; 2]), vec![("D14", "3000000.01")]),
        ("two a fen apart", certified(&["3000000.01", "3000000.02"]), vec![]),
        ("two with one round figure", certified(&["3000000"; 2]), vec![]),
        ("one with one figure on two bases", both, vec![]),
    ]);
}

/// A loan of 3,600,000 at 3% signed on a day, and its interest for half a year of 2026, half of which was approved.
fn subsidised(office: Office, signed: &str, approved: &str) -> Office {
    let contract = json!({
        "contract_no": "JK1", "bank": "示例银行", "principal": "3600000", "rate_pct": "3", "term_months": 36,
        "signed_on": signed,
    });
    let interest = json!({
        "contract_no": "JK1", "period": "2026-07-01/2026-12-27", "amount": "54000", "paid_on": "2026-12-28",
    });
    office
        .fact(signed, "loan.contracted", contract)
        .fact("2026-12-28", "loan.interest_paid", interest)
        .fact("2027-06-01", "loan.evaluated", json!({"year": 2026, "passed": true}))
        .approved("2027-08-20", "A1", (LOAN, "loan:JK1:2026"), approved)
}

#[test]
fn d36_shares_of_levels() {
    let support = |office: Office, level: &str, matter: &str, amount: &str| {
        let data = json!({"level": level, "scheme": format!("{level}示例资金"), "matter": matter, "amount": amount});
        office.fact("2027-02-01", "external_support.recorded", data)
    };
    let lent =
        |matter: &str, amount: &str| subsidised(support(holder(), "municipal", matter, amount), "2024-07-25", "27000");
    let insured = |amount: &str| {
        let premium = json!({"policy_no": "BX1", "insurer": "示例保险", "kind": "研发责任", "premium": "60000"});
        let office = support(holder(), "national", "insurance:BX1", amount)
            .fact("2026-05-10", "insurance.premium_paid", premium)
            .fact("2027-06-01", "insurance.evaluated", json!({"year": 2026, "share_pct": "50"}));
        office.approved("2027-08-20", "A1", ("第十七条/科技保险", "insurance:BX1"), "30000")
    };
    let built = |national: &str, municipal: &str| {
        let office = support(holder(), "national", "platform:PT1", national);
        let office = support(office, "municipal", "platform:PT1", municipal);
        let office = platform(office, "PT1", "示例研究院", "2026-05-10", "1000000");
        office.approved("2027-08-20", "A1", (PLATFORM, "platform:PT1"), "200000")
    };
    let recognised = support(Office::reported().0.applied(), "municipal", "certificate:GR1", "9000000").approved(
        "2027-08-20",
        "A1",
        (CERTIFIED, "certificate:GR1"),
        "300000",
    );
    hold(vec![
        ("all of the interest", lent("loan:JK1:2026", "27000"), vec![]),
        ("a fen more than the interest", lent("loan:JK1:2026", "27000.01"), vec![("D36", "0.01")]),
        ("for the interest of another year", lent("loan:JK1:2025", "27000.01"), vec![]),
        ("all of the premium", insured("30000"), vec![]),
        ("a fen more than the premium", insured("30000.01"), vec![("D36", "0.01")]),
        ("all of the platform", built("500000", "300000"), vec![]),
        ("a fen more than the platform", built("500000", "300000.01"), vec![("D36", "0.01")]),
        ("beside a reward", recognised, vec![]),
    ]);
}

#[test]
fn d39_weak_rate() {
    // Of the rates that come along, that of March 2026 was not checked, and those of February and April were.
    let lent = |signed: &str| subsidised(holder(), signed, "27000");
    let published = |office: Office, on: &str, one: &str, grade: &str| {
        let data = json!({"published_on": on, "one_year_pct": one, "five_year_pct": "3.50", "grade": grade});
        office.everybody(on, on, "lpr.published", data)
    };
    let rate = |on: &str, one: &str| published(Office::new(), on, one, "P");
    let again = |on: &str, one: &str| published(rate("2026-05-20", "3.10"), on, one, "P");
    hold(vec![
        ("the day before it was published", lent("2026-03-19"), vec![]),
        ("signed on the day of an unchecked rate", lent("2026-03-20"), vec![("D39", "27000.00")]),
        ("on the last day it counts", lent("2026-04-19"), vec![("D39", "27000.00")]),
        ("the next one was checked", lent("2026-04-20"), vec![]),
        (
            "another one nobody checked",
            subsidised(published(holder(), "2026-05-20", "3.10", "U"), "2026-05-20", "27000"),
            vec![("D39", "27000.00")],
        ),
        ("a rate for each month", again("2026-06-01", "3.15"), vec![]),
        ("two rates in one month", again("2026-05-31", "3.15"), vec![("D39", "")]),
        ("one rate twice in one month", again("2026-05-31", "3.10"), vec![]),
    ]);
    // It is about nobody, and leads to whoever was given something on the rate.
    let (payments, clauses) = super::leads(&lent("2026-03-20"), ON, "D39");
    assert_eq!(clauses, [format!("{ENTERPRISE} 第十七条/贷款贴息")]);
    assert!(payments.is_empty(), "nothing is paid yet: {payments:?}");
    let (payments, _) = super::leads(&lent("2026-03-20").paid("2027-09-25", "P1", "A1", "27000"), ON, "D39");
    assert_eq!(payments, ["P1"]);
}
