//! Both arms held against each other, and what of the differences was accepted.

use super::accept::AcceptedChange;
use super::arm::Candidate;
use crate::explain::Complaint;
use crate::ledger::error::LedgerError;
use crate::ledger::horizon::Horizon;
use crate::ledger::service::Ledger;
use crate::ledger::whatif::Changed;
use crate::ledger::world::World;
use crate::value::{Digest, Fen, Uscc};
use std::sync::Arc;

/// What a file would change of what is due.
#[derive(Debug, Clone)]
pub struct Replayed {
    /// What the file is about: the type with its version, or the policy.
    pub called: String,
    /// The two times.
    pub horizon: Horizon,
    /// The root over the ledger up to there.
    pub root: Digest,
    /// How many subjects were asked.
    pub subjects: usize,
    /// Everything that would be due otherwise, the largest difference first.
    pub moved: Vec<Moved>,
    /// What was accepted and does not occur.
    pub gone: Vec<AcceptedChange>,
}

/// What one subject would be due otherwise under one clause for one matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// Whose.
    pub subject: Uscc,
    /// What it is called, where that is on record.
    pub name: Option<Arc<str>>,
    /// The clause, as the policy names its grants.
    pub clause: Arc<str>,
    /// The year of the facts.
    pub year: i32,
    /// What it is for.
    pub matter: Arc<str>,
    /// What is due; none where it is not known.
    pub from: Option<Fen>,
    /// What would be due; none where it would not be known.
    pub to: Option<Fen>,
    /// Why it was accepted, where it was.
    pub accepted: Option<Arc<str>>,
}

impl Moved {
    /// How much more would be due, where both are known.
    pub fn difference(&self) -> Option<Fen> {
        self.from.zip(self.to).map(|(from, to)| to.minus(from))
    }

    /// Whether an acceptance speaks of it.
    pub fn is(&self, accepted: &AcceptedChange) -> bool {
        (self.subject, &self.clause, self.from, self.to)
            == (accepted.enterprise, &accepted.clause, accepted.from, accepted.to)
    }
}

impl Replayed {
    /// Whether nothing changes, or all of it was accepted.
    pub fn is_fine(&self) -> bool {
        self.moved.iter().all(|moved| moved.accepted.is_some())
    }
}

impl Ledger {
    /// What is due to everybody, with a file in the ledger and without it. What is wrong with the file comes back as a complaint.
    ///
    /// An accepted difference stands for one that occurs, not for all that are alike: two of the same amount are accepted twice.
    pub fn outcome(
        &self,
        horizon: Horizon,
        candidate: Candidate<'_>,
        accepted: Vec<AcceptedChange>,
    ) -> Result<Result<Replayed, Complaint>, LedgerError> {
        let base = self.as_it_is(horizon)?;
        let supposed = match self.supposing(&base, candidate) {
            Ok(supposed) => supposed,
            Err(error) => return Ok(Err(error.complaint())),
        };
        let moved = base.differing(&supposed).iter().map(|changed| told(changed, &base.world, &supposed)).collect();
        let (moved, gone) = settled(moved, accepted);
        let subjects = base.world.timeline.subjects().len();
        let called = candidate.called().unwrap_or_default();
        Ok(Ok(Replayed { called, horizon, root: base.root, subjects, moved, gone }))
    }
}

/// Which of the differences were accepted, and what was accepted and does not occur.
pub(super) fn settled(mut moved: Vec<Moved>, accepted: Vec<AcceptedChange>) -> (Vec<Moved>, Vec<AcceptedChange>) {
    let mut gone = accepted;
    for one in &mut moved {
        if let Some(at) = gone.iter().position(|accepted| one.is(accepted)) {
            one.accepted = Some(gone.remove(at).reason);
        }
    }
    (moved, gone)
}

fn told(changed: &Changed, base: &World, supposed: &World) -> Moved {
    let item = changed.supposed.first().or(changed.base.first());
    let of = |text: Option<&Arc<str>>| text.map_or_else(|| Arc::from(""), Arc::clone);
    Moved {
        subject: changed.subject,
        name: base.named(changed.subject).or_else(|| supposed.named(changed.subject)),
        clause: of(item.map(|item| &item.grant_id)),
        year: changed.row.year,
        matter: of(item.map(|item| &item.matter)),
        from: changed.due.0,
        to: changed.due.1,
        accepted: None,
    }
}
