//! Everything behind one payment, taken away and checked by somebody without the ledger; and everything a stranger may do to it.

mod asked;
mod changed;
mod outside;
mod signed;

use super::json::keeps;
use super::{Office, Said, is_legible};
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

    /// A change by whoever has the key of the ledger, and signs what came of it.
    fn signed_again(&self, change: fn(&mut Pack)) -> impl Fn(&mut Pack) + use<> {
        let key = self.secret();
        move |pack: &mut Pack| {
            change(pack);
            pack.sign(&key);
        }
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
        let figures = [
            ("拨付时应享", "420,000.00"),
            ("现在应享", "310,000.00"),
            ("本项已拨（减去退回和追回）", "420,000.00"),
            ("多付", "110,000.00"),
        ];
        for (figure, amount) in &figures[usize::from(pack == "s.zip")..] {
            let told =
                format!("第五条/新认定 certificate:GR202511000123　{figure} 重新算得 ¥{amount} = 底稿 ¥{amount}\n");
            assert!(said.data.contains(&told), "{pack} {told}{}", said.data);
        }
        assert_eq!(said.data.contains("拨付时"), pack == "p.zip", "a subject was not paid at one moment");
        let english = handed.verify(&bytes, &["--lang", "en"]).data;
        assert!(english.contains("the bundle holds") && english.contains("computed again ¥310,000.00 ="), "{english}");
        // Named otherwise it is a bundle all the same, and so it is beside its ledger without a key.
        fs::write(handed.office.path("odd.tlog-proof"), &bytes).unwrap();
        assert!(handed.office.done(&["verify", "odd.tlog-proof"]).contains("底稿包成立"));
        let said = handed.office.run(&["verify", "odd.tlog-proof", "--ledger", "nowhere"]);
        assert!(said.code == Some(1) && said.talk.contains("bundle-no-key"), "{}{}", said.data, said.talk);
        let said = handed.office.run(&["verify", pack, "--vkey", &handed.key, "--entry", "p.zip"]);
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
        "R2.2=enterprises_only",
    ]);
    let bytes = fs::read(office.path("then.zip")).unwrap();
    let proof = Pack::read(&bytes).value("proof.json");
    let question = json!({"payment": null, "subject": SUBJECT, "on": "2026-06-30", "known": 185,
        "readings": [{"reading": "R2.2", "option": "enterprises_only"}]});
    assert_eq!((&proof["question"], &proof["size"]), (&question, &json!(196)));
    let said = handed.verify(&bytes, &["--json"]);
    let told: Value = serde_json::from_str(&said.data).unwrap();
    assert_eq!((said.code, &told["size"]), (Some(0), &json!(196)), "{}", said.data);
    assert_eq!(told["bundle"]["known"], json!(185));
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
    let amount = |figure: &str, amount: &str| {
        json!({"figure": figure, "grant": "第五条/新认定", "matter": "certificate:GR202511000123", "packaged": amount,
            "computed": amount, "agrees": true})
    };
    let amounts = json!([
        amount("due_then", "420000.00"),
        amount("due", "310000.00"),
        amount("paid", "420000.00"),
        amount("overpaid", "110000.00")
    ]);
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

/// What somebody does to a bundle.
type Change = Box<dyn Fn(&mut Pack)>;

/// A name, what somebody does, the exit code, and words of the answer.
struct Row {
    name: &'static str,
    change: Change,
    code: i32,
    words: Vec<String>,
}

/// A bundle that is looked at and found false.
fn row(name: &'static str, words: &[&str], change: impl Fn(&mut Pack) + 'static) -> Row {
    let words = words.iter().map(|word| (*word).to_owned()).collect();
    Row { name, change: Box::new(change), code: 4, words }
}

/// A file that is not looked at as a bundle.
fn none(name: &'static str, words: &[&str], change: impl Fn(&mut Pack) + 'static) -> Row {
    Row { code: 1, ..row(name, words, change) }
}

/// Every row is told as it should be, and none of them is taken for good.
fn told(handed: &Handed, rows: &[Row]) {
    for Row { name, change, code, words } in rows {
        let mut changed = handed.payment.clone();
        change(&mut changed);
        let said = handed.verify(&changed.zip(), &[]);
        let answer = format!("{}{}", said.data, said.talk);
        assert_eq!(said.code, Some(*code), "{name}: {answer}");
        for word in words {
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
