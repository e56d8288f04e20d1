//! What floors, ceilings and caps did: why a total does not follow a rate in proportion.

use crate::position::{Item, Limited, Outcome};
use crate::whatif::Line;
use std::collections::BTreeMap;

/// Where the amount of an item stood and stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum BoundMove {
    /// At the floor in both arms.
    StillAtFloor,
    /// At the ceiling in both arms.
    StillAtCeiling,
    /// At the floor as supposed only.
    ToFloor,
    /// At the floor as it is only.
    OffFloor,
    /// At the ceiling as supposed only.
    ToCeiling,
    /// At the ceiling as it is only.
    OffCeiling,
    /// The own amount changes and what is due does not: caps or the better choice take up the difference.
    TakenUp,
}

/// How many lines there are of each kind.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Bounds(pub BTreeMap<BoundMove, usize>);

impl Bounds {
    /// Adds a line that a change can touch.
    pub fn add(&mut self, line: &Line<'_>) {
        let Some((base, supposed)) = line.pair() else { return };
        if base.outcome != Outcome::Due || supposed.outcome != Outcome::Due {
            return;
        }
        let taken_up = base.gross != supposed.gross && base.net == supposed.net;
        for kind in moved(base, supposed).into_iter().chain(taken_up.then_some(BoundMove::TakenUp)) {
            let count = self.0.entry(kind).or_default();
            *count = count.saturating_add(1);
        }
    }

    /// Adds another one.
    pub fn join(&mut self, other: &Bounds) {
        for (kind, count) in &other.0 {
            let own = self.0.entry(*kind).or_default();
            *own = own.saturating_add(*count);
        }
    }
}

/// What leaves one bound for the other does both.
fn moved(base: &Item, supposed: &Item) -> Vec<BoundMove> {
    match (base.limited, supposed.limited) {
        (Limited::Floor(_), Limited::Floor(_)) => vec![BoundMove::StillAtFloor],
        (Limited::Ceiling(_), Limited::Ceiling(_)) => vec![BoundMove::StillAtCeiling],
        (Limited::Neither, Limited::Floor(_)) => vec![BoundMove::ToFloor],
        (Limited::Floor(_), Limited::Neither) => vec![BoundMove::OffFloor],
        (Limited::Neither, Limited::Ceiling(_)) => vec![BoundMove::ToCeiling],
        (Limited::Ceiling(_), Limited::Neither) => vec![BoundMove::OffCeiling],
        (Limited::Floor(_), Limited::Ceiling(_)) => vec![BoundMove::OffFloor, BoundMove::ToCeiling],
        (Limited::Ceiling(_), Limited::Floor(_)) => vec![BoundMove::OffCeiling, BoundMove::ToFloor],
        (Limited::Neither, Limited::Neither) => Vec::new(),
    }
}
