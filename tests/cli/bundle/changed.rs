//! What a stranger may do to a bundle, who has no key.

use super::SUBJECT;
use super::{Handed, Pack, none, other_id, row, told};
use qizhang::proof::SecretKey;
use qizhang::value::Digest;
use serde_json::json;
use std::fs;

/// The last event of the payment's bundle, as it is told.
fn last_event(handed: &Handed) -> String {
    let proof = handed.payment.clone().value("proof.json");
    format!("#{}", proof["events"].as_array().unwrap().last().unwrap()["position"])
}

/// Changes the last line of the events.
fn of_last(pack: &mut Pack, change: impl FnOnce(&str) -> String) {
    pack.lines(|lines| {
        let last = lines.last_mut().unwrap();
        *last = change(last);
    });
}

fn another_year(line: &str) -> String {
    line.replacen("2026", "2027", 1)
}

#[test]
fn an_event_that_is_changed_is_named() {
    let handed = Handed::out();
    let unproved = format!("事件 {} 算不到所签的账本根", last_event(&handed));
    let rows = [
        row("edited", &["events.jsonl 不是所签的文件", &unproved, "重算　没有进行"], |pack| {
            of_last(pack, another_year);
        }),
        row("edited with its id", &[&unproved], |pack| of_last(pack, other_id)),
        row("edited with its digest", &["checkpoint-forged", "attestation.note 的签名是假的"], |pack| {
            let before = Digest::of(pack.file("events.jsonl")).to_string();
            of_last(pack, another_year);
            let after = Digest::of(pack.file("events.jsonl")).to_string();
            pack.edit("attestation.note", &before, &after);
        }),
        row(
            "its tags altered",
            &["proof.json 不是所签的文件", "事件　没有核对", "重算　没有进行"],
            |pack| {
                let mut proof = pack.value("proof.json");
                let last = proof["events"].as_array_mut().unwrap().last_mut().unwrap();
                last["tags"] = json!(["enterprise:91110114000000019R"]);
                pack.put("proof.json", &proof);
            },
        ),
        row("no text", &["events.jsonl 不是所签的文件", "事件 #1 算不到"], |pack| {
            pack.file("events.jsonl")[2] = 0xff;
        }),
    ];
    told(&handed, &rows);
}

#[test]
fn events_that_are_taken_away_added_or_moved_are_named() {
    let handed = Handed::out();
    let missing = format!("events.jsonl 缺少事件 {}", last_event(&handed));
    let two = ["底稿包不成立：2 处不符", "不在它的位置，而在 events.jsonl 第 "];
    let rows = [
        row("left out", &[&missing], |pack| pack.lines(|lines| drop(lines.pop()))),
        row(
            "left out with its proof",
            &["proof.json 不是所签的文件", "events.jsonl 不是所签的文件", "事件　没有核对", "选取　没有核对"],
            |pack| {
                pack.lines(|lines| drop(lines.pop()));
                let mut proof = pack.value("proof.json");
                proof["events"].as_array_mut().unwrap().pop();
                pack.put("proof.json", &proof);
            },
        ),
        row("added", &["events.jsonl 第 188 行不是这个包的事件"], |pack| {
            pack.lines(|lines| lines.push(other_id(&lines[0])));
        }),
        row("twice", &["events.jsonl 第 188 行不是这个包的事件"], |pack| {
            pack.lines(|lines| lines.push(lines[0].clone()));
        }),
        row("moved to the end", &[two[0], "事件 #3 不在它的位置"], |pack| {
            pack.lines(|lines| {
                let one = lines.remove(2);
                lines.push(one);
            });
        }),
        row("two swapped", &two, |pack| pack.lines(|lines| lines.swap(3, 4))),
        row("a flood of lines", &["events.jsonl 第 188 行不是这个包的事件", "events.jsonl 另有"], |pack| {
            pack.file("events.jsonl").extend(vec![b'\n'; 40 << 20]);
        }),
        row("all gone", &["缺少 events.jsonl"], |pack| pack.files.retain(|(name, _)| name != "events.jsonl")),
    ];
    told(&handed, &rows);
}

