//! Reading: forwards and backwards, from, to and until, so many.

use super::make::{add, each_backend, entry, everything, id, item, plain, positions, query};
use qizhang::event::Query;
use qizhang::store::{MemoryStore, Passing, ReadOptions, Store};
use qizhang::value::Position;

fn options(from: Option<u64>, until: Option<u64>, backwards: bool, limit: Option<u64>) -> ReadOptions {
    ReadOptions { from: from.map(Position), until: until.map(Position), backwards, limit, ..ReadOptions::default() }
}

fn window(from: Option<u64>, to: Option<u64>, backwards: bool, limit: Option<u64>) -> ReadOptions {
    ReadOptions { to: to.map(Position), ..options(from, None, backwards, limit) }
}

/// Odd positions have the tag `n:odd`; 300 events, so that small segments hold a few each.
fn fill(store: &dyn Store) {
    for start in (0..300).step_by(10) {
        let parity = |number: u64| if number % 2 == 1 { "n:odd" } else { "n:even" };
        add(store, (start + 1..=start + 10).map(|number| entry(number, "test.noted", &[parity(number)])).collect());
    }
}

#[test]
fn a_read_covers_exactly_its_range() {
    let table: &[(ReadOptions, &[u64])] = &[
        (options(None, None, false, Some(3)), &[1, 3, 5]),
        (options(Some(4), None, false, Some(3)), &[5, 7, 9]),
        (options(Some(5), Some(9), false, None), &[5, 7, 9]),
        (options(Some(5), Some(8), false, None), &[5, 7]),
        (options(None, Some(4), false, None), &[1, 3]),
        (options(Some(9), Some(4), false, None), &[]),
        (options(Some(295), Some(900), false, None), &[295, 297, 299]),
        (options(Some(301), None, false, None), &[]),
        (options(Some(0), Some(2), false, None), &[1]),
        (options(None, None, true, Some(2)), &[299, 297]),
        (options(Some(6), None, true, None), &[5, 3, 1]),
        (options(Some(6), None, true, Some(2)), &[5, 3]),
        (options(None, Some(6), true, Some(2)), &[5, 3]),
        (options(Some(900), Some(4), true, None), &[3, 1]),
        (options(None, None, false, Some(0)), &[]),
        (options(None, Some(0), false, None), &[]),
        (window(Some(5), Some(9), false, None), &[5, 7, 9]),
        (window(None, Some(4), false, None), &[1, 3]),
        (window(None, Some(9), false, Some(2)), &[1, 3]),
        (window(Some(9), Some(4), false, None), &[]),
        (window(None, Some(0), false, None), &[]),
        (window(Some(9), Some(5), true, None), &[9, 7, 5]),
        (window(Some(9), Some(6), true, None), &[9, 7]),
        (window(None, Some(296), true, None), &[299, 297]),
        (window(None, Some(294), true, Some(2)), &[299, 297]),
        (window(Some(4), Some(9), true, None), &[]),
        (window(Some(2), Some(0), true, None), &[1]),
        (window(Some(900), Some(900), true, None), &[]),
        // What was not known yet is not there, wherever the read begins and ends.
        (ReadOptions { to: Some(Position(3)), ..options(Some(9), Some(6), true, None) }, &[5, 3]),
        (ReadOptions { to: Some(Position(9)), ..options(Some(3), Some(6), false, None) }, &[3, 5]),
    ];
    each_backend(|store| {
        fill(store);
        let odd = query(vec![item(&[], &["n:odd"])]);
        for (options, expected) in table {
            assert_eq!(positions(store, &odd, *options), *expected, "{options:?}");
        }
    });
}

#[test]
fn every_event_is_read_in_either_direction() {
    each_backend(|store| {
        fill(store);
        let all: Vec<u64> = (1..=300).collect();
        let reversed: Vec<u64> = (1..=300).rev().collect();
        assert_eq!(positions(store, &Query::all(), ReadOptions::default()), all);
        assert_eq!(positions(store, &Query::all(), options(None, None, true, None)), reversed);
        assert_eq!(positions(store, &Query::all(), options(None, None, true, Some(120))), reversed[..120]);
        assert_eq!(positions(store, &Query::all(), options(Some(100), None, false, Some(120))), all[99..219]);
    });
}

#[test]
fn what_was_stored_is_read_back() {
    each_backend(|store| {
        let event = entry(7, "hightech.certified", &["enterprise:91110108551385082Q", "matter:甲"]);
        add(store, vec![plain(1), event.clone()]);
        let stored = everything(store).pop().unwrap();
        assert_eq!((stored.position, stored.id, stored.kind), (Position(2), event.id, event.kind));
        assert_eq!((stored.tags, stored.bytes), (event.tags, event.bytes));
        assert_eq!(store.find(id(7)).unwrap(), Some(Position(2)));
    });
}

#[test]
fn a_reader_may_stop_and_may_append() {
    each_backend(|store| {
        fill(store);
        let mut seen = 0;
        let stop = |_: Passing<'_>| {
            seen += 1;
            seen < 5
        };
        store.read(&Query::all(), ReadOptions::default(), &mut { stop }).unwrap();
        assert_eq!(seen, 5);

        let mut read = 0;
        store
            .read(&Query::all(), ReadOptions::default(), &mut |_| {
                read += 1;
                add(store, vec![plain(1000 + read)]);
                true
            })
            .unwrap();
        assert_eq!(read, 300, "a read ends at the head it began with");
        assert_eq!(store.head(), Position(600));
    });
}

/// Any two stores with the same events have the same roots, whatever their frames and segments.
#[test]
fn roots_depend_on_the_events_alone() {
    let judge = MemoryStore::new();
    fill(&judge);
    let sizes = [1, 2, 3, 57, 128, 299, 300, 301].map(Position);
    let expected = sizes.map(|size| judge.root(size).unwrap());
    each_backend(|store| {
        for number in 1..=300 {
            add(store, vec![entry(number, "test.noted", &[if number % 2 == 1 { "n:odd" } else { "n:even" }])]);
        }
        assert_eq!(sizes.map(|size| store.root(size).unwrap()), expected);
    });
}
