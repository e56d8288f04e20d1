//! Batches that wait between two people: confirmed, dropped, and what becomes known meanwhile.

use super::Office;
use super::importing::{KIND, ONE, list, office};
use super::json::keeps;
use serde_json::Value;

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

/// Power is lost after the batch was recorded and before that was noted; another person may finish it, and nobody takes it away.
#[test]
fn a_batch_confirmed_twice_is_recorded_once() {
    let office = office();
    let good = office.write("good.csv", format!("uscc,cert_no,issued_on\n{ONE},GR1,2025-12-02\n"));
    office.done(&["import", "submit", &good, "--as", KIND, "--by", "张三"]);
    office.done(&["import", "confirm", "1", "--by", "李四"]);
    let note = office.path("qizhang.ledger.batches/1.settled.json");
    let lost = || std::fs::remove_file(&note).unwrap();
    lost();
    let said = office.run(&["import", "drop", "1", "--by", "王五", "--reason", "不要了"]);
    assert!(said.code == Some(1) && said.talk.contains("已由 李四 于"), "{}", said.talk);
    lost();
    let receipt: Value =
        serde_json::from_str(&office.done(&["import", "confirm", "1", "--by", "赵六", "--json"])).unwrap();
    assert_eq!((&receipt["recorded"], &receipt["repeated"]), (&0.into(), &1.into()));
    let told: Value = serde_json::from_str(&std::fs::read_to_string(&note).unwrap()).unwrap();
    assert_eq!(
        (&told["by"], &told["outcome"]),
        (&"李四".into(), &"recorded".into()),
        "who confirmed it, not who finished"
    );
    let event: Value = serde_json::from_str(&office.done(&["event", "log", "--limit", "1", "--json"])).unwrap();
    assert_eq!(event["recorded_at"], told["at"]);
}

/// Rows without a number of their own: nothing but their content tells that they came before.
#[test]
fn the_same_file_is_not_taken_twice() {
    let office = office();
    let kind = "research_grant.received";
    let list = office.write("list.csv", TWO_GRANTS);
    let submit = ["import", "submit", &list, "--as", kind, "--by", "张三"];
    office.done(&submit);
    let said = office.run(&submit);
    assert!(said.code == Some(1) && said.talk.contains("rows-suspected"), "{}", said.talk);
    assert!(said.data.contains("第 2 行疑似与待确认的第 1 批第 2 行重复：内容全同"), "{}", said.data);
    let said = office.run(&["import", "check", &list, "--as", kind, "--json"]);
    let told: Value = serde_json::from_str(&said.data).unwrap();
    keeps(&told, "import.v1");
    assert_eq!(
        (&told["suspects"][1]["like_batch"], &told["suspects"][1]["like_row"], &told["suspects"][1]["differs_by"]),
        (&1.into(), &3.into(), &"nothing".into())
    );
    office.done(&["import", "confirm", "1", "--by", "李四"]);
    let said = office.run(&submit);
    assert!(said.code == Some(1) && said.data.contains("疑似与账本 #"), "{}", said.data);
    let other = TWO_GRANTS.replace("100000", "100000.01").replace("200000", "200000.01");
    let other = office.write("other.csv", other);
    office.done(&["import", "submit", &other, "--as", kind, "--by", "张三"]);
}

/// A number that waits in another batch: the ledger cannot refuse it yet.
#[test]
fn a_number_that_waits_in_a_batch_is_told() {
    let office = office();
    let list = |day: &str| office.write("list.csv", format!("uscc,cert_no,issued_on\n{ONE},GR1,{day}\n"));
    let submit = ["import", "submit", "list.csv", "--as", KIND, "--by", "张三"];
    list("2025-12-02");
    office.done(&submit);
    let said = office.run(&submit);
    assert!(said.code == Some(1) && said.data.contains("第 1 批第 2 行重复：内容全同"), "{}", said.data);
    list("2025-12-03");
    let said = office.run(&submit);
    assert!(said.code == Some(1) && said.data.contains("第 1 批第 2 行重复：编号相同"), "{}", said.data);
    office.done(&["import", "drop", "1", "--by", "李四", "--reason", "日期有误"]);
    office.done(&submit);
}

