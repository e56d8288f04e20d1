//! Detectors that look at approvals: what was approved, on what, by which text and how evenly.

use super::{CERTIFIED, LISTED, ON, Office, everything, hold};
use crate::story::{ENTERPRISE, nth_code};
use qizhang::explain::Listing;
use qizhang::value::Lang;
use serde_json::{Value, json};

const STANDARD: &str = "第七条/标准";
const PRODUCT: &str = "第十三条/新产品";

/// Certified since 2024, and applied in the call of 2027.
fn holder() -> Office {
    Office::new().certificate("GR0", "2024-11-20").applied()
}

fn product(office: Office, key: &str, on: &str) -> Office {
    office.fact(on, "new_product.recognized", json!({"product_key": key, "cert_no": format!("ZS-{key}")}))
}

fn approved_product(office: Office, key: &str, amount: &str) -> Office {
    office.approved("2027-08-20", &format!("A-{key}"), (PRODUCT, &format!("product:{key}")), amount)
}

fn standard(office: Office, number: &str, level: &str, units: Value) -> Office {
    let data = json!({"standard_no": number, "title": "示例", "level": level, "nature": "new", "units": units});
    // The international one comes first.
    let on = if level == "international" { "2026-05-10" } else { "2026-06-10" };
    office.everybody(on, on, "standard.published", data)
}

fn drafted(number: &str) -> String {
    format!("standard:{number}")
}

#[test]
fn d26_adoption_not_told() {
    let (iso, gb) = ("ISO 90001:2026", "GB/T 90002-2026");
    let name = "北京某某1号科技有限公司";
    let unit = |uscc: &str, name: &str| json!([{"rank": 1, "name": name, "uscc": uscc}]);
    let own = unit(ENTERPRISE, "北京某某科技有限公司");
    let theirs = {
        let office = holder().neighbour(1).certificate_of(&nth_code(1), "GR9", "2024-11-20");
        let office = standard(office, iso, "international", unit(&nth_code(1), name));
        let office = standard(office, gb, "national", own.clone());
        office.approved("2027-08-20", "A1", (STANDARD, &drafted(gb)), "300000")
    };
    let supported = |office: Office| office.approved_for(1, "2027-08-20", (STANDARD, &drafted(iso)), "500000");
    let adopted = |office: Office, recorded: &str, degree: &str| {
        let data = json!({"standard_no": gb, "source_no": iso, "degree": degree});
        office.everybody(recorded, "2026-06-10", "standard.adopted", data)
    };
    let both = {
        let office = standard(standard(holder(), iso, "international", own.clone()), gb, "national", own);
        let office = office.approved("2027-08-20", "A0", (STANDARD, &drafted(iso)), "500000");
        office.approved("2027-08-20", "A1", (STANDARD, &drafted(gb)), "300000")
    };
    let odd = || vec![("D26", "300000.00")];
    hold(vec![
        ("recorded after the approval", adopted(supported(theirs.clone()), "2027-09-01", "IDT"), odd()),
        ("modified", adopted(supported(theirs.clone()), "2027-09-01", "MOD"), odd()),
        ("one's own, approved and not paid", adopted(both.clone(), "2027-09-01", "IDT"), odd()),
        (
            "one's own, paid",
            adopted(both.paid("2027-08-25", "P1", "A1", "300000"), "2027-09-01", "IDT"),
            vec![("D05", "300000.00")],
        ),
        ("not equivalent", adopted(supported(theirs.clone()), "2027-09-01", "NEQ"), vec![]),
        ("recorded before the approval", adopted(supported(theirs.clone()), "2027-08-19", "IDT"), vec![]),
        ("nobody was supported for the first", adopted(theirs.clone(), "2027-09-01", "IDT"), vec![]),
        ("never recorded", supported(theirs), vec![]),
    ]);
}

