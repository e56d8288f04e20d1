//! What scenarios are held against, computed once for any number of them: the ledger as it is, or another scenario.

use super::arm::set;
use super::changes::{Changes, Step};
use super::cite::Cited;
use super::clauses::Clauses;
use super::scenario::Scenario;
use crate::event::Event;
use crate::ledger::error::LedgerError;
use crate::ledger::hands::hands;
use crate::ledger::horizon::Horizon;
use crate::ledger::service::Ledger;
use crate::ledger::world::{Question, Scope, World};
use crate::policy::Program;
use crate::position::Item;
use crate::value::{Digest, Uscc};
use crate::whatif::{Sums, Table};
use std::panic::resume_unwind;

/// What scenarios are held against, with everybody's items.
#[derive(Debug)]
pub struct AsItIs {
    /// What is known, as it is or as the baseline supposes.
    pub world: World,
    /// The two times as they were asked for.
    pub horizon: Horizon,
    /// The root over the ledger up to there.
    pub root: Digest,
    /// Whether more was recorded since.
    pub(super) looks_back: bool,
    /// The scenario it is, where it is not the ledger as it is.
    pub beside: Option<Cited>,
    /// So many events by which money was decided are left out of every arm, where they are.
    pub afresh: Option<usize>,
    /// Its changes against the ledger as it is.
    pub(super) held: Changes,
    /// The program before values are supposed.
    pub(super) unset: Program,
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
        let (root, unset) = (world.root, world.program.clone());
        let base = AsItIs::of(world, unset, (horizon, root), (Changes::default(), None));
        Ok(AsItIs { looks_back: horizon.known != self.head(), ..base })
    }
}

impl AsItIs {
    pub(super) fn of(
        world: World,
        unset: Program,
        (horizon, root): (Horizon, Digest),
        (held, beside): (Changes, Option<Cited>),
    ) -> Self {
        let (items, clauses) = (items(&world), Clauses::of(&world.program));
        let mut table = Table::new();
        for item in items.iter().flatten() {
            table.entry(clauses.row(item)).or_default().add_same(item);
        }
        Self { world, horizon, root, looks_back: false, beside, afresh: None, held, unset, items, table, clauses }
    }

    /// A scenario as the baseline of others.
    pub fn baseline(&self, ledger: &Ledger, scenario: Scenario) -> Result<AsItIs, LedgerError> {
        let understood = self.understood(ledger, scenario)?;
        // It is refused for the same reasons as any other.
        self.steps(&understood)?;
        let cited = understood.cited(self, None);
        let base = self.with(understood.changes, &understood.events, Some(cited))?;
        Self::is_sound(&base.world, &base.held)?;
        Ok(base)
    }

    /// The same after one more step.
    pub(super) fn after(&self, step: &Step, events: &[Event]) -> Result<AsItIs, LedgerError> {
        self.with(self.held.after(step), events, self.beside.clone())
    }

    /// A base of these changes.
    fn with(&self, changes: Changes, events: &[Event], cited: Option<Cited>) -> Result<AsItIs, LedgerError> {
        let mut world = self.unset_arm(&changes, events)?;
        let unset = world.program.clone();
        set(&mut world, &changes);
        world.root = self.root;
        let base = Self::of(world, unset, (self.horizon, self.root), (changes, cited));
        Ok(Self { afresh: self.afresh, looks_back: self.looks_back, ..base })
    }

    /// What everybody is due.
    pub(super) fn sums(&self) -> Sums {
        let mut all = Sums::default();
        self.table.values().for_each(|sums| all.join(sums));
        all
    }

    /// Everybody with their items.
    pub(in crate::ledger) fn everybody(&self) -> impl Iterator<Item = (Uscc, &[Item])> {
        self.world.timeline.subjects().iter().copied().zip(self.items.iter().map(Vec::as_slice))
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
