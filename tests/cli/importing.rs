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
fn a_damaged_batch_hides_no_other() {
    let office = office();
    for number in 1..=3 {
        let good = office.write("good.csv", format!("uscc,cert_no,issued_on\n{ONE},GR{number},2025-12-0{number}\n"));
        office.done(&["import", "submit", &good, "--as", KIND, "--by", "张三"]);
    }
    let file = |number: u8| office.path(&format!("qizhang.ledger.batches/{number}.json"));
    let text = std::fs::read(file(1)).unwrap();
    std::fs::write(file(1), &text[..text.len() / 2]).unwrap();
    std::fs::write(file(2), b"\xff\x00garbage").unwrap();
    std::fs::write(file(1).with_file_name("3.json.bak"), b"").unwrap();
    std::fs::write(file(1).with_file_name("03.json"), b"").unwrap();
    let said = office.run(&["import", "list"]);
    assert!(said.code == Some(1) && said.data.starts_with("第 3 批") && said.data.lines().count() == 1, "{said:?}");
    for number in ["1", "2"] {
        assert!(said.talk.contains(&format!("第 {number} 批的文件已损坏")), "{}", said.talk);
        assert!(said.talk.contains(&format!("qizhang import drop {number}")), "{}", said.talk);
    }
    let good = office.write("good.csv", format!("uscc,cert_no,issued_on\n{ONE},GR4,2025-12-04\n"));
    let said = office.run(&["import", "check", &good, "--as", KIND]);
    assert!(
        said.code == Some(0) && said.talk.contains("第 1 批读不出来"),
        "what is not compared is told: {}",
        said.talk
    );
    for number in ["1", "2"] {
        office.done(&["import", "drop", number, "--by", "李四", "--reason", "文件损坏"]);
    }
    assert_eq!(office.run(&["import", "list"]).code, Some(0));
    office.done(&["import", "confirm", "3", "--by", "李四"]);
}

/// A file that was torn, or holds something else, tells nothing: the batch neither counts as settled nor waits, and everybody is told which
/// file it is. The way out that is told leads out.
#[test]
fn a_damaged_outcome_settles_nothing() {
    let office = office();
    for number in 1..=3 {
        let good = office.write("good.csv", format!("uscc,cert_no,issued_on\n{ONE},GR{number},2025-12-0{number}\n"));
        office.done(&["import", "submit", &good, "--as", KIND, "--by", "张三"]);
    }
    office.done(&["import", "confirm", "1", "--by", "李四"]);
    office.done(&["import", "drop", "2", "--by", "李四", "--reason", "不要了"]);
    let told = office.done(&["doctor", "--lang", "en"]);
    assert!(told.contains("qizhang.ledger.batches is whole, with 1 waiting and 2 settled"), "{told}");
    let file = |name: &str| office.path("qizhang.ledger.batches").join(name);
    let (recorded, dropped) =
        (std::fs::read(file("1.settled.json")).unwrap(), std::fs::read(file("2.settled.json")).unwrap());
    for junk in [&recorded[..recorded.len() / 2], b"", b"{}", b"\xff\x00", &dropped] {
        std::fs::write(file("1.settled.json"), junk).unwrap();
        for words in [
            &["import", "list", "1"][..],
            &["import", "confirm", "1", "--by", "赵六"],
            &["import", "confirm", "1", "--by", "赵六", "--dry-run"],
            &["import", "drop", "1", "--by", "赵六", "--reason", "不要了"],
        ] {
            let said = office.run(words);
            assert!(said.code == Some(1) && said.talk.contains("batch-outcome-unread"), "{words:?}: {}", said.talk);
        }
        let said = office.run(&["import", "list"]);
        assert!(said.code == Some(1) && said.data.starts_with("第 3 批"), "{said:?}");
        assert!(said.talk.contains("1.settled.json") && !said.talk.contains("2.settled.json"), "{}", said.talk);
        let said = office.run(&["doctor"]);
        assert_eq!(said.code, Some(4));
        assert!(
            said.data.contains("1.settled.json") && said.data.contains("办法：请从副本恢复该文件"),
            "{}",
            said.data
        );
        keeps(&serde_json::from_str(&office.run(&["doctor", "--json"]).data).unwrap(), "doctor.v1");
    }
    std::fs::remove_file(file("1.settled.json")).unwrap();
    let receipt: Value =
        serde_json::from_str(&office.done(&["import", "confirm", "1", "--by", "赵六", "--json"])).unwrap();
    assert_eq!((&receipt["recorded"], &receipt["repeated"]), (&0.into(), &1.into()));
    let [was, is] = [recorded, std::fs::read(file("1.settled.json")).unwrap()]
        .map(|bytes| serde_json::from_slice::<Value>(&bytes).unwrap());
    assert_eq!((&was["by"], &was["outcome"]), (&is["by"], &is["outcome"]), "as it was told the first time");
    office.done(&["doctor"]);
}

