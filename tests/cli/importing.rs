//! Tables in, as two people in an office bring them in.

use super::Office;
use super::json::keeps;
use serde_json::Value;

pub(super) const ONE: &str = "91110114QYDEM0018C";
pub(super) const OTHER: &str = "91110114QYDEM00267";
pub(super) const KIND: &str = "hightech.certified";

pub(super) fn office() -> Office {
    let office = Office::new();
    office.done(&["init"]);
    office
}

/// A good row, a bad one, and one more that is good.
pub(super) fn list(office: &Office) -> String {
    let rows = format!(
        "序号,统一社会信用代码,证书编号,发证日期\n1,{ONE},GR1,2025.12.2\n2,{ONE},GR2,2/12/2025\n3,{OTHER},GR3,2025年12月3日\n"
    );
    office.write("list.csv", rows)
}

#[test]
fn what_is_found_is_told_and_ends_with_4() {
    let office = office();
    let list = list(&office);
    let said = office.run(&["import", "check", &list, "--as", KIND]);
    assert_eq!((said.code, said.data.as_str()), (Some(1), ""), "a column nobody asked for: {}", said.talk);
    assert!(said.talk.contains("--drop 序号"), "{}", said.talk);
    let said = office.run(&["import", "check", &list, "--as", KIND, "--drop", "序号"]);
    assert_eq!(said.code, Some(4));
    assert!(said.data.starts_with("D3 发证日期 [day-unclear]"), "{}", said.data);
    assert!(said.talk.contains("合格 2 条，不合格 1 条"), "{}", said.talk);
    let said = office.run(&["import", "check", &list, "--as", KIND, "--drop", "序号", "--json"]);
    let told: Value = serde_json::from_str(&said.data).unwrap();
    keeps(&told, "import.v1");
    assert_eq!((said.code, &told["good"], &told["bad"][0]["troubles"][0]["cell"]), (Some(4), &2.into(), &"D3".into()));
    let good = office.write("good.csv", format!("uscc,cert_no,issued_on\n{ONE},GR1,2025-12-02\n"));
    assert_eq!(office.run(&["import", "check", &good, "--as", KIND]).code, Some(0));
    let own = office.write("own.csv", format!("税号,证号,发证日期\n{ONE},GR1,2025-12-02\n"));
    let said =
        office.run(&["import", "check", &own, "--as", KIND, "--column", "税号=uscc", "--column", "证号=证书编号"]);
    assert!(
        said.code == Some(0) && said.talk.contains("“证号”读作“证书编号”（cert_no）"),
        "{:?} {}",
        said.code,
        said.talk
    );
    let said = office.run(&["import", "check", &own, "--as", KIND, "--column", "税号=uscc"]);
    assert!(said.code == Some(1) && said.talk.contains("--column '表头=列'"), "{}", said.talk);
    for (words, needle) in [
        (&["import", "check", &good][..], "--as"),
        (&["import", "check", &good, "--as", KIND, "--bad", "x.txt"], "bad.xlsx"),
        (&["import", "check", &good, "--as", KIND, "--duplicates", "maybe"], "keep, drop"),
        (&["import", "check", &good, "--as", KIND, "--column", "税号"], "税号=uscc"),
        (&["import", "submit", &good, "--as", KIND, "--by", " "], "--by"),
        (&["import", "confirm", "one", "--by", "x"], "7"),
        (&["import", "check", &good, "--as", KIND, "--on", "2026-01-01"], "--on"),
    ] {
        let said = office.run(words);
        assert!(said.code == Some(2) && said.talk.contains(needle), "{words:?}: {:?} {}", said.code, said.talk);
    }
}

