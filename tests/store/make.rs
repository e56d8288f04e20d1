//! Events, batches and stores for the tests.

use qizhang::event::{Condition, Guard, Query, QueryItem};
use qizhang::store::{
    Admitted, AppendRefusal, Appended, Batch, Entry, LocalOptions, LocalStore, MemoryStore, NaturalKey, ReadOptions,
    Store, Stored,
};
use qizhang::value::{EventId, Position, Tag, TypeName};
use std::path::{Path, PathBuf};
use uuid::Uuid;

/// Segments so small that a test fills several.
pub(super) fn tiny() -> LocalOptions {
    LocalOptions { segment_bytes: 4096, ..LocalOptions::default() }
}

/// A ledger in a directory that goes away with it.
pub(super) struct Place {
    pub(super) directory: tempfile::TempDir,
}

impl Place {
    pub(super) fn new() -> Self {
        Self { directory: tempfile::tempdir().unwrap() }
    }

    pub(super) fn ledger(&self) -> PathBuf {
        self.directory.path().join("ledger")
    }

    pub(super) fn create(&self, options: LocalOptions) -> LocalStore {
        LocalStore::create(&self.ledger(), options).unwrap()
    }

    pub(super) fn open(&self) -> LocalStore {
        LocalStore::open(&self.ledger(), tiny()).unwrap()
    }

    /// The ledger, opened for writing; made when it is not there yet.
    pub(super) fn opened(&self, options: LocalOptions) -> LocalStore {
        if self.ledger().exists() { LocalStore::open(&self.ledger(), options).unwrap() } else { self.create(options) }
    }

    pub(super) fn segment(&self, number: u64) -> PathBuf {
        self.ledger().join("log").join(format!("{number:012}.segment"))
    }

    pub(super) fn last_segment(&self) -> u64 {
        (1..1000).take_while(|number| self.segment(*number).exists()).last().unwrap()
    }

    pub(super) fn postings(&self, number: u64) -> PathBuf {
        self.ledger().join("log").join(format!("{number:012}.postings"))
    }

    pub(super) fn head(&self) -> PathBuf {
        self.ledger().join("head")
    }
}

/// Runs a test on every backend: in memory, on disk in one segment, and on disk in many.
pub(super) fn each_backend(test: impl Fn(&dyn Store)) {
    test(&MemoryStore::new());
    test(&Place::new().create(LocalOptions { segment_bytes: 1 << 20, ..LocalOptions::default() }));
    test(&Place::new().create(tiny()));
}

pub(super) fn id(number: u64) -> EventId {
    EventId(Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 + u128::from(number)))
}

pub(super) fn kind(name: &str) -> TypeName {
    TypeName::parse(name).unwrap()
}

pub(super) fn tag(text: &str) -> Tag {
    Tag::parse(text).unwrap()
}

/// An event with some content of its own.
pub(super) fn entry(number: u64, name: &str, tags: &[&str]) -> Entry {
    let bytes = format!("{{\"id\":\"{}\",\"note\":\"event {number} of the test\"}}", id(number)).into_bytes();
    Entry { id: id(number), kind: kind(name), tags: tags.iter().map(|text| tag(text)).collect(), keys: vec![], bytes }
}

/// An event of no interest.
pub(super) fn plain(number: u64) -> Entry {
    entry(number, "test.noted", &["n:1"])
}

pub(super) fn taking(number: u64, keys: &[&str]) -> Entry {
    Entry { keys: keys.iter().map(|key| NaturalKey::Take((*key).to_owned())).collect(), ..plain(number) }
}

pub(super) fn freeing(number: u64, keys: &[&str]) -> Entry {
    Entry { keys: keys.iter().map(|key| NaturalKey::Free((*key).to_owned())).collect(), ..plain(number) }
}

pub(super) fn batch(entries: Vec<Entry>) -> Batch {
    Batch { entries, condition: None }
}

/// A batch that is admitted only if nothing after a position matches.
pub(super) fn guarded(entries: Vec<Entry>, guards: Vec<(Query, u64)>) -> Batch {
    let guards = guards.into_iter().map(|(query, after)| Guard { query, after: Position(after) }).collect();
    Batch { entries, condition: Some(Condition { guards }) }
}

/// One query item: types OR-ed, tags AND-ed.
pub(super) fn item(types: &[&str], tags: &[&str]) -> QueryItem {
    QueryItem {
        types: types.iter().map(|name| kind(name)).collect(),
        tags: tags.iter().map(|text| tag(text)).collect(),
    }
}

pub(super) fn query(items: Vec<QueryItem>) -> Query {
    Query { items }
}

pub(super) fn add(store: &dyn Store, entries: Vec<Entry>) -> Appended {
    store.append(&batch(entries)).unwrap()
}

/// Appends events numbered like this, one append each.
pub(super) fn add_each(store: &dyn Store, numbers: impl IntoIterator<Item = u64>) {
    for number in numbers {
        add(store, vec![plain(number)]);
    }
}

pub(super) fn news(positions: impl IntoIterator<Item = u64>) -> Vec<Admitted> {
    positions.into_iter().map(|position| Admitted::New(Position(position))).collect()
}

pub(super) fn conflict(store: &dyn Store, batch: &Batch) -> Vec<u64> {
    match store.append(batch) {
        Err(AppendRefusal::Conflict { found }) => found.into_iter().map(|position| position.0).collect(),
        other => panic!("expected a conflict, got {other:?}"),
    }
}

pub(super) fn read(store: &dyn Store, query: &Query, options: ReadOptions) -> Vec<Stored> {
    let mut found = Vec::new();
    store
        .read(query, options, &mut |stored| {
            found.push(stored.keep());
            true
        })
        .unwrap();
    found
}

pub(super) fn positions(store: &dyn Store, query: &Query, options: ReadOptions) -> Vec<u64> {
    read(store, query, options).into_iter().map(|stored| stored.position.0).collect()
}

pub(super) fn everything(store: &dyn Store) -> Vec<Stored> {
    read(store, &Query::all(), ReadOptions::default())
}

/// Copies a directory as it stands: what another process would find after this one was killed.
pub(super) fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for item in std::fs::read_dir(from).unwrap() {
        let item = item.unwrap();
        let target = to.join(item.file_name());
        if item.file_type().unwrap().is_dir() {
            copy(&item.path(), &target);
        } else {
            // A file still being made may be renamed between the listing and the copy: a killed writer leaves either.
            match std::fs::copy(item.path(), target) {
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
                copied => drop(copied.unwrap()),
            }
        }
    }
}

/// Changes the bytes of a file.
pub(super) fn edit(path: &Path, change: impl FnOnce(&mut Vec<u8>)) {
    let mut bytes = std::fs::read(path).unwrap();
    change(&mut bytes);
    std::fs::write(path, bytes).unwrap();
}
