//! Events read from where they lie.

use super::bytes::{len64, size};
use super::fault::Fault;
use super::passed::Passed;
use super::record::{self, Record};
use super::segment::Segment;
use super::select::Pick;
use super::tail::Span;
use crate::event::Query;
use crate::store::passing::Passing;
use std::ops::ControlFlow;

/// Neighbours are read together in pieces of this many bytes.
const WINDOW: u64 = 256 << 10;
/// Events further apart than this on average are read one by one.
const SPARSE: u64 = 8 << 10;

/// Reads events of one segment after another, keeping the bytes around the last one.
#[derive(Debug, Default)]
pub(super) struct Fetcher {
    piece: Piece,
    window: u64,
    passed: Passed,
}

/// A piece of a segment.
#[derive(Debug, Default)]
struct Piece {
    segment: u64,
    start: u64,
    bytes: Vec<u8>,
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
        self.cover(segment, pick.span, backwards)?;
        self.piece.record(segment, pick)
    }

    /// Hands over the events of some picks that the query really selects, until `visit` answers no.
    pub(super) fn pass(
        &mut self,
        segment: &Segment,
        mut picks: &[Pick],
        query: &Query,
        backwards: bool,
        visit: &mut dyn FnMut(Passing<'_>) -> bool,
    ) -> Result<ControlFlow<()>, Fault> {
        while let Some(first) = picks.first() {
            self.cover(segment, first.span, backwards)?;
            let Self { piece, passed, .. } = self;
            let more = picks.iter().skip(1).take_while(|pick| piece.holds(segment, pick.span));
            let (here, later) = picks.split_at_checked(1 + more.count()).unwrap_or((picks, &[]));
            let mut records = here.iter().filter_map(|pick| match piece.record(segment, *pick) {
                Ok(record) => selects(query, &record).then_some(Ok((*pick, record))),
                Err(fault) => Some(Err(fault)),
            });
            // Of two the leaves are computed at once.
            while let Some(one) = records.next() {
                let other = records.next();
                if passed.hand_over(segment, one, other, visit)?.is_break() {
                    return Ok(ControlFlow::Break(()));
                }
            }
            picks = later;
        }
        Ok(ControlFlow::Continue(()))
    }

    /// Reads a piece of the segment that holds this span, unless the last one does.
    fn cover(&mut self, segment: &Segment, span: Span, backwards: bool) -> Result<(), Fault> {
        if self.piece.holds(segment, span) {
            return Ok(());
        }
        let length = self.window.max(span.end.saturating_sub(span.start));
        let start = if backwards { span.end.saturating_sub(length).min(span.start) } else { span.start };
        self.piece.fill(segment, start, size(length))
    }
}

impl Piece {
    fn holds(&self, segment: &Segment, span: Span) -> bool {
        let end = self.start + len64(self.bytes.len());
        self.segment == segment.number && self.start <= span.start && span.end <= end
    }

    fn fill(&mut self, segment: &Segment, start: u64, length: usize) -> Result<(), Fault> {
        self.bytes.resize(length, 0);
        self.segment = segment.number;
        self.start = start;
        let there = segment.read_at(&mut self.bytes, start)?;
        self.bytes.truncate(there);
        Ok(())
    }

    fn record(&self, segment: &Segment, pick: Pick) -> Result<Record<'_>, Fault> {
        let bytes = self.bytes.get(size(pick.span.start - self.start)..).unwrap_or_default();
        record::decode(bytes, pick.position)
            .map_err(|what| Fault::damaged(&segment.path, pick.span.start, pick.position, what))
    }
}

/// As [`Query::matches`], on words still where they were read.
pub(super) fn selects(query: &Query, record: &Record<'_>) -> bool {
    query.items.iter().any(|item| {
        let any_type = item.types.is_empty() || item.types.iter().any(|kind| kind.as_str() == record.kind);
        any_type && item.tags.iter().all(|tag| record.tags.bytes().any(|own| own == tag.as_str().as_bytes()))
    })
}
