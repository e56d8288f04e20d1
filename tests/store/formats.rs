//! A ledger of every version of the format opens for ever: the directories under `tests/formats` are never made again.

use super::make::{Place, add, copy, everything, id, item, kind, positions, query, tag, tiny};
use super::stranger::read_by_stranger;
use qizhang::event::Query;
use qizhang::proof::leaf_digest;
use qizhang::store::{Entry, LocalStore, NaturalKey, PostingsState, ReadOptions, SlotState, Store, examine};
use qizhang::value::Position;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

/// The last event of the ledger of version 1.
const LAST: u64 = 62;
const KEYS: [&str; 4] = ["visit.paid:甲\u{1f}1", "visit.paid:乙\u{1f}2", "visit.paid:丙\u{1f}3", "visit.paid:none"];

fn frozen() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats/v1")
}

/// A copy of the ledger of version 1, to be opened and written to.
fn thawed() -> Place {
    let place = Place::new();
    copy(&frozen().join("ledger"), &place.ledger());
    place
}

fn event(number: u64, name: &str, tags: &[&str], note: &str) -> Entry {
    let bytes = format!(
        "{{\"data\":{{\"no\":{number}}},\"id\":\"{}\",\"note\":\"{note}\",\"occurred_on\":\"2026-03-01\",\
         \"recorded_at\":\"2026-03-01T00:00:00.000+08:00\",\"recorded_by\":\"书记员\",\"type\":\"{name}\",\"version\":1}}",
        id(number)
    );
    let tags = tags.iter().map(|text| tag(text)).collect();
    Entry { id: id(number), kind: kind(name), tags, keys: vec![], bytes: bytes.into_bytes() }
}

/// Appends of one and of many, Chinese tags, keys taken, given back and taken again, and an event larger than a segment.
fn fill(store: &dyn Store) {
    let keyed = |number, keys| Entry { keys, ..event(number, "visit.paid", &["of:甲", "list:L1"], "有文号") };
    let take = |key: &str| NaturalKey::Take(key.to_owned());
    let free = |key: &str| NaturalKey::Free(key.to_owned());
    add(
        store,
        vec![keyed(1, vec![take(KEYS[0])]), keyed(2, vec![take(KEYS[1])]), event(3, "list.published", &[], "无标签")],
    );
    add(store, vec![keyed(4, vec![free(KEYS[0]), take(KEYS[2])])]);
    for number in 5..=30 {
        let of = format!("of:{}", number % 3);
        add(store, vec![event(number, "support.counted", &[&of, "year:2026"], "逐条")]);
    }
    add(store, vec![event(31, "policy.issued", &["of:全文"], &"第一条　为支持企业发展，制定本办法。".repeat(400))]);
    add(store, (32..=52).map(|number| event(number, "support.counted", &["of:一批", "year:2027"], "同批")).collect());
    add(store, vec![keyed(53, vec![free(KEYS[2]), free(KEYS[1]), take(KEYS[1])])]);
    for number in 54..=LAST {
        add(store, vec![event(number, "support.counted", &["of:2", "year:2027"], "末尾")]);
    }
}

/// Every event, the root after each, and what questions get.
fn told(store: &dyn Store) -> String {
    let mut page = String::new();
    for event in everything(store).iter().filter(|event| event.position.0 <= LAST) {
        let tags: String = event.tags.iter().fold(String::new(), |all, tag| format!("{all}\t{tag}"));
        let leaf = leaf_digest(&event.kind, &event.tags, &event.bytes);
        let _ = writeln!(page, "{}\t{}{tags}\t{leaf}", event.position, event.kind);
    }
    let _ = writeln!(page, "root\t{}", store.root(Position(LAST)).unwrap());
    for size in 0..=LAST {
        let _ = writeln!(page, "root at {size}\t{}", store.root(Position(size)).unwrap());
    }
    let queries: [(&str, Query); 5] = [
        ("visits", query(vec![item(&["visit.paid"], &[])])),
        ("of 甲 on a list", query(vec![item(&[], &["of:甲", "list:L1"])])),
        ("of 2 or a policy", query(vec![item(&["support.counted"], &["of:2"]), item(&["policy.issued"], &[])])),
        ("the batch", query(vec![item(&[], &["of:一批"])])),
        ("nothing", query(vec![item(&["never.seen"], &[])])),
    ];
    for (name, query) in queries {
        let until = Some(Position(LAST));
        let found = positions(store, &query, ReadOptions { until, ..ReadOptions::default() });
        let last =
            positions(store, &query, ReadOptions { until, backwards: true, limit: Some(2), ..ReadOptions::default() });
        let _ = writeln!(page, "query {name}\t{found:?}\tlast {last:?}");
    }
    for key in KEYS {
        let _ = writeln!(page, "holder {}\t{:?}", key.replace('\u{1f}', "|"), store.holder(key).unwrap());
    }
    for number in [1, 31, LAST, 5000] {
        let _ = writeln!(page, "id {}\t{:?}", id(number), store.find(id(number)).unwrap());
    }
    page
}

