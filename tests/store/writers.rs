//! Many writers at once.

use super::make::{Place, entry, everything, guarded, item, query, read, tiny};
use qizhang::event::Query;
use qizhang::store::{AppendRefusal, LocalOptions, MemoryStore, ReadOptions, Store};
use qizhang::value::{Position, Tag};
use std::collections::BTreeSet;

const WRITERS: u64 = 8;
const EACH: u64 = 60;

/// Eight clerks number documents. Each looks for the last number, takes the next one, and asks that nobody did so in the
/// meantime. If a condition were ever checked too early, two documents would have one number.
fn number_documents(store: &(dyn Store + Sync)) {
    let numbered = query(vec![item(&["document.numbered"], &[])]);
    std::thread::scope(|scope| {
        for clerk in 0..WRITERS {
            let numbered = &numbered;
            scope.spawn(move || {
                for turn in 0..EACH {
                    number_one(store, numbered, clerk * EACH + turn + 1);
                }
            });
        }
    });
    let documents = read(store, &numbered, ReadOptions::default());
    let numbers: BTreeSet<&str> = documents.iter().flat_map(|stored| &stored.tags).map(Tag::as_str).collect();
    assert_eq!(documents.len() as u64, WRITERS * EACH);
    assert_eq!(numbers.len(), documents.len(), "no number twice");
    let gapless = everything(store).iter().zip(1..).all(|(stored, position)| stored.position == Position(position));
    assert!(gapless);
    assert_eq!(store.head(), Position(WRITERS * EACH));
}

fn number_one(store: &dyn Store, numbered: &Query, event: u64) {
    loop {
        let last = ReadOptions { backwards: true, limit: Some(1), ..ReadOptions::default() };
        let after = read(store, numbered, last).first().map_or(0, |stored| stored.position.0);
        let document = entry(event, "document.numbered", &[&format!("number:{}", after + 1)]);
        match store.append(&guarded(vec![document], vec![(numbered.clone(), after)])) {
            Ok(_) => return,
            Err(AppendRefusal::Conflict { found }) => assert!(found.iter().all(|position| position.0 > after)),
            Err(other) => panic!("{other:?}"),
        }
    }
}

#[test]
fn conditions_hold_in_memory() {
    number_documents(&MemoryStore::new());
}

#[test]
fn conditions_hold_on_disk() {
    let place = Place::new();
    number_documents(&place.create(LocalOptions { segment_bytes: 1 << 20, ..LocalOptions::default() }));
    assert_eq!(place.open().head(), Position(WRITERS * EACH));
}

#[test]
fn conditions_hold_across_segments() {
    let place = Place::new();
    let store = place.create(tiny());
    number_documents(&store);
    assert!(store.report().unwrap().damage.is_empty());
}
