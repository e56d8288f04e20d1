//! sled as the only store: an event and its tags in one batch, then `flush`. It has no condition over several keys without
//! a transaction, and its `flush` is `sync_file_range`, which does not empty a drive's cache nor write the file's length:
//! less durable than all the others here.

use crate::done::Done;
use crate::events::Fact;
use crate::peer::{Guard, Peer};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

pub(crate) struct Sled {
    store: sled::Db,
    last: Mutex<u64>,
}

impl Sled {
    pub(crate) fn open(path: &Path) -> Done<Self> {
        let store = sled::Config::new().path(path).cache_capacity(64 << 20).open()?;
        let last = match store.scan_prefix(b"e").next_back() {
            Some(entry) => position(&entry?.0)?,
            None => 0,
        };
        Ok(Self { store, last: Mutex::new(last) })
    }
}

fn event_key(position: u64) -> Vec<u8> {
    [b"e".as_slice(), &position.to_be_bytes()].concat()
}

fn tag_key(tag: &str) -> Vec<u8> {
    [b"t", tag.as_bytes(), b"\0"].concat()
}

fn position(key: &[u8]) -> Done<u64> {
    Ok(u64::from_be_bytes(*key.last_chunk().ok_or("a short key")?))
}

impl Peer for Sled {
    fn append(&self, facts: &[Fact], _: Option<Guard<'_>>) -> Done<u64> {
        let head = {
            let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
            let mut batch = sled::Batch::default();
            for fact in facts {
                *last += 1;
                batch.insert(event_key(*last), fact.to_bytes());
                for tag in &fact.tags {
                    batch.insert([tag_key(tag).as_slice(), &last.to_be_bytes()].concat(), &[]);
                }
            }
            self.store.apply_batch(batch)?;
            *last
        };
        self.store.flush()?;
        Ok(head)
    }

    fn scan(&self) -> Done<(u64, u64)> {
        let (mut count, mut bytes) = (0, 0);
        for entry in self.store.scan_prefix(b"e") {
            let fact = Fact::from_bytes(&entry?.1)?;
            count += 1;
            bytes += crate::events::len(&fact.body);
        }
        Ok((count, bytes))
    }

    fn tagged(&self, tag: &str) -> Done<(u64, u64)> {
        let (mut count, mut bytes) = (0, 0);
        for entry in self.store.scan_prefix(tag_key(tag)) {
            let event = self.store.get(event_key(position(&entry?.0)?))?.ok_or("a tag without its event")?;
            let fact = Fact::from_bytes(&event)?;
            count += 1;
            bytes += crate::events::len(&fact.body);
        }
        Ok((count, bytes))
    }

    fn head(&self) -> Done<u64> {
        Ok(*self.last.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