/// What was submitted is damaged: the doctor names the file, and what is to be done depends on whether the batch waits.
#[test]
fn the_doctor_finds_a_batch_that_does_not_read() {
    let office = office();
    for number in 1..=2 {
        let good = office.write("good.csv", format!("uscc,cert_no,issued_on\n{ONE},GR{number},2025-12-0{number}\n"));
        office.done(&["import", "submit", &good, "--as", KIND, "--by", "张三"]);
    }
    office.done(&["import", "confirm", "1", "--by", "李四"]);
    let file = |name: &str| office.path("qizhang.ledger.batches").join(name);
    for name in ["1.json", "2.json"] {
        let text = std::fs::read(file(name)).unwrap();
        std::fs::write(file(name), &text[..text.len() / 2]).unwrap();
    }
    let said = office.run(&["doctor"]);
    assert_eq!(said.code, Some(4), "{}", said.data);
    for piece in
        ["第 1 批已经办结", "1.json 与提交时的摘要不符", "移走它", "2.json 与提交时的摘要不符", "import drop 2"]
    {
        assert!(said.data.contains(piece), "{piece}: {}", said.data);
    }
    office.done(&["import", "drop", "2", "--by", "李四", "--reason", "文件损坏"]);
    for name in ["1.json", "2.json"] {
        std::fs::remove_file(file(name)).unwrap();
    }
    office.done(&["doctor"]);
    let good = office.write("good.csv", format!("uscc,cert_no,issued_on\n{ONE},GR3,2025-12-03\n"));
    office.done(&["import", "submit", &good, "--as", KIND, "--by", "张三"]);
    assert!(file("3.json").exists(), "a number is given once");
}

/// An earlier ledger is put back beside newer batches. What they say of it is held against it, and the way out that is told leads out.
#[test]
fn a_batch_is_not_recorded_because_a_file_says_so() {
    let office = office();
    office.done(&["backup", "before"]);
    for number in 1..=2 {
        let good = office.write("good.csv", format!("uscc,cert_no,issued_on\n{ONE},GR{number},2025-12-0{number}\n"));
        office.done(&["import", "submit", &good, "--as", KIND, "--by", "张三"]);
    }
    office.done(&["import", "confirm", "1", "--by", "李四"]);
    office.done(&["import", "drop", "2", "--by", "李四", "--reason", "不要了"]);
    assert_eq!(office.run(&["doctor"]).code, Some(0));
    std::fs::remove_dir_all(office.path("qizhang.ledger")).unwrap();
    std::fs::rename(office.path("before"), office.path("qizhang.ledger")).unwrap();
    office.done(&["checkpoint", "--accept-loss", "--clock-is-right"]);
    for (lang, words) in [
        ("zh", ["第 1 批据称已确认，账本里却没有它的事件", "由 李四 于", "移走该文件"]),
        (
            "en",
            [
                "batch 1 is said to be confirmed, and the ledger has none of its events",
                "李四 confirmed it at",
                "move the file away",
            ],
        ),
    ] {
        let said = office.run(&["doctor", "--lang", lang]);
        assert_eq!(said.code, Some(4), "{}", said.data);
        assert!(words.iter().all(|word| said.data.contains(word)) && !said.data.contains("2.settled"), "{}", said.data);
        for command in [
            &["import", "list"][..],
            &["import", "list", "1"],
            &["import", "confirm", "1", "--by", "赵六"],
            &["import", "drop", "1", "--by", "赵六", "--reason", "不要了"],
        ] {
            let said = office.run(&[command, &["--lang", lang]].concat());
            assert!(said.code == Some(1) && said.talk.contains("batch-not-on-record"), "{command:?}: {}", said.talk);
            assert!(words.iter().all(|word| said.talk.contains(word)), "{command:?}: {}", said.talk);
        }
    }
    std::fs::remove_file(office.path("qizhang.ledger.batches/1.settled.json")).unwrap();
    assert!(office.done(&["import", "list"]).starts_with("第 1 批"));
    office.done(&["import", "confirm", "1", "--by", "赵六", "--clock-is-right"]);
    assert!(office.done(&["event", "log", "--limit", "0"]).contains("GR1"));
    office.done(&["doctor"]);
}