#[test]
fn d27_first_claimed_twice() {
    let entered =
        |office: Office, on: &str, list: &str| office.fact(on, "cultivation_list.entered", json!({"list_no": list}));
    let given = |office: Office, list: &str| {
        office.approved("2027-08-20", &format!("A-{list}"), (LISTED, &format!("cultivation_list:{list}")), "10000")
    };
    let other = || nth_code(1);
    // Another enterprise was listed and supported; then it was joined to this one.
    let joined = |kind: &str, mut data: Value, again: &str| {
        let office = Office::new().neighbour(1);
        let list = json!({"uscc": other(), "list_no": "L1"});
        let office = office.fact("2026-02-01", "cultivation_list.entered", list);
        data["uscc"] = data.get("uscc").cloned().unwrap_or(json!(ENTERPRISE));
        let office = entered(office.fact("2026-06-01", kind, data), again, "L2").applied();
        let office = office.approved_for(1, "2027-08-20", (LISTED, "cultivation_list:L1"), "10000");
        given(office, "L2")
    };
    let merged = |again: &str| joined("enterprise.merged", json!({"absorbed": [{"uscc": other()}]}), again);
    let split =
        |again: &str| joined("enterprise.split", json!({"uscc": other(), "into": [{"uscc": ENTERPRISE}]}), again);
    let recoded = {
        let office = Office::new().fact("2026-05-01", "enterprise.recoded", json!({"old_uscc": other()}));
        let list = json!({"uscc": other(), "list_no": "L1"});
        entered(office.fact("2026-02-01", "cultivation_list.entered", list), "2026-09-01", "L2").applied()
    };
    let twice = entered(entered(Office::new(), "2026-02-01", "L1"), "2026-09-01", "L2").applied();
    let odd = || vec![("D04", "10000.00"), ("D27", "10000.00")];
    hold(vec![
        ("once", given(twice.clone(), "L1"), vec![]),
        ("two entries", given(given(twice, "L1"), "L2"), odd()),
        ("under the old code and the new one", given(given(recoded, "L1"), "L2"), odd()),
        ("on the day it absorbed one that was supported", merged("2026-06-01"), odd()),
        ("the day before it did", merged("2026-05-31"), vec![]),
        ("after it was split off", split("2026-09-01"), odd()),
        ("before it was", split("2026-05-31"), vec![]),
    ]);
}

#[test]
fn d28_status_lapsed() {
    let certified = |on: &str| product(Office::new().certificate("GR0", on).applied(), "CP1", "2026-05-10");
    let given = |office: Office| approved_product(office, "CP1", "50000");
    let renewed = |on: &str| given(certified("2024-05-31").certificate("GR1", on));
    let listed = |left: Option<&str>| {
        let office = Office::new().fact("2026-03-01", "cultivation_list.entered", json!({"list_no": "L1"})).applied();
        let office = match left {
            Some("certified") => office.certificate("GR1", "2027-06-01"),
            Some(on) => office.fact(on, "cultivation_list.exited", json!({"list_no": "L1", "reason": "主动退出"})),
            None => office,
        };
        let units = json!([{"rank": 1, "name": "北京某某科技有限公司", "uscc": ENTERPRISE}]);
        let office = standard(office, "GB/T 90001-2026", "national", units);
        office.approved("2027-08-20", "A1", (STANDARD, &drafted("GB/T 90001-2026")), "300000")
    };
    hold(vec![
        ("valid to the day of the approval", given(certified("2024-08-20")), vec![]),
        ("valid to the day before", given(certified("2024-08-19")), vec![("D28", "50000.00")]),
        ("lapsed long before", given(certified("2024-05-31")), vec![("D28", "50000.00")]),
        ("renewed before the approval", renewed("2027-07-01"), vec![]),
        ("renewed in the autumn", renewed("2027-11-18"), vec![]),
        ("still on the list", listed(None), vec![]),
        ("left the list the day before", listed(Some("2027-08-20")), vec![("D28", "300000.00")]),
        ("left the list the day after", listed(Some("2027-08-21")), vec![]),
        ("left the list for a certificate", listed(Some("certified")), vec![]),
    ]);
}

