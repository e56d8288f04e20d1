//! Events read from where they lie.

use super::bytes::{len64, size};
use super::fault::Fault;
use super::record::{self, Record};
use super::segment::Segment;
use super::select::Pick;
use crate::event::Query;
use crate::proof::leaf_digest;
use crate::store::cause::Cause;
use crate::store::contract::Stored;
use crate::value::{Tag, TypeName};
use rustc_hash::FxHashMap;

/// Neighbours are read together in pieces of this many bytes.
const WINDOW: u64 = 256 << 10;
/// Events further apart than this on average are read one by one.
const SPARSE: u64 = 8 << 10;
/// Types are remembered until there are this many; a ledger has far fewer, a damaged one may not.
const TYPES_MAX: usize = 1 << 14;

/// Reads events of one segment after another, keeping the bytes around the last one.
#[derive(Debug, Default)]
pub(super) struct Fetcher {
    segment: u64,
    start: u64,
    buffer: Vec<u8>,
    window: u64,
    words: Words,
}

/// Makes events of records. What is read is what was hashed: an event changed behind the writer's back, its checksums mended, is
/// damage wherever it is read, not only where everything is verified.
///
/// Types come back again and again: each is made once. Most tags name one document and do not.
#[derive(Debug, Default)]
struct Words {
    types: FxHashMap<String, TypeName>,
}

impl Fetcher {
    /// Settles how far to read ahead for these picks.
    pub(super) fn prepare(&mut self, picks: &[Pick]) {
        let starts = || picks.iter().map(|pick| pick.span.start);
        let (low, high) = (starts().min().unwrap_or(0), starts().max().unwrap_or(0));
        let dense = picks.len() > 1 && (high - low) / len64(picks.len()) < SPARSE;
        self.window = if dense { WINDOW } else { 0 };
    }

    /// The event of a pick.
    pub(super) fn record(&mut self, segment: &Segment, pick: Pick, backwards: bool) -> Result<Record<'_>, Fault> {
        let span = pick.span;
        let end = self.start + len64(self.buffer.len());
        if self.segment != segment.number || span.start < self.start || span.end > end {
            let length = self.window.max(span.end.saturating_sub(span.start));
            let start = if backwards { span.end.saturating_sub(length).min(span.start) } else { span.start };
            self.fill(segment, start, size(length))?;
        }
        let bytes = self.buffer.get(size(span.start - self.start)..).unwrap_or_default();
        record::decode(bytes, pick.position)
            .map_err(|what| Fault::damaged(&segment.path, span.start, pick.position, what))
    }

    /// The event of a pick, when the query really selects it.
    pub(super) fn stored(
        &mut self,
        segment: &Segment,
        pick: Pick,
        query: &Query,
        backwards: bool,
    ) -> Result<Option<Stored>, Fault> {
        let mut words = std::mem::take(&mut self.words);
        let record = self.record(segment, pick, backwards)?;
        let stored = selects(query, &record).then(|| words.stored(&record, pick));
        self.words = words;
        let damaged = |what| Fault::damaged(&segment.path, pick.span.start, pick.position, what);
        stored.transpose().map_err(damaged)
    }

    fn fill(&mut self, segment: &Segment, start: u64, length: usize) -> Result<(), Fault> {
        self.buffer.resize(length, 0);
        self.segment = segment.number;
        self.start = start;
        let there = segment.read_at(&mut self.buffer, start)?;
        self.buffer.truncate(there);
        Ok(())
    }
}

/// As [`Query::matches`], on words still where they were read.
pub(super) fn selects(query: &Query, record: &Record<'_>) -> bool {
    query.items.iter().any(|item| {
        let any_type = item.types.is_empty() || item.types.iter().any(|kind| kind.as_str() == record.kind);
        any_type && item.tags.iter().all(|tag| record.tags.contains(&tag.as_str()))
    })
}

impl Words {
    fn stored(&mut self, record: &Record<'_>, pick: Pick) -> Result<Stored, Cause> {
        let tags = record.tags.iter().map(|tag| Tag::parse(tag)).collect::<Option<Vec<_>>>();
        let (Some(kind), Some(tags)) = (self.kind(record.kind), tags) else { return Err(Cause::EventLabels) };
        if leaf_digest(&kind, &tags, record.bytes) != record.leaf {
            return Err(Cause::EventLeaf);
        }
        Ok(Stored { position: pick.position, id: record.id, kind, tags, bytes: record.bytes.to_vec() })
    }

    fn kind(&mut self, text: &str) -> Option<TypeName> {
        if let Some(kind) = self.types.get(text) {
            return Some(kind.clone());
        }
        if self.types.len() >= TYPES_MAX {
            self.types.clear();
        }
        let kind = TypeName::parse(text)?;
        self.types.insert(text.to_owned(), kind.clone());
        Some(kind)
    }
}
