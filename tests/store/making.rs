//! A ledger is made beside its place: what others have there is left alone, and of several who make it one does.

use super::make::{Place, add_each, copy as copy_by_hand, tiny};
use qizhang::store::{LocalStore, OpenError, PlaceFault, Store, copy};
use qizhang::value::Position;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::Barrier;

/// Every name under a directory, and what the files hold.
fn everything_in(directory: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        let link = fs::symlink_metadata(&path).unwrap().is_symlink();
        if path.is_dir() && !link {
            found.extend(everything_in(&path));
            found.push((path, Vec::new()));
        } else {
            let bytes = if link { Vec::new() } else { fs::read(&path).unwrap() };
            found.push((path, bytes));
        }
    }
    found.sort();
    found
}

/// Puts something where a new ledger is made first.
type Neighbour = fn(&Path, &Place);

#[test]
fn what_others_have_beside_the_place_is_left_alone() {
    let neighbours: [Neighbour; 8] = [
        |beside, _| fs::write(beside, "a letter").unwrap(),
        |beside, _| {
            fs::create_dir(beside).unwrap();
            fs::write(beside.join("letter.txt"), "mine").unwrap();
        },
        // A ledger of this name, which is whole.
        |beside, place| copy_by_hand(&place.ledger(), beside),
        // A making that was killed, and somebody who put a letter there.
        |beside, _| {
            fs::create_dir(beside).unwrap();
            fs::write(beside.join("making"), "").unwrap();
            fs::write(beside.join("letter.txt"), "mine").unwrap();
        },
        |beside, place| {
            copy_by_hand(&place.ledger(), beside);
            fs::write(beside.join("making"), "").unwrap();
            fs::write(beside.join("log/letter.txt"), "mine").unwrap();
        },
        |beside, place| {
            copy_by_hand(&place.ledger(), beside);
            fs::write(beside.join("making"), "").unwrap();
            fs::create_dir_all(beside.join("index")).unwrap();
            fs::write(beside.join("index/letter.txt"), "mine").unwrap();
        },
        |beside, place| {
            let mine = place.directory.path().join("mine");
            fs::create_dir(&mine).unwrap();
            fs::write(mine.join("making"), "").unwrap();
            std::os::unix::fs::symlink(mine, beside).unwrap();
        },
        |beside, place| {
            fs::create_dir(beside).unwrap();
            fs::write(place.directory.path().join("mine"), "mine").unwrap();
            std::os::unix::fs::symlink("../mine", beside.join("making")).unwrap();
        },
    ];
    for (number, neighbour) in neighbours.iter().enumerate() {
        let place = Place::new();
        add_each(&place.create(tiny()), 1..=10);
        let (new, beside) = (place.directory.path().join("new"), place.directory.path().join("new.creating"));
        neighbour(&beside, &place);
        let before = everything_in(place.directory.path());
        let in_the_way = |told: Option<OpenError>| {
            let why = PlaceFault::InTheWay(beside.clone());
            let as_it_should =
                matches!(&told, Some(OpenError::Place { path, why: found }) if *path == new && *found == why);
            assert!(as_it_should, "{number}: {told:?}");
            assert!(before == everything_in(place.directory.path()), "{number}: something was changed");
        };
        in_the_way(LocalStore::create(&new, tiny()).err());
        in_the_way(copy(&place.ledger(), &new).err());
        in_the_way(LocalStore::build(&new, tiny(), |_| Ok::<_, OpenError>(())).err());
    }
}