/// Two carriers with their applications, and the numbers of the tenants of the first; the second has others and the last of them.
fn carriers(shared: &str, since: &str) -> Office {
    let carrier = |office: Office, number: u32| {
        let uscc = nth_code(number);
        let data = json!({"uscc": uscc, "name": format!("示例载体{number}"), "kind": "carrier", "district": "昌平区"});
        let applied = json!({"uscc": uscc, "application_no": format!("SB-{number}"), "call_year": 2027});
        office.fact("2010-01-05", "enterprise.registered", data).fact("2027-03-10", "application.submitted", applied)
    };
    let start = carrier(carrier(Office::new(), 101), 102);
    let tenant = |office: Office, number: u32| {
        let (uscc, carrier) = (nth_code(number), nth_code(if number < 11 { 101 } else { 102 }));
        let office = office.fact("2026-01-10", "tenancy.started", json!({"uscc": uscc, "carrier": carrier}));
        office.certificate_of(&uscc, &format!("GR{number}"), "2026-06-01")
    };
    let office = (1..=20).fold(start, tenant);
    office.late(shared, since, "tenancy.started", json!({"uscc": nth_code(10), "carrier": nth_code(102)}))
}

#[test]
fn d30_counted_twice() {
    let given = |office: Office, second: &str| {
        let carrier = ("第十六条/载体", "carrier:2026");
        let office = office.approved_for(101, "2027-08-20", carrier, "500000");
        office.approved_for(102, "2027-08-30", carrier, second)
    };
    let decided = |office: Office, reading: &str, option: &str| {
        let data = json!({"reading": reading, "option": option, "document": "会议纪要"});
        office.everybody("2027-05-01", "2027-05-01", "reading.decided", data)
    };
    let again = |office: Office| {
        // Certified as a tenant, gone, and landed again with its certificate: the sum of both counts it twice.
        let tie = || json!({"uscc": nth_code(10), "carrier": nth_code(101)});
        office.fact("2026-07-01", "tenancy.ended", tie()).fact("2026-09-01", "tenancy.started", tie())
    };
    let alone = |office: Office, amount: &str| {
        office.approved_for(101, "2027-08-20", ("第十六条/载体", "carrier:2026"), amount)
    };
    let apart = || carriers("2027-01-05", "2027-01-05");
    hold(vec![
        ("each its own", given(apart(), "500000"), vec![]),
        (
            "the second tenancy was recorded between",
            given(carriers("2027-08-25", "2026-03-01"), "550000"),
            vec![("D30", "")],
        ),
        (
            "both count by a reading",
            given(decided(carriers("2026-03-01", "2026-03-01"), "R16.3", "both"), "550000"),
            vec![("D30", "")],
        ),
        ("twice by one of them", alone(decided(again(apart()), "R16.2", "sum_of_both"), "550000"), vec![("D30", "")]),
        ("once by one of them", alone(again(apart()), "500000"), vec![]),
        (
            "approved in two parts",
            {
                let lines = json!([{"grant": "第十六条/载体", "matter": "carrier:2026", "amount": "200000"}]);
                let data =
                    json!({"uscc": nth_code(101), "approval_no": "A-x", "application_no": "SB-101", "lines": lines});
                alone(apart(), "300000").fact("2027-08-21", "grant.approved", data)
            },
            vec![],
        ),
    ]);
}

