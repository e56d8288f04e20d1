//! The index is an inconvenience when it is lost, and never more.

use super::make::{Place, add, add_each, copy, everything, id, plain, taking, tiny};
use qizhang::store::{Entry, IndexHealth, IndexState, LocalOptions, LocalStore, Store, check_up};
use qizhang::value::Position;
use std::path::Path;
use std::time::Duration;

fn one_segment() -> LocalOptions {
    LocalOptions { segment_bytes: 1 << 20, ..LocalOptions::default() }
}

fn filled() -> Place {
    let place = Place::new();
    add_each(&place.create(one_segment()), 1..=200);
    place
}

fn answers(place: &Place) {
    let store = place.open();
    assert_eq!(store.head(), Position(200));
    assert_eq!(everything(&store).len(), 200);
    assert_eq!(store.find(id(150)).unwrap(), Some(Position(150)));
    assert_eq!(add(&store, vec![plain(150)]).head, Position(200));
    until_it_reaches(&store, 200);
}

fn until_it_reaches(store: &LocalStore, position: u64) {
    for _ in 0..5000 {
        match store.index_state() {
            IndexState::Reaches(reached) if reached == Position(position) => return,
            IndexState::Reaches(_) => std::thread::sleep(Duration::from_millis(1)),
            other => panic!("{other:?}"),
        }
    }
    panic!("the index stays behind: {:?}", store.index_state());
}

fn files(path: &Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for item in std::fs::read_dir(path).unwrap() {
        let path = item.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found
}

#[test]
fn an_index_that_was_closed_is_used_again() {
    let place = filled();
    let store = place.open();
    assert_eq!(store.index_state(), IndexState::Reaches(Position(200)), "nothing was left to catch up");
    drop(store);
    answers(&place);
}

#[test]
fn a_deleted_index_comes_back() {
    let place = filled();
    std::fs::remove_dir_all(place.ledger().join("index")).unwrap();
    answers(&place);
}

#[test]
fn a_damaged_index_changes_no_answer() {
    for harm in [0_usize, 1, 2, 3] {
        let place = filled();
        for file in files(&place.ledger().join("index")) {
            super::make::edit(&file, |bytes| match harm {
                0 => bytes.clear(),
                1 => bytes.truncate(bytes.len() / 2),
                2 => bytes.iter_mut().step_by(61).for_each(|byte| *byte ^= 0x20),
                _ => bytes.iter_mut().for_each(|byte| *byte = 0xa5),
            });
        }
        answers(&place);
    }
}

#[test]
fn a_snapshot_left_half_written_is_swept_away() {
    let place = filled();
    let leftover = place.ledger().join("index").join("snap.00000000000000FF.generating");
    std::fs::write(&leftover, b"half").unwrap();
    answers(&place);
    assert!(!leftover.exists());
}

/// The log was put back from yesterday's copy, the index was not.
#[test]
fn an_index_ahead_of_the_log_is_begun_anew() {
    let place = filled();
    let saved = place.directory.path().join("saved");
    copy(&place.ledger(), &saved);
    add_each(&place.open(), 201..=260);
    for part in ["log", "head"] {
        let (from, to) = (saved.join(part), place.ledger().join(part));
        if from.is_dir() {
            std::fs::remove_dir_all(&to).unwrap();
            copy(&from, &to);
        } else {
            std::fs::copy(from, to).unwrap();
        }
    }
    answers(&place);
}

/// As above, and then other events were written in the same places: as far along, but of another history.
#[test]
fn an_index_of_another_history_is_begun_anew() {
    let place = filled();
    let saved = place.directory.path().join("saved");
    copy(&place.ledger(), &saved);
    add_each(&place.open(), 201..=260);
    copy(&place.ledger().join("index"), &place.directory.path().join("other"));
    std::fs::remove_dir_all(place.ledger()).unwrap();
    copy(&saved, &place.ledger());
    add_each(&place.open(), 301..=360);
    std::fs::remove_dir_all(place.ledger().join("index")).unwrap();
    copy(&place.directory.path().join("other"), &place.ledger().join("index"));

    let store = place.open();
    assert_eq!(store.find(id(201)).unwrap(), None);
    assert_eq!(store.find(id(301)).unwrap(), Some(Position(201)));
    until_it_reaches(&store, 260);
}

/// Leaves say nothing of ids and natural keys, so two ledgers may have one root, at the same bytes, and yet other answers.
#[test]
fn an_index_of_another_ledger_is_begun_anew() {
    let [one, other] = [Place::new(), Place::new()];
    for (place, first) in [(&one, 1000), (&other, 2000)] {
        let store = place.create(one_segment());
        for number in 1..=40 {
            let key = format!("paper:{}", first + number);
            add(&store, vec![Entry { id: id(first + number), ..taking(number, &[&key]) }]);
        }
    }
    let index = |place: &Place| place.ledger().join("index");
    std::fs::remove_dir_all(index(&other)).unwrap();
    copy(&index(&one), &index(&other));
    assert_eq!(check_up(&other.ledger()).unwrap().index, IndexHealth::Damaged);

    let store = other.open();
    assert_eq!(store.root(Position(40)).unwrap(), one.open().root(Position(40)).unwrap());
    assert_eq!([store.find(id(1020)).unwrap(), store.find(id(2020)).unwrap()], [None, Some(Position(20))]);
    assert_eq!(store.holder("paper:1020").unwrap(), None);
    assert_eq!(store.holder("paper:2020").unwrap(), Some(Position(20)));
    until_it_reaches(&store, 40);
}

/// Threads of sled may have its file a little longer than whoever closed it.
#[test]
fn an_index_that_is_not_let_go_at_once_is_waited_for() {
    let place = filled();
    let held = std::fs::File::open(place.ledger().join("index").join("db")).unwrap();
    held.lock().unwrap();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            std::thread::sleep(Duration::from_millis(150));
            drop(held);
        });
        let store = place.open();
        assert_eq!(store.index_state(), IndexState::Reaches(Position(200)), "it was begun anew");
    });
}

