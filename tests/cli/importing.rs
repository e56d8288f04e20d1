//! Tables in, as two people in an office bring them in.

use super::Office;
use super::json::keeps;
use serde_json::Value;

const ONE: &str = "91110114QYDEM0018C";
const OTHER: &str = "91110114QYDEM00267";
const KIND: &str = "hightech.certified";

fn office() -> Office {
    let office = Office::new();
    office.done(&["init"]);
    office
}

/// A good row, a bad one, and one more that is good.
fn list(office: &Office) -> String {
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
    for (words, needle) in [
        (&["import", "check", &good][..], "--as"),
        (&["import", "check", &good, "--as", KIND, "--bad", "x.txt"], "bad.xlsx"),
        (&["import", "check", &good, "--as", KIND, "--duplicates", "maybe"], "keep, drop"),
        (&["import", "submit", &good, "--as", KIND, "--by", " "], "--by"),
        (&["import", "confirm", "one", "--by", "x"], "7"),
        (&["import", "check", &good, "--as", KIND, "--on", "2026-01-01"], "--on"),
    ] {
        let said = office.run(words);
        assert!(said.code == Some(2) && said.talk.contains(needle), "{words:?}: {:?} {}", said.code, said.talk);
    }
}

#[test]
fn what_one_person_submits_another_confirms() {
    let office = office();
    let list = list(&office);
    let submit = ["import", "submit", &list, "--as", KIND, "--drop", "序号", "--by", "张三"];
    let said = office.run(&submit);
    assert!(said.code == Some(1) && said.talk.contains("rows-bad"), "{}", said.talk);
    assert!(!office.path("qizhang.ledger.batches").exists(), "nothing waits");
    let said = office.run(&[&submit[..], &["--bad", "bad.csv", "--dry-run"]].concat());
    assert!(said.code == Some(1) && !office.path("qizhang.ledger.batches").exists(), "{}", said.talk);
    std::fs::remove_file(office.path("bad.csv")).unwrap();
    let said = office.run(&[&submit[..], &["--bad", "bad.csv", "--json"]].concat());
    let told: Value = serde_json::from_str(&said.data).unwrap();
    keeps(&told, "import.v1");
    assert_eq!((said.code, &told["batch"]), (Some(1), &1.into()), "some rows came back");
    let waiting: Value = serde_json::from_str(&office.done(&["import", "list", "--json"])).unwrap();
    keeps(&waiting, "import-batch.v1");
    assert_eq!((&waiting["digest"], &waiting["submitted_by"]), (&told["digest"], &"张三".into()));
    assert!(office.done(&["import", "list", "1"]).contains("GR3"));

    let said = office.run(&["import", "confirm", "1", "--by", "张三"]);
    assert!(said.code == Some(1) && said.talk.contains("same-person"), "{}", said.talk);
    let head = |office: &Office| office.done(&["event", "log", "--limit", "1", "--json=position"]);
    let before = head(&office);
    office.done(&["import", "confirm", "1", "--by", "李四", "--dry-run"]);
    assert_eq!(head(&office), before, "a trial records nothing");
    let receipt: Value =
        serde_json::from_str(&office.done(&["import", "confirm", "1", "--by", "李四", "--json"])).unwrap();
    keeps(&receipt, "receipt.v1");
    assert_eq!(receipt["recorded"], 2);
    let told: Value = serde_json::from_str(&office.done(&["event", "log", "--limit", "1", "--json"])).unwrap();
    assert_eq!((&told["recorded_by"], &told["data"]["cert_no"]), (&"张三".into(), &"GR3".into()));
    assert_eq!(told["note"], "导入批 1，list.csv 第 4 行；张三 提交，李四 确认");
    let said = office.run(&["import", "confirm", "1", "--by", "李四"]);
    assert!(said.code == Some(1) && said.talk.contains("batch-settled"), "{}", said.talk);
    let said = office.run(&["import", "confirm", "2", "--by", "李四"]);
    assert!(said.code == Some(1) && said.talk.contains("no-such-batch"), "{}", said.talk);
}

/// Power is lost after the batch was recorded and before that was noted.
#[test]
fn a_batch_confirmed_twice_is_recorded_once() {
    let office = office();
    let good = office.write("good.csv", format!("uscc,cert_no,issued_on\n{ONE},GR1,2025-12-02\n"));
    office.done(&["import", "submit", &good, "--as", KIND, "--by", "张三"]);
    office.done(&["import", "confirm", "1", "--by", "李四"]);
    let folder = office.path("qizhang.ledger.batches");
    std::fs::rename(folder.join("1.recorded.json"), folder.join("1.json")).unwrap();
    let receipt: Value =
        serde_json::from_str(&office.done(&["import", "confirm", "1", "--by", "李四", "--json"])).unwrap();
    assert_eq!((&receipt["recorded"], &receipt["repeated"]), (&0.into(), &1.into()));
}

#[test]
fn a_batch_that_was_changed_is_not_recorded_and_can_be_dropped() {
    let office = office();
    let good = office.write("good.csv", format!("uscc,cert_no,issued_on\n{ONE},GR1,2025-12-02\n"));
    office.done(&["import", "submit", &good, "--as", KIND, "--by", "张三"]);
    let file = office.path("qizhang.ledger.batches/1.json");
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, text.replace("2025-12-02", "2024-12-02")).unwrap();
    let said = office.run(&["import", "confirm", "1", "--by", "李四"]);
    assert!(said.code == Some(1) && said.talk.contains("batch-changed"), "{}", said.talk);
    assert!(!office.done(&["event", "log", "--limit", "1"]).contains("GR1"));
    office.done(&["import", "drop", "1", "--by", "王五", "--reason", "文件被改动"]);
    assert_eq!(office.done(&["import", "list"]), "");
    let kept = std::fs::read_to_string(office.path("qizhang.ledger.batches/1.reason.json")).unwrap();
    assert!(kept.contains("文件被改动") && kept.contains("王五"), "{kept}");
    office.done(&["import", "submit", &good, "--as", KIND, "--by", "张三"]);
    assert!(office.path("qizhang.ledger.batches/2.json").exists(), "a number is given once");
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
    let mended = office.write("mended.csv", text.replace("⚠1234567890123456800", "HT-1"));
    office.done(&[&["import", "submit", &mended, "--by", "张三"], &words[..]].concat());
    assert!(office.done(&["import", "list", "1"]).contains("\"123456.78\""));
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
