//! Batches whose files were damaged or changed behind the program's back: nothing of them is believed.

use super::importing::{KIND, ONE, office};
use super::json::keeps;
use serde_json::Value;

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