/// What a killed making leaves at any moment is begun anew.
#[test]
fn a_making_that_was_killed_is_begun_anew() {
    let left: [Neighbour; 4] = [
        |beside, _| fs::create_dir(beside).unwrap(),
        |beside, _| {
            fs::create_dir(beside).unwrap();
            fs::write(beside.join("making"), "").unwrap();
        },
        |beside, _| {
            fs::create_dir_all(beside.join("log")).unwrap();
            fs::write(beside.join("making"), "").unwrap();
            fs::write(beside.join("log/000000000001.segment.new"), "half").unwrap();
            fs::write(beside.join("head.new"), "half").unwrap();
        },
        |beside, place| {
            copy_by_hand(&place.ledger(), beside);
            fs::write(beside.join("making"), "").unwrap();
        },
    ];
    for leave in left {
        let place = Place::new();
        add_each(&place.create(tiny()), 1..=10);
        for (name, make) in [("made", true), ("copied", false)] {
            let new = place.directory.path().join(name);
            let beside = place.directory.path().join(format!("{name}.creating"));
            leave(&beside, &place);
            if make {
                assert_eq!(LocalStore::create(&new, tiny()).unwrap().head(), Position::ZERO);
            } else {
                assert_eq!(copy(&place.ledger(), &new).unwrap().head, Position(10));
            }
            assert!(!beside.exists() && !new.join("making").exists());
        }
    }
}

/// It was killed between the name and the end of the mark: the ledger is whole, and the next writer removes the mark.
#[test]
fn a_mark_under_the_name_of_a_ledger_is_removed() {
    let place = Place::new();
    add_each(&place.create(tiny()), 1..=10);
    let mark = place.ledger().join("making");
    fs::write(&mark, "").unwrap();
    assert_eq!(place.open().head(), Position(10));
    assert!(!mark.exists());
}

#[test]
fn a_place_where_a_ledger_is_being_made_is_told() {
    let place = Place::new();
    add_each(&place.create(tiny()), 1..=10);
    let (new, beside) = (place.directory.path().join("new"), place.directory.path().join("new.creating"));
    fs::create_dir(&beside).unwrap();
    let mark = File::create(beside.join("making")).unwrap();
    mark.try_lock().unwrap();
    let before = everything_in(place.directory.path());
    let told = copy(&place.ledger(), &new);
    assert!(matches!(told, Err(OpenError::Place { why: PlaceFault::BeingMade, .. })), "{told:?}");
    assert!(before == everything_in(place.directory.path()), "something was changed");
    drop(mark);
    copy(&place.ledger(), &new).unwrap();
}

#[test]
fn of_many_who_make_one_copy_exactly_one_does() {
    let place = Place::new();
    add_each(&place.create(tiny()), 1..=100);
    for round in 0..8 {
        let to = place.directory.path().join(format!("copy{round}"));
        let start = Barrier::new(6);
        let told: Vec<_> = std::thread::scope(|scope| {
            let each = || {
                start.wait();
                copy(&place.ledger(), &to)
            };
            let all: Vec<_> = (0..6).map(|_| scope.spawn(each)).collect();
            all.into_iter().map(|one| one.join().unwrap()).collect()
        });
        assert_eq!(told.iter().filter(|one| one.is_ok()).count(), 1, "{told:?}");
        let known = |error: &OpenError| {
            matches!(error, OpenError::Exists(_) | OpenError::Place { why: PlaceFault::BeingMade, .. })
        };
        assert!(told.iter().filter_map(|one| one.as_ref().err()).all(known), "{told:?}");
        assert_eq!(LocalStore::open(&to, tiny()).unwrap().head(), Position(100));
        assert!(!to.with_extension("creating").exists());
    }
}

#[test]
fn no_directory_is_made_that_nobody_asked_for() {
    let place = Place::new();
    add_each(&place.create(tiny()), 1..=10);
    let (above, new) = (place.directory.path().join("a/b"), place.directory.path().join("a/b/new"));
    for told in [copy(&place.ledger(), &new).err(), LocalStore::create(&new, tiny()).err()] {
        match told {
            Some(OpenError::Place { path, why: PlaceFault::NoDirectory(missing) }) => {
                assert_eq!((path, missing), (new.clone(), above.clone()));
            }
            other => panic!("{other:?}"),
        }
    }
    assert!(!place.directory.path().join("a").exists());
}