#[test]
fn d31_discretion_without_a_decision() {
    let strong = || {
        let office = Office::new().certificate("GR0", "2024-11-20");
        office.fact("2026-01-10", "strong_list.entered", json!({"list_no": "Q1"})).applied()
    };
    let evaluated = |office: Office, on: &str| {
        office.fact(on, "growth.evaluated", json!({"year": 2026, "grade": "优秀", "approved_amount": "900000"}))
    };
    let given = |office: Office| office.approved("2027-08-20", "A1", ("第十五条/规升强", "growth:2026"), "900000");
    let target =
        json!({"name": "第十一条/年度目标值", "year": 2026, "value": "10", "unit": "percent", "document": "通知"});
    let grown = || {
        let office = holder().spent(2025, "3000000", "special_audit").spent(2026, "4000000", "special_audit");
        office.everybody("2027-02-01", "2027-02-01", "parameter.set", target.clone())
    };
    let assessed =
        |office: Office| office.fact("2027-06-01", "rnd_growth.assessed", json!({"year": 2026, "share_pct": "10"}));
    let growth =
        |office: Office| office.approved("2027-08-20", "A1", ("第十一条/研发增长", "rnd_growth:2026"), "70000");
    let guiding = |number: &str| {
        let units = json!([{"rank": 1, "name": "北京某某科技有限公司", "uscc": ENTERPRISE}]);
        let office = standard(holder(), number, "national", units);
        office.approved("2027-08-20", "A1", (STANDARD, &drafted(number)), "300000")
    };
    let odd = |amount: &'static str| vec![("D04", amount), ("D31", amount)];
    hold(vec![
        ("evaluated before", given(evaluated(strong(), "2027-08-10")), vec![]),
        ("never evaluated", given(strong()), odd("900000.00")),
        ("evaluated the day after", evaluated(given(strong()), "2027-08-21"), odd("900000.00")),
        ("growth that was assessed", growth(assessed(grown())), vec![]),
        ("growth that was not", growth(grown()), odd("70000.00")),
        ("a guiding document", guiding("GB/Z 90001-2026"), odd("300000.00")),
        ("a standard", guiding("GB/T 90001-2026"), vec![]),
        (
            "what only a fact is missing for",
            Office::new().certificate("GR1", "2026-11-20").applied().approved(
                "2027-08-20",
                "A1",
                (CERTIFIED, "certificate:GR1"),
                "50000",
            ),
            vec![("D04", "50000.00")],
        ),
    ]);
}

#[test]
fn d32_unequal_outcome() {
    let two = || product(product(holder(), "CP1", "2026-05-10"), "CP2", "2026-05-11");
    let full = |office: Office| approved_product(office, "CP1", "50000");
    let less = |amount: &str| approved_product(full(two()), "CP2", amount);
    let reasoned = {
        let lines =
            json!([{"grant": PRODUCT, "matter": "product:CP2", "amount": "40000", "reason": "材料不全，余额待补"}]);
        full(two()).fact(
            "2027-08-20",
            "grant.approved",
            json!({"approval_no": "A9", "application_no": "SB1", "lines": lines}),
        )
    };
    let neighbours = |spent: &str, amount: &str| {
        let uscc = nth_code(1);
        let office = Office::reported().0.applied().neighbour(1).certificate_of(&uscc, "GR9", "2026-11-20");
        let office = office.spent_by(&uscc, 2025, spent, "special_audit");
        let office = office.approved("2027-08-20", "A1", (CERTIFIED, "certificate:GR1"), "300000");
        office.approved_for(1, "2027-08-20", (CERTIFIED, "certificate:GR9"), amount)
    };
    hold(vec![
        ("in full", less("50000"), vec![]),
        ("a fen less", less("49999.99"), vec![("D32", "0.01")]),
        ("with a reason", reasoned, vec![]),
        ("the rest a day later", less("40000").approved("2027-08-21", "A9", (PRODUCT, "product:CP2"), "10000"), vec![]),
        (
            "not all of the rest",
            less("40000").approved("2027-08-21", "A9", (PRODUCT, "product:CP2"), "5000"),
            vec![("D32", "5000.00")],
        ),
        ("two enterprises", neighbours("3000000", "200000"), vec![("D32", "100000.00")]),
        ("two enterprises with other figures", neighbours("3000000.10", "200000"), vec![]),
        ("nobody got it in full", approved_product(approved_product(two(), "CP1", "40000"), "CP2", "45000"), vec![]),
    ]);
}