/// A figure that came as a number must not come back as text that reads: it is to be typed again.
#[test]
fn bad_rows_come_back_mended_and_in_the_same_unit() {
    let office = office();
    let cell = |place: &str, text: &str| format!(r#"<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>"#);
    let heads = ["uscc", "contract_no", "period", "amount", "paid_on"];
    let head: String =
        ["A2", "B2", "C2", "D2", "E2"].iter().zip(heads).map(|(place, name)| cell(place, name)).collect();
    let sheet = format!(
        r#"<sheetData><row r="1">{}</row><row r="2">{head}</row><row r="3">{}<c r="B3"><v>1234567890123456789</v></c>{}<c r="D3"><v>12.345678</v></c><c r="E3" s="1"><v>46120</v></c></row></sheetData>"#,
        cell("E1", "单位：万元"),
        cell("A3", ONE),
        cell("C3", "2026.1.1-2026.3.31"),
    );
    std::fs::write(office.path("list.xlsx"), crate::sheet::workbook(&sheet)).unwrap();
    let words = ["--as", "loan.interest_paid"];
    for bad in ["bad.xlsx", "bad.csv"] {
        let said = office.run(&[&["import", "check", "list.xlsx", "--bad", bad], &words[..]].concat());
        assert!(said.code == Some(4) && said.data.contains("名单!B3 contract_no [digits-lost]"), "{}", said.data);
        let said = office.run(&[&["import", "check", bad], &words[..]].concat());
        assert_eq!(said.code, Some(4), "{}", said.data);
        assert!(said.data.contains("number-for-text") && said.data.lines().count() == 1, "{bad}: {}", said.data);
    }
    let text = std::fs::read_to_string(office.path("bad.csv")).unwrap();
    assert!(text.contains("amount（万元）") && text.contains("退回原因"), "{text}");
    let mended = office.write("mended.csv", text.replace("⚠1234567890123456789", "HT-1"));
    office.done(&[&["import", "submit", &mended, "--by", "张三"], &words[..]].concat());
    assert!(office.done(&["import", "list", "1"]).contains("\"123456.78\""));
}

/// A clerk opens the file in a spreadsheet program: nothing in it is reckoned, and brought in again it says what was typed. An amount that is
/// less than nothing is no formula, and comes back as the number it is.
#[test]
fn bad_rows_come_back_without_formulas_and_say_the_same() {
    let office = office();
    let typed = ["=cmd|' /C calc'!A0", "+A1", "@SUM(A1)", "-a", "\t=1", "＝1"];
    let mut rows = vec!["uscc,contract_no,period,amount,paid_on".to_owned()];
    rows.extend(typed.iter().map(|text| format!("{ONE},{text},2026-01-01/2026-03-31,-12.30,2026-04-01")));
    let list = office.write("list.csv", rows.join("\n"));
    let words = ["--as", "loan.interest_paid", "--json"];
    let told = |file: &str, bad: &str| -> Value {
        let said = office.run(&[&["import", "check", file, "--bad", bad], &words[..]].concat());
        assert_eq!(said.code, Some(4), "{}", said.talk);
        serde_json::from_str(&said.data).unwrap()
    };
    let first = told(&list, "bad.csv");
    let text = std::fs::read_to_string(office.path("bad.csv")).unwrap();
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let cells: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(cells.len(), typed.len());
    for (record, text) in cells.iter().zip(typed) {
        assert_eq!((&record[1], &record[3]), (&*format!("'{text}"), "-12.30"), "{record:?}");
        assert!(!record.iter().any(|cell| cell.starts_with(['=', '+', '@', '\t', '\r', '＝'])), "{record:?}");
    }
    let again = told("bad.csv", "again.csv");
    let codes = |told: &Value| {
        let bad = told["bad"].as_array().unwrap().clone();
        bad.iter().map(|row| row["troubles"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(codes(&again), codes(&first), "the same rows, wrong for the same reasons");
    assert_eq!(std::fs::read_to_string(office.path("again.csv")).unwrap(), text);
    let mended = office.write("mended.csv", text.replace("-12.30", "12.30"));
    let submit = ["import", "submit", &mended, "--by", "张三", "--as", "loan.interest_paid", "--duplicates", "keep"];
    office.done(&submit);
    let waits: Value = serde_json::from_str(&office.done(&["import", "list", "--json"])).unwrap();
    let numbers: Vec<&str> = waits["events"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["event"]["data"]["contract_no"].as_str().unwrap())
        .collect();
    assert_eq!(numbers, typed.map(str::trim), "what was typed is submitted");
}

/// Every record is counted once, whatever becomes of those that may be there already.
#[test]
fn the_counts_of_a_table_add_up() {
    let office = office();
    let good = office.write("good.csv", format!("uscc,cert_no,issued_on\n{ONE},GR1,2025-12-02\n"));
    office.done(&["import", "submit", &good, "--as", KIND, "--by", "张三"]);
    let rows = format!(
        "uscc,cert_no,issued_on\n{ONE},GR1,2025-12-02\n{ONE},GR2,2/12/2025\n{OTHER},GR3,2025-12-03\n{OTHER},GR4,2025-12-04\n"
    );
    let list = office.write("list.csv", rows);
    for (more, words) in [
        (&[][..], "共 4 条：合格 2 条，不合格 1 条，疑似重复 1 条"),
        (&["--duplicates", "keep"], "共 4 条：合格 2 条，不合格 1 条，疑似重复而照收 1 条"),
        (&["--duplicates", "drop"], "共 4 条：合格 2 条，不合格 1 条，疑似重复而略去 1 条"),
    ] {
        let check = [&["import", "check", &list, "--as", KIND], more].concat();
        let said = office.run(&check);
        assert!(said.talk.contains(words), "{more:?}: {}", said.talk);
        let told: Value = serde_json::from_str(&office.run(&[&check[..], &["--json"]].concat()).data).unwrap();
        keeps(&told, "import.v1");
        let [bad, suspects] = ["bad", "suspects"].map(|name| told[name].as_array().unwrap().len());
        assert_eq!((&told["records"], &told["good"], bad, suspects), (&4.into(), &2.into(), 1, 1), "{more:?}");
    }
    let submit = ["import", "submit", &list, "--as", KIND, "--by", "张三", "--duplicates", "keep", "--bad", "bad.csv"];
    office.run(&submit);
    let waits = office.done(&["import", "list"]);
    assert!(waits.lines().nth(1).is_some_and(|line| line.contains("3 条")), "the good and the kept: {waits}");
    let long = "长".repeat(201);
    let said = office.run(&["import", "drop", "2", "--by", "王五", "--reason", &long]);
    assert!(said.code == Some(2) && said.talk.contains("--reason"), "{}", said.talk);
    office.done(&["import", "drop", "2", "--by", "王五", "--reason", &long[..600]]);
}

#[test]
fn suspects_are_held_until_somebody_chooses() {
    let office = office();
    let rows = format!("uscc,cert_no,issued_on\n{ONE},GR1,2025-12-02\n{OTHER},ＧＲ1,2025-12-03\n");
    let list = office.write("list.csv", rows);
    let submit = ["import", "submit", &list, "--as", KIND, "--by", "张三"];
    let said = office.run(&submit);
    assert!(said.code == Some(1) && said.talk.contains("rows-suspected"), "{}", said.talk);
    assert!(said.data.contains("第 3 行疑似与第 2 行重复"), "{}", said.data);
    assert_eq!(office.run(&["import", "check", &list, "--as", KIND]).code, Some(4));
    office.done(&[&submit[..], &["--duplicates", "drop"]].concat());
    office.done(&[&submit[..], &["--duplicates", "keep"]].concat());
    let counted: Vec<usize> = office
        .done(&["import", "list", "--json"])
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["events"].as_array().unwrap().len())
        .collect();
    assert_eq!(counted, [1, 2]);
}

#[test]
fn a_template_is_a_file_that_was_not_there() {
    let office = office();
    let said = office.run(&["import", "template", KIND, "--out", "t.xlsx", "--json"]);
    keeps(&serde_json::from_str(&said.data).unwrap(), "import-template.v1");
    assert!(std::fs::read(office.path("t.xlsx")).unwrap().starts_with(b"PK"));
    let again = office.run(&["import", "template", KIND, "--out", "t.xlsx"]);
    assert_eq!(again.code, Some(1), "{}", again.talk);
    let said = office.run(&["import", "template", "hightech.certifed", "--out", "u.xlsx"]);
    assert!(said.code == Some(1) && said.talk.contains(KIND), "{}", said.talk);
    // As somebody who knows the words and not the names would ask.
    for (words, told) in
        [("高新技术企业认定", KIND), ("拨付", "payment.made"), ("没有这种事", "qizhang event docs"), ("", "没有给出值")]
    {
        let said = office.run(&["import", "template", words, "--out", "u.xlsx"]);
        assert!(said.code != Some(0) && said.talk.contains(told), "{words}: {}", said.talk);
    }
    let list = office.write("list.csv", format!("uscc,cert_no,issued_on\n{ONE},GR1,2025-12-02\n"));
    for (words, told) in [(&["--sheet", "表一"][..], "请去掉 --sheet"), (&["--drop", "备注"], "照表头改正 --drop")]
    {
        let said = office.run(&[&["import", "check", &list, "--as", KIND], words].concat());
        assert!(said.code == Some(1) && said.talk.contains(told), "{words:?}: {}", said.talk);
    }
}

/// A file says by its name what it is; text has no formats, so the columns to be careful with are named.
#[test]
fn a_template_is_what_its_name_says() {
    let office = office();
    let said = office.run(&["import", "template", KIND, "--out", "t.CSV"]);
    assert!(said.code == Some(0) && said.talk.contains("先把这些列设为文本"), "{}", said.talk);
    assert!(said.talk.contains("统一社会信用代码、证书编号"), "{}", said.talk);
    let bytes = std::fs::read(office.path("t.CSV")).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines[0].starts_with("\u{feff}统一社会信用代码*,证书编号*,"), "{text}");
    assert!(lines[1].starts_with("uscc,cert_no,") && lines.len() == 2, "{text}");
    let count = lines[0].split(',').count();
    assert_eq!(count, lines[1].split(',').count());
    let row = format!("{ONE},GR1,2025-12-02{}\n", ",".repeat(count - 3));
    let filled = office.write("filled.csv", format!("{text}{row}"));
    let said = office.run(&["import", "check", &filled, "--as", KIND]);
    assert!(said.code == Some(0) && said.talk.contains("合格 1 条"), "{}", said.talk);
    for name in ["t.ods", "t.xls", "t", "t.csv.txt"] {
        let said = office.run(&["import", "template", KIND, "--out", name]);
        let told = said.talk.contains("--out") && said.talk.contains("template.xlsx, template.csv");
        assert!(said.code == Some(2) && told && !office.path(name).exists(), "{name}: {}", said.talk);
    }
}

#[test]
fn a_table_of_more_than_is_appended_at_once_is_checked_and_leaves_nothing() {
    let office = office();
    let rows: Vec<String> = (0..5000).map(|number| format!("{ONE},GR{number:05},2025-12-02\n")).collect();
    let rows = rows.concat();
    let list = office.write("list.csv", format!("uscc,cert_no,issued_on\n{rows}"));
    let before = office.done(&["event", "log", "--limit", "1", "--json=position"]);
    let said = office.run(&["import", "check", &list, "--as", KIND, "--duplicates", "keep"]);
    assert_eq!(said.code, Some(0), "{}", said.talk);
    assert_eq!(office.done(&["event", "log", "--limit", "1", "--json=position"]), before);
    office.done(&["verify"]);
}
