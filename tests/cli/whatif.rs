//! What-if from the command line: whole answers in both languages, for programs and on paper, and the command that gives them again.

use super::json::keeps;
use super::{Office, reviewed};
use serde_json::{Value, json};

const TEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/examples/ten.jsonl");
const RATE: &str = "changping-2025-8:第五条/新认定/比例=15%";
const CAP: &str = "changping-2025-8:第七条/年度上限=25万元";
const ON: [&str; 2] = ["--on", "2026-06-30"];

fn ten() -> Office {
    let office = Office::new();
    office.done(&["init", "--as-of", "2010-01-01"]);
    office.done(&["append", TEN, "--preserve-recorded-at"]);
    office
}

fn words<'w>(own: &[&'w str]) -> Vec<&'w str> {
    [&["whatif", "run"], own, &ON[..]].concat()
}

#[test]
fn a_scenario_in_both_languages() {
    let office = ten();
    let own = ["--set", RATE, "--set", CAP, "--read", "R7.2=shared", "--drop", "190"];
    for lang in ["zh", "en"] {
        let told = office.done(&[&words(&own)[..], &["--lang", lang]].concat());
        reviewed(&format!("tests/cli/shown/whatif.{lang}.txt"), &told);
        let none = ["--set", "changping-2025-8:第八条/获奖/位次=3"];
        let told = office.done(&[&words(&none)[..], &["--lang", lang]].concat());
        reviewed(&format!("tests/cli/shown/whatif_none.{lang}.txt"), &told);
    }
}

/// The last line is a command; typed as it stands it gives the same bytes, also when more was recorded since.
#[test]
fn the_answer_names_the_command_that_gives_it_again() {
    let office = ten();
    let more = json!({"type": "cultivation_list.entered", "occurred_on": "2026-03-01",
        "data": {"uscc": "91110114QYDEM0018C", "list_no": "示例 1"}});
    office.write("more.jsonl", more.to_string());
    let told = office.done(&words(&["--set", RATE, "--drop", "190", "--add", "more.jsonl"]));
    let command = told.lines().last().and_then(|line| line.strip_prefix("复算　qizhang ")).unwrap();
    let again: Vec<&str> = command.split(' ').collect();
    assert_eq!(office.done(&again), told);
    let later = json!({"type": "cultivation_list.entered", "occurred_on": "2026-03-02",
        "data": {"uscc": "91110114QYDEM00267", "list_no": "示例 2"}});
    let file = office.write("later.jsonl", later.to_string());
    office.done(&["append", &file, "--clock-is-right"]);
    assert_eq!(office.done(&again), told);
    let quoted = office.done(&words(&["--set", "changping-2025-8:第五条/新认定/比例 = 15 %"]));
    assert!(quoted.contains("--set 'changping-2025-8:第五条/新认定/比例 = 15 %'"), "{quoted}");
}

#[test]
fn programs_get_every_line_and_sums_that_add_up() {
    let office = ten();
    let own = ["--set", RATE, "--set", CAP, "--read", "R7.2=shared", "--drop", "190", "--json"];
    let told: Value = serde_json::from_str(&office.done(&words(&own))).unwrap();
    keeps(&told, "whatif.v1");
    let fen = |amount: &Value| amount.as_str().unwrap().replace('.', "").parse::<i64>().unwrap();
    let sum = |list: &Value, path: &str| -> i64 {
        list.as_array().unwrap().iter().map(|one| fen(one.pointer(path).unwrap())).sum()
    };
    let whole = fen(&told["sums"]["difference"]);
    assert_ne!(whole, 0);
    assert_eq!(sum(&told["rows"], "/sums/difference"), whole, "the rows");
    assert_eq!(sum(&told["bridge"], "/amount"), whole, "the bridge");
    assert_eq!(sum(&told["changes"], "/effect/sums/difference") + fen(&told["together"]), whole, "the changes");
    let known: Vec<&Value> =
        told["lines"].as_array().unwrap().iter().filter(|line| !line["difference"].is_null()).collect();
    assert_eq!(known.iter().map(|line| fen(&line["difference"])).sum::<i64>(), whole, "the lines");
    for line in known {
        assert_eq!(sum(&line["parts"], "/amount"), fen(&line["difference"]), "{line}");
    }
    let rate = told["changes"].as_array().unwrap().iter().find(|change| change["value"] == "15").unwrap();
    assert_eq!((&rate["unit"], &rate["was"]), (&json!("percent"), &json!([{"from": null, "value": "10"}])));
    let kinds: Vec<&Value> = told["changes"].as_array().unwrap().iter().map(|change| &change["kind"]).collect();
    assert_eq!(kinds, ["read", "set", "set", "drop"]);
}