#[test]
fn d35_recorded_late() {
    let entered = |recorded: &str, on: &str, approved: &str| {
        let office = Office::new().late(recorded, on, "cultivation_list.entered", json!({"list_no": "L1"})).applied();
        office.approved(approved, "A1", (LISTED, "cultivation_list:L1"), "10000")
    };
    let corrected = |on: &str| {
        let office = Office::new().fact("2026-12-20", "cultivation_list.entered", json!({"list_no": "L0"}));
        let event = office.last();
        let office = office.correct(on, &event, json!({"list_no": "L1"})).applied();
        office.approved("2027-06-10", "A1", (LISTED, "cultivation_list:L1"), "10000")
    };
    let newcomer = {
        let young =
            json!({"uscc": nth_code(1), "name": "北京新来科技有限公司", "kind": "enterprise", "district": "昌平区"});
        let list = json!({"uscc": nth_code(1), "list_no": "L1"});
        let applied = json!({"uscc": nth_code(1), "application_no": "SB-1", "call_year": 2027});
        let office = Office::new().late("2027-01-05", "2020-01-06", "enterprise.registered", young);
        let office = office.late("2027-01-06", "2026-03-01", "cultivation_list.entered", list);
        let office = office.fact("2027-03-10", "application.submitted", applied);
        office.approved_for(1, "2027-08-20", (LISTED, "cultivation_list:L1"), "10000")
    };
    let odd = || vec![("D35", "10000.00")];
    // What was approved in June should have been paid by now.
    let unpaid = || vec![("D20", "10000.00")];
    let hasty = || vec![("D20", "10000.00"), ("D35", "10000.00")];
    hold(vec![
        ("180 days after", entered("2026-08-28", "2026-03-01", "2027-08-20"), vec![]),
        ("181 days after", entered("2026-08-29", "2026-03-01", "2027-08-20"), odd()),
        ("three days before the approval", entered("2027-06-07", "2026-12-20", "2027-06-10"), hasty()),
        ("four days before it", entered("2027-06-06", "2026-12-20", "2027-06-10"), unpaid()),
        ("corrected three days before it", corrected("2027-06-07"), hasty()),
        ("corrected four days before it", corrected("2027-06-06"), unpaid()),
        ("as soon as the enterprise was known", newcomer, vec![]),
    ]);
    let late = entered("2026-08-29", "2026-03-01", "2027-08-20");
    let clause = format!("{ENTERPRISE} {LISTED}");
    assert_eq!(super::leads(&late, ON, "D35").1, [&*clause]);
    let paid = late.paid("2027-10-08", "P9", "A1", "10000");
    assert_eq!(super::leads(&paid, ON, "D35"), (vec!["P9".to_owned()], vec![clause]));
}

/// Two rules about one approval speak of the same money, and whoever adds is told so.
#[test]
fn what_stands_under_two_rules_is_said_to_be_one_money() {
    let told = |office: Office| {
        let audited = office.audited(ON);
        let listing = Listing { settled: false, information: false };
        let page = audited.page(&everything(&audited), listing);
        page.render(Lang::Zh) + &page.render(Lang::En)
    };
    let strong = Office::new().certificate("GR0", "2024-11-20");
    let strong = strong.fact("2026-01-10", "strong_list.entered", json!({"list_no": "Q1"})).applied();
    let given = strong.approved("2027-08-20", "A1", ("第十五条/规升强", "growth:2026"), "900000");
    let page = told(given);
    assert!(page.contains("D04") && page.contains("D31") && page.contains("有 1 个事件列入不止一条规则"), "{page}");
    assert!(page.contains("1 event stands under more than one rule"), "{page}");
    let page = told(Office::listed().paid("2027-10-08", "P2", "A1", "10000"));
    assert!(page.contains("D01") && !page.contains("列入不止一条规则"), "{page}");
}
