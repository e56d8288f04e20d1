//! Following a store: what is there, then what comes, each once and in order.

use super::make::{Place, add, add_each, each_backend, edit, entry, item, plain, query, tiny};
use qizhang::event::Query;
use qizhang::store::{LocalStore, ReadError, Store, Subscription};
use qizhang::value::Position;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

const NOT_AT_ALL: Duration = Duration::ZERO;
const A_MOMENT: Duration = Duration::from_millis(5);
/// Longer than anything takes here; only a failure waits it out.
const LONG: Duration = Duration::from_mins(1);

/// The positions that are there to be handed out now; a follower that never ends is cut off.
fn arrived(subscription: &mut Subscription<'_>) -> Vec<u64> {
    let next = || subscription.next(NOT_AT_ALL).unwrap();
    std::iter::from_fn(next).take(1000).map(|stored| stored.position.0).collect()
}

/// So many positions, waited for.
fn arriving(subscription: &mut Subscription<'_>, count: usize) -> Vec<u64> {
    (0..count).map(|_| subscription.next(LONG).unwrap().unwrap().position.0).collect()
}

#[test]
fn it_begins_where_it_is_told_to_and_goes_on_with_what_comes() {
    for (from, first) in [(0, 1), (1, 1), (4, 4), (5, 5), (6, 6), (9, 9)] {
        each_backend(|store| {
            add_each(store, 1..=5);
            let mut all = store.subscribe(Query::all(), Position(from));
            assert_eq!(arrived(&mut all), (first..=5).collect::<Vec<_>>());
            add(store, vec![plain(6), plain(7)]);
            assert_eq!(arrived(&mut all), (first.max(6)..=7).collect::<Vec<_>>());
            add_each(store, 8..=12);
            assert_eq!(arrived(&mut all), (first.max(8)..=12).collect::<Vec<_>>());
            assert_eq!(arrived(&mut all), [0_u64; 0], "nothing is told twice");
        });
    }
}

#[test]
fn only_what_is_selected_arrives() {
    each_backend(|store| {
        let mut odd = store.subscribe(query(vec![item(&[], &["n:odd"])]), Position(1));
        let mut told = Vec::new();
        for number in 1..=60 {
            add(store, vec![entry(number, "test.noted", &[if number % 2 == 1 { "n:odd" } else { "n:even" }])]);
            told.extend(arrived(&mut odd));
        }
        assert_eq!(told, (1..=60).step_by(2).collect::<Vec<_>>());
    });
}

/// What came and is not selected ends no second wait.
#[test]
fn what_is_not_selected_is_passed_once() {
    each_backend(|store| {
        add_each(store, 1..=3);
        let mut made = store.subscribe(query(vec![item(&["b.made"], &[])]), Position(1));
        assert!(made.next(LONG).unwrap().is_none());
        std::thread::scope(|scope| {
            let follower = scope.spawn(move || made.next(LONG).unwrap());
            std::thread::sleep(4 * A_MOMENT);
            assert!(!follower.is_finished());
            add(store, vec![entry(4, "b.made", &[])]);
            assert_eq!(follower.join().unwrap().map(|stored| stored.position), Some(Position(4)));
        });
    });
}

/// More than is read at once, in events large and small.
#[test]
fn a_long_way_behind_it_catches_up_piece_by_piece() {
    each_backend(|store| {
        for number in 1..=40 {
            let mut large = plain(number);
            large.bytes = vec![b'x'; 200_000];
            add(store, vec![large, plain(1000 + number)]);
        }
        assert_eq!(arriving(&mut store.subscribe(Query::all(), Position(1)), 80), (1..=80).collect::<Vec<_>>());
    });
}

#[test]
fn it_waits_for_what_is_not_there_yet() {
    each_backend(|store| {
        std::thread::scope(|scope| {
            let follower = scope.spawn(|| {
                // Appends before the third end the wait as well; nothing is selected of them.
                let mut all = store.subscribe(Query::all(), Position(3));
                let found = std::iter::repeat_with(|| all.next(LONG).unwrap()).flatten().take(4);
                found.map(|stored| stored.position.0).collect::<Vec<_>>()
            });
            for number in 1..=6 {
                std::thread::sleep(A_MOMENT);
                add(store, vec![plain(number)]);
            }
            for _ in 0..1000 {
                if !follower.is_finished() {
                    std::thread::sleep(A_MOMENT);
                }
            }
            assert!(follower.is_finished(), "an append ends the wait, not the end of patience");
            assert_eq!(follower.join().unwrap(), [3, 4, 5, 6]);
        });
    });
}

