//! Others read while one writes.

use super::make::{Place, add, add_each, batch, everything, id, plain, tiny};
use qizhang::store::{AppendRefusal, IndexState, LocalStore, Store};
use qizhang::value::Position;

#[test]
fn a_reader_follows_the_writer_across_segments() {
    let place = Place::new();
    let writer = place.create(tiny());
    let reader = LocalStore::open_read(&place.ledger(), &tiny()).unwrap();
    assert_eq!(reader.head(), Position::ZERO);
    let mut last = 0;
    for step in [1, 2, 40, 41, 200] {
        add_each(&writer, last + 1..=step);
        assert_eq!(reader.head(), Position(step));
        assert_eq!(everything(&reader), everything(&writer));
        assert_eq!(reader.find(id(step)).unwrap(), Some(Position(step)));
        assert_eq!(reader.root(Position(step)).unwrap(), writer.root(Position(step)).unwrap());
        last = step;
    }
    add(&writer, (201..=600).map(plain).collect());
    assert_eq!(everything(&reader).len(), 600);
}

#[test]
fn a_reader_does_not_write() {
    let place = Place::new();
    add_each(&place.create(tiny()), 1..=3);
    let reader = LocalStore::open_read(&place.ledger(), &tiny()).unwrap();
    assert!(matches!(reader.append(&batch(vec![plain(4)])), Err(AppendRefusal::ReadOnly)));
    assert_eq!(reader.index_state(), IndexState::Absent);
    assert_eq!(reader.rebuild_index().unwrap(), IndexState::Absent);
    assert_eq!(place.open().head(), Position(3), "and does not keep a writer out");
}

#[test]
fn whoever_waits_for_the_head_is_told() {
    let place = Place::new();
    let writer = place.create(tiny());
    let reader = LocalStore::open_read(&place.ledger(), &tiny()).unwrap();
    let (mut near, mut far) = (writer.watch_head(), reader.watch_head());
    assert_eq!(*near.borrow_and_update(), Position::ZERO);
    add_each(&writer, 1..=2);
    assert!(near.has_changed().unwrap());
    assert_eq!(*near.borrow_and_update(), Position(2));
    add(&writer, vec![plain(1)]);
    assert!(!near.has_changed().unwrap(), "a repetition moves nothing");
    assert!(!far.has_changed().unwrap());
    assert_eq!(reader.head(), Position(2));
    assert_eq!(*far.borrow_and_update(), Position(2));
}

/// A reader beside a busy writer sees a whole ledger at every moment: no gap, no half append.
#[test]
fn a_reader_sees_whole_appends_only() {
    let place = Place::new();
    let writer = place.create(tiny());
    std::thread::scope(|scope| {
        let done = scope.spawn(|| {
            for start in (0..900).step_by(3) {
                add(&writer, (start + 1..=start + 3).map(plain).collect());
            }
        });
        let reader = LocalStore::open_read(&place.ledger(), &tiny()).unwrap();
        while !done.is_finished() {
            let seen = everything(&reader);
            assert_eq!(seen.len() % 3, 0);
            let gapless = seen.iter().zip(1..).all(|(stored, position)| stored.position == Position(position));
            assert!(gapless);
        }
        assert_eq!(everything(&reader).len(), 900);
    });
}