#[test]
fn a_paper_that_is_changed_is_told_with_the_value() {
    let handed = Handed::out();
    let value = "写的是“410000.00”，重新算得“310000.00”";
    let rows = [
        row("the trace", &["trace.v1.json 不是所签的文件", "trace.v1.json 的 parts[", value], |pack| {
            pack.edit("trace.v1.json", "310000.00", "410000.00");
        }),
        row(
            "the position",
            &[&format!("position.v1.json 的 items[0].net：{value}"), "重新算得 ¥310,000.00 ≠ 底稿 ¥410,000.00"],
            |pack| pack.edit("position.v1.json", "\"net\": \"310000.00\"", "\"net\": \"410000.00\""),
        ),
        row("the report", &["report.html 不是所签的文件", "report.html 第", "410,000.00"], |pack| {
            pack.edit("report.html", "310,000.00", "410,000.00");
        }),
        row("the evidence", &["evidence.csv 第"], |pack| pack.edit("evidence.csv", ",yes", ",no")),
        row("a policy", &["policy/changping-2025-8.toml 第"], |pack| {
            pack.edit("policy/changping-2025-8.toml", "\n", "\n# 改\n");
        }),
        row("a trace of millions of values", &["trace.v1.json 读不出"], |pack| {
            *pack.file("trace.v1.json") = format!("[{}0]", "0,".repeat(20 << 20)).into_bytes();
        }),
        row("a trace that is no JSON", &["trace.v1.json 读不出"], |pack| pack.edit("trace.v1.json", "{", "[")),
    ];
    told(&handed, &rows);
}

#[test]
fn files_and_notes_of_others_are_told() {
    let handed = Handed::out();
    let others = Handed::out().payment.text("checkpoint.note");
    let of_subject = handed.subject.clone().file("attestation.note").clone();
    let rows = [
        row("a file missing", &["缺少 evidence.csv"], |pack| pack.files.retain(|(name, _)| name != "evidence.csv")),
        row("a file added", &["多出 more.txt，没有签名"], |pack| {
            pack.files.push(("more.txt".to_owned(), b"x".to_vec()));
        }),
        row(
            "the attestation of another bundle",
            &["report.html 不是所签的文件", "proof.json 不是所签的文件", "多出 position-then.v1.json"],
            move |pack| pack.file("attestation.note").clone_from(&of_subject),
        ),
        row(
            "the checkpoint of another ledger",
            &["checkpoint.note 不是所签的文件", "checkpoint.note：checkpoint.note 属于另一个账本"],
            move |pack| *pack.file("checkpoint.note") = others.clone().into_bytes(),
        ),
        row(
            "a proof that is no JSON",
            &["底稿包不成立：1 处不符", "proof.json 不是所签的文件", "事件　没有核对"],
            |pack| {
                pack.edit("proof.json", "{", "[");
            },
        ),
        none("millions of digests that are none", &["bundle-too-large", "8388608"], |pack| {
            pack.edit("proof.json", "\"nodes\": [", &format!("\"nodes\": [{}", "\"\",".repeat(5 << 20)));
        }),
        row("a key of another name", &["checkpoint-unsigned"], |pack| {
            pack.edit("attestation.note", "\u{2014} qizhang/", "\u{2014} elsewhere/");
        }),
        row("an event of somebody else in the selection", &["proof.json 不是所签的文件"], |pack| {
            pack.edit("proof.json", &format!("enterprise:{SUBJECT}"), "enterprise:91110114000000019R");
        }),
    ];
    told(&handed, &rows);
}

