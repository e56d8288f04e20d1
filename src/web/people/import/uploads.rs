//! Files between their check and their submission. They are held in memory, so that nothing of them is left on the disk: a few for each
//! person, so many bytes for everybody, and for half an hour after they were looked at.

use crate::access::{PersonError, Shown};
use crate::value::{Digest, Instant, TypeName};
use axum::body::Bytes;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Each person has so many; another one takes the place of the one that was looked at least lately.
const EACH: usize = 3;
/// All together have at most so many bytes. Whatever was looked at least lately makes room.
const BYTES: usize = 64 << 20;
/// A file that nobody looks at is held for so long.
const IDLE: i64 = 30 * 60_000;

/// A file as it was brought.
pub(super) struct Brought {
    pub(super) kind: TypeName,
    pub(super) name: String,
    pub(super) bytes: Bytes,
}

/// What is held under a key.
#[derive(Clone)]
pub(super) enum Held {
    /// The file.
    File(Arc<Brought>),
    /// It was submitted, as the batch of this number.
    Submitted(u64),
}

struct Entry {
    key: Digest,
    owner: Arc<str>,
    held: Held,
    seen: Instant,
}

/// All files that are held.
#[derive(Default)]
pub(crate) struct Uploads(Mutex<Vec<Entry>>);

impl Entry {
    fn counts(&self, now: Instant) -> bool {
        now.millis().saturating_sub(self.seen.millis()) < IDLE
    }

    fn bytes(&self) -> usize {
        match &self.held {
            Held::File(file) => file.bytes.len(),
            Held::Submitted(_) => 0,
        }
    }
}

/// What is kept of a key: nobody who sees the list learns one.
fn of(key: &str) -> Option<Digest> {
    Shown::parse(key).map(|_| Digest::of(key.as_bytes()))
}

impl Uploads {
    fn entries(&self) -> MutexGuard<'_, Vec<Entry>> {
        // What is held here is whole at every moment.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Holds a file of somebody, and gives the key under which he finds it.
    pub(super) fn hold(&self, owner: &Arc<str>, file: Brought, now: Instant) -> Result<String, PersonError> {
        let key = Shown::draw()?.told();
        let mut entries = self.entries();
        entries.retain(|entry| entry.counts(now));
        while entries.iter().filter(|entry| entry.owner == *owner).count() >= EACH {
            forget(&mut entries, |entry| entry.owner == *owner);
        }
        let bytes = |entries: &[Entry]| entries.iter().map(Entry::bytes).sum::<usize>();
        while bytes(&entries).saturating_add(file.bytes.len()) > BYTES && !entries.is_empty() {
            forget(&mut entries, |_| true);
        }
        let held = Held::File(Arc::new(file));
        entries.extend(of(&key).map(|key| Entry { key, owner: Arc::clone(owner), held, seen: now }));
        Ok(key)
    }

    /// What somebody holds under a key; nothing where it is another's, or held no more. Looking keeps it.
    pub(super) fn find(&self, owner: &str, key: &str, now: Instant) -> Option<Held> {
        let key = of(key)?;
        let mut entries = self.entries();
        entries.retain(|entry| entry.counts(now));
        let entry = entries.iter_mut().find(|entry| entry.key == key && *entry.owner == *owner)?;
        entry.seen = now;
        Some(entry.held.clone())
    }

    /// A file became a batch: its bytes are let go, and whoever submits it once more is told the number.
    pub(super) fn submitted(&self, key: &str, number: u64) {
        let Some(key) = of(key) else { return };
        for entry in self.entries().iter_mut().filter(|entry| entry.key == key) {
            entry.held = Held::Submitted(number);
        }
    }
}

/// Forgets the one that was looked at least lately, of those that are meant.
fn forget(entries: &mut Vec<Entry>, meant: impl Fn(&Entry) -> bool) {
    let oldest = entries.iter().enumerate().filter(|(_, entry)| meant(entry)).min_by_key(|(_, entry)| entry.seen);
    if let Some(at) = oldest.map(|(at, _)| at) {
        entries.remove(at);
    }
}

#[test]
fn a_file_is_its_owners_for_half_an_hour_and_few_are_held() {
    let at =
        |minutes: i64| Instant::parse("2027-01-05T09:00:00.000+08:00").map(|now| now.plus_millis(minutes * 60_000));
    let (Some(now), Some(kind)) = (at(0), TypeName::parse("award.won")) else { panic!("no day") };
    let later = |minutes| at(minutes).unwrap_or(now);
    let uploads = Uploads::default();
    let file =
        |bytes: usize| Brought { kind: kind.clone(), name: "a.csv".to_owned(), bytes: Bytes::from(vec![b'x'; bytes]) };
    let (one, other): (Arc<str>, Arc<str>) = ("wang.li".into(), "li.si".into());
    let hold = |owner: &Arc<str>, bytes, at| uploads.hold(owner, file(bytes), at).unwrap_or_default();
    let is_held = |owner: &str, key: &str, at| uploads.find(owner, key, at).is_some();
    let key = hold(&one, 9, now);
    assert!(is_held("wang.li", &key, later(29)) && is_held("wang.li", &key, later(58)), "looking keeps it");
    assert!(!is_held("li.si", &key, later(58)) && !is_held("wang.li", "00", later(58)), "nobody else finds it");
    assert!(!is_held("wang.li", &key, later(88)), "half an hour is enough");
    // Of one person the last three.
    let keys: Vec<String> = (0..4).map(|minute| hold(&one, 9, later(minute))).collect();
    let found: Vec<bool> = keys.iter().map(|key| is_held("wang.li", key, later(4))).collect();
    assert_eq!(found, [false, true, true, true]);
    // Of all together so many bytes: the other's large ones push out what was looked at least lately.
    for minute in 5..7 {
        hold(&other, BYTES / 2, later(minute));
    }
    assert!(!keys.iter().any(|key| is_held("wang.li", key, later(7))));
    uploads.submitted(&key, 7);
    let key = hold(&one, 9, later(8));
    uploads.submitted(&key, 7);
    assert!(matches!(uploads.find("wang.li", &key, later(9)), Some(Held::Submitted(7))));
}
