//! Checkpoints, receipts and proofs as people meet them: signed, kept, checked later, and refused when anything is wrong.

use super::{Office, Said};
use qizhang::ledger::{Ledger, SystemClock};
use serde_json::Value;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

pub(super) const LEDGER: &str = "qizhang.ledger";

/// A line nobody can have recorded before.
pub(super) fn finding(number: &str) -> String {
    format!(
        r#"{{"type":"audit.finding_recorded","occurred_on":"2026-01-01","data":{{"finding_no":"{number}","rule":"D01","severity":"fault","statement":"{number}"}}}}"#
    )
}

/// Appends findings with these numbers; the receipt goes into a file of that name.
pub(super) fn append(office: &Office, numbers: &[&str], receipt: &str) {
    let lines: Vec<String> = numbers.iter().map(|number| finding(number)).collect();
    let file = office.write("lines.jsonl", lines.join("\n"));
    office.done(&["append", &file, "--receipt", receipt]);
}

pub(super) fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Puts the directory of the ledger, and nothing beside it, back to an earlier copy.
pub(super) fn put_back(office: &Office, from: &str) {
    std::fs::remove_dir_all(office.path(LEDGER)).unwrap();
    copy(&office.path(from), &office.path(LEDGER));
}

pub(super) fn beside(office: &Office, end: &str) -> String {
    std::fs::read_to_string(office.path(&format!("{LEDGER}.{end}"))).unwrap()
}

/// Something that happens to an office.
type Harm = fn(&Office);

/// Everything in the directory of the ledger that is the ledger itself.
pub(super) fn log_bytes(office: &Office) -> Vec<u8> {
    let segment = office.path(&format!("{LEDGER}/log/000000000001.segment"));
    std::fs::read(segment).unwrap_or_default()
}

#[track_caller]
pub(super) fn ends(said: &Said, code: i32, name: &str) {
    assert_eq!((said.code, said.data.as_str()), (Some(code), ""), "{}", said.talk);
    assert!(said.talk.contains(&format!("[{name}]")), "{name}: {}", said.talk);
}

#[test]
fn a_new_ledger_signs_and_its_key_is_its_owners_alone() {
    let office = Office::new();
    let said = office.run(&["init", "--json"]);
    let receipt: Value = serde_json::from_str(&said.data).unwrap();
    assert_eq!(receipt["checkpoint"].as_str(), Some(&*beside(&office, "checkpoint")));
    assert_eq!(said.talk, "", "programs find the receipt alone");
    let told = office.run(&["init", "other"]).talk;
    assert!(told.contains("other.key"), "{told}");
    let mode = std::fs::metadata(office.path("qizhang.ledger.key")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let keys = office.done(&["checkpoint", "--keys"]);
    assert_eq!(keys, beside(&office, "vkeys"));
    let note = office.done(&["checkpoint"]);
    let origin = note.lines().next().unwrap();
    assert!(origin.starts_with("qizhang/") && keys.starts_with(&format!("{origin}+")), "{note}{keys}");
    assert_eq!(note, beside(&office, "checkpoint"), "the same head has the same checkpoint");
}

#[test]
fn nothing_is_recorded_that_cannot_be_signed() {
    let office = Office::with_story();
    let before = log_bytes(&office);
    let file = office.write("one.jsonl", finding("A-1"));
    let key = office.path("qizhang.ledger.key");
    let refused = |name: &str| {
        ends(&office.run(&["append", &file]), 1, name);
        assert!(log_bytes(&office) == before, "{name}: something was written");
    };
    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o640)).unwrap();
    refused("key-exposed");
    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o600)).unwrap();
    let text = std::fs::read_to_string(&key).unwrap();
    std::fs::write(&key, text.replace("PRIVATE", "PRIVAT")).unwrap();
    refused("key-unreadable");
    let other = Office::with_story();
    std::fs::copy(other.path("qizhang.ledger.key"), &key).unwrap();
    refused("key-of-another-ledger");
    std::fs::remove_file(&key).unwrap();
    refused("key-missing");
    std::fs::write(office.path("elsewhere"), text).unwrap();
    std::fs::set_permissions(office.path("elsewhere"), std::fs::Permissions::from_mode(0o600)).unwrap();
    office.done(&["append", &file, "--key", "elsewhere"]);
    let mut by_environment = office.command(&["checkpoint"]);
    assert!(by_environment.env("QIZHANG_KEY", "elsewhere").status().unwrap().success());
}

