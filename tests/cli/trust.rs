//! What lies beside a ledger, changed, taken away or put back by somebody who wants a false ledger to be believed; and every
//! crash on the way of a key to its place.

use super::signing::{LEDGER, append, beside, copy, ends, finding, log_bytes, put_back};
use super::upkeep::change_an_amount;
use super::{Office, Said};
use qizhang::proof::{Checkpoint, Handing, KeyChange, PublicKey, SecretKey};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;

/// An id but for its last digit.
const ID: &str = "01990000-0000-7000-8000-00000000000";

/// The files beside the ledger, by what their names add to its own.
type Beside = BTreeMap<String, Vec<u8>>;

fn all_beside(office: &Office) -> Beside {
    let entries = fs::read_dir(office.path(".")).unwrap().map(|entry| entry.unwrap().path());
    let named = entries.filter_map(|path| {
        let name = path.file_name()?.to_str()?.strip_prefix("qizhang.ledger.")?.to_owned();
        path.is_file().then(|| (name, fs::read(&path).unwrap()))
    });
    named.collect()
}

/// Puts exactly these files beside the ledger.
fn put_beside(office: &Office, files: &Beside) {
    for end in all_beside(office).keys() {
        fs::remove_file(office.path(&format!("{LEDGER}.{end}"))).unwrap();
    }
    for (end, bytes) in files {
        let path = office.path(&format!("{LEDGER}.{end}"));
        fs::write(&path, bytes).unwrap();
        let mode = if end.starts_with("key") { 0o600 } else { 0o644 };
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }
}

fn take_away(office: &Office, ends: &[&str]) {
    for end in ends {
        fs::remove_file(office.path(&format!("{LEDGER}.{end}"))).unwrap();
    }
}

fn keys(office: &Office) -> Vec<String> {
    office.done(&["checkpoint", "--keys"]).lines().map(str::to_owned).collect()
}

/// What a text has to say, in each language.
#[track_caller]
fn says(said: &str, words: &[&str]) {
    for word in words {
        assert!(said.contains(word), "{word}: {said}");
    }
}

fn record(office: &Office, number: &str) -> Said {
    let file = office.write("next.jsonl", finding(number));
    office.run(&["append", &file])
}

#[test]
fn a_kept_checkpoint_does_not_hide_an_event_that_was_changed() {
    let office = Office::with_story();
    append(&office, &["A-1"], "kept.json");
    change_an_amount(&office.path("qizhang.ledger/log/000000000001.segment"));
    let said = office.run(&["verify", "--since", "kept.json", "--out", "growth"]);
    ends(&said, 70, "ledger-damaged");
    assert!(!office.path("growth").exists());
}

