//! Conditions: what a writer saw must still be all there is.

use super::make::{add, batch, conflict, each_backend, entry, guarded, item, news, plain, query};
use qizhang::event::{Query, QueryItem};
use qizhang::store::{AppendRefusal, Store};

/// 1 `a.made` of x, 2 `b.made` of x, 3 `a.made` of x and y, 4 `b.made` of y.
fn four(store: &dyn Store) {
    add(store, vec![entry(1, "a.made", &["of:x"]), entry(2, "b.made", &["of:x"])]);
    add(store, vec![entry(3, "a.made", &["of:x", "of:y"]), entry(4, "b.made", &["of:y"])]);
}

#[test]
fn types_are_ored_tags_are_anded_and_items_are_ored() {
    let table: &[(&str, Vec<QueryItem>, u64, &[u64])] = &[
        ("nothing is asked", vec![], 0, &[]),
        ("an empty item is every event", vec![item(&[], &[])], 0, &[1, 2, 3, 4]),
        ("a type", vec![item(&["a.made"], &[])], 0, &[1, 3]),
        ("either type", vec![item(&["a.made", "b.made"], &[])], 0, &[1, 2, 3, 4]),
        ("a tag", vec![item(&[], &["of:x"])], 0, &[1, 2, 3]),
        ("both tags", vec![item(&[], &["of:x", "of:y"])], 0, &[3]),
        ("type and tag", vec![item(&["b.made"], &["of:y"])], 0, &[4]),
        ("either item", vec![item(&["b.made"], &["of:x"]), item(&["a.made"], &["of:y"])], 0, &[2, 3]),
        ("an item twice counts once", vec![item(&["a.made"], &[]), item(&[], &["of:y"])], 0, &[1, 3, 4]),
        ("a type nobody used", vec![item(&["c.made"], &[])], 0, &[]),
        ("a tag nobody used", vec![item(&["a.made"], &["of:z"])], 0, &[]),
        ("after is exclusive", vec![item(&["a.made"], &[])], 1, &[3]),
        ("after the last match", vec![item(&["a.made"], &[])], 3, &[]),
        ("after the head", vec![item(&[], &[])], 4, &[]),
        ("after what is not there yet", vec![item(&[], &[])], 9, &[]),
    ];
    for (why, items, after, expected) in table {
        each_backend(|store| {
            four(store);
            let asking = guarded(vec![plain(5)], vec![(query(items.clone()), *after)]);
            if expected.is_empty() {
                assert_eq!(store.append(&asking).unwrap().entries, news([5]), "{why}");
            } else {
                assert_eq!(conflict(store, &asking), *expected, "{why}");
            }
        });
    }
}

#[test]
fn each_guard_has_its_own_boundary() {
    each_backend(|store| {
        four(store);
        let (x, y) = (query(vec![item(&[], &["of:x"])]), query(vec![item(&[], &["of:y"])]));
        let held = guarded(vec![plain(5)], vec![(x.clone(), 3), (y.clone(), 4)]);
        let first = guarded(vec![plain(6)], vec![(x.clone(), 2), (y.clone(), 4)]);
        let both = guarded(vec![plain(7)], vec![(x, 1), (y, 3)]);
        assert_eq!(store.append(&held).unwrap().entries, news([5]));
        assert_eq!(conflict(store, &first), [3]);
        assert_eq!(conflict(store, &both), [2, 3, 4]);
    });
}

#[test]
fn a_batch_is_not_checked_against_its_own_condition() {
    each_backend(|store| {
        let own = query(vec![item(&["a.made"], &[])]);
        let entries = vec![entry(1, "a.made", &["of:x"]), entry(2, "a.made", &["of:x"])];
        assert_eq!(store.append(&guarded(entries, vec![(own.clone(), 0)])).unwrap().entries, news([1, 2]));
        assert_eq!(conflict(store, &guarded(vec![entry(3, "a.made", &["of:x"])], vec![(own, 0)])), [1, 2]);
    });
}

/// An empty batch will be empty the next time too, so it is never told to decide again.
#[test]
fn a_batch_of_nothing_is_refused_before_its_condition_is_looked_at() {
    each_backend(|store| {
        four(store);
        for after in [0, 4] {
            let nothing = guarded(vec![], vec![(Query::all(), after)]);
            assert!(matches!(store.append(&nothing), Err(AppendRefusal::Empty)), "after {after}");
        }
        assert!(matches!(store.append(&batch(vec![])), Err(AppendRefusal::Empty)));
        assert_eq!(store.head().0, 4);
    });
}

#[test]
fn a_refused_batch_leaves_nothing_behind() {
    each_backend(|store| {
        four(store);
        let root = store.root(store.head()).unwrap();
        conflict(store, &guarded(vec![plain(5), plain(6)], vec![(Query::all(), 3)]));
        assert_eq!(store.head().0, 4);
        assert_eq!(store.find(plain(5).id).unwrap(), None);
        assert_eq!(store.root(store.head()).unwrap(), root);
    });
}

#[test]
fn at_most_a_hundred_offending_positions_are_named() {
    each_backend(|store| {
        add(store, (1..=250).map(plain).collect());
        let found = conflict(store, &guarded(vec![plain(999)], vec![(Query::all(), 20)]));
        assert_eq!(found, (21..=120).collect::<Vec<_>>());
    });
}