#[test]
fn a_ledger_without_a_key_gets_one_with_its_next_append() {
    let office = Office::with_story();
    for end in ["key", "vkeys", "checkpoint"] {
        std::fs::remove_file(office.path(&format!("{LEDGER}.{end}"))).unwrap();
    }
    assert!(office.done(&["verify"]).contains("还没有签过检查点"));
    let file = office.write("one.jsonl", finding("A-1"));
    ends(&office.run(&["verify", "--event", "1", "--out", "p.tlog-proof"]), 1, "not-signed-yet");
    office.done(&["append", &file, "--dry-run"]);
    assert!(!office.path("qizhang.ledger.key").exists(), "a trial makes nothing");
    let said = office.run(&["append", &file]);
    assert!(said.code == Some(0) && said.talk.contains("已建立签名密钥"), "{}", said.talk);
    assert!(office.done(&["verify"]).contains("签名有效"));
}

#[test]
fn a_receipt_proves_later_that_nothing_was_changed_since() {
    let office = Office::with_story();
    append(&office, &["A-1"], "first.json");
    append(&office, &["A-2", "A-3"], "second.json");
    let said = office.done(&["verify", "--since", "first.json"]);
    let receipt: Value = serde_json::from_slice(&std::fs::read(office.path("first.json")).unwrap()).unwrap();
    let roots: Vec<&str> = said.lines().filter_map(|line| line.split("的根　").nth(1)).collect();
    assert_eq!(roots[0], receipt["root"]);
    assert!(office.done(&["verify"]).contains(roots[1]), "{said}");
    let english = office.done(&["verify", "--since", "second.json", "--lang", "en"]);
    assert!(english.contains("grew out of the checkpoint"), "{english}");
    let note = office.write("note", receipt["checkpoint"].as_str().unwrap());
    assert_eq!(office.done(&["verify", "--since", &note]), said, "the bare note says the same");
    ends(&office.run(&["append", "lines.jsonl", "--receipt", "first.json"]), 1, "file");
    let again = office.run(&["append", "lines.jsonl", "--receipt", "again.json"]);
    assert!(again.code == Some(0) && office.path("again.json").exists(), "a repeated append has its receipt too");
    let empty = office.write("empty.jsonl", "");
    office.done(&["append", &empty, "--receipt", "none.json"]);
    assert!(!office.path("none.json").exists(), "where nothing was recorded there is no receipt");
}

