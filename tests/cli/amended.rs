//! An amendment of 2027, from its text to what it pays: every case on both sides of its day, and a change of the national rule that the
//! district follows. The amendment is made up; it is a file of the examples.

use super::Office;
use super::json::keeps;
use crate::story::nth_code;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

const ISSUED: &str = "changping-2025-8.toml";
pub(super) const AMENDED: &str = "changping-2025-8.2.toml";
const AMENDMENT: &str = "docs/examples/amendment-2027.toml";

fn file(path: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// The second text of the measures: each line of the amendment stands in the place of the one that begins alike.
pub(super) fn amended_text() -> String {
    let amendment = file(AMENDMENT);
    let path =
        |line: &str| line.strip_prefix('"').and_then(|rest| rest.split_once('"')).map(|(path, _)| path.to_owned());
    let mut changes: BTreeMap<String, &str> =
        amendment.lines().filter_map(|line| path(line).map(|path| (path, line))).collect();
    let mut text = String::new();
    for line in file(&format!("events/policies/{ISSUED}")).lines() {
        let instead = path(line).and_then(|path| changes.remove(&path));
        writeln!(text, "{}", instead.unwrap_or(line)).unwrap();
        if line == "format = 1" {
            text.push_str("version = 2\n");
        }
    }
    assert!(changes.is_empty(), "lines that stand in no place: {changes:?}");
    text
}

/// A ledger that is filled line by line.
struct Story {
    office: Office,
    lines: String,
    enterprises: u32,
}

impl Story {
    fn new() -> Self {
        let office = Office::new();
        office.done(&["init"]);
        office.write(AMENDED, amended_text());
        Self { office, lines: String::new(), enterprises: 0 }
    }

    fn fact(&mut self, on: &str, kind: &str, data: &Value) {
        writeln!(self.lines, "{}", json!({"type": kind, "version": 1, "occurred_on": on, "data": data})).unwrap();
    }

    /// The call for facts of a year.
    fn call(&mut self, fact_year: i32, opens_on: &str, closes_on: &str) {
        let data = json!({"year": fact_year + 1, "fact_year": fact_year, "opens_on": opens_on, "closes_on": closes_on});
        self.fact(opens_on, "call.opened", &data);
    }

    /// Another enterprise of the district.
    fn enterprise(&mut self) -> String {
        self.enterprises += 1;
        let uscc = nth_code(self.enterprises);
        let name = format!("北京示例{}公司", self.enterprises);
        let data = json!({"uscc": uscc, "name": name, "kind": "enterprise", "district": "昌平区"});
        self.fact("2015-03-02", "enterprise.registered", &data);
        uscc
    }

    fn certified(&mut self, uscc: &str, on: &str) {
        let data = json!({"uscc": uscc, "cert_no": format!("GR-{uscc}-{on}"), "issued_on": on, "track": "ordinary"});
        self.fact(on, "hightech.certified", &data);
    }

    fn applied(&mut self, uscc: &str, on: &str, call_year: i32) {
        let data = json!({"uscc": uscc, "application_no": format!("SB-{uscc}-{call_year}"), "call_year": call_year});
        self.fact(on, "application.submitted", &data);
    }

    fn product(&mut self, uscc: &str, on: &str) {
        let data = json!({"uscc": uscc, "product_key": format!("P-{on}"), "cert_no": format!("XCP-{uscc}-{on}")});
        self.fact(on, "new_product.recognized", &data);
    }

    fn record(&mut self) {
        let file = self.office.write("facts.jsonl", std::mem::take(&mut self.lines));
        self.office.done(&["append", &file]);
    }

    /// What is due to whom under a grant, together; `undetermined` where one of it is.
    fn due(&self, grant: &str, question: &[&str]) -> BTreeMap<String, String> {
        let told = self.office.done(&[&["engine", "items", "--json"][..], question].concat());
        let told: Value = serde_json::from_str(&told).unwrap();
        let own = told["items"].as_array().unwrap().iter().filter(|item| item["clause"] == grant);
        let mut sums: BTreeMap<String, Option<i64>> = BTreeMap::new();
        for item in own {
            let due = item["due"].as_str().unwrap().replace('.', "").parse::<i64>().ok();
            let sum = sums.entry(item["enterprise"].as_str().unwrap().to_owned()).or_insert(Some(0));
            *sum = sum.zip(due).map(|(sum, due)| sum + due);
        }
        let told =
            |fen: Option<i64>| fen.map_or("undetermined".to_owned(), |fen| format!("{}.{:02}", fen / 100, fen % 100));
        sums.into_iter().map(|(code, fen)| (code, told(fen))).collect()
    }
}

/// A certificate: the day of issue, the research expense of the year before, the day of the application, the tenth that was due, and what
/// is due once the amendment is there.
const CERTIFICATES: &[(&str, &str, &str, &str, &str)] = &[
    ("2026-12-02", "3000000", "2027-08-01", "300000.00", "300000.00"),
    ("2027-06-30", "3000000", "2028-04-01", "300000.00", "300000.00"),
    ("2027-07-01", "3000000", "2028-04-01", "300000.00", "450000.00"),
    ("2027-07-02", "3000000", "2028-04-01", "300000.00", "450000.00"),
    ("2027-06-30", "6000000", "2028-04-01", "500000.00", "500000.00"),
    ("2027-07-01", "5000000", "2028-04-01", "500000.00", "750000.00"),
    ("2027-07-01", "5333333.26", "2028-04-01", "500000.00", "799999.99"),
    ("2027-07-01", "5333333.34", "2028-04-01", "500000.00", "800000.00"),
    ("2027-07-01", "6000000", "2028-04-01", "500000.00", "800000.00"),
    ("2027-07-01", "300000", "2028-04-01", "50000.00", "50000.00"),
];

/// An entry to the list: its day, the day of the application, before and after.
const ENTRIES: &[(&str, &str, &str, &str)] = &[
    ("2026-09-01", "2027-06-30", "10000.00", "10000.00"),
    ("2026-09-01", "2027-07-01", "10000.00", "20000.00"),
    ("2026-09-01", "2027-07-02", "10000.00", "20000.00"),
    ("2027-05-01", "2028-04-01", "10000.00", "20000.00"),
];

/// A product: the day it was recognised, the day of the application, before and after. The call of 2027 opened on 1 March 2027.
const PRODUCTS: &[(&str, &str, &str, &str)] = &[
    ("2026-12-31", "2027-06-30", "50000.00", "50000.00"),
    ("2026-12-31", "2027-07-01", "50000.00", "50000.00"),
    ("2027-01-01", "2028-04-01", "50000.00", "60000.00"),
    ("2027-07-01", "2028-04-01", "50000.00", "60000.00"),
];

/// Two international standards of June come to the cap of before. The day of a third one, and what all three give before and after.
const STANDARDS: &[(&str, &str, &str)] = &[
    ("2027-06-30", "1000000.00", "1000000.00"),
    ("2027-07-01", "1000000.00", "1500000.00"),
    ("2027-07-02", "1000000.00", "1500000.00"),
];

/// The grant, whose, what was due, and what is due once the amendment is there.
type Cases = Vec<(&'static str, String, &'static str, &'static str)>;

fn told_cases(story: &mut Story) -> Cases {
    let mut cases = Cases::new();
    story.call(2026, "2027-03-01", "2027-09-30");
    story.call(2027, "2028-03-01", "2028-09-30");
    let call = |fact: &str| fact[..4].parse::<i32>().unwrap() + 1;
    for (on, spent, applied, before, after) in CERTIFICATES {
        let uscc = story.enterprise();
        story.certified(&uscc, on);
        let year = call(on) - 2;
        let data = json!({"uscc": uscc, "year": year, "amount": spent, "basis": "special_audit"});
        story.fact("2027-03-31", "rnd.expense_reported", &data);
        story.applied(&uscc, applied, call(on));
        cases.push(("第五条/新认定", uscc, before, after));
    }
    for (on, applied, before, after) in ENTRIES {
        let uscc = story.enterprise();
        story.fact(on, "cultivation_list.entered", &json!({"uscc": uscc, "list_no": "PY-1"}));
        story.applied(&uscc, applied, call(on));
        cases.push(("第四条/首次入库", uscc, before, after));
    }
    for (on, applied, before, after) in PRODUCTS {
        let uscc = story.enterprise();
        story.certified(&uscc, "2026-03-02");
        story.product(&uscc, on);
        story.applied(&uscc, applied, call(on));
        cases.push(("第十三条/新产品", uscc, before, after));
    }
    for (row, (on, before, after)) in STANDARDS.iter().enumerate() {
        let uscc = story.enterprise();
        story.certified(&uscc, "2026-03-02");
        for (number, day) in [(1, "2027-06-01"), (2, "2027-06-02"), (3, on)] {
            let data = json!({
                "standard_no": format!("ISO {}:2027", 30_000 + 10 * row + number), "title": "示例", "level": "international",
                "nature": "new", "units": [{"rank": 1, "name": "示例", "uscc": uscc}],
            });
            story.fact(day, "standard.published", &data);
        }
        story.applied(&uscc, "2028-04-01", 2028);
        cases.push(("第七条/标准", uscc, before, after));
    }
    story.record();
    cases
}

const LATER: [&str; 2] = ["--on", "2028-12-31"];

fn holds(story: &Story, cases: &Cases, question: &[&str], amended: bool) {
    let mut dues: BTreeMap<&str, BTreeMap<String, String>> = BTreeMap::new();
    for (grant, uscc, before, after) in cases {
        let own = dues.entry(grant).or_insert_with(|| story.due(grant, question));
        assert_eq!(own[uscc], if amended { *after } else { *before }, "{grant} of {uscc}");
    }
}

#[test]
fn the_amendment_pays_what_its_table_says_and_moves_nothing_of_before() {
    let mut story = Story::new();
    let cases = told_cases(&mut story);
    holds(&story, &cases, &LATER, false);
    let office = &story.office;
    let size = |office: &Office| -> u64 {
        let told: Value = serde_json::from_str(&office.done(&["verify", "--json"])).unwrap();
        told["size"].as_u64().unwrap()
    };
    let before = size(office);
    // The day before nothing moves; afterwards exactly what the table says, each to the fen.
    let check = |on: &str, code: i32| -> Value {
        let said = office.run(&["policy", "check", AMENDED, "--against", "qizhang.ledger", "--on", on, "--json"]);
        assert_eq!((said.code, said.talk.as_str()), (Some(code), ""), "{on}: {}", said.data);
        serde_json::from_str(&said.data).unwrap()
    };
    assert_eq!(check("2026-12-31", 0)["changed"], json!([]));
    let rows = |moved: &Value| -> Vec<(String, String)> {
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let rows = moved["changed"].as_array().unwrap().iter();
        rows.map(|row| (text(&row["clause"]), text(&row["enterprise"]))).collect()
    };
    // On the last day of before only what no call has opened for moves: a product of 2027, as its clause has no word for it.
    let (product, uscc) = (cases[16].0.to_owned(), cases[16].1.clone());
    assert_eq!(rows(&check("2027-06-30", 4)), [(product, uscc)]);
    let mut told = rows(&check("2028-12-31", 4));
    let changing = cases.iter().filter(|(_, _, before, after)| before != after);
    let mut wanted: Vec<(String, String)> =
        changing.map(|(grant, uscc, ..)| ((*grant).to_owned(), uscc.clone())).collect();
    told.sort_unstable();
    wanted.sort_unstable();
    assert_eq!(told, wanted);
    office.done(&["policy", "release", AMENDED, "--dry-run"]);
    office.done(&["policy", "issue", AMENDED]);
    assert_eq!(size(office), before + 1);
    holds(&story, &cases, &LATER, true);
    // What was known before says what it said.
    holds(&story, &cases, &[&LATER[..], &["--known", &before.to_string()]].concat(), false);
    let documents = office.done(&["policy", "documents", "--lang", "en"]);
    assert!(documents.contains("text 2 of the rules"), "{documents}");
    let parameters =
        office.done(&["policy", "parameters", "--policy", "changping-2025-8", "--on", "2027-01-01", "--lang", "en"]);
    assert!(parameters.contains("15% where the day of the fact is 2027-07-01 or later"), "{parameters}");
    let why = office.done(&["why", &cases[2].1, "第五条/新认定", "--on", "2028-12-31", "--lang", "en"]);
    assert!(why.contains("第五条/新认定/比例 = 15% (where the day of the fact is 2027-07-01 or later)"), "{why}");
}

/// The clause that says nothing follows the rule of the document: the opening of the call decides.
#[test]
fn without_a_clause_the_opening_of_the_call_decides() {
    for (opens, due) in [("2027-06-30", "50000.00"), ("2027-07-01", "60000.00"), ("2027-07-02", "60000.00")] {
        let mut story = Story::new();
        story.call(2026, opens, "2027-09-30");
        let uscc = story.enterprise();
        story.certified(&uscc, "2026-03-02");
        story.product(&uscc, "2026-09-01");
        story.applied(&uscc, "2027-08-01", 2027);
        story.record();
        story.office.done(&["policy", "issue", AMENDED]);
        assert_eq!(story.due("第十三条/新产品", &LATER)[&uscc], due, "the call opens on {opens}");
        let told = transitions(&story.office, &[]);
        let rows = told["transitions"].as_array().unwrap();
        let own = |row: &&Value| row["change"]["parameter"] == "第十三条/新产品/金额";
        let row = rows.iter().find(own).unwrap_or_else(|| panic!("{told}"));
        let side = if due == "50000.00" { "before" } else { "after" };
        assert_eq!(
            (&row["holds"], &row["decided_by"], &row["decided_on"]),
            (&json!(side), &json!("call_opens"), &json!(opens))
        );
    }
}

fn transitions(office: &Office, further: &[&str]) -> Value {
    let told = office.done(&[&["policy", "transitions", "--json"][..], &LATER, further].concat());
    let told: Value = serde_json::from_str(&told).unwrap();
    keeps(&told, "transitions.v1");
    told
}

#[test]
fn what_lies_across_the_change_is_listed_with_what_holds_and_why() {
    let mut story = Story::new();
    let cases = told_cases(&mut story);
    let office = &story.office;
    assert_eq!(transitions(office, &[])["transitions"], json!([]), "nothing has changed yet");
    office.done(&["policy", "issue", AMENDED]);
    let rows = |further: &[&str]| -> Vec<(String, String, String, String)> {
        let told = transitions(office, further);
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let rows = told["transitions"].as_array().unwrap().iter();
        rows.map(|row| {
            assert_eq!((&row["policy"], &row["version"]), (&json!("changping-2025-8"), &json!(2)));
            let path = text(&row["change"]["parameter"]);
            (text(&row["enterprise"]), path, text(&row["decided_by"]), text(&row["holds"]))
        })
        .collect()
    };
    let of = |number: usize, path: &str, by: &str, holds: &str| {
        (cases[number].1.clone(), path.to_owned(), by.to_owned(), holds.to_owned())
    };
    let told = rows(&[]);
    let certificate = |number: usize, holds: &str| {
        ["第五条/新认定/比例", "第五条/新认定/上限"].map(|path| of(number, path, "fact_day", holds))
    };
    for row in [certificate(0, "before"), certificate(1, "before")].concat() {
        assert!(told.contains(&row), "{row:?} of {told:?}");
    }
    // A certificate of the day itself lies on one side with all its days.
    assert!(!told.iter().any(|row| row.0 == cases[2].1), "{told:?}");
    let entry = |number: usize, holds: &str| of(10 + number, "第四条/首次入库/金额", "application_day", holds);
    assert!(!told.contains(&entry(0, "before")), "fact, call and application lie before");
    for row in [entry(1, "after"), entry(2, "after"), entry(3, "after")] {
        assert!(told.contains(&row), "{row:?} of {told:?}");
    }
    let product = |number: usize, holds: &str| of(14 + number, "第十三条/新产品/金额", "call_opens", holds);
    assert!(told.contains(&product(1, "before")) && told.contains(&product(2, "after")), "{told:?}");
    // One day off, on the far side of it.
    let near = rows(&["--near", "1"]);
    for row in [&certificate(2, "after")[..], &certificate(3, "after"), &[entry(0, "before")]].concat() {
        assert!(near.contains(&row), "{row:?} of {near:?}");
    }
    let nearest = rows(&["--near", "0d"]);
    assert!(nearest.contains(&certificate(2, "after")[0]) && !nearest.contains(&certificate(3, "after")[0]));
    // Of one subject, and in words of both languages.
    let own = transitions(office, &[&cases[0].1]);
    assert!(own["transitions"].as_array().unwrap().iter().all(|row| row["enterprise"] == json!(cases[0].1)));
    for (lang, words) in [
        (
            "zh",
            ["2027-07-01 起 第五条/新认定/比例 10% → 15%", "事实发生日", "原：10%", "昌政办发〔2025〕8号，第 2 版文本"],
        ),
        (
            "en",
            [
                "from 2027-07-01 第五条/新认定/比例 10% → 15%",
                "the day of the fact",
                "the former: 10%",
                "昌政办发〔2025〕8号, text 2",
            ],
        ),
    ] {
        let said = office.done(&["policy", "transitions", &cases[0].1, "--on", "2028-12-31", "--lang", lang]);
        for word in words {
            assert!(said.contains(word), "{word}: {said}");
        }
    }
    let said = office.done(&["policy", "transitions", &cases[2].1, "--on", "2028-12-31", "--lang", "en"]);
    assert!(said.contains("there are none"), "{said}");
    assert_eq!(office.run(&["policy", "transitions", "--near", "soon"]).code, Some(2));
}

/// The state makes certificates valid for five years from a day on, and the district follows: one event, and the text stays as it is.
#[test]
fn the_district_follows_a_change_of_the_national_rule() {
    let rows = [("2027-06-30", "2030-06-30"), ("2027-07-01", "2032-07-01"), ("2027-07-02", "2032-07-02")];
    // The day of an application for a product of 2029, and what it gives with each of these certificates.
    let applications = [
        ("2030-06-30", ["50000.00", "50000.00", "50000.00"]),
        ("2030-07-01", ["0.00", "50000.00", "50000.00"]),
        ("2030-07-02", ["0.00", "50000.00", "50000.00"]),
    ];
    let mut story = Story::new();
    story.call(2029, "2030-03-01", "2030-08-31");
    let mut asked = Vec::new();
    for (applied, dues) in applications {
        for ((issued, last), due) in rows.iter().zip(dues) {
            let uscc = story.enterprise();
            story.certified(&uscc, issued);
            story.product(&uscc, "2029-09-01");
            story.applied(&uscc, applied, 2030);
            asked.push((uscc, *last, applied, due));
        }
    }
    story.record();
    let on = ["--on", "2030-12-31"];
    let last_day = |uscc: &str| -> Value {
        let told: Value =
            serde_json::from_str(&story.office.done(&[&["show", uscc, "--json"][..], &on].concat())).unwrap();
        let spans = told["statuses"].as_array().unwrap().iter().filter(|span| span["status"] == "高新技术企业");
        spans.map(|span| span["until"].clone()).max_by_key(ToString::to_string).unwrap()
    };
    assert_eq!(last_day(&asked[1].0), "2030-07-01", "three years as long as nobody says otherwise");
    let change = json!({
        "type": "policy.amended", "version": 1, "occurred_on": "2027-06-20", "data": {
            "policy": "changping-2025-8", "path": "第五条/证书/年数", "value": "5", "unit": "year", "from": "2027-07-01",
            "document": "示例国科发火〔2027〕1号"
        },
        "evidence": [{"title": "调整文件", "sha256": "a".repeat(64), "uri": "archive/change.pdf"}]
    });
    story.office.write("change.jsonl", change.to_string());
    story.office.done(&["append", "change.jsonl"]);
    let dues = story.due("第十三条/新产品", &on);
    for (uscc, last, applied, due) in &asked {
        assert_eq!(last_day(uscc), *last, "{uscc}");
        assert_eq!(dues[uscc], *due, "a certificate until {last}, applied for on {applied}");
    }
    // Those that began before are named with the day they began.
    let told = story.office.done(&[&["policy", "transitions", "--json"][..], &on].concat());
    let told: Value = serde_json::from_str(&told).unwrap();
    keeps(&told, "transitions.v1");
    let own = |row: &&Value| row["change"]["parameter"] == "第五条/证书/年数" && row["clause"] == "第十三条/新产品";
    let rows: Vec<&Value> = told["transitions"].as_array().unwrap().iter().filter(own).collect();
    let old: Vec<&str> = asked.iter().step_by(3).map(|(uscc, ..)| uscc.as_str()).collect();
    let found: Vec<&str> = rows.iter().map(|row| row["enterprise"].as_str().unwrap()).collect();
    assert_eq!(found, old, "{told}");
    for row in rows {
        let wanted = (json!("status_day"), json!("2027-06-30"), json!("before"), json!("3"), json!("5"));
        let said =
            (&row["decided_by"], &row["decided_on"], &row["holds"], &row["change"]["before"], &row["change"]["after"]);
        assert_eq!(said, (&wanted.0, &wanted.1, &wanted.2, &wanted.3, &wanted.4));
    }
}