#[test]
fn a_wait_ends_when_nothing_comes() {
    each_backend(|store| {
        add_each(store, 1..=3);
        let soon = 4 * A_MOMENT;
        assert_eq!(store.wait(Position(3), soon).unwrap(), Position(3));
        assert_eq!(store.wait(Position(9), soon).unwrap(), Position(3));
        assert_eq!(store.wait(Position(2), LONG).unwrap(), Position(3), "what is there is not waited for");
        assert!(store.subscribe(Query::all(), Position(4)).next(soon).unwrap().is_none());
    });
}

/// Readers beside writers, in the writing process and beside it: each event once, none missed.
#[test]
fn every_follower_is_told_every_event_once() {
    const WRITERS: u64 = 4;
    const EACH: u64 = 100;
    let place = Place::new();
    let writer = place.create(tiny());
    let beside = LocalStore::open_read(&place.ledger(), &tiny()).unwrap();
    std::thread::scope(|scope| {
        let followers: Vec<_> = [&writer, &beside, &writer, &beside]
            .into_iter()
            .map(|store| {
                let count = usize::try_from(WRITERS * EACH).unwrap();
                scope.spawn(move || arriving(&mut store.subscribe(Query::all(), Position(1)), count))
            })
            .collect();
        for clerk in 0..WRITERS {
            let writer = &writer;
            scope.spawn(move || add_each(writer, clerk * EACH + 1..=(clerk + 1) * EACH));
        }
        for follower in followers {
            assert_eq!(follower.join().unwrap(), (1..=WRITERS * EACH).collect::<Vec<_>>());
        }
    });
}

fn qizhang(ledger: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_qizhang"));
    command.current_dir(env!("CARGO_MANIFEST_DIR")).args(words).arg("--ledger").arg(ledger);
    command
}

/// The other process is the program itself, recording a file.
#[test]
fn what_another_process_appends_arrives() {
    let place = Place::new();
    let init = Command::new(env!("CARGO_BIN_EXE_qizhang"))
        .args(["init", "--as-of", "2020-01-01"])
        .arg(place.ledger())
        .output()
        .unwrap();
    assert!(init.status.success(), "{init:?}");
    let reader = LocalStore::open_read(&place.ledger(), &tiny()).unwrap();
    let before = reader.head();
    let mut coming = reader.subscribe(Query::all(), before.next());
    assert_eq!(arrived(&mut coming), [0_u64; 0]);

    let mut writer =
        qizhang(&place.ledger(), &["append", "docs/examples/first.jsonl", "--preserve-recorded-at"]).spawn().unwrap();
    let first = arriving(&mut coming, 1);
    assert!(writer.wait().unwrap().success());
    let told: Vec<u64> = first.into_iter().chain(arrived(&mut coming)).collect();
    assert_eq!(told, (before.0 + 1..=reader.head().0).collect::<Vec<_>>());
    assert!(told.len() > 3, "the file has several lines");
}

/// What lies before the damage is handed out; then the damage is told, as often as one asks.
#[test]
fn damage_is_told_where_it_is_met() {
    let place = Place::new();
    let store = place.create(tiny());
    add(&store, (1..=6).map(plain).collect());
    let fourth = store.subscribe(Query::all(), Position(4)).next(LONG).unwrap().unwrap().bytes;
    edit(&place.segment(1), |bytes| {
        let at = bytes.windows(fourth.len()).position(|window| window == fourth).unwrap();
        bytes[at] ^= 1;
    });
    let mut all = store.subscribe(Query::all(), Position(1));
    assert_eq!(arriving(&mut all, 3), [1, 2, 3]);
    for _ in 0..2 {
        assert!(matches!(all.next(NOT_AT_ALL), Err(ReadError::Damaged { position: Position(4), .. })));
    }
}