#[test]
fn what_does_not_fit_a_checkpoint_is_found_with_4_and_named() {
    let office = Office::with_story();
    copy(&office.path(LEDGER), &office.path("old"));
    let old_checkpoint = beside(&office, "checkpoint");
    append(&office, &["A-1", "A-2"], "kept.json");
    let since = |file: &str| office.run(&["verify", "--since", file]);

    put_back(&office, "old");
    ends(&since("kept.json"), 4, "ledger-shorter");
    ends(&office.run(&["verify"]), 4, "ledger-shorter");

    // Somebody with the key in hand puts the old checkpoint back too, and records something else.
    std::fs::write(office.path("qizhang.ledger.checkpoint"), old_checkpoint).unwrap();
    append(&office, &["B-1", "B-2", "B-3"], "other.json");
    ends(&since("kept.json"), 4, "ledger-rewritten");
    assert!(office.done(&["verify"]).contains("签名有效"), "the ledger alone shows nothing");

    let stranger = Office::with_story();
    std::fs::copy(stranger.path("qizhang.ledger.checkpoint"), office.path("foreign")).unwrap();
    ends(&since("foreign"), 4, "checkpoint-of-another-ledger");
    let note = beside(&office, "checkpoint");
    let size = note.lines().nth(1).unwrap();
    let forged = office.write("forged", note.replacen(&format!("\n{size}\n"), "\n7\n", 1));
    ends(&since(&forged), 4, "checkpoint-forged");
    let word = office.write("word", "not a note");
    ends(&since(&word), 4, "not-a-checkpoint");
    let strange_key = stranger.done(&["checkpoint", "--keys"]);
    ends(&office.run(&["verify", "--since", "other.json", "--vkey", strange_key.trim()]), 4, "checkpoint-unsigned");
    let own = office.path("qizhang.ledger.vkeys");
    office.done(&["verify", "--since", "other.json", "--vkey", own.to_str().unwrap()]);
    ends(&office.run(&["verify", "--since", "other.json", "--vkey", "x"]), 1, "not-a-public-key");
}

#[test]
fn a_new_key_is_vouched_for_by_the_old_one() {
    let office = Office::with_story();
    append(&office, &["A-1"], "before.json");
    let old_key = std::fs::read(office.path("qizhang.ledger.key")).unwrap();
    let said = office.run(&["checkpoint", "--new-key"]);
    let note = said.data;
    let signatures = note.lines().filter(|line| line.starts_with('\u{2014}')).count();
    assert_eq!(signatures, 2, "{note}");
    let keys = office.done(&["checkpoint", "--keys"]);
    let keys: Vec<&str> = keys.lines().collect();
    assert_eq!(keys.len(), 2);
    assert!(note.contains(&format!("\nold-key {}\nnew-key {}\n", keys[0], keys[1])), "{note}");
    for key in &keys {
        let kept = office.write("note", &note);
        office.done(&["verify", "--since", &kept, "--vkey", key]);
    }
    append(&office, &["A-2"], "after.json");
    office.done(&["verify", "--since", "before.json"]);
    office.done(&["verify", "--since", "after.json", "--vkey", keys[0]]);

    // The old key is kept aside, for its owner alone, and signs no more.
    let aside = office.path(&format!("qizhang.ledger.key.retired-{}", keys[0].split('+').nth(1).unwrap()));
    assert!(said.talk.contains(aside.file_name().unwrap().to_str().unwrap()), "{}", said.talk);
    assert_eq!(std::fs::read(&aside).unwrap(), old_key);
    assert_eq!(std::fs::metadata(&aside).unwrap().permissions().mode() & 0o777, 0o600);
    let new_key = std::fs::read(office.path("qizhang.ledger.key")).unwrap();
    std::fs::copy(&aside, office.path("qizhang.ledger.key")).unwrap();
    ends(&office.run(&["checkpoint"]), 1, "key-retired");
    std::fs::write(office.path("qizhang.ledger.key"), new_key).unwrap();

    std::fs::remove_file(office.path("qizhang.ledger.key")).unwrap();
    ends(&office.run(&["checkpoint", "--new-key"]), 1, "key-missing");
    let alone = office.done(&["checkpoint", "--new-key", "--old-key-lost"]);
    assert_eq!(alone.lines().filter(|line| line.starts_with('\u{2014}')).count(), 1, "{alone}");
    assert!(alone.contains(&format!("\nlost-key {}\n", keys[1])), "{alone}");
    // Nobody vouches from here back to the keys before: whoever was handed one then believes it, and nobody else.
    ends(&office.run(&["verify", "--since", "before.json"]), 4, "key-not-vouched");
    office.done(&["verify", "--since", "before.json", "--vkey", keys[0]]);
    let (zh, en) = (office.done(&["verify"]), office.done(&["verify", "--lang", "en"]));
    assert!(zh.contains("接替报失的密钥") && en.contains("reported lost"), "{zh}{en}");
}

