//! A document stands in the ledger only once.

use super::make::{add, batch, each_backend, freeing, plain, taking};
use qizhang::store::{AppendRefusal, Batch, Entry, NaturalKey, Store};
use qizhang::value::Position;

fn refused(store: &dyn Store, batch: &Batch) -> (usize, String, Option<u64>) {
    match store.append(batch) {
        Err(AppendRefusal::KeyTaken { entry, key, by }) => (entry, key, by.map(|position| position.0)),
        other => panic!("expected a taken key, got {other:?}"),
    }
}

fn holder(store: &dyn Store, key: &str) -> Option<u64> {
    store.holder(key).unwrap().map(|position| position.0)
}

#[test]
fn a_key_is_held_until_it_is_freed() {
    each_backend(|store| {
        add(store, vec![taking(1, &["certificate:1"]), plain(2)]);
        assert_eq!(holder(store, "certificate:1"), Some(1));
        let second = batch(vec![plain(3), taking(4, &["certificate:1"])]);
        assert_eq!(refused(store, &second), (1, "certificate:1".to_owned(), Some(1)));
        assert_eq!(store.head(), Position(2), "nothing of the batch was admitted");

        add(store, vec![freeing(5, &["certificate:1"])]);
        assert_eq!(holder(store, "certificate:1"), None);
        add(store, vec![taking(6, &["certificate:1"])]);
        assert_eq!(holder(store, "certificate:1"), Some(4));
        assert_eq!(refused(store, &batch(vec![taking(7, &["certificate:1"])])).2, Some(4));
    });
}

#[test]
fn a_batch_frees_and_takes_in_order() {
    each_backend(|store| {
        add(store, vec![taking(1, &["a:1"])]);
        add(store, vec![freeing(2, &["a:1"]), taking(3, &["a:1"])]);
        assert_eq!(holder(store, "a:1"), Some(3));
        let wrong_order = batch(vec![taking(4, &["a:1"]), freeing(5, &["a:1"])]);
        assert_eq!(refused(store, &wrong_order), (0, "a:1".to_owned(), Some(3)));
        let twice = batch(vec![taking(6, &["b:1"]), taking(7, &["b:1"])]);
        assert_eq!(refused(store, &twice), (1, "b:1".to_owned(), None));
        assert_eq!(holder(store, "b:1"), None);
    });
}

/// A correction may keep the name it corrects.
#[test]
fn one_event_may_free_a_key_and_take_it_again() {
    each_backend(|store| {
        add(store, vec![taking(1, &["a:1", "a:2"])]);
        let keys = vec![NaturalKey::Free("a:1".to_owned()), NaturalKey::Take("a:1".to_owned())];
        add(store, vec![Entry { keys, ..plain(2) }]);
        assert_eq!((holder(store, "a:1"), holder(store, "a:2")), (Some(2), Some(1)));
    });
}

#[test]
fn freeing_what_nobody_holds_is_no_fault() {
    each_backend(|store| {
        add(store, vec![freeing(1, &["a:1"])]);
        assert_eq!(holder(store, "a:1"), None);
        add(store, vec![taking(2, &["a:1"])]);
        assert_eq!(holder(store, "a:1"), Some(2));
    });
}

#[test]
fn keys_are_found_again_across_segments() {
    each_backend(|store| {
        for number in 1..=200 {
            add(store, vec![taking(number, &[&format!("certificate:{number}")])]);
        }
        for number in [1, 57, 199, 200] {
            assert_eq!(holder(store, &format!("certificate:{number}")), Some(number));
            let again = batch(vec![taking(1000 + number, &[&format!("certificate:{number}")])]);
            assert_eq!(refused(store, &again).2, Some(number));
        }
    });
}