/// What is told of a batch carries a digest of its own; what an earlier program told without one is held against the ledger.
#[test]
fn what_is_told_of_a_batch_is_not_believed_when_it_was_changed() {
    let office = office();
    for number in 1..=2 {
        let good = office.write("good.csv", format!("uscc,cert_no,issued_on\n{ONE},GR{number},2025-12-0{number}\n"));
        office.done(&["import", "submit", &good, "--as", KIND, "--by", "张三"]);
    }
    office.done(&["import", "confirm", "1", "--by", "李四"]);
    office.done(&["import", "drop", "2", "--by", "李四", "--reason", "不要了"]);
    let file = |number: u8| office.path(&format!("qizhang.ledger.batches/{number}.settled.json"));
    let read = |number| -> Value { serde_json::from_slice(&std::fs::read(file(number)).unwrap()).unwrap() };
    let whole = [read(1), read(2)];
    let unclear = |number: u8, why: &str| {
        let said = office.run(&["import", "list", &number.to_string()]);
        assert!(said.code == Some(1) && said.talk.contains("batch-outcome-unread"), "{why}: {}", said.talk);
        let said = office.run(&["doctor"]);
        assert!(said.code == Some(4) && said.data.contains("或与账本不符"), "{why}: {}", said.data);
    };
    for (number, field, value) in [
        (1, "at", Value::from("2020-01-01T00:00:00.000+08:00")),
        (1, "by", "王五".into()),
        (1, "outcome", "dropped".into()),
        (2, "reason", "重复".into()),
        (2, "batch", "0".repeat(64).into()),
    ] {
        let mut changed = whole[usize::from(number) - 1].clone();
        changed[field] = value;
        std::fs::write(file(number), changed.to_string()).unwrap();
        unclear(number, field);
        std::fs::write(file(number), whole[usize::from(number) - 1].to_string()).unwrap();
        office.done(&["doctor"]);
    }
    // As an earlier program wrote it: it reads, and what the ledger knows better is noticed.
    let mut older = whole[0].clone();
    older.as_object_mut().unwrap().retain(|key, _| key != "digest" && key != "batch");
    std::fs::write(file(1), older.to_string()).unwrap();
    office.done(&["doctor"]);
    assert!(office.run(&["import", "list", "1"]).talk.contains("已由 李四 于"));
    for (field, value) in [("by", "王五"), ("outcome", "dropped")] {
        let mut changed = older.clone();
        changed[field] = value.into();
        std::fs::write(file(1), changed.to_string()).unwrap();
        unclear(1, field);
    }
    // Another batch, however whole, is not the one that was settled.
    std::fs::write(file(1), whole[0].to_string()).unwrap();
    let folder = office.path("qizhang.ledger.batches");
    let mut other: Value = serde_json::from_slice(&std::fs::read(folder.join("1.json")).unwrap()).unwrap();
    other["file"] = "other.csv".into();
    other["digest"] = "".into();
    let text = qizhang::event::canonical_json(&other).unwrap();
    other["digest"] = qizhang::value::Digest::of(text.as_bytes()).to_string().into();
    std::fs::write(folder.join("1.json"), other.to_string()).unwrap();
    let said = office.run(&["doctor"]);
    assert!(said.code == Some(4) && said.data.contains("第 1 批已经办结，它的文件后来损坏或被改动过"), "{}", said.data);
}

/// A link that leads nowhere is no empty folder: whoever follows the advice finds the batches again.
#[test]
fn a_link_that_leads_nowhere_is_told_as_one() {
    let office = office();
    let good = office.write("good.csv", format!("uscc,cert_no,issued_on\n{ONE},GR1,2025-12-02\n"));
    office.done(&["import", "submit", &good, "--as", KIND, "--by", "张三"]);
    std::fs::rename(office.path("qizhang.ledger.batches"), office.path("mounted")).unwrap();
    std::os::unix::fs::symlink("elsewhere", office.path("qizhang.ledger.batches")).unwrap();
    for words in [
        &["import", "list"][..],
        &["import", "submit", &good, "--as", KIND, "--by", "张三"],
        &["import", "check", &good, "--as", KIND],
        &["import", "confirm", "1", "--by", "李四"],
    ] {
        let said = office.run(words);
        assert!(said.code == Some(1) && said.talk.contains("batches-lead-nowhere"), "{words:?}: {}", said.talk);
        assert!(said.talk.contains("是一个链接，所指的地方什么也没有"), "{}", said.talk);
    }
    let said = office.run(&["doctor", "--lang", "en"]);
    assert!(said.code == Some(4) && said.data.contains("is a link, and nothing is where it leads"), "{}", said.data);
    assert!(!office.path("elsewhere").exists());
    std::fs::rename(office.path("mounted"), office.path("elsewhere")).unwrap();
    office.done(&["import", "confirm", "1", "--by", "李四"]);
    // The same of the desk.
    std::os::unix::fs::symlink("gone", office.path("qizhang.ledger.desk")).unwrap();
    for words in [
        &["token", "list"][..],
        &["token", "new", "--for", "hr-system", "--may", "read", "--until", "2099-01-01"],
        &["user", "list"],
    ] {
        let said = office.run(words);
        assert!(said.code == Some(1) && said.talk.contains("no-desk"), "{words:?}: {}", said.talk);
        assert!(said.talk.contains("指向空处的链接"), "{words:?}: {}", said.talk);
    }
    let said = office.run(&["doctor"]);
    assert!(said.code == Some(4) && said.data.contains("指向空处的链接"), "{}", said.data);
    assert!(!office.path("gone").exists());
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
    let kept = std::fs::read_to_string(office.path("qizhang.ledger.batches/1.settled.json")).unwrap();
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
