//! Full segments: sealed, searched through their postings, and rebuilt from the log alone.

use super::make::{Place, add, add_each, edit, entry, everything, id, item, plain, positions, query, read, tiny};
use qizhang::event::Query;
use qizhang::store::PostingsState::{self, Damaged, Missing, Whole};
use qizhang::store::{LocalOptions, LocalStore, ReadOptions, Store};
use qizhang::value::Position;

/// 300 events over many segments, every tenth with a tag of its own.
fn fill(store: &dyn Store) {
    for number in 1..=300 {
        let own = format!("tenth:{}", number / 10);
        let tags: &[&str] = if number % 10 == 0 { &["n:1", &own] } else { &["n:1"] };
        add(store, vec![entry(number, "test.noted", tags)]);
    }
}

fn answers(store: &dyn Store) {
    assert_eq!(store.head(), Position(300));
    for tenth in [1, 2, 15, 30] {
        let one = query(vec![item(&["test.noted"], &[&format!("tenth:{tenth}")])]);
        assert_eq!(positions(store, &one, ReadOptions::default()), [tenth * 10]);
        assert_eq!(store.find(id(tenth * 10)).unwrap(), Some(Position(tenth * 10)));
    }
    assert_eq!(everything(store).len(), 300);
}

#[test]
fn many_segments_answer_like_one() {
    let place = Place::new();
    let store = place.create(tiny());
    fill(&store);
    answers(&store);
    let report = store.report().unwrap();
    assert!(report.segments.len() > 10, "{}", report.segments.len());
    assert!(report.damage.is_empty(), "{:?}", report.damage);
    assert_eq!(report.root, Some(store.root(Position(300)).unwrap()));
    drop(store);
    answers(&place.open());
    answers(&LocalStore::open_read(&place.ledger(), &tiny()).unwrap());
}

#[test]
fn one_append_may_fill_several_segments() {
    let place = Place::new();
    let store = place.create(tiny());
    add(&store, vec![plain(1)]);
    let large = add(&store, (2..=500).map(plain).collect());
    assert_eq!(large.head, Position(500));
    assert_eq!(everything(&store).len(), 500);
    drop(store);
    let store = place.open();
    assert_eq!(everything(&store).len(), 500);
    assert_eq!(add(&store, vec![plain(300), plain(501)]).head, Position(501));
    assert!(store.report().unwrap().damage.is_empty());
}

#[test]
fn an_append_of_some_megabytes_is_a_run_of_frames() {
    let place = Place::new();
    let store = place.create(LocalOptions { segment_bytes: 3 << 20, ..LocalOptions::default() });
    let entries = (1..=8).map(|number| qizhang::store::Entry { bytes: vec![b'x'; 700_000], ..plain(number) }).collect();
    add(&store, entries);
    drop(store);
    let store = place.open();
    assert!(everything(&store).iter().all(|stored| stored.bytes == vec![b'x'; 700_000]));
    assert_eq!(store.head(), Position(8));
    assert!(store.report().unwrap().damage.is_empty());
}

/// A little memory for postings changes no answer.
#[test]
fn postings_that_do_not_fit_in_memory_are_loaded_again() {
    let place = Place::new();
    fill(&place.create(tiny()));
    let narrow = LocalOptions { postings_bytes_max: 1, ..tiny() };
    answers(&LocalStore::open_read(&place.ledger(), &narrow).unwrap());
}

#[test]
fn lost_and_damaged_postings_are_made_again() {
    let place = Place::new();
    fill(&place.create(tiny()));
    let good: Vec<Vec<u8>> = (1..=6).map(|number| std::fs::read(place.postings(number)).unwrap()).collect();
    let harm = || {
        std::fs::remove_file(place.postings(1)).unwrap();
        edit(&place.postings(2), |bytes| bytes.truncate(50));
        edit(&place.postings(3), |bytes| *bytes.last_mut().unwrap() ^= 1);
        edit(&place.postings(4), |bytes| bytes[80] ^= 0xff);
        edit(&place.postings(5), Vec::clear);
        std::fs::copy(place.postings(6), place.postings(5)).unwrap();
    };
    harm();
    let states = |report: qizhang::store::Report| -> Vec<PostingsState> {
        report.segments.into_iter().take(6).map(|segment| segment.postings).collect()
    };
    let reader = LocalStore::open_read(&place.ledger(), &tiny()).unwrap();
    assert_eq!(states(reader.report().unwrap()), [Missing, Damaged, Damaged, Damaged, Damaged, Whole]);
    answers(&reader);

    let writer = place.open();
    answers(&writer);
    assert_eq!(states(writer.report().unwrap()), [Whole; 6]);
    harm();
    writer.rebuild_index().unwrap();
    answers(&writer);
    let made_again: Vec<Vec<u8>> = (1..=6).map(|number| std::fs::read(place.postings(number)).unwrap()).collect();
    assert!(made_again == good, "the same segment gives the same postings");
}

/// Every byte of a postings file matters to its checksums; no flip may change an answer.
#[test]
fn no_flipped_byte_in_postings_changes_an_answer() {
    let place = Place::new();
    let store = place.create(tiny());
    add_each(&store, 1..=60);
    drop(store);
    let wanted = query(vec![item(&[], &["n:1"])]);
    let length = std::fs::read(place.postings(1)).unwrap().len();
    for byte in (0..length).step_by(7) {
        edit(&place.postings(1), |bytes| bytes[byte] ^= 0x10);
        let reader = LocalStore::open_read(&place.ledger(), &tiny()).unwrap();
        assert_eq!(read(&reader, &wanted, ReadOptions::default()).len(), 60, "byte {byte}");
        assert_eq!(reader.find(id(3)).unwrap(), Some(Position(3)), "byte {byte}");
        assert_eq!(positions(&reader, &Query::all(), ReadOptions::default()).len(), 60, "byte {byte}");
        edit(&place.postings(1), |bytes| bytes[byte] ^= 0x10);
    }
}
