//! Events are handed over as they are passed: in order, and what is wrong comes when it is its turn.

use super::damage::forge;
use super::make::{Place, add, each_backend, edit, entry, plain, read};
use qizhang::event::Query;
use qizhang::store::{Cause, LocalOptions, LocalStore, Passing, ReadError, ReadOptions, Store};
use qizhang::value::Position;

/// The positions handed over, and where the read ended with an event that was changed.
fn handed_over(store: &LocalStore, options: ReadOptions) -> (Vec<u64>, Option<u64>) {
    let mut seen = Vec::new();
    let read = store.read(&Query::all(), options, &mut |event| {
        seen.push(event.position.0);
        true
    });
    match read {
        Ok(()) => (seen, None),
        Err(ReadError::Damaged { position, what: Cause::EventLeaf, .. }) => (seen, Some(position.0)),
        Err(other) => panic!("{other:?}"),
    }
}

/// Leaves are computed two at a time, and of two events either may be the changed one.
#[test]
fn every_event_before_a_changed_one_is_handed_over_and_none_behind_it() {
    for changed in 1..=5 {
        let place = Place::new();
        let store = place.create(LocalOptions::default());
        add(&store, (1..=5).map(plain).collect());
        drop(store);
        edit(&place.segment(1), |bytes| forge(bytes, changed));
        let store = LocalStore::open_read(&place.ledger(), &LocalOptions::default()).unwrap();
        for first in 1..=5 {
            let options = ReadOptions { from: Some(Position(first)), ..ReadOptions::default() };
            let before = (first..if first > changed { 6 } else { changed }).collect();
            let told = (first <= changed).then_some(changed);
            assert_eq!(handed_over(&store, options), (before, told), "{changed} from {first}");
        }
        let backwards = ReadOptions { backwards: true, ..ReadOptions::default() };
        assert_eq!(handed_over(&store, backwards), ((changed + 1..=5).rev().collect(), Some(changed)));
        let limit = ReadOptions { limit: Some(changed - 1), ..ReadOptions::default() };
        assert_eq!(handed_over(&store, limit), ((1..changed).collect(), None), "nobody asked for the changed one");
        let mut seen = 0;
        let stop = &mut |_: Passing<'_>| {
            seen += 1;
            seen < changed - 1
        };
        let read = store.read(&Query::all(), ReadOptions::default(), stop);
        assert_eq!(read.is_ok(), changed > 1, "whoever stops before it is not told of it");
    }
}

/// What is kept of a passing event is the event, whichever store it passed in.
#[test]
fn what_is_kept_is_what_passed() {
    each_backend(|store| {
        add(store, (1..=7).map(|number| entry(number, "test.noted", &["n:1", "城:企账"])).collect());
        let mut count = 0;
        let visit = &mut |event: Passing<'_>| {
            let kept = event.keep();
            let tags: Vec<&str> = event.tags.iter().collect();
            let kept_tags: Vec<&str> = kept.tags.iter().map(qizhang::value::Tag::as_str).collect();
            assert_eq!((tags, event.bytes, event.kind), (kept_tags, kept.bytes.as_slice(), &kept.kind));
            assert_eq!(kept.pass().keep(), kept);
            count += 1;
            true
        };
        store.read(&Query::all(), ReadOptions::default(), visit).unwrap();
        assert_eq!((count, read(store, &Query::all(), ReadOptions::default()).len()), (7, 7));
    });
}