#[test]
fn a_first_key_that_was_interrupted_is_completed() {
    let office = Office::with_story();
    for end in ["key", "vkeys"] {
        let file = office.path(&format!("{LEDGER}.{end}"));
        std::fs::rename(&file, office.path(&format!("{LEDGER}.{end}.new"))).unwrap();
    }
    append(&office, &["A-1"], "kept.json");
    assert!(office.path("qizhang.ledger.key").exists() && office.path("qizhang.ledger.vkeys").exists());
    assert_eq!(office.done(&["checkpoint", "--keys"]).lines().count(), 1, "no second key was made");
}

/// Writing to a ledger that lost what it signed would bury the loss.
#[test]
fn a_ledger_that_lost_events_is_read_and_not_written() {
    let office = Office::with_story();
    copy(&office.path(LEDGER), &office.path("old"));
    append(&office, &["A-1"], "kept.json");
    put_back(&office, "old");
    let file = office.write("two.jsonl", finding("A-2"));
    let before = log_bytes(&office);
    for words in [&["append", &file][..], &["checkpoint"], &["checkpoint", "--new-key"]] {
        ends(&office.run(words), 70, "ledger-shorter");
    }
    assert!(log_bytes(&office) == before, "nothing was written");
    office.done(&["show", "91110108551385082Q", "--on", "2026-12-31"]);
    let english = office.run(&["append", &file, "--lang", "en"]);
    assert!(english.talk.contains("--accept-loss"), "{}", english.talk);

    let said = office.run(&["checkpoint", "--accept-loss", "--as", "li"]);
    assert_eq!(said.code, Some(0), "{}", said.talk);
    let event = office.done(&["event", "log", "--limit", "1", "--json"]);
    let event: Value = serde_json::from_str(&event).unwrap();
    assert_eq!((&event["type"], &event["recorded_by"]), (&"audit.finding_recorded".into(), &"li".into()), "{event}");
    let kept = std::fs::read_dir(office.path(".")).unwrap().flatten();
    let kept: Vec<_> = kept.filter(|entry| entry.file_name().to_string_lossy().contains(".checkpoint.lost-")).collect();
    assert_eq!(kept.len(), 1, "the old checkpoint stays");
    office.done(&["append", &file]);
    ends(&office.run(&["verify", "--since", "kept.json"]), 4, "ledger-rewritten");
    ends(&office.run(&["checkpoint", "--accept-loss"]), 1, "nothing-lost");
}

#[test]
fn whatever_is_wrong_with_the_last_checkpoint_stops_writing() {
    let file = |office: &Office| office.write("two.jsonl", finding("A-2"));
    let checkpoint = |office: &Office| office.path("qizhang.ledger.checkpoint");
    let harms: [(&str, Harm, bool); 6] = [
        (
            "ledger-damaged",
            |office| {
                std::fs::remove_dir_all(office.path("qizhang.ledger/log")).unwrap();
                std::fs::create_dir(office.path("qizhang.ledger/log")).unwrap();
            },
            false,
        ),
        ("checkpoint-missing", |office| std::fs::remove_file(office.path("qizhang.ledger.checkpoint")).unwrap(), true),
        ("not-a-checkpoint", |office| std::fs::write(office.path("qizhang.ledger.checkpoint"), "").unwrap(), true),
        (
            "checkpoint-forged",
            |office| {
                let note = beside(office, "checkpoint");
                let size = note.lines().nth(1).unwrap();
                let other = note.replacen(&format!("\n{size}\n"), "\n1\n", 1);
                std::fs::write(office.path("qizhang.ledger.checkpoint"), other).unwrap();
            },
            true,
        ),
        ("key-list-missing", |office| std::fs::remove_file(office.path("qizhang.ledger.vkeys")).unwrap(), true),
        (
            "checkpoint-of-another-ledger",
            |office| {
                let stranger = Office::with_story();
                std::fs::remove_dir_all(office.path(LEDGER)).unwrap();
                copy(&stranger.path(LEDGER), &office.path(LEDGER));
            },
            true,
        ),
    ];
    for (name, harm, readable) in harms {
        let office = Office::with_story();
        harm(&office);
        let (before, signed) = (log_bytes(&office), std::fs::read(checkpoint(&office)).ok());
        ends(&office.run(&["append", &file(&office)]), 70, name);
        assert!(
            log_bytes(&office) == before && std::fs::read(checkpoint(&office)).ok() == signed,
            "{name}: nothing was written"
        );
        assert_eq!(office.run(&["event", "log"]).code == Some(0), readable, "{name}");
    }
}

