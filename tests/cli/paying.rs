//! The treasury's list from the command line: recorded, or back with the reason in a file.

use super::Office;
use serde_json::Value;

const LIST: &str = "付款编号,统一社会信用代码,金额,付款日期,批准文号,状态,原因
P-2026-0001,91110108551385082Q,\"420,000.00\",2026.9.28,PF-2026-0001,退回,账号有误
P-2026-0002,91110108551385082Q,\"420,000.00\",2026/9/30,PF-2026-0001,已付,
合计,,\"840,000.00\",,,,
";
const BY: [&str; 3] = ["--as", "finance", "--clock-is-right"];

fn record(office: &Office, words: &[&str]) -> super::Said {
    office.run(&[&["pay", "record"], words, &BY].concat())
}

#[test]
fn a_list_is_tried_recorded_and_known_again() {
    let office = Office::with_story();
    let list = office.write("list.csv", LIST);
    let head = office.done(&["event", "log", "--json=position"]);
    let said = record(&office, &[&list, "--dry-run"]);
    assert_eq!(said.code, Some(0), "{}", said.talk);
    for piece in ["名单 2 行，合计 ¥840,000.00", "对上已付 1 行 ¥420,000.00，退回 1 行 ¥420,000.00", "相符"]
    {
        assert!(said.talk.contains(piece), "{piece}\n{}", said.talk);
    }
    assert_eq!(office.done(&["event", "log", "--json=position"]), head, "nothing was recorded");
    let said = record(&office, &[&list]);
    assert!(said.code == Some(0) && said.talk.contains("记入 2 条"), "{}", said.talk);
    let told = office.done(&["why", "P-2026-0002", "--on", "2026-10-31"]);
    assert!(told.contains("420,000.00"), "{told}");
    let again = record(&office, &[&list, "--out", "again.csv", "--lang", "en"]);
    assert!(again.code == Some(0) && again.talk.contains("2 on record already, ¥840,000.00"), "{}", again.talk);
    let file = std::fs::read_to_string(office.path("again.csv")).unwrap_or_default();
    assert!(file.contains("on record as event #") && file.lines().count() == 3, "{file}");
}

#[test]
fn what_comes_back_stands_in_a_file_with_the_reason() {
    let office = Office::with_story();
    let bad = "P-2026-0003,91110114000000027L,5,2026-09-30,,已付,\n";
    let list = office.write("list.csv", format!("{}{bad}", LIST.replace("合计,,\"840,000.00\",,,,\n", "")));
    let said = record(&office, &[&list, "--out", "back.csv"]);
    assert!(said.code == Some(1) && said.talk.contains("第 4 行") && said.talk.contains("没有写入"), "{}", said.talk);
    let file = std::fs::read_to_string(office.path("back.csv")).unwrap_or_default();
    let row = file.lines().nth(1).unwrap_or_default();
    assert!(
        row.starts_with("4,list-nothing-open,") && row.contains("P-2026-0003") && row.contains("qizhang statement"),
        "{file}"
    );
    let said = record(&office, &[&list, "--out", "back.csv"]);
    assert!(said.code == Some(1) && said.talk.contains("不会覆盖"), "{}", said.talk);
    let said = record(&office, &[&list, "--atomic", "off", "--json"]);
    let receipt: Value = serde_json::from_str(&said.data).unwrap_or_default();
    super::json::keeps(&receipt, "receipt.v1");
    assert_eq!((said.code, &receipt["recorded"]), (Some(1), &serde_json::json!(2)));
    assert_eq!(receipt["refused"][0]["complaint"]["code"], "list-nothing-open", "{receipt}");
}

#[test]
fn what_is_no_list_is_refused() {
    let office = Office::with_story();
    let list = office.write("list.csv", "甲,乙\n1,2\n");
    let said = record(&office, &[&list]);
    assert!(said.code == Some(1) && said.talk.contains("付款编号 · payment no"), "{}", said.talk);
}

/// Ten thousands read as yuan would pay one part in ten thousand: another unit is refused at its place, wherever it is stated.
#[test]
fn a_list_in_another_unit_is_refused_at_its_place() {
    let office = Office::with_story();
    let with = |above: &str| office.write("list.csv", format!("{above}\n{LIST}"));
    for (above, place) in [
        ("单位：万元", "A1"),
        ("拨付名单,,,金额单位（千元）", "D1"),
        ("拨付名单\n,,（单位：百万）", "C2"),
        ("Unit: RMB 10000", "A1"),
        ("单位：美元", "A1"),
    ] {
        let said = record(&office, &[&with(above), "--dry-run"]);
        let named = said.talk.contains("list-unit") && said.talk.contains(&format!("{place} 写着“"));
        assert!(said.code == Some(1) && named, "{above}: {}", said.talk);
    }
    let beside = LIST.replacen("状态,原因", "状态,原因,单位：万元", 1);
    let said = record(&office, &[&office.write("list.csv", beside), "--dry-run"]);
    assert!(said.code == Some(1) && said.talk.contains("H1 写着“单位：万元”"), "{}", said.talk);
    for above in ["单位：元", "金额单位（人民币元）", "单位：昌平区财政局", "拨付名单"] {
        let said = record(&office, &[&with(above), "--dry-run"]);
        assert_eq!(said.code, Some(0), "{above}: {}", said.talk);
    }
}
