//! Appends that are staged: read where they grow, counted when they are kept, and never there when they are not.

use super::make::{
    Place, add, add_each, batch, copy, each_backend, everything, freeing, guarded, id, item, news, plain, positions,
    query, taking, tiny,
};
use qizhang::event::Query;
use qizhang::store::{Admitted, AppendRefusal, LocalOptions, LocalStore, MemoryStore, ReadOptions, Staged, Store};
use qizhang::value::Position;
use std::path::Path;
use std::time::Duration;

fn stage(store: &dyn Store) -> Box<dyn Staged + '_> {
    store.stage().unwrap()
}

/// 300 events in appends of seven: many segments where they are small.
fn fill(staged: &dyn Store, from: u64) {
    let numbers: Vec<u64> = (from..from + 300).collect();
    for some in numbers.chunks(7) {
        add(staged, some.iter().copied().map(plain).collect());
    }
}

/// The names of the files of a log and what is in them, postings aside.
fn segments(place: &Place) -> Vec<(String, Vec<u8>)> {
    let log = place.ledger().join("log");
    let mut found: Vec<_> = std::fs::read_dir(log)
        .unwrap()
        .map(|item| item.unwrap())
        .map(|item| (item.file_name().into_string().unwrap(), std::fs::read(item.path()).unwrap()))
        .filter(|(name, _)| name.ends_with(".segment"))
        .collect();
    found.sort();
    found
}

#[test]
fn what_is_staged_is_read_there_and_nowhere_else() {
    each_backend(|store| {
        add_each(store, 1..=3);
        let staged = stage(store);
        fill(&*staged, 4);
        assert_eq!((staged.head(), store.head()), (Position(303), Position(3)));
        assert_eq!((everything(&*staged).len(), everything(store).len()), (303, 3));
        assert_eq!((staged.find(id(200)).unwrap(), store.find(id(200)).unwrap()), (Some(Position(200)), None));
        assert_eq!(staged.find(id(2)).unwrap(), Some(Position(2)), "what was there before is there too");
        assert_eq!(staged.wait(Position(302), Duration::ZERO).unwrap(), Position(303));
        let mut following = staged.subscribe(Query::all(), Position(303));
        assert_eq!(following.next(Duration::ZERO).unwrap().map(|stored| stored.position), Some(Position(303)));
    });
}

#[test]
fn what_is_kept_counts_as_if_it_had_been_appended() {
    each_backend(|store| {
        let plainly = MemoryStore::new();
        add_each(store, 1..=3);
        add_each(&plainly, 1..=603);
        for from in [4, 304] {
            let staged = stage(store);
            fill(&*staged, from);
            assert_eq!(staged.root(staged.head()).unwrap(), plainly.root(staged.head()).unwrap());
            assert_eq!(staged.keep().unwrap(), Position(from + 299));
        }
        assert_eq!(everything(store), everything(&plainly));
        for size in [1, 3, 4, 150, 603] {
            assert_eq!(store.root(Position(size)).unwrap(), plainly.root(Position(size)).unwrap());
        }
        assert_eq!(
            add(store, vec![plain(5), plain(604)]).entries,
            [Admitted::Repeated(Position(5)), Admitted::New(Position(604))]
        );
    });
}

#[test]
fn what_is_dropped_was_never_there() {
    each_backend(|store| {
        add_each(store, 1..=3);
        let (before, root) = (everything(store), store.root(Position(3)).unwrap());
        let staged = stage(store);
        fill(&*staged, 4);
        add(&*staged, vec![taking(900, &["name"])]);
        drop(staged);
        assert_eq!((everything(store), store.root(store.head()).unwrap()), (before, root));
        assert_eq!(store.holder("name").unwrap(), None);
        let again = add(store, vec![plain(100), taking(901, &["name"])]);
        assert_eq!((again.entries, again.head), (news([4, 5]), Position(5)));
    });
}