/// A crash between recording and signing, or a program that does not sign each time.
#[test]
fn a_checkpoint_that_lags_behind_stops_nobody() {
    let office = Office::with_story();
    let lagging = beside(&office, "checkpoint");
    append(&office, &["A-1"], "kept.json");
    std::fs::write(office.path("qizhang.ledger.checkpoint"), lagging).unwrap();
    append(&office, &["A-2"], "later.json");
    let ledger = office.path(LEDGER);
    let reading = Ledger::open_read(&ledger, Box::new(SystemClock)).unwrap();
    let signer = reading.signer(None).unwrap();
    assert_eq!(reading.sign(&signer).unwrap_err().complaint().code, "read-only", "nobody signs what was not compared");
    let in_memory = Ledger::in_memory(None, Box::new(SystemClock)).unwrap().0;
    assert_eq!(in_memory.signer(None).unwrap_err().complaint().code, "no-place-for-a-key");
}

#[test]
fn events_that_could_not_be_signed_are_told_and_signed_when_they_are_brought_again() {
    let office = Office::with_story();
    let (file, way) = (office.write("one.jsonl", finding("A-1")), office.path("qizhang.ledger.checkpoint.new"));
    std::fs::create_dir(&way).unwrap();
    let said = office.run(&["append", &file, "--receipt", "kept.json"]);
    assert_eq!(said.code, Some(1));
    assert!(said.talk.contains("记入 1 条") && said.talk.contains("[recorded-unsigned]"), "{}", said.talk);
    for told in ["事件已经记入，到 #197，不会丢失", "qizhang.ledger.checkpoint", "qizhang checkpoint 补签"]
    {
        assert!(said.talk.contains(told), "{told}: {}", said.talk);
    }
    assert!(!office.path("kept.json").exists());
    std::fs::remove_dir(&way).unwrap();
    let again = office.run(&["append", &file, "--receipt", "kept.json"]);
    assert!(again.talk.contains("1 条早已记过"), "{}", again.talk);
    office.done(&["verify", "--since", "kept.json"]);
}

#[test]
fn a_place_where_a_ledger_was_takes_no_other() {
    let office = Office::with_story();
    std::fs::remove_dir_all(office.path(LEDGER)).unwrap();
    let file = office.write("one.jsonl", finding("A-1"));
    ends(&office.run(&["append", &file]), 70, "ledger-shorter");
    std::fs::create_dir(office.path(LEDGER)).unwrap();
    ends(&office.run(&["append", &file]), 70, "ledger-shorter");
    ends(&office.run(&["init"]), 1, "keys-left-behind");
    ends(&office.run(&["init", "--dry-run"]), 1, "keys-left-behind");
    ends(&office.run(&["init", "new", "--key", "qizhang.ledger.key"]), 1, "keys-left-behind");
    assert!(!office.path("new").exists());
    office.done(&["init", "new", "--key", "safe"]);
    assert!(office.path("safe").exists() && !office.path("new.key").exists());
}

