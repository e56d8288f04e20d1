//! A batch held against the guards: what they refuse comes back like any other bad line, or is recorded with what they found.

use crate::event::{Draft, Known};
use crate::ledger::append::{Appending, Rejected};
use crate::ledger::error::LedgerError;
use crate::ledger::fault::Fault;
use crate::ledger::findings::{Finding, recording};
use crate::ledger::guarded::fault;
use crate::ledger::intake::{Checked, Halt};
use crate::ledger::lookback::MONEY;
use crate::ledger::sight::{Ahead, Sight};
use crate::ledger::steps::concerns_a_step;
use crate::store::{Prepared, Staged};
use crate::value::{Instant, Position};
use std::collections::BTreeSet;

/// What was overtaken, and what detectors would find; each at its event.
type Stands = (Vec<(Position, Fault)>, Vec<(Position, Finding)>);

impl Appending<'_> {
    /// Holds a batch that is kept together against the guards. Where the good lines are to be kept, what is left without the refused ones
    /// is held against them again: a payment may have rested on one of them.
    pub(super) fn watch(&self, checked: &mut Checked, now: Instant) -> Result<(), Halt> {
        while self.is_watched() && checked.entries.iter().any(is_watched) {
            let ahead = Ahead::of(&*self.ledger().store, &checked.entries)?;
            let sight = Sight::with(&*self.ledger().store, &ahead);
            let (moved_on, found) = self.against(sight, ahead.before, checked.entries.iter().any(is_money))?;
            let line_of = |at: Position| checked.lines.get(ahead.number_of(at)?).copied();
            if self.overriding().is_some() && moved_on.is_empty() {
                let more = self.findings(&found, now)?;
                // Nobody brought them: they have no line.
                checked.lines.extend(more.iter().map(|_| 0));
                checked.entries.extend(more);
                return Ok(());
            }
            let refused = self.refused(moved_on, &found, line_of)?;
            let lines: BTreeSet<u64> = refused.iter().map(|one| one.line).collect();
            checked.rejected.extend(refused);
            checked.rejected.sort_by_key(|one| one.line);
            if lines.is_empty() || self.is_atomic() {
                return Ok(());
            }
            let kept: Vec<bool> = checked.lines.iter().map(|line| !lines.contains(line)).collect();
            let mut keeps = kept.iter();
            checked.entries.retain(|_| keeps.next().is_none_or(|keep| *keep));
            checked.lines.retain(|line| !lines.contains(line));
        }
        Ok(())
    }

    /// Holds a large batch against the guards where it was written. It is refused whole: nothing can be taken out of it any more.
    pub(super) fn watch_staged(
        &self,
        staged: &dyn Staged,
        before: Position,
        checked: &mut Checked,
        now: Instant,
    ) -> Result<(), Halt> {
        if !self.is_watched() {
            return Ok(());
        }
        let (moved_on, found) = self.against(Sight::of(staged), before, true)?;
        if self.overriding().is_some() && moved_on.is_empty() {
            let more = self.findings(&found, now)?;
            if !more.is_empty() {
                staged.append_prepared(more, None).map_err(LedgerError::Append)?;
            }
            return Ok(());
        }
        let line_of = |position: Position| checked.tally.line_of(position.0.checked_sub(before.0)?.checked_sub(1)?);
        let refused = self.refused(moved_on, &found, line_of)?;
        checked.rejected.extend(refused);
        checked.rejected.sort_by_key(|one| one.line);
        Ok(())
    }

    /// What stands against the events after a position: what was decided on an earlier state of the ledger, and what detectors would find; steps
    /// that could not have been come first.
    fn against(&self, sight: Sight<'_>, before: Position, money: bool) -> Result<Stands, LedgerError> {
        let mut found = self.ledger().impossible(sight, before)?;
        if !money {
            return Ok((Vec::new(), found));
        }
        found.extend(self.ledger().guarded(sight, before)?);
        Ok((self.ledger().moved_on(sight, before)?, found))
    }

    /// A line for each finding.
    fn refused(
        &self,
        moved_on: Vec<(Position, Fault)>,
        found: &[(Position, Finding)],
        line_of: impl Fn(Position) -> Option<u64>,
    ) -> Result<Vec<Rejected>, LedgerError> {
        let mut refused: Vec<Rejected> = Vec::new();
        let guarded = found.iter().map(|(at, finding)| (*at, fault(finding, &line_of)));
        for (at, fault) in moved_on.into_iter().chain(guarded) {
            let line = line_of(at).unwrap_or_default();
            // The first thing that stands against a line is told.
            if refused.iter().all(|one| one.line != line) {
                refused.push(Rejected { line, back: self.back(line)?, fault });
            }
        }
        Ok(refused)
    }

    /// What the guards found, as entries that say why it was recorded all the same.
    fn findings(&self, found: &[(Position, Finding)], now: Instant) -> Result<Vec<Prepared>, LedgerError> {
        let door = self.door(now);
        let why = self.overriding().unwrap_or_default();
        // They have no line of their own: numbers no file reaches keep their ids apart.
        let numbers = (0..=u64::MAX).rev();
        let entry = |line: u64, draft: Draft| {
            let entered = door.enter(line, draft).and_then(|entered| entered.admitted);
            entered.map(|candidate| candidate.entry).map_err(|fault| LedgerError::Own(Box::new(fault)))
        };
        numbers.zip(found).map(|(line, (_, finding))| entry(line, recording(finding, now.day(), why)?)).collect()
    }
}

/// Whether a guard has a say in an entry.
fn is_watched(entry: &Prepared) -> bool {
    is_money(entry) || concerns_a_step(entry.kind())
}

fn is_money(entry: &Prepared) -> bool {
    let kind = entry.kind();
    MONEY.contains(&kind.as_str()) || matches!(Known::of(kind), Some(Known::FactCorrected | Known::FactRetracted))
}
