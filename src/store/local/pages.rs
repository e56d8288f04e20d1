//! The body of a file, read page by page, and each page held against its checksum when it is read.

use super::bytes::len64;
use super::disk;
use super::root::Root;
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Bytes of a page: what is looked up lies on one or two, and a checksum for each is a thousandth of the file.
pub(super) const PAGE_BYTES: usize = 4096;
/// Longer runs are read once through, by whoever reads everything, and not kept.
const KEPT_AT_ONCE: usize = 8;

/// A page that cannot be read, or is not what was written there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Spoiled;

/// The pages of a body.
#[derive(Debug)]
pub(super) enum Pages {
    /// All of them, in memory.
    Kept(Vec<u8>),
    /// In a file, the ones that were asked for in memory too.
    Filed(Filed),
}

/// Where the pages lie. The file is opened whenever some are read: a large ledger has more such files than a process may have open.
#[derive(Debug)]
pub(super) struct Filed {
    pub(super) root: Root,
    pub(super) path: PathBuf,
    /// Where in the file the first page begins.
    pub(super) start: usize,
    /// The bytes of all pages.
    pub(super) length: usize,
    pub(super) sums: Arc<[u32]>,
    pub(super) read: Mutex<FxHashMap<usize, Arc<[u8]>>>,
}

impl Pages {
    /// How many pages so many bytes take.
    pub(super) fn count(bytes: usize) -> usize {
        bytes.div_ceil(PAGE_BYTES)
    }

    /// The checksum of each page of a body.
    pub(super) fn sums(body: &[u8]) -> Arc<[u32]> {
        body.chunks(PAGE_BYTES).map(crc32c::crc32c).collect()
    }

    /// Some bytes of the body; those behind its end are left out.
    pub(super) fn read(&self, range: Range<usize>) -> Result<Cow<'_, [u8]>, Spoiled> {
        match self {
            Pages::Kept(body) => {
                let end = range.end.min(body.len());
                Ok(Cow::Borrowed(body.get(range.start.min(end)..end).unwrap_or_default()))
            }
            Pages::Filed(filed) => filed.bytes(range).map(Cow::Owned),
        }
    }

    /// How many bytes are in memory.
    pub(super) fn bytes_read(&self) -> u64 {
        len64(match self {
            Pages::Kept(body) => body.len(),
            Pages::Filed(filed) => filed.pages().len() * PAGE_BYTES,
        })
    }
}

impl Filed {
    fn pages(&self) -> MutexGuard<'_, FxHashMap<usize, Arc<[u8]>>> {
        self.read.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn bytes(&self, range: Range<usize>) -> Result<Vec<u8>, Spoiled> {
        let end = range.end.min(self.length);
        if range.start >= end {
            return Ok(Vec::new());
        }
        let (first, behind) = (range.start / PAGE_BYTES, end.div_ceil(PAGE_BYTES));
        let pages =
            if behind - first > KEPT_AT_ONCE { self.fetch(first, behind)? } else { self.gather(first, behind)? };
        let skipped = first * PAGE_BYTES;
        pages.get(range.start - skipped..end - skipped).map(<[u8]>::to_vec).ok_or(Spoiled)
    }

    /// Some pages one behind the other, from memory as far as they are there.
    fn gather(&self, first: usize, behind: usize) -> Result<Vec<u8>, Spoiled> {
        let mut found = Vec::with_capacity((behind - first) * PAGE_BYTES);
        for page in first..behind {
            let known = self.pages().get(&page).cloned();
            let bytes = match known {
                Some(bytes) => bytes,
                None => self.learn(page)?,
            };
            found.extend_from_slice(&bytes);
        }
        Ok(found)
    }

    fn learn(&self, page: usize) -> Result<Arc<[u8]>, Spoiled> {
        let bytes: Arc<[u8]> = self.fetch(page, page + 1)?.into();
        self.pages().insert(page, Arc::clone(&bytes));
        Ok(bytes)
    }

    /// Some pages as they stand in the file.
    fn fetch(&self, first: usize, behind: usize) -> Result<Vec<u8>, Spoiled> {
        let start = first * PAGE_BYTES;
        let mut bytes = vec![0; (behind * PAGE_BYTES).min(self.length).saturating_sub(start)];
        let file = self.root.disk().open(&self.path, false).map_err(|_| Spoiled)?;
        let there = disk::read_at(&*file, &mut bytes, len64(self.start + start)).map_err(|_| Spoiled)?;
        let sums = self.sums.get(first..behind).unwrap_or_default();
        let whole = there == bytes.len() && *Pages::sums(&bytes) == *sums;
        if whole { Ok(bytes) } else { Err(Spoiled) }
    }
}