#[test]
fn a_parameter_through_a_range() {
    let office = ten();
    let own = ["--sweep", "changping-2025-8:第五条/新认定/比例=5%..15%/5%", "--set", CAP];
    for lang in ["zh", "en"] {
        let told = office.done(&[&words(&own)[..], &["--lang", lang]].concat());
        reviewed(&format!("tests/cli/shown/sweep.{lang}.txt"), &told);
    }
    let told: Value = serde_json::from_str(&office.done(&[&words(&own)[..], &["--json"]].concat())).unwrap();
    keeps(&told, "whatif-sweep.v1");
    let steps: Vec<&Value> = told["steps"].as_array().unwrap().iter().map(|step| &step["value"]).collect();
    assert_eq!(steps, ["5", "10", "15"]);
    assert_eq!(told["changes"][0]["value"], "250000.00", "what is supposed besides");
    let command = told["command"].as_str().unwrap().strip_prefix("qizhang ").unwrap();
    let again: Vec<&str> = command.split(' ').chain(["--json"]).collect();
    assert_eq!(serde_json::from_str::<Value>(&office.done(&again)).unwrap(), told);
}

/// The scenario of a file, and options after it; beside another file.
fn files(office: &Office) {
    office.write("a.toml", format!("title = \"比例 15%\"\non = 2026-06-30\nset = [\"{RATE}\"]\n"));
    let own = format!("title = \"封顶 25 万\"\nbeside = \"a.toml\"\nset = [\"{CAP}\"]\ndrop = [190]\n");
    office.write("b.toml", own);
}

#[test]
fn a_scenario_file_beside_another() {
    let office = ten();
    files(&office);
    for lang in ["zh", "en"] {
        let told = office.done(&words(&["b.toml", "--lang", lang]));
        reviewed(&format!("tests/cli/shown/whatif_beside.{lang}.txt"), &told);
    }
    // The day of the file counts where none is given, and options come after it.
    let own = office.done(&["whatif", "run", "a.toml"]);
    assert_eq!(own, office.done(&words(&["a.toml"])));
    assert!(own.contains("业务日 2026-06-30") && own.contains("方案　比例 15%"), "{own}");
    let more = office.done(&words(&["a.toml", "--set", "changping-2025-8:第五条/新认定/比例=12%", "--title", "十二"]));
    assert!(more.contains("  12%  ") && more.contains("方案　十二") && !more.contains("  15%  "), "{more}");
    // A name that begins as an option does is told so that it can be typed.
    office.write("-a.toml", std::fs::read_to_string(office.path("a.toml")).unwrap());
    assert!(office.done(&["whatif", "run", "--", "-a.toml"]).contains("复算　qizhang whatif run ./-a.toml "));
    let named = office.done(&words(&["--set", CAP, "--drop", "190", "--beside", "a.toml"]));
    let digest = |told: &str| told.lines().find_map(|line| line.strip_prefix("方案摘要　")).unwrap().to_owned();
    assert_eq!(digest(&named), digest(&office.done(&words(&["b.toml"]))), "one scenario, asked for in two ways");
    let command = named.lines().last().and_then(|line| line.strip_prefix("复算　qizhang ")).unwrap();
    assert_eq!(office.done(&command.split(' ').collect::<Vec<_>>()), named);
    let told: Value = serde_json::from_str(&office.done(&words(&["b.toml", "--json"]))).unwrap();
    keeps(&told, "whatif.v1");
    assert_eq!((&told["scenario"]["title"], &told["beside"]["title"]), (&json!("封顶 25 万"), &json!("比例 15%")));
    let back: Vec<&Value> = told["changes"].as_array().unwrap().iter().map(|change| &change["back"]).collect();
    assert_eq!(back, [&json!(false), &json!(false), &json!(true)]);
}