fn expected() -> String {
    fs::read_to_string(frozen().join("expected.txt")).unwrap()
}

#[test]
fn the_ledger_of_version_1_is_read_as_it_was_written() {
    let place = thawed();
    let report = examine(&place.ledger()).unwrap();
    assert_eq!((report.damage, report.head), (vec![], Position(LAST)));
    assert_eq!(report.slots, [SlotState::Whole(Position(LAST)), SlotState::Whole(Position(LAST))]);
    let (last, sealed) = report.segments.split_last().unwrap();
    // Its postings are of an earlier version, and are made again by whoever goes on writing.
    assert!(sealed.len() > 4 && sealed.iter().all(|one| one.postings == PostingsState::Missing), "{sealed:?}");
    assert_eq!(last.postings, PostingsState::NotYet);
    let store = LocalStore::open_read(&place.ledger(), &tiny()).unwrap();
    assert_eq!(told(&store), expected());
}

#[test]
fn the_ledger_of_version_1_goes_on() {
    let place = thawed();
    let store = place.open();
    assert_eq!(told(&store), expected());
    fill(&store);
    assert_eq!(store.head(), Position(LAST), "its ids are known");
    let more = (LAST + 1..LAST + 30).map(|number| event(number, "support.counted", &["of:3"], "新记"));
    more.for_each(|entry| drop(add(&store, vec![entry])));
    assert_eq!(told(&store), expected());
    drop(store);
    let report = examine(&place.ledger()).unwrap();
    let (_, sealed) = report.segments.split_last().unwrap();
    assert!(sealed.iter().all(|one| one.postings == PostingsState::Whole), "{sealed:?}");
    assert_eq!(report.damage, vec![]);
    assert_eq!(told(&place.open()), expected());
}

#[test]
fn a_stranger_reads_the_ledger_of_version_1() {
    let Some(output) = read_by_stranger(&frozen().join("ledger")) else { return };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let events = expected().split_inclusive('\n').take_while(|line| !line.starts_with("root at")).collect::<String>();
    assert_eq!(String::from_utf8(output.stdout).unwrap(), events);
}

/// What is written today has the same bytes, but for the ledger's own name and the checksums it goes into.
///
/// With `QIZHANG_FREEZE=1`, a version that has no directory yet is frozen here; one that has is never made again.
#[test]
fn what_is_written_today_is_version_1_to_the_byte() {
    let place = Place::new();
    fill(&place.create(tiny()));
    if option_env!("QIZHANG_FREEZE").is_some() && !frozen().exists() {
        fs::remove_dir_all(place.ledger().join("index")).unwrap();
        copy(&place.ledger(), &frozen().join("ledger"));
        fs::write(frozen().join("expected.txt"), told(&place.open())).unwrap();
    }
    assert_eq!(told(&place.open()), expected());
    for number in 1..=place.last_segment() {
        let name = place.segment(number).file_name().unwrap().to_owned();
        let old = fs::read(frozen().join("ledger/log").join(name)).unwrap();
        let new = fs::read(place.segment(number)).unwrap();
        assert!(nameless(&new) == nameless(&old), "segment {number} is written in other bytes");
    }
}

/// A segment without the ledger's name and the checksums that cover it.
fn nameless(segment: &[u8]) -> Vec<u8> {
    let mut bytes = segment.to_vec();
    bytes[12..28].fill(0);
    bytes[44..48].fill(0);
    let mut at = 64;
    while bytes.get(at..at + 4) == Some(b"QZFR") {
        bytes[at + 36..at + 40].fill(0);
        at += 40 + usize::try_from(u32::from_le_bytes(bytes[at + 28..at + 32].try_into().unwrap())).unwrap();
    }
    bytes
}