/// An earlier version did not name the ledger in its checksums: what it left is of no use, and nothing is wrong with it.
#[test]
fn an_index_of_an_earlier_version_is_begun_anew() {
    let place = filled();
    let index = sled::open(place.ledger().join("index")).unwrap();
    let mut reached = index.get("reached").unwrap().unwrap().to_vec();
    reached.truncate(reached.len() - 4);
    reached.extend(crc32c::crc32c(&reached).to_le_bytes());
    index.insert("reached", reached).unwrap();
    drop(index);
    assert_eq!(check_up(&place.ledger()).unwrap().index, IndexHealth::Behind(Position::ZERO));
    answers(&place);
}

#[test]
fn the_index_is_rebuilt_on_request() {
    let place = filled();
    let store = place.open();
    assert!(matches!(store.rebuild_index().unwrap(), IndexState::Reaches(_)));
    until_it_reaches(&store, 200);
    add_each(&store, 201..=205);
    until_it_reaches(&store, 205);
}

/// When sled cannot work at all, everything else still does.
#[test]
fn without_an_index_the_ledger_works() {
    let place = filled();
    let index = place.ledger().join("index");
    std::fs::remove_dir_all(&index).unwrap();
    std::fs::write(&index, b"a file where a directory should be").unwrap();
    let store = place.open();
    assert!(matches!(store.index_state(), IndexState::Failed { .. }), "{:?}", store.index_state());
    assert_eq!(add(&store, vec![plain(201)]).head, Position(201));
    assert_eq!(everything(&store).len(), 201);
    assert!(matches!(store.report().unwrap().index, IndexState::Failed { .. }));
}

#[test]
fn the_index_follows_into_the_next_segment() {
    let place = Place::new();
    let store = place.create(tiny());
    add_each(&store, 1..=100);
    until_it_reaches(&store, 100);
    drop(store);
    let store = place.open();
    assert_eq!(store.index_state(), IndexState::Reaches(Position(100)));
    assert_eq!(everything(&store).len(), 100);
}
