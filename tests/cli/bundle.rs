//! Everything behind one payment, taken away and checked by somebody without the ledger; and everything a stranger may do to it.

use super::json::keeps;
use super::{Office, Said};
use crate::store::stranger::by_python;
use qizhang::proof::{Attestation, SecretKey};
use qizhang::value::Digest;
use serde_json::{Value, json};
use std::fs;
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

const SUBJECT: &str = "91110108551385082Q";
const PAYMENT: &str = "P-2026-0001";
const ON: [&str; 2] = ["--on", "2026-12-31"];

/// The files of a bundle, to be changed.
#[derive(Clone)]
struct Pack {
    files: Vec<(String, Vec<u8>)>,
}

impl Pack {
    fn read(bytes: &[u8]) -> Self {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
        let files = (0..archive.len()).map(|number| {
            let mut part = archive.by_index(number).unwrap();
            let (name, mut bytes) = (part.name().unwrap().into_owned(), Vec::new());
            part.read_to_end(&mut bytes).unwrap();
            (name, bytes)
        });
        Self { files: files.collect() }
    }

    fn zip(&self) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in &self.files {
            writer.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn file(&mut self, name: &str) -> &mut Vec<u8> {
        &mut self.files.iter_mut().find(|(own, _)| own == name).unwrap_or_else(|| panic!("no {name}")).1
    }

    fn text(&mut self, name: &str) -> String {
        String::from_utf8(self.file(name).clone()).unwrap()
    }

    /// Replaces the first of some words in a file; they must be there.
    fn edit(&mut self, name: &str, from: &str, to: &str) {
        let text = self.text(name);
        assert!(text.contains(from), "{name} has no {from}");
        *self.file(name) = text.replacen(from, to, 1).into_bytes();
    }

    fn value(&mut self, name: &str) -> Value {
        serde_json::from_slice(self.file(name)).unwrap()
    }

    fn put(&mut self, name: &str, value: &Value) {
        *self.file(name) = serde_json::to_vec(value).unwrap();
    }

    fn lines(&mut self, change: impl FnOnce(&mut Vec<String>)) {
        let mut lines: Vec<String> = self.text("events.jsonl").lines().map(str::to_owned).collect();
        change(&mut lines);
        *self.file("events.jsonl") =
            lines.iter().flat_map(|line| [line.as_bytes(), b"\n"]).flatten().copied().collect();
    }

    /// What only whoever has the key of the ledger can do: the files as they are now, signed.
    fn sign(&mut self, key: &SecretKey) {
        let claimed = Attestation::claimed(&self.text("attestation.note")).unwrap();
        let names: Vec<String> =
            self.files.iter().map(|(name, _)| name.clone()).filter(|name| name != "attestation.note").collect();
        let files = names
            .into_iter()
            .map(|name| {
                let digest = Digest::of(self.file(&name));
                (name, digest)
            })
            .collect();
        *self.file("attestation.note") = Attestation { at: claimed.at, files }.sign(&[key]).into_bytes();
    }
}

/// An office that has handed out the bundle of a payment and the one of a subject, and the key it gave away.
struct Handed {
    office: Office,
    payment: Pack,
    subject: Pack,
    key: String,
}

impl Handed {
    fn out() -> Self {
        let office = Office::with_story();
        office.done(&[&["export", "bundle", PAYMENT, "--out", "p.zip"], &ON[..]].concat());
        office.done(&[&["export", "bundle", SUBJECT, "--out", "s.zip"], &ON[..]].concat());
        let read = |name: &str| Pack::read(&fs::read(office.path(name)).unwrap());
        let (payment, subject) = (read("p.zip"), read("s.zip"));
        let key = office.done(&["checkpoint", "--keys"]).trim().to_owned();
        Self { office, payment, subject, key }
    }

    fn secret(&self) -> SecretKey {
        SecretKey::parse(fs::read_to_string(self.office.path("qizhang.ledger.key")).unwrap().trim()).unwrap()
    }

