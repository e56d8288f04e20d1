//! Pages for the desk: what was never paid, the plan of a call, the notice for an enterprise, parameters.

use super::client::links;
use super::{ON, Open, SUBJECT};
use crate::cli::Office;
use serde_json::Value;

/// The rows of a table given as a file, without its heads.
fn rows(open: &Open, path: &str) -> Vec<Vec<String>> {
    let reply = open.get(path);
    assert_eq!(reply.status, 200, "{path}: {}", reply.text);
    let mut reader = csv::Reader::from_reader(reply.text.trim_start_matches('\u{feff}').as_bytes());
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

fn fen(amount: &str) -> i64 {
    amount.replace('.', "").parse().unwrap()
}

/// The answer of a page, without what stands around it.
fn answer(page: &str) -> String {
    let main = page.split_once("<main").unwrap().1.split_once("</main>").unwrap().0;
    let main = main.split("<p class=\"ways\">").next().unwrap();
    crate::cli::said(&format!("<body>{main}"))
}

/// The list says what the detector finds, to the fen, and each amount leads to its explanation.
#[test]
fn what_was_never_paid_is_what_the_detector_finds() {
    let office = Office::new();
    office.done(&["demo", "qizhang.ledger", "--enterprises", "60", "--quiet"]);
    let open = Open::of(&office);
    let on = "on=2029-12-31";
    let found = office.run(&["audit", "--rule", "D34", "--on", "2029-12-31", "--json"]).data;
    let found: Value = serde_json::from_str(&found).unwrap();
    let findings = found["findings"].as_array().unwrap();
    let sum: i64 = findings.iter().map(|one| fen(one["amount"].as_str().unwrap())).sum();
    assert!(findings.len() > 5 && sum > 0, "{found}");
    let each = rows(&open, &format!("/never-paid.csv?table=one_by_one&{on}"));
    let mut numbers: Vec<&str> = each.iter().map(|row| row[6].as_str()).collect();
    let mut wanted: Vec<&str> = findings.iter().map(|one| one["number"].as_str().unwrap()).collect();
    numbers.sort_unstable();
    wanted.sort_unstable();
    assert_eq!(numbers, wanted);
    assert_eq!(each.iter().map(|row| fen(&row[4])).sum::<i64>(), sum);
    let by = rows(&open, &format!("/never-paid.csv?table=by_subject&{on}"));
    let (last, own) = by.split_last().unwrap();
    assert_eq!((fen(&last[3]), last[2].parse().unwrap()), (sum, findings.len()));
    assert_eq!(own.iter().map(|row| fen(&row[3])).sum::<i64>(), sum);
    assert!(own.windows(2).all(|two| fen(&two[0][3]) >= fen(&two[1][3])), "the largest first");
    let page = open.page(&format!("/never-paid?{on}"));
    let clauses: Vec<String> = links(&page).into_iter().filter(|link| link.contains("/articles/")).collect();
    assert_eq!(clauses.len(), 2 * findings.len(), "clause and amount lead to the explanation");
    for clause in clauses.iter().step_by(7) {
        assert_eq!(open.get(clause).status, 200, "{clause}");
    }
    // Of one subject only what is its own.
    let code = &own[0][1];
    let of = rows(&open, &format!("/never-paid.csv?table=one_by_one&of={code}&{on}"));
    assert!(!of.is_empty() && of.iter().all(|row| row[0].contains(code.as_str())), "{of:?}");
}

/// What is closed is counted and not listed.
#[test]
fn what_was_settled_is_only_counted() {
    let office = Office::with_story();
    let on = "on=2028-12-31";
    let before = Open::of(&office).page(&format!("/never-paid?{on}"));
    let number = before.split("D34-").nth(1).and_then(|rest| rest.split('"').next()?.split('?').next()).unwrap();
    let number = format!("D34-{number}");
    assert!(before.contains("50,000.00") && !before.contains("另有"), "{before}");
    office.done(&["audit", "close", &number, "--outcome", "dismissed", "--on", "2028-12-31", "--clock-is-right"]);
    let after = Open::of(&office).page(&format!("/never-paid?{on}"));
    assert!(!after.contains(&number) && after.contains("另有 1 项已说明或了结"), "{after}");
    assert!(after.contains("没有应享未享的"), "{after}");
}

#[test]
fn the_plan_of_a_call_is_read_and_narrowed() {
    let office = Office::with_story();
    let open = Open::of(&office);
    let page = open.page(&format!("/plan?{ON}"));
    assert!(page.contains("2026 年度兑现方案"), "the call of the business day: {page}");
    assert!(page.contains("name=\"year\" value=\"2026\""), "{page}");
    assert!(links(&page).iter().any(|link| link.contains(&format!("/subjects/{SUBJECT}/articles/"))), "{page}");
    let other = open.page(&format!("/plan?{ON}&year=2030"));
    assert!(other.contains("2030 年度兑现方案") && other.contains("没有可兑现的事项"), "{other}");
    assert_eq!(open.get(&format!("/plan?{ON}&year=soon")).status, 400);
    let own = open.page(&format!("/plan?{ON}&of={SUBJECT}"));
    assert!(own.contains(&format!("qizhang pay plan 2026 --of {SUBJECT}")), "{own}");
}

/// The notice speaks of money, clauses and papers, and of nothing that only a ledger knows.
#[test]
fn a_notice_has_no_word_of_the_ledger() {
    let office = Office::new();
    office.done(&["demo", "qizhang.ledger", "--enterprises", "40", "--quiet"]);
    let open = Open::of(&office);
    let listed = office.done(&["event", "log", "--type", "enterprise.registered", "--limit", "0", "--json=data"]);
    let codes: Vec<&str> =
        listed.lines().filter_map(|line| line.split("\"uscc\":\"").nth(1)?.split('"').next()).collect();
    assert!(codes.len() > 30, "{listed}");
    let mut seen = [0_usize; 4];
    for code in codes.iter().step_by(2) {
        for (lang, words) in [
            ("zh", &["事件", "口径", "账本", "事实", "待定", "核算", "不重复", "#"][..]),
            ("en", &["event", "reading", "ledger", "fact", "undetermined", "gross", "#"][..]),
        ] {
            let told = answer(&open.page(&format!("/subjects/{code}/notice?on=2028-06-30&lang={lang}")));
            let lower = told.to_lowercase();
            for word in words {
                assert!(!lower.contains(word), "{code} says {word}: {told}");
            }
            for (seen, part) in seen.iter_mut().zip(["可以申领", "还差条件", "已经批准", "可以要求"]) {
                *seen += usize::from(told.contains(part));
            }
        }
    }
    assert!(seen.iter().all(|times| *times > 3), "every part was met: {seen:?}");
}

#[test]
fn a_notice_names_what_was_given_and_what_is_missing() {
    let office = Office::with_story();
    let open = Open::of(&office);
    let told = open.page(&format!("/subjects/{SUBJECT}/notice?{ON}"));
    for piece in ["420,000.00", "2026-09-25", "第五条", "以受理、审核和批准为准", "受理窗口"] {
        assert!(told.contains(piece), "{piece}: {told}");
    }
    // Before anything was approved it was on its way.
    let before = open.page(&format!("/subjects/{SUBJECT}/notice?on=2026-05-01&known=188"));
    assert!(before.contains("已提交申请，等候审核") && !before.contains("已经批准"), "{before}");
    let lacking = rows(&open, &format!("/subjects/{SUBJECT}/notice.csv?table=notice_lacks&{ON}"));
    assert!(lacking.iter().any(|row| row[0] == "第七条" && row[3].starts_with("未满足")), "{lacking:?}");
}

/// A parameter is told with its value on the day and those of other days, and leads to a what-if that begins with it.
#[test]
fn parameters_have_values_and_days_and_lead_to_a_what_if() {
    let office = Office::with_story();
    let event = serde_json::json!({
        "type": "policy.amended", "occurred_on": "2026-07-01",
        "data": {"policy": "changping-2025-8", "path": "第五条/新认定/比例", "value": "15", "unit": "percent", "from": "2027-01-01", "document": "昌政办发〔2026〕9号"},
    });
    let file = office.write("amended.jsonl", event.to_string());
    office.done(&["append", &file, "--clock-is-right"]);
    let open = Open::of(&office);
    let value = |on: &str| {
        let all = rows(&open, &format!("/policies/parameters.csv?on={on}"));
        all.into_iter().find(|row| row[0] == "第五条/新认定/比例").unwrap()
    };
    assert_eq!(value("2026-12-31")[1..], ["10%", "2025-09-05", "2027-01-01 起 15%"].map(str::to_owned));
    assert_eq!(value("2027-01-01")[1..3], ["15%", "2027-01-01"].map(str::to_owned));
    let page = open.page(&format!("/policies/parameters?{ON}"));
    let path = "changping-2025-8%3A%E7%AC%AC%E4%BA%94%E6%9D%A1%2F%E6%96%B0%E8%AE%A4%E5%AE%9A%2F%E6%AF%94%E4%BE%8B";
    let link = format!("/whatif?path={path}&{ON}");
    assert!(links(&page).contains(&link), "{link}: {page}");
    let form = open.page(&link);
    assert!(form.contains("name=\"set\"") && form.contains("value=\"changping-2025-8:第五条/新认定/比例=\""), "{form}");
    assert!(links(&form).iter().any(|link| link.starts_with("/policies/parameters")), "{form}");
    assert_eq!(open.get(&format!("/policies/parameters?{ON}&policy=nowhere")).status, 400);
}

/// What is only worth knowing is a line that leads to its list.
#[test]
fn information_leads_to_its_own_list() {
    let office = Office::new();
    office.done(&["demo", "qizhang.ledger", "--enterprises", "30", "--quiet"]);
    let open = Open::of(&office);
    let page = open.page("/findings?on=2029-12-31");
    let link = "/findings?rule=D34&on=2029-12-31".to_owned();
    assert!(links(&page).contains(&link) && !page.contains("table=D34"), "{page}");
    assert!(open.page(&link).contains("table=D34"), "there it is a table");
}
