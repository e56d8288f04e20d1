//! From records to events that are passed.

use super::fault::Fault;
use super::record::Record;
use super::segment::Segment;
use super::select::Pick;
use crate::proof::LeafBlocks;
use crate::store::cause::Cause;
use crate::store::passing::{Passing, Tags};
use crate::value::{Digest, Tag, TypeName};
use rustc_hash::FxHashMap;
use std::ops::ControlFlow;

/// Types are remembered until there are this many; a ledger has far fewer, a damaged one may not.
const TYPES_MAX: usize = 1 << 14;

/// Makes events of records. What is read is what was hashed: an event changed behind the writer's back, its checksums mended, is
/// damage wherever it is read, not only where everything is verified.
#[derive(Debug, Default)]
pub(super) struct Passed {
    types: Types,
    one: LeafBlocks,
    two: LeafBlocks,
}

/// Types come back again and again: each is made once.
#[derive(Debug, Default)]
struct Types {
    places: FxHashMap<String, usize>,
    types: Vec<TypeName>,
}

/// The record of a pick, or what is wrong with it.
type Read<'b> = Result<(Pick, Record<'b>), Fault>;

impl Passed {
    /// Hands over an event and the one after it, in order, until `visit` answers no. What is wrong with the second is told
    /// when the first was handed over.
    pub(super) fn hand_over(
        &mut self,
        segment: &Segment,
        one: Read<'_>,
        two: Option<Read<'_>>,
        visit: &mut dyn FnMut(Passing<'_>) -> bool,
    ) -> Result<ControlFlow<()>, Fault> {
        let one = one?;
        let leaves = self.leaves(&one.1, two.as_ref().and_then(|two| two.as_ref().ok()).map(|(_, record)| record));
        for (read, leaf) in [Some(Ok(one)), two].into_iter().flatten().zip(leaves) {
            let (pick, record) = read?;
            let damaged = |what| Fault::damaged(&segment.path, pick.span.start, pick.position, what);
            if !visit(self.types.passing(pick, &record, leaf).map_err(damaged)?) {
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    /// What the leaves of one or two records must be.
    fn leaves(&mut self, one: &Record<'_>, two: Option<&Record<'_>>) -> [Digest; 2] {
        self.one.fill(one.kind, one.tags.bytes(), one.bytes);
        let Some(two) = two else { return [self.one.digest(); 2] };
        self.two.fill(two.kind, two.tags.bytes(), two.bytes);
        let (one, two) = self.one.digest_both(&self.two);
        [one, two]
    }
}

impl Types {
    fn passing<'e>(&'e mut self, pick: Pick, record: &Record<'e>, leaf: Digest) -> Result<Passing<'e>, Cause> {
        let Record { id, tags, bytes, .. } = *record;
        let labelled = tags.bytes().all(Tag::is_one);
        let (Some(kind), true) = (self.kind(record.kind), labelled) else { return Err(Cause::EventLabels) };
        if leaf != record.leaf {
            return Err(Cause::EventLeaf);
        }
        Ok(Passing { position: pick.position, id, kind, tags: Tags::read(tags), bytes })
    }

    fn kind(&mut self, text: &str) -> Option<&TypeName> {
        let place = match self.places.get(text) {
            Some(place) => *place,
            None => self.learn(text)?,
        };
        self.types.get(place)
    }

    fn learn(&mut self, text: &str) -> Option<usize> {
        let kind = TypeName::parse(text)?;
        if self.types.len() >= TYPES_MAX {
            (self.places, self.types) = Default::default();
        }
        let place = self.types.len();
        self.places.insert(text.to_owned(), place);
        self.types.push(kind);
        Some(place)
    }
}
