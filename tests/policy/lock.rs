//! A released policy never changes by a byte.

use qizhang::policy::Policy;
use qizhang::value::Digest;
use std::collections::BTreeMap;
use std::path::Path;

#[test]
fn the_lock_pins_every_policy() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("events/policies");
    let text = std::fs::read_to_string(folder.join("lock.json")).expect("events/policies/lock.json is there");
    let pinned: BTreeMap<String, String> = serde_json::from_str(&text).expect("names and digests");
    let mut present = BTreeMap::new();
    for entry in std::fs::read_dir(&folder).expect("the folder is there") {
        let path = entry.expect("an entry").path();
        if path.extension().is_some_and(|end| end == "toml") {
            let text = std::fs::read_to_string(&path).expect("a text");
            let policy = Policy::parse(&text).expect("a policy");
            let name = format!("{}/{}", policy.id, policy.version);
            present.insert(name, Digest::of(text.as_bytes()).to_string());
        }
    }
    for (name, digest) in &pinned {
        let found = present.get(name);
        assert_eq!(found, Some(digest), "{name} was released: its file never changes; a change is the next version");
    }
    for name in present.keys() {
        assert!(pinned.contains_key(name), "{name} is not released: `qizhang policy release` pins it in lock.json");
    }
}