/// What is kept is run again to the byte, says so, and says when it is not.
#[test]
fn a_scenario_is_kept_cited_and_run_again() {
    let office = ten();
    files(&office);
    let more = json!({"type": "cultivation_list.entered", "occurred_on": "2026-03-01",
        "data": {"uscc": "91110114QYDEM0018C", "list_no": "示例 1"}});
    office.write("more.jsonl", more.to_string());
    let own = ["b.toml", "--add", "more.jsonl", "--read", "R7.2=shared", "--title", "存", "--save", "kept.toml"];
    let first = office.run(&words(&own));
    assert!(first.code == Some(0) && first.talk.contains("方案已存入 kept.toml"), "{}", first.talk);
    for name in ["a.toml", "b.toml", "more.jsonl"] {
        std::fs::remove_file(office.path(name)).unwrap();
    }
    office.write("later.jsonl", more.to_string());
    office.done(&["append", "later.jsonl", "--clock-is-right"]);
    let again = office.run(&["whatif", "run", "kept.toml"]);
    assert!(again.code == Some(0) && again.talk.contains("逐字节相同"), "{}", again.talk);
    let body = |text: &str| text.lines().filter(|line| !line.starts_with("复算")).collect::<Vec<_>>().join("\n");
    assert_eq!(body(&again.data), body(&first.data));
    let other = office.run(&["whatif", "run", "kept.toml", "--on", "2026-07-01"]);
    assert!(other.code == Some(0) && other.talk.contains("不与所存的结果核对"), "another question: {}", other.talk);
    let titled = std::fs::read_to_string(office.path("kept.toml")).unwrap().replace("\"存\"", "\"另起的名\"");
    office.write("titled.toml", titled);
    let titled = office.run(&["whatif", "run", "titled.toml"]);
    assert!(titled.talk.contains("逐字节相同") && titled.data.contains("方案　另起的名"), "{}", titled.talk);
    let repeats = |file: &str| {
        let told: Value = serde_json::from_str(&office.run(&["whatif", "run", file, "--json"]).data).unwrap();
        keeps(&told, "whatif.v1");
        told["repeats"].clone()
    };
    assert_eq!(repeats("kept.toml"), json!({"same": true, "engine": env!("CARGO_PKG_VERSION")}));
    let kept = std::fs::read_to_string(office.path("kept.toml")).unwrap();
    let (before, answer) = kept.split_once("answer = \"").unwrap();
    let zeros = format!("{before}answer = \"{}{}", "0".repeat(64), &answer[64..]);
    office.write("other.toml", &zeros);
    let said = office.run(&["whatif", "run", "other.toml"]);
    assert!(said.code == Some(4) && said.talk.contains("与保存时的结果不同，程序却同是"), "{}", said.talk);
    assert_eq!(repeats("other.toml"), json!({"same": false, "engine": env!("CARGO_PKG_VERSION")}));
    office.write("older.toml", zeros.replace("engine = \"", "engine = \"0."));
    let said = office.run(&["whatif", "run", "older.toml", "--lang", "en"]);
    assert!(said.code == Some(4) && said.talk.contains("of the program gave that one"), "{}", said.talk);
    // A range is kept as well.
    let range = ["--sweep", "changping-2025-8:第五条/新认定/比例=5%..15%/5%", "--set", CAP, "--save", "range.toml"];
    let first = office.done(&words(&range));
    let again = office.run(&["whatif", "run", "range.toml"]);
    assert!(again.code == Some(0) && again.talk.contains("逐字节相同"), "{}", again.talk);
    assert_eq!(body(&again.data), body(&first));
    let command = again.data.lines().last().unwrap();
    assert!(command.ends_with("whatif run range.toml --on 2026-06-30 --known 196"), "{command}");
}

/// What is asked for besides is told to people and to programs, and is no part of what is kept.
#[test]
fn trees_and_other_readings_when_they_are_asked_for() {
    let office = ten();
    let plain = office.done(&words(&["--set", RATE, "--set", CAP, "--save", "kept.toml"]));
    assert!(!plain.contains("变动第 1 项") && !plain.contains("口径未定的"), "{plain}");
    let more = office.run(&["whatif", "run", "kept.toml", "--why", "2", "--sensitivity"]);
    assert!(more.code == Some(0) && more.talk.contains("逐字节相同"), "{}", more.talk);
    assert!(more.data.contains("变动第 2 项") && !more.data.contains("变动第 3 项"), "{}", more.data);
    assert!(more.data.contains("个选项下差额相同"), "{}", more.data);
    let own = ["--set", RATE, "--why", "1", "--sensitivity", "--json"];
    let told: Value = serde_json::from_str(&office.done(&words(&own))).unwrap();
    keeps(&told, "whatif.v1");
    keeps(&told["trees"][0]["supposed"], "trace.v1");
    assert_eq!(told["trees"].as_array().unwrap().len(), 1);
    let options = told["under"].as_array().unwrap();
    assert!(options.len() > 20 && options.iter().any(|option| option["reading"] == "R5.3"), "{options:?}");
    let without: Value = serde_json::from_str(&office.done(&words(&["--set", RATE, "--json"]))).unwrap();
    assert_eq!((&without["trees"], &without["under"]), (&json!([]), &Value::Null));
    assert_eq!(office.run(&words(&["--set", RATE, "--why", "all"])).code, Some(2));
    let ranged = ["--sweep", "changping-2025-8:第五条/新认定/比例=5%..15%/5%", "--why", "1"];
    let said = office.run(&words(&ranged));
    assert!(said.code == Some(2) && said.talk.contains("--why"), "{}", said.talk);
}

