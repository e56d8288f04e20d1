//! An `init` that was killed: whatever it left, the next command works or says what to do.

use super::Office;
use qizhang::store::{LocalOptions, LocalStore};
use std::fs;
use std::time::Duration;

const LEDGER: &str = "qizhang.ledger";
const LINE: &str = "{\"type\":\"enterprise.deregistered\",\"occurred_on\":\"2026-01-05\",\"data\":{\"uscc\":\"91110114000000019R\",\"reason\":\"依申请注销\"}}\n";

/// Somebody goes on: tries `init` again, or takes what is there, and records a fact.
fn goes_on(office: &Office, after: &str) {
    let again = office.run(&["init"]);
    if again.code != Some(0) {
        assert_eq!(again.code, Some(1), "{after}: {}", again.talk);
        assert!(again.talk.contains("ledger-exists") && again.talk.contains("可以直接用"), "{after}: {}", again.talk);
    }
    let line = office.write("line.jsonl", LINE);
    let said = office.run(&["append", &line]);
    assert_eq!(said.code, Some(0), "{after}: {}", said.talk);
    assert!(office.done(&["verify"]).contains("签名有效"), "{after}");
    assert_eq!(office.run(&["doctor"]).code, Some(0), "{after}: {}", office.run(&["doctor"]).data);
    let left = fs::read_dir(office.path("")).unwrap().map(|entry| entry.unwrap().file_name());
    let mut left: Vec<String> = left.map(|name| name.to_string_lossy().into_owned()).collect();
    left.sort();
    let names = ["line.jsonl", LEDGER, "qizhang.ledger.checkpoint", "qizhang.ledger.key", "qizhang.ledger.vkeys"];
    assert_eq!(left, names, "{after}");
}

#[test]
fn init_is_killed_at_any_moment() {
    for moment in (0..11).map(|step| Duration::from_millis(step * 27)) {
        let office = Office::new();
        let mut child = office.command(&["init", "-q"]).spawn().unwrap();
        std::thread::sleep(moment);
        child.kill().unwrap();
        child.wait().unwrap();
        goes_on(&office, &format!("{moment:?}"));
    }
}

/// The steps of the first signature, one after another: what each leaves is completed by the next append.
#[test]
fn init_is_killed_while_it_signs() {
    for step in 0..6 {
        let office = Office::new();
        office.done(&["init"]);
        let file = |ending: &str| office.path(&format!("{LEDGER}.{ending}"));
        let back = |ending: &str| fs::rename(file(ending), file(&format!("{ending}.new"))).unwrap();
        let gone = |ending: &str| fs::remove_file(file(ending)).unwrap();
        match step {
            0 => ["key", "vkeys", "checkpoint"].into_iter().for_each(gone),
            1 => {
                back("key");
                ["vkeys", "checkpoint"].into_iter().for_each(gone);
            }
            2 => {
                ["key", "vkeys"].into_iter().for_each(back);
                gone("checkpoint");
            }
            3 => ["key", "vkeys", "checkpoint"].into_iter().for_each(back),
            4 => ["key", "vkeys"].into_iter().for_each(back),
            _ => back("key"),
        }
        goes_on(&office, &format!("step {step}"));
    }
}

/// An earlier version gave a ledger its name before its first events.
#[test]
fn a_ledger_without_events_says_what_to_do() {
    let office = Office::new();
    drop(LocalStore::create(&office.path(LEDGER), LocalOptions::default()).unwrap());
    let line = office.write("line.jsonl", LINE);
    for words in [&["append", line.as_str()][..], &["show", "91110114000000019R"], &["checkpoint"]] {
        let said = office.run(words);
        assert_eq!(said.code, Some(1), "{words:?}: {}", said.talk);
        assert!(said.talk.contains("ledger-unbegun") && said.talk.contains("qizhang init"), "{words:?}: {}", said.talk);
    }
    fs::remove_dir_all(office.path(LEDGER)).unwrap();
    goes_on(&office, "it was deleted");
}
