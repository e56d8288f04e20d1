//! A copy is the same ledger, made while another process writes, and never half there.

use super::make::{Place, add, add_each, copy as copy_by_hand, edit, everything, plain, tiny};
use qizhang::store::{Cause, IndexState, LocalStore, OpenError, PostingsState, Store, copy, examine};
use qizhang::value::Position;
use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};

fn filled() -> Place {
    let place = Place::new();
    add_each(&place.create(tiny()), 1..=100);
    place
}

fn dest(place: &Place) -> PathBuf {
    place.directory.path().join("copy")
}

/// The copy does not exist, nor anything it was begun as.
fn nothing_is_left(place: &Place) {
    let left: Vec<_> = fs::read_dir(place.directory.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["ledger"]);
}

#[test]
fn a_copy_is_the_same_ledger_and_both_go_on() {
    let place = filled();
    let copied = copy(&place.ledger(), &dest(&place)).unwrap();
    let (old, new) = (examine(&place.ledger()).unwrap(), examine(&dest(&place)).unwrap());
    assert_eq!((new.ledger, new.root, new.head), (old.ledger, old.root, old.head));
    assert_eq!((copied.head, Some(copied.root)), (Position(100), old.root));
    assert!(new.segments.len() > 2);
    let sealed = &new.segments[..new.segments.len() - 1];
    assert!(sealed.iter().all(|one| one.postings == PostingsState::Whole), "postings are made again: {sealed:?}");

    let (old, new) = (place.open(), LocalStore::open(&dest(&place), tiny()).unwrap());
    assert_eq!(new.index_state(), IndexState::Reaches(Position(100)), "it opens at once");
    assert_eq!(everything(&new), everything(&old));
    assert_eq!(add(&new, vec![plain(101)]).head, Position(101));
    assert_eq!(add(&old, vec![plain(102)]).head, Position(101));
    assert_ne!(new.root(Position(101)).unwrap(), old.root(Position(101)).unwrap(), "they are two ledgers from here on");
}

#[test]
fn a_copy_made_while_another_writes_is_what_stood_at_one_moment() {
    let place = filled();
    let store = place.open();
    let stop = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let stopped = stop.load(Ordering::Relaxed);
        scope.spawn(|| {
            for number in (101..5000).take_while(|_| !stop.load(Ordering::Relaxed)) {
                add(&store, vec![plain(number)]);
            }
        });
        assert!(!stopped);
        let mut heads = Vec::new();
        for round in 0..6 {
            let to = place.directory.path().join(format!("copy{round}"));
            let copied = copy(&place.ledger(), &to).unwrap();
            assert_eq!(copied.root, store.root(copied.head).unwrap());
            let reader = LocalStore::open_read(&to, &tiny()).unwrap();
            assert_eq!((reader.head(), reader.root(copied.head).unwrap()), (copied.head, copied.root));
            heads.push(copied.head);
        }
        stop.store(true, Ordering::Relaxed);
        assert!(heads.windows(2).all(|pair| pair[0] <= pair[1]) && heads[5] > Position(100), "{heads:?}");
    });
}

/// Half a group lies beyond the head, as a killed writer leaves it: it is no part of the copy.
#[test]
fn what_lies_beyond_the_head_is_not_copied() {
    let place = filled();
    let last = place.last_segment();
    let head = fs::read(place.head()).unwrap();
    let used = usize::try_from(u64::from_le_bytes(head[60..68].try_into().unwrap())).unwrap();
    edit(&place.segment(last), |bytes| bytes[used..used + 60].fill(7));
    copy(&place.ledger(), &dest(&place)).unwrap();
    let name = place.segment(last).file_name().unwrap().to_owned();
    let copied = fs::read(dest(&place).join("log").join(name)).unwrap();
    assert!(copied[used..].iter().all(|byte| *byte == 0));
    assert_eq!(copied.len(), fs::read(place.segment(last)).unwrap().len());
}

#[test]
fn a_damaged_ledger_is_refused_with_the_place_and_nothing_is_left() {
    let place = filled();
    edit(&place.segment(2), |bytes| bytes[64 + 50] ^= 1);
    match copy(&place.ledger(), &dest(&place)) {
        Err(OpenError::Damaged { file, byte, what, .. }) => {
            assert_eq!((file, byte, what), (place.segment(2), 64, Cause::FrameChecksum));
        }
        other => panic!("{other:?}"),
    }
    nothing_is_left(&place);
    fs::remove_file(place.head()).unwrap();
    assert!(matches!(copy(&place.ledger(), &dest(&place)), Err(OpenError::Damaged { .. })));
    nothing_is_left(&place);
}

#[test]
fn nothing_is_overwritten() {
    let place = filled();
    fs::create_dir(dest(&place)).unwrap();
    assert!(matches!(copy(&place.ledger(), &dest(&place)), Err(OpenError::Exists(_))), "not even an empty directory");
    fs::remove_dir(dest(&place)).unwrap();
    fs::write(dest(&place), "somebody's file").unwrap();
    assert!(matches!(copy(&place.ledger(), &dest(&place)), Err(OpenError::Exists(_))));
    assert_eq!(fs::read(dest(&place)).unwrap(), b"somebody's file");
    assert!(matches!(copy(&place.ledger(), &place.ledger()), Err(OpenError::Exists(_))));
    fs::remove_file(dest(&place)).unwrap();
    std::os::unix::fs::symlink("nowhere", dest(&place)).unwrap();
    assert!(matches!(copy(&place.ledger(), &dest(&place)), Err(OpenError::Exists(_))));
}

#[test]
fn a_copy_does_not_go_inside_its_original() {
    let place = filled();
    let before = fs::read_dir(place.ledger()).unwrap().count();
    for inner in ["copy", "log/copy", "not/there/yet"] {
        let to = place.ledger().join(inner);
        assert!(matches!(copy(&place.ledger(), &to), Err(OpenError::Inside { .. })), "{inner}");
    }
    let round_about = place.ledger().join("log/../../ledger/copy");
    assert!(matches!(copy(&place.ledger(), &round_about), Err(OpenError::Inside { .. })));
    assert_eq!(fs::read_dir(place.ledger()).unwrap().count(), before);
}

/// A copy that a power failure ended is begun anew.
#[test]
fn what_an_earlier_copy_left_is_no_hindrance() {
    let place = filled();
    copy_by_hand(&place.ledger(), &place.directory.path().join("copy.creating"));
    fs::write(place.directory.path().join("copy.creating/making"), "").unwrap();
    edit(&place.directory.path().join("copy.creating/log/000000000001.segment"), |bytes| bytes.truncate(99));
    copy(&place.ledger(), &dest(&place)).unwrap();
    assert!(examine(&dest(&place)).unwrap().damage.is_empty());
    assert!(!place.directory.path().join("copy.creating").exists());
}
