//! What one writer appends, to this lane and that.

use crate::body::{self, Said};
use crate::chance::Chance;
use crate::trouble::Trouble;
use qizhang::store::{AppendRefusal, Batch, Staged, Stored};
use qizhang::value::Position;
use std::collections::BTreeMap;

const LANES: u64 = 3;

/// The last batch of each lane, and the position of its last event.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lanes {
    last: BTreeMap<u64, (u64, Position)>,
}

impl Lanes {
    /// How far the lanes are in a ledger.
    pub(crate) fn of(events: &[Stored]) -> Self {
        let said = events.iter().filter_map(|stored| Some((body::said(&stored.bytes)?, stored.position)));
        Self { last: said.map(|(said, position)| (said.lane, (said.batch, position))).collect() }
    }

    /// The next batch of some lane, and what its first event says.
    pub(crate) fn next(&self, chance: &mut Chance) -> Result<(Said, Batch), Trouble> {
        let lane = chance.below(LANES);
        let (last, after) = self.last.get(&lane).copied().unwrap_or_default();
        let said = Said { lane, batch: last + 1, at: 0, of: 1 + chance.below(4) };
        let batch = body::batch(lane, said.batch, said.of, after, chance);
        Ok((said, batch.ok_or_else(|| Trouble::new("a batch has no name"))?))
    }

    /// A batch was acknowledged, and the ledger ends with it.
    pub(crate) fn taken(&mut self, said: Said, head: Position) {
        self.last.insert(said.lane, (said.batch, head));
    }
}

/// Some batches appended to what is staged: where each begins and what it says, or why one is refused.
pub(crate) fn stage_some(
    staged: &dyn Staged,
    lanes: &mut Lanes,
    chance: &mut Chance,
) -> Result<Result<Vec<(usize, Said)>, AppendRefusal>, Trouble> {
    let mut placed = Vec::new();
    for _ in 0..=chance.below(6) {
        let (said, batch) = lanes.next(chance)?;
        match staged.append(&batch) {
            Ok(done) => {
                lanes.taken(said, done.head);
                placed.push((first_place(said, done.head), said));
            }
            Err(refusal) => return Ok(Err(refusal)),
        }
    }
    Ok(Ok(placed))
}

/// Where the first event of a batch stands, when the last one of it is the head.
pub(crate) fn first_place(said: Said, head: Position) -> usize {
    usize::try_from(head.0 + 1 - said.of).unwrap_or(usize::MAX)
}

/// Where a ledger ends, as a number of events.
pub(crate) fn end(head: Position) -> usize {
    usize::try_from(head.0).unwrap_or(usize::MAX)
}