#[test]
fn a_ledger_whose_list_and_checkpoint_were_taken_away_is_not_written_to() {
    let office = Office::with_story();
    copy(&office.path(LEDGER), &office.path("old"));
    append(&office, &["A-1"], "kept.json");
    put_back(&office, "old");
    take_away(&office, &["vkeys", "checkpoint"]);
    let before = log_bytes(&office);
    ends(&record(&office, "B-1"), 70, "checkpoint-missing");
    ends(&office.run(&["checkpoint"]), 70, "checkpoint-missing");
    let english = office.run(&["append", "next.jsonl", "--lang", "en"]);
    says(&english.talk, &["Restore the whole ledger, the checkpoint and the list of public keys", "--accept-loss"]);
    ends(&office.run(&["verify"]), 4, "checkpoint-missing");
    let doctor = office.run(&["doctor"]);
    assert!(doctor.code == Some(4) && doctor.data.contains("密钥或公钥名单还在旁边"), "{}", doctor.data);

    // A key in another place gives it away as well, and one of another ledger does not.
    fs::rename(office.path("qizhang.ledger.key"), office.path("safe")).unwrap();
    ends(&office.run(&["append", "next.jsonl", "--key", "safe"]), 70, "checkpoint-missing");
    assert!(log_bytes(&office) == before && !office.path("qizhang.ledger.vkeys").exists());

    let said = office.run(&["checkpoint", "--accept-loss", "--key", "safe"]);
    assert_eq!(said.code, Some(0), "{}", said.talk);
    says(&said.talk, &["记为事件 #197", "原检查点已不在，无从保存", "公钥名单已不在，重新建立，只有 1 个公钥"]);
    let lost = |office: &Office| all_beside(office).keys().filter(|end| end.contains("lost")).count();
    assert_eq!(lost(&office), 0, "no file is named that is not there");
    // As a crash between the event and the new checkpoint leaves it: the event is not written twice.
    take_away(&office, &["vkeys", "checkpoint"]);
    says(&office.run(&["checkpoint", "--accept-loss", "--key", "safe"]).talk, &["记为事件 #197"]);
    office.done(&["append", "next.jsonl", "--key", "safe"]);
    ends(&office.run(&["verify", "--since", "kept.json"]), 4, "ledger-rewritten");

    // The next loss of this kind is another one, with an event of its own.
    take_away(&office, &["vkeys", "checkpoint"]);
    let said = office.run(&["checkpoint", "--accept-loss", "--key", "safe"]);
    says(&said.talk, &["记为事件 #199"]);
    let log = office.done(&["event", "log", "--type", "audit.finding_recorded", "--json"]);
    assert_eq!(log.matches(r#""finding_no":"LOSS-"#).count(), 2, "{log}");
    says(&log, &["最近的检查点缺失"]);
}

/// What cannot be read is no list; moved away it is one that is missing, and there is a way on.
#[test]
fn a_list_that_is_no_list_is_named_with_the_way_on() {
    let office = Office::with_story();
    office.write("qizhang.ledger.vkeys", "a letter");
    let said = record(&office, "A-1");
    ends(&said, 1, "key-unreadable");
    says(&said.talk, &["qizhang.ledger.vkeys", "把它移开，用 qizhang checkpoint --accept-loss"]);
    assert_eq!(office.run(&["doctor"]).data.matches("读不出密钥").count(), 1);
    take_away(&office, &["vkeys"]);
    office.done(&["checkpoint", "--accept-loss"]);
    assert_eq!(record(&office, "A-1").code, Some(0));
}

/// As people do who carry a ledger to another machine by hand and forget what lies beside it.
#[test]
fn a_key_of_another_ledger_shows_nothing() {
    let (office, other) = (Office::with_story(), Office::with_story());
    take_away(&office, &["vkeys", "checkpoint", "key"]);
    fs::copy(other.path("qizhang.ledger.key"), office.path("qizhang.ledger.key")).unwrap();
    ends(&record(&office, "A-1"), 1, "key-of-another-ledger");
}

#[test]
fn a_list_that_was_lost_is_made_again_as_far_as_the_changes_tell() {
    let office = Office::with_story();
    append(&office, &["A-1"], "first.json");
    office.done(&["checkpoint", "--new-key"]);
    office.done(&["checkpoint", "--new-key"]);
    let before = keys(&office);
    take_away(&office, &["vkeys"]);
    ends(&record(&office, "A-2"), 70, "key-list-missing");
    let said = office.run(&["checkpoint", "--accept-loss", "--lang", "en"]);
    assert_eq!(said.code, Some(0), "{}", said.talk);
    says(&said.talk, &["the old checkpoint is kept as", "was made again with 3"]);
    assert_eq!(keys(&office), before);
    let log = office.done(&["event", "log", "--limit", "1", "--json"]);
    says(&log, &["公钥名单缺失，无从核对"]);
    office.done(&["verify", "--since", "first.json"]);

    // Without the key nothing leads to it, and what was kept is kept all the same.
    append(&office, &["A-2"], "third.json");
    take_away(&office, &["vkeys", "key"]);
    ends(&office.run(&["checkpoint", "--accept-loss"]), 1, "key-missing");
    let said = office.run(&["checkpoint", "--accept-loss", "--old-key-lost"]);
    says(&said.talk, &["只有 1 个公钥", "已建立签名密钥"]);
    office.done(&["checkpoint", "--new-key"]);
    assert_eq!(beside(&office, "rotations").matches("\nnew-key ").count(), 3);
    let said = office.done(&["verify", "--since", "third.json", "--vkey", &before[0]]);
    says(&said, &["换过 2 次"]);
}

/// The files as each step of a first signature leaves them: whatever a crash leaves, the next append goes on.
#[test]
fn every_crash_of_a_first_key_leads_on() {
    let office = Office::with_story();
    let whole = all_beside(&office);
    let file = |end: &str, at: &str| (end.to_owned(), whole[at].clone());
    let states: [&[(&str, &str)]; 6] = [
        &[("key.new", "key")],
        &[("key.new", "key"), ("vkeys.new", "vkeys")],
        &[("key.new", "key"), ("vkeys.new", "vkeys"), ("checkpoint.new", "checkpoint")],
        &[("key.new", "key"), ("vkeys.new", "vkeys"), ("checkpoint", "checkpoint")],
        &[("key.new", "key"), ("vkeys", "vkeys"), ("checkpoint", "checkpoint")],
        &[("key", "key"), ("vkeys", "vkeys"), ("checkpoint", "checkpoint")],
    ];
    for (number, state) in states.iter().enumerate() {
        put_beside(&office, &state.iter().map(|(end, at)| file(end, at)).collect());
        office.done(&["verify"]);
        let said = record(&office, &format!("A-{number}"));
        assert_eq!(said.code, Some(0), "{state:?}: {}", said.talk);
        assert_eq!(keys(&office).len(), 1, "{state:?}");
        let doctor = office.run(&["doctor"]);
        assert!(
            doctor.code == Some(0) && doctor.data.contains("qizhang.ledger.key 现用"),
            "{state:?}: {}",
            doctor.data
        );
        put_beside(&office, &whole);
    }
}

/// The same for a key that follows another, with the old one there and with the old one lost.
#[test]
fn every_crash_of_a_change_of_keys_leads_on() {
    for lost in [false, true] {
        let office = Office::with_story();
        append(&office, &["A-1"], "first.json");
        office.done(&["checkpoint", "--new-key"]);
        let old_keys = keys(&office);
        if lost {
            take_away(&office, &["key"]);
        }
        let before = all_beside(&office);
        let words: &[&str] = if lost { &["--new-key", "--old-key-lost"] } else { &["--new-key"] };
        office.done(&[&["checkpoint"][..], words].concat());
        let after = all_beside(&office);
        let aside = after.keys().find(|end| end.starts_with("key.retired-") && !before.contains_key(*end)).cloned();
        assert_eq!(aside.is_none(), lost);
        let steps = ["rotations", "vkeys", "aside", "key", "checkpoint"];
        for done in 0..=steps.len() {
            let mut state = before.clone();
            for (at, end) in steps.iter().enumerate() {
                match (*end, at < done) {
                    ("aside", true) => {
                        if let (Some(aside), Some(key)) = (&aside, state.remove("key")) {
                            state.insert(aside.clone(), key);
                        }
                    }
                    ("aside", false) => {}
                    (end, true) => drop(state.insert(end.to_owned(), after[end].clone())),
                    (end, false) => drop(state.insert(format!("{end}.new"), after[end].clone())),
                }
            }
            put_beside(&office, &state);
            let mut said = record(&office, &format!("C-{done}"));
            if lost && done < 2 {
                ends(&said, 1, "key-missing");
                office.done(&[&["checkpoint"][..], words].concat());
                said = record(&office, &format!("C-{done}"));
            }
            assert_eq!(said.code, Some(0), "lost {lost}, {done} steps: {}", said.talk);
            assert_eq!(keys(&office)[..2], old_keys, "lost {lost}, {done} steps");
            let expected = if done < 2 && !lost { 2 } else { 3 };
            assert_eq!(keys(&office).len(), expected, "lost {lost}, {done} steps");
            office.done(&["verify"]);
            office.done(&["verify", "--since", "first.json", "--vkey", &old_keys[0]]);
            let retired = all_beside(&office).into_iter().filter(|(end, _)| end.starts_with("key.retired-"));
            assert_eq!(retired.count(), if lost || done < 2 { 1 } else { 2 }, "lost {lost}, {done}: no key is lost");
            // A change that was begun and not done is forgotten with the next one.
            office.done(&["checkpoint", "--new-key"]);
            office.done(&["verify"]);
            let notes = beside(&office, "rotations").matches("\nnew-key ").count();
            assert_eq!(notes, keys(&office).len() - 1, "lost {lost}, {done} steps");
        }
    }
}

/// The steps as the program takes them, stopped by something in the way of the third: the note and the list have their places,
/// the key and the checkpoint do not, and all of it is ready.
#[test]
fn a_change_of_keys_that_is_stopped_on_its_way_is_completed() {
    let office = Office::with_story();
    let first = keys(&office)[0].clone();
    let aside = office.path(&format!("qizhang.ledger.key.retired-{}", first.split('+').nth(1).unwrap()));
    fs::create_dir_all(aside.join("in the way")).unwrap();
    let before = all_beside(&office);
    ends(&office.run(&["checkpoint", "--new-key"]), 1, "file");
    let after = all_beside(&office);
    let names: Vec<&str> = after.keys().map(String::as_str).collect();
    assert_eq!(names, ["checkpoint", "checkpoint.new", "key", "key.new", "rotations", "vkeys"]);
    assert!(["checkpoint", "key"].iter().all(|end| before[*end] == after[*end]));
    assert_eq!(keys(&office).len(), 2);
    let doctor = office.run(&["doctor"]);
    assert!(doctor.code == Some(0) && doctor.data.contains("的更换中途停止，下次签名时自动完成"), "{}", doctor.data);
    fs::remove_dir_all(&aside).unwrap();
    assert_eq!(record(&office, "A-1").code, Some(0));
    assert!(fs::read(&aside).unwrap() == before["key"] && keys(&office).len() == 2);
    says(&office.done(&["verify"]), &["公钥名单 2 个，每个都由前一密钥引入"]);

    // What stops it before the first step changes nothing.
    let before = all_beside(&office);
    fs::create_dir(office.path("qizhang.ledger.checkpoint.new")).unwrap();
    ends(&office.run(&["checkpoint", "--new-key"]), 1, "file");
    assert!(all_beside(&office) == before);
}

/// Key, list and notes of an earlier time agree with each other; that the key was replaced is shown by the copy kept aside.
#[test]
fn a_key_that_was_replaced_signs_nothing_when_its_files_are_put_back() {
    for appended in [false, true] {
        let office = Office::with_story();
        append(&office, &["A-1"], "first.json");
        let old = all_beside(&office);
        office.done(&["checkpoint", "--new-key"]);
        if appended {
            // The ledger of then is put back as well, with its checkpoint.
            copy(&office.path(LEDGER), &office.path("old"));
            append(&office, &["A-2"], "second.json");
            put_back(&office, "old");
        }
        let newer = all_beside(&office);
        let aside = newer.keys().find(|end| end.starts_with("key.retired-")).unwrap().clone();
        let retired = aside.as_str();
        let mut earlier = old.clone();
        earlier.insert(aside.clone(), newer[retired].clone());
        if !appended {
            // Both keys signed the checkpoint of the change.
            earlier.insert("checkpoint".to_owned(), newer["checkpoint"].clone());
        }
        put_beside(&office, &earlier);
        let before = log_bytes(&office);
        let file = office.write("next.jsonl", finding("B-1"));
        for words in [&["append", &file][..], &["checkpoint"], &["checkpoint", "--new-key"]] {
            for lang in ["zh", "en"] {
                let said = office.run(&[words, &["--lang", lang]].concat());
                ends(&said, 1, "key-put-back");
                says(&said.talk, &[retired, ".rotations", "--new-key --old-key-lost"]);
            }
        }
        // A place of its own, or one not reached yet, makes it no other key.
        fs::rename(office.path("qizhang.ledger.key"), office.path("safe")).unwrap();
        ends(&office.run(&["append", &file, "--key", "safe"]), 1, "key-put-back");
        fs::rename(office.path("safe"), office.path("qizhang.ledger.key.new")).unwrap();
        ends(&office.run(&["append", &file]), 1, "key-put-back");
        says(&office.run(&["doctor"]).data, &[retired]);
        fs::rename(office.path("qizhang.ledger.key.new"), office.path("qizhang.ledger.key")).unwrap();
        let doctor = office.run(&["doctor", "--lang", "en"]);
        assert!(doctor.code == Some(4) && doctor.data.contains(retired), "{}", doctor.data);
        assert!(log_bytes(&office) == before && all_beside(&office) == earlier, "nothing was changed");

        // Both remedies lead on.
        if !appended {
            put_beside(&office, &newer);
            assert_eq!(record(&office, "B-1").code, Some(0));
            put_beside(&office, &earlier);
        }
        office.done(&["checkpoint", "--new-key", "--old-key-lost"]);
        assert_eq!(record(&office, "B-2").code, Some(0));
        says(&office.done(&["verify"]), &["接替报失的密钥"]);
        assert!(all_beside(&office).contains_key(retired), "no key is destroyed");
    }
}

#[test]
fn doctor_looks_at_the_key() {
    let office = Office::with_story();
    let key = office.path("qizhang.ledger.key");
    let text = fs::read_to_string(&key).unwrap();
    let doctor = |code: i32, zh: &str, en: &str| {
        let folder = format!("{}/", fs::canonicalize(office.path(".")).unwrap().display());
        let run = |words: &[&str]| {
            let said = office.run(words);
            (said.code, said.data.replace(&folder, ""))
        };
        let (zh_said, en_said) = (run(&["doctor"]), run(&["doctor", "--lang", "en"]));
        assert!(zh_said.0 == Some(code) && zh_said.1.contains(zh), "{zh}: {}", zh_said.1);
        assert!(en_said.0 == Some(code) && en_said.1.contains(en), "{en}: {}", en_said.1);
        let json = run(&["doctor", "--json"]).1;
        let (zh, en) = (zh.trim_start_matches("办法："), en.trim_start_matches("remedy: "));
        assert!(json.contains(zh) && json.contains(en), "{json}");
    };
    doctor(0, "密钥：qizhang.ledger.key 现用，只有属主能读", "is the one in use, for its owner alone");
    fs::set_permissions(&key, fs::Permissions::from_mode(0o640)).unwrap();
    doctor(4, "别人也能读 qizhang.ledger.key", "remedy: chmod 600 qizhang.ledger.key");
    fs::set_permissions(&key, fs::Permissions::from_mode(0o600)).unwrap();
    fs::write(&key, text.replace("PRIVATE", "PRIVAT")).unwrap();
    doctor(4, "qizhang.ledger.key 读不出密钥", "holds no key that can be read");
    fs::copy(Office::with_story().path("qizhang.ledger.key"), &key).unwrap();
    doctor(4, "是另一个账本的密钥", "is the key of another ledger");
    fs::write(&key, &text).unwrap();
    office.done(&["checkpoint", "--new-key"]);
    doctor(0, "公钥名单：2 个，每个都由前一密钥引入", "list of public keys: 2, each introduced by the one before");
    let new = fs::read(&key).unwrap();
    fs::write(&key, &text).unwrap();
    doctor(4, "是已更换的旧密钥", "is a key that was replaced");
    let whole = all_beside(&office);
    put_beside(
        &office,
        &whole.iter().map(|(end, text)| (end.clone(), text.clone())).filter(|(end, _)| end != "key").collect(),
    );
    doctor(0, "密钥：qizhang.ledger.key 不在", "or name it with --key");
    fs::write(&key, new).unwrap();
    fs::set_permissions(&key, fs::Permissions::from_mode(0o600)).unwrap();
    let list = beside(&office, "vkeys");
    fs::write(office.path("qizhang.ledger.vkeys"), list.lines().next().unwrap()).unwrap();
    doctor(4, "qizhang.ledger.key 不在公钥名单（.vkeys）之中", "is not in the list of public keys (.vkeys)");
    take_away(&office, &["vkeys"]);
    doctor(4, "无从核对：没有公钥", "a backup has one beside it");
    fs::write(office.path("qizhang.ledger.vkeys"), list).unwrap();
    take_away(&office, &["checkpoint"]);
    doctor(4, "qizhang.ledger.checkpoint 不见了", "qizhang.ledger.checkpoint is missing");
    for end in all_beside(&office).keys() {
        fs::remove_file(office.path(&format!("{LEDGER}.{end}"))).unwrap();
    }
    doctor(0, "密钥：还没有；下次写入时建立", "key: none yet");
}

#[test]
fn no_key_is_destroyed_and_no_change_is_made_that_cannot_be_told() {
    let office = Office::with_story();
    let before = all_beside(&office);
    ends(&office.run(&["checkpoint", "--new-key", "--old-key-lost"]), 1, "key-not-lost");
    ends(&office.run(&["checkpoint", "--new-key", "--old-key-lost", "--key", "elsewhere"]), 1, "key-not-lost");
    ends(&office.run(&["checkpoint", "--new-key", "--out", "nowhere/note"]), 1, "no-directory");
    ends(&office.run(&["checkpoint", "--new-key", "--out", "next.jsonl/note"]), 1, "no-directory");
    office.write("there", "mine");
    ends(&office.run(&["checkpoint", "--new-key", "--out", "there"]), 1, "file");
    assert_eq!(office.run(&["checkpoint", "--keys", "--old-key-lost"]).code, Some(2));
    assert!(all_beside(&office) == before, "nothing was changed");

    // A key in a place of its own stays in use at that place; what was there is kept aside.
    fs::rename(office.path("qizhang.ledger.key"), office.path("safe")).unwrap();
    let old = fs::read(office.path("safe")).unwrap();
    let said = office.run(&["checkpoint", "--new-key", "--key", "safe", "--out", "note", "--lang", "en"]);
    assert_eq!(said.code, Some(0), "{}", said.talk);
    let aside = format!("safe.retired-{}", keys(&office)[0].split('+').nth(1).unwrap());
    says(&said.talk, &[&format!("is kept as {aside}")]);
    assert!(fs::read(office.path(&aside)).unwrap() == old && !office.path("qizhang.ledger.key").exists());
    office.done(&["checkpoint", "--key", "safe"]);

    // Whatever lies in the place of a key that is lost is kept aside as well.
    fs::copy(office.path(&aside), office.path("safe")).unwrap();
    office.done(&["checkpoint", "--new-key", "--old-key-lost", "--key", "safe"]);
    fs::write(office.path("safe"), "no key").unwrap();
    office.done(&["checkpoint", "--new-key", "--old-key-lost", "--key", "safe"]);
    assert_eq!(fs::read(office.path("safe.retired-unread")).unwrap(), b"no key");
}

/// With the last checkpoint and the key gone at once there is still a way on, and it shows.
#[test]
fn a_loss_of_ledger_and_key_together_can_be_accepted() {
    let office = Office::with_story();
    take_away(&office, &["checkpoint", "key"]);
    ends(&office.run(&["checkpoint", "--accept-loss"]), 1, "key-missing");
    let said = office.run(&["checkpoint", "--accept-loss", "--old-key-lost"]);
    assert_eq!(said.code, Some(0), "{}", said.talk);
    says(&said.talk, &["已建立签名密钥", "无从保存"]);
    assert_eq!(record(&office, "A-1").code, Some(0));
    says(&office.done(&["verify"]), &["接替报失的密钥"]);
    take_away(&office, &["checkpoint"]);
    ends(&office.run(&["checkpoint", "--accept-loss", "--old-key-lost"]), 1, "key-not-lost");
}

#[test]
fn whoever_holds_the_first_public_key_follows_all_that_come_after() {
    let office = Office::with_story();
    append(&office, &["A-1"], "first.json");
    let first = keys(&office)[0].clone();
    for number in ["B-1", "B-2"] {
        office.done(&["checkpoint", "--new-key"]);
        append(&office, &[number], &format!("{number}.json"));
    }
    let since = |words: &[&str]| office.run(&[&["verify", "--since"], words].concat());
    let said = since(&["B-2.json", "--vkey", &first]);
    assert_eq!(said.code, Some(0), "{}", said.talk);
    says(&said.data, &["换过 2 次，每次都由前一密钥签名引入"]);
    says(&since(&["first.json", "--lang", "en"]).data, &["2 changes, each signed by the key before"]);
    assert!(!since(&["B-2.json"]).data.contains("换过"), "the key in use needs no other");
    office.done(&["verify", "--event", "5", "--out", "5.tlog-proof"]);
    office.done(&["verify", "5.tlog-proof", "--vkey", &first]);
    says(&office.done(&["verify"]), &["公钥名单 3 个，每个都由前一密钥引入"]);

    // A backup takes the notes along, and a restored ledger has them.
    office.done(&["backup", "saved"]);
    office.done(&["restore", "saved", "elsewhere"]);
    office.done(&["verify", "--since", "B-2.json", "--vkey", &first, "--ledger", "elsewhere"]);
    ends(&office.run(&["init", "elsewhere"]), 1, "ledger-exists");

    // Without the notes the list alone speaks: that is told, and an old receipt is not refused for it.
    let whole = all_beside(&office);
    take_away(&office, &["rotations"]);
    ends(&since(&["B-2.json", "--vkey", &first]), 4, "checkpoint-unsigned");
    let said = since(&["first.json"]);
    assert_eq!(said.code, Some(0), "{}", said.talk);
    says(&said.data, &["无从证明", "--vkey"]);
    says(&office.done(&["verify", "--lang", "en"]), &["was not kept and is not proved"]);
    let doctor = office.run(&["doctor"]);
    assert!(doctor.code == Some(0) && doctor.data.contains("没有记录，无从证明"), "{}", doctor.data);
    // A change after that is proved, and what came before it stays unproved without being a fault.
    office.done(&["checkpoint", "--new-key"]);
    says(&office.done(&["verify"]), &["没有记录，无从证明"]);
    ends(&since(&["first.json"]), 4, "key-not-vouched");
    office.done(&["verify", "--since", "first.json", "--vkey", &first]);

    // The notes alone show as well that the ledger has signed.
    put_beside(&office, &whole.into_iter().filter(|(end, _)| end == "rotations").collect());
    ends(&record(&office, "B-3"), 70, "checkpoint-missing");
}

/// Somebody who can write beside the ledger, and has no key of it.
#[test]
fn a_key_that_nobody_introduced_is_found() {
    let office = Office::with_story();
    append(&office, &["A-1"], "kept.json");
    let old_note = beside(&office, "checkpoint");
    office.done(&["checkpoint", "--new-key"]);
    let whole = all_beside(&office);
    let origin = old_note.lines().next().unwrap();
    let thief = SecretKey::from_seed(origin, &[9; 32]).unwrap();
    let public = thief.public();
    let own = Checkpoint::claimed(&beside(&office, "checkpoint")).unwrap();
    fs::write(office.path("qizhang.ledger.vkeys"), format!("{}{public}\n", beside(&office, "vkeys"))).unwrap();
    fs::write(office.path("qizhang.ledger.checkpoint"), own.sign(&[&thief])).unwrap();
    let told = |office: &Office| {
        ends(&office.run(&["verify"]), 4, "key-not-introduced");
        let doctor = office.run(&["doctor"]);
        assert!(doctor.code == Some(4) && doctor.data.contains(&public.short()), "{}", doctor.data);
    };
    told(&office);

    // A signature of one's own under what the old key signed once makes no change of keys: the text does not name the new one.
    let signature = own.sign(&[&thief]).lines().last().unwrap().to_owned();
    let notes = beside(&office, "rotations");
    let forged = notes.lines().filter(|line| !line.contains("-key ")).collect::<Vec<_>>().join("\n");
    for note in
        [format!("{old_note}{signature}\n"), format!("{forged}\n{signature}\n"), format!("{notes}{signature}\n")]
    {
        fs::write(office.path("qizhang.ledger.rotations"), format!("{notes}\n{note}")).unwrap();
        told(&office);
    }
    // Nor does a note that names it, as long as the old key did not sign that.
    let keys = keys(&office);
    let from = PublicKey::parse(&keys[1]).unwrap();
    let change = |how| KeyChange { at: own.clone(), from: from.clone(), to: public.clone(), how }.sign(&[&thief]);
    let vouched = change(Handing::Vouched);
    fs::write(office.path("qizhang.ledger.rotations"), format!("{notes}\n{vouched}")).unwrap();
    told(&office);
    // One that says the key before was lost is believed by nobody, but shown.
    let lost = change(Handing::Lost);
    fs::write(office.path("qizhang.ledger.rotations"), format!("{notes}\n{lost}")).unwrap();
    says(&office.done(&["verify"]), &[&public.short(), "接替报失的密钥"]);
    ends(&office.run(&["verify", "--since", "kept.json"]), 4, "key-not-vouched");
    let note = office.write("note", beside(&office, "checkpoint"));
    ends(&office.run(&["verify", "--since", &note, "--vkey", &keys[0]]), 4, "checkpoint-unsigned");

    // In front of the others, where the list began: what it signs is not believed.
    put_beside(&office, &whole);
    fs::write(office.path("qizhang.ledger.vkeys"), format!("{public}\n{}", beside(&office, "vkeys"))).unwrap();
    ends(&office.run(&["verify", "--since", &note]), 4, "key-not-vouched");
}

/// An older copy with a checkpoint by a key of one's own, which the list names in front of the one in use.
#[test]
fn a_key_in_front_of_the_others_signs_no_last_checkpoint() {
    let office = Office::with_story();
    copy(&office.path(LEDGER), &office.path("old"));
    let old = Checkpoint::claimed(&beside(&office, "checkpoint")).unwrap();
    append(&office, &["A-1"], "kept.json");
    put_back(&office, "old");
    let thief = SecretKey::from_seed(&old.origin, &[9; 32]).unwrap();
    let list = beside(&office, "vkeys");
    fs::write(office.path("qizhang.ledger.vkeys"), format!("{}\n{list}", thief.public())).unwrap();
    fs::write(office.path("qizhang.ledger.checkpoint"), old.sign(&[&thief])).unwrap();
    let before = log_bytes(&office);
    ends(&record(&office, "B-1"), 70, "key-not-vouched");
    assert!(log_bytes(&office) == before, "nothing was written");
    ends(&office.run(&["verify"]), 4, "key-not-vouched");
    let doctor = office.run(&["doctor"]);
    assert!(doctor.code == Some(4) && doctor.data.contains(&thief.public().short()), "{}", doctor.data);
    // Whoever goes on with it all the same says so to the auditor.
    office.done(&["checkpoint", "--accept-loss"]);
    says(&office.done(&["event", "log", "--limit", "1", "--json"]), &["现用密钥不为它作证"]);
}

#[test]
fn a_receipt_says_nothing_that_was_not_signed() {
    let office = Office::with_story();
    append(&office, &["A-1", "A-2"], "kept.json");
    append(&office, &["A-3"], "later.json");
    office.done(&["verify", "--since", "kept.json"]);
    let text = fs::read_to_string(office.path("kept.json")).unwrap();
    let receipt: Value = serde_json::from_str(&text).unwrap();
    assert_eq!((&receipt["first"], &receipt["last"], &receipt["head"]), (&197.into(), &198.into(), &198.into()));
    let zeros = "0".repeat(64);
    for (field, value) in [
        ("first", Value::from(1)),
        ("first", 198.into()),
        ("last", 199.into()),
        ("last", 197.into()),
        ("head", 199.into()),
        ("root", zeros.as_str().into()),
        ("recorded", 9.into()),
        ("recorded", 1.into()),
        ("dry_run", true.into()),
        ("format", "receipt.v2".into()),
    ] {
        let mut changed = receipt.clone();
        changed[field] = value.clone();
        let file = office.write("changed.json", changed.to_string());
        let said = office.run(&["verify", "--since", &file]);
        ends(&said, 4, "receipt-contradicts");
    }
    let twice = text.replacen("\"head\": 198", "\"head\": 1, \"head\": 198", 1);
    assert_ne!(twice, text);
    let unknown = text.replacen("\"head\"", "\"paid\": 7, \"head\"", 1);
    for text in [twice, unknown] {
        let file = office.write("changed.json", text);
        ends(&office.run(&["verify", "--since", &file]), 4, "not-a-checkpoint");
    }
    // What other commands print of it is as good, as is a receipt of lines that were there already.
    let short = office.write("short.json", office.done(&["checkpoint", "--json"]));
    office.done(&["verify", "--since", &short]);
    let named = |number: u8| finding(&format!("B-{number}")).replacen('{', &format!(r#"{{"id":"{ID}{number}","#), 1);
    let lines = |numbers: &[u8]| numbers.iter().map(|number| named(*number)).collect::<Vec<_>>().join("\n");
    for (receipt, numbers) in [("one.json", &[1, 2][..]), ("mixed.json", &[1, 3, 2, 4]), ("again.json", &[3, 1])] {
        let file = office.write("named.jsonl", lines(numbers));
        office.done(&["append", &file, "--receipt", receipt]);
        office.done(&["verify", "--since", receipt]);
    }
}

#[test]
fn an_emptied_place_says_what_was_there() {
    let office = Office::with_story();
    office.done(&["backup", "saved"]);
    let asks: [&[&str]; 6] = [
        &["verify"],
        &["verify", "--event", "1"],
        &["show", "91110108551385082Q"],
        &["doctor"],
        &["event", "log"],
        &["backup", "again"],
    ];
    for emptied in [true, false] {
        fs::remove_dir_all(office.path(LEDGER)).unwrap();
        if emptied {
            fs::create_dir(office.path(LEDGER)).unwrap();
        }
        for words in asks {
            let said = office.run(words);
            ends(&said, 4, "ledger-shorter");
            says(&said.talk, &["签到 #196", "从备份恢复"]);
        }
        says(&office.run(&["verify", "--lang", "en"]).talk, &["signed up to #196, and there is no ledger here now"]);
    }
    // Only the ledger that was asked about: a wrong path elsewhere is a wrong path.
    ends(&office.run(&["restore", "nowhere"]), 1, "no-ledger");
    ends(&office.run(&["show", "x", "--ledger", "nowhere"]), 1, "no-ledger");
    office.done(&["restore", "saved"]);
    office.done(&["verify"]);
}

#[test]
fn a_proof_is_checked_by_somebody_who_has_no_ledger() {
    let office = Office::with_story();
    office.done(&["verify", "--event", "12", "--out", "e.tlog-proof", "--entry", "e.entry"]);
    office.done(&["verify", "--event", "13", "--entry", "f.entry"]);
    let key = keys(&office)[0].clone();
    let outside = Office::new();
    for name in ["e.tlog-proof", "e.entry", "f.entry"] {
        fs::copy(office.path(name), outside.path(name)).unwrap();
    }
    outside.write("keys", format!("{key}\n"));
    for given in [key.as_str(), "keys"] {
        let said = outside.done(&["verify", "e.tlog-proof", "--vkey", given, "--entry", "e.entry"]);
        assert_eq!(said, office.done(&["verify", "e.tlog-proof"]), "as whoever has the ledger is told");
        // Without the event a proof proves nothing; that its signature holds is told, and no more.
        let said = outside.run(&["verify", "e.tlog-proof", "--vkey", given]);
        ends(&said, 1, "event-not-given");
        says(&said.talk, &["签名有效", "#12", "--entry"]);
    }
    let check = |words: &[&str]| outside.run(&[&["verify", "e.tlog-proof"], words].concat());
    ends(&check(&["--vkey", &key, "--entry", "f.entry"]), 4, "proof-fails");
    ends(&check(&["--vkey", &key, "--entry", "keys"]), 4, "proof-fails");
    ends(&check(&["--vkey", "x", "--entry", "e.entry"]), 1, "not-a-public-key");
    ends(&check(&[]), 1, "no-ledger");
    assert_eq!(check(&["--entry", "e.entry"]).code, Some(2), "whose signature?");
    let stranger = keys(&Office::with_story())[0].clone();
    ends(&check(&["--vkey", &stranger, "--entry", "e.entry"]), 4, "checkpoint-of-another-ledger");
    let text = fs::read_to_string(outside.path("e.tlog-proof")).unwrap();
    let size = text.split("\n\n").nth(1).unwrap().lines().nth(1).unwrap();
    let forged = outside.write("forged", text.replace(&format!("\n{size}\n"), "\n13\n"));
    ends(&outside.run(&["verify", &forged, "--vkey", &key, "--entry", "e.entry"]), 4, "checkpoint-forged");
    // A ledger that is named and not asked would be believed to have been asked; the one of the environment is not named.
    for words in [&["--ledger", "nowhere"][..], &["--ledger=nowhere", "--json"]] {
        let said = check(&[&["--vkey", &key, "--entry", "e.entry"], words].concat());
        assert_eq!((said.code, said.data.as_str()), (Some(2), ""), "{}", said.talk);
        says(&said.talk, &["--ledger", "--help"]);
    }
    let mut command = outside.command(&["verify", "e.tlog-proof", "--vkey", &key, "--entry", "e.entry"]);
    assert_eq!(Said::of(command.env("QIZHANG_LEDGER", "nowhere").output().unwrap()).code, Some(0));
    // Where there is a ledger, it is asked.
    fs::remove_dir_all(office.path("qizhang.ledger")).unwrap();
    fs::create_dir(office.path("qizhang.ledger")).unwrap();
    ends(&office.run(&["verify", "e.tlog-proof", "--vkey", &key]), 4, "ledger-shorter");
    office.done(&["verify", "e.tlog-proof", "--vkey", &key, "--entry", "e.entry"]);
}
