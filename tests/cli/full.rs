//! A full disk: each command tells of it in its own words, and what is done before it stays done and is told.

use super::hindrances::run_if_possible;
use super::signing::{beside, finding};
use super::{Office, Said};
use serde_json::Value;
use std::fs::{self, OpenOptions};
use std::process::Command;

/// Runs the program beside a disk of a size, `small`, and lists what is on it afterwards; nothing where no disk can be had.
fn small_disk(office: &Office, size: &str, words: &[&str]) -> Option<(Said, String)> {
    fs::create_dir_all(office.path("small")).unwrap();
    let script = "mount -t tmpfs -o size=\"$0\" tmpfs small || exit 99
        [ \"$0\" != 4k ] || head -c 4096 /dev/zero > small/fill
        \"$@\"; code=$?
        ls -A small > left; exit $code";
    let mut command = Command::new("unshare");
    command.args(["-m", "sh", "-c", script, size, env!("CARGO_BIN_EXE_qizhang")]);
    let said = run_if_possible(office, command, words)?;
    assert_ne!(said.code, Some(99), "{}", said.talk);
    Some((said, fs::read_to_string(office.path("left")).unwrap()))
}

/// A disk without any room.
fn full_disk(office: &Office, words: &[&str]) -> Option<Said> {
    let (said, left) = small_disk(office, "4k", words)?;
    assert_eq!(left, "fill\n", "{words:?}: nothing is left behind");
    Some(said)
}

#[track_caller]
fn tells(said: &Said, code: &str, words: &[&str]) {
    assert_eq!(said.code, Some(1), "{}", said.talk);
    assert!(said.talk.contains(&format!("[{code}]")), "{}", said.talk);
    for word in words {
        assert!(said.talk.contains(word), "{word}: {}", said.talk);
    }
}

/// What an append says means nothing to whoever makes a ledger or a copy of one.
fn says_nothing_of_an_append(said: &Said) {
    for word in ["提交", "记录", "submit", "recorded", "batch"] {
        assert!(!said.talk.contains(word), "{word}: {}", said.talk);
    }
}

#[test]
fn a_ledger_and_a_copy_that_find_no_room_are_told_as_such() {
    let office = Office::with_story();
    office.done(&["backup", "saved"]);
    office.done(&["export", "jsonl", "--out", "all.jsonl"]);
    for words in [
        &["init", "small/new"][..],
        &["init", "small/new", "--from", "all.jsonl"],
        &["backup", "small/new"],
        &["restore", "saved", "small/new"],
        &["demo", "small/new", "--enterprises", "1"],
    ] {
        let Some(zh) = full_disk(&office, words) else { return };
        tells(&zh, "disk-full", &["没有写成 small/new.creating/", "磁盘已满", "腾出空间后重新运行这个命令"]);
        let Some(en) = full_disk(&office, &[words, &["--lang", "en"]].concat()) else { return };
        tells(&en, "disk-full", &["small/new.creating/", "was not written", "run the command again"]);
        [zh, en].iter().for_each(says_nothing_of_an_append);
    }
    let Some(said) = full_disk(&office, &["export", "jsonl", "--out", "small/all.jsonl"]) else { return };
    tells(&said, "file", &["small/all.jsonl", "磁盘已满", "腾出空间后重试"]);
    let bundle = ["export", "bundle", "P-2026-0001", "--on", "2026-12-31", "--out", "small/p.zip"];
    let Some(said) = full_disk(&office, &bundle) else { return };
    tells(&said, "file", &["small/p.zip", "磁盘已满", "腾出空间后重试"]);
}

/// A history fills its first segment, and there is no room for the next one.
#[test]
fn a_history_that_finds_no_room_on_its_way_is_told_as_a_ledger_that_was_not_made() {
    let office = Office::new();
    office.done(&["init"]);
    let long = "字".repeat(400);
    let lines: Vec<String> = (0..14_000)
        .map(|number| {
            finding(&format!("F-{number}")).replacen("\"statement\":\"", &format!("\"statement\":\"{long}"), 1)
        })
        .collect();
    let file = office.write("many.jsonl", lines.join("\n"));
    office.done(&["append", &file]);
    office.done(&["export", "jsonl", "--out", "all.jsonl"]);
    let Some((said, left)) = small_disk(&office, "20m", &["init", "small/new", "--from", "all.jsonl"]) else { return };
    assert_eq!(left, "", "nothing is left behind");
    tells(&said, "disk-full", &["没有写成 small/new：磁盘已满", "重新运行这个命令"]);
    says_nothing_of_an_append(&said);
}

/// What is gone before, what is done, its code, and what is said in each language.
type Deed = (&'static [&'static str], &'static str, &'static str, [&'static str; 2], [&'static str; 2]);

