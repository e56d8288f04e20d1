//! Crashes: what was acknowledged is there, and what was not is there whole or not at all.

use super::make::{Place, add, add_each, copy, edit, everything, id, plain, tiny};
use proptest::prelude::*;
use qizhang::store::{LocalOptions, LocalStore, Store, examine};
use qizhang::value::Position;
use std::fs;
use std::time::Duration;

/// A ledger of ten acknowledged appends, and an eleventh of three events that reached the disk in part: the head still
/// says ten. Returns the place, and where in the first segment the eleventh begins and ends.
fn unfinished() -> (Place, usize, usize) {
    let place = Place::new();
    let store = place.create(super::make::tiny());
    add_each(&store, 1..=10);
    drop(store);
    let head = fs::read(place.head()).unwrap();
    let start = used(&place);
    let store = place.open();
    add(&store, vec![plain(11), plain(12), plain(13)]);
    drop(store);
    let end = used(&place);
    fs::write(place.head(), head).unwrap();
    assert!(!place.segment(2).exists());
    (place, start, end)
}

/// The bytes of the first segment up to the last end frame, which ends with two zeros.
fn used(place: &Place) -> usize {
    let bytes = fs::read(place.segment(1)).unwrap();
    bytes.iter().rposition(|byte| *byte != 0).unwrap() + 3
}

/// Opens what a crash left: either ten events or thirteen, and writing goes on.
fn settle(place: &Place) -> u64 {
    let store = place.open();
    let head = store.head().0;
    assert!(head == 10 || head == 13, "{head} events");
    let ids: Vec<_> = everything(&store).into_iter().map(|stored| stored.id).collect();
    assert_eq!(ids, (1..=head).map(id).collect::<Vec<_>>());
    add(&store, vec![plain(11), plain(14)]);
    let after = everything(&store);
    assert!(store.report().unwrap().damage.is_empty());
    drop(store);
    let store = place.open();
    assert_eq!(everything(&store), after, "and stays as it is");
    head
}

#[test]
fn a_whole_append_beyond_the_head_counts() {
    let (place, ..) = unfinished();
    assert_eq!(settle(&place), 13);
}

/// Whoever only reads sees the same, and changes nothing.
#[test]
fn a_reader_sees_a_whole_append_beyond_the_head() {
    let (place, start, end) = unfinished();
    let before = fs::read(place.head()).unwrap();
    let read = |expected: u64| {
        let reader = LocalStore::open_read(&place.ledger(), &tiny()).unwrap();
        assert_eq!((reader.head(), everything(&reader).len()), (Position(expected), size(expected)));
        assert_eq!(examine(&place.ledger()).unwrap().head, Position(expected));
    };
    read(13);
    edit(&place.segment(1), |bytes| bytes[start + (end - start) / 2] ^= 1);
    read(10);
    assert_eq!(fs::read(place.head()).unwrap(), before);
}

/// A group beyond the head may be one that a writer has not synced yet. While the head moves, it is the head that counts.
#[test]
fn a_reader_waits_for_a_writer_at_work() {
    let place = Place::new();
    let heads: Vec<Vec<u8>> = (1..=3)
        .map(|number| {
            let store = place.opened(tiny());
            add_each(&store, [number]);
            drop(store);
            fs::read(place.head()).unwrap()
        })
        .collect();
    fs::write(place.head(), &heads[0]).unwrap();
    let options = LocalOptions { patience: Duration::from_millis(400), ..tiny() };
    let reader = std::thread::scope(|scope| {
        let reader = scope.spawn(|| LocalStore::open_read(&place.ledger(), &options).unwrap());
        std::thread::sleep(Duration::from_millis(100));
        fs::write(place.head(), &heads[1]).unwrap();
        reader.join().unwrap()
    });
    assert_eq!(reader.head(), Position(2));
}

