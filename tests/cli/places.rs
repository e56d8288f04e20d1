//! Where a command is to write is looked at before it does anything.

use super::Office;
use std::fs;
use std::path::Path;

const LEDGER: &str = "qizhang.ledger";
const LINE: &str = "{\"type\":\"enterprise.deregistered\",\"occurred_on\":\"2026-01-05\",\"data\":{\"uscc\":\"91110114000000019R\",\"reason\":\"依申请注销\"}}\n";

/// Every name under a directory with the size of the file.
fn names(directory: &Path) -> Vec<(String, u64)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        // The index is not looked at: it follows from the log.
        if path.is_dir() && !path.ends_with("index") {
            found.extend(names(&path));
        }
        found.push((path.display().to_string(), fs::symlink_metadata(&path).unwrap().len()));
    }
    found.sort();
    found
}

/// A command is refused with this code, says these words, and changes nothing.
fn refused(office: &Office, words: &[&str], code: &str, says: &[&str]) {
    let before = (names(&office.path("")), office.done(&["verify"]));
    for lang in ["zh", "en"] {
        let said = office.run(&[words, &["--lang", lang]].concat());
        assert_eq!((said.code, said.data.as_str()), (Some(1), ""), "{words:?}: {}", said.talk);
        assert!(said.talk.contains(&format!("[{code}]")), "{words:?}: {}", said.talk);
        assert!(says.iter().all(|one| said.talk.contains(one)), "{words:?}: {}", said.talk);
    }
    assert!(before == (names(&office.path("")), office.done(&["verify"])), "{words:?} changed something");
}

fn office() -> Office {
    let office = Office::with_story();
    office.write("line.jsonl", LINE);
    office.done(&["export", "jsonl", "--out", "all.jsonl"]);
    office.done(&["backup", "saved"]);
    fs::copy(office.path("qizhang.ledger.checkpoint"), office.path("kept")).unwrap();
    office
}

/// Each command that makes something, up to the place of it.
const MAKERS: [&[&str]; 11] = [
    &["append", "line.jsonl", "--clock-is-right", "--receipt"],
    &["export", "jsonl", "--out"],
    &["export", "bundle", "P-2026-0001", "--out"],
    &["checkpoint", "--out"],
    &["checkpoint", "--new-key", "--out"],
    &["verify", "--event", "1", "--out"],
    &["verify", "--event", "1", "--entry"],
    &["verify", "--since", "kept", "--out"],
    &["backup"],
    &["restore", "saved"],
    &["init"],
];

#[test]
fn no_directory_is_made_and_all_say_the_same() {
    let office = office();
    let rest: [&[&str]; 4] =
        [&["demo"], &["init", "--from", "all.jsonl"], &["init", "--dry-run"], &["init", "new", "--key"]];
    for words in MAKERS.into_iter().chain(rest) {
        refused(&office, &[words, &["no/dir/x"]].concat(), "no-directory", &["no/dir/x", "no/dir"]);
    }
}

#[test]
fn nothing_is_written_into_a_ledger_or_over_what_lies_beside_it() {
    let office = office();
    std::os::unix::fs::symlink(LEDGER, office.path("link")).unwrap();
    // The keys of this ledger are not made yet.
    fs::create_dir(office.path("other")).unwrap();
    fs::rename(office.path("saved.vkeys"), office.path("other/saved.vkeys")).unwrap();
    for words in MAKERS.into_iter().chain([&["demo"][..], &["init", "--from", "all.jsonl"]]) {
        let inside = if matches!(words[0], "backup" | "restore") { "copy-inside" } else { "place-of-ledger" };
        for place in ["qizhang.ledger/x", "qizhang.ledger/log/x", "link/x", "./other/../link/x", "saved/x"] {
            refused(&office, &[words, &[place]].concat(), inside, &[place]);
        }
        for place in ["qizhang.ledger.key", "qizhang.ledger.creating", "saved.vkeys", "saved.key.new"] {
            refused(&office, &[words, &[place]].concat(), "place-of-ledger", &[place, ".vkeys"]);
        }
    }
}

#[test]
fn one_place_is_not_for_two_things() {
    let office = office();
    let said = office.run(&["verify", "--event", "1", "--out", "x", "--entry", "./x"]);
    assert_eq!(said.code, Some(2), "{}", said.talk);
    assert!(!office.path("x").exists());
}

/// What cannot be written is found out before the key is replaced.
#[test]
fn a_file_that_is_there_is_refused_before_anything_is_signed() {
    let office = office();
    let keys = office.done(&["checkpoint", "--keys"]);
    let said = office.run(&["checkpoint", "--new-key", "--out", "kept"]);
    assert!(said.code == Some(1) && said.talk.contains("kept"), "{}", said.talk);
    assert_eq!(office.done(&["checkpoint", "--keys"]), keys);
}
