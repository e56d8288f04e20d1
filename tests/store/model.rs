//! Law 7: after any sequence of appends, refusals and reopenings the local store agrees with the one in memory.

use super::make::{Place, batch, entry, everything, guarded, id, item, positions, query, tiny};
use proptest::prelude::*;
use qizhang::event::{Query, QueryItem};
use qizhang::store::{
    AppendRefusal, Appended, Batch, Entry, LocalOptions, LocalStore, MemoryStore, NaturalKey, ReadOptions, Store,
};
use qizhang::value::Position;

const TYPES: [&str; 3] = ["a.made", "b.made", "c.made"];
const TAGS: [&str; 4] = ["of:w", "of:x", "of:y", "of:z"];
const KEYS: [&str; 3] = ["key:1", "key:2", "key:3"];

#[derive(Debug, Clone)]
enum Action {
    Append(Batch),
    Reopen,
    ForgetIndex,
    Rebuild,
}

fn subset(of: &'static [&'static str]) -> impl Strategy<Value = Vec<&'static str>> {
    prop::sample::subsequence(of, 0..=2)
}

fn entries() -> impl Strategy<Value = Entry> {
    let key = (prop::sample::select(&KEYS[..]), any::<bool>())
        .prop_map(|(key, take)| if take { NaturalKey::Take(key.to_owned()) } else { NaturalKey::Free(key.to_owned()) });
    let keys = prop::collection::vec(key, 0..=2);
    (0..40_u64, prop::sample::select(&TYPES[..]), subset(&TAGS), keys, 0..600_usize).prop_map(
        |(number, name, tags, keys, padding)| {
            let mut made = entry(number, name, &tags);
            made.bytes.extend(vec![b' '; padding]);
            Entry { keys, ..made }
        },
    )
}

fn items() -> impl Strategy<Value = QueryItem> {
    (subset(&TYPES), subset(&TAGS)).prop_map(|(types, tags)| item(&types, &tags))
}

fn queries() -> impl Strategy<Value = Query> {
    prop::collection::vec(items(), 0..=2).prop_map(query)
}

fn actions() -> impl Strategy<Value = Action> {
    let appends = || prop::collection::vec(entries(), 0..=4);
    let guards = prop::collection::vec((queries(), 0..60_u64), 0..=2);
    prop_oneof![
        12 => appends().prop_map(|entries| Action::Append(batch(entries))),
        6 => (appends(), guards).prop_map(|(entries, guards)| Action::Append(guarded(entries, guards))),
        2 => Just(Action::Reopen),
        1 => Just(Action::ForgetIndex),
        1 => Just(Action::Rebuild),
    ]
}

fn read_options() -> impl Strategy<Value = ReadOptions> {
    let position = || prop::option::of((0..80_u64).prop_map(Position));
    (position(), position(), position(), any::<bool>(), prop::option::of(0..20_u64))
        .prop_map(|(from, to, until, backwards, limit)| ReadOptions { from, to, until, backwards, limit })
}

fn in_words(answer: &Result<Appended, AppendRefusal>) -> String {
    format!("{answer:?}")
}

fn agree(local: &LocalStore, memory: &MemoryStore, reads: &[(Query, ReadOptions)]) {
    assert_eq!(everything(local), everything(memory));
    assert_eq!(local.head(), memory.head());
    for size in 0..=memory.head().0 + 1 {
        assert_eq!(local.root(Position(size)).unwrap(), memory.root(Position(size)).unwrap());
    }
    for number in 0..40 {
        assert_eq!(local.find(id(number)).unwrap(), memory.find(id(number)).unwrap());
    }
    for key in KEYS {
        assert_eq!(local.holder(key).unwrap(), memory.holder(key).unwrap());
    }
    for (query, options) in reads {
        assert_eq!(positions(local, query, *options), positions(memory, query, *options), "{query:?} {options:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_local_store_agrees_with_the_one_in_memory(
        actions in prop::collection::vec(actions(), 1..40),
        reads in prop::collection::vec((queries(), read_options()), 6),
    ) {
        let place = Place::new();
        let memory = MemoryStore::new();
        let mut local = Some(place.create(tiny()));
        for action in actions {
            match action {
                Action::Append(batch) => {
                    let store = local.as_ref().unwrap();
                    prop_assert_eq!(in_words(&store.append(&batch)), in_words(&memory.append(&batch)));
                }
                Action::Reopen => {
                    drop(local.take());
                    local = Some(LocalStore::open(&place.ledger(), LocalOptions::default()).unwrap());
                }
                Action::ForgetIndex => {
                    drop(local.take());
                    std::fs::remove_dir_all(place.ledger().join("index")).unwrap();
                    local = Some(place.open());
                }
                Action::Rebuild => {
                    local.as_ref().unwrap().rebuild_index().unwrap();
                }
            }
        }
        agree(local.as_ref().unwrap(), &memory, &reads);
        agree(&LocalStore::open_read(&place.ledger(), &tiny()).unwrap(), &memory, &reads);
        prop_assert!(local.unwrap().report().unwrap().damage.is_empty());
    }
}
