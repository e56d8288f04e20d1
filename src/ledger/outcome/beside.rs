//! What another program reckons that everybody is due, held against this one.

use super::accept::AcceptedChange;
use super::answer::{AnswerFault, read};
use super::compare::{Moved, Replayed, settled};
use super::due::{DueLine, DueList};
use crate::ledger::error::LedgerError;
use crate::ledger::horizon::Horizon;
use crate::ledger::service::Ledger;
use crate::ledger::whatif::AsItIs;
use crate::value::{Fen, Uscc};
use std::cmp::{Ordering, Reverse};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Why another program was not held against this one.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the sentence on each variant names its fields")]
pub enum BesideFault {
    /// It cannot be run.
    NotRun { program: PathBuf, why: String },
    /// It did not end in time and was stopped.
    TooSlow { program: PathBuf, seconds: u64 },
    /// It ended without an answer: the code, where it ended by itself, and what it said.
    Failed { program: PathBuf, code: Option<i32>, said: String },
    /// What it said is no answer.
    NoAnswer { program: PathBuf, why: AnswerFault },
    /// It answers in another format.
    OtherContract { program: PathBuf, format: String },
    /// It answers something else than it was asked: which field says so.
    OtherQuestion { program: PathBuf, field: &'static str },
}

impl BesideFault {
    /// The program.
    pub fn program(&self) -> &Path {
        match self {
            BesideFault::NotRun { program, .. }
            | BesideFault::TooSlow { program, .. }
            | BesideFault::Failed { program, .. }
            | BesideFault::NoAnswer { program, .. }
            | BesideFault::OtherContract { program, .. }
            | BesideFault::OtherQuestion { program, .. } => program,
        }
    }
}

/// What tells which line of one list is which line of the other.
type Key<'l> = (Uscc, &'l str, i32, &'l str);

impl Ledger {
    /// What another program told beside what this one reckons of the same ledger at the same horizon.
    pub fn beside(
        &self,
        horizon: Horizon,
        (program, told): (&Path, &str),
        accepted: Vec<AcceptedChange>,
    ) -> Result<Replayed, LedgerError> {
        let other = read(told).map_err(|why| LedgerError::Beside(unanswered(program, why)))?;
        let base = self.as_it_is(horizon)?;
        let own = DueList::of(&base);
        if let Some(field) = other_question(&own, &other) {
            return Err(LedgerError::Beside(BesideFault::OtherQuestion { program: program.to_owned(), field }));
        }
        let mut moved = moved(&base, &other.lines, &own.lines);
        moved.sort_by_cached_key(order);
        let (moved, gone) = settled(moved, accepted);
        let called = format!("qizhang {} → {}", other.program, own.program);
        Ok(Replayed { called, horizon, root: own.root, subjects: own.subjects, moved, gone })
    }
}

fn unanswered(program: &Path, why: AnswerFault) -> BesideFault {
    let program = program.to_owned();
    match why {
        AnswerFault::OtherFormat(format) => BesideFault::OtherContract { program, format },
        why @ (AnswerFault::NotJson(_) | AnswerFault::NoFormat | AnswerFault::Field { .. }) => {
            BesideFault::NoAnswer { program, why }
        }
    }
}

/// In what the other program understood another question.
fn other_question(own: &DueList, other: &DueList) -> Option<&'static str> {
    let differs = [
        (own.horizon.on != other.horizon.on, "on"),
        (own.horizon.known != other.horizon.known, "known"),
        (own.root != other.root, "root"),
    ];
    differs.into_iter().find(|(differs, _)| *differs).map(|(_, field)| field)
}

/// The largest difference first, as far as both amounts are known, then by subject and clause.
fn order(moved: &Moved) -> (Reverse<u128>, Uscc, Arc<str>, i32, Arc<str>) {
    let by = moved.difference().unwrap_or_else(|| moved.from.or(moved.to).unwrap_or(Fen::ZERO));
    let size = Reverse(by.get().unsigned_abs());
    (size, moved.subject, Arc::clone(&moved.clause), moved.year, Arc::clone(&moved.matter))
}

/// Every line that one list has otherwise than the other. Both are in order.
fn moved(base: &AsItIs, before: &[DueLine], after: &[DueLine]) -> Vec<Moved> {
    let (mut before, mut after) = (before, after);
    let mut found = Vec::new();
    while let Some(key) = first(before, after) {
        let (own_before, rest_before) = split(before, key);
        let (own_after, rest_after) = split(after, key);
        let (subject, clause, year, matter) = key;
        found.extend(pairs(own_before, own_after).into_iter().map(|(from, to)| Moved {
            subject,
            name: base.world.named(subject),
            clause: clause.into(),
            year,
            matter: matter.into(),
            from,
            to,
            accepted: None,
        }));
        (before, after) = (rest_before, rest_after);
    }
    found
}

/// What the next line of either list is about.
fn first<'l>(before: &'l [DueLine], after: &'l [DueLine]) -> Option<Key<'l>> {
    let next = [before.first(), after.first()];
    next.into_iter().flatten().map(key).min()
}

fn key(line: &DueLine) -> Key<'_> {
    (line.subject, &line.clause, line.year, &line.matter)
}

/// The lines at the head of a list that are about the same, and the rest.
fn split<'l>(lines: &'l [DueLine], of: Key<'_>) -> (&'l [DueLine], &'l [DueLine]) {
    let until = lines.iter().position(|line| key(line).cmp(&of) != Ordering::Equal).unwrap_or(lines.len());
    lines.split_at_checked(until).unwrap_or((lines, &[]))
}

/// Of lines about the same those that differ. A line that only one of the programs has is nothing in the other.
fn pairs(before: &[DueLine], after: &[DueLine]) -> Vec<(Option<Fen>, Option<Fen>)> {
    let mut later: Vec<Option<Fen>> = after.iter().map(|line| line.due).collect();
    let mut earlier: Vec<Option<Fen>> = Vec::new();
    for due in before.iter().map(|line| line.due) {
        match later.iter().position(|other| *other == due) {
            Some(at) => drop(later.remove(at)),
            None => earlier.push(due),
        }
    }
    let most = earlier.len().max(later.len());
    let nothing = Some(Fen::ZERO);
    let at = |dues: &[Option<Fen>], index: usize| dues.get(index).copied().unwrap_or(nothing);
    let all = (0..most).map(|index| (at(&earlier, index), at(&later, index)));
    all.filter(|(from, to)| from != to).collect()
}
