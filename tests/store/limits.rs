//! What is too large, and what happens when there is no room.

use super::make::{Place, add, batch, each_backend, entry, everything, id, plain, positions, tiny};
use qizhang::event::Query;
use qizhang::store::{
    AppendRefusal, EVENT_BYTES_MAX, Entry, LABEL_BYTES_MAX, LocalOptions, LocalStore, NaturalKey, OpenError, Part,
    ReadOptions, Store,
};
use qizhang::value::Position;

#[test]
fn an_event_of_one_mebibyte_fits_and_a_larger_one_does_not() {
    each_backend(|store| {
        let largest = Entry { bytes: vec![b'x'; EVENT_BYTES_MAX], ..plain(1) };
        let larger = Entry { bytes: vec![b'x'; EVENT_BYTES_MAX + 1], ..plain(2) };
        add(store, vec![largest.clone(), plain(3)]);
        assert_eq!(everything(store).first().map(|stored| stored.bytes.len()), Some(EVENT_BYTES_MAX));
        let refused = store.append(&batch(vec![plain(4), larger]));
        match refused {
            Err(AppendRefusal::TooLarge { entry: 1, part: Part::Envelope, bytes }) => {
                assert_eq!(bytes, EVENT_BYTES_MAX + 1, "its size, not that of the batch");
            }
            wrong => panic!("{wrong:?}"),
        }
        assert_eq!(store.head(), Position(2));
    });
}

/// So many events are hashed on several processors at once.
#[test]
fn of_a_large_batch_the_first_event_that_is_too_large_is_named() {
    each_backend(|store| {
        let mut entries: Vec<Entry> = (0..6_000).map(plain).collect();
        let whole = entries.clone();
        for (at, more) in [(5_900, 3), (4_700, 2), (4_701, 1)] {
            entries[at].bytes = vec![b'x'; EVENT_BYTES_MAX + more];
        }
        match store.append(&batch(entries)) {
            Err(AppendRefusal::TooLarge { entry: 4_700, part: Part::Envelope, bytes }) => {
                assert_eq!(bytes, EVENT_BYTES_MAX + 2);
            }
            wrong => panic!("{wrong:?}"),
        }
        assert_eq!(store.head(), Position(0));
        add(store, whole.clone());
        let ids: Vec<_> = everything(store).into_iter().map(|stored| stored.id).collect();
        assert_eq!(ids, whole.iter().map(|entry| entry.id).collect::<Vec<_>>(), "in its order");
    });
}

#[test]
fn labels_have_a_limit_too() {
    each_backend(|store| {
        let key = |length: usize| vec![NaturalKey::Take("k".repeat(length))];
        add(store, vec![Entry { tags: vec![], keys: key(LABEL_BYTES_MAX - 3), ..plain(1) }]);
        let refused = store.append(&batch(vec![Entry { tags: vec![], keys: key(LABEL_BYTES_MAX), ..plain(2) }]));
        match refused {
            Err(AppendRefusal::TooLarge { entry: 0, part: Part::Labels, bytes }) => {
                assert_eq!(bytes, LABEL_BYTES_MAX + 3);
            }
            wrong => panic!("{wrong:?}"),
        }
        assert_eq!(store.holder(&"k".repeat(LABEL_BYTES_MAX - 3)).unwrap(), Some(Position(1)));
    });
}

/// The room for a segment is taken before anything is written to it, so an append that finds none leaves no trace.
#[test]
fn without_room_an_append_is_refused_whole_and_reading_goes_on() {
    let place = Place::new();
    let narrow = LocalOptions { log_bytes_max: Some(3 * 4096), ..tiny() };
    let store = place.create(narrow.clone());
    let mut admitted = 0;
    let refused = loop {
        match store.append(&batch(vec![plain(admitted + 1)])) {
            Ok(_) => admitted += 1,
            Err(refused) => break refused,
        }
    };
    assert!(matches!(refused, AppendRefusal::Full), "{refused:?}");
    assert!(admitted > 20, "two segments were filled");

    let large = (1000..1100).map(plain).collect();
    assert!(matches!(store.append(&batch(large)), Err(AppendRefusal::Full)));
    assert!(!place.segment(4).exists(), "what was made for the refused append is given back");
    assert_eq!(everything(&store).len() as u64, admitted);
    drop(store);

    let store = LocalStore::open(&place.ledger(), narrow).unwrap();
    assert_eq!(store.head(), Position(admitted));
    drop(store);
    let store = LocalStore::open(&place.ledger(), tiny()).unwrap();
    assert_eq!(add(&store, vec![plain(admitted + 1)]).head, Position(admitted + 1), "room came back");
    assert!(store.report().unwrap().damage.is_empty());
}

#[test]
fn ledgers_are_not_made_over_something_else() {
    let place = Place::new();
    assert!(matches!(LocalStore::open(&place.ledger(), tiny()), Err(OpenError::Missing(_))));
    assert!(matches!(LocalStore::open_read(&place.ledger(), &tiny()), Err(OpenError::Missing(_))));
    drop(place.create(tiny()));
    assert!(matches!(LocalStore::create(&place.ledger(), tiny()), Err(OpenError::Exists(_))));

    let empty = place.directory.path().join("empty");
    std::fs::create_dir(&empty).unwrap();
    drop(LocalStore::create(&empty, tiny()).unwrap());
    let file = place.directory.path().join("file");
    std::fs::write(&file, "something").unwrap();
    assert!(matches!(LocalStore::create(&file, tiny()), Err(OpenError::Exists(_))));
}

#[test]
fn a_second_writer_waits_for_the_first_to_go() {
    let place = Place::new();
    let first = place.create(tiny());
    assert!(matches!(LocalStore::open(&place.ledger(), tiny()), Err(OpenError::Locked(_))));
    drop(first);
    assert_eq!(place.open().head(), Position::ZERO);
}

#[test]
fn an_empty_store_answers() {
    each_backend(|store| {
        assert_eq!(store.head(), Position::ZERO);
        assert_eq!(positions(store, &Query::all(), ReadOptions::default()), [0_u64; 0]);
        assert_eq!(store.find(id(1)).unwrap(), None);
        assert_eq!(store.holder("a:1").unwrap(), None);
        let nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(store.root(Position::ZERO).unwrap().to_string(), nothing);
        assert_eq!(add(store, vec![entry(1, "a.made", &[])]).head, Position(1));
    });
}