    /// What somebody who has only the public key is told.
    fn verify(&self, bytes: &[u8], more: &[&str]) -> Said {
        let file = self.office.write("x.zip", bytes);
        let words = ["verify", &file, "--vkey", &self.key, "--ledger", "nowhere"];
        self.office.run(&[&words[..], more].concat())
    }
}

#[test]
fn a_bundle_is_checked_without_the_ledger_and_the_amount_computed_again() {
    let handed = Handed::out();
    for pack in ["p.zip", "s.zip"] {
        let bytes = fs::read(handed.office.path(pack)).unwrap();
        let said = handed.verify(&bytes, &[]);
        assert_eq!((said.code, said.talk.as_str()), (Some(0), ""), "{pack}: {}", said.data);
        assert!(said.data.contains("底稿包成立"), "{}", said.data);
        assert!(
            said.data
                .contains("第五条/新认定 certificate:GR202511000123　应享 重新算得 ¥310,000.00 = 底稿 ¥310,000.00")
        );
        let english = handed.verify(&bytes, &["--lang", "en"]).data;
        assert!(english.contains("the bundle holds") && english.contains("computed again ¥310,000.00 ="), "{english}");
        // Named otherwise it is a bundle all the same, and so it is beside its ledger without a key.
        fs::write(handed.office.path("odd.tlog-proof"), &bytes).unwrap();
        assert!(handed.office.done(&["verify", "odd.tlog-proof"]).contains("底稿包成立"));
        let said = handed.office.run(&["verify", "odd.tlog-proof", "--ledger", "nowhere"]);
        assert!(said.code == Some(1) && said.talk.contains("bundle-no-key"), "{}{}", said.data, said.talk);
        let said = handed.verify(&bytes, &["--entry", "p.zip"]);
        assert_eq!(said.code, Some(2), "the events are in it: {}", said.talk);
    }
}

#[test]
fn the_same_question_gives_the_same_bytes_and_nothing_is_overwritten() {
    let handed = Handed::out();
    let again = [&["export", "bundle", PAYMENT, "--out", "again.zip"], &ON[..]].concat();
    handed.office.done(&again);
    assert!(fs::read(handed.office.path("p.zip")).unwrap() == fs::read(handed.office.path("again.zip")).unwrap());
    let said = handed.office.run(&again);
    assert!(said.code == Some(1) && said.talk.contains("again.zip") && said.talk.contains("不会覆盖"), "{}", said.talk);
    for words in [&["export", "bundle", PAYMENT][..], &["export", "bundle", "--out", "x.zip"]] {
        assert_eq!(handed.office.run(words).code, Some(2), "{words:?}");
    }
    for (name, code) in [("P-0000", "unknown-payment"), ("北京示例科技有限公祠", "unknown-subject")] {
        let said = handed.office.run(&["export", "bundle", name, "--out", "none.zip"]);
        assert!(said.code == Some(1) && said.talk.contains(code), "{name}: {}", said.talk);
        assert!(!handed.office.path("none.zip").exists());
    }
}

/// An earlier day and an earlier knowledge, another reading: asked again as it was asked.
#[test]
fn a_bundle_answers_as_it_was_asked() {
    let handed = Handed::out();
    let told = handed.office.done(&["why", PAYMENT, "--on", "2026-12-31", "--json"]);
    assert!(handed.payment.clone().text("trace.v1.json") == told, "it is what why says");
    let office = &handed.office;
    office.done(&[
        "export",
        "bundle",
        SUBJECT,
        "--out",
        "then.zip",
        "--on",
        "2026-06-30",
        "--known",
        "#185",
        "--read",
        "R5.2=like_first",
    ]);
    let bytes = fs::read(office.path("then.zip")).unwrap();
    let proof = Pack::read(&bytes).value("proof.json");
    let question = json!({"payment": null, "subject": SUBJECT, "on": "2026-06-30", "known": 185,
        "readings": [{"reading": "R5.2", "option": "like_first"}]});
    assert_eq!((&proof["question"], &proof["size"]), (&question, &json!(185)));
    let said = handed.verify(&bytes, &["--json"]);
    let told: Value = serde_json::from_str(&said.data).unwrap();
    assert_eq!((said.code, &told["size"]), (Some(0), &json!(185)), "{}", said.data);
}

#[test]
fn what_is_in_it_keeps_to_its_schemas() {
    let handed = Handed::out();
    for mut pack in [handed.payment.clone(), handed.subject.clone()] {
        for (file, format) in
            [("proof.json", "bundle.v1"), ("trace.v1.json", "trace.v1"), ("position.v1.json", "position.v1")]
        {
            keeps(&pack.value(file), format);
        }
        let proof = pack.value("proof.json");
        assert_eq!(proof["events"].as_array().unwrap().len(), pack.text("events.jsonl").lines().count());
        assert!(
            pack.text("policy/changping-2025-8.toml").starts_with("id = ")
                || pack.text("policy/changping-2025-8.toml").contains("\nid = ")
        );
        let evidence = pack.text("evidence.csv");
        assert!(evidence.lines().skip(1).any(|row| row.ends_with(",yes")), "{evidence}");
        assert!(!pack.text("report.html").contains("<script"));
    }
    keeps(&handed.payment.clone().value("position-then.v1.json"), "position.v1");
    let said = handed.verify(&handed.payment.zip(), &["--json"]);
    let told: Value = serde_json::from_str(&said.data).unwrap();
    keeps(&told, "verify.v1");
    let amounts = json!([{"grant": "第五条/新认定", "matter": "certificate:GR202511000123", "packaged": "310000.00",
        "computed": "310000.00", "agrees": true}]);
    assert_eq!((&told["checked"], &told["bundle"]["amounts"]), (&json!("bundle"), &amounts));
    let mut changed = handed.payment.clone();
    changed.edit("trace.v1.json", "310000.00", "410000.00");
    let told: Value = serde_json::from_str(&handed.verify(&changed.zip(), &["--json"]).data).unwrap();
    keeps(&told, "verify.v1");
    let exported = handed.office.done(&["export", "bundle", PAYMENT, "--out", "j.zip", "--json"]);
    keeps(&serde_json::from_str(&exported).unwrap(), "export.v1");
}

/// The official text is attached: it goes along, article by article, and so do the documents of the facts.
#[test]
fn the_official_text_goes_along_where_it_was_attached() {
    let office = Office::with_story();
    let text = office.write("text.txt", "第四条 甲\n乙\n第五条 丙\n");
    office.done(&["policy", "attach", &text, "--policy", "changping-2025-8", "--clock-is-right"]);
    office.done(&[&["export", "bundle", PAYMENT, "--out", "p.zip"], &ON[..]].concat());
    let mut pack = Pack::read(&fs::read(office.path("p.zip")).unwrap());
    assert_eq!(pack.text("policy/changping-2025-8.txt"), "第四条 甲\n乙\n第五条 丙\n");
    assert!(office.done(&["verify", "p.zip"]).contains("底稿包成立"));
}

/// A name, what somebody does, the exit code, and words of the answer.
type Row<'r> = (&'r str, &'r dyn Fn(&mut Pack), i32, &'r [&'r str]);

fn told(handed: &Handed, pack: &Pack, rows: &[Row<'_>]) {
    for (name, change, code, words) in rows {
        let mut changed = pack.clone();
        change(&mut changed);
        let said = handed.verify(&changed.zip(), &[]);
        let answer = format!("{}{}", said.data, said.talk);
        assert_eq!(said.code, Some(*code), "{name}: {answer}");
        for word in *words {
            assert!(answer.contains(word), "{name}: {word} is not in\n{answer}");
        }
        assert!(!answer.contains("底稿包成立"), "{name}: {answer}");
    }
}

/// The same line with another id: that of the envelope stands behind its data.
fn other_id(line: &str) -> String {
    let at = line.rfind("\"id\":\"").unwrap() + 6;
    let digit = if line.as_bytes()[at] == b'0' { "1" } else { "0" };
    format!("{}{digit}{}", &line[..at], &line[at + 1..])
}

/// Whatever a stranger does, the file and the place in it are named.
#[test]
fn whatever_a_stranger_changes_is_told_with_its_place() {
    let handed = Handed::out();
    let last = handed.payment.clone().value("proof.json")["events"].as_array().unwrap().last().unwrap().clone();
    let event = format!("#{}", last["position"]);
    let (subject, note) = (handed.subject.clone(), handed.payment.clone().text("attestation.note"));
    let other = {
        let mut other = Handed::out();
        other.payment.text("checkpoint.note")
    };
    let rows: [Row<'_>; 23] = [
        (
            "an event edited",
            &|pack| {
                pack.lines(|lines| {
                    let last = lines.last_mut().unwrap();
                    *last = last.replacen("2026", "2027", 1);
                })
            },
            4,
            &["events.jsonl 不是所签的文件", &format!("事件 {event} 算不到所签的账本根"), "重算　没有进行"],
        ),
        (
            "an event and its id edited",
            &|pack| {
                pack.lines(|lines| {
                    let last = lines.last_mut().unwrap();
                    *last = other_id(last);
                })
            },
            4,
            &[&format!("事件 {event} 算不到")],
        ),
        (
            "an event edited together with its digest",
            &|pack| {
                let before = Digest::of(pack.file("events.jsonl")).to_string();
                pack.lines(|lines| {
                    let last = lines.last_mut().unwrap();
                    *last = last.replacen("2026", "2027", 1);
                });
                let after = Digest::of(pack.file("events.jsonl")).to_string();
                pack.edit("attestation.note", &before, &after);
            },
            4,
            &["checkpoint-forged", "attestation.note 的签名是假的"],
        ),
        (
            "an event left out",
            &|pack| pack.lines(|lines| drop(lines.pop())),
            4,
            &[&format!("events.jsonl 缺少事件 {event}")],
        ),
        (
            "an event left out with its proof",
            &|pack| {
                pack.lines(|lines| drop(lines.pop()));
                let mut proof = pack.value("proof.json");
                proof["events"].as_array_mut().unwrap().pop();
                pack.put("proof.json", &proof);
            },
            4,
            &["proof.json 不是所签的文件", "events.jsonl 不是所签的文件", "选取　没有核对"],
        ),
        (
            "an event added",
            &|pack| {
                pack.lines(|lines| {
                    let more = other_id(&lines[0]);
                    lines.push(more);
                })
            },
            4,
            &["行不是这个包的事件"],
        ),
        (
            "an event twice",
            &|pack| {
                pack.lines(|lines| {
                    let more = lines[0].clone();
                    lines.push(more);
                })
            },
            4,
            &["行不是这个包的事件"],
        ),
        (
            "an event moved to the end",
            &|pack| {
                pack.lines(|lines| {
                    let one = lines.remove(2);
                    lines.push(one);
                })
            },
            4,
            &["底稿包不成立：2 处不符", "事件 #3 不在它的位置，而在 events.jsonl 第 "],
        ),
        (
            "two events swapped",
            &|pack| pack.lines(|lines| lines.swap(3, 4)),
            4,
            &["底稿包不成立：2 处不符", "不在它的位置，而在 events.jsonl 第 "],
        ),
        (
            "tags altered",
            &|pack| {
                let mut proof = pack.value("proof.json");
                proof["events"].as_array_mut().unwrap().last_mut().unwrap()["tags"] =
                    json!(["enterprise:91110114000000019R"]);
                pack.put("proof.json", &proof);
            },
            4,
            &["proof.json 不是所签的文件", "算不到所签的账本根：内容、类型或标签被改动"],
        ),
        (
            "the attestation of another package",
            &|pack| {
                let mut subject = subject.clone();
                *pack.file("attestation.note") = subject.file("attestation.note").clone();
            },
            4,
            &["report.html 不是所签的文件", "proof.json 不是所签的文件", "多出 position-then.v1.json"],
        ),
        (
            "the checkpoint of another ledger",
            &|pack| *pack.file("checkpoint.note") = other.clone().into_bytes(),
            4,
            &["checkpoint.note 不是所签的文件", "checkpoint.note：checkpoint.note 属于另一个账本"],
        ),
        (
            "the amount in the trace",
            &|pack| pack.edit("trace.v1.json", "310000.00", "410000.00"),
            4,
            &["trace.v1.json 不是所签的文件", "trace.v1.json 的 parts[", "写的是“410000.00”，重新算得“310000.00”"],
        ),
        (
            "the amount in the position",
            &|pack| pack.edit("position.v1.json", "\"net\": \"310000.00\"", "\"net\": \"410000.00\""),
            4,
            &[
                "position.v1.json 的 items[0].net：写的是“410000.00”，重新算得“310000.00”",
                "重新算得 ¥310,000.00 ≠ 底稿 ¥410,000.00",
            ],
        ),
        (
            "the amount in the report",
            &|pack| pack.edit("report.html", "310,000.00", "410,000.00"),
            4,
            &["report.html 不是所签的文件", "report.html 第", "410,000.00"],
        ),
        ("a file of evidence", &|pack| pack.edit("evidence.csv", ",yes", ",no"), 4, &["evidence.csv 第"]),
        (
            "a policy",
            &|pack| pack.edit("policy/changping-2025-8.toml", "\n", "\n# 改\n"),
            4,
            &["policy/changping-2025-8.toml 第"],
        ),
        ("a file missing", &|pack| pack.files.retain(|(name, _)| name != "evidence.csv"), 4, &["缺少 evidence.csv"]),
        (
            "the events missing",
            &|pack| pack.files.retain(|(name, _)| name != "events.jsonl"),
            4,
            &["缺少 events.jsonl"],
        ),
        (
            "a file added",
            &|pack| pack.files.push(("more.txt".to_owned(), b"x".to_vec())),
            4,
            &["多出 more.txt，没有签名"],
        ),
        (
            "broken JSON",
            &|pack| pack.edit("proof.json", "{", "["),
            4,
            &["proof.json 不是所签的文件", "proof.json 读不出", "事件　没有核对"],
        ),
        (
            "not UTF-8",
            &|pack| pack.file("events.jsonl")[2] = 0xff,
            4,
            &["events.jsonl 不是所签的文件", "事件 #1 算不到"],
        ),
        (
            "another name of the key",
            &|pack| {
                let text = note.replace("\u{2014} qizhang/", "\u{2014} elsewhere/");
                *pack.file("attestation.note") = text.into_bytes();
            },
            4,
            &["checkpoint-unsigned"],
        ),
    ];
    told(&handed, &handed.payment, &rows);
}

/// What is no bundle at all is refused before anything of it is believed.
#[test]
fn what_cannot_be_a_bundle_is_refused_with_the_reason() {
    let handed = Handed::out();
    let no_bundle: [Row<'_>; 8] = [
        ("no attestation", &|pack| pack.files.retain(|(name, _)| name != "attestation.note"), 1, &["not-a-bundle"]),
        (
            "an attestation that is a checkpoint",
            &|pack| {
                let note = pack.file("checkpoint.note").clone();
                *pack.file("attestation.note") = note;
            },
            1,
            &["not-a-bundle"],
        ),
        (
            "an attestation that is no text",
            &|pack| *pack.file("attestation.note") = vec![0xff; 9],
            1,
            &["not-a-bundle"],
        ),
        ("nothing", &|pack| pack.files.clear(), 1, &["not-a-bundle"]),
        (
            "a way out of the folder",
            &|pack| pack.files.push(("../x".to_owned(), Vec::new())),
            1,
            &["bundle-name", "../x"],
        ),
        ("a name with a root", &|pack| pack.files.push(("/etc/x".to_owned(), Vec::new())), 1, &["bundle-name"]),
        ("a bomb", &|pack| pack.files.push(("x.bin".to_owned(), vec![0; (128 << 20) + 1])), 1, &["bundle-too-large"]),
        (
            "too many files",
            &|pack| pack.files.extend((0..600).map(|number| (format!("{number}"), Vec::new()))),
            1,
            &["bundle-too-large", "512"],
        ),
    ];
    told(&handed, &handed.payment, &no_bundle);
    let mut twice = handed.payment.clone();
    twice.files.push(("proof.jsoN".to_owned(), b"{}".to_vec()));
    let mut bytes = twice.zip();
    while let Some(at) = bytes.windows(10).position(|bytes| bytes == b"proof.jsoN") {
        bytes[at + 9] = b'n';
    }
    let whole = handed.payment.zip();
    let mut flipped = whole.clone();
    flipped[200] ^= 0xff;
    for (bytes, code) in [
        (bytes.as_slice(), "bundle-name-twice"),
        (&whole[..whole.len() / 2], "bundle-broken"),
        (&whole[..whole.len() - 1], "bundle-broken"),
        (&flipped, "bundle-broken"),
        (b"PK\x03\x04", "bundle-broken"),
    ] {
        let said = handed.verify(bytes, &[]);
        assert!(said.code == Some(1) && said.talk.contains(code), "{code}: {}{}", said.data, said.talk);
        assert!(said.talk.contains("x.zip") && said.talk.contains("办法"), "{}", said.talk);
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

/// The first public key is enough after the key was changed: the notes of the changes are in it.
#[test]
fn the_first_key_is_enough_after_a_change() {
    let handed = Handed::out();
    handed.office.done(&["checkpoint", "--new-key"]);
    handed.office.done(&[&["export", "bundle", PAYMENT, "--out", "new.zip"], &ON[..]].concat());
    let bytes = fs::read(handed.office.path("new.zip")).unwrap();
    let said = handed.verify(&bytes, &[]);
    assert!(said.code == Some(0) && said.data.contains("换过 1 次"), "{}{}", said.data, said.talk);
    let mut without = Pack::read(&bytes);
    without.files.retain(|(name, _)| name != "key-changes.note");
    let said = handed.verify(&without.zip(), &[]);
    assert!(said.code == Some(4) && said.talk.contains("checkpoint-unsigned"), "{}{}", said.data, said.talk);
}

/// The office itself signs what does not follow: the events tell.
#[test]
fn what_an_office_signs_and_does_not_follow_is_told() {
    let handed = Handed::out();
    let key = handed.secret();
    let rows: [Row<'_>; 6] = [
        (
            "a false amount",
            &|pack| {
                pack.edit("trace.v1.json", "310000.00", "410000.00");
                pack.sign(&key);
            },
            4,
            &["文件　11 个，摘要与所签的一致", "写的是“410000.00”，重新算得“310000.00”"],
        ),
        (
            "a line taken out of the trace",
            &|pack| {
                let mut trace = pack.value("trace.v1.json");
                trace["parts"].as_array_mut().unwrap().remove(4);
                pack.put("trace.v1.json", &trace);
                pack.sign(&key);
            },
            4,
            &["trace.v1.json 的 parts[4]"],
        ),
        (
            "a paper that is not there",
            &|pack| {
                pack.files.retain(|(name, _)| name != "report.en.html");
                pack.sign(&key);
            },
            4,
            &["由事件还应有 report.en.html"],
        ),
        (
            "a selection that says less",
            &|pack| {
                let mut proof = pack.value("proof.json");
                let own = proof["selection"]
                    .as_array_mut()
                    .unwrap()
                    .iter_mut()
                    .find(|one| one["tags"] == json!([format!("enterprise:{SUBJECT}")]))
                    .unwrap();
                own["positions"].as_array_mut().unwrap().pop();
                pack.put("proof.json", &proof);
                pack.sign(&key);
            },
            4,
            &["选取　与声明书不符", &format!("选取“* enterprise:{SUBJECT}”与包里的事件不符，见事件 #")],
        ),
        (
            "an earlier root that is none",
            &|pack| {
                let mut proof = pack.value("proof.json");
                proof["roots"][0]["root"] = proof["nodes"][0].clone();
                pack.put("proof.json", &proof);
                pack.sign(&key);
            },
            4,
            &["与所签的账本根连不上"],
        ),
        (
            "another payment",
            &|pack| {
                pack.edit("proof.json", "\"payment\":\"P-2026-0001\"", "\"payment\":\"P-2026-0002\"");
                pack.sign(&key);
            },
            4,
            &["没有重新算出金额", "只有账本的一部分"],
        ),
    ];
    told(&handed, &handed.payment, &rows);
}

/// What another version wrote is compared as far as both say it, and is not called forged.
#[test]
fn what_another_version_says_more_or_less_is_no_forgery() {
    let handed = Handed::out();
    let key = handed.secret();
    let mut other = handed.payment.clone();
    other.edit("proof.json", concat!("\"program\": \"", env!("CARGO_PKG_VERSION"), "\""), "\"program\": \"0.0.9\"");
    let mut trace = other.value("trace.v1.json");
    let parts = trace["parts"].as_array_mut().unwrap();
    parts[0]["tone"] = json!("calm");
    parts[1]["zh"] = json!("别的写法");
    parts[2].as_object_mut().unwrap().remove("events");
    parts.remove(4);
    other.put("trace.v1.json", &trace);
    other.edit("report.html", "<title>", "<title>旧");
    other.sign(&key);
    let said = handed.verify(&other.zip(), &[]);
    assert_eq!(said.code, Some(0), "{}{}", said.data, said.talk);
    for words in [
        "底稿包成立",
        "由 0.0.9 版程序写出",
        "trace.v1.json 的 parts[0].tone 这个版本没有",
        "trace.v1.json 的 parts[2].events 是这个版本才有的",
        "trace.v1.json 的 parts[4] 是这个版本才有的",
        "report.html 的写法与这个版本不同",
    ] {
        assert!(said.data.contains(words), "{words} is not in\n{}", said.data);
    }
    // A value that both have and that differs is a difference whoever wrote it.
    let mut amount = other.clone();
    amount.edit("trace.v1.json", "310000.00", "410000.00");
    amount.sign(&key);
    let said = handed.verify(&amount.zip(), &[]);
    assert!(said.code == Some(4) && said.data.contains("重新算得“310000.00”"), "{}{}", said.data, said.talk);
    // With the same version a field of its own is no difference either, but a line is.
    let mut field = handed.payment.clone();
    let mut trace = field.value("trace.v1.json");
    trace["parts"][0]["tone"] = json!("calm");
    field.put("trace.v1.json", &trace);
    field.sign(&key);
    let said = handed.verify(&field.zip(), &[]);
    assert!(said.code == Some(0) && said.data.contains("parts[0].tone"), "{}{}", said.data, said.talk);
}

/// A program of somebody else, written from the documents, comes to the same without anything of ours.
#[test]
fn a_stranger_checks_a_bundle_with_a_program_of_his_own() {
    let handed = Handed::out();
    let run = |pack: &Pack| {
        fs::write(handed.office.path("x.zip"), pack.zip()).unwrap();
        by_python("tests/cli/bundle.py", &[&handed.office.path("x.zip").display().to_string(), &handed.key])
    };
    for pack in [&handed.payment, &handed.subject] {
        let Some(output) = run(pack) else { return };
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        assert!(String::from_utf8_lossy(&output.stdout).contains("187 events"));
    }
    let secret = handed.secret();
    let rows: [(&str, &dyn Fn(&mut Pack)); 5] = [
        ("the files", &|pack| pack.edit("report.html", "310,000.00", "410,000.00")),
        ("the signature", &|pack| pack.edit("attestation.note", "report.html", "report.htm")),
        ("event", &|pack| {
            pack.lines(|lines| lines[3] = other_id(&lines[3]));
            pack.sign(&secret);
        }),
        ("the selection", &|pack| {
            let mut proof = pack.value("proof.json");
            let own = proof["selection"].as_array_mut().unwrap().iter_mut().find(|one| one["positions"][0].is_u64());
            own.unwrap()["positions"].as_array_mut().unwrap().pop();
            pack.put("proof.json", &proof);
            pack.sign(&secret);
        }),
        ("no signature by the key", &|pack| {
            pack.sign(&SecretKey::from_seed(secret.public().name(), &[7; 32]).unwrap())
        }),
    ];
    for (what, change) in rows {
        let mut changed = handed.payment.clone();
        change(&mut changed);
        let Some(output) = run(&changed) else { return };
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.code() == Some(1) && told.contains(what), "{what}: {told}");
    }
}