/// What is no bundle at all is refused before anything of it is believed.
#[test]
fn what_cannot_be_a_bundle_is_refused_with_the_reason() {
    let handed = Handed::out();
    let with =
        |name: &'static str, bytes: Vec<u8>| move |pack: &mut Pack| pack.files.push((name.to_owned(), bytes.clone()));
    let rows = [
        none("no attestation", &["not-a-bundle"], |pack| pack.files.retain(|(name, _)| name != "attestation.note")),
        none("one that is a checkpoint", &["not-a-bundle"], |pack| {
            *pack.file("attestation.note") = pack.file("checkpoint.note").clone();
        }),
        none("one that is no text", &["not-a-bundle"], |pack| *pack.file("attestation.note") = vec![0xff; 9]),
        none("nothing", &["not-a-bundle"], |pack| pack.files.clear()),
        none("a way out of the folder", &["bundle-name", "../x"], with("../x", Vec::new())),
        none("a way out with other strokes", &["bundle-name"], with("..\\x", Vec::new())),
        none("a name with a root", &["bundle-name"], with("/etc/x", Vec::new())),
        none("a folder in a folder", &["bundle-name"], with("policy/x/y", Vec::new())),
        none("a bomb", &["bundle-too-large"], with("x.bin", vec![0; (64 << 20) + 1])),
        none("a note too long by a byte", &["bundle-too-large", "1048576"], |pack| {
            pack.files.push(("key-changes.note".to_owned(), vec![b'\n'; (1 << 20) + 1]));
        }),
        row("a note not too long", &["多出 key-changes.note"], |pack| {
            pack.files.push(("key-changes.note".to_owned(), vec![b'\n'; 1 << 20]));
        }),
        none("too many files", &["bundle-too-large", "512"], |pack| {
            pack.files.extend((0..600).map(|number| (format!("{number}"), Vec::new())));
        }),
    ];
    told(&handed, &rows);
}

#[test]
fn a_packed_file_that_is_broken_is_refused() {
    let handed = Handed::out();
    let mut twice = handed.payment.clone();
    twice.files.push(("proof.jsoN".to_owned(), b"{}".to_vec()));
    let mut bytes = twice.zip();
    while let Some(at) = bytes.windows(10).position(|bytes| bytes == b"proof.jsoN") {
        bytes[at + 9] = b'n';
    }
    let whole = handed.payment.zip();
    let mut flipped = whole.clone();
    flipped[200] ^= 0xff;
    // The name before the part is another than the one behind all parts: programs go by the one or by the other.
    let mut renamed = whole.clone();
    renamed[whole.windows(10).position(|bytes| bytes == b"README.txt").unwrap()] = b'r';
    let before = [b"PK\x03\x04 and more".as_slice(), &whole].concat();
    for (bytes, code) in [
        (bytes.as_slice(), "bundle-name-twice"),
        (&whole[..whole.len() / 2], "bundle-broken"),
        (&whole[..whole.len() - 1], "bundle-broken"),
        (&flipped, "bundle-broken"),
        (&renamed, "bundle-broken"),
        (&before, "bundle-broken"),
        (b"PK\x03\x04", "bundle-broken"),
    ] {
        let said = handed.verify(bytes, &[]);
        assert!(said.code == Some(1) && said.talk.contains(code), "{code}: {}{}", said.data, said.talk);
        assert!(said.talk.contains("x.zip") && said.talk.contains("办法"), "{}", said.talk);
        if code == "bundle-broken" {
            assert!(
                said.talk.contains("可能被截断，也可能被改动：保留原件，向出具单位核实来历再要一份"),
                "{}",
                said.talk
            );
            let why = said.talk.lines().find(|line| line.contains("原因")).unwrap();
            assert!(!why.contains(|letter: char| letter.is_ascii_lowercase()), "{why}");
        }
    }
}

/// The key of another ledger, a key nobody gave out, and no key.
#[test]
fn only_a_key_the_reader_brings_is_believed() {
    let handed = Handed::out();
    let stranger = SecretKey::from_seed(handed.secret().public().name(), &[7; 32]).unwrap();
    let mut forged = handed.payment.clone();
    forged.sign(&stranger);
    let said = handed.verify(&forged.zip(), &[]);
    assert!(said.code == Some(4) && said.talk.contains("checkpoint-unsigned"), "{}{}", said.data, said.talk);
    let other = Handed::out();
    let said = other.verify(&handed.payment.zip(), &[]);
    assert!(said.code == Some(4) && said.talk.contains("checkpoint-of-another-ledger"), "{}{}", said.data, said.talk);
    // Another ledger lies where ours would: its keys are not asked.
    fs::write(other.office.path("x.zip"), handed.payment.zip()).unwrap();
    let said = other.office.run(&["verify", "x.zip"]);
    assert!(said.code == Some(1) && said.talk.contains("bundle-no-key"), "{}{}", said.data, said.talk);
}