#[test]
fn ids_and_names_are_looked_up_among_the_staged_too() {
    each_backend(|store| {
        add(store, vec![taking(1, &["before"]), taking(2, &["freed before"])]);
        let staged = stage(store);
        add(&*staged, vec![taking(3, &["early"]), taking(4, &["freed"])]);
        fill(&*staged, 10);
        add(&*staged, vec![freeing(5, &["freed", "freed before"])]);
        for (key, by) in [("before", 1), ("early", 3)] {
            match staged.append(&batch(vec![taking(700, &[key])])) {
                Err(AppendRefusal::KeyTaken { by: found, .. }) => assert_eq!(found, Some(Position(by)), "{key}"),
                other => panic!("{key}: {other:?}"),
            }
        }
        let again = add(&*staged, vec![plain(11), taking(701, &["freed", "freed before"])]);
        assert_eq!(again.entries, [Admitted::Repeated(Position(6)), Admitted::New(Position(306))]);
        let other = qizhang::store::Entry { bytes: b"{}".to_vec(), ..plain(12) };
        assert!(matches!(
            staged.append(&batch(vec![other])),
            Err(AppendRefusal::IdTaken { by: Some(Position(7)), .. })
        ));
    });
}

#[test]
fn a_refusal_spoils_nothing() {
    each_backend(|store| {
        add_each(store, 1..=3);
        assert_eq!(stage(store).keep().unwrap(), Position(3), "nothing is kept of nothing");
        let staged = stage(store);
        assert!(matches!(staged.stage(), Err(AppendRefusal::Busy)));
        assert!(matches!(staged.append(&batch(vec![])), Err(AppendRefusal::Empty)));
        add(&*staged, vec![plain(4)]);
        let late = guarded(vec![plain(9)], vec![(query(vec![item(&["test.noted"], &[])]), 3)]);
        assert!(matches!(staged.append(&late), Err(AppendRefusal::Conflict { found }) if found == [Position(4)]));
        assert_eq!(add(&*staged, vec![plain(9)]).head, Position(5));
        assert_eq!(staged.keep().unwrap(), Position(5));
    });
}

#[test]
fn others_wait_until_it_is_kept_or_dropped() {
    each_backend(|store| {
        let staged = stage(store);
        std::thread::scope(|scope| {
            let other = scope.spawn(|| add(store, vec![plain(1)]).head);
            add(&*staged, vec![plain(2), plain(3)]);
            std::thread::sleep(Duration::from_millis(20));
            assert_eq!(store.head(), Position(0));
            assert_eq!(staged.keep().unwrap(), Position(2));
            assert_eq!(other.join().unwrap(), Position(3));
        });
        let staged = stage(store);
        std::thread::scope(|scope| {
            let other = scope.spawn(|| stage(store).head());
            drop(staged);
            assert_eq!(other.join().unwrap(), Position(3));
        });
    });
}

#[test]
fn a_reader_of_another_process_sees_it_when_it_is_kept() {
    let place = Place::new();
    let store = place.create(tiny());
    add_each(&store, 1..=3);
    let reader = LocalStore::open_read(&place.ledger(), &tiny()).unwrap();
    let staged = stage(&store);
    fill(&*staged, 4);
    assert_eq!(reader.head(), Position(3));
    let late = LocalStore::open_read(&place.ledger(), &tiny()).unwrap();
    assert_eq!((late.head(), everything(&late).len()), (Position(3), 3));
    staged.keep().unwrap();
    assert_eq!((reader.head(), everything(&late).len()), (Position(303), 303));
}

#[test]
fn a_killed_writer_leaves_nothing_of_what_was_not_kept() {
    let place = Place::new();
    let store = place.create(tiny());
    add_each(&store, 1..=3);
    let staged = stage(&store);
    fill(&*staged, 4);
    let (killed, kept) = (Place::new(), Place::new());
    copy(&place.ledger(), &killed.ledger());
    staged.keep().unwrap();
    copy(&place.ledger(), &kept.ledger());
    let store = killed.open();
    assert_eq!((store.head(), everything(&store).len(), killed.last_segment()), (Position(3), 3, 1));
    // Another history takes the place of the one that was cut.
    fill(&store, 1000);
    assert_eq!(store.find(id(1299)).unwrap(), Some(Position(303)));
    assert!(store.report().unwrap().damage.is_empty());
    let store = kept.open();
    assert_eq!((store.head(), everything(&store).len()), (Position(303), 303));
    assert!(store.report().unwrap().damage.is_empty());
}

