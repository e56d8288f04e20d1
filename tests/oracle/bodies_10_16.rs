//! Growth: scale, R&D figures and targets, funds, platforms, the lists of chapter three, and evaluations.

use super::bodies::pick;
use super::draw::{Act, What};
use super::tell::{AMOUNTS, SERVICE, code_of};
use qizhang::value::Day;
use serde_json::{Value, json};

/// Amounts in yuan around what the largest grants give, and their ceilings.
const LARGE: [&str; 8] =
    ["2000000", "800000.05", "0", "25000000", "2000000.01", "123456.78", "1000000000", "1000000000.01"];

/// The body of an act about growth.
pub(super) fn growth(act: Act, on: Day) -> Value {
    let list = |letter: &str| format!("{letter}{}", act.key % 2);
    let judged = if act.key < 3 { 2026 } else { on.year() };
    match act.what {
        What::Scale => json!({"scale": if act.word < 5 { "below" } else { "above" }}),
        What::ScaleUp => json!({"list_no": list("U")}),
        What::ScaleUpLeft => json!({"list_no": list("U"), "reason": "x"}),
        What::Strong => json!({"list_no": list("G")}),
        What::StrongLeft => json!({"list_no": list("G"), "reason": "x"}),
        What::StrongJudged => json!({"year": judged, "grade": "x", "approved_amount": LARGE[act.amount]}),
        What::Target => target(act, judged),
        What::Assessed => {
            let share = ["10", "100", "33.3333", "0", "12.5", "120", "50", "100.0001"][act.amount];
            json!({"year": judged, "share_pct": share})
        }
        What::Funds => funds(act),
        What::Platform => platform(act),
        _ => {
            let who = [SERVICE, SERVICE, act.who, 10][act.key];
            let year = if act.word < 5 { 2026 } else { on.year() };
            let role = pick(&["service_institution", "platform_operator"], act.word);
            json!({"uscc": code_of(who), "year": year, "role": role, "approved_amount": LARGE[act.amount]})
        }
    }
}

/// A yearly target as a rate or as an amount; now and then one that cannot be read, or is out of all proportion.
fn target(act: Act, year: i32) -> Value {
    let (name, unit, values) = if act.word.is_multiple_of(2) {
        ("第十一条/年度目标值", "percent", ["10", "0", "33.3333", "1000", "1000.0001", "十", "5", "100"])
    } else {
        let amounts = ["100000", "0", "999999.99", "3000000", "1000000000.01", "十", "50000", "1"];
        ("第十一条/年度目标额", "yuan", amounts)
    };
    let value = values[act.amount];
    let mut data = json!({"name": name, "year": year, "value": value, "document": format!("{}", act.key)});
    if act.word < 6 {
        data["unit"] = json!(unit);
    } else if act.key == 0 {
        data["unit"] = json!("count");
    }
    data
}

/// Money for a project, now and then also from a level that does not count.
fn funds(act: Act) -> Value {
    let levels = ["national", "municipal", "national", "municipal", "national", "district", "other", "municipal"];
    let level = levels[act.word];
    let own = ["300000", "0", "12345678.95", "25000000", "999.99", "5000000", "100000.05", "19999999.99"][act.amount];
    let project = format!("F{}", act.key % 3);
    let mut data = json!({"level": level, "project_key": project, "amount": "30000000", "own_share": own});
    if act.word != 3 {
        data["approved_amount"] = json!(LARGE[(act.amount + act.word) % 8]);
    }
    data
}

fn platform(act: Act) -> Value {
    let partner =
        ["university", "institute", "university", "institute", "university", "enterprise", "other", "institute"];
    let invested = ["3000000", "1000000", "1000000.01", "5000000", "30000000", "2000000", "999999.99", "1500000"];
    let assets = ["500000", "900000", "499999.99", "600000.03", "12000000", "1234567.89", "500000", "10000000"];
    let amounts = (invested[act.amount], assets[(act.amount + act.word / 4) % 8]);
    json!({"platform_key": format!("T{}", act.key), "partner": "x", "partner_kind": partner[act.word],
        "investment": amounts.0, "fixed_assets": amounts.1})
}

/// The usual grants of these articles and the matters an approval would name.
pub(super) fn claims(act: Act, on: Day, data: &Value) -> Vec<(String, String)> {
    let text = |field: &str| data[field].as_str().unwrap_or_default().to_owned();
    let year = data["year"].as_i64().unwrap_or_else(|| i64::from(on.year()));
    let (grant, matter) = match act.what {
        What::ScaleUp => ("第十条/首次入清单", format!("scale_up_list:{}", text("list_no"))),
        What::Assessed => ("第十一条/研发增长", format!("rnd_growth:{year}")),
        What::Funds if act.amount % 4 == 3 => {
            ("第十二条/重大攻关", format!("research_funds:{year}:{}", text("project_key")))
        }
        What::Funds => ("第十二条/重大攻关", format!("research_funds:{year}")),
        What::Platform => ("第十二条/创新平台", format!("platform:{}", text("platform_key"))),
        What::StrongJudged => ("第十五条/规升强", format!("growth:{year}")),
        What::OrgJudged => ("第十六条/服务机构", format!("service:{year}")),
        _ => return Vec::new(),
    };
    vec![(grant.to_owned(), matter)]
}

/// What these grants usually give, or another amount below or above.
pub(super) fn usual(grant: &str, number: usize) -> Option<&'static str> {
    let amounts = match grant {
        "第十条/首次入清单" => ["200000"; 4],
        "第十一条/研发增长" => ["300000", "1000000", "50000", "290000"],
        "第十二条/重大攻关" => ["30000", "2000000", "500000", "1234567.9"],
        "第十二条/创新平台" => ["100000", "180000", "2000000", "120000.01"],
        "第十五条/规升强" | "第十六条/服务机构" => ["2000000", "800000.05", "123456.78", "1000000"],
        _ => return None,
    };
    Some(if number < 4 { amounts[number] } else { AMOUNTS[number] })
}
