//! The last segment's labels in sled, so that opening need not read the segment again.
//!
//! Nothing depends on it: it is written behind the log's back, never synced for anybody, and thrown away whenever it
//! fails, is ahead of the log, or disagrees with it. A loss of power leaves any mixture of what sled wrote; so each entry has a
//! checksum of its own, over the ledger and the place it speaks of as well, and all of them together must give a root that
//! stands in the log.

use super::bytes::Fields;
use super::head::Head;
use super::tail::Labels;
use super::term::{Term, Use};
use crate::value::{Digest, Position};
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;
use uuid::Uuid;

/// sled gets slow, and its memory large, with bigger batches.
pub(super) const BATCH_MAX: usize = 50;

/// After so many bytes the disk is waited for. sled waits for its file to be shortened while it holds what everybody who writes to it needs, and its
/// seven threads may all be of those: then nobody is left to shorten it, and whoever closes the ledger waits for ever. With few writes on their
/// way some of them are free.
const IN_FLIGHT: usize = 256 << 10;

const CACHE_BYTES: u64 = 16 << 20;
/// How far the index is: stands in the same batch as the last labels it speaks of.
const REACHED: &[u8] = b"reached";
/// Threads of sled may hold its file a little longer than whoever closed it.
const LET_GO: Duration = Duration::from_millis(5);
const LET_GO_TRIES: u32 = 200;
/// How sled says that somebody holds its file.
const LOCKED: &str = "could not acquire lock";

/// An open index.
#[derive(Debug)]
pub(super) struct Index {
    db: Closing,
    /// Its own name: what another ledger left is none of its.
    ledger: Uuid,
    /// What was given to sled since the disk was waited for.
    in_flight: AtomicUsize,
}

/// The database of sled. It writes when it is closed, and panics where it cannot.
#[derive(Debug)]
struct Closing(Option<sled::Db>);

impl Drop for Closing {
    fn drop(&mut self) {
        let _ = guarded(|| {
            drop(self.0.take());
            Ok(())
        });
    }
}

/// The beginning of a segment, as the index has it.
#[derive(Debug)]
pub(super) struct Remembered {
    pub(super) labels: Vec<Labels>,
    /// The end of the group the labels reach to.
    pub(super) head: Head,
}

/// Why the index cannot be used, in sled's words.
pub(super) type Why = String;

/// An index, or why it cannot be used; nothing on a disk that sled cannot reach.
pub(super) type Opened = Option<Result<Index, Why>>;

impl Index {
    /// Opens the index; one that does not open is deleted and begun anew.
    pub(super) fn open(path: &Path, ledger: Uuid) -> Result<Self, Why> {
        Self::look(path, ledger).or_else(|_| Self::begin(path, ledger))
    }

    /// Opens the index as it stands, or fails.
    pub(super) fn look(path: &Path, ledger: Uuid) -> Result<Self, Why> {
        sweep(path);
        let mut opened = Self::open_db(path, ledger);
        for _ in 0..LET_GO_TRIES {
            match opened {
                Err(why) if why.contains(LOCKED) => thread::sleep(LET_GO),
                other => return other,
            }
            opened = Self::open_db(path, ledger);
        }
        opened
    }

    /// How far the index says it is; none in one that was just begun, or by a program that named no ledger in its checksums.
    pub(super) fn reached(&self) -> Result<Option<Head>, Why> {
        match guarded(|| self.db()?.get(REACHED))? {
            None => Ok(None),
            Some(value) if is_earlier(&value) => Ok(None),
            Some(value) => {
                decode_reached(self.ledger, &value).map(Some).ok_or_else(|| "the checksum does not fit".to_owned())
            }
        }
    }