/// Whether the last group is in one segment or goes on over many, and whether it begins in a segment that is full.
#[test]
fn what_is_dropped_leaves_the_files_as_they_were() {
    for (before, count) in [(3, 1), (3, 300), (23, 1), (23, 300)] {
        let place = Place::new();
        let store = place.create(tiny());
        add_each(&store, 1..=before);
        let files = segments(&place);
        let staged = stage(&store);
        for number in 1..=count {
            add(&*staged, vec![plain(1000 + number)]);
        }
        assert_ne!(segments(&place), files);
        drop(staged);
        assert_eq!(segments(&place), files, "{before} and {count}");
        add_each(&store, [5000]);
        drop(store);
        assert_eq!(place.open().head(), Position(before + 1));
    }
}

#[test]
fn without_room_nothing_is_kept_and_the_room_comes_back() {
    let place = Place::new();
    let store = place.create(LocalOptions { log_bytes_max: Some(5 * 4096), ..tiny() });
    add_each(&store, 1..=3);
    let files = segments(&place);
    for _ in 0..2 {
        let staged = stage(&store);
        let refused = (10..400).find_map(|number| staged.append(&batch(vec![plain(number)])).err());
        assert!(matches!(refused, Some(AppendRefusal::Full)), "{refused:?}");
        assert!(matches!(staged.keep(), Err(AppendRefusal::Full)), "half of it is not kept either");
        assert_eq!(segments(&place), files);
    }
    add_each(&store, 4..=30);
    assert_eq!(positions(&store, &Query::all(), ReadOptions::default()).len(), 30);
}

/// As large as what is recorded, it grows in files of its own, while a writer may be at work in the very segment it began in.
#[test]
fn what_is_tried_is_read_there_and_leaves_no_trace() {
    let place = Place::new();
    let writer = place.create(tiny());
    let alone = MemoryStore::new();
    for store in [&writer as &dyn Store, &alone] {
        add_each(store, 1..=20);
        add(store, vec![taking(21, &["held"])]);
    }
    let reader = LocalStore::open_read(&place.ledger(), &tiny()).unwrap();
    let mut there = 21;
    for store in [&reader, &writer] {
        let files = segments(&place);
        let tried = store.attempt().unwrap();
        let wanted = alone.attempt().unwrap();
        for one in [&tried, &wanted] {
            fill(&**one, 100);
            add(&**one, vec![taking(500, &["new"])]);
        }
        assert_eq!(segments(&place), files);
        // Another writer goes on, as it would if nobody tried anything.
        add_each(&writer, 1000 + there..1030 + there);
        assert_eq!(tried.head(), wanted.head());
        assert_eq!(everything(&*tried), everything(&*wanted));
        assert_eq!(tried.root(tried.head()).unwrap(), wanted.root(wanted.head()).unwrap());
        assert_eq!(tried.find(id(150)).unwrap(), wanted.find(id(150)).unwrap());
        for (key, by) in [("held", 21), ("new", tried.head().0)] {
            match tried.append(&batch(vec![taking(700, &[key])])) {
                Err(AppendRefusal::KeyTaken { by: found, .. }) => assert_eq!(found, Some(Position(by)), "{key}"),
                other => panic!("{key}: {other:?}"),
            }
        }
        for one in [tried, wanted] {
            assert!(matches!(one.keep(), Err(AppendRefusal::ReadOnly)));
        }
        add_each(&alone, 1000 + there..1030 + there);
        there += 30;
        assert_eq!(everything(store), everything(&alone));
    }
    drop(writer);
    assert_eq!(everything(&place.open()), everything(&alone));
}

#[test]
fn a_store_opened_for_reading_stages_nothing() {
    let place = Place::new();
    drop(place.create(tiny()));
    let reader = LocalStore::open_read(Path::new(&place.ledger()), &tiny()).unwrap();
    assert!(matches!(reader.stage(), Err(AppendRefusal::ReadOnly)));
}