#[test]
fn a_proof_in_a_file_proves_its_event_and_no_other() {
    let office = Office::with_story();
    append(&office, &["A-1"], "kept.json");
    office.done(&["verify", "--event", "12", "--out", "e.tlog-proof", "--entry", "e.bin"]);
    let said = office.done(&["verify", "e.tlog-proof"]);
    assert!(said.contains("事件 #12 在所签的账本"), "{said}");
    let text = std::fs::read_to_string(office.path("e.tlog-proof")).unwrap();
    assert!(text.starts_with("c2sp.org/tlog-proof@v1\nindex 11\n") && text.ends_with(&beside(&office, "checkpoint")));
    let entry = std::fs::read(office.path("e.bin")).unwrap();
    let leaf = qizhang::value::Digest::of_parts(&[&[0], &entry]).to_string();
    assert!(said.contains(&leaf), "the entry gives the leaf");

    let check = |name: &str, text: String| {
        let file = office.write(name, text);
        office.run(&["verify", &file])
    };
    ends(&check("a", text.replace("index 11", "index 12")), 4, "proof-fails");
    ends(&check("b", text.replace("index 11", "index 99999")), 4, "ledger-shorter");
    ends(&check("c", text.replace("@v1", "@v2")), 4, "not-a-proof");
    let size = text.split("\n\n").nth(1).unwrap().lines().nth(1).unwrap();
    ends(&check("d", text.replace(&format!("\n{size}\n"), "\n13\n")), 4, "checkpoint-forged");
    let other = Office::with_story();
    std::fs::copy(office.path("e.tlog-proof"), other.path("e.tlog-proof")).unwrap();
    ends(&other.run(&["verify", "e.tlog-proof"]), 4, "checkpoint-of-another-ledger");

    append(&office, &["A-2"], "later.json");
    office.done(&["verify", "e.tlog-proof"]);
    office.done(&["verify", "--since", "kept.json", "--out", "growth"]);
    let growth = std::fs::read_to_string(office.path("growth")).unwrap();
    assert!(growth.starts_with("old ") && growth.ends_with(&beside(&office, "checkpoint")), "{growth}");
    ends(&office.run(&["verify", "--event", "1", "--out", "growth"]), 1, "file");
    ends(&office.run(&["verify", "--event", "1", "--out", "half", "--entry", "growth"]), 1, "file");
    assert!(!office.path("half").exists(), "both or neither");
}

#[test]
fn an_earlier_root_is_told_and_signed_when_it_is_asked_for() {
    let office = Office::with_story();
    let whole = office.done(&["verify", "--known", "#5"]);
    let event = office.done(&["verify", "--event", "5", "--known", "#5"]);
    let root = event.lines().last().unwrap().rsplit('　').next().unwrap();
    assert!(whole.contains(&format!("到 #5 的账本根　{root}")), "{whole}{event}");
    let last = beside(&office, "checkpoint");
    let note = office.done(&["checkpoint", "--known", "#5"]);
    assert_eq!(note.lines().nth(1), Some("5"), "{note}");
    assert_eq!(beside(&office, "checkpoint"), last, "the last checkpoint reaches further and stays");
    let kept = office.write("note", &note);
    office.done(&["verify", "--since", &kept]);
    office.done(&["verify", "--since", &kept, "--known", "#5"]);
    // A checkpoint of a later time is no fault of the ledger: nothing is shorter than it was.
    ends(&office.run(&["verify", "--since", &kept, "--known", "#4"]), 1, "kept-later");
    std::fs::copy(office.path("qizhang.ledger.checkpoint"), office.path("last")).unwrap();
    ends(&office.run(&["verify", "--since", "last", "--known", "#4"]), 1, "kept-later");
    for words in
        [&["verify", "--event", "1", "--out", "x", "--known", "#5"][..], &["checkpoint", "--keys", "--known", "#5"]]
    {
        assert_eq!(office.run(words).code, Some(2), "{words:?}");
    }
}