/// What was recorded after a batch was checked is asked about again: whoever submitted it did not know.
#[test]
fn what_was_recorded_meanwhile_is_asked_about_again() {
    let office = office();
    let kind = "research_grant.received";
    let list = office.write("list.csv", TWO_GRANTS);
    let submit = ["import", "submit", &list, "--as", kind, "--by", "张三"];
    office.done(&submit);
    office.done(&[&submit[..], &["--duplicates", "keep"]].concat());
    let kept = office.done(&["import", "list", "2"]);
    assert!(kept.contains("疑似与第 1 批第 3 行重复，照收"), "{kept}");
    keeps(&serde_json::from_str(&office.done(&["import", "list", "2", "--json"])).unwrap(), "import-batch.v1");
    let one = office.write("one.csv", TWO_GRANTS.lines().take(2).collect::<Vec<_>>().join("\n"));
    office.done(&["import", "submit", &one, "--as", kind, "--by", "张三", "--duplicates", "keep"]);
    // Batch 2 was submitted in the knowledge of batch 1, and stands beside it.
    office.done(&["import", "confirm", "1", "--by", "李四"]);
    office.done(&["import", "confirm", "2", "--by", "李四", "--dry-run"]);
    let head = || office.done(&["event", "log", "--limit", "1", "--json=position"]);
    let line: Value = serde_json::from_str(&office.done(&["event", "log", "--limit", "1", "--json"])).unwrap();
    let (day, data) = (&line["occurred_on"], &line["data"]);
    let again = serde_json::json!({"type": kind, "occurred_on": day, "data": data});
    // In batch 4 nobody chose, and what it has was recorded behind its back.
    let third = office.write("third.csv", TWO_GRANTS.replace("200000", "300000").replace("100000", "400000"));
    office.done(&["import", "submit", &third, "--as", kind, "--by", "张三"]);
    let again = again.to_string().replace("200000", "300000");
    office.write("again.jsonl", again);
    office.done(&["append", "again.jsonl"]);
    let before = head();
    let said = office.run(&["import", "confirm", "4", "--by", "李四"]);
    assert_eq!(said.code, Some(1));
    let at: Value = serde_json::from_str(&before).unwrap();
    let named = format!("第 3 行像账本 #{}", at["position"]);
    assert!(said.talk.contains("rows-recorded-since") && said.talk.contains(&named), "{}", said.talk);
    assert!(!said.talk.contains("第 2 行"), "{}", said.talk);
    assert_eq!(head(), before, "nothing is recorded");
    office.done(&["import", "confirm", "2", "--by", "李四"]);
    office.done(&["import", "drop", "4", "--by", "李四", "--reason", "第 3 行已经记过"]);
}

const TWO_GRANTS: &str = "uscc,level,project_key,amount,own_share,occurred_on\n\
    91110114QYDEM0018C,national,2023YFB0000001,100000,100000,2026-03-02\n\
    91110114QYDEM0018C,national,2023YFB0000002,200000,200000,2026-03-02\n";

/// One of several settles a batch; the others are told who did, and the ledger has it once or not at all.
#[test]
fn one_of_two_at_once_settles_a_batch() {
    let office = office();
    for round in 1..=6 {
        let good = office.write("good.csv", format!("uscc,cert_no,issued_on\n{ONE},GR{round},2025-12-02\n"));
        let keep = ["import", "submit", &good, "--as", KIND, "--by", "张三", "--duplicates", "keep"];
        office.done(&keep);
        let number = round.to_string();
        let confirm = |by: &'static str| vec!["import", "confirm", &number, "--by", by];
        let other = if round % 2 == 0 {
            confirm("赵六")
        } else {
            vec!["import", "drop", &number, "--by", "王五", "--reason", "不要了"]
        };
        let both = [confirm("李四"), other].map(|words| {
            let mut command = office.command(&words);
            command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped()).spawn().unwrap()
        });
        let both = both.map(|child| super::Said::of(child.wait_with_output().unwrap()));
        let [done, told] = if both[0].code == Some(0) { [&both[0], &both[1]] } else { [&both[1], &both[0]] };
        assert_eq!((done.code, told.code), (Some(0), Some(1)), "{both:?}");
        assert!(told.talk.contains("batch-settled"), "{}", told.talk);
        let text =
            std::fs::read_to_string(office.path(&format!("qizhang.ledger.batches/{number}.settled.json"))).unwrap();
        let note: Value = serde_json::from_str(&text).unwrap();
        assert!(told.talk.contains(&format!("已由 {} 于", note["by"].as_str().unwrap())), "{} {note}", told.talk);
        let recorded = office.done(&["event", "log", "--limit", "1"]).contains(&format!("GR{round}"));
        assert_eq!(recorded, note["outcome"] == "recorded");
    }
}

