//! The ledger as it is, computed once for any number of scenarios.

use super::clauses::Clauses;
use crate::ledger::error::LedgerError;
use crate::ledger::hands::hands;
use crate::ledger::horizon::Horizon;
use crate::ledger::service::Ledger;
use crate::ledger::world::{Question, Scope, World};
use crate::position::Item;
use crate::value::Uscc;
use crate::whatif::{Sums, Table};
use std::panic::resume_unwind;

/// The ledger as it is, with everybody's items: what scenarios are held against.
#[derive(Debug)]
pub struct AsItIs {
    /// What is known.
    pub world: World,
    /// The items of each subject, in the order of the timeline.
    pub(super) items: Vec<Vec<Item>>,
    /// All of them added up.
    pub(super) table: Table,
    pub(super) clauses: Clauses,
}

impl Ledger {
    /// The ledger as it is at a horizon.
    pub fn as_it_is(&self, horizon: Horizon) -> Result<AsItIs, LedgerError> {
        let world = self.world(&Question { horizon, scope: Scope::All, reads: Vec::new() })?;
        let (items, clauses) = (items(&world), Clauses::of(&world.program));
        let mut table = Table::new();
        for item in items.iter().flatten() {
            table.entry(clauses.row(item)).or_default().add_same(item);
        }
        Ok(AsItIs { world, items, table, clauses })
    }
}

impl AsItIs {
    /// What everybody is due.
    pub(super) fn sums(&self) -> Sums {
        let mut all = Sums::default();
        self.table.values().for_each(|sums| all.join(sums));
        all
    }

    /// The items of a subject that has them under one code.
    pub(super) fn items_of(&self, codes: &[Uscc]) -> Option<&[Item]> {
        let [code] = codes else { return None };
        let at = self.world.timeline.subjects().binary_search(code).ok()?;
        self.items.get(at).map(Vec::as_slice)
    }
}

/// The items of everybody, on as many hands as there are.
fn items(world: &World) -> Vec<Vec<Item>> {
    let subjects = world.timeline.subjects();
    let share = subjects.len().div_ceil(hands()).max(1);
    std::thread::scope(|scope| {
        let work = |part: &[Uscc]| -> Vec<Vec<Item>> {
            let engine = world.engine();
            part.iter().map(|subject| engine.items_of(*subject)).collect()
        };
        let parts: Vec<_> = subjects.chunks(share).map(|part| scope.spawn(move || work(part))).collect();
        parts.into_iter().flat_map(|part| part.join().unwrap_or_else(|panic| resume_unwind(panic))).collect()
    })
}
