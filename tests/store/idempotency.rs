//! A repeated append is answered as the first one was.

use super::make::{add, batch, each_backend, entry, everything, guarded, id, news, plain, taking};
use qizhang::event::Query;
use qizhang::store::{Admitted, AppendRefusal, Entry};
use qizhang::value::Position;

fn repeated(position: u64) -> Admitted {
    Admitted::Repeated(Position(position))
}

fn added(position: u64) -> Admitted {
    Admitted::New(Position(position))
}

#[test]
fn the_same_event_again_answers_its_first_position() {
    each_backend(|store| {
        add(store, vec![plain(1), plain(2)]);
        let again = add(store, vec![plain(2), plain(1)]);
        assert_eq!(again.entries, [repeated(2), repeated(1)]);
        assert_eq!(again.head, Position(2));
        assert_eq!(everything(store).len(), 2);
    });
}

#[test]
fn a_batch_may_mix_old_and_new() {
    each_backend(|store| {
        add(store, vec![plain(1)]);
        let mixed = add(store, vec![plain(2), plain(1), plain(3), plain(2)]);
        assert_eq!(mixed.entries, [added(2), repeated(1), added(3), repeated(2)]);
    });
}

#[test]
fn a_retry_is_answered_even_when_its_condition_no_longer_holds() {
    each_backend(|store| {
        let first = guarded(vec![plain(1)], vec![(Query::all(), 0)]);
        assert_eq!(store.append(&first).unwrap().entries, news([1]));
        add(store, vec![plain(2)]);
        assert_eq!(store.append(&first).unwrap().entries, [repeated(1)]);
        let mixed = guarded(vec![plain(1), plain(3)], vec![(Query::all(), 0)]);
        assert!(matches!(store.append(&mixed), Err(AppendRefusal::Conflict { .. })), "something new is decided anew");
    });
}

#[test]
fn an_event_that_took_a_key_may_be_repeated() {
    each_backend(|store| {
        add(store, vec![taking(1, &["certificate:1"])]);
        assert_eq!(add(store, vec![taking(1, &["certificate:1"])]).entries, [repeated(1)]);
    });
}

#[test]
fn tags_in_another_order_are_the_same_content() {
    each_backend(|store| {
        add(store, vec![entry(1, "a.made", &["of:x", "of:y"])]);
        assert_eq!(add(store, vec![entry(1, "a.made", &["of:y", "of:x", "of:y"])]).entries, [repeated(1)]);
    });
}

#[test]
fn the_same_id_with_other_content_is_refused() {
    let others = [
        Entry { bytes: b"{}".to_vec(), ..plain(2) },
        entry(2, "test.other", &["n:1"]),
        entry(2, "test.noted", &["n:2"]),
        entry(2, "test.noted", &[]),
    ];
    each_backend(|store| {
        add(store, vec![plain(1), plain(2)]);
        for other in &others {
            match store.append(&batch(vec![plain(3), other.clone()])) {
                Err(AppendRefusal::IdTaken { entry: 1, by: Some(Position(2)) }) => {}
                wrong => panic!("{wrong:?}"),
            }
        }
        let twice = vec![plain(3), Entry { id: id(3), ..plain(4) }];
        assert!(matches!(store.append(&batch(twice)), Err(AppendRefusal::IdTaken { entry: 1, by: None })));
        assert_eq!(store.head(), Position(2));
    });
}