#[test]
fn a_batch_of_another_ledger_is_refused_by_both_names() {
    let (office, other) = (office(), self::office());
    let good = office.write("good.csv", format!("uscc,cert_no,issued_on\n{ONE},GR1,2025-12-02\n"));
    office.done(&["import", "submit", &good, "--as", KIND, "--by", "张三"]);
    std::fs::create_dir(other.path("qizhang.ledger.batches")).unwrap();
    let file = "qizhang.ledger.batches/1.json";
    std::fs::copy(office.path(file), other.path(file)).unwrap();
    let said = other.run(&["import", "confirm", "1", "--by", "李四"]);
    assert!(said.code == Some(1) && said.talk.contains("batch-of-other-ledger"), "{}", said.talk);
    for ledger in [&office, &other] {
        let name = std::fs::read_to_string(ledger.path("qizhang.ledger.vkeys")).unwrap();
        let name = name.split('+').next().unwrap();
        assert!(name.starts_with("qizhang/") && said.talk.contains(name), "{name}: {}", said.talk);
    }
    assert!(!other.done(&["event", "log", "--limit", "1"]).contains("GR1"));
    let list = other.write("good.csv", std::fs::read(office.path("good.csv")).unwrap());
    assert_eq!(other.run(&["import", "check", &list, "--as", KIND]).code, Some(0), "its rows wait elsewhere");
    other.done(&["import", "drop", "1", "--by", "李四", "--reason", "放错了地方"]);
}

/// Its number is settled, whatever its file is called and whatever stands in it.
#[test]
fn a_settled_batch_does_not_come_to_life_again() {
    let office = office();
    let submit = |number: u8| {
        let good = office.write("good.csv", format!("uscc,cert_no,issued_on\n{ONE},GR{number},2025-12-0{number}\n"));
        office.done(&["import", "submit", &good, "--as", KIND, "--by", "张三"]);
    };
    submit(1);
    submit(2);
    let folder = office.path("qizhang.ledger.batches");
    let copies = ["1.json", "2.json"].map(|name| (folder.join(name), std::fs::read(folder.join(name)).unwrap()));
    office.done(&["import", "drop", "1", "--by", "王五", "--reason", "不要了"]);
    office.done(&["import", "confirm", "2", "--by", "李四"]);
    for (path, bytes) in copies {
        std::fs::write(path, bytes).unwrap();
    }
    assert_eq!(office.done(&["import", "list"]), "");
    for (number, told) in [("1", "已由 王五 于"), ("2", "已由 李四 于")] {
        for words in [
            &["import", "confirm", number, "--by", "赵六"][..],
            &["import", "confirm", number, "--by", "赵六", "--dry-run"],
            &["import", "drop", number, "--by", "赵六", "--reason", "再来一次"],
            &["import", "list", number],
        ] {
            let said = office.run(words);
            assert!(said.code == Some(1) && said.talk.contains(told), "{words:?}: {}", said.talk);
        }
    }
    assert!(!office.done(&["event", "log", "--limit", "5"]).contains("GR1"));
    submit(3);
    assert!(folder.join("3.json").exists());
    // An earlier program called the file of a batch that was dropped otherwise, and kept the reason beside it.
    std::fs::write(folder.join("3.reason.json"), b"{}").unwrap();
    let said = office.run(&["import", "confirm", "3", "--by", "李四"]);
    assert!(said.code == Some(1) && said.talk.contains("batch-settled"), "{}", said.talk);
}
