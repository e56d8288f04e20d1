//! The last segment's labels in sled, so that opening need not read the segment again.
//!
//! Nothing depends on it: it is written behind the log's back, never synced for anybody, and thrown away whenever it
//! fails, is ahead of the log, or disagrees with it.

use super::bytes::Fields;
use super::head::Head;
use super::tail::Labels;
use super::term::{Term, Use};
use crate::value::{Digest, Position};
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

/// sled gets slow, and its memory large, with bigger batches.
pub(super) const BATCH_MAX: usize = 50;

const CACHE_BYTES: u64 = 16 << 20;
/// How far the index is: stands in the same batch as the last labels it speaks of.
const REACHED: &[u8] = b"reached";

/// An open index.
#[derive(Debug)]
pub(super) struct Index {
    db: sled::Db,
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
    pub(super) fn open(path: &Path) -> Result<Self, Why> {
        Self::look(path).or_else(|_| Self::begin(path))
    }

    /// Opens the index as it stands, or fails.
    pub(super) fn look(path: &Path) -> Result<Self, Why> {
        sweep(path);
        guarded(|| Self::open_db(path))
    }

    /// How far the index says it is; none in one that was just begun.
    pub(super) fn reached(&self) -> Result<Option<Head>, Why> {
        match guarded(|| self.db.get(REACHED))? {
            None => Ok(None),
            Some(value) => decode_reached(&value).map(Some).ok_or_else(|| "the checksum does not fit".to_owned()),
        }
    }

    /// Deletes the index and begins anew.
    pub(super) fn begin(path: &Path) -> Result<Self, Why> {
        match fs::remove_dir_all(path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.to_string()),
            _ => guarded(|| Self::open_db(path)),
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
        let mut batch = sled::Batch::default();
        let mut position = first;
        for one in labels {
            let key = key(segment, position);
            let value = encode(&key, one);
            batch.insert(&key, value);
            position = position.next();
        }
        if let Some(head) = reached {
            batch.insert(REACHED, encode_reached(head));
        }
        guarded(|| self.db.apply_batch(batch))
    }

    /// Removes some labels of segments before this one; `false` when there are none left.
    pub(super) fn forget_before(&self, segment: u64) -> Result<bool, Why> {
        guarded(|| {
            let mut batch = sled::Batch::default();
            let mut any = false;
            for old in self.db.range(..key(segment, Position::ZERO)).keys().take(BATCH_MAX) {
                batch.remove(old?);
                any = true;
            }
            self.db.apply_batch(batch)?;
            Ok(any)
        })
    }

    fn open_db(path: &Path) -> sled::Result<Self> {
        sled::Config::new().path(path).cache_capacity(CACHE_BYTES).open().map(|db| Self { db })
    }

    fn read(&self, segment: u64, first: Position) -> Option<Remembered> {
        let head = decode_reached(&self.db.get(REACHED).ok()??)?;
        if head.segment != segment || head.position < first {
            return None;
        }
        let mut labels = Vec::new();
        let mut expected = first;
        for entry in self.db.range(key(segment, first)..=key(segment, head.position)) {
            let (key_bytes, value) = entry.ok()?;
            if key_bytes != key(segment, expected) {
                return None;
            }
            labels.push(decode(&key_bytes, &value)?);
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

fn encode(key: &[u8], labels: &Labels) -> Vec<u8> {
    let mut out = Vec::with_capacity(48 + labels.uses.len() * 9);
    out.extend(labels.offset.to_le_bytes());
    out.extend(labels.leaf.0);
    for one in &labels.uses {
        out.extend(one.term.0.to_le_bytes());
        out.push(u8::from(one.freed));
    }
    let crc = crc32c::crc32c_append(crc32c::crc32c(key), &out);
    out.extend(crc.to_le_bytes());
    out
}

fn decode(key: &[u8], value: &[u8]) -> Option<Labels> {
    let (body, crc) = value.split_last_chunk()?;
    if crc32c::crc32c_append(crc32c::crc32c(key), body) != u32::from_le_bytes(*crc) {
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

fn encode_reached(head: Head) -> Vec<u8> {
    let mut out = Vec::new();
    for field in [head.position.0, head.group, head.segment, head.offset] {
        out.extend(field.to_le_bytes());
    }
    out.extend(crc32c::crc32c(&out).to_le_bytes());
    out
}

fn decode_reached(value: &[u8]) -> Option<Head> {
    let (body, crc) = value.split_last_chunk()?;
    if crc32c::crc32c(body) != u32::from_le_bytes(*crc) {
        return None;
    }
    let mut fields = Fields::of(body);
    let (position, group) = (Position(fields.u64()?), fields.u64()?);
    Some(Head { position, group, segment: fields.u64()?, offset: fields.u64()? })
}