    /// Deletes the index and begins anew.
    pub(super) fn begin(path: &Path, ledger: Uuid) -> Result<Self, Why> {
        match fs::remove_dir_all(path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.to_string()),
            _ => Self::open_db(path, ledger),
        }
    }

    /// The labels of a segment as far as they go, if they are whole.
    pub(super) fn remembered(&self, segment: u64, first: Position) -> Option<Remembered> {
        let read = || Ok(self.read(segment, first));
        guarded(read).ok().flatten()
    }

    /// Writes the labels of some events; and how far the index is, when they end a group.
    pub(super) fn write(
        &self,
        segment: u64,
        first: Position,
        labels: &[Labels],
        reached: Option<Head>,
    ) -> Result<(), Why> {
        let (mut batch, mut bytes) = (sled::Batch::default(), 0_usize);
        let mut position = first;
        for one in labels {
            let key = key(segment, position);
            let value = encode(self.ledger, &key, one);
            bytes = bytes.saturating_add(key.len()).saturating_add(value.len());
            batch.insert(&key, value);
            position = position.next();
        }
        if let Some(head) = reached {
            batch.insert(REACHED, encode_reached(self.ledger, head));
        }
        guarded(|| {
            self.db()?.apply_batch(batch)?;
            self.paced(bytes)
        })
    }

    /// Waits for the disk where enough is on its way.
    fn paced(&self, bytes: usize) -> sled::Result<()> {
        if self.in_flight.fetch_add(bytes, Ordering::Relaxed).saturating_add(bytes) < IN_FLIGHT {
            return Ok(());
        }
        self.in_flight.store(0, Ordering::Relaxed);
        self.db()?.flush().map(|_| ())
    }

    /// Removes some labels of segments before this one; `false` when there are none left.
    pub(super) fn forget_before(&self, segment: u64) -> Result<bool, Why> {
        guarded(|| {
            let (db, mut batch) = (self.db()?, sled::Batch::default());
            let mut bytes = 0_usize;
            for old in db.range(..key(segment, Position::ZERO)).keys().take(BATCH_MAX) {
                let old = old?;
                // A removal writes a link, and the page it is on anew sooner or later.
                bytes = bytes.saturating_add(old.len().saturating_mul(4));
                batch.remove(old);
            }
            db.apply_batch(batch)?;
            self.paced(bytes)?;
            Ok(bytes > 0)
        })
    }

    fn open_db(path: &Path, ledger: Uuid) -> Result<Self, Why> {
        let open = || sled::Config::new().path(path).cache_capacity(CACHE_BYTES).open();
        guarded(open).map(|db| Self { db: Closing(Some(db)), ledger, in_flight: AtomicUsize::new(0) })
    }

    fn db(&self) -> sled::Result<&sled::Db> {
        self.db.0.as_ref().ok_or_else(|| sled::Error::Unsupported("closed".to_owned()))
    }

    fn read(&self, segment: u64, first: Position) -> Option<Remembered> {
        let db = self.db().ok()?;
        let head = decode_reached(self.ledger, &db.get(REACHED).ok()??)?;
        if head.segment != segment || head.position < first {
            return None;
        }
        let mut labels = Vec::new();
        let mut expected = first;
        for entry in db.range(key(segment, first)..=key(segment, head.position)) {
            let (key_bytes, value) = entry.ok()?;
            if key_bytes != key(segment, expected) {
                return None;
            }
            labels.push(decode(self.ledger, &key_bytes, &value)?);
            expected = expected.next();
        }
        (expected == head.position.next()).then_some(Remembered { labels, head })
    }
}

/// sled stops by panicking when it meets what it did not expect in its files.
fn guarded<T>(work: impl FnOnce() -> sled::Result<T>) -> Result<T, Why> {
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(error)) => Err(error.to_string()),
        Err(_) => Err("sled panicked".to_owned()),
    }
}

/// sled reads a snapshot that it was killed while writing, and fails on it.
fn sweep(path: &Path) {
    for entry in fs::read_dir(path).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with("snap.") && name.ends_with(".generating") {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Big-endian, so that keys sort by segment and position.
fn key(segment: u64, position: Position) -> [u8; 16] {
    let mut key = [0; 16];
    let (high, low) = key.split_at_mut(8);
    high.copy_from_slice(&segment.to_be_bytes());
    low.copy_from_slice(&position.0.to_be_bytes());
    key
}

/// The checksum of an entry. A label is right in one place of one ledger only: other events may have the same leaves, under other ids.
fn sum(ledger: Uuid, key: &[u8], body: &[u8]) -> u32 {
    [key, body].into_iter().fold(crc32c::crc32c(ledger.as_bytes()), crc32c::crc32c_append)
}

fn encode(ledger: Uuid, key: &[u8], labels: &Labels) -> Vec<u8> {
    let mut out = Vec::with_capacity(48 + labels.uses.len() * 9);
    out.extend(labels.offset.to_le_bytes());
    out.extend(labels.leaf.0);
    for one in &labels.uses {
        out.extend(one.term.0.to_le_bytes());
        out.push(u8::from(one.freed));
    }
    out.extend(sum(ledger, key, &out).to_le_bytes());
    out
}

fn decode(ledger: Uuid, key: &[u8], value: &[u8]) -> Option<Labels> {
    let (body, crc) = value.split_last_chunk()?;
    if sum(ledger, key, body) != u32::from_le_bytes(*crc) {
        return None;
    }
    let mut fields = Fields::of(body);
    let (offset, leaf) = (fields.u32()?, Digest(fields.array()?));
    let mut uses = Vec::new();
    while !fields.is_empty() {
        uses.push(Use { term: Term(fields.u64()?), freed: fields.u8()? == 1 });
    }
    Some(Labels { offset, leaf, uses })
}

fn encode_reached(ledger: Uuid, head: Head) -> Vec<u8> {
    let mut out = Vec::new();
    for field in [head.position.0, head.group, head.segment, head.offset] {
        out.extend(field.to_le_bytes());
    }
    out.extend(sum(ledger, REACHED, &out).to_le_bytes());
    out
}

/// Whether it was written by an earlier version, which says nothing else of itself.
fn is_earlier(value: &[u8]) -> bool {
    let summed = value.split_last_chunk().map(|(body, crc)| (crc32c::crc32c(body), u32::from_le_bytes(*crc)));
    summed.is_some_and(|(sum, crc)| sum == crc)
}

fn decode_reached(ledger: Uuid, value: &[u8]) -> Option<Head> {
    let (body, crc) = value.split_last_chunk()?;
    if sum(ledger, REACHED, body) != u32::from_le_bytes(*crc) {
        return None;
    }
    let mut fields = Fields::of(body);
    let (position, group) = (Position(fields.u64()?), fields.u64()?);
    Some(Head { position, group, segment: fields.u64()?, offset: fields.u64()? })
}