#[test]
fn scenario_files_that_are_not_run() {
    let office = ten();
    office.write("bad.toml", "set = [\n  15,\n]\n");
    office.write("kept.toml", "");
    let rows: [(&[&str], i32, &str); 7] = [
        (&["bad.toml"], 1, "方案文件 bad.toml 没有采用：第 2 行第 3 列"),
        (&["nowhere.toml"], 1, "nowhere.toml"),
        (&["--set", RATE, "--beside", "bad.toml"], 1, "第 2 行第 3 列"),
        (&["--set", RATE, "--save", "kept.toml"], 1, "不会覆盖"),
        (&["--set", RATE, "--save", "no/kept.toml"], 1, "no"),
        (&["--only-known", "昨天"], 2, "--only-known"),
        (&["--set", RATE, "--title", " "], 2, "--title"),
    ];
    for (own, code, says) in rows {
        let said = office.run(&words(own));
        assert!(said.code == Some(code) && said.talk.contains(says) && said.data.is_empty(), "{own:?}: {}", said.talk);
    }
}

#[test]
fn all_lines_plain_tables_and_paper() {
    let office = Office::new();
    office.done(&["demo", "d.ledger", "--enterprises", "60"]);
    let own = |more: &[&'static str]| {
        [&["whatif", "run", "--ledger", "d.ledger", "--set", RATE, "--on", "2030-12-31"], more].concat()
    };
    let (some, all) = (office.done(&own(&[])), office.done(&own(&["--all"])));
    let rows = |text: &str| text.lines().filter(|line| line.contains(" → ")).count();
    assert!(rows(&some) == 20 && rows(&all) > 20 && some.contains("--all 列出全部"), "{some}\n{all}");
    assert!(!all.contains("--all 列出全部"));
    let plain = office.done(&own(&["--plain"]));
    assert!(plain.contains("条款\t事实年度\t现行\t试算\t差额\t变动项\n"), "{plain}");
    for file in ["w.html", "w.xlsx"] {
        office.done(&own(&["--paper", file]));
        assert!(std::fs::metadata(office.path(file)).unwrap().len() > 1000);
    }
    // The last event of the demo is of a day to come; what is only supposed is dated by no clock.
    let listed = json!({"type": "cultivation_list.entered", "occurred_on": "2028-03-01",
        "data": {"uscc": "91110114MAAFWPL3X2", "list_no": "示例 1"}});
    office.write("more.jsonl", listed.to_string());
    office.done(&["whatif", "run", "--ledger", "d.ledger", "--add", "more.jsonl", "--on", "2030-12-31"]);
    let page = std::fs::read_to_string(office.path("w.html")).unwrap();
    assert!(page.contains("差额由什么构成"), "{page}");
}

#[test]
fn what_is_wrong_ends_with_its_code_and_nothing_is_recorded() {
    let office = ten();
    let head = office.done(&["event", "log", "--limit", "1", "--json=position"]);
    office.write("bad.jsonl", "{}");
    let rows: [(&[&str], i32, &str); 5] = [
        (&[], 1, "whatif-empty"),
        (&["--set", "第五条/新认定/比例=15%"], 1, "--set changping-2025-8:第五条"),
        (&["--add", "nowhere.jsonl"], 1, "nowhere.jsonl"),
        (&["--add", "bad.jsonl"], 1, "第 1 行"),
        (&["--sett", RATE], 2, "--set"),
    ];
    for (own, code, says) in rows {
        let said = office.run(&words(own));
        assert!(said.code == Some(code) && said.talk.contains(says) && said.data.is_empty(), "{own:?}: {}", said.talk);
    }
    assert_eq!(office.run(&["whatif"]).code, Some(2));
    let fields = office.done(&words(&["--set", RATE, "--json=sums.difference"]));
    assert!(serde_json::from_str::<Value>(&fields).unwrap()["sums"]["difference"].is_string(), "{fields}");
    assert_eq!(office.done(&["event", "log", "--limit", "1", "--json=position"]), head);
}