/// Until the slot that is written is synced, the other one is what a loss of power would leave.
#[test]
fn only_one_slot_of_the_head_is_ever_unsynced() {
    let slots = |place: &Place| {
        let bytes = fs::read(place.head()).unwrap();
        [bytes[..72].to_vec(), bytes[4096..4168].to_vec()]
    };
    let place = Place::new();
    let store = place.create(LocalOptions { head_delay: Duration::from_hours(1), ..tiny() });
    let before = slots(&place);
    let (mut changed, mut last) = ([false, false], before.clone());
    for number in 1..=6 {
        add_each(&store, [number]);
        let now = slots(&place);
        assert_ne!(now, last, "each append moves the head");
        (0..2).for_each(|slot| changed[slot] |= now[slot] != before[slot]);
        last = now;
    }
    assert!(changed[0] != changed[1], "always in the same slot: {changed:?}");
    drop(store);
    let store = place.opened(LocalOptions { head_delay: Duration::ZERO, ..tiny() });
    let before = slots(&place);
    let both = (7..).take(1000).any(|number| {
        add_each(&store, [number]);
        std::thread::sleep(Duration::from_millis(2));
        (0..2).all(|slot| slots(&place)[slot] != before[slot])
    });
    assert!(both, "once synced, the other slot is written");
}

fn size(count: u64) -> usize {
    usize::try_from(count).unwrap()
}

/// The last append is cut off at every byte, as if the rest had never reached the disk.
#[test]
fn an_append_cut_short_is_removed() {
    let (place, start, end) = unfinished();
    let saved = place.directory.path().join("saved");
    copy(&place.ledger(), &saved);
    for cut in (start..end).step_by(5).chain([end - 1]) {
        for shorten in [false, true] {
            fs::remove_dir_all(place.ledger()).unwrap();
            copy(&saved, &place.ledger());
            edit(&place.segment(1), |bytes| if shorten { bytes.truncate(cut) } else { bytes[cut..].fill(0) });
            let kept = settle(&place);
            // As an end frame ends with two zeros, writing zeros there removes nothing.
            assert!(kept == 10 || !shorten && cut >= end - 2, "cut at {cut}: {kept}");
            assert_eq!(fs::metadata(place.segment(1)).unwrap().len(), 4096, "the segment has its size again");
        }
    }
}

/// A sector in the middle of the append was not written although later ones were.
#[test]
fn an_append_with_a_hole_is_removed() {
    let (place, start, end) = unfinished();
    let saved = place.directory.path().join("saved");
    copy(&place.ledger(), &saved);
    for hole in (start..end - 10).step_by(29) {
        fs::remove_dir_all(place.ledger()).unwrap();
        copy(&saved, &place.ledger());
        edit(&place.segment(1), |bytes| bytes[hole..(hole + 64).min(end)].fill(0));
        assert_eq!(settle(&place), 10, "hole at {hole}");
        let bytes = fs::read(place.segment(1)).unwrap();
        assert_eq!(bytes.len(), 4096);
    }
}

#[test]
fn an_append_with_a_flipped_byte_is_removed() {
    let (place, start, end) = unfinished();
    let saved = place.directory.path().join("saved");
    copy(&place.ledger(), &saved);
    for byte in (start..end).step_by(11) {
        fs::remove_dir_all(place.ledger()).unwrap();
        copy(&saved, &place.ledger());
        edit(&place.segment(1), |bytes| bytes[byte] ^= 1 << (byte % 8));
        assert_eq!(settle(&place), 10, "byte {byte}");
    }
}

/// Whatever stood beyond the last append, none of it is ever taken for an event.
#[test]
fn remainders_beyond_the_log_are_cleared() {
    let (place, start, end) = unfinished();
    let group = fs::read(place.segment(1)).unwrap()[start..end].to_vec();
    edit(&place.segment(1), |bytes| {
        bytes[start..end].fill(0);
        bytes[end + 100..end + 100 + group.len()].copy_from_slice(&group);
    });
    assert_eq!(settle(&place), 10);
}

/// Only the last append can be half-written: a whole later one proves that the damaged one was finished once.
#[test]
fn damage_before_a_later_append_is_corruption_even_beyond_the_head() {
    let (place, start, _) = unfinished();
    let head = fs::read(place.head()).unwrap();
    let store = place.open();
    add(&store, vec![plain(14)]);
    drop(store);
    fs::write(place.head(), head).unwrap();
    edit(&place.segment(1), |bytes| bytes[start + 50] ^= 1);
    match LocalStore::open(&place.ledger(), tiny()) {
        Err(qizhang::store::OpenError::Damaged { file, byte, position, .. }) => {
            assert_eq!((file, byte, position), (place.segment(1), start as u64, Position(11)));
        }
        other => panic!("{other:?}"),
    }
}

