//! A released declaration never changes by a byte.

use super::files::{DECLARATIONS, folder};
use qizhang::event::lock_entries;
use std::collections::BTreeMap;

#[test]
fn the_lock_pins_every_declaration() {
    let text = std::fs::read_to_string(folder().join("lock.json")).expect("events/lock.json is there");
    let pinned: BTreeMap<String, String> = serde_json::from_str(&text).expect("names and digests");
    let present: BTreeMap<String, String> =
        lock_entries(&DECLARATIONS).into_iter().map(|(name, digest)| (name, digest.to_string())).collect();
    for (name, digest) in &pinned {
        let found = present.get(name);
        assert_eq!(found, Some(digest), "{name} was released: its file never changes; a new meaning is a new version");
    }
    for name in present.keys() {
        assert!(
            pinned.contains_key(name),
            "{name} is not released: `qizhang event release {name}` adds it to events/lock.json"
        );
    }
}