/// A key that is changed is changed, whatever becomes of the note of it.
#[test]
fn what_is_done_before_its_note_finds_no_room_is_told_as_done() {
    let lost = |office: &Office, ends: &[&str]| {
        for end in ends {
            fs::remove_file(office.path(&format!("qizhang.ledger.{end}"))).unwrap();
        }
    };
    let rows: [Deed; 3] = [
        (
            &[],
            "--new-key",
            "key-changed-untold",
            ["密钥已更换，由新密钥签名；只是检查点没有写出", "不要再换一次；更换记录是账本旁 .rotations 的最后一条"],
            ["the key is replaced, and the new one signs; only the checkpoint", "Do not replace it again"],
        ),
        (
            &["key", "vkeys", "checkpoint"],
            "--new-key",
            "key-made-untold",
            ["密钥已建立，并签了第一个检查点；只是检查点没有写出", "不必再建"],
            ["the key is made and has signed its first checkpoint", "need not be made again"],
        ),
        (
            &["checkpoint"],
            "--accept-loss",
            "loss-accepted-untold",
            ["损失已接受，记为事件 #197 并签名", "不要再接受一次"],
            ["the loss is accepted, recorded as event #197 and signed", "Do not accept it again"],
        ),
    ];
    for (gone, act, code, zh, en) in rows {
        for (lang, words) in [("zh", zh), ("en", en)] {
            let office = Office::with_story();
            lost(&office, gone);
            let asked = ["checkpoint", act, "--out", "small/note", "--lang", lang];
            let Some(said) = full_disk(&office, &asked) else { return };
            tells(&said, code, &words);
            tells(&said, code, &["small/note", "qizhang checkpoint --out"]);
            // What it says is so, and the way it names leads on.
            office.done(&["checkpoint", "--out", "note"]);
            assert_eq!(fs::read_to_string(office.path("note")).unwrap(), beside(&office, "checkpoint"));
            let keys = office.done(&["checkpoint", "--keys"]).lines().count();
            assert_eq!(keys, if code == "key-changed-untold" { 2 } else { 1 });
        }
        let office = Office::with_story();
        lost(&office, gone);
        let Some(said) = full_disk(&office, &["checkpoint", act, "--out", "small/note", "--json"]) else { return };
        assert_eq!((said.code, said.data.as_str()), (Some(1), ""));
        let told: Value = serde_json::from_str(&said.talk).unwrap();
        assert_eq!(
            (&told["format"], &told["code"], &told["exit"]),
            (&"error.v1".into(), &code.into(), &1.into()),
            "{told}"
        );
        assert_eq!(told["place"]["file"], "small/note", "{told}");
        assert_eq!(told["place"]["position"].as_u64(), (act == "--accept-loss").then_some(197), "{told}");
    }
}

#[test]
fn what_is_recorded_is_told_although_its_receipt_finds_no_room() {
    let office = Office::with_story();
    for (number, lang, recorded) in [
        ("A-1", "zh", "事件已记入并签名，只是回执没有写成；检查点可用 qizhang checkpoint --out 文件 再取"),
        ("A-2", "en", "the events are recorded and signed, and only the receipt was not written"),
    ] {
        let file = office.write("line.jsonl", finding(number));
        let words = ["append", &file, "--clock-is-right", "--receipt", "small/kept", "--lang", lang];
        let Some(said) = full_disk(&office, &words) else { return };
        tells(&said, "file", &["small/kept", recorded]);
        assert!(office.done(&["event", "log", "--limit", "1", "--json"]).contains(number), "it is recorded");
    }
    // A program has the receipt on standard output.
    let file = office.write("line.jsonl", finding("A-3"));
    let words = ["append", &file, "--clock-is-right", "--receipt", "small/kept", "--json"];
    let Some(said) = full_disk(&office, &words) else { return };
    let receipt: Value = serde_json::from_str(&said.data).unwrap();
    assert_eq!(receipt["checkpoint"].as_str(), Some(&*beside(&office, "checkpoint")));
    let told: Value = serde_json::from_str(&said.talk).unwrap();
    assert_eq!((&told["code"], &told["place"]["file"]), (&"file".into(), &"small/kept".into()));
}

/// Standard output is a file like others, and a person or a program must not take half of an answer for all of it.
#[test]
fn an_answer_that_finds_no_room_is_told() {
    let office = Office::with_story();
    let full = |words: &[&str]| {
        let out = OpenOptions::new().write(true).open("/dev/full").unwrap();
        Said::of(office.command(words).stdout(out).output().unwrap())
    };
    let places = ["标准输出 · standard output", "磁盘已满", "腾出空间后重试"];
    for words in [&["show", "91110108551385082Q"][..], &["event", "log"], &["verify"], &["export", "jsonl"]] {
        tells(&full(words), "file", &places);
        let told: Value = serde_json::from_str(&full(&[words, &["--json"]].concat()).talk).unwrap();
        assert_eq!((&told["format"], &told["code"], &told["exit"]), (&"error.v1".into(), &"file".into(), &1.into()));
    }
    let file = office.write("line.jsonl", finding("A-1"));
    let said = full(&["append", &file, "--clock-is-right", "--json"]);
    let told: Value = serde_json::from_str(&said.talk).unwrap();
    assert_eq!((said.code, &told["code"]), (Some(1), &"file".into()));
    tells(&full(&["checkpoint", "--new-key"]), "key-changed-untold", &places[..2]);
}
