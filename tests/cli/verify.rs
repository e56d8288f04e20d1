//! The ledger checked from the command line.

use super::Office;
use qizhang::ledger::{Ledger, SystemClock};
use std::path::Path;

/// Where the ledger of the story ends.
fn head(office: &Office) -> u64 {
    Ledger::open_read(&office.path("qizhang.ledger"), Box::new(SystemClock)).unwrap().head().0
}

/// Overwrites the first place where a text stands in the log with another of the same length.
fn overwrite(segment: &Path, text: &str, other: &str) {
    assert_eq!(text.len(), other.len());
    let mut bytes = std::fs::read(segment).unwrap();
    let at = bytes.windows(text.len()).position(|window| window == text.as_bytes()).unwrap();
    bytes[at..at + text.len()].copy_from_slice(other.as_bytes());
    std::fs::write(segment, bytes).unwrap();
}

#[test]
fn a_whole_ledger_says_its_events_and_its_root() {
    let office = Office::with_story();
    let said = office.done(&["verify"]);
    let head = head(&office);
    assert!(said.contains(&format!("{head} 条事件")), "{said}");
    let root = said.lines().last().unwrap().rsplit('　').next().unwrap();
    assert_eq!(root.len(), 64, "the root is told in full: {said}");
    let english = office.done(&["verify", "--lang", "en"]);
    assert!(english.contains(root) && english.contains("the ledger is whole"), "{english}");
    let last = office.done(&["verify", "--event", &head.to_string()]);
    assert!(last.contains(root), "and it is the root events are proved under: {last}");
}

#[test]
fn damage_is_named_by_its_place_and_ends_with_70() {
    let office = Office::with_story();
    let segment = office.path("qizhang.ledger/log/000000000001.segment");
    overwrite(&segment, "P-2026-0001", "P-2026-0009");
    let said = office.run(&["verify"]);
    assert_eq!((said.code, said.data.as_str()), (Some(70), ""), "{}", said.talk);
    let places = said.talk.matches("ledger-damaged").count();
    assert_eq!(places, 1, "{}", said.talk);
    assert!(said.talk.contains("帧的校验和不符") && !said.talk.contains("checksum"), "{}", said.talk);
    assert!(said.talk.contains("000000000001.segment") && said.talk.contains("事件 #"), "{}", said.talk);
    let english = office.run(&["verify", "--lang", "en"]);
    assert!(english.talk.contains("is damaged from byte"), "{}", english.talk);
    assert!(english.talk.contains("the frame's checksum does not fit"), "{}", english.talk);
}

#[test]
fn a_missing_segment_is_the_same_to_every_question() {
    let office = Office::with_story();
    std::fs::remove_file(office.path("qizhang.ledger/log/000000000001.segment")).unwrap();
    for words in [&["verify"][..], &["verify", "--event", "1"], &["event", "log"]] {
        let said = office.run(words);
        assert_eq!((said.code, said.data.as_str()), (Some(70), ""), "{words:?}: {}", said.talk);
        assert!(said.talk.contains("ledger-damaged") && said.talk.contains("缺少这个段文件"), "{}", said.talk);
    }
}

#[test]
fn every_event_is_proved_by_position_and_by_id() {
    let office = Office::with_story();
    let (first, last) = (office.done(&["verify", "--event", "1"]), head(&office));
    assert!(first.contains("右边 #2–#2") && !first.contains("左边"), "{first}");
    let end = office.done(&["verify", "--event", &format!("#{last}")]);
    assert!(end.contains("左边") && !end.contains("右边"), "{end}");
    let line = office.done(&["event", "log", "--limit", "1", "--json=id"]);
    let id = line.split('"').nth(3).unwrap();
    assert_eq!(office.done(&["verify", "--event", id]), end, "the newest event, by its id");
    let then = office.done(&["verify", "--event", "1", "--known", "#2"]);
    assert!(then.contains("到 #2）"), "the root is the one of that time: {then}");
}

#[test]
fn an_event_that_is_not_there_is_refused() {
    let office = Office::with_story();
    for name in ["0", "x", "999999", "00000000-0000-7000-8000-000000000000"] {
        let said = office.run(&["verify", "--event", name]);
        assert_eq!((said.code, said.data.as_str()), (Some(1), ""), "{name}: {}", said.talk);
        assert!(said.talk.contains("办法"), "{}", said.talk);
    }
    assert_eq!(office.run(&["verify", "--event", "3", "--known", "#2"]).code, Some(1));
}
