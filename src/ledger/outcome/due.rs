//! What everybody is due, line by line, as programs of any version tell it, so that two of them can be held against each other.

use crate::ledger::error::LedgerError;
use crate::ledger::horizon::Horizon;
use crate::ledger::service::Ledger;
use crate::ledger::whatif::AsItIs;
use crate::value::{Digest, Fen, Uscc};
use std::sync::Arc;

/// What one subject is due under one clause for one matter.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct DueLine {
    /// Whose.
    pub subject: Uscc,
    /// The clause, as the policy names its grants.
    pub clause: Arc<str>,
    /// The year of the facts.
    pub year: i32,
    /// What it is for.
    pub matter: Arc<str>,
    /// What is due; none where it is not known.
    pub due: Option<Fen>,
}

/// What everybody is due, as one program reckons it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueList {
    /// The version of the program.
    pub program: Arc<str>,
    /// The two times.
    pub horizon: Horizon,
    /// The root over the ledger up to there.
    pub root: Digest,
    /// How many subjects were asked.
    pub subjects: usize,
    /// Every line, by subject, clause, year and matter.
    pub lines: Vec<DueLine>,
}

impl Ledger {
    /// What everybody is due, as this program reckons it.
    pub fn dues(&self, horizon: Horizon) -> Result<DueList, LedgerError> {
        Ok(DueList::of(&self.as_it_is(horizon)?))
    }
}

impl DueList {
    pub(super) fn of(base: &AsItIs) -> Self {
        let mut lines: Vec<DueLine> = Vec::new();
        for (subject, items) in base.everybody() {
            lines.extend(items.iter().map(|item| DueLine {
                subject,
                clause: Arc::clone(&item.grant_id),
                year: item.fact_year,
                matter: Arc::clone(&item.matter),
                due: item.is_known().then_some(item.net),
            }));
        }
        lines.sort();
        let subjects = base.world.timeline.subjects().len();
        let program = Arc::from(env!("CARGO_PKG_VERSION"));
        Self { program, horizon: base.horizon, root: base.root, subjects, lines }
    }
}