/// A large append over several segments, its end lost: all of it goes, the segments made for it too.
#[test]
fn a_large_append_without_its_end_is_removed_from_every_segment() {
    let place = Place::new();
    let store = place.create(tiny());
    add_each(&store, 1..=10);
    drop(store);
    let head = fs::read(place.head()).unwrap();
    let store = place.open();
    add(&store, (11..=13).chain(100..300).map(plain).collect());
    drop(store);
    let last = place.last_segment();
    assert!(last > 5);
    fs::write(place.head(), &head).unwrap();
    let saved = place.directory.path().join("saved");
    copy(&place.ledger(), &saved);

    let harms: [&dyn Fn(); 4] = [
        &|| edit(&place.segment(last), |bytes| bytes[64..].fill(0)),
        &|| fs::remove_file(place.segment(last)).unwrap(),
        &|| edit(&place.segment(3), |bytes| bytes[64..1000].fill(0)),
        &|| edit(&place.segment(1), |bytes| bytes[3500] ^= 4),
    ];
    for harm in harms {
        fs::remove_dir_all(place.ledger()).unwrap();
        copy(&saved, &place.ledger());
        harm();
        assert_eq!(settle(&place), 10);
    }
    fs::remove_dir_all(place.ledger()).unwrap();
    copy(&saved, &place.ledger());
    assert_eq!(place.open().head(), Position(213), "whole, it counts");
}

/// A writer is killed at some moment: a copy of its files, taken while it writes, opens and has every append that was
/// acknowledged before the copy began.
#[test]
fn a_killed_writer_loses_nothing_it_acknowledged() {
    let place = Place::new();
    let store = place.create(tiny());
    let copies = Place::new();
    for round in 0..20_u64 {
        let target = copies.directory.path().join(round.to_string());
        let before = round * 20;
        add_each(&store, before + 1..=before + 10);
        std::thread::scope(|scope| {
            let writing = scope.spawn(|| add_each(&store, before + 11..=before + 20));
            // Files are copied one after another, so the head is taken first: it must not promise what comes later.
            fs::create_dir_all(target.join("log")).unwrap();
            fs::copy(place.head(), target.join("head")).unwrap();
            copy(&place.ledger().join("log"), &target.join("log"));
            writing.join().unwrap();
            let killed = LocalStore::open(&target, tiny()).unwrap();
            assert!(killed.head().0 >= before + 10);
            let ids: Vec<_> = everything(&killed).into_iter().map(|stored| stored.id).collect();
            assert_eq!(ids, (1..=killed.head().0).map(id).collect::<Vec<_>>());
        });
    }
}

/// Leftovers of files that were being made when the power went.
#[test]
fn files_left_half_made_are_swept_away() {
    let place = Place::new();
    let store = place.create(tiny());
    add_each(&store, 1..=10);
    drop(store);
    let leftovers =
        ["000000000002.segment.new", "000000000001.postings.new"].map(|name| place.ledger().join("log").join(name));
    for leftover in &leftovers {
        fs::write(leftover, b"half").unwrap();
    }
    assert_eq!(place.open().head(), Position(10));
    assert!(leftovers.iter().all(|leftover| !leftover.exists()));

    let beside = place.directory.path().join("other.creating");
    fs::create_dir_all(beside.join("log")).unwrap();
    fs::write(beside.join("making"), "").unwrap();
    assert!(LocalStore::create(&place.directory.path().join("other"), tiny()).is_ok());
    assert!(!beside.exists());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    /// Any subset of the last append's 64-byte pieces reaches the disk.
    #[test]
    fn any_torn_append_is_whole_or_gone(kept in prop::collection::vec(any::<bool>(), 16)) {
        let (place, start, end) = unfinished();
        edit(&place.segment(1), |bytes| {
            for (piece, kept) in bytes[start..end].chunks_mut(64).zip(kept) {
                if !kept {
                    piece.fill(0);
                }
            }
        });
        settle(&place);
    }
}
